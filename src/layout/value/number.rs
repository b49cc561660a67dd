//! Decimal numbers as people write them, in whole hundredths.

/// How the numbers of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum NumberStyle {
    /// No cell settles it. A comma is then decimal, as in Swedish; `1.234` could be either and is not read.
    #[default]
    Unknown,
    /// `1,5`: a point groups thousands.
    Comma,
    /// `1.5`: a comma groups thousands.
    Point,
    /// Some cells have a decimal comma, others a decimal point: `1.234` and `1,234` are not read.
    Mixed,
}

impl NumberStyle {
    /// The style of a column, from its cells: `5,25`, `0,125`, `1.234,5` and `1.234.567` show a decimal comma; `1,234` shows nothing.
    pub fn of<'a>(samples: impl IntoIterator<Item = &'a str>) -> Self {
        samples.into_iter().fold(Self::Unknown, |style, text| {
            let runs =
                text.split(|letter: char| !letter.is_ascii_digit() && !MARKS.contains(&letter)).map(|run| run.trim_end_matches(MARKS));
            runs.filter_map(|run| cut(run)?.evidence()).fold(style, Self::with)
        })
    }

    fn with(self, decimal: Self) -> Self {
        if self == Self::Unknown || self == decimal { decimal } else { Self::Mixed }
    }
}

const MARKS: [char; 2] = [',', '.'];

fn style_of(mark: char) -> NumberStyle {
    if mark == ',' { NumberStyle::Comma } else { NumberStyle::Point }
}

fn other(mark: char) -> char {
    if mark == ',' { '.' } else { ',' }
}

/// A number cut at its marks.
enum Cut<'a> {
    /// A whole number; what groups its thousands, if anything.
    Whole(&'a str, Option<char>),
    /// A whole number, its fraction and the mark between them, which can be nothing but decimal.
    Decimal(&'a str, &'a str, char),
    /// One mark before three digits: decimal, or thousands.
    Either(&'a str, &'a str, char),
}

impl Cut<'_> {
    fn evidence(&self) -> Option<NumberStyle> {
        match self {
            Self::Whole(_, Some(mark)) => Some(style_of(other(*mark))),
            Self::Decimal(_, _, mark) => Some(style_of(*mark)),
            Self::Whole(_, None) | Self::Either(..) => None,
        }
    }
}

fn cut(text: &str) -> Option<Cut<'_>> {
    let Some(last) = text.rfind(MARKS) else { return Some(Cut::Whole(text, None)) };
    let (before, after) = text.split_at_checked(last)?;
    let mark = after.chars().next()?;
    let after = after.strip_prefix(mark)?;
    if before.contains(mark) {
        return (!before.contains(other(mark))).then_some(Cut::Whole(text, Some(mark)));
    }
    // Of `1,234` it cannot be told; of `12345,678`, `0,125` and `1 234,567` it can.
    let grouped = (1..=3).contains(&before.len()) && !before.starts_with('0') && before.bytes().all(|byte| byte.is_ascii_digit());
    Some(if after.len() == 3 && grouped { Cut::Either(before, after, mark) } else { Cut::Decimal(before, after, mark) })
}

/// A number in whole units of its last decimal that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    /// The number times ten to the power of the decimals asked for, rounded half up.
    pub(super) value: u64,
    /// Whether nothing was rounded away.
    pub(super) exact: bool,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is something else.
    NoNumber,
    /// It is one of two numbers, and the column's style does not say which.
    Ambiguous,
}

/// A number without a sign, with so many decimals.
pub(super) fn figure(text: &str, style: NumberStyle, decimals: u8) -> Result<Figure, Fault> {
    let (whole, fraction, group) = match cut(text).ok_or(Fault::NoNumber)? {
        Cut::Whole(whole, group) => (whole, None, group),
        Cut::Decimal(whole, fraction, mark) => (whole, Some(fraction), whole.contains(other(mark)).then(|| other(mark))),
        Cut::Either(before, after, mark) => match style {
            NumberStyle::Mixed => return Err(Fault::Ambiguous),
            NumberStyle::Unknown if mark == '.' => return Err(Fault::Ambiguous),
            NumberStyle::Unknown => (before, Some(after), None),
            style if style == style_of(mark) => (before, Some(after), None),
            _ => (text, None, Some(mark)),
        },
    };
    if fraction.is_some_and(|digits| !all_digits(digits)) || (whole.is_empty() && fraction.is_none()) {
        return Err(Fault::NoNumber);
    }
    let whole = if whole.is_empty() { 0 } else { grouped(whole, group).ok_or(Fault::NoNumber)? };
    put_together(whole, fraction.unwrap_or_default(), decimals).ok_or(Fault::NoNumber)
}

/// A number of a text, with its sign, in thousandths; none for what is no number, or could be two.
#[must_use]
pub fn thousandths_of_text(text: &str, style: NumberStyle) -> Option<i64> {
    let text = text.trim();
    let unsigned = text.strip_prefix(['-', '−']);
    let thousandths = i64::try_from(figure(unsigned.unwrap_or(text), style, 3).ok()?.value).ok()?;
    Some(if unsigned.is_some() { -thousandths } else { thousandths })
}

/// The same of a number that a workbook holds as floating point: by its shortest spelling, which is what the workbook shows.
#[must_use]
pub fn thousandths_of_number(number: f64) -> Option<i64> {
    thousandths_of_text(&number.to_string(), NumberStyle::Point)
}

