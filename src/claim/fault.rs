//! What is wrong with a report file, and where.

use crate::locale::{Key, Language, Sentence};

/// Why a report file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub file: String,
    /// The table, by its id.
    pub table: Option<String>,
    /// The row of the table, from 1.
    pub row: Option<usize>,
    /// What was found and what to do.
    pub what: Sentence,
}

impl Fault {
    /// `rapport.json, tabell t1, rad 3: …`
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let mut text = self.file.clone();
        if let Some(table) = &self.table {
            text += ", ";
            text += &Key::AuditPlaceTable.with("table", table.as_str()).render(language);
        }
        if let Some(row) = self.row {
            text += ", ";
            text += &Key::AuditPlaceRow.with("row", row.to_string()).render(language);
        }
        text + ": " + &self.what.render(language)
    }
}
