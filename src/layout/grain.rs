//! What a row of a table is: `domain` section 3.

use crate::locale::Key;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// A pupil and a scheduled lesson.
    Lesson,
    /// A pupil and a school day.
    Day,
    /// A pupil and an absence; nothing for presence.
    Event,
    /// A pupil and a period's totals.
    Period,
    /// A pupil and a lesson on the schedule; nothing of attendance. Beside a table of absences it says what they are absent from.
    Schedule,
}

impl Grain {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Lesson, Self::Day, Self::Event, Self::Period, Self::Schedule];

    /// The name in the report and in system files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Day => "day",
            Self::Event => "event",
            Self::Period => "period",
            Self::Schedule => "schedule",
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> Key {
        match self {
            Self::Lesson => Key::GrainLesson,
            Self::Day => Key::GrainDay,
            Self::Event => Key::GrainEvent,
            Self::Period => Key::GrainPeriod,
            Self::Schedule => Key::GrainSchedule,
        }
    }

    /// The grain of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grain| grain.name() == name)
    }
}
