//! By what a column was recognised, for the checking step.

use super::extra::tells_of_results;
use super::heading::Heading;
use super::vocabulary::{Certainty, SystemNumber};
use super::{Choice, Role, Vocabulary, plain};
use crate::locale::Key;

/// By what a column's role was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// The word in its header.
    Word,
    /// What stands in its cells.
    Content,
    /// A word that the system which the table comes from has for it.
    System,
    /// A row above others says it for all of them.
    Group,
    /// The user says so.
    User,
}

impl Why {
    /// The name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Content => "content",
            Self::System => "system",
            Self::Group => "group",
            Self::User => "user",
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> Key {
        match self {
            Self::Word => Key::ChoiceBecauseWord,
            Self::Content => Key::ChoiceBecauseContent,
            Self::System => Key::ChoiceBecauseSystem,
            Self::Group => Key::ChoiceBecauseGroup,
            Self::User => Key::ChoiceBecauseUser,
        }
    }

    /// By what the column of a header got its role.
    pub(super) fn of(header: &str, role: Role, choices: &[Choice], vocabulary: &Vocabulary, system: Option<SystemNumber>) -> Self {
        let heading = Heading::of(header);
        let named = |certainty| heading.roles(vocabulary, system, certainty).contains(&role);
        if choices.iter().any(|choice| plain(&choice.header) == plain(header)) {
            Self::User
        } else if named(Certainty::System) {
            Self::System
        } else if named(Certainty::Plain) || named(Certainty::Weak) || role == Role::Extra && tells_of_results(header, system, vocabulary) {
            Self::Word
        } else if role == Role::Extra {
            // A question names it.
            Self::User
        } else {
            Self::Content
        }
    }
}
