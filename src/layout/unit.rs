//! What time is counted in.

use crate::locale::Key;

/// What a column of amounts counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours of sixty minutes.
    Hours,
    /// Lessons, of whatever length.
    Lessons,
    /// School days.
    Days,
    /// Per cent of the scheduled time.
    Percent,
}

impl Unit {
    /// All of them, the most exact first.
    pub const ALL: [Self; 5] = [Self::Minutes, Self::Hours, Self::Lessons, Self::Days, Self::Percent];

    /// The name in system files and saved choices.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Hours => "hours",
            Self::Lessons => "lessons",
            Self::Days => "days",
            Self::Percent => "percent",
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> Key {
        match self {
            Self::Minutes => Key::UnitMinutes,
            Self::Hours => Key::UnitHours,
            Self::Lessons => Key::UnitLessons,
            Self::Days => Key::UnitDays,
            Self::Percent => Key::UnitPercent,
        }
    }

    /// The unit of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}
