//! Absence by kind, as exactly as files tell it, and sets of kinds.

use std::ops::BitOr;

/// Absence by what is known of it: `domain` section 2. Where two are said of the same time, the first of them stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Absence {
    /// Beviljad ledighet.
    LeaveGranted,
    /// Reported by a guardian: illness and the like.
    Reported,
    /// Authorised, no more said.
    Authorised,
    /// Ej beviljad ledighet.
    LeaveDenied,
    /// Avvek från lektionen.
    LeftLesson,
    /// The minutes of a late arrival: unauthorised, unless a definition says that they are presence.
    Late,
    /// Unauthorised since nobody reported it.
    Unreported,
    /// Unauthorised; whether reported is not said.
    Unauthorised,
    /// Neither authorised nor unauthorised is said.
    Unspecified,
}

impl Absence {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::LeaveGranted,
        Self::Reported,
        Self::Authorised,
        Self::LeaveDenied,
        Self::LeftLesson,
        Self::Late,
        Self::Unreported,
        Self::Unauthorised,
        Self::Unspecified,
    ];

    /// The name in definitions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeaveGranted => "leave granted",
            Self::Reported => "reported",
            Self::Authorised => "authorised",
            Self::LeaveDenied => "leave denied",
            Self::LeftLesson => "left lesson",
            Self::Late => "late",
            Self::Unreported => "unreported",
            Self::Unauthorised => "unauthorised",
            Self::Unspecified => "unspecified",
        }
    }

    const fn bit(self) -> u16 {
        1 << (self as u16)
    }

    /// What the absence may be when all is known of it.
    #[must_use]
    pub const fn possible(self) -> AbsenceSet {
        match self {
            Self::Authorised => AbsenceSet::AUTHORISED,
            // A late arrival is a word of its own.
            Self::Unauthorised => AbsenceSet(AbsenceSet::UNAUTHORISED.0 & !Self::Late.bit()),
            Self::Unspecified => AbsenceSet(AbsenceSet::TOTAL.0 & !Self::Late.bit()),
            known => AbsenceSet(known.bit()),
        }
    }
}

/// A set of kinds of absence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AbsenceSet(u16);

impl AbsenceSet {
    /// No absence.
    pub const NONE: Self = Self(0);
    /// Giltig.
    pub const AUTHORISED: Self = Self(Absence::LeaveGranted.bit() | Absence::Reported.bit() | Absence::Authorised.bit());
    /// Ogiltig; unreported absence and the minutes of late arrivals included.
    pub const UNAUTHORISED: Self = Self(
        Absence::LeaveDenied.bit()
            | Absence::LeftLesson.bit()
            | Absence::Late.bit()
            | Absence::Unreported.bit()
            | Absence::Unauthorised.bit(),
    );
    /// Oanmäld.
    pub const UNREPORTED: Self = Self(Absence::Unreported.bit());
    /// All absence.
    pub const TOTAL: Self = Self(Self::AUTHORISED.0 | Self::UNAUTHORISED.0 | Absence::Unspecified.bit());

    /// One kind.
    #[must_use]
    pub const fn of(absence: Absence) -> Self {
        Self(absence.bit())
    }

    /// Whether a kind is in it.
    #[must_use]
    pub const fn has(self, absence: Absence) -> bool {
        self.0 & absence.bit() != 0
    }

    /// Whether it has no kind.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all kinds of it are in the other.
    #[must_use]
    pub const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// The kinds that both have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The kinds of it that the other does not have.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Its kinds.
    pub fn iter(self) -> impl Iterator<Item = Absence> {
        Absence::ALL.into_iter().filter(move |absence| self.has(*absence))
    }

    /// Whether absence of the kinds `seen` can be told to be of this set or not: nothing that was seen may be both.
    #[must_use]
    pub fn is_told_by(self, seen: Self) -> bool {
        seen.iter().map(Absence::possible).all(|possible| possible.is_within(self) || possible.and(self).is_empty())
    }
}

impl BitOr for AbsenceSet {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<Absence> for AbsenceSet {
    fn from_iter<I: IntoIterator<Item = Absence>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::NONE, |set, absence| set | Self::of(absence))
    }
}
