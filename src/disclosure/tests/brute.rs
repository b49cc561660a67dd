//! Releases of small tables against a reader who tries every table there is.

use super::{Counts, Figure, InnerCell, context, counts, hits_of, label, objections, possible, try_release};
use crate::disclosure::audit::{Open, Reading, Verdict};
use crate::disclosure::census::Census;
use crate::disclosure::policy::Standing;
use crate::disclosure::possible::Possible;
use crate::disclosure::{Policy, Published, Row, Rule, Table};
use crate::register::Breakdown;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const BY: [Breakdown; 3] = [Breakdown::School, Breakdown::Grade, Breakdown::Gender];

/// The inner cells that a row sums: those whose labels it has or totals.
fn members(rows: &[&Row], row: &Row) -> BTreeSet<usize> {
    let under = |inner: &Row| inner.labels().iter().zip(row.labels()).all(|(own, wanted)| wanted.is_none() || own == wanted);
    rows.iter().enumerate().filter(|(_, inner)| under(inner)).map(|(index, _)| index).collect()
}

/// What every group, every difference of nested groups and every remainder can be.
fn possibilities(table: &Table) -> BTreeMap<BTreeSet<usize>, (u64, BTreeSet<u64>)> {
    let rows: Vec<&Row> = table.rows().iter().filter(|row| row.labels().iter().all(Option::is_some)).collect();
    let pupils: Vec<u64> = rows.iter().map(|row| if let Figure::Count(pupils) = row.pupils() { pupils } else { 0 }).collect();
    let sets: Vec<(BTreeSet<usize>, Figure)> = table.rows().iter().map(|row| (members(&rows, row), row.cells()[0].count())).collect();
    let printed: Vec<(&BTreeSet<usize>, u64)> =
        sets.iter().filter_map(|(set, hits)| if let Figure::Count(hits) = hits { Some((set, *hits)) } else { None }).collect();
    let mut groups: BTreeSet<BTreeSet<usize>> = sets.iter().map(|(set, _)| set.clone()).collect();
    for (whole, _) in &sets {
        groups.extend(sets.iter().filter(|(part, _)| part.is_subset(whole)).map(|(part, _)| whole - part));
        for level in 0..1_usize << table.by().len() {
            // What is left when every printed row of one shape is taken away.
            let shaped = table.rows().iter().zip(&sets).filter(|(row, (set, hits))| {
                let shape: usize = row.labels().iter().enumerate().map(|(bit, label)| usize::from(label.is_some()) << bit).sum();
                shape == level && set.is_subset(whole) && matches!(hits, Figure::Count(_))
            });
            let _ = groups.insert(shaped.fold(whole.clone(), |left, (_, (set, _))| &left - set));
        }
    }
    let _ = groups.remove(&BTreeSet::new());
    let mut found: BTreeMap<BTreeSet<usize>, (u64, BTreeSet<u64>)> = groups
        .into_iter()
        .map(|set| {
            let size = set.iter().filter_map(|index| pupils.get(*index)).sum();
            (set, (size, BTreeSet::new()))
        })
        .collect();
    let mut tables = 0_u64;
    every(&pupils, &printed, &mut Vec::new(), &mut |witness| {
        tables += 1;
        for (set, (_, values)) in &mut found {
            let _ = values.insert(set.iter().filter_map(|index| witness.get(*index)).sum());
        }
    });
    assert!(tables > 0, "the printed figures contradict one another");
    found
}

/// Calls `seen` with every table that agrees with what is printed.
fn every(pupils: &[u64], printed: &[(&BTreeSet<usize>, u64)], witness: &mut Vec<u64>, seen: &mut impl FnMut(&[u64])) {
    let place = witness.len();
    let fits = printed.iter().all(|(set, hits)| {
        let sum: u64 = set.iter().filter_map(|index| witness.get(*index)).sum();
        let rest: u64 = set.iter().filter(|index| **index >= place).filter_map(|index| pupils.get(*index)).sum();
        sum <= *hits && *hits <= sum + rest
    });
    match pupils.get(place) {
        _ if !fits => {}
        None => seen(witness),
        Some(most) => {
            for hits in 0..=*most {
                witness.push(hits);
                every(pupils, printed, witness, seen);
                let _ = witness.pop();
            }
        }
    }
}

