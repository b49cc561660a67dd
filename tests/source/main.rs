//! What the station `source` makes of bytes, through its public door.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "a test reads files")]

mod binary;
mod bundle;
mod files;
mod laws;
mod limits;
mod sheet;
mod text;
mod workbook;

use franvarokalkyl::finding::Finding;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::source::{Cell, FileFacts, Flow, Reader, Row, Sink};

/// Writes down all that it is given: `file export.zip: a.csv`, `table Blad1`, `3: a|b`, `end csv 2`.
#[derive(Default)]
struct Clerk {
    lines: Vec<String>,
    cells: Vec<Vec<String>>,
    /// Rows that it wants; all if none is said.
    wants: Option<usize>,
}

impl Sink for Clerk {
    fn file(&mut self, name: &str) {
        self.lines.push(format!("file {name}"));
    }

    fn file_end(&mut self, facts: Option<&FileFacts>) {
        let told = facts.map_or_else(|| "none".to_owned(), |facts| format!("{} {}", facts.format.code(), facts.rows));
        self.lines.push(format!("end {told}"));
    }

    fn table(&mut self, sheet: Option<&str>) -> bool {
        self.lines.extend(sheet.map(|name| format!("table {name}")));
        true
    }

    fn row<R: Row>(&mut self, row: &R) -> bool {
        let cells: Vec<String> = (0..row.width()).map(|column| written(row, column)).collect();
        assert_eq!(row.cell(row.width()), Cell::Empty);
        self.lines.push(format!("{}: {}", row.number(), cells.join("|")));
        self.cells.push(cells);
        self.wants.is_none_or(|rows| self.cells.len() < rows)
    }
}

fn written(row: &impl Row, column: usize) -> String {
    match row.cell(column) {
        Cell::Empty => String::new(),
        Cell::Text(raw) => row.text(raw).into_owned(),
        Cell::Number(number) => format!("n{number}"),
        Cell::Day(day) => format!("d{day}"),
        Cell::Clock(minutes) => format!("c{minutes}"),
        Cell::Moment(day, minutes) => format!("m{day} {minutes}"),
        Cell::Truth(truth) => format!("t{truth}"),
        Cell::Fault => "fault".to_owned(),
    }
}

/// What came out: the rows, and the facts or why there are none.
type Outcome = (Clerk, Result<FileFacts, Box<Finding>>);

fn read_in<'a>(slices: impl IntoIterator<Item = &'a [u8]>, limits: Limits) -> Outcome {
    let mut clerk = Clerk::default();
    let mut reader = Reader::new("fil", None, limits);
    for slice in slices {
        match reader.push(slice, &mut clerk) {
            Ok(Flow::More) => {}
            Ok(Flow::Enough) => panic!("the clerk has not had enough"),
            Err(finding) => return (clerk, Err(finding)),
        }
    }
    let facts = reader.finish(&mut clerk);
    (clerk, facts)
}

fn read(bytes: &[u8]) -> Outcome {
    read_in([bytes], Limits::default())
}

/// Reads a file whole and cut in many ways, and answers what all of them agree on.
fn read_all_ways(bytes: &[u8], limits: Limits) -> Outcome {
    let (clerk, facts) = read_in([bytes], limits);
    for size in [1, 3, 64] {
        let (other, others) = read_in(bytes.chunks(size), limits);
        assert_eq!((&clerk.lines, &facts), (&other.lines, &others), "in slices of {size}: {}", bytes.escape_ascii());
    }
    (clerk, facts)
}
