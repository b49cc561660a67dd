//! Bytes to rows. A [`Reader`] is pushed slices of a file and pushes rows of cells on to a [`Sink`]; it never holds text
//! whole, and it never fails on what a cell says: that is for `layout` and `register`.
//!
//! ```
//! use franvarokalkyl::{limits::Limits, source::{Cell, Reader, Row, Sink}};
//!
//! struct Classes(Vec<String>);
//!
//! impl Sink for Classes {
//!     fn table(&mut self, _sheet: Option<&str>) -> bool {
//!         true
//!     }
//!     fn row<R: Row>(&mut self, row: &R) -> bool {
//!         if let Cell::Text(raw) = row.cell(1) {
//!             self.0.push(row.text(raw).into_owned());
//!         }
//!         true
//!     }
//! }
//!
//! # fn main() -> Result<(), Box<franvarokalkyl::finding::Finding>> {
//! let mut classes = Classes(Vec::new());
//! let mut reader = Reader::new("example.csv", None, Limits::default());
//! reader.push(b"Elev;Klass\n1;5A\n", &mut classes)?;
//! reader.push(b"2;5B", &mut classes)?;
//! reader.finish(&mut classes)?;
//! assert_eq!(classes.0, ["Klass", "5A", "5B"]);
//! # Ok(())
//! # }
//! ```

mod book;
mod bundle;
mod bytes;
mod container;
mod dialect;
mod encoding;
mod excess;
mod facts;
mod json;
mod markup;
mod one_byte;
mod reader;
mod scan;
mod serial;
mod split;
mod tables;
mod text;
mod utf16;

pub use bytes::same;
pub use encoding::Encoding;
pub use facts::{Delimiter, FileFacts, Format};
pub use reader::{Flow, Reader};

use crate::calendar::Day;
use std::borrow::Cow;

/// A cell as the file has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing there, or only white space.
    Empty,
    /// Text in the row's own encoding, without quotes and without white space around it; [`Row::text`] decodes it.
    Text(&'a [u8]),
    /// A number of a workbook; also a date there that [`Day`] cannot tell, as Excel's serial number.
    Number(f64),
    /// A date of a workbook.
    Day(Day),
    /// A clock of a workbook, in minutes after midnight; seconds are dropped. A duration can be longer than a day.
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
    /// The row as a spreadsheet that has opened the file counts it, from 1. In text this is the record: a quoted cell with
    /// line breaks is still one row, blank lines count, and a leading `sep=;` line does not.
    fn number(&self) -> u64;
    /// How many cells it has.
    fn width(&self) -> usize;
    /// The cell at a place counted from 0; empty outside the row.
    fn cell(&self, column: usize) -> Cell<'_>;
    /// The bytes of the file from one column to another, both included: equal bytes mean equal cells. None where a row is no
    /// stretch of bytes, as in a workbook.
    fn stretch(&self, _first: usize, _last: usize) -> Option<&[u8]> {
        None
    }
    /// Text of this row, decoded.
    fn text<'a>(&self, raw: &'a [u8]) -> Cow<'a, str>;
}

/// Takes rows, one at a time.
pub trait Sink {
    /// A file inside the file begins, such as an entry of a zip: tables and rows up to its end are its own. `name` is what
    /// findings call it: `export.zip: närvaro.csv`.
    fn file(&mut self, _name: &str) {}
    /// The file inside is at its end: what it was, or none where it could not be read. Its findings are told with those of
    /// the file that holds it, in [`FileFacts::findings`].
    fn file_end(&mut self, _facts: Option<&FileFacts>) {}
    /// A table begins: a sheet of a workbook (its name), or a file of text (none). Answers whether its rows are wanted.
    fn table(&mut self, sheet: Option<&str>) -> bool;
    /// One more row. Rows that hold nothing at all may be left out; their numbers are then missing. Answers whether the
    /// next one is wanted.
    fn row<R: Row>(&mut self, row: &R) -> bool;
}
