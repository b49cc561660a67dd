//! Days, months and terms. There is no clock here: "today" is an argument.

use time::{Date, Duration, Month, Weekday};

/// A calendar day between 1 January 1970 and 6 June 2149, as days since the first. Two bytes, since the register holds
/// one for every pupil and school day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(u16);

const EPOCH: Date = match Date::from_calendar_date(1970, Month::January, 1) {
    Ok(day) => day,
    Err(_) => Date::MIN,
};

impl Day {
    /// The first day that can be told.
    pub const MIN: Self = Self(0);
    /// The last day that can be told.
    pub const MAX: Self = Self(u16::MAX);

    /// The day `number` days after 1 January 1970.
    #[must_use]
    pub const fn from_number(number: u16) -> Self {
        Self(number)
    }

    /// Days since 1 January 1970.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }

    /// The day of a year, a month (1–12) and a day of the month; none where the calendar has no such day or it lies
    /// outside what can be told.
    #[must_use]
    pub fn of(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        u16::try_from((date - EPOCH).whole_days()).ok().map(Self)
    }

    /// The day of `2025-08-18`; none for any other shape.
    #[must_use]
    pub fn of_iso(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        Self::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Year, month (1–12), day of the month.
    #[must_use]
    pub fn civil(self) -> (i32, u8, u8) {
        let date = self.date();
        (date.year(), u8::from(date.month()), date.day())
    }

    /// The day `days` later (or earlier), kept within what can be told.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        let number = (i32::from(self.0) + days).clamp(0, i32::from(u16::MAX));
        Self(u16::try_from(number).unwrap_or(u16::MAX))
    }

    /// The same date `months` later (or earlier), clamped to the month's end: 31 January and one month is 28 February.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let (year, month, day) = self.civil();
        let count = year * 12 + i32::from(month) - 1 + months;
        let (year, month) = (count.div_euclid(12), u8::try_from(count.rem_euclid(12) + 1).unwrap_or(1));
        (1..=day).rev().find_map(|day| Self::of(year, month, day)).unwrap_or(if months < 0 { Self::MIN } else { Self::MAX })
    }

    /// The day of an ISO week: Monday is 1, Sunday 7. None where the year has no such week.
    #[must_use]
    pub fn of_week(year: i32, week: u8, weekday: u8) -> Option<Self> {
        let ahead = (1..=7).contains(&weekday).then(|| weekday - 1)?;
        let date = Date::from_iso_week_date(year, week, Weekday::Monday.nth_next(ahead)).ok()?;
        u16::try_from((date - EPOCH).whole_days()).ok().map(Self)
    }

    /// The ISO week: its year (which near New Year is not always the day's own) and its number.
    #[must_use]
    pub fn week(self) -> (i32, u8) {
        let (year, week, _) = self.date().to_iso_week_date();
        (year, week)
    }

    /// The day of the week: Monday is 1, Sunday 7.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.date().weekday().number_from_monday()
    }

    /// Saturday or Sunday.
    #[must_use]
    pub fn is_weekend(self) -> bool {
        self.weekday() > 5
    }

    /// The term that this day lies in.
    #[must_use]
    pub fn term(self) -> Term {
        let (year, month, _) = self.civil();
        Term { year, half: if month >= 7 { Half::Autumn } else { Half::Spring } }
    }

    /// The school year that this day lies in.
    #[must_use]
    pub fn school_year(self) -> SchoolYear {
        let (year, month, _) = self.civil();
        SchoolYear(if month >= 7 { year } else { year - 1 })
    }

    /// The first day of this day's term: 1 January or 1 July.
    #[must_use]
    pub fn term_start(self) -> Self {
        let (year, month, _) = self.civil();
        Self::of(year, if month >= 7 { 7 } else { 1 }, 1).unwrap_or(self)
    }

    /// The first day of this day's school year: 1 July.
    #[must_use]
    pub fn school_year_start(self) -> Self {
        let (year, month, _) = self.civil();
        Self::of(if month >= 7 { year } else { year - 1 }, 7, 1).unwrap_or(Self::MIN)
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn month_start(self) -> Self {
        let (year, month, _) = self.civil();
        Self::of(year, month, 1).unwrap_or(self)
    }

    fn date(self) -> Date {
        EPOCH.saturating_add(Duration::days(i64::from(self.0)))
    }
}

impl std::fmt::Display for Day {
    /// `2025-08-18`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// A run of calendar days, both ends included; never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    first: Day,
    last: Day,
}

