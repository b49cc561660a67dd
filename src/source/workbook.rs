//! Excel workbooks, sheet by sheet and row by row, never as a dense grid: a few bytes in the last cell of a sheet would ask
//! for 17 thousand million cells.

use super::encoding::{Charset, Encoding};
use super::serial::{self, Epoch};
use super::{Cell, FileFacts, Format, Row, Sink};
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use std::borrow::Cow;
use std::fmt::Display;
use std::io::{Cursor, Read, Seek};
use zip::ZipArchive;

/// Rows that a sheet can have.
const SHEET_ROWS: u32 = 1_048_576;

/// Reads a file that begins as a zip.
pub(super) fn read<S: Sink>(bytes: Vec<u8>, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    check(&bytes, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|fault| refusal(&fault, None))?;
    let epoch = if book.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
    let sheets = book.sheets_metadata().to_vec();
    let mut facts =
        FileFacts { format: Format::Workbook, encoding: None, delimiter: None, sheets: Vec::new(), rows: 0, findings: Vec::new() };
    for sheet in sheets {
        let passed_over = Finding::new(Kind::SheetPassedOver, of_sheet(&sheet.name));
        if sheet.typ != SheetType::WorkSheet || sheet.visible != SheetVisible::Visible {
            facts.findings.push(passed_over);
            continue;
        }
        let mut cells = match book.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => {
                facts.findings.push(passed_over);
                continue;
            }
            Err(fault) => return Err(refusal(&fault, Some(&sheet.name)).into()),
        };
        if !sink.table(Some(&sheet.name)) {
            continue;
        }
        let read = rows(&mut cells, epoch, limits, sink).map_err(|fault| match fault {
            Fault::Reader(fault) => refusal(&fault, Some(&sheet.name)),
            Fault::TooWide(row) => Finding::new(Kind::TooLarge, Place { row: Some(row), ..of_sheet(&sheet.name) }),
        })?;
        facts.rows += read.rows;
        if read.is_full() {
            facts.findings.push(Finding::new(Kind::SheetFull, of_sheet(&sheet.name)));
        }
        facts.sheets.push(sheet.name);
    }
    Ok(facts)
}

fn of_sheet(name: &str) -> Place {
    Place { sheet: Some(name.to_owned()), ..Place::default() }
}

fn damaged(words: &impl Display) -> Finding {
    Finding::new(Kind::DamagedWorkbook, Place::default()).found(words.to_string())
}

fn refusal(fault: &XlsxError, sheet: Option<&str>) -> Finding {
    let finding = match fault {
        XlsxError::Password => Finding::new(Kind::Encrypted, Place::default()),
        other => damaged(other),
    };
    Finding { place: sheet.map(of_sheet).unwrap_or_default(), ..finding }
}

/// Tells what is in the zip, and refuses what is no xlsx or unpacks to more than is taken on: shared strings and styles are
/// held unpacked while the sheets are streamed.
fn check(bytes: &[u8], limits: &Limits) -> Result<(), Box<Finding>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault))?;
    let kind = kind(&mut zip);
    if kind != "xlsx" {
        return Err(Finding::new(Kind::UnreadFormat, Place::default()).found(kind).into());
    }
    let mut held = 0_u64;
    for index in 0..zip.len() {
        let Ok(part) = zip.by_index_raw(index) else { continue };
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        if name.ends_with(".xml") && !name.contains("/worksheets/") {
            held = held.saturating_add(part.size());
        }
    }
    if held > limits.workbook_bytes { Err(Finding::new(Kind::TooLarge, Place::default()).into()) } else { Ok(()) }
}

fn kind(zip: &mut ZipArchive<Cursor<&[u8]>>) -> &'static str {
    let names: Vec<String> = zip.file_names().flatten().map(|name| name.to_ascii_lowercase().replace('\\', "/")).collect();
    let holds = |ends: &str| names.iter().any(|name| name.ends_with(ends));
    if holds("workbook.bin") {
        return "xlsb";
    }
    if holds("workbook.xml") || (holds("[content_types].xml") && holds("worksheets/sheet1.xml")) {
        return "xlsx";
    }
    if holds(".iwa") {
        return "numbers";
    }
    let mut media = String::new();
    let spreadsheet = zip.by_name("mimetype").is_ok_and(|part| part.take(100).read_to_string(&mut media).is_ok());
    if spreadsheet && media.contains("opendocument.spreadsheet") { "ods" } else { "zip" }
}

/// What a sheet had.
#[derive(Clone, Copy)]
struct SheetRead {
    rows: u64,
    /// The last row with something in it, from 1.
    last: u32,
}

