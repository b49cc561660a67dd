//! CSV as Swedish Excel opens it by a double click: byte order mark, semicolons, decimal comma, CRLF, no thousands separator,
//! and no cell that a spreadsheet would run as a formula. In English it is the same with a decimal point.

use super::analysis::{Analysis, analyses};
use super::sentences::{answer, audit, key_of_signs, method};
use super::sheet::{Captioned, Heading, Sheet, SheetRow, Shown, label_text, sheets};
use crate::disclosure::{Figure, Published};
use crate::document::csv_line as line;
use crate::locale::{Key, Language, Sentence, capital};

/// Reports as text, one after the other, with its byte order mark.
#[must_use]
pub fn csv(reports: &[&Published], language: Language) -> String {
    let mut text = String::from('\u{feff}');
    for (place, published) in reports.iter().enumerate() {
        if place > 0 {
            line(&mut text, &[]);
        }
        report(&mut text, published, language);
    }
    text
}

fn report(text: &mut String, published: &Published, language: Language) {
    for Captioned { caption, sheet, doubts } in sheets(published) {
        write(text, &sheet, &caption, &doubts, language);
    }
    for Analysis { sheet, title, findings, .. } in analyses(published) {
        write(text, &sheet, &title, &findings, language);
    }
    line(text, &[answer(published).render(language)]);
    for sentence in key_of_signs(&[published]).into_iter().chain(method(published)).chain([audit(published)]) {
        line(text, &[sentence.render(language)]);
    }
}

/// A table, what it is called, and what is to be said of it.
fn write(text: &mut String, sheet: &Sheet, caption: &Sentence, notes: &[Sentence], language: Language) {
    line(text, &headings(sheet, language));
    for row in &sheet.rows {
        line(text, &cells(sheet, row, language));
    }
    line(text, &[]);
    for sentence in std::iter::once(caption).chain(notes) {
        line(text, &[sentence.render(language)]);
    }
    line(text, &[]);
}

/// Whether the status of a measure stands after a column: it is the last that is about it.
fn ends(sheet: &Sheet, column: usize) -> bool {
    let measure = |column: usize| sheet.columns.get(column).and_then(|heading| heading.measure);
    measure(column).is_some() && measure(column) != measure(column + 1)
}

fn headings(sheet: &Sheet, language: Language) -> Vec<String> {
    let mut headings: Vec<String> = sheet.labels.iter().map(|label| capital(&label.render(language))).collect();
    let alone = sheet.columns.iter().filter_map(|heading| heading.measure).max().is_none_or(|last| last == 0);
    let mut measure = (None, String::new());
    for (column, heading) in sheet.columns.iter().enumerate() {
        let text = heading.text.render(language);
        headings.push(if heading.share { format!("{text} (%)") } else { text.clone() });
        // The first column of a measure says what it is.
        if heading.measure != measure.0 {
            measure = (heading.measure, text);
        }
        if ends(sheet, column) {
            let status = if alone { Key::ReportStatus.into() } else { Key::ReportStatusOf.with("measure", measure.1.as_str()) };
            headings.push(status.render(language));
        }
    }
    headings
}

fn cells(sheet: &Sheet, row: &SheetRow, language: Language) -> Vec<String> {
    let mut cells: Vec<String> = row.labels.iter().map(|label| label_text(label.as_ref(), language)).collect();
    for (column, figure) in row.figures.iter().enumerate() {
        cells.push(number(*figure, language));
        if ends(sheet, column) {
            cells.push(status(sheet, row, column).text(language).to_owned());
        }
    }
    cells
}

/// Whether the figures of a column's measure are shown: together they are or are not, as far as the files can tell.
fn status(sheet: &Sheet, row: &SheetRow, column: usize) -> Key {
    let measure = |heading: &Heading| heading.measure == sheet.columns.get(column).and_then(|heading| heading.measure);
    let own = || sheet.columns.iter().zip(&row.figures).filter(|(heading, _)| measure(heading)).map(|(_, figure)| *figure);
    match (own().any(|figure| figure == Figure::Withheld.into()), own().all(|figure| figure == Figure::NotMeasurable.into())) {
        (true, _) => Key::ReportStatusWithheld,
        (false, true) => Key::ReportNotMeasurable,
        (false, false) => Key::ReportStatusShown,
    }
}

/// A figure as a spreadsheet reads a number.
fn number(shown: Shown, language: Language) -> String {
    let sign = if language == Language::Swedish { ',' } else { '.' };
    match shown {
        Shown::Figure(Figure::Count(number)) => number.to_string(),
        Shown::Figure(Figure::Share(tenths)) | Shown::Percent { tenths, .. } => format!("{}{sign}{}", tenths / 10, tenths % 10),
        Shown::Figure(Figure::Withheld) => Key::ReportWithheldSign.text(language).to_owned(),
        Shown::Figure(Figure::NotMeasurable) => Key::ReportNotMeasurable.text(language).to_owned(),
        Shown::Difference(tenths) => {
            let minus = if tenths < 0 { "-" } else { "" };
            format!("{minus}{}{sign}{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
        }
    }
}
