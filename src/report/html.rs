//! The report as a page of its own: to send, to print, to paste into a document. No script, nothing from elsewhere.

use super::analysis::{Analysis, analyses};
use super::doubt::doubts;
use super::figure_text;
use super::picture::{Picture, pictures_of};
use super::sentences::{answer, caption};
use super::sheet::{Sheet, Shown, label_text, sheet};
use super::telling::{limits, question, rests_on};
use crate::disclosure::{Figure, Published};
use crate::locale::{Key, Language, Sentence, capital};
use std::fmt::Write as _;

const STYLE: &str = "body{font:1rem/1.5 system-ui,'Segoe UI',Roboto,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2421;\
font-variant-numeric:tabular-nums}h1{font-size:1.6rem}h2{font-size:1.3rem;margin:2.5rem 0 .5rem}h3{font-size:1.1rem;margin:2rem 0 .5rem}\
h4{font-size:1rem;margin:1rem 0 .25rem}.answer{font-size:1.15rem;font-weight:600}figure{margin:1rem 0}table{border-collapse:collapse;margin:1rem 0}\
caption{text-align:left;font-weight:600;padding-bottom:.5rem}th,td{padding:.3rem .7rem;border-bottom:1px solid #d8d6cf;text-align:right;white-space:nowrap}\
thead th{white-space:normal;vertical-align:bottom;min-width:3.5rem}th[scope=row],thead th.label{text-align:left;font-weight:500}\
tr.total>*{font-weight:650}svg{max-width:100%;height:auto}.soft{color:#55605b}.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}\
@media print{body{margin:0;max-width:none;font-size:10.5pt}thead{display:table-header-group}tr,figure,.short{break-inside:avoid}h2,h3,h4,caption{break-after:avoid}\
section+section{break-before:page}th,td{padding:.2rem .45rem}}@page{size:A4;margin:18mm}";

/// Rows that fit on a page with what stands around them.
const SHORT: usize = 25;

/// A report, or several as one, as an HTML document.
#[must_use]
pub fn html(reports: &[&Published], language: Language) -> String {
    let mut page = String::new();
    let title = escaped(Key::ReportTitle.text(language));
    // Writing to a string cannot fail.
    let _ = write!(
        page,
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         <main>\n<h1>{title}</h1>\n",
        language.tag(),
    );
    // What all of several reports rest on is said once, at the end.
    let shared = if reports.len() > 1 { shared(reports) } else { Vec::new() };
    if reports.len() > 1 {
        let answers = reports.iter().map(|published| answer(published).render(language));
        list(&mut page, answers);
    }
    paragraph(&mut page, &Key::ReportKeyWithheld.into(), language);
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
    for (number, table) in published.tables().iter().enumerate() {
        for picture in pictures_of(published, table) {
            draw(page, &picture, &format!("s{place}t{number}-"), language);
        }
        write_table(page, &sheet(published, table), &caption(published, table), language);
        doubts(published, table).iter().for_each(|doubt| paragraph(page, doubt, language));
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
