//! On which days each school is open, as its pupils' schedules tell.

use super::timeline::{TimeSettings, scheduled_days};
use crate::calendar::Span;
use crate::register::{Pupil, Register, SchoolDay};

/// The days on which each school has any scheduled time; where nothing is known of schedules, those on which any of its pupils is
/// absent.
pub(super) struct SchoolCalendar {
    span: Span,
    /// By school, and last for pupils whose school is not said: for each day of the span whether the school is open.
    open: Vec<Vec<bool>>,
    /// The same as sums: entry `i` counts the open days among the first `i` of the span.
    sums: Vec<Vec<u32>>,
}

impl SchoolCalendar {
    pub(super) fn of(register: &Register, span: Span, settings: TimeSettings) -> Self {
        let nowhere = register.school_count();
        let mut open = vec![vec![false; span.days()]; nowhere + 1];
        for pupil in register.pupils() {
            for (day, scheduled) in scheduled_days(pupil, span, settings) {
                if scheduled == 0 && register.told().scheduled {
                    continue;
                }
                let school = school_of(register, day).unwrap_or(nowhere);
                if let Some(open) = open.get_mut(school).zip(span.index(day.day)).and_then(|(days, index)| days.get_mut(index)) {
                    *open = true;
                }
            }
        }
        let sums = |days: &Vec<bool>| {
            let running = days.iter().scan(0_u32, |sum, open| {
                *sum += u32::from(*open);
                Some(*sum)
            });
            std::iter::once(0).chain(running).collect()
        };
        Self { span, sums: open.iter().map(sums).collect(), open }
    }

    /// The school of a pupil's last row in a part of the span: its place here.
    pub(super) fn of_pupil(&self, register: &Register, pupil: &Pupil, column: Span) -> usize {
        let school = pupil.days_in(column).last().and_then(|day| school_of(register, day));
        school.unwrap_or(self.open.len().saturating_sub(1))
    }

    /// How many days a school is open in a window inside the span.
    pub(super) fn open_days(&self, school: usize, window: Span) -> u32 {
        let at = |day: usize| self.sums.get(school).and_then(|sums| sums.get(day)).copied().unwrap_or(0);
        match (self.span.index(window.first()), self.span.index(window.last())) {
            (Some(first), Some(last)) => at(last + 1) - at(first),
            _ => 0,
        }
    }

    /// Whether a school is open on each day of the span.
    pub(super) fn open(&self, school: usize) -> &[bool] {
        self.open.get(school).map_or(&[], Vec::as_slice)
    }
}

fn school_of(register: &Register, day: &SchoolDay) -> Option<usize> {
    register.placement(day).and_then(|placement| placement.school).and_then(|school| usize::try_from(school).ok())
}
