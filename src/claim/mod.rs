//! Reports as somebody says they are: files of the contract `franvarokalkyl/report/1`, ours or others', edited or not. A [`Claim`] can be
//! compared, shown and attacked. It never becomes a `Published`, which only the audit of a release makes.

mod fault;
mod read;

pub use fault::Fault;

/// What a report file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The file's name, as messages call it.
    pub file: String,
    /// The program that it names, with its version; nothing where it names none.
    pub program: String,
    /// The day on which it says it was made; nothing where it names none.
    pub made: String,
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

impl Claim {
    /// Reads a report file.
    ///
    /// # Errors
    /// [`Fault`], with table and row, when it is not what the contract says.
    pub fn read(file: &str, text: &str) -> Result<Self, Fault> {
        read::claim(file, text)
    }

    /// The name of a definition; its id where the report has none of it.
    #[must_use]
    pub fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        self.definitions.iter().find(|definition| definition.id == id).map_or(id, |definition| &definition.name)
    }
}

#[cfg(test)]
mod tests;
