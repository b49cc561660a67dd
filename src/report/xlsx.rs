//! The report as a workbook: what it is about, then a sheet for each table from A1, then what it rests on. Numbers are numbers, so that they can
//! be counted on, and nothing else is in it: no formula, no hidden sheet, no merged cell, no name for any part of a table. The same report
//! makes the same bytes.

use super::analysis::{Analysis, analyses};
use super::head::head;
use super::sentences::{answer, audit, key_of_signs, title};
use super::sheet::{Captioned, Heading, Sheet, SheetRow, Shown, label_text, sheets};
use super::telling::{limits, question, rests_on};
use crate::disclosure::{Figure, Published};
use crate::locale::{Key, Language, Sentence, capital};
use crate::workbook::{self, Fault, Setup, Style, workbook};

/// How wide a column of figures is, in characters.
const FIGURE: f64 = 12.0;

/// How wide a column of sentences is, in characters.
const SENTENCE: f64 = 100.0;

/// Letters of a sentence that stand on a line for sure, and how high a line is, in points.
const LINE_LETTERS: usize = 95;
const LINE: f64 = 15.0;

/// The longest label that widens its column, in characters.
const LABEL: usize = 40;

/// More columns than this are printed across.
const UPRIGHT: usize = 6;

/// Letters that a header of a printed page can have.
const HEADER: usize = 200;

/// A heading above a page of sentences; one of those.
const TITLE: Style = Style { bold: true, large: true, ..PLAIN };
const SENTENCES: Style = Style { wrapped: true, top: true, ..PLAIN };

/// The heading of a column of labels, or of figures.
const HEADING: Style = Style { bold: true, wrapped: true, underlined: true, ..PLAIN };
const FIGURE_HEADING: Style = Style { right: true, ..HEADING };

const PLAIN: Style = Style { bold: false, large: false, wrapped: false, right: false, top: false, underlined: false, number: "" };

/// The workbook of a report, or of several as one.
///
/// # Errors
/// Tables that are larger than a sheet.
pub(super) fn xlsx(reports: &[&Published], language: Language) -> Result<Vec<u8>, Fault> {
    let chapters: Vec<Chapter<'_>> = reports.iter().map(|published| Chapter { published, analyses: analyses(published) }).collect();
    let mut pages = vec![cover(&chapters, language)];
    for Chapter { published, analyses } in &chapters {
        for Captioned { caption, sheet, .. } in sheets(published) {
            pages.push(page(&sheet, (pages.len(), &caption), language));
        }
        for Analysis { sheet, title, .. } in analyses {
            pages.push(page(sheet, (pages.len(), title), language));
        }
    }
    pages.push(foundation(&chapters, language));
    let made = reports.first().map(|published| published.made().to_string()).unwrap_or_default();
    workbook(title(reports).text(language), &made, &pages)
}

/// A report and what follows from it.
struct Chapter<'a> {
    published: &'a Published,
    analyses: Vec<Analysis>,
}

/// The name of a table's sheet.
fn name(number: usize, language: Language) -> String {
    Key::ReportSheetTable.with("number", u64::try_from(number).unwrap_or_default()).render(language)
}

