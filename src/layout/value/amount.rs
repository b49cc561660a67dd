//! Amounts of time, lessons and shares, with their units.

use super::number::{Fault, Figure, NumberStyle, figure};
use super::token::{Joint, is_dash, tokens};
use crate::layout::{Unit, plain};
use crate::source::Cell;

/// An amount that a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// Hundredths of the unit.
    pub hundredths: u64,
    /// The unit that the cell names; none when only the column can say it.
    pub unit: Option<Unit>,
    /// What it is a part of, in hundredths of the same unit: the 60 of `10/60`.
    pub of: Option<u64>,
    /// The same in another unit: the 66.7 per cent of `18 st (66.7%)`, in hundredths.
    pub second: Option<(u64, Unit)>,
    /// Whether no decimal was rounded away.
    pub exact: bool,
}

impl Amount {
    pub(super) const fn of_figure(figure: Figure, unit: Option<Unit>) -> Self {
        Self { hundredths: figure.value, unit, of: None, second: None, exact: figure.exact }
    }
}

/// What a cell of a column of amounts says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// An amount; zero for a dash.
    Amount(Amount),
    /// The cell is empty.
    Empty,
    /// The cell says that nothing is known: `n/a`, `saknas`, `#DIV/0!`.
    NotSaid,
    /// Below zero, which no amount can be.
    Negative,
    /// One of two numbers (`1.234`), and the column does not settle which.
    Ambiguous,
    /// Anything else.
    Unreadable,
}

impl Reading {
    /// The amount, if it is one.
    #[must_use]
    pub const fn amount(self) -> Option<Amount> {
        match self {
            Self::Amount(amount) => Some(amount),
            _ => None,
        }
    }

    fn of(read: Result<Amount, Fault>) -> Self {
        match read {
            Ok(amount) => Self::Amount(amount),
            Err(Fault::Ambiguous) => Self::Ambiguous,
            Err(Fault::NoNumber) => Self::Unreadable,
        }
    }
}

const ZERO: Amount = Amount { hundredths: 0, unit: None, of: None, second: None, exact: true };

/// An amount from any cell. A workbook's clock is a stretch of hours and minutes; `decode` reads text.
pub fn amount(cell: Cell<'_>, decode: impl FnOnce(&[u8]) -> Reading) -> Reading {
    match cell {
        Cell::Number(number) => amount_of_number(number),
        Cell::Clock(minutes) => Reading::Amount(Amount { hundredths: u64::from(minutes) * 100, unit: Some(Unit::Minutes), ..ZERO }),
        Cell::Text(raw) => decode(raw),
        Cell::Empty => Reading::Empty,
        Cell::Fault => Reading::NotSaid,
        Cell::Day(_) | Cell::Moment(..) | Cell::Truth(_) => Reading::Unreadable,
    }
}

/// An amount from a workbook's number.
#[must_use]
pub fn amount_of_number(number: f64) -> Reading {
    of_number(number, 2)
}

/// The same with so many decimals instead of two.
pub(super) fn of_number(number: f64, decimals: u8) -> Reading {
    if !number.is_finite() {
        return Reading::NotSaid;
    }
    if let Some(whole) = super::whole(number) {
        return Reading::Amount(Amount { hundredths: u64::from(whole) * 10_u64.pow(u32::from(decimals)), ..ZERO });
    }
    // Nine decimals: what is beyond them in floating point nobody wrote.
    let text = format!("{number:.9}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text.strip_prefix('-') {
        Some(_) => Reading::Negative,
        None => Reading::of(figure(text, NumberStyle::Point, decimals).map(|figure| Amount::of_figure(figure, None))),
    }
}

