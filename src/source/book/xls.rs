//! Excel's workbooks of 1993 to 2003: BIFF5 and BIFF8. The records of a sheet are walked once for where its cells stand, in
//! eight bytes a cell, and their values are read in the order of rows.

use super::super::one_byte::OneByte;
use super::super::serial::Epoch;
use super::super::tables::{SheetRow, Tables, damaged};
use super::super::{Cell, FileFacts, Flow, Format, Sink};
use super::compound::{Compound, f64_at, u16_at, u32_at};
use super::records::{Record, Spelling, packed_number, records};
use super::strings::Strings;
use super::style::Styles;
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;
const STRING: u16 = 0x0207;
const FORMULA: [u16; 3] = [0x0006, 0x0206, 0x0406];
const MANY_NUMBERS: u16 = 0x00bd;

/// Reads the container that an xls is in, or says what else it holds.
pub(in super::super) fn read<S: Sink>(bytes: &[u8], limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let compound = Compound::new(bytes)?;
    if let Some(stream) = compound.stream("Workbook").or_else(|| compound.stream("Book")) {
        drop(compound);
        return read_bare(&stream, limits, sink);
    }
    let refused = |kind| Finding::new(kind, Place::default());
    Err(Box::new(match () {
        () if compound.has("EncryptedPackage") => refused(Kind::Encrypted),
        () if compound.has("WordDocument") => refused(Kind::UnreadFormat).found("doc"),
        () if compound.has("PowerPoint Document") => refused(Kind::UnreadFormat).found("ppt"),
        () => refused(Kind::UnreadFormat).found("OLE2"),
    }))
}

/// Reads the records of a workbook without a container around them.
pub(in super::super) fn read_bare<S: Sink>(stream: &[u8], limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let book = Book::read(stream)?;
    let mut tables = Tables::new(Format::Xls, limits, sink);
    for sheet in &book.sheets {
        if !sheet.shown {
            tables.pass_over(&sheet.name)?;
        } else if tables.open(Some(&sheet.name))? {
            let begins = Record::at(stream, sheet.at).is_some_and(|record| record.kind == BEGIN);
            if !begins {
                return Err(tables.placed(damaged(&"BOF")));
            }
            book.rows(stream, sheet.at, limits, &mut tables).map_err(|finding| tables.placed(finding))?;
        }
    }
    Ok(tables.finish())
}

struct Book {
    spelling: Spelling,
    epoch: Epoch,
    styles: Styles,
    strings: Strings,
    sheets: Vec<Sheet>,
}

struct Sheet {
    name: String,
    at: usize,
    /// Whether it is a sheet of cells that Excel shows.
    shown: bool,
}

/// Where a cell stands in its sheet, and its record in the stream.
#[derive(Clone, Copy)]
struct Spot {
    row: u16,
    column: u16,
    at: u32,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, Box<Finding>> {
        let mut all = records(stream, 0);
        let first = all.next().ok_or_else(|| damaged(&"BOF"))?;
        let spelling = match (first.kind, u16_at(first.data, 0)) {
            (BEGIN, Some(0x0500)) => Spelling::Bytes(OneByte::Windows1252),
            (BEGIN, Some(_)) => Spelling::Units,
            _ => return Err(Finding::new(Kind::UnreadFormat, Place::default()).found("xls (Excel 2–4)").into()),
        };
        let mut book = Self { spelling, epoch: Epoch::Of1900, styles: Styles::default(), strings: Strings::default(), sheets: Vec::new() };
        let mut ended = false;
        for record in all {
            if record.kind == END {
                ended = true;
                break;
            }
            book.learn(&record)?;
        }
        if !ended && book.sheets.is_empty() { Err(damaged(&"EOF")) } else { Ok(book) }
    }

