//! What the register keeps of a pupil: each school day in twelve bytes, and in six more each lesson that was not simply attended,
//! so that a county's term fits in a browser; or for each period, what the file sums.

use crate::calendar::{Day, Span};
use crate::layout::{Absence, Gender};

/// One pupil's school day: what was on the schedule. What was not attended of it stands in the pupil's [`Mark`]s.
///
/// Where files list absences only, and nobody has said how long a school day is, nothing is scheduled, and `lessons` is the number
/// of absences that the files tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolDay {
    /// The day.
    pub day: Day,
    /// Minutes on the schedule, cancelled lessons taken out; unregistered ones included.
    pub scheduled: u16,
    /// Lessons on the schedule.
    pub lessons: u8,
    /// Whether the order of the lessons is known: they have clocks, or there is but one.
    pub ordered: bool,
    /// School, class, grade and timetable on that day: a place in the register's arrangements.
    pub(super) arrangement: u32,
}

/// Something that is to be said of one lesson of a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The day.
    pub day: Day,
    /// Which of the day's lessons, from 0, in the order of time where that is known.
    pub lesson: u8,
    /// What.
    pub what: What,
    /// How many minutes of the lesson. Of a list of absences, 0 where the length is not known, and [`Mark::ALL_DAY`].
    pub minutes: u16,
}

impl Mark {
    /// The minutes of an absence that takes all of a day of which no schedule is known.
    pub const ALL_DAY: u16 = 24 * 60;
}

/// What is to be said of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Absence from it.
    Absent(Absence),
    /// The pupil was in another school activity: attended, unless a definition leaves it out.
    Elsewhere,
    /// Nobody registered it; then there is no absence from it.
    Unregistered,
    /// The pupil came late, whether or not the file says by how much. A mark of no minutes.
    CameLate,
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
    /// In the order of days and lessons.
    pub(super) marks: Vec<Mark>,
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
        within(&self.days, span, |day| day.day)
    }

    /// What is to be said of the lessons in a span, in the order of days and lessons.
    #[must_use]
    pub fn marks_in(&self, span: Span) -> &[Mark] {
        within(&self.marks, span, |mark| mark.day)
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

/// The part of a list, in the order of days, that lies in a span.
fn within<T>(all: &[T], span: Span, day: impl Fn(&T) -> Day) -> &[T] {
    let from = all.partition_point(|one| day(one) < span.first());
    let to = all.partition_point(|one| day(one) <= span.last());
    all.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_takes_twelve_bytes_and_a_mark_six() {
        assert_eq!((size_of::<SchoolDay>(), size_of::<Mark>()), (12, 6));
    }
}
