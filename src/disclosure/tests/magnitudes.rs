//! Shares of time: small tables by hand, and releases against ranks of matrices.

use super::{Breakdown, Counts, Figure, InnerCell, Table, context, counts, hits_of, label, table};
use crate::disclosure::audit::{Leak, magnitudes};
use crate::disclosure::census::Census;
use crate::disclosure::measure::{Counted, Indicator, bit};
use crate::disclosure::{AbsenceShare, Measure, Policy, Published, Refusal, Row, Rule, Spec, release};
use crate::tally::{CellTimes, State, Timed};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// The counts with time: for each cell what is scheduled and, of all kinds, absence.
fn timed(mut counts: Counts, times: &[(u64, [u64; 3])]) -> Counts {
    assert_eq!(counts.cells.len(), times.len(), "each cell has its time");
    let cells = times.iter().map(|(scheduled, absent)| Timed { scheduled: *scheduled, absent: *absent }).collect();
    counts.times = CellTimes { told: vec![[true; 3]; counts.measured.len()], cells };
    counts
}

/// The same with made-up time: a pupil has 1000 minutes, and every cell another part of them as absence.
fn with_time(counts: Counts) -> Counts {
    let of = |(place, cell): (usize, &InnerCell)| {
        let place = u64::try_from(place).unwrap_or(0);
        (cell.pupils * 1000, [cell.pupils * (90 + 7 * place), cell.pupils * (60 + 5 * place), cell.pupils * (30 + 2 * place)])
    };
    let times: Vec<(u64, [u64; 3])> = counts.cells.iter().enumerate().map(of).collect();
    timed(counts, &times)
}

fn released(counts: &Counts, specs: &[Spec], earlier: &[&Published]) -> Published {
    released_by(counts, specs, earlier, Policy::default())
}

