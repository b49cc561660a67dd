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
}

impl Format {
    /// Its word.
    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::Text => Key::SourceFormatText,
            Self::Workbook => Key::SourceFormatWorkbook,
        }
    }

    /// The name in machine-readable output.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "csv",
            Self::Workbook => "xlsx",
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
    /// Its encoding; none for a workbook.
    pub encoding: Option<Encoding>,
    /// What stands between its cells; none for a workbook.
    pub delimiter: Option<Delimiter>,
    /// The sheets of a workbook whose rows the sink wanted, in order.
    pub sheets: Vec<String>,
    /// Rows that were handed over, title and header rows among them.
    pub rows: u64,
    /// What is worth knowing and does not keep the file from being read.
    pub findings: Vec<Finding>,
}

impl FileFacts {
    /// Format, and for text encoding and delimiter.
    #[must_use]
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut sentences = vec![self.format.key().into()];
        sentences.extend(self.encoding.map(|encoding| Key::SourceEncoding.with("encoding", Sentence::from(encoding.key()))));
        sentences.extend(self.delimiter.map(|delimiter| Key::SourceDelimiter.with("delimiter", delimiter.sentence())));
        sentences
    }
}
