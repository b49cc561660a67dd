//! How fast text becomes rows: `cargo run --release --example split` splits 100 MB of made-up lessons, plain and with every
//! cell quoted, and prints megabytes per second (the best of seven runs).

use franvarokalkyl::finding::Finding;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::source::{Cell, Reader, Row, Sink};
use std::time::Instant;

/// Reads the columns that a register reads, and forgets them.
#[derive(Default)]
struct Glance {
    bytes: usize,
}

impl Sink for Glance {
    fn table(&mut self, _sheet: Option<&str>) -> bool {
        true
    }

    fn row<R: Row>(&mut self, row: &R) -> bool {
        for column in [0, 1, 3, 4, 6, 9, 11] {
            if let Cell::Text(raw) = row.cell(column) {
                self.bytes += raw.len();
            }
        }
        true
    }
}

fn main() -> Result<(), Box<Finding>> {
    let plain = "Björkskolan;7A;7;F;e00417;Andersson;Åsa;2025-08-18;08:30;09:20;50;Matematik;Närvarande;\r\n";
    let quoted = format!("\"{}\"\r\n", plain.trim_end().replace(';', "\";\""));
    for (name, line) in [("plain", plain), ("quoted", &quoted)] {
        let file = line.repeat(100_000_000 / line.len()).into_bytes();
        let mut best = u128::MAX;
        for _ in 0..7 {
            let begun = Instant::now();
            let mut glance = Glance::default();
            let mut reader = Reader::new(name, None, Limits::default());
            for slice in file.chunks(4 << 20) {
                let _ = reader.push(slice, &mut glance)?;
            }
            let facts = reader.finish(&mut glance)?;
            best = best.min(begun.elapsed().as_micros());
            assert!(facts.rows > 0 && glance.bytes > 0, "the file was read");
        }
        println!("{name}: {} MB/s", file.len() as u128 / best.max(1));
    }
    Ok(())
}
