//! What is over a limit is refused with its number, and what is far away costs nothing.

use super::read_in;
use super::workbook::{export, zip_of_bytes};
use franvarokalkyl::finding::Kind;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;

/// The words of the refusal.
fn refused(bytes: &[u8], limits: Limits) -> String {
    let finding = read_in([bytes], limits).1.unwrap_err();
    assert_eq!(finding.kind, Kind::TooLarge, "{finding:?}");
    finding.sentence().render(Language::English)
}

const ODS: &str = "<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\"><table:table table:name=\"A\">";

fn ods(row: &str) -> Vec<u8> {
    format!("{ODS}{row}</table:table></office:document>").into_bytes()
}

#[test]
fn a_refusal_names_the_number() {
    let limits = Limits::default;
    let page = b"<table><tr><td>a<td>b<td>cdef</table><table><tr><td>x</table>";
    let json = br#"[{"a": 1, "b": 2, "c": "abcd"}]"#;
    for (bytes, limits, words) in [
        (&page[..], Limits { columns: 2, ..limits() }, "3 columns, the limit is 2"),
        (page, Limits { cells: 3, ..limits() }, "4 filled cells, the limit is 3"),
        (page, Limits { text_bytes: 3, ..limits() }, "4 bytes of text in a cell, the limit is 3"),
        (page, Limits { sheets: 1, ..limits() }, "2 sheets or tables, the limit is 1"),
        (page, Limits { workbook_bytes: 10, ..limits() }, "61 bytes, the limit is 10"),
        (json, Limits { columns: 2, ..limits() }, "3 columns, the limit is 2"),
        (json, Limits { cells: 2, ..limits() }, "3 filled cells, the limit is 2"),
        (json, Limits { text_bytes: 3, ..limits() }, "4 bytes of text in a cell, the limit is 3"),
        (&zip_of_bytes(&[("a.csv", b"a"), ("b.csv", b"b")]), Limits { entries: 1, ..limits() }, "2 files in the zip, the limit is 1"),
        (&export().unwrap(), Limits { sheets: 3, ..limits() }, "4 sheets or tables, the limit is 3"),
        (&export().unwrap(), Limits { cells: 5, ..limits() }, "10 filled cells, the limit is 5"),
        (&export().unwrap(), Limits { text_bytes: 20, ..limits() }, "25 bytes of text in a cell, the limit is 20"),
    ] {
        assert_eq!(refused(bytes, limits), format!("the file is larger than what is read: {words}"));
    }
}

#[test]
fn what_repeats_is_counted_and_not_held() {
    let cell = |columns: u64| {
        format!("<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"{columns}\"/>")
    };
    let row =
        |rows: u64, columns| ods(&format!("<table:table-row table:number-rows-repeated=\"{rows}\">{}</table:table-row>", cell(columns)));
    assert!(refused(&row(1, 1 << 40), Limits::default()).contains("1,099,511,627,776 columns"));
    assert!(refused(&row(1 << 40, 1), Limits::default()).contains("1,099,511,627,776 filled cells"));
    let (clerk, facts) = read_in([&row(3, 2)[..]], Limits::default());
    assert_eq!((clerk.lines.len(), facts.map(|facts| facts.rows)), (4, Ok(3)));
    // Nothing at all, as often as one likes.
    let nothing = format!(
        "<table:table-row table:number-rows-repeated=\"{0}\"><table:table-cell table:number-columns-repeated=\"{0}\"/></table:table-row>",
        u64::MAX
    );
    let (clerk, _) = read_in([&ods(&format!("{nothing}{nothing}<table:table-row>{}</table:table-row>", cell(1)))[..]], Limits::default());
    assert_eq!(clerk.lines, ["table A", "18446744073709551615: n1"]);
}

#[test]
fn a_text_without_end_does_not_fill_the_memory() {
    let limits = Limits { text_bytes: 1_000, ..Limits::default() };
    let long = "a".repeat(100_000);
    let in_cell = ods(&format!(
        "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>{long}</text:p></table:table-cell></table:table-row>"
    ));
    assert!(refused(&in_cell, limits).contains("the limit is"));
    let in_tag = ods(&format!("<table:table-row table:style-name=\"{long}\"/>"));
    assert!(refused(&in_tag, limits).contains("the limit is"));
}

#[test]
fn a_zip_that_unpacks_to_too_much_is_refused() {
    let sheet = format!("{}<a/>", " ".repeat(1 << 20));
    let limits = Limits { unpacked_bytes: 1 << 16, ..Limits::default() };
    let bomb = zip_of_bytes(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b""), ("xl/worksheets/sheet1.xml", sheet.as_bytes())]);
    assert!(refused(&bomb, limits).contains("1,048,580 bytes, the limit is 65,536"));
    let text = zip_of_bytes(&[("a.csv", "a;b\n".repeat(1 << 18).as_bytes())]);
    let findings = read_in([&text[..]], limits).1.unwrap().findings;
    assert_eq!(findings.iter().map(|finding| finding.kind).collect::<Vec<_>>(), [Kind::TooLarge]);
}
