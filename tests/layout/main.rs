//! What is recognised of tables, and the rows that come of them. Each file in `cases` is an export; beside it stands what is made
//! of it, as a snapshot. A new case is a new file.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads files and stops at the first surprise")]

use franvarokalkyl::example::{self, Ending, Example, System};
use franvarokalkyl::layout::{self, Choices, KeptRow, Known, Role, Unfolded, Vocabulary, value};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;
use franvarokalkyl::source::{Reader, Row, Sink};
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

/// Keeps every row.
#[derive(Default)]
struct Rows(Vec<KeptRow>);

impl Sink for Rows {
    fn table(&mut self, _sheet: Option<&str>) -> bool {
        true
    }

    fn row<R: Row>(&mut self, row: &R) -> bool {
        self.0.push(KeptRow::of(row));
        true
    }
}

/// What is made of a file, as text, with so many of its rows.
fn recognised(name: &str, bytes: &[u8], most: usize) -> String {
    let mut rows = Rows::default();
    let mut reader = Reader::new(name, None, Limits::default());
    let _flow = reader.push(bytes, &mut rows).unwrap();
    let _facts = reader.finish(&mut rows).unwrap();
    let (choices, vocabulary) = (Choices::default(), Rc::new(Vocabulary::built_in().unwrap()));
    let known = Known { file: name, sheet: None, choices: &choices, vocabulary: &vocabulary };
    let mut text = String::new();
    let Some(header) = layout::find(&rows.0, &known) else { return "no header\n".to_owned() };
    let found = layout::recognise(&header, &rows.0, &known);
    let layout = &found.layout;
    let system = layout.system.as_ref().map_or("none", |system| system.id.as_str());
    writeln!(text, "system {system}, header in row {}, {}", layout.header_row, layout.grain.name()).unwrap();
    if layout.notifications {
        writeln!(text, "notifications").unwrap();
    }
    if let Some(school) = &layout.given.school {
        writeln!(text, "school {school}").unwrap();
    }
    if let Some(span) = layout.given.period {
        writeln!(text, "period {} – {}", span.first(), span.last()).unwrap();
    }
    if let Some(kind) = layout.given.kind {
        writeln!(text, "kind {}", kind.name()).unwrap();
    }
    for asked in &found.asks {
        writeln!(text, "asks {asked:?}").unwrap();
    }
    for fault in &found.faults {
        writeln!(text, "fault {}: {}", fault.kind.code(), fault.sentence().render(Language::English)).unwrap();
    }
    for column in layout.columns.iter().filter(|column| column.role.is_some()) {
        let unit = column.unit.map_or(String::new(), |unit| format!(" in {}", unit.name()));
        let half = column.half.map_or(String::new(), |half| format!(", {half:?}"));
        writeln!(text, "{:>3} {:<28} {}{unit}{half}", column.index, column.header, column.role.map_or("", Role::name)).unwrap();
    }
    let shown = |row: &KeptRow| {
        let cells = layout.columns.iter().filter(|column| column.role.is_some()).map(|column| value::shown(row, column.index));
        cells.collect::<Vec<_>>().join(" | ")
    };
    let mut told = 0;
    let mut tell = |unfolded: Unfolded<'_>| {
        told += 1;
        if told > most {
            return;
        }
        match unfolded {
            Unfolded::Row(row) => writeln!(text, "row {}: {}", row.number(), shown(row)).unwrap(),
            Unfolded::Passed(row) => writeln!(text, "row {row}: passed over").unwrap(),
            Unfolded::Carried(row) => writeln!(text, "row {row}: has cells from above").unwrap(),
        }
    };
    let below = rows.0.get(header.below..).unwrap();
    match found.unfolder {
        None => below.iter().for_each(|row| tell(Unfolded::Row(row))),
        Some(mut unfolder) => {
            below.iter().for_each(|row| unfolder.row(row, &mut tell));
            unfolder.finish(&mut tell);
        }
    }
    text
}

#[test]
fn tables_are_recognised() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout/cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 10, "the cases are there");
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        insta::assert_snapshot!(stem, recognised(&name, &std::fs::read(&path).unwrap(), usize::MAX));
    }
}

/// The layouts that the example generator writes are those that the systems' files describe, so that each is known again.
#[test]
fn every_export_of_every_system_is_recognised() {
    for system in System::ALL {
        for &grain in system.grains() {
            let text = [Ending::Csv, Ending::Txt].into_iter().find(|ending| system.endings(grain).contains(ending)).unwrap();
            let example = Example { system, grain, pupils: 30, schools: 1, weeks: 2, ..Example::built_in() };
            let mut file = std::io::Cursor::new(Vec::new());
            example::write(&example, text, &mut file).unwrap();
            let name = format!("{}-{}.{}", system.name(), grain.name(), text.name());
            insta::assert_snapshot!(format!("{}_{}", system.name(), grain.name()), recognised(&name, file.get_ref(), 6));
        }
    }
}
