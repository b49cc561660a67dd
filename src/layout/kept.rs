//! Rows that outlive their handing over.

use crate::source::{Cell, Row};
use std::borrow::Cow;

/// A row that is kept: the first rows of a table wait for the header to be found, and some rows for the next.
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
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| match cell {
            KeptCell::Text(_, text) => text.as_str(),
            KeptCell::Other(_) => "",
        })
    }

    /// Writes text into a cell.
    pub(super) fn put(&mut self, column: usize, text: &str) {
        self.set(column, KeptCell::Text(text.as_bytes().to_vec(), text.to_owned()));
    }

    /// Takes a cell from another row.
    pub(super) fn copy(&mut self, from: &Self, column: usize) {
        if let Some(cell) = from.cells.get(column) {
            self.set(column, cell.clone());
        }
    }

    fn set(&mut self, column: usize, cell: KeptCell) {
        if self.cells.len() <= column {
            self.cells.resize_with(column + 1, || KeptCell::Other(Cell::Empty));
        }
        if let Some(place) = self.cells.get_mut(column) {
            *place = cell;
        }
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
