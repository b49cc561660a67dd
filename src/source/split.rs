//! Text to records and cells, in place. Only a record that crosses the border of two slices is copied.
//!
//! Every step sees the marks of 64 bytes at once. Places are counted from the record's beginning in `u32`, so that a record
//! that began in an earlier slice goes on as any other; `origin` is where it began, which may lie before the slice, and all
//! sums with it wrap.

use super::reader::Flow;
use super::scan::{BLOCK, Marks, Scanner};

/// Takes the records that a [`Splitter`] finds.
pub(super) trait Records {
    /// Why it cannot take one.
    type Fault;
    /// One record. Answers whether the next one is wanted.
    fn record(&mut self, record: &Record<'_>) -> Result<Flow, Self::Fault>;
}

/// One record, still as the file has it.
pub(super) struct Record<'a> {
    /// From the first cell to the last, without the line end.
    pub(super) bytes: &'a [u8],
    /// Where each cell ends; the next begins after the delimiter.
    pub(super) ends: &'a [u32],
    /// Its number, from 1.
    pub(super) number: u64,
    /// Whether a cell holds doubled quotes, or goes on after its closing quote.
    pub(super) tangled: bool,
    /// Whether bytes outside ASCII came up in the text so far, or soon will: never false where this record has any.
    pub(super) high: bool,
    /// The same for NUL bytes.
    pub(super) nul: bool,
}

/// Where a cell stands with its quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// Never quoted. A quote inside is a character like any other.
    Plain,
    /// Between its quotes.
    Inside,
    /// After a quote, at this place, that closes the cell unless another one follows at once.
    Closed(u32),
}

pub(super) struct Splitter {
    scanner: Scanner,
    /// The beginning of a record that an earlier slice did not end.
    carry: Vec<u8>,
    ends: Vec<u32>,
    /// Where the running cell begins.
    begin: u32,
    quoting: Quoting,
    tangled: bool,
    high: bool,
    nul: bool,
    /// The last line end was a carriage return, whose line feed may follow.
    after_return: bool,
    records: u64,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Self {
        Self {
            scanner: Scanner::new(delimiter),
            carry: Vec::new(),
            ends: Vec::new(),
            begin: 0,
            quoting: Quoting::Plain,
            tangled: false,
            high: false,
            nul: false,
            after_return: false,
            records: 0,
        }
    }

    /// The number of the record that is under way.
    pub(super) fn number(&self) -> u64 {
        self.records + 1
    }

    /// Bytes of the record that is under way.
    pub(super) fn pending(&self) -> usize {
        self.carry.len()
    }

    /// Whether the record that is under way is inside a quoted cell.
    pub(super) fn inside_quotes(&self) -> bool {
        self.quoting == Quoting::Inside
    }

    /// Splits one more slice. `slice` and what is pending are together shorter than 4 GiB.
    pub(super) fn split<R: Records>(&mut self, slice: &[u8], sink: &mut R) -> Result<Flow, R::Fault> {
        let mut run = Run { origin: place(self.carry.len()).wrapping_neg(), slice, sink };
        let (blocks, rest) = slice.as_chunks::<BLOCK>();
        let mut at = 0_u32;
        for block in blocks {
            let marks = self.scanner.scan(block);
            if self.block(marks, at, &mut run)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
            at = at.wrapping_add(64);
        }
        // What is filled up with is no mark and changes nothing.
        let mut block = [b'x'; BLOCK];
        block.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
        let marks = self.scanner.scan(&block);
        if self.block(marks, at, &mut run)? == Flow::Enough {
            return Ok(Flow::Enough);
        }
        let began = if self.carry.is_empty() { run.origin } else { 0 };
        self.carry.extend_from_slice(slice.get(began as usize..).unwrap_or_default());
        Ok(Flow::More)
    }

    /// Ends the last record where no line end does.
    pub(super) fn finish<R: Records>(&mut self, sink: &mut R) -> Result<Flow, R::Fault> {
        if self.carry.is_empty() {
            return Ok(Flow::More);
        }
        let mut run = Run { origin: place(self.carry.len()).wrapping_neg(), slice: &[], sink };
        self.end_cell(place(self.carry.len()));
        self.end_record(0, &mut run)
    }

    #[inline]
    fn block<R: Records>(&mut self, marks: Marks, at: u32, run: &mut Run<'_, R>) -> Result<Flow, R::Fault> {
        self.high |= marks.high;
        self.nul |= marks.nul;
        if marks.quotes == 0 {
            match self.quoting {
                Quoting::Plain => return self.plain_block(marks, at, run),
                Quoting::Inside => return Ok(Flow::More),
                Quoting::Closed(_) => {}
            }
        }
        let Some(inside) = self.inside(marks, at.wrapping_sub(run.origin)) else { return self.quoted_block(marks, at, run) };
        self.quoting = Quoting::Plain;
        let outside = Marks { delimiters: marks.delimiters & !inside, line_ends: marks.line_ends & !inside, ..marks };
        let flow = self.plain_block(outside, at, run)?;
        if inside >> 63 == 1 {
            self.quoting = Quoting::Inside;
        } else if marks.quotes >> 63 == 1 {
            self.quoting = Quoting::Closed(at.wrapping_add(63).wrapping_sub(run.origin));
        }
        Ok(flow)
    }

