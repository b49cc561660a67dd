//! What a cell says, once its column is known. Each function answers `None` for what it cannot read; it never guesses.

use crate::calendar::Day;
use crate::source::{Cell, Row};

/// The serial number of 1 January 1970 in Excel's 1900 date system.
const SERIAL_OF_1970: u32 = 25_569;

/// A cell's text without decoding fuss: empty for empty cells, none for cells that are no text.
#[must_use]
pub fn text<'a, R: Row>(row: &'a R, column: usize) -> Option<std::borrow::Cow<'a, str>> {
    match row.cell(column) {
        Cell::Text(raw) => Some(row.text(raw)),
        Cell::Empty => Some("".into()),
        Cell::Number(number) => Some(number.to_string().into()),
        Cell::Truth(truth) => Some(if truth { "ja" } else { "nej" }.into()),
        Cell::Day(_) | Cell::Clock(_) | Cell::Moment(..) | Cell::Fault => None,
    }
}

/// A cell as a user would recognise it: for messages and samples.
#[must_use]
pub fn shown<R: Row>(row: &R, column: usize) -> String {
    match row.cell(column) {
        Cell::Day(day) => day.to_string(),
        Cell::Clock(minute) => format!("{:02}:{:02}", minute / 60, minute % 60),
        Cell::Moment(day, minute) => format!("{day} {:02}:{:02}", minute / 60, minute % 60),
        Cell::Fault => "#FEL!".to_owned(),
        _ => text(row, column).unwrap_or_default().chars().take(40).collect(),
    }
}

/// A day: a workbook's date, its serial number, or text with the day written as `2025-08-18`, `20250818`, `18/8 2025`, `18.8.2025`
/// or `18 augusti 2025`. What follows a day (a clock) does not matter.
#[must_use]
pub fn day(cell: Cell<'_>, decode: impl FnOnce(&[u8]) -> Option<Day>) -> Option<Day> {
    match cell {
        Cell::Day(day) | Cell::Moment(day, _) => Some(day),
        Cell::Number(number) => day_of_number(number),
        Cell::Text(raw) => decode(raw),
        Cell::Empty | Cell::Clock(_) | Cell::Truth(_) | Cell::Fault => None,
    }
}

/// The day of a serial number (`45887`) or of `20250818` read as a number.
fn day_of_number(number: f64) -> Option<Day> {
    let whole = whole(number)?;
    if (19_700_101..=21_490_606).contains(&whole) {
        return day_of_digits(&whole.to_string());
    }
    // 1982 to 2119: outside it a number in a date column is something else.
    (30_000..=80_000).contains(&whole).then(|| whole - SERIAL_OF_1970).and_then(|number| u16::try_from(number).ok()).map(Day::from_number)
}

/// A whole number that a workbook holds as floating point; none with a fraction, a sign or out of range.
#[must_use]
pub fn whole(number: f64) -> Option<u32> {
    let rounded = number.round();
    let near = (number - rounded).abs() < 1e-9;
    if !near || !(0.0..=f64::from(u32::MAX)).contains(&rounded) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked on the line above")]
    Some(rounded as u32)
}

/// A day from text.
#[must_use]
pub fn day_of_text(text: &str) -> Option<Day> {
    let text = text.trim();
    let head: &str = text.split(['T', ' ']).next()?;
    if let Some(day) = Day::of_iso(head) {
        return Some(day);
    }
    if head.len() == 8 && head.bytes().all(|byte| byte.is_ascii_digit()) {
        return day_of_digits(head);
    }
    day_of_parts(text)
}

fn day_of_digits(digits: &str) -> Option<Day> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Day, month and year in this order, the month in digits or letters; or year, month, day apart by `/`.
fn day_of_parts(text: &str) -> Option<Day> {
    let mut parts = text.split([' ', '/', '.', '-', ',']).filter(|part| !part.is_empty()).peekable();
    // A weekday may stand first: `mån 18 aug 2025`.
    let _weekday = parts.next_if(|part| part.chars().all(char::is_alphabetic));
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let month = month.parse().ok().or_else(|| month_of_word(month))?;
    match (first.len(), last.len()) {
        (1 | 2, 4) => Day::of(last.parse().ok()?, month, first.parse().ok()?),
        (4, 1 | 2) => Day::of(first.parse().ok()?, month, last.parse().ok()?),
        _ => None,
    }
}

fn month_of_word(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let word = word.to_lowercase();
    let index = MONTHS.iter().position(|month| word.starts_with(month))?;
    u8::try_from(index + 1).ok()
}