/// What the number of a group can be for a reader who knows one of its pupils: pupils of the group, 1 if that pupil is above the limit, and
/// the values. For every group of a row and every kind of pupil that there is in it.
fn beside(table: &Table, counts: &Counts) -> Vec<(u64, u64, BTreeSet<u64>)> {
    let rows: Vec<&Row> = table.rows().iter().filter(|row| row.labels().iter().all(Option::is_some)).collect();
    let sets: Vec<(BTreeSet<usize>, Figure)> = table.rows().iter().map(|row| (members(&rows, row), row.cells()[0].count())).collect();
    let printed: Vec<(&BTreeSet<usize>, u64)> =
        sets.iter().filter_map(|(set, hits)| if let Figure::Count(hits) = hits { Some((set, *hits)) } else { None }).collect();
    let of = |row: &Row| {
        let own = counts.cells.iter().find(|cell| row.labels().iter().flatten().eq(&cell.key)).expect("the row has its cell");
        (own.pupils, own.states.iter().map(|(_, hits)| hits).sum::<u64>())
    };
    let truth: Vec<(u64, u64)> = rows.iter().map(|row| of(row)).collect();
    let pupils: Vec<u64> = truth.iter().map(|(pupils, _)| *pupils).collect();
    let mut readers = Vec::new();
    for (set, _) in &sets {
        for cell in set {
            let (pupils, hits) = truth[*cell];
            readers.extend((hits > 0).then_some((set, *cell, 1, BTreeSet::new())));
            readers.extend((hits < pupils).then_some((set, *cell, 0, BTreeSet::new())));
        }
    }
    every(&pupils, &printed, &mut Vec::new(), &mut |witness| {
        for (set, cell, own, values) in &mut readers {
            if if *own == 1 { witness[*cell] > 0 } else { witness[*cell] < pupils[*cell] } {
                let _ = values.insert(set.iter().map(|cell| witness[*cell]).sum());
            }
        }
    });
    let size = |set: &BTreeSet<usize>| set.iter().map(|cell| pupils[*cell]).sum();
    readers.into_iter().map(|(set, _, own, values)| (size(set), own, values)).collect()
}

/// Whether what a group can be leaves in the dark one who knows a pupil of it: about the others.
fn dark_beside(policy: Policy, pupils: u64, own: u64, values: &BTreeSet<u64>) -> bool {
    let others: BTreeSet<u64> = values.iter().map(|hits| hits - own).collect();
    let nobody = others.contains(&0);
    if pupils == 1 {
        true
    } else if policy.is_small(pupils) {
        nobody && others.len() > 1
    } else {
        nobody && policy.rule() != Rule::Strict || values.iter().any(|hits| policy.standing(pupils, *hits) == Standing::Open)
    }
}

/// Whether what a group can be leaves its reader in the dark.
fn dark(policy: Policy, pupils: u64, values: &BTreeSet<u64>) -> bool {
    if policy.is_small(pupils) {
        values.contains(&0) && values.len() > 1
    } else {
        values.iter().any(|hits| policy.standing(pupils, *hits) != Standing::Protected)
    }
}

fn tables(size: [usize; 3], most: u64) -> impl Strategy<Value = Counts> {
    let cell = (0..=most, 0..=100_u64, 0..3_u64).prop_map(|(pupils, share, extreme)| match extreme {
        0 => (pupils, 0),
        _ => (pupils, pupils * share / 100),
    });
    proptest::collection::vec(cell, size.iter().product::<usize>()).prop_map(move |numbers| {
        let places = (0..size[0]).flat_map(|a| (0..size[1]).flat_map(move |b| (0..size[2]).map(move |c| [a, b, c])));
        let cells = places.zip(numbers).filter(|(_, (pupils, _))| *pupils > 0).map(|(place, (pupils, hits))| InnerCell {
            key: place.iter().map(|place| label(&place.to_string())).collect(),
            column: 0,
            pupils,
            states: hits_of(hits),
        });
        counts(&BY, cells.collect())
    })
}

fn check(table: &Counts, policy: Policy) -> Result<Published, TestCaseError> {
    let published = try_release(table, context(), policy).map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;
    for (set, (pupils, values)) in possibilities(&published.tables()[0]) {
        prop_assert!(dark(policy, pupils, &values), "{set:?} of {pupils} can only be {values:?} in {published:?}");
    }
    for (pupils, own, values) in beside(&published.tables()[0], table) {
        prop_assert!(dark_beside(policy, pupils, own, &values), "{own} beside {values:?} of {pupils} in {published:?}");
    }
    Ok(published)
}

