//! What the register keeps of a pupil: for each school day, minutes and lessons, twenty-four bytes, so that a county's term fits
//! in a browser; or for each period, what the file sums.

use crate::calendar::{Day, Span};
use crate::layout::Gender;

/// One pupil's school day: minutes on the schedule and absent from it, by what is known of the absence.
///
/// Where files list absences only, and nobody has said how long a school day is, nothing is scheduled, and `absent` holds the
/// minutes that the files tell.
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
    /// Those of them with any absence.
    pub absent_lessons: u8,
    /// Those of them that the pupil came late to.
    pub late_lessons: u8,
    /// Runs of successive lessons with absence that begin on the day; 0 where the order of lessons is not known
    /// ([`super::Told::order`]).
    pub runs: u8,
    /// Whether the first lesson has absence.
    pub first_absent: bool,
    /// Whether the last lesson has absence.
    pub last_absent: bool,
    /// Whether all of the day is absence: all scheduled minutes, or all the day where nothing is known to be scheduled.
    pub whole: bool,
    /// School, class and grade on that day: a place in the register's placements.
    pub(super) placement: u32,
}

impl SchoolDay {
    pub(super) const fn new(day: Day) -> Self {
        Self {
            day,
            scheduled: 0,
            absent: 0,
            unauthorised: 0,
            unreported: 0,
            unregistered: 0,
            lessons: 0,
            unregistered_lessons: 0,
            absent_lessons: 0,
            late_lessons: 0,
            runs: 0,
            first_absent: false,
            last_absent: false,
            whole: false,
            placement: 0,
        }
    }
}

/// What a file sums of a pupil over one of the register's periods, in hundredths of a unit that is the same for all of a pupil's
/// totals wherever they can be added ([`super::Told::addable`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// The period.
    pub period: Span,
    /// On the schedule; 100 % where the file has per cent only.
    pub scheduled: u64,
    /// Absent.
    pub absent: u64,
    /// Those of them that are unauthorised.
    pub unauthorised: u64,
    /// Those of them that nobody reported.
    pub unreported: u64,
    /// Scheduled, and registered by nobody.
    pub unregistered: u64,
    /// School, class and grade: a place in the register's placements.
    pub(super) placement: u32,
}

/// A pupil, known by nothing but a place in the register.
#[derive(Clone, Default)]
pub struct Pupil {
    pub(super) gender: Gender,
    pub(super) protected: bool,
    /// In the order of days, each day once.
    pub(super) days: Vec<SchoolDay>,
    /// In the order of periods, each period once; of these or of days there are none.
    pub(super) totals: Vec<Total>,
}

impl Pupil {
    /// The gender, if any row says it.
    #[must_use]
    pub const fn gender(&self) -> Gender {
        self.gender
    }

    /// Whether the pupil's identity is protected: then the pupil counts in tables of the whole only.
    #[must_use]
    pub const fn is_protected(&self) -> bool {
        self.protected
    }

    /// The school days in a span, in order.
    #[must_use]
    pub fn days_in(&self, span: Span) -> &[SchoolDay] {
        let from = self.days.partition_point(|day| day.day < span.first());
        let to = self.days.partition_point(|day| day.day <= span.last());
        self.days.get(from..to).unwrap_or_default()
    }

    /// The totals, in the order of their periods.
    pub fn totals(&self) -> impl Iterator<Item = &Total> {
        self.totals.iter()
    }

    /// The totals of periods that lie in a span, in order.
    pub fn totals_in(&self, span: Span) -> impl Iterator<Item = &Total> {
        self.totals.iter().filter(move |total| span.holds(total.period.first()) && span.holds(total.period.last()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_takes_twenty_four_bytes() {
        assert_eq!(size_of::<SchoolDay>(), 24);
    }
}
