//! Periods as titles, cells and file names tell them.

use super::day::{clock_beside, day_at, month_of_token, near_year, part_day_at};
use super::token::{Joint, Token, tokens};
use crate::calendar::{Day, Half, SchoolYear, Span, Term};

/// A stretch of time that a text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// From a day to a day.
    Exact(Span),
    /// From a day on; the end stands elsewhere.
    From(Day),
    /// Until a day, it included; the beginning stands elsewhere.
    To(Day),
    /// A school year.
    SchoolYear(SchoolYear),
    /// A term, with or without its calendar year.
    Term(Half, Option<i32>),
    /// A month: calendar year and 1–12.
    Month(i32, u8),
}

impl Period {
    /// Its days; none when only a half of it is said.
    #[must_use]
    pub fn span(self) -> Option<Span> {
        match self {
            Self::Exact(span) => Some(span),
            Self::From(_) | Self::To(_) | Self::Term(_, None) => None,
            Self::SchoolYear(year) => year.span(),
            Self::Term(half, Some(year)) => Term { year, half }.span(),
            Self::Month(year, month) => {
                let first = Day::of(year, month, 1)?;
                Span::new(first, first.plus_months(1).plus(-1))
            }
        }
    }

    /// Which of several periods in a text is the one meant: the more exact goes first.
    const fn rank(self) -> u8 {
        match self {
            Self::Exact(_) => 0,
            Self::From(_) | Self::To(_) => 1,
            Self::Term(_, Some(_)) => 2,
            Self::SchoolYear(_) => 3,
            Self::Month(..) => 4,
            Self::Term(_, None) => 5,
        }
    }
}

/// A text that is a period and nothing else, but for a word such as `Period:` before it: `2025-08-18 – 2025-12-19`,
/// `20250818-20251219`, `18 aug - 19 dec 2025`, `Från och med : 2025-08-18`, `HT 2025`, `Läsåret 24-25`, `2024/25`, `augusti 2025`.
#[must_use]
pub fn period_of_text(text: &str) -> Option<Period> {
    let tokens = tokens(text);
    let labels = tokens.iter().take_while(|token| token.is(&["period", "tidsperiod", "termin", "avser", "datum", "tid"])).count();
    let rest = tokens.get(labels..)?;
    let (period, used) = period_at(rest).or_else(|| short_school_year_at(rest))?;
    (used == rest.len() && rest.first().is_some_and(|token| labels > 0 || token.gap.trim().is_empty())).then_some(period)
}

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

/// The period in a title or a file name: `Ekskolan lasar 2024-2025.xls`, `Närvaro_HT2025_Björkskolan.xlsx`. Of several kinds the
/// most exact is meant; none when a text names two of a kind. A day by itself is no period: it may be the day of printing.
#[must_use]
pub fn find_period(text: &str) -> Option<Period> {
    let tokens = tokens(text);
    let mut found: Vec<Period> = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let week = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| token.is(&["v", "vecka", "veckor", "week"]));
        let period = period_at(rest).or_else(|| short_school_year_at(rest)).filter(|_| !week);
        let used = period.map(|(_, used)| used).or_else(|| day_at(rest).map(|(_, used)| used)).unwrap_or(1);
        found.extend(period.map(|(period, _)| period).filter(|period| !found.contains(period)));
        at += used.max(1);
    }
    join_halves(&mut found);
    let best = found.iter().map(|period| period.rank()).min()?;
    let mut best = found.into_iter().filter(|period| period.rank() == best);
    best.next().filter(|_| best.next().is_none())
}

/// Makes one of two that belong together: a beginning and an end, a school year and one of its terms.
fn join_halves(found: &mut Vec<Period>) {
    let one = |pick: &dyn Fn(&Period) -> bool| {
        let mut picked = found.iter().copied().filter(|period| pick(period));
        picked.next().filter(|_| picked.next().is_none())
    };
    let (from, to) = (one(&|period| matches!(period, Period::From(_))), one(&|period| matches!(period, Period::To(_))));
    let (year, half) = (one(&|period| matches!(period, Period::SchoolYear(_))), one(&|period| matches!(period, Period::Term(_, None))));
    let span = match (from, to) {
        (Some(Period::From(first)), Some(Period::To(last))) => Span::new(first, last).map(Period::Exact),
        _ => None,
    };
    let term = match (year, half) {
        (Some(Period::SchoolYear(year)), Some(Period::Term(half, None))) => Some(term_in(half, year)),
        _ => None,
    };
    found.extend(span.into_iter().chain(term));
}

