//! The report as a page of its own: to send, to print, to paste into a document. No script, nothing from elsewhere.

use super::analysis::{Analysis, analyses};
use super::figure_text;
use super::picture::{Picture, pattern_picture, pictures_of};
use super::sentences::{answer, key_of_signs, title};
use super::sheet::{Captioned, Sheet, Shown, label_text, sheets};
use super::telling::{limits, question, rests_on};
use crate::disclosure::{Figure, Published};
use crate::document::{escaped, page_head};
use crate::locale::{Key, Language, Sentence, capital};
use std::fmt::Write as _;

/// Rows that fit on a page with what stands around them.
const SHORT: usize = 25;

/// A report, or several as one, as an HTML document.
#[must_use]
pub fn html(reports: &[&Published], language: Language) -> String {
    let title = title(reports).text(language);
    let mut page = page_head(language.tag(), title);
    // Writing to a string cannot fail.
    let _ = writeln!(page, "<main>\n<h1>{}</h1>", escaped(title));
    // What all of several reports rest on is said once, at the end.
    let shared = if reports.len() > 1 { shared(reports) } else { Vec::new() };
    if reports.len() > 1 {
        let answers = reports.iter().map(|published| answer(published).render(language));
        list(&mut page, answers);
    }
    key_of_signs(reports).iter().for_each(|key| paragraph(&mut page, key, language));
    for (place, published) in reports.iter().enumerate() {
        section(&mut page, published, (place, reports.len()), &shared, language);
    }
    if !shared.is_empty() {
        let _ = writeln!(page, "<section>\n<h2>{}</h2>", escaped(Key::ReportSharedHeading.text(language)));
        list(&mut page, shared.iter().map(|line| line.render(language)));
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n</html>\n");
    page
}

/// What every report rests on.
fn shared(reports: &[&Published]) -> Vec<Sentence> {
    let Some((first, others)) = reports.split_first() else { return Vec::new() };
    let others: Vec<Vec<Sentence>> = others.iter().map(|published| rests_on(published)).collect();
    rests_on(first).into_iter().filter(|line| others.iter().all(|lines| lines.contains(line))).collect()
}

/// The question, the answer, the pictures and tables, what follows from them, what they rest on and what they do not say.
fn section(page: &mut String, published: &Published, (place, of): (usize, usize), shared: &[Sentence], language: Language) {
    let number = if of > 1 { format!("{}. ", place + 1) } else { String::new() };
    let _ = writeln!(page, "<section>\n<h2>{number}{}</h2>", escaped(&question(published).render(language)));
    let _ = writeln!(page, "<p class=\"answer\">{}</p>", escaped(&answer(published).render(language)));
    let pictures = published.tables().iter().map(|table| pictures_of(published, table));
    let pictures = pictures.chain(published.patterns().iter().map(|table| pattern_picture(published, table).into_iter().collect()));
    for (number, (Captioned { caption, sheet, doubts }, pictures)) in sheets(published).iter().zip(pictures).enumerate() {
        for picture in pictures {
            draw(page, &picture, &format!("s{place}t{number}-"), language);
        }
        write_table(page, sheet, caption, language);
        doubts.iter().for_each(|doubt| paragraph(page, doubt, language));
    }
    for (number, analysis) in analyses(published).iter().enumerate() {
        write_analysis(page, analysis, &format!("s{place}a{number}-"), language);
    }
    let own = rests_on(published);
    let own: Vec<&Sentence> = own.iter().filter(|line| !shared.contains(line)).collect();
    if !own.is_empty() {
        let _ = writeln!(page, "<h3>{}</h3>", escaped(Key::ReportMethodHeading.text(language)));
        list(page, own.into_iter().map(|line| line.render(language)));
    }
    let _ = writeln!(page, "<h3>{}</h3>", escaped(Key::ReportLimitsHeading.text(language)));
    list(page, limits(published).iter().map(|line| line.render(language)));
    page.push_str("</section>\n");
}

fn list(page: &mut String, lines: impl Iterator<Item = String>) {
    page.push_str("<ul>\n");
    for line in lines {
        let _ = writeln!(page, "<li>{}</li>", escaped(&line));
    }
    page.push_str("</ul>\n");
}

fn paragraph(page: &mut String, sentence: &Sentence, language: Language) {
    let _ = writeln!(page, "<p class=\"soft\">{}</p>", escaped(&sentence.render(language)));
}

/// A picture, whose parts must be named differently from those of the others in the page.
fn draw(page: &mut String, picture: &Picture, name: &str, language: Language) {
    let svg = if language == Language::Swedish { &picture.sv } else { &picture.en };
    let mut svg = svg.clone();
    for mark in ["id=\"", "url(#", "aria-labelledby=\"", "-title "] {
        svg = svg.replace(mark, &format!("{mark}{name}"));
    }
    let _ = writeln!(page, "<figure>{svg}</figure>");
}

/// What follows from the figures: what it says first, then how, and what to ask.
fn write_analysis(page: &mut String, analysis: &Analysis, name: &str, language: Language) {
    let _ = writeln!(page, "<h3>{}</h3>", escaped(&analysis.title.render(language)));
    list(page, analysis.findings.iter().map(|finding| finding.render(language)));
    analysis.picture.iter().for_each(|picture| draw(page, picture, name, language));
    write_table(page, &analysis.sheet, &analysis.title, language);
    analysis.method.iter().for_each(|line| paragraph(page, line, language));
    for (heading, questions) in &analysis.questions {
        let _ = writeln!(page, "<h4>{}</h4>", escaped(heading.text(language)));
        list(page, questions.iter().map(|question| question.text(language).to_owned()));
    }
}

fn write_table(page: &mut String, sheet: &Sheet, caption: &Sentence, language: Language) {
    // A short table stands on one page.
    let class = if sheet.rows.len() <= SHORT { " class=\"short\"" } else { "" };
    let _ = writeln!(page, "<table{class}>\n<caption>{}</caption>\n<thead><tr>", escaped(&caption.render(language)));
    if sheet.labels.is_empty() {
        let _ = write!(page, "<th scope=\"col\" class=\"label\">{}</th>", escaped(&capital(Key::ReportGroup.text(language))));
    }
    for label in &sheet.labels {
        let _ = write!(page, "<th scope=\"col\" class=\"label\">{}</th>", escaped(&capital(&label.render(language))));
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
        for (place, label) in row.labels.iter().enumerate() {
            let doubt = if row.doubt && place == 0 { "\u{a0}*" } else { "" };
            let _ = write!(page, "<th scope=\"row\">{}{doubt}</th>", escaped(&label_text(label.as_ref(), language)));
        }
        for figure in &row.figures {
            let text = escaped(&figure_text(*figure, language));
            let _ = match figure {
                Shown::Figure(Figure::Withheld) => {
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
