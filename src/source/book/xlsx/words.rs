//! Text between tags, as it is meant.

use super::super::super::markup::xml::resolve;
use super::super::super::tables::damaged;
use crate::finding::Finding;
use std::borrow::Cow;
use std::str::from_utf8;

/// Text without what XML and Excel put in the place of characters.
pub(super) fn decoded(raw: &[u8]) -> Result<Cow<'_, str>, Box<Finding>> {
    let text = from_utf8(raw).map_err(|fault| damaged(&fault))?;
    let plain = raw.iter().fold(true, |plain, byte| plain & !matches!(byte, b'&' | b'\r' | b'_'));
    if plain {
        return Ok(Cow::Borrowed(text));
    }
    let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) };
    let text = if text.contains('&') { Cow::Owned(without_references(&text)) } else { text };
    Ok(if text.contains("_x") { Cow::Owned(without_escapes(&text)) } else { text })
}

/// `&amp;` and its like resolved.
fn without_references(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        rest = match after.split_once([';', '&']) {
            Some((name, after_name)) if after.as_bytes().get(name.len()) == Some(&b';') => {
                resolve(name, &mut plain);
                after_name
            }
            _ => {
                plain.push('&');
                after
            }
        };
    }
    plain.push_str(rest);
    plain
}

/// `_x000D_` and its like resolved: UTF-16 that XML could not hold, or that would be taken for such an escape.
fn without_escapes(text: &str) -> String {
    let mut units = Vec::new();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("_x") {
        let unit = after.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let unit = unit.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        match unit.zip(after.get(4..).and_then(|after| after.strip_prefix('_'))) {
            Some((unit, after)) => {
                if !before.is_empty() {
                    flush(&mut units, &mut plain);
                    plain.push_str(before);
                }
                units.push(unit);
                rest = after;
            }
            None => {
                flush(&mut units, &mut plain);
                plain.push_str(before);
                plain.push_str("_x");
                rest = after;
            }
        }
    }
    flush(&mut units, &mut plain);
    plain.push_str(rest);
    plain
}

fn flush(units: &mut Vec<u16>, plain: &mut String) {
    plain.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn characters_stand_where_their_stand_ins_stood() {
        for (raw, text) in [
            ("Åsa", "Åsa"),
            ("a_b_xyz_x12", "a_b_xyz_x12"),
            ("&lt;&#229;&amp;&#xE5;&gt;", "<å&å>"),
            ("a & b; &okänd; &", "a & b; &okänd; &"),
            ("&amp;amp; & &amp;", "&amp; & &"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("a_x000D__x000A_b", "a\r\nb"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDE00_ _xD83D_ _x00e5_", "😀 \u{fffd} å"),
            ("_x000_ _x000å_ _x", "_x000_ _x000å_ _x"),
        ] {
            assert_eq!(decoded(raw.as_bytes()).unwrap_or_default(), text, "{raw}");
        }
        assert!(decoded(b"\xe5").is_err());
    }
}