/// An amount from text: `12345`, `7 %`, `15 min`, `179293,6 h`, `1 234,5`, `18 st (66.7%)`, `10/60`, `3 av 45`, `1:30` and `37:30`
/// (hours and minutes), `1 h 20 min`; `-` is zero.
#[must_use]
pub fn amount_of_text(text: &str, style: NumberStyle) -> Reading {
    // An apostrophe keeps Excel from reading a number; a lone pair of them is an empty cell.
    let text = text.trim().trim_matches('\'').trim();
    if text.is_empty() {
        return Reading::Empty;
    }
    if text.chars().all(is_dash) {
        return Reading::Amount(ZERO);
    }
    if says_nothing(text) {
        return Reading::NotSaid;
    }
    let text: String = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let Some(positive) = text.strip_prefix(is_dash) else { return Reading::of(read(&text, style)) };
    match read(positive.trim_start(), style) {
        Ok(amount) if amount.hundredths == 0 && amount.exact => Reading::Amount(amount),
        Ok(_) => Reading::Negative,
        Err(_) => Reading::Unreadable,
    }
}

fn says_nothing(text: &str) -> bool {
    const WORDS: [&str; 11] =
        ["n a", "na", "nan", "null", "none", "saknas", "uppgift saknas", "data saknas", "ingen uppgift", "ej tillgangligt", "okant"];
    (text.starts_with('#') && !text.contains(char::is_whitespace)) || text == "?" || WORDS.contains(&plain(text).as_str())
}

fn read(text: &str, style: NumberStyle) -> Result<Amount, Fault> {
    if let Some((first, second)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        return with_second(ratio(first.trim_end(), style)?, simple(second.trim(), style)?);
    }
    ratio(text, style)
}

/// One amount, or an amount and what it is a part of.
fn ratio(text: &str, style: NumberStyle) -> Result<Amount, Fault> {
    if let Some((part, whole)) = text.split_once('/').or_else(|| text.split_once(" av ")).or_else(|| text.split_once(" of ")) {
        let (part, whole) = (simple(part.trim_end(), style)?, simple(whole.trim_start(), style)?);
        let unit = match (part.unit, whole.unit) {
            (Some(one), Some(other)) if one != other => return with_second(part, whole),
            (one, other) => one.or(other),
        };
        return Ok(Amount { unit, of: Some(whole.hundredths), exact: part.exact && whole.exact, ..part });
    }
    simple(text, style)
}

/// Two sayings of one amount, the second in a unit of its own.
fn with_second(first: Amount, second: Amount) -> Result<Amount, Fault> {
    let unit = second.unit.filter(|unit| first.unit != Some(*unit)).ok_or(Fault::NoNumber)?;
    Ok(Amount { second: Some((second.hundredths, unit)), exact: first.exact && second.exact, ..first })
}

/// One number with or without a unit, or hours and minutes.
fn simple(text: &str, style: NumberStyle) -> Result<Amount, Fault> {
    let at = text.find(|letter: char| letter.is_alphabetic() || letter == '%').unwrap_or(text.len());
    let (number, word) = text.split_at_checked(at).ok_or(Fault::NoNumber)?;
    let tidy = word.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '.' | ',' | '%' | '\u{300}'..='\u{36f}'));
    if !tidy {
        return Err(Fault::NoNumber);
    }
    let (number, word) = (number.trim_end(), plain(word));
    let unit = if word.is_empty() { None } else { Unit::of_word(&word) };
    if number.contains(':') {
        let minutes = hours_and_minutes(number).filter(|_| word.is_empty() || unit == Some(Unit::Hours)).ok_or(Fault::NoNumber)?;
        return Ok(Amount::of_figure(minutes, Some(Unit::Minutes)));
    }
    if !word.is_empty() && unit.is_none() {
        let minutes = named_hours_and_minutes(text).ok_or(Fault::NoNumber)?;
        return Ok(Amount::of_figure(minutes, Some(Unit::Minutes)));
    }
    figure(number, style, 2).map(|figure| Amount::of_figure(figure, unit))
}

/// The minutes of `1:30`, `37:30` and `1:30:20`, in hundredths.
fn hours_and_minutes(text: &str) -> Option<Figure> {
    let tokens = tokens(text);
    let whole = tokens.first()?.gap.is_empty() && tokens.last()?.rest.is_empty();
    let marked = tokens.iter().skip(1).all(|token| token.gap == ":");
    let sixty = |at: usize| tokens.get(at)?.number_of(2).filter(|number| *number < 60).map(u64::from);
    let hours = u64::from(tokens.first()?.number(6)?);
    let seconds = match tokens.len() {
        2 => 0,
        3 => sixty(2)?,
        _ => return None,
    };
    let minutes = (hours * 60 + sixty(1)?) * 100;
    // Half up, as everywhere: 20 seconds are 33.33 hundredths of a minute.
    let (value, exact) = (minutes + (seconds * 100 + 30) / 60, seconds % 3 == 0);
    (whole && marked).then_some(Figure { value, exact })
}

