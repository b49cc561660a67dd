//! A zip of several exports: each entry is a file of its own, and those of JSON may refer to one another.

use super::book::{Zip, read_packed};
use super::container::{Container, Whole};
use super::excess::{over, whole};
use super::json::{JsonFile, Pool};
use super::reader::{Reader, SAMPLE};
use super::tables::damaged;
use super::{FileFacts, Flow, Format, Sink};
use crate::finding::{Finding, Kind, Place};
use crate::limits::Limits;
use crate::locale::Key;
use std::io::Read;

/// Bytes unpacked at a time.
const PIECE: usize = 1 << 16;

/// Reads a zip: the workbook that it is, or the files that are in it. `inside` says that it lies in a zip itself.
pub(super) fn read<S: Sink>(name: &str, bytes: Vec<u8>, inside: bool, limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let mut zip = Zip::new(bytes)?;
    match zip.kind() {
        Ok(packed) => read_packed(packed, zip, limits, sink),
        Err(Some(kind)) => Err(unread(kind)),
        Err(None) if inside => Err(unread("zip")),
        Err(None) => Bundle { name, limits, facts: FileFacts::new(Format::Zip), read: 0 }.read(&mut zip, sink),
    }
}

fn unread(kind: &str) -> Box<Finding> {
    Box::new(Finding::new(Kind::UnreadFormat, Place::default()).found(kind))
}

struct Bundle<'a> {
    name: &'a str,
    limits: &'a Limits,
    facts: FileFacts,
    read: usize,
}

impl Bundle<'_> {
    fn read<S: Sink>(mut self, zip: &mut Zip, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
        let entries = entries(zip, self.limits)?;
        let mut pool = Vec::new();
        let mut held = 0_u64;
        for entry in entries {
            let full = format!("{}: {}", self.name, entry.name);
            if zip.is_encrypted(entry.index) {
                self.fail(&full, Finding::new(Kind::Encrypted, Place::default()));
                continue;
            }
            let mut source = zip.unpack(entry.index)?.take(self.limits.unpacked_bytes.saturating_add(1));
            let mut sample = Vec::new();
            let opened = source.by_ref().take(whole(SAMPLE)).read_to_end(&mut sample);
            match (opened, Container::of(&sample)) {
                (Err(fault), _) => self.fail(&full, *damaged(&fault)),
                (Ok(_), Container::Whole(Whole::Json)) => match rest_of(source, sample, self.limits.workbook_bytes.saturating_sub(held)) {
                    Ok(bytes) => {
                        held += whole(bytes.len());
                        pool.push(JsonFile { name: entry.name, bytes });
                    }
                    Err(finding) => self.fail(&full, *finding),
                },
                // Pictures, letters and the like beside the exports are none of them.
                (Ok(_), Container::Unread(_) | Container::Unknown) => {
                    self.facts.findings.push(in_file(Finding::new(Kind::FilePassedOver, Place::default()), &full))
                }
                (Ok(_), Container::Whole(_) | Container::Text(..)) => {
                    sink.file(&full);
                    let outcome = self.stream(&full, entry.size, &sample, source, sink);
                    self.end(&full, outcome, sink);
                }
            }
        }
        self.json(pool, sink);
        if self.read == 0 && !self.facts.findings.iter().any(|finding| finding.kind != Kind::FilePassedOver) {
            return Err(unread("zip"));
        }
        Ok(self.facts)
    }

    /// Reads an entry that can be streamed, from its beginning and what follows.
    fn stream<S: Sink>(
        &self,
        full: &str,
        size: u64,
        sample: &[u8],
        mut source: impl Read,
        sink: &mut S,
    ) -> Result<FileFacts, Box<Finding>> {
        let mut reader = Reader::inside(full, Some(size), *self.limits);
        let mut total = whole(sample.len());
        let mut flow = reader.push(sample, sink)?;
        let mut piece = vec![0; PIECE];
        while flow == Flow::More {
            let length = source.read(&mut piece).map_err(|fault| damaged(&fault))?;
            total = total.saturating_add(whole(length));
            if total > self.limits.unpacked_bytes {
                return Err(over(Key::SourceOverBytes, total, self.limits.unpacked_bytes));
            }
            if length == 0 {
                break;
            }
            flow = reader.push(piece.get(..length).unwrap_or_default(), sink)?;
        }
        reader.finish(sink)
    }

    /// Reads the files of JSON together, so that one may refer to another, and hands them over one by one.
    fn json<S: Sink>(&mut self, files: Vec<JsonFile>, sink: &mut S) {
        let names: Vec<String> = files.iter().map(|file| format!("{}: {}", self.name, file.name)).collect();
        match Pool::read(files, self.limits) {
            Ok(pool) => {
                for (number, full) in names.iter().enumerate() {
                    sink.file(full);
                    let outcome = pool.hand_over(number, sink);
                    self.end(full, outcome, sink);
                }
            }
            Err((number, finding)) => self.fail(names.get(number).map_or("", String::as_str), *finding),
        }
    }

    fn end<S: Sink>(&mut self, full: &str, outcome: Result<FileFacts, Box<Finding>>, sink: &mut S) {
        match outcome {
            Ok(mut facts) => {
                self.read += 1;
                self.facts.rows += facts.rows;
                self.facts.findings.extend(facts.findings.drain(..).map(|finding| in_file(finding, full)));
                sink.file_end(Some(&facts));
            }
            Err(finding) => {
                sink.file_end(None);
                self.fail(full, *finding);
            }
        }
    }

    fn fail(&mut self, full: &str, finding: Finding) {
        self.facts.findings.push(in_file(finding, full));
    }
}

/// A finding in a file that is in this one.
fn in_file(mut finding: Finding, full: &str) -> Finding {
    finding.place.file = Some(full.to_owned());
    finding
}

/// All of an entry, up to a limit.
fn rest_of(source: impl Read, mut bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, Box<Finding>> {
    let _ = source.take(limit).read_to_end(&mut bytes).map_err(|fault| damaged(&fault))?;
    let length = whole(bytes.len());
    if length > limit { Err(over(Key::SourceOverBytes, length, limit)) } else { Ok(bytes) }
}

/// An entry that may be an export.
struct Entry {
    index: usize,
    name: String,
    size: u64,
}

/// The entries in their order, with names without folders unless two would be the same.
fn entries(zip: &mut Zip, limits: &Limits) -> Result<Vec<Entry>, Box<Finding>> {
    if zip.len() > limits.entries {
        return Err(over(Key::SourceOverEntries, whole(zip.len()), whole(limits.entries)));
    }
    let mut entries = Vec::new();
    for index in 0..zip.len() {
        let Some((name, size)) = zip.entry(index)? else { continue };
        let name = name.replace('\\', "/");
        if !is_junk(&name) {
            entries.push(Entry { index, name, size });
        }
    }
    let bare = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let names: Vec<String> = entries.iter().map(|entry| bare(&entry.name)).collect();
    for (entry, name) in entries.iter_mut().zip(&names) {
        if names.iter().filter(|other| *other == name).count() == 1 {
            name.clone_into(&mut entry.name);
        }
    }
    Ok(entries)
}

/// What operating systems put into zips for themselves.
fn is_junk(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    let known = ["thumbs.db", "desktop.ini"].iter().any(|junk| file.eq_ignore_ascii_case(junk));
    known || file.is_empty() || file.starts_with('.') || name.split('/').any(|folder| folder == "__MACOSX")
}
