//! Readers who know what is true of one pupil, worked by hand.

use super::{Breakdown, Counts, Figure, InnerCell, context, counts, label, table, try_release};
use crate::disclosure::audit::{Open, Reading};
use crate::disclosure::census::Census;
use crate::disclosure::possible::Possible;
use crate::disclosure::{Policy, Rule, Table};

/// Small numbers, so that the tables can be thought through: groups of 4, counts of 1.
const SMALL: Policy = Policy::tiny(Rule::Standard, 4, 1);

/// The table with nothing but the total printed.
fn only_the_total(counts: &Counts, hits: u64) -> Table {
    let mut table = try_release(counts, context(), SMALL).expect("it can be made safe").tables()[0].clone();
    for row in &mut table.rows {
        let pupils = if let Figure::Count(pupils) = row.pupils { pupils } else { 0 };
        let is_total = row.labels.iter().all(Option::is_none);
        let figures = if is_total { (Figure::Count(hits), Figure::share(hits, pupils)) } else { (Figure::Withheld, Figure::Withheld) };
        (row.cells[0].count, row.cells[0].share) = figures;
    }
    table
}

/// How many objections there are on behalf of a reader who knows nobody, and of one who knows a pupil.
fn objections(counts: &Counts, table: Table) -> (usize, usize) {
    let (tables, census, possible) = ([table], Census::of(counts), Possible::of(counts, 1));
    let open = Open { tables: &tables, earlier: 0, census: &census, possible: &possible };
    let objections = Reading::of(&open, SMALL).and_then(|reading| reading.attack(&mut Vec::new())).expect("the table adds up");
    let insiders = objections.iter().filter(|objection| objection.insider.is_some()).count();
    (objections.len() - insiders, insiders)
}

#[test]
fn the_only_one_above_must_not_learn_that_nobody_else_is() {
    // To others it may be anyone of the nine. The one pupil in 7A knows that it is nobody else of the three.
    let one = table(&[Breakdown::Class], &[("7A", 3, 1), ("7B", 6, 0)]);
    assert_eq!(objections(&one, only_the_total(&one, 1)), (0, 1));
    // The engine prints no such total.
    let published = try_release(&one, context(), SMALL).expect("it can be made safe");
    assert!(published.tables()[0].rows().iter().all(|row| row.cells()[0].count() == Figure::Withheld));
    // Of two, the other may be in either class.
    let two = table(&[Breakdown::Class], &[("7A", 3, 1), ("7B", 6, 1)]);
    assert_eq!(objections(&two, only_the_total(&two, 2)), (0, 0));
}

#[test]
fn the_only_one_below_must_not_learn_that_all_others_are_above() {
    // Eight of nine: of the two others in 7A at least one is above, whichever pupil of 7A asks; of 7B it may be all.
    let all_but_one = table(&[Breakdown::Class], &[("7A", 3, 2), ("7B", 6, 6)]);
    assert!(objections(&all_but_one, only_the_total(&all_but_one, 8)).0 > 0);
}

#[test]
fn the_only_pupil_of_a_group_learns_nothing_from_a_table() {
    let alone = table(&[Breakdown::Class], &[("7A", 1, 1), ("7B", 6, 1)]);
    assert_eq!(objections(&alone, only_the_total(&alone, 2)), (0, 0));
}

#[test]
fn a_pupil_of_no_known_state_is_no_reader() {
    // Where nothing is handed in of what is true, only readers who know nobody are tried.
    let one = table(&[Breakdown::Class], &[("7A", 3, 1), ("7B", 6, 0)]);
    let (tables, census) = ([only_the_total(&one, 1)], Census::of(&one));
    let possible =
        Possible::of(&counts(&one.by, vec![InnerCell { key: vec![label("8A")], column: 0, pupils: 2, states: vec![(1, 1)] }]), 1);
    let open = Open { tables: &tables, earlier: 0, census: &census, possible: &possible };
    let objections = Reading::of(&open, SMALL).and_then(|reading| reading.attack(&mut Vec::new()));
    assert!(objections.is_ok_and(|objections| objections.is_empty()));
}
