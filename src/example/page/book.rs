//! Rows as a workbook of today.

use super::{Cell, Page};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::io::{self, Seek, Write};

/// Rows that a sheet can hold.
const ROWS: u32 = 1 << 20;
/// What Excel calls the first of January 1970.
const EPOCH: u16 = 25_569;

/// A workbook. Rows go to a temporary file of the operating system's until it is closed.
pub(in crate::example) struct Book<W> {
    out: W,
    book: Workbook,
    row: u32,
    /// Whether numbers, dates and clocks are such, or text.
    typed: bool,
    date: Format,
    clock: Format,
}

impl<W: Write + Seek + Send> Book<W> {
    pub(in crate::example) fn new(out: W, typed: bool) -> io::Result<Self> {
        let mut book = Workbook::new();
        // Without a date of its own the workbook would be stamped with the clock, and the same seed would not give the same file.
        let made = ExcelDateTime::from_ymd(2025, 8, 18).map_err(io::Error::other)?;
        let _ = book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        Ok(Self {
            out,
            book,
            row: 0,
            typed,
            date: Format::new().set_num_format("yyyy-mm-dd"),
            clock: Format::new().set_num_format("hh:mm"),
        })
    }

    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        let last = self.book.worksheets().len().saturating_sub(1);
        let sheet = self.book.worksheet_from_index(last)?;
        for (column, cell) in (0..).zip(cells) {
            let _ = match cell {
                Cell::Empty => continue,
                Cell::Whole(number) if self.typed => sheet.write_number(self.row, column, *number)?,
                Cell::Fixed(number, decimals) if self.typed => {
                    sheet.write_number(self.row, column, f64::from(*number) / f64::from(10_u32.pow(*decimals)))?
                }
                Cell::Date(day) if self.typed => {
                    sheet.write_number_with_format(self.row, column, u32::from(EPOCH) + u32::from(day.number()), &self.date)?
                }
                Cell::Clock(minutes) if self.typed => {
                    sheet.write_number_with_format(self.row, column, f64::from(*minutes) / 1440.0, &self.clock)?
                }
                cell => sheet.write_string(self.row, column, cell.text(','))?,
            };
        }
        Ok(())
    }
}

impl<W: Write + Seek + Send> Page for Book<W> {
    fn sheet(&mut self, name: &str) -> io::Result<()> {
        self.row = 0;
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(io::Error::other)?;
        let _ = sheet.set_name(name).map_err(io::Error::other)?;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        if self.row == ROWS {
            return Err(io::Error::other(format!("a sheet holds {ROWS} rows and this has more; csv has no limit")));
        }
        self.write(cells).map_err(io::Error::other)?;
        self.row += 1;
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.book.save_to_writer(&mut self.out).map_err(io::Error::other)?;
        self.out.flush()
    }
}