fn term_in(half: Half, year: SchoolYear) -> Period {
    Period::Term(half, Some(if half == Half::Autumn { year.0 } else { year.0 + 1 }))
}

/// A period at the beginning of the tokens, and how many it takes.
fn period_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    days_at(tokens).or_else(|| {
        let (first, used) = piece_at(tokens)?;
        // `HT25-VT26`, `aug 2025 - dec 2025`.
        let joined = || {
            let rest = tokens.get(used..)?;
            let (last, more) = connected(rest, piece_at)?;
            let span = Span::new(first.span()?.first(), last.span()?.last())?;
            (first.rank() == last.rank() && !matches!(first, Period::SchoolYear(_))).then_some((Period::Exact(span), used + more))
        };
        joined().or(Some((first, used)))
    })
}

/// From a day to a day, or one of both.
fn days_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    let from = words_at(tokens, &[&["fran", "och", "med"], &["fr", "o", "m"], &["from"], &["fran"], &["startdatum"], &["start", "date"]]);
    let to = words_at(tokens, &[&["till", "och", "med"], &["t", "o", "m"], &["tom"], &["slutdatum"], &["end", "date"]]);
    if to > 0 {
        let (day, used) = moment_at(tokens.get(to..)?)?;
        return Some((Period::To(day), to + used));
    }
    let rest = tokens.get(from..)?;
    if let Some((first, used)) = moment_at(rest) {
        let both = connected(rest.get(used..)?, moment_at)
            .and_then(|(last, more)| Some((Period::Exact(Span::new(first, last)?), from + used + more)));
        return both.or((from > 0).then_some((Period::From(first), from + used)));
    }
    // The year stands at the end only: `18 aug - 19 dec 2025`.
    let (first, used) = part_day_at(rest)?;
    let (last, more) = connected(rest.get(used..)?, moment_at)?;
    let first = Day::of(last.civil().0, first.month, first.day)?;
    Some((Period::Exact(Span::new(first, last)?), from + used + more))
}

