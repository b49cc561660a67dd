//! Lessons that several rows, files or lists tell of, by hand and by chance.

use super::{read, read_files, sums};
use crate::register::{Absence, Pupil, Register, What};
use proptest::prelude::*;

/// Minutes of the first pupil's first day: scheduled, absent, unregistered.
fn first_day(register: &Register) -> [u16; 3] {
    let day = sums(&register.pupils()[0])[0];
    [day.scheduled, day.absent, day.unregistered]
}

const HEAD: &str = "Skola;Elev-id;Datum;Starttid;Lektionslängd;Status\nEk;E2;2025-08-18;08:00;60;Närvarande\n";

/// Rows of one pupil's day, and what they come to.
#[test]
fn a_lesson_counts_once() {
    let cases: [(&[&str], [u16; 3], &[&str]); 8] = [
        (&["08:00;60;Sjuk", "08:00;60;Sjuk"], [60, 60, 0], &["rows_twice"]),
        (&["08:00;60;Ej registrerad", "08:00;60;Sjuk"], [60, 60, 0], &["rows_conflict"]),
        (&["08:00;60;Närvarande", "08:00;60;Ej registrerad"], [60, 0, 0], &["rows_conflict"]),
        (&["08:00;60;Sjuk", "08:00;60;Närvarande"], [60, 0, 0], &["rows_conflict"]),
        (&["08:00;60;Sjuk", "09:00;60;Närvarande"], [120, 60, 0], &[]),
        // Half an hour of the second lesson is the first's.
        (&["08:00;60;Närvarande", "08:30;60;Sjuk"], [90, 30, 0], &["lessons_overlap"]),
        (&["08:00;60;Sjuk", "08:10;20;Närvarande"], [60, 60, 0], &["lessons_overlap"]),
        (&["08:00;40;Sjuk", "08:00;60;Närvarande"], [60, 40, 0], &["lessons_overlap"]),
    ];
    for (rows, kept, codes) in cases {
        let write = |rows: &mut dyn Iterator<Item = &&str>| rows.fold(HEAD.to_owned(), |csv, row| csv + "Ek;E1;2025-08-18;" + row + "\n");
        for csv in [write(&mut rows.iter()), write(&mut rows.iter().rev())] {
            let found = read(&csv, |register| {
                let first = |pupil: &Pupil| sums(pupil)[0];
                let pupil = register.pupils().iter().find(|pupil| first(pupil).lessons != 1 || first(pupil).absent > 0);
                pupil.or(register.pupils().last()).map(first).map(|day| [day.scheduled, day.absent, day.unregistered])
            });
            let found =
                found.map(|(kept, found)| (kept, found.into_iter().filter(|code| *code != "unregistered_lessons").collect::<Vec<_>>()));
            assert_eq!(found, Ok((Some(kept), codes.to_vec())), "{rows:?}");
        }
    }
}

/// Without clocks two tables of a school list the same lessons, and of two schools different ones.
#[test]
fn days_of_two_tables_count_once_for_a_school() {
    let file = |school: &str, rows: &[&str]| {
        let head = "Skola;Elev-id;Datum;Lektionslängd;Status\n".to_owned();
        rows.iter().fold(head, |csv, row| csv + school + ";E1;2025-08-18;" + row + "\n")
    };
    let whole = file("Ek", &["60;Sjuk", "60;Närvarande", "40;Närvarande"]);
    let part = file("Ek", &["60;Sjuk", "60;Närvarande"]);
    let other = file("Asp", &["60;Sjuk", "60;Närvarande"]);
    for files in [[&*whole, &*part], [&*part, &*whole], [&*whole, &*whole]] {
        assert_eq!(read_files(&files, first_day), Ok(([160, 60, 0], vec!["days_in_two_tables"])));
    }
    assert_eq!(read_files(&[&whole, &other], first_day), Ok(([280, 120, 0], vec!["id_in_two_schools"])));
}

#[test]
fn a_day_keeps_how_its_lessons_run() {
    let day = |rows: &[&str]| {
        let csv = rows.iter().fold(HEAD.to_owned(), |csv, row| csv + "Ek;E1;2025-08-18;" + row + "\n");
        read(&csv, |register| {
            let pupil = &register.pupils()[1];
            let day = sums(pupil)[0];
            let marks: Vec<(u8, What)> = pupil.marks.iter().map(|mark| (mark.lesson, mark.what)).collect();
            (day.lessons, day.ordered, marks)
        })
        .map(|(day, _)| day)
    };
    assert_eq!(day(&["10:00;60;Sjuk", "08:00;60;Sjuk", "09:00;60;Närvarande"]), Ok((3, true, vec![(0, SICK), (2, SICK)])));
    assert_eq!(day(&["08:00;60;Närvarande", "09:00;60;Sjuk", "10:00;60;Sen ankomst"]), Ok((3, true, vec![(1, SICK), (2, What::CameLate)])));
    assert_eq!(day(&["08:00;60;Sjuk", "09:00;60;Sjuk"]), Ok((2, true, vec![(0, SICK), (1, SICK)])));
    assert_eq!(
        day(&["08:00;60;Annan aktivitet", "09:00;60;Ej registrerad"]),
        Ok((2, true, vec![(0, What::Elsewhere), (1, What::Unregistered)]))
    );
    assert_eq!(day(&[";60;Sjuk", ";60;Närvarande"]).map(|(lessons, ordered, _)| (lessons, ordered)), Ok((2, false)));
}

