//! UTF-16 to UTF-8, slice by slice: a slice may end in the middle of a character.

/// Which of its two bytes comes first, and what was left over from the slice before.
#[derive(Debug)]
pub(super) struct Utf16 {
    high_first: bool,
    begun: bool,
    byte: Option<u8>,
    surrogate: Option<u16>,
}

impl Utf16 {
    /// A text that begins, perhaps with a byte order mark, which is passed over.
    pub(super) const fn new(high_first: bool) -> Self {
        Self { high_first, begun: false, byte: None, surrogate: None }
    }

    /// Adds a slice to a text. `last` says that nothing comes after it. Half characters become U+FFFD.
    pub(super) fn decode(&mut self, slice: &[u8], last: bool, text: &mut String) {
        let bytes = self.byte.take().into_iter().chain(slice.iter().copied());
        let mut pairs = bytes.scan(None, |first, byte| match first.take() {
            None => {
                *first = Some(byte);
                self.byte = Some(byte);
                Some(None)
            }
            Some(first) => {
                self.byte = None;
                Some(Some(if self.high_first { u16::from_be_bytes([first, byte]) } else { u16::from_le_bytes([first, byte]) }))
            }
        });
        let mut units: Vec<u16> = self.surrogate.take().into_iter().collect();
        units.extend(pairs.by_ref().flatten());
        if let (false, Some(_)) = (self.begun, units.first()) {
            self.begun = true;
            if units.first() == Some(&0xfeff) {
                let _ = units.remove(0);
            }
        }
        if !last && units.last().is_some_and(|unit| matches!(unit, 0xd800..0xdc00)) {
            self.surrogate = units.pop();
        }
        text.extend(char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER)));
        if last && self.byte.take().is_some() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

/// The whole of a text.
pub(super) fn decoded(bytes: &[u8], high_first: bool) -> String {
    let mut text = String::with_capacity(bytes.len());
    Utf16::new(high_first).decode(bytes, true, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "å😀\u{feff}b";

    fn bytes(text: &str, high_first: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if high_first { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn a_text_may_be_cut_anywhere() {
        for high_first in [false, true] {
            let bytes = bytes(&format!("\u{feff}{TEXT}"), high_first);
            assert_eq!(decoded(&bytes, high_first), TEXT);
            for cut in 0..=bytes.len() {
                let (mut decoder, mut text) = (Utf16::new(high_first), String::new());
                let (first, second) = bytes.split_at(cut);
                decoder.decode(first, false, &mut text);
                decoder.decode(second, true, &mut text);
                assert_eq!(text, TEXT, "cut at {cut}");
            }
        }
    }

    #[test]
    fn half_a_character_is_not_lost_in_silence() {
        assert_eq!(decoded(b"a\0b", false), "a\u{fffd}");
        assert_eq!(decoded(b"\x3d\xd8a\0", false), "\u{fffd}a");
        assert_eq!(decoded(b"a\0\x3d\xd8", false), "a\u{fffd}");
    }
}
