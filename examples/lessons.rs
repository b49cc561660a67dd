//! Writes a synthetic csv of about so many lessons: `cargo run --release --example lessons -- 2000000 lessons.csv`.

use franvarokalkyl::example::{Example, write_csv};
use std::error::Error;
use std::fs::File;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(rows), Some(path)) = (words.next(), words.next()) else { return Err("lessons ROWS FILE".into()) };
    Ok(write_csv(&Example::for_rows(rows.parse()?), &mut File::create(path)?)?)
}
