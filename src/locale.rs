//! Sentences in Swedish and English. Inside the program a sentence is a [`Key`] with values; it becomes text only where a
//! user reads it, in the language chosen there. The keys are made from `assets/locales` by the build.

use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use std::fmt::Write as _;

include!(concat!(env!("OUT_DIR"), "/key.rs"));

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Svenska, the first language of every text.
    #[default]
    #[serde(rename = "sv")]
    Swedish,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The language of a tag such as `sv`, `sv-SE` or `en`; none for any other.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()? {
            "sv" => Some(Self::Swedish),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// The tag for `lang` attributes.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::English => "en",
        }
    }
}

/// A value in a sentence, written as its language writes such values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// As it is.
    Text(String),
    /// A whole number, grouped by threes.
    Whole(u64),
    /// A share in tenths of a per cent: 125 is 12,5 %.
    Share(u64),
    /// A share in whole per cent.
    Percent(u64),
    /// A difference of shares in tenths of a percentage point: 41 is +4,1.
    Points(i64),
    /// A sentence of its own.
    Sentence(Box<Sentence>),
    /// Several, with commas between.
    List(Vec<Value>),
    /// A text that comes in both languages, such as a definition's name.
    Bilingual {
        /// Swedish.
        sv: String,
        /// English.
        en: String,
    },
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Whole(number)
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Self {
        Self::Sentence(Box::new(sentence))
    }
}

impl Value {
    /// The value as text. Swedish groups thousands with a thin no-break space and has a decimal comma.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => whole(*number, language),
            Self::Share(tenths) => share(*tenths, language),
            Self::Percent(share) => percent(*share, language),
            Self::Points(tenths) => points(*tenths, language),
            Self::Sentence(sentence) => sentence.render(language),
            Self::Bilingual { sv, en } => match language {
                Language::Swedish => sv.clone(),
                Language::English => en.clone(),
            },
            Self::List(items) => items.iter().map(|item| item.render(language)).collect::<Vec<_>>().join(", "),
        }
    }

    const fn is_one(&self) -> bool {
        matches!(self, Self::Whole(1))
    }
}

/// A sentence with its values, in no language yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Which sentence.
    pub key: Key,
    /// What stands in its braces, by name.
    pub values: Vec<(String, Value)>,
}

impl From<Key> for Sentence {
    fn from(key: Key) -> Self {
        Self { key, values: Vec::new() }
    }
}

/// Between page and worker, which are of one build, a sentence goes by its number: names would be a tenth of either program.
impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(*self as u16)
    }
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = u16::deserialize(deserializer)?;
        Self::ALL.get(usize::from(number)).copied().ok_or_else(|| D::Error::custom("a sentence without a text"))
    }
}

impl Key {
    /// The sentence with one value filled in; more follow by [`Sentence::with`].
    #[must_use]
    pub fn with(self, name: &str, value: impl Into<Value>) -> Sentence {
        Sentence::from(self).with(name, value)
    }

    /// The text of a sentence that takes no values.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        self.template(language)
    }
}

impl Sentence {
    /// The same sentence with one more value.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.push((name.to_owned(), value.into()));
        self
    }

    /// The text. `{rows}` becomes the value of that name; `{rows|row|rows}` the first word when it is one, else the second.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut text = String::new();
        let mut rest = self.key.template(language);
        while let Some((before, inside_on)) = rest.split_once('{') {
            text.push_str(before);
            let Some((inside, after)) = inside_on.split_once('}') else {
                rest = inside_on;
                break;
            };
            self.fill(&mut text, inside, language);
            rest = after;
        }
        text.push_str(rest);
        text
    }

    fn fill(&self, text: &mut String, inside: &str, language: Language) {
        let mut parts = inside.split('|');
        let name = parts.next().unwrap_or_default();
        let value = self.values.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        match (value, parts.next(), parts.next()) {
            (Some(value), Some(one), Some(many)) => text.push_str(if value.is_one() { one } else { many }),
            (Some(value), _, _) => text.push_str(&value.render(language)),
            // A forgotten value shows as its name in braces: odd to read, never wrong.
            (None, _, _) => {
                let _ = write!(text, "{{{name}}}");
            }
        }
    }
}

/// A text with its first letter in capitals: a word that becomes a heading, a sentence that stands alone.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A whole number, grouped by threes: `2 317` in Swedish (thin no-break space), `2,317` in English.
#[must_use]
pub fn whole(number: u64, language: Language) -> String {
    let separator = match language {
        Language::Swedish => '\u{202f}',
        Language::English => ',',
    };
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// A share given in tenths of a per cent: `12,5 %` (no-break space) in Swedish, `12.5%` in English.
#[must_use]
pub fn share(tenths: u64, language: Language) -> String {
    let (units, tenth) = (tenths / 10, tenths % 10);
    match language {
        Language::Swedish => format!("{units},{tenth}\u{a0}%"),
        Language::English => format!("{units}.{tenth}%"),
    }
}

/// A share in whole per cent: `12 %` (no-break space) in Swedish, `12%` in English.
#[must_use]
pub fn percent(share: u64, language: Language) -> String {
    match language {
        Language::Swedish => format!("{share}\u{a0}%"),
        Language::English => format!("{share}%"),
    }
}

/// A difference of shares in tenths of a percentage point, with its sign: `+4,1` in Swedish, `−0.3` in English.
#[must_use]
pub fn points(tenths: i64, language: Language) -> String {
    let sign = match tenths {
        0 => "±",
        1.. => "+",
        _ => "−",
    };
    let comma = if language == Language::Swedish { ',' } else { '.' };
    format!("{sign}{}{comma}{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_each_language_writes_them() {
        assert_eq!(whole(7, Language::Swedish), "7");
        assert_eq!(whole(1_234_567, Language::Swedish), "1\u{202f}234\u{202f}567");
        assert_eq!(whole(1_234_567, Language::English), "1,234,567");
        assert_eq!(share(125, Language::Swedish), "12,5\u{a0}%");
        assert_eq!(share(99, Language::English), "9.9%");
        assert_eq!([41, -3, 0].map(|tenths| points(tenths, Language::Swedish)), ["+4,1", "−0,3", "±0,0"]);
    }

    #[test]
    fn every_sentence_renders_in_both_languages() {
        for &key in Key::ALL {
            for language in [Language::Swedish, Language::English] {
                assert!(!Sentence::from(key).render(language).trim().is_empty(), "{} is empty", key.name());
            }
        }
    }
}
