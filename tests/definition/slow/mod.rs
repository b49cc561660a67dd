//! The definitions, evaluated in the most obvious way: loops over days and lessons, no sums kept, nothing shared with the engine but
//! the calendar and the definition's own types. Written from the domain's sections 4 and 5.

mod measure;
mod reason;
mod roll;
mod windows;

pub(super) use measure::{seen, value, within};
pub(super) use roll::{OwnDay, Roll};
pub(super) use windows::windows;

use super::world::{Tick, World};
use crate::calendar::Span;
use crate::definition::{Clause, Condition, Definition, Length, Measure, Measured, Quantifier, Window};
use measure::Seen;
use windows::school_day_windows;

/// What is said of a pupil of the population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// Whether each clause holds; none for one that is not evaluated.
    pub(super) clauses: Vec<Option<bool>>,
    /// The first clause that holds, and the window that decided; none when none holds or the clause has flags only.
    pub(super) decisive: Option<(usize, Span)>,
}

impl Answer {
    /// Above the limit.
    pub(super) fn above(&self) -> bool {
        self.clauses.contains(&Some(true))
    }
}

/// One definition on one column of an analysis period.
pub(super) struct Slow<'a> {
    world: &'a World,
    roll: &'a Roll,
    definition: &'a Definition,
    span: Span,
    column: Span,
    /// The windows of each condition of each clause; none for flags and for windows that differ by pupil.
    windows: Vec<Vec<Option<Vec<Span>>>>,
}

impl<'a> Slow<'a> {
    pub(super) fn new(world: &'a World, roll: &'a Roll, definition: &'a Definition, span: Span, column: Span) -> Self {
        assert_eq!(roll.settings, definition.settings(), "the roll is the one of the definition's settings");
        let of_condition = |condition: &Condition| match condition {
            Condition::Measured(measured) => windows(&measured.window, definition.settings().months, span, column),
            Condition::Flags { .. } => None,
        };
        let windows = definition.clauses().iter().map(|clause| clause.conditions.iter().map(of_condition).collect()).collect();
        Self { world, roll, definition, span, column, windows }
    }

    /// What is said of each pupil, in the order of their first rows; none outside the population.
    pub(super) fn answers(&self) -> Vec<Option<Answer>> {
        let evaluated: Vec<bool> = self.reasons().iter().map(Vec::is_empty).collect();
        self.world.pupils().into_iter().map(|pupil| self.answer(self.roll.days(pupil), &evaluated)).collect()
    }

    fn answer(&self, days: &[OwnDay], evaluated: &[bool]) -> Option<Answer> {
        if !self.is_counted(days) {
            return None;
        }
        let mut answer = Answer { clauses: Vec::new(), decisive: None };
        let mut decided = false;
        for (place, clause) in self.definition.clauses().iter().enumerate() {
            if !evaluated[place] {
                answer.clauses.push(None);
                continue;
            }
            let holds = (0..clause.conditions.len()).all(|condition| self.holds(days, place, condition));
            answer.clauses.push(Some(holds));
            if holds && !decided {
                decided = true;
                answer.decisive = self.decisive(days, place, clause).map(|window| (place, window));
            }
        }
        Some(answer)
    }

    /// Whether a pupil is of the population: has scheduled time in the column.
    fn is_counted(&self, days: &[OwnDay]) -> bool {
        days.iter().any(|day| self.column.holds(day.day) && day.scheduled > 0)
    }

    fn holds(&self, days: &[OwnDay], clause: usize, condition: usize) -> bool {
        match &self.definition.clauses()[clause].conditions[condition] {
            Condition::Flags { columns, at_least } => {
                let last = days.iter().rev().find(|day| self.column.holds(day.day)).expect("a pupil of the population has a day");
                let flags = columns.iter().map(|column| reason::flag(column).expect("the clause is evaluated"));
                flags.filter(|flag| last.ticks[*flag] == Tick::Yes).count() >= *at_least
            }
            Condition::Measured(measured) => {
                let windows = self.windows_of(days, clause, condition, measured);
                let seen = seen(days, measured, self.definition.settings());
                let mut judged = windows.into_iter().filter_map(|window| self.judge(&seen, measured, window)).peekable();
                match measured.quantifier {
                    Quantifier::Any => judged.any(|holds| holds),
                    // Of no window that can be judged, nothing holds.
                    Quantifier::Every => judged.peek().is_some() && judged.all(|holds| holds),
                }
            }
        }
    }

