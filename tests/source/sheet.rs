//! The ways in which programs write the cells of an xlsx, each read from a workbook made by hand.

use super::workbook::zip_of_bytes;
use super::{read, read_in};
use franvarokalkyl::finding::Kind;
use franvarokalkyl::limits::Limits;
use proptest::prelude::*;

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='&quot;kl. &quot;hh:mm'/></numFmts>\
    <cellStyleXfs><xf numFmtId='14'/><xf numFmtId='14'/></cellStyleXfs>\
    <cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='46'/></cellXfs>\
    <dxfs><dxf><numFmt numFmtId='164' formatCode='0'/></dxf></dxfs></styleSheet>";

const STRINGS: &str = "<sst><si><t>Klass</t></si><si/><si><r><rPr><b/></rPr><t xml:space=\"preserve\">Ogiltig </t></r><r><t>fr&#229;nvaro</t></r>\
    <rPh sb=\"0\" eb=\"1\"><t>uttal</t></rPh><phoneticPr fontId=\"1\"/></si><x:si><x:t><![CDATA[5<A&amp;]]></x:t></x:si></sst>";

/// A workbook of these sheets, each with its name, its relation to the workbook, and its part.
fn book_of(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| format!("<Relationship Id='{id}' Type='{RELATIONS}/{kind}' Target='{target}'/>");
    let package = format!("<Relationships>{}</Relationships>", relation("rId1", "officeDocument", "/bok/bok.xml"));
    let numbered = || sheets.iter().enumerate();
    let listed: String = numbered().map(|(number, (name, ..))| format!("<sheet name='{name}' r:id='s{number}'/>")).collect();
    let book = format!("<?xml version=\"1.0\"?><workbook><workbookPr/><sheets>{listed}</sheets></workbook>");
    let related: String =
        numbered().map(|(number, (_, kind, _))| relation(&format!("s{number}"), kind, &format!("../blad/{number}.xml"))).collect();
    let links = format!("<Relationships>{}{related}</Relationships>", relation("t", "sharedStrings", "ord.xml"));
    let parts: Vec<(String, &str)> = numbered().map(|(number, (.., part))| (format!("blad/{number}.xml"), *part)).collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b""),
        ("_rels/.rels", package.as_bytes()),
        // Neither case nor slashes are as they ought to be everywhere.
        ("bok\\Bok.xml", book.as_bytes()),
        ("bok/_rels/bok.xml.rels", links.as_bytes()),
        ("bok/styles.xml", STYLES.as_bytes()),
        ("bok/ord.xml", STRINGS.as_bytes()),
        ("xl/workbook.xml", b"<workbook/>"),
    ];
    all.extend(parts.iter().map(|(name, part)| (name.as_str(), part.as_bytes())));
    zip_of_bytes(&all)
}

fn book(sheet: &str) -> Vec<u8> {
    book_of(&[("A", "worksheet", sheet)])
}

/// A sheet of these rows.
fn sheet(rows: &str) -> String {
    format!("<worksheet xmlns:x=\"x\"><dimension ref=\"nyss\"/><sheetData>{rows}</sheetData><rowBreaks/></worksheet>")
}

/// The rows that are read of these.
fn rows(written: &str) -> Vec<String> {
    let (mut clerk, facts) = read(&book(&sheet(written)));
    assert_eq!(facts.map(|facts| facts.findings), Ok(Vec::new()), "{written}");
    clerk.lines.drain(1..).collect()
}

/// The words of the finding that damage ends in, and the row it is in.
fn damage(part: &str) -> (String, Option<u64>) {
    let finding = read(&book(part)).1.unwrap_err();
    assert_eq!((finding.kind, finding.place.sheet.as_deref()), (Kind::DamagedWorkbook, Some("A")), "{part}");
    (finding.found.unwrap().render(franvarokalkyl::locale::Language::English), finding.place.row)
}

