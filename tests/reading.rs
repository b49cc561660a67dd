//! Files that are more than one table of text, through the façade.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use franvarokalkyl::calendar::Day;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::session::{Choices, Session, World};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const HEADER: &str = "Elev-ID;Skola;Årskurs;Klass;Datum;Lektionslängd;Status";

/// What becomes of a file: rows and codes of findings with file, row and count; or what it was refused for.
fn read(name: &str, bytes: &[u8]) -> (Option<u64>, Vec<String>) {
    let today = Day::of(2025, 12, 22).unwrap();
    let mut session = Session::new(World { today, secret: [7; 16], limits: Limits::default() }).unwrap();
    let mut reading = session.read(Choices::default(), Box::new(|_| {}));
    reading.open(name, None);
    let _ = reading.push(bytes);
    reading.close();
    let told = |finding: &franvarokalkyl::finding::Finding| {
        let place = &finding.place;
        let row = place.row.map(|row| format!(" {row}")).unwrap_or_default();
        format!("{}: {}{row} x{}", place.file.as_deref().unwrap_or_default(), finding.kind.code(), finding.rows)
    };
    match session.accept(reading) {
        Ok(overview) => (Some(overview.rows), overview.findings.into_iter().map(told).collect()),
        Err(refused) => (None, refused.findings.iter().map(told).collect()),
    }
}

fn lessons(pupils: std::ops::Range<u32>) -> String {
    let rows: String = pupils.map(|pupil| format!("p{pupil};Ek;5;5A;2025-08-18;60;Närvarande\n")).collect();
    format!("{HEADER}\n{rows}")
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn the_files_of_a_zip_are_read_as_if_they_lay_beside_one_another() {
    let (one, other) = (lessons(0..30), lessons(30..60));
    let file = zip(&[("a/ht.csv", one.as_bytes()), ("a/vt.csv", other.as_bytes()), ("a/logga.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]);
    assert_eq!(read("ek.zip", &file), (Some(60), vec!["ek.zip: logga.png: file_passed_over x1".to_owned()]));
}

#[test]
fn one_file_of_a_zip_that_cannot_be_read_refuses_the_zip() {
    let one = lessons(0..30);
    let file = zip(&[("ht.csv", one.as_bytes()), ("vt.csv", b"a;b\n1;2\n"), ("tom.csv", b"")]);
    let (rows, told) = read("ek.zip", &file);
    assert_eq!((rows, told), (None, vec!["ek.zip: vt.csv: header_not_found x1".to_owned(), "ek.zip: tom.csv: empty_file x1".to_owned()]));
}

#[test]
fn rows_with_more_or_fewer_cells_than_the_header_are_told_where_it_matters() {
    let told = |extra: &str| read("ht.csv", format!("{}{extra}", lessons(0..300)).as_bytes()).1;
    // Empty cells too many, and none at all.
    assert_eq!(told("p1;Ek;5;5A;2025-08-19;60;Närvarande;;\n\n"), Vec::<String>::new());
    // A delimiter too many, twice; and a row that breaks off.
    assert_eq!(told("p1;Ek;5;5A;2025-08-19;60;Närvarande;x\np2;Ek;5;5A;2025-08-19;60;Närvarande;y\n"), ["ht.csv: ragged_row 302 x2"]);
    assert_eq!(told("p1;Ek;5;5A;2025-08-19;60\n").first().map(String::as_str), Some("ht.csv: ragged_row 302 x1"));
    // Among the rows that are looked at before the columns are settled, too.
    let early = format!("{HEADER}\np0;Ek;5;5A;2025-08-18;60;Närvarande;x\n");
    assert!(read("ht.csv", early.as_bytes()).1.contains(&"ht.csv: ragged_row 2 x1".to_owned()));
}
