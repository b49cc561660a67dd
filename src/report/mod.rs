//! What people read: the published tables as words, JSON, CSV, HTML and pictures. Takes [`Published`] and nothing else, so that
//! no figure gets here without the audit.

mod csv;
mod html;
mod json;
mod patterns;
mod picture;
mod sentences;
mod sheet;
mod words;
mod xlsx;

pub use csv::csv;
pub use html::html;
pub use json::{figure_json, json};
pub use picture::{Picture, pictures, svg};
pub use sentences::{answer, audit, caption, captions, file_stem, method};
pub use sheet::{Heading, Kind, Sheet, SheetRow, sheet, sheets};
pub use words::{breakdown_word, label_word};

use crate::disclosure::{Figure, Published};
use crate::locale::{Key, Language, Sentence, share, whole};

/// A format of a report file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For Swedish Excel.
    Csv,
    /// The contract `franvarokalkyl/report/1`.
    Json,
    /// A page of its own.
    Html,
    /// The pictures.
    Svg,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Csv, Self::Xlsx, Self::Json, Self::Html, Self::Svg];

    /// The ending of its files, and its name on the command line.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Html => "html",
            Self::Svg => "svg",
            Self::Xlsx => "xlsx",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Html => "text/html;charset=utf-8",
            Self::Svg => "image/svg+xml",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// The report in this format.
    ///
    /// # Errors
    /// A sentence, where the format has no room for the tables.
    pub fn write(self, published: &Published, language: Language) -> Result<Vec<u8>, Sentence> {
        let text = match self {
            Self::Csv => csv(published, language),
            Self::Json => json(published, language),
            Self::Html => html(published, language),
            Self::Svg => svg(published, language),
            Self::Xlsx => {
                let failed =
                    |fault: rust_xlsxwriter::XlsxError| Key::ReportUnwritable.with("format", "xlsx").with("found", fault.to_string());
                return xlsx::xlsx(published, language).map_err(failed);
            }
        };
        Ok(text.into_bytes())
    }
}

/// A figure as a table shows it.
#[must_use]
pub fn figure_text(figure: Figure, language: Language) -> String {
    match figure {
        Figure::Count(number) => whole(number, language),
        Figure::Share(tenths) => share(tenths, language),
        Figure::Withheld => Key::ReportWithheldSign.text(language).to_owned(),
        Figure::NotMeasurable => Key::ReportNotMeasurable.text(language).to_owned(),
    }
}
