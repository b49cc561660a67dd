//! Text: one line per case, each read whole and in slices.

use super::{Clerk, read, read_all_ways, read_in};
use franvarokalkyl::finding::{Kind, Place};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;
use franvarokalkyl::source::{Encoding, Flow, Format, Reader};

#[test]
fn bytes_become_rows() {
    let cases: &[(&[u8], &[&str])] = &[
        // Line ends.
        (b"a;b\nc;d\n", &["1: a|b", "2: c|d"]),
        (b"a;b\r\nc;d\r\n", &["1: a|b", "2: c|d"]),
        (b"a;b\rc;d\r", &["1: a|b", "2: c|d"]),
        (b"a;b\nc;d", &["1: a|b", "2: c|d"]),
        (b"a;b\r\n\r\nc;d", &["1: a|b", "3: c|d"]),
        (b"a;b\r\rc;d", &["1: a|b", "3: c|d"]),
        (b"a;b\n\n\n\nc;d\n\n", &["1: a|b", "5: c|d"]),
        (b"\n\ra;b", &["3: a|b"]),
        // Cells.
        (b";\n;;\n", &["1: |", "2: ||"]),
        (b"a;\n;b\n", &["1: a|", "2: |b"]),
        (b"a", &["1: a"]),
        (b"a;b;c\n1\n1;2;3;4\n", &["1: a|b|c", "2: 1", "3: 1|2|3|4"]),
        (b" a ;\tb\t; ;c\xc2\xa0\n", &["1: a|b||c"]),
        (b"a\xa0;\xa0b;\xe0\xa0\n", &["1: a|b|à"]),
        ("à;voilà\n".as_bytes(), &["1: à|voilà"]),
        // Quotes.
        (b"\"a\";\"b\"\n", &["1: a|b"]),
        (b"\"a;b\";c\n", &["1: a;b|c"]),
        (b"\"a\nb\";c\nd;e\n", &["1: a\nb|c", "2: d|e"]),
        (b"\"a\r\n\r\nb\";c\r\nd;e\r\n", &["1: a\r\n\r\nb|c", "2: d|e"]),
        (b"\"a\"\"b\";\"\"\"c\"\"\";\"\"\n", &["1: a\"b|\"c\"|"]),
        (b"\"\"\"\";x\n", &["1: \"|x"]),
        (b"\"\";\n", &["1: |"]),
        (b"5\" a;b\"b\"\n", &["1: 5\" a|b\"b\""]),
        (b"\"a\"b;\"c\" ;\"d\"\"e\"f\"g\n", &["1: ab|c|d\"ef\"g"]),
        (b"\"a\"", &["1: a"]),
        (b" \"a\";b\n", &["1: \"a\"|b"]),
        (b"\" a \";\"\xc2\xa0\"\n", &["1: a|"]),
        // The delimiter.
        (b"a,b\n1,2\n", &["1: a|b", "2: 1|2"]),
        (b"a\tb\n1\t\n\t2\n", &["1: a|b", "2: 1|", "3: |2"]),
        (b"a|b\n1|2\n", &["1: a|b", "2: 1|2"]),
        (b"namn,tid\nEk,\"5,3 %\"\n", &["1: namn|tid", "2: Ek|5,3 %"]),
        (b"namn;tid;andel\nEk;5,3;2,1\nAl;4,0;1,5\n", &["1: namn|tid|andel", "2: Ek|5,3|2,1", "3: Al|4,0|1,5"]),
        (b"sep=;\na,b;c\n", &["1: a,b|c"]),
        (b"sep=,\r\n\r\na;b,c\r\n", &["2: a;b|c"]),
        (b"\xef\xbb\xbf\"sep=\t\"\r\na\tb\r\n", &["1: a|b"]),
        // Encodings.
        (b"\xef\xbb\xbfNamn;\xc3\x85r\n", &["1: Namn|År"]),
        (b"Fr\xc3\xa5nvaro;a\n", &["1: Frånvaro|a"]),
        (b"Fr\xe5nvaro;\x80\n", &["1: Frånvaro|€"]),
        (b"\xff\xfeF\0r\0\xe5\0;\0\"\0a\0;\0\"\0\r\0\n\0\x3d\xd8\x00\xde", &["1: Frå|a;", "2: 😀"]),
        (b"\xfe\xff\0F\0r\0\xe5\0;\0b\0\n", &["1: Frå|b"]),
        (b"F\0r\0\xe5\0;\0b\0\n\0", &["1: Frå|b"]),
        (b"s\0e\0p\0=\0|\0\n\0a\0;\0b\0|\0c\0\n\0", &["1: a;b|c"]),
        // The end mark of DOS.
        (b"Ek;7A\n\x1a", &["1: Ek|7A", "2: "]),
    ];
    for (bytes, rows) in cases {
        let (clerk, facts) = read_all_ways(bytes, Limits::default());
        assert_eq!(clerk.lines, *rows, "{}", bytes.escape_ascii());
        let facts = facts.unwrap();
        assert_eq!(facts.rows, u64::try_from(rows.len()).unwrap());
        assert_eq!(facts.findings, []);
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let cases: &[(&[u8], Kind, Option<&str>)] = &[
        (b"", Kind::EmptyFile, None),
        (b" \r\n\t\n", Kind::EmptyFile, None),
        (b"\xef\xbb\xbf", Kind::EmptyFile, None),
        (b"\xef\xbb\xbf\n", Kind::EmptyFile, None),
        (b"\xff\xfe", Kind::EmptyFile, None),
        (b"\xff\xfe \0\n\0", Kind::EmptyFile, None),
        (b"sep=;\r\n", Kind::EmptyFile, None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0", Kind::NotSpreadsheet, None),
        (b"\0\0\0\0\0\0\0\0\0", Kind::NotSpreadsheet, None),
        (b"%PDF-1.7\n%\xe2\xe3", Kind::UnreadFormat, Some("pdf")),
        (b"\xff\xfe\0\0a\0\0\0;\0\0\0", Kind::UnreadFormat, Some("UTF-32")),
        (b"\r\n<!DOCTYPE html><table><tr>", Kind::HeaderNotFound, None),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook\n", Kind::HeaderNotFound, None),
        (
            b"<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            Kind::DamagedWorkbook,
            Some("XML: EOF"),
        ),
        (b"<?xml version=\"1.0\"?>\n<elever/>", Kind::UnreadFormat, Some("xml")),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0W\0o\0r\0k\0b\0o\0o\0k\0", Kind::DamagedWorkbook, Some("OLE2")),
    ];
    for (bytes, kind, found) in cases {
        let finding = read_all_ways(bytes, Limits::default()).1.unwrap_err();
        assert_eq!((finding.kind, finding.found), (*kind, found.map(Into::into)), "{}", bytes.escape_ascii());
        assert_eq!(finding.place, Place { file: Some("fil".to_owned()), ..Place::default() });
    }
}

#[test]
fn a_quote_that_is_never_closed_names_its_row() {
    let at_row = |bytes: &[u8], limits| {
        let finding = read_all_ways(bytes, limits).1.unwrap_err();
        (finding.kind, finding.place.row)
    };
    assert_eq!(at_row(b"a;b\nc;\"d\ne;f\n", Limits::default()), (Kind::UnclosedQuote, Some(2)));
    assert_eq!(at_row(b"a;\"b\"\"", Limits::default()), (Kind::UnclosedQuote, Some(1)));
    let limits = Limits { record_bytes: 8, ..Limits::default() };
    assert_eq!(at_row(b"a;b\nc;d\n\"12345678\n\";9\n", limits), (Kind::UnclosedQuote, Some(3)));
    assert_eq!(at_row(b"a;b\n123456789\n", limits), (Kind::UnclosedQuote, Some(2)));
    assert_eq!(read_all_ways(b"a;b\n12345678\n", limits).0.lines, ["1: a|b", "2: 12345678"]);
    let limits = Limits { columns: 2, ..Limits::default() };
    assert_eq!(at_row(b"a;b\nc;d;e\n", limits), (Kind::NotSpreadsheet, Some(2)));
}

#[test]
fn the_encoding_is_settled_by_the_first_cell_that_is_not_ascii() {
    let plain = "Namn;Klass\n".repeat(10_000);
    for (late, encoding, last) in [
        (&b"\xe5;b\n"[..], Encoding::Windows1252, "10001: å|b"),
        (b"\xc3\xa5;b\n", Encoding::Utf8, "10001: å|b"),
        (b"a;b\n", Encoding::Ascii, "10001: a|b"),
    ] {
        let file = [plain.as_bytes(), late].concat();
        for (clerk, facts) in [read(&file), read_in(file.chunks(1000), Limits::default())] {
            let facts = facts.unwrap();
            assert_eq!((facts.encoding, &facts.findings[..]), (Some(encoding), &[][..]));
            assert_eq!(clerk.lines.last().map(String::as_str), Some(last));
        }
    }
}

#[test]
fn broken_cells_of_a_utf8_file_are_mended_and_counted_by_row() {
    let (clerk, facts) = read_all_ways("År;å\nä;ö\n_;_\nå;ä\n_;x\n".as_bytes(), Limits::default());
    assert_eq!((clerk.lines.len(), facts.unwrap().findings.len()), (5, 0));
    let bytes: Vec<u8> = "År;å\nä;ö\n_;_\nå;ä\n_;x\n".bytes().map(|byte| if byte == b'_' { 0xe5 } else { byte }).collect();
    let (clerk, facts) = read_all_ways(&bytes, Limits::default());
    assert_eq!(clerk.lines, ["1: År|å", "2: ä|ö", "3: å|å", "4: å|ä", "5: å|x"]);
    let findings = facts.unwrap().findings;
    let told: Vec<_> = findings.iter().map(|finding| (finding.kind, finding.place.row, finding.rows)).collect();
    assert_eq!(told, [(Kind::MixedEncoding, Some(3), 2)]);
}

#[test]
fn the_facts_say_what_the_file_was() {
    let facts = read(b"\xef\xbb\xbfa;b\n1;2\n").1.unwrap();
    assert_eq!((facts.format, facts.encoding, facts.rows), (Format::Text, Some(Encoding::Utf8), 2));
    assert_eq!(facts.delimiter.map(|delimiter| delimiter.character()), Some(';'));
    let words: Vec<String> = facts.sentences().iter().map(|sentence| sentence.render(Language::Swedish)).collect();
    assert_eq!(words, ["text", "teckenkodning UTF-8", "avgränsare semikolon"]);
    let words = read(b"sep=:\na:b\n").1.unwrap().sentences().iter().map(|sentence| sentence.render(Language::English)).collect::<Vec<_>>();
    assert_eq!(words, ["text", "encoding ASCII", "delimiter :"]);
}

#[test]
fn a_sink_that_has_had_enough_gets_no_more() {
    for size in [1, 5, 1000] {
        let mut clerk = Clerk { wants: Some(2), ..Clerk::default() };
        let mut reader = Reader::new("fil", Some(20), Limits::default());
        let file = b"a;b\nc;d\ne;f\ng;h\n".repeat(100_000);
        let flows: Vec<Flow> = file.chunks(size * 100).map(|slice| reader.push(slice, &mut clerk).unwrap()).collect();
        assert_eq!(flows.last(), Some(&Flow::Enough));
        assert_eq!(reader.finish(&mut clerk).unwrap().rows, 2);
        assert_eq!(clerk.lines, ["1: a|b", "2: c|d"]);
    }
}

#[test]
fn a_refused_file_stays_refused() {
    let mut clerk = Clerk::default();
    let mut reader = Reader::new("fil", None, Limits { record_bytes: 3, ..Limits::default() });
    let refused = reader.push(&b"a;b\nlong\n".repeat(10_000), &mut clerk).unwrap_err();
    assert_eq!((refused.kind, refused.place.row), (Kind::UnclosedQuote, Some(2)));
    assert_eq!(reader.push(b"c;d\n", &mut clerk), Ok(Flow::Enough));
    assert_eq!(reader.finish(&mut clerk), Err(refused));
    assert_eq!(clerk.lines, ["1: a|b"]);
}
