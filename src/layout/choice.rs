//! What the user has decided about how files are read.

use super::value::{NumberStyle, thousandths_of_text};
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
    /// Where classes of its numbers begin, in thousandths; none for what fits them.
    pub borders: Vec<i64>,
}

/// A column that a question names, to break its tables down by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// The header, in any spelling that [`plain`] makes the same.
    pub header: String,
    /// As in [`Choice`].
    pub borders: Vec<i64>,
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
    /// Columns that questions name. They are used where they mean nothing else, and need not be in every table.
    pub named: Vec<Named>,
}

impl Named {
    /// Reads a column with where classes of its numbers begin: `Meritvärde=150,200,250`. A border with decimals has a point.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (header, borders) = text.rsplit_once('=')?;
        let borders = borders.split(',').map(|border| thousandths_of_text(border, NumberStyle::Point)).collect::<Option<_>>()?;
        (!header.trim().is_empty()).then(|| Self { header: header.trim().to_owned(), borders })
    }
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

    /// Where classes of a column's numbers begin: as a question says, or as is decided.
    #[must_use]
    pub fn borders(&self, headers: &[String], header: &str) -> Vec<i64> {
        let header = plain(header);
        let named = self.named.iter().filter(|named| plain(&named.header) == header).map(|named| &named.borders);
        let decided = self.columns(headers).filter(|choice| plain(&choice.header) == header).map(|choice| &choice.borders);
        named.chain(decided).find(|borders| !borders.is_empty()).cloned().unwrap_or_default()
    }

    /// The decisions about words in tables with these headers; later ones come first.
    pub fn kinds(&self, headers: &[String]) -> impl Iterator<Item = &(String, Kind)> {
        self.layouts.iter().rev().filter(|layout| layout.is_about(headers)).flat_map(|layout| &layout.kinds)
    }
}
