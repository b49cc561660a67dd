//! Which table, which header row, which column is what, and what a row is. Works on the first rows of a table; the rest streams
//! by, completed by an [`Unfolder`] where the table is laid out to be printed.

mod absence;
mod choice;
mod claims;
mod content;
mod extra;
mod grain;
mod header;
mod heading;
mod kept;
mod kind;
mod measure;
mod recognise;
mod role;
mod saved;
mod system;
mod title;
mod unfold;
mod unit;
pub mod value;
mod vocabulary;
mod why;

pub use absence::{Absence, AbsenceSet};
pub use choice::{Choice, Choices, LayoutChoice, Named, TableChoice};
pub use extra::personal_role;
pub use grain::Grain;
pub use header::{Candidate, find};
pub use kept::KeptRow;
pub use kind::{Kind, KindSeen, Kinds, Meaning};
pub use recognise::{Recognised, opening, recognise};
pub use role::Role;
pub use saved::{SavedFault, parse as parse_choices, write as write_choices};
pub use system::SystemSeen;
pub use unfold::{Unfolded, Unfolder};
pub use unit::Unit;
pub use vocabulary::{Gender, Vocabulary, plain};
pub use why::Why;

use crate::calendar::{Half, Span};
use std::rc::Rc;
use value::{NumberStyle, PercentScale};

/// What is known of a table before its rows are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The sheet of a workbook.
    pub sheet: Option<&'a str>,
    /// What the user has decided.
    pub choices: &'a Choices,
    /// The words of the systems.
    pub vocabulary: &'a Rc<Vocabulary>,
}

impl<'a> Known<'a> {
    /// What the user has decided about this table.
    #[must_use]
    pub fn table(&self) -> Option<&'a TableChoice> {
        self.choices.table(self.file, self.sheet)
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0. What group rows say has a place beyond the table's own columns.
    pub index: usize,
    /// Its header as the file spells it; of a group row, its label.
    pub header: String,
    /// What it is about; none when it is left out.
    pub role: Option<Role>,
    /// What its amounts count in; none for columns that hold no amounts.
    pub unit: Option<Unit>,
    /// The half of the school year that its totals are about, where the heading says so: columns for HT and VT side by side.
    pub half: Option<Half>,
    /// How its numbers are written.
    pub style: NumberStyle,
    /// What its per cents are of: a hundred, or one.
    pub scale: PercentScale,
    /// Where classes of its numbers begin, in thousandths, if somebody has said so.
    pub borders: Vec<i64>,
    /// Its first few cells; masked where they could name somebody.
    pub samples: Vec<String>,
    /// By what its role was recognised; none without a role.
    pub why: Option<Why>,
}

/// What holds for every row of a table, because a title, the file's name or the user says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The school.
    pub school: Option<String>,
    /// The class.
    pub class: Option<String>,
    /// The period that totals sum, or that a list of absences covers.
    pub period: Option<Span>,
    /// What every row is, where no column says: a list of oanmäld frånvaro.
    pub kind: Option<Kind>,
}

/// What was recognised of a table.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The row of the header, from 1.
    pub header_row: u64,
    /// The headers, from left to right, as the file spells them; empty where a column has none.
    pub headers: Vec<String>,
    /// The columns that have a header, from left to right, and those that group rows fill.
    pub columns: Vec<Column>,
    /// The system that the table comes from.
    pub system: Option<SystemSeen>,
    /// What a row is, as far as headings tell: lessons may turn out to be days, and a list without presence to be absences.
    pub grain: Grain,
    /// A list of notifications, which say what was expected and not what was registered.
    pub notifications: bool,
    /// What holds for every row.
    pub given: Given,
    /// What the words for presence and absence stand for.
    pub kinds: Kinds,
}

impl Layout {
    /// The column of a role; of two for both halves of the year, the first.
    #[must_use]
    pub fn column(&self, role: Role) -> Option<&Column> {
        self.columns.iter().find(|column| column.role == Some(role))
    }

    /// Where a role's column is, for messages.
    #[must_use]
    pub fn place(&self, role: Role) -> (Option<usize>, Option<String>) {
        self.column(role).map_or((None, None), |column| (Some(column.index), Some(column.header.clone())))
    }
}

/// What cannot be known from the file and does not keep it from being read, or does until it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Which period the totals sum.
    Period,
    /// What the amounts of a column count in.
    Unit {
        /// The column, from 0.
        column: usize,
    },
    /// Which school the pupils go to, where several files come and one does not say.
    School,
    /// How long a school day is, where absences only are listed.
    DayMinutes,
}
