//! What the user has decided about how files are read.

use super::{Kind, Role, Unit, plain};
use crate::calendar::Span;

/// What the user has decided about a column: its header, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The header, in any spelling that [`plain`] makes the same.
    pub header: String,
    /// The role; none to leave the column out.
    pub role: Option<Role>,
    /// What its amounts count in; none for what the heading and the cells say.
    pub unit: Option<Unit>,
}

/// Decisions about a layout: they hold for every table with these headers, and nothing in them is about a pupil, so they can be
/// saved and loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LayoutChoice {
    /// The headers of the table, from left to right, as [`plain`] makes them; none for tables of any layout.
    pub headers: Vec<String>,
    /// Decisions about columns.
    pub columns: Vec<Choice>,
    /// What words for presence and absence stand for, as the file spells them; the empty word is an empty cell.
    pub kinds: Vec<(String, Kind)>,
}

/// Decisions about one table of one file, which hold for this sitting only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableChoice {
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether the table is left out.
    pub left_out: bool,
    /// The row of the header, from 1.
    pub header_row: Option<u64>,
    /// The period that its totals sum.
    pub period: Option<Span>,
    /// The school of its pupils.
    pub school: Option<String>,
}

/// Everything that the user has decided before files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// By layout.
    pub layouts: Vec<LayoutChoice>,
    /// By table.
    pub tables: Vec<TableChoice>,
    /// The period that totals sum where neither their table nor a decision about it says.
    pub period: Option<Span>,
    /// Scheduled minutes of every school day, where the files list absences only.
    pub day_minutes: Option<u16>,
}

impl LayoutChoice {
    /// Whether it is about tables with these headers.
    #[must_use]
    pub fn is_about(&self, headers: &[String]) -> bool {
        self.headers.is_empty()
            || self.headers.iter().eq(headers
                .iter()
                .map(|header| plain(header))
                .filter(|header| !header.is_empty())
                .collect::<Vec<_>>()
                .iter())
    }
}

impl Choices {
    /// What was decided about a table.
    #[must_use]
    pub fn table(&self, file: &str, sheet: Option<&str>) -> Option<&TableChoice> {
        self.tables.iter().find(|table| table.file == file && table.sheet.as_deref() == sheet)
    }

    /// The decisions about columns of tables with these headers; later ones come first.
    pub fn columns(&self, headers: &[String]) -> impl Iterator<Item = &Choice> {
        self.layouts.iter().rev().filter(|layout| layout.is_about(headers)).flat_map(|layout| &layout.columns)
    }

    /// The decisions about words in tables with these headers; later ones come first.
    pub fn kinds(&self, headers: &[String]) -> impl Iterator<Item = &(String, Kind)> {
        self.layouts.iter().rev().filter(|layout| layout.is_about(headers)).flat_map(|layout| &layout.kinds)
    }
}
