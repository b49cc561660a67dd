//! What people read: the published tables as words, JSON, CSV, HTML and pictures. Takes [`Published`] and nothing else, so that
//! no figure gets here without the audit.

mod analysis;
mod csv;
mod doubt;
mod head;
mod html;
mod json;
mod patterns;
mod picture;
mod sentences;
mod sheet;
mod telling;
mod words;
mod xlsx;

pub use analysis::{Analysis, analyses};
pub use csv::csv;
pub use doubt::doubts;
pub use html::html;
pub use json::{figure_json, json};
pub use picture::{Picture, pictures, svg};
pub use sentences::{answer, audit, caption, captions, dossier_stem, file_stem, method};
pub use sheet::{Captioned, Heading, Kind, Sheet, SheetRow, Shown, sheet, sheets};
pub use telling::{limits, question, rests_on};
pub use words::{breakdown_word, label_word};

use crate::disclosure::{Figure, Published};
use crate::locale::{Key, Language, Sentence, percent, points, share, whole};
use crate::workbook::Fault;

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

    /// A report, or several as one, in this format.
    ///
    /// # Errors
    /// A sentence, where the format has no room for the tables.
    pub fn write(self, reports: &[&Published], language: Language) -> Result<Vec<u8>, Sentence> {
        let text = match self {
            Self::Csv => csv(reports, language),
            Self::Json => json(reports, language),
            Self::Html => html(reports, language),
            Self::Svg => svg(reports, language),
            Self::Xlsx => {
                let failed = |fault: Fault| Key::ReportUnwritable.with("format", "xlsx").with("found", fault.to_string());
                return xlsx::xlsx(reports, language).map_err(failed);
            }
        };
        Ok(text.into_bytes())
    }
}

/// What stands in a place of a table, as people read it.
#[must_use]
pub fn figure_text(shown: impl Into<Shown>, language: Language) -> String {
    match shown.into() {
        Shown::Figure(Figure::Count(number)) => whole(number, language),
        Shown::Figure(Figure::Share(tenths)) => share(tenths, language),
        Shown::Figure(Figure::Withheld) => Key::ReportWithheldSign.text(language).to_owned(),
        Shown::Figure(Figure::NotMeasurable) => Key::ReportNotMeasurable.text(language).to_owned(),
        Shown::Percent { whole, .. } => percent(whole, language),
        Shown::Difference(tenths) => points(tenths, language),
    }
}
