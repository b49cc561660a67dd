//! Excel's workbooks of 2007 and later, through calamine's reader of cells.

use super::super::excess::over;
use super::super::serial::{self, Epoch};
use super::super::tables::{SHEET_ROWS, SheetRow, Tables, damaged};
use super::super::{Cell, FileFacts, Flow, Format, Sink};
use super::zipped::Zip;
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use crate::locale::Key;
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError};
use std::io::{Cursor, Read, Seek};

/// Reads a workbook.
pub(super) fn read<S: Sink>(mut zip: Zip, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    check(&mut zip, limits)?;
    let mut book = Xlsx::new(Cursor::new(zip.into_bytes())).map_err(|fault| refusal(&fault))?;
    let epoch = if book.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 };
    let mut tables = Tables::new(Format::Workbook, limits, sink);
    for sheet in book.sheets_metadata().to_vec() {
        if sheet.typ != SheetType::WorkSheet || sheet.visible != SheetVisible::Visible {
            tables.pass_over(&sheet.name)?;
            continue;
        }
        let mut cells = match book.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => {
                tables.pass_over(&sheet.name)?;
                continue;
            }
            Err(fault) => {
                let place = Place { sheet: Some(sheet.name), ..Place::default() };
                return Err(Finding { place, ..*refusal(&fault) }.into());
            }
        };
        if tables.open(Some(&sheet.name))? {
            rows(&mut cells, epoch, limits, &mut tables).map_err(|finding| tables.placed(finding))?;
        }
    }
    Ok(tables.finish())
}

fn refusal(fault: &XlsxError) -> Box<Finding> {
    match fault {
        XlsxError::Password => Finding::new(Kind::Encrypted, Place::default()).into(),
        other => damaged(other),
    }
}

/// Refuses what unpacks to more than is taken on: shared strings and styles are held unpacked while the sheets are streamed.
fn check(zip: &mut Zip, limits: &Limits) -> Result<(), Box<Finding>> {
    let mut held = 0_u64;
    for index in 0..zip.len() {
        let Ok(Some((name, size))) = zip.entry(index) else { continue };
        let name = name.to_ascii_lowercase();
        if name.contains("worksheets/") {
            if size > limits.unpacked_bytes {
                return Err(over(Key::SourceOverBytes, size, limits.unpacked_bytes));
            }
        } else if name.ends_with(".xml") {
            held = held.saturating_add(size);
        }
    }
    if held > limits.workbook_bytes { Err(over(Key::SourceOverBytes, held, limits.workbook_bytes)) } else { Ok(()) }
}

fn rows<RS: Read + Seek, S: Sink>(
    cells: &mut XlsxCellReader<'_, RS>,
    epoch: Epoch,
    limits: &Limits,
    tables: &mut Tables<'_, S>,
) -> Result<(), Box<Finding>> {
    let mut row = SheetRow::new(limits);
    while let Some(cell) = cells.next_cell().map_err(|fault| refusal(&fault))? {
        let (above, column) = cell.get_position();
        let number = u64::from(above) + 1;
        if number > SHEET_ROWS {
            return Err(refusal(&XlsxError::RowNumberOverflow));
        }
        if number != row.number {
            if tables.row(&mut row, 1)? == Flow::Enough {
                return Ok(());
            }
            row.number = number;
        }
        hold(&mut row, column, cell.get_value(), epoch)?;
    }
    let _ = tables.row(&mut row, 1)?;
    Ok(())
}

fn hold<'a>(row: &mut SheetRow<'a>, column: u32, value: &DataRef<'a>, epoch: Epoch) -> Result<(), Box<Finding>> {
    match value {
        DataRef::Empty => Ok(()),
        DataRef::SharedString(text) => row.shared(column, text),
        DataRef::String(text) | DataRef::DurationIso(text) => row.own(column, text),
        DataRef::DateTimeIso(text) => match serial::iso(text) {
            Some(cell) => row.value(column, cell),
            None => row.own(column, text),
        },
        #[expect(clippy::cast_precision_loss, reason = "a sheet stores its whole numbers as floating point in the first place")]
        DataRef::Int(number) => row.value(column, Cell::Number(*number as f64)),
        DataRef::Float(number) => row.value(column, Cell::Number(*number)),
        DataRef::DateTime(number) if number.is_duration() => row.value(column, serial::duration(number.as_f64())),
        DataRef::DateTime(number) => row.value(column, serial::moment(number.as_f64(), epoch)),
        DataRef::Bool(truth) => row.value(column, Cell::Truth(*truth)),
        DataRef::Error(_) => row.value(column, Cell::Fault),
    }
}
