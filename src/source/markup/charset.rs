//! How markup says that its characters are spelt.

use super::super::encoding::Encoding;
use encoding_rs::{Encoding as Decoding, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes in which a document tells its encoding, if it does.
const TELLS: usize = 4_096;

/// The document as text: by its mark, else as it says itself, else as it looks.
pub(super) fn decoded(bytes: Vec<u8>, told: Option<&str>) -> String {
    let looks = match Encoding::of(bytes.get(..1 << 16).unwrap_or(&bytes)) {
        (Encoding::Utf16Le, _) => Some(UTF_16LE),
        (Encoding::Utf16Be, _) => Some(UTF_16BE),
        (_, 1..) => Some(UTF_8),
        // Programs say one thing and write another: UTF-8 that is whole is UTF-8.
        (Encoding::Utf8, _) if std::str::from_utf8(&bytes).is_ok() => Some(UTF_8),
        _ => None,
    };
    let said = || told.map(str::to_owned).or_else(|| of_markup(&bytes)).and_then(|label| Decoding::for_label(label.as_bytes()));
    // A document whose letters are one byte wide is not UTF-16, whatever it says.
    let decoding = looks.or_else(said).filter(|decoding| decoding.is_ascii_compatible() || looks.is_some());
    match decoding {
        Some(decoding) if decoding != UTF_8 => decoding.decode(&bytes).0.into_owned(),
        _ => match String::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
            Err(fault) => encoding_rs::WINDOWS_1252.decode(fault.as_bytes()).0.into_owned(),
        },
    }
}

/// The label after `charset=` or `encoding=` near the beginning.
fn of_markup(bytes: &[u8]) -> Option<String> {
    let opening = String::from_utf8_lossy(bytes.get(..TELLS).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = opening.split_once("charset=").or_else(|| opening.split_once("encoding="))?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ':'))
        .collect();
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn a_document_is_read_as_it_says_or_as_it_looks() {
        for (bytes, told, text) in [
            (&b"<meta charset=\"iso-8859-1\">\xe5"[..], None, "<meta charset=\"iso-8859-1\">å"),
            (b"<?xml version=\"1.0\" encoding='windows-1252'?>\x80", None, "<?xml version=\"1.0\" encoding='windows-1252'?>€"),
            (b"<meta charset=macintosh>\x8c", None, "<meta charset=macintosh>å"),
            (b"\xe5", None, "å"),
            (b"\xc3\xa5", Some("iso-8859-1"), "å"),
            (b"\xa6", Some("iso-8859-15"), "Š"),
            (b"\xef\xbb\xbfa", None, "a"),
            (b"\xff\xfe\xe5\0", None, "å"),
            (b"<meta charset=utf-16>\xe5", None, "<meta charset=utf-16>å"),
        ] {
            assert_eq!(decoded(bytes.to_vec(), told), text, "{}", bytes.escape_ascii());
        }
    }
}
