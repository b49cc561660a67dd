//! What a release rests on, apart from its counts.

use crate::calendar::{Day, Span};
use crate::definition::Summary;

/// What stands around the tables of a release. Nothing here is about a single pupil; what could be (lessons, rows) is
/// handed in raw and leaves protected.
#[derive(Clone, Debug)]
pub struct Context {
    /// Program and version: `franvarokalkyl 0.1.0`.
    pub program: String,
    /// The day the report is made.
    pub made: Day,
    /// Files read.
    pub files: usize,
    /// The row grain, as the contract names it: `lesson`.
    pub grain: &'static str,
    /// The analysis period.
    pub span: Span,
    /// The definition.
    pub definition: Summary,
    /// Lessons in the analysis period; none when the files cannot tell registered ones from others.
    pub lessons: Option<Lessons>,
    /// What was found in the files.
    pub remarks: Vec<Remark>,
}

/// Lessons of all pupils, for the registration rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    /// Lessons on the schedule, cancelled ones taken out.
    pub scheduled: u64,
    /// Those of them that somebody registered.
    pub registered: u64,
}

/// A quality remark: its code and how many rows it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The finding's code.
    pub code: &'static str,
    /// The rows.
    pub rows: u64,
}
