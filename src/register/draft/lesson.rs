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

/// One lesson of one pupil, understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::register) struct Lesson {
    pub(in crate::register) day: Day,
    pub(in crate::register) start: Start,
    /// Minutes on the schedule, at most [`Lesson::LONGEST`].
    pub(in crate::register) length: u16,
    /// Minutes that were not spent on the lesson, by what they were, at most `length` together: the first of a kind of
    /// [`FIRST`], the second of one of [`SECOND`].
    pub(in crate::register) away: [(u16, Away); 2],
    pub(in crate::register) late: bool,
    pub(in crate::register) registration: Registration,
    /// A place in the register's subjects, which stands beside what is packed.
    pub(in crate::register) subject: Option<u16>,
}

/// What minutes that were not spent on a lesson were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) enum Away {
    /// Absence.
    Absent(Absence),
    /// In another school activity: no absence.
    Elsewhere,
}

impl Away {
    /// The absence that it is.
    pub(in crate::register) const fn absence(self) -> Option<Absence> {
        match self {
            Self::Absent(absence) => Some(absence),
            Self::Elsewhere => None,
        }
    }
}

/// What the first minutes away of a lesson can be.
const FIRST: [Away; 5] = [
    Away::Absent(Absence::Authorised),
    Away::Absent(Absence::LeaveGranted),
    Away::Absent(Absence::Reported),
    Away::Absent(Absence::Unspecified),
    Away::Elsewhere,
];

/// What the second can be.
const SECOND: [Away; 5] = [
    Away::Absent(Absence::Unauthorised),
    Away::Absent(Absence::LeaveDenied),
    Away::Absent(Absence::LeftLesson),
    Away::Absent(Absence::Unreported),
    Away::Absent(Absence::Late),
];

/// What is known of a lesson's registration, and whether the pupil came late: who was seen to come late was registered.
const STATES: [(Registration, bool); 5] = [
    (Registration::Planned, false),
    (Registration::Blank, false),
    (Registration::Missing, false),
    (Registration::Done, false),
    (Registration::Done, true),
];

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
        let (mut first, mut second) = ((0, 0), (0, 0));
        for (minutes, away) in self.away.into_iter().filter(|(minutes, _)| *minutes > 0) {
            if let Some(kind) = place(&FIRST, &away) {
                first = (first.0 + minutes, kind);
            } else if let Some(kind) = place(&SECOND, &away) {
                second = (second.0 + minutes, kind);
            }
        }
        let registration = if self.late { Registration::Done } else { self.registration };
        let state = place(&STATES, &(registration, self.late)).unwrap_or(0);
        let fields = [
            (u64::from(self.day.number()), 16),
            (u64::from(self.start.number()), 11),
            (u64::from(self.length), 10),
            (u64::from(first.0), 10),
            (u64::from(second.0), 10),
            // Three numbers below five in seven bits.
            ((first.1 * 5 + second.1) * 5 + state, 7),
        ];
        Packed(fields.into_iter().fold(0, |packed, (value, bits)| (packed << bits) | value))
    }
}

fn place<T: PartialEq>(all: &[T], wanted: &T) -> Option<u64> {
    all.iter().zip(0..).find(|(one, _)| *one == wanted).map(|(_, place)| place)
}

/// A [`Lesson`] in eight bytes: day, start and length on top, so that sorting puts lessons in order and like beside like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) struct Packed(u64);

impl Packed {
    /// Bits below day, start and length.
    const BELOW: u32 = 27;
    /// Bits below the day.
    const DAY: u32 = 48;
    /// Bits below the start, and bits of it.
    const START: u32 = 37;
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
        self.start() + self.bits(Self::BELOW, 10)
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
        // The place of a registered lesson, not late, among the states; the first kind of either away.
        const ATTENDED: u64 = 3;
        let attended = self.0 & ((1 << Self::BELOW) - 1) == ATTENDED && self.start() < MIDNIGHT;
        attended.then(|| self.bits(Self::BELOW, 10))
    }

    #[inline]
    pub(in crate::register) fn open(self) -> Lesson {
        let start = self.start();
        let kinds = usize::from(self.bits(0, 7));
        let away = |all: &[Away; 5], at: usize| all.get(at % 5).copied().unwrap_or(Away::Absent(Absence::Unspecified));
        let (registration, late) = STATES.get(kinds % 5).copied().unwrap_or((Registration::Planned, false));
        Lesson {
            day: self.day(),
            start: if start < MIDNIGHT { Start::Clock(start) } else { Start::Unknown(start - MIDNIGHT) },
            length: self.bits(Self::BELOW, 10),
            away: [(self.bits(17, 10), away(&FIRST, kinds / 25)), (self.bits(7, 10), away(&SECOND, kinds / 5))],
            late,
            registration,
            subject: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_lesson_is_what_it_was_before_it_was_packed(
            day: u16, start in 0..2048_u16, length in 0..=1023_u16, parts in (0..=60_u16, 0..=60_u16),
            first in prop::sample::select(FIRST.to_vec()), second in prop::sample::select(SECOND.to_vec()),
            (registration, late) in prop::sample::select(STATES.to_vec()),
        ) {
            let lesson = Lesson {
                day: Day::from_number(day),
                start: if start < 1440 { Start::Clock(start) } else { Start::Unknown(start - 1440) },
                length,
                away: [(length / 60 * parts.0 / 2, first), (length / 60 * parts.1 / 2, second)],
                late,
                registration,
                subject: None,
            };
            let opened = lesson.pack().open();
            let parts = |lesson: &Lesson| {
                let mut parts = lesson.away.to_vec();
                parts.retain(|(minutes, _)| *minutes > 0);
                parts
            };
            prop_assert_eq!(parts(&opened), parts(&lesson));
            prop_assert_eq!(Lesson { away: lesson.away, ..opened }, lesson);
        }

        #[test]
        fn packed_lessons_sort_in_time(days in (0..9_u16, 0..9_u16), starts in (0..1440_u16, 0..1440_u16)) {
            let lesson = |day, start| Lesson {
                day: Day::from_number(day), start: Start::Clock(start), length: 40, away: [(0, Away::Elsewhere); 2], late: false,
                registration: Registration::Done, subject: None,
            };
            let (first, second) = (lesson(days.0, starts.0), lesson(days.1, starts.1));
            prop_assert_eq!(first.pack().cmp(&second.pack()), (days.0, starts.0).cmp(&(days.1, starts.1)));
        }
    }
}
