//! XML as a stream of steps. Nothing that a file declares of its own is expanded, and no piece of it may be longer than what
//! is taken on.

use super::super::excess::{over, whole};
use super::super::tables::damaged;
use crate::finding::Finding;
use crate::limits::Limits;
use crate::locale::Key;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// One step through a document.
pub(in super::super) enum Step<'b> {
    /// An element begins; an empty one ends with the next step.
    Open(Start<'b>),
    /// The innermost element ends.
    Close,
    /// Characters between tags.
    Text(&'b str),
    /// The document ended with its last element.
    Over,
}

/// The tag that begins an element.
pub(in super::super) struct Start<'b> {
    tag: BytesStart<'b>,
}

impl Start<'_> {
    /// The element's name without its prefix.
    pub(in super::super) fn name(&self) -> &str {
        self.tag.name().local_name().into_inner()
    }

    /// The element's prefix.
    pub(in super::super) fn prefix(&self) -> &str {
        self.tag.name().prefix().map_or("", |prefix| prefix.into_inner())
    }

    /// The first attribute of this name, whatever its prefix.
    pub(in super::super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes().find(|(_, local, _)| local == name).map(|(_, _, value)| value)
    }

    /// Prefix, name and value of each attribute.
    pub(in super::super) fn attributes(&self) -> impl Iterator<Item = (String, String, String)> + '_ {
        let mut attributes = self.tag.attributes();
        let _ = attributes.with_checks(false);
        attributes.flatten().filter_map(|attribute| {
            let (local, prefix) = attribute.key.decompose();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
            let prefix = prefix.map_or("", |prefix| prefix.into_inner());
            Some((prefix.to_owned(), local.into_inner().to_owned(), value))
        })
    }
}

/// A document on its way through.
pub(in super::super) struct Xml<'a> {
    reader: Reader<Gauge<'a>>,
    buffer: Vec<u8>,
    text: String,
    depth: usize,
    limit: usize,
}

impl<'a> Xml<'a> {
    pub(in super::super) fn new(source: impl BufRead + 'a, limits: &Limits) -> Self {
        // A tag has attributes beside the text that a cell may have.
        Self::within(source, limits.text_bytes.saturating_mul(2))
    }

    fn within(source: impl BufRead + 'a, limit: usize) -> Self {
        let mut reader = Reader::from_reader(Gauge { source: Box::new(source), left: limit });
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().check_comments = false;
        Self { reader, buffer: Vec::new(), text: String::new(), depth: 0, limit }
    }

    /// How many elements are open.
    pub(in super::super) fn depth(&self) -> usize {
        self.depth
    }

    /// The next step; comments, instructions and declarations are none.
    pub(in super::super) fn step(&mut self) -> Result<Step<'_>, Box<Finding>> {
        // What is handed out is copied, a few dozen bytes, so that the reader's own buffer is free for the next turn.
        self.text.clear();
        let name = loop {
            self.buffer.clear();
            self.reader.get_mut().left = self.limit;
            match self.reader.read_event_into(&mut self.buffer).map_err(|fault| refusal(&fault, self.limit))? {
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_) => {}
                Event::Eof if self.depth > 0 => return Err(damaged(&"XML: EOF")),
                Event::Eof => return Ok(Step::Over),
                Event::Start(tag) | Event::Empty(tag) => {
                    self.depth += 1;
                    self.text.push_str(&tag);
                    break tag.name().into_inner().len();
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Step::Close);
                }
                Event::Text(text) => {
                    self.text.push_str(&text.xml10_content());
                    return Ok(Step::Text(&self.text));
                }
                Event::CData(text) => {
                    self.text.push_str(&text.xml10_content());
                    return Ok(Step::Text(&self.text));
                }
                Event::GeneralRef(name) => {
                    resolve(&*name, &mut self.text);
                    return Ok(Step::Text(&self.text));
                }
            }
        };
        Ok(Step::Open(Start { tag: BytesStart::from_content(self.text.as_str(), name) }))
    }

    /// Passes over the rest of the element that has just begun.
    pub(in super::super) fn skip(&mut self) -> Result<(), Box<Finding>> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if matches!(self.step()?, Step::Over) {
                break;
            }
        }
        Ok(())
    }
}

/// Every tag that begins an element, in a document that is held whole.
pub(in super::super) fn each_start(document: &[u8], mut take: impl FnMut(Start<'_>)) -> Result<(), Box<Finding>> {
    let mut xml = Xml::within(document, document.len() + 1);
    loop {
        match xml.step()? {
            Step::Open(start) => take(start),
            Step::Over => return Ok(()),
            Step::Close | Step::Text(_) => {}
        }
    }
}

fn refusal(fault: &quick_xml::Error, limit: usize) -> Box<Finding> {
    match fault {
        quick_xml::Error::Io(fault) if fault.kind() == io::ErrorKind::FileTooLarge => {
            over(Key::SourceOverText, whole(limit).saturating_add(1), whole(limit))
        }
        other => damaged(other),
    }
}

/// A reference such as `&amp;` or `&#229;`; one that XML does not know stays as it is written.
pub(in super::super) fn resolve<'n>(name: impl Into<Cow<'n, str>>, text: &mut String) {
    let name = BytesRef::new(name);
    match (name.resolve_char_ref(), resolve_xml_entity(&name)) {
        (Ok(Some(character)), _) => text.push(character),
        (_, Some(known)) => text.push_str(known),
        _ => ["&", &name, ";"].into_iter().for_each(|part| text.push_str(part)),
    }
}

/// Counts what is read for one step, so that a tag or a text without end does not fill the memory.
struct Gauge<'a> {
    // Boxed, so that the reader of XML is in the program once and not for each kind of source.
    source: Box<dyn BufRead + 'a>,
    left: usize,
}

impl Read for Gauge<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let here = self.fill_buf()?;
        let length = here.len().min(into.len());
        into.iter_mut().zip(here).for_each(|(slot, byte)| *slot = *byte);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Gauge<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let here = self.source.fill_buf()?;
        Ok(here.get(..self.left).unwrap_or(here))
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.source.consume(amount);
    }
}