fn released_by(counts: &Counts, specs: &[Spec], earlier: &[&Published], policy: Policy) -> Published {
    tried(counts, specs, earlier, policy).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

fn tried(counts: &Counts, specs: &[Spec], earlier: &[&Published], policy: Policy) -> Result<Published, Refusal> {
    let mut about = context();
    about.columns = (0..counts.measured.len()).map(|column| column.to_string()).collect();
    release(counts, specs, earlier, about, policy)
}

/// Of each row its labels, totals as stars, and the share of time that is absence.
fn shares(table: &Table) -> Vec<(String, Option<u64>)> {
    let text = |row: &Row| {
        let labels: Vec<&str> = row.labels().iter().map(|label| label.as_ref().map_or("*", |label| label.text.as_str())).collect();
        labels.join("/")
    };
    let share = |row: &Row| match row.absence()[0] {
        Figure::Share(tenths) => Some(tenths),
        _ => None,
    };
    table.rows().iter().map(|row| (text(row), share(row))).collect()
}

fn of(table: &Table, wanted: &str) -> Option<u64> {
    shares(table).into_iter().find(|(key, _)| key == wanted).and_then(|(_, share)| share)
}

fn hits(by: &[Breakdown]) -> Spec {
    Spec::hits(by)
}

/// The same by a second definition.
fn other_hits(by: &[Breakdown]) -> Spec {
    let measures = vec![(Measure::Hits, Counted::plain(Indicator::basic(1)))];
    Spec { measures, groups: vec![bit(1)], ..Spec::hits(by) }
}

/// Pupils above the limit of one of two definitions, none of them above both.
fn hits_of_two(one: u64, other: u64) -> Vec<(State, u64)> {
    [(1, one), (2, other)].into_iter().filter(|(_, pupils)| *pupils > 0).collect()
}

#[test]
fn a_share_is_of_the_time_of_the_group_and_not_of_its_pupils() {
    let pupils = table(&[Breakdown::Gender], &[("boy", 20, 7), ("girl", 10, 5)]);
    // The boys have a tenth of the time of the girls.
    let published = released(&timed(pupils, &[(1000, [500, 400, 100]), (10_000, [1000, 250, 750])]), &[hits(&[Breakdown::Gender])], &[]);
    let shown: Vec<Vec<Figure>> = published.tables()[0].rows().iter().map(|row| row.absence().to_vec()).collect();
    let share = |shares: [u64; 3]| shares.map(Figure::Share).to_vec();
    // 1500 of 11 000 is 13.636 %, 650 is 5.909 %, 850 is 7.727 %.
    assert_eq!(shown, [share([500, 400, 100]), share([100, 25, 75]), share([136, 59, 77])]);
    assert_eq!(published.tables()[0].absence(), AbsenceShare::ALL);
}

#[test]
fn nine_pupils_take_the_smallest_of_their_siblings_with_them() {
    let by = [Breakdown::Class];
    let pupils = table(&by, &[("7A", 9, 5), ("7B", 14, 6), ("7C", 20, 8), ("7D", 25, 9)]);
    let published = released(&with_time(pupils), &[hits(&by)], &[]);
    let table = &published.tables()[0];
    assert_eq!(of(table, "7A"), None);
    // Without 7B it cannot be told how much of what is left of the whole is 7A's.
    assert_eq!(of(table, "7B"), None);
    assert_eq!((of(table, "7C"), of(table, "7D")), (Some(104), Some(111)));
    // 9·90 + 14·97 + 20·104 + 25·111 of 68 000.
    assert_eq!(of(table, "*"), Some(103));
    let kinds = |row: &Row| row.absence().iter().map(|figure| *figure == Figure::Withheld).collect::<BTreeSet<bool>>();
    assert!(table.rows().iter().all(|row| kinds(row).len() == 1), "all kinds of absence are told of a group or none");
}

#[test]
fn two_small_groups_hide_one_another() {
    let by = [Breakdown::Class];
    // Counts are withheld of both, and of nobody else: together they have 12 pupils, of whom 5 are above the limit.
    let published = released(&with_time(table(&by, &[("7A", 6, 2), ("7B", 6, 3), ("7C", 20, 8)])), &[hits(&by)], &[]);
    let told: Vec<Option<u64>> = shares(&published.tables()[0]).into_iter().map(|(_, share)| share).collect();
    assert_eq!(told, [None, None, Some(104), Some(100)]);
}

#[test]
fn where_the_count_is_withheld_so_is_the_share() {
    // Few above the limit among the girls: the boys' count is withheld with theirs.
    let published =
        released(&with_time(table(&[Breakdown::Gender], &[("boy", 30, 12), ("girl", 24, 2)])), &[hits(&[Breakdown::Gender])], &[]);
    assert_eq!(shares(&published.tables()[0]).into_iter().map(|(_, share)| share).collect::<Vec<_>>(), [None, None, Some(93)]);
    // No girl: her group's count alone is withheld, and the boys' share is withheld for its sake.
    let published =
        released(&with_time(table(&[Breakdown::Gender], &[("boy", 30, 12), ("girl", 24, 0)])), &[hits(&[Breakdown::Gender])], &[]);
    let rows = published.tables()[0].rows();
    assert!(matches!(rows[0].cells()[0].count(), Figure::Count(12)));
    assert_eq!(shares(&published.tables()[0]).into_iter().map(|(_, share)| share).collect::<Vec<_>>(), [None, None, Some(93)]);
}

#[test]
fn columns_of_time_are_protected_each_by_itself() {
    let cell =
        |key: &str, column: usize, pupils: u64, hits: u64| InnerCell { key: vec![label(key)], column, pupils, states: hits_of(hits) };
    // In the second month three pupils of 7A have left.
    let cells = vec![cell("7A", 0, 12, 5), cell("7B", 0, 20, 7), cell("7A", 1, 9, 5), cell("7B", 1, 20, 7)];
    let published = released(&with_time(counts(&[Breakdown::Class], cells)), &[hits(&[Breakdown::Class])], &[]);
    let told: Vec<(usize, bool)> =
        published.tables()[0].rows().iter().map(|row| (row.column, matches!(row.absence()[0], Figure::Share(_)))).collect();
    assert_eq!(told, [(0, true), (1, false), (0, true), (1, false), (0, true), (1, true)]);
}

#[test]
fn what_the_files_do_not_tell_is_not_measurable() {
    let by = [Breakdown::Gender];
    let mut table = with_time(table(&by, &[("boy", 30, 12), ("girl", 8, 2)]));
    table.times.told = vec![[true, false, false]];
    let published = released(&table, &[hits(&by)], &[]);
    let rows: Vec<&[Figure]> = published.tables()[0].rows().iter().map(Row::absence).collect();
    assert_eq!(rows[0], [Figure::Withheld, Figure::NotMeasurable, Figure::NotMeasurable]);
    assert_eq!(rows[2], [Figure::Share(91), Figure::NotMeasurable, Figure::NotMeasurable]);
    table.times = CellTimes::default();
    let published = released(&table, &[hits(&by)], &[]);
    assert!(published.tables()[0].rows().iter().flat_map(Row::absence).all(|figure| *figure == Figure::NotMeasurable));
}

#[test]
fn a_definition_that_cannot_be_counted_leaves_the_size_to_decide() {
    let by = [Breakdown::Class];
    let mut table = with_time(table(&by, &[("7A", 9, 0), ("7B", 20, 0), ("7C", 21, 0)]));
    table.measured = vec![0];
    let published = released(&table, &[hits(&by)], &[]);
    assert_eq!(
        shares(&published.tables()[0]).into_iter().map(|(_, share)| share.is_some()).collect::<Vec<_>>(),
        [false, false, true, true]
    );
}

/// Two breakdowns of 40 pupils: of 9 in the second school, all of them girls in the table of both.
fn schools() -> Counts {
    let by = [Breakdown::School, Breakdown::Gender];
    with_time(table(&by, &[("Al/boy", 16, 6), ("Al/girl", 15, 5), ("Björk/boy", 14, 6), ("Björk/girl", 24, 9)]))
}

#[test]
fn tables_of_one_release_are_protected_together() {
    let pupils = table(
        &[Breakdown::School, Breakdown::SchoolGroup],
        &[("Al/Al", 30, 12), ("Björk/Björk", 40, 14), ("Cedern/small", 9, 5), ("Dal/small", 30, 12)],
    );
    let specs = [hits(&[Breakdown::School]), hits(&[Breakdown::SchoolGroup])];
    let both = released(&with_time(pupils.clone()), &specs, &[]);
    // Either table alone has more to tell.
    let alone = |spec: usize| released(&with_time(pupils.clone()), &specs[spec..=spec], &[]);
    assert!(of(&alone(1).tables()[0], "small").is_some());
    assert_eq!(of(&both.tables()[0], "Cedern"), None);
    // The two small schools less the larger of them is the other; and what they are together is told by the others anyway.
    assert_eq!((of(&both.tables()[0], "Dal"), of(&both.tables()[1], "small").is_some()), (None, true));
    let told = |published: &Published| published.tables().iter().flat_map(shares).filter(|(_, share)| share.is_some()).count();
    assert_eq!(told(&both), 7);
}

#[test]
fn what_was_told_earlier_is_known() {
    let mut counts = schools();
    let first = released(&counts, &[hits(&[Breakdown::School])], &[]);
    assert!(shares(&first.tables()[0]).iter().all(|(_, share)| share.is_some()));
    let second = released(&counts, &[hits(&[Breakdown::School, Breakdown::Gender])], &[&first]);
    assert!(shares(&second.tables()[0]).iter().all(|(_, share)| share.is_some()));
    // By another definition few girls of Al are above the limit. Nothing may be told of them, nor of the boys, for the school stands.
    for (cell, other) in counts.cells.iter_mut().zip([5, 2, 6, 9]) {
        cell.states = hits_of_two(cell.states[0].1, other);
    }
    let third = released(&counts, &[other_hits(&[Breakdown::School, Breakdown::Gender])], &[&first]);
    let table = &third.tables()[0];
    assert_eq!([of(table, "Al/boy"), of(table, "Al/girl")], [None, None]);
    assert!(of(table, "Al/*").is_some() && of(table, "*/*").is_some());
    assert!(of(table, "*/boy").is_none() || of(table, "Björk/boy").is_none());
    // Told before it had to be kept, it stands, and nothing else is withheld for its sake.
    let fourth = released(&counts, &[other_hits(&[Breakdown::School, Breakdown::Gender])], &[&second]);
    assert_eq!(of(&fourth.tables()[0], "Al/girl"), None);
    let told = |row: &Row| (matches!(row.cells()[0].count(), Figure::Count(_)), matches!(row.absence()[0], Figure::Share(_)));
    assert!(fourth.tables()[0].rows().iter().map(told).all(|(count, share)| count == share));
}

#[test]
fn the_audit_reads_what_stands_there() {
    let by = [Breakdown::Class];
    let mut counts = with_time(table(&by, &[("7A", 9, 0), ("7B", 14, 0), ("7C", 20, 0)]));
    // Where no count is told, size alone decides.
    counts.measured = vec![0];
    let safe = released(&counts, &[hits(&by)], &[]).tables()[0].clone();
    let audit = |table: &Table| magnitudes(std::slice::from_ref(table), 0, &Census::of(&counts), Policy::default());
    assert_eq!(audit(&safe), Ok(Vec::new()));
    let told = |rows: &[usize]| {
        let mut table = safe.clone();
        rows.iter().for_each(|row| table.rows[*row].absence = vec![Figure::Share(100); 3]);
        table
    };
    let leak = |printed: bool, cells: &[usize]| Leak { column: 0, printed, cells: cells.to_vec() };
    // 7B too, so that 7A is what is left; and 7A itself.
    assert_eq!(audit(&told(&[1])), Ok(vec![leak(false, &[0])]));
    assert_eq!(audit(&told(&[0])), Ok(vec![leak(true, &[0]), leak(false, &[0])]));
    // Told before, it is nothing that this release could help.
    assert_eq!(magnitudes(&[told(&[1]), safe.clone()], 1, &Census::of(&counts), Policy::default()), Ok(Vec::new()));
    let mut half = told(&[1]);
    half.rows[1].absence[2] = Figure::Withheld;
    assert!(audit(&half).is_err(), "some kinds are told and others withheld");
    half.rows[1].absence = vec![Figure::Share(1001); 3];
    assert!(audit(&half).is_err(), "more than all of the time");
}

/// The rank of a matrix of whole numbers, row by row: fractions are avoided by multiplying across.
fn rank(rows: &[Vec<i128>]) -> usize {
    let mut rows: Vec<Vec<i128>> = rows.to_vec();
    let mut rank = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        for row in rank + 1..rows.len() {
            let (own, other) = (rows[rank][column], rows[row][column]);
            for place in 0..rows[row].len() {
                rows[row][place] = rows[row][place] * own - rows[rank][place] * other;
            }
        }
        rank += 1;
    }
    rank
}

