//! A definition as people write it: TOML, checked on the way in. `docs/definitions.md` describes the language.
//!
//! A definition may come from a link that anybody made: no text makes this panic or take long.

mod clause;
mod fault;
mod number;
mod settings;
mod table;
mod window;

pub use fault::DefinitionFault;

use super::Name;
use super::model::Definition;
use crate::locale::Key;
use fault::{Faults, quoted};
use table::{Field, Table, every};
use toml::de::DeTable;

/// The longest text that is read, in bytes.
const LONGEST: usize = 64 * 1024;
/// The most clauses of a definition; verdicts hold a bit for each.
const MOST_CLAUSES: usize = 64;
/// The most conditions of a clause.
const MOST_CONDITIONS: usize = 64;
/// The most columns, date ranges, lines of wording, judgements or notes of one list.
const MOST_ITEMS: usize = 64;
/// The longest id, in letters.
const LONGEST_ID: usize = 64;

/// The fields at the top of a file.
const TOP: [&str; 8] = ["id", "wording", "name", "source", "clause", "judgement", "note", "settings"];

impl Definition {
    /// Reads and checks a definition.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn parse(text: &str) -> Result<Self, DefinitionFault> {
        Self::check(text).map_err(|faults| {
            let length = || DefinitionFault { line: None, sentence: Key::LanguageNoClauses.into() };
            faults.into_iter().next().unwrap_or_else(length)
        })
    }

    /// Reads and checks a definition, for an editor that marks all faults at once.
    ///
    /// # Errors
    /// Everything that is wrong, from the top down, up to some fifty faults; where the text is no TOML, the first of that. Never empty.
    pub fn check(text: &str) -> Result<Self, Vec<DefinitionFault>> {
        if text.len() > LONGEST {
            let sentence = Key::LanguageTooLong.with("most", (LONGEST / 1024).to_string());
            return Err(vec![DefinitionFault { line: None, sentence }]);
        }
        let mut faults = Faults::new(text);
        let definition = match DeTable::parse(text) {
            Ok(top) => definition(Table::top(top.get_ref()), &mut faults),
            Err(fault) => {
                let at = fault.span().map_or(text.len(), |span| span.start);
                faults.note(at, Key::LanguageSyntax.with("found", quoted(fault.message())))
            }
        };
        let faults = faults.into_faults();
        // What has a fault is no definition, even where a value could be made of it.
        definition.filter(|_| faults.is_empty()).ok_or(faults)
    }
}

fn definition(top: Table<'_, '_>, faults: &mut Faults) -> Option<Definition> {
    let top = top.knows(&TOP, &[], faults);
    let id = top.wanted("id", faults).and_then(|field| id(field, faults));
    let name = top.wanted("name", faults).and_then(|field| field.bilingual("[name]", &TOP, faults));
    let source = top.wanted("source", faults).and_then(|field| field.bilingual("[source]", &TOP, faults));
    let wording = top.field("wording").map_or(Some(Vec::new()), |field| wording(field, faults));
    let clauses = top.field("clause").map_or(Some(Vec::new()), |field| {
        let clauses = field.tables(MOST_CLAUSES, faults)?.into_iter().map(|field| clause::clause(field, faults));
        every(clauses.collect())
    });
    let judgements = texts(top, "judgement", "[[judgement]]", faults);
    let notes = texts(top, "note", "[[note]]", faults);
    let settings = settings::settings(top, faults);
    if clauses.as_ref().is_some_and(Vec::is_empty) && judgements.as_ref().is_some_and(Vec::is_empty) {
        return top.lacking(Key::LanguageNoClauses.into(), faults);
    }
    Some(Definition {
        id: id?,
        name: name?,
        source: source?,
        wording: wording?,
        notes: notes?,
        clauses: clauses?,
        judgements: judgements?,
        settings: settings?,
    })
}

fn id(field: Field<'_, '_>, faults: &mut Faults) -> Option<String> {
    let id = field.text(faults)?;
    let is_known = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if id.is_empty() || id.len() > LONGEST_ID || id.starts_with('-') || !id.chars().all(is_known) {
        let sentence = Key::LanguageId.with("found", quoted(id)).with("most", LONGEST_ID.to_string());
        return faults.note(field.at, sentence);
    }
    Some(id.to_owned())
}

fn wording(field: Field<'_, '_>, faults: &mut Faults) -> Option<Vec<String>> {
    if field.value.is_str() {
        return field.prose(faults).map(|line| vec![line]);
    }
    every(field.items(MOST_ITEMS, faults)?.into_iter().map(|line| line.prose(faults)).collect())
}

/// The texts of a list of tables; none for a field that is not there.
fn texts(top: Table<'_, '_>, field: &'static str, table: &'static str, faults: &mut Faults) -> Option<Vec<Name>> {
    let Some(field) = top.field(field) else { return Some(Vec::new()) };
    every(field.tables(MOST_ITEMS, faults)?.into_iter().map(|item| item.bilingual(table, &TOP, faults)).collect())
}