impl SheetRead {
    /// Whether the sheet goes on to its last row and holds more than a stray cell there.
    fn is_full(self) -> bool {
        self.last == SHEET_ROWS && self.rows > u64::from(SHEET_ROWS / 2)
    }
}

enum Fault {
    Reader(XlsxError),
    /// A row with more cells than are taken on.
    TooWide(u64),
}

impl From<XlsxError> for Fault {
    fn from(fault: XlsxError) -> Self {
        Self::Reader(fault)
    }
}

fn rows<RS: Read + Seek, S: Sink>(
    cells: &mut XlsxCellReader<'_, RS>,
    epoch: Epoch,
    limits: &Limits,
    sink: &mut S,
) -> Result<SheetRead, Fault> {
    let mut read = SheetRead { rows: 0, last: 0 };
    let mut row = SheetRow { number: 0, cells: Vec::new(), text: Vec::new(), charset: Charset::new(Encoding::Utf8) };
    while let Some(cell) = cells.next_cell()? {
        let (above, column) = cell.get_position();
        if above >= SHEET_ROWS {
            return Err(XlsxError::RowNumberOverflow.into());
        }
        if above + 1 != row.number {
            if !row.cells.is_empty() && !row.hand_over(&mut read, sink) {
                return Ok(read);
            }
            row.number = above + 1;
        }
        // A hostile sheet can repeat one cell without end.
        if column as usize >= limits.columns || row.cells.len() >= limits.columns {
            return Err(Fault::TooWide(u64::from(row.number)));
        }
        row.hold(column, cell.get_value(), epoch);
    }
    if !row.cells.is_empty() {
        let _ = row.hand_over(&mut read, sink);
    }
    Ok(read)
}

/// One row of a sheet, with the cells that have something in them.
struct SheetRow<'a> {
    number: u32,
    cells: Vec<(u32, Held<'a>)>,
    /// Text that stands in the cells themselves, and not among the workbook's shared strings.
    text: Vec<u8>,
    charset: Charset,
}

#[derive(Clone, Copy)]
enum Held<'a> {
    Shared(&'a str),
    /// From and to in the row's own text.
    Own(usize, usize),
    Value(Cell<'static>),
}

impl<'a> SheetRow<'a> {
    fn hold(&mut self, column: u32, value: &DataRef<'a>, epoch: Epoch) {
        let held = match value {
            DataRef::Empty => return,
            DataRef::SharedString(text) => Held::Shared(text),
            DataRef::String(text) | DataRef::DurationIso(text) => self.own(text),
            DataRef::DateTimeIso(text) => serial::iso(text).map_or_else(|| self.own(text), Held::Value),
            #[expect(clippy::cast_precision_loss, reason = "a sheet stores its whole numbers as floating point in the first place")]
            DataRef::Int(number) => Held::Value(Cell::Number(*number as f64)),
            DataRef::Float(number) => Held::Value(Cell::Number(*number)),
            DataRef::DateTime(number) if number.is_duration() => Held::Value(serial::duration(number.as_f64())),
            DataRef::DateTime(number) => Held::Value(serial::moment(number.as_f64(), epoch)),
            DataRef::Bool(truth) => Held::Value(Cell::Truth(*truth)),
            DataRef::Error(_) => Held::Value(Cell::Fault),
        };
        self.cells.push((column, held));
    }

    fn own(&mut self, text: &str) -> Held<'a> {
        let begin = self.text.len();
        self.text.extend_from_slice(text.as_bytes());
        Held::Own(begin, self.text.len())
    }

    fn hand_over<S: Sink>(&mut self, read: &mut SheetRead, sink: &mut S) -> bool {
        if !self.cells.is_sorted_by_key(|(column, _)| *column) {
            self.cells.sort_by_key(|(column, _)| *column);
        }
        read.rows += 1;
        read.last = read.last.max(self.number);
        let wanted = sink.row(self);
        self.cells.clear();
        self.text.clear();
        wanted
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
        u64::from(self.number)
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
        self.charset.text(raw, u64::from(self.number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_full_when_it_is_filled_to_its_last_row() {
        assert!(SheetRead { rows: 1_048_576, last: 1_048_576 }.is_full());
        assert!(SheetRead { rows: 1_048_570, last: 1_048_576 }.is_full());
        assert!(!SheetRead { rows: 1_048_575, last: 1_048_575 }.is_full());
        assert!(!SheetRead { rows: 2, last: 1_048_576 }.is_full());
    }
}
