//! How a text spells its characters: found from its first bytes, and mended when later ones say otherwise.

use super::one_byte::{OneByte, windows_1252_byte};
use super::utf16::Utf16;
use crate::locale::Key;
use std::borrow::Cow;
use std::cell::Cell;

/// How characters are spelt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Nothing but ASCII, so far: UTF-8 and Windows-1252 agree.
    Ascii,
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// UTF-8 whose bytes were taken for Windows-1252 and written as UTF-8 once more: `FrÃ¥nvaro`.
    Utf8Twice,
    /// UTF-16, low byte first: Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which holds ISO-8859-1: what Swedish Windows programs write.
    Windows1252,
}

impl Encoding {
    /// Its word.
    #[must_use]
    pub const fn key(self) -> Key {
        match self {
            Self::Ascii => Key::SourceEncodingAscii,
            Self::Utf8 => Key::SourceEncodingUtf8,
            Self::Utf8Twice => Key::SourceEncodingUtf8Twice,
            Self::Utf16Le => Key::SourceEncodingUtf16Le,
            Self::Utf16Be => Key::SourceEncodingUtf16Be,
            Self::Windows1252 => Key::SourceEncodingWindows1252,
        }
    }

    /// The encoding of a text that begins with `sample`, and the length of its byte order mark.
    pub(super) fn of(sample: &[u8]) -> (Self, usize) {
        match sample {
            // Programs that join files glue marks together.
            [0xef, 0xbb, 0xbf, ..] => {
                let marks = sample.as_chunks::<3>().0.iter().take_while(|mark| **mark == *b"\xef\xbb\xbf").count();
                let encoding = if is_twice(sample.get(marks * 3..).unwrap_or_default()) { Self::Utf8Twice } else { Self::Utf8 };
                (encoding, marks * 3)
            }
            [0xff, 0xfe, ..] => (Self::Utf16Le, 2),
            [0xfe, 0xff, ..] => (Self::Utf16Be, 2),
            _ => (Self::of_nuls(sample).unwrap_or_else(|| Self::of_bytes(sample)), 0),
        }
    }

    /// UTF-16 without a mark: Latin letters leave NUL in every second byte, and only there.
    fn of_nuls(sample: &[u8]) -> Option<Self> {
        let (pairs, _) = sample.as_chunks::<2>();
        let nuls = |high: fn(&[u8; 2]) -> u8| pairs.iter().filter(|pair| high(pair) == 0).count();
        let (first, second) = (nuls(|[first, _]| *first), nuls(|[_, second]| *second));
        let (many, few) = (pairs.len() * 7 / 10, pairs.len() / 10);
        match () {
            () if second > many && first <= few => Some(Self::Utf16Le),
            () if first > many && second <= few => Some(Self::Utf16Be),
            () => None,
        }
    }

    /// UTF-8 where its characters outnumber the bytes that break it. Windows-1252 hardly ever spells one by chance, and a
    /// UTF-8 file with a few broken cells must not lose the å, ä and ö of all others.
    fn of_bytes(sample: &[u8]) -> Self {
        let (mut characters, mut broken) = (0_usize, 0_usize);
        let mut chunks = sample.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            characters += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
            // What breaks off at the end may be a character that the sample cuts.
            let cut = chunks.peek().is_none() && starts_character(chunk.invalid());
            broken += usize::from(!chunk.invalid().is_empty() && !cut);
        }
        match (characters, broken) {
            (0, 0) => Self::Ascii,
            (_, 0) if is_twice(sample) => Self::Utf8Twice,
            _ if characters > broken => Self::Utf8,
            _ => Self::Windows1252,
        }
    }

    /// The encoding after this record: the first one that is not ASCII decides for a file that was ASCII so far.
    pub(super) fn settled_by(self, record: &[u8]) -> Self {
        match self {
            Self::Ascii if record.is_ascii() => Self::Ascii,
            Self::Ascii if std::str::from_utf8(record).is_ok() => Self::Utf8,
            Self::Ascii => Self::Windows1252,
            known => known,
        }
    }

    /// What turns the file's bytes into UTF-8 before they are split; none where they can be split as they are.
    pub(super) fn decoder(self) -> Option<Utf16> {
        match self {
            Self::Utf16Le => Some(Utf16::new(false)),
            Self::Utf16Be => Some(Utf16::new(true)),
            Self::Ascii | Self::Utf8 | Self::Utf8Twice | Self::Windows1252 => None,
        }
    }
}

