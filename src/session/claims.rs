//! Report files that others bring: JSON, or a workbook of ours, as claims.

use crate::claim::{self, Claim, Fault};
use crate::limits::Limits;
use crate::locale::{Key, Sentence};
use crate::source::{Cell, Reader, Row, Sink};
use std::collections::BTreeMap;

/// Bytes with which every workbook of 2007 or later begins.
const ZIP: &[u8] = b"PK";
/// Decimals of a number that are kept: more than a share has, fewer than the machine's own faults.
const DECIMALS: usize = 9;

/// A report is short: what is larger than this is none.
fn limits() -> Limits {
    Limits { workbook_bytes: 1 << 26, unpacked_bytes: 1 << 28, cells: 1 << 22, sheets: 100, columns: 256, ..Limits::default() }
}

/// Reads a report file, as JSON or as a workbook of ours: one report, or several that left as one.
///
/// # Errors
/// [`Fault`], with its place, when it is not what the contract says.
pub fn read_claims(name: &str, bytes: &[u8]) -> Result<Vec<Claim>, Fault> {
    let fault = |what: Sentence| Fault { file: name.to_owned(), table: None, row: None, what };
    if !bytes.starts_with(ZIP) {
        let text = std::str::from_utf8(bytes).map_err(|found| fault(Key::AuditNotJson.with("found", found.to_string())))?;
        return Claim::read_all(name, text);
    }
    let mut book = Book::default();
    let mut reader = Reader::new(name, u64::try_from(bytes.len()).ok(), limits());
    let read = reader.push(bytes, &mut book).and_then(|_| reader.finish(&mut book));
    let _facts = read.map_err(|finding| fault(Key::ClaimUnreadable.with("found", finding.sentence()).with("advice", finding.advice())))?;
    Claim::of_book(name, &book.0)
}

/// The sheets of a workbook as they come.
#[derive(Default)]
struct Book(Vec<claim::Sheet>);

impl Sink for Book {
    fn table(&mut self, sheet: Option<&str>) -> bool {
        self.0.push(claim::Sheet { name: sheet.unwrap_or_default().to_owned(), lines: Vec::new() });
        true
    }

    fn row<R: Row>(&mut self, row: &R) -> bool {
        let cell = |column: usize| {
            let cell = match row.cell(column) {
                Cell::Empty => return None,
                Cell::Text(raw) => claim::Cell::Text(row.text(raw).into_owned()),
                Cell::Number(number) if number >= 0.0 => claim::Cell::Number(digits(number)),
                // Nothing that a report has; it is quoted where it stands.
                other => claim::Cell::Text(format!("{other:?}")),
            };
            Some((column, cell))
        };
        let cells: BTreeMap<usize, claim::Cell> = (0..row.width()).filter_map(cell).collect();
        if let Some(sheet) = self.0.last_mut() {
            sheet.lines.push(claim::Line { number: row.number(), cells });
        }
        true
    }
}

/// `0.125`, `48`: the number that was meant, without what the machine's binary fractions add to it.
fn digits(number: f64) -> String {
    let text = format!("{number:.DECIMALS$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_are_those_that_were_meant() {
        for (number, text) in [(0.125, "0.125"), (48.0, "48"), (100.0, "100"), (0.1 + 0.2, "0.3"), (0.0, "0"), (0.07, "0.07")] {
            assert_eq!(digits(number), text);
        }
    }
}
