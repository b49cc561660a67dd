//! Rows as a workbook of 1997: BIFF8 ([MS-XLS]) in a compound file. All cells are text, as in the one export that was measured.

use super::{Cell, Page};
use std::collections::HashMap;
use std::io::{self, Cursor, Seek, Write};

/// Rows that a sheet can hold.
const ROWS: u32 = 1 << 16;
/// Bytes that a record can hold; a longer one goes on in CONTINUE records.
const RECORD: usize = 8_224;
/// The cell format; those before it are formats of styles.
const CELL_FORMAT: u16 = 15;
/// Larger than any stream that would have to lie among the small ones.
const LEAST_STREAM: usize = 4_096;

/// Kinds of records.
mod kind {
    pub(super) const EOF: u16 = 0x000A;
    pub(super) const FONT: u16 = 0x0031;
    pub(super) const CONTINUE: u16 = 0x003C;
    pub(super) const CODE_PAGE: u16 = 0x0042;
    pub(super) const BOUND_SHEET: u16 = 0x0085;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const MERGED_CELLS: u16 = 0x00E5;
    pub(super) const SHARED_STRINGS: u16 = 0x00FC;
    pub(super) const LABEL_SHARED: u16 = 0x00FD;
    pub(super) const DIMENSIONS: u16 = 0x0200;
    pub(super) const WINDOW: u16 = 0x023E;
    pub(super) const STYLE: u16 = 0x0293;
    pub(super) const BOF: u16 = 0x0809;
}

/// A workbook, held in memory until it is finished: where its sheets begin stands before them.
pub(in crate::example) struct OldBook<W> {
    out: W,
    sheets: Vec<Sheet>,
    /// Every text once, with its number.
    strings: HashMap<String, u32>,
    order: Vec<String>,
    cells: u32,
}

#[derive(Default)]
struct Sheet {
    name: String,
    labels: Vec<u8>,
    rows: u32,
    columns: u16,
    /// Row, first column, last column.
    merged: Vec<[u16; 3]>,
}

impl<W: Write + Seek> OldBook<W> {
    pub(in crate::example) fn new(out: W) -> Self {
        Self { out, sheets: Vec::new(), strings: HashMap::new(), order: Vec::new(), cells: 0 }
    }

    fn number_of(&mut self, text: &str) -> u32 {
        if let Some(number) = self.strings.get(text) {
            return *number;
        }
        let number = u32::try_from(self.order.len()).unwrap_or(u32::MAX);
        let _ = self.strings.insert(text.to_owned(), number);
        self.order.push(text.to_owned());
        number
    }

    /// The stream `Workbook`: what holds for all sheets, with the place where each begins, and then the sheets.
    fn stream(&self) -> Vec<u8> {
        let sheets: Vec<Vec<u8>> = self.sheets.iter().map(Sheet::stream).collect();
        let strings = shared_strings(&self.order, self.cells);
        let globals = |first: usize| {
            let mut stream = beginning(0x0005);
            record(&mut stream, kind::CODE_PAGE, &1_200_u16.to_le_bytes());
            for _ in 0..4 {
                record(&mut stream, kind::FONT, &font());
            }
            for _ in 0..CELL_FORMAT {
                record(&mut stream, kind::XF, &format_of(0xFFF5));
            }
            record(&mut stream, kind::XF, &format_of(0x0001));
            record(&mut stream, kind::STYLE, &[0x00, 0x80, 0x00, 0xFF]);
            let mut place = first;
            for (sheet, bytes) in self.sheets.iter().zip(&sheets) {
                let mut body = u32::try_from(place).unwrap_or(u32::MAX).to_le_bytes().to_vec();
                body.extend([0, 0, u8::try_from(sheet.name.encode_utf16().count()).unwrap_or(u8::MAX)]);
                body.push(1);
                body.extend(sheet.name.encode_utf16().flat_map(u16::to_le_bytes));
                record(&mut stream, kind::BOUND_SHEET, &body);
                place += bytes.len();
            }
            stream.extend_from_slice(&strings);
            record(&mut stream, kind::EOF, &[]);
            stream
        };
        // The first turn says how long this part is, and with that where the first sheet begins.
        let mut stream = globals(globals(0).len());
        stream.extend(sheets.into_iter().flatten());
        stream.resize(stream.len().max(LEAST_STREAM), 0);
        stream
    }
}

