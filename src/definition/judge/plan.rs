//! What of a definition can be judged on a register, and why not what cannot: nothing is guessed, and nothing counts as no.

use super::measure::DayCondition;
use super::timeline::{TimeSettings, scheduled_days};
use super::totals;
use super::windows::{Time, Windows};
use crate::calendar::Span;
use crate::definition::words::{kinds_words, window_words};
use crate::definition::{Comparison, Condition, DayLimit, DayThreshold, Definition, Measure, Measured};
use crate::locale::{Key, Sentence, Value};
use crate::register::{Grain, Pupil, Register};

/// A condition that can be judged.
pub(super) enum Plan<'d> {
    /// On school days.
    Days(DayCondition<'d>),
    /// On totals of whole periods.
    Totals(&'d Measured, totals::Windows),
    /// On marks, by their numbers: at least so many of them.
    Flags(Vec<usize>, usize),
}

/// The conditions of each clause, or why the clause cannot be judged.
pub(super) fn plans<'d>(definition: &'d Definition, register: &Register, time: Time) -> Vec<Result<Vec<Plan<'d>>, Sentence>> {
    let clauses = definition.clauses().iter();
    clauses.map(|clause| clause.conditions.iter().map(|condition| plan(definition, condition, register, time)).collect()).collect()
}

/// How a condition is judged, or why it cannot be.
pub(super) fn plan<'d>(definition: &Definition, condition: &'d Condition, register: &Register, time: Time) -> Result<Plan<'d>, Sentence> {
    let measured = match condition {
        Condition::Flags { columns, at_least } => return flags(columns, *at_least, register, time),
        Condition::Measured(measured) => measured,
    };
    let settings = definition.settings();
    let told = register.told();
    let seen = told.kinds.and(TimeSettings::from(settings).absences());
    if measured.measure != Measure::LateArrivals && !measured.kinds.is_told_by(seen) {
        return Err(Key::DefinitionReasonKinds.with("kinds", kinds_words(measured.kinds)));
    }
    let windows = Windows::of(&measured.window, settings.months, time);
    let short = || {
        // A part of a table over time may be short; what matters is that no window ends in it.
        let key = if time.column == time.span { Key::DefinitionReasonShort } else { Key::DefinitionReasonNoneEnds };
        key.with("window", window_words(&measured.window, settings.months))
    };
    if windows.is_empty() {
        return Err(short());
    }
    if register.grain() == Grain::Period {
        let Windows::OfCalendar(windows) = windows else { return Err(Key::DefinitionReasonDays.into()) };
        return totals::Windows::of(register, measured, settings, windows).map(|windows| Plan::Totals(measured, windows));
    }
    if let Some(reason) = missing(measured, register) {
        return Err(reason.into());
    }
    if let Windows::RollingSchoolDays(days) | Windows::LatestSchoolDays(days) = windows
        && told.scheduled
        && !register.pupils().iter().any(|pupil| has_school_days(pupil, days, settings.into(), time))
    {
        return Err(short());
    }
    let places = match &windows {
        Windows::OfCalendar(windows) => {
            windows.iter().filter_map(|window| Some(time.span.index(window.first())?..time.span.index(window.last())? + 1)).collect()
        }
        Windows::RollingSchoolDays(_) | Windows::LatestSchoolDays(_) => Vec::new(),
    };
    Ok(Plan::Days(DayCondition { measured, windows, places, coverage: settings.coverage }))
}

/// Whether a pupil of the column has so many school days up to its end: then a window of them ends in the column.
fn has_school_days(pupil: &Pupil, days: usize, settings: TimeSettings, time: Time) -> bool {
    let Some(until) = Span::new(time.span.first(), time.column.last()) else { return false };
    let (mut count, mut last) = (0, None);
    for (day, _) in scheduled_days(pupil, until, settings).filter(|(_, scheduled)| *scheduled > 0) {
        (count, last) = (count + 1, Some(day.day));
    }
    count >= days && last.is_some_and(|last| time.column.holds(last))
}

/// What the files lack for a measure of school days.
fn missing(measured: &Measured, register: &Register) -> Option<Key> {
    let told = register.told();
    let any_absence = |limit: DayLimit| {
        let nothing = matches!(limit.threshold, DayThreshold::Minutes(0))
            || matches!(limit.threshold, DayThreshold::Share(share) if share.hundredths() == 0);
        nothing && limit.comparison == Comparison::MoreThan
    };
    match measured.measure {
        Measure::Share | Measure::PartDays => (!told.scheduled).then_some(Key::DefinitionReasonAbsencesOnly),
        Measure::DayEquivalents => (!told.day_shares).then_some(Key::DefinitionReasonPartsOnly),
        Measure::Days(limit) | Measure::ConsecutiveDays(limit) => match limit.threshold {
            _ if any_absence(limit) || (told.scheduled && told.day_shares) => None,
            DayThreshold::Minutes(_) => Some(Key::DefinitionReasonAbsencesOnly),
            DayThreshold::Share(_) => (!told.day_shares).then_some(Key::DefinitionReasonPartsOnly),
        },
        Measure::Spells => (!told.order).then_some(Key::DefinitionReasonOrder),
        Measure::Lessons => (!told.lessons).then_some(Key::DefinitionReasonLessons),
        Measure::LateArrivals if !told.late => Some(Key::DefinitionReasonLate),
        Measure::LateArrivals => (!told.lessons).then_some(Key::DefinitionReasonLessons),
    }
}

/// Marks, each of which every pupil of the column must have or not.
fn flags<'d>(columns: &[String], at_least: usize, register: &Register, time: Time) -> Result<Plan<'d>, Sentence> {
    let list = |columns: &[&String]| Value::List(columns.iter().map(|column| Value::from(column.as_str())).collect());
    let count = |columns: &[&String]| u64::try_from(columns.len()).unwrap_or(u64::MAX);
    let unknown: Vec<&String> = columns.iter().filter(|column| register.flag(column).is_none()).collect();
    if !unknown.is_empty() {
        return Err(Key::DefinitionReasonNoColumn.with("columns", list(&unknown)).with("count", count(&unknown)));
    }
    let numbers: Vec<usize> = columns.iter().filter_map(|column| register.flag(column)).collect();
    let somewhere = |number: usize| {
        let counted = register.pupils().iter().filter(|pupil| register.counts(pupil, time.column));
        counted.filter_map(|pupil| register.last_placement(pupil, time.column)).any(|place| place.flags.get(number).is_none())
    };
    let partly: Vec<&String> = columns.iter().zip(&numbers).filter(|(_, number)| somewhere(**number)).map(|(column, _)| column).collect();
    if !partly.is_empty() {
        return Err(Key::DefinitionReasonColumnSomewhere.with("columns", list(&partly)).with("count", count(&partly)));
    }
    Ok(Plan::Flags(numbers, at_least))
}
