//! The words of the school systems, read from `assets/systems`.

use super::{Kind, Role};
use hashbrown::{HashMap, HashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

const PLAIN: &str = include_str!("../../assets/systems/plain.toml");

/// A gender as a file knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Flicka, kvinna.
    Girl,
    /// Pojke, man.
    Boy,
    /// Not said.
    #[default]
    Unknown,
}

#[derive(Deserialize)]
struct SystemFile {
    roles: BTreeMap<String, Vec<String>>,
    weak: BTreeMap<String, Vec<String>>,
    kinds: BTreeMap<String, Vec<String>>,
    footers: Footers,
    genders: Genders,
}

#[derive(Deserialize)]
struct Footers {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Genders {
    girl: Vec<String>,
    boy: Vec<String>,
    unknown: Vec<String>,
}

/// Words and what they mean, all in the shape that [`plain`] gives them.
#[derive(Debug, Default)]
pub struct Vocabulary {
    roles: HashMap<String, Vec<Role>>,
    weak: HashMap<String, Vec<Role>>,
    kinds: HashMap<String, Kind>,
    footers: Vec<String>,
    genders: HashMap<String, Gender>,
    asked: HashSet<String>,
}

impl Vocabulary {
    /// The vocabulary that comes with the program.
    ///
    /// # Errors
    /// When `assets/systems` does not hold what it should; a test reads it, so this does not happen to a user.
    pub fn built_in() -> Result<Self, String> {
        let file: SystemFile = toml::from_str(PLAIN).map_err(|fault| fault.to_string())?;
        let genders = [(Gender::Girl, file.genders.girl), (Gender::Boy, file.genders.boy), (Gender::Unknown, file.genders.unknown)];
        Ok(Self {
            roles: by_word(&file.roles, Role::named)?,
            weak: by_word(&file.weak, Role::named)?,
            kinds: by_word(&file.kinds, Kind::named)?
                .into_iter()
                .map(|(word, kinds)| match kinds.as_slice() {
                    [kind] => Ok((word, *kind)),
                    _ => Err(format!("the word `{word}` stands for two kinds")),
                })
                .collect::<Result<_, _>>()?,
            asked: HashSet::new(),
            footers: file.footers.words.iter().map(|word| plain(word)).collect(),
            genders: genders.into_iter().flat_map(|(gender, words)| words.into_iter().map(move |word| (plain(&word), gender))).collect(),
        })
    }

    /// What a header is certainly about: one role, or several among which the cells decide.
    #[must_use]
    pub fn roles(&self, header: &str) -> &[Role] {
        self.roles.get(&plain(header)).map_or(&[], Vec::as_slice)
    }

    /// What a header may be about, when no other says so with certainty.
    #[must_use]
    pub fn weak_roles(&self, header: &str) -> &[Role] {
        self.weak.get(&plain(header)).map_or(&[], Vec::as_slice)
    }

    /// The kind that a word stands for.
    #[must_use]
    pub fn kind(&self, word: &str) -> Option<Kind> {
        self.kinds.get(&plain(word)).copied()
    }

    /// Whether schools use a word for presence or absence differently, so that it must be asked what it stands for.
    #[must_use]
    pub fn asks(&self, word: &str) -> bool {
        self.asked.contains(&plain(word))
    }

    /// The gender that a word stands for.
    #[must_use]
    pub fn gender(&self, word: &str) -> Option<Gender> {
        self.genders.get(&plain(word)).copied()
    }

    /// Whether a cell begins as the cells of sums and footers do.
    #[must_use]
    pub fn is_footer(&self, cell: &str) -> bool {
        let cell = plain(cell);
        self.footers.iter().any(|word| cell.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    }
}

fn by_word<T: Copy + PartialEq>(
    names: &BTreeMap<String, Vec<String>>,
    named: impl Fn(&str) -> Option<T>,
) -> Result<HashMap<String, Vec<T>>, String> {
    let mut words: HashMap<String, Vec<T>> = HashMap::new();
    for (name, list) in names {
        let meaning = named(name).ok_or_else(|| format!("`{name}` is no role or kind"))?;
        for word in list {
            let meanings = words.entry(plain(word)).or_default();
            if !meanings.contains(&meaning) {
                meanings.push(meaning);
            }
        }
    }
    Ok(words)
}

/// A word without what exports spell differently: case, diacritics, kinds of white space, punctuation and brackets.
#[must_use]
pub fn plain(word: &str) -> String {
    let mut text = String::with_capacity(word.len());
    let mut gap = false;
    for letter in word.chars().flat_map(char::to_lowercase) {
        let letter = match letter {
            'å' | 'ä' | 'á' | 'à' => 'a',
            'ö' | 'ó' | 'ø' => 'o',
            'é' | 'è' | 'ë' => 'e',
            'ü' => 'u',
            letter if letter.is_alphanumeric() || letter == '%' => letter,
            // Combining marks of a decomposed å, ä, ö.
            '\u{300}'..='\u{36f}' => continue,
            _ => {
                gap = true;
                continue;
            }
        };
        if gap && !text.is_empty() {
            text.push(' ');
        }
        gap = false;
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_words_are_whole() -> Result<(), String> {
        let words = Vocabulary::built_in()?;
        assert_eq!(words.roles("Lektionslängd (min)"), [Role::Length]);
        assert_eq!(words.roles("FRÅNVARO\u{a0}(min) "), [Role::Absent]);
        assert_eq!(words.roles("Franvaro"), [Role::Absent, Role::Status]);
        assert_eq!(words.kind("ogiltig\nfrånvaro"), Some(Kind::Unauthorised));
        assert_eq!(words.gender("flicka"), Some(Gender::Girl));
        assert!(words.is_footer("Summa 12") && words.is_footer("Sida 1 av 7") && !words.is_footer("Summaryd"));
        Ok(())
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(plain("  Undv.\u{a0}tid "), "undv tid");
        assert_eq!(plain("schoolUnitCode"), "schoolunitcode");
        assert_eq!(plain("A\u{30a}rskurs"), "arskurs");
        assert_eq!(plain("-"), "");
    }
}
