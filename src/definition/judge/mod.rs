//! Judges every pupil of a register by definitions: running sums over the pupil's school days, so that a window costs two
//! subtractions.

mod lessons;
mod measure;
mod plan;
mod schools;
mod timeline;
mod times;
mod totals;
mod windows;

use super::Summary;
use super::model::Definition;
use crate::calendar::Span;
use crate::locale::Sentence;
use crate::register::{Pupil, Register};
pub(crate) use lessons::{LessonsTold, lessons};
use measure::{Scratch, Surroundings};
use plan::{Plan, plans};
use schools::SchoolCalendar;
use timeline::{TimeSettings, Timeline};
pub(crate) use times::{Timed, Times, times};
use windows::Time;

/// Who is above the limit. No `Debug` with content and no way out but `tally`.
pub struct Verdicts {
    /// One per pupil of the register: none outside the population (no scheduled time in the analysis period, or, where nothing is
    /// known of schedules, no absence).
    pub(crate) pupils: Vec<Option<Verdict>>,
    /// The definition as it was evaluated.
    pub(crate) summary: Summary,
    /// Whether at least one clause could be evaluated.
    pub(crate) measurable: bool,
}

/// What was found of one pupil.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Verdict {
    /// Bit `i` says whether clause `i` holds.
    met: u64,
    /// What decided it, if the pupil is above the limit by a measure.
    decisive: Option<Decisive>,
}

/// The clause and the window that put a pupil above the limit.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub(crate) struct Decisive {
    /// The first clause that holds: its place in the definition.
    pub(crate) clause: usize,
    /// The first window that satisfies its first measured condition.
    pub(crate) window: Span,
}

impl Verdict {
    /// Whether the pupil is above the limit.
    pub(crate) const fn above(self) -> bool {
        self.met != 0
    }

    /// Whether the clause in a place holds.
    pub(crate) fn meets(self, clause: usize) -> bool {
        self.met & bit(clause) != 0
    }

    /// What put the pupil above the limit; none when that was not a measure. It stays inside: tables count clauses, and what
    /// decided on one pupil is nobody's to see.
    #[cfg(test)]
    pub(crate) const fn decisive(self) -> Option<Decisive> {
        self.decisive
    }
}

fn bit(clause: usize) -> u64 {
    u32::try_from(clause).ok().and_then(|clause| 1_u64.checked_shl(clause)).unwrap_or(0)
}

/// Judges every pupil on the analysis period.
#[must_use]
pub fn judge(register: &Register, definition: &Definition, span: Span) -> Verdicts {
    let mut all = judge_all(register, &[definition], span, &[span]);
    let verdicts = all.pop().and_then(|mut columns| columns.pop());
    // One definition and one column were asked for.
    verdicts.unwrap_or_else(|| Verdicts { pupils: Vec::new(), summary: definition.summary(&[]), measurable: false })
}

/// Judges every pupil by every definition, on every column: a part of the analysis period in a table over time, or all of it.
///
/// Answers a list per definition, with the verdicts on each column, both in the order in which they were asked for.
#[must_use]
pub fn judge_all(register: &Register, definitions: &[&Definition], span: Span, columns: &[Span]) -> Vec<Vec<Verdicts>> {
    let mut questions: Vec<Question<'_>> = definitions
        .iter()
        .flat_map(|definition| columns.iter().map(|column| Question::new(definition, register, Time { span, column: *column })))
        .collect();
    // Definitions that count time in the same way share a pupil's school days.
    let mut settings: Vec<TimeSettings> = Vec::new();
    for question in &questions {
        if !settings.contains(&question.settings) {
            settings.push(question.settings);
        }
    }
    let mut scratch = Scratch::default();
    for settings in settings {
        let calendar = SchoolCalendar::of(register, span, settings);
        let mut days = Timeline::default();
        for pupil in register.pupils() {
            let bare = (!register.told().scheduled).then(|| (&calendar, calendar.of_pupil(register, pupil, span)));
            days.fill(pupil, span, settings, bare);
            for question in questions.iter_mut().filter(|question| question.settings == settings) {
                let verdict = question.verdict(register, pupil, &mut days, &calendar, &mut scratch);
                question.verdicts.push(verdict);
            }
        }
    }
    let mut done = questions.into_iter().map(Question::done);
    definitions.iter().map(|_| done.by_ref().take(columns.len()).collect()).collect()
}

/// One definition on one column.
struct Question<'d> {
    definition: &'d Definition,
    settings: TimeSettings,
    time: Time,
    plans: Vec<Result<Vec<Plan<'d>>, Sentence>>,
    verdicts: Vec<Option<Verdict>>,
}

impl<'d> Question<'d> {
    fn new(definition: &'d Definition, register: &Register, time: Time) -> Self {
        let plans = plans(definition, register, time);
        let verdicts = Vec::with_capacity(register.pupils().len());
        Self { definition, settings: definition.settings().into(), time, plans, verdicts }
    }

    /// The verdict on a pupil; none outside the population.
    fn verdict(
        &self,
        register: &Register,
        pupil: &Pupil,
        days: &mut Timeline<'_>,
        calendar: &SchoolCalendar,
        scratch: &mut Scratch,
    ) -> Option<Verdict> {
        let Time { span, column } = self.time;
        let places = span.index(column.first())?..span.index(column.last())? + 1;
        let settings = self.definition.settings();
        let timed = match register.told().scheduled {
            true => !days.days_of(&places).is_empty() || pupil.totals_in(column).any(|total| totals::scheduled(total, settings) > 0),
            false => register.counts(pupil, column),
        };
        if !timed {
            return None;
        }
        let around = Surroundings { calendar, school: calendar.of_pupil(register, pupil, column), column: places };
        let mut verdict = Verdict { met: 0, decisive: None };
        for (place, plans) in self.plans.iter().enumerate() {
            let Ok(plans) = plans else { continue };
            let mut window = None;
            let all = plans.iter().all(|plan| {
                let found = match plan {
                    Plan::Days(condition) => condition.holds(days, &around, scratch).map(Some),
                    Plan::Totals(measured, windows) => windows.hold(pupil, measured, settings).map(Some),
                    Plan::Flags(numbers, least) => is_marked(register, pupil, column, numbers, *least).then_some(None),
                };
                window = window.or(found.flatten());
                found.is_some()
            });
            if all {
                verdict.met |= bit(place);
                let decisive = window.map(|window| Decisive { clause: place, window });
                verdict.decisive = if verdict.met == bit(place) { decisive } else { verdict.decisive };
            }
        }
        Some(verdict)
    }

    fn done(self) -> Verdicts {
        Verdicts {
            pupils: self.verdicts,
            measurable: self.plans.iter().any(Result::is_ok),
            summary: self.definition.summary(&self.plans.iter().map(|plan| plan.as_ref().err().cloned()).collect::<Vec<_>>()),
        }
    }
}

/// Whether a pupil has at least so many of some marks, as the pupil's last row in the column says.
fn is_marked(register: &Register, pupil: &Pupil, column: Span, numbers: &[usize], least: usize) -> bool {
    let flags = register.last_placement(pupil, column).map(|place| place.flags).unwrap_or_default();
    numbers.iter().filter(|number| flags.get(**number) == Some(true)).count() >= least
}
