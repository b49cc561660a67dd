//! The way in: slices of a file are pushed, and the first of them decide how it is read.

use super::container::{Container, Whole, decoded};
use super::excess::{over, whole};
use super::json::JsonFile;
use super::text::{Fault, TextReader};
use super::{FileFacts, Sink, book, bundle, json, markup};
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use crate::locale::Key;

/// Bytes at the beginning of a file from which its kind, encoding and delimiter are found.
pub(super) const SAMPLE: usize = 1 << 16;

/// Whether there is more to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The next slice is wanted.
    More,
    /// The sink has had enough; further slices change nothing.
    Enough,
}

/// Reads one file. Slices may have any size: rows, facts and findings do not depend on where the file is cut.
pub struct Reader {
    name: String,
    size: Option<u64>,
    limits: Limits,
    state: State,
    enough: bool,
    /// Whether the file lies in a zip.
    inside: bool,
}

enum State {
    /// Less than a sample has come.
    Opening(Vec<u8>),
    Text(Box<TextReader>),
    /// Read when all of it is there.
    Whole(Whole, Vec<u8>),
    /// It cannot be read, and this is why.
    Refused(Box<Finding>),
}

impl Reader {
    /// A reader of a file of this name. With its size in bytes a workbook that is too large is refused at once, and any
    /// other is collected without being moved about.
    #[must_use]
    pub fn new(name: &str, size: Option<u64>, limits: Limits) -> Self {
        Self { name: name.to_owned(), size, limits, state: State::Opening(Vec::new()), enough: false, inside: false }
    }

    /// The same for a file that lies in a zip.
    pub(super) fn inside(name: &str, size: Option<u64>, limits: Limits) -> Self {
        Self { inside: true, ..Self::new(name, size, limits) }
    }

    /// Reads the next slice.
    ///
    /// # Errors
    /// A finding that weighs [`crate::finding::Severity::Error`]: the file cannot be read on, and rows already handed over
    /// are to be forgotten.
    pub fn push<S: Sink>(&mut self, slice: &[u8], sink: &mut S) -> Result<Flow, Box<Finding>> {
        if self.enough || matches!(self.state, State::Refused(_)) {
            return Ok(Flow::Enough);
        }
        self.take(slice, sink).map_err(|finding| self.refuse(*finding)).inspect(|&flow| self.enough = flow == Flow::Enough)
    }

    /// Reads what is left, and says what the file was.
    ///
    /// # Errors
    /// As for [`Reader::push`]; also what was refused there.
    pub fn finish<S: Sink>(mut self, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
        if let State::Opening(opening) = &mut self.state {
            let opening = std::mem::take(opening);
            let flow = self.begin(&opening, true, sink).map_err(|finding| self.refuse(*finding))?;
            if flow == Flow::More {
                let _ = self.push(&opening, sink)?;
            }
        }
        self.end(sink).map_err(|finding| Box::new(finding_in(&self.name, *finding))).map(|mut facts| {
            facts.findings = facts.findings.into_iter().map(|finding| finding_in(&self.name, finding)).collect();
            facts
        })
    }

    fn take<S: Sink>(&mut self, slice: &[u8], sink: &mut S) -> Result<Flow, Box<Finding>> {
        match &mut self.state {
            State::Opening(opening) if opening.is_empty() && slice.len() >= SAMPLE => {
                match self.begin(slice.get(..SAMPLE).unwrap_or(slice), false, sink)? {
                    Flow::More => self.take(slice, sink),
                    Flow::Enough => Ok(Flow::Enough),
                }
            }
            State::Opening(opening) => {
                let (head, rest) = slice.split_at(slice.len().min(SAMPLE - opening.len()));
                opening.extend_from_slice(head);
                if opening.len() < SAMPLE {
                    return Ok(Flow::More);
                }
                let opening = std::mem::take(opening);
                match self.begin(&opening, false, sink)? {
                    Flow::More if self.take(&opening, sink)? == Flow::More => self.take(rest, sink),
                    _ => Ok(Flow::Enough),
                }
            }
            State::Text(text) => text.push(slice, sink).map_err(Box::from),
            State::Whole(_, bytes) => {
                let (length, limit) = (whole(bytes.len()).saturating_add(whole(slice.len())), self.limits.workbook_bytes);
                if length > limit || bytes.try_reserve(slice.len()).is_err() {
                    return Err(over(Key::SourceOverBytes, length.max(self.size.unwrap_or_default()), limit));
                }
                bytes.extend_from_slice(slice);
                Ok(Flow::More)
            }
            State::Refused(_) => Ok(Flow::Enough),
        }
    }

