//! What each lesson of a day is: the hour in which it begins, its subject and its length, whatever file says which of them.

use super::{day, read, read_files};
use crate::calendar::Span;
use crate::register::{Register, Slot};

/// A day's lessons of the first pupil: hour, subject, minutes.
fn lessons(register: &Register, on: &str) -> Vec<(Option<u8>, Option<String>, u16)> {
    let days = register.pupils()[0].days_in(Span::new(day(on), day(on)).unwrap_or_else(|| register.span()));
    let subject = |number: u16| register.subjects()[usize::from(number)].clone();
    let lesson = |slot: &Slot| (slot.hour, slot.subject.map(subject), slot.minutes);
    days.iter().flat_map(|day| register.timetable(day)).map(lesson).collect()
}

const ROWS: &str = "Personnummer;Namn;Klass;Datum;Starttid;Sluttid;Ämne;Närvarostatus\n\
    20120203-2384;Ada;7A;2025-09-01;09:55;10:40;Svenska;Närvarande\n\
    20120203-2384;Ada;7A;2025-09-01;08:10;09:10;Matematik;Oanmäld frånvaro\n\
    20120203-2384;Ada;7A;2025-09-02;08:10;09:10;;Närvarande\n\
    20120203-2384;Ada;7A;2025-09-02;10:00;10:40;Matematik;Närvarande\n";

#[test]
fn lessons_stand_in_the_order_of_time_with_their_subjects() {
    let (told, _) = read(ROWS, |register| (lessons(register, "2025-09-01"), lessons(register, "2025-09-02"))).unwrap_or_default();
    let is = |hour: u8, subject: &str, minutes: u16| (Some(hour), Some(subject.to_owned()).filter(|name| !name.is_empty()), minutes);
    assert_eq!(told.0, [is(8, "Matematik", 60), is(9, "Svenska", 45)]);
    assert_eq!(told.1, [is(8, "", 60), is(10, "Matematik", 40)]);
}

#[test]
fn the_order_of_rows_does_not_matter_nor_does_a_row_that_is_there_twice() {
    let mut rows: Vec<&str> = ROWS.lines().collect();
    rows[1..].reverse();
    rows.push(rows[2]);
    let turned = rows.join("\n");
    let of = |text: &str| read(text, |register| (lessons(register, "2025-09-01"), register.fingerprint())).map(|(told, _)| told).ok();
    assert!(of(ROWS).is_some());
    assert_eq!(of(ROWS), of(&turned));
    assert_ne!(of(ROWS).map(|told| told.1), of(&ROWS.replace("Svenska", "Engelska")).map(|told| told.1));
}

#[test]
fn one_of_two_subjects_of_a_lesson_stands_whatever_file_is_first() {
    let other = ROWS.replace("Svenska", "Bild");
    let without = ROWS.replace("Svenska", "");
    let of =
        |files: &[&str]| read_files(files, |register| lessons(register, "2025-09-01")).map(|(told, _)| told[1].1.clone()).ok().flatten();
    assert_eq!(of(&[ROWS, &other]).as_deref(), Some("Bild"));
    assert_eq!(of(&[&other, ROWS]).as_deref(), Some("Bild"));
    assert_eq!(of(&[&without, ROWS]).as_deref(), Some("Svenska"));
    assert_eq!(of(&[ROWS, &without]).as_deref(), Some("Svenska"));
}

#[test]
fn time_that_two_lessons_share_belongs_to_the_first() {
    let rows = "Personnummer;Namn;Klass;Datum;Starttid;Sluttid;Ämne;Närvarostatus\n\
        20120203-2384;Ada;7A;2025-09-01;08:10;09:20;Matematik;Närvarande\n\
        20120203-2384;Ada;7A;2025-09-01;08:50;10:00;Svenska;Närvarande\n";
    let told = read(rows, |register| lessons(register, "2025-09-01")).map(|(told, _)| told).unwrap_or_default();
    assert_eq!(told, [(Some(8), Some("Matematik".to_owned()), 70), (Some(9), Some("Svenska".to_owned()), 40)]);
}
