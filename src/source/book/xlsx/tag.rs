//! One tag of a sheet, read in a single pass over its bytes.

/// A tag, with what a sheet's elements say in their attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: Name,
    pub(super) part: Part,
    /// `r`: the number of a row or the place of a cell.
    pub(super) place: Place,
    /// `s`: the style of a cell.
    pub(super) style: u32,
    /// `t`: the type of a cell.
    pub(super) kind: Kind,
    /// `xml:space="preserve"`: white space around the text belongs to it.
    pub(super) preserve: bool,
}

/// The elements that are known, by their names without prefix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Name {
    /// `sheetData`: the rows.
    Rows,
    Row,
    /// `c`
    Cell,
    /// `v`
    Value,
    /// `f`
    Formula,
    /// `is`: text in its cell.
    Inline,
    /// `t`
    Text,
    /// `rPh`: how text is pronounced.
    Phonetic,
    /// `extLst`: what later editions have added.
    Extensions,
    /// `sst`: the shared strings.
    Strings,
    /// `si`: one of them.
    Shared,
    #[default]
    Other,
}

/// What a tag is of its element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Begin,
    End,
    /// All of it.
    Whole,
}

/// What a cell's value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    /// The number of a shared string.
    Shared,
    /// Text in an element of its own.
    Inline,
    /// Text that a formula came to.
    Text,
    Truth,
    Fault,
    /// ISO 8601.
    Date,
    /// None that there is.
    Odd,
}

/// Where a row or a cell stands, as far as it says so itself: from 1, and 0 where it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) row: u32,
    pub(super) column: u32,
    /// Whether it was written as no place is.
    pub(super) odd: bool,
}

/// Why there is no tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The bytes end before it does.
    Cut,
    /// It is none of XML.
    Broken,
}

impl Tag {
    /// The tag whose `<` stands right before `bytes`, and how many of them it takes.
    #[inline]
    pub(super) fn of(bytes: &[u8]) -> Result<(Self, usize), Fault> {
        let named = |name: &u8| Self { name: Name::of(&[*name]), ..Self::default() };
        // Most have a name of one letter, and few have attributes.
        match bytes {
            [name, b'>', ..] if name.is_ascii_alphabetic() => Ok((named(name), 2)),
            [b'/', name, b'>', ..] if name.is_ascii_alphabetic() => Ok((Self { part: Part::End, ..named(name) }, 3)),
            [name, b' ', rest @ ..] if name.is_ascii_alphabetic() => named(name).with_attributes(rest, bytes.len()),
            _ => Self::of_any(bytes),
        }
    }

    fn of_any(bytes: &[u8]) -> Result<(Self, usize), Fault> {
        let mut cursor = Cursor { rest: bytes };
        let mut tag = Self::default();
        match cursor.peek()? {
            b'/' => {
                cursor.skip(1);
                tag.part = Part::End;
            }
            // What begins like a tag and is a comment, characters, an instruction or a declaration.
            b'!' | b'?' => return Err(Fault::Broken),
            _ => {}
        }
        tag.name = Name::of(local(cursor.name()?));
        tag.with_attributes(cursor.rest, bytes.len())
    }

    /// The tag with what stands behind its name; `whole` is how many bytes there were with it.
    fn with_attributes(mut self, rest: &[u8], whole: usize) -> Result<(Self, usize), Fault> {
        let mut cursor = Cursor { rest };
        loop {
            match cursor.past_space()? {
                b'>' => {
                    cursor.skip(1);
                    return Ok((self, whole - cursor.rest.len()));
                }
                b'/' => {
                    cursor.skip(1);
                    if cursor.peek()? != b'>' || self.part == Part::End {
                        return Err(Fault::Broken);
                    }
                    self.part = Part::Whole;
                }
                _ => match cursor.attribute()? {
                    (b"r", value) => self.place = Place::of(value),
                    (b"s", value) => self.style = number(value).unwrap_or_default(),
                    (b"t", value) => self.kind = Kind::of(value),
                    (b"xml:space", value) => self.preserve = value == b"preserve",
                    _ => {}
                },
            }
        }
    }
}

impl Name {
    fn of(name: &[u8]) -> Self {
        match name {
            b"c" => Self::Cell,
            b"v" => Self::Value,
            b"t" => Self::Text,
            b"is" => Self::Inline,
            b"si" => Self::Shared,
            b"f" => Self::Formula,
            b"row" => Self::Row,
            b"rPh" => Self::Phonetic,
            b"sst" => Self::Strings,
            b"extLst" => Self::Extensions,
            b"sheetData" => Self::Rows,
            _ => Self::Other,
        }
    }
}

impl Kind {
    fn of(word: &[u8]) -> Self {
        match word {
            b"n" => Self::Number,
            b"s" => Self::Shared,
            b"inlineStr" | b"is" => Self::Inline,
            b"str" => Self::Text,
            b"b" => Self::Truth,
            b"e" => Self::Fault,
            b"d" => Self::Date,
            _ => Self::Odd,
        }
    }
}

