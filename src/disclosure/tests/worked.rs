//! Small tables worked by hand.

use super::{Breakdown, Counts, Figure, InnerCell, Lessons, context, counts, hits_of, possible, read, released, table, try_release};
use crate::disclosure::audit::{Contradiction, Verdict};
use crate::disclosure::{Policy, Published, Refusal, Remark, Rule, Table, lone_count};
use std::collections::BTreeSet;

const NOT: Option<u64> = None;

/// The printed hits of each row, in order.
fn hits(published: &Published) -> Vec<Option<u64>> {
    let number = |figure| if let Figure::Count(hits) = figure { Some(hits) } else { None };
    published.tables()[0].rows().iter().map(|row| number(row.cells()[0].count())).collect()
}

/// The labels of each row, totals as stars.
fn keys(published: &Published) -> Vec<String> {
    let text = |row: &super::super::Row| {
        row.labels().iter().map(|label| label.as_ref().map_or("*", |label| label.text.as_str())).collect::<Vec<_>>().join("/")
    };
    published.tables()[0].rows().iter().map(text).collect()
}

fn genders(girls: (u64, u64), boys: (u64, u64)) -> Counts {
    table(&[Breakdown::Gender], &[("boy", boys.0, boys.1), ("girl", girls.0, girls.1)])
}

/// The table with the given rows printed, whatever the rule says.
fn shown(counts: &Counts, rows: &[bool]) -> Table {
    let mut table = released(counts).tables()[0].clone();
    for (row, print) in table.rows.iter_mut().zip(rows) {
        let fits =
            |cell: &&InnerCell| row.labels.iter().zip(&cell.key).all(|(wanted, own)| wanted.as_ref().is_none_or(|label| label == own));
        let cells = || counts.cells.iter().filter(fits);
        let (pupils, hits) = (cells().map(|cell| cell.pupils).sum(), cells().flat_map(|cell| &cell.states).map(|(_, hits)| hits).sum());
        let figures = if *print { (Figure::Count(hits), Figure::share(hits, pupils)) } else { (Figure::Withheld, Figure::Withheld) };
        (row.cells[0].count, row.cells[0].share) = figures;
    }
    table
}

/// What the audit says of a table: each verdict, and whether the number can be computed.
fn verdicts(table: &Table) -> Result<BTreeSet<(Verdict, bool)>, Contradiction> {
    let reading = read(std::slice::from_ref(table), &possible(1, &[]), Policy::default())?;
    let objections = reading.attack(&mut Vec::new())?;
    Ok(objections.iter().map(|objection| (objection.verdict, reading.can_compute(objection))).collect())
}

#[test]
fn what_is_large_enough_is_printed_with_its_share() {
    let published = released(&genders((24, 6), (21, 7)));
    let rows = published.tables()[0].rows();
    assert_eq!(hits(&published), [Some(7), Some(6), Some(13)]);
    let shares: Vec<Figure> = rows.iter().map(|row| row.cells()[0].share()).collect();
    assert_eq!(shares, [Figure::Share(333), Figure::Share(250), Figure::Share(289)]);
    assert_eq!(rows.iter().map(|row| row.pupils()).collect::<Vec<_>>(), [21, 24, 45].map(Figure::Count));
}

#[test]
fn the_other_gender_goes_with_the_one_that_is_protected() {
    for few in [(24, 2), (24, 24), (24, 22), (9, 6)] {
        let published = released(&genders(few, (30, 12)));
        assert_eq!(hits(&published), [NOT, NOT, Some(12 + few.1)], "{few:?}");
        assert!(
            published.tables()[0]
                .rows()
                .iter()
                .all(|row| (row.cells()[0].count() == Figure::Withheld) == (row.cells()[0].share() == Figure::Withheld))
        );
        assert_eq!((published.audit().cells(), published.audit().withheld(), published.audit().recoverable()), (3, 2, 0));
    }
}

