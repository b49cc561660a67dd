//! The comparison as CSV for Swedish Excel: what is the same and what differs first, then the tables.

use super::{Merged, words};
use crate::claim::Figure;
use crate::document::csv_line as line;
use crate::locale::{Key, Language, capital};

/// The comparison as text, with its byte order mark.
#[must_use]
pub fn csv(merged: &Merged, language: Language) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, &[merged.title().render(language)]);
    for (heading, statements) in merged.statements() {
        line(&mut text, &[heading.text(language).to_owned()]);
        statements.iter().for_each(|statement| line(&mut text, &[capital(&statement.sentence.render(language))]));
    }
    for sheet in merged.sheets(language) {
        line(&mut text, &[]);
        line(&mut text, &[sheet.caption.render(language)]);
        let heads = sheet.groups.iter().flat_map(|group| {
            group.columns.iter().map(|column| {
                let unit = if column.is_share { " (%)" } else { "" };
                let report = group.report.as_ref().map_or_else(String::new, |name| format!("{name}: "));
                format!("{report}{}{unit}", column.heading)
            })
        });
        line(&mut text, &sheet.labels.iter().cloned().chain(heads).collect::<Vec<_>>());
        for row in &sheet.rows {
            let figures = row.figures.iter().map(|figure| number(*figure, language));
            line(&mut text, &row.labels.iter().cloned().chain(figures).collect::<Vec<_>>());
        }
    }
    line(&mut text, &[]);
    merged.keys().iter().chain(&merged.audit()).for_each(|sentence| line(&mut text, &[capital(&sentence.render(language))]));
    text
}

/// A figure as a spreadsheet reads a number; nothing where the report has none.
fn number(figure: Option<Figure>, language: Language) -> String {
    match figure {
        None => Key::MergeMissing.text(language).to_owned(),
        Some(Figure::Count(number)) => number.to_string(),
        Some(Figure::Decimal(decimal)) => words::digits(decimal, language),
        other => words::figure(other, language),
    }
}
