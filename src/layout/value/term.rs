//! School years, terms and months.

use super::day::{month_of_token, near_year};
use super::period::{Period, period_at, period_of_text};
use super::token::{Joint, Token, tokens};
use crate::calendar::{Half, SchoolYear};

/// The term that a text names and nothing else: `HT 2025`, `HT25`, `Höstterminen 2025`, `VT 2024/25`, `HT`.
#[must_use]
pub fn term_of_text(text: &str) -> Option<(Half, Option<i32>)> {
    match period_of_text(text)? {
        Period::Term(half, year) => Some((half, year)),
        _ => None,
    }
}

/// The school year that a text names and nothing else: `2024/25`, `24/25`, `2024-2025`, `läsår 2024-2025`, `Läsåret 24-25`.
#[must_use]
pub fn school_year_of_text(text: &str) -> Option<SchoolYear> {
    let tokens = tokens(text);
    match period_at(&tokens).filter(|(period, _)| matches!(period, Period::SchoolYear(_))).or_else(|| years_at(&tokens))? {
        (Period::SchoolYear(year), used) if used == tokens.len() => Some(year),
        _ => None,
    }
}

/// A school year, a term or a month.
pub(super) fn piece_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    let word = tokens.first()?;
    if word.is(&["lasar", "lasaret", "schoolyear", "skolar", "skolaret"]) {
        let (year, used) = years_at(tokens.get(1..)?)?;
        return Some((year, used + 1));
    }
    if let Some((half, sure)) = half_of(word) {
        let rest = tokens.get(1..)?;
        if let Some((Period::SchoolYear(year), used)) = rest.first().filter(|year| is_near(year)).and_then(|_| years_at(rest)) {
            return Some((term_in(half, year), used + 1));
        }
        let year = rest.first().filter(|_| !begins_day(rest)).filter(|year| is_near(year));
        let year = year.and_then(|year| year_of(year).or_else(|| near_year(year.digits()?)));
        return if year.is_some() { Some((Period::Term(half, year), 2)) } else { sure.then_some((Period::Term(half, None), 1)) };
    }
    if let Some(month) = month_of_token(word) {
        let rest = tokens.get(1..)?;
        let year = rest.first().filter(|year| is_near(year) && !begins_day(rest)).and_then(year_of)?;
        return Some((Period::Month(year, month), 2));
    }
    let (year, next) = (year_of(word)?, tokens.get(1)?);
    if let Some((half, _)) = half_of(next).filter(|_| is_near(next)) {
        return Some((Period::Term(half, Some(year)), 2));
    }
    if next.joint() == Joint::Dash
        && let Some(month) = next.number_of(2).and_then(|month| u8::try_from(month).ok()).filter(|month| (1..=12).contains(month))
    {
        // `2011-12` is a month, as ISO 8601 writes it; a school year would have said so.
        return (!begins_day(tokens)).then_some((Period::Month(year, month), 2));
    }
    years_at(tokens).filter(|_| word.text.len() == 4)
}

/// `24/25` without a word before it: not where it could be a day of a month.
pub(super) fn short_school_year_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    let slash = tokens.get(1)?.joint() == Joint::Mark('/') && tokens.get(1)?.number_of(2)? > 12 && tokens.first()?.number_of(2).is_some();
    let alone = tokens.get(2).is_none_or(|next| next.joint() != Joint::Mark('/'));
    years_at(tokens).filter(|_| slash && alone)
}

/// Whether a year is the beginning of `2025-08-18`, or of what only looks like it.
fn begins_day(tokens: &[Token<'_>]) -> bool {
    let short = |token: &Token<'_>| token.joint() == Joint::Dash && token.digits().is_some_and(|digits| digits.len() <= 2);
    tokens.iter().skip(1).take(2).filter(|token| short(token)).count() == 2
}

/// Two successive years: `2024-2025`, `2024/25`, `24/25`.
fn years_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    let (first, last) = (tokens.first()?, tokens.get(1)?);
    let start = year_of(first).or_else(|| near_year(first.digits()?))?;
    let end = year_of(last).or_else(|| near_year(last.digits()?))?;
    let joined = matches!(last.joint(), Joint::Dash | Joint::WideDash | Joint::Mark('/' | '_'));
    (joined && end == start + 1 && last.text.len() <= first.text.len()).then_some((Period::SchoolYear(SchoolYear(start)), 2))
}

