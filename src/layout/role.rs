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
    /// Time on the schedule: of a lesson, a day or a period.
    Length,
    /// A word for presence or absence.
    Status,
    /// Time of absence, of whatever kind.
    Absent,
    /// Time of authorised absence.
    Authorised,
    /// Time of unauthorised absence.
    Unauthorised,
    /// Time of late arrival.
    Late,
    /// Whether somebody registered the lesson; in totals, the time or the share that was registered.
    Reported,
    /// Whether the lesson was cancelled.
    Cancelled,
    /// The first day of an absence or of the period that a row sums.
    From,
    /// Its last day.
    To,
    /// The period that a row sums, in one cell.
    Period,
    /// Hösttermin or vårtermin.
    Term,
    /// The school year.
    SchoolYear,
    /// A week's number.
    Week,
    /// A weekday.
    Weekday,
    /// From when to when, and often the subject, in one cell: `8:30-9:20 NO`.
    Lesson,
    /// How many lessons the row sums; sometimes those with absence of those there were.
    Lessons,
    /// Time present.
    Attended,
    /// Time of absence that was reported.
    Notified,
    /// Time of absence that nobody reported.
    Unnotified,
    /// Time that nobody registered: the reverse of [`Role::Reported`].
    NotRegistered,
    /// Time in other school activities: no absence.
    OtherActivity,
    /// A cause beside a status: mapped where it is a known word, and dropped.
    Reason,
    /// Whether the pupil's identity is protected.
    Protected,
    /// School form: rows of preschool and after-school care are no lessons.
    SchoolForm,
    /// Huvudman.
    Organiser,
    /// Municipality.
    Municipality,
    /// Whether the pupil is marked with what the heading says: known problems, a risk factor. A table may have several.
    Flag,
    /// Nothing that we know, to break tables down by: results, support. A table may have several.
    Extra,
    /// Free text: not used.
    Note,
    /// The subject.
    Subject,
    /// The teacher: personal, and not used.
    Teacher,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 44] = [
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
        Self::From,
        Self::To,
        Self::Period,
        Self::Term,
        Self::SchoolYear,
        Self::Week,
        Self::Weekday,
        Self::Lesson,
        Self::Lessons,
        Self::Attended,
        Self::Notified,
        Self::Unnotified,
        Self::NotRegistered,
        Self::OtherActivity,
        Self::Reason,
        Self::Protected,
        Self::SchoolForm,
        Self::Organiser,
        Self::Municipality,
        Self::Flag,
        Self::Extra,
        Self::Note,
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
            Self::From => ("from", Key::RoleFrom),
            Self::To => ("to", Key::RoleTo),
            Self::Period => ("period", Key::RolePeriod),
            Self::Term => ("term", Key::RoleTerm),
            Self::SchoolYear => ("school_year", Key::RoleSchoolYear),
            Self::Week => ("week", Key::RoleWeek),
            Self::Weekday => ("weekday", Key::RoleWeekday),
            Self::Lesson => ("lesson", Key::RoleLesson),
            Self::Lessons => ("lessons", Key::RoleLessons),
            Self::Attended => ("attended", Key::RoleAttended),
            Self::Notified => ("notified", Key::RoleNotified),
            Self::Unnotified => ("unnotified", Key::RoleUnnotified),
            Self::NotRegistered => ("not_registered", Key::RoleNotRegistered),
            Self::OtherActivity => ("other_activity", Key::RoleOtherActivity),
            Self::Reason => ("reason", Key::RoleReason),
            Self::Protected => ("protected", Key::RoleProtected),
            Self::SchoolForm => ("school_form", Key::RoleSchoolForm),
            Self::Organiser => ("organiser", Key::RoleOrganiser),
            Self::Municipality => ("municipality", Key::RoleMunicipality),
            Self::Flag => ("flag", Key::RoleFlag),
            Self::Extra => ("extra", Key::RoleExtra),
            Self::Note => ("note", Key::RoleNote),
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
                | Self::From
                | Self::To
                | Self::Period
                | Self::Term
                | Self::SchoolYear
                | Self::Week
                | Self::Weekday
                | Self::Lessons
                | Self::Attended
                | Self::Notified
                | Self::Unnotified
                | Self::NotRegistered
                | Self::OtherActivity
                | Self::SchoolForm
                | Self::Organiser
                | Self::Municipality
                | Self::Subject
                | Self::Flag
        )
    }

    /// Whether its cells are amounts of time, of which it must be known what they count in.
    #[must_use]
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Length
                | Self::Absent
                | Self::Authorised
                | Self::Unauthorised
                | Self::Late
                | Self::Attended
                | Self::Notified
                | Self::Unnotified
                | Self::NotRegistered
                | Self::OtherActivity
        )
    }
}
