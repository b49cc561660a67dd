//! What each lesson comes to: against the rows one by one, and in sum against the time of the whole.

use super::random::{columns, worlds};
use super::times::shares;
use super::world::{Form, Lesson, Mark, World};
use super::{engine, span};
use crate::calendar::Span;
use crate::definition::{Absence, AbsenceSet, Definition, Settings, Timed, lessons, times};
use crate::layout::Choices;
use crate::tally::{Kinds, Sums, by_kind};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Weekday, hour, scheduled, absent by kind, absent on a day of which some was attended, late.
type Told = (u8, Option<u8>, u64, [u64; 3], u64, bool);

fn told(csv: &str, settings: Settings, span: Span) -> Vec<Vec<Told>> {
    engine::read(&[csv], Choices::default(), |register| {
        let of = |pupil| -> Vec<Told> {
            let mut all: Vec<Told> = lessons(register, pupil, span, settings)
                .map(|own| (own.weekday, own.slot.hour, own.time.scheduled, own.time.absent, own.part_day, own.late))
                .collect();
            all.sort_unstable();
            all
        };
        register.pupils().iter().map(of).collect()
    })
}

/// The same row by row.
fn plainly(world: &World, pupil: usize, span: Span, settings: &str) -> Vec<Told> {
    let left_out = |lesson: &&Lesson| match lesson.mark {
        Mark::Unregistered => settings.contains("unregistered = \"left out\""),
        Mark::Elsewhere => settings.contains("other_activity = \"left out\""),
        _ => false,
    };
    let absent = |lesson: &Lesson| {
        let mut sums = [0; 3];
        for (kind, minutes) in lesson.absence().filter(|(kind, _)| *kind != Absence::Late || !settings.contains("late = \"present\"")) {
            let of = [AbsenceSet::TOTAL, AbsenceSet::AUTHORISED, AbsenceSet::UNAUTHORISED];
            sums.iter_mut().zip(of).filter(|(_, kinds)| kinds.has(kind)).for_each(|(sum, _)| *sum += minutes);
        }
        sums
    };
    let own = || world.held().filter(|lesson| lesson.pupil == pupil && span.holds(lesson.day)).filter(|lesson| !left_out(lesson));
    let has_clock = matches!(world.form, Form::Clocks | Form::SideBySide);
    let mut all: Vec<Told> = own()
        .map(|lesson| {
            let day = || own().filter(|other| other.day == lesson.day);
            let whole = day().map(|other| absent(other)[0]).sum::<u64>() >= day().map(|other| other.minutes).sum();
            let hour = has_clock.then(|| u8::try_from(lesson.start / 60).expect("of a day"));
            let late = lesson.mark == Mark::Late;
            (lesson.day.weekday(), hour, lesson.minutes, absent(lesson), if whole { 0 } else { absent(lesson)[0] }, late)
        })
        .collect();
    all.sort_unstable();
    all
}

fn kinds(csv: &str, settings: Settings, span: Option<Span>) -> Kinds {
    engine::read(&[csv], Choices::default(), |register| by_kind(register, span.unwrap_or(register.span()), settings, false))
}

#[test]
fn hand_worked_lessons() {
    // 1 September 2025 is a Monday. On the first day all is absence, on the second some of it.
    let csv = "Elev-id;Datum;Starttid;Ämne;Lektionslängd;Frånvaro (min);Sen ankomst (min);Frånvarotyp
E1;2025-09-01;08:50;Matematik;60;60;;Anmäld frånvaro
E1;2025-09-01;10:00;Svenska;40;40;;Ogiltig frånvaro
E1;2025-09-02;08:00;Matematik;60;;10;Sen ankomst
E1;2025-09-02;10:00;Bild;50;50;;Anmäld frånvaro
E2;2025-09-02;08:00;Matematik;60;0;;Närvarande
E2;2025-09-02;10:00;Svenska;40;40;;Ogiltig frånvaro
";
    let kinds = kinds(csv, Settings::default(), None);
    let of = |sum: &Sums| (sum.time.scheduled, sum.time.absent, sum.part_day, sum.lessons, sum.late);
    let subject = |subject: u16| kinds.subjects[usize::from(subject)].as_str();
    let rows: Vec<_> = kinds
        .places
        .iter()
        .zip(&kinds.sums[0])
        .map(|(place, sum)| (place.weekday, place.hour, place.subject.map(subject), of(sum)))
        .collect();
    let expected = [
        (1, Some(8), Some("Matematik"), (60, [60, 60, 0], 0, 1, 0)),
        (1, Some(10), Some("Svenska"), (40, [40, 0, 40], 0, 1, 0)),
        (2, Some(8), Some("Matematik"), (120, [10, 0, 10], 10, 2, 1)),
        (2, Some(10), Some("Bild"), (50, [50, 50, 0], 50, 1, 0)),
        (2, Some(10), Some("Svenska"), (40, [40, 0, 40], 40, 1, 0)),
    ];
    assert_eq!(rows, expected);
    assert_eq!((kinds.pupils(0), kinds.told.kinds, kinds.told.late), (2, [true; 3], true));
}

