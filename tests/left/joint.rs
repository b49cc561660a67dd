//! Reports that leave one after the other.

use super::town::{Dice, read, sitting, town, with_town};
use super::{banded, json, leaks, leaves, one, printed, question, several};
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::{Inquiry, Over, Question};
use std::collections::BTreeSet;

#[test]
fn what_leaves_is_listed_and_the_same_again_is_the_same_and_costs_nothing() {
    let mut session = with_town(3, 160);
    assert_eq!(session.left().count(), 0);
    let school = one("ekero-20", &["school"]);
    let first = leaves(&mut session, &school).unwrap();
    let other = leaves(&mut session, &one("ekero-20", &["grade", "gender"])).unwrap();
    assert_eq!(session.left().count(), 2);
    for (inquiry, wanted) in [(&school, &first), (&one("ekero-20", &["grade", "gender"]), &other)] {
        let again = session.answer_for(inquiry).unwrap();
        assert_eq!(&json(&again), wanted);
        assert_eq!(again.alone(), None);
        session.leave(&again).unwrap();
    }
    assert_eq!(session.left().count(), 2, "what leaves twice has left once");
    let (data, left) = session.left_by_page();
    assert_eq!(left.iter().map(|left| &left.inquiry).collect::<Vec<_>>(), [&school, &one("ekero-20", &["grade", "gender"])]);
    assert!(left.iter().all(|left| left.data == data && left.titles.len() == 1 && left.period.0 == "2025-09-01"));
}

/// Tables that are each safe alone, and give numbers away together: of those between two limits, and by difference.
#[test]
fn a_second_table_is_safe_beside_the_first_and_says_what_that_costs() {
    let (mut costs, mut apart) = (0, 0);
    for seed in 0..12 {
        let mut session = with_town(seed, 120);
        let tables = [
            banded("ekero-20", &["school"], &["20"]),
            banded("ekero-20", &["school", "grade"], &["25"]),
            banded("ekero-20", &["grade", "gender"], &["22", "30"]),
        ];
        let alone: Vec<String> = tables.iter().map(|inquiry| json(&session.answer_for(inquiry).unwrap())).collect();
        apart += usize::from(!leaks(&alone).is_empty());
        let mut reports = Vec::new();
        for inquiry in &tables {
            let answered = session.answer_for(inquiry).unwrap();
            if let Some((free, all)) = answered.alone() {
                let (shown, cells) = printed(&answered);
                assert_eq!(all, cells);
                costs += free.saturating_sub(shown);
            } else {
                assert!(reports.is_empty(), "there is a log");
            }
            session.leave(&answered).unwrap();
            reports.push(json(&answered));
        }
        assert_eq!(leaks(&reports), Vec::<String>::new(), "seed {seed}");
    }
    assert!(apart > 0, "no three tables give anything away together: the test says nothing");
    assert!(costs > 0, "a log that costs nothing protects nothing");
}

/// Limits, definitions and clauses of other questions are other bits.
#[test]
fn limits_definitions_and_clauses_are_held_together() {
    for seed in 20..24 {
        let mut session = with_town(seed, 150);
        let asked = [
            banded("ekero-20", &["school"], &["10", "20"]),
            several(&["ekero-20", "stockholm-50", "haninge"], Some("school")),
            banded("ekero-20", &["gender"], &["15", "30"]),
            one("haninge", &["grade"]),
            several(&["haninge", "ekero-20"], None),
        ];
        let reports: Vec<String> = asked.iter().map(|inquiry| leaves(&mut session, inquiry).unwrap()).collect();
        assert_eq!(leaks(&reports), Vec::<String>::new(), "seed {seed}");
    }
}

#[test]
fn a_report_says_nothing_of_what_stood_beside_it() {
    let mut session = with_town(5, 400);
    let month = Inquiry::One(Question { over: Some(Over::Month), ..question("ekero-20", &["school"]) });
    let alone = session.answer_for(&month).unwrap();
    let _report = leaves(&mut session, &several(&["haninge", "ekero-20"], Some("school"))).unwrap();
    // Months and the whole term are columns of their own: nothing changes.
    assert_eq!(json(&session.answer_for(&month).unwrap()), json(&alone));
    let _report = leaves(&mut session, &month).unwrap();
    let beside = Inquiry::One(Question { over: Some(Over::Month), ..question("ekero-20", &["grade"]) });
    let beside = session.answer_for(&beside).unwrap();
    let table = &beside.published().tables()[0];
    let columns: BTreeSet<&str> = table.rows().iter().map(|row| table.column(row)).collect();
    assert_eq!(columns.into_iter().collect::<Vec<_>>(), ["2025-09", "2025-10", "2025-11", "2025-12"]);
}

