//! The records of an xls, and text that runs over several of them.

use super::super::one_byte::OneByte;
use super::compound::{u16_at, u32_at};

const CONTINUE: u16 = 0x3c;

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    pub(super) data: &'a [u8],
    /// Where it begins in the stream.
    pub(super) at: usize,
    stream: &'a [u8],
}

impl<'a> Record<'a> {
    /// The record that begins at a place; what breaks off at the end of the stream is none.
    pub(super) fn at(stream: &'a [u8], at: usize) -> Option<Self> {
        let (kind, length) = (u16_at(stream, at)?, u16_at(stream, at + 2)?);
        let data = stream.get(at + 4..)?.get(..usize::from(length))?;
        Some(Self { kind, data, at, stream })
    }

    fn end(&self) -> usize {
        self.at + 4 + self.data.len()
    }

    /// The record after this one.
    pub(super) fn next(&self) -> Option<Self> {
        Self::at(self.stream, self.end())
    }

    /// The data from a place on, over the records that continue this one.
    pub(super) fn pieces(&self, from: usize) -> Pieces<'a> {
        Pieces { here: self.data.get(from..).unwrap_or_default(), record: *self }
    }
}

/// The records from a place on.
pub(super) fn records(stream: &[u8], at: usize) -> impl Iterator<Item = Record<'_>> {
    std::iter::successors(Record::at(stream, at), Record::next)
}

/// How an xls spells its text.
#[derive(Clone, Copy)]
pub(super) enum Spelling {
    /// BIFF5: bytes of a code page.
    Bytes(OneByte),
    /// BIFF8: UTF-16, with the upper bytes left out where all of them are zero.
    Units,
}

impl Spelling {
    /// The spelling of a code page; none of one of another country. The rarer ones of DOS have no decoder here; their Latin letters without accents
    /// agree.
    pub(super) const fn of_page(page: u16) -> Option<Self> {
        match page {
            10_000 | 32_768 => Some(Self::Bytes(OneByte::Macintosh)),
            866 | 874 | 932 | 936 | 949 | 950 | 1250 | 1251 | 1253..=1258 | 10_001..=10_082 | 65_001 => None,
            _ => Some(Self::Bytes(OneByte::Windows1252)),
        }
    }
}

/// Data of a record and of those that continue it.
pub(super) struct Pieces<'a> {
    here: &'a [u8],
    record: Record<'a>,
}

impl Pieces<'_> {
    /// Goes on to the record that continues this one.
    fn turn(&mut self) -> bool {
        let Some(next) = self.record.next().filter(|next| next.kind == CONTINUE) else { return false };
        (self.here, self.record) = (next.data, next);
        true
    }

    fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > self.here.len() {
            length -= self.here.len();
            if !self.turn() {
                return None;
            }
        }
        self.here = self.here.get(length..)?;
        Some(())
    }

    fn u8(&mut self) -> Option<u8> {
        while self.here.is_empty() {
            if !self.turn() {
                return None;
            }
        }
        let (first, rest) = self.here.split_first()?;
        self.here = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    /// Text behind a count of its characters, which takes one byte where `short`, else two.
    pub(super) fn text(&mut self, spelling: Spelling, short: bool) -> Option<String> {
        let count = if short { usize::from(self.u8()?) } else { usize::from(self.u16()?) };
        match spelling {
            Spelling::Bytes(encoding) => {
                let mut bytes = Vec::with_capacity(count);
                while bytes.len() < count {
                    let (taken, rest) = self.here.split_at(self.here.len().min(count - bytes.len()));
                    bytes.extend_from_slice(taken);
                    self.here = rest;
                    if bytes.len() < count && !self.turn() {
                        break;
                    }
                }
                Some(encoding.decode(&bytes).into_owned())
            }
            Spelling::Units => {
                let flags = if count == 0 && self.here.is_empty() { 0 } else { self.u8()? };
                let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()?) };
                let extra = if flags & 4 == 0 { 0 } else { u32::from_le_bytes([self.u8()?, self.u8()?, self.u8()?, self.u8()?]) };
                let text = self.units(count, flags & 1 == 1);
                // What stands behind a text may be missing at the end of a file; the text is there.
                let _ = self.skip(runs * 4).and_then(|()| self.skip(usize::try_from(extra).ok()?));
                Some(text)
            }
        }
    }

    /// Characters; a record that continues them begins with a byte that says anew how wide they are.
    fn units(&mut self, mut count: usize, mut wide: bool) -> String {
        let mut units = Vec::with_capacity(count);
        loop {
            let width = 1 + usize::from(wide);
            let taken = count.min(self.here.len() / width);
            let (bytes, rest) = self.here.split_at(taken * width);
            if wide {
                units.extend(bytes.as_chunks::<2>().0.iter().map(|unit| u16::from_le_bytes(*unit)));
            } else {
                units.extend(bytes.iter().map(|&byte| u16::from(byte)));
            }
            (self.here, count) = (rest, count - taken);
            if count == 0 || !self.turn() {
                return String::from_utf16_lossy(&units);
            }
            wide = self.u8().is_some_and(|flags| flags & 1 == 1);
        }
    }

    /// Whether there is nothing more.
    pub(super) fn is_over(&mut self) -> bool {
        while self.here.is_empty() {
            if !self.turn() {
                return true;
            }
        }
        false
    }
}

/// A number of four bytes: a whole number or the upper half of a floating-point one, each perhaps times a hundred.
pub(super) fn packed_number(data: &[u8], at: usize) -> Option<f64> {
    let bits = u32_at(data, at)?;
    let number =
        if bits & 2 == 0 { f64::from_bits(u64::from(bits & !3) << 32) } else { f64::from(i32::from_le_bytes(bits.to_le_bytes()) >> 2) };
    Some(if bits & 1 == 0 { number } else { number / 100.0 })
}
