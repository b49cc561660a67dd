//! What the user has decided, and what is said of words, causes and amounts, by hand.

use super::{first_day, read, read_with, sit};
use crate::disclosure::Figure;
use crate::layout::{Choices, Kind, LayoutChoice};

/// Words that the user has given a kind.
fn deciding(kinds: &[(&str, Kind)]) -> Choices {
    let kinds = kinds.iter().map(|(word, kind)| ((*word).to_owned(), *kind)).collect();
    Choices { layouts: vec![LayoutChoice { kinds, ..LayoutChoice::default() }], ..Choices::default() }
}

/// A word, what the user says it is, a header, a row and the minutes that are kept of it.
#[test]
fn the_user_says_what_words_are() {
    let cases = [
        (("Sen ankomst", Kind::Present), "Lektionslängd;Frånvaro (min);Status", "60;10;Sen ankomst", [60, 0, 0, 0, 0]),
        (("Sen ankomst", Kind::Present), "Lektionslängd;Sen ankomst (min);Status", "60;10;Sen ankomst", [60, 0, 0, 0, 0]),
        (("Sen ankomst", Kind::Unauthorised), "Lektionslängd;Sen ankomst (min);Status", "60;10;Sen ankomst", [60, 10, 10, 0, 0]),
        (("Frånvarande", Kind::Unauthorised), "Lektionslängd;Status", "60;Frånvarande", [60, 60, 60, 0, 0]),
        (("Frånvarande", Kind::Authorised), "Lektionslängd;Frånvaro (min);Status", "60;25;Frånvarande", [60, 25, 0, 0, 0]),
        (("Oanmäld frånvaro", Kind::Authorised), "Lektionslängd;Status", "60;Oanmäld frånvaro", [60, 60, 0, 0, 0]),
        (("", Kind::Present), "Lektionslängd;Status", "60;", [60, 0, 0, 0, 0]),
        (("", Kind::Unauthorised), "Lektionslängd;Status", "60;", [60, 60, 60, 0, 0]),
        (("", Kind::Unregistered), "Lektionslängd;Frånvaro (min);Status", "60;0;", [60, 0, 0, 0, 60]),
        (("Blå", Kind::Unreported), "Lektionslängd;Status", "60;Blå", [60, 60, 60, 60, 0]),
    ];
    for (kind, header, row, minutes) in cases {
        let empty = if header.contains("(min)") { "60;;" } else { "60;" };
        let csv = format!("Elev-id;Datum;{header}\nE1;2025-08-18;{row}\nE2;2025-08-18;{empty}Närvarande\n");
        let found = read_with(deciding(&[kind]), &[&csv], first_day);
        assert_eq!(found.map(|(kept, _)| kept), Ok(minutes), "{kind:?}: {header}: {row}");
    }
    let unknown = "Elev-id;Datum;Lektionslängd;Status\nE1;2025-08-18;60;Blå\nE2;2025-08-18;60;Närvarande\n";
    assert_eq!(read(unknown, |_| ()), Err(vec!["unknown_status"]));
}

/// A cause makes some words more exact; one that nobody knows is dropped, aloud.
#[test]
fn causes_refine_words() {
    let day = |status: &str, cause: &str| {
        let csv = format!(
            "Elev-id;Datum;Lektionslängd;Status;Orsak\nE1;2025-08-18;60;{status};{cause}\nE2;2025-08-18;60;Närvarande;\nE2;2025-08-19;60;Närvarande;\n"
        );
        read(&csv, first_day)
    };
    assert_eq!(day("Frånvarande", "Sjuk"), Ok(([60, 60, 0, 0, 0], Vec::new())));
    assert_eq!(day("Ogiltig frånvaro", "Oanmäld frånvaro"), Ok(([60, 60, 60, 60, 0], Vec::new())));
    assert_eq!(day("Ogiltig frånvaro", "Sjuk"), Ok(([60, 60, 60, 0, 0], Vec::new())), "a cause does not authorise what is not");
    assert_eq!(day("Giltig frånvaro", "Bortrest"), Ok(([60, 60, 0, 0, 0], vec!["reasons_dropped"])));
}

#[test]
fn half_minutes_are_rounded_up_and_said() {
    let day = |minutes: &str| {
        let csv = format!(
            "Elev-id;Datum;Lektionslängd;Frånvaro (min);Status\nE1;2025-08-18;60;{minutes};Giltig frånvaro\nE2;2025-08-18;60;0;Närvarande\n"
        );
        read(&csv, |register| first_day(register)[1])
    };
    assert_eq!(day("12,5"), Ok((13, vec!["minutes_rounded"])));
    assert_eq!(day("12,4"), Ok((12, vec!["minutes_rounded"])));
    assert_eq!(day("12,0"), Ok((12, Vec::new())));
}

/// Where only absences are listed, and the user says how long a school day is, a lesson of no known length is an hour.
#[test]
fn a_lesson_of_no_length_is_an_hour_of_a_given_day() {
    let csv = "Elev-id;Datum;Ämne;Status\nE1;2025-08-18;Matematik;Sjuk\nE1;2025-08-18;Musik;Oanmäld frånvaro\n";
    let choices = Choices { day_minutes: Some(300), ..Choices::default() };
    let found = read_with(choices, &[csv], first_day);
    assert_eq!(
        found,
        Ok(([300, 120, 60, 60, 0], vec!["days_from_absences", "lesson_taken_as_hour", "lessons_without_length", "only_absent_pupils"]))
    );
}

/// A list of notifications says what was expected: what was registered on a lesson stands against it.
#[test]
fn a_notification_is_no_absence() {
    let notified = "Frånvaroanmälan för elev;;;\nKlass;Namn;Personnummer;Datum;Tid från;Tid till;Orsak\n7A;Bo Ek;20110504-0000;2025-08-18;08:00;10:00;Sjukanmälan\n";
    let lessons = "Namn;Personnummer;Datum;Starttid;Sluttid;Status\nBo Ek;20110504-0000;2025-08-18;08:00;09:00;Närvarande\nBo Ek;20110504-0000;2025-08-18;09:00;10:00;Ej registrerad\n";
    let found = super::read_files(&[lessons, notified], first_day);
    let (kept, codes) = found.unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!(kept, [120, 60, 0, 0, 0]);
    assert!(codes.contains(&"notifications_not_absence"), "{codes:?}");
}

/// The rate of a school is told for ten pupils and more.
#[test]
fn registration_is_told_by_school() {
    let mut csv = "Skola;Elev-id;Datum;Starttid;Lektionslängd;Status\n".to_owned();
    for pupil in 0..10 {
        csv += &format!(
            "Östra;E{pupil};2025-08-18;08:00;60;Närvarande\nÖstra;E{pupil};2025-08-18;09:00;60;{}\n",
            if pupil < 5 { "Ej registrerad" } else { "Sjuk" }
        );
    }
    csv += "Asp;F1;2025-08-18;08:00;60;Ej registrerad\n";
    let files = [("rader.csv".to_owned(), csv.as_bytes())];
    let rates = sit(Choices::default(), &files, |_, seen| seen.registration_by_school);
    let wanted = vec![("Asp".to_owned(), Figure::Withheld), ("Östra".to_owned(), Figure::Share(750))];
    assert_eq!(rates, Ok(wanted));
}