/// A day with or without a clock.
fn moment_at(tokens: &[Token<'_>]) -> Option<(Day, usize)> {
    let (day, used) = day_at(tokens)?;
    let rest = tokens.get(used..)?;
    Some((day, clock_beside(rest).map_or(used, |(_, after)| tokens.len() - after.len())))
}

/// What stands behind a dash or a word for *until*, and how many tokens both take.
fn connected<'a, T>(rest: &[Token<'a>], read: impl Fn(&[Token<'a>]) -> Option<(T, usize)>) -> Option<(T, usize)> {
    let words =
        words_at(rest, &[&["till", "och", "med"], &["t", "o", "m"], &["tom"], &["till"], &["to"], &["slutdatum"], &["end", "date"]]);
    let dashed = || {
        rest.first()
            .is_some_and(|token| matches!(token.joint(), Joint::Dash | Joint::WideDash | Joint::Mark('/')) || token.gap.trim() == "--")
    };
    if words == 0 && !dashed() {
        return None;
    }
    let (read, used) = read(rest.get(words..)?)?;
    Some((read, words + used))
}

/// How many tokens the first of these phrases takes that the tokens begin with.
fn words_at(tokens: &[Token<'_>], phrases: &[&[&str]]) -> usize {
    let begins = |phrase: &&&[&str]| phrase.len() <= tokens.len() && phrase.iter().zip(tokens).all(|(word, token)| token.is(&[word]));
    phrases.iter().find(begins).map_or(0, |phrase| phrase.len())
}

/// A school year, a term or a month.
fn piece_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
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
fn short_school_year_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn exact(first: &str, last: &str) -> Option<Period> {
        Span::new(Day::of_iso(first)?, Day::of_iso(last)?).map(Period::Exact)
    }

    #[test]
    fn periods_from_day_to_day() {
        for text in [
            "2025-08-18 - 2025-12-19",
            "2025-08-18 – 2025-12-19",
            "2025-08-18--2025-12-19",
            "2025-08-18/2025-12-19",
            "2025-08-18 00:00 - 2025-12-19 23:59",
            "18 aug 2025 - 19 dec 2025",
            "18 aug - 19 dec 2025",
            "18/8 - 19/12 2025",
            "18/8-19/12 2025",
            "18/8-25 - 19/12-25",
            "20250818-20251219",
            "250818-251219",
            "Period: 2025-08-18 till 2025-12-19",
            "Tidsperiod: 2025-08-18 t.o.m. 2025-12-19",
            "Från och med : 2025-08-18 Till och med : 2025-12-19",
            "fr.o.m. 2025-08-18 t.o.m. 2025-12-19",
        ] {
            assert_eq!(period_of_text(text), exact("2025-08-18", "2025-12-19"), "{text}");
            assert_eq!(find_period(&format!("Närvaro {text} för 5A")), exact("2025-08-18", "2025-12-19"), "{text}");
        }
        let day = Day::of(2025, 8, 18);
        assert_eq!(period_of_text("Från och med : 2025-08-18"), day.map(Period::From));
        assert_eq!(period_of_text("Fr.o.m. 2025-08-18"), day.map(Period::From));
        assert_eq!(period_of_text("Till och med : 2025-08-18"), day.map(Period::To));
        for text in [
            "2025-12-19 - 2025-08-18",
            "2025-08-18",
            "18 aug - 12 jun 2025",
            "20110504-1234",
            "2025-08-18 2025-12-19",
            "",
            "Period:",
            "18/8-19/12",
        ] {
            assert_eq!(period_of_text(text), None, "{text}");
        }
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

    #[test]
    fn periods_in_titles_and_file_names() {
        let year = Some(Period::SchoolYear(SchoolYear(2024)));
        let autumn = Some(Period::Term(Half::Autumn, Some(2025)));
        for (text, period) in [
            ("Ekskolan lasar 2024-2025.xls", year),
            ("Närvaro_HT2025_Björkskolan.xlsx", autumn),
            ("Frånvaro 24/25", year),
            ("Frånvaro läsåret 24-25 åk 7", year),
            ("Läsår 2025/26, HT", autumn),
            ("Statistik HT25 utskriven 2025-12-22", autumn),
            ("Rapport VT26-HT26", exact("2026-01-01", "2026-12-31")),
            ("Från och med : 2025-08-18 Klass 5A Till och med : 2025-12-19", exact("2025-08-18", "2025-12-19")),
            ("Närvaro augusti 2025.csv", Some(Period::Month(2025, 8))),
            ("Frånvaro HT.xlsx", Some(Period::Term(Half::Autumn, None))),
            ("HT25 2025-08-18--2025-10-31", exact("2025-08-18", "2025-10-31")),
            ("Utskriftsdatum: 2025-12-22 08:15:00", None),
            ("18 augusti 2025", None),
            ("HT24 och HT25", None),
            ("Jan_2025-08-18 - 2025-12-19", exact("2025-08-18", "2025-12-19")),
            ("HT 2025-08-18 – 2025-12-19", exact("2025-08-18", "2025-12-19")),
            ("vecka 24/25", None),
            ("5A 2025", None),
            ("Report (3).xlsx", None),
            ("Klass 4/5", None),
            ("10/60", None),
        ] {
            assert_eq!(find_period(text), period, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_period_is_found_wherever_it_stands(first in 12_000_u16..25_000, length in 0_u16..400, before in "[A-ZÅÄÖa-zåäö]{3,9}", gap in prop::sample::select(vec![" - ", " – ", "--", " till ", " t.o.m. "])) {
            let (first, last) = (Day::from_number(first), Day::from_number(first + length));
            let expected = Span::new(first, last).map(Period::Exact);
            let text = format!("{first}{gap}{last}");
            prop_assert_eq!(period_of_text(&text), expected);
            prop_assert_eq!(find_period(&format!("{before}_{text}.xlsx")), expected);
        }

        #[test]
        fn any_text_is_searched_without_failing(text in "[0-9a-zåäöHVT /.:–-]{0,40}") {
            let _any = (find_period(&text), period_of_text(&text), term_of_text(&text), school_year_of_text(&text));
        }
    }
}
