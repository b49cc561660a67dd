//! What a report says of the definition that it used.

use super::{Definition, Settings};
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The id of its file.
    pub id: String,
    /// Its name.
    pub name: Name,
    /// Its clauses; a pupil who meets any of them is above the limit.
    pub clauses: Vec<ClauseSummary>,
    /// How doubtful time was treated.
    pub settings: Settings,
    /// The same in words: those of its settings that bear on its clauses, a sentence each.
    pub settings_words: Vec<Sentence>,
    /// Where it comes from.
    pub source: Name,
    /// What the source says, word for word.
    pub wording: Vec<String>,
    /// How the wording was read.
    pub notes: Vec<Name>,
}

impl Definition {
    /// The definition in words, each clause with the reason why it was not evaluated; the clauses that need a person come last.
    #[must_use]
    pub fn summary(&self, reasons: &[Option<Sentence>]) -> Summary {
        let reason = |place: usize| reasons.get(place).cloned().flatten();
        let texts = self.clause_texts().enumerate();
        let measured = texts.map(|(place, text)| ClauseSummary { text, judgement: false, reason: reason(place) });
        let judged = self.judgements().iter().map(|text| ClauseSummary { text: text.clone(), judgement: true, reason: None });
        Summary {
            id: self.id().to_owned(),
            name: self.name().clone(),
            clauses: measured.chain(judged).collect(),
            settings: self.settings(),
            settings_words: self.settings_words(),
            source: self.source().clone(),
            wording: self.wording().to_vec(),
            notes: self.notes().to_vec(),
        }
    }
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
