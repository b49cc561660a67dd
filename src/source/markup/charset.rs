//! How markup says that its characters are spelt.

use super::super::encoding::Encoding;
use super::super::one_byte::OneByte;
use super::super::utf16;
use crate::finding::{Finding, Kind, Place};

/// Bytes in which a document tells its encoding, if it does.
const TELLS: usize = 4_096;

/// How the labels of encodings begin that are not read: those of other countries, and of DOS.
const FOREIGN: [&str; 17] = [
    "windows-",
    "cp",
    "iso-8859-",
    "iso8859-",
    "iso_8859-",
    "latin",
    "koi8",
    "shift",
    "sjis",
    "gb",
    "big5",
    "euc",
    "ks_c",
    "x-mac-",
    "ibm",
    "tis-620",
    "dos-",
];

/// The document as text: by its mark, else as it looks, else as it says itself.
///
/// # Errors
/// It says that it is in an encoding of another part of the world, and has letters that are not the same in all of them.
pub(super) fn decoded(bytes: Vec<u8>, told: Option<&str>) -> Result<String, Box<Finding>> {
    match Encoding::of(bytes.get(..1 << 16).unwrap_or(&bytes)) {
        (Encoding::Utf16Le, _) => return Ok(utf16::decoded(&bytes, false)),
        (Encoding::Utf16Be, _) => return Ok(utf16::decoded(&bytes, true)),
        // Programs say one thing and write another: UTF-8 that is whole is UTF-8.
        (Encoding::Utf8, 0) if std::str::from_utf8(&bytes).is_err() => {}
        (Encoding::Utf8 | Encoding::Utf8Twice, _) => return Ok(utf8(bytes)),
        _ => {}
    }
    let label = told.map(str::to_owned).or_else(|| of_markup(&bytes));
    match label.as_deref().map(|label| (OneByte::of_label(label), label)) {
        Some((Some(encoding), _)) => Ok(encoding.decode(&bytes).into_owned()),
        Some((None, label)) if is_foreign(label) && !bytes.is_ascii() => {
            Err(Finding::new(Kind::UnreadFormat, Place::default()).found(label).into())
        }
        _ => Ok(utf8(bytes)),
    }
}

/// Whether this is the label of an encoding whose letters are others than those of Windows programs in Sweden.
fn is_foreign(label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    FOREIGN.iter().any(|begin| label.starts_with(begin))
}

fn utf8(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        Err(fault) => OneByte::Windows1252.decode(fault.as_bytes()).into_owned(),
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
    use super::{Kind, decoded};

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
            assert_eq!(decoded(bytes.to_vec(), told), Ok(text.to_owned()), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn letters_of_another_country_are_not_guessed_at() {
        let refused = decoded(b"<meta charset=windows-1251>\xe5".to_vec(), None).map_err(|finding| (finding.kind, finding.found));
        assert_eq!(refused, Err((Kind::UnreadFormat, Some("windows-1251".into()))));
        assert_eq!(decoded(b"<meta charset=windows-1251>a".to_vec(), None).as_deref(), Ok("<meta charset=windows-1251>a"));
        assert_eq!(decoded(b"<meta charset=unknown>\xe5".to_vec(), None).as_deref(), Ok("<meta charset=unknown>å"));
    }
}
