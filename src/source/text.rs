//! Text as a stream: slices in, rows out.

use super::dialect::Dialect;
use super::encoding::{Charset, Encoding};
use super::reader::Flow;
use super::split::{Record, Records, Splitter};
use super::utf16::Utf16;
use super::{Cell, Delimiter, FileFacts, Format, Row, Sink};
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use std::borrow::Cow;

/// The most that is split in one go, since the splitter counts in `u32`.
const MOST: usize = 1 << 30;
/// Bytes of UTF-16 that are decoded at a time.
const DECODED: usize = 1 << 18;

/// Why a text cannot be read on, and the row where that is.
pub(super) struct Fault {
    pub(super) kind: Kind,
    pub(super) row: u64,
}

/// Reads one text.
pub(super) struct TextReader {
    splitter: Splitter,
    desk: Desk,
    /// Turns UTF-16 into UTF-8, and where it puts it.
    decoder: Option<(Utf16, String)>,
    /// Bytes that are still to be passed over: a byte order mark, a `sep=` line.
    skip: usize,
    delimiter: u8,
}

impl TextReader {
    /// A reader of a text in this encoding, with a byte order mark of `mark` bytes; `opening` is how it begins, decoded
    /// where the encoding asks for that, and `whole` says that it also ends there.
    pub(super) fn new(encoding: Encoding, mark: usize, opening: &[u8], whole: bool, limits: Limits) -> Self {
        let dialect = Dialect::of(opening, whole);
        let decoder = encoding.decoder().map(|decoder| (decoder, String::new()));
        // A decoder takes the mark away itself.
        let mark = if decoder.is_some() { 0 } else { mark };
        Self {
            splitter: Splitter::new(dialect.delimiter),
            desk: Desk {
                charset: Charset::new(encoding),
                columns: limits.columns,
                record_bytes: limits.record_bytes.min(MOST),
                blank: true,
                rows: 0,
                nuls: (0, 0),
                blanked: Vec::new(),
                bytes: Vec::new(),
                ends: Vec::new(),
            },
            decoder,
            skip: mark + dialect.skip,
            delimiter: dialect.delimiter,
        }
    }

    /// Reads one more slice.
    pub(super) fn push<S: Sink>(&mut self, slice: &[u8], sink: &mut S) -> Result<Flow, Fault> {
        self.decode(slice, false, sink)
    }

    /// Reads what is left at the end.
    pub(super) fn finish<S: Sink>(&mut self, sink: &mut S) -> Result<(), Fault> {
        if self.decode(&[], true, sink)? == Flow::Enough {
            return Ok(());
        }
        if self.splitter.inside_quotes() {
            return Err(Fault { kind: Kind::UnclosedQuote, row: self.splitter.number() });
        }
        let _ = self.splitter.finish(&mut Handing { desk: &mut self.desk, sink })?;
        Ok(())
    }

    /// Whether no row so far had anything in it.
    pub(super) fn is_blank(&self) -> bool {
        self.desk.blank
    }

    /// What the text was, so far.
    pub(super) fn facts(&self) -> FileFacts {
        let mut facts = FileFacts::new(Format::Text);
        let encoding = self.desk.charset.encoding;
        (facts.encoding, facts.delimiter, facts.rows) = (Some(encoding), Some(Delimiter(self.delimiter)), self.desk.rows);
        if encoding == Encoding::Utf8Twice {
            facts.findings.push(Finding::new(Kind::EncodedTwice, Place::default()));
        }
        let mut counted = |kind, rows, first| {
            let place = Place { row: Some(first), ..Place::default() };
            facts.findings.push(Finding { rows, ..Finding::new(kind, place) });
        };
        if let Some(broken) = self.desk.charset.broken() {
            counted(Kind::MixedEncoding, broken.rows, broken.first);
        }
        if let (rows @ 1.., first) = self.desk.nuls {
            counted(Kind::NulBytes, rows, first);
        }
        facts
    }

    fn decode<S: Sink>(&mut self, slice: &[u8], last: bool, sink: &mut S) -> Result<Flow, Fault> {
        let Some((mut decoder, mut text)) = self.decoder.take() else { return self.split(slice, sink) };
        let mut flow = Flow::More;
        for part in slice.chunks(DECODED) {
            text.clear();
            decoder.decode(part, false, &mut text);
            flow = self.split(text.as_bytes(), sink)?;
            if flow == Flow::Enough {
                break;
            }
        }
        if last && flow != Flow::Enough {
            text.clear();
            decoder.decode(&[], true, &mut text);
            flow = self.split(text.as_bytes(), sink)?;
        }
        self.decoder = Some((decoder, text));
        Ok(flow)
    }

    fn split<S: Sink>(&mut self, slice: &[u8], sink: &mut S) -> Result<Flow, Fault> {
        let skipped = self.skip.min(slice.len());
        self.skip -= skipped;
        for part in slice.get(skipped..).unwrap_or_default().chunks(MOST) {
            let flow = self.splitter.split(part, &mut Handing { desk: &mut self.desk, sink })?;
            if flow == Flow::Enough {
                return Ok(Flow::Enough);
            }
            if self.splitter.pending() > self.desk.record_bytes {
                return Err(Fault { kind: Kind::UnclosedQuote, row: self.splitter.number() });
            }
        }
        Ok(Flow::More)
    }
}

/// Where records become rows.
struct Desk {
    charset: Charset,
    columns: usize,
    record_bytes: usize,
    blank: bool,
    rows: u64,
    /// How many rows have NUL bytes, and the first of them.
    nuls: (u64, u64),
    /// A record with blanks for NUL bytes.
    blanked: Vec<u8>,
    /// The cells of a tangled record, without their quotes.
    bytes: Vec<u8>,
    ends: Vec<u32>,
}

