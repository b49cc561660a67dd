//! The windows of a condition: `domain` section 5.

use crate::calendar::{Day, Span};
use crate::definition::{Length, Months, Window};

/// What time a table is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    /// The analysis period.
    pub(super) span: Span,
    /// The column at hand: all of the analysis period, or a part of it in a table over time.
    pub(super) column: Span,
}

/// A condition's windows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Windows {
    /// Intervals of the calendar, in the order of their first days.
    OfCalendar(Vec<Span>),
    /// Each run of so many school days of the pupil that ends in the column.
    RollingSchoolDays(usize),
    /// The last so many school days of the pupil up to the column's end.
    LatestSchoolDays(usize),
}

impl Windows {
    /// The windows of a column. A period, a part of the school year, a month and a given window are cut to the column; a rolling
    /// or latest one belongs to the column in which it ends, and may begin before it.
    pub(super) fn of(window: &Window, months: Months, time: Time) -> Self {
        Self::OfCalendar(match window {
            Window::Period => vec![time.column],
            Window::Term => parts(time.column, Day::term_start),
            Window::SchoolYear => parts(time.column, Day::school_year_start),
            Window::Month => parts(time.column, Day::month_start),
            Window::Given(given) if given.is_empty() => parts(time.column, Day::term_start),
            Window::Given(given) => in_order(given.iter().filter_map(|window| window.and(time.column)).collect()),
            Window::Rolling(Length::SchoolDays(days)) => return Self::RollingSchoolDays(usize::from(*days)),
            Window::Latest(Length::SchoolDays(days)) => return Self::LatestSchoolDays(usize::from(*days)),
            Window::Rolling(Length::Months(number)) if months == Months::ByCalendar => calendar_months(*number, time),
            Window::Latest(Length::Months(number)) if months == Months::ByCalendar => {
                calendar_months(*number, time).pop().into_iter().collect()
            }
            Window::Rolling(length) => rolling(*length, time),
            Window::Latest(length) => {
                let first = length.first_day(time.column.last());
                let window = first.and_then(|first| Span::new(first, time.column.last()));
                window.filter(|window| window.first() >= time.span.first()).into_iter().collect()
            }
        })
    }

    /// Whether there is none for anybody.
    pub(super) const fn is_empty(&self) -> bool {
        matches!(self, Self::OfCalendar(windows) if windows.is_empty())
    }
}

/// In the order of time, whatever the order in which they were written.
fn in_order(mut windows: Vec<Span>) -> Vec<Span> {
    windows.sort_unstable();
    windows
}

/// The parts of a column, by the first day of what each lies in.
fn parts(column: Span, start_of: fn(Day) -> Day) -> Vec<Span> {
    let mut parts: Vec<Span> = Vec::new();
    for day in column.iter() {
        match parts.last_mut() {
            Some(part) if start_of(part.first()) == start_of(day) => *part = Span::new(part.first(), day).unwrap_or(*part),
            _ => parts.extend(Span::new(day, day)),
        }
    }
    parts
}

/// Every interval of that length in the analysis period that ends in the column.
fn rolling(length: Length, time: Time) -> Vec<Span> {
    let windows = time.span.iter().map_while(|first| Span::new(first, length.last_day(first)?));
    windows.take_while(|window| window.last() <= time.column.last()).filter(|window| window.last() >= time.column.first()).collect()
}

/// Every run of so many calendar months of the analysis period, cut to it, that ends in the column; a column that ends within a
/// month cuts the run.
fn calendar_months(number: u16, time: Time) -> Vec<Span> {
    let Some(until) = Span::new(time.span.first(), time.column.last()) else { return Vec::new() };
    let months = parts(until, Day::month_start);
    let number = usize::from(number).max(1);
    let runs = months.windows(number).filter_map(|run| Span::new(run.first()?.first(), run.last()?.last()));
    runs.filter(|run| run.last() >= time.column.first()).collect()
}
