//! OpenDocument spreadsheets, as a stream: what repeats a million times is one element, and stays one.

use super::super::excess::{over, whole};
use super::super::markup::xml::{Start, Step, Xml};
use super::super::serial;
use super::super::tables::{SheetRow, Tables, damaged};
use super::super::{Cell, FileFacts, Flow, Format, Sink};
use super::zipped::Zip;
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use crate::locale::Key;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};

/// Reads a spreadsheet in a zip.
pub(super) fn read<S: Sink>(mut zip: Zip, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let manifest = zip.whole("META-INF/manifest.xml", limits)?.unwrap_or_default();
    let secret = b"encryption-data";
    if manifest.windows(secret.len()).any(|window| window == secret) {
        return Err(Finding::new(Kind::Encrypted, Place::default()).into());
    }
    let part = zip.find("content.xml").ok_or_else(|| damaged(&"content.xml"))?;
    let part = BufReader::new(zip.unpack(part)?.take(limits.unpacked_bytes));
    read_content(part, limits, sink)
}

/// Reads the XML of a spreadsheet.
pub(in super::super) fn read_content<S: Sink>(content: impl BufRead, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let mut reading =
        Content { xml: Xml::new(content, limits), limits, tables: Tables::new(Format::Ods, limits, sink), hidden: HashSet::new() };
    reading.document()?;
    Ok(reading.tables.finish())
}

/// Elements whose text is no cell's.
const ASIDE: [&str; 8] = ["annotation", "tracked-changes", "dde-links", "dde-source", "shapes", "forms", "scenario", "named-expressions"];

struct Content<'l, 's, S> {
    xml: Xml<'l>,
    limits: &'l Limits,
    tables: Tables<'s, S>,
    /// Styles of sheets that are not shown.
    hidden: HashSet<String>,
}

/// A cell's tag.
#[derive(Default)]
struct Tag {
    times: u64,
    covered: bool,
    kind: String,
    value: String,
    fault: bool,
}

impl<S: Sink> Content<'_, '_, S> {
    fn document(&mut self) -> Result<(), Box<Finding>> {
        let mut style = String::new();
        loop {
            let start = match self.xml.step()? {
                Step::Open(start) => start,
                Step::Over => return Ok(()),
                Step::Close | Step::Text(_) => continue,
            };
            match start.name() {
                "style" => style = start.attribute("name").unwrap_or_default(),
                "table-properties" if start.attribute("display").as_deref() == Some("false") => {
                    let _ = self.hidden.insert(std::mem::take(&mut style));
                }
                "table" if start.prefix() == "table" => {
                    let name = start.attribute("name").unwrap_or_default();
                    let hidden = start.attribute("style-name").is_some_and(|style| self.hidden.contains(&style));
                    if hidden {
                        self.tables.pass_over(&name)?;
                    }
                    if hidden || !self.tables.open(Some(&name))? {
                        self.xml.skip()?;
                    } else {
                        self.table().map_err(|finding| self.tables.placed(finding))?;
                    }
                }
                name if ASIDE.contains(&name) => self.xml.skip()?,
                _ => {}
            }
        }
    }

