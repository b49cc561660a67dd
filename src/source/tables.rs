//! Tables on their way from whatever holds them to a sink: row by row, never as a dense grid, since a few bytes in the last
//! cell of a sheet would ask for 17 thousand million cells. Here all limits on cells are kept.

use super::encoding::{Charset, Encoding};
use super::excess::{over, whole};
use super::reader::Flow;
use super::{Cell, FileFacts, Format, Row, Sink};
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use crate::locale::Key;
use std::borrow::Cow;

/// Rows that a sheet of Excel can have.
pub(super) const SHEET_ROWS: u64 = 1_048_576;

/// One row with the cells that have something in them. Text is either shared (`'a`) or the row's own.
pub(super) struct SheetRow<'a> {
    /// From 1.
    pub(super) number: u64,
    cells: Vec<(u32, Held<'a>)>,
    text: Vec<u8>,
    charset: Charset,
    limits: Limits,
}

#[derive(Clone, Copy)]
enum Held<'a> {
    Shared(&'a str),
    /// From and to in the row's own text.
    Own(usize, usize),
    Value(Cell<'static>),
}

impl<'a> SheetRow<'a> {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { number: 0, cells: Vec::new(), text: Vec::new(), charset: Charset::new(Encoding::Utf8), limits: *limits }
    }

    /// Sets a cell to text of its own; the columns count from 0.
    pub(super) fn own(&mut self, column: u32, text: &str) -> Result<(), Box<Finding>> {
        self.short_enough(text)?;
        let begin = self.text.len();
        self.text.extend_from_slice(text.as_bytes());
        self.hold(column, Held::Own(begin, self.text.len()))
    }

    /// Sets a cell to text that outlives the row.
    pub(super) fn shared(&mut self, column: u32, text: &'a str) -> Result<(), Box<Finding>> {
        self.short_enough(text)?;
        self.hold(column, Held::Shared(text))
    }

    /// Sets a cell to what is no text.
    pub(super) fn value(&mut self, column: u32, cell: Cell<'static>) -> Result<(), Box<Finding>> {
        if cell == Cell::Empty { Ok(()) } else { self.hold(column, Held::Value(cell)) }
    }

    fn short_enough(&self, text: &str) -> Result<(), Box<Finding>> {
        if text.len() <= self.limits.text_bytes {
            return Ok(());
        }
        Err(self.refused(over(Key::SourceOverText, whole(text.len()), whole(self.limits.text_bytes))))
    }

    fn hold(&mut self, column: u32, held: Held<'a>) -> Result<(), Box<Finding>> {
        // A hostile sheet can repeat one cell without end, so what is held counts as well as where it stands.
        let width = (column as usize + 1).max(self.cells.len() + 1);
        if width > self.limits.columns {
            return Err(self.refused(over(Key::SourceOverColumns, whole(width), whole(self.limits.columns))));
        }
        self.cells.push((column, held));
        Ok(())
    }

    fn refused(&self, mut finding: Box<Finding>) -> Box<Finding> {
        finding.place.row = Some(self.number);
        finding
    }

    fn clear(&mut self) {
        self.cells.clear();
        self.text.clear();
    }

    fn at(&self, column: usize) -> Option<Held<'a>> {
        // Most rows have every cell, and then a cell's place is its column.
        let here = |(at, held): &(u32, Held<'a>)| (*at as usize == column).then_some(*held);
        self.cells.get(column).and_then(here).or_else(|| {
            let place = self.cells.binary_search_by_key(&column, |(at, _)| *at as usize).ok()?;
            self.cells.get(place).and_then(here)
        })
    }
}

impl Row for SheetRow<'_> {
    fn number(&self) -> u64 {
        self.number
    }

    fn width(&self) -> usize {
        self.cells.last().map_or(0, |(column, _)| *column as usize + 1)
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        let raw = match self.at(column) {
            None => return Cell::Empty,
            Some(Held::Value(cell)) => return cell,
            Some(Held::Shared(text)) => text.as_bytes(),
            Some(Held::Own(begin, end)) => self.text.get(begin..end).unwrap_or_default(),
        };
        match self.charset.trim(raw) {
            [] => Cell::Empty,
            text => Cell::Text(text),
        }
    }

    fn text<'a>(&self, raw: &'a [u8]) -> Cow<'a, str> {
        self.charset.text(raw, self.number)
    }
}

/// The tables of one file while they are handed over.
pub(super) struct Tables<'s, S> {
    sink: &'s mut S,
    limits: Limits,
    facts: FileFacts,
    /// Cells handed over so far.
    cells: u64,
    seen: usize,
    /// The table at hand: its name, its rows so far, and the last row with something in it.
    open: Option<(Option<String>, u64, u64)>,
}

