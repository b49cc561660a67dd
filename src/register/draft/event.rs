//! An absence that a file lists without the lessons around it.

use super::lesson::Packed;
use crate::calendar::Span;
use crate::layout::Absence;

/// An absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) struct Event {
    /// The days that it covers; only whole days cover several.
    pub(in crate::register) days: Span,
    pub(in crate::register) extent: Extent,
    pub(in crate::register) absence: Absence,
    /// Whether it only says what was expected: then what was registered on a lesson stands against it.
    pub(in crate::register) notified: bool,
    pub(in crate::register) late: bool,
    /// Where it was read: a place among the folder's sources.
    pub(in crate::register) source: u32,
}

/// How much of a day an absence takes. Whole days come first, then what is known to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) enum Extent {
    /// All of it.
    Day,
    /// From a minute after midnight to another.
    Clock(u16, u16),
    /// The lesson that starts (or goes on) at a minute after midnight, of no known length.
    Lesson(u16),
    /// So many minutes, at no known time.
    Minutes(u16),
    /// So many lessons, of no known length.
    Lessons(u8),
}

/// A row that reads as a lesson, in a table that has shown no presence so far: a lesson if the table shows any later, else an
/// absence.
#[derive(Clone, Copy, Debug)]
pub(in crate::register) struct Doubtful {
    /// The tables with the same headers: a place among the folder's groups.
    pub(in crate::register) group: u16,
    /// What it is if it is a lesson.
    pub(in crate::register) lesson: Packed,
    /// Its subject: a number among the folder's.
    pub(in crate::register) subject: Option<u16>,
    /// How much of the day it takes if it is an absence.
    pub(in crate::register) extent: Extent,
    pub(in crate::register) source: u32,
}
