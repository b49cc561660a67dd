//! The report as a page of its own: to send, to print, to paste into a document. No script, nothing from elsewhere.

use super::figure_text;
use super::patterns::{pattern_caption, pattern_sheet};
use super::picture::{Picture, pattern_picture, picture};
use super::sentences::{answer, audit, caption, key_of_signs, method, title};
use super::sheet::{Sheet, label_text, sheet};
use crate::disclosure::{Figure, Published, Subject};
use crate::locale::{Key, Language, Sentence, capital};
use std::fmt::Write as _;

const STYLE: &str = "body{font:1rem/1.5 system-ui,'Segoe UI',Roboto,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2421;\
font-variant-numeric:tabular-nums}table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600;padding-bottom:.5rem}\
th,td{padding:.35rem .75rem;border-bottom:1px solid #d8d6cf;text-align:right;white-space:nowrap}th[scope=row],thead th.label{text-align:left;font-weight:500}\
tr.total>*{font-weight:650}svg{max-width:100%;height:auto}.soft{color:#55605b}.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
@media print{body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}}@page{size:A4;margin:18mm}";

/// The report as one HTML document.
#[must_use]
pub fn html(published: &Published, language: Language) -> String {
    let mut page = String::new();
    let title = title(published).text(language);
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{}</title>\n<style>{STYLE}</style>\n\
         <main>\n<h1>{}</h1>\n<p>{}</p>\n",
        language.tag(),
        escaped(title),
        escaped(title),
        escaped(&answer(published).render(language)),
    );
    key_of_signs(published).iter().for_each(|key| paragraph(&mut page, key, language));
    let mut show = |caption: Sentence, sheet: &Sheet, picture: Option<Picture>| {
        write_table(&mut page, &caption, sheet, language);
        if let Some(picture) = picture {
            page.push_str(if language == Language::Swedish { &picture.sv } else { &picture.en });
        }
    };
    for table in published.tables() {
        show(caption(published, table), &sheet(published, table), picture(published, table));
    }
    for table in published.patterns() {
        show(pattern_caption(published, table), &pattern_sheet(table), pattern_picture(published, table));
    }
    paragraph(&mut page, &audit(published), language);
    let heading = match published.subject() {
        Subject::Comparison(_) => Some(Key::ReportDefinitionsHeading),
        Subject::Definition(_) | Subject::Curve(_) => Some(Key::ReportDefinitionHeading),
        Subject::Patterns(_) => None,
    };
    if let Some(heading) = heading {
        let _ = writeln!(page, "<h2>{}</h2>", escaped(heading.text(language)));
    }
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

fn write_table(page: &mut String, caption: &Sentence, sheet: &Sheet, language: Language) {
    let _ = writeln!(page, "<table>\n<caption>{}</caption>\n<thead><tr>", escaped(&caption.render(language)));
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
