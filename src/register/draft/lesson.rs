//! A lesson while files are read: eight bytes, which sort in time.

use crate::calendar::Day;
use crate::layout::Absence;

/// Whether somebody registered attendance on a lesson. The more that is known, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) enum Registration {
    /// The lesson stands on a schedule, which says nothing of attendance.
    Planned,
    /// The cell that would say it is empty.
    Blank,
    /// Nobody registered it, and the file says so.
    Missing,
    /// Somebody did.
    Done,
}

/// What is known of a lesson's absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Reported,
    Unreported,
    Unclear,
    Unspecified,
}

/// One lesson of one pupil, understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::register) struct Lesson {
    pub(in crate::register) day: Day,
    pub(in crate::register) start: Start,
    /// Minutes on the schedule, at most [`Lesson::LONGEST`].
    pub(in crate::register) length: u16,
    /// Absent minutes by what is known of them, at most `length` together: the first are authorised or unspecified, or else
    /// the second are none.
    pub(in crate::register) absent: [(u16, Absence); 2],
    pub(in crate::register) late: bool,
    pub(in crate::register) registration: Registration,
}

/// When a lesson starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) enum Start {
    /// Minutes after midnight.
    Clock(u16),
    /// The file does not say: then the table matters, since two tables may list the same lessons. The table's number,
    /// shortened; two tables that share it are far apart among the files of a sitting.
    Unknown(u16),
}

impl Start {
    /// The start of a lesson without a clock, from the table of a number.
    pub(in crate::register) fn unknown(table: usize) -> Self {
        Self::Unknown(u16::try_from(table % TABLES).unwrap_or(0))
    }

    /// In eleven bits: minutes after midnight, and beyond them the tables.
    const fn number(self) -> u16 {
        match self {
            Self::Clock(minute) => minute,
            Self::Unknown(table) => MIDNIGHT + table,
        }
    }
}

const MIDNIGHT: u16 = 24 * 60;
const TABLES: usize = 2048 - 24 * 60;

impl Lesson {
    /// Minutes of the longest lesson (or day) that a row can tell.
    pub(in crate::register) const LONGEST: u16 = 1023;

    #[inline]
    pub(in crate::register) fn pack(&self) -> Packed {
        let (mut known, mut authorised, mut unauthorised) = (Known::Reported, 0, 0);
        for (minutes, absence) in self.absent.into_iter().filter(|(minutes, _)| *minutes > 0) {
            match absence {
                Absence::Authorised => authorised += minutes,
                Absence::Unspecified => (known, authorised) = (Known::Unspecified, authorised + minutes),
                Absence::UnauthorisedReported => (known, unauthorised) = (Known::Reported, unauthorised + minutes),
                Absence::Unreported => (known, unauthorised) = (Known::Unreported, unauthorised + minutes),
                Absence::UnauthorisedUnclear => (known, unauthorised) = (Known::Unclear, unauthorised + minutes),
            }
        }
        let fields = [
            (u64::from(self.day.number()), 16),
            (u64::from(self.start.number()), 11),
            (u64::from(self.length), 10),
            (u64::from(authorised), 10),
            (u64::from(unauthorised), 10),
            (known as u64, 2),
            (self.registration as u64, 2),
            (u64::from(self.late), 1),
        ];
        Packed(fields.into_iter().fold(0, |packed, (value, bits)| (packed << bits) | value))
    }
}

/// A [`Lesson`] in eight bytes: day, start and length on top, so that sorting puts lessons in order and like beside like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) struct Packed(u64);

impl Packed {
    /// Bits below day, start and length.
    const BELOW: u32 = 25;
    /// Bits below the day.
    const DAY: u32 = 46;
    /// Bits below the start, and bits of it.
    const START: u32 = 35;
    const CLOCK: u32 = 11;

    /// Equal for two sayings of one lesson.
    pub(in crate::register) const fn which(self) -> u64 {
        self.0 >> Self::BELOW
    }

    /// The same lesson on another day.
    #[inline]
    pub(in crate::register) fn on(self, day: Day) -> Self {
        Self((self.0 & ((1 << Self::DAY) - 1)) | (u64::from(day.number()) << Self::DAY))
    }

    /// The same lesson from another minute on.
    #[inline]
    pub(in crate::register) fn at(self, start: Start) -> Self {
        Self((self.0 & !(((1 << Self::CLOCK) - 1) << Self::START)) | (u64::from(start.number()) << Self::START))
    }

