//! One row of the example, before it has a format.

use crate::calendar::Day;

/// A pupil and a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// The school's name.
    pub school: &'a str,
    /// The class: `7A`.
    pub class: &'a str,
    /// `F`, `1`–`9`.
    pub grade: &'static str,
    /// Twelve digits like those of a personnummer, whose check digit is wrong.
    pub id: &'a str,
    /// Surname.
    pub surname: &'static str,
    /// Given name.
    pub given: &'static str,
    /// Girl or boy.
    pub gender: Gender,
    /// The day of the lesson.
    pub day: Day,
    /// When it begins, in minutes after midnight.
    pub start: u16,
    /// When it ends, in minutes after midnight.
    pub end: u16,
    /// The subject.
    pub subject: &'static str,
    /// Minutes of absence, at most the lesson's length.
    pub absent: u16,
    /// What was registered.
    pub kind: Kind,
}

impl Record<'_> {
    /// The lesson's length in minutes.
    #[must_use]
    pub const fn minutes(&self) -> u16 {
        self.end - self.start
    }
}

/// The genders that the example has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Flicka.
    Girl,
    /// Pojke.
    Boy,
}

/// What a teacher registers, or does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// There for the whole lesson.
    #[default]
    Present,
    /// Absent with a reason that the school accepts; a part of the lesson or all of it.
    Authorised,
    /// Reported by the guardian, as an illness is.
    Reported,
    /// Absent without a reason that the school accepts.
    Unauthorised,
    /// Absent, and nobody told the school.
    Unreported,
    /// Came 5–15 minutes late.
    Late,
    /// Leave that the school has granted.
    Leave,
    /// Elsewhere on the school's behalf, which is no absence.
    Activity,
    /// The lesson was held, and nobody took attendance.
    Unregistered,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Present,
        Self::Authorised,
        Self::Reported,
        Self::Unauthorised,
        Self::Unreported,
        Self::Late,
        Self::Leave,
        Self::Activity,
        Self::Unregistered,
    ];

    /// Absence that the school accepts.
    pub const AUTHORISED: [Self; 3] = [Self::Authorised, Self::Reported, Self::Leave];

    /// Absence that it does not.
    pub const UNAUTHORISED: [Self; 3] = [Self::Unauthorised, Self::Unreported, Self::Late];

    /// Whether the pupil is away for the minutes that the row states.
    #[must_use]
    pub const fn is_absence(self) -> bool {
        !matches!(self, Self::Present | Self::Activity | Self::Unregistered)
    }
}