/// The desk while somebody takes its rows.
struct Handing<'a, S> {
    desk: &'a mut Desk,
    sink: &'a mut S,
}

impl<S: Sink> Records for Handing<'_, S> {
    type Fault = Fault;

    #[inline]
    fn record(&mut self, record: &Record<'_>) -> Result<Flow, Fault> {
        if record.bytes.is_empty() {
            return Ok(Flow::More);
        }
        if record.nul && record.bytes.contains(&0) {
            return self.with_nuls(record);
        }
        self.whole(record)
    }
}

impl<S: Sink> Handing<'_, S> {
    /// A record with NUL bytes in it. Some programs fill fixed widths with them.
    #[cold]
    fn with_nuls(&mut self, record: &Record<'_>) -> Result<Flow, Fault> {
        let (rows, first) = self.desk.nuls;
        self.desk.nuls = (rows + 1, if rows == 0 { record.number } else { first });
        let mut blanked = std::mem::take(&mut self.desk.blanked);
        blanked.clear();
        blanked.extend(record.bytes.iter().map(|&byte| if byte == 0 { b' ' } else { byte }));
        let flow = self.whole(&Record { bytes: &blanked, ..*record });
        self.desk.blanked = blanked;
        flow
    }

    #[inline]
    fn whole(&mut self, record: &Record<'_>) -> Result<Flow, Fault> {
        let desk = &mut *self.desk;
        if record.bytes.len() > desk.record_bytes {
            return Err(Fault { kind: Kind::UnclosedQuote, row: record.number });
        }
        if record.ends.len() > desk.columns {
            return Err(Fault { kind: Kind::NotSpreadsheet, row: record.number });
        }
        if desk.blank {
            desk.blank = record.bytes.iter().all(|&byte| byte <= b' ');
        }
        if record.high && desk.charset.encoding == Encoding::Ascii {
            desk.charset.encoding = desk.charset.encoding.settled_by(record.bytes);
        }
        desk.rows += 1;
        let row = if record.tangled {
            untangle(record, &mut desk.bytes, &mut desk.ends);
            TextRow { bytes: &desk.bytes, ends: &desk.ends, number: record.number, quoted: false, charset: &desk.charset }
        } else {
            TextRow { bytes: record.bytes, ends: record.ends, number: record.number, quoted: true, charset: &desk.charset }
        };
        Ok(if self.sink.row(&row) { Flow::More } else { Flow::Enough })
    }
}

/// Takes the quotes off every cell, and makes one of two where they are doubled. What follows a closing quote belongs to the
/// cell as it stands, as spreadsheets read it.
fn untangle(record: &Record<'_>, bytes: &mut Vec<u8>, ends: &mut Vec<u32>) {
    bytes.clear();
    ends.clear();
    let mut begin = 0;
    for &end in record.ends {
        let cell = record.bytes.get(begin..end as usize).unwrap_or_default();
        begin = end as usize + 1;
        match cell.split_first() {
            Some((b'"', rest)) => unquote(rest, bytes),
            _ => bytes.extend_from_slice(cell),
        }
        ends.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        // Something stands between cells here too, so that places count alike in both kinds of row.
        bytes.push(b';');
    }
}

/// The cell after its opening quote.
fn unquote(mut rest: &[u8], bytes: &mut Vec<u8>) {
    while let Some(quote) = rest.iter().position(|&byte| byte == b'"') {
        let (inside, from_quote) = rest.split_at(quote);
        bytes.extend_from_slice(inside);
        match from_quote {
            [_, b'"', after @ ..] => {
                bytes.push(b'"');
                rest = after;
            }
            [_, after @ ..] => {
                bytes.extend_from_slice(after);
                return;
            }
            [] => return,
        }
    }
    bytes.extend_from_slice(rest);
}

/// A row of text. Cells are cut out when they are asked for: most columns never are.
struct TextRow<'a> {
    bytes: &'a [u8],
    ends: &'a [u32],
    number: u64,
    /// Whether quoted cells still have their quotes.
    quoted: bool,
    charset: &'a Charset,
}

impl Row for TextRow<'_> {
    #[inline]
    fn number(&self) -> u64 {
        self.number
    }

    #[inline]
    fn width(&self) -> usize {
        self.ends.len()
    }

    #[inline]
    fn cell(&self, column: usize) -> Cell<'_> {
        let begin = match column.checked_sub(1) {
            None => 0,
            Some(before) => match self.ends.get(before) {
                Some(end) => *end as usize + 1,
                None => return Cell::Empty,
            },
        };
        let Some(raw) = self.ends.get(column).and_then(|end| self.bytes.get(begin..*end as usize)) else { return Cell::Empty };
        let bare = match raw {
            [b'"', rest @ ..] if self.quoted => rest.strip_suffix(b"\"").unwrap_or(rest),
            _ => raw,
        };
        match self.charset.trim(bare) {
            [] => Cell::Empty,
            text => Cell::Text(text),
        }
    }

    #[inline]
    fn stretch(&self, first: usize, last: usize) -> Option<&[u8]> {
        let begin = first.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).map(|end| *end as usize + 1))?;
        self.ends.get(last).and_then(|end| self.bytes.get(begin..*end as usize))
    }

    #[inline]
    fn text<'a>(&self, raw: &'a [u8]) -> Cow<'a, str> {
        self.charset.text(raw, self.number)
    }
}
