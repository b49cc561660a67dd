//! Weeks and weekdays.

use super::token::{Joint, Token, tokens};
use crate::calendar::{Day, Span};
use crate::layout::plain;

/// An ISO week, with or without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Week {
    /// 1–53.
    pub number: u8,
    /// The year that the week is counted in.
    pub year: Option<i32>,
}

impl Week {
    /// The Monday of the only such week that shares a day with the span; none when there is none or several.
    #[must_use]
    pub fn monday(self, span: Span) -> Option<Day> {
        self.only(span, |year| {
            let monday = Day::of_week(year, self.number, 1)?;
            Span::new(monday, monday.plus(6))?.and(span).map(|_| monday)
        })
    }

    /// The only day of the span that is this weekday (1–7) of such a week; none when there is none or several.
    #[must_use]
    pub fn day(self, weekday: u8, span: Span) -> Option<Day> {
        self.only(span, |year| Day::of_week(year, self.number, weekday).filter(|day| span.holds(*day)))
    }

    fn only(self, span: Span, find: impl Fn(i32) -> Option<Day>) -> Option<Day> {
        let mut days =
            (span.first().week().0..=span.last().week().0).filter(|year| self.year.is_none_or(|own| own == *year)).filter_map(find);
        days.next().filter(|_| days.next().is_none())
    }
}

/// A week: `v17`, `v. 17`, `vecka 17`, `17`, `2025v17`, `v17 2025`, `2025-W17`. None for a week that the year does not have.
#[must_use]
pub fn week_of_text(text: &str) -> Option<Week> {
    let tokens = tokens(text);
    let is_week = |token: &Token<'_>| token.is(&["v", "w", "vecka", "week"]);
    let near = |token: &Token<'_>| matches!(token.joint(), Joint::Glued | Joint::Space | Joint::Dash | Joint::Mark('.' | ':' | ',' | '/'));
    if !tokens.iter().skip(1).all(near) || tokens.first().is_some_and(|token| !token.gap.trim().is_empty()) {
        return None;
    }
    let (number, year) = match tokens.as_slice() {
        [number] => (number, None),
        [word, number] if is_week(word) => (number, None),
        [word, number, year] if is_week(word) => (number, Some(year)),
        [year, word, number] if is_week(word) => (number, Some(year)),
        _ => return None,
    };
    let number = u8::try_from(number.number(2)?).ok().filter(|number| (1..=53).contains(number))?;
    let Some(year) = year else { return Some(Week { number, year: None }) };
    let year = i32::try_from(year.number_of(4)?).ok()?;
    Day::of_week(year, number, 1).map(|_| Week { number, year: Some(year) })
}

/// A weekday in Swedish or English, whole or shortened: Monday is 1, Sunday 7.
#[must_use]
pub fn weekday_of_text(text: &str) -> Option<u8> {
    weekday_of_word(&plain(text))
}

/// The weekday of a word in the shape that [`plain`] gives it.
pub(super) fn weekday_of_word(word: &str) -> Option<u8> {
    Some(match word {
        "ma" | "man" | "mandag" | "mon" | "monday" => 1,
        "ti" | "tis" | "tisd" | "tisdag" | "tue" | "tues" | "tuesday" => 2,
        "on" | "ons" | "onsd" | "onsdag" | "wed" | "wednesday" => 3,
        "to" | "tor" | "tors" | "torsd" | "torsdag" | "thu" | "thur" | "thurs" | "thursday" => 4,
        "fr" | "fre" | "fred" | "fredag" | "fri" | "friday" => 5,
        "lo" | "lor" | "lord" | "lordag" | "sat" | "saturday" => 6,
        "so" | "son" | "sond" | "sondag" | "sun" | "sunday" => 7,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_in_many_spellings() {
        for (text, year) in [
            ("v17", None),
            ("v. 17", None),
            ("V17", None),
            ("vecka 17", None),
            ("Vecka: 17", None),
            ("17", None),
            ("2025v17", Some(2025)),
            ("v17 2025", Some(2025)),
            ("v.17, 2025", Some(2025)),
            ("2025-W17", Some(2025)),
            ("2025 vecka 17", Some(2025)),
        ] {
            assert_eq!(week_of_text(text), Some(Week { number: 17, year }), "{text}");
        }
        for text in ["", "v", "2517", "0", "54", "v54", "2025-W53", "2025-17", "v17-18", "17 v", "-17", "17,5", "v17 25", "17 april"] {
            assert_eq!(week_of_text(text), None, "{text}");
        }
        assert_eq!(week_of_text("2020-W53"), Some(Week { number: 53, year: Some(2020) }));
    }

    #[test]
    fn weekdays_in_two_languages() {
        for (text, weekday) in
            [("måndag", 1), ("mån", 1), ("må", 1), ("Mon", 1), ("Monday", 1), ("Tors.", 4), ("LÖRDAG", 6), ("so\u{308}n", 7)]
        {
            assert_eq!(weekday_of_text(text), Some(weekday), "{text}");
        }
        for text in ["", "månad", "m", "8", "17"] {
            assert_eq!(weekday_of_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_week_is_placed_only_where_one_can_be() {
        let span = |first, last| Day::of_iso(first).zip(Day::of_iso(last)).and_then(|(first, last)| Span::new(first, last));
        let week = |number| Week { number, year: None };
        let monday = |number, span: Option<Span>| span.and_then(|span| week(number).monday(span));
        // The term begins on a Wednesday; its first week still has its Monday.
        assert_eq!(monday(34, span("2025-08-20", "2026-06-10")), Day::of(2025, 8, 18));
        assert_eq!(monday(1, span("2025-08-20", "2026-06-10")), Day::of(2025, 12, 29));
        assert_eq!(monday(30, span("2025-08-20", "2026-06-10")), None);
        let two_years = span("2025-01-01", "2026-12-31");
        assert_eq!(monday(17, two_years), None);
        assert_eq!(two_years.and_then(|span| Week { number: 17, year: Some(2026) }.monday(span)), Day::of(2026, 4, 20));
        assert_eq!(span("2025-01-01", "2025-12-31").and_then(|span| week(1).day(5, span)), Day::of(2025, 1, 3));
        assert_eq!(span("2025-08-20", "2025-12-19").and_then(|span| week(34).day(1, span)), None);
    }
}