    /// Takes in what a record says of the whole workbook.
    fn learn(&mut self, record: &Record<'_>) -> Result<(), Box<Finding>> {
        let data = record.data;
        match record.kind {
            0x002f => return Err(Finding::new(Kind::Encrypted, Place::default()).into()),
            0x0042 => {
                if let (Spelling::Bytes(_), Some(page)) = (self.spelling, u16_at(data, 0)) {
                    let unread = || Finding::new(Kind::UnreadFormat, Place::default()).found(format!("xls (Excel 5, {page})"));
                    self.spelling = Spelling::of_page(page).ok_or_else(unread)?;
                }
            }
            0x0022 if u16_at(data, 0) == Some(1) => self.epoch = Epoch::Of1904,
            0x041e => {
                let code = record.pieces(2).text(self.spelling, matches!(self.spelling, Spelling::Bytes(_)));
                if let (Some(number), Some(code)) = (u16_at(data, 0), code) {
                    self.styles.format(number, &code);
                }
            }
            0x00e0 => self.styles.style(u16_at(data, 2).unwrap_or_default()),
            0x0085 => {
                let (at, state, kind) = (u32_at(data, 0), data.get(4), data.get(5));
                let name = record.pieces(6).text(self.spelling, true).map(|name| name.replace('\0', ""));
                let (Some(at), Some(state), Some(kind), Some(name)) = (at, state, kind, name) else {
                    return Err(damaged(&"BOUNDSHEET"));
                };
                let at = usize::try_from(at).unwrap_or(usize::MAX);
                self.sheets.push(Sheet { name, at, shown: state & 3 == 0 && *kind == 0 });
            }
            0x00fc => {
                let mut pieces = record.pieces(8);
                while !pieces.is_over() {
                    let Some(text) = pieces.text(self.spelling, false) else { break };
                    self.strings.push(&text);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn rows<S: Sink>(&self, stream: &[u8], at: usize, limits: &Limits, tables: &mut Tables<'_, S>) -> Result<(), Box<Finding>> {
        let mut spots = spots(stream, at)?;
        // Some programs write cells in the order in which they thought of them. Of two in one place the later one counts.
        if !spots.is_sorted_by_key(|spot| (spot.row, spot.column)) {
            spots.sort_by_key(|spot| (spot.row, spot.column));
        }
        let mut row = SheetRow::new(limits);
        let mut spots = spots.into_iter().peekable();
        while let Some(spot) = spots.next() {
            if spots.peek().is_some_and(|next| (next.row, next.column) == (spot.row, spot.column)) {
                continue;
            }
            let number = u64::from(spot.row) + 1;
            if number != row.number {
                if tables.row(&mut row, 1)? == Flow::Enough {
                    return Ok(());
                }
                row.number = number;
            }
            self.cell(stream, spot, &mut row)?;
        }
        tables.row(&mut row, 1).map(drop)
    }

    /// Reads one cell into its row.
    fn cell(&self, stream: &[u8], spot: Spot, row: &mut SheetRow<'_>) -> Result<(), Box<Finding>> {
        let Some(record) = usize::try_from(spot.at).ok().and_then(|at| Record::at(stream, at)) else { return Ok(()) };
        let (data, column) = (record.data, u32::from(spot.column));
        let look = || self.styles.look(u16_at(data, 4).map_or(usize::MAX, usize::from));
        let number = |number: Option<f64>| number.map_or(Cell::Empty, |number| look().cell(number, self.epoch));
        match record.kind {
            0x0203 => row.value(column, number(f64_at(data, 6))),
            0x027e => row.value(column, number(packed_number(data, 6))),
            MANY_NUMBERS => {
                let first = u16_at(data, 2).unwrap_or_default();
                let place = 4 + 6 * usize::from(spot.column.saturating_sub(first));
                let look = self.styles.look(u16_at(data, place).map_or(usize::MAX, usize::from));
                row.value(column, packed_number(data, place + 2).map_or(Cell::Empty, |number| look.cell(number, self.epoch)))
            }
            0x0205 => row.value(column, truth_or_fault(data.get(6), data.get(7).is_some_and(|fault| *fault == 1))),
            0x00fd => {
                let text = u32_at(data, 6).and_then(|number| self.strings.get(usize::try_from(number).ok()?));
                match text {
                    Some(text) => row.own(column, text),
                    None => row.value(column, Cell::Fault),
                }
            }
            0x0204 | 0x00d6 => self.text(&record, 6, column, row),
            STRING => self.text(&record, 0, column, row),
            _ => match (data.get(6), data.get(12..14)) {
                (Some(1), Some([0xff, 0xff])) => row.value(column, truth_or_fault(data.get(8), false)),
                (Some(2), Some([0xff, 0xff])) => row.value(column, Cell::Fault),
                (_, Some([0xff, 0xff])) => Ok(()),
                _ => row.value(column, number(f64_at(data, 6))),
            },
        }
    }

    fn text(&self, record: &Record<'_>, from: usize, column: u32, row: &mut SheetRow<'_>) -> Result<(), Box<Finding>> {
        let text = record.pieces(from).text(self.spelling, false);
        text.map_or(Ok(()), |text| row.own(column, &text))
    }
}

fn truth_or_fault(value: Option<&u8>, fault: bool) -> Cell<'static> {
    if fault { Cell::Fault } else { Cell::Truth(value.is_some_and(|&value| value != 0)) }
}

/// Where the cells of the sheet that begins at a place stand. Charts inside it have records like cells, and are passed over.
fn spots(stream: &[u8], at: usize) -> Result<Vec<Spot>, Box<Finding>> {
    let mut spots = Vec::new();
    let (mut depth, mut formula) = (0_u32, None);
    for record in records(stream, at) {
        match record.kind {
            BEGIN => depth += 1,
            END => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Ok(spots);
        }
        let (Some(row), Some(column)) = (u16_at(record.data, 0), u16_at(record.data, 2)) else { continue };
        let spot = Spot { row, column, at: u32::try_from(record.at).unwrap_or(u32::MAX) };
        if depth > 1 {
            continue;
        }
        match record.kind {
            0x0203 | 0x0204 | 0x0205 | 0x00d6 | 0x00fd | 0x027e => spots.push(spot),
            kind if FORMULA.contains(&kind) => {
                formula = Some(spot);
                spots.push(spot);
            }
            // The text that a formula came to stands in a record of its own, after the formula's.
            STRING => spots.extend(formula.take().map(|formula| Spot { at: spot.at, ..formula })),
            MANY_NUMBERS => {
                let count = record.data.len().saturating_sub(6) / 6;
                spots.extend((column..).take(count).map(|column| Spot { column, ..spot }));
            }
            _ => {}
        }
    }
    // The stream breaks off before the sheet does.
    Err(damaged(&"EOF"))
}
