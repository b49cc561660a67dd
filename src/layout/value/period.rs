//! Periods as titles, cells and file names tell them.

use super::day::{clock_beside, day_at, month_of_token, part_day_at};
use super::term::{piece_at, short_school_year_at, term_in};
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

/// The period in a title or a file name: `Ekskolan lasar 2024-2025.xls`, `Närvaro_HT2025_Björkskolan.xlsx`. Of several kinds the
/// most exact is meant; none when a text names two of a kind. A day by itself is no period: it may be the day of printing.
#[must_use]
pub fn find_period(text: &str) -> Option<Period> {
    let tokens = tokens(text);
    let mut found: Vec<Period> = Vec::new();
    let (mut at, mut other_month) = (0, false);
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let week = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| token.is(&["v", "vecka", "veckor", "week"]));
        let period = period_at(rest).or_else(|| short_school_year_at(rest)).filter(|_| !week);
        let used = period.map(|(_, used)| used).or_else(|| day_at(rest).map(|(_, used)| used));
        other_month |= used.is_none() && rest.first().and_then(month_of_token).is_some();
        found.extend(period.map(|(period, _)| period).filter(|period| !found.contains(period)));
        at += used.unwrap_or(1).max(1);
    }
    join_halves(&mut found);
    let best = found.iter().map(|period| period.rank()).min()?;
    let mut best = found.into_iter().filter(|period| period.rank() == best);
    // `maj och juni 2025` are two.
    best.next().filter(|period| best.next().is_none() && !(other_month && matches!(period, Period::Month(..))))
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

/// A period at the beginning of the tokens, and how many it takes.
pub(super) fn period_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    days_at(tokens).or_else(|| months_at(tokens)).or_else(|| {
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

/// `augusti–december 2025`.
fn months_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    let first = month_of_token(tokens.first()?)?;
    let (last, used) = connected(tokens.get(1..)?, piece_at)?;
    let Period::Month(year, _) = last else { return None };
    let span = Span::new(Day::of(year, first, 1)?, last.span()?.last())?;
    Some((Period::Exact(span), 1 + used))
}

/// From a day to a day, or one of both.
fn days_at(tokens: &[Token<'_>]) -> Option<(Period, usize)> {
    let from = words_at(
        tokens,
        &[&["fran", "och", "med"], &["fr", "o", "m"], &["from"], &["fran"], &["startdatum"], &["start", "date"], &["start"]],
    );
    let to = words_at(tokens, &[&["till", "och", "med"], &["t", "o", "m"], &["tom"], &["slutdatum"], &["slut"], &["end", "date"]]);
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
    let words = words_at(
        rest,
        &[&["till", "och", "med"], &["t", "o", "m"], &["tom"], &["till"], &["to"], &["slutdatum"], &["slut"], &["end", "date"]],
    );
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::value::{school_year_of_text, term_of_text};
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
            ("Frånvaro aug-dec 2025", exact("2025-08-01", "2025-12-31")),
            ("Frånvaro maj och juni 2025", None),
            ("Start: 2025-08-18 Slut: 2025-12-19", exact("2025-08-18", "2025-12-19")),
            ("Närvaro_2025_08_18-2025_12_19.xlsx", exact("2025-08-18", "2025-12-19")),
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