/// What the rows of tables show, as sets of cells with whether the share is told and whether the count is withheld.
fn rows_of(counts: &Counts, tables: &[Table]) -> Vec<(BTreeSet<usize>, bool, bool)> {
    let fits = |table: &Table, row: &Row, cell: &InnerCell| {
        cell.column == row.column
            && table.by().iter().zip(row.labels()).all(|(by, wanted)| {
                let place = counts.by.iter().position(|known| known == by).expect("a breakdown of the counts");
                wanted.as_ref().is_none_or(|label| *label == cell.key[place])
            })
    };
    let mut rows = Vec::new();
    for (table, row) in tables.iter().flat_map(|table| table.rows().iter().map(move |row| (table, row))) {
        let cells = (0..counts.cells.len()).filter(|cell| fits(table, row, &counts.cells[*cell])).collect();
        rows.push((cells, row.absence()[0] != Figure::Withheld, row.cells()[0].count() == Figure::Withheld));
    }
    rows
}

/// Checks that nothing protected follows from what is told, and that nothing is withheld without need.
fn check(counts: &Counts, earlier: &[Table], new: &[Table], policy: Policy) -> Result<(), TestCaseError> {
    let vector = |set: &BTreeSet<usize>| (0..counts.cells.len()).map(|cell| i128::from(set.contains(&cell))).collect::<Vec<_>>();
    let pupils = |set: &BTreeSet<usize>| set.iter().map(|cell| counts.cells[*cell].pupils).sum::<u64>();
    let (before, now) = (rows_of(counts, earlier), rows_of(counts, new));
    let all: Vec<_> = before.iter().chain(&now).collect();
    let told =
        |rows: &[(BTreeSet<usize>, bool, bool)]| rows.iter().filter(|(_, told, _)| *told).map(|(set, ..)| vector(set)).collect::<Vec<_>>();
    let (old, known) = (told(&before), [told(&before), told(&now)].concat());
    let mut secret: BTreeSet<BTreeSet<usize>> =
        all.iter().filter(|(set, _, withheld)| *withheld || policy.is_small(pupils(set))).map(|(set, ..)| set.clone()).collect();
    for (set, told, withheld) in &now {
        prop_assert!(!told || !withheld && !policy.is_small(pupils(set)), "{set:?} is told");
    }
    for (whole, ..) in &all {
        for (part, ..) in all.iter().filter(|(part, ..)| part.is_subset(whole) && part != whole) {
            let rest = whole - part;
            if policy.is_small(pupils(&rest)) {
                let _ = secret.insert(rest);
            }
        }
    }
    let follows = |known: &[Vec<i128>], set: &BTreeSet<usize>| rank(&[known.to_vec(), vec![vector(set)]].concat()) == rank(known);
    secret.retain(|set| !follows(&old, set));
    for set in &secret {
        prop_assert!(!follows(&known, set), "{set:?} follows from {known:?}");
    }
    // One more would tell something.
    for (set, ..) in now.iter().filter(|(set, told, _)| !told && !secret.contains(set) && !follows(&old, set)) {
        let more = [known.clone(), vec![vector(set)]].concat();
        let left = || {
            now.iter()
                .filter(|(_, told, _)| *told)
                .fold(set.clone(), |left, (part, ..)| if part.is_subset(&left) { &left - part } else { left })
        };
        prop_assert!(
            secret.iter().any(|secret| follows(&more, secret)) || policy.is_small(pupils(&left())),
            "{set:?} is withheld without need"
        );
    }
    Ok(())
}

