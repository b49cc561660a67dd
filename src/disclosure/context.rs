//! What a release rests on, apart from its counts.

use super::published::{Gap, Subject};
use super::registration::Registered;
use crate::calendar::{Day, Span};
use crate::definition::Over;
use crate::tally::Lessons;

/// What stands around the tables of a release. Nothing here is about a single pupil; what could be (lessons, rows) is
/// handed in raw and leaves protected.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    /// Program and version: `franvarokalkyl 0.1.0`.
    pub(crate) program: String,
    /// The day the report is made.
    pub(crate) made: Day,
    /// Files read.
    pub(crate) files: usize,
    /// The row grain, as the contract names it: `lesson`.
    pub(crate) grain: &'static str,
    /// The analysis period.
    pub(crate) span: Span,
    /// What it is about.
    pub(crate) subject: Subject,
    /// Which parts of the analysis period are columns.
    pub(crate) over: Option<Over>,
    /// The labels of the columns of time; one without a text where there are none.
    pub(crate) columns: Vec<String>,
    /// Clauses that were evaluated in some of them only.
    pub(crate) gaps: Vec<Gap>,
    /// Pupils whose lessons these are.
    pub(crate) population: u64,
    /// Lessons in the analysis period; none when the files cannot tell registered ones from others.
    pub(crate) lessons: Option<Lessons>,
    /// The same by school and in the parts of the analysis period.
    pub(crate) registered: Vec<Registered>,
    /// What was found in the files.
    pub(crate) remarks: Vec<Remark>,
}

/// A quality remark: its code and how many rows it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    /// The finding's code.
    pub(crate) code: &'static str,
    /// The rows.
    pub(crate) rows: u64,
}
