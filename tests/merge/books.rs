//! Workbooks are read back as the reports that they are, whatever was asked and in either language.

use super::figures::{releases, session};
use super::{EKBY, call, errors, export, file, report};
use franvarokalkyl::claim::{Cell, Claim, Line, Sheet, Table};
use franvarokalkyl::locale::Language;
use franvarokalkyl::session::{Bands, Breakdown, Decimal, Format, Over, Published, Question, Session, read_claims};
use std::collections::BTreeMap;

fn everything(session: &Session) -> Vec<Published> {
    let question = || Question::of(session.definition("ekero-20").unwrap());
    let bands = |disjoint| Bands { thresholds: [1000, 1250, 4000].map(Decimal::from_hundredths).to_vec(), disjoint };
    let mut all = Vec::from(releases(session, "haninge"));
    all.push(session.curve(&question()).unwrap());
    all.push(session.publish(&Question { bands: Some(bands(false)), by: vec![Breakdown::SchoolGroup], ..question() }).unwrap());
    all.push(session.publish(&Question { bands: Some(bands(true)), over: Some(Over::Term), ..question() }).unwrap());
    all.push(session.publish(&question()).unwrap());
    all
}

/// The rows that a workbook has are among those of the JSON, with the same figures; and columns of which it has none cannot be measured.
fn assert_within(book: &Table, whole: &Table) {
    assert_eq!((&book.id, &book.by), (&whole.id, &whole.by));
    for row in &book.rows {
        let own = whole.rows.iter().find(|own| own.keys == row.keys).unwrap_or_else(|| panic!("{row:?} is not in {}", whole.id));
        for (name, figure) in whole.measures.iter().zip(&own.figures) {
            match book.measures.iter().position(|own| own == name) {
                Some(place) => assert_eq!(row.figures[place], *figure, "{name} of {row:?}"),
                None => assert!(name.starts_with("absence_") && *figure == Some(franvarokalkyl::claim::Figure::NotMeasurable)),
            }
        }
    }
}

#[test]
fn every_report_comes_back_from_its_workbook() {
    let mut rows = 0;
    for published in everything(&session(420, 4, 7)) {
        for language in [Language::Swedish, Language::English] {
            let read = |format: Format| read_claims("r", &format.write(&[&published], language).unwrap()).unwrap().remove(0);
            let (whole, book) = (read(Format::Json), read(Format::Xlsx));
            assert_eq!(book.tables.len(), whole.tables.len());
            for (book, whole) in book.tables.iter().zip(&whole.tables) {
                assert_within(book, whole);
                rows += book.rows.len();
            }
            assert_eq!(Claim { tables: Vec::new(), ..book }, Claim { tables: Vec::new(), ..whole });
            assert_eq!(Format::Xlsx.write(&[&published], language), Format::Xlsx.write(&[&published], language));
        }
    }
    assert!(rows > 250, "{rows}");
}

fn line(number: u64, cells: &[&str]) -> Line {
    let cell = |text: &&str| {
        if text.starts_with(|letter: char| letter.is_ascii_digit()) {
            Cell::Number((*text).to_owned())
        } else {
            Cell::Text((*text).to_owned())
        }
    };
    Line { number, cells: cells.iter().enumerate().map(|(column, text)| (column, cell(text))).collect::<BTreeMap<_, _>>() }
}

/// A workbook by hand, as ours are.
fn book(rows: &[&[&str]]) -> Vec<Sheet> {
    let head = [
        r#"{"schema":"franvarokalkyl/report/1"}"#,
        r#"{"signs":{"total":"Alla","withheld":"..","not measurable":"ej mätbart"}}"#,
        r#"{"definition":{"id":"d","name":"d","clauses":[]}}"#,
        r#"{"rule":{"id":"standard","min_group":10,"min_count":5}}"#,
        r#"{"source":{"from":"2025-08-18","to":"2025-12-19"}}"#,
        r#"{"tables":[{"id":"t1","by":["gender"],"measures":["pupils","hits","share"],"sheet":"Tabell 1","#,
        r#""headings":["Kön","Elever","Över gränsen","Andel"],"labels":{"gender":{"Flicka":"girl"}}}]}"#,
    ];
    let lines = head.iter().zip(4..).map(|(text, number)| line(number, &[text])).collect();
    let rows = std::iter::once(&["Kön", "Elever", "Över gränsen", "Andel"][..]).chain(rows.iter().copied());
    let table = rows.zip(1..).map(|(cells, number)| line(number, cells)).collect();
    vec![Sheet { name: "Tabell 1".to_owned(), lines: table }, Sheet { name: "Metod".to_owned(), lines }]
}

#[test]
fn cells_that_no_report_has_are_said_with_their_place() {
    let read = |rows: &[&[&str]]| {
        Claim::of_book("r.xlsx", &book(rows)).map(|mut claims| claims.remove(0)).map_err(|fault| fault.render(Language::Swedish))
    };
    let claim = read(&[&["Flicka", "20", "6", "0.3"], &["Alla", "40", "..", ".."]]).unwrap();
    assert_eq!(claim.tables[0].rows[0].keys, [Some("girl".to_owned())]);
    assert_eq!(claim.tables[0].rows[1].keys, [None]);
    for (rows, said) in [
        (
            &["Flicka", "20", "sex", "0.3"][..],
            "r.xlsx: blad Tabell 1, rad 2: i kolumnen Över gränsen står \"sex\"; där ska stå ett antal, en andel eller tecknet ..",
        ),
        (&["Flicka", "20.5", "6", "0.3"], "r.xlsx: blad Tabell 1, rad 2: i kolumnen Elever står \"20.5\""),
        (&["Flicka", "20", "6"], "r.xlsx: blad Tabell 1, rad 2: i kolumnen Andel står \"\""),
    ] {
        let found = read(&[rows]).unwrap_err();
        assert!(found.starts_with(said), "{found}");
    }
    // A group that is called as the total is cannot be told from it.
    let twice = read(&[&["Alla", "20", "6", "0.3"], &["Alla", "40", "12", "0.3"]]).unwrap_err();
    assert!(twice.contains("raden finns redan i tabellen"), "{twice}");
    let mut moved = book(&[]);
    moved[0].lines[0] = line(1, &["Kön", "Över gränsen", "Elever", "Andel"]);
    let moved = Claim::of_book("r.xlsx", &moved).unwrap_err().render(Language::Swedish);
    assert!(moved.starts_with("r.xlsx: blad Tabell 1, rad 1: där kolumnen Elever ska stå står \"Över gränsen\""), "{moved}");
    let mut without = book(&[]);
    let _ = without.remove(0);
    let missing = Claim::of_book("r.xlsx", &without).unwrap_err().render(Language::Swedish);
    assert!(missing.starts_with("r.xlsx: bladet Tabell 1 saknas"), "{missing}");
}

#[test]
fn other_workbooks_are_no_reports() {
    let mut other = rust_xlsxwriter::Workbook::new();
    let _ = other.add_worksheet().write(0, 0, "Skola").unwrap();
    let other = file("books", "annan.xlsx", &other.save_to_buffer().unwrap());
    let ekby = report(&export("books", "Ekby", &EKBY), "Ekby.xlsx", &["--definition", "ekero-20", "--by", "school"]);
    let refused = call(&["merge", &ekby, &other]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(errors(&refused).contains("annan.xlsx: arbetsboken är ingen rapport som går att läsa tillbaka"), "{}", errors(&refused));
    // What audits reports takes workbooks too.
    assert!(call(&["audit", &ekby]).status.success());
}
