//! A workbook (xlsx) as reports need it, whatever stands in it: text and numbers with formats, a frozen heading that every printed page repeats,
//! widths, A4. Nothing else can be in it: no formula, no hidden sheet, no macro, no link. The same content makes the same bytes.
//!
//! It is ours because of its size: a library for all that workbooks can hold weighs a tenth of the page. The parts are those of ECMA-376.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write as _};
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// What a sheet has room for.
const ROWS: usize = 1 << 20;
const COLUMNS: usize = 1 << 14;
/// What a cell has room for, in UTF-16 units.
const LETTERS: usize = 32_767;
/// The first number of a format of one's own.
const OWN_FORMATS: usize = 164;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// How a cell looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Larger than the others: 14 points instead of 11.
    pub large: bool,
    /// Broken into lines where the column ends.
    pub wrapped: bool,
    /// To the right; else as the program does it.
    pub right: bool,
    /// At the top of its row; else at the bottom.
    pub top: bool,
    /// A line under it.
    pub underlined: bool,
    /// How a number is written, such as `0.0%`; empty for as it is.
    pub number: &'static str,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
enum Content {
    Text(String),
    Number(f64),
}

/// How a sheet is looked at and printed.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// How wide each column is, in characters.
    pub widths: Vec<f64>,
    /// Whether the first row is a heading: it stays in view, and every printed page begins with it.
    pub headed: bool,
    /// Whether it is printed across the page.
    pub across: bool,
    /// What stands above each printed page; beneath it stands its number where there is a header.
    pub header: String,
}

/// A sheet: cells from A1, each with its style.
#[derive(Clone, Debug)]
pub struct Sheet {
    name: String,
    setup: Setup,
    rows: BTreeMap<usize, Row>,
}

/// A row: its height, if it has one of its own, and its cells.
#[derive(Clone, Debug, Default)]
struct Row {
    height: Option<f64>,
    cells: Vec<(Content, Style)>,
}

