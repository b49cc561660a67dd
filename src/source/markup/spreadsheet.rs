//! SpreadsheetML 2003: Excel's workbook as one XML file.

use super::super::serial::{self, Epoch};
use super::super::tables::{SheetRow, Tables};
use super::super::{Cell, FileFacts, Flow, Format, Sink};
use super::charset::decoded;
use super::xml::{Start, Step, Xml};
use crate::finding::Finding;
use crate::limits::Limits;
use std::collections::HashSet;

/// Reads a workbook.
pub(in super::super) fn read<S: Sink>(bytes: Vec<u8>, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let text = decoded(bytes, None)?;
    let hidden = hidden(&text, limits)?;
    let mut reading = Workbook {
        xml: Xml::new(text.as_bytes(), limits),
        limits,
        tables: Tables::new(Format::SpreadsheetMl, limits, sink),
        epoch: if text.contains("<Date1904/>") { Epoch::Of1904 } else { Epoch::Of1900 },
    };
    let mut sheet = 0;
    loop {
        let start = match reading.xml.step()? {
            Step::Open(start) => start,
            Step::Over => return Ok(reading.tables.finish()),
            Step::Close | Step::Text(_) => continue,
        };
        if start.name() == "Worksheet" {
            sheet += 1;
            let name = start.attribute("Name").unwrap_or_default();
            if hidden.contains(&sheet) {
                reading.tables.pass_over(&name)?;
                reading.xml.skip()?;
            } else if reading.tables.open(Some(&name))? {
                reading.rows().map_err(|finding| reading.tables.placed(finding))?;
            } else {
                reading.xml.skip()?;
            }
        }
    }
}

/// The sheets that are not shown, from 1. A sheet says so after its cells, so that they are looked for before.
fn hidden(text: &str, limits: &Limits) -> Result<HashSet<usize>, Box<Finding>> {
    let mut hidden = HashSet::new();
    if !text.contains(">SheetHidden<") && !text.contains(">SheetVeryHidden<") {
        return Ok(hidden);
    }
    let mut xml = Xml::new(text.as_bytes(), limits);
    let (mut sheet, mut visible) = (0, false);
    loop {
        match xml.step()? {
            Step::Open(start) => {
                sheet += usize::from(start.name() == "Worksheet");
                visible = start.name() == "Visible";
            }
            Step::Text(word) if visible && matches!(word.trim(), "SheetHidden" | "SheetVeryHidden") => {
                let _ = hidden.insert(sheet);
            }
            Step::Over => return Ok(hidden),
            Step::Close | Step::Text(_) => {}
        }
    }
}

struct Workbook<'t, 's, S> {
    xml: Xml<'t>,
    limits: &'t Limits,
    tables: Tables<'s, S>,
    epoch: Epoch,
}

impl<S: Sink> Workbook<'_, '_, S> {
    /// The rows of a sheet whose tag has just been read.
    fn rows(&mut self) -> Result<(), Box<Finding>> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut row = SheetRow::new(self.limits);
        let mut wanted = true;
        while self.xml.depth() > outside {
            let Step::Open(start) = self.xml.step()? else { continue };
            match start.name() {
                "Table" => {}
                "Row" if wanted => {
                    row.number = number(&start, "Index").unwrap_or_else(|| row.number.saturating_add(1));
                    self.row(&mut row)?;
                    let number = row.number;
                    wanted = self.tables.row(&mut row, 1)? == Flow::More;
                    row.number = number;
                }
                _ => self.xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(&mut self, row: &mut SheetRow<'_>) -> Result<(), Box<Finding>> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut column = 0_u64;
        while self.xml.depth() > outside {
            let Step::Open(start) = self.xml.step()? else { continue };
            if start.name() != "Cell" {
                self.xml.skip()?;
                continue;
            }
            column = number(&start, "Index").map_or(column, |index| index.saturating_sub(1));
            let across = number(&start, "MergeAcross").unwrap_or_default();
            self.cell(u32::try_from(column).unwrap_or(u32::MAX), row)?;
            column = column.saturating_add(1).saturating_add(across);
        }
        Ok(())
    }

    fn cell(&mut self, column: u32, row: &mut SheetRow<'_>) -> Result<(), Box<Finding>> {
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            let Step::Open(start) = self.xml.step()? else { continue };
            if start.name() == "Data" {
                let kind = start.attribute("Type").unwrap_or_default();
                let text = self.data()?;
                match value(&kind, &text, self.epoch) {
                    Some(cell) => row.value(column, cell)?,
                    None => row.own(column, &text)?,
                }
            } else {
                // A comment has data of its own.
                self.xml.skip()?;
            }
        }
        Ok(())
    }

    /// All text in the element that has just begun, however it is dressed.
    fn data(&mut self) -> Result<String, Box<Finding>> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut text = String::new();
        while self.xml.depth() > outside {
            if let Step::Text(part) = self.xml.step()? {
                text.push_str(part);
            }
        }
        Ok(text)
    }
}

fn number(start: &Start<'_>, name: &str) -> Option<u64> {
    start.attribute(name)?.trim().parse().ok()
}

/// What a cell of a kind holds; none for text, and for what is not as its kind should be.
fn value(kind: &str, text: &str, epoch: Epoch) -> Option<Cell<'static>> {
    let text = text.trim();
    match kind {
        "Number" => text.parse().ok().map(Cell::Number),
        "Boolean" => Some(Cell::Truth(text == "1" || text.eq_ignore_ascii_case("true"))),
        "Error" => Some(Cell::Fault),
        "DateTime" => {
            // A clock has the day on which Excel's count begins.
            let days: &[&str] = match epoch {
                Epoch::Of1900 => &["1899-12-31T", "1899-12-30T"],
                Epoch::Of1904 => &["1904-01-01T"],
            };
            let clock = days.iter().find_map(|day| text.strip_prefix(day));
            serial::iso(clock.unwrap_or(text))
        }
        _ => None,
    }
}
