//! What pupils can be grouped by, and the values that the groups have.

use super::Extra;

/// What a table can be broken down by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breakdown {
    /// The municipality where the school is.
    Municipality,
    /// Municipal, independent, unknown: who runs the school.
    Organiser,
    /// School unit, small ones as one group: see [`super::SMALL_SCHOOL`].
    SchoolGroup,
    /// School unit.
    School,
    /// F–3, 4–6, 7–9, gy: coarser than grade.
    Stage,
    /// F, 1–9, gy1–gy3.
    Grade,
    /// Class, within its school.
    Class,
    /// Class, by the names of its school and its own: what [`Self::Class`] comes to in a table of several schools that does not name
    /// them. Nobody asks for it by a name of its own.
    ClassOfSchool,
    /// Girl, boy, unknown.
    Gender,
    /// A column of the files' own.
    Extra(Extra),
}

impl Breakdown {
    /// All that files can have, but for columns of their own: from coarse to fine.
    pub const ALL: [Self; 8] =
        [Self::Municipality, Self::Organiser, Self::SchoolGroup, Self::School, Self::Stage, Self::Grade, Self::Class, Self::Gender];

    /// The name in the command line and the report.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Municipality => "municipality",
            Self::Organiser => "organiser",
            Self::SchoolGroup => "school-group",
            Self::School => "school",
            Self::Stage => "stage",
            Self::Grade => "grade",
            Self::Class | Self::ClassOfSchool => "class",
            Self::Gender => "gender",
            Self::Extra(extra) => extra.header(),
        }
    }

    /// The column of the files' own that it is, if it is one.
    #[must_use]
    pub const fn extra(&self) -> Option<&Extra> {
        match self {
            Self::Extra(extra) => Some(extra),
            _ => None,
        }
    }

    /// The breakdown of that name, which is no column of the files' own.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|breakdown| breakdown.name() == name)
    }
}

/// One value of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// Sorts before the text: grades go F, 1, …, 9, and `unknown` comes last.
    pub rank: u16,
    /// The normalised key, as the report's contract spells it: `7`, `girl`, `Björkskolan`, `unknown`.
    pub text: String,
}
