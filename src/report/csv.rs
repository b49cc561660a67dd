//! CSV as Swedish Excel opens it by a double click: byte order mark, semicolons, decimal comma, CRLF, no thousands separator,
//! and no cell that a spreadsheet would run as a formula. In English it is the same with a decimal point.

use super::words::{answer, audit, breakdown_word, caption, label_text, method, telling_rows};
use crate::disclosure::{Figure, Published, Row, Table};
use crate::locale::{Key, Language, capital};

/// The report as text, with its byte order mark.
#[must_use]
pub fn csv(published: &Published, language: Language) -> String {
    let mut text = String::from('\u{feff}');
    for table in published.tables() {
        let mut headings: Vec<String> = table.by().iter().map(|breakdown| capital(breakdown_word(*breakdown).text(language))).collect();
        for heading in [Key::ReportPupils, Key::ReportHits, Key::ReportSharePercent, Key::ReportStatus] {
            headings.push(heading.text(language).to_owned());
        }
        line(&mut text, &headings);
        for row in telling_rows(table) {
            line(&mut text, &cells(table, row, language));
        }
        line(&mut text, &[]);
        line(&mut text, &[caption(published, table).render(language)]);
    }
    line(&mut text, &[answer(published).render(language)]);
    line(&mut text, &[Key::ReportKeyWithheld.text(language).to_owned()]);
    for sentence in method(published).into_iter().chain([audit(published)]) {
        line(&mut text, &[sentence.render(language)]);
    }
    text
}

fn cells(table: &Table, row: &Row, language: Language) -> Vec<String> {
    let mut cells: Vec<String> =
        table.by().iter().zip(row.labels()).map(|(breakdown, label)| label_text(*breakdown, label.as_ref(), language)).collect();
    cells.extend([row.pupils(), row.hits(), row.share()].map(|figure| number(figure, language)));
    let status = match row.hits() {
        Figure::Withheld => Key::ReportStatusWithheld,
        Figure::NotMeasurable => Key::ReportNotMeasurable,
        Figure::Count(_) | Figure::Share(_) => Key::ReportStatusShown,
    };
    cells.push(status.text(language).to_owned());
    cells
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