#[test]
fn a_lesson_that_is_left_out_is_none() {
    let csv = "Elev-id;Datum;Starttid;Lektionslängd;Frånvarotyp
E1;2025-09-01;08:00;60;Ej registrerad
E1;2025-09-01;09:00;40;Närvarande
";
    let lessons = |settings: Settings| kinds(csv, settings, None).sums[0].iter().map(|sum| sum.lessons).sum::<u64>();
    let left_out = shares("unregistered = \"left out\"").settings();
    assert_eq!((lessons(Settings::default()), lessons(left_out)), (2, 1));
}

#[test]
fn days_of_a_part_of_the_files_are_counted_alone() {
    let csv = "Elev-id;Datum;Starttid;Lektionslängd;Frånvarotyp
E1;2025-09-01;08:00;60;Närvarande
E1;2025-09-08;08:00;60;Närvarande
E1;2025-09-09;08:00;60;Närvarande
";
    let of = |days: &str| kinds(csv, Settings::default(), Some(span(days))).places.iter().map(|place| place.weekday).collect::<Vec<_>>();
    assert_eq!(of("2025-09-01/2025-09-08"), [1]);
    assert_eq!(of("2025-09-09/2025-09-09"), [2]);
}

fn sum(kinds: &Kinds) -> Sums {
    kinds.sums.iter().flatten().fold(Sums::default(), |all, own| all.plus(*own))
}

/// The time of all pupils, as a definition's report has it.
fn whole(csv: &str, definition: &Definition, span: Span) -> (Timed, [bool; 3]) {
    engine::read(&[csv], Choices::default(), |register| {
        let times = times(register, definition, span, &[span]).remove(0);
        (times.pupils.into_iter().fold(Timed::default(), Timed::plus), times.told)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn lessons_are_those_of_the_rows_and_add_up_to_the_whole(
        world in worlds(),
        unregistered in select(vec!["attended", "left out"]),
        other_activity in select(vec!["attended", "left out"]),
        late in select(vec!["absence", "present"]),
        cut in any::<[Index; 2]>(),
    ) {
        let settings = format!("unregistered = \"{unregistered}\"\nother_activity = \"{other_activity}\"\nlate = \"{late}\"");
        let definition = shares(&settings);
        let (span, _) = columns(world.span().expect("a world has days"), cut, &[]);
        let own = told(&world.csv(), definition.settings(), span);
        for (lessons, pupil) in own.into_iter().zip(world.pupils()) {
            prop_assert_eq!(lessons, plainly(&world, pupil, span, &settings), "pupil {}\n{}", pupil, world.csv());
        }
        let kinds = kinds(&world.csv(), definition.settings(), Some(span));
        let (whole, is_told) = whole(&world.csv(), &definition, span);
        prop_assert_eq!(kinds.told.kinds, is_told);
        let all = sum(&kinds).time;
        prop_assert!(!is_told[0] || all.scheduled == whole.scheduled, "{}", world.csv());
        for ((one, other), is_told) in all.absent.into_iter().zip(whole.absent).zip(is_told) {
            prop_assert!(!is_told || one == other, "{} {}\n{}", one, other, world.csv());
        }
    }
}
