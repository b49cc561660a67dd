//! How much of each pupil's scheduled time is absence: the two sides of a definition's share over a column of time, before anything
//! is compared.

use super::plan::{Plan, plan};
use super::timeline::{Timeline, over};
use super::windows::Time;
use crate::calendar::Span;
use crate::definition::{Comparison, Condition, Decimal, Definition, Measure, Measured, Quantifier, Window};
use crate::register::{AbsenceSet, Grain, Register};
use std::ops::Range;

/// The absence of which it is told how much there is: all of it, authorised, unauthorised.
pub(super) const KINDS: [AbsenceSet; 3] = [AbsenceSet::TOTAL, AbsenceSet::AUTHORISED, AbsenceSet::UNAUTHORISED];

/// Scheduled time, and how much of it is absence: all of it, authorised, unauthorised. Minutes, or what the files count in. No `Debug`:
/// it is about a pupil, or about few.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Timed {
    /// Scheduled time, as the definition's settings count it.
    pub(crate) scheduled: u64,
    /// Absence from it.
    pub(crate) absent: [u64; KINDS.len()],
}

impl Timed {
    /// The time of both.
    pub(crate) fn plus(self, other: Self) -> Self {
        let mut absent = self.absent;
        absent.iter_mut().zip(other.absent).for_each(|(own, more)| *own = own.saturating_add(more));
        Self { scheduled: self.scheduled.saturating_add(other.scheduled), absent }
    }
}

/// The time of all pupils in a column.
#[derive(Clone)]
pub(crate) struct Times {
    /// For each kind of absence whether the files tell it, in a unit that is the same for all pupils.
    pub(crate) told: [bool; KINDS.len()],
    /// One per pupil of the register; of a kind that is not told, nothing.
    pub(crate) pupils: Vec<Timed>,
}

/// The time of all pupils in each column: a part of the analysis period in a table over time, or all of it. It is told where a share of
/// that absence over that column could be judged, by the same plan.
pub(crate) fn times(register: &Register, definition: &Definition, span: Span, columns: &[Span]) -> Vec<Times> {
    let conditions = KINDS.map(condition);
    let settings = definition.settings();
    let one_unit = register.grain() != Grain::Period || register.told().one_unit;
    let mut all: Vec<(Span, [Option<Plan<'_>>; KINDS.len()], Vec<Timed>)> = columns
        .iter()
        .map(|column| {
            let plan = |condition| plan(definition, condition, register, Time { span, column: *column }).ok().filter(|_| one_unit);
            (*column, conditions.each_ref().map(plan), Vec::with_capacity(register.pupils().len()))
        })
        .collect();
    let mut days = Timeline::default();
    for pupil in register.pupils() {
        if all.iter().flat_map(|(_, plans, _)| plans).any(|plan| matches!(plan, Some(Plan::Days(_)))) {
            days.fill(pupil, span, settings.into(), None);
            KINDS.iter().for_each(|kinds| days.sum_up(*kinds));
        }
        for (column, plans, pupils) in &mut all {
            let mut own = Timed::default();
            let places = span.index(column.first()).zip(span.index(column.last())).map(|(first, last)| first..last + 1);
            for ((plan, kinds), absent) in plans.iter().zip(KINDS).zip(&mut own.absent) {
                let sum = match plan {
                    Some(Plan::Days(_)) => places.as_ref().map(|places| sum_of_days(&days, places, kinds)),
                    Some(Plan::Totals(_, windows)) => {
                        let sum = windows.sum(pupil, *column, settings);
                        // Totals that say less scheduled than absent time, once unregistered time is left out, are all absence.
                        Some((sum.scheduled, sum.absent.min(sum.scheduled)))
                    }
                    Some(Plan::Flags(..)) | None => None,
                };
                if let Some((scheduled, time)) = sum {
                    (own.scheduled, *absent) = (scheduled, time);
                }
            }
            pupils.push(own);
        }
    }
    all.into_iter().map(|(_, plans, pupils)| Times { told: plans.map(|plan| plan.is_some()), pupils }).collect()
}

/// A share of the whole column, against a limit that nobody asks for.
fn condition(kinds: AbsenceSet) -> Condition {
    Condition::Measured(Measured {
        measure: Measure::Share,
        kinds,
        window: Window::Period,
        quantifier: Quantifier::Any,
        comparison: Comparison::MoreThan,
        threshold: Decimal::from_hundredths(0),
    })
}

fn sum_of_days(days: &Timeline<'_>, places: &Range<usize>, kinds: AbsenceSet) -> (u64, u64) {
    let own = days.days_of(places);
    (days.scheduled(&own), over(days.absent(kinds), &own))
}
