//! JSON, as SS 12000 has it: lists of objects that refer to one another by id. The lists that nobody refers to are tables, with
//! the values of what they refer to in further columns: `student.id`, `student.civicNo`, `calendarEvent.startTime`.

mod follow;
mod parse;
mod store;

use super::encoding::Encoding;
use super::one_byte::OneByte;
use super::tables::{SheetRow, Tables};
use super::{FileFacts, Flow, Format, Sink, utf16};
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use follow::References;
use parse::parse;
use store::Store;

/// A file of JSON: its name without folders, and its bytes.
pub(super) struct JsonFile {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Files of JSON that may refer to one another.
pub(super) struct Pool {
    store: Store,
    references: References,
    limits: Limits,
}

impl Pool {
    /// Reads the files; one that is damaged is named by its place among them.
    pub(super) fn read(files: impl IntoIterator<Item = JsonFile>, limits: &Limits) -> Result<Self, (usize, Box<Finding>)> {
        let mut store = Store::new(limits);
        for (number, file) in files.into_iter().enumerate() {
            let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
            parse(&as_utf8(file.bytes), number, stem, &mut store).map_err(|finding| (number, finding))?;
        }
        let references = References::of(&store);
        Ok(Self { store, references, limits: *limits })
    }

    /// Hands over the tables of one of the files.
    pub(super) fn hand_over<S: Sink>(&self, file: usize, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
        let mut tables = Tables::new(Format::Json, &self.limits, sink);
        let here: Vec<usize> =
            (0..self.store.arrays.len()).filter(|&array| self.store.arrays.get(array).is_some_and(|array| array.file == file)).collect();
        if here.is_empty() {
            return Err(Finding::new(Kind::UnreadFormat, Place::default()).found("json").into());
        }
        let roots: Vec<usize> = here.iter().copied().filter(|&array| !self.references.refer_to(array)).collect();
        // Lists that all refer to one another are all tables; a file of nothing but what others refer to is none.
        let everywhere = (0..self.store.arrays.len()).any(|array| !self.references.refer_to(array));
        let shown = if everywhere { roots } else { here };
        let several = shown.len() > 1;
        for array in shown {
            let name = self.store.arrays.get(array).map(|array| array.name.as_str()).filter(|_| several);
            if tables.open(name)? {
                self.table(array, &mut tables).map_err(|finding| tables.placed(finding))?;
            }
        }
        Ok(tables.finish())
    }

    fn table<S: Sink>(&self, array: usize, tables: &mut Tables<'_, S>) -> Result<(), Box<Finding>> {
        let columns = self.references.columns(&self.store, array);
        let mut row = SheetRow::new(&self.limits);
        row.number = 1;
        for (place, column) in (0..).zip(&columns) {
            row.own(place, &column.header)?;
        }
        let mut flow = tables.row(&mut row, 1)?;
        let objects = self.store.arrays.get(array).map_or(0, store::Array::len);
        for (object, number) in (0..objects).zip(2..) {
            if flow == Flow::Enough {
                break;
            }
            row.number = number;
            let mut led: Option<(&follow::Column, Option<(usize, usize)>)> = None;
            for (place, column) in (0..).zip(&columns) {
                let end = match led {
                    Some((before, end)) if before.leads_as(column) => end,
                    _ => self.references.lead(&self.store, array, object, column),
                };
                led = Some((column, end));
                let Some(held) = end.and_then(|(array, object)| column.value(&self.store, array, object)) else { continue };
                match self.store.text(held) {
                    Some(text) => row.shared(place, text)?,
                    None => row.value(place, held.cell())?,
                }
            }
            flow = tables.row(&mut row, 1)?;
        }
        Ok(())
    }
}

/// Reads one file that stands by itself.
pub(super) fn read<S: Sink>(file: JsonFile, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    Pool::read([file], limits).map_err(|(_, finding)| finding)?.hand_over(0, sink)
}

/// JSON is UTF-8; some programs write it otherwise all the same.
fn as_utf8(bytes: Vec<u8>) -> Vec<u8> {
    let (encoding, mark) = Encoding::of(bytes.get(..1 << 16).unwrap_or(&bytes));
    match encoding {
        Encoding::Utf16Le => utf16::decoded(&bytes, false).into_bytes(),
        Encoding::Utf16Be => utf16::decoded(&bytes, true).into_bytes(),
        Encoding::Windows1252 => OneByte::Windows1252.decode(&bytes).into_owned().into_bytes(),
        _ if mark > 0 => bytes.get(mark..).unwrap_or_default().to_vec(),
        _ => bytes,
    }
}