    /// Minutes after midnight; of a lesson without a clock, no minute of a day.
    pub(in crate::register) fn start(self) -> u16 {
        self.bits(Self::START, Self::CLOCK)
    }

    /// The minute that it ends with, counted as its start is.
    pub(in crate::register) fn end(self) -> u16 {
        self.start() + self.bits(25, 10)
    }

    /// The minute after midnight that it starts with, if that is known.
    #[inline]
    pub(in crate::register) fn clock(self) -> Option<u16> {
        Some(self.start()).filter(|start| *start < MIDNIGHT)
    }

    #[inline]
    fn bits(self, shift: u32, bits: u32) -> u16 {
        u16::try_from((self.0 >> shift) & ((1 << bits) - 1)).unwrap_or(0)
    }

    #[inline]
    pub(in crate::register) fn day(self) -> Day {
        Day::from_number(self.bits(Self::DAY, 16))
    }

    /// The length of a registered lesson with a clock that the pupil was there for from beginning to end: nearly all of them.
    #[inline]
    pub(in crate::register) fn attended(self) -> Option<u16> {
        const ATTENDED: u64 = (Registration::Done as u64) << 1;
        let attended = self.0 & ((1 << Self::BELOW) - 1) == ATTENDED && self.start() < MIDNIGHT;
        attended.then(|| self.bits(25, 10))
    }

    #[inline]
    pub(in crate::register) fn open(self) -> Lesson {
        let start = self.start();
        let [authorised, unauthorised] = [self.bits(15, 10), self.bits(5, 10)];
        let (first, second) = match self.bits(3, 2) {
            0 => (Absence::Authorised, Absence::UnauthorisedReported),
            1 => (Absence::Authorised, Absence::Unreported),
            2 => (Absence::Authorised, Absence::UnauthorisedUnclear),
            _ => (Absence::Unspecified, Absence::UnauthorisedUnclear),
        };
        Lesson {
            day: self.day(),
            start: if start < MIDNIGHT { Start::Clock(start) } else { Start::Unknown(start - MIDNIGHT) },
            length: self.bits(25, 10),
            absent: [(authorised, first), (unauthorised, second)],
            late: self.0 & 1 == 1,
            registration: match self.bits(1, 2) {
                0 => Registration::Planned,
                1 => Registration::Blank,
                2 => Registration::Missing,
                _ => Registration::Done,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn absences() -> impl Strategy<Value = (Absence, Absence)> {
        prop::sample::select(vec![
            (Absence::Authorised, Absence::UnauthorisedReported),
            (Absence::Authorised, Absence::Unreported),
            (Absence::Authorised, Absence::UnauthorisedUnclear),
            (Absence::Unspecified, Absence::Unreported),
        ])
    }

    fn registrations() -> impl Strategy<Value = Registration> {
        prop::sample::select(vec![Registration::Planned, Registration::Blank, Registration::Missing, Registration::Done])
    }

    proptest! {
        #[test]
        fn a_lesson_is_what_it_was_before_it_was_packed(
            day: u16, start in 0..2048_u16, length in 0..=1023_u16, parts in (0..=60_u16, 0..=60_u16), (first, second) in absences(),
            late: bool, registration in registrations(),
        ) {
            let second_minutes = if first == Absence::Unspecified { 0 } else { parts.1 };
            let lesson = Lesson {
                day: Day::from_number(day),
                start: if start < 1440 { Start::Clock(start) } else { Start::Unknown(start - 1440) },
                length,
                absent: [(length / 60 * parts.0 / 2, first), (length / 60 * second_minutes / 2, second)],
                late,
                registration,
            };
            let opened = lesson.pack().open();
            let parts = |lesson: &Lesson| {
                let mut parts = lesson.absent.to_vec();
                parts.retain(|(minutes, _)| *minutes > 0);
                parts
            };
            prop_assert_eq!(parts(&opened), parts(&lesson));
            prop_assert_eq!(Lesson { absent: lesson.absent, ..opened }, lesson);
        }

        #[test]
        fn packed_lessons_sort_in_time(days in (0..9_u16, 0..9_u16), starts in (0..1440_u16, 0..1440_u16)) {
            let lesson = |day, start| Lesson {
                day: Day::from_number(day), start: Start::Clock(start), length: 40, absent: [(0, Absence::Authorised); 2], late: false,
                registration: Registration::Done,
            };
            let (first, second) = (lesson(days.0, starts.0), lesson(days.1, starts.1));
            prop_assert_eq!(first.pack().cmp(&second.pack()), (days.0, starts.0).cmp(&(days.1, starts.1)));
        }
    }
}
