//! What would show more, when much of a report is withheld.

use super::Inquiry;
use crate::locale::Sentence;
use serde::{Deserialize, Serialize};

/// Whether so much of a report is withheld that proposals are made: more than a third of its figures. `printed` of all that there are.
#[must_use]
pub const fn loses_much((printed, all): (u64, u64)) -> bool {
    printed.saturating_mul(3) < all.saturating_mul(2)
}

/// A question that would show a larger part of its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is different, as an order: *visa stadier i stället för årskurser*.
    pub sentence: Sentence,
    /// Figures that it prints, of all that it has.
    pub printed: (u64, u64),
    /// The question.
    pub inquiry: Inquiry,
}