/// A clock in minutes after midnight: a workbook's time, `8:30`, `08.30`, `08:30:00`, or the clock of `2025-08-18 08:30`.
#[must_use]
pub fn clock_of_text(text: &str) -> Option<u16> {
    let text = text.trim();
    let clock = text.rsplit(['T', ' ']).next()?;
    let mut parts = clock.split([':', '.']);
    let (hours, minutes) = (parts.next()?, parts.next()?);
    if hours.is_empty() || hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// A clock from any cell.
#[must_use]
pub fn clock(cell: Cell<'_>, decode: impl FnOnce(&[u8]) -> Option<u16>) -> Option<u16> {
    match cell {
        Cell::Clock(minute) | Cell::Moment(_, minute) => Some(minute),
        Cell::Number(fraction) if (0.0..1.0).contains(&fraction) =>
        {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1440")]
            Some((fraction * 1440.0).round() as u16)
        }
        Cell::Text(raw) => decode(raw),
        _ => None,
    }
}

/// Minutes: `60`, `60 min`, `60,0`; `-` and `–` are none at all. A fraction of a minute is not read.
#[must_use]
pub fn minutes_of_text(text: &str) -> Option<u32> {
    let text = text.trim();
    if matches!(text, "-" | "–") {
        return Some(0);
    }
    let number = ["minuter", "min.", "min", "m"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    let number = number
        .split_once([',', '.'])
        .map_or(Some(number), |(whole, fraction)| fraction.bytes().all(|digit| digit == b'0').then_some(whole))?;
    (!number.is_empty() && number.len() <= 6 && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| number.parse().ok())?
}

/// Minutes from any cell; none both for what cannot be read and for an empty cell.
#[must_use]
pub fn minutes(cell: Cell<'_>, decode: impl FnOnce(&[u8]) -> Option<u32>) -> Option<u32> {
    match cell {
        Cell::Number(number) => whole(number),
        Cell::Clock(minutes) => Some(u32::from(minutes)),
        Cell::Text(raw) => {
            // The common case first: a few digits and nothing else.
            let digits = raw.len() <= 4 && !raw.is_empty() && raw.iter().all(u8::is_ascii_digit);
            if digits { Some(raw.iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'))) } else { decode(raw) }
        }
        Cell::Empty | Cell::Day(_) | Cell::Moment(..) | Cell::Truth(_) | Cell::Fault => None,
    }
}

/// Yes or no.
#[must_use]
pub fn truth_of_text(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "ja" | "j" | "1" | "true" | "sant" | "x" | "yes" | "y" => Some(true),
        "nej" | "n" | "0" | "false" | "falskt" | "" | "no" => Some(false),
        _ => None,
    }
}

/// A grade: F, 1–9, gy1–gy3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Förskoleklass.
    F,
    /// Compulsory school, 1–9.
    Year(u8),
    /// Upper secondary, 1–3.
    Upper(u8),
    /// Not said, or not known.
    #[default]
    Unknown,
}

/// The grade of `F`, `0`, `7`, `åk 7`, `Årskurs 7`, `7.0`, `gy1`, `Gy 2`; none for other text, `Unknown` for no text.
#[must_use]
pub fn grade_of_text(text: &str) -> Option<Grade> {
    let word = super::vocabulary::plain(text);
    let word = word.strip_suffix(" 0").filter(|rest| rest.len() <= 2).unwrap_or(&word);
    let word = ["arskurs ", "ak ", "ar ", "arskurs", "ak"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word);
    match word {
        "" => Some(Grade::Unknown),
        "f" | "0" | "fk" | "f klass" | "forskoleklass" => Some(Grade::F),
        _ => match (word.strip_prefix("gy").map(str::trim), word.parse::<u8>()) {
            (Some(year), _) => year.parse().ok().filter(|year| (1..=3).contains(year)).map(Grade::Upper),
            (None, Ok(year)) if (1..=9).contains(&year) => Some(Grade::Year(year)),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_many_spellings() {
        let day = Day::of(2025, 8, 18);
        for text in [
            "2025-08-18",
            "20250818",
            "2025-08-18 08:30",
            "2025-08-18T08:30:00",
            "18/8 2025",
            "18/8/2025",
            "18.8.2025",
            "2025/08/18",
            "18 augusti 2025",
            "mån 18 aug 2025",
        ] {
            assert_eq!(day_of_text(text), day, "{text}");
        }
        for text in ["", "18/8", "32/8 2025", "2025-13-01", "v. 34", "18 2025", "måndag", "8/18/25"] {
            assert_eq!(day_of_text(text), None, "{text}");
        }
        assert_eq!(day_of_number(45_887.0), day);
        assert_eq!(day_of_number(20_250_818.0), day);
        assert_eq!(day_of_number(12.0), None);
    }

    #[test]
    fn clocks_minutes_and_grades() {
        for (text, minute) in
            [("8:30", Some(510)), ("08.30", Some(510)), ("2025-08-18 08:30", Some(510)), ("24:00", None), ("830", None), ("", None)]
        {
            assert_eq!(clock_of_text(text), minute, "{text}");
        }
        for (text, minutes) in [
            ("60", Some(60)),
            ("60 min", Some(60)),
            ("60,0", Some(60)),
            ("-", Some(0)),
            ("60,5", None),
            ("1 h", None),
            ("", None),
            ("-5", None),
        ] {
            assert_eq!(minutes_of_text(text), minutes, "{text}");
        }
        for (text, grade) in [
            ("F", Some(Grade::F)),
            ("7", Some(Grade::Year(7))),
            ("åk 7", Some(Grade::Year(7))),
            ("7.0", Some(Grade::Year(7))),
            ("gy2", Some(Grade::Upper(2))),
            ("10", None),
            ("5A", None),
            ("", Some(Grade::Unknown)),
        ] {
            assert_eq!(grade_of_text(text), grade, "{text}");
        }
    }
}
