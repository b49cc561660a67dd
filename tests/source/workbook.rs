//! Workbooks, made here and read back.

use super::{Clerk, read, read_all_ways, read_in};
use franvarokalkyl::finding::Kind;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::source::{Encoding, Format, Reader};
use rust_xlsxwriter::{Chart, ChartType, ExcelDateTime, Format as Style, Formula, Workbook, XlsxError};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

pub(super) fn export() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (date, clock, moment, length, percent) = (
        Style::new().set_num_format("yyyy-mm-dd"),
        Style::new().set_num_format("hh:mm"),
        Style::new().set_num_format("yyyy-mm-dd hh:mm"),
        Style::new().set_num_format("[h]:mm"),
        Style::new().set_num_format("0 %"),
    );
    let _ = book.add_worksheet().set_name("Försättsblad")?;
    let _ = book
        .add_worksheet()
        .set_name("Närvaro")?
        .merge_range(0, 0, 0, 4, "Statistik över frånvaro", &Style::new())?
        .write_row(3, 0, ["Namn", " Klass\u{a0}", "Ogiltig\nfrånvaro"])?
        .write_string(5, 0, "Åsa & <Öl>")?
        .write_string(5, 2, "   ")?
        .write_number(5, 3, 45.5)?
        .write_boolean(5, 4, true)?
        .write_formula(5, 5, Formula::new("=1/0").set_result("#DIV/0!"))?
        .write_formula(5, 6, Formula::new("=A4").set_result("Namn"))?
        .write_with_format(6, 0, &ExcelDateTime::from_ymd(2025, 8, 18)?, &date)?
        .write_with_format(6, 1, &ExcelDateTime::from_hms(8, 30, 0)?, &clock)?
        .write_with_format(6, 2, &ExcelDateTime::from_ymd(2025, 8, 18)?.and_hms(9, 20, 59)?, &moment)?
        .write_number_with_format(6, 3, 1.5, &length)?
        .write_number_with_format(6, 4, 0.07, &percent)?
        .write_blank(7, 0, &date)?;
    let _ = book.add_worksheet().set_name("Dold")?.set_hidden(true).write_string(0, 0, "hemligt")?;
    let _ = book.add_worksheet().set_name("Långt bort")?.write_number(0, 0, 1)?.write_number(1_048_575, 16_383, 2)?;
    let mut chart = Chart::new(ChartType::Column);
    let _ = chart.add_series().set_values("Närvaro!$D$6:$D$7");
    let _ = book.add_chartsheet().set_name("Diagram")?.insert_chart(0, 0, &chart)?;
    book.save_to_buffer()
}

/// The same workbook with one part rewritten.
fn with_part(book: &[u8], part: &str, rewrite: impl Fn(String) -> String) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(book)).unwrap();
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        let _ = entry.read_to_end(&mut bytes).unwrap();
        if name == part {
            bytes = rewrite(String::from_utf8(bytes).unwrap()).into_bytes();
        }
        new.start_file(name, SimpleFileOptions::default()).unwrap();
        new.write_all(&bytes).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// A zip of these parts.
