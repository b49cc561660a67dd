//! The comparison as a page of its own, in the form of a report's.

use super::sheet::Sheet;
use super::{Merged, words};
use crate::claim::Figure;
use crate::document::{escaped, page_head};
use crate::locale::{Key, Language, capital};
use std::fmt::Write as _;

/// The comparison as one HTML document.
#[must_use]
pub fn html(merged: &Merged, language: Language) -> String {
    let title = merged.title().render(language);
    let mut page = page_head(language.tag(), &title);
    // Writing to a string cannot fail.
    let _ = writeln!(page, "<main>\n<h1>{}</h1>", escaped(&title));
    for (heading, statements) in merged.statements() {
        let _ = writeln!(page, "<h2>{}</h2>\n<ul>", escaped(heading.text(language)));
        for statement in statements {
            let _ = writeln!(page, "<li>{}</li>", escaped(&capital(&statement.sentence.render(language))));
        }
        page.push_str("</ul>\n");
    }
    for sheet in merged.sheets(language) {
        table(&mut page, &sheet, language);
    }
    for sentence in merged.keys().iter().chain(&merged.audit()) {
        let _ = writeln!(page, "<p class=\"soft\">{}</p>", escaped(&capital(&sentence.render(language))));
    }
    page.push_str("</main>\n</html>\n");
    page
}

fn table(page: &mut String, sheet: &Sheet, language: Language) {
    let _ = writeln!(page, "<table>\n<caption>{}</caption>\n<thead>", escaped(&sheet.caption.render(language)));
    let beside = sheet.groups.iter().any(|group| group.report.is_some());
    page.push_str("<tr>");
    let span = if beside { " rowspan=\"2\"" } else { "" };
    for label in &sheet.labels {
        let _ = write!(page, "<th scope=\"col\" class=\"label\"{span}>{}</th>", escaped(label));
    }
    for group in sheet.groups.iter().filter(|group| group.report.is_some()) {
        let name = group.report.as_deref().unwrap_or_default();
        let _ = write!(page, "<th scope=\"colgroup\" colspan=\"{}\">{}</th>", group.columns.len(), escaped(name));
    }
    if beside {
        page.push_str("</tr>\n<tr>");
    }
    for column in sheet.groups.iter().flat_map(|group| &group.columns) {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(&column.heading));
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in &sheet.rows {
        page.push_str(if row.is_total { "<tr class=\"total\">" } else { "<tr>" });
        for label in &row.labels {
            let _ = write!(page, "<th scope=\"row\">{}</th>", escaped(label));
        }
        for figure in &row.figures {
            let text = escaped(&words::figure(*figure, language));
            let read = match figure {
                Some(Figure::Withheld) => Key::ReportWithheldRead,
                None => Key::MergeMissingRead,
                Some(_) => {
                    let _ = write!(page, "<td>{text}</td>");
                    continue;
                }
            };
            let read = escaped(read.text(language));
            let _ = write!(page, "<td><span aria-hidden=\"true\">{text}</span><span class=\"sr\">{read}</span></td>");
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}
