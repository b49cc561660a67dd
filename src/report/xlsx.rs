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
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

/// A4, by its number in workbooks.
const A4: u8 = 9;

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

/// The workbook of a report, or of several as one.
///
/// # Errors
/// Those of the library, for tables larger than a sheet.
pub(super) fn xlsx(reports: &[&Published], language: Language) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    if let Some(published) = reports.first() {
        let (year, month, day) = published.made().civil();
        let made = ExcelDateTime::from_ymd(u16::try_from(year).unwrap_or(1970), month, day)?;
        let title = title(reports).text(language);
        let _ = workbook.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    }
    let formats = Formats::new();
    let chapters: Vec<Chapter<'_>> = reports.iter().map(|published| Chapter { published, analyses: analyses(published) }).collect();
    cover(workbook.add_worksheet(), &chapters, language, &formats)?;
    let mut number = 0;
    for Chapter { published, analyses } in &chapters {
        for Captioned { caption, sheet, .. } in sheets(published) {
            number += 1;
            write(workbook.add_worksheet(), &sheet, (number, &caption), language, &formats)?;
        }
        for Analysis { sheet, title, .. } in analyses {
            number += 1;
            write(workbook.add_worksheet(), sheet, (number, title), language, &formats)?;
        }
    }
    foundation(workbook.add_worksheet(), &chapters, language, &formats)?;
    workbook.save_to_buffer()
}

/// A report and what follows from it.
struct Chapter<'a> {
    published: &'a Published,
    analyses: Vec<Analysis>,
}

struct Formats {
    heading: Format,
    number_heading: Format,
    title: Format,
    text: Format,
    /// A label, a count, a share, a place without a number, and a difference: of a row, and of one that sums others.
    cells: [[Format; 5]; 2],
}

impl Formats {
    fn new() -> Self {
        let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Bottom).set_border_bottom(FormatBorder::Thin);
        let cells = [Format::new(), Format::new().set_bold()].map(|cell| {
            let figure = cell.clone().set_align(FormatAlign::Right);
            [
                cell,
                figure.clone().set_num_format("#,##0"),
                figure.clone().set_num_format("0.0%"),
                figure.clone(),
                figure.set_num_format("+0.0;-0.0;0.0"),
            ]
        });
        Self {
            number_heading: heading.clone().set_align(FormatAlign::Right),
            heading,
            title: Format::new().set_bold().set_font_size(14),
            text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            cells,
        }
    }
}

/// The name of a table's sheet.
fn name(number: usize, language: Language) -> String {
    Key::ReportSheetTable.with("number", u64::try_from(number).unwrap_or_default()).render(language)
}

/// What the reports say, and which tables there are.
fn cover(page: &mut Worksheet, chapters: &[Chapter<'_>], language: Language, formats: &Formats) -> Result<(), XlsxError> {
    let _ = page.set_name(Key::ReportSheetCover.text(language))?;
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
    sentences(page, title(&reports).text(language), &lines, formats)
}

/// What the tables rest on, and what they do not say. What several reports say is said once.
fn foundation(page: &mut Worksheet, chapters: &[Chapter<'_>], language: Language, formats: &Formats) -> Result<(), XlsxError> {
    let _ = page.set_name(Key::ReportMethodHeading.text(language))?;
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
    sentences(page, Key::ReportMethodHeading.text(language), &lines, formats)?;
    for (row, line) in (2 + u32::try_from(lines.len()).unwrap_or(u32::MAX)..).zip(heads) {
        let _ = page.write_string_with_format(row, 0, line, &formats.text)?;
        // Whoever does not read it need not see all of it.
        let _ = page.set_row_height(row, LINE)?;
    }
    Ok(())
}

/// A heading and a sentence a row.
fn sentences(page: &mut Worksheet, heading: &str, lines: &[String], formats: &Formats) -> Result<(), XlsxError> {
    let _ = page.set_column_width(0, SENTENCE)?;
    let _ = page.write_string_with_format(0, 0, heading, &formats.title)?;
    for (row, line) in (2..).zip(lines) {
        let _ = page.write_string_with_format(row, 0, line, &formats.text)?;
        // Not every program makes room for a sentence by itself.
        let _ =
            page.set_row_height(row, LINE * f64::from(u32::try_from(line.chars().count().div_ceil(LINE_LETTERS).max(1)).unwrap_or(1)))?;
    }
    let _ = page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn write(
    page: &mut Worksheet,
    sheet: &Sheet,
    (number, caption): (usize, &Sentence),
    language: Language,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let _ = page.set_name(name(number, language))?;
    let labels = labels(sheet, language);
    let headings = labels.iter().map(|column| (column.heading.as_str(), &formats.heading));
    let figures: Vec<String> = sheet.columns.iter().map(|heading: &Heading| heading.text.render(language)).collect();
    let headings = headings.chain(figures.iter().map(|heading| (heading.as_str(), &formats.number_heading)));
    for (column, (heading, format)) in (0..).zip(headings) {
        let _ = page.write_string_with_format(0, column, heading, format)?;
        let width = labels.get(usize::from(column)).map_or(FIGURE, |label| label.width);
        let _ = page.set_column_width(column, width)?;
    }
    for (at, row) in (1..).zip(&sheet.rows) {
        let [label, count, share, none, points] = if row.total { &formats.cells[1] } else { &formats.cells[0] };
        let texts = labels.iter().filter_map(|column| column.texts.get(usize::try_from(at - 1).unwrap_or(usize::MAX)));
        for (column, text) in (0..).zip(texts) {
            // A sign that is seen and is no part of the label.
            let doubted = (row.doubt && column == 0).then(|| label.clone().set_num_format("@\" *\""));
            let _ = page.write_string_with_format(at, column, text, doubted.as_ref().unwrap_or(label))?;
        }
        let first = u16::try_from(labels.len()).unwrap_or(u16::MAX);
        for (column, figure) in (first..).zip(&row.figures) {
            let _ = match figure {
                Shown::Figure(Figure::Count(pupils)) => page.write_number_with_format(at, column, number_of(*pupils), count)?,
                Shown::Figure(Figure::Share(tenths)) | Shown::Percent { tenths, .. } => {
                    page.write_number_with_format(at, column, number_of(*tenths) / 1000.0, share)?
                }
                Shown::Difference(tenths) => {
                    let size = number_of(tenths.unsigned_abs()) / 10.0;
                    page.write_number_with_format(at, column, if *tenths < 0 { -size } else { size }, points)?
                }
                Shown::Figure(Figure::Withheld | Figure::NotMeasurable) => {
                    page.write_string_with_format(at, column, super::figure_text(*figure, language), none)?
                }
            };
        }
    }
    let _ = page.set_freeze_panes(1, 0)?;
    let _ = page.set_repeat_rows(0, 0)?;
    let _ = page.set_paper_size(A4).set_print_fit_to_pages(1, 0);
    if labels.len() + sheet.columns.len() > UPRIGHT {
        let _ = page.set_landscape();
    }
    let caption: String = capital(&caption.render(language)).replace('&', "&&").chars().take(HEADER).collect();
    let _ = page.set_header(format!("&L{caption}")).set_footer("&R&P / &N");
    Ok(())
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
