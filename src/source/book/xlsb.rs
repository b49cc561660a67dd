//! Excel's binary workbooks: a zip of parts that are records. Cells are read as they come.

use super::super::serial::Epoch;
use super::super::tables::{SHEET_ROWS, SheetRow, Tables, damaged};
use super::super::{Cell, FileFacts, Flow, Format, Sink};
use super::compound::{f64_at, u16_at, u32_at};
use super::links::{Link, links};
use super::records::packed_number;
use super::strings::Strings;
use super::style::Styles;
use super::zipped::Zip;
use crate::finding::Finding;
use crate::limits::Limits;
use std::io::{BufRead, BufReader, Read};

/// Reads a workbook.
pub(super) fn read<S: Sink>(mut zip: Zip, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let book = Book::read(&mut zip, limits)?;
    let mut tables = Tables::new(Format::Xlsb, limits, sink);
    for sheet in &book.sheets {
        if !sheet.shown {
            tables.pass_over(&sheet.name)?;
        } else if tables.open(Some(&sheet.name))? {
            let part = zip.find(&sheet.part).ok_or_else(|| tables.placed(damaged(&sheet.part)))?;
            let part = BufReader::new(zip.unpack(part)?.take(limits.unpacked_bytes));
            book.rows(part, limits, &mut tables).map_err(|finding| tables.placed(finding))?;
        }
    }
    Ok(tables.finish())
}

struct Book {
    epoch: Epoch,
    styles: Styles,
    strings: Strings,
    sheets: Vec<Sheet>,
}

struct Sheet {
    name: String,
    part: String,
    shown: bool,
}

impl Book {
    fn read(zip: &mut Zip, limits: &Limits) -> Result<Self, Box<Finding>> {
        let links = links(zip, "xl/workbook.bin", limits)?;
        let mut book = Self { epoch: Epoch::Of1900, styles: Styles::default(), strings: Strings::default(), sheets: Vec::new() };
        let workbook = zip.whole("xl/workbook.bin", limits)?.ok_or_else(|| damaged(&"xl/workbook.bin"))?;
        each(&workbook[..], |kind, data| {
            match kind {
                0x0099 if data.first().is_some_and(|flags| flags & 1 == 1) => book.epoch = Epoch::Of1904,
                0x009c => book.sheets.extend(Sheet::of(data, &links)),
                _ => {}
            }
            true
        })?;
        if let Some(styles) = zip.whole("xl/styles.bin", limits)? {
            let mut cell_styles = false;
            each(&styles[..], |kind, data| {
                match (kind, u16_at(data, 0)) {
                    (0x002c, Some(number)) => book.styles.format(number, &text_at(data, 2).unwrap_or_default().0),
                    (0x0269, _) => cell_styles = true,
                    (0x002f, _) if cell_styles => book.styles.style(u16_at(data, 2).unwrap_or_default()),
                    _ => {}
                }
                kind != 0x026a
            })?;
        }
        if let Some(strings) = zip.whole("xl/sharedStrings.bin", limits)? {
            each(&strings[..], |kind, data| {
                if kind == 0x0013 {
                    book.strings.push(&text_at(data, 1).unwrap_or_default().0);
                }
                true
            })?;
        }
        Ok(book)
    }

    fn rows<S: Sink>(&self, part: impl BufRead, limits: &Limits, tables: &mut Tables<'_, S>) -> Result<(), Box<Finding>> {
        let mut row = SheetRow::new(limits);
        let (mut column, mut outcome) = (0_u32, Ok(Flow::More));
        each(part, |kind, data| {
            outcome = self.record(kind, data, &mut column, &mut row, tables);
            outcome == Ok(Flow::More)
        })?;
        if outcome? == Flow::More {
            // The records end before the sheet does.
            return Err(damaged(&"EOF"));
        }
        Ok(())
    }

