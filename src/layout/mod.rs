//! Which table, which header row, which column is what. Works on the first rows of a table; the rest streams by.

mod choice;
mod content;
mod grain;
mod header;
mod kind;
mod role;
mod unit;
pub mod value;
mod vocabulary;

pub use choice::{Choice, Choices, LayoutChoice, TableChoice};
pub use grain::Grain;
pub use header::{Candidate, find};
pub use kind::{Absence, Kind, Kinds, Meaning};
pub use role::Role;
pub use unit::Unit;
pub use vocabulary::{Gender, Vocabulary, plain};

use crate::calendar::Span;
use crate::finding::{Finding, Kind as FindingKind, Place, letters};
use crate::locale::{Key, Value};
use crate::source::{Cell, Row};
use std::borrow::Cow;
use std::rc::Rc;

/// A row that outlives its handing over: the first rows of a table wait for the header to be found.
#[derive(Clone, Debug)]
pub struct KeptRow {
    number: u64,
    cells: Vec<KeptCell>,
}

#[derive(Clone, Debug)]
enum KeptCell {
    Text(Vec<u8>, String),
    Other(Cell<'static>),
}

impl KeptRow {
    /// Keeps a row.
    #[must_use]
    pub fn of<R: Row>(row: &R) -> Self {
        let cells = (0..row.width())
            .map(|column| match row.cell(column) {
                Cell::Text(raw) => KeptCell::Text(raw.to_vec(), row.text(raw).into_owned()),
                Cell::Empty => KeptCell::Other(Cell::Empty),
                Cell::Number(number) => KeptCell::Other(Cell::Number(number)),
                Cell::Day(day) => KeptCell::Other(Cell::Day(day)),
                Cell::Clock(minute) => KeptCell::Other(Cell::Clock(minute)),
                Cell::Moment(day, minute) => KeptCell::Other(Cell::Moment(day, minute)),
                Cell::Truth(truth) => KeptCell::Other(Cell::Truth(truth)),
                Cell::Fault => KeptCell::Other(Cell::Fault),
            })
            .collect();
        Self { number: row.number(), cells }
    }

    /// The cells as text, empty for those that are none.
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| match cell {
            KeptCell::Text(_, text) => text.as_str(),
            KeptCell::Other(_) => "",
        })
    }
}

impl Row for KeptRow {
    fn number(&self) -> u64 {
        self.number
    }

    fn width(&self) -> usize {
        self.cells.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        match self.cells.get(column) {
            Some(KeptCell::Text(raw, _)) => Cell::Text(raw),
            Some(KeptCell::Other(cell)) => *cell,
            None => Cell::Empty,
        }
    }

    fn text<'a>(&self, raw: &'a [u8]) -> Cow<'a, str> {
        let known = self.cells.iter().find_map(|cell| match cell {
            KeptCell::Text(bytes, text) if bytes == raw => Some(text.clone()),
            _ => None,
        });
        known.map_or_else(|| String::from_utf8_lossy(raw), Cow::Owned)
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its place, from 0.
    pub index: usize,
    /// Its header as the file spells it.
    pub header: String,
    /// What it is about; none when it is left out.
    pub role: Option<Role>,
    /// What its amounts count in; none for columns that hold no amounts.
    pub unit: Option<Unit>,
    /// The half of the school year that its totals are about, where the heading says so: columns for HT and VT side by side.
    pub half: Option<Half>,
    /// Its first few cells; masked where they could name somebody.
    pub samples: Vec<String>,
}

/// A half of the school year, as headings name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// Hösttermin: July to December.
    Autumn,
    /// Vårtermin: January to June.
    Spring,
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
}

/// What was recognised of a table.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The row of the header, from 1.
    pub header_row: u64,
    /// The columns that have a header, from left to right.
    pub columns: Vec<Column>,
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
    /// The column of a role.
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

/// A table that was looked at: the columns as far as they were recognised, and what stands in the way of reading it.
#[derive(Debug)]
pub struct Recognised {
    /// The columns, also when there are faults.
    pub layout: Layout,
    /// Errors; none when the table can be read.
    pub faults: Vec<Finding>,
}

/// Says which column is what, from the header and the rows below it.
#[must_use]
pub fn recognise(candidate: &Candidate, rows: &[KeptRow], choices: &Choices, vocabulary: &Rc<Vocabulary>) -> Recognised {
    let columns: Vec<Choice> = choices.columns(&candidate.headers).cloned().collect();
    let kinds = Kinds::new(Rc::clone(vocabulary), choices.kinds(&candidate.headers));
    let claims = header::claims(candidate, rows, &columns, vocabulary);
    let columns = candidate
        .headers
        .iter()
        .enumerate()
        .filter(|(_, header)| !header.is_empty())
        .map(|(index, header)| {
            let role = claims.role_of(index);
            Column { index, header: header.clone(), role, unit: None, half: None, samples: content::samples(rows, index, role, vocabulary) }
        })
        .collect();
    let layout = Layout { header_row: candidate.row, columns, grain: Grain::Lesson, notifications: false, given: Given::default(), kinds };
    let place = |role: Option<Role>| {
        let (column, header) = role.map_or((None, None), |role| layout.place(role));
        Place { row: Some(candidate.row), column, header, ..Place::default() }
    };
    let mut faults: Vec<Finding> = claims
        .unknown_choices
        .iter()
        .map(|header| Finding::new(FindingKind::ColumnChoiceUnknown, place(None)).found(header.as_str()))
        .collect();
    faults.extend(claims.clashes.iter().map(|(role, columns)| {
        let names = columns.iter().map(|&index| {
            let header = candidate.headers.get(index).cloned().unwrap_or_default();
            Key::PlaceColumnHeaded.with("column", letters(index)).with("header", header).into()
        });
        let found =
            Key::PlaceRoleOfColumns.with("role", crate::locale::Sentence::from(role.word())).with("columns", Value::List(names.collect()));
        Finding::new(FindingKind::RoleClaimedTwice, place(None)).found(found)
    }));
    let clashing = |role: Role| claims.clashes.iter().any(|(clash, _)| *clash == role);
    let has = |roles: &[Role]| roles.iter().any(|&role| layout.column(role).is_some() || clashing(role));
    let missing = [
        (has(&[Role::PupilId, Role::PupilName, Role::LastName]), Key::RolePupil),
        (has(&[Role::Date]), Key::RoleDate),
        (has(&[Role::Status, Role::Absent, Role::Authorised, Role::Unauthorised]), Key::RoleAbsence),
        // Minutes of absence mean something only beside minutes of lesson.
        (
            has(&[Role::Status])
                || !has(&[Role::Absent, Role::Authorised, Role::Unauthorised])
                || has(&[Role::Length])
                || (has(&[Role::Start]) && has(&[Role::End])),
            Key::RoleLength,
        ),
    ];
    faults.extend(
        missing
            .into_iter()
            .filter(|(found, _)| !found)
            .map(|(_, role)| Finding::new(FindingKind::RoleMissing, place(None)).found(crate::locale::Sentence::from(role))),
    );
    Recognised { layout, faults }
}