impl Span {
    /// The days from `first` to `last`; none when they stand in the wrong order.
    #[must_use]
    pub fn new(first: Day, last: Day) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> Day {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> Day {
        self.last
    }

    /// How many days.
    #[must_use]
    pub fn days(self) -> usize {
        usize::from(self.last.0 - self.first.0) + 1
    }

    /// Whether `day` is one of them.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The days that both have; none when they have none.
    #[must_use]
    pub fn and(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// The place of `day` in the span, from 0; none outside it.
    #[must_use]
    pub fn index(self, day: Day) -> Option<usize> {
        self.holds(day).then(|| usize::from(day.0 - self.first.0))
    }

    /// Each day in turn.
    pub fn iter(self) -> impl Iterator<Item = Day> {
        (self.first.0..=self.last.0).map(Day)
    }
}

/// Half a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// Vårtermin: 1 January to 30 June.
    Spring,
    /// Hösttermin: 1 July to 31 December.
    Autumn,
}

/// A term, as `domain` section 5 delimits it. Terms order by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    /// The calendar year.
    pub year: i32,
    /// Which half of the calendar year.
    pub half: Half,
}

impl Term {
    /// Its days; none outside what can be told.
    #[must_use]
    pub fn span(self) -> Option<Span> {
        let (first, last) = match self.half {
            Half::Spring => (Day::of(self.year, 1, 1)?, Day::of(self.year, 6, 30)?),
            Half::Autumn => (Day::of(self.year, 7, 1)?, Day::of(self.year, 12, 31)?),
        };
        Span::new(first, last)
    }
}

/// A school year, 1 July to 30 June, by the calendar year in which it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolYear(pub i32);

impl SchoolYear {
    /// Its days; none outside what can be told.
    #[must_use]
    pub fn span(self) -> Option<Span> {
        Span::new(Day::of(self.0, 7, 1)?, Day::of(self.0 + 1, 6, 30)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::of_iso(text).unwrap_or(Day::MAX)
    }

    #[test]
    fn days_are_read_and_written() {
        for text in ["1970-01-01", "2024-02-29", "2025-08-18", "2149-06-06"] {
            assert_eq!(day(text).to_string(), text);
        }
        for text in ["2025-02-29", "2025-13-01", "25-08-18", "2025-8-18", "1969-12-31", "2149-06-07", ""] {
            assert_eq!(Day::of_iso(text), None, "{text}");
        }
    }

    #[test]
    fn months_are_clamped_to_their_end() {
        assert_eq!(day("2025-01-31").plus_months(1), day("2025-02-28"));
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2025-12-19").plus_months(-1), day("2025-11-19"));
        assert_eq!(day("2025-03-30").plus_months(-1), day("2025-02-28"));
        assert_eq!(day("2025-11-30").plus_months(3), day("2026-02-28"));
    }

    #[test]
    fn terms_and_school_years_start_where_the_domain_says() {
        assert_eq!(day("2025-06-30").term_start(), day("2025-01-01"));
        assert_eq!(day("2025-07-01").term_start(), day("2025-07-01"));
        assert_eq!(day("2025-06-30").school_year_start(), day("2024-07-01"));
        assert_eq!(day("2025-12-31").school_year_start(), day("2025-07-01"));
    }

    #[test]
    fn terms_and_school_years_hold_their_days() {
        for text in ["2025-01-01", "2025-06-30", "2025-07-01", "2025-12-31"] {
            let day = day(text);
            assert_eq!(day.term().span().map(|span| (span.first(), span.holds(day))), Some((day.term_start(), true)), "{text}");
            assert_eq!(
                day.school_year().span().map(|span| (span.first(), span.holds(day))),
                Some((day.school_year_start(), true)),
                "{text}"
            );
        }
        assert!(day("2025-06-30").term() < day("2025-07-01").term());
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (text, year, week, weekday) in
            [("2025-08-18", 2025, 34, 1), ("2024-12-30", 2025, 1, 1), ("2021-01-03", 2020, 53, 7), ("2025-04-21", 2025, 17, 1)]
        {
            let day = day(text);
            assert_eq!((day.week(), day.weekday()), ((year, week), weekday), "{text}");
            assert_eq!(Day::of_week(year, week, weekday), Some(day), "{text}");
        }
        assert_eq!(Day::of_week(2025, 53, 1), None);
        assert_eq!((Day::of_week(2025, 17, 0), Day::of_week(2025, 17, 8)), (None, None));
    }
}