#[test]
fn every_type_of_cell_is_read() {
    for (cell, read) in [
        ("<c r='A1'><v>45</v></c>", "n45"),
        ("<c r='A1' t='n'><v> 45.5\n</v></c>", "n45.5"),
        ("<c r='A1'><v>-1.5E-3</v></c>", "n-0.0015"),
        ("<c r='A1'><v>12345678901</v></c>", "n12345678901"),
        ("<c r='A1'><v>00000000000000000000000000000017</v></c>", "n17"),
        // What is no number is text, and no number is endless.
        ("<c r='A1'><v>1 234</v></c>", "1 234"),
        ("<c r='A1'><v>NaN</v></c>", "NaN"),
        ("<c r='A1'><v>1e999</v></c>", "1e999"),
        ("<c r='A1' s='1'><v>45887</v></c>", "d2025-08-18"),
        ("<c r='A1' s='2'><v>0.3541666666666667</v></c>", "c510"),
        ("<c r='A1' s='3'><v>1.5</v></c>", "c2160"),
        ("<c r='A1' s='99'><v>45887</v></c>", "n45887"),
        ("<c r='A1' t='s'><v>0</v></c>", "Klass"),
        ("<c r='A1' t='s'><v>2</v></c>", "Ogiltig frånvaro"),
        ("<c r='A1' t='s'><v>3</v></c>", "5<A&amp;"),
        ("<c r='A1' t='str'><v>a &lt; b_x000A_c</v></c>", "a < b\nc"),
        ("<c r='A1' t='inlineStr'><is><t>Å &#x26; Ä</t></is></c>", "Å & Ä"),
        ("<c r='A1' t='inlineStr'><v>0</v><is><r><t>a </t></r><r><t xml:space='preserve'> b</t></r><rPh><t>c</t></rPh></is></c>", "a b"),
        ("<c r='A1' t='b'><v>1</v></c>", "ttrue"),
        ("<c r='A1' t='b'><v>FALSE</v></c>", "tfalse"),
        ("<c r='A1' t='e'><v>#GETTING_DATA</v></c>", "fault"),
        ("<c r='A1' t='d'><v>2025-08-18</v></c>", "d2025-08-18"),
        ("<c r='A1' t='d'><v>2025-08-18T08:30:00</v></c>", "m2025-08-18 510"),
        ("<c r='A1' t='d'><v>nyss</v></c>", "nyss"),
    ] {
        assert_eq!(rows(&format!("<row r='1'>{cell}</row>")), [format!("1: {read}")], "{cell}");
    }
}

#[test]
fn cells_without_a_value_are_none() {
    for cell in [
        "<c r='A1'/>",
        "<c r='A1'></c>",
        "<c r='A1'><v/></c>",
        "<c r='A1' t='s'><v></v></c>",
        "<c r='A1' t='s'><v>1</v></c>",
        "<c r='A1' t='b'><v> </v></c>",
        "<c r='A1'><f>1+1</f></c>",
        "<c r='A1' t='inlineStr'><is/></c>",
    ] {
        let written = rows(&format!("<row r='1'>{cell}</row>"));
        assert!(written.iter().all(|row| row == "1: "), "{cell}: {written:?}");
    }
}

#[test]
fn tags_may_be_written_in_any_way() {
    for cells in [
        "<x:row r='2'><x:c r='B2' t='str'><x:v>a</x:v></x:c><x:c r='C2'><x:v>7</x:v></x:c></x:row>",
        "<row  spans=\"1:3\"\tr = \"2\" ><c\n t='str'\r\n r='b2'><v >a</v ></c><c ph=\">\" x:t=\"s\" r=\"C2\"><v>7</v></c></row >",
        "<!-- <row r='1'><c r='A1'><v>1</v></c></row> --><row r='2'><?a <c>?>text<c r='B2' t='str'><v><!-- > -->a<?b?></v></c>\
         <c r='C2'><v><![CDATA[7]]></v></c><![CDATA[<c r='D2'><v>8</v></c>]]></row>",
        "<row r='2'><c r='B2' t='str'><f t='shared' ref='B2' si='0'>A1&amp;\"&lt;v>\"</f><v>a</v></c><c r='C2'><v>7</v><f/></c></row>",
        "<row r='2'><c r='C2'><v>7</v><extLst><ext><c r='A1'><v>1</v></c><extLst/></ext></extLst></c><c r='B2' t='str'><v>a</v></c></row>",
        "<row/><row><c/><c t='str'><v>a</v></c><c><v>7</v></c></row>",
        "<row r='2'><c r='B2' t='str'><v>a</v></c><c><v>7</v></c></row><row/><row></row>",
        "<c r='B2' t='str'><v>a</v></c><c><v>7</v></c>",
    ] {
        // Without a row around it a cell that does not say where it stands is in the row after the last.
        let expected: &[&str] = if cells.starts_with("<c ") { &["2: |a", "1: ||n7"] } else { &["2: |a|n7"] };
        assert_eq!(rows(cells), expected, "{cells}");
    }
}