/// What the reports say, and which tables there are.
fn cover(chapters: &[Chapter<'_>], language: Language) -> workbook::Sheet {
    let reports: Vec<&Published> = chapters.iter().map(|chapter| chapter.published).collect();
    let mut lines: Vec<String> = key_of_signs(&reports).iter().map(|key| key.render(language)).collect();
    let mut number = 0;
    for Chapter { published, analyses } in chapters {
        lines.push(question(published).render(language));
        lines.push(answer(published).render(language));
        let tables = sheets(published);
        let captions = tables.iter().map(|table| &table.caption);
        for caption in captions.chain(analyses.iter().map(|analysis| &analysis.title)) {
            number += 1;
            lines.push(format!("{}: {}", name(number, language), capital(&caption.render(language))));
        }
        let notes = tables.iter().flat_map(|table| &table.doubts);
        let findings = analyses.iter().flat_map(|analysis| &analysis.findings);
        lines.extend(notes.chain(findings).map(|line| line.render(language)));
        lines.push(audit(published).render(language));
    }
    sentences(Key::ReportSheetCover.text(language), title(&reports).text(language), &lines)
}

/// What the tables rest on, and what they do not say. What several reports say is said once.
fn foundation(chapters: &[Chapter<'_>], language: Language) -> workbook::Sheet {
    let mut lines: Vec<String> = Vec::new();
    for Chapter { published, analyses } in chapters {
        let methods = analyses.iter().flat_map(|analysis| analysis.method.iter().cloned());
        for line in rests_on(published).into_iter().chain(methods).chain(limits(published)) {
            let line = line.render(language);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    let mut heads: Vec<String> = Vec::new();
    let mut before = 0;
    for Chapter { published, analyses } in chapters {
        heads.extend(head(published, language, |number| name(before + number, language)));
        before += published.tables().len() + published.patterns().len() + analyses.len();
    }
    if !heads.is_empty() {
        lines.push(Key::ReportSheetProgram.text(language).to_owned());
    }
    let heading = Key::ReportMethodHeading.text(language);
    let mut page = sentences(heading, heading, &lines);
    for (row, line) in (2 + lines.len()..).zip(heads) {
        page.text(row, line, SENTENCES);
        // Whoever does not read it need not see all of it.
        page.height(row, LINE);
    }
    page
}

/// A heading and a sentence a row.
fn sentences(name: &str, heading: &str, lines: &[String]) -> workbook::Sheet {
    let mut page = workbook::Sheet::new(name, Setup { widths: vec![SENTENCE], across: true, ..Setup::default() });
    page.text(0, heading, TITLE);
    for (row, line) in (2..).zip(lines) {
        page.text(row, line, SENTENCES);
        // Not every program makes room for a sentence by itself.
        page.height(row, LINE * f64::from(u32::try_from(line.chars().count().div_ceil(LINE_LETTERS).max(1)).unwrap_or(1)));
    }
    page
}

/// A table from A1.
fn page(sheet: &Sheet, (number, caption): (usize, &Sentence), language: Language) -> workbook::Sheet {
    let labels = labels(sheet, language);
    let figures = sheet.columns.iter().map(|heading: &Heading| heading.text.render(language));
    let setup = Setup {
        widths: labels.iter().map(|column| column.width).chain(sheet.columns.iter().map(|_| FIGURE)).collect(),
        headed: true,
        across: labels.len() + sheet.columns.len() > UPRIGHT,
        header: capital(&caption.render(language)).chars().take(HEADER).collect(),
    };
    let mut page = workbook::Sheet::new(&name(number, language), setup);
    labels.iter().for_each(|column| page.text(0, &column.heading, HEADING));
    figures.for_each(|heading| page.text(0, heading, FIGURE_HEADING));
    for (at, row) in sheet.rows.iter().enumerate() {
        let label = Style { bold: row.total, ..PLAIN };
        let figure = |number| Style { right: true, number, ..label };
        for (column, text) in labels.iter().filter_map(|column| column.texts.get(at)).enumerate() {
            // A sign that is seen and is no part of the label.
            let doubted = row.doubt && column == 0;
            page.text(at + 1, text, if doubted { Style { number: "@\" *\"", ..label } } else { label });
        }
        for shown in &row.figures {
            match shown {
                Shown::Figure(Figure::Count(pupils)) => page.number(at + 1, number_of(*pupils), figure("#,##0")),
                Shown::Figure(Figure::Share(tenths)) | Shown::Percent { tenths, .. } => {
                    page.number(at + 1, number_of(*tenths) / 1000.0, figure("0.0%"));
                }
                Shown::Difference(tenths) => {
                    let size = number_of(tenths.unsigned_abs()) / 10.0;
                    page.number(at + 1, if *tenths < 0 { -size } else { size }, figure("+0.0;-0.0;0.0"));
                }
                Shown::Figure(Figure::Withheld | Figure::NotMeasurable) => {
                    page.text(at + 1, super::figure_text(*shown, language), figure(""));
                }
            }
        }
    }
    page
}

/// A column of labels.
struct Labels {
    heading: String,
    texts: Vec<String>,
    width: f64,
}

/// The columns of labels; that of a table of the whole says so.
fn labels(sheet: &Sheet, language: Language) -> Vec<Labels> {
    let column = |heading: &Sentence, texts: Vec<String>| {
        let heading = capital(&heading.render(language));
        let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0).max(heading.chars().count()).min(LABEL);
        let width = f64::from(u32::try_from(longest).unwrap_or(u32::MAX)) + 2.0;
        Labels { heading, texts, width }
    };
    if sheet.labels.is_empty() {
        let all = sheet.rows.iter().map(|_| label_text(None, language));
        return vec![column(&Key::ReportGroup.into(), all.collect())];
    }
    let texts = |place: usize| {
        let text = |row: &SheetRow| label_text(row.labels.get(place).and_then(Option::as_ref), language);
        sheet.rows.iter().map(text).collect()
    };
    sheet.labels.iter().enumerate().map(|(place, label)| column(label, texts(place))).collect()
}

/// Exact up to far more pupils than there are.
#[expect(clippy::cast_precision_loss, reason = "a number of pupils is far below 2^53")]
const fn number_of(figure: u64) -> f64 {
    figure as f64
}
