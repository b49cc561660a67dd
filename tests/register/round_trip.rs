//! Every export of every system, in every container that it has: what is read is what was made up. The register keeps no names,
//! so pupils are compared as a heap: as many, each with the days or sums of one of those that were made up.

use super::{DaySums, day, sums};
use crate::calendar::{Day, Span};
use crate::example::{self, Ending, Example, Kind, Sums, System, Truth};
use crate::finding::Kind as FindingKind;
use crate::layout::{Asked, Choices, TableChoice};
use crate::limits::Limits;
use crate::register::{Pupil, Register};
use crate::session::{Session, TableSeen, World};
use std::io::Cursor;

const TOWN: Example = Example { pupils: 70, schools: 2, weeks: 4, ..Example::built_in() };

/// A file's name and its bytes.
type File = (String, Vec<u8>);

/// An export as bytes, and its name.
fn export(system: System, grain: example::Grain, ending: Ending) -> File {
    let mut file = Cursor::new(Vec::new());
    example::write(&Example { system, grain, ..TOWN }, ending, &mut file).unwrap_or_else(|fault| panic!("{fault}"));
    (format!("{}-{}.{}", system.name(), grain.name(), ending.name()), file.into_inner())
}

/// Reads files and hands register and tables to a test. Where the period is asked for, it is answered. Nobody's totals disagree.
fn read<T>(files: &[File], test: impl Fn(&Register, &[TableSeen]) -> T) -> T {
    let period = Span::new(day("2025-08-18"), day("2025-09-14"));
    let mut choices = Choices::default();
    for _attempt in 0..2 {
        let world = World { today: day("2026-01-15"), secret: [3; 16], limits: Limits::default() };
        let mut session = Session::new(world).unwrap_or_else(|fault| panic!("{}", fault.0));
        let mut reading = session.read(choices.clone(), Box::new(|_| {}));
        for (name, bytes) in files {
            reading.open(name, Some(bytes.len() as u64));
            let _more = reading.push(bytes);
            reading.close();
        }
        match session.accept(reading) {
            Ok(overview) => {
                let tables = overview.tables.to_vec();
                let disagree = overview.findings.iter().find(|finding| finding.kind == FindingKind::TotalsDisagree);
                assert_eq!(disagree, None, "{}", files[0].0);
                return test(session.register().unwrap_or_else(|| panic!("the files were accepted")), &tables);
            }
            Err(refused) => {
                let asked = refused.tables.iter().filter(|table| table.asks.contains(&Asked::Period));
                let answer = |table: &TableSeen| TableChoice {
                    file: table.file.clone(),
                    sheet: table.sheet.clone(),
                    period,
                    ..TableChoice::default()
                };
                choices.tables = asked.map(answer).collect();
                let codes: Vec<_> = refused.findings.iter().map(|finding| (finding.kind.code(), &finding.place, &finding.found)).collect();
                assert!(!choices.tables.is_empty(), "{}: {codes:?}", files[0].0);
            }
        }
    }
    panic!("{}: the period was said, and is asked for again", files[0].0)
}

/// Day, scheduled, absent and unauthorised minutes of each school day.
type Days = Vec<(Day, u32, u32, u32)>;

fn days_read(register: &Register) -> Vec<Days> {
    let day = |day: DaySums| (day.day, u32::from(day.scheduled), u32::from(day.absent), u32::from(day.unauthorised));
    let mut pupils: Vec<Days> = register.pupils().iter().map(|pupil| sums(pupil).into_iter().map(day).collect()).collect();
    pupils.sort();
    pupils
}

fn truth() -> Vec<Truth> {
    TOWN.truth().into_values().filter(|pupil| !pupil.days.is_empty()).collect()
}

fn absent(sums: &Sums) -> u32 {
    sums.authorised() + sums.unauthorised()
}

fn days_made() -> Vec<Days> {
    let day = |(day, sums): (&Day, &Sums)| (*day, sums.offered(), absent(sums), sums.unauthorised());
    let mut pupils: Vec<Days> = truth().iter().map(|pupil| pupil.days.iter().map(day).collect()).collect();
    pupils.sort();
    pupils
}

/// Registered minutes of each school day: every system's lessons tell them.
fn registered_read(register: &Register) -> Vec<Vec<u32>> {
    let registered = |day: DaySums| u32::from(day.scheduled - day.unregistered);
    let mut pupils: Vec<Vec<u32>> = register.pupils().iter().map(|pupil| sums(pupil).into_iter().map(registered).collect()).collect();
    pupils.sort();
    pupils
}

