//! How long a release takes: printed, not judged (`cargo test --release --lib disclosure::tests::bench -- --nocapture`).

use super::{Breakdown, Numbers, context, counts, hits_of, label, printed, schools};
use crate::definition::{Comparison, Decimal};
use crate::disclosure::{Limit, Policy, Spec, release};
use crate::tally::{Counts, InnerCell, State};
use std::collections::BTreeMap;
use std::time::Instant;

/// Classes × genders, with two or three classes in each of `grades` grades and schools of ten grades.
fn classes(numbers: &mut Numbers, classes: u64, percent: u64) -> Counts {
    let mut cells = Vec::new();
    for class in 0..classes {
        for gender in ["boy", "girl"] {
            let pupils = 8 + numbers.below(9);
            let hits = (0..pupils).filter(|_| numbers.below(100) < percent).count();
            let key = vec![label(&format!("c{class:03}")), label(gender)];
            cells.push(InnerCell { key, column: 0, pupils, states: hits_of(u64::try_from(hits).unwrap_or(0)) });
        }
    }
    counts(&[Breakdown::Class, Breakdown::Gender], cells)
}

/// Ten schools where pupils are more or less absent in several ways, and definitions of all kinds look at that: nested, nearly nested,
/// of each other's clauses.
fn definitions(numbers: &mut Numbers, definitions: usize) -> Counts {
    let mut cells = Vec::new();
    for school in 0..10 {
        let mut states: BTreeMap<State, u64> = BTreeMap::new();
        let pupils = 350 + numbers.below(100);
        for _ in 0..pupils {
            let mut total = numbers.below(100) * numbers.below(100) * numbers.below(100) / 20_000;
            let unauthorised = total * numbers.below(100) / 100;
            let mut state: State = 0;
            for definition in 0..definitions {
                // Different windows see different absence.
                total += numbers.below(3);
                let number = u64::try_from(definition).unwrap_or(0);
                let above = match definition % 4 {
                    0 => total > 10 + number * 2,
                    1 => total > 15 + numbers.below(4),
                    2 => unauthorised > 3 + number,
                    _ => unauthorised > 5 || total > 20 + number,
                };
                state |= State::from(above) << definition;
            }
            *states.entry(state).or_default() += 1;
        }
        let _ = states.remove(&0);
        cells.push(InnerCell { key: vec![label(&format!("s{school:02}"))], column: 0, pupils, states: states.into_iter().collect() });
    }
    counts(&[Breakdown::School], cells)
}

fn timed(name: &str, counts: &Counts, specs: &[Spec]) {
    let started = Instant::now();
    let mut context = context();
    context.columns = counts.measured.iter().map(|_| String::new()).collect();
    let published = release(counts, specs, &[], context, Policy::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let took = started.elapsed().as_millis();
    let each: Vec<String> = published
        .tables()
        .iter()
        .map(|table| {
            let (open, all) = printed(std::slice::from_ref(table));
            format!("{open} of {all}")
        })
        .collect();
    println!("{name}: {} inner cells, {} counts printed, {took} ms", counts.cells.len(), each.join(" and "));
    let (open, all) = printed(published.tables());
    assert!(open > 0 && open < all);
}

fn limits(numbers: &[u32]) -> Vec<Limit> {
    let limit = |number: &u32| Limit { threshold: Decimal::from_hundredths(number * 100), comparison: Comparison::MoreThan, share: true };
    numbers.iter().map(limit).collect()
}

/// How many of a hundred are above the limit. Without optimisation one of them takes long enough.
const PERCENT: &[u64] = if cfg!(debug_assertions) { &[15] } else { &[5, 15, 30] };

#[test]
fn large_tables_are_released() {
    for percent in PERCENT.iter().copied() {
        let mut numbers = Numbers(percent);
        let large = schools(&mut numbers, [20, 10, 2, 1], 36, percent, 1);
        timed(&format!("20 schools × 10 grades × 2 genders, {percent} %"), &large, &[Spec::hits(&large.by)]);
        let small = schools(&mut numbers, [12, 3, 2, 1], 36, percent, 1);
        timed(&format!("12 schools × 3 grades × 2 genders, {percent} %"), &small, &[Spec::hits(&small.by)]);
        let classes = classes(&mut numbers, 300, percent);
        timed(&format!("300 classes × 2 genders, {percent} %"), &classes, &[Spec::hits(&classes.by)]);
    }
}

#[test]
fn large_tables_of_bands_and_of_time_are_released() {
    for percent in PERCENT.iter().copied() {
        let mut numbers = Numbers(percent);
        let bands = schools(&mut numbers, [20, 10, 2, 1], 36, percent, 2);
        for disjoint in [false, true] {
            let spec = Spec::bands(&bands.by, &limits(&[20, 40]), disjoint);
            timed(&format!("20 schools × 10 grades × 2 genders, over 20 and 40, disjoint {disjoint}, {percent} %"), &bands, &[spec]);
        }
        let months = schools(&mut numbers, [20, 10, 2, 5], 36, percent, 1);
        timed(&format!("20 schools × 10 grades × 2 genders × 5 months, {percent} %"), &months, &[Spec::hits(&months.by)]);
    }
}

/// Tables × limits × months; `cargo xtask bench` measures it where it is promised, in a browser.
#[test]
fn large_tables_of_bands_over_time_are_released() {
    for percent in PERCENT.iter().copied().filter(|_| !cfg!(debug_assertions)) {
        let both = schools(&mut Numbers(percent), [20, 10, 2, 5], 36, percent, 2);
        timed(
            &format!("20 schools × 10 grades × 2 genders × 5 months, over 20 and 40, {percent} %"),
            &both,
            &[Spec::bands(&both.by, &limits(&[20, 40]), false)],
        );
    }
}

#[test]
fn large_comparisons_are_released() {
    for number in [3, 8, 20] {
        let counts = definitions(&mut Numbers(7), number);
        let states = counts.cells.iter().flat_map(|cell| cell.states.iter().map(|(state, _)| *state));
        let states: std::collections::BTreeSet<State> = states.collect();
        let specs = [Spec::definitions(&counts.by, number), Spec::overlap(number)];
        timed(&format!("{number} definitions × 10 schools, {} states", states.len()), &counts, &specs);
    }
}
