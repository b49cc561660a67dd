//! Laws that hold for any file.

use super::{read, read_in};
use franvarokalkyl::limits::Limits;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// More than is collected before a file's first row.
const OPENING: usize = 70_000;

/// A way of writing text.
#[derive(Clone, Debug)]
struct Writing {
    delimiter: char,
    line_end: &'static str,
    encoding: &'static str,
    quote_all: bool,
    end_last: bool,
    told: bool,
}

fn writing() -> impl Strategy<Value = Writing> {
    (
        prop::sample::select(vec![';', '\t', ',', '|']),
        prop::sample::select(vec!["\n", "\r\n", "\r"]),
        prop::sample::select(vec!["utf-8", "utf-8 with mark", "utf-16le", "utf-16be", "windows-1252"]),
        any::<(bool, bool, bool)>(),
    )
        .prop_map(|(delimiter, line_end, encoding, (quote_all, end_last, told))| Writing {
            delimiter,
            line_end,
            encoding,
            quote_all,
            end_last,
            told,
        })
}

/// Cells that both Windows-1252 and UTF-8 have, rich in what delimits, and without the white space that is trimmed.
fn cell() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select("abå Ö€é;;,\t|\"\"\n\r".chars().collect::<Vec<_>>()), 0..12)
        .prop_map(|letters| letters.into_iter().collect::<String>().trim().to_owned())
}

impl Writing {
    /// The file, and the rows as they are to be read back.
    fn write(&self, table: &[Vec<String>]) -> (Vec<u8>, Vec<Vec<String>>) {
        let mut text = if self.told { format!("sep={}{}", self.delimiter, self.line_end) } else { String::new() };
        // The header makes the delimiter plain where no line tells it, and the encoding where there is no mark. It is longer
        // than what is looked at before rows are made, so that the table itself is read as it comes.
        let header = vec![vec!["Frånvaro".repeat(100); 9]; OPENING / 7_000];
        let rows: Vec<Vec<String>> = header.into_iter().chain(table.iter().cloned()).collect();
        let lines: Vec<String> =
            rows.iter().map(|row| row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(&self.delimiter.to_string())).collect();
        text.push_str(&lines.join(self.line_end));
        if self.end_last {
            text.push_str(self.line_end);
        }
        (self.encode(&text), rows)
    }

    fn cell(&self, cell: &str) -> String {
        // A lone empty cell would be a blank line.
        if self.quote_all || cell.is_empty() || cell.contains(['"', '\n', '\r', self.delimiter]) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    }

    fn encode(&self, text: &str) -> Vec<u8> {
        let units = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect();
        match self.encoding {
            "utf-8" => text.into(),
            "utf-8 with mark" => format!("\u{feff}{text}").into(),
            "utf-16le" => units(&[0xff, 0xfe], u16::to_le_bytes),
            "utf-16be" => units(&[], u16::to_be_bytes),
            _ => text.chars().map(|letter| if letter == '€' { 0x80 } else { u8::try_from(u32::from(letter)).unwrap() }).collect(),
        }
    }
}

/// Slices of a file: its opening, then slices of any sizes in turn.
fn cut<'a>(bytes: &'a [u8], sizes: &[usize]) -> Vec<&'a [u8]> {
    let (opening, mut bytes) = bytes.split_at(OPENING.min(bytes.len()));
    let mut slices = vec![opening];
    for &size in sizes.iter().cycle() {
        let (slice, rest) = bytes.split_at(size.min(bytes.len()));
        slices.push(slice);
        bytes = rest;
        if bytes.is_empty() {
            break;
        }
    }
    slices
}

fn sizes() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(prop_oneof![1_usize..5, 60_usize..70, 1_usize..300], 1..8)
}

/// The files of `data`, a container each.
fn files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/source/data");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What was once a good file ends in rows or in words, whatever has become of it since.
    #[test]
    fn damage_is_survived(
        file in prop::sample::select(files()),
        wounds in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), prop::sample::select(b"\0\xff<>&;\"{}[]".to_vec())]), 0..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut file = file;
        // The beginning stays, so that the file is still taken for what it was.
        for (place, byte) in wounds {
            let place = place.index(file.len()).max(8);
            file.iter_mut().skip(place).take(1).for_each(|slot| *slot = byte);
        }
        if let Some(cut) = cut {
            file.truncate(cut.index(file.len()));
        }
        let limits = Limits { cells: 100_000, ..Limits::default() };
        let _ = read_in([&file[..]], limits);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(
        table in prop::collection::vec(prop::collection::vec(cell(), 1..6), 0..20),
        writing in writing(),
        sizes in sizes(),
    ) {
        let (file, rows) = writing.write(&table);
        let (clerk, facts) = read_in(cut(&file, &sizes), Limits::default());
        prop_assert_eq!(facts.map(|facts| facts.findings), Ok(Vec::new()));
        prop_assert_eq!(clerk.cells, rows);
    }

    #[test]
    fn any_bytes_are_read_alike_however_they_are_cut(
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..400),
            prop::collection::vec(prop::sample::select(b"aab;;;,\t\"\"\n\n\r \xc3\xa5\xe5\xa0\0".to_vec()), 0..600),
        ],
        sizes in sizes(),
        long in any::<bool>(),
    ) {
        let bytes = [format!("a;{}\n", "b".repeat(997)).repeat(if long { OPENING / 1_000 } else { 0 }).into_bytes(), bytes].concat();
        let (clerk, facts) = read(&bytes);
        let (other, others) = read_in(cut(&bytes, &sizes), Limits::default());
        prop_assert_eq!((clerk.lines, facts), (other.lines, others));
    }
}