const SICK: What = What::Absent(Absence::Reported);

/// A school week without lessons between weeks with some; autumn holidays and weeks before the first are none.
#[test]
fn a_gap_in_time_is_said() {
    let days = |days: &[&str]| {
        let csv = days.iter().fold(HEAD.to_owned(), |csv, day| csv + "Ek;E1;" + day + ";08:00;60;Närvarande\n");
        read(&csv, |register| {
            register.gaps().into_iter().flat_map(|(_, weeks)| weeks.into_iter().map(|monday| monday.to_string())).collect::<Vec<_>>()
        })
    };
    assert_eq!(days(&["2025-08-25", "2025-09-12"]), Ok((vec!["2025-09-01".to_owned()], vec!["gap_in_time"])));
    assert_eq!(days(&["2025-08-25", "2025-09-05", "2025-09-08"]), Ok((Vec::new(), Vec::new())));
    let weekly: Vec<String> = (0..9).map(|week| super::day("2025-08-25").plus(week * 7).to_string()).collect();
    let mut weekly: Vec<&str> = weekly.iter().map(String::as_str).collect();
    weekly.push("2025-11-03");
    assert_eq!(days(&weekly), Ok((Vec::new(), Vec::new())), "week 44");
}

/// Everything that is kept of a sitting, by pupil.
fn all(register: &Register) -> Vec<String> {
    let schools = register.school_labels();
    let place = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok()).map(|place| schools[place].text.clone());
    let mut pupils: Vec<String> = register
        .pupils()
        .iter()
        .map(|pupil| {
            let day = |day: &crate::register::SchoolDay| {
                let at = register.placement(day).map(|at| (place(at.school), at.grade));
                let lessons = register.timetable(day);
                format!("{:?} {at:?} {lessons:?}", crate::register::SchoolDay { arrangement: 0, ..*day })
            };
            let marks = pupil.marks.iter().map(|mark| format!("{mark:?}"));
            pupil.days.iter().map(day).chain(marks).collect::<Vec<_>>().join("\n")
        })
        .collect();
    pupils.sort();
    pupils.push(format!("{:?} {:?} {:?}", register.span(), register.grain(), register.told()));
    pupils
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Rows in any order, in any number of files, each of which may be there twice, come to the same.
    #[test]
    fn order_and_files_change_nothing(
        rows in prop::collection::vec((0..3_u8, 0..4_u8, 0..6_u16, 0..3_u16, 0..6_usize, 0..2_usize), 1..40),
        order in any::<prop::sample::Index>(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..3), twice: bool,
    ) {
        let words = ["Närvarande", "Sjuk", "Oanmäld frånvaro", "Ej registrerad", "Ogiltig frånvaro", "Sen ankomst"];
        let line = |&(pupil, day, start, length, word, school): &(u8, u8, u16, u16, usize, usize)| {
            let school = ["Ek;7", "Asp;8"][school];
            let (hour, minute) = (8 + start / 2, start % 2 * 30);
            format!("{school};E{pupil};2025-08-{};{hour:02}:{minute:02};{};{}\n", 18 + day, 20 + 20 * length, words[word])
        };
        let head = "Skola;Årskurs;Elev-id;Datum;Starttid;Lektionslängd;Status\nEk;7;E9;2025-08-18;08:00;60;Närvarande\n";
        let mut lines: Vec<String> = rows.iter().map(line).collect();
        let one = read(&(head.to_owned() + &lines.concat()), all).map(|(all, _)| all);
        let turn = order.index(lines.len());
        lines.rotate_left(turn);
        lines.reverse();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(lines.len())).collect();
        cuts.extend([0, lines.len()]);
        cuts.sort_unstable();
        let mut files: Vec<String> = cuts.windows(2).map(|cut| head.to_owned() + &lines[cut[0]..cut[1]].concat()).collect();
        if twice {
            files.push(files[0].clone());
        }
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        prop_assert_eq!(read_files(&files, all).map(|(all, _)| all), one);
    }
}
