//! A WebAssembly program without what only tools read: names of functions, producers, features.

/// The program without its custom sections; as it is, if it is not made of sections as it should be.
#[must_use]
pub fn stripped(wasm: &[u8]) -> Vec<u8> {
    sections(wasm).unwrap_or_else(|| wasm.to_vec())
}

const CUSTOM: u8 = 0;

fn sections(wasm: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = wasm.split_at_checked(8)?;
    let mut kept = head.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let (length, body) = leb128(after)?;
        let (_, next) = body.split_at_checked(length)?;
        if id != CUSTOM {
            kept.extend_from_slice(rest.get(..rest.len() - next.len())?);
        }
        rest = next;
    }
    Some(kept)
}

/// A number in groups of seven bits, the lowest first, and what follows it.
fn leb128(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return bytes.get(place + 1..).map(|rest| (number, rest));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let head = b"\0asm\x01\0\0\0";
        let long = [&[1, 0x81, 0x01][..], &[7; 129]].concat();
        let wasm = [&head[..], &[0, 3, 1, b'x', 9], &long, &[0, 1, 0], &[3, 1, 0]].concat();
        assert_eq!(stripped(&wasm), [&head[..], &long, &[3, 1, 0]].concat());
    }

    #[test]
    fn what_is_no_program_stays_as_it_is() {
        for bytes in [&b""[..], b"\0asm\x01\0\0\0\x01\x05\0", b"\0asm\x01\0\0\0\x01\xff\xff\xff\xff\xff\xff"] {
            assert_eq!(stripped(bytes), bytes);
        }
    }
}
