//! Grades as a column of grades says them.

use super::token::is_dash;
use crate::layout::plain;

/// A grade: F, 1–9, gy1–gy3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// Förskoleklass.
    F,
    /// Compulsory school, 1–9.
    Year(u8),
    /// Upper secondary, 1–3.
    Upper(u8),
    /// Not said, or not known.
    #[default]
    Unknown,
}

/// The grade of `F`, `0`, `7`, `åk 7`, `Årskurs 7`, `7:an`, `7.0`, `F-klass`, `gy1`, `Gy 2`; none for other text, `Unknown` for no
/// text.
#[must_use]
pub fn grade_of_text(text: &str) -> Option<Grade> {
    if text.trim_start().starts_with(is_dash) {
        return None;
    }
    let word = plain(text);
    let word = word.strip_suffix(" 0").filter(|rest| rest.len() <= 2).unwrap_or(&word);
    let word = ["arskurs ", "ak ", "ar ", "arskurs", "ak"].iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word);
    let word = [" an", " a", " e"].iter().find_map(|ending| word.strip_suffix(ending)).filter(|_| text.contains(':')).unwrap_or(word);
    match word {
        "" => Some(Grade::Unknown),
        "f" | "0" | "fk" | "fsk" | "f klass" | "forskoleklass" => Some(Grade::F),
        _ => match (word.strip_prefix("gy").map(str::trim), word.parse::<u8>()) {
            (Some(year), _) => year.parse().ok().filter(|year| (1..=3).contains(year)).map(Grade::Upper),
            (None, Ok(year)) if (1..=9).contains(&year) => Some(Grade::Year(year)),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_in_many_spellings() {
        for (text, grade) in [
            ("F", Some(Grade::F)),
            ("7", Some(Grade::Year(7))),
            ("åk 7", Some(Grade::Year(7))),
            ("Åk. 7", Some(Grade::Year(7))),
            ("ÅK7", Some(Grade::Year(7))),
            ("Årskurs 7", Some(Grade::Year(7))),
            ("årskurs F", Some(Grade::F)),
            ("7:an", Some(Grade::Year(7))),
            ("1:a", Some(Grade::Year(1))),
            ("F-klass", Some(Grade::F)),
            ("Förskoleklass", Some(Grade::F)),
            ("FSK", Some(Grade::F)),
            ("7.0", Some(Grade::Year(7))),
            ("gy2", Some(Grade::Upper(2))),
            ("10", None),
            ("5A", None),
            ("-1", None),
            ("7:b", None),
            ("", Some(Grade::Unknown)),
        ] {
            assert_eq!(grade_of_text(text), grade, "{text}");
        }
    }
}
