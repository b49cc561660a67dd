//! What a file is, by its first bytes. Its name is not asked: `.xls` may hold a zip, a web page or plain text.

use super::encoding::Encoding;
use std::borrow::Cow;

/// What the first bytes say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// Text, with its encoding and the length of its byte order mark.
    Text(Encoding, usize),
    /// A zip: a workbook, or something else that is packed.
    Zip,
    /// Microsoft's older container: an xls, or a workbook with a password.
    Compound,
    /// A kind that is known and not read.
    Unread(&'static str),
    /// Neither text nor any of these.
    Unknown,
}

/// What a web page can begin with.
const PAGE: [&[u8]; 9] = [b"<!doctype html", b"<html", b"<head", b"<meta", b"<body", b"<table", b"<style", b"<title", b"<div"];

impl Container {
    pub(super) fn of(sample: &[u8]) -> Self {
        match sample {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => return Self::Zip,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return Self::Compound,
            [b'%', b'P', b'D', b'F', b'-', ..] => return Self::Unread("pdf"),
            _ => {}
        }
        let (encoding, mark) = Encoding::of(sample);
        let opening = decoded(sample, encoding, mark);
        if let Some(kind) = markup(&opening) {
            return Self::Unread(kind);
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
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bare.len()).unwrap_or(bare.len() * 3));
    // Not the last: the sample may cut a character.
    let _ = decoder.decode_to_string(bare, &mut text, false);
    Cow::Owned(text.into_bytes())
}

fn markup(opening: &[u8]) -> Option<&'static str> {
    let opening = opening.trim_ascii_start();
    let begins = |start: &[u8]| opening.get(..start.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(start));
    let holds = |part: &[u8]| opening.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part));
    if begins(b"MIME-Version:") {
        Some("mhtml")
    } else if PAGE.into_iter().any(begins) {
        Some("html")
    } else if !begins(b"<?xml") {
        None
    } else if holds(b"urn:schemas-microsoft-com:office:spreadsheet") {
        Some("SpreadsheetML 2003")
    } else if holds(b"<html") {
        Some("html")
    } else {
        Some("xml")
    }
}

/// Control characters other than the white space among them and the end mark of old DOS files.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r' | 0x1a)
}

/// Looks for the stream that holds a workbook with a password, over the borders of slices.
#[derive(Default)]
pub(super) struct PasswordSearch {
    tail: Vec<u8>,
}

impl PasswordSearch {
    /// Whether the stream's name stands in what was seen so far.
    pub(super) fn finds(&mut self, slice: &[u8]) -> bool {
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|letter| [letter, 0]).collect();
        let holds = |bytes: &[u8]| bytes.windows(name.len()).any(|window| window == name);
        let (head, overlap) = (slice.get(..name.len()).unwrap_or(slice), name.len() - 1);
        self.tail.extend_from_slice(head);
        let found = holds(&self.tail) || holds(slice);
        if slice.len() > overlap {
            self.tail.clear();
            self.tail.extend_from_slice(slice.get(slice.len() - overlap..).unwrap_or_default());
        } else {
            let surplus = self.tail.len().saturating_sub(overlap);
            self.tail.drain(..surplus).for_each(drop);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell_what_a_file_is() {
        for (sample, container) in [
            (&b"PK\x03\x04rest"[..], Container::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Container::Compound),
            (b"%PDF-1.7", Container::Unread("pdf")),
            (b"\xef\xbb\xbf\r\n <HTML><body>", Container::Unread("html")),
            (b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">", Container::Unread("SpreadsheetML 2003")),
            (b"<?xml version=\"1.0\"?><elever/>", Container::Unread("xml")),
            (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", Container::Unread("mhtml")),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", Container::Unknown),
            (b"\0\0\0\0\0\0\0\0", Container::Unknown),
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
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Container::Unread("html")),
        ] {
            assert_eq!(Container::of(sample), container, "{}", sample.escape_ascii());
        }
    }

    #[test]
    fn the_password_is_found_over_any_border() {
        let name: Vec<u8> = "xxEncryptedPackageyy".bytes().flat_map(|letter| [letter, 0]).collect();
        for size in [1, 2, 7, 31, 32, 33, 100] {
            let mut search = PasswordSearch::default();
            assert!(name.chunks(size).map(|slice| search.finds(slice)).filter(|&found| found).count() > 0, "slices of {size}");
            let mut search = PasswordSearch::default();
            assert!(!name.get(..30).into_iter().flat_map(|part| part.chunks(size)).any(|slice| search.finds(slice)), "slices of {size}");
        }
    }
}
