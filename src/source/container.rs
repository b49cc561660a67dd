//! What a file is, by its first bytes. Its name is not asked: `.xls` may hold a zip, a web page or plain text.

use super::encoding::Encoding;
use std::borrow::Cow;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// Text, with its encoding and the length of its byte order mark.
    Text(Encoding, usize),
    /// What can only be read when all of it is there.
    Whole(Whole),
    /// A kind that is known and not read.
    Unread(&'static str),
    /// Neither text nor any of these.
    Unknown,
}

/// A kind of file that is held whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whole {
    /// A zip: a workbook, several exports, or something else that is packed. Its list of parts stands at its end.
    Zip,
    /// Microsoft's older container: an xls, or a workbook with a password.
    Compound,
    /// The records of an xls without that container.
    Records,
    Html,
    Mhtml,
    /// SpreadsheetML 2003, which says after a sheet's cells whether it is shown.
    SpreadsheetMl,
    /// An OpenDocument spreadsheet in one piece of XML.
    FlatOds,
    Json,
}

/// What a web page can begin with, beside a table somewhere in its first bytes.
const PAGE: [&[u8]; 10] =
    [b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style", b"<title", b"<div", b"<frameset"];

impl Container {
    pub(super) fn of(sample: &[u8]) -> Self {
        match sample {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => return Self::Whole(Whole::Zip),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return Self::Whole(Whole::Compound),
            // The record that begins an xls, with its length and its edition.
            [9, 0 | 2 | 4, 4 | 6, 0, _, 0 | 2 | 3 | 4, ..] => return Self::Whole(Whole::Records),
            [9, 8, 4 | 6 | 8 | 16, 0, 0, 5 | 6, ..] => return Self::Whole(Whole::Records),
            [b'%', b'P', b'D', b'F', b'-', ..] => return Self::Unread("pdf"),
            [b'{', b'\\', b'r', b't', b'f', ..] => return Self::Unread("rtf"),
            [b'R', b'a', b'r', b'!', 0x1a, ..] => return Self::Unread("rar"),
            [b'7', b'z', 0xbc, 0xaf, ..] => return Self::Unread("7z"),
            [0x1f, 0x8b, 8, ..] => return Self::Unread("gzip"),
            _ if is_utf32(sample) => return Self::Unread("UTF-32"),
            _ => {}
        }
        let (encoding, mark) = Encoding::of(sample);
        let opening = decoded(sample, encoding, mark);
        if let Some(container) = markup(&opening).or_else(|| json(&opening)) {
            return container;
        }
        // Text has hardly any control characters; a picture or a packed file has one in ten.
        let control = opening.iter().filter(|&&byte| is_control(byte)).count();
        if control * 20 > opening.len() { Self::Unknown } else { Self::Text(encoding, mark) }
    }
}

/// The opening of a text, as its reader will see it before it is split.
pub(super) fn decoded(sample: &[u8], encoding: Encoding, mark: usize) -> Cow<'_, [u8]> {
    let bare = sample.get(mark..).unwrap_or_default();
    let Some(mut decoder) = encoding.decoder() else { return Cow::Borrowed(bare) };
    let mut text = String::with_capacity(bare.len());
    // Not the last: the sample may cut a character.
    decoder.decode(bare, false, &mut text);
    Cow::Owned(text.into_bytes())
}

/// Four bytes for each character: with a mark, or with Latin letters that leave three of them empty.
fn is_utf32(sample: &[u8]) -> bool {
    if matches!(sample, [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..]) {
        return true;
    }
    let (fours, _) = sample.as_chunks::<4>();
    let like = |latin: fn(&[u8; 4]) -> bool| fours.len() > 1 && fours.iter().filter(|four| latin(four)).count() * 10 > fours.len() * 9;
    like(|four| matches!(four, [1..=0xff, 0, 0, 0])) || like(|four| matches!(four, [0, 0, 0, 1..=0xff]))
}

