//! CSV as Swedish Excel opens it by a double click: byte order mark, semicolons, decimal comma, CRLF, no thousands separator,
//! and no cell that a spreadsheet would run as a formula. In English it is the same with a decimal point.

use super::sentences::{answer, audit, key_of_signs, method};
use super::sheet::{Heading, Sheet, SheetRow, label_text, sheets};
use crate::disclosure::{Figure, Published};
use crate::locale::{Key, Language, capital};

/// The report as text, with its byte order mark.
#[must_use]
pub fn csv(published: &Published, language: Language) -> String {
    let mut text = String::from('\u{feff}');
    for (caption, sheet) in sheets(published) {
        line(&mut text, &headings(&sheet, language));
        for row in &sheet.rows {
            line(&mut text, &cells(&sheet, row, language));
        }
        line(&mut text, &[]);
        line(&mut text, &[caption.render(language)]);
        line(&mut text, &[]);
    }
    line(&mut text, &[answer(published).render(language)]);
    for sentence in key_of_signs(published).into_iter().chain(method(published)).chain([audit(published)]) {
        line(&mut text, &[sentence.render(language)]);
    }
    text
}

/// Whether the status of a measure stands after a column: it is the last that is about it.
fn ends(sheet: &Sheet, column: usize) -> bool {
    let measure = |column: usize| sheet.columns.get(column).and_then(|heading| heading.measure);
    measure(column).is_some() && measure(column) != measure(column + 1)
}

fn headings(sheet: &Sheet, language: Language) -> Vec<String> {
    let mut headings: Vec<String> = sheet.labels.iter().map(|label| capital(label.text(language))).collect();
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
    match (own().any(|figure| figure == Figure::Withheld), own().all(|figure| figure == Figure::NotMeasurable)) {
        (true, _) => Key::ReportStatusWithheld,
        (false, true) => Key::ReportNotMeasurable,
        (false, false) => Key::ReportStatusShown,
    }
}

/// A figure as a spreadsheet reads a number.
fn number(figure: Figure, language: Language) -> String {
    let sign = if language == Language::Swedish { ',' } else { '.' };
    match figure {
        Figure::Count(number) => number.to_string(),
        Figure::Share(tenths) => format!("{}{sign}{}", tenths / 10, tenths % 10),
        Figure::Withheld => Key::ReportWithheldSign.text(language).to_owned(),
        Figure::NotMeasurable => Key::ReportNotMeasurable.text(language).to_owned(),
    }
}

fn line(text: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| safe(cell)).collect();
    text.push_str(&cells.join(";"));
    text.push_str("\r\n");
}

/// A cell that is data and nothing else: an apostrophe before what would start a formula, quotes around what would break the line.
fn safe(cell: &str) -> String {
    let runs = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if runs { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([';', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula_or_breaks_the_line() {
        assert_eq!(safe("Björkskolan"), "Björkskolan");
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(safe("Ek; \"Stora\""), "\"Ek; \"\"Stora\"\"\"");
        assert_eq!(safe("-2;3"), "\"'-2;3\"");
    }
}