/// A calendar year of four digits that school data can be of.
fn year_of(token: &Token<'_>) -> Option<i32> {
    i32::try_from(token.number_of(4)?).ok().filter(|year| (1990..2100).contains(year))
}

/// The term of a word, and whether it is one also without a year.
fn half_of(token: &Token<'_>) -> Option<(Half, bool)> {
    Some(match token.word()?.as_str() {
        "ht" | "hosttermin" | "hostterminen" => (Half::Autumn, true),
        "vt" | "vartermin" | "varterminen" => (Half::Spring, true),
        "hosten" => (Half::Autumn, false),
        "varen" => (Half::Spring, false),
        _ => return None,
    })
}

fn is_near(token: &Token<'_>) -> bool {
    matches!(token.joint(), Joint::Glued | Joint::Space | Joint::Dash | Joint::Mark('_' | '.' | ':' | '\'' | ','))
}

/// A term of a school year.
pub(super) fn term_in(half: Half, year: SchoolYear) -> Period {
    Period::Term(half, Some(if half == Half::Autumn { year.0 } else { year.0 + 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Day, Span};

    fn exact(first: &str, last: &str) -> Option<Period> {
        Span::new(Day::of_iso(first)?, Day::of_iso(last)?).map(Period::Exact)
    }

    #[test]
    fn terms_in_many_spellings() {
        for text in [
            "HT 2025",
            "HT25",
            "ht2025",
            "HT-25",
            "HT_2025",
            "Hösttermin 2025",
            "Höstterminen 2025",
            "Termin: HT 2025",
            "2025HT",
            "2025 ht",
            "HT 25/26",
            "HT 2025/2026",
            "hösten 2025",
        ] {
            assert_eq!(term_of_text(text), Some((Half::Autumn, Some(2025))), "{text}");
        }
        assert_eq!(term_of_text("VT26"), Some((Half::Spring, Some(2026))));
        assert_eq!(term_of_text("VT 2024/25"), Some((Half::Spring, Some(2025))));
        assert_eq!(term_of_text("HT"), Some((Half::Autumn, None)));
        assert_eq!(term_of_text("va\u{30a}rterminen"), Some((Half::Spring, None)));
        for text in ["HTML", "hösten", "HT 2025 x", "25", "ht 75", ""] {
            assert_eq!(term_of_text(text), None, "{text}");
        }
    }

    #[test]
    fn school_years_in_many_spellings() {
        for text in [
            "2024/25",
            "2024/2025",
            "24/25",
            "läsår 2024-2025",
            "lasar 2024-2025",
            "Läsåret 24-25",
            "2024-2025",
            "2024-25",
            "Läsår: 2024/25",
        ] {
            assert_eq!(school_year_of_text(text), Some(SchoolYear(2024)), "{text}");
        }
        assert_eq!(school_year_of_text("läsår 2011-12"), Some(SchoolYear(2011)));
        for text in ["2024/26", "2024", "2025/24", "24/26", "10/60", "24/2025", "1899-1900", ""] {
            assert_eq!(school_year_of_text(text), None, "{text}");
        }
        assert_eq!(period_of_text("24/25"), Some(Period::SchoolYear(SchoolYear(2024))));
        // 11 December.
        assert_eq!(period_of_text("11/12"), None);
    }

    #[test]
    fn months_in_many_spellings() {
        for text in ["augusti 2025", "aug 2025", "Aug-2025", "2025-08"] {
            assert_eq!(period_of_text(text), Some(Period::Month(2025, 8)), "{text}");
        }
        assert_eq!(period_of_text("2011-12"), Some(Period::Month(2011, 12)));
        assert_eq!(period_of_text("aug 2025 - dec 2025"), exact("2025-08-01", "2025-12-31"));
        assert_eq!(period_of_text("2025-13"), None);
        assert_eq!(Period::Month(2024, 2).span().map(Period::Exact), exact("2024-02-01", "2024-02-29"));
    }
}
