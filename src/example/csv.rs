//! The example as the text file that Swedish Excel saves: UTF-8 with a byte order mark, semicolons, CRLF.

use super::record::Record;
use super::rows::Rows;
use super::world::World;
use super::{Example, columns};
use crate::calendar::Day;
use std::convert::Infallible;
use std::io::{self, Write};

/// How large a chunk grows before it is handed over.
const CHUNK: usize = 1 << 20;
/// Room for the pupil's day that ends a chunk, so that the buffer need not grow.
const SLACK: usize = 1 << 12;

/// The file, about 1 MiB at a time; the pieces put together are the file.
#[derive(Debug)]
pub struct Chunks {
    rows: Rows,
    begun: bool,
    date: (Day, String),
}

impl Chunks {
    /// The csv file of an example.
    #[must_use]
    pub fn new(example: &Example) -> Self {
        Self { rows: Rows::new(World::new(example), example.order), begun: false, date: (Day::MIN, Day::MIN.to_string()) }
    }

    /// Adds the next piece to `buffer`.
    fn fill(&mut self, buffer: &mut Vec<u8>) {
        if !self.begun {
            self.begun = true;
            buffer.extend_from_slice("\u{FEFF}".as_bytes());
            buffer.extend_from_slice(columns::HEADERS.join(";").as_bytes());
            buffer.extend_from_slice(b"\r\n");
        }
        while buffer.len() < CHUNK {
            let Ok(more) = self.rows.next(&mut |record| -> Result<(), Infallible> {
                if self.date.0 != record.day {
                    self.date = (record.day, record.day.to_string());
                }
                line(buffer, record, &self.date.1);
                Ok(())
            });
            if !more {
                break;
            }
        }
    }
}

impl Iterator for Chunks {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut buffer = Vec::with_capacity(CHUNK + SLACK);
        self.fill(&mut buffer);
        (!buffer.is_empty()).then_some(buffer)
    }
}

/// Writes the whole csv file, without holding more than about 1 MiB of it.
///
/// # Errors
/// Those of `out`.
pub fn write_csv(example: &Example, out: &mut impl Write) -> io::Result<()> {
    let mut chunks = Chunks::new(example);
    let mut buffer = Vec::with_capacity(CHUNK + SLACK);
    loop {
        chunks.fill(&mut buffer);
        if buffer.is_empty() {
            return out.flush();
        }
        out.write_all(&buffer)?;
        buffer.clear();
    }
}

/// One line. No cell of the example holds a semicolon, a quote or a line break, so none is quoted.
fn line(buffer: &mut Vec<u8>, record: &Record<'_>, date: &str) {
    let mut texts = |texts: &[&str]| {
        for text in texts {
            buffer.extend_from_slice(text.as_bytes());
            buffer.push(b';');
        }
    };
    texts(&[record.school, record.class, record.grade, record.id, record.surname, record.given, columns::gender(record.gender), date]);
    clock(buffer, record.start);
    clock(buffer, record.end);
    buffer.extend_from_slice(record.subject.as_bytes());
    buffer.push(b';');
    number(buffer, record.minutes());
    number(buffer, record.absent);
    buffer.extend_from_slice(columns::kind(record.kind).as_bytes());
    buffer.extend_from_slice(b"\r\n");
}

fn clock(buffer: &mut Vec<u8>, minutes: u16) {
    let (hour, minute) = (minutes / 60, minutes % 60);
    buffer.extend_from_slice(&[digit(hour / 10), digit(hour), b':', digit(minute / 10), digit(minute), b';']);
}

/// A number below 1000: no lesson is longer.
fn number(buffer: &mut Vec<u8>, number: u16) {
    for (least, place) in [(100, 100), (10, 10), (0, 1)] {
        if number >= least {
            buffer.push(digit(number / place));
        }
    }
    buffer.push(b';');
}

/// The last digit of a number.
fn digit(number: u16) -> u8 {
    b'0' + u8::try_from(number % 10).unwrap_or(0)
}
