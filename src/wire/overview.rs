//! What was recognised in files, for the checking step. Cells are masked where they could name somebody before they get here.

use super::{Bilingual, Figure, Remark};
use crate::locale::{Key, Sentence};
use serde::{Deserialize, Serialize};

/// What was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// Each table (each sheet that was read is one of its own).
    pub files: Vec<FileOverview>,
    /// The first and the last day, as `2025-08-18`.
    pub period: (String, String),
    /// The word for what a row is.
    pub grain: Key,
    /// Rows of data.
    pub rows: u64,
    /// Pupils, protected as any count.
    pub pupils: Figure,
    /// Names of the schools.
    pub schools: Vec<String>,
    /// Registered lessons of scheduled lessons.
    pub registration: Figure,
    /// The same by school, protected; empty where it is not known by school.
    pub registration_by_school: Vec<(String, Figure)>,
    /// What the tables can be broken down by: `school`, `grade`, …
    pub breakdowns: Vec<String>,
    /// Everything worth knowing about the files.
    pub remarks: Vec<Remark>,
}

/// One table of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileOverview {
    /// The file's name.
    pub name: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Format, encoding, delimiter, sheet, header row, rows: as words with values.
    pub facts: Vec<Sentence>,
    /// The system that it comes from, where it is known.
    pub system: Option<SystemOverview>,
    /// The word for what a row is, where it is known.
    pub grain: Option<Key>,
    /// What holds for every row.
    pub given: GivenOverview,
    /// The headers without what exports spell differently: by these the layout is known again.
    pub headers: Vec<String>,
    /// The columns, from left to right.
    pub columns: Vec<ColumnOverview>,
    /// The words for presence and absence, with what they count as.
    pub kinds: Vec<KindOverview>,
    /// The first rows of data, a cell per column; masked where a cell could name somebody.
    pub preview: Vec<Vec<String>>,
    /// Where no header was found: the first rows by number, masked unless their words are known ones.
    pub opening: Vec<(u64, Vec<String>)>,
    /// Rows of data; none where the table could not be read.
    pub rows: Option<u64>,
    /// The row of the header, from 1; none where none was found.
    pub header_row: Option<u64>,
    /// What must or should be answered.
    pub asks: Vec<Asked>,
    /// Whether it was left out.
    pub left_out: bool,
}

/// The system that a table comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SystemOverview {
    /// Its id, as system files know it.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Whether its layout is inferred rather than known.
    pub inferred: bool,
    /// By what it was recognised: words that can be listed.
    pub why: Vec<Sentence>,
}

/// What holds for every row of a table, because a title, the file's name or the user says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenOverview {
    /// The school.
    pub school: Option<String>,
    /// The class.
    pub class: Option<String>,
    /// The period that its totals sum: first and last day.
    pub period: Option<(String, String)>,
}

/// One column of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnOverview {
    /// `A`, `B`, …; empty for what group rows say of the rows below them.
    pub letters: String,
    /// The header as the file spells it.
    pub header: String,
    /// The role's name; none when the column is left out.
    pub role: Option<String>,
    /// The name of the unit that its amounts count in; none for columns without amounts.
    pub unit: Option<String>,
    /// By what its role was recognised, in words.
    pub why: Option<Key>,
    /// The first few cells; masked where the column may hold what a pupil can be known by.
    pub samples: Vec<String>,
}

/// A word for presence or absence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindOverview {
    /// The word as the file spells it; empty for an empty cell.
    pub word: String,
    /// The name of the kind that it counts as; none when nobody has said.
    pub kind: Option<String>,
    /// Whether the user has said so.
    pub decided: bool,
    /// Why it is asked what it stands for, where schools use the word differently.
    pub why: Option<Key>,
    /// Rows that have it.
    pub rows: u64,
}

/// What must or should be answered about a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// Which days its totals sum.
    Period,
    /// What the column of these letters counts in.
    Unit(String),
    /// How many minutes a school day has.
    DayMinutes,
    /// Which school its pupils go to.
    School,
}