const BY: [Breakdown; 3] = [Breakdown::School, Breakdown::Grade, Breakdown::Gender];

/// Small tables by three breakdowns, most of whose counts can be printed.
fn tables(most: u64) -> impl Strategy<Value = Counts> {
    proptest::collection::vec((0..=most, 0..=3_u64), 12).prop_map(|numbers| {
        let places = (0..2).flat_map(|a| (0..3).flat_map(move |b| (0..2).map(move |c| [a, b, c])));
        let cells = places.zip(numbers).filter(|(_, (pupils, _))| *pupils > 0).map(|(place, (pupils, hits))| InnerCell {
            key: place.iter().map(|place: &u8| label(&place.to_string())).collect(),
            column: 0,
            pupils,
            states: hits_of(if hits == 0 { 0 } else { pupils / 2 }),
        });
        with_time(counts(&BY, cells.collect()))
    })
}

/// Which of the breakdowns a table has.
fn some_by() -> impl Strategy<Value = Vec<Breakdown>> {
    proptest::sample::subsequence(BY.to_vec(), 0..=3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_protected_is_a_combination_of_what_is_told(
        table in tables(5),
        first in proptest::collection::vec(some_by(), 0..=2),
        second in proptest::collection::vec(some_by(), 1..=2),
    ) {
        prop_assume!(!table.cells.is_empty());
        let policy = Policy::tiny(Rule::Standard, 4, 1);
        let specs = |by: &[Vec<Breakdown>]| by.iter().map(|by| hits(by)).collect::<Vec<_>>();
        let earlier = (!first.is_empty()).then(|| released_by(&table, &specs(&first), &[], policy));
        // By a second definition others are above the limit.
        let mut other = table.clone();
        for (place, cell) in other.cells.iter_mut().enumerate() {
            let one = cell.states.first().map_or(0, |(_, pupils)| *pupils);
            cell.states = hits_of_two(one, if place % 3 == 0 { 0 } else { cell.pupils / 2 });
        }
        let earlier: Vec<&Published> = earlier.iter().collect();
        let specs: Vec<Spec> = second.iter().map(|by| other_hits(by)).collect();
        let published = match tried(&other, &specs, &earlier, policy) {
            Ok(published) => published,
            // Earlier counts can tell of a group that only the new tables name. Nothing withheld helps then.
            Err(Refusal::Unsafe) if !earlier.is_empty() => return Ok(()),
            Err(refusal) => return Err(TestCaseError::fail(format!("{refusal:?}"))),
        };
        let before: Vec<Table> = earlier.iter().flat_map(|published| published.tables().to_vec()).collect();
        check(&other, &before, published.tables(), policy)?;
        // Any one that must not be told is objected to as soon as it is.
        let census = Census::of(&other);
        for (number, table) in published.tables().iter().enumerate() {
            for (place, row) in table.rows().iter().enumerate() {
                let Figure::Count(pupils) = row.pupils() else { continue };
                if row.cells()[0].count() != Figure::Withheld && !policy.is_small(pupils) {
                    continue;
                }
                let mut tables = published.tables().to_vec();
                tables[number].rows[place].absence = vec![Figure::Share(1); 3];
                let leaks = magnitudes(&tables, 0, &census, policy).map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
                prop_assert!(leaks.iter().any(|leak| leak.printed), "{tables:?}");
            }
        }
    }
}