#[test]
fn a_sheet_without_rows_is_a_table_without_rows() {
    for part in ["<worksheet><sheetData/></worksheet>", "<worksheet><sheetData></sheetData></worksheet>", "\u{feff}<x:sheetData  />"] {
        let (clerk, facts) = read(&book(part));
        assert_eq!((clerk.lines, facts.map(|facts| facts.sheets)), (vec!["table A".to_owned()], Ok(vec!["A".to_owned()])));
    }
}

#[test]
fn sheets_without_cells_are_passed_over() {
    let cells = sheet("<row><c><v>1</v></c></row>");
    let file = book_of(&[("M", "xlMacrosheet", &cells), ("D", "worksheet", "<chartsheet/>"), ("A", "worksheet", &cells)]);
    let (clerk, facts) = read(&file);
    assert_eq!(clerk.lines, ["table A", "1: n1"]);
    let found: Vec<_> = facts.unwrap().findings.into_iter().map(|finding| (finding.kind, finding.place.sheet.unwrap())).collect();
    assert_eq!(found, [(Kind::SheetPassedOver, "M".to_owned()), (Kind::SheetPassedOver, "D".to_owned())]);
}

#[test]
fn what_no_sheet_can_be_ends_in_words() {
    for (rows, words, row) in [
        ("<row r='0'><c><v>1</v></c></row>", "XML: r", None),
        ("<row r='1048577'><c><v>1</v></c></row>", "XML: r", None),
        ("<row r='1048576'/><row><c><v>1</v></c></row>", "XML: r", None),
        ("<row><c r='7'><v>1</v></c></row>", "XML: r", None),
        ("<row><c r='A'><v>1</v></c></row>", "XML: r", None),
        ("<row><c r='A-1'><v>1</v></c></row>", "XML: r", None),
        ("<row r='3'><c t='okänt'><v>1</v></c></row>", "XML: t", Some(3)),
        ("<row r='3'><c t='b'><v>kanske</v></c></row>", "XML: v", Some(3)),
        ("<row r='3'><c t='s'><v>4</v></c></row>", "sharedStrings", Some(3)),
        ("<row r='3'><c t='s'><v>-1</v></c></row>", "sharedStrings", Some(3)),
        ("<row r='3'><c><c><v>1</v></c></c></row>", "XML: c", Some(3)),
        ("<row r='3'><c><v>1</v></row>", "XML: c", Some(3)),
        ("<row r='3'><c t='inlineStr'><is><t>a</t></c></row>", "XML: is", Some(3)),
        ("<row r='3'><c><v>1<b/></v></c></row>", "XML", Some(3)),
        ("<row r='3'><c><v>1</c></row>", "XML", Some(3)),
        ("<row r=3/>", "XML", None),
        ("<row <c>", "XML", None),
        ("<!DOCTYPE a><row/>", "<!DOCTYPE", None),
        ("<!-- ", "XML: EOF", None),
        ("<![CDATA[", "XML: EOF", None),
        ("<row r='3'><c><v>1", "XML: EOF", Some(3)),
        ("<row r='", "XML: EOF", None),
    ] {
        let part = sheet(rows);
        let part = if words == "XML: EOF" { part.split("</sheetData>").next().unwrap() } else { &part };
        assert_eq!(damage(part), (words.to_owned(), row), "{rows}");
    }
    assert_eq!(damage("").0, "XML: EOF");
    let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><worksheet><sheetData/></worksheet>";
    assert_eq!(damage(bomb).0, "<!DOCTYPE");
    let broken = [&b"<worksheet><sheetData><row><c t='str'><v>"[..], b"\xe5", b"</v></c></row></sheetData></worksheet>"].concat();
    let whole = book("?");
    assert!(read(&whole).1.is_err());
    let parts = zip_of_bytes(&[
        ("xl/workbook.xml", b"<workbook><sheet name='A' r:id='a'/></workbook>"),
        ("xl/_rels/workbook.xml.rels", b"<a><Relationship Id='a' Type='worksheet' Target='a.xml'/></a>"),
        ("xl/a.xml", &broken),
    ]);
    assert_eq!(read(&parts).1.map_err(|finding| (finding.kind, finding.place.row)).unwrap_err(), (Kind::DamagedWorkbook, Some(1)));
}