    /// The rows of a table whose tag has just been read.
    fn table(&mut self) -> Result<(), Box<Finding>> {
        let outside = self.xml.depth().saturating_sub(1);
        let mut row = SheetRow::new(self.limits);
        let mut next = 1_u64;
        while self.xml.depth() > outside {
            let Step::Open(start) = self.xml.step()? else { continue };
            match start.name() {
                "table-row" => {
                    let times = times(&start, "number-rows-repeated");
                    row.number = next;
                    next = next.saturating_add(times);
                    self.row(&mut row)?;
                    if self.tables.row(&mut row, times)? == Flow::Enough {
                        return self.leave(outside);
                    }
                }
                // A table inside the table, in a drawing or a cell, is not its rows.
                "table" => self.xml.skip()?,
                name if ASIDE.contains(&name) => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn leave(&mut self, outside: usize) -> Result<(), Box<Finding>> {
        while self.xml.depth() > outside {
            let _ = self.xml.step()?;
        }
        Ok(())
    }

    fn row(&mut self, row: &mut SheetRow<'_>) -> Result<(), Box<Finding>> {
        let outside = self.xml.depth().saturating_sub(1);
        let (mut column, mut text) = (0_u64, String::new());
        while self.xml.depth() > outside {
            let Step::Open(start) = self.xml.step()? else { continue };
            let covered = start.name() == "covered-table-cell";
            if !covered && start.name() != "table-cell" {
                continue;
            }
            let tag = Tag::of(&start, covered);
            text.clear();
            self.text(&mut text)?;
            // What is not shown because a merged cell lies over it counts as empty, as in all other workbooks.
            let empty = tag.covered || (tag.kind.is_empty() && text.is_empty());
            if !empty {
                let end = column.saturating_add(tag.times);
                let limit = whole(self.limits.columns);
                if end > limit {
                    let mut finding = over(Key::SourceOverColumns, end, limit);
                    finding.place.row = Some(row.number);
                    return Err(finding);
                }
                for place in column..end {
                    tag.hold(row, u32::try_from(place).unwrap_or(u32::MAX), &text)?;
                }
            }
            column = column.saturating_add(tag.times);
        }
        Ok(())
    }

    /// The text of a cell whose tag has just been read: paragraphs are lines.
    fn text(&mut self, text: &mut String) -> Result<(), Box<Finding>> {
        let outside = self.xml.depth().saturating_sub(1);
        let (mut paragraphs, mut inside) = (0, 0);
        while self.xml.depth() > outside {
            match self.xml.step()? {
                Step::Open(start) => match (start.prefix(), start.name()) {
                    ("text", "p" | "h") => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        inside = self.xml.depth();
                    }
                    ("text", "s") => {
                        let count = usize::try_from(times(&start, "c")).unwrap_or(usize::MAX).min(self.limits.text_bytes);
                        text.extend(std::iter::repeat_n(' ', count));
                    }
                    ("text", "tab") => text.push('\t'),
                    ("text", "line-break") => text.push('\n'),
                    ("draw" | "table", _) | (_, "annotation") => self.xml.skip()?,
                    _ => {}
                },
                // White space between the elements of a cell is no text.
                Step::Text(part) if inside > 0 => text.push_str(part),
                Step::Text(_) => {}
                Step::Close => {
                    if self.xml.depth() < inside {
                        inside = 0;
                    }
                }
                Step::Over => break,
            }
        }
        Ok(())
    }
}

impl Tag {
    fn of(start: &Start<'_>, covered: bool) -> Self {
        let mut tag = Self { times: times(start, "number-columns-repeated"), covered, ..Self::default() };
        for (prefix, name, value) in start.attributes() {
            match (prefix.as_str(), name.as_str()) {
                ("calcext", "value-type") => tag.fault = value == "error",
                (_, "value-type") => tag.kind = value,
                (_, "value" | "date-value" | "time-value" | "boolean-value" | "string-value") => tag.value = value,
                _ => {}
            }
        }
        tag
    }

    /// Puts the cell into its row; `text` is what it shows.
    fn hold(&self, row: &mut SheetRow<'_>, column: u32, text: &str) -> Result<(), Box<Finding>> {
        let cell = match self.kind.as_str() {
            _ if self.fault => Some(Cell::Fault),
            "float" | "percentage" | "currency" => self.value.parse().ok().map(Cell::Number),
            "date" => serial::iso(&self.value),
            "time" => serial::iso_duration(&self.value),
            "boolean" => Some(Cell::Truth(self.value == "true")),
            _ => None,
        };
        match cell {
            Some(cell) => row.value(column, cell),
            None if text.is_empty() => row.own(column, &self.value),
            None => row.own(column, text),
        }
    }
}

/// How often an element stands for itself.
fn times(start: &Start<'_>, name: &str) -> u64 {
    start.attribute(name).and_then(|times| times.parse().ok()).unwrap_or(1).max(1)
}