    /// The bytes of a block that stand between quotes, opening quotes among them; `at` is where the block begins in the
    /// record. None unless each of its quotes opens or closes a whole cell, as nearly all do in files that quote every cell.
    #[inline]
    fn inside(&self, marks: Marks, at: u32) -> Option<u64> {
        let (before, due) = match self.quoting {
            Quoting::Plain => (0, 0),
            Quoting::Inside => (u64::MAX, 0),
            Quoting::Closed(quote) if at == quote.wrapping_add(1) => (0, 1),
            Quoting::Closed(_) => return None,
        };
        // Each bit becomes the parity of the quotes up to it.
        let inside = [1, 2, 4, 8, 16, 32].into_iter().fold(marks.quotes, |parity, shift| parity ^ (parity << shift)) ^ before;
        let cell_ends = (marks.delimiters | marks.line_ends) & !inside;
        let may_open = (cell_ends << 1) | u64::from(self.begin == at);
        let must_end = ((marks.quotes & !inside) << 1) | due;
        (marks.quotes & inside & !may_open == 0 && must_end & !cell_ends == 0).then_some(inside)
    }

    /// A block without quotes: every mark is what it looks like.
    #[inline]
    fn plain_block<R: Records>(&mut self, marks: Marks, at: u32, run: &mut Run<'_, R>) -> Result<Flow, R::Fault> {
        let (mut delimiters, mut line_ends) = (marks.delimiters, marks.line_ends);
        while line_ends != 0 {
            let bit = line_ends.trailing_zeros();
            let earlier = delimiters & !(u64::MAX << bit);
            self.end_cells(earlier, at.wrapping_sub(run.origin));
            delimiters ^= earlier;
            line_ends &= line_ends.wrapping_sub(1);
            if self.end_line(at.wrapping_add(bit), run)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
        self.end_cells(delimiters, at.wrapping_sub(run.origin));
        Ok(Flow::More)
    }

    #[inline]
    fn end_cells(&mut self, mut delimiters: u64, at: u32) {
        while delimiters != 0 {
            let end = at.wrapping_add(delimiters.trailing_zeros());
            self.ends.push(end);
            self.begin = end.wrapping_add(1);
            delimiters &= delimiters.wrapping_sub(1);
        }
    }

    /// A block with quotes, or after one: mark by mark.
    fn quoted_block<R: Records>(&mut self, marks: Marks, at: u32, run: &mut Run<'_, R>) -> Result<Flow, R::Fault> {
        let mut rest = marks.delimiters | marks.line_ends | marks.quotes;
        loop {
            if self.quoting == Quoting::Inside {
                // Until the next quote, nothing is a mark.
                let closing = rest & marks.quotes;
                rest &= !(closing & closing.wrapping_neg()).wrapping_sub(1);
            }
            if rest == 0 {
                return Ok(Flow::More);
            }
            let bit = rest.trailing_zeros();
            let mark = 1_u64 << bit;
            rest ^= mark;
            let here = at.wrapping_add(bit);
            if marks.quotes & mark != 0 {
                self.quote(here.wrapping_sub(run.origin));
            } else if marks.delimiters & mark != 0 {
                self.end_cell(here.wrapping_sub(run.origin));
            } else if self.end_line(here, run)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
        }
    }

    fn quote(&mut self, here: u32) {
        self.quoting = match self.quoting {
            Quoting::Plain if here == self.begin => Quoting::Inside,
            Quoting::Plain => Quoting::Plain,
            Quoting::Inside => Quoting::Closed(here),
            Quoting::Closed(quote) => {
                self.tangled = true;
                if here == quote.wrapping_add(1) { Quoting::Inside } else { Quoting::Closed(quote) }
            }
        }
    }

    #[inline]
    fn end_cell(&mut self, end: u32) {
        if let Quoting::Closed(quote) = self.quoting {
            self.tangled |= end != quote.wrapping_add(1);
            self.quoting = Quoting::Plain;
        }
        self.ends.push(end);
        self.begin = end.wrapping_add(1);
    }

    /// A line end at `here` in the slice.
    #[inline]
    fn end_line<R: Records>(&mut self, here: u32, run: &mut Run<'_, R>) -> Result<Flow, R::Fault> {
        let is_return = run.slice.get(here as usize) == Some(&b'\r');
        if self.after_return && !is_return && here == run.origin && self.ends.is_empty() && self.carry.is_empty() {
            self.after_return = false;
            run.origin = here.wrapping_add(1);
            return Ok(Flow::More);
        }
        self.after_return = is_return;
        self.end_cell(here.wrapping_sub(run.origin));
        self.end_record(here, run)
    }

    /// Hands over the record that ends before `here` in the slice.
    #[inline]
    fn end_record<R: Records>(&mut self, here: u32, run: &mut Run<'_, R>) -> Result<Flow, R::Fault> {
        let bytes = if self.carry.is_empty() {
            run.slice.get(run.origin as usize..here as usize)
        } else {
            self.carry.extend_from_slice(run.slice.get(..here as usize).unwrap_or_default());
            Some(self.carry.as_slice())
        };
        self.records += 1;
        let record = Record {
            bytes: bytes.unwrap_or_default(),
            ends: &self.ends,
            number: self.records,
            tangled: self.tangled,
            high: self.high,
            nul: self.nul,
        };
        let flow = run.sink.record(&record);
        self.ends.clear();
        self.carry.clear();
        self.begin = 0;
        self.tangled = false;
        run.origin = here.wrapping_add(1);
        flow
    }
}

/// What goes on while one slice is split.
struct Run<'a, R> {
    /// Where the record under way begins, counted from the beginning of the slice, wrapping.
    origin: u32,
    slice: &'a [u8],
    sink: &'a mut R,
}