#[test]
fn a_total_that_proves_too_much_goes_as_well() {
    // Neither 5 of 9 nor 13 of 16 can be computed from 18, but with at most 16 boys at least 2 girls are above the limit.
    let table = genders((9, 5), (16, 13));
    assert_eq!(hits(&released(&table)), [NOT, NOT, NOT]);
    let total = shown(&table, &[false, false, true]);
    assert_eq!(verdicts(&total), Ok([(Verdict::Provable, false)].into()));
}

#[test]
fn the_audit_reads_what_stands_there() {
    let table = genders((24, 2), (30, 12));
    let safe = shown(&table, &[false, false, true]);
    assert_eq!(verdicts(&safe), Ok(BTreeSet::new()));
    assert_eq!(verdicts(&shown(&table, &[true, false, true])), Ok([(Verdict::Provable, true)].into()));
    assert!(verdicts(&shown(&table, &[false, true, false])).is_ok_and(|found| found.contains(&(Verdict::Printed, true))));
    // A share without its count, a share of another count, a number that no table has.
    let changed = |row: usize, hits, share| {
        let mut table = safe.clone();
        (table.rows[row].cells[0].count, table.rows[row].cells[0].share) = (hits, share);
        verdicts(&table)
    };
    assert_eq!(changed(0, Figure::Withheld, Figure::Share(400)), Err(Contradiction));
    assert_eq!(changed(2, Figure::Count(14), Figure::Share(258)), Err(Contradiction));
    assert_eq!(changed(0, Figure::Count(20), Figure::share(20, 30)), Err(Contradiction));
}

#[test]
fn nobody_is_withheld_and_may_be_provable_unless_the_rule_is_strict() {
    let table = genders((24, 0), (30, 12));
    assert_eq!(hits(&released(&table)), [Some(12), NOT, Some(12)]);
    let strict = try_release(&table, context(), Policy::of(Rule::Strict)).map(|published| hits(&published));
    assert_eq!(strict, Ok(vec![NOT, NOT, Some(12)]));
}

#[test]
fn nobody_in_a_small_group_is_a_secret() {
    assert_eq!(hits(&released(&genders((9, 0), (30, 12)))), [NOT, NOT, Some(12)]);
}

#[test]
fn small_counts_that_hide_each_other_are_not_given_away_together() {
    // 2 and 1 would hide each other, but the total less 9 and 8 would say that they are 3.
    let by = [Breakdown::Class];
    let published = released(&table(&by, &[("7A", 25, 2), ("7B", 25, 1), ("7C", 26, 9), ("7D", 25, 8)]));
    assert_eq!(hits(&published), [NOT, NOT, Some(9), NOT, Some(20)]);
}

#[test]
fn a_small_group_is_not_given_away_as_a_difference() {
    // 7B and 7C hide each other, but the total less 7A would say that 2 of 8 are above the limit.
    let published = released(&table(&[Breakdown::Class], &[("7A", 92, 25), ("7B", 4, 1), ("7C", 4, 1)]));
    assert_eq!(hits(&published), [NOT, NOT, NOT, Some(27)]);
}

#[test]
fn rows_come_by_key_and_totals_after_what_they_sum() {
    let published = released(&table(&[Breakdown::School, Breakdown::Grade], &[("B/7", 30, 9), ("A/8", 30, 9), ("A/7", 30, 9)]));
    assert_eq!(keys(&published), ["A/7", "A/8", "A/*", "B/7", "B/*", "*/7", "*/8", "*/*"]);
}

#[test]
fn copies_of_a_group_are_treated_alike() {
    // Grade 7 is all of stage 7–9 here, and class 7A all of grade 7 in its school.
    let by = [Breakdown::Stage, Breakdown::Grade, Breakdown::Gender];
    let published = released(&table(&by, &[("7-9/7/boy", 20, 8), ("7-9/7/girl", 20, 3), ("4-6/6/boy", 20, 9), ("4-6/6/girl", 30, 10)]));
    for (key, hits) in keys(&published).into_iter().zip(hits(&published)) {
        let parts: Vec<&str> = key.split('/').collect();
        let secret = ["7", "7-9"].iter().any(|label| parts.contains(label)) && parts[2] != "*";
        let helper = parts[2] != "*" && hits.is_none();
        assert!(if secret { hits.is_none() } else { hits.is_some() || helper }, "{key}");
    }
    let of = |wanted: &str| keys(&published).iter().zip(hits(&published)).find(|(key, _)| *key == wanted).map(|(_, hits)| hits);
    for gender in ["boy", "girl", "*"] {
        assert_eq!(of(&format!("7-9/7/{gender}")), of(&format!("7-9/*/{gender}")));
        assert_eq!(of(&format!("7-9/7/{gender}")), of(&format!("*/7/{gender}")));
    }
    assert_eq!(of("7-9/7/*"), Some(Some(11)));
}

