//! The rows and cells of a sheet, from its tags.

use super::super::super::serial;
use super::super::super::tables::{SHEET_ROWS, SheetRow, Tables, damaged};
use super::super::super::{Cell, Flow, Sink};
use super::package::Package;
use super::tag::{Kind, Name, Part, Place, Tag, number};
use super::tags::Tags;
use super::words::decoded;
use crate::finding::Finding;
use crate::limits::Limits;
use std::io::Read;

/// Goes on to where the rows begin, and answers with that tag; none in what is a chart and has no such place.
pub(super) fn begin(tags: &mut Tags<impl Read>) -> Result<Option<Part>, Box<Finding>> {
    let mut any = false;
    while let Some(tag) = tags.next()? {
        if tag.name == Name::Rows && tag.part != Part::End {
            return Ok(Some(tag.part));
        }
        any = true;
    }
    if any { Ok(None) } else { Err(damaged(&"XML: EOF")) }
}

/// Reads the rows of a sheet whose tag has just been read, up to their end.
pub(super) fn rows<S: Sink>(
    tags: &mut Tags<impl Read>,
    package: &Package,
    limits: &Limits,
    tables: &mut Tables<'_, S>,
) -> Result<(), Box<Finding>> {
    let mut cells = Cells { package, row: SheetRow::new(limits), text: String::new() };
    // Where the next row and the next cell stand if they do not say so.
    let (mut number, mut column) = (1_u64, 0_u32);
    loop {
        let tag = tags.inside()?;
        match (tag.name, tag.part) {
            (Name::Row, Part::Begin) => number = placed(&tag, number)?,
            (Name::Row, Part::Whole) => (number, column) = (placed(&tag, number)? + 1, 0),
            (Name::Row, Part::End) => (number, column) = (number + 1, 0),
            (Name::Cell, Part::Begin | Part::Whole) => {
                let at = placed(&tag, number)?;
                column = tag.place.column.checked_sub(1).unwrap_or(column);
                if tag.part == Part::Begin {
                    if at != cells.row.number {
                        if tables.row(&mut cells.row, 1)? == Flow::Enough {
                            return Ok(());
                        }
                        cells.row.number = at;
                    }
                    cells.cell(tags, &tag, column).map_err(|mut finding| {
                        finding.place.row = Some(at);
                        finding
                    })?;
                }
                column = column.saturating_add(1);
            }
            (Name::Rows, Part::End) => return tables.row(&mut cells.row, 1).map(drop),
            _ => {}
        }
    }
}

/// The row that a tag names, or else the one that is next.
fn placed(tag: &Tag, next: u64) -> Result<u64, Box<Finding>> {
    let Place { row, column, odd } = tag.place;
    let at = if row > 0 { u64::from(row) } else { next };
    // A cell that tells its row tells its column.
    if odd || at > SHEET_ROWS || (tag.name == Name::Cell && (row > 0) != (column > 0)) {
        return Err(damaged(&"XML: r"));
    }
    Ok(at)
}

struct Cells<'p> {
    package: &'p Package,
    row: SheetRow<'p>,
    text: String,
}

impl Cells<'_> {
    /// Reads the cell whose tag has just been read.
    fn cell(&mut self, tags: &mut Tags<impl Read>, cell: &Tag, column: u32) -> Result<(), Box<Finding>> {
        loop {
            let tag = tags.inside()?;
            match (tag.name, tag.part) {
                (Name::Value, Part::Begin) => {
                    let raw = tags.text(Name::Value)?;
                    self.value(raw, cell, column)?;
                }
                (Name::Inline, Part::Begin) => {
                    self.text.clear();
                    text(tags, Name::Inline, &mut self.text)?;
                    self.row.own(column, &self.text)?;
                }
                (Name::Formula, _) | (_, Part::Whole) => {}
                (Name::Extensions, Part::Begin) => tags.skip(Name::Extensions)?,
                (Name::Cell, Part::End) => return Ok(()),
                _ => return Err(damaged(&"XML: c")),
            }
        }
    }

    /// Holds what the value of a cell is.
    fn value(&mut self, raw: &[u8], cell: &Tag, column: u32) -> Result<(), Box<Finding>> {
        let bare = raw.trim_ascii();
        let row = &mut self.row;
        match cell.kind {
            // The text beside it says the same.
            Kind::Inline => Ok(()),
            _ if bare.is_empty() => Ok(()),
            Kind::Number => match quantity(bare) {
                Some(number) => {
                    let style = usize::try_from(cell.style).unwrap_or(usize::MAX);
                    row.value(column, self.package.styles.look(style).cell(number, self.package.epoch))
                }
                None => row.own(column, &decoded(raw)?),
            },
            Kind::Shared => match number(bare).and_then(|number| self.package.strings.get(usize::try_from(number).ok()?)) {
                Some(text) => row.shared(column, text),
                None => Err(damaged(&"sharedStrings")),
            },
            Kind::Text => row.own(column, &decoded(raw)?),
            Kind::Truth => match bare {
                b"0" => row.value(column, Cell::Truth(false)),
                b"1" => row.value(column, Cell::Truth(true)),
                word if word.eq_ignore_ascii_case(b"false") => row.value(column, Cell::Truth(false)),
                word if word.eq_ignore_ascii_case(b"true") => row.value(column, Cell::Truth(true)),
                _ => Err(damaged(&"XML: v")),
            },
            Kind::Fault => row.value(column, Cell::Fault),
            Kind::Date => {
                let text = decoded(bare)?;
                match serial::iso(&text) {
                    Some(cell) => row.value(column, cell),
                    None => row.own(column, &text),
                }
            }
            Kind::Odd => Err(damaged(&"XML: t")),
        }
    }
}

/// A number as a sheet writes it.
fn quantity(bare: &[u8]) -> Option<f64> {
    // Most are whole and short.
    if bare.len() < 10
        && let Some(number) = number(bare)
    {
        return Some(f64::from(number));
    }
    std::str::from_utf8(bare).ok()?.parse().ok().filter(|number: &f64| number.is_finite())
}

/// All text in the element of this name that has just begun, its runs one after another.
pub(super) fn text(tags: &mut Tags<impl Read>, of: Name, text: &mut String) -> Result<(), Box<Finding>> {
    loop {
        let tag = tags.inside()?;
        match (tag.name, tag.part) {
            (Name::Text, Part::Begin) => {
                let raw = tags.text(Name::Text)?;
                text.push_str(&decoded(if tag.preserve { raw } else { raw.trim_ascii() })?);
                tags.check(text.len())?;
            }
            (Name::Phonetic, Part::Begin) => tags.skip(Name::Phonetic)?,
            (name, Part::End) if name == of => return Ok(()),
            (Name::Other | Name::Text | Name::Phonetic, _) => {}
            _ => return Err(damaged(&"XML: is")),
        }
    }
}
