//! What has left a sitting: reports that were saved, printed or copied. No figure of them is here; a question makes the same report again.

use super::{Comparison, Over, PatternQuestion, Question};
use crate::locale::Sentence;
use serde::{Deserialize, Serialize};

/// A question that a report answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inquiry {
    /// By one definition.
    One(Question),
    /// By several definitions.
    Several(Comparison),
    /// By none: when absence falls.
    Patterns(PatternQuestion),
}

/// A report that has left, as the page lists it and as another worker can be told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Released {
    /// Of which data, by a name that says nothing of them; never shown.
    pub data: String,
    /// What its tables are called.
    pub titles: Vec<Sentence>,
    /// The first and the last day of its analysis period.
    pub period: (String, String),
    /// The question.
    pub inquiry: Inquiry,
    /// Its definitions as they were when it left, each as TOML, in the order of the question.
    pub definitions: Vec<String>,
    /// The columns of the files' own that it is broken down by, by names that say nothing of them; never shown.
    pub columns: Vec<String>,
}

/// What could be asked instead of a question about almost the same days as those of a report that has left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instead {
    /// The first day of the analysis period.
    pub from: String,
    /// The last day.
    pub to: String,
    /// In which parts of it.
    pub over: Option<Over>,
}