impl Sheet {
    fn stream(&self) -> Vec<u8> {
        let mut stream = beginning(0x0010);
        let mut dimensions = [0_u32.to_le_bytes(), self.rows.to_le_bytes()].concat();
        dimensions.extend([[0, 0], self.columns.to_le_bytes(), [0, 0]].as_flattened());
        record(&mut stream, kind::DIMENSIONS, &dimensions);
        stream.extend_from_slice(&self.labels);
        // [MS-XLS] 2.4.168: at most 1026 ranges a record.
        for some in self.merged.chunks(1_026) {
            let mut body = u16::try_from(some.len()).unwrap_or(0).to_le_bytes().to_vec();
            for [row, first, last] in some {
                body.extend([row, row, first, last].into_iter().flat_map(|number| number.to_le_bytes()));
            }
            record(&mut stream, kind::MERGED_CELLS, &body);
        }
        let mut window = vec![0_u8; 18];
        window.splice(..2, 0x06B6_u16.to_le_bytes()).for_each(drop);
        record(&mut stream, kind::WINDOW, &window);
        record(&mut stream, kind::EOF, &[]);
        stream
    }
}

impl<W: Write + Seek> Page for OldBook<W> {
    fn sheet(&mut self, name: &str) -> io::Result<()> {
        self.sheets.push(Sheet { name: name.chars().take(31).collect(), ..Sheet::default() });
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let Some(mut sheet) = self.sheets.pop() else { return Err(io::Error::other("rows before the first sheet")) };
        let row = u16::try_from(sheet.rows).map_err(|_| {
            io::Error::other(format!("a sheet of a workbook of 1997 holds {ROWS} rows and this has more; csv has no limit"))
        })?;
        for (column, cell) in (0_u16..).zip(cells) {
            if *cell != Cell::Empty {
                let number = self.number_of(&cell.text(','));
                let mut body = [row, column, CELL_FORMAT].map(u16::to_le_bytes).concat();
                body.extend(number.to_le_bytes());
                record(&mut sheet.labels, kind::LABEL_SHARED, &body);
                self.cells += 1;
                sheet.columns = sheet.columns.max(column + 1);
            }
        }
        sheet.rows += 1;
        self.sheets.push(sheet);
        Ok(())
    }

    fn banner(&mut self, column: u16, span: u16, text: &str) -> io::Result<()> {
        if let Some(sheet) = self.sheets.last_mut().filter(|_| span > 1) {
            sheet.merged.push([u16::try_from(sheet.rows).unwrap_or(u16::MAX), column, column + span - 1]);
        }
        let mut cells = vec![Cell::Empty; usize::from(column)];
        cells.push(text.into());
        self.row(&cells)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
        file.create_stream("/Workbook")?.write_all(&self.stream())?;
        file.flush()?;
        self.out.write_all(file.into_inner().get_ref())?;
        self.out.flush()
    }
}

fn record(stream: &mut Vec<u8>, kind: u16, body: &[u8]) {
    stream.extend(kind.to_le_bytes());
    stream.extend(u16::try_from(body.len()).unwrap_or(u16::MAX).to_le_bytes());
    stream.extend_from_slice(body);
}

/// BOF: BIFF8, of the workbook's common part (5) or of a sheet (16), as Excel 97 wrote it.
fn beginning(part: u16) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut body = [0x0600, part, 0x0DBB, 0x07CC].map(u16::to_le_bytes).concat();
    body.extend([0_u32, 6].into_iter().flat_map(u32::to_le_bytes));
    record(&mut stream, kind::BOF, &body);
    stream
}

/// Arial, ten points.
fn font() -> Vec<u8> {
    let mut body = [200, 0, 0x7FFF, 400, 0].map(u16::to_le_bytes).concat();
    body.extend([0, 0, 0, 0, 5, 0]);
    body.extend_from_slice(b"Arial");
    body
}

/// XF: the first font, the format General.
fn format_of(kind: u16) -> Vec<u8> {
    let mut body = [0, 0, kind].map(u16::to_le_bytes).concat();
    body.resize(20, 0);
    body
}

/// SST: every text once. A record that is full goes on in the next; none of our texts is split.
fn shared_strings(texts: &[String], cells: u32) -> Vec<u8> {
    let mut stream = Vec::new();
    let mut kind = kind::SHARED_STRINGS;
    let mut body = [cells, u32::try_from(texts.len()).unwrap_or(u32::MAX)].map(u32::to_le_bytes).concat();
    for text in texts {
        let units: Vec<u16> = text.encode_utf16().collect();
        if body.len() + 3 + 2 * units.len() > RECORD {
            record(&mut stream, kind, &body);
            kind = kind::CONTINUE;
            body.clear();
        }
        body.extend(u16::try_from(units.len()).unwrap_or(u16::MAX).to_le_bytes());
        // One byte a letter where that is enough, as Excel does.
        let narrow: Option<Vec<u8>> = units.iter().map(|unit| u8::try_from(*unit).ok()).collect();
        body.push(u8::from(narrow.is_none()));
        match narrow {
            Some(bytes) => body.extend(bytes),
            None => body.extend(units.into_iter().flat_map(u16::to_le_bytes)),
        }
    }
    record(&mut stream, kind, &body);
    stream
}