    /// Takes in one record of a sheet; the one that ends its cells is enough.
    fn record<S: Sink>(
        &self,
        kind: u16,
        data: &[u8],
        column: &mut u32,
        row: &mut SheetRow<'_>,
        tables: &mut Tables<'_, S>,
    ) -> Result<Flow, Box<Finding>> {
        match kind {
            0x0000 => {
                let flow = tables.row(row, 1)?;
                row.number = u32_at(data, 0).map_or(u64::MAX, |above| u64::from(above) + 1);
                *column = 0;
                if row.number > SHEET_ROWS { Err(damaged(&"BrtRowHdr")) } else { Ok(flow) }
            }
            // A cell says which column it is in, but for the short kinds, which follow the cell before them.
            0x0001..=0x000b | 0x003e => {
                *column = u32_at(data, 0).ok_or_else(|| damaged(&"BrtCell"))?;
                self.cell(kind, data.get(4..).unwrap_or_default(), *column, row)?;
                *column = column.saturating_add(1);
                Ok(Flow::More)
            }
            0x000c..=0x0012 => {
                self.cell(kind - 11, data, *column, row)?;
                *column = column.saturating_add(1);
                Ok(Flow::More)
            }
            0x0092 => tables.row(row, 1).map(|_| Flow::Enough),
            _ => Ok(Flow::More),
        }
    }

    /// Reads a cell, which begins with its style.
    fn cell(&self, kind: u16, data: &[u8], column: u32, row: &mut SheetRow<'_>) -> Result<(), Box<Finding>> {
        let style = u32_at(data, 0).map_or(usize::MAX, |style| usize::try_from(style & 0x00ff_ffff).unwrap_or(usize::MAX));
        let number = |number: Option<f64>| number.map_or(Cell::Empty, |number| self.styles.look(style).cell(number, self.epoch));
        match kind {
            0x0002 => row.value(column, number(packed_number(data, 4))),
            0x0005 | 0x0009 => row.value(column, number(f64_at(data, 4))),
            0x0003 | 0x000b => row.value(column, Cell::Fault),
            0x0004 | 0x000a => row.value(column, Cell::Truth(data.get(4).is_some_and(|&truth| truth != 0))),
            0x0006 | 0x0008 => row.own(column, &text_at(data, 4).unwrap_or_default().0),
            0x003e => row.own(column, &text_at(data, 5).unwrap_or_default().0),
            0x0007 => {
                let text = u32_at(data, 4).and_then(|number| self.strings.get(usize::try_from(number).ok()?));
                match text {
                    Some(text) => row.own(column, text),
                    None => row.value(column, Cell::Fault),
                }
            }
            _ => Ok(()),
        }
    }
}

impl Sheet {
    /// A sheet's state, the name by which its part is known, and its name.
    fn of(data: &[u8], links: &[Link]) -> Option<Self> {
        let (id, after) = text_at(data, 8)?;
        let (name, _) = text_at(data, after)?;
        let part = links.iter().find(|link| link.id == id).map(|link| link.part.clone()).unwrap_or_default();
        Some(Self { name, shown: u32_at(data, 0) == Some(0) && part.contains("worksheets/"), part })
    }
}

/// A text behind a count of its UTF-16 units, and where it ends.
fn text_at(data: &[u8], at: usize) -> Option<(String, usize)> {
    let count = usize::try_from(u32_at(data, at)?).ok().filter(|&count| count != 0xffff_ffff)?;
    let end = count.checked_mul(2)?.checked_add(at + 4)?;
    let units: Vec<u16> = data.get(at + 4..end)?.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Some((String::from_utf16_lossy(&units), end))
}

/// Goes through the records of a part, until `take` has had enough. The kind and the length of a record are numbers of seven
/// bits a byte.
fn each(mut part: impl BufRead, mut take: impl FnMut(u16, &[u8]) -> bool) -> Result<(), Box<Finding>> {
    let mut data = Vec::new();
    while let Some(first) = byte(&mut part)? {
        let mut kind = u16::from(first & 0x7f);
        if first & 0x80 != 0 {
            kind |= u16::from(byte(&mut part)?.unwrap_or_default() & 0x7f) << 7;
        }
        let mut length = 0_u64;
        for shift in [0, 7, 14, 21] {
            let Some(next) = byte(&mut part)? else { break };
            length |= u64::from(next & 0x7f) << shift;
            if next & 0x80 == 0 {
                break;
            }
        }
        data.clear();
        let read = part.by_ref().take(length).read_to_end(&mut data).map_err(|fault| damaged(&fault))?;
        if u64::try_from(read).ok() != Some(length) {
            return Err(damaged(&"EOF"));
        }
        if !take(kind, &data) {
            break;
        }
    }
    Ok(())
}

fn byte(part: &mut impl BufRead) -> Result<Option<u8>, Box<Finding>> {
    let byte = part.fill_buf().map_err(|fault| damaged(&fault))?.first().copied();
    part.consume(usize::from(byte.is_some()));
    Ok(byte)
}
