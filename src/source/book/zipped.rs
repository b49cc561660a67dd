//! Parts of a zip, and which kind of workbook they make.

use super::super::excess::{over, whole};
use super::super::tables::damaged;
use crate::finding::Finding;
use crate::limits::Limits;
use crate::locale::Key;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// A workbook in a zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Packed {
    Xlsx,
    Xlsb,
    Ods,
}

/// A zip that is held while its parts are unpacked.
pub(in super::super) struct Zip {
    archive: ZipArchive<Cursor<Vec<u8>>>,
}

impl Zip {
    pub(in super::super) fn new(bytes: Vec<u8>) -> Result<Self, Box<Finding>> {
        ZipArchive::new(Cursor::new(bytes)).map(|archive| Self { archive }).map_err(|fault| damaged(&fault))
    }

    /// How many parts there are, folders among them.
    pub(in super::super) fn len(&self) -> usize {
        self.archive.len()
    }

    /// The workbook that the parts make; else the name of another kind that is known and not read.
    pub(in super::super) fn kind(&mut self) -> Result<Packed, Option<&'static str>> {
        let names: Vec<String> = self.archive.file_names().flatten().map(|name| name.to_ascii_lowercase().replace('\\', "/")).collect();
        let is = |part: &str| names.iter().any(|name| name == part);
        let within = |folder: &str, ends: &str| names.iter().any(|name| name.starts_with(folder) && name.ends_with(ends));
        if is("xl/workbook.bin") || (is("[content_types].xml") && names.iter().any(|name| name.ends_with("/workbook.bin"))) {
            return Ok(Packed::Xlsb);
        }
        let typed = is("[content_types].xml");
        if is("xl/workbook.xml")
            || (typed && names.iter().any(|name| name.ends_with("workbook.xml") || name.ends_with("worksheets/sheet1.xml")))
        {
            return Ok(Packed::Xlsx);
        }
        if is("mimetype") || is("content.xml") {
            let mut media = String::new();
            let _ = self.archive.by_name("mimetype").map(|part| part.take(100).read_to_string(&mut media));
            if media.contains("opendocument.spreadsheet") || (media.is_empty() && is("content.xml")) {
                return Ok(Packed::Ods);
            }
            return Err(Some(if media.contains("opendocument.text") { "odt" } else { "OpenDocument" }));
        }
        Err(match () {
            () if within("index/", ".iwa") || is("index.zip") => Some("numbers"),
            () if typed && within("word/", ".xml") => Some("docx"),
            () if typed && within("ppt/", ".xml") => Some("pptx"),
            () if typed => Some("zip"),
            () => None,
        })
    }

    /// The entry at a place: its name and the size that it claims to unpack to; none for a folder.
    pub(in super::super) fn entry(&mut self, index: usize) -> Result<Option<(String, u64)>, Box<Finding>> {
        let part = self.archive.by_index_raw(index).map_err(|fault| damaged(&fault))?;
        let name = part.name().map_err(|fault| damaged(&fault))?.into_owned();
        Ok((!part.is_dir()).then(|| (name, part.size())))
    }

    /// Whether the entry at a place has a password.
    pub(in super::super) fn is_encrypted(&mut self, index: usize) -> bool {
        self.archive.by_index_raw(index).is_ok_and(|part| part.encrypted())
    }

    /// The bytes of the entry at a place, as a stream.
    pub(in super::super) fn unpack(&mut self, index: usize) -> Result<impl Read + '_, Box<Finding>> {
        self.archive.by_index(index).map_err(|fault| damaged(&fault))
    }

    /// The place of a part, whichever case and slashes its name has.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        self.archive.index_for_name(name).or_else(|| {
            (0..self.archive.len()).find(|&index| {
                let known = self.archive.name_for_index(index).and_then(Result::ok);
                known.is_some_and(|known| known.replace('\\', "/").trim_start_matches('/').eq_ignore_ascii_case(name))
            })
        })
    }

    /// A part whole; none where it is missing.
    pub(super) fn whole(&mut self, name: &str, limits: &Limits) -> Result<Option<Vec<u8>>, Box<Finding>> {
        let Some(index) = self.find(name) else { return Ok(None) };
        let limit = limits.workbook_bytes;
        let mut bytes = Vec::new();
        let _ = self.unpack(index)?.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|fault| damaged(&fault))?;
        let length = whole(bytes.len());
        if length > limit { Err(over(Key::SourceOverBytes, length, limit)) } else { Ok(Some(bytes)) }
    }
}
