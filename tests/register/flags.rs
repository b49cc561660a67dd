//! Columns of marks on pupils, by hand: which columns are such, and what a pupil is marked with.

use super::{Found, day, read, read_files, read_with};
use crate::calendar::Span;
use crate::layout::{Choice, Choices, LayoutChoice, Role};
use crate::register::Register;

/// Whether the first pupil has the mark of a heading on the last row; none when that is not known or there is no such column.
fn mark(register: &Register, heading: &str) -> Option<bool> {
    let pupil = &register.pupils()[0];
    let place = register.last_placement(pupil, register.span())?;
    place.flags.get(register.flag(heading)?)
}

fn rows(header: &str, rows: &[&str]) -> String {
    let others = "E2;2025-08-18;60;Närvarande;\n";
    rows.iter().fold(format!("Elev-id;Datum;Lektionslängd;Status;{header}\n"), |csv, row| csv + "E1;2025-08-18;60;Sjuk;" + row + "\n")
        + others
}

#[test]
fn a_column_of_yes_and_no_is_one_of_marks() {
    let marked = |header: &str, cells: &[&str]| read(&rows(header, cells), |register| mark(register, header)).map(|(mark, _)| mark);
    assert_eq!(marked("Risk", &["ja"]), Ok(Some(true)));
    assert_eq!(marked("Risk", &["x"]), Ok(Some(true)));
    assert_eq!(marked("Risk", &["Nej"]), Ok(Some(false)));
    assert_eq!(marked("RISK ", &["ja"]), Ok(Some(true)), "headings are compared as plain words");
    assert_eq!(marked("Poäng", &["1"]), Ok(None), "a number may be anything");
    assert_eq!(marked("Risk", &["kanske"]), Ok(None), "neither yes nor no");
    assert_eq!(marked("Känd närvaroproblematik", &[""]), Ok(Some(false)), "known by its heading, and nobody is marked");
}

#[test]
fn the_user_may_say_that_a_column_is_one_of_marks() {
    let choices = |header: &str| Choices {
        layouts: vec![LayoutChoice {
            columns: vec![Choice { header: header.to_owned(), role: Some(Role::Flag), unit: None, borders: Vec::new() }],
            ..LayoutChoice::default()
        }],
        ..Choices::default()
    };
    let marked = |cell: &str| -> Found<Option<bool>> {
        read_with(choices("Poäng"), &[&rows("Poäng", &[cell])], |register| mark(register, "poäng"))
    };
    assert_eq!(marked("1").map(|(mark, _)| mark), Ok(Some(true)));
    assert_eq!(marked("0").map(|(mark, _)| mark), Ok(Some(false)));
    assert_eq!(marked("7").map(|(mark, _)| mark), Err(vec!["unknown_flag"]));
}

/// The mark is that of the pupil's last row in the period, as school and class are.
#[test]
fn a_pupil_may_be_marked_later() {
    let csv = "Elev-id;Datum;Lektionslängd;Status;Risk;Stöd\nE1;2025-08-18;60;Sjuk;nej;ja\nE1;2025-08-25;60;Närvarande;ja;\n";
    let marks = |from: &str, to: &str| {
        read(csv, |register| {
            let span = Span::new(day(from), day(to)).unwrap_or(register.span());
            let place = register.last_placement(&register.pupils()[0], span).unwrap_or_else(|| panic!("{from}"));
            ["risk", "stöd"].map(|heading| register.flag(heading).and_then(|number| place.flags.get(number)))
        })
        .map(|(marks, _)| marks)
    };
    assert_eq!(marks("2025-08-18", "2025-08-24"), Ok([Some(false), Some(true)]));
    assert_eq!(marks("2025-08-18", "2025-08-31"), Ok([Some(true), Some(false)]));
}

/// What one file does not say of a pupil, another file may; of pupils whom only the other file knows, nothing is known.
#[test]
fn files_without_the_column_leave_it_open() {
    let with = "Elev-id;Datum;Lektionslängd;Status;Risk\nE1;2025-08-18;60;Sjuk;ja\n";
    let without = "Elev-id;Datum;Lektionslängd;Status\nE1;2025-08-25;60;Närvarande\nE2;2025-08-25;60;Närvarande\n";
    let marks = |files: &[&str]| {
        let all = |register: &Register| {
            let mut marks: Vec<Option<bool>> = register
                .pupils()
                .iter()
                .filter_map(|pupil| register.last_placement(pupil, register.span()))
                .map(|place| register.flag("risk").and_then(|number| place.flags.get(number)))
                .collect();
            marks.sort_unstable();
            marks
        };
        read_files(files, all).map(|(marks, _)| marks)
    };
    assert_eq!(marks(&[with, without]), Ok(vec![None, Some(true)]));
    assert_eq!(marks(&[without, with]), Ok(vec![None, Some(true)]));
}