#[test]
fn the_whole_alone_is_a_table_too() {
    let of = |pupils, hits| counts(&[], vec![InnerCell { key: Vec::new(), column: 0, pupils, states: hits_of(hits) }]);
    assert_eq!(hits(&released(&of(30, 7))), [Some(7)]);
    assert_eq!(hits(&released(&of(30, 27))), [NOT]);
    assert_eq!(hits(&released(&of(1, 1))), [NOT]);
}

#[test]
fn what_cannot_be_measured_has_pupils_only() {
    let mut table = genders((24, 0), (30, 0));
    table.measured = vec![0];
    let published = released(&table);
    for row in published.tables()[0].rows() {
        assert!(matches!(row.pupils(), Figure::Count(_)));
        assert_eq!((row.cells()[0].count(), row.cells()[0].share()), (Figure::NotMeasurable, Figure::NotMeasurable));
    }
    assert_eq!(published.audit().withheld(), 0);
}

#[test]
fn tables_that_make_no_sense_are_refused() {
    let refused = |table: &Counts| try_release(table, context(), Policy::default()).err();
    assert_eq!(refused(&table(&[Breakdown::Gender], &[])), Some(Refusal::NoPupils));
    assert_eq!(refused(&genders((10, 11), (30, 5))), Some(Refusal::Malformed));
    assert_eq!(refused(&genders((0, 0), (30, 5))), Some(Refusal::Malformed));
    assert_eq!(refused(&table(&[Breakdown::Gender], &[("boy", 20, 5), ("boy", 20, 5)])), Some(Refusal::Malformed));
    assert_eq!(refused(&table(&[Breakdown::Gender], &[("7/boy", 20, 5)])), Some(Refusal::Malformed));
    assert_eq!(refused(&genders((u64::MAX, 5), (30, 5))), Some(Refusal::Malformed));
}

#[test]
fn what_stands_beside_the_table_is_protected_too() {
    let with = |pupils, scheduled, registered| {
        let mut context = context();
        context.lessons = Some(Lessons { scheduled, registered });
        context.population = 2 * pupils;
        context.remarks = [("unknown_grade", 4), ("no_pupil", 5)].map(|(code, rows)| Remark { code, rows }).to_vec();
        try_release(&genders((pupils, 0), (pupils, 0)), context, Policy::default()).expect("it can be made safe")
    };
    let published = with(20, 1000, 971);
    assert_eq!(published.registration(), Figure::Share(971));
    assert_eq!(published.remarks().iter().map(|remark| remark.rows()).collect::<Vec<_>>(), [Figure::Withheld, Figure::Count(5)]);
    assert_eq!(with(4, 1000, 971).registration(), Figure::Withheld);
    assert_eq!(with(20, 0, 0).registration(), Figure::NotMeasurable);
    assert_eq!(lone_count(9, Policy::default()), Figure::Withheld);
    assert_eq!(lone_count(10, Policy::default()), Figure::Count(10));
}

#[test]
fn shares_are_rounded_half_away_from_zero() {
    for (part, whole, tenths) in [(1, 3, 333), (2, 3, 667), (1, 16, 63), (1, 80, 13), (1, 2000, 1), (1, 2001, 0), (7, 7, 1000)] {
        assert_eq!(Figure::share(part, whole), Figure::Share(tenths), "{part} of {whole}");
    }
    assert_eq!(Figure::share(u64::MAX, u64::MAX), Figure::Share(1000));
}
