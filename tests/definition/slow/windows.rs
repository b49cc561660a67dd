//! The windows of a condition: every pair of days that the window's meaning allows, tried one by one.

use super::is_own;
use super::roll::OwnDay;
use crate::calendar::{Day, Span};
use crate::definition::{Length, Months, Window};

/// The windows of a column of an analysis period; none for windows that differ by pupil.
pub(in super::super) fn windows(window: &Window, months: Months, span: Span, column: Span) -> Option<Vec<Span>> {
    if is_own(window) {
        return None;
    }
    let mut windows = Vec::new();
    for first in span.iter() {
        for last in column.iter() {
            let Some(days) = Span::new(first, last) else { continue };
            let is_part = |start: fn(Day) -> Day| {
                let starts = first == column.first() || start(first) == first;
                let ends = last == column.last() || start(last.plus(1)) == last.plus(1);
                column.holds(first) && starts && ends && start(first) == start(last)
            };
            let wanted = match (window, months) {
                (Window::Period, _) => days == column,
                (Window::Term, _) => is_part(Day::term_start),
                (Window::SchoolYear, _) => is_part(Day::school_year_start),
                (Window::Month, _) => is_part(Day::month_start),
                (Window::Rolling(Length::Months(number)), Months::ByCalendar) => {
                    // A column that ends within a month cuts it, as the end of the analysis period does.
                    let ends = last == column.last() || last.plus(1).month_start() == last.plus(1);
                    ends && touches_from_the_start(days, span, *number)
                }
                (Window::Latest(Length::Months(number)), Months::ByCalendar) => {
                    last == column.last() && touches_from_the_start(days, span, *number)
                }
                (Window::Rolling(Length::Months(number)), Months::ByDate) => last.plus(1) == first.plus_months(i32::from(*number)),
                (Window::Latest(Length::Months(number)), Months::ByDate) => {
                    last == column.last() && first == last.plus_months(-i32::from(*number)).plus(1)
                }
                (Window::Rolling(length), _) => is_long(days, *length),
                (Window::Latest(length), _) => last == column.last() && is_long(days, *length),
                (Window::Given(given), _) if given.is_empty() => is_part(Day::term_start),
                (Window::Given(given), _) => given.iter().any(|given| given.and(column) == Some(days)),
            };
            if wanted {
                windows.push(days);
            }
        }
    }
    Some(windows)
}

/// Whether days begin with a month, or the analysis period, and are of so many months.
fn touches_from_the_start(days: Span, span: Span, number: u16) -> bool {
    let starts = days.first() == span.first() || days.first().month_start() == days.first();
    let mut months: Vec<Day> = days.iter().map(Day::month_start).collect();
    months.dedup();
    starts && months.len() == usize::from(number)
}

fn is_long(days: Span, length: Length) -> bool {
    match length {
        Length::Days(number) => days.days() == usize::from(number),
        Length::Weeks(number) => days.days() == 7 * usize::from(number),
        Length::Months(_) | Length::SchoolDays(_) => false,
    }
}

/// A pupil's windows of so many of the pupil's own successive school days; no windows of any other kind.
pub(super) fn school_day_windows(window: &Window, days: &[OwnDay], span: Span, column: Span) -> Vec<Span> {
    let (number, latest) = match window {
        Window::Rolling(Length::SchoolDays(number)) => (*number, false),
        Window::Latest(Length::SchoolDays(number)) => (*number, true),
        _ => return Vec::new(),
    };
    let own: Vec<Day> = days.iter().filter(|day| span.holds(day.day) && day.scheduled > 0).map(|day| day.day).collect();
    let all = own.windows(usize::from(number)).filter_map(|days| Span::new(*days.first()?, *days.last()?));
    let mut ending: Vec<Span> = all.filter(|days| column.holds(days.last())).collect();
    if latest {
        ending = ending.pop().into_iter().collect();
    }
    ending
}
