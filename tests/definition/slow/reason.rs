//! What an export does not tell, and what therefore cannot be evaluated.

use super::super::world::{FLAGS, Form, World};
use crate::definition::{Absence, AbsenceSet, Measure, Measured};

/// The place of a column of yes and no.
pub(super) fn flag(column: &str) -> Option<usize> {
    FLAGS.iter().position(|flag| *flag == column)
}

/// Why a measure cannot be taken on the export, whatever the window.
pub(super) fn of_measure(world: &World, measured: &Measured) -> Vec<&'static str> {
    let mut reasons = Vec::new();
    if measured.measure != Measure::LateArrivals && !is_told(measured.kinds, world.kinds()) {
        reasons.push("kinds");
    }
    match measured.measure {
        // Of lessons without clocks it is not known which follow on which.
        Measure::Spells if world.form == Form::NoClocks && has_several_a_day(world) => reasons.push("order"),
        Measure::Lessons | Measure::LateArrivals if world.form == Form::Days => reasons.push("lessons"),
        // Neither a word nor a column would say it.
        Measure::LateArrivals if world.form == Form::SideBySide => reasons.push("late"),
        _ => {}
    }
    reasons
}

fn has_several_a_day(world: &World) -> bool {
    let mut days: Vec<_> = world.held().map(|lesson| (lesson.pupil, lesson.day)).collect();
    days.sort_unstable();
    days.windows(2).any(|pair| pair[0] == pair[1])
}

/// Whether all absence that was seen can be told to be of the kinds or not to be.
fn is_told(kinds: AbsenceSet, seen: AbsenceSet) -> bool {
    let all_or_none = |possible: &[Absence]| {
        let inside = possible.iter().filter(|kind| kinds.has(**kind)).count();
        inside == 0 || inside == possible.len()
    };
    seen.iter().all(|kind| match kind {
        Absence::Authorised => all_or_none(&[Absence::Authorised, Absence::Reported, Absence::LeaveGranted]),
        Absence::Unauthorised => all_or_none(&[Absence::Unauthorised, Absence::LeaveDenied, Absence::LeftLesson, Absence::Unreported]),
        Absence::Unspecified => all_or_none(&[
            Absence::Unspecified,
            Absence::Authorised,
            Absence::Reported,
            Absence::LeaveGranted,
            Absence::Unauthorised,
            Absence::LeaveDenied,
            Absence::LeftLesson,
            Absence::Unreported,
        ]),
        Absence::LeaveGranted | Absence::Reported | Absence::LeaveDenied | Absence::LeftLesson | Absence::Late | Absence::Unreported => {
            true
        }
    })
}
