//! The definitions, evaluated in the most obvious way: loops over lessons and calendar days, no sums kept, nothing shared
//! with the engine but the calendar and the definition's own type. Written from the domain's sections 4 and 5.

use super::world::{Lesson, Mark, World};
use crate::calendar::{Day, Span};
use crate::definition::{Comparison, Condition, Definition, Kinds, Length, Measure, Measured, Quantifier, Unregistered, Window};

/// Above the limit or not; none for a pupil outside the population.
pub(super) fn verdict(world: &World, pupil: usize, definition: &Definition, span: Span) -> Option<bool> {
    let lessons = |day: Day| world.lessons.iter().filter(move |lesson| lesson.pupil == pupil && lesson.day == day);
    let scheduled = |day: Day| lessons(day).map(|lesson| minutes(lesson, definition)).sum::<u64>();
    if span.iter().all(|day| scheduled(day) == 0) {
        return None;
    }
    let clause = |conditions: &[Condition]| {
        let mut all = Some(true);
        for condition in conditions {
            all = match (all, holds(world, pupil, condition, definition, span)) {
                (_, None) | (None, _) => None,
                (Some(before), Some(now)) => Some(before && now),
            };
        }
        all == Some(true)
    };
    Some(definition.clauses().iter().any(|c| clause(&c.conditions)))
}

fn minutes(lesson: &Lesson, definition: &Definition) -> u64 {
    match (lesson.mark, definition.settings().unregistered) {
        (Mark::Unregistered, Unregistered::LeftOut) => 0,
        _ => lesson.minutes,
    }
}

/// None when the condition cannot be evaluated at all.
fn holds(world: &World, pupil: usize, condition: &Condition, definition: &Definition, span: Span) -> Option<bool> {
    let Condition::Measured(measured) = condition else { return None };
    if measured.measure != Measure::Share {
        return None;
    }
    let windows = windows(&measured.window, span);
    if windows.is_empty() {
        return None;
    }
    let judged: Vec<bool> = windows.iter().filter_map(|window| share(world, pupil, measured, definition, *window, span)).collect();
    Some(match measured.quantifier {
        Quantifier::Any => judged.contains(&true),
        Quantifier::Every => !judged.is_empty() && !judged.contains(&false),
    })
}

/// Every pair of days that the window's definition allows, tried one by one.
pub(super) fn windows(window: &Window, span: Span) -> Vec<Span> {
    let mut windows = Vec::new();
    for first in span.iter() {
        for last in span.iter() {
            let Some(days) = Span::new(first, last) else { continue };
            let starts_part = |start: fn(Day) -> Day| first == span.first() || start(first) == first;
            let ends_part = |start: fn(Day) -> Day| last == span.last() || start(last.plus(1)) == last.plus(1);
            let is_part = |start: fn(Day) -> Day| starts_part(start) && ends_part(start) && start(first) == start(last);
            let wanted = match window {
                Window::Period => days == span,
                Window::Term => is_part(Day::term_start),
                Window::SchoolYear => is_part(Day::school_year_start),
                Window::Month => is_part(Day::month_start),
                Window::Rolling(length) => is_long(first, last, *length),
                Window::Latest(Length::Months(months)) => last == span.last() && first == last.plus_months(-i32::from(*months)).plus(1),
                Window::Latest(length) => last == span.last() && is_long(first, last, *length),
                Window::Given(given) => given.iter().any(|given| given.and(span) == Some(days)),
            };
            if wanted {
                windows.push(days);
            }
        }
    }
    windows
}

fn is_long(first: Day, last: Day, length: Length) -> bool {
    let days = i32::from(last.number()) - i32::from(first.number()) + 1;
    match length {
        Length::Days(number) => days == i32::from(number),
        Length::Weeks(number) => days == 7 * i32::from(number),
        Length::Months(number) => last.plus(1) == first.plus_months(i32::from(number)),
        Length::SchoolDays(_) => false,
    }
}

/// Whether the share satisfies the condition on one window; none when the pupil has too little time there.
fn share(world: &World, pupil: usize, measured: &Measured, definition: &Definition, window: Span, span: Span) -> Option<bool> {
    let mine = |day: Day| world.lessons.iter().filter(move |lesson| lesson.pupil == pupil && lesson.day == day);
    // The school is that of the pupil's last day in the analysis period.
    let last_day = span.iter().filter(|day| mine(*day).count() > 0).last()?;
    let school = world.school_on(pupil, last_day)?;
    let (mut scheduled, mut absent, mut own_days, mut school_days) = (0_u64, 0_u64, 0_u64, 0_u64);
    for day in window.iter() {
        let mut today = 0;
        for lesson in mine(day) {
            today += minutes(lesson, definition);
            let counts = match (measured.kinds, lesson.mark) {
                (_, Mark::Present | Mark::Unregistered) => false,
                (Kinds::Total, _) => true,
                (Kinds::Authorised, mark) => mark == Mark::Authorised,
                (Kinds::Unauthorised, mark) => matches!(mark, Mark::Unreported | Mark::LeftLesson),
                (Kinds::Unreported, mark) => mark == Mark::Unreported,
            };
            if counts {
                absent += lesson.absent;
            }
        }
        scheduled += today;
        own_days += u64::from(today > 0);
        let at_school =
            |lesson: &&Lesson| lesson.day == day && world.school_on(lesson.pupil, day) == Some(school) && minutes(lesson, definition) > 0;
        school_days += u64::from(world.lessons.iter().any(|lesson| at_school(&lesson)));
    }
    if scheduled == 0 || own_days * 100 < u64::from(definition.settings().coverage) * school_days {
        return None;
    }
    let (left, right) = (absent * 10_000, u64::from(measured.threshold.hundredths()) * scheduled);
    Some(match measured.comparison {
        Comparison::MoreThan => left > right,
        Comparison::AtLeast => left >= right,
    })
}