/// Prints some rows that the rule lets stand, and holds what the audit makes of them against every table there is.
fn agrees(table: &Counts, rows: &[bool], policy: Policy) -> Result<(), TestCaseError> {
    let Ok(published) = try_release(table, context(), policy) else { return Ok(()) };
    let mut told = published.tables()[0].clone();
    for (row, wanted) in told.rows.iter_mut().zip(rows.iter().cycle()) {
        let fits =
            |cell: &&InnerCell| row.labels.iter().zip(&cell.key).all(|(wanted, own)| wanted.as_ref().is_none_or(|label| label == own));
        let cells = || table.cells.iter().filter(fits);
        let (pupils, hits) = (cells().map(|cell| cell.pupils).sum(), cells().flat_map(|cell| &cell.states).map(|(_, hits)| hits).sum());
        let stands = *wanted && policy.standing(pupils, hits) == Standing::Open;
        let figures = if stands { (Figure::Count(hits), Figure::share(hits, pupils)) } else { (Figure::Withheld, Figure::Withheld) };
        (row.cells[0].count, row.cells[0].share) = figures;
    }
    let (tables, census, possible) = ([told], Census::of(table), Possible::of(table, 1));
    let reading = Reading::of(&Open { tables: &tables, earlier: 0, census: &census, possible: &possible }, policy);
    let objections = reading.and_then(|reading| reading.attack(&mut Vec::new()));
    let [told] = tables;
    let objections = objections.map_err(|_| TestCaseError::fail(format!("{told:?} is no contradiction")))?;
    let strangers = objections.iter().any(|objection| objection.insider.is_none());
    let proved = possibilities(&told).values().any(|(pupils, values)| !dark(policy, *pupils, values));
    prop_assert_eq!(strangers, proved, "what anybody can prove: {:?}", told);
    let insiders = objections.iter().any(|objection| objection.insider.is_some());
    let proved = beside(&told, table).iter().any(|(pupils, own, values)| !dark_beside(policy, *pupils, *own, values));
    // Where anybody can prove something of a group, its own pupils are not asked.
    prop_assert!(proved || !insiders, "what a pupil cannot prove: {told:?}");
    prop_assert!(insiders || strangers || !proved, "what a pupil can prove: {told:?}");
    Ok(())
}

/// Prints one withheld row and asks the audit.
fn mutated(table: &Counts, published: &Published, policy: Policy) -> Result<(), TestCaseError> {
    let safe = &published.tables()[0];
    for (place, row) in safe.rows().iter().enumerate().filter(|(_, row)| row.cells()[0].count() == Figure::Withheld) {
        let fits =
            |cell: &&InnerCell| row.labels().iter().zip(&cell.key).all(|(wanted, own)| wanted.as_ref().is_none_or(|label| label == own));
        let cells = || table.cells.iter().filter(fits);
        let (pupils, hits) = (cells().map(|cell| cell.pupils).sum(), cells().flat_map(|cell| &cell.states).map(|(_, hits)| hits).sum());
        if policy.standing(pupils, hits) != Standing::Protected {
            continue;
        }
        let mut told = safe.clone();
        told.rows[place].cells[0].count = Figure::Count(hits);
        told.rows[place].cells[0].share = Figure::share(hits, pupils);
        // The same group may stand in other rows, and a reader takes it from any.
        let objections = objections(std::slice::from_ref(&told), &possible(1, &[]), policy);
        if let Ok(objections) = objections {
            prop_assert!(objections.iter().any(|objection| objection.verdict == Verdict::Printed), "{told:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_ways_with_the_real_numbers(table in tables([2, 2, 1], 16)) {
        prop_assume!(!table.cells.is_empty());
        let policy = Policy::default();
        let published = check(&table, policy)?;
        mutated(&table, &published, policy)?;
    }

    #[test]
    fn three_ways_with_small_numbers(table in tables([2, 2, 2], 4), strict in any::<bool>()) {
        prop_assume!(!table.cells.is_empty());
        let policy = Policy::tiny(if strict { Rule::Strict } else { Rule::Standard }, 4, 2);
        let published = check(&table, policy)?;
        mutated(&table, &published, policy)?;
    }

    #[test]
    fn the_audit_finds_what_can_be_proved(
        table in tables([2, 2, 2], 4),
        rows in proptest::collection::vec(any::<bool>(), 27),
        few in 1..3_u64,
        rule in 0..2_usize,
    ) {
        prop_assume!(!table.cells.is_empty());
        agrees(&table, &rows, Policy::tiny([Rule::Standard, Rule::Strict][rule], 4, few))?;
    }

    #[test]
    fn wide_with_small_numbers(table in tables([3, 3, 1], 4), strict in any::<bool>()) {
        prop_assume!(!table.cells.is_empty());
        let policy = Policy::tiny(if strict { Rule::Strict } else { Rule::Standard }, 3, 1);
        let _ = check(&table, policy)?;
    }
}
