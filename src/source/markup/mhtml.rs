//! Web archives: a page and what belongs to it as the parts of a letter. Excel writes one with a part for each sheet.

use super::super::tables::{Tables, damaged};
use super::super::{FileFacts, Format, Sink};
use super::charset::decoded;
use super::html::hand_over;
use super::page::tables_of;
use crate::finding::Finding;
use crate::limits::Limits;

/// Reads an archive.
pub(in super::super) fn read<S: Sink>(bytes: &[u8], limits: &Limits, sink: &mut S) -> Result<FileFacts, Box<Finding>> {
    let mut pages = Vec::new();
    gather(bytes, 0, limits, &mut pages)?;
    if pages.is_empty() {
        return Err(damaged(&"MHTML"));
    }
    let sheets = pages.iter().map(|page| sheets_told(&page.text)).find(|sheets| !sheets.is_empty()).unwrap_or_default();
    let mut tables = Tables::new(Format::Mhtml, limits, sink);
    for page in &pages {
        let name = sheets.iter().find(|(part, _)| page.location.rsplit(['/', '\\']).next() == Some(part)).map(|(_, name)| name.as_str());
        if page.text.contains("<x:Visible>SheetHidden</x:Visible>") || page.text.contains("<x:Visible>SheetVeryHidden</x:Visible>") {
            tables.pass_over(name.unwrap_or(&page.location))?;
            continue;
        }
        // What lists the sheets, as tabs to click at, is none of them.
        if !sheets.is_empty() && name.is_none() {
            continue;
        }
        hand_over(&tables_of(&page.text, limits)?, name, limits, &mut tables)?;
    }
    tables.finish_some()
}

/// A page of the archive.
struct Part {
    location: String,
    text: String,
}

/// What a part says of itself.
#[derive(Default)]
struct Head {
    media: String,
    encoding: String,
    location: String,
}

/// Parts inside parts.
const DEPTH: usize = 8;

/// Finds the pages in a part and in the parts of which it is made.
fn gather(part: &[u8], depth: usize, limits: &Limits, pages: &mut Vec<Part>) -> Result<(), Box<Finding>> {
    if depth > DEPTH || pages.len() > limits.sheets {
        return Ok(());
    }
    let (head, body) = split_head(part);
    let media = head.media.to_ascii_lowercase();
    if let Some(boundary) = parameter(&head.media, "boundary").filter(|_| media.starts_with("multipart/")) {
        parts(body, format!("--{boundary}").as_bytes()).into_iter().try_for_each(|part| gather(part, depth + 1, limits, pages))?;
    } else if media.starts_with("text/html") || (depth == 0 && media.is_empty()) {
        let bytes = match head.encoding.to_ascii_lowercase().as_str() {
            "quoted-printable" => quoted_printable(body),
            "base64" => base64(body),
            _ => body.to_vec(),
        };
        pages.push(Part { location: head.location, text: decoded(bytes, parameter(&head.media, "charset").as_deref())? });
    }
    Ok(())
}

/// The lines up to the first blank one, with those that go on joined, and what follows.
fn split_head(part: &[u8]) -> (Head, &[u8]) {
    let mut head = Head::default();
    let mut rest = part;
    let mut lines: Vec<String> = Vec::new();
    loop {
        let (line, after) = line_of(rest);
        // Blank lines before the first header belong to nothing.
        if line.trim_ascii().is_empty() && (!lines.is_empty() || after.is_empty()) {
            rest = after;
            break;
        }
        rest = after;
        let text = String::from_utf8_lossy(line);
        match lines.last_mut().filter(|_| text.starts_with([' ', '\t'])) {
            Some(before) => before.push_str(&text),
            None if text.trim().is_empty() => {}
            None => lines.push(text.into_owned()),
        }
    }
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let field = match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => &mut head.media,
            "content-transfer-encoding" => &mut head.encoding,
            "content-location" => &mut head.location,
            _ => continue,
        };
        value.trim().clone_into(field);
    }
    (head, rest)
}

/// A line without its end, and what follows it.
fn line_of(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|&byte| byte == b'\n');
    let (line, rest) = bytes.split_at(end.map_or(bytes.len(), |end| end + 1));
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

/// The value of a parameter such as `charset="utf-8"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    header.split(';').skip(1).find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What stands between lines that begin with the boundary.
fn parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let (mut parts, mut begin, mut at) = (Vec::new(), None, 0);
    while at < body.len() {
        let (line, rest) = line_of(body.get(at..).unwrap_or_default());
        let next = body.len() - rest.len();
        if line.starts_with(boundary) {
            parts.extend(begin.and_then(|begin| body.get(begin..at)));
            begin = Some(next);
            if line.get(boundary.len()..).is_some_and(|end| end.starts_with(b"--")) {
                return parts;
            }
        }
        at = next;
    }
    // An archive that breaks off still has what came.
    parts.extend(begin.and_then(|begin| body.get(begin..)));
    parts
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            decoded.push(byte);
            continue;
        }
        match after {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.push(digit(*high) << 4 | digit(*low));
                rest = after;
            }
            _ => decoded.push(b'='),
        }
    }
    decoded
}

fn digit(letter: u8) -> u8 {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok()).unwrap_or_default()
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        (bits, held) = (((bits << 6) | u32::from(value)) & 0x00ff_ffff, held + 6);
        if held >= 8 {
            held -= 8;
            decoded.extend(u8::try_from((bits >> held) & 0xff));
        }
    }
    decoded
}

/// Which part holds which sheet, as Excel's first page tells it.
fn sheets_told(text: &str) -> Vec<(String, String)> {
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from).and_then(|(_, after)| after.split_once(to)).map(|(inside, _)| inside.trim().to_owned())
    };
    let told = text.split("<x:ExcelWorksheet>").skip(1).filter_map(|sheet| {
        let name = between(sheet, "<x:Name>", "</x:Name>")?.replace("&amp;", "&");
        let part = between(sheet, "HRef=\"", "\"")?.rsplit(['/', '\\']).next()?.to_owned();
        Some((part, name))
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_decoded() {
        assert_eq!(quoted_printable(b"Fr=E5nva=\r\nro =3D=\n =zz="), b"Fr\xe5nvaro = =zz=");
        assert_eq!(base64(b"RnLl\r\nbnY="), b"Fr\xe5nv");
        assert_eq!(parts(b"till alla\n--x\na\n--x\r\nb\n--x--\nc", b"--x"), [&b"a\n"[..], b"b\n"]);
        assert_eq!(parts(b"--x\na", b"--x"), [&b"a"[..]]);
        assert_eq!(parameter("text/html;\t charset=\"utf-8\"", "Charset").as_deref(), Some("utf-8"));
    }
}
