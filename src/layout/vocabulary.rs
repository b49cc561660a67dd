//! The words of the school systems, read from `assets/systems`: what each calls its columns, absences, sums and sheets.

use super::{Grain, Kind, Role, Unit};
use crate::order::Order as _;
use hashbrown::{HashMap, HashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The files of the systems, one text each.
const FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/systems.rs"));

/// The system whose words any other may use.
const PLAIN: &str = "plain";

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
#[serde(deny_unknown_fields)]
struct SystemFile {
    id: String,
    name: NameFile,
    #[serde(default)]
    layout: Vec<LayoutFile>,
    #[serde(default)]
    roles: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    weak: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    kinds: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    ask: BTreeMap<String, String>,
    #[serde(default)]
    footers: Footers,
    #[serde(default)]
    genders: Genders,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    sv: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    #[serde(rename = "id")]
    _id: String,
    grain: String,
    evidence: String,
    /// For those who read the file.
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    sheet: Vec<String>,
    #[serde(default)]
    title: Vec<String>,
    #[serde(default)]
    headers: Vec<String>,
    #[serde(default)]
    units: BTreeMap<String, String>,
    kind: Option<String>,
    #[serde(default)]
    as_above: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Footers {
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Genders {
    girl: Vec<String>,
    boy: Vec<String>,
    unknown: Vec<String>,
}

/// What a system exports, and what gives it away. All words are in the shape that [`plain`] gives them.
#[derive(Debug)]
pub(super) struct Export {
    pub(super) grain: Grain,
    /// A list of notifications, not of absence.
    pub(super) notifications: bool,
    /// Nobody has shown us such a file: it was made up from the system's screens and words.
    pub(super) inferred: bool,
    /// Names of its sheet.
    pub(super) sheets: Vec<String>,
    /// How rows above the header begin: to compare, and as they are spelt.
    pub(super) titles: Vec<(String, String)>,
    /// Headers that together mark it: to compare, and as they are spelt.
    pub(super) headers: Vec<(String, String)>,
    /// What every row is, where no column says.
    pub(super) kind: Option<Kind>,
    /// Leaves out what equals the row above.
    pub(super) as_above: bool,
    /// What columns count in whose heading does not say.
    pub(super) units: Vec<(Role, Unit)>,
}

/// A school system: its exports and its words.
#[derive(Debug)]
pub(super) struct System {
    pub(super) id: String,
    pub(super) name: [String; 2],
    pub(super) exports: Vec<Export>,
    words: Words,
}

/// Words and what they mean, all in the shape that [`plain`] gives them.
#[derive(Debug, Default)]
struct Words {
    roles: HashMap<String, Vec<Role>>,
    weak: HashMap<String, Vec<Role>>,
    kinds: HashMap<String, Kind>,
    /// The place of a heading among those that its role lists: of two in one table, the first is meant.
    places: HashMap<String, usize>,
    /// Words that schools use differently.
    asked: HashSet<String>,
    footers: Vec<String>,
    genders: HashMap<String, Gender>,
}

/// The words of all systems.
#[derive(Debug)]
pub struct Vocabulary {
    /// The plain words first.
    systems: Vec<System>,
}

/// How certain it is what a header is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The system that the table comes from calls it so.
    System,
    /// Any system calls it so.
    Plain,
    /// It may be so, when no column says so with certainty.
    Weak,
}

impl Certainty {
    /// All of them, the most certain first.
    pub const ALL: [Self; 3] = [Self::System, Self::Plain, Self::Weak];
}

/// A place in the vocabulary's systems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemNumber(usize);

impl Vocabulary {
    /// The vocabulary that comes with the program.
    ///
    /// # Errors
    /// When `assets/systems` does not hold what it should; a test reads it, so this does not happen to a user.
    pub fn built_in() -> Result<Self, String> {
        let mut systems = FILES.iter().map(|text| System::parse(text)).collect::<Result<Vec<_>, _>>()?;
        systems.order_by_key(|system| system.id != PLAIN);
        match systems.first() {
            Some(system) if system.id == PLAIN => Ok(Self { systems }),
            _ => Err("there are no plain words".to_owned()),
        }
    }

    /// The systems, each with its number.
    pub(super) fn systems(&self) -> impl Iterator<Item = (SystemNumber, &System)> {
        self.systems.iter().enumerate().map(|(number, system)| (SystemNumber(number), system))
    }

    pub(super) fn system(&self, number: SystemNumber) -> Option<&System> {
        self.systems.get(number.0)
    }

    /// The words of a system, where it has any, before the plain ones.
    fn words(&self, system: Option<SystemNumber>) -> impl Iterator<Item = &Words> {
        self.own(system).into_iter().chain(self.systems.first().map(|plain| &plain.words))
    }

    fn own(&self, system: Option<SystemNumber>) -> Option<&Words> {
        system.filter(|number| number.0 > 0).and_then(|number| self.system(number)).map(|system| &system.words)
    }

    /// What a header is about, with so much certainty: one role, or several among which the cells decide.
    #[must_use]
    pub fn roles(&self, header: &str, system: Option<SystemNumber>, certainty: Certainty) -> &[Role] {
        let plain = self.systems.first().map(|plain| &plain.words);
        let found = match certainty {
            Certainty::System => self.own(system).and_then(|words| words.roles.get(header)),
            Certainty::Plain => plain.and_then(|words| words.roles.get(header)),
            Certainty::Weak => self.words(system).find_map(|words| words.weak.get(header)),
        };
        found.map_or(&[], Vec::as_slice)
    }

    /// The place of a header among those that its system lists for one role: the lower goes first.
    pub(super) fn place(&self, header: &str, system: Option<SystemNumber>) -> Option<usize> {
        self.own(system).and_then(|words| words.places.get(header)).copied()
    }

    /// The kind that a word stands for, to a system.
    #[must_use]
    pub fn kind(&self, word: &str, system: Option<SystemNumber>) -> Option<Kind> {
        self.words(system).find_map(|words| words.kinds.get(word)).copied()
    }

    /// Whether schools use a word for presence or absence differently, so that it must be asked what it stands for.
    #[must_use]
    pub fn asks(&self, word: &str, system: Option<SystemNumber>) -> bool {
        // A system that lists a word among its kinds has settled it.
        self.words(system).find(|words| words.kinds.contains_key(word)).is_some_and(|words| words.asked.contains(word))
    }

    /// The gender that a word stands for.
    #[must_use]
    pub fn gender(&self, word: &str) -> Option<Gender> {
        let word = plain(word);
        self.systems.iter().find_map(|system| system.words.genders.get(&word)).copied()
    }

    /// Whether a cell begins as the cells of sums and footers do.
    #[must_use]
    pub fn is_footer(&self, cell: &str) -> bool {
        let cell = plain(cell);
        let begins = |word: &String| cell.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        self.systems.iter().any(|system| system.words.footers.iter().any(begins))
    }
}

impl System {
    fn parse(text: &str) -> Result<Self, String> {
        let file: SystemFile = toml::from_str(text).map_err(|fault| fault.to_string())?;
        let wrong = |what: String| format!("{}: {what}", file.id);
        let exports = file.layout.iter().map(Export::of).collect::<Result<_, _>>().map_err(wrong)?;
        Ok(Self { words: Words::of(&file).map_err(wrong)?, exports, name: [file.name.sv, file.name.en], id: file.id })
    }
}

impl Export {
    fn of(file: &LayoutFile) -> Result<Self, String> {
        let notifications = file.grain == "notification";
        let grain = if notifications { Some(Grain::Event) } else { Grain::named(&file.grain) };
        let units = file.units.iter().map(|(role, unit)| {
            Role::named(role).zip(Unit::named(unit)).ok_or_else(|| format!("`{role} = {unit}` is no role with a unit"))
        });
        let inferred = match file.evidence.as_str() {
            "measured" | "seen" | "documented" => false,
            "inferred" => true,
            other => return Err(format!("`{other}` is no evidence")),
        };
        let plains = |words: &[String]| words.iter().map(|word| plain(word)).collect();
        let both = |words: &[String]| words.iter().map(|word| (plain(word), word.clone())).collect();
        Ok(Self {
            grain: grain.ok_or_else(|| format!("`{}` is no grain", file.grain))?,
            notifications,
            inferred,
            sheets: plains(&file.sheet),
            as_above: file.as_above,
            titles: both(&file.title),
            headers: both(&file.headers),
            kind: match &file.kind {
                Some(name) => Some(Kind::named(name).ok_or_else(|| format!("`{name}` is no kind"))?),
                None => None,
            },
            units: units.collect::<Result<_, _>>()?,
        })
    }
}

impl Words {
    fn of(file: &SystemFile) -> Result<Self, String> {
        let genders = [(Gender::Girl, &file.genders.girl), (Gender::Boy, &file.genders.boy), (Gender::Unknown, &file.genders.unknown)];
        let mut kinds = HashMap::new();
        for (word, meanings) in by_word(&file.kinds, Kind::named)? {
            match meanings.as_slice() {
                [kind] => _ = kinds.insert(word, *kind),
                _ => return Err(format!("the word `{word}` stands for two kinds")),
            }
        }
        let mut asked = HashSet::new();
        for (word, kind) in &file.ask {
            let kind = Kind::named(kind).ok_or_else(|| format!("`{kind}` is no kind"))?;
            _ = kinds.insert(plain(word), kind);
            _ = asked.insert(plain(word));
        }
        Ok(Self {
            roles: in_order(by_word(&file.roles, Role::named)?),
            weak: in_order(by_word(&file.weak, Role::named)?),
            places: file.roles.values().flat_map(|list| list.iter().enumerate()).map(|(place, word)| (plain(word), place)).collect(),
            kinds,
            asked,
            footers: file.footers.words.iter().map(|word| plain(word)).collect(),
            genders: genders.into_iter().flat_map(|(gender, words)| words.iter().map(move |word| (plain(word), gender))).collect(),
        })
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

/// Meanings in the order in which cells are asked: a cause is a status where the file has no other.
fn in_order(roles: HashMap<String, Vec<Role>>) -> HashMap<String, Vec<Role>> {
    let last = |mut meanings: Vec<Role>| {
        meanings.order_by_key(|role| *role == Role::Reason);
        meanings
    };
    roles.into_iter().map(|(word, meanings)| (word, last(meanings))).collect()
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
        assert_eq!(words.roles(&plain("Lektionslängd (min)"), None, Certainty::Plain), [Role::Length]);
        assert_eq!(words.roles(&plain("FRÅNVARO\u{a0}(min) "), None, Certainty::Plain), [Role::Absent]);
        assert_eq!(words.roles(&plain("Franvaro"), None, Certainty::Plain), [Role::Absent, Role::Status]);
        assert_eq!(words.kind(&plain("ogiltig\nfrånvaro"), None), Some(Kind::Unauthorised));
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