/// Why a workbook cannot be written.
#[derive(Debug)]
pub enum Fault {
    /// A sheet has more rows than fit.
    Rows,
    /// A sheet has more columns than fit.
    Columns,
    /// A cell has more letters than fit.
    Letters,
    /// The container.
    Container(ZipError),
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows => write!(f, "> {ROWS} rows"),
            Self::Columns => write!(f, "> {COLUMNS} columns"),
            Self::Letters => write!(f, "> {LETTERS} characters"),
            Self::Container(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Fault {}

impl From<ZipError> for Fault {
    fn from(fault: ZipError) -> Self {
        Self::Container(fault)
    }
}

impl Sheet {
    /// An empty sheet. A name has at most 31 letters, none of `[]:*?/\`.
    #[must_use]
    pub fn new(name: &str, setup: Setup) -> Self {
        Self { name: name.to_owned(), setup, rows: BTreeMap::new() }
    }

    /// Puts text into the next cell of a row.
    pub fn text(&mut self, row: usize, text: impl Into<String>, style: Style) {
        self.rows.entry(row).or_default().cells.push((Content::Text(text.into()), style));
    }

    /// Puts a number into the next cell of a row.
    pub fn number(&mut self, row: usize, number: f64, style: Style) {
        self.rows.entry(row).or_default().cells.push((Content::Number(number), style));
    }

    /// Makes a row so high, in points.
    pub fn height(&mut self, row: usize, points: f64) {
        self.rows.entry(row).or_default().height = Some(points);
    }
}

/// The bytes of a workbook with a title, made on a day written `2026-11-30`.
///
/// # Errors
/// A sheet that is too large for one.
pub fn workbook(title: &str, made: &str, sheets: &[Sheet]) -> Result<Vec<u8>, Fault> {
    let mut styles = Numbered::default();
    let mut texts = Numbered::default();
    let _ = styles.of(Style::default());
    let bodies = sheets.iter().map(|sheet| worksheet(sheet, &mut styles, &mut texts)).collect::<Result<Vec<_>, _>>()?;
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(sheets.len())),
        ("_rels/.rels".to_owned(), package_relations()),
        ("docProps/core.xml".to_owned(), properties(title, made)),
        ("xl/workbook.xml".to_owned(), book(sheets)),
        ("xl/_rels/workbook.xml.rels".to_owned(), book_relations(sheets.len())),
        ("xl/styles.xml".to_owned(), style_sheet(&styles.in_order())),
        ("xl/sharedStrings.xml".to_owned(), shared_strings(&texts.in_order())),
    ];
    parts.extend((1..).zip(bodies).map(|(number, body)| (format!("xl/worksheets/sheet{number}.xml"), body)));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in parts {
        // Without a time of its own a part has that of the container's beginning, 1980.
        zip.start_file(name, SimpleFileOptions::default())?;
        zip.write_all(body.as_bytes()).map_err(ZipError::Io)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Things by the order in which they first came.
struct Numbered<T>(BTreeMap<T, usize>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord + Clone> Numbered<T> {
    fn of(&mut self, one: T) -> usize {
        let next = self.0.len();
        *self.0.entry(one).or_insert(next)
    }

    fn in_order(&self) -> Vec<T> {
        let by_number: BTreeMap<usize, &T> = self.0.iter().map(|(one, number)| (*number, one)).collect();
        by_number.into_values().cloned().collect()
    }
}

fn worksheet(sheet: &Sheet, styles: &mut Numbered<Style>, texts: &mut Numbered<String>) -> Result<String, Fault> {
    let mut xml = format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews>");
    xml.push_str(if sheet.setup.headed {
        "<sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>"
    } else {
        "<sheetView workbookViewId=\"0\"/>"
    });
    xml.push_str("</sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
    if !sheet.setup.widths.is_empty() {
        xml.push_str("<cols>");
        for (column, width) in (1..).zip(&sheet.setup.widths) {
            // Excel's widths count the space beside the characters.
            add(&mut xml, format_args!("<col min=\"{column}\" max=\"{column}\" width=\"{}\" customWidth=\"1\"/>", width + 0.710_937_5));
        }
        xml.push_str("</cols>");
    }
    xml.push_str("<sheetData>");
    for (row, Row { height, cells }) in &sheet.rows {
        if *row >= ROWS {
            return Err(Fault::Rows);
        }
        if cells.len() > COLUMNS {
            return Err(Fault::Columns);
        }
        let number = row + 1;
        add(&mut xml, format_args!("<row r=\"{number}\""));
        if let Some(height) = height {
            add(&mut xml, format_args!(" ht=\"{height}\" customHeight=\"1\""));
        }
        xml.push('>');
        for (column, (content, style)) in cells.iter().enumerate() {
            let (place, style) = (letters(column), styles.of(*style));
            match content {
                Content::Number(figure) => add(&mut xml, format_args!("<c r=\"{place}{number}\" s=\"{style}\"><v>{figure}</v></c>")),
                Content::Text(text) if text.encode_utf16().count() > LETTERS => return Err(Fault::Letters),
                Content::Text(text) => {
                    let text = texts.of(text.clone());
                    add(&mut xml, format_args!("<c r=\"{place}{number}\" s=\"{style}\" t=\"s\"><v>{text}</v></c>"));
                }
            }
        }
        xml.push_str("</row>");
    }
    let orientation = if sheet.setup.across { "landscape" } else { "portrait" };
    add(
        &mut xml,
        format_args!(
            "</sheetData><pageMargins left=\"0.7\" right=\"0.7\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" footer=\"0.3\"/>\
             <pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToHeight=\"0\"/>"
        ),
    );
    if !sheet.setup.header.is_empty() {
        // An ampersand begins an instruction there.
        let header = escaped(&sheet.setup.header.replace('&', "&&"));
        add(
            &mut xml,
            format_args!("<headerFooter><oddHeader>&amp;L{header}</oddHeader><oddFooter>&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"),
        );
    }
    Ok(xml + "</worksheet>")
}

fn style_sheet(styles: &[Style]) -> String {
    let (mut formats, mut fonts, mut borders, mut looks) = (String::new(), String::new(), String::new(), String::new());
    let mut own = 0;
    for (number, style) in styles.iter().enumerate() {
        let size = if style.large { 14 } else { 11 };
        let bold = if style.bold { "<b/>" } else { "" };
        add(&mut fonts, format_args!("<font>{bold}<sz val=\"{size}\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"));
        let bottom = if style.underlined { "<bottom style=\"thin\"><color auto=\"1\"/></bottom>" } else { "<bottom/>" };
        add(&mut borders, format_args!("<border><left/><right/><top/>{bottom}<diagonal/></border>"));
        let mut format = 0;
        if !style.number.is_empty() {
            format = OWN_FORMATS + number;
            own += 1;
            add(&mut formats, format_args!("<numFmt numFmtId=\"{format}\" formatCode=\"{}\"/>", escaped(style.number)));
        }
        let right = if style.right { " horizontal=\"right\"" } else { "" };
        let top = if style.top { " vertical=\"top\"" } else { "" };
        let wrapped = if style.wrapped { " wrapText=\"1\"" } else { "" };
        add(
            &mut looks,
            format_args!(
                "<xf numFmtId=\"{format}\" fontId=\"{number}\" fillId=\"0\" borderId=\"{number}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" \
                 applyBorder=\"1\" applyAlignment=\"1\"><alignment{right}{top}{wrapped}/></xf>"
            ),
        );
    }
    let all = styles.len();
    let formats = if own == 0 { String::new() } else { format!("<numFmts count=\"{own}\">{formats}</numFmts>") };
    format!(
        "{HEAD}<styleSheet xmlns=\"{MAIN}\">{formats}<fonts count=\"{all}\">{fonts}</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>\
         <fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"{all}\">{borders}</borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" \
         fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{all}\">{looks}</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" \
         xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>"
    )
}

fn shared_strings(texts: &[String]) -> String {
    let mut xml = format!("{HEAD}<sst xmlns=\"{MAIN}\" uniqueCount=\"{}\">", texts.len());
    for text in texts {
        add(&mut xml, format_args!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text)));
    }
    xml + "</sst>"
}

fn book(sheets: &[Sheet]) -> String {
    let (mut list, mut names) = (String::new(), String::new());
    for (place, sheet) in sheets.iter().enumerate() {
        let (number, name) = (place + 1, escaped(&sheet.name));
        add(&mut list, format_args!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>"));
        if sheet.setup.headed {
            let quoted = name.replace('\'', "''");
            add(
                &mut names,
                format_args!("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{place}\">'{quoted}'!$1:$1</definedName>"),
            );
        }
    }
    let names = if names.is_empty() { names } else { format!("<definedNames>{names}</definedNames>") };
    format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><bookViews><workbookView/></bookViews><sheets>{list}</sheets>{names}</workbook>"
    )
}

fn book_relations(sheets: usize) -> String {
    let mut relations: Vec<(&str, String)> = (1..=sheets).map(|number| ("worksheet", format!("worksheets/sheet{number}.xml"))).collect();
    relations.extend([("styles", "styles.xml".to_owned()), ("sharedStrings", "sharedStrings.xml".to_owned())]);
    let relations = relations.into_iter().map(|(kind, target)| (format!("{OFFICE}/{kind}"), target));
    relation_list(relations)
}

fn package_relations() -> String {
    let office = |kind: &str, target: &str| (format!("{OFFICE}/{kind}"), target.to_owned());
    relation_list([
        office("officeDocument", "xl/workbook.xml"),
        (format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml".to_owned()),
    ])
}

fn relation_list(relations: impl IntoIterator<Item = (String, String)>) -> String {
    let mut xml = format!("{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (number, (kind, target)) in (1..).zip(relations) {
        add(&mut xml, format_args!("<Relationship Id=\"rId{number}\" Type=\"{kind}\" Target=\"{target}\"/>"));
    }
    xml + "</Relationships>"
}

fn content_types(sheets: usize) -> String {
    let sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut xml = format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{sheet}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{sheet}.styles+xml\"/>\
         <Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"{sheet}.sharedStrings+xml\"/>"
    );
    for number in 1..=sheets {
        add(&mut xml, format_args!("<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{sheet}.worksheet+xml\"/>"));
    }
    xml + "</Types>"
}

fn properties(title: &str, made: &str) -> String {
    let title = escaped(title);
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{made}T00:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{made}T00:00:00Z</dcterms:modified></cp:coreProperties>"
    )
}

/// A column's name: A, B … Z, AA.
fn letters(column: usize) -> String {
    let (mut rest, mut name) = (column + 1, String::new());
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        name.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    name
}

/// Text as the parts have it: what XML has no character for is written as `_x0001_`, and what looks like that is as well.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        match letter {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '_' if text.get(at..).is_some_and(is_code) => xml.push_str("_x005F_"),
            '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => add(&mut xml, format_args!("_x{:04X}_", u32::from(letter))),
            letter => xml.push(letter),
        }
    }
    xml
}

