//! Encodings that write each character in one byte, with ASCII as their lower half: the three that Swedish files come in.

use std::borrow::Cow;

/// Which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OneByte {
    /// Windows-1252, which holds ISO-8859-1, as browsers read that too.
    Windows1252,
    /// ISO-8859-15.
    Latin9,
    /// Mac OS Roman.
    Macintosh,
}

/// 0x80 to 0x9f of Windows-1252; what it leaves open is a control character, as in browsers.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
/// 0x80 to 0xff of Mac OS Roman.
const MACINTOSH: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

impl OneByte {
    /// The encoding that a document means by a label; none where it means another.
    pub(super) fn of_label(label: &str) -> Option<Self> {
        Some(match label.to_ascii_lowercase().as_str() {
            "windows-1252" | "cp1252" | "x-cp1252" | "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1" | "l1" | "us-ascii" | "ascii" => {
                Self::Windows1252
            }
            "iso-8859-15" | "iso8859-15" | "iso_8859-15" | "latin9" | "l9" => Self::Latin9,
            "macintosh" | "mac" | "x-mac-roman" => Self::Macintosh,
            _ => return None,
        })
    }

    /// Text from bytes; none is lost, since each stands for something.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match std::str::from_utf8(bytes) {
            Ok(text) if bytes.is_ascii() => Cow::Borrowed(text),
            _ => Cow::Owned(bytes.iter().map(|byte| self.character(*byte)).collect()),
        }
    }

    fn character(self, byte: u8) -> char {
        let within = |table: &str, from: u8| byte.checked_sub(from).and_then(|place| table.chars().nth(usize::from(place)));
        let named = match (self, byte) {
            (_, ..0x80) => None,
            (Self::Windows1252, _) => within(WINDOWS_1252, 0x80),
            (Self::Macintosh, _) => within(MACINTOSH, 0x80),
            (Self::Latin9, 0xa4) => Some('€'),
            (Self::Latin9, 0xa6) => Some('Š'),
            (Self::Latin9, 0xa8) => Some('š'),
            (Self::Latin9, 0xb4) => Some('Ž'),
            (Self::Latin9, 0xb8) => Some('ž'),
            (Self::Latin9, 0xbc) => Some('Œ'),
            (Self::Latin9, 0xbd) => Some('œ'),
            (Self::Latin9, 0xbe) => Some('Ÿ'),
            (Self::Latin9, _) => None,
        };
        named.unwrap_or(char::from(byte))
    }
}

/// The byte that a character is in Windows-1252; none for what it does not have.
pub(super) fn windows_1252_byte(character: char) -> Option<u8> {
    let place = || WINDOWS_1252.chars().position(|known| known == character).and_then(|place| u8::try_from(place + 0x80).ok());
    u8::try_from(character).ok().or_else(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_what_browsers_take_it_for() {
        assert_eq!([WINDOWS_1252.chars().count(), MACINTOSH.chars().count()], [32, 128]);
        for (encoding, bytes, text) in [
            (OneByte::Windows1252, &b"fr\xe5nvaro \x80 \x81 \x9f \xa0 \xff"[..], "frånvaro € \u{81} Ÿ \u{a0} ÿ"),
            (OneByte::Latin9, b"fr\xe5nvaro \x80 \xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe", "frånvaro \u{80} €ŠšŽžŒœŸ"),
            (OneByte::Macintosh, b"fr\x8cnvaro \x80\x8a\x9a \xca \xde \xff", "frånvaro Ääö \u{a0} ﬁ ˇ"),
        ] {
            assert_eq!(encoding.decode(bytes), text);
            assert!(matches!(encoding.decode(b"ascii"), Cow::Borrowed("ascii")));
        }
    }

    #[test]
    fn what_windows_writes_comes_back() {
        for byte in 0..=u8::MAX {
            assert_eq!(windows_1252_byte(OneByte::Windows1252.character(byte)), Some(byte));
        }
        assert_eq!(windows_1252_byte('Ω'), None);
    }
}
