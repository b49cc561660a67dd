//! How much of each pupil's time is absence: what is summed, against the rows added up one by one.

use super::random::{columns, worlds};
use super::slow::{Roll, Slow};
use super::world::{Lesson, Mark, World};
use super::{definition, engine, span};
use crate::calendar::Span;
use crate::definition::{Absence, AbsenceSet, Definition, Timed, Times, times};
use crate::layout::Choices;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The kinds of absence, in the order of the sums.
const KINDS: [&str; 3] = ["total", "authorised", "unauthorised"];

/// A definition whose clauses are the shares that are summed.
pub(super) fn shares(settings: &str) -> Definition {
    let clause = |kinds: &str| format!("measure = \"share\"\nkinds = \"{kinds}\"\nwindow = \"period\"\nmore_than = \"50 %\"");
    definition(&KINDS.map(clause).join("\n[[clause]]\n"), settings)
}

/// The sums of a pupil over a column, row by row.
fn plainly(world: &World, pupil: usize, column: Span, settings: &str) -> Timed {
    let left_out = |lesson: &&Lesson| match lesson.mark {
        Mark::Unregistered => settings.contains("unregistered = \"left out\""),
        Mark::Elsewhere => settings.contains("other_activity = \"left out\""),
        _ => false,
    };
    let mut sums = Timed::default();
    for lesson in world.held().filter(|lesson| lesson.pupil == pupil && column.holds(lesson.day)).filter(|lesson| !left_out(lesson)) {
        sums.scheduled += lesson.minutes;
        for (kind, minutes) in lesson.absence() {
            let late = kind == Absence::Late && settings.contains("late = \"present\"");
            let of = [AbsenceSet::TOTAL, AbsenceSet::AUTHORISED, AbsenceSet::UNAUTHORISED];
            for (sum, kinds) in sums.absent.iter_mut().zip(of) {
                *sum += if kinds.has(kind) && !late { minutes } else { 0 };
            }
        }
    }
    sums
}

fn summed(csv: &str, definition: &Definition, span: Option<Span>, columns: &[Span]) -> Vec<Times> {
    engine::read(&[csv], Choices::default(), |register| times(register, definition, span.unwrap_or(register.span()), columns))
}

/// Scheduled and absent, all of it, authorised, unauthorised.
fn numbers(time: Timed) -> [u64; 4] {
    let [total, authorised, unauthorised] = time.absent;
    [time.scheduled, total, authorised, unauthorised]
}

#[test]
fn hand_worked_sums_of_lessons() {
    let csv = "Elev-id;Datum;Starttid;Ämne;Lektionslängd;Frånvaro (min);Sen ankomst (min);Frånvarotyp
E1;2025-09-01;08:00;Matematik;60;60;;Anmäld frånvaro
E1;2025-09-01;10:00;Svenska;40;40;;Ogiltig frånvaro
E1;2025-10-01;08:00;Matematik;60;;10;Sen ankomst
E2;2025-09-01;08:00;Matematik;60;0;;Närvarande
E2;2025-10-01;08:00;Matematik;60;0;;Ej registrerad
";
    let months = ["2025-09-01/2025-09-30", "2025-10-01/2025-10-01"].map(span);
    let of = |settings: &str| -> Vec<Vec<[u64; 4]>> {
        let columns = summed(csv, &shares(settings), None, &months);
        assert!(columns.iter().all(|column| column.told == [true; 3]));
        columns.into_iter().map(|column| column.pupils.into_iter().map(numbers).collect()).collect()
    };
    assert_eq!(of(""), [[[100, 100, 60, 40], [60, 0, 0, 0]], [[60, 10, 0, 10], [60, 0, 0, 0]]]);
    let strict = "unregistered = \"left out\"\nlate = \"present\"";
    assert_eq!(of(strict), [[[100, 100, 60, 40], [60, 0, 0, 0]], [[60, 0, 0, 0], [0, 0, 0, 0]]]);
}

#[test]
fn hand_worked_sums_of_totals() {
    let (autumn, spring) = (span("2024-08-19/2024-12-20"), span("2025-01-08/2025-06-12"));
    let head = "Elev-id;Från och med;Till och med";
    let whole = "E1;2024-08-19;2024-12-20";
    let minutes = format!(
        "{head};Undv. tid (min);GF min;F min\n{whole};1000;250;50\nE1;2025-01-08;2025-06-12;800;0;8\n{}\n",
        "E2;2024-08-19;2024-12-20;500;0;0"
    );
    let of = |csv: &str, columns: &[Span]| -> Vec<([bool; 3], Vec<[u64; 4]>)> {
        summed(csv, &shares(""), None, columns)
            .into_iter()
            .map(|column| (column.told, column.pupils.into_iter().map(numbers).collect()))
            .collect()
    };
    // Hundredths of minutes.
    let hundred = |numbers: [u64; 4]| numbers.map(|number| number * 100);
    assert_eq!(
        of(&minutes, &[autumn, spring]),
        [([true; 3], vec![hundred([1000, 300, 250, 50]), hundred([500, 0, 0, 0])]), ([true; 3], vec![hundred([800, 8, 0, 8]), [0; 4]]),]
    );
    // Half of a period cannot be told from all of it, and of per cent nothing can be added.
    assert_eq!(of(&minutes, &[span("2024-08-19/2024-10-31")])[0].0, [false; 3]);
    let percent = format!("{head};Frånvaro (%)\n{whole};12\nE2;2024-08-19;2024-12-20;30\n");
    assert_eq!(of(&percent, &[autumn])[0].0, [false; 3]);
    // Of absence whose kind is not said it is known how much there is.
    let unsaid = format!("{head};Undv. tid (min);Frånvaro (min)\n{whole};1000;300\nE2;2024-08-19;2024-12-20;1000;0\n");
    assert_eq!(of(&unsaid, &[autumn]), [([true, false, false], vec![hundred([1000, 300, 0, 0]), hundred([1000, 0, 0, 0])])]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn sums_are_those_of_the_rows(
        world in worlds(),
        unregistered in select(vec!["attended", "left out"]),
        other_activity in select(vec!["attended", "left out"]),
        late in select(vec!["absence", "present"]),
        cut in any::<[Index; 2]>(),
        parts in prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(any::<Index>(), 1..3)],
    ) {
        let settings = format!("unregistered = \"{unregistered}\"\nother_activity = \"{other_activity}\"\nlate = \"{late}\"");
        let definition = shares(&settings);
        let (span, columns) = columns(world.span().expect("a world has days"), cut, &parts);
        let roll = Roll::of(&world, definition.settings());
        for (own, column) in summed(&world.csv(), &definition, Some(span), &columns).into_iter().zip(&columns) {
            let told: Vec<bool> = Slow::new(&world, &roll, &definition, span, *column).reasons().iter().map(Vec::is_empty).collect();
            prop_assert_eq!(&own.told[..], &told[..], "{}", world.csv());
            prop_assert_eq!(own.pupils.len(), world.pupils().len());
            for (time, pupil) in own.pupils.into_iter().zip(world.pupils()) {
                let mut plain = plainly(&world, pupil, *column, &settings);
                plain.absent.iter_mut().zip(&told).filter(|(_, told)| !**told).for_each(|(absent, _)| *absent = 0);
                prop_assert_eq!(numbers(time), numbers(plain), "pupil {}, column {:?}\n{}", pupil, column, world.csv());
            }
        }
    }
}