/// Whether every character outside ASCII is half of one that was encoded twice, and Swedish comes out of them.
fn is_twice(sample: &[u8]) -> bool {
    // The last line may be cut.
    let whole = sample.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).and_then(|end| sample.get(..end)).unwrap_or(sample);
    let text = std::str::from_utf8(whole).unwrap_or_default();
    text.contains('Ã') && mended(text).is_some_and(|text| text.contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö', 'é']))
}

/// Text that was encoded twice, as it was meant; none where it is something else.
fn mended(text: &str) -> Option<String> {
    // A no-break space that was trimmed leaves its first half.
    let text = text.strip_suffix('Â').unwrap_or(text);
    let bytes = text.chars().map(windows_1252_byte).collect::<Option<Vec<u8>>>()?;
    String::from_utf8(bytes).ok()
}

/// Whether these bytes are the beginning of a UTF-8 character that goes on.
fn starts_character(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|fault| fault.error_len().is_none())
}

/// Decodes cells, and keeps count of the rows whose cells were not what the file's encoding promised.
#[derive(Debug)]
pub(super) struct Charset {
    pub(super) encoding: Encoding,
    broken: Cell<Broken>,
}

/// Rows with bytes that UTF-8 does not have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Broken {
    pub(super) rows: u64,
    pub(super) first: u64,
    last: u64,
}

impl Charset {
    pub(super) fn new(encoding: Encoding) -> Self {
        Self { encoding, broken: Cell::default() }
    }

    /// The text of a cell; `row` is where it stands.
    pub(super) fn text<'a>(&self, raw: &'a [u8], row: u64) -> Cow<'a, str> {
        if self.encoding != Encoding::Windows1252 {
            if let Ok(text) = std::str::from_utf8(raw) {
                let twice = self.encoding == Encoding::Utf8Twice && !raw.is_ascii();
                return if twice { mended(text).map_or(Cow::Borrowed(text), Cow::Owned) } else { Cow::Borrowed(text) };
            }
            let mut broken = self.broken.get();
            if broken.last != row {
                broken = Broken { rows: broken.rows + 1, first: if broken.rows == 0 { row } else { broken.first }, last: row };
                self.broken.set(broken);
            }
        }
        OneByte::Windows1252.decode(raw)
    }

    /// A cell without white space, no-break space, control characters and byte order marks around it.
    #[inline]
    pub(super) fn trim<'a>(&self, mut raw: &'a [u8]) -> &'a [u8] {
        loop {
            raw = match raw {
                [0..=b' ', rest @ ..] | [rest @ .., 0..=b' '] => rest,
                [0xa0 | 0xc2 | 0xef, ..] | [.., 0xa0] => match self.without_no_break_space(raw) {
                    Some(rest) => rest,
                    None => return raw,
                },
                _ => return raw,
            }
        }
    }

    #[cold]
    fn without_no_break_space<'a>(&self, raw: &'a [u8]) -> Option<&'a [u8]> {
        match raw {
            [0xc2, 0xa0, rest @ ..] | [rest @ .., 0xc2, 0xa0] if self.encoding != Encoding::Windows1252 => Some(rest),
            [0xef, 0xbb, 0xbf, rest @ ..] if self.encoding != Encoding::Windows1252 => Some(rest),
            // A lone byte is a no-break space of Windows-1252, unless it ends a character of UTF-8 such as `à`.
            [0xa0, rest @ ..] | [rest @ .., 0xa0] if self.encoding == Encoding::Windows1252 || std::str::from_utf8(raw).is_err() => {
                Some(rest)
            }
            _ => None,
        }
    }

    /// The rows that were mended.
    pub(super) fn broken(&self) -> Option<Broken> {
        Some(self.broken.get()).filter(|broken| broken.rows > 0)
    }
}
