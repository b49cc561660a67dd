//! What is wrong with a text that should be a definition: where, what was found, what may stand there.

use crate::locale::{Key, Language, Sentence, Value};
use crate::order::Order as _;
use std::fmt;
use std::ops::Range;

/// Why a text is no definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFault {
    /// The line, from 1; none where the fault is the length of the text.
    pub line: Option<usize>,
    /// What is wrong, in the words of the language, without its line.
    pub sentence: Sentence,
}

impl DefinitionFault {
    /// The sentence for a user, with its line: `rad 12: …`.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self.line {
            Some(line) => Key::LanguageLine.with("line", line.to_string()).with("what", self.sentence.clone()),
            None => self.sentence.clone(),
        }
    }
}

impl fmt::Display for DefinitionFault {
    /// In Swedish. Whoever knows the reader's language renders [`DefinitionFault::sentence`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence().render(Language::Swedish))
    }
}

/// A text that is being read, and what was found wrong with it so far.
pub(super) struct Faults<'t> {
    text: &'t str,
    found: Vec<(usize, Sentence)>,
}

impl<'t> Faults<'t> {
    /// More faults than anybody mends in one go: the rest waits.
    const MOST: usize = 50;

    pub(super) const fn new(text: &'t str) -> Self {
        Self { text, found: Vec::new() }
    }

    /// Notes a fault at a byte of the text. Answers none, so that what cannot be read ends there.
    pub(super) fn note<T>(&mut self, at: usize, sentence: impl Into<Sentence>) -> Option<T> {
        if self.found.len() < Self::MOST {
            self.found.push((at, sentence.into()));
        }
        None
    }

    /// What is written at a place, to be quoted.
    pub(super) fn written(&self, place: Range<usize>) -> Value {
        quoted(self.text.get(place).unwrap_or_default())
    }

    /// The faults from the top of the text to its end.
    pub(super) fn into_faults(mut self) -> Vec<DefinitionFault> {
        self.found.order_by_key(|(at, _)| *at);
        let line = |at: usize| self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        self.found.iter().map(|(at, sentence)| DefinitionFault { line: Some(line(*at)), sentence: sentence.clone() }).collect()
    }
}

/// What stands in a text, to be quoted: without what cannot be seen, and not too long.
pub(super) fn quoted(text: &str) -> Value {
    const MOST: usize = 60;
    let mut quoted: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        quoted.push('…');
    }
    quoted.into()
}

/// Words that may stand somewhere, each between backticks.
pub(super) fn listed(words: impl IntoIterator<Item = &'static str>) -> Value {
    Value::List(words.into_iter().map(|word| format!("`{word}`").into()).collect())
}
