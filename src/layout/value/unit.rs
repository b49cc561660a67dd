//! What amounts are counted in, as cells and headings name it.

use crate::layout::{Unit, plain};

impl Unit {
    /// The unit of a word beside a number, in the shape that [`plain`] gives it.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::of_heading_word(word).or(match word {
            "m" => Some(Self::Minutes),
            "dag" | "day" => Some(Self::Days),
            "st" | "lektion" | "lesson" => Some(Self::Lessons),
            _ => None,
        })
    }

    /// The unit of a word in a heading, where `Dag` is a weekday, `Lektion` a clock and a subject, and `st` nothing.
    fn of_heading_word(word: &str) -> Option<Self> {
        Some(match word {
            "min" | "mins" | "minut" | "minuter" | "minutes" => Self::Minutes,
            "h" | "t" | "tim" | "timme" | "timmar" | "hour" | "hours" | "hrs" => Self::Hours,
            "lekt" | "lektioner" | "lessons" | "tillfallen" | "occasions" => Self::Lessons,
            "%" | "procent" | "percent" => Self::Percent,
            "dagar" | "skoldagar" | "days" => Self::Days,
            _ => return None,
        })
    }

    /// So many hundredths of this unit in hundredths of a minute; none for units that are no time, and when it grows too large.
    #[must_use]
    pub fn minutes(self, hundredths: u64) -> Option<u64> {
        match self {
            Self::Minutes => Some(hundredths),
            Self::Hours => hundredths.checked_mul(60),
            Self::Lessons | Self::Percent | Self::Days => None,
        }
    }
}

/// The unit that a heading names, and the heading without it in the shape that [`plain`] gives it: `Frånvaro (min)` is minutes of
/// `franvaro`, `Antal timmar giltig frånvaro` hours of `giltig franvaro`, `Frånvaroprocent` per cent of `franvaro`. Brackets at the
/// end settle it: `Lektioner (%)` is per cent. A heading that names two units (`Timmar och procent`) or none (`Undv. tid`) is left
/// as it is.
#[must_use]
pub fn unit_of_header(header: &str) -> (Option<Unit>, String) {
    let bracketed = header.trim_end().strip_suffix([')', ']']).and_then(|header| header.rsplit_once(['(', '[']));
    if let Some((rest, unit)) = bracketed.and_then(|(rest, unit)| Some((plain(rest), Unit::of_heading_word(&plain(unit))?)))
        && !rest.is_empty()
    {
        return (Some(unit), rest);
    }
    let words = words_of(header);
    let mut units = words.iter().filter_map(|word| unit_in(word, &words).map(|(unit, _)| unit));
    let unit = units.next();
    if unit.is_none() || units.any(|other| Some(other) != unit) {
        return (None, plain(header));
    }
    let rest = words.iter().filter_map(|word| unit_in(word, &words).map_or(Some(word.as_str()), |(_, stem)| stem));
    // `i procent`, `Antal timmar`: words that only led to the unit.
    let rest: Vec<&str> = rest.filter(|word| !matches!(*word, "i" | "antal" | "st" | "in" | "number" | "of")).collect();
    (unit, rest.join(" "))
}

/// The words of a heading, `attendanceMinutes` and `N%` taken apart.
fn words_of(header: &str) -> Vec<String> {
    let mut apart = String::with_capacity(header.len() + 4);
    let mut small = false;
    for letter in header.chars() {
        if (small && letter.is_uppercase()) || letter == '%' {
            apart.push(' ');
        }
        small = letter.is_lowercase();
        apart.push(letter);
        if letter == '%' {
            apart.push(' ');
        }
    }
    plain(&apart).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The unit in one word of a heading and what is left of the word.
fn unit_in<'a>(word: &'a str, words: &[String]) -> Option<(Unit, Option<&'a str>)> {
    // A single letter is a unit only behind something that it counts, and `Min frånvaro` is one's own.
    let place = words.iter().position(|other| other == word).unwrap_or_default();
    let stands = match word {
        "h" => place > 0,
        "t" => place > 0 && place + 1 == words.len(),
        "min" => place > 0 || words.len() == 1,
        _ => true,
    };
    if let Some(unit) = Unit::of_heading_word(word).filter(|_| stands) {
        return Some((unit, None));
    }
    [("procent", Unit::Percent), ("minuter", Unit::Minutes), ("timmar", Unit::Hours)].into_iter().find_map(|(ending, unit)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 3)?;
        Some((unit, Some(stem)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_name_units() {
        for (header, unit, rest) in [
            ("Frånvaro (min)", Some(Unit::Minutes), "franvaro"),
            ("Undv. tid", None, "undv tid"),
            ("GF h", Some(Unit::Hours), "gf"),
            ("F\u{a0}min", Some(Unit::Minutes), "f"),
            ("Giltig (tim)", Some(Unit::Hours), "giltig"),
            ("Totalt (t)", Some(Unit::Hours), "totalt"),
            ("N %", Some(Unit::Percent), "n"),
            ("N%", Some(Unit::Percent), "n"),
            ("Frånvaro %", Some(Unit::Percent), "franvaro"),
            ("Frånvaro(%)", Some(Unit::Percent), "franvaro"),
            ("Antal timmar giltig frånvaro", Some(Unit::Hours), "giltig franvaro"),
            ("Antal lektioner", Some(Unit::Lessons), ""),
            ("Antal tillfällen", Some(Unit::Lessons), ""),
            ("Lekt.", Some(Unit::Lessons), ""),
            ("frånvaro i procent", Some(Unit::Percent), "franvaro"),
            ("Frånvaroprocent", Some(Unit::Percent), "franvaro"),
            ("Längd i minuter", Some(Unit::Minutes), "langd"),
            ("schema_minutes", Some(Unit::Minutes), "schema"),
            ("validAbsenceMinutes", Some(Unit::Minutes), "valid absence"),
            ("Antal frånvarodagar", None, "antal franvarodagar"),
            ("Antal dagar", Some(Unit::Days), ""),
            ("Ej reg tid", None, "ej reg tid"),
            ("Dag", None, "dag"),
            ("T", None, "t"),
            ("Timmar och procent", None, "timmar och procent"),
            ("Frånvaro (min/%)", None, "franvaro min %"),
            ("Lektionslängd", None, "lektionslangd"),
            ("Lektion", None, "lektion"),
            ("Längd lektion (min)", Some(Unit::Minutes), "langd lektion"),
            ("Lektioner (%)", Some(Unit::Percent), "lektioner"),
            ("Antal timmar [h]", Some(Unit::Hours), "antal timmar"),
            ("(min)", Some(Unit::Minutes), ""),
            ("Min frånvaro", None, "min franvaro"),
            ("Frånvaro h:min", None, "franvaro h min"),
            ("Lektioner (st)", Some(Unit::Lessons), ""),
            ("T.o.m.", None, "t o m"),
            ("", None, ""),
        ] {
            assert_eq!(unit_of_header(header), (unit, rest.to_owned()), "{header}");
        }
    }

    #[test]
    fn times_become_minutes() {
        assert_eq!(Unit::Hours.minutes(150), Some(9000));
        assert_eq!(Unit::Minutes.minutes(150), Some(150));
        assert_eq!(Unit::Hours.minutes(u64::MAX), None);
        assert_eq!(Unit::Lessons.minutes(100), None);
    }
}