pub(super) fn zip_of_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        if name.ends_with('/') {
            new.add_directory(*name, SimpleFileOptions::default()).unwrap();
        } else {
            new.start_file(*name, SimpleFileOptions::default()).unwrap();
            new.write_all(bytes).unwrap();
        }
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn sheets_come_in_order_and_cells_as_what_they_are() {
    let (clerk, facts) = read_all_ways(&export().unwrap(), Limits::default());
    let far = format!("1048576: {}n2", "|".repeat(16_383));
    assert_eq!(
        clerk.lines,
        [
            "table Försättsblad",
            "table Närvaro",
            "1: Statistik över frånvaro",
            "4: Namn|Klass|Ogiltig\nfrånvaro",
            "6: Åsa & <Öl>|||n45.5|ttrue|fault|Namn",
            "7: d2025-08-18|c510|m2025-08-18 560|c2160|n0.07",
            "table Långt bort",
            "1: n1",
            &far,
        ]
    );
    let facts = facts.unwrap();
    assert_eq!((facts.format, facts.encoding, facts.delimiter, facts.rows), (Format::Workbook, None::<Encoding>, None, 6));
    assert_eq!(facts.sheets, ["Försättsblad", "Närvaro", "Långt bort"]);
    let passed_over: Vec<_> = facts.findings.iter().map(|finding| (finding.kind, finding.place.sheet.as_deref())).collect();
    assert_eq!(passed_over, [(Kind::SheetPassedOver, Some("Dold")), (Kind::SheetPassedOver, Some("Diagram"))]);
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let book = with_part(&export().unwrap(), "xl/workbook.xml", |xml| {
        assert!(xml.contains("<workbookPr "));
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    // The same serial numbers are 1 462 days later.
    assert_eq!(read(&book).0.lines.get(5).map(String::as_str), Some("7: d2029-08-19|c510|m2029-08-19 560|c2160|n0.07"));
}

#[test]
fn strict_dates_inline_text_and_disorder_are_read() {
    let book = with_part(&export().unwrap(), "xl/worksheets/sheet2.xml", |xml| {
        let (before, _) = xml.split_once("<sheetData>").unwrap();
        let (_, after) = xml.split_once("</sheetData>").unwrap();
        format!(
            "{before}<sheetData><row><c t=\"inlineStr\"><is><t>Å</t></is></c><c t=\"d\"><v>2025-08-18T08:30:00</v></c></row>\
             <row r=\"9\"><c r=\"C9\"><v>3</v></c><c r=\"A9\" t=\"str\"><v>a</v></c><c r=\"B9\" t=\"d\"><v>nyss</v></c></row></sheetData>{after}"
        )
    });
    assert_eq!(read(&book).0.lines[1..4], ["table Närvaro", "1: Å|m2025-08-18 510", "9: a|nyss|n3"]);
}

#[test]
fn a_sink_may_want_only_some_rows_of_a_sheet() {
    let mut clerk = Clerk { wants: Some(1), ..Clerk::default() };
    let mut reader = Reader::new("fil", None, Limits::default());
    let _ = reader.push(&export().unwrap(), &mut clerk).unwrap();
    let facts = reader.finish(&mut clerk).unwrap();
    assert_eq!(clerk.lines, ["table Försättsblad", "table Närvaro", "1: Statistik över frånvaro", "table Långt bort", "1: n1"]);
    assert_eq!(facts.rows, 2);
}

#[test]
fn damage_is_told_in_the_readers_words() {
    let book = export().unwrap();
    for bytes in [
        book[..book.len() / 2].to_vec(),
        b"PK\x03\x04".to_vec(),
        with_part(&book, "xl/worksheets/sheet2.xml", |xml| xml.replace("</sheetData>", "")),
        with_part(&book, "xl/workbook.xml", |xml| xml.chars().take(300).collect()),
        with_part(&book, "xl/worksheets/sheet2.xml", |xml| xml.replace("r=\"A6\"", "r=\"A1048577\"")),
    ] {
        let finding = read(&bytes).1.unwrap_err();
        assert_eq!(finding.kind, Kind::DamagedWorkbook);
        assert!(finding.found.is_some_and(|words| !words.render(franvarokalkyl::locale::Language::Swedish).is_empty()));
    }
}

#[test]
fn other_zips_are_named() {
    let odt = (&b"application/vnd.oasis.opendocument.text"[..], "odt");
    for (parts, name) in [
        (&[("mimetype", odt.0)][..], odt.1),
        (&[("[Content_Types].xml", b""), ("word/document.xml", b"")], "docx"),
        (&[("Index/Document.iwa", b"")], "numbers"),
        (&[("bild.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0")], "zip"),
        (&[], "zip"),
    ] {
        let finding = read(&zip_of_bytes(parts)).1.unwrap_err();
        assert_eq!((finding.kind, finding.found), (Kind::UnreadFormat, Some(name.into())));
    }
}

#[test]
fn a_spreadsheet_of_opendocument_is_read_from_its_zip() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\"><table:table table:name=\"Blad1\"><table:table-row>\
                   <table:table-cell office:value-type=\"float\" office:value=\"7\"/></table:table-row></table:table></office:document-content>";
    let media = "application/vnd.oasis.opendocument.spreadsheet".as_bytes();
    let (clerk, facts) = read_all_ways(&zip_of_bytes(&[("mimetype", media), ("content.xml", content.as_bytes())]), Limits::default());
    assert_eq!((clerk.lines, facts.map(|facts| facts.format)), (vec!["table Blad1".to_owned(), "1: n7".to_owned()], Ok(Format::Ods)));
    let locked = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let finding = read(&zip_of_bytes(&[("mimetype", media), ("content.xml", b"?"), ("META-INF/manifest.xml", locked)])).1.unwrap_err();
    assert_eq!(finding.kind, Kind::Encrypted);
    for content in [content.strip_suffix("tent>").unwrap(), "<a>&lol;</b>", ""] {
        let finding = read(&zip_of_bytes(&[("mimetype", media), ("content.xml", content.as_bytes())])).1;
        assert_eq!(
            finding.map_err(|finding| finding.kind).map(|facts| facts.rows),
            if content.is_empty() { Ok(0) } else { Err(Kind::DamagedWorkbook) }
        );
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_fills_the_memory() {
    let book = export().unwrap();
    let size = u64::try_from(book.len()).unwrap();
    let kind = |limits, size| {
        let mut reader = Reader::new("fil", size, limits);
        let mut clerk = Clerk::default();
        reader.push(&book, &mut clerk).and_then(|_| reader.finish(&mut clerk)).map_err(|finding| finding.kind).map(|facts| facts.rows)
    };
    // What is held unpacked counts too, so the file's own size is not enough of a limit here.
    let narrow = Limits { workbook_bytes: size - 1, ..Limits::default() };
    assert_eq!(kind(narrow, None), Err(Kind::TooLarge));
    assert_eq!(kind(narrow, Some(size)), Err(Kind::TooLarge));
    assert_eq!(kind(Limits { workbook_bytes: 1 << 20, ..Limits::default() }, Some(size)), Ok(6));
    assert_eq!(kind(Limits { columns: 16_383, ..Limits::default() }, Some(size)), Err(Kind::TooLarge));
    // Shared strings that unpack to far more than the file is.
    let bomb = with_part(&book, "xl/sharedStrings.xml", |xml| xml.replace("<sst ", &format!("<!--{}--><sst ", " ".repeat(1 << 21))));
    let (_, facts) = read_in([&bomb[..]], Limits { workbook_bytes: 1 << 20, ..Limits::default() });
    assert_eq!(facts.map_err(|finding| finding.kind), Err(Kind::TooLarge));
}
