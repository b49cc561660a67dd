//! Workbooks: what is in a zip, what is in Microsoft's older container, and their sheets.

mod compound;
mod links;
pub(super) mod ods;
mod records;
mod strings;
mod style;
mod xls;
mod xlsb;
mod xlsx;
mod zipped;

pub(super) use xls::{read as read_xls, read_bare as read_bare_xls};
pub(super) use zipped::{Packed, Zip};

use super::{FileFacts, Sink};
use crate::finding::Finding;
use crate::limits::Limits;

/// Reads a zip that was found to be a workbook.
pub(super) fn read_packed<S: Sink>(kind: Packed, zip: Zip, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    match kind {
        Packed::Xlsx => xlsx::read(zip, limits, sink),
        Packed::Xlsb => xlsb::read(zip, limits, sink),
        Packed::Ods => ods::read(zip, limits, sink),
    }
}