#[test]
fn a_report_that_was_made_before_another_left_must_be_made_again() {
    let mut session = with_town(6, 120);
    let first = session.answer_for(&one("ekero-20", &["school"])).unwrap();
    let second = session.answer_for(&one("ekero-20", &["school", "gender"])).unwrap();
    session.leave(&second).unwrap();
    let declined = session.leave(&first).unwrap_err();
    assert_eq!(declined.sentence, Sentence::from(Key::LeftStale));
    let again = session.answer_for(&one("ekero-20", &["school"])).unwrap();
    session.leave(&again).unwrap();
    assert_eq!(leaks(&[json(&second), json(&again)]), Vec::<String>::new());
}

/// A table of the whole counts pupils whose identity is protected and no other table does.
#[test]
fn a_table_of_the_whole_and_one_broken_down_do_not_tell_how_many_are_protected() {
    let marked = |text: &str| -> String {
        let mut lines = text.lines();
        let head = format!("{};Sekretess\n", lines.next().unwrap());
        lines.fold(head, |all, line| format!("{all}{line};{}\n", if line.contains(";E7;") { "Ja" } else { "" }))
    };
    let pupils = |session: &franvarokalkyl::session::Session, inquiry: &Inquiry| {
        let answered = session.answer_for(inquiry).unwrap();
        answered.published().tables()[0].rows().last().map(|row| row.pupils())
    };
    let mut session = sitting(1);
    read(&mut session, &marked(&town(8, 90)));
    let whole = one("ekero-20", &[]);
    let school = one("ekero-20", &["school"]);
    assert_ne!(pupils(&session, &whole), pupils(&session, &school));
    let _report = leaves(&mut session, &school).unwrap();
    assert_eq!(pupils(&session, &whole), pupils(&session, &school), "beside the other the whole leaves them out");
    let mut session = sitting(1);
    read(&mut session, &marked(&town(8, 90)));
    let _report = leaves(&mut session, &whole).unwrap();
    let declined = session.answer_for(&school).map(|_| ()).unwrap_err();
    assert_eq!((declined.sentence.key, declined.advice.key), (Key::LeftProtected, Key::LeftProtectedAdvice));
    assert!(session.answer_for(&one("haninge", &[])).is_ok());
}

/// 7A of one school is not 7A of another, by whatever name a table calls it.
#[test]
fn classes_with_and_without_their_schools_are_held_together() {
    for seed in 40..44 {
        let mut session = with_town(seed, 260);
        let tables = [&["school", "class"][..], &["class"], &["class", "gender"], &["school", "class"]];
        let reports: Vec<String> = tables.iter().map(|by| leaves(&mut session, &one("ekero-20", by)).unwrap()).collect();
        assert_eq!(leaks(&reports), Vec::<String>::new(), "seed {seed}");
        assert_eq!(reports[0], reports[3]);
    }
}

/// Whatever has left, a row is what its parts come to.
#[test]
fn margins_add_up() {
    let mut session = with_town(9, 300);
    let mut dice = Dice(1);
    for by in [&["school", "grade"][..], &["school", "gender"], &["class"], &["school", "class"]] {
        let limits = *dice.pick(&["10", "20", "25"]);
        let report: serde_json::Value = serde_json::from_str(&leaves(&mut session, &banded("ekero-20", by, &[limits])).unwrap()).unwrap();
        for table in report["tables"].as_array().unwrap() {
            let rows = table["rows"].as_array().unwrap();
            let measure = format!("over_{limits}");
            for name in by {
                let sum = |field: &str, parts: bool| -> Option<u64> {
                    let own = |row: &&serde_json::Value| {
                        by.iter().all(|other| if other == name { row[*other].is_null() != parts } else { row[*other].is_null() })
                    };
                    rows.iter().filter(own).map(|row| row[field]["value"].as_u64()).sum()
                };
                assert_eq!(sum("pupils", true), sum("pupils", false), "{by:?} {name}");
                if let (Some(parts), Some(whole)) = (sum(&measure, true), sum(&measure, false)) {
                    assert_eq!(parts, whole, "{by:?} {name}");
                }
            }
        }
    }
}

/// Grades lie within stages, also where they stand in different tables: a stage less the grades that are printed tells of the others.
#[test]
fn stages_less_their_printed_grades_tell_nothing() {
    use franvarokalkyl::example::{Example, Grain, write_csv};
    for seed in 28..36 {
        let mut file = Vec::new();
        write_csv(&Example { pupils: 330, schools: 4, seed, grain: Grain::Period, ..Example::built_in() }, &mut file).unwrap();
        let mut session = super::town::sitting(1);
        super::town::read(&mut session, &String::from_utf8(file).unwrap());
        let tables = [&["grade", "gender"][..], &["stage"], &["school", "class"]];
        let beside = tables.iter().map(|by| by.iter().map(|name| (*name).to_owned()).collect()).collect();
        let asked = Inquiry::One(Question { beside, ..super::question("tidig-10", &["school"]) });
        let report = json(&session.answer_for(&asked).unwrap());
        assert_eq!(leaks(&[report]), Vec::<String>::new(), "example {seed}");
    }
}
