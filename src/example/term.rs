//! The school year that the example plays in.

use crate::calendar::{Day, Span};

/// Calendar weeks from the first school day to the last, holidays included.
pub(super) const WEEKS: u16 = 43;

/// Year, month, day: the first Monday of the school year 2025/26.
const START: (i32, u8, u8) = (2025, 8, 18);

/// Days without school, first and last, as most municipalities have them: autumn (week 44), Christmas, winter (week 9),
/// Easter, 1 May, Ascension with its Friday, and what follows the last day.
const HOLIDAYS: [[(i32, u8, u8); 2]; 7] = [
    [(2025, 10, 27), (2025, 10, 31)],
    [(2025, 12, 20), (2026, 1, 9)],
    [(2026, 2, 23), (2026, 2, 27)],
    [(2026, 4, 3), (2026, 4, 10)],
    [(2026, 5, 1), (2026, 5, 1)],
    [(2026, 5, 14), (2026, 5, 15)],
    [(2026, 6, 13), (2026, 6, 30)],
];

/// A day with lessons.
#[derive(Clone, Copy, Debug)]
pub(super) struct SchoolDay {
    pub(super) day: Day,
    /// From Monday, 0, to Friday, 4.
    pub(super) weekday: usize,
}

/// The Monday that the school year begins on.
pub(super) fn first_day() -> Day {
    of(START)
}

/// The school days of the first `weeks` calendar weeks of the school year.
pub(super) fn school_days(weeks: u16) -> Vec<SchoolDay> {
    let start = first_day();
    let holidays: Vec<Span> = HOLIDAYS.iter().filter_map(|[first, last]| Span::new(of(*first), of(*last))).collect();
    (0..weeks.min(WEEKS) * 7)
        .map(|offset| SchoolDay { day: start.plus(i32::from(offset)), weekday: usize::from(offset % 7) })
        .filter(|day| day.weekday < 5 && !holidays.iter().any(|span| span.holds(day.day)))
        .collect()
}

fn of((year, month, day): (i32, u8, u8)) -> Day {
    Day::of(year, month, day).unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_autumn_term_has_its_days() {
        let days: Vec<String> = school_days(18).iter().map(|day| day.day.to_string()).collect();
        assert_eq!(days.len(), 17 * 5);
        assert_eq!((days.first().map(String::as_str), days.last().map(String::as_str)), (Some("2025-08-18"), Some("2025-12-19")));
        assert!(!days.iter().any(|day| day.as_str() >= "2025-10-25" && day.as_str() <= "2025-11-02"));
        assert!(school_days(18).iter().all(|day| !day.day.is_weekend()));
    }

    #[test]
    fn a_school_year_is_as_long_as_schools_have_it() {
        assert_eq!(school_days(WEEKS).len(), 181);
        assert_eq!(school_days(500).len(), 181);
    }
}
