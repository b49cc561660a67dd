//! Rows and what the register keeps of them, by hand. Compiled into the library's own tests, since the register is not to be
//! had outside it.

#![expect(clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

mod decided;
mod double;
mod event;
mod extra;
mod flags;
mod period;
mod places;
mod protected;
mod round_trip;
mod timetable;
mod when;
mod whom;

use super::{AbsenceSet, Breakdown, Grain, Mark, Pupil, Register, SchoolDay, What};
use crate::calendar::Day;
use crate::disclosure::Figure;
use crate::finding::Finding;
use crate::layout::Choices;
use crate::limits::Limits;
use crate::session::{Session, World};

/// What a test found in a register, and the codes of what was found in the files; or the codes of why they were refused.
type Found<T> = Result<(T, Vec<&'static str>), Vec<&'static str>>;

/// Reads a file, and hands its register and the codes of what was found to a test.
fn read<T>(csv: &str, test: impl FnOnce(&Register) -> T) -> Found<T> {
    read_files(&[csv], test)
}

/// The same of several files.
fn read_files<T>(files: &[&str], test: impl FnOnce(&Register) -> T) -> Found<T> {
    read_with(Choices::default(), files, test)
}

/// The same with what the user has decided.
fn read_with<T>(choices: Choices, files: &[&str], test: impl FnOnce(&Register) -> T) -> Found<T> {
    let named: Vec<(String, &[u8])> =
        files.iter().enumerate().map(|(place, file)| (format!("rader {place}.csv"), file.as_bytes())).collect();
    sit(choices, &named, |session, seen| {
        let register = session.register().unwrap_or_else(|| panic!("the files were accepted"));
        (test(register), seen.codes)
    })
}

/// What is told of files when they are read.
struct Seen {
    /// The codes of what was found.
    codes: Vec<&'static str>,
    registration_by_school: Vec<(String, Figure)>,
}

/// Reads files by their names and bytes, and hands the session and what is told of them to a test.
fn sit<T>(choices: Choices, files: &[(String, &[u8])], test: impl FnOnce(&Session, Seen) -> T) -> Result<T, Vec<&'static str>> {
    let today = day("2026-01-15");
    let world = World { today, secret: [3; 16], limits: Limits::default() };
    let mut session = Session::new(world).unwrap_or_else(|fault| panic!("{}", fault.0));
    let mut reading = session.read(choices, Box::new(|_| {}));
    for (name, bytes) in files {
        reading.open(name, Some(bytes.len() as u64));
        let _more = reading.push(bytes);
        reading.close();
    }
    let codes = |findings: &mut dyn Iterator<Item = &Finding>| {
        let mut codes: Vec<&'static str> = findings.map(|finding| finding.kind.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    };
    let seen = match session.accept(reading) {
        Ok(overview) => Seen { registration_by_school: overview.registration_by_school, codes: codes(&mut overview.findings.into_iter()) },
        Err(refused) => return Err(codes(&mut refused.findings.iter())),
    };
    Ok(test(&session, seen))
}

/// A school day with its marks added up, as the default settings of a definition count them.
#[derive(Clone, Copy, Debug)]
struct DaySums {
    day: Day,
    scheduled: u16,
    absent: u16,
    unauthorised: u16,
    unreported: u16,
    unregistered: u16,
    lessons: u8,
    absent_lessons: usize,
    ordered: bool,
    /// Whether an absence takes all of a day without a schedule.
    all_day: bool,
}

fn sums(pupil: &Pupil) -> Vec<DaySums> {
    let of_day = |day: &SchoolDay| {
        let marks: Vec<Mark> = pupil.marks.iter().copied().filter(|mark| mark.day == day.day).collect();
        let minutes = |is: &dyn Fn(What) -> bool| {
            marks.iter().filter(|mark| is(mark.what) && mark.minutes < Mark::ALL_DAY).map(|mark| mark.minutes).sum::<u16>()
        };
        let absent = |kinds: AbsenceSet| move |what: What| matches!(what, What::Absent(absence) if kinds.has(absence));
        let mut lessons: Vec<u8> = marks.iter().filter(|mark| matches!(mark.what, What::Absent(_))).map(|mark| mark.lesson).collect();
        lessons.dedup();
        DaySums {
            day: day.day,
            scheduled: day.scheduled,
            absent: minutes(&absent(AbsenceSet::TOTAL)),
            unauthorised: minutes(&absent(AbsenceSet::UNAUTHORISED)),
            unreported: minutes(&absent(AbsenceSet::UNREPORTED)),
            unregistered: minutes(&|what| what == What::Unregistered),
            lessons: day.lessons,
            absent_lessons: lessons.len(),
            ordered: day.ordered,
            all_day: marks.iter().any(|mark| mark.minutes == Mark::ALL_DAY),
        }
    };
    pupil.days.iter().map(of_day).collect()
}

fn day(text: &str) -> Day {
    Day::of_iso(text).unwrap_or_else(|| panic!("{text}"))
}

/// Minutes of the first pupil's first day: scheduled, absent, unauthorised, unreported, unregistered.
fn first_day(register: &Register) -> [u16; 5] {
    let day = sums(&register.pupils()[0])[0];
    [day.scheduled, day.absent, day.unauthorised, day.unreported, day.unregistered]
}

/// Header, row of the pupil in question, and the minutes that are to be kept of it. A second pupil is present.
#[test]
fn a_row_becomes_minutes() {
    let cases = [
        // A word for the whole lesson.
        ("Lektionslängd;Status", "60;Närvarande", "60;Närvarande", [60, 0, 0, 0, 0]),
        ("Lektionslängd;Status", "60;Sjuk", "60;Närvarande", [60, 60, 0, 0, 0]),
        ("Lektionslängd;Status", "60;Ogiltig frånvaro", "60;Närvarande", [60, 60, 60, 0, 0]),
        ("Lektionslängd;Status", "60;Oanmäld frånvaro", "60;Närvarande", [60, 60, 60, 60, 0]),
        ("Lektionslängd;Status", "60;Avvek från lektionen", "60;Närvarande", [60, 60, 60, 0, 0]),
        ("Lektionslängd;Status", "60;Beviljad ledighet", "60;Närvarande", [60, 60, 0, 0, 0]),
        ("Lektionslängd;Status", "60;Annan aktivitet", "60;Närvarande", [60, 0, 0, 0, 0]),
        ("Lektionslängd;Status", "60;Ej registrerad", "60;Närvarande", [60, 0, 0, 0, 60]),
        ("Lektionslängd;Status", "60;Frånvarande", "60;Närvarande", [60, 60, 0, 0, 0]),
        // An empty word is a lesson that nobody registered, unless no row says `present`.
        ("Lektionslängd;Status", "60;", "60;Närvarande", [60, 0, 0, 0, 60]),
        ("Lektionslängd;Status", "60;", "60;", [60, 0, 0, 0, 0]),
        // Late arrivals: present without minutes, unauthorised with.
        ("Lektionslängd;Status", "60;Sen ankomst", "60;Närvarande", [60, 0, 0, 0, 0]),
        ("Lektionslängd;Status;Sen ankomst (min)", "60;Sen ankomst;10", "60;Närvarande;", [60, 10, 10, 0, 0]),
        ("Lektionslängd;Frånvaro (min);Status", "60;10;Sen ankomst", "60;0;Närvarande", [60, 10, 10, 0, 0]),
        // Minutes of absence, of the kind that the word says.
        ("Lektionslängd;Frånvaro (min);Status", "60;20;Giltig frånvaro", "60;0;Närvarande", [60, 20, 0, 0, 0]),
        ("Lektionslängd;Frånvaro (min);Status", "60;;Oanmäld frånvaro", "60;;Närvarande", [60, 60, 60, 60, 0]),
        ("Lektionslängd;Frånvaro (min)", "60;20", "60;0", [60, 20, 0, 0, 0]),
        // Authorised and unauthorised minutes side by side.
        ("Lektionslängd;Giltig frånvaro;Ogiltig frånvaro", "60;20;10", "60;0;0", [60, 30, 10, 0, 0]),
        ("Lektionslängd;Giltig frånvaro;Ogiltig frånvaro", "60;;15 min", "60;;", [60, 15, 15, 0, 0]),
        ("Lektionslängd;Giltig frånvaro;Ogiltig frånvaro", "60;50;50", "60;0;0", [60, 60, 10, 0, 0]),
        // Lengths: from the clock, or none at all.
        ("Starttid;Sluttid;Status", "08:30;09:20;Sjuk", "08:30;09:20;Närvarande", [50, 50, 0, 0, 0]),
        ("Ämne;Status", "Matematik;Sjuk", "Matematik;Närvarande", [1, 1, 0, 0, 0]),
        // Beside amounts an empty word is a lesson that nobody registered only where the amounts are empty too.
        ("Lektionslängd;Frånvaro (min);Status", "60;;", "60;;Närvarande", [60, 0, 0, 0, 60]),
        ("Lektionslängd;Frånvaro (min);Status", "60;0;", "60;0;Närvarande", [60, 0, 0, 0, 0]),
        ("Lektionslängd;Frånvaro (min);Status", "60;;", "60;;", [60, 0, 0, 0, 0]),
        ("Lektionslängd;Giltig frånvaro;Ogiltig frånvaro;Status", "60;;;", "60;;;Närvarande", [60, 0, 0, 0, 60]),
        // Whether somebody registered it may be a column of its own.
        ("Lektionslängd;Frånvaro (min);Rapporterad", "60;0;Nej", "60;0;Ja", [60, 0, 0, 0, 60]),
    ];
    for (header, row, other, minutes) in cases {
        let csv = format!("Elev-id;Datum;{header}\nE1;2025-08-18;{row}\nE2;2025-08-18;{other}\n");
        match read(&csv, first_day) {
            Ok((kept, _)) => assert_eq!(kept, minutes, "{header}: {row}"),
            Err(found) => panic!("{header}: {row}: {found:?}"),
        }
    }
}

#[test]
fn what_the_file_does_not_tell_is_known() {
    let told = |status: &str| {
        let csv = format!("Elev-id;Datum;Lektionslängd;Status\nE1;2025-08-18;60;{status}\nE2;2025-08-18;60;Närvarande\n");
        let told = |register: &Register| {
            let seen = register.told().kinds;
            (AbsenceSet::UNAUTHORISED.is_told_by(seen), AbsenceSet::UNREPORTED.is_told_by(seen))
        };
        read(&csv, told).map(|(told, _)| told)
    };
    assert_eq!(told("Sjuk"), Ok((true, true)));
    assert_eq!(told("Oanmäld frånvaro"), Ok((true, true)));
    assert_eq!(told("Ogiltig frånvaro"), Ok((true, false)), "whether it was reported is not said");
    assert_eq!(told("Frånvarande"), Ok((false, false)), "whether it was authorised is not said");
}

#[test]
fn a_pupil_is_known_by_id_however_it_is_spelt_and_by_school_and_name_without() {
    let pupils = |csv: &str| read(csv, |register| register.pupils().len());
    let rows = "20110504-0000;2025-08-18;60;Sjuk\n201105040000;2025-08-19;60;Närvarande\n20110504 0000;2025-08-20;60;Närvarande\n";
    assert_eq!(pupils(&format!("Personnummer;Datum;Lektionslängd;Status\n{rows}")), Ok((1, vec!["gender_from_number"])));
    let named = "Skola;Klass;Elev;Datum;Lektionslängd;Status\nEk;7A;Bo Ek;2025-08-18;60;Sjuk\nEk;7B;bo  ek;2025-08-19;60;Närvarande\nAsp;7A;Bo Ek;2025-08-18;60;Närvarande\n";
    assert_eq!(pupils(named), Ok((2, vec!["grade_from_class", "named_pupils"])));
    let twins = format!("{named}Ek;7C;Bo Ek;2025-08-18;60;Närvarande\n");
    assert_eq!(pupils(&twins), Ok((2, vec!["grade_from_class", "name_in_two_classes", "named_pupils"])));
    let shared = "Skola;Elev-id;Datum;Lektionslängd;Status\nEk;1;2025-08-18;60;Sjuk\nAsp;1;2025-08-18;60;Närvarande\n";
    assert_eq!(pupils(shared), Ok((1, vec!["id_in_two_schools"])));
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let head = "Skola;Årskurs;Elev-id;Kön;Datum;Starttid;Lektionslängd;Status\n";
    let rows = [
        "Ek;7;E1;Flicka;2025-08-18;08:00;60;Sjuk",
        "Ek;7;E1;Flicka;2025-08-18;09:00;40;Närvarande",
        "Ek;7;E2;Pojke;2025-08-18;08:00;60;Närvarande",
        "Ek;7;E1;;2025-08-19;08:00;60;Närvarande",
        "Asp;8;E1;Flicka;2025-09-01;08:00;60;Närvarande",
    ];
    let days = |order: &[usize]| {
        let csv = order.iter().fold(head.to_owned(), |csv, row| csv + rows[*row] + "\n");
        let kept = read(&csv, |register| {
            let mut pupils: Vec<_> = register
                .pupils()
                .iter()
                .map(|pupil| {
                    let places = pupil.days.iter().map(|day| register.placement(day).map(|at| at.grade));
                    let days: Vec<_> =
                        sums(pupil).into_iter().zip(places).map(|(day, grade)| (day.day, day.scheduled, day.absent, grade)).collect();
                    (pupil.gender(), days)
                })
                .collect();
            pupils.sort_by_key(|(gender, _)| *gender);
            (pupils, register.grain(), register.breakdowns().to_vec())
        });
        kept.map(|(kept, _)| kept)
    };
    let (pupils, grain, breakdowns) = days(&[0, 1, 2, 3, 4]).unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!((pupils.len(), grain), (2, Grain::Lesson));
    assert_eq!(breakdowns, [Breakdown::SchoolGroup, Breakdown::School, Breakdown::Stage, Breakdown::Grade, Breakdown::Gender]);
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [1, 4, 0, 3, 2]] {
        assert_eq!(days(&order), Ok((pupils.clone(), grain, breakdowns.clone())), "{order:?}");
    }
}

#[test]
fn rows_that_are_no_lessons_are_passed_over_aloud() {
    let csv = "Rapport;;;\n;;;\nElev-id;Datum;Lektionslängd;Status\nE1;2025-08-18;60;Sjuk\n;;;\nElev-id;Datum;Lektionslängd;Status\nE1;2025-08-19;60;Närvarande\nSumma;;120;\nSida 1 av 1;;;\n";
    let found = read(csv, |register| register.pupils()[0].days.len());
    assert_eq!(found, Ok((2, vec!["rows_passed_over"])));
    let cancelled = "Elev-id;Datum;Lektionslängd;Status\nE1;2025-08-18;60;Inställd\nE1;2025-08-19;60;Närvarande\n";
    assert_eq!(read(cancelled, |register| register.pupils()[0].days.len()), Ok((1, vec!["cancelled_lessons"])));
    let summed = "Elev-id;Datum;Lektionslängd;Status\nE1;2025-08-18;60;Närvarande\nE1;;60;Sjuk\n";
    assert_eq!(read(summed, |_| ()), Err(vec!["unknown_date"]), "a pupil's row without a date is no footer");
}
