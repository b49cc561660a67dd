//! The example as a workbook: real dates, clocks and numbers, as a system writes them that knows Excel.

use super::record::Record;
use super::rows::Rows;
use super::world::World;
use super::{Example, columns};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::io::{Seek, Write};

/// Rows that a sheet can hold, the header included.
const SHEET_ROWS: u32 = 1 << 20;
/// What Excel calls the first of January 1970.
const EPOCH: u16 = 25_569;

/// Writes a workbook; one sheet for every 1 048 575 rows, since no sheet holds more. Rows go to a temporary file of the
/// operating system's until the workbook is closed, so that memory does not grow with them.
///
/// # Errors
/// Those of `out` and of the temporary file.
pub fn write_xlsx<W: Write + Seek + Send>(example: &Example, out: W) -> Result<(), XlsxError> {
    let mut rows = Rows::new(World::new(example), example.order);
    let mut workbook = Workbook::new();
    // Without a date of its own the workbook would be stamped with the clock, and the same seed would not give the same file.
    let _ = workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2025, 8, 18)?));
    let formats = Formats::new();
    let mut more = true;
    let mut number = 1;
    while more {
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        let _ = sheet.set_name(format!("Lektioner {number}"))?;
        for (column, header) in (0..).zip(columns::HEADERS) {
            let _ = sheet.write_string_with_format(0, column, header, &formats.header)?;
        }
        let mut row = 1;
        // A pupil's day stays together, and has fewer rows than this.
        while more && row < SHEET_ROWS - 16 {
            more = rows.next(&mut |record| {
                write(sheet, row, record, &formats)?;
                row += 1;
                Ok::<(), XlsxError>(())
            })?;
        }
        number += 1;
    }
    workbook.save_to_writer(out)
}

struct Formats {
    header: Format,
    date: Format,
    clock: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            header: Format::new().set_bold(),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            clock: Format::new().set_num_format("hh:mm"),
        }
    }
}

fn write(sheet: &mut Worksheet, row: u32, record: &Record<'_>, formats: &Formats) -> Result<(), XlsxError> {
    let texts = [record.school, record.class, record.grade, record.id, record.surname, record.given, columns::gender(record.gender)];
    for (column, text) in (0..).zip(texts) {
        let _ = sheet.write_string(row, column, text)?;
    }
    let date = u32::from(EPOCH) + u32::from(record.day.number());
    let _ = sheet.write_number_with_format(row, 7, date, &formats.date)?;
    for (column, minutes) in [(8, record.start), (9, record.end)] {
        let _ = sheet.write_number_with_format(row, column, f64::from(minutes) / 1440.0, &formats.clock)?;
    }
    let _ = sheet.write_string(row, 10, record.subject)?;
    let _ = sheet.write_number(row, 11, record.minutes())?;
    let _ = sheet.write_number(row, 12, record.absent)?;
    let _ = sheet.write_string(row, 13, columns::kind(record.kind))?;
    Ok(())
}
