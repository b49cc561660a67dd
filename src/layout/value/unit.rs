//! What amounts are counted in, as cells and headings name it.

use crate::layout::{Unit, plain};

impl Unit {
    /// The unit of a word beside a number, in the shape that [`plain`] gives it.
    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::of_heading_word(word).or(match word {
            "m" => Some(Self::Minutes),
            "dag" | "day" => Some(Self::Days),
            "st" => Some(Self::Lessons),
            _ => None,
        })
    }

    /// The unit of a word in a heading, where `Dag` is a weekday and `st` is nothing.
    fn of_heading_word(word: &str) -> Option<Self> {
        Some(match word {
            "min" | "mins" | "minut" | "minuter" | "minutes" => Self::Minutes,
            "h" | "t" | "tim" | "timme" | "timmar" | "hour" | "hours" | "hrs" => Self::Hours,
            "lekt" | "lektion" | "lektioner" | "lesson" | "lessons" | "tillfallen" | "occasions" => Self::Lessons,
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
/// `franvaro`, `Antal timmar giltig frånvaro` hours of `giltig franvaro`, `Frånvaroprocent` per cent of `franvaro`. A heading
/// that names two units (`Timmar och procent`) or none (`Undv. tid`) is left as it is.
#[must_use]
pub fn unit_of_header(header: &str) -> (Option<Unit>, String) {
    let whole = plain(header);
    let words = words_of(header);
    let mut units = words.iter().filter_map(|word| unit_in(word, &words).map(|(unit, _)| unit));
    let unit = units.next();
    if unit.is_none() || units.any(|other| Some(other) != unit) {
        return (None, whole);
    }
    let rest: Vec<&str> = words.iter().filter_map(|word| unit_in(word, &words).map_or(Some(word.as_str()), |(_, stem)| stem)).collect();
    // `i procent`, `Antal timmar`: words that only led to the unit.
    let rest = rest.iter().filter(|word| !matches!(**word, "i" | "antal" | "in" | "number" | "of")).copied();
    (unit, rest.collect::<Vec<_>>().join(" "))
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
    // A single letter is a unit only behind something that it counts.
    let letter = word.len() == 1 && word != "%";
    if let Some(unit) =
        Unit::of_heading_word(word).filter(|_| !letter || (words.len() > 1 && words.last().is_some_and(|last| last == word)))
    {
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
            ("Lektion", Some(Unit::Lessons), ""),
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
