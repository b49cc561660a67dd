//! What the register keeps of a pupil: for each school day, minutes and lessons. Twenty bytes a day, so that a county's
//! term fits in a browser.

use crate::calendar::{Day, Span};
use crate::layout::{Absence, Gender};

/// One pupil's school day: minutes on the schedule and absent from it, by what is known of the absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolDay {
    /// The day.
    pub day: Day,
    /// Minutes on the schedule, cancelled lessons taken out; unregistered ones included.
    pub scheduled: u16,
    /// Minutes absent.
    pub absent: u16,
    /// Those of them that are unauthorised.
    pub unauthorised: u16,
    /// Those of them that nobody reported.
    pub unreported: u16,
    /// Scheduled minutes that nobody registered; never absent.
    pub unregistered: u16,
    /// Lessons on the schedule.
    pub lessons: u8,
    /// Those of them that nobody registered.
    pub unregistered_lessons: u8,
    /// School, class and grade on that day: a place in the register's placements.
    pub(super) placement: u32,
}

impl SchoolDay {
    const fn new(day: Day, placement: u32) -> Self {
        Self {
            day,
            scheduled: 0,
            absent: 0,
            unauthorised: 0,
            unreported: 0,
            unregistered: 0,
            lessons: 0,
            unregistered_lessons: 0,
            placement,
        }
    }
}

/// One lesson of one pupil, understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lesson {
    pub(super) day: Day,
    /// Minutes on the schedule.
    pub(super) scheduled: u16,
    /// Absent minutes by what is known of them, at most `scheduled` together.
    pub(super) absent: [(u16, Absence); 2],
    pub(super) registered: bool,
}

/// Minutes that a day has: more than these on one pupil's schedule cannot be.
const DAY_MINUTES: u16 = 24 * 60;

/// A pupil, known by nothing but a place in the register.
#[derive(Clone, Default)]
pub struct Pupil {
    pub(super) gender: Gender,
    /// In the order of days, each day once.
    pub(super) days: Vec<SchoolDay>,
}

/// What adding a lesson has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    Fine,
    /// Another placement was given for the same day before; the later row stands.
    Moved(u32),
    /// More minutes or lessons than a day can have: not added.
    Overfull,
}

impl Pupil {
    /// The gender, if any row says it.
    #[must_use]
    pub const fn gender(&self) -> Gender {
        self.gender
    }

    /// The school days in a span, in order.
    #[must_use]
    pub fn days_in(&self, span: Span) -> &[SchoolDay] {
        let from = self.days.partition_point(|day| day.day < span.first());
        let to = self.days.partition_point(|day| day.day <= span.last());
        self.days.get(from..to).unwrap_or_default()
    }

    pub(super) fn add(&mut self, lesson: &Lesson, placement: u32) -> Added {
        let day = match self.days.last() {
            Some(last) if last.day == lesson.day => self.days.last_mut(),
            Some(last) if last.day > lesson.day => match self.days.binary_search_by_key(&lesson.day, |day| day.day) {
                Ok(place) => self.days.get_mut(place),
                Err(place) => {
                    self.days.insert(place, SchoolDay::new(lesson.day, placement));
                    self.days.get_mut(place)
                }
            },
            _ => {
                self.days.push(SchoolDay::new(lesson.day, placement));
                self.days.last_mut()
            }
        };
        let Some(day) = day else { return Added::Overfull };
        let (Some(scheduled), Some(lessons)) = (day.scheduled.checked_add(lesson.scheduled), day.lessons.checked_add(1)) else {
            return Added::Overfull;
        };
        if scheduled > DAY_MINUTES {
            return Added::Overfull;
        }
        day.scheduled = scheduled;
        day.lessons = lessons;
        if !lesson.registered {
            day.unregistered += lesson.scheduled;
            day.unregistered_lessons += 1;
        }
        // At most `scheduled` in all, hence within a day's minutes.
        for (minutes, absence) in lesson.absent {
            day.absent += minutes;
            day.unauthorised += match absence {
                Absence::UnauthorisedReported | Absence::Unreported | Absence::UnauthorisedUnclear => minutes,
                Absence::Authorised | Absence::Unspecified => 0,
            };
            day.unreported += if absence == Absence::Unreported { minutes } else { 0 };
        }
        let before = std::mem::replace(&mut day.placement, placement);
        if before == placement { Added::Fine } else { Added::Moved(before) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson(day: u16, scheduled: u16, absent: u16) -> Lesson {
        Lesson {
            day: Day::from_number(day),
            scheduled,
            absent: [(absent, Absence::Unreported), (0, Absence::Authorised)],
            registered: true,
        }
    }

    #[test]
    fn days_are_kept_in_order_whatever_the_order_of_rows() {
        let mut pupil = Pupil::default();
        for day in [5, 3, 9, 3, 4, 9] {
            assert_eq!(pupil.add(&lesson(day, 60, 10), 0), Added::Fine);
        }
        let days: Vec<(u16, u16, u8)> = pupil.days.iter().map(|day| (day.day.number(), day.scheduled, day.lessons)).collect();
        assert_eq!(days, [(3, 120, 2), (4, 60, 1), (5, 60, 1), (9, 120, 2)]);
    }

    #[test]
    fn a_day_has_no_more_minutes_than_a_day() {
        let mut pupil = Pupil::default();
        assert_eq!(pupil.add(&lesson(1, 1440, 0), 0), Added::Fine);
        assert_eq!(pupil.add(&lesson(1, 1, 0), 0), Added::Overfull);
    }

    #[test]
    fn a_day_takes_twenty_bytes() {
        assert_eq!(size_of::<SchoolDay>(), 20);
    }
}