fn registered_made() -> Vec<Vec<u32>> {
    let mut pupils: Vec<Vec<u32>> = truth().iter().map(|pupil| pupil.days.values().map(Sums::registered).collect()).collect();
    pupils.sort();
    pupils
}

/// Files by their names.
type Files = Vec<(String, Vec<u8>)>;

/// Each system's exports of a grain, in each of its containers.
fn exports(grain: example::Grain) -> Vec<(System, Files)> {
    let having = System::ALL.into_iter().filter(|system| system.grains().contains(&grain));
    having.map(|system| (system, system.endings(grain).iter().map(|ending| export(system, grain, *ending)).collect())).collect()
}

#[test]
fn lessons_come_back_to_the_minute() {
    for (_, files) in exports(example::Grain::Lesson) {
        for file in files {
            let name = file.0.clone();
            read(&[file], |register, tables| {
                assert_eq!(register.grain(), crate::register::Grain::Lesson, "{name}");
                assert_eq!(days_read(register), days_made(), "{name}");
                assert_eq!(registered_read(register), registered_made(), "{name}");
                assert!(register.told().registration, "{name}");
                assert!(tables.iter().flat_map(|table| &table.kinds).all(|seen| seen.meaning.is_some() || seen.word.is_empty()), "{name}");
            });
        }
    }
}

#[test]
fn the_words_of_the_plain_table_are_its_kinds() {
    let made = |kind: Kind| truth().iter().map(|pupil| u64::from(pupil.total.lessons(&[kind]))).sum::<u64>();
    read(&[export(System::Plain, example::Grain::Lesson, Ending::Csv)], |_, tables| {
        let read = |kind: crate::layout::Kind| {
            let seen = tables.iter().flat_map(|table| &table.kinds).filter(|seen| seen.meaning.is_some_and(|meaning| meaning.kind == kind));
            seen.map(|seen| seen.rows).sum::<u64>()
        };
        use crate::layout::Kind as Read;
        for (kind, known) in [
            (Kind::Present, Read::Present),
            (Kind::Authorised, Read::Authorised),
            (Kind::Reported, Read::Reported),
            (Kind::Unauthorised, Read::Unauthorised),
            (Kind::Unreported, Read::Unreported),
            (Kind::Late, Read::Late),
            (Kind::Leave, Read::LeaveGranted),
            (Kind::Activity, Read::OtherActivity),
            (Kind::Unregistered, Read::Unregistered),
        ] {
            assert_eq!(read(known), made(kind), "{kind:?}");
        }
    });
}

#[test]
fn days_come_back_to_the_minute() {
    for (_, files) in exports(example::Grain::Day) {
        for file in files {
            let name = file.0.clone();
            read(&[file], |register, _| assert_eq!(days_read(register), days_made(), "{name}"));
        }
    }
}

#[test]
fn absences_over_a_schedule_are_lessons() {
    let files = [export(System::Plain, example::Grain::Event, Ending::Csv), export(System::Plain, example::Grain::Schedule, Ending::Xlsx)];
    read(&files, |register, _| assert_eq!(days_read(register), days_made()));
    let [absences, schedule] = files;
    read(&[schedule, absences], |register, _| assert_eq!(days_read(register), days_made(), "whichever comes first"));
}

#[test]
fn absences_alone_come_back_to_the_minute() {
    let mut made: Vec<Vec<(Day, u32, u32)>> = truth()
        .iter()
        .map(|pupil| {
            pupil.days.iter().map(|(day, sums)| (*day, absent(sums), sums.unauthorised())).filter(|(_, absent, _)| *absent > 0).collect()
        })
        .filter(|days: &Vec<_>| !days.is_empty())
        .collect();
    made.sort();
    for (system, files) in exports(example::Grain::Event) {
        for file in files {
            let name = file.0.clone();
            read(&[file], |register, _| {
                assert_eq!(register.grain(), crate::register::Grain::Event, "{name}");
                assert!(!register.told().scheduled, "{name}");
                // SchoolSoft lists whole lessons that nobody notified, and no others.
                if system == System::SchoolSoft {
                    let lessons = |kinds: &[Kind]| truth().iter().map(|pupil| pupil.total.lessons(kinds)).sum::<u32>();
                    let read: usize = register.pupils().iter().flat_map(sums).map(|day| day.absent_lessons).sum();
                    assert_eq!(u32::try_from(read), Ok(lessons(&[Kind::Unreported, Kind::Unauthorised])), "{name}");
                    return;
                }
                let read = days_read(register);
                let read: Vec<Vec<_>> = read
                    .into_iter()
                    .map(|days| days.into_iter().map(|(day, _, absent, unauthorised)| (day, absent, unauthorised)).collect())
                    .collect();
                let mut read = read;
                read.sort();
                assert_eq!(read, made, "{name}");
            });
        }
    }
}