/// A place that is known to be small.
fn place(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A record as it was handed over: its number, its cells with their quotes, whether it is tangled.
    type Told = (u64, Vec<Vec<u8>>, bool);

    impl Records for Vec<Told> {
        type Fault = std::convert::Infallible;

        fn record(&mut self, record: &Record<'_>) -> Result<Flow, Self::Fault> {
            assert!(record.high || record.bytes.is_ascii());
            assert!(record.nul || !record.bytes.contains(&0));
            let begins = std::iter::once(0).chain(record.ends.iter().map(|end| *end as usize + 1));
            let cells = begins.zip(record.ends).map(|(begin, end)| record.bytes.get(begin..*end as usize).unwrap_or(b"?").to_vec());
            self.push((record.number, cells.collect(), record.tangled));
            Ok(Flow::More)
        }
    }

    /// The same, one byte at a time and as plainly as can be said.
    fn plainly(text: &[u8]) -> (Vec<Told>, bool) {
        let (mut told, mut cells, mut cell, mut tangled) = (Vec::new(), Vec::new(), Vec::new(), false);
        let (mut inside, mut closed) = (false, false);
        let mut bytes = text.iter().copied().peekable();
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if inside && bytes.next_if_eq(&b'"').is_some() => {
                    tangled = true;
                    cell.extend(b"\"\"");
                    continue;
                }
                b'"' if inside => (inside, closed) = (false, true),
                _ if inside => {}
                b'"' if cell.is_empty() => inside = true,
                b';' => {
                    cells.push(std::mem::take(&mut cell));
                    closed = false;
                    continue;
                }
                b'\n' | b'\r' => {
                    if byte == b'\r' {
                        let _ = bytes.next_if_eq(&b'\n');
                    }
                    cells.push(std::mem::take(&mut cell));
                    told.push((told.len() as u64 + 1, std::mem::take(&mut cells), std::mem::take(&mut tangled)));
                    closed = false;
                    continue;
                }
                _ => tangled |= closed,
            }
            cell.push(byte);
        }
        if !cell.is_empty() || !cells.is_empty() {
            cells.push(cell);
            told.push((told.len() as u64 + 1, cells, tangled));
        }
        (told, inside)
    }

    fn in_slices(text: &[u8], sizes: &[usize]) -> (Vec<Told>, bool) {
        let (mut told, mut splitter, mut rest) = (Vec::new(), Splitter::new(b';'), text);
        for &size in sizes.iter().cycle() {
            let (slice, after) = rest.split_at(size.min(rest.len()));
            let Ok(_) = splitter.split(slice, &mut told);
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        let inside = splitter.inside_quotes();
        let Ok(_) = splitter.finish(&mut told);
        (told, inside)
    }

    const PIECES: &[&[u8]] = &[
        b"\"a\";",
        b"\"a\";",
        b"\"abcdefg\";",
        b"\"a;b\";",
        b"\"a\n\";",
        b"\"\";",
        b"\"x\"\r\n",
        b"\"y\"\n",
        b"z;",
        b"u\n",
        b"\"a\"\"b\";",
        b"5\";",
        b"\"c\"d;",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn splitting_by_blocks_is_splitting_byte_by_byte(
            text in prop_oneof![
                prop::collection::vec(prop::sample::select(b"ab;\"\n\r\xe5".to_vec()), 0..300),
                prop::collection::vec(prop::sample::select(b"aaaaaaaaabcd;;;\n\r\"\0\xc3".to_vec()), 0..900),
                // Mostly whole quoted cells, now and then something odd.
                prop::collection::vec(prop::sample::select(PIECES), 0..150).prop_map(|pieces| pieces.concat()),
            ],
            sizes in prop::collection::vec(prop_oneof![1_usize..4, 62_usize..67, 1_usize..400], 1..6),
        ) {
            let plain = plainly(&text);
            prop_assert_eq!(&in_slices(&text, &[usize::MAX]), &plain);
            prop_assert_eq!(&in_slices(&text, &sizes), &plain);
        }
    }
}
