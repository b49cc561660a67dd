//! Reports as somebody says they are: files of the contract `franvarokalkyl/report/1`, ours or others', edited or not, or workbooks of ours,
//! which carry it. A [`Claim`] can be compared, shown and attacked. It never becomes a `Published`, which only the audit of a release makes.

mod book;
mod fault;
mod read;

pub use book::{Cell, Line, Sheet};
pub use fault::Fault;

use std::fmt;

/// What a report file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The file's name, as messages call it.
    pub file: String,
    /// The program that it names, with its version; nothing where it names none.
    pub program: String,
    /// The day on which it says it was made; nothing where it names none.
    pub made: String,
    /// The language of its words, as a tag; nothing where it names none.
    pub language: String,
    /// What a row of its files is, by name; nothing where it names none.
    pub grain: String,
    /// What it remarks on its files, by code; none where it says nothing of them.
    pub remarks: Option<Vec<String>>,
    /// First and last day of the analysis period, as written.
    pub period: (String, String),
    /// The definitions: one, or those that are compared.
    pub definitions: Vec<Definition>,
    /// The rule that it says it was protected by.
    pub rule: Rule,
    /// Its tables, without those that sum lessons (`by` weekday, time or subject): these count no pupils above a limit.
    pub tables: Vec<Table>,
}

/// A definition as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its id.
    pub id: String,
    /// Its name in the report's language; the id where there is none.
    pub name: String,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// How it counts doubtful time, in words.
    pub settings: Vec<String>,
}

/// A clause of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// In words.
    pub text: String,
    /// Whether it was counted.
    pub evaluated: bool,
}

/// A rule of protection with its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Which counts are protected.
    pub kind: RuleKind,
    /// The smallest group of which anything is told.
    pub min_group: u64,
    /// The smallest count that is told.
    pub min_count: u64,
}

/// Which counts are protected. The first asks for least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleKind {
    /// Few, all, and all but few; zeros are withheld with them.
    Standard,
    /// The same, and zeros are printed.
    ShowZeros,
    /// The same, and nobody may come to know a zero.
    Strict,
}

impl RuleKind {
    const ALL: [(&'static str, Self); 3] = [("standard", Self::Standard), ("show-zeros", Self::ShowZeros), ("strict", Self::Strict)];

    /// The name in the contract.
    #[must_use]
    pub fn id(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(id, _)| id)
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its id; its number where it has none.
    pub id: String,
    /// What its rows are by, of any names.
    pub by: Vec<String>,
    /// Its columns of figures: those that it lists, then those that its rows have beside.
    pub measures: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A label for each of what the table is by; none for a total.
    pub keys: Vec<Option<String>>,
    /// A figure per measure; none where the row has none.
    pub figures: Vec<Option<Figure>>,
}

/// A figure as it stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A whole number.
    Count(u64),
    /// A decimal number, such as a share in per cent.
    Decimal(Decimal),
    /// Not shown.
    Withheld,
    /// The source could not answer.
    NotMeasurable,
}

/// A decimal number: `12.5` is 125 with one decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// Its digits as a whole number.
    pub digits: u64,
    /// How many of them are decimals.
    pub decimals: u32,
}

impl fmt::Display for Decimal {
    /// `12.5`, with all its decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u64.saturating_pow(self.decimals);
        match usize::try_from(self.decimals).unwrap_or(0) {
            0 => write!(f, "{}", self.digits),
            width => write!(f, "{}.{:0width$}", self.digits / unit, self.digits % unit),
        }
    }
}

/// Whether a column of this name has shares and no counts.
#[must_use]
pub fn is_share(name: &str) -> bool {
    name == "share" || name.starts_with("share_") || name.starts_with("absence_")
}

impl Claim {
    /// Reads a report file.
    ///
    /// # Errors
    /// [`Fault`], with table and row, when it is not what the contract says.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        read::claim(file, text)
    }

    /// Reads a file of one report, or of several that left as one.
    ///
    /// # Errors
    /// As for [`Claim::read`].
    pub fn read_all(file: &str, text: &str) -> Result<Vec<Self>, Fault> {
        read::claims(file, text)
    }

    /// Reads a workbook of ours from its sheets: one report, or several that left as one.
    ///
    /// # Errors
    /// [`Fault`], with sheet and row, when it is none or its cells are not what such a workbook has.
    pub fn of_book(file: &str, sheets: &[Sheet]) -> Result<Vec<Self>, Fault> {
        book::claims(file, sheets)
    }

    /// The name of a definition; its id where the report has none of it.
    #[must_use]
    pub fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.definitions.iter().find(|definition| definition.id == id).map_or(id, |definition| &definition.name)
    }
}

#[cfg(test)]
mod tests;
