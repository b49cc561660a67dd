//! What a file turned out to be.

use super::Encoding;
use crate::finding::Finding;
use crate::locale::{Key, Sentence};

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Delimited text: csv, tsv, txt.
    Text,
    /// An Excel workbook of 2007 or later: xlsx, xlsm.
    Workbook,
    /// An Excel workbook of 1993 to 2003: xls.
    Xls,
    /// A binary Excel workbook: xlsb.
    Xlsb,
    /// An OpenDocument spreadsheet: ods, fods.
    Ods,
    /// A web page, whatever its name says.
    Html,
    /// A web archive: mht.
    Mhtml,
    /// Excel's workbook as one XML file: SpreadsheetML 2003.
    SpreadsheetMl,
    /// JSON, as SS 12000 has it.
    Json,
    /// Several files in a zip.
    Zip,
}

impl Format {
    /// Its word.
    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::Text => Key::SourceFormatText,
            Self::Workbook => Key::SourceFormatWorkbook,
            Self::Xls => Key::SourceFormatXls,
            Self::Xlsb => Key::SourceFormatXlsb,
            Self::Ods => Key::SourceFormatOds,
            Self::Html => Key::SourceFormatHtml,
            Self::Mhtml => Key::SourceFormatMhtml,
            Self::SpreadsheetMl => Key::SourceFormatSpreadsheetMl,
            Self::Json => Key::SourceFormatJson,
            Self::Zip => Key::SourceFormatZip,
        }
    }

    /// The name in machine-readable output.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "csv",
            Self::Workbook => "xlsx",
            Self::Xls => "xls",
            Self::Xlsb => "xlsb",
            Self::Ods => "ods",
            Self::Html => "html",
            Self::Mhtml => "mhtml",
            Self::SpreadsheetMl => "xml",
            Self::Json => "json",
            Self::Zip => "zip",
        }
    }
}

/// What stands between the cells of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delimiter(pub(super) u8);

impl Delimiter {
    /// The character itself.
    #[must_use]
    pub const fn character(self) -> char {
        self.0 as char
    }

    /// Its word.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        match self.0 {
            b';' => Key::SourceDelimiterSemicolon.into(),
            b'\t' => Key::SourceDelimiterTab.into(),
            b',' => Key::SourceDelimiterComma.into(),
            b'|' => Key::SourceDelimiterBar.into(),
            other => Key::SourceDelimiterOther.with("character", char::from(other).to_string()),
        }
    }
}

/// What is known of a file after it was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Its kind.
    pub format: Format,
    /// Its encoding; none where it is not text.
    pub encoding: Option<Encoding>,
    /// What stands between its cells; none where it is not text.
    pub delimiter: Option<Delimiter>,
    /// The sheets of a workbook, or named tables of another file, whose rows the sink wanted, in order.
    pub sheets: Vec<String>,
    /// Rows that were handed over, title and header rows among them.
    pub rows: u64,
    /// What is worth knowing and does not keep the file from being read.
    pub findings: Vec<Finding>,
}

impl FileFacts {
    pub(super) fn new(format: Format) -> Self {
        Self { format, encoding: None, delimiter: None, sheets: Vec::new(), rows: 0, findings: Vec::new() }
    }

    /// Format, and for text encoding and delimiter.
    #[must_use]
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = vec![self.format.key().into()];
        sentences.extend(self.encoding.map(|encoding| Key::SourceEncoding.with("encoding", Sentence::from(encoding.key()))));
        sentences.extend(self.delimiter.map(|delimiter| Key::SourceDelimiter.with("delimiter", delimiter.sentence())));
        sentences
    }
}
