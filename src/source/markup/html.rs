//! Web pages that pose as workbooks: each table of a page is a table.

use super::super::tables::{SheetRow, Tables};
use super::super::{FileFacts, Flow, Format, Sink};
use super::charset::decoded;
use super::page::{Page, tables_of};
use crate::finding::Finding;
use crate::limits::Limits;

/// Reads a page.
pub(in super::super) fn read<S: Sink>(bytes: Vec<u8>, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let text = decoded(bytes, None)?;
    let page = tables_of(&text, limits)?;
    drop(text);
    let mut tables = Tables::new(Format::Html, limits, sink);
    hand_over(&page, None, limits, &mut tables)?;
    tables.finish_some()
}

/// Hands the tables of a page over. Several are numbered; a single one is named as the page, if that has a name.
pub(super) fn hand_over<S: Sink>(page: &Page, name: Option<&str>, limits: &Limits, tables: &mut Tables<'_, S>) -> Result<(), Box<Finding>> {
    let several = page.tables().nth(1).is_some();
    for (number, cells) in (1..).zip(page.tables()) {
        let numbered = several.then(|| format!("{} {number}", name.unwrap_or("Tabell")));
        if !tables.open(numbered.as_deref().or(name))? {
            continue;
        }
        let mut row = SheetRow::new(limits);
        for cell in cells {
            if row.number != cell.row {
                if tables.row(&mut row, 1)? == Flow::Enough {
                    break;
                }
                row.number = cell.row;
            }
            row.own(cell.column, page.text(cell)).map_err(|finding| tables.placed(finding))?;
        }
        let _ = tables.row(&mut row, 1)?;
    }
    Ok(())
}
