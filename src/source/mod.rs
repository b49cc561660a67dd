//! Bytes to rows. A reader is pushed slices of a file and pushes rows of cells on to a [`Sink`]; it never holds text whole,
//! and it never fails on what a cell says: that is for `layout` and `register`.

use crate::calendar::Day;
use std::borrow::Cow;

/// A cell as the file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing there.
    Empty,
    /// Text in the row's own encoding, without quotes and without white space around it; [`Row::text`] decodes it.
    Text(&'a [u8]),
    /// A number of a workbook.
    Number(f64),
    /// A date of a workbook.
    Day(Day),
    /// A clock of a workbook, in minutes after midnight.
    Clock(u16),
    /// A date and a clock.
    Moment(Day, u16),
    /// A truth value of a workbook.
    Truth(bool),
    /// A fault of a workbook, such as `#DIV/0!`.
    Fault,
}

/// A row of cells, alive only while it is handed over.
pub trait Row {
    /// The row as a spreadsheet counts it, from 1.
    fn number(&self) -> u64;
    /// How many cells it has.
    fn width(&self) -> usize;
    /// The cell at a place counted from 0; empty outside the row.
    fn cell(&self, column: usize) -> Cell<'_>;
    /// Text of this row, decoded.
    fn text<'a>(&self, raw: &'a [u8]) -> Cow<'a, str>;
}

/// Takes rows, one at a time.
pub trait Sink {
    /// A table begins: a sheet of a workbook (its name), or a file of text (none). Answers whether its rows are wanted.
    fn table(&mut self, sheet: Option<&str>) -> bool;
    /// One more row. Answers whether the next one is wanted.
    fn row<R: Row>(&mut self, row: &R) -> bool;
}
