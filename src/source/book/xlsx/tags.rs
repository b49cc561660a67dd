//! The tags of a part, one after another, from a buffer that is filled anew as they are taken. Nothing of a part is held but
//! the tag or the text at hand, and that may be no longer than what is taken on.

use super::super::super::excess::{over, whole};
use super::super::super::tables::damaged;
use super::tag::{Fault, Name, Part, Tag};
use crate::finding::Finding;
use crate::limits::Limits;
use crate::locale::Key;
use std::io::Read;

/// Bytes unpacked at a time.
const CHUNK: usize = 1 << 17;

/// A part on its way through.
pub(super) struct Tags<R> {
    source: R,
    buffer: Vec<u8>,
    /// Where what is not yet taken begins in the buffer, and where it ends.
    from: usize,
    to: usize,
    /// Text that does not stand in one piece.
    joined: Vec<u8>,
    /// The longest tag or text, in bytes.
    limit: usize,
}

impl<R: Read> Tags<R> {
    pub(super) fn new(source: R, limits: &Limits) -> Self {
        // A tag has attributes beside the text that a cell may have.
        let limit = limits.text_bytes.saturating_mul(2);
        Self { source, buffer: vec![0; CHUNK], from: 0, to: 0, joined: Vec::new(), limit }
    }

    /// The next tag; none at the end of the part. Text before it is passed over, as are comments and instructions.
    pub(super) fn next(&mut self) -> Result<Option<Tag>, Box<Finding>> {
        loop {
            let Some(before) = self.rest().iter().position(|&byte| byte == b'<') else {
                self.from = self.to;
                if self.fill()? {
                    continue;
                }
                return Ok(None);
            };
            self.from += before;
            match Tag::of(self.rest().get(1..).unwrap_or_default()) {
                Ok((tag, length)) => {
                    self.from += 1 + length;
                    return Ok(Some(tag));
                }
                Err(Fault::Cut) => self.more()?,
                Err(Fault::Broken) => self.aside(false)?,
            }
        }
    }

    /// The next tag of an element that has begun.
    pub(super) fn inside(&mut self) -> Result<Tag, Box<Finding>> {
        self.next()?.ok_or_else(cut)
    }

    /// Passes over the rest of the element of this name that has just begun.
    pub(super) fn skip(&mut self, name: Name) -> Result<(), Box<Finding>> {
        let mut depth = 1;
        while depth > 0 {
            let tag = self.inside()?;
            match tag.part {
                Part::Begin if tag.name == name => depth += 1,
                Part::End if tag.name == name => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// The text, as it is written, up to the end of the element of this name that has just begun.
    pub(super) fn text(&mut self, name: Name) -> Result<&[u8], Box<Finding>> {
        self.joined.clear();
        loop {
            let Some(length) = self.rest().iter().position(|&byte| byte == b'<') else {
                self.more()?;
                continue;
            };
            match Tag::of(self.rest().get(length + 1..).unwrap_or_default()) {
                Ok((tag, after)) => {
                    if (tag.name, tag.part) != (name, Part::End) {
                        return Err(damaged(&"XML"));
                    }
                    let begin = self.from;
                    self.from += length + 1 + after;
                    if self.joined.is_empty() {
                        return Ok(self.buffer.get(begin..begin + length).unwrap_or_default());
                    }
                    self.joined.extend_from_slice(self.buffer.get(begin..begin + length).unwrap_or_default());
                    return Ok(&self.joined);
                }
                Err(Fault::Cut) => self.more()?,
                Err(Fault::Broken) => {
                    let begin = self.from;
                    self.from += length;
                    self.joined.extend_from_slice(self.buffer.get(begin..self.from).unwrap_or_default());
                    self.check(self.joined.len())?;
                    self.aside(true)?;
                }
            }
        }
    }

    /// Passes over what begins like a tag and is none. `keep` says that characters in it are text.
    fn aside(&mut self, keep: bool) -> Result<(), Box<Finding>> {
        // An empty piece where the part ends is no beginning of any of these.
        while self.rest().len() < CHARACTERS.len() && self.fill()? {}
        match self.rest() {
            rest if rest.starts_with(b"<!--") => self.past(b"-->", 4, false),
            rest if rest.starts_with(b"<?") => self.past(b"?>", 2, false),
            rest if rest.starts_with(CHARACTERS) => self.past(b"]]>", CHARACTERS.len(), keep),
            // A document type may declare what unfolds to more than fits anywhere; Excel reads none either.
            rest if rest.starts_with(b"<!") => Err(damaged(&"<!DOCTYPE")),
            _ => Err(damaged(&"XML")),
        }
    }

    /// Goes on to behind what ends with `end`, from `begun` bytes on.
    fn past(&mut self, end: &[u8], begun: usize, keep: bool) -> Result<(), Box<Finding>> {
        self.from += begun;
        loop {
            let found = self.rest().windows(end.len()).position(|window| window == end);
            // What is left may be the beginning of its end.
            let inside = found.unwrap_or_else(|| self.rest().len().saturating_sub(end.len() - 1));
            if keep {
                let characters = self.buffer.get(self.from..self.from + inside).unwrap_or_default();
                // Among characters an ampersand is itself.
                characters.split_inclusive(|&byte| byte == b'&').for_each(|piece| {
                    self.joined.extend_from_slice(piece);
                    if piece.ends_with(b"&") {
                        self.joined.extend_from_slice(b"amp;");
                    }
                });
                self.check(self.joined.len())?;
            }
            self.from += inside;
            if found.is_some() {
                self.from += end.len();
                return Ok(());
            }
            if !self.fill()? {
                return Err(cut());
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.from..self.to).unwrap_or_default()
    }

    /// Unpacks more of what has begun.
    fn more(&mut self) -> Result<(), Box<Finding>> {
        if self.fill()? { Ok(()) } else { Err(cut()) }
    }

    /// Unpacks more behind what is not yet taken. Answers whether there was more.
    fn fill(&mut self) -> Result<bool, Box<Finding>> {
        self.buffer.copy_within(self.from..self.to, 0);
        (self.from, self.to) = (0, self.to - self.from);
        if self.to == self.buffer.len() {
            self.check(self.to)?;
            self.buffer.resize(self.to.saturating_mul(2), 0);
        }
        let before = self.to;
        // To the brim, so that a long text is not looked at anew for each few bytes that a source gives.
        while let Some(free) = self.buffer.get_mut(self.to..).filter(|free| !free.is_empty()) {
            let read = self.source.read(free).map_err(|fault| damaged(&fault))?;
            if read == 0 {
                break;
            }
            self.to += read;
        }
        Ok(self.to > before)
    }

    /// Refuses text that is longer than what is taken on.
    pub(super) fn check(&self, length: usize) -> Result<(), Box<Finding>> {
        if length <= self.limit.max(CHUNK) {
            return Ok(());
        }
        Err(over(Key::SourceOverText, whole(length), whole(self.limit)))
    }
}

const CHARACTERS: &[u8] = b"<![CDATA[";

fn cut() -> Box<Finding> {
    damaged(&"XML: EOF")
}
