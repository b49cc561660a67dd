//! The report as a page of its own: to send, to print, to paste into a document. No script, nothing from elsewhere.

use super::figure_text;
use super::picture::picture;
use super::sentences::{answer, audit, caption, method};
use super::sheet::{label_text, sheet};
use crate::disclosure::{Figure, Published, Subject, Table};
use crate::document::{escaped, page_head};
use crate::locale::{Key, Language, Sentence, capital};
use std::fmt::Write as _;

/// The report as one HTML document.
#[must_use]
pub fn html(published: &Published, language: Language) -> String {
    let title = Key::ReportTitle.text(language);
    let mut page = page_head(language.tag(), title);
    // Writing to a string cannot fail.
    let _ = write!(page, "<main>\n<h1>{}</h1>\n<p>{}</p>\n", escaped(title), escaped(&answer(published).render(language)));
    paragraph(&mut page, &Key::ReportKeyWithheld.into(), language);
    for table in published.tables() {
        write_table(&mut page, published, table, language);
        if let Some(picture) = picture(published, table) {
            page.push_str(if language == Language::Swedish { &picture.sv } else { &picture.en });
        }
    }
    paragraph(&mut page, &audit(published), language);
    let heading = match published.subject() {
        Subject::Comparison(_) => Key::ReportDefinitionsHeading,
        Subject::Definition(_) | Subject::Curve(_) => Key::ReportDefinitionHeading,
    };
    let _ = writeln!(page, "<h2>{}</h2>", escaped(heading.text(language)));
    for definition in published.definitions() {
        let _ = writeln!(page, "<ul>\n<li>{}</li>", escaped(definition.name.text(language)));
        for clause in definition.clauses.iter().filter(|clause| clause.reason.is_none() && !clause.judgement) {
            let _ = writeln!(page, "<li>{}</li>", escaped(clause.text.text(language)));
        }
        page.push_str("</ul>\n");
    }
    let _ = writeln!(page, "<h2>{}</h2>\n<ul>", escaped(Key::ReportMethodHeading.text(language)));
    for sentence in method(published) {
        let _ = writeln!(page, "<li>{}</li>", escaped(&sentence.render(language)));
    }
    page.push_str("</ul>\n</main>\n</html>\n");
    page
}

fn paragraph(page: &mut String, sentence: &Sentence, language: Language) {
    let _ = writeln!(page, "<p class=\"soft\">{}</p>", escaped(&sentence.render(language)));
}

fn write_table(page: &mut String, published: &Published, table: &Table, language: Language) {
    let sheet = sheet(published, table);
    let _ = writeln!(page, "<table>\n<caption>{}</caption>\n<thead><tr>", escaped(&caption(published, table).render(language)));
    if sheet.labels.is_empty() {
        let _ = write!(page, "<th scope=\"col\" class=\"label\">{}</th>", escaped(&capital(Key::ReportGroup.text(language))));
    }
    for label in &sheet.labels {
        let _ = write!(page, "<th scope=\"col\" class=\"label\">{}</th>", escaped(&capital(label.text(language))));
    }
    for heading in &sheet.columns {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escaped(&heading.text.render(language)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for row in &sheet.rows {
        page.push_str(if row.total { "<tr class=\"total\">" } else { "<tr>" });
        if sheet.labels.is_empty() {
            let _ = write!(page, "<th scope=\"row\">{}</th>", escaped(Key::ReportAll.text(language)));
        }
        for label in &row.labels {
            let _ = write!(page, "<th scope=\"row\">{}</th>", escaped(&label_text(label.as_ref(), language)));
        }
        for figure in &row.figures {
            let text = escaped(&figure_text(*figure, language));
            let _ = match figure {
                Figure::Withheld => {
                    let read = escaped(Key::ReportWithheldRead.text(language));
                    write!(page, "<td><span aria-hidden=\"true\">{text}</span><span class=\"sr\">{read}</span></td>")
                }
                _ => write!(page, "<td>{text}</td>"),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}
