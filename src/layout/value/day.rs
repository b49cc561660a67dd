//! Days, with a year and without, and moments in other time zones.

use super::clock::{Clock, clock_at, zone_at};
use super::token::{Joint, Token, tokens};
use super::week::weekday_of_word;
use crate::calendar::{Day, Span};
use crate::source::Cell;

/// The serial number of 1 January 1970 in Excel's 1900 date system.
const SERIAL_OF_1970: u32 = 25_569;

/// A day: a workbook's date, its serial number, or text that [`day_of_text`] reads.
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
    let whole = super::whole(number)?;
    if (19_700_101..=21_490_606).contains(&whole) {
        return day_of_digits(&whole.to_string());
    }
    // 1982 to 2119: outside it a number in a date column is something else.
    (30_000..=80_000).contains(&whole).then(|| whole - SERIAL_OF_1970).and_then(|number| u16::try_from(number).ok()).map(Day::from_number)
}

/// A day from text: `2025-08-18`, `2025/08/18`, `2025.08.18`, `20250818`, `250818`, `18-08-2025`, `18.8.2025`, `18/8 2025`,
/// `18/8-25`, `18 aug-25`, `mån 18 aug 2025`, `den 18 augusti 2025`. The day stands before the month, as in Swedish: `8/18/25` is
/// none. Three pairs of digits are read only with a slash, since `18-08-25` may begin with a year.
///
/// A clock may follow, and after it other words; a moment of another time zone (`2025-08-17T22:30:00Z`) gives the Swedish day.
/// Anything else that follows makes it none: `2025-08-18 - 2025-12-19` is no day.
#[must_use]
pub fn day_of_text(text: &str) -> Option<Day> {
    let text = text.trim();
    if text.len() == 10
        && let Some(day) = Day::of_iso(text)
    {
        return Some(day);
    }
    moment_of_text(text).map(|(day, _)| day)
}

/// A day and the clock beside it, both in Swedish local time: `2025-08-18 08:30`, `20200909, 08:00`, `2025-08-18T06:30:00Z`,
/// `18 aug 25 08:30 09:20`.
pub(super) fn moment_of_text(text: &str) -> Option<(Day, Option<u16>)> {
    let tokens = tokens(text);
    let (day, used) = day_at(&tokens)?;
    let rest = tokens.get(used..)?;
    let Some((clock, after)) = clock_beside(rest) else {
        return is_weekday_or_nothing(rest).then_some((day, None));
    };
    // A second day makes it a period.
    if day_at(after).is_some() || part_day_at(after).is_some() {
        return None;
    }
    Some(match clock.offset {
        Some(offset) => {
            let (day, minute) = swedish(day, i32::from(clock.minute) - offset);
            (day, Some(minute))
        }
        None => (day, Some(clock.minute)),
    })
}

/// The clock after a day: apart from it by space, comma, `T` or `kl.`.
pub(super) fn clock_beside<'a, 'b>(rest: &'b [Token<'a>]) -> Option<(Clock, &'b [Token<'a>])> {
    let word = usize::from(rest.first().is_some_and(|token| token.is(&["t", "kl", "klockan"])));
    let machine = word == 1 && rest.first().is_some_and(|token| token.joint() == Joint::Glued);
    let rest = rest.get(word..)?;
    let apart = matches!(rest.first()?.joint(), Joint::Space | Joint::Glued | Joint::Mark(',' | '.' | ':'));
    let (minute, used) = clock_at(rest).filter(|_| apart)?;
    let after = rest.get(used..)?;
    let (offset, used) = zone_at(after, machine).map_or((None, 0), |(offset, used)| (Some(offset), used));
    Some((Clock { minute, offset }, after.get(used..)?))
}

