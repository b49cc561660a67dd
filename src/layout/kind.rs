//! Kinds of presence and absence: `domain` section 2, after the variables proposed by SOU 2016:94.

use super::absence::Absence;
use super::vocabulary::SystemNumber;
use super::{Vocabulary, plain};
use hashbrown::HashMap;
use std::rc::Rc;

/// What a lesson was for a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Närvarande, and what counts as it: without the right material, not taking part.
    Present,
    /// Sen ankomst: present; its minutes, where the file has them, are unauthorised absence.
    Late,
    /// Annan skolaktivitet: counts as present.
    OtherActivity,
    /// Beviljad ledighet.
    LeaveGranted,
    /// Absence that a guardian reported, illness and the like.
    Reported,
    /// Giltig frånvaro, no more said.
    Authorised,
    /// Ej beviljad ledighet.
    LeaveDenied,
    /// Avvek från lektionen.
    LeftLesson,
    /// Oanmäld frånvaro: a kind of unauthorised absence.
    Unreported,
    /// Ogiltig frånvaro, without a word on whether it was reported.
    Unauthorised,
    /// Absent, without a word on whether it was authorised.
    Unspecified,
    /// Nobody registered the lesson.
    Unregistered,
    /// The lesson was not held.
    Cancelled,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Present,
        Self::Late,
        Self::OtherActivity,
        Self::LeaveGranted,
        Self::Reported,
        Self::Authorised,
        Self::LeaveDenied,
        Self::LeftLesson,
        Self::Unreported,
        Self::Unauthorised,
        Self::Unspecified,
        Self::Unregistered,
        Self::Cancelled,
    ];

    /// The name in system files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Late => "late",
            Self::OtherActivity => "other_activity",
            Self::LeaveGranted => "leave_granted",
            Self::Reported => "reported",
            Self::Authorised => "authorised",
            Self::LeaveDenied => "leave_denied",
            Self::LeftLesson => "left_lesson",
            Self::Unreported => "unreported",
            Self::Unauthorised => "unauthorised",
            Self::Unspecified => "unspecified",
            Self::Unregistered => "unregistered",
            Self::Cancelled => "cancelled",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The absence that this kind is; none for kinds that are no absence of the whole lesson.
    #[must_use]
    pub const fn absence(self) -> Option<Absence> {
        match self {
            Self::LeaveGranted => Some(Absence::LeaveGranted),
            Self::Reported => Some(Absence::Reported),
            Self::Authorised => Some(Absence::Authorised),
            Self::LeaveDenied => Some(Absence::LeaveDenied),
            Self::LeftLesson => Some(Absence::LeftLesson),
            Self::Unreported => Some(Absence::Unreported),
            Self::Unauthorised => Some(Absence::Unauthorised),
            Self::Unspecified => Some(Absence::Unspecified),
            Self::Present | Self::Late | Self::OtherActivity | Self::Unregistered | Self::Cancelled => None,
        }
    }
}

/// What the words of one table stand for: the user's decisions first, then the words of its system, then any system's.
#[derive(Clone, Debug)]
pub struct Kinds {
    decided: HashMap<String, Kind>,
    vocabulary: Rc<Vocabulary>,
    system: Option<SystemNumber>,
}

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The kind.
    pub kind: Kind,
    /// Whether the user has said so.
    pub decided: bool,
    /// Whether schools use the word differently, so that the user is asked.
    pub asks: bool,
}

/// A word for presence or absence as one table has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindSeen {
    /// The word as the file spells it first; empty for an empty cell.
    pub word: String,
    /// What it stands for; none when nobody has said.
    pub meaning: Option<Meaning>,
    /// Rows that have it.
    pub rows: u64,
}

impl Kinds {
    /// The words of a system, and what the user has decided; earlier decisions win.
    pub fn new<'a>(vocabulary: Rc<Vocabulary>, system: Option<SystemNumber>, decisions: impl Iterator<Item = &'a (String, Kind)>) -> Self {
        let mut decided = HashMap::new();
        for (word, kind) in decisions {
            let _ = decided.entry(plain(word)).or_insert(*kind);
        }
        Self { decided, vocabulary, system }
    }

    /// What a word stands for; none when nobody has said.
    #[must_use]
    pub fn meaning(&self, word: &str) -> Option<Meaning> {
        let word = plain(word);
        let asks = self.vocabulary.asks(&word, self.system);
        match self.decided.get(&word) {
            Some(kind) => Some(Meaning { kind: *kind, decided: true, asks }),
            // Whether a lesson that nobody registered counts as attended is not the system's to say.
            None => {
                let kind = self.vocabulary.kind(&word, self.system)?;
                Some(Meaning { kind, decided: false, asks: asks || kind == Kind::Unregistered })
            }
        }
    }
}
