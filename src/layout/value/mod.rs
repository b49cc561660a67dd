//! What a cell says, once its column is known. Each function answers `None` for what it cannot read; it never guesses.

mod amount;
mod civic;
mod class;
mod clock;
mod day;
mod grade;
mod identity;
mod number;
mod organiser;
mod period;
mod share;
mod term;
mod token;
mod unit;
mod week;

pub use amount::{Amount, Reading, amount, amount_of_number, amount_of_text};
pub use class::{ClassGrade, class_of_day, grade_of_class};
pub use clock::{ClockRange, clock, clock_of_digits, clock_of_text, clock_range_of_text};
pub use day::{PartDay, day, day_of_text, part_day_of_text};
pub use grade::{Grade, grade_of_text};
pub use identity::{Identity, IdentityKind, Key, identity_of_number, identity_of_text, own_identity_of_text, strip_protected};
pub use number::{NumberStyle, decimal, thousandths_of_number, thousandths_of_text};
pub use organiser::{Organiser, organiser_of_text};
pub use period::{Period, find_period, period_of_text};
pub use share::{PercentScale, Sample, share_of_number, share_of_text};
pub use term::{school_year_of_text, term_of_text};
pub use unit::unit_of_header;
pub use week::{Week, week_of_text, weekday_of_text};

use crate::source::{Cell, Row};

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

/// Minutes: `60`, `60 min`, `60,0`; `-` and `–` are none at all. A fraction of a minute is not read.
#[must_use]
pub fn minutes_of_text(text: &str) -> Option<u32> {
    let text = text.trim();
    if matches!(text, "-" | "–") {
        return Some(0);
    }
    let number = ["minuter", "min.", "min", "m"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim_end();
    let number = number.split_once([',', '.']).map_or(Some(number), |(whole, fraction)| matches!(fraction, "0" | "00").then_some(whole))?;
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
        "ja" | "j" | "1" | "true" | "sant" | "x" | "yes" | "y" | "rapporterad" | "registrerad" | "reported" => Some(true),
        "nej" | "n" | "0" | "false" | "falskt" | "" | "no" | "ej rapporterad" | "ej registrerad" | "unreported" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_in_many_spellings() {
        for (text, minutes) in [
            ("60", Some(60)),
            ("60 min", Some(60)),
            ("60,0", Some(60)),
            ("-", Some(0)),
            ("60,5", None),
            // A thousand, or one.
            ("1.000", None),
            ("1 h", None),
            ("", None),
            ("-5", None),
        ] {
            assert_eq!(minutes_of_text(text), minutes, "{text}");
        }
    }
}