fn is_weekday_or_nothing(rest: &[Token<'_>]) -> bool {
    match rest {
        [] => true,
        [token] => token.word().is_some_and(|word| weekday_of_word(&word).is_some()),
        _ => false,
    }
}

/// A day at the beginning of the tokens, and how many it takes.
pub(super) fn day_at(tokens: &[Token<'_>]) -> Option<(Day, usize)> {
    let start = after_greeting(tokens);
    let first = tokens.get(start)?;
    let digits = first.digits()?;
    match digits.len() {
        8 => Some((day_of_digits(digits)?, start + 1)),
        6 => Some((Day::of(near_year(digits.get(..2)?)?, digits.get(2..4)?.parse().ok()?, digits.get(4..)?.parse().ok()?)?, start + 1)),
        4 => {
            let (month, day) = (tokens.get(start + 1)?, tokens.get(start + 2)?);
            let alike = month.joint() == day.joint() && matches!(month.joint(), Joint::Dash | Joint::Space | Joint::Mark('/' | '.' | '_'));
            // `2025 8 18` might be three numbers.
            let clear = month.joint() != Joint::Space || month.digits().is_none();
            let day = Day::of(digits.parse().ok()?, month_of(month)?, small(day)?)?;
            (alike && clear).then_some((day, start + 3))
        }
        _ => {
            let (part, used) = part_of(tokens, start)?;
            let year = tokens.get(used)?;
            let next = tokens.get(used + 1);
            let year = match (year.digits()?.len(), year.joint()) {
                (4, Joint::Space | Joint::Dash | Joint::Glued | Joint::Mark('/' | '.' | ',')) => year.digits()?.parse().ok()?,
                // Two digits are a year when nothing makes them a clock or another day: `18/8 08:30`, `18/8-19/12`, `18 aug-19 dec`.
                (2, Joint::Space | Joint::Dash | Joint::Mark('/')) if part.clear && next.is_none_or(stands_apart) => near_year(year.text)?,
                _ => return None,
            };
            Some((Day::of(year, part.month, part.day)?, used + 1))
        }
    }
}

/// Whether a token leaves the two-digit year before it alone.
fn stands_apart(next: &Token<'_>) -> bool {
    matches!(next.joint(), Joint::Space | Joint::WideDash | Joint::Mark(','))
        && next.digits().is_none_or(|digits| digits.len() <= 2)
        && month_of_token(next).is_none()
        || next.is(&["t"])
}

/// A day without a year at the beginning of the tokens, and how many it takes.
pub(super) fn part_day_at(tokens: &[Token<'_>]) -> Option<(PartDay, usize)> {
    let (part, used) = part_of(tokens, after_greeting(tokens))?;
    part.clear.then_some((PartDay { month: part.month, day: part.day }, used))
}

/// How many tokens say `den`, or the weekday.
fn after_greeting(tokens: &[Token<'_>]) -> usize {
    let is_greeting = |token: &Token<'_>| token.word().is_some_and(|word| word == "den" || weekday_of_word(&word).is_some());
    tokens.iter().take(3).take_while(|token| is_greeting(token)).count()
}

struct Part {
    month: u8,
    day: u8,
    /// A slash or a month's name stands between, so that it can be nothing but day and month.
    clear: bool,
}

/// Day and month from the token at `start`, and the place after them.
fn part_of(tokens: &[Token<'_>], start: usize) -> Option<(Part, usize)> {
    let day = small(tokens.get(start)?)?;
    // `18:e augusti`.
    let ordinal = tokens.get(start + 1).is_some_and(|token| token.gap == ":" && token.is(&["e", "a"]));
    let at = start + 1 + usize::from(ordinal);
    let month = tokens.get(at)?;
    let named = month_of_token(month);
    let clear = match (named.is_some(), month.joint()) {
        (true, Joint::Space | Joint::Dash | Joint::Glued | Joint::Mark('.' | '/')) | (false, Joint::Mark('/')) => true,
        (false, Joint::Dash | Joint::Mark('.')) => false,
        _ => return None,
    };
    let month = named.or_else(|| small(month))?;
    // A leap year, so that 29 February is a day.
    let _exists = Day::of(2000, month, day)?;
    Some((Part { month, day, clear }, at + 1))
}

fn small(token: &Token<'_>) -> Option<u8> {
    u8::try_from(token.number(2)?).ok()
}

fn month_of(token: &Token<'_>) -> Option<u8> {
    month_of_token(token).or_else(|| small(token))
}

pub(super) fn month_of_token(token: &Token<'_>) -> Option<u8> {
    month_of_word(&token.word()?)
}

/// Two digits as a year of this century: school data reach from 2000 to 2069.
pub(super) fn near_year(digits: &str) -> Option<i32> {
    digits.parse::<i32>().ok().filter(|year| digits.len() == 2 && *year <= 69).map(|year| 2000 + year)
}

fn day_of_digits(digits: &str) -> Option<Day> {
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    Day::of(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The month of a word in the shape that [`crate::layout::plain`] gives it.
fn month_of_word(word: &str) -> Option<u8> {
    Some(match word {
        "jan" | "januari" | "january" => 1,
        "feb" | "febr" | "februari" | "february" => 2,
        "mar" | "mars" | "march" => 3,
        "apr" | "april" => 4,
        "maj" | "may" => 5,
        "jun" | "juni" | "june" => 6,
        "jul" | "juli" | "july" => 7,
        "aug" | "augusti" | "august" => 8,
        "sep" | "sept" | "september" => 9,
        "okt" | "oktober" | "oct" | "october" => 10,
        "nov" | "november" => 11,
        "dec" | "december" => 12,
        _ => return None,
    })
}

/// A day without a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartDay {
    /// 1–12.
    pub month: u8,
    /// Day of the month.
    pub day: u8,
}

impl PartDay {
    /// The only such day in a span; none when the span has none or two.
    #[must_use]
    pub fn in_span(self, span: Span) -> Option<Day> {
        let years = span.first().civil().0..=span.last().civil().0;
        let mut days = years.filter_map(|year| Day::of(year, self.month, self.day)).filter(|day| span.holds(*day));
        days.next().filter(|_| days.next().is_none())
    }
}

/// A day without a year: `18/8`, `18 aug`, `mån 18 aug`, `18/8 08:30`. Not `18.8` and `18-8`, which may be numbers or classes.
#[must_use]
pub fn part_day_of_text(text: &str) -> Option<PartDay> {
    let tokens = tokens(text);
    if day_at(&tokens).is_some() {
        return None;
    }
    let (part, used) = part_day_at(&tokens)?;
    let rest = tokens.get(used..)?;
    (clock_beside(rest).is_some() || is_weekday_or_nothing(rest)).then_some(part)
}

/// Swedish local time of a moment, given as minutes after midnight of a day in UTC (which may lie outside it): two hours ahead
/// from the last Sunday of March to the last Sunday of October, 01:00 UTC both, and one hour otherwise. The rule holds since 1996.
fn swedish(day: Day, minute: i32) -> (Day, u16) {
    let utc = |minute: i32| (day.plus(minute.div_euclid(1440)), minute.rem_euclid(1440));
    let (year, _, _) = utc(minute).0.civil();
    let turn = |month| Day::of(year, month, 31).map(|last| (last.plus(-i32::from(last.weekday() % 7)), 60));
    let summer = turn(3).is_some_and(|turn| turn <= utc(minute)) && turn(10).is_some_and(|turn| utc(minute) < turn);
    let (day, minute) = utc(minute + if summer { 120 } else { 60 });
    (day, u16::try_from(minute).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_in_many_spellings() {
        let day = Day::of(2025, 8, 18);
        for text in [
            "2025-08-18",
            "20250818",
            "250818",
            "2025-08-18 08:30",
            "2025-08-18T08:30:00",
            "2025-08-18T08:30:00+02:00",
            "2025-08-18T06:30:00.000Z",
            "2025-08-17T22:00:00Z",
            "2025-08-18 08:30-09:20 NO",
            "2025-08-18 (mån)",
            "20250818, 08:00",
            "18/8 2025",
            "18/8/2025",
            "18/8-2025",
            "18/8-25",
            "18/8 25",
            "18/8/25",
            "18.8.2025",
            "18-08-2025",
            "2025/08/18",
            "2025.08.18",
            "18 augusti 2025",
            "den 18 augusti 2025",
            "måndag den 18:e augusti 2025",
            "mån 18 aug 2025",
            "ma\u{30a}n. 18 aug. 2025",
            "18 aug-25",
            "18 aug 25",
            "18 aug 25 08:30 09:20",
            "18-aug-2025 kl. 8.30",
            " 2025-08-18\u{a0}",
        ] {
            assert_eq!(day_of_text(text), day, "{text}");
        }
        for text in [
            "",
            "18/8",
            "32/8 2025",
            "2025-13-01",
            "v. 34",
            "18 2025",
            "måndag",
            "8/18/25",
            "18-08-25",
            "18.08.25",
            "251318",
            "750818",
            "18 aug - 19 dec 2025",
            "18 aug-19 dec",
            "18/8-19/12",
            "18/8 08:30",
            "18 aug 08.30",
            "2025-08-18 - 2025-12-19",
            "20110504-1234",
            "2025-08-18 08:30 - 2025-08-19 09:20",
            "18/8 25 min",
            "2025-08-181",
            "18 marknad 2025",
            "2025 8 18",
        ] {
            assert_eq!(day_of_text(text), None, "{text}");
        }
        assert_eq!(day_of_number(45_887.0), day);
        assert_eq!(day_of_number(20_250_818.0), day);
        assert_eq!(day_of_number(12.0), None);
    }

    #[test]
    fn moments_become_swedish_time() {
        for (text, day, minute) in [
            ("2025-08-18T06:30:00Z", "2025-08-18", 8 * 60 + 30),
            ("2025-08-18T08:30:00+02:00", "2025-08-18", 8 * 60 + 30),
            ("2025-08-18T02:30:00-0400", "2025-08-18", 8 * 60 + 30),
            ("2025-01-13T07:30:00+00:00", "2025-01-13", 8 * 60 + 30),
            ("2025-03-30T00:59:00Z", "2025-03-30", 119),
            ("2025-03-30T01:00:00Z", "2025-03-30", 180),
            ("2025-10-26T00:59:00Z", "2025-10-26", 179),
            ("2025-10-26T01:00:00Z", "2025-10-26", 120),
            ("2024-12-31T23:30:00Z", "2025-01-01", 30),
            ("2025-08-18 06:30 UTC", "2025-08-18", 8 * 60 + 30),
            ("2025-08-18 08:30-09:20", "2025-08-18", 8 * 60 + 30),
        ] {
            assert_eq!(moment_of_text(text), Day::of_iso(day).map(|day| (day, Some(minute))), "{text}");
        }
    }

    #[test]
    fn days_without_a_year_need_a_span() {
        let part = Some(PartDay { month: 8, day: 18 });
        for text in ["18/8", "18 aug", "mån 18 aug", "den 18 augusti", "18/8 08:30", "18 aug."] {
            assert_eq!(part_day_of_text(text), part, "{text}");
        }
        for text in ["18.8", "18-8", "18/8 25", "18/8 2025", "31/2", "8/18", "18/8-19/12", "10/60", ""] {
            assert_eq!(part_day_of_text(text), None, "{text}");
        }
        let span = |first, last| Day::of_iso(first).zip(Day::of_iso(last)).and_then(|(first, last)| Span::new(first, last));
        let found = |span: Option<Span>| span.zip(part).and_then(|(span, part)| part.in_span(span));
        assert_eq!(found(span("2025-07-01", "2026-06-30")), Day::of(2025, 8, 18));
        assert_eq!(found(span("2025-08-18", "2026-08-17")), Day::of(2025, 8, 18));
        assert_eq!(found(span("2025-08-18", "2026-08-18")), None);
        assert_eq!(found(span("2025-08-19", "2026-08-17")), None);
        let leap = PartDay { month: 2, day: 29 };
        assert_eq!(span("2023-07-01", "2026-06-30").and_then(|span| leap.in_span(span)), Day::of(2024, 2, 29));
    }

    proptest! {
        #[test]
        fn every_day_of_seventy_years_is_read_in_every_spelling(number in 10_957_u16..36_523) {
            const MONTHS: [&str; 12] =
                ["januari", "feb", "mars", "apr", "maj", "juni", "jul", "augusti", "sept", "oktober", "nov", "dec"];
            let written = Day::from_number(number);
            let (year, month, day) = written.civil();
            let (short, name) = (year % 100, MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default());
            for text in [
                written.to_string(),
                written.to_string().replace('-', ""),
                format!("{short:02}{month:02}{day:02}"),
                format!("{day}/{month} {year}"),
                format!("{day}/{month}-{short:02}"),
                format!("{day:02}/{month:02}/{short:02}"),
                format!("{day}.{month}.{year}"),
                format!("{day} {name} {year}"),
                format!("{day} {name}-{short:02}"),
                format!("{written}T12:00:00Z"),
            ] {
                prop_assert_eq!(day_of_text(&text), Some(written), "{}", text);
                prop_assert_eq!(part_day_of_text(&text), None, "{}", text);
            }
            prop_assert_eq!(part_day_of_text(&format!("{day}/{month}")), Some(PartDay { month, day }));
            prop_assert_eq!(part_day_of_text(&format!("{day} {name}")), Some(PartDay { month, day }));
        }

        #[test]
        fn any_text_is_read_without_failing(text in "[0-9a-zåäö /.:,TZ+–-]{0,30}") {
            let _any = (day_of_text(&text), part_day_of_text(&text), moment_of_text(&text));
        }
    }
}
