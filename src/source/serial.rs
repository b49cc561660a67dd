//! Excel's dates: days and parts of a day since an epoch, as one floating-point number.

use super::Cell;
use crate::calendar::Day;

/// The first day of a workbook's count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Epoch {
    /// Serial 25 569 is 1 January 1970. (Excel's 29 February 1900 lies before any day that can be told.)
    Of1900,
    /// Serial 24 107 is 1 January 1970: workbooks that began on an old Macintosh.
    Of1904,
}

/// What a serial number with a date format shows: a day, a clock (below one day), or both. A number that [`Day`] cannot tell
/// stays a number.
pub(super) fn moment(serial: f64, epoch: Epoch) -> Cell<'static> {
    let unix = match epoch {
        Epoch::Of1900 => 25_569,
        Epoch::Of1904 => 24_107,
    };
    let minutes = whole_minutes(serial);
    let (days, clock) = (minutes.div_euclid(24 * 60), u16::try_from(minutes.rem_euclid(24 * 60)).unwrap_or_default());
    match (days, u16::try_from(days - unix).ok().map(Day::from_number), clock) {
        (0, _, clock) => Cell::Clock(clock),
        (_, Some(day), 0) => Cell::Day(day),
        (_, Some(day), clock) => Cell::Moment(day, clock),
        (_, None, _) => Cell::Number(serial),
    }
}

/// What a serial number with a format of elapsed time, such as `[h]:mm`, shows.
pub(super) fn duration(serial: f64) -> Cell<'static> {
    u16::try_from(whole_minutes(serial)).map_or(Cell::Number(serial), Cell::Clock)
}

/// The day, clock or both of ISO 8601 text, as strict workbooks have them.
pub(super) fn iso(text: &str) -> Option<Cell<'static>> {
    let (date, clock) = match text.split_once('T') {
        Some((date, clock)) => (date, Some(clock)),
        None if text.contains(':') => ("", Some(text)),
        None => (text, None),
    };
    let clock = match clock {
        Some(clock) => Some(clock_of(clock)?),
        None => None,
    };
    match (Day::of_iso(date), clock) {
        (Some(day), None | Some(0)) => Some(Cell::Day(day)),
        (Some(day), Some(clock)) => Some(Cell::Moment(day, clock)),
        (None, Some(clock)) if date.is_empty() => Some(Cell::Clock(clock)),
        (None, _) => None,
    }
}

/// A length of time of ISO 8601 such as `PT08H30M00S`, as OpenDocument has its clocks; seconds are dropped.
pub(super) fn iso_duration(text: &str) -> Option<Cell<'static>> {
    let mut rest = text.strip_prefix('P')?;
    let (mut minutes, mut of_a_day) = (0_u32, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, of_a_day) = (after, true);
            continue;
        }
        let (number, after) = rest.split_at_checked(rest.find(|letter: char| letter.is_ascii_alphabetic())?)?;
        let mut letters = after.chars();
        let unit = match (letters.next()?, of_a_day) {
            ('D', false) => 24 * 60,
            ('H', true) => 60,
            ('M', true) => 1,
            ('S', true) => 0,
            _ => return None,
        };
        if unit > 0 {
            minutes = minutes.checked_add(number.parse::<u32>().ok()?.checked_mul(unit)?)?;
        }
        rest = letters.as_str();
    }
    u16::try_from(minutes).ok().map(Cell::Clock)
}

fn clock_of(text: &str) -> Option<u16> {
    let mut parts = text.split(':');
    let (hours, minutes): (u16, u16) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Minutes since the epoch. 08:30 is stored as 0.354166…, a hair less or more, so seconds are rounded before they are dropped.
#[expect(clippy::cast_possible_truncation, reason = "a cast from floating point saturates, and what is out of reach is refused later")]
fn whole_minutes(serial: f64) -> i64 {
    ((serial * 86_400.0).round() as i64).div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serial_numbers_are_days_clocks_and_moments() {
        let day = Day::of(2025, 8, 18).unwrap_or(Day::MAX);
        for (serial, epoch, cell) in [
            (45_887.0, Epoch::Of1900, Cell::Day(day)),
            (44_425.0, Epoch::Of1904, Cell::Day(day)),
            (45_887.354_166_666_7, Epoch::Of1900, Cell::Moment(day, 510)),
            (45_887.354_166_6, Epoch::Of1900, Cell::Moment(day, 510)),
            (0.354_166_666_666_666_7, Epoch::Of1900, Cell::Clock(510)),
            (0.999_988_425_925_926, Epoch::Of1904, Cell::Clock(1439)),
            (0.0, Epoch::Of1900, Cell::Clock(0)),
            (25_568.0, Epoch::Of1900, Cell::Number(25_568.0)),
            (f64::INFINITY, Epoch::Of1900, Cell::Number(f64::INFINITY)),
            (-1.0, Epoch::Of1900, Cell::Number(-1.0)),
        ] {
            assert_eq!(moment(serial, epoch), cell, "{serial}");
        }
        assert_eq!(duration(1.5), Cell::Clock(2160));
        assert_eq!(duration(100.0), Cell::Number(100.0));
    }

    #[test]
    fn iso_text_is_read() {
        let day = Day::of(2025, 8, 18).unwrap_or(Day::MAX);
        assert_eq!(iso("2025-08-18"), Some(Cell::Day(day)));
        assert_eq!(iso("2025-08-18T00:00:00"), Some(Cell::Day(day)));
        assert_eq!(iso("2025-08-18T08:30:00.000"), Some(Cell::Moment(day, 510)));
        assert_eq!(iso("08:30:00"), Some(Cell::Clock(510)));
        assert_eq!(iso_duration("PT08H30M00.000S"), Some(Cell::Clock(510)));
        assert_eq!(iso_duration("P1DT1H"), Some(Cell::Clock(1500)));
        assert_eq!(iso_duration("P1M"), None);
        assert_eq!(iso_duration("PT"), Some(Cell::Clock(0)));
        assert_eq!(iso_duration("08:30"), None);
        assert_eq!(iso("18 augusti"), None);
        assert_eq!(iso("2025-08-18T25:00"), None);
    }
}