/// The minutes of `1 h 20 min`, in hundredths.
fn named_hours_and_minutes(text: &str) -> Option<Figure> {
    let tokens = tokens(text);
    let [hours, hour, .., minutes, minute] = tokens.as_slice() else { return None };
    let and = match tokens.len() {
        4 => true,
        5 => tokens.get(2)?.is(&["och", "and"]),
        _ => false,
    };
    let units = Unit::of_word(&hour.word()?) == Some(Unit::Hours) && Unit::of_word(&minute.word()?) == Some(Unit::Minutes);
    let loose = |joint| matches!(joint, Joint::Glued | Joint::Space | Joint::Mark(',' | '.'));
    let tidy = hours.gap.is_empty() && tokens.iter().skip(1).all(|token| loose(token.joint())) && matches!(minute.rest, "" | ".");
    let (hours, minutes) = (hours.number(6)?, minutes.number(2).filter(|minutes| *minutes < 60)?);
    (and && units && tidy).then_some(Figure { value: (u64::from(hours) * 60 + u64::from(minutes)) * 100, exact: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use Unit::{Days, Hours, Lessons, Minutes, Percent};
    use proptest::prelude::*;

    fn said(text: &str) -> Reading {
        amount_of_text(text, NumberStyle::Unknown)
    }

    #[test]
    fn amounts_in_many_spellings() {
        for (text, hundredths, unit) in [
            ("12345", 1_234_500, None),
            ("7 %", 700, Some(Percent)),
            ("7%", 700, Some(Percent)),
            ("5,3\u{a0}%", 530, Some(Percent)),
            ("0,07", 7, None),
            ("15 min", 1500, Some(Minutes)),
            ("15min.", 1500, Some(Minutes)),
            ("179293,6 h", 17_929_360, Some(Hours)),
            ("1,5 tim", 150, Some(Hours)),
            ("2 t", 200, Some(Hours)),
            ("1 timme", 100, Some(Hours)),
            ("1 234,5", 123_450, None),
            ("1\u{a0}234,5", 123_450, None),
            ("1\u{202f}234,5 h", 123_450, Some(Hours)),
            ("1.234,5", 123_450, None),
            ("1,234.5", 123_450, None),
            ("9 st", 900, Some(Lessons)),
            ("18 lekt", 1800, Some(Lessons)),
            ("3 dagar", 300, Some(Days)),
            ("1:30", 9000, Some(Minutes)),
            ("01:30", 9000, Some(Minutes)),
            ("37:30", 225_000, Some(Minutes)),
            ("1:30 h", 9000, Some(Minutes)),
            ("1:30:30", 9050, Some(Minutes)),
            ("1 h 20 min", 8000, Some(Minutes)),
            ("1 tim 20 min", 8000, Some(Minutes)),
            ("1h20m", 8000, Some(Minutes)),
            ("1 tim. och 20 min.", 8000, Some(Minutes)),
            ("-", 0, None),
            ("–", 0, None),
            ("—", 0, None),
            ("-0", 0, None),
            ("'15", 1500, None),
        ] {
            let expected = Amount { hundredths, unit, of: None, second: None, exact: true };
            assert_eq!(said(text), Reading::Amount(expected), "{text}");
        }
    }

    #[test]
    fn amounts_of_two_numbers() {
        for (text, hundredths, unit, of, second) in [
            ("10/60", 1000, None, Some(6000), None),
            ("3/45", 300, None, Some(4500), None),
            ("3 av 45", 300, None, Some(4500), None),
            ("3\u{a0}av\u{a0}45", 300, None, Some(4500), None),
            ("10/60 min", 1000, Some(Minutes), Some(6000), None),
            ("18 st (66.7%)", 1800, Some(Lessons), None, Some((6670, Percent))),
            ("18\u{a0}st\u{a0}(66.7%)", 1800, Some(Lessons), None, Some((6670, Percent))),
            ("12,5 h / 7 %", 1250, Some(Hours), None, Some((700, Percent))),
            ("10/60 (16,67 %)", 1000, None, Some(6000), Some((1667, Percent))),
            ("18 (7 %)", 1800, None, None, Some((700, Percent))),
        ] {
            assert_eq!(said(text), Reading::Amount(Amount { hundredths, unit, of, second, exact: true }), "{text}");
        }
    }

    #[test]
    fn cells_that_say_no_amount() {
        for text in ["", "  ", "''", "\u{a0}"] {
            assert_eq!(said(text), Reading::Empty, "{text}");
        }
        for text in ["#DIV/0!", "#SAKNAS!", "n/a", "N/A", "saknas", "Uppgift saknas", "NaN", "?"] {
            assert_eq!(said(text), Reading::NotSaid, "{text}");
        }
        for text in ["-5", "−5 min", "- 5,5 h", "-0,001"] {
            assert_eq!(said(text), Reading::Negative, "{text}");
        }
        for text in [
            "sjuk",
            "5 kr",
            "1,5 h 20 min",
            "1 h 75 min",
            "1:75",
            "1:5",
            "5 min 5",
            "10/60/3",
            "2025-08-18",
            "5-6",
            "2.01E+11",
            "+5",
            "(5)",
            "5 (6)",
            "7 % (7 %)",
            "18 st (x)",
            "1:30 min",
            "5A",
            "10/",
            "-sjuk",
            "1:30:20:10",
            "5 min *",
            "20 min 1 h",
        ] {
            assert_eq!(said(text), Reading::Unreadable, "{text}");
        }
        assert_eq!(said("1.234"), Reading::Ambiguous);
        assert_eq!(amount_of_text("1.234 h", NumberStyle::Comma).amount().map(|amount| amount.hundredths), Some(123_400));
        assert_eq!(said("0,125 h").amount().map(|amount| (amount.hundredths, amount.exact)), Some((13, false)));
        assert_eq!(said("0:00:20").amount().map(|amount| (amount.hundredths, amount.exact)), Some((33, false)));
    }

    #[test]
    fn amounts_from_workbook_cells() {
        let of = |hundredths, exact| Reading::Amount(Amount { hundredths, exact, ..ZERO });
        for (number, reading) in [
            (60.0, of(6000, true)),
            (1.5, of(150, true)),
            (1.234, of(123, false)),
            (66.1 + 0.6, of(6670, true)),
            (0.1 + 0.2, of(30, true)),
            (-0.0, of(0, true)),
            (-1e-12, of(0, true)),
            (-5.0, Reading::Negative),
            (f64::NAN, Reading::NotSaid),
            (1e300, Reading::Unreadable),
        ] {
            assert_eq!(amount_of_number(number), reading, "{number}");
        }
        let never = |_: &[u8]| Reading::Unreadable;
        assert_eq!(amount(Cell::Clock(90), never).amount().map(|amount| (amount.hundredths, amount.unit)), Some((9000, Some(Minutes))));
        assert_eq!((amount(Cell::Fault, never), amount(Cell::Empty, never)), (Reading::NotSaid, Reading::Empty));
        assert_eq!((amount(Cell::Truth(true), never), amount(Cell::Text(b"5"), |_| of(500, true))), (Reading::Unreadable, of(500, true)));
    }

    proptest! {
        #[test]
        fn hours_and_minutes_agree_however_they_are_written(hours in 0_u64..1000, minutes in 0_u64..60) {
            let expected = Some((hours * 60 + minutes) * 100);
            for text in [format!("{hours}:{minutes:02}"), format!("{hours} h {minutes} min"), format!("{hours}tim {minutes}m"), format!("{} min", hours * 60 + minutes)] {
                let read = said(&text).amount();
                prop_assert_eq!(read.and_then(|amount| amount.unit?.minutes(amount.hundredths)), expected, "{}", text);
            }
        }

        #[test]
        fn any_text_is_read_without_failing(text in "\\PC{0,20}", number in any::<f64>()) {
            let _any = (said(&text), amount_of_number(number));
        }
    }
}
