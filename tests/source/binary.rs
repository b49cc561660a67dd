//! Workbooks of records, written here record by record: xls without its container, and xlsb.

use super::workbook::zip_of_bytes;
use super::{read, read_all_ways};
use franvarokalkyl::finding::Kind;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::source::Format;

/// An xls under construction.
#[derive(Default)]
struct Records(Vec<u8>);

impl Records {
    fn add(mut self, kind: u16, parts: &[&[u8]]) -> Self {
        let data = parts.concat();
        self.0.extend(kind.to_le_bytes());
        self.0.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        self.0.extend(data);
        self
    }

    fn begin(self, edition: u16, kind: u16) -> Self {
        self.add(0x0809, &[&edition.to_le_bytes(), &kind.to_le_bytes(), &[0; 4]])
    }

    fn end(self) -> Self {
        self.add(0x000a, &[])
    }

    /// A cell's row, column and style, and what it holds.
    fn cell(self, kind: u16, row: u16, column: u16, style: u16, value: &[u8]) -> Self {
        self.add(kind, &[&row.to_le_bytes(), &column.to_le_bytes(), &style.to_le_bytes(), value])
    }
}

/// The globals of a workbook whose sheets begin right after them and one another.
fn book(edition: u16, globals: impl Fn(Records) -> Records, sheets: &[(&str, u8, u8, Records)]) -> Vec<u8> {
    let build = |mut at: usize| {
        let mut book = globals(Records::default().begin(edition, 5));
        for (name, state, kind, records) in sheets {
            let length = u8::try_from(name.len()).unwrap();
            let wide: &[u8] = if edition == 0x0600 { &[length, 0] } else { &[length] };
            book = book.add(0x0085, &[&u32::try_from(at).unwrap().to_le_bytes(), &[*state, *kind], wide, name.as_bytes()]);
            at += records.0.len();
        }
        book.end().0
    };
    let length = build(0).len();
    let mut bytes = build(length);
    sheets.iter().for_each(|(.., records)| bytes.extend(&records.0));
    bytes
}

fn sheet(edition: u16, cells: impl Fn(Records) -> Records) -> Records {
    cells(Records::default().begin(edition, 0x10)).end()
}

/// Text of BIFF5: a count of bytes, and these.
fn bytes(text: &[u8]) -> Vec<u8> {
    [&u16::try_from(text.len()).unwrap().to_le_bytes()[..], text].concat()
}

#[test]
fn biff5_has_the_letters_of_its_code_page() {
    let globals = |page: u16| {
        move |book: Records| {
            book.add(0x0042, &[&page.to_le_bytes()])
                .add(0x041e, &[&164_u16.to_le_bytes(), &[10], b"yyyy-mm-dd"])
                .add(0x00e0, &[&[0, 0], &0_u16.to_le_bytes(), &[0; 12]])
                .add(0x00e0, &[&[0, 0], &164_u16.to_le_bytes(), &[0; 12]])
        }
    };
    let cells = |text: &'static [u8]| {
        sheet(0x0500, |cells| {
            cells
                .cell(0x0204, 0, 0, 0, &bytes(text))
                .cell(0x0203, 1, 1, 1, &45_887_f64.to_le_bytes())
                // 45,5 as a whole number times a hundred, and several numbers in one record.
                .cell(0x027e, 1, 2, 0, &((4550_u32 << 2) | 3).to_le_bytes())
                .add(
                    0x00bd,
                    &[&[2, 0, 0, 0], &[0, 0], &(7_u32 << 2 | 2).to_le_bytes(), &[1, 0], &(45_887_u32 << 2 | 2).to_le_bytes(), &[1, 0]],
                )
        })
    };
    for (page, text) in [(1252, &b"Fr\xe5nvaro"[..]), (10_000, b"Fr\x8cnvaro"), (32_768, b"Fr\x8cnvaro")] {
        let file = book(0x0500, globals(page), &[("Blad1", 0, 0, cells(text)), ("Diagram", 0, 2, cells(b"")), ("Dold", 1, 0, cells(b""))]);
        let (clerk, facts) = read_all_ways(&file, Limits::default());
        assert_eq!(clerk.lines, ["table Blad1", "1: Frånvaro", "2: |d2025-08-18|n45.5", "3: n7|d2025-08-18"], "{page}");
        let facts = facts.unwrap();
        assert_eq!((facts.format, facts.rows), (Format::Xls, 3));
        let passed_over: Vec<_> = facts.findings.iter().map(|finding| (finding.kind, finding.place.sheet.as_deref())).collect();
        assert_eq!(passed_over, [(Kind::SheetPassedOver, Some("Diagram")), (Kind::SheetPassedOver, Some("Dold"))]);
    }
}