    /// Of `any`, the first window that satisfies the clause's first measured condition; of `every`, the first that was judged.
    fn decisive(&self, days: &[OwnDay], place: usize, clause: &Clause) -> Option<Span> {
        let measured = clause.conditions.iter().enumerate().find_map(|(condition, what)| match what {
            Condition::Measured(measured) => Some((condition, measured)),
            Condition::Flags { .. } => None,
        });
        let (condition, measured) = measured?;
        let mut windows = self.windows_of(days, place, condition, measured);
        windows.sort_unstable();
        let seen = seen(days, measured, self.definition.settings());
        windows.into_iter().find(|window| match (measured.quantifier, self.judge(&seen, measured, *window)) {
            (_, None) | (Quantifier::Any, Some(false)) => false,
            (Quantifier::Any, Some(true)) | (Quantifier::Every, Some(_)) => true,
        })
    }

    fn windows_of(&self, days: &[OwnDay], clause: usize, condition: usize, measured: &Measured) -> Vec<Span> {
        match (&self.windows[clause][condition], &measured.window) {
            (Some(windows), _) => windows.clone(),
            (None, window) => school_day_windows(window, days, self.span, self.column),
        }
    }

    /// Whether one window satisfies a condition; none when the pupil cannot be judged on it.
    fn judge(&self, days: &[Seen<'_>], measured: &Measured, window: Span) -> Option<bool> {
        let inside = within(days, window);
        if measured.measure == Measure::Share && !self.is_covered(days, &inside, window) {
            return None;
        }
        Some(value(&inside, measured, self.world.form, self.definition.settings())?.stands_to(measured.comparison, measured.threshold))
    }

    /// Whether a pupil has scheduled time on enough of the days on which the pupil's school has any.
    fn is_covered(&self, days: &[Seen<'_>], inside: &[Seen<'_>], window: Span) -> bool {
        // The school is that of the pupil's last row in the column.
        let Some(last) = days.iter().rev().find(|day| self.column.holds(day.own.day)) else { return false };
        let own = inside.iter().filter(|day| day.own.scheduled > 0).count();
        let school = self.roll.open_days(last.own.school, window);
        own > 0 && own * 100 >= usize::from(self.definition.settings().coverage) * school
    }

    /// Why each clause cannot be evaluated; nothing for one that is.
    pub(super) fn reasons(&self) -> Vec<Vec<&'static str>> {
        let clauses = self.definition.clauses().iter().enumerate();
        clauses
            .map(|(place, clause)| {
                let conditions = clause.conditions.iter().enumerate();
                let mut reasons: Vec<&'static str> =
                    conditions.flat_map(|(condition, what)| self.reasons_of(place, condition, what)).collect();
                reasons.sort_unstable();
                reasons.dedup();
                reasons
            })
            .collect()
    }

    fn reasons_of(&self, clause: usize, condition: usize, what: &Condition) -> Vec<&'static str> {
        let measured = match what {
            Condition::Flags { columns, .. } => {
                let read = columns.iter().all(|column| reason::flag(column).is_some_and(|flag| self.world.has_flag(flag)));
                return if read { Vec::new() } else { vec!["no_column"] };
            }
            Condition::Measured(measured) => measured,
        };
        let mut reasons = reason::of_measure(self.world, measured);
        let short = match &self.windows[clause][condition] {
            Some(windows) => windows.is_empty(),
            None => {
                let pupils = self.world.pupils().into_iter().map(|pupil| self.roll.days(pupil)).filter(|days| self.is_counted(days));
                let mut windows = pupils.flat_map(|days| school_day_windows(&measured.window, days, self.span, self.column));
                windows.next().is_none()
            }
        };
        if short {
            // A part of a table over time has no window where none ends in it.
            reasons.push(if self.column == self.span { "short" } else { "none_ends" });
        }
        reasons
    }
}

/// Whether a window differs by pupil.
fn is_own(window: &Window) -> bool {
    matches!(window, Window::Rolling(Length::SchoolDays(_)) | Window::Latest(Length::SchoolDays(_)))
}

/// What the slow evaluator says of a definition on one column.
pub(super) fn answers(world: &World, definition: &Definition, span: Span, column: Span) -> Vec<Option<Answer>> {
    let roll = Roll::of(world, definition.settings());
    Slow::new(world, &roll, definition, span, column).answers()
}
