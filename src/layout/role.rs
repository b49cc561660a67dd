//! What a column is about.

use crate::locale::Key;

/// What a column is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The school's name.
    School,
    /// Skolenhetskod.
    SchoolCode,
    /// Class.
    Class,
    /// Grade.
    Grade,
    /// Gender.
    Gender,
    /// Personal number or any other id of a pupil.
    PupilId,
    /// A pupil's whole name.
    PupilName,
    /// A pupil's family name.
    LastName,
    /// A pupil's given name.
    FirstName,
    /// The day of the lesson.
    Date,
    /// When the lesson starts.
    Start,
    /// When it ends.
    End,
    /// Its length in minutes.
    Length,
    /// A word for presence or absence.
    Status,
    /// Minutes of absence, of whatever kind.
    Absent,
    /// Minutes of authorised absence.
    Authorised,
    /// Minutes of unauthorised absence.
    Unauthorised,
    /// Minutes of late arrival.
    Late,
    /// Whether somebody registered the lesson.
    Reported,
    /// Whether the lesson was cancelled.
    Cancelled,
    /// The subject.
    Subject,
    /// The teacher: personal, and not used.
    Teacher,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 22] = [
        Self::School,
        Self::SchoolCode,
        Self::Class,
        Self::Grade,
        Self::Gender,
        Self::PupilId,
        Self::PupilName,
        Self::LastName,
        Self::FirstName,
        Self::Date,
        Self::Start,
        Self::End,
        Self::Length,
        Self::Status,
        Self::Absent,
        Self::Authorised,
        Self::Unauthorised,
        Self::Late,
        Self::Reported,
        Self::Cancelled,
        Self::Subject,
        Self::Teacher,
    ];

    const fn facts(self) -> (&'static str, Key) {
        match self {
            Self::School => ("school", Key::RoleSchool),
            Self::SchoolCode => ("school_code", Key::RoleSchoolCode),
            Self::Class => ("class", Key::RoleClass),
            Self::Grade => ("grade", Key::RoleGrade),
            Self::Gender => ("gender", Key::RoleGender),
            Self::PupilId => ("pupil_id", Key::RolePupilId),
            Self::PupilName => ("pupil_name", Key::RolePupilName),
            Self::LastName => ("last_name", Key::RoleLastName),
            Self::FirstName => ("first_name", Key::RoleFirstName),
            Self::Date => ("date", Key::RoleDate),
            Self::Start => ("start", Key::RoleStart),
            Self::End => ("end", Key::RoleEnd),
            Self::Length => ("length", Key::RoleLength),
            Self::Status => ("status", Key::RoleStatus),
            Self::Absent => ("absent", Key::RoleAbsent),
            Self::Authorised => ("authorised", Key::RoleAuthorised),
            Self::Unauthorised => ("unauthorised", Key::RoleUnauthorised),
            Self::Late => ("late", Key::RoleLate),
            Self::Reported => ("reported", Key::RoleReported),
            Self::Cancelled => ("cancelled", Key::RoleCancelled),
            Self::Subject => ("subject", Key::RoleSubject),
            Self::Teacher => ("teacher", Key::RoleTeacher),
        }
    }

    /// The name in system files and saved column choices.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.facts().0
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> Key {
        self.facts().1
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether its cells come from a short list of words or have a fixed shape, so that a few of them can be shown.
    #[must_use]
    pub const fn is_plain(self) -> bool {
        matches!(
            self,
            Self::School
                | Self::SchoolCode
                | Self::Class
                | Self::Grade
                | Self::Gender
                | Self::Date
                | Self::Start
                | Self::End
                | Self::Length
                | Self::Absent
                | Self::Authorised
                | Self::Unauthorised
                | Self::Late
                | Self::Reported
                | Self::Cancelled
                | Self::Subject
        )
    }
}
