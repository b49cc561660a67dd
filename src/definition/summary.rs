//! What a report says of the definition that it used.

use super::Settings;
use crate::locale::{Language, Sentence, Value};

/// A text that a definition brings in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Name {
    /// The text in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Swedish => &self.sv,
            Language::English => &self.en,
        }
    }

    /// As a value of a sentence.
    #[must_use]
    pub fn value(&self) -> Value {
        Value::Bilingual { sv: self.sv.clone(), en: self.en.clone() }
    }
}

/// A definition as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The id of its file.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// Its clauses; a pupil who meets any of them is above the limit.
    pub clauses: Vec<ClauseSummary>,
    /// How doubtful time was treated.
    pub settings: Settings,
}

/// One clause in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseSummary {
    /// `total frånvaro > 20 % under en månad`.
    pub text: Name,
    /// Needs a person's judgement, and is never evaluated.
    pub judgement: bool,
    /// Why it was not evaluated; none when it was.
    pub reason: Option<Sentence>,
}
