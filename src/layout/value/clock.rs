//! Clocks, and stretches between two.

use super::day::{clock_beside, day_at, moment_of_text, part_day_at};
use super::token::{Joint, Token, tokens};
use super::week::weekday_of_word;
use crate::source::Cell;

/// A clock as it is written.
pub(super) struct Clock {
    /// Minutes after midnight.
    pub(super) minute: u16,
    /// How many minutes it is ahead of UTC, where it says so.
    pub(super) offset: Option<i32>,
}

/// A clock in minutes after midnight: `8:30`, `08.30`, `08:30:00`, `kl. 8:30`, `mån 08:30`, or the clock of `2025-08-18 08:30`,
/// `20200909, 08:00` and `2025-08-18T06:30:00Z` (in Swedish local time).
#[must_use]
pub fn clock_of_text(text: &str) -> Option<u16> {
    let found = tokens(text);
    if day_at(&found).is_some() {
        return moment_of_text(text)?.1;
    }
    let rest = found.get(before_clock(&found)..)?;
    let (clock, after) = clock_beside(rest)?;
    (after.is_empty() && clock.offset.is_none()).then_some(clock.minute)
}

/// How many tokens are a weekday, or a day without a year.
fn before_clock(tokens: &[Token<'_>]) -> usize {
    let weekday = tokens.first().and_then(Token::word).is_some_and(|word| weekday_of_word(&word).is_some());
    part_day_at(tokens).map_or(usize::from(weekday), |(_, used)| used)
}

/// A clock of four digits and nothing else: `0830`. A column has to be known to hold clocks, since `1030` may also be minutes.
#[must_use]
pub fn clock_of_digits(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_at_checked(2).filter(|(_, minutes)| minutes.len() == 2)?;
    minute_of(hours, minutes)
}

fn minute_of(hours: &str, minutes: &str) -> Option<u16> {
    let number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse::<u16>().ok())?;
    let (hours, minutes) = (number(hours)?, number(minutes)?);
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

/// Two clocks and what stands after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockRange<'a> {
    /// Minutes after midnight.
    pub start: u16,
    /// Minutes after midnight, not before the start.
    pub end: u16,
    /// The words after the clocks: a subject, say.
    pub rest: &'a str,
}

/// From one clock to another: `08:30-09:20`, `8.30 – 9.20`, `kl. 8:30 till 9:20`, `8:30-9:20 NO`; a day may stand before.
#[must_use]
pub fn clock_range_of_text(text: &str) -> Option<ClockRange<'_>> {
    let tokens = tokens(text);
    let before = day_at(&tokens).map_or_else(|| before_clock(&tokens), |(_, used)| used);
    let (start, after) = clock_beside(tokens.get(before..)?)?;
    let word = usize::from(after.first().is_some_and(|token| token.is(&["till", "to"])));
    let after = after.get(word..)?;
    let joined = matches!(after.first()?.joint(), Joint::Dash | Joint::WideDash | Joint::Space);
    let (end, used) = clock_at(after).filter(|_| joined && start.offset.is_none())?;
    let rest = after.get(used - 1)?.rest.trim_start_matches([' ', '\u{a0}', ',', ';', ':', '-']).trim();
    (start.minute <= end).then_some(ClockRange { start: start.minute, end, rest })
}

/// A clock at the beginning of the tokens, and how many it takes: hours and minutes, then seconds and their fractions.
pub(super) fn clock_at(tokens: &[Token<'_>]) -> Option<(u16, usize)> {
    let (hours, minutes) = (tokens.first()?, tokens.get(1)?);
    let mark = Some(minutes.gap).filter(|gap| matches!(*gap, ":" | "."))?;
    if hours.text.len() > 2 || minutes.text.len() != 2 {
        return None;
    }
    let minute = minute_of(hours.text, minutes.text)?;
    let Some(seconds) = tokens.get(2).filter(|token| token.gap == mark && token.digits().is_some()) else { return Some((minute, 2)) };
    let _seconds = seconds.number_of(2).filter(|seconds| *seconds < 60)?;
    let fraction = tokens.get(3).is_some_and(|token| matches!(token.gap, "." | ",") && token.digits().is_some());
    Some((minute, 3 + usize::from(fraction)))
}

/// The time zone after a clock, in minutes ahead of UTC, and how many tokens it takes: `Z`, `UTC`, `+02:00`, `+0200`, `+02`. An
/// offset with a minus is read only after a `T` between day and clock: elsewhere `08:30-09:20` is a lesson.
pub(super) fn zone_at(tokens: &[Token<'_>], machine: bool) -> Option<(i32, usize)> {
    let first = tokens.first()?;
    if first.is(&["z", "utc", "gmt"]) && matches!(first.joint(), Joint::Glued | Joint::Space) {
        return Some((0, 1));
    }
    let sign = match first.gap.trim() {
        "+" => 1,
        "-" | "\u{2212}" if machine => -1,
        _ => return None,
    };
    let digits = first.digits()?;
    let (hours, minutes, used) = match (digits.len(), tokens.get(1)) {
        (4, _) => (digits.get(..2)?, digits.get(2..)?, 1),
        (2, Some(minutes)) if minutes.gap == ":" => (digits, minutes.digits()?, 2),
        (2, _) => (digits, "00", 1),
        _ => return None,
    };
    Some((sign * i32::from(minute_of(hours, minutes)?), used))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_in_many_spellings() {
        for text in [
            "8:30",
            "08.30",
            "8.30",
            "08:30:00",
            "08:30:15.250",
            "kl. 8:30",
            "kl 08.30",
            "klockan 8:30",
            "2025-08-18 08:30",
            "20200909, 08:30",
            "mån 08:30",
            "18/8 08:30",
            "2025-08-18T08:30:00",
            "2025-08-18T06:30:00Z",
            "2025-01-18T07:30:00Z",
            "2025-08-18T08:30:00+02:00",
        ] {
            assert_eq!(clock_of_text(text), Some(510), "{text}");
        }
        for text in ["24:00", "8:60", "830", "0830", "8:5", "", "2025-08-18", "08:30Z", "8", "8:30 AM", "18.8.2025", "08:30:75", "-8:30"] {
            assert_eq!(clock_of_text(text), None, "{text}");
        }
        assert_eq!(clock_of_digits("0830"), Some(510));
        for text in ["830", "2430", "08:30", "08:3", "+830"] {
            assert_eq!(clock_of_digits(text), None, "{text}");
        }
    }

    #[test]
    fn stretches_between_two_clocks() {
        for (text, rest) in [
            ("08:30-09:20", ""),
            ("8:30-9:20 NO", "NO"),
            ("8.30 – 9.20, Ma 2b", "Ma 2b"),
            ("kl. 8:30 till 9:20", ""),
            ("2025-08-18 08:30-09:20", ""),
            ("18 aug 25 08:30 09:20", ""),
            ("mån 08:30-09:20 SV", "SV"),
        ] {
            assert_eq!(clock_range_of_text(text), Some(ClockRange { start: 510, end: 560, rest }), "{text}");
        }
        for text in ["08:30", "09:20-08:30", "8-9", "2025-08-18 - 2025-08-19", "NO 8:30-9:20", ""] {
            assert_eq!(clock_range_of_text(text), None, "{text}");
        }
    }
}
