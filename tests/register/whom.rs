//! Whom rows are about, and where they are, by hand.

use super::{day, read, read_files};
use crate::calendar::Span;
use crate::layout::Gender;
use crate::layout::value::Grade;
use crate::register::{Pupil, Register};

fn pupils(register: &Register) -> usize {
    register.pupils().len()
}

/// Numbers in two rows, with or without names, and how many pupils they are.
#[test]
fn numbers_are_joined_only_when_that_is_safe() {
    let two = |header: &str, one: &str, other: &str| {
        let csv = format!("{header};Datum;Lektionslängd;Status\n{one};2025-08-18;60;Sjuk\n{other};2025-08-19;60;Närvarande\n");
        read(&csv, pupils).map(|(pupils, _)| pupils)
    };
    for other in ["201105040000", "20110504 0000", "110504-0000", "1105040000"] {
        assert_eq!(two("Personnummer", "20110504-0000", other), Ok(1), "{other}");
    }
    assert_eq!(two("Personnummer", "20110504-0000", "20110504-0018"), Ok(2));
    assert_eq!(two("Personnummer", "20110564-0000", "20110504-0000"), Ok(2), "a coordination number");
    assert_eq!(two("Personnummer", "20110504-TF01", "110504TF01"), Ok(1));
    // Two girls who were born on one day share the number of Statistics Sweden's template.
    assert_eq!(two("Personnummer;Namn", "110504TF20;Bo Ek", "110504TF20;Al Ask"), Ok(2));
    assert_eq!(two("Personnummer;Namn", "110504TF20;Bo Ek", "110504-TF20;bo  ek"), Ok(1));
    assert_eq!(two("Personnummer", "110504TF20", "110504TF20"), Err(vec!["ids_not_unique"]));
    assert_eq!(two("Personnummer", "110504-****", "110504-****"), Err(vec!["ids_not_unique"]));
    assert_eq!(two("Personnummer", "2,01E+11", "20110504-0000"), Err(vec!["id_spoiled"]));
    assert_eq!(two("Personnummer;Namn", "20110504TF10;Bo Ek", "20110504TF10;Al Ask"), Ok(2));
    // An id of the system's own may look like a date of birth.
    assert_eq!(two("Elev-id", "110504", "110505"), Ok(2));
}

#[test]
fn a_number_is_one_pupil_in_files_that_spell_it_in_different_ways() {
    let file = |number: &str, day: &str| format!("Personnummer;Datum;Lektionslängd;Status\n{number};{day};60;Närvarande\n");
    let (twelve, ten) = (file("201105040000", "2025-08-18"), file("110504-0000", "2025-08-19"));
    for files in [[&*twelve, &*ten], [&*ten, &*twelve]] {
        let days = read_files(&files, |register| (pupils(register), register.pupils()[0].days.len()));
        assert_eq!(days.map(|(days, _)| days), Ok((1, 2)));
    }
}

#[test]
fn gender_comes_from_the_number_when_no_column_says_it() {
    let csv = "Personnummer;Datum;Lektionslängd;Status\n20110504-0000;2025-08-18;60;Sjuk\n20110504-0018;2025-08-18;60;Närvarande\n";
    let genders = |register: &Register| register.pupils().iter().map(|pupil| pupil.gender()).collect::<Vec<_>>();
    assert_eq!(read(csv, genders), Ok((vec![Gender::Girl, Gender::Boy], vec!["gender_from_number"])));
    let said = csv.replace("Personnummer;", "Kön;Personnummer;").replace("\n2011", "\nPojke;2011");
    assert_eq!(read(&said, genders), Ok((vec![Gender::Boy, Gender::Boy], Vec::new())));
}

#[test]
fn the_grade_comes_from_the_class_when_no_column_says_it() {
    let grades = |register: &Register| {
        let grade = |pupil: &crate::register::Pupil| register.placement(&pupil.days[0]).map(|at| at.grade);
        register.pupils().iter().map(grade).collect::<Vec<_>>()
    };
    let csv = "Elev-id;Klass;Datum;Lektionslängd;Status\nE1;7A;2025-08-18;60;Sjuk\nE2;1-2;2025-08-18;60;Närvarande\nE3;NA24b;2025-08-18;60;Närvarande\n";
    let found = vec![Some(Grade::Year(7)), Some(Grade::Unknown), Some(Grade::Upper(2))];
    assert_eq!(read(csv, grades), Ok((found, vec!["class_without_grade", "grade_from_class"])));
}

/// What one row leaves open another says; a mover keeps what was said of each time.
#[test]
fn places_are_put_together() {
    let lessons = "Skola;Klass;Elev-id;Datum;Starttid;Lektionslängd;Status\nEk;7A;E1;2025-08-18;08:00;60;Närvarande\nEk;7A;E1;2025-08-20;08:00;60;Närvarande\nAsp;7B;E1;2025-09-01;08:00;60;Närvarande\n";
    let nowhere = "Elev-id;Datum;Starttid;Lektionslängd;Status\nE1;2025-08-19;08:00;60;Sjuk\nE1;2025-09-02;08:00;60;Närvarande\n";
    let schools = |register: &Register| {
        let labels = register.school_labels();
        let school = |day: &crate::register::SchoolDay| {
            let number = register.placement(day).and_then(|at| at.school).and_then(|number| usize::try_from(number).ok());
            number.map(|number| labels[number].text.clone()).unwrap_or_default()
        };
        register.pupils()[0].days.iter().map(school).collect::<Vec<_>>()
    };
    for files in [[lessons, nowhere], [nowhere, lessons]] {
        assert_eq!(
            read_files(&files, schools).map(|(schools, _)| schools),
            Ok(["Ek", "Ek", "Ek", "Asp", "Asp"].map(str::to_owned).to_vec())
        );
    }
}

/// One who changes school counts once, where the last day of the period is.
#[test]
fn a_mover_stands_in_the_last_school() {
    let csv = "Skola;Årskurs;Elev-id;Datum;Lektionslängd;Status\nEk;7;E1;2025-08-18;60;Sjuk\nAsp;7;E1;2025-10-06;60;Närvarande\nEk;7;E2;2025-10-06;60;Närvarande\n";
    let schools = |register: &Register, last: &str| {
        let span = Span::new(day("2025-08-18"), day(last)).unwrap_or(register.span());
        let labels = register.school_labels();
        let school = |pupil: &Pupil| {
            let number = register.last_placement(pupil, span)?.school.and_then(|number| usize::try_from(number).ok())?;
            Some(labels[number].text.clone())
        };
        register.pupils().iter().map(school).collect::<Vec<_>>()
    };
    let found = read(csv, |register| (schools(register, "2025-12-19"), schools(register, "2025-09-30")));
    let [ek, asp] = ["Ek", "Asp"].map(|school| Some(school.to_owned()));
    assert_eq!(found, Ok(((vec![asp, ek.clone()], vec![ek, None]), vec!["gap_in_time"])));
}

#[test]
fn after_school_care_is_no_lesson() {
    let csv = "Elev-id;Skolform;Datum;Lektionslängd;Status\nE1;GR;2025-08-18;60;Sjuk\nE1;FTH;2025-08-18;60;Närvarande\nE2;GR;2025-08-18;60;Närvarande\n";
    let first = |register: &Register| register.pupils()[0].days[0].scheduled;
    assert_eq!(read(csv, first), Ok((60, vec!["not_school"])));
}
