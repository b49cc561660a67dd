//! Excel's workbooks of 2007 and later. Their sheets are streamed through a reader of tags that knows a cell's elements only:
//! the time that a workbook takes is spent there.

mod package;
mod sheet;
mod tag;
mod tags;
mod words;

use super::super::tables::{Tables, damaged};
use super::super::{FileFacts, Format, Sink};
use super::zipped::Zip;
use crate::finding::Finding;
use crate::limits::Limits;
use package::Package;
use std::io::Read;
use tag::Part;
use tags::Tags;

/// Reads a workbook.
pub(super) fn read<S: Sink>(mut zip: Zip, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let package = Package::read(&mut zip, limits)?;
    let mut tables = Tables::new(Format::Workbook, limits, sink);
    for sheet in &package.sheets {
        if !sheet.shown {
            tables.pass_over(&sheet.name)?;
            continue;
        }
        let part = zip.find(&sheet.part).ok_or_else(|| sheet.placed(*damaged(&sheet.part)))?;
        let part = zip.unpack(part).map_err(|finding| sheet.placed(*finding))?;
        let mut tags = Tags::new(part.take(limits.unpacked_bytes), limits);
        let Some(begun) = sheet::begin(&mut tags).map_err(|finding| sheet.placed(*finding))? else {
            tables.pass_over(&sheet.name)?;
            continue;
        };
        if tables.open(Some(&sheet.name))? && begun == Part::Begin {
            sheet::rows(&mut tags, &package, limits, &mut tables).map_err(|finding| tables.placed(finding))?;
        }
    }
    Ok(tables.finish())
}
