//! Columns beyond those that every export has, by which tables can be broken down: results, support, whatever a school has put beside
//! attendance. Of their cells only labels are kept: a yes or no, a class of numbers, one of a few short words.

use super::{Breakdown, Label};
use std::fmt;
use std::rc::Rc;

/// Extra columns that a sitting can have: those beyond are not read.
pub(super) const MOST: usize = 8;

/// A column that tables can be broken down by, as the files have it. Two are equal that say the same of the same pupils.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extra {
    header: Rc<str>,
    says: Says,
    /// By what its content is known again: the fingerprint of the register does not look at it, so that what leaves before a column is
    /// chosen is not forgotten when it is.
    content: u128,
}

impl fmt::Debug for Extra {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extra").field("header", &self.header).field("says", &self.says).finish_non_exhaustive()
    }
}

/// What the cells of an extra column say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Says {
    /// Yes or no.
    Marks,
    /// A number, of which the class is known.
    Amounts,
    /// One of a few words.
    Words,
}

impl Extra {
    pub(super) fn new(header: &str, says: Says) -> Self {
        Self { header: header.into(), says, content: 0 }
    }

    /// The same with what it says.
    pub(super) fn with_content(&self, content: u128) -> Self {
        Self { content, ..self.clone() }
    }

    /// By what its content is known again; never shown.
    pub(crate) const fn content(&self) -> u128 {
        self.content
    }

    /// The header as the file spells it.
    #[must_use]
    pub fn header(&self) -> &str {
        &self.header
    }

    /// What its cells say.
    #[must_use]
    pub const fn says(&self) -> Says {
        self.says
    }

    /// Whether a name means this column: in small or capital letters, with any white space around it.
    pub(super) fn is_called(&self, name: &str) -> bool {
        spelling(&self.header) == spelling(name)
    }
}

/// A header, or a word in a cell, without what does not tell it from others.
pub(super) fn spelling(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What rows of reports are keyed by beside the names of breakdowns: a column of such a name would be taken for it.
const KEYS: [&str; 15] = [
    "month",
    "term",
    "year",
    "weeks",
    "definition",
    "clause",
    "threshold",
    "a",
    "b",
    "both",
    "only_a",
    "only_b",
    "pupils",
    "hits",
    "share",
];

/// Whether reports use a header for something else.
pub(super) fn is_taken(header: &str) -> bool {
    let header = spelling(header);
    let begins = ["over_", "at_least_", "from_", "share_", "absence_"].iter().any(|begin| header.starts_with(begin));
    begins || KEYS.contains(&header.as_str()) || Breakdown::named(&header).is_some()
}

/// What an extra column came to.
pub(super) struct Column {
    pub(super) extra: Extra,
    /// By the number that a placement has for it: nothing said, an empty cell, then what cells said.
    pub(super) labels: Vec<Label>,
}

/// What a pupil's rows say in each of the extra columns, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Values([u16; MOST]);

impl Values {
    /// Nothing said.
    pub(super) const NONE: Self = Self([Self::UNSAID; MOST]);
    /// The table has no such column.
    pub(super) const UNSAID: u16 = 0;
    /// The cell is empty, or says that nothing is known.
    pub(super) const BLANK: u16 = 1;
    /// The number of the first thing that a cell can say.
    pub(super) const FIRST: u16 = 2;

    /// The number for a column.
    pub(super) fn get(self, column: usize) -> u16 {
        self.0.get(column).copied().unwrap_or(Self::UNSAID)
    }

    pub(super) fn set(&mut self, column: usize, number: u16) {
        self.0.get_mut(column).into_iter().for_each(|place| *place = number);
    }

    /// What this leaves open, as the other says it.
    pub(super) fn or(self, other: Self) -> Self {
        let mut all = self;
        for (own, other) in all.0.iter_mut().zip(other.0) {
            *own = if *own < Self::FIRST { other.max(*own) } else { *own };
        }
        all
    }

    /// Whether as much is said as in the other.
    pub(super) fn knows_as_much_as(self, other: Self) -> bool {
        self.0.iter().zip(other.0).all(|(own, other)| (*own).min(Self::FIRST) >= other.min(Self::FIRST))
    }
}

impl Label {
    /// The label of a mark.
    pub(super) fn of_mark(set: bool) -> Self {
        let (rank, text) = if set { (0, "yes") } else { (1, "no") };
        Self { rank, text: text.to_owned() }
    }
}