/// Whether it begins like a code for a character.
fn is_code(text: &str) -> bool {
    matches!(text.as_bytes(), [b'_', b'x', digits @ ..] if matches!(digits, [a, b, c, d, b'_', ..] if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit())))
}

fn add(xml: &mut String, words: fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = xml.write_fmt(words);
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::error::Error;

    fn read(bytes: Vec<u8>, sheet: &str) -> Result<Vec<Vec<Data>>, Box<dyn Error>> {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
        Ok(book.worksheet_range(sheet)?.rows().map(<[Data]>::to_vec).collect())
    }

    #[test]
    fn another_reader_finds_what_was_written() -> Result<(), Box<dyn Error>> {
        let percent = Style { number: "0.0%", right: true, ..Style::default() };
        let setup = Setup { headed: true, header: "Å & Ö".into(), widths: vec![12.0], across: true };
        let mut sheet = Sheet::new("Tabell 'ett' & två", setup);
        sheet.text(0, "Skola", Style { bold: true, ..Style::default() });
        sheet.text(0, " <b>\"&\u{1}_x0041_\n ", Style::default());
        sheet.text(2, "Skola", Style::default());
        sheet.number(2, 0.125, percent);
        sheet.height(2, 30.0);
        let other = Sheet::new("Tom", Setup::default());
        let bytes = workbook("Frånvaro", "2026-11-30", &[sheet.clone(), other.clone()])?;
        assert_eq!(bytes, workbook("Frånvaro", "2026-11-30", &[sheet, other])?);
        let text = |text: &str| Data::String(text.to_owned());
        let rows = read(bytes, "Tabell 'ett' & två")?;
        assert_eq!(
            rows,
            [vec![text("Skola"), text(" <b>\"&\u{1}_x0041_\n ")], vec![Data::Empty, Data::Empty], vec![text("Skola"), Data::Float(0.125)]]
        );
        Ok(())
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let mut long = Sheet::new("", Setup::default());
        long.text(ROWS, "", Style::default());
        assert!(matches!(workbook("", "2026-11-30", &[long]), Err(Fault::Rows)));
        let mut wide = Sheet::new("", Setup::default());
        (0..=COLUMNS).for_each(|_| wide.number(0, 1.0, Style::default()));
        assert!(matches!(workbook("", "2026-11-30", &[wide]), Err(Fault::Columns)));
        let mut wordy = Sheet::new("", Setup::default());
        wordy.text(0, "å".repeat(LETTERS + 1), Style::default());
        assert!(matches!(workbook("", "2026-11-30", &[wordy]), Err(Fault::Letters)));
    }

    #[test]
    fn columns_have_their_names() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }
}