#[test]
fn text_runs_on_in_further_records_and_changes_its_width_there() {
    // Two strings: the first breaks off after three letters and goes on two bytes wide.
    let strings = |book: Records| {
        book.add(0x00fc, &[&[2, 0, 0, 0, 2, 0, 0, 0], &[5, 0, 0], b"Fr\xe5"])
            .add(0x003c, &[&[1], &[b'n', 0, 0xac, 0x20], &[2, 0, 0], b"5A"])
    };
    let cells = sheet(0x0600, |cells| {
        cells.cell(0x00fd, 0, 0, 0, &0_u32.to_le_bytes()).cell(0x00fd, 0, 1, 0, &1_u32.to_le_bytes()).cell(
            0x00fd,
            0,
            2,
            0,
            &9_u32.to_le_bytes(),
        )
    });
    let (clerk, _) = read(&book(0x0600, strings, &[("A", 0, 0, cells)]));
    assert_eq!(clerk.lines, ["table A", "1: Från€|5A|fault"]);
}

#[test]
fn formulas_cells_in_disorder_and_charts_within_a_sheet_are_read_right() {
    let special = |kind: u8, value: u8| [kind, 0, value, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0];
    let cells = sheet(0x0600, |cells| {
        cells
            .cell(0x0006, 5, 1, 0, &special(0, 0))
            .add(0x0207, &[&[2, 0, 0], b"5A"])
            .cell(0x0006, 5, 0, 0, &special(1, 1))
            .begin(0x0600, 0x20)
            .cell(0x0203, 0, 0, 0, &1_f64.to_le_bytes())
            .end()
            .cell(0x0006, 2, 0, 0, &special(2, 7))
            .cell(0x0006, 2, 1, 0, &special(3, 0))
            .cell(0x0006, 2, 2, 0, &[&2.5_f64.to_le_bytes()[..], &[0; 8]].concat())
            .cell(0x0205, 2, 3, 0, &[0, 0])
            .cell(0x0205, 2, 4, 0, &[7, 1])
            .cell(0x0203, 2, 2, 0, &3.5_f64.to_le_bytes())
    });
    let (clerk, _) = read(&book(0x0600, |book| book, &[("A", 0, 0, cells)]));
    assert_eq!(clerk.lines, ["table A", "3: fault||n3.5|tfalse|fault", "6: ttrue|5A"]);
}

#[test]
fn what_no_xls_can_be_is_named() {
    let kind = |bytes: &[u8]| read(bytes).1.map(|facts| facts.rows).map_err(|finding| finding.kind);
    let locked = book(0x0600, |book| book.add(0x002f, &[&[0, 0, 1, 2, 3, 4]]), &[]);
    assert_eq!(kind(&locked), Err(Kind::Encrypted));
    assert_eq!(kind(b"\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00"), Err(Kind::UnreadFormat));
    let cells = sheet(0x0600, |cells| cells.cell(0x0203, 0, 0, 0, &1_f64.to_le_bytes()));
    let whole = book(0x0600, |book| book, &[("A", 0, 0, cells)]);
    assert_eq!(kind(&whole), Ok(1));
    // However an xls breaks off, it ends in words.
    for length in 8..whole.len() {
        assert_eq!(kind(&whole[..length]), Err(Kind::DamagedWorkbook), "{length} bytes");
    }
}

/// Records of an xlsb: kinds and lengths are numbers of seven bits a byte.
fn parts(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (kind, data) in records {
        let low = u8::try_from(kind & 0x7f).unwrap();
        bytes.extend(if *kind > 0x7f { vec![low | 0x80, u8::try_from(kind >> 7).unwrap()] } else { vec![low] });
        let length = u8::try_from(data.len()).unwrap();
        bytes.extend(if length > 0x7f { vec![length | 0x80, 1] } else { vec![length] });
        bytes.extend(data);
    }
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    u32::try_from(units.len()).unwrap().to_le_bytes().into_iter().chain(units.iter().flat_map(|unit| unit.to_le_bytes())).collect()
}