impl<'s, S: Sink> Tables<'s, S> {
    pub(super) fn new(format: Format, limits: &Limits, sink: &'s mut S) -> Self {
        Self { sink, limits: *limits, facts: FileFacts::new(format), cells: 0, seen: 0, open: None }
    }

    /// Counts one more sheet, whether it is read or not.
    fn count(&mut self) -> Result<(), Box<Finding>> {
        self.seen += 1;
        if self.seen <= self.limits.sheets {
            return Ok(());
        }
        Err(over(Key::SourceOverSheets, whole(self.seen), whole(self.limits.sheets)))
    }

    /// A sheet that is not for people to read as a table, and says so itself.
    pub(super) fn pass_over(&mut self, name: &str) -> Result<(), Box<Finding>> {
        let place = Place { sheet: Some(name.to_owned()), ..Place::default() };
        self.facts.findings.push(Finding::new(Kind::SheetPassedOver, place));
        self.count()
    }

    /// A table begins. Answers whether its rows are wanted.
    pub(super) fn open(&mut self, name: Option<&str>) -> Result<bool, Box<Finding>> {
        self.close();
        self.count()?;
        let wanted = self.sink.table(name);
        self.open = wanted.then(|| (name.map(str::to_owned), 0, 0));
        Ok(wanted)
    }

    /// Hands a row over, and its like in the `times - 1` rows below; none where nothing stands in it.
    pub(super) fn row(&mut self, row: &mut SheetRow<'_>, times: u64) -> Result<Flow, Box<Finding>> {
        if row.cells.is_empty() {
            return Ok(Flow::More);
        }
        let cells = self.cells.saturating_add(whole(row.cells.len()).saturating_mul(times));
        if cells > self.limits.cells {
            return Err(self.placed(over(Key::SourceOverCells, cells, self.limits.cells)));
        }
        self.cells = cells;
        if !row.cells.is_sorted_by_key(|(column, _)| *column) {
            row.cells.sort_by_key(|(column, _)| *column);
        }
        let mut wanted = true;
        for _ in 0..times {
            let Some((_, rows, last)) = &mut self.open else { break };
            (*rows, *last) = (*rows + 1, row.number.max(*last));
            self.facts.rows += 1;
            wanted = self.sink.row(row);
            if !wanted {
                break;
            }
            row.number = row.number.saturating_add(1);
        }
        row.clear();
        Ok(if wanted { Flow::More } else { Flow::Enough })
    }

    /// The table at hand is at its end.
    pub(super) fn close(&mut self) {
        let Some((name, rows, last)) = self.open.take() else { return };
        if is_full(rows, last) {
            self.facts.findings.push(Finding::new(Kind::SheetFull, Place { sheet: name.clone(), ..Place::default() }));
        }
        self.facts.sheets.extend(name);
    }

    /// A finding with the table at hand for its place.
    pub(super) fn placed(&self, mut finding: Box<Finding>) -> Box<Finding> {
        finding.place.sheet = self.open.as_ref().and_then(|(name, ..)| name.clone());
        finding
    }

    /// All tables were handed over.
    pub(super) fn finish(mut self) -> FileFacts {
        self.close();
        self.facts
    }

    /// The same for a file that ought to hold a table: one without any is nothing that can be read.
    pub(super) fn finish_some(mut self) -> Result<FileFacts, Box<Finding>> {
        self.close();
        if self.seen == 0 { Err(Finding::new(Kind::HeaderNotFound, Place::default()).into()) } else { Ok(self.facts) }
    }
}

/// Whether a sheet goes on to its last row and holds more than a stray cell there.
fn is_full(rows: u64, last: u64) -> bool {
    (last == SHEET_ROWS && rows > SHEET_ROWS / 2) || (last == XLS_ROWS && rows > XLS_ROWS / 2)
}

/// Rows that a sheet of the older xls can have.
const XLS_ROWS: u64 = 65_536;

/// A file that is not as its kind should be, in the words of whoever noticed.
pub(super) fn damaged(words: &dyn std::fmt::Display) -> Box<Finding> {
    Box::new(Finding::new(Kind::DamagedWorkbook, Place::default()).found(words.to_string()))
}

#[cfg(test)]
mod tests {
    use super::is_full;

    #[test]
    fn a_sheet_is_full_when_it_is_filled_to_its_last_row() {
        assert!(is_full(1_048_576, 1_048_576));
        assert!(is_full(1_048_570, 1_048_576));
        assert!(!is_full(1_048_575, 1_048_575));
        assert!(!is_full(2, 1_048_576));
        assert!(is_full(65_536, 65_536));
        assert!(!is_full(65_536, 65_537));
    }
}