fn markup(opening: &[u8]) -> Option<Container> {
    let opening = opening.trim_ascii_start();
    let begins = |start: &[u8]| opening.get(..start.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(start));
    let holds = |part: &[u8]| opening.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part));
    let whole = |kind| Some(Container::Whole(kind));
    if begins(b"MIME-Version:") || (holds(b"\nMIME-Version:") && holds(b"multipart/related")) {
        return whole(Whole::Mhtml);
    }
    match () {
        () if !begins(b"<") => None,
        () if holds(b"urn:schemas-microsoft-com:office:spreadsheet") && !holds(b"<html") => whole(Whole::SpreadsheetMl),
        () if holds(b"urn:oasis:names:tc:opendocument:xmlns:office") => whole(Whole::FlatOds),
        () if PAGE.into_iter().any(begins) || holds(b"<html") || holds(b"<table") || holds(b"<td") => whole(Whole::Html),
        () if begins(b"<?xml") => Some(Container::Unread("xml")),
        () => None,
    }
}

/// An object with a first name or a list of objects: other texts that begin with a bracket do not go on like that.
fn json(opening: &[u8]) -> Option<Container> {
    let (first, rest) = opening.trim_ascii_start().split_first()?;
    let second = rest.trim_ascii_start().first();
    let is = matches!((first, second), (b'{', Some(b'"' | b'}')) | (b'[', Some(b'{' | b']')));
    is.then_some(Container::Whole(Whole::Json))
}

/// Control characters other than the white space among them and the end mark of old DOS files.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r' | 0x1a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_what_a_file_is() {
        let whole = Container::Whole;
        for (sample, container) in [
            (&b"PK\x03\x04rest"[..], whole(Whole::Zip)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", whole(Whole::Compound)),
            (b"\x09\x08\x10\x00\x00\x06\x05\x00", whole(Whole::Records)),
            (b"\x09\x04\x06\x00\x00\x04\x10\x00", whole(Whole::Records)),
            (b"%PDF-1.7", Container::Unread("pdf")),
            (b"\xef\xbb\xbf\r\n <HTML><body>", whole(Whole::Html)),
            (b"<!-- export --><center><table border=1>", whole(Whole::Html)),
            (b"<?xml version=\"1.0\"?><html xmlns:x=\"urn:schemas-microsoft-com:office:spreadsheet\">", whole(Whole::Html)),
            (b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", whole(Whole::SpreadsheetMl)),
            (b"<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\">", whole(Whole::FlatOds)),
            (b"<?xml version=\"1.0\"?><elever/>", Container::Unread("xml")),
            (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", whole(Whole::Mhtml)),
            (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", whole(Whole::Mhtml)),
            (b"\xef\xbb\xbf[\r\n  {\"id\": 1}", whole(Whole::Json)),
            (b"{\n\"data\":[]}", whole(Whole::Json)),
            (b"[Klass];b", Container::Text(Encoding::Ascii, 0)),
            (b"<5;b", Container::Text(Encoding::Ascii, 0)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", Container::Unknown),
            (b"\0\0\0\0\0\0\0\0", Container::Unknown),
            (b"\xff\xfe\0\0a\0\0\0", Container::Unread("UTF-32")),
            (b"a\0\0\0;\0\0\0b\0\0\0", Container::Unread("UTF-32")),
            (b"\0\0\0a\0\0\0;\0\0\0b", Container::Unread("UTF-32")),
            (b"a;b", Container::Text(Encoding::Ascii, 0)),
            (b"\xef\xbb\xbfa;b", Container::Text(Encoding::Utf8, 3)),
            (b"\xc3\xa5;b", Container::Text(Encoding::Utf8, 0)),
            (b"\xe5;b", Container::Text(Encoding::Windows1252, 0)),
            (b"\xc3\xa5\xc3\xa4;\xe5", Container::Text(Encoding::Utf8, 0)),
            (b"abc\xc3", Container::Text(Encoding::Ascii, 0)),
            (b"\xff\xfea\0;\0", Container::Text(Encoding::Utf16Le, 2)),
            (b"\xfe\xff\0a\0;", Container::Text(Encoding::Utf16Be, 2)),
            (b"a\0;\0b\0\n\0", Container::Text(Encoding::Utf16Le, 0)),
            (b"\0a\0;\0b\0\n", Container::Text(Encoding::Utf16Be, 0)),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", whole(Whole::Html)),
        ] {
            assert_eq!(Container::of(sample), container, "{}", sample.escape_ascii());
        }
    }
}
