//! Absences that are listed alone, with a schedule beside them and without, by hand.

use super::{DaySums, day, read, read_files, read_with, sums};
use crate::layout::Choices;
use crate::register::{Grain, Register};

/// Each day of the first pupil: scheduled, absent, unauthorised and unreported minutes, lessons with absence.
fn days(register: &Register) -> Vec<(String, [u16; 5])> {
    let absent_lessons = |day: &DaySums| u16::try_from(day.absent_lessons).unwrap_or(u16::MAX);
    let day = |day: DaySums| (day.day.to_string(), [day.scheduled, day.absent, day.unauthorised, day.unreported, absent_lessons(&day)]);
    sums(&register.pupils()[0]).into_iter().map(day).collect()
}

const SCHEDULE: &str = "Elev-id;Datum;Starttid;Sluttid;Ämne
E1;2025-08-18;08:00;09:00;Matematik
E1;2025-08-18;09:00;09:40;Musik
E1;2025-08-18;10:00;11:00;Svenska
E1;2025-08-19;08:00;09:00;Matematik
";

/// An absence, and what it makes of Monday's lessons of 60, 40 and 60 minutes.
#[test]
fn absences_are_laid_over_a_schedule() {
    let cases = [
        ("Starttid;Sluttid;Status", "08:00;09:00;Sjuk", [160, 60, 0, 0, 1]),
        ("Starttid;Sluttid;Status", "08:30;09:20;Oanmäld frånvaro", [160, 50, 50, 50, 2]),
        ("Starttid;Sluttid;Status", "07:00;17:00;Ogiltig frånvaro", [160, 160, 160, 0, 3]),
        ("Status", "Sjuk", [160, 160, 0, 0, 3]),
        ("Frånvaro (min);Status;Lektionslängd", "70;Ogiltig frånvaro;70", [160, 70, 70, 0, 2]),
    ];
    for (header, row, kept) in cases {
        let absences = format!("Elev-id;Datum;{header}\nE1;2025-08-18;{row}\n");
        let found = read_files(&[SCHEDULE, &absences], |register| (days(register), register.grain(), register.told().registration));
        match found {
            Ok(((days, grain, registration), _)) => {
                assert_eq!(days[0], ("2025-08-18".to_owned(), kept), "{header}: {row}");
                assert_eq!((days[1].1, grain, registration), ([60, 0, 0, 0, 0], Grain::Lesson, false), "{header}: {row}");
            }
            Err(found) => panic!("{header}: {row}: {found:?}"),
        }
        // The order of files, and a file that is there twice, change nothing.
        let turned = read_files(&[&absences, SCHEDULE, &absences], days);
        assert_eq!(turned.map(|(days, _)| days[0].1), Ok(kept), "{header}: {row}, turned");
    }
}

#[test]
fn an_absence_without_a_lesson_is_said() {
    let absences = "Elev-id;Datum;Starttid;Sluttid;Status\nE1;2025-08-20;08:00;09:00;Sjuk\nE1;2025-08-18;08:00;09:00;Sjuk\n";
    let found = read_files(&[SCHEDULE, absences], |register| days(register)[0].1);
    assert_eq!(found, Ok(([160, 60, 0, 0, 1], vec!["absence_without_lesson"])));
}

#[test]
fn absences_alone_have_no_schedule() {
    let csv = "Elev-id;Datum;Starttid;Sluttid;Status\nE1;2025-08-18;08:00;09:00;Sjuk\nE1;2025-08-18;10:00;10:30;Oanmäld frånvaro\n";
    let found = read(csv, |register| (days(register), register.grain(), register.told().scheduled));
    let kept = vec![("2025-08-18".to_owned(), [0, 90, 30, 30, 2])];
    assert_eq!(found, Ok(((kept, Grain::Event, false), vec!["only_absent_pupils"])));
}

#[test]
fn an_absence_may_last_for_days() {
    let csv = "Elev-id;Från och med;Till och med;Status\nE1;2025-08-14;2025-08-19;Sjuk\n";
    let whole = read(csv, |register| sums(&register.pupils()[0]).iter().map(|day| (day.day, day.all_day)).collect::<Vec<_>>());
    let weekdays = ["2025-08-14", "2025-08-15", "2025-08-18", "2025-08-19"].map(|text| (day(text), true));
    assert_eq!(whole.map(|(days, _)| days), Ok(weekdays.to_vec()));
    let found = read_files(&[SCHEDULE, csv], days);
    let kept = vec![("2025-08-18".to_owned(), [160, 160, 0, 0, 3]), ("2025-08-19".to_owned(), [60, 60, 0, 0, 1])];
    assert_eq!(found, Ok((kept, Vec::new())));
}

/// School days are those on which anybody of the school is absent, all as long as the user says.
#[test]
fn the_user_may_say_how_long_a_school_day_is() {
    let csv = "Skola;Elev-id;Datum;Starttid;Sluttid;Status\nEk;E1;2025-08-18;08:00;09:00;Sjuk\nEk;E2;2025-08-19;08:00;09:00;Sjuk\nAsp;E3;2025-08-20;08:00;09:00;Sjuk\n";
    let choices = Choices { day_minutes: Some(300), ..Choices::default() };
    let found = read_with(choices, &[csv], |register| (days(register), register.grain()));
    let kept = vec![("2025-08-18".to_owned(), [300, 60, 0, 0, 1]), ("2025-08-19".to_owned(), [300, 0, 0, 0, 0])];
    assert_eq!(found, Ok(((kept, Grain::Day), vec!["days_from_absences", "only_absent_pupils"])));
}

/// A table of lessons without any presence lists absences; another table with the same headers may show that it does not.
#[test]
fn a_table_without_presence_is_a_list_unless_its_like_has_some() {
    let absent = "Elev-id;Datum;Starttid;Lektionslängd;Status\nE1;2025-08-18;08:00;60;Sjuk\n";
    let present = "Elev-id;Datum;Starttid;Lektionslängd;Status\nE2;2025-08-18;08:00;60;Närvarande\n";
    assert_eq!(read(absent, |register| register.grain()).map(|(grain, _)| grain), Ok(Grain::Event));
    for files in [[absent, present], [present, absent]] {
        let found = read_files(&files, |register| {
            let day = register.pupils().iter().flat_map(sums).find(|day| day.absent > 0);
            (day.map(|day| (day.scheduled, day.absent)), register.grain())
        });
        assert_eq!(found, Ok(((Some((60, 60)), Grain::Lesson), Vec::new())));
    }
}