impl Place {
    /// `B7`, or `7` alone.
    #[inline]
    fn of(word: &[u8]) -> Self {
        let mut place = Self::default();
        let mut digits = word;
        while let [letter, rest @ ..] = digits
            && letter.is_ascii_alphabetic()
        {
            place.column = place.column.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1);
            digits = rest;
        }
        for digit in digits {
            place.odd |= !digit.is_ascii_digit();
            place.row = place.row.saturating_mul(10).saturating_add(u32::from(digit.wrapping_sub(b'0')));
        }
        place.odd |= place.row == 0;
        place
    }
}

/// A whole number written in digits alone.
#[inline]
pub(super) fn number(word: &[u8]) -> Option<u32> {
    let digits = word.iter().try_fold(0_u32, |number, digit| {
        let digit = digit.is_ascii_digit().then(|| u32::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    });
    digits.filter(|_| !word.is_empty())
}

/// A name without its prefix.
fn local(name: &[u8]) -> &[u8] {
    name.iter().position(|&byte| byte == b':').and_then(|colon| name.get(colon + 1..)).unwrap_or(name)
}

struct Cursor<'b> {
    rest: &'b [u8],
}

impl<'b> Cursor<'b> {
    fn peek(&self) -> Result<u8, Fault> {
        self.rest.first().copied().ok_or(Fault::Cut)
    }

    fn skip(&mut self, count: usize) {
        self.rest = self.rest.get(count..).unwrap_or_default();
    }

    /// The bytes before the next one that fits.
    #[inline]
    fn until(&mut self, fits: impl Fn(u8) -> bool) -> Result<&'b [u8], Fault> {
        let end = self.rest.iter().position(|&byte| fits(byte)).ok_or(Fault::Cut)?;
        let (before, rest) = self.rest.split_at(end);
        self.rest = rest;
        Ok(before)
    }

    /// The next byte that is no white space.
    #[inline]
    fn past_space(&mut self) -> Result<u8, Fault> {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.rest {
            self.rest = rest;
        }
        self.peek()
    }

    /// A name of an element or an attribute.
    #[inline]
    fn name(&mut self) -> Result<&'b [u8], Fault> {
        let name = self.until(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'=' | b'/' | b'>' | b'<'))?;
        if name.is_empty() { Err(Fault::Broken) } else { Ok(name) }
    }

    /// An attribute's name and value.
    #[inline]
    fn attribute(&mut self) -> Result<(&'b [u8], &'b [u8]), Fault> {
        // As nearly all of them are written.
        if let [_, b'=', b'"', value @ ..] = self.rest
            && let Some(end) = value.iter().position(|&byte| byte == b'"')
        {
            let name = self.rest.get(..1).unwrap_or_default();
            self.rest = value.get(end + 1..).unwrap_or_default();
            return Ok((name, value.get(..end).unwrap_or_default()));
        }
        let name = self.name()?;
        if self.past_space()? != b'=' {
            return Err(Fault::Broken);
        }
        self.skip(1);
        let quote = self.past_space()?;
        if quote != b'"' && quote != b'\'' {
            return Err(Fault::Broken);
        }
        self.skip(1);
        let value = self.until(|byte| byte == quote)?;
        self.skip(1);
        Ok((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_however_they_are_written() {
        let cell = Tag { name: Name::Cell, ..Tag::default() };
        let place = Place { row: 12, column: 28, odd: false };
        for (text, expected) in [
            ("c>", cell),
            ("/c>", Tag { part: Part::End, ..cell }),
            ("/x:c\n>", Tag { part: Part::End, ..cell }),
            ("c/>", Tag { part: Part::Whole, ..cell }),
            ("c r=\"AB12\" s=\"2\" t=\"s\">", Tag { place, style: 2, kind: Kind::Shared, ..cell }),
            ("x:c\tt = 'b'\r\n r='ab12' />", Tag { place, kind: Kind::Truth, part: Part::Whole, ..cell }),
            ("c x:r=\"1\" rr=\"/>\" t='\"'>", Tag { kind: Kind::Odd, ..cell }),
            ("row r=\"7\">", Tag { name: Name::Row, place: Place { row: 7, ..Place::default() }, ..cell }),
            ("t xml:space=\"preserve\">", Tag { name: Name::Text, preserve: true, ..cell }),
        ] {
            assert_eq!(Tag::of(text.as_bytes()), Ok((expected, text.len())), "{text}");
            for (cut, _) in text.char_indices() {
                assert_eq!(Tag::of(text.as_bytes().split_at(cut).0), Err(Fault::Cut), "{text} cut at {cut}");
            }
        }
    }

    #[test]
    fn what_is_no_tag_is_told() {
        for text in [" c>", "c r>", "c r=1>", "c/ >", "c / r='1'>", "/c/>", "c<", "=>", "!---->", "?a>"] {
            assert_eq!(Tag::of(text.as_bytes()), Err(Fault::Broken), "{text}");
        }
    }

    #[test]
    fn a_place_is_letters_and_digits() {
        for (word, odd) in [("A1", false), ("XFD1048576", false), ("1A", true), ("A", true), ("$A$1", true), ("A0", true), ("", true)] {
            assert_eq!(Place::of(word.as_bytes()).odd, odd, "{word}");
        }
        let far = Place::of(b"ZZZZZZZZZZ99999999999999999999999");
        assert_eq!((far.row, far.column, far.odd), (u32::MAX, u32::MAX, false));
        assert_eq!((number(b"017"), number(b""), number(b"1.0"), number(b"-1")), (Some(17), None, None, None));
    }
}
