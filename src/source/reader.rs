//! The way in: slices of a file are pushed, and the first of them decide how it is read.

use super::container::{Container, PasswordSearch, decoded};
use super::text::{Fault, TextReader};
use super::{FileFacts, Format, Sink, workbook};
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;

/// Bytes at the beginning of a file from which its kind, encoding and delimiter are found.
const SAMPLE: usize = 1 << 16;

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
}

enum State {
    /// Less than a sample has come.
    Opening(Vec<u8>),
    Text(Box<TextReader>),
    /// A zip can only be read from its end.
    Zip(Vec<u8>),
    Compound(PasswordSearch),
    /// It cannot be read, and this is why.
    Refused(Box<Finding>),
}

impl Reader {
    /// A reader of a file of this name. With its size in bytes a workbook that is too large is refused at once, and any
    /// other is collected without being moved about.
    #[must_use]
    pub fn new(name: &str, size: Option<u64>, limits: Limits) -> Self {
        Self { name: name.to_owned(), size, limits, state: State::Opening(Vec::new()), enough: false }
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
            State::Zip(bytes) => {
                let length = (bytes.len() as u64).saturating_add(slice.len() as u64);
                if length > self.limits.workbook_bytes || bytes.try_reserve(slice.len()).is_err() {
                    return Err(whole(Kind::TooLarge).into());
                }
                bytes.extend_from_slice(slice);
                Ok(Flow::More)
            }
            State::Compound(search) => {
                if search.finds(slice) {
                    Err(whole(Kind::Encrypted).into())
                } else {
                    Ok(Flow::More)
                }
            }
            State::Refused(_) => Ok(Flow::Enough),
        }
    }

    /// Decides by the first bytes how the file is read; `complete` when there are no more.
    fn begin<S: Sink>(&mut self, sample: &[u8], complete: bool, sink: &mut S) -> Result<Flow, Box<Finding>> {
        if sample.is_empty() {
            return Err(whole(Kind::EmptyFile).into());
        }
        self.state = match Container::of(sample) {
            Container::Text(encoding, mark) => {
                let opening = decoded(sample, encoding, mark);
                State::Text(Box::new(TextReader::new(encoding, mark, &opening, complete, self.limits)))
            }
            Container::Zip => {
                let size = self.size.unwrap_or_default();
                let mut bytes = Vec::new();
                let fits =
                    size <= self.limits.workbook_bytes && bytes.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX)).is_ok();
                if !fits {
                    return Err(whole(Kind::TooLarge).into());
                }
                State::Zip(bytes)
            }
            Container::Compound => State::Compound(PasswordSearch::default()),
            Container::Unread(kind) => return Err(whole(Kind::UnreadFormat).found(kind).into()),
            Container::Unknown => return Err(whole(Kind::NotSpreadsheet).into()),
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
                        return Err(whole(Kind::EmptyFile).into());
                    }
                }
                Ok(facts_of(text))
            }
            State::Zip(bytes) => workbook::read(std::mem::take(bytes), &self.limits, sink),
            State::Compound(_) => Err(whole(Kind::UnreadFormat).found("xls").into()),
            State::Refused(finding) => Err(finding.clone()),
            State::Opening(_) => Err(whole(Kind::EmptyFile).into()),
        }
    }

    fn refuse(&mut self, finding: Finding) -> Box<Finding> {
        let finding = Box::new(finding_in(&self.name, finding));
        self.state = State::Refused(finding.clone());
        finding
    }
}

fn facts_of(text: &TextReader) -> FileFacts {
    let mended = text.broken().map(|broken| {
        let place = Place { row: Some(broken.first), ..Place::default() };
        Finding { rows: broken.rows, ..Finding::new(Kind::MixedEncoding, place) }
    });
    FileFacts {
        format: Format::Text,
        encoding: Some(text.encoding()),
        delimiter: Some(text.delimiter()),
        sheets: Vec::new(),
        rows: text.rows(),
        findings: mended.into_iter().collect(),
    }
}

/// A finding on the whole file.
fn whole(kind: Kind) -> Finding {
    Finding::new(kind, Place::default())
}

fn finding_in(name: &str, mut finding: Finding) -> Finding {
    finding.place.file = Some(name.to_owned());
    finding
}

impl From<Fault> for Box<Finding> {
    fn from(fault: Fault) -> Self {
        Self::new(Finding::new(fault.kind, Place { row: Some(fault.row), ..Place::default() }))
    }
}
