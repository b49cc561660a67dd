//! Which system a table comes from: its sheet's name, its titles and its headers give it away.

use super::vocabulary::{Export, SystemNumber};
use super::{KeptRow, Vocabulary, plain};
use crate::locale::{Key, Sentence, Value};

/// The system that a table comes from, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemSeen {
    /// The system's id, as its file in `assets/systems` has it.
    pub id: String,
    /// Its name, Swedish and English.
    pub name: [String; 2],
    /// What gave it away.
    pub why: Vec<Sentence>,
    /// Whether its layout was made up from screens and words, since nobody has shown us such a file.
    pub inferred: bool,
    pub(super) number: SystemNumber,
    export: usize,
}

impl SystemSeen {
    pub(super) fn export<'a>(&self, vocabulary: &'a Vocabulary) -> Option<&'a Export> {
        vocabulary.system(self.number)?.exports.get(self.export)
    }
}

/// Marks weigh so much together before a system is named.
const ENOUGH: u32 = 3;
/// The headers that mark an export, all in one row.
const HEADERS: u32 = 4;
/// The name of the sheet, or a title that is no more than its system's.
const NAME: u32 = 3;
/// A title that any report may have, such as the date of print.
const COMMON_TITLE: u32 = 1;

/// The system whose marks weigh most, if they weigh enough.
pub(super) fn recognise(rows: &[KeptRow], sheet: Option<&str>, vocabulary: &Vocabulary) -> Option<SystemSeen> {
    let words: Vec<Vec<String>> = rows.iter().map(|row| row.texts().map(plain).filter(|word| !word.is_empty()).collect()).collect();
    let sheet = sheet.map(plain);
    let mut best: Option<(u32, SystemSeen)> = None;
    for (number, system) in vocabulary.systems() {
        for (place, export) in system.exports.iter().enumerate() {
            let (weight, why) = marks(export, &words, sheet.as_deref(), vocabulary);
            if weight >= ENOUGH && best.as_ref().is_none_or(|(most, _)| weight > *most) {
                let seen =
                    SystemSeen { id: system.id.clone(), name: system.name.clone(), why, inferred: export.inferred, number, export: place };
                best = Some((weight, seen));
            }
        }
    }
    best.map(|(_, seen)| seen)
}

/// How much an export's marks weigh that are there, and what they are.
fn marks(export: &Export, rows: &[Vec<String>], sheet: Option<&str>, vocabulary: &Vocabulary) -> (u32, Vec<Sentence>) {
    let (mut weight, mut why) = (0, Vec::new());
    if let Some(name) = sheet.filter(|sheet| export.sheets.iter().any(|name| name == sheet)) {
        weight += NAME;
        why.push(Key::LayoutWhySheet.with("sheet", name));
    }
    // A title stands alone, or nearly so: in a full row the same words are data.
    let lines = || rows.iter().filter(|row| row.len() <= 2).filter_map(|row| row.first());
    let begins = |(title, _): &&(String, String)| lines().any(|cell| cell.starts_with(title.as_str()));
    for (title, shown) in export.titles.iter().filter(begins) {
        weight += if vocabulary.is_footer(title) { COMMON_TITLE } else { NAME };
        why.push(Key::LayoutWhyTitle.with("title", shown.as_str()));
    }
    let marked = |row: &Vec<String>| export.headers.iter().all(|(header, _)| row.contains(header));
    if !export.headers.is_empty() && rows.iter().any(marked) {
        weight += HEADERS;
        let headers = export.headers.iter().map(|(_, shown)| Value::Text(shown.clone()));
        why.push(Key::LayoutWhyHeaders.with("headers", Value::List(headers.collect())));
    }
    (weight, why)
}