#[test]
fn sums_come_back_as_exactly_as_they_were_written() {
    let mut made: Vec<(u64, u64, u64)> = truth()
        .iter()
        .map(|pupil| (pupil.total.offered(), absent(&pupil.total), pupil.total.unauthorised()))
        .map(|(offered, absent, unauthorised)| (u64::from(offered) * 100, u64::from(absent) * 100, u64::from(unauthorised) * 100))
        .collect();
    made.sort_unstable();
    for (system, files) in exports(example::Grain::Period) {
        for file in files {
            let name = file.0.clone();
            read(&[file], |register, _| {
                assert_eq!(register.grain(), crate::register::Grain::Period, "{name}");
                let sum = |pupil: &crate::register::Pupil| {
                    pupil.totals().fold((0, 0, 0), |(scheduled, absent, unauthorised), total| {
                        (scheduled + total.scheduled, absent + total.absent, unauthorised + total.unauthorised)
                    })
                };
                let mut read: Vec<(u64, u64, u64)> = register.pupils().iter().map(sum).filter(|(scheduled, ..)| *scheduled > 0).collect();
                read.sort_unstable();
                assert_eq!(read.len(), made.len(), "{name}");
                // How far off rounding can bring a pupil's sum, in hundredths of a minute.
                let slack = match system {
                    System::SchoolSoft => return lessons_of_weeks(&read, &name),
                    // Hours with one decimal: at most three minutes each; with two, for some dozen subjects.
                    System::Skola24 | System::Skolverket => 300,
                    System::LearnPoint => 30 * 16,
                    _ => 0,
                };
                let far = |pairs: &dyn Fn(&(u64, u64, u64)) -> u64| -> u64 {
                    let mut ours: Vec<u64> = read.iter().map(pairs).collect();
                    let mut theirs: Vec<u64> = made.iter().map(pairs).collect();
                    ours.sort_unstable();
                    theirs.sort_unstable();
                    ours.iter().zip(&theirs).map(|(ours, theirs)| ours.abs_diff(*theirs)).max().unwrap_or(0)
                };
                assert!(far(&|sums| sums.0) <= slack, "{name}: scheduled");
                assert!(far(&|sums| sums.1) <= slack * 2, "{name}: absent");
                assert!(far(&|sums| sums.2) <= slack, "{name}: unauthorised");
                if slack == 0 {
                    assert_eq!(read, made, "{name}");
                }
                // Of others what nobody registered is presence, or a share in per cent.
                if matches!(system, System::Plain | System::Ss12000) {
                    let registered = register.pupils().iter().flat_map(Pupil::totals).map(|total| total.scheduled - total.unregistered);
                    let made: u32 = truth().iter().map(|pupil| pupil.total.registered()).sum();
                    assert_eq!(registered.sum::<u64>(), u64::from(made) * 100, "{name}");
                }
            });
        }
    }
}

/// SchoolSoft counts lessons, and only those that somebody registered.
fn lessons_of_weeks(read: &[(u64, u64, u64)], name: &str) {
    let registered: Vec<Kind> = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Unregistered).collect();
    let made: u64 = truth().iter().map(|pupil| u64::from(pupil.total.lessons(&registered))).sum();
    assert_eq!(read.iter().map(|(scheduled, ..)| scheduled / 100).sum::<u64>(), made, "{name}");
}

#[test]
fn notifications_are_read_as_what_they_are() {
    for (_, files) in exports(example::Grain::Notification) {
        for file in files {
            let name = file.0.clone();
            read(&[file], |register, _| {
                assert_eq!(register.grain(), crate::register::Grain::Event, "{name}");
                assert!(!register.pupils().is_empty(), "{name}");
            });
        }
    }
}

#[test]
fn the_same_export_twice_is_read_once() {
    for (system, ending) in [(System::Plain, Ending::Csv), (System::Vklass, Ending::Xlsx), (System::Ss12000, Ending::Json)] {
        let (name, bytes) = export(system, example::Grain::Lesson, ending);
        read(&[(name.clone(), bytes.clone()), (format!("kopia av {name}"), bytes)], |register, _| {
            assert_eq!(days_read(register), days_made(), "{name}");
        });
    }
}
