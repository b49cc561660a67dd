//! Rows as text, in the system's own delimiter, encoding and decimal sign.

use super::{Cell, Page};
use std::io::{self, Write};

/// How a system writes text.
#[derive(Clone, Copy, Debug)]
pub(in crate::example) struct Dialect {
    pub(in crate::example) delimiter: char,
    pub(in crate::example) encoding: Encoding,
    pub(in crate::example) decimal: char,
}

/// How letters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::example) enum Encoding {
    Utf8,
    /// With a byte order mark.
    Utf8Marked,
    /// ISO 8859-1, and as far as our letters go also Windows-1252. What it lacks becomes `?`, as it does in exports.
    Latin1,
}

impl Encoding {
    /// The name that web pages declare.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Marked => "utf-8",
            Self::Latin1 => "windows-1252",
        }
    }

    /// What the file begins with.
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Utf8Marked => "\u{FEFF}",
            Self::Utf8 | Self::Latin1 => "",
        }
    }

    pub(super) fn write(self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Utf8 | Self::Utf8Marked => out.write_all(text.as_bytes()),
            Self::Latin1 => {
                let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
                out.write_all(&bytes)
            }
        }
    }
}

/// A text file.
pub(in crate::example) struct Text<W> {
    out: W,
    dialect: Dialect,
    line: String,
}

impl<W: Write> Text<W> {
    pub(in crate::example) fn new(mut out: W, dialect: Dialect) -> io::Result<Self> {
        dialect.encoding.write(dialect.encoding.mark(), &mut out)?;
        Ok(Self { out, dialect, line: String::new() })
    }

    fn push(&mut self, text: &str) {
        if text.contains([self.dialect.delimiter, '"', '\n', '\r']) {
            self.line.push('"');
            self.line.push_str(&text.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(text);
        }
    }
}

impl<W: Write> Page for Text<W> {
    fn sheet(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.line.clear();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.line.push(self.dialect.delimiter);
            }
            let decimal = self.dialect.decimal;
            self.push(&cell.text(decimal));
        }
        self.line.push_str("\r\n");
        self.dialect.encoding.write(&self.line, &mut self.out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
