//! Every preset on a made-up municipality: the judge and the slow evaluator say the same of every pupil and clause.
//!
//! `FRANVARO_LARGE=1` makes it a municipality of ten schools and 4 000 pupils.

use super::engine::{judged, read};
use super::slow::Roll;
use super::world::{FLAGS, Form, Lesson, Mark, Tick, World};
use super::{difference, span};
use crate::calendar::Span;
use crate::definition::{Absence, Definition, Settings, presets};
use crate::example::{Example, Kind, Record, write_csv};
use crate::layout::Choices;
use std::collections::BTreeMap;
use std::convert::Infallible;

#[expect(clippy::disallowed_methods, reason = "how large a test is, is asked of whoever runs it")]
fn example() -> Example {
    let large = std::env::var("FRANVARO_LARGE").is_ok_and(|wanted| wanted == "1");
    let (pupils, schools) = if large { (4_000, 10) } else { (120, 2) };
    Example { pupils, schools, weeks: 18, ..Example::built_in() }
}

/// The lessons of an example, as it tells them.
fn world(example: &Example) -> World {
    let (mut pupils, mut schools) = (BTreeMap::new(), BTreeMap::new());
    let mut lessons = Vec::new();
    let told: Result<(), Infallible> = example.for_each(|record| {
        let next = pupils.len();
        let pupil = *pupils.entry(record.id.to_owned()).or_insert(next);
        let next = schools.len();
        let school = *schools.entry(record.school.to_owned()).or_insert(next);
        lessons.push(lesson(record, pupil, school));
        Ok(())
    });
    assert!(told.is_ok());
    World { lessons, form: Form::Clocks }
}

fn lesson(record: &Record<'_>, pupil: usize, school: usize) -> Lesson {
    let mark = match record.kind {
        Kind::Present => Mark::Present,
        Kind::Authorised => Mark::Absent(Absence::Authorised),
        Kind::Reported => Mark::Absent(Absence::Reported),
        Kind::Unauthorised => Mark::Absent(Absence::Unauthorised),
        Kind::Unreported => Mark::Absent(Absence::Unreported),
        Kind::Late => Mark::Late,
        Kind::Leave => Mark::Absent(Absence::LeaveGranted),
        Kind::Activity => Mark::Elsewhere,
        Kind::Unregistered => Mark::Unregistered,
    };
    Lesson {
        pupil,
        school,
        class: 'A',
        day: record.day,
        start: record.start,
        minutes: u64::from(record.minutes()),
        mark,
        absent: u64::from(record.absent),
        beside: 0,
        ticks: <[Tick; FLAGS.len()]>::default(),
    }
}

/// Judges a file by all presets at once and compares each pupil and clause; answers how many clauses were evaluated, and how many
/// pupils are above by any.
fn compare(world: &World, csv: &str, columns: &[Span]) -> (usize, usize) {
    let given = [span("2025-08-18/2025-09-28"), span("2025-09-29/2025-11-09"), span("2025-11-10/2025-12-19")];
    let presets: Vec<Definition> =
        presets().expect("the presets are definitions").into_iter().map(|preset| preset.with_periods(&given)).collect();
    let named: Vec<&Definition> = presets.iter().collect();
    let whole = world.span().expect("a municipality has days");
    let columns = if columns.is_empty() { &[whole] } else { columns };
    let judged = read(&[csv], Choices::default(), |register| judged(register, &named, whole, columns));
    let mut rolls: Vec<(Settings, Roll)> = Vec::new();
    let (mut evaluated, mut above) = (0, 0);
    for (definition, judged) in presets.iter().zip(&judged) {
        let settings = definition.settings();
        if rolls.iter().all(|(known, _)| *known != settings) {
            rolls.push((settings, Roll::of(world, settings)));
        }
        let roll = rolls.iter().find(|(known, _)| *known == settings).map(|(_, roll)| roll).expect("it was put there");
        for (column, judged) in columns.iter().zip(judged) {
            let differs = difference(world, roll, definition, whole, *column, judged);
            assert!(differs.is_none(), "{}: {}", definition.id(), differs.unwrap_or_default());
            evaluated += judged.reasons.iter().filter(|reason| reason.is_none()).count();
            above += judged.verdicts.iter().flatten().filter(|verdict| verdict.above()).count();
        }
    }
    (evaluated, above)
}

/// The export as it is: what it does not tell of unauthorised absence, it does not tell.
#[test]
fn every_preset_on_the_export() {
    let example = example();
    let mut csv = Vec::new();
    write_csv(&example, &mut csv).expect("memory takes all");
    let csv = String::from_utf8(csv).expect("the example is UTF-8");
    let (evaluated, above) = compare(&world(&example), &csv, &[]);
    assert!(evaluated > 0 && above > 0, "{evaluated} clauses, {above} times above");
}

/// The same lessons where all unauthorised absence is unreported and known problems are marked, so that every clause is evaluated.
#[test]
fn every_preset_where_all_is_told() {
    let mut world = world(&example());
    for lesson in &mut world.lessons {
        if lesson.mark == Mark::Absent(Absence::Unauthorised) {
            lesson.mark = Mark::Absent(Absence::Unreported);
        }
        lesson.ticks[0] = if lesson.pupil % 3 == 0 { Tick::Yes } else { Tick::No };
    }
    let csv = world.csv();
    let (evaluated, above) = compare(&world, &csv, &[]);
    let clauses: usize = presets().expect("the presets are definitions").iter().map(|preset| preset.clauses().len()).sum();
    assert_eq!(evaluated, clauses, "no reason is left");
    assert!(above > 0);
    let months =
        ["2025-08-18/2025-08-31", "2025-09-01/2025-09-30", "2025-10-01/2025-10-31", "2025-11-01/2025-11-30", "2025-12-01/2025-12-19"];
    let (_, above) = compare(&world, &csv, &months.map(span));
    assert!(above > 0);
}
