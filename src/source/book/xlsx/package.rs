//! What is known of a workbook before its sheets are read: which there are, how their numbers look, and their strings.

use super::super::super::excess::over;
use super::super::super::markup::xml;
use super::super::super::serial::Epoch;
use super::super::super::tables::damaged;
use super::super::links::{Link, links};
use super::super::strings::Strings;
use super::super::style::Styles;
use super::super::zipped::Zip;
use super::sheet;
use super::tag::{Name, Part};
use super::tags::Tags;
use crate::finding::{Finding, Place};
use crate::limits::Limits;
use crate::locale::Key;
use std::io::Read;

/// A workbook without its cells.
pub(super) struct Package {
    pub(super) epoch: Epoch,
    pub(super) styles: Styles,
    pub(super) strings: Strings,
    pub(super) sheets: Vec<Sheet>,
}

/// A sheet in the workbook's list.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) part: String,
    /// Whether it is a sheet of cells that Excel shows.
    pub(super) shown: bool,
}

impl Sheet {
    /// The same finding with this sheet for its place.
    pub(super) fn placed(&self, finding: Finding) -> Box<Finding> {
        Box::new(Finding { place: Place { sheet: Some(self.name.clone()), ..finding.place }, ..finding })
    }
}

impl Package {
    pub(super) fn read(zip: &mut Zip, limits: &Limits) -> Result<Self, Box<Finding>> {
        check(zip, limits)?;
        let book = part_of(&links(zip, "", limits)?, "officeDocument", "xl/workbook.xml");
        let links = links(zip, &book, limits)?;
        let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut package = Self { epoch: Epoch::Of1900, styles: Styles::default(), strings: Strings::default(), sheets: Vec::new() };
        package.learn_sheets(zip, &book, &links, limits)?;
        package.learn_styles(zip, &part_of(&links, "styles", &format!("{folder}/styles.xml")), limits)?;
        package.learn_strings(zip, &part_of(&links, "sharedStrings", &format!("{folder}/sharedStrings.xml")), limits)?;
        Ok(package)
    }

    fn learn_sheets(&mut self, zip: &mut Zip, book: &str, links: &[Link], limits: &Limits) -> Result<(), Box<Finding>> {
        let workbook = zip.whole(book, limits)?.ok_or_else(|| damaged(&book))?;
        xml::each_start(&workbook, |start| match start.name() {
            "workbookPr" if start.attribute("date1904").is_some_and(|is| is == "1" || is == "true") => self.epoch = Epoch::Of1904,
            "sheet" => {
                let id = start.attribute("id").unwrap_or_default();
                let link = links.iter().find(|link| link.id == id);
                let visible = start.attribute("state").is_none_or(|state| state == "visible");
                // Modules of old macros are listed without a part. A part that is listed and not there is damage.
                let cells = link.map_or(!id.is_empty(), |link| link.kind == "worksheet");
                self.sheets.push(Sheet {
                    name: start.attribute("name").unwrap_or_default(),
                    part: link.map_or(id, |link| link.part.clone()),
                    shown: visible && cells,
                });
            }
            _ => {}
        })?;
        if self.sheets.is_empty() { Err(damaged(&book)) } else { Ok(()) }
    }

    fn learn_styles(&mut self, zip: &mut Zip, part: &str, limits: &Limits) -> Result<(), Box<Finding>> {
        let styles = zip.whole(part, limits)?.unwrap_or_default();
        let (mut of_cells, mut over) = (false, false);
        xml::each_start(&styles, |start| match start.name() {
            "cellXfs" => of_cells = true,
            // What follows has formats of its own, which are no cell's.
            "cellStyles" | "dxfs" => over = true,
            _ if over => {}
            "numFmt" => {
                let number = start.attribute("numFmtId").and_then(|number| number.parse().ok());
                if let (Some(number), Some(code)) = (number, start.attribute("formatCode")) {
                    self.styles.format(number, &code);
                }
            }
            "xf" if of_cells => {
                let format = start.attribute("numFmtId").and_then(|number| number.parse().ok());
                self.styles.style(format.unwrap_or_default());
            }
            _ => {}
        })
    }

    fn learn_strings(&mut self, zip: &mut Zip, part: &str, limits: &Limits) -> Result<(), Box<Finding>> {
        let Some(part) = zip.find(part) else { return Ok(()) };
        let mut tags = Tags::new(zip.unpack(part)?.take(limits.workbook_bytes), limits);
        let mut text = String::new();
        loop {
            let tag = tags.inside()?;
            match (tag.name, tag.part) {
                (Name::Shared, Part::Begin) => {
                    text.clear();
                    sheet::text(&mut tags, Name::Shared, &mut text)?;
                    self.strings.push(&text);
                }
                (Name::Shared, Part::Whole) => self.strings.push(""),
                (Name::Strings, Part::End | Part::Whole) => return Ok(()),
                _ => {}
            }
        }
    }
}

/// The part of a kind among those that are referred to, or where it stands in most workbooks.
fn part_of(links: &[Link], kind: &str, else_at: &str) -> String {
    links.iter().find(|link| link.kind == kind).map_or(else_at, |link| &link.part).to_owned()
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