#[test]
fn a_list_without_sheets_and_a_sheet_without_a_part_are_damage() {
    let link = b"<a><Relationship Id='a' Type='worksheet' Target='a.xml'/></a>";
    for (listed, outcome) in [
        ("", Err(Kind::DamagedWorkbook)),
        ("<sheet name='A' r:id='a'/>", Err(Kind::DamagedWorkbook)),
        ("<sheet name='A' r:id='b'/>", Err(Kind::DamagedWorkbook)),
        // A module of old macros.
        ("<sheet name='A' r:id=''/>", Ok(0)),
        ("<sheet name='A' r:id='b' state='veryHidden'/>", Ok(0)),
    ] {
        let book = format!("<workbook>{listed}</workbook>");
        let file = zip_of_bytes(&[("xl/workbook.xml", book.as_bytes()), ("xl/_rels/workbook.xml.rels", link)]);
        assert_eq!(read(&file).1.map_err(|finding| finding.kind).map(|facts| facts.rows), outcome, "{listed}");
    }
}

#[test]
fn a_cell_may_lie_over_the_edge_of_what_is_unpacked_at_a_time() {
    let row = "<row r='2'><!-- --><c r=\"A2\" t='inlineStr'><is><t>Å&amp;<![CDATA[Ö]]></t></is></c><c r=\"B2\"><v>45.5</v></c></row>";
    for edge in (0..row.len()).map(|place| (1 << 17) - place) {
        let before = "<worksheet><sheetData>";
        let part = format!("{before}{}{row}</sheetData></worksheet>", " ".repeat(edge - before.len()));
        assert_eq!(read(&book(&part)).0.lines, ["table A", "2: Å&Ö|n45.5"], "{edge}");
    }
    // A text that is larger than that, and a tag.
    let (long, wide) = ("å".repeat(200_000), " ".repeat(300_000));
    let part = sheet(&format!("<row r='2'{wide}><c t='str'><v>{long}</v></c></row>"));
    assert_eq!(read(&book(&part)).0.cells, [[long]]);
}

#[test]
fn what_has_no_end_does_not_fill_the_memory() {
    let limits = Limits { text_bytes: 1_000, ..Limits::default() };
    let long = "a".repeat(600_000);
    for (rows, refused) in [
        (format!("<row><c t='str'><v>{long}</v></c></row>"), true),
        (format!("<row><c t='str'><v>{}</v></c></row>", "a<!---->".repeat(200_000)), true),
        (format!("<row><c t='str'><v><![CDATA[{long}]]></v></c></row>"), true),
        (format!("<row><c><is>{}</is></c></row>", "<t>aaaa</t>".repeat(50_000)), true),
        (format!("<row a='{long}'/>"), true),
        // What is passed over is not held.
        (format!("<!--{long}--><?{long}?>{long}<row><c><f>{long}</f></c></row><![CDATA[{long}]]>"), false),
    ] {
        let outcome = read_in([&book(&sheet(&rows))[..]], limits).1;
        assert_eq!(outcome.map_err(|finding| finding.kind).err(), refused.then_some(Kind::TooLarge), "{}", rows.split_at(40).0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever becomes of a sheet, it ends in rows or in words.
    #[test]
    fn damage_is_survived(
        wounds in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(b"<>/!?=\"'&;-[] \0\xffrct19".to_vec())), 0..8),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut part = sheet(
            "<row r=\"1\"><c r=\"A1\" s=\"1\"><f>1</f><v>45887</v></c><!-- --><c r=\"B1\" t=\"s\"><v>2</v></c></row><?a?>\
             <row><c t='inlineStr'><is><r><t>a&amp;</t></r><rPh><t>b</t></rPh></is></c><c t='str'><v><![CDATA[c]]></v></c></row>",
        )
        .into_bytes();
        for (place, byte) in wounds {
            let place = place.index(part.len());
            part.iter_mut().skip(place).take(1).for_each(|slot| *slot = byte);
        }
        if let Some(cut) = cut {
            part.truncate(cut.index(part.len()));
        }
        let links = b"<a><Relationship Id='a' Type='worksheet' Target='a.xml'/></a>";
        let book = b"<workbook><sheet name='A' r:id='a'/></workbook>";
        let strings = STRINGS.as_bytes();
        let file = zip_of_bytes(&[("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", links), ("xl/sharedStrings.xml", strings), ("xl/a.xml", &part)]);
        if let Err(finding) = read(&file).1 {
            prop_assert!(matches!(finding.kind, Kind::DamagedWorkbook | Kind::TooLarge), "{finding:?}");
        }
    }
}
