//! The end of a link that carries a definition: its text in base64, with the letters that an address can have.

/// The longest text that a link can carry, in bytes: what a definition may be long.
const LONGEST: usize = 64 * 1024;
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A text as the end of a link: base64url without padding.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len().div_ceil(3) * 4);
    for bytes in text.as_bytes().chunks(3) {
        let bits = bytes.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - bytes.len()));
        for place in (0..4).rev().take(bytes.len() + 1) {
            let letter = usize::try_from(bits >> (6 * place) & 63).ok().and_then(|at| LETTERS.get(at));
            encoded.extend(letter.copied().map(char::from));
        }
    }
    encoded
}

/// The text of the end of a link; none when it holds other letters, is too long, was cut short within a letter or is no UTF-8.
pub(super) fn decode(encoded: &str) -> Option<String> {
    let encoded = encoded.trim_end_matches('=');
    if encoded.len() > LONGEST.div_ceil(3) * 4 {
        return None;
    }
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3 + 2);
    for letters in encoded.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in letters {
            bits = bits << 6 | u32::try_from(LETTERS.iter().position(|known| known == letter)?).ok()?;
        }
        let spare = 6 * letters.len() % 8;
        // One letter alone holds no byte, and bits that are left over are none.
        if letters.len() == 1 || bits & ((1 << spare) - 1) != 0 {
            return None;
        }
        let whole = (bits >> spare).to_be_bytes();
        bytes.extend(whole.iter().skip(4 - letters.len() * 6 / 8));
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_as_they_were() {
        for text in ["", "a", "ab", "abc", "frånvaro > 20 %\n", "🏫🏫"] {
            let encoded = encode(text);
            assert!(encoded.bytes().all(|letter| LETTERS.contains(&letter)), "{encoded}");
            assert_eq!(decode(&encoded).as_deref(), Some(text));
        }
        assert_eq!(encode("abc?>"), "YWJjPz4");
        assert_eq!(decode("YWJjPz4=").as_deref(), Some("abc?>"));
    }

    #[test]
    fn what_was_damaged_is_nothing() {
        for damaged in ["YWJjP", "YWJj+/", "YWJj z", "_____w", "YR", "å"] {
            assert_eq!(decode(damaged), None, "{damaged}");
        }
        assert_eq!(decode(&encode(&"a".repeat(LONGEST))).map(|text| text.len()), Some(LONGEST));
        assert_eq!(decode(&encode(&"a".repeat(LONGEST + 4))), None);
    }
}