fn xlsb(cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let sheet = |state: u32, id: &str, name: &str| (0x009c, [&state.to_le_bytes()[..], &[0; 4], &wide(id), &wide(name)].concat());
    let links: String = [("rId1", "worksheets/sheet1.bin"), ("rId2", "worksheets/sheet2.bin"), ("rId3", "chartsheets/sheet3.bin")]
        .map(|(id, part)| format!("<Relationship Id=\"{id}\" Type=\"x\" Target=\"{part}\"/>"))
        .concat();
    zip_of_bytes(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "xl/workbook.bin",
            &parts(&[(0x0099, vec![1, 0, 0, 0]), sheet(0, "rId1", "Närvaro"), sheet(1, "rId2", "Dold"), sheet(0, "rId3", "Diagram")]),
        ),
        ("xl/_rels/workbook.bin.rels", format!("<Relationships>{links}</Relationships>").as_bytes()),
        ("xl/sharedStrings.bin", &parts(&[(0x009f, vec![0; 8]), (0x0013, [&[0][..], &wide("Frånvaro")].concat())])),
        (
            "xl/styles.bin",
            &parts(&[
                (0x002c, [&164_u16.to_le_bytes()[..], &wide("yyyy-mm-dd")].concat()),
                (0x002f, vec![0; 8]),
                (0x0269, vec![2, 0, 0, 0]),
                (0x002f, vec![0, 0, 0, 0, 0, 0]),
                (0x002f, vec![0, 0, 164, 0, 0, 0]),
                (0x026a, vec![]),
            ]),
        ),
        ("xl/worksheets/sheet1.bin", &parts(cells)),
    ])
}

fn cell(column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    [&column.to_le_bytes()[..], &style.to_le_bytes(), value].concat()
}

#[test]
fn a_binary_workbook_is_read_by_the_cell() {
    let file = xlsb(&[
        (0x0000, 2_u32.to_le_bytes().to_vec()),
        (0x0007, cell(0, 0, &0_u32.to_le_bytes())),
        (0x0006, cell(2, 0, &wide("5A"))),
        (0x0000, 4_u32.to_le_bytes().to_vec()),
        (0x0005, cell(0, 1, &44_425_f64.to_le_bytes())),
        (0x0002, cell(1, 0, &((4550_u32 << 2) | 3).to_le_bytes())),
        (0x0004, cell(2, 0, &[1])),
        (0x0003, cell(3, 0, &[7])),
        (0x0001, cell(4, 0, &[])),
        (0x000b, cell(5, 0, &[7])),
        (0x0012, [&0_u32.to_le_bytes()[..], &0_u32.to_le_bytes()].concat()),
        (0x0092, vec![]),
    ]);
    let (clerk, facts) = read_all_ways(&file, Limits::default());
    // The workbook counts its days from 1904.
    assert_eq!(clerk.lines, ["table Närvaro", "3: Frånvaro||5A", "5: d2025-08-18|n45.5|ttrue|fault||fault|Frånvaro"]);
    let facts = facts.unwrap();
    assert_eq!((facts.format, facts.rows), (Format::Xlsb, 2));
    let passed_over: Vec<_> = facts.findings.iter().map(|finding| (finding.kind, finding.place.sheet.as_deref())).collect();
    assert_eq!(passed_over, [(Kind::SheetPassedOver, Some("Dold")), (Kind::SheetPassedOver, Some("Diagram"))]);
}

#[test]
fn a_damaged_binary_workbook_ends_in_words() {
    for records in [
        vec![(0x0000, 0_u32.to_le_bytes().to_vec())],
        vec![(0x0000, 1_048_576_u32.to_le_bytes().to_vec()), (0x0092, vec![])],
        vec![(0x0007, vec![0]), (0x0092, vec![])],
    ] {
        assert_eq!(read(&xlsb(&records)).1.map(|facts| facts.rows).map_err(|finding| finding.kind), Err(Kind::DamagedWorkbook));
    }
    let far = [(0x0000, 1_048_575_u32.to_le_bytes().to_vec()), (0x0004, cell(16_383, 0, &[1])), (0x0092, vec![])];
    assert_eq!(read(&xlsb(&far)).0.lines.last().map(|line| line.replace('|', "")).as_deref(), Some("1048576: ttrue"));
}