/// A number of thousandths, with as many decimals as it needs.
#[must_use]
pub fn decimal(thousandths: i64, mark: char) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let text = if part == 0 { whole.to_string() } else { format!("{whole}{mark}{part:03}").trim_end_matches('0').to_owned() };
    format!("{sign}{text}")
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number whose thousands are grouped by a mark, by any kind of space, or not at all.
fn grouped(text: &str, group: Option<char>) -> Option<u64> {
    let is_gap = |letter: char| group.map_or_else(|| letter.is_whitespace(), |mark| letter == mark);
    let mut groups = text.split(is_gap);
    let first = groups.next()?;
    let mut digits = first.to_owned();
    let mut count = 1;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
        count += 1;
    }
    (all_digits(&digits) && !first.is_empty() && (count == 1 || first.len() <= 3)).then(|| digits.parse().ok())?
}

fn put_together(whole: u64, fraction: &str, decimals: u8) -> Option<Figure> {
    let mut value = whole;
    let mut digits = fraction.bytes().map(|digit| u64::from(digit - b'0'));
    for _ in 0..decimals {
        value = value.checked_mul(10)?.checked_add(digits.next().unwrap_or(0))?;
    }
    let next = digits.next().unwrap_or(0);
    let exact = next == 0 && digits.all(|digit| digit == 0);
    Some(Figure { value: value.checked_add(u64::from(next >= 5))?, exact })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, style: NumberStyle) -> Result<(u64, bool), Fault> {
        figure(text, style, 2).map(|figure| (figure.value, figure.exact))
    }

    #[test]
    fn numbers_in_many_spellings() {
        for (text, value) in [
            ("12345", 1_234_500),
            ("1,5", 150),
            ("1.5", 150),
            ("1 234,5", 123_450),
            ("1\u{a0}234,5", 123_450),
            ("1\u{202f}234,5", 123_450),
            ("1.234,5", 123_450),
            ("1,234.5", 123_450),
            ("1.234.567", 123_456_700),
            ("1,234,567.25", 123_456_725),
            ("0,07", 7),
            (",5", 50),
            ("179293,6", 17_929_360),
            ("007", 700),
        ] {
            for style in [NumberStyle::Unknown, NumberStyle::Comma, NumberStyle::Point, NumberStyle::Mixed] {
                assert_eq!(read(text, style), Ok((value, true)), "{text} {style:?}");
            }
        }
        for text in [
            "",
            ".",
            ",",
            "5,",
            "1 23",
            "12 34,5",
            "1234 567",
            "1.23.456",
            "1,5,5",
            "1.234,5,6",
            "a",
            "-5",
            "1,5.5.5",
            "1.2345.678",
            "1 234.567.890",
            "1e5",
            " 5",
        ] {
            assert_eq!(read(text, NumberStyle::Comma), Err(Fault::NoNumber), "{text}");
        }
        assert_eq!(read("99999999999999999999", NumberStyle::Comma), Err(Fault::NoNumber));
    }

    #[test]
    fn more_decimals_are_rounded_half_up_and_said_so() {
        assert_eq!(read("0,125", NumberStyle::Unknown), Ok((13, false)));
        assert_eq!(read("0,1249", NumberStyle::Unknown), Ok((12, false)));
        assert_eq!(read("66.6667", NumberStyle::Unknown), Ok((6667, false)));
        assert_eq!(read("5,2500", NumberStyle::Unknown), Ok((525, true)));
    }

    #[test]
    fn one_mark_before_three_digits_is_settled_by_the_column() {
        use NumberStyle::{Comma, Mixed, Point, Unknown};
        let thousand = Ok((123_400, true));
        let one = Ok((123, false));
        for (style, point, comma) in [
            (Comma, thousand, one),
            (Point, one, thousand),
            (Unknown, Err(Fault::Ambiguous), one),
            (Mixed, Err(Fault::Ambiguous), Err(Fault::Ambiguous)),
        ] {
            assert_eq!(read("1.234", style), point, "{style:?}");
            assert_eq!(read("1,234", style), comma, "{style:?}");
        }
    }

    #[test]
    fn the_style_of_a_column() {
        use NumberStyle::{Comma, Mixed, Point, Unknown};
        let cases: [(&[&str], NumberStyle); 8] = [
            (&["7", "1.234", "1,234", "-", ""], Unknown),
            (&["1.234", "5,3 %"], Comma),
            (&["18 st (66.7%)", "9 st"], Point),
            (&["1.234.567"], Comma),
            (&["1,234.5"], Point),
            (&["0.125"], Point),
            (&["1,5", "66.7%"], Mixed),
            (&["179293,6 h", "10/60", "Lekt. 5"], Comma),
        ];
        for (samples, style) in cases {
            assert_eq!(NumberStyle::of(samples.iter().copied()), style, "{samples:?}");
        }
    }

    proptest! {
        #[test]
        fn every_way_to_write_hundredths_is_read_back(hundredths in 0_u64..1_000_000_000_000, group in prop::sample::select(vec!["", " ", "\u{a0}", "\u{202f}", "."])) {
            let mut whole = (hundredths / 100).to_string();
            for at in (1..whole.len()).rev().filter(|at| (whole.len() - at) % 3 == 0).collect::<Vec<_>>() {
                whole.insert_str(at, group);
            }
            let text = format!("{whole},{:02}", hundredths % 100);
            prop_assert_eq!(read(&text, NumberStyle::Comma), Ok((hundredths, true)));
            let swapped: String = text.chars().map(|letter| match letter { ',' => '.', '.' => ',', other => other }).collect();
            prop_assert_eq!(read(&swapped, NumberStyle::Point), Ok((hundredths, true)));
        }

        #[test]
        fn no_text_makes_it_fail(text in "[0-9 .,]{0,24}") {
            for style in [NumberStyle::Unknown, NumberStyle::Comma, NumberStyle::Point, NumberStyle::Mixed] {
                let _any = read(&text, style);
            }
        }
    }
}