    /// Decides by the first bytes how the file is read; `complete` when there are no more.
    fn begin<S: Sink>(&mut self, sample: &[u8], complete: bool, sink: &mut S) -> Result<Flow, Box<Finding>> {
        if sample.is_empty() {
            return Err(of_file(Kind::EmptyFile).into());
        }
        self.state = match Container::of(sample) {
            Container::Text(encoding, mark) => {
                let opening = decoded(sample, encoding, mark);
                State::Text(Box::new(TextReader::new(encoding, mark, &opening, complete, self.limits)))
            }
            Container::Whole(kind) => {
                let (size, limit) = (self.size.unwrap_or_default(), self.limits.workbook_bytes);
                let mut bytes = Vec::new();
                // The size that an entry of a zip claims to have is no reason to take so much memory.
                let ahead = if self.inside { 0 } else { size };
                if size > limit || bytes.try_reserve_exact(usize::try_from(ahead).unwrap_or(usize::MAX)).is_err() {
                    return Err(over(Key::SourceOverBytes, size, limit));
                }
                State::Whole(kind, bytes)
            }
            Container::Unread(kind) => return Err(of_file(Kind::UnreadFormat).found(kind).into()),
            Container::Unknown => return Err(of_file(Kind::NotSpreadsheet).into()),
        };
        let wanted = !matches!(self.state, State::Text(_)) || sink.table(None);
        self.enough = !wanted;
        Ok(if wanted { Flow::More } else { Flow::Enough })
    }

    fn end<S: Sink>(&mut self, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
        match &mut self.state {
            State::Text(text) => {
                if !self.enough {
                    text.finish(sink)?;
                    if text.is_blank() {
                        return Err(of_file(Kind::EmptyFile).into());
                    }
                }
                Ok(text.facts())
            }
            State::Whole(kind, bytes) => {
                let (kind, bytes) = (*kind, std::mem::take(bytes));
                self.end_whole(kind, bytes, sink)
            }
            State::Refused(finding) => Err(finding.clone()),
            State::Opening(_) => Err(of_file(Kind::EmptyFile).into()),
        }
    }

    fn end_whole<S: Sink>(&self, kind: Whole, bytes: Vec<u8>, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
        let limits = &self.limits;
        match kind {
            Whole::Zip => bundle::read(&self.name, bytes, self.inside, limits, sink),
            Whole::Compound => book::read_xls(&bytes, limits, sink),
            Whole::Records => book::read_bare_xls(&bytes, limits, sink),
            Whole::Html => markup::read_html(bytes, limits, sink),
            Whole::Mhtml => markup::read_mhtml(&bytes, limits, sink),
            Whole::SpreadsheetMl => markup::read_spreadsheet(bytes, limits, sink),
            Whole::FlatOds => book::ods::read_content(&bytes[..], limits, sink),
            Whole::Json => json::read(JsonFile { name: self.name.clone(), bytes }, limits, sink),
        }
    }

    fn refuse(&mut self, finding: Finding) -> Box<Finding> {
        let finding = Box::new(finding_in(&self.name, finding));
        self.state = State::Refused(finding.clone());
        finding
    }
}

/// A finding on the whole file.
fn of_file(kind: Kind) -> Finding {
    Finding::new(kind, Place::default())
}

/// A finding in this file, unless it is in one that this one holds.
fn finding_in(name: &str, mut finding: Finding) -> Finding {
    let _ = finding.place.file.get_or_insert_with(|| name.to_owned());
    finding
}

impl From<Fault> for Box<Finding> {
    fn from(fault: Fault) -> Self {
        Self::new(Finding::new(fault.kind, Place { row: Some(fault.row), ..Place::default() }))
    }
}
