//! The grade that a class's name says.

use super::day::near_year;
use super::grade::Grade;
use super::token::{Joint, Token, tokens};
use crate::calendar::{Day, SchoolYear};

/// What the name of a class says about grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClassGrade {
    /// One grade: `5A`, `FA`, `Klass 7B`.
    Grade(Grade),
    /// A mixed class, from its lowest grade to its highest: `1-2`, `F-1`, `4-6B`.
    Mixed(Grade, Grade),
    /// An upper secondary programme and the school year in which the class began: `NA23a`.
    Programme(SchoolYear),
    /// Nothing that is certain: `Månen`, `10B`, a teaching group such as `4a1SUSANNE`.
    NotSaid,
}

impl ClassGrade {
    /// The grade in a school year; none for a mixed class, and for a programme outside its three years.
    #[must_use]
    pub fn grade_in(self, year: SchoolYear) -> Option<Grade> {
        match self {
            Self::Grade(grade) => Some(grade),
            Self::Programme(start) => {
                u8::try_from(i64::from(year.0) - i64::from(start.0) + 1).ok().filter(|year| (1..=3).contains(year)).map(Grade::Upper)
            }
            Self::Mixed(..) | Self::NotSaid => None,
        }
    }
}

/// The programmes of upper secondary school, the introductory ones among them. Hotell- och turismprogrammet is not: `HT25` may be
/// the autumn term.
const PROGRAMMES: [&str; 23] = [
    "ba", "bf", "ee", "ek", "es", "fs", "ft", "ha", "hu", "hv", "ib", "ima", "ims", "imv", "imy", "in", "na", "nb", "rl", "sa", "te", "vf",
    "vo",
];

/// The grade of a class, from its name. The first digit alone is not enough: a name is read only when all of it is a grade and at
/// most a letter or number that tells parallel classes apart. `2A-VT` says nothing: the name was made for a part of a year, and
/// whose grade it gives is not certain.
#[must_use]
pub fn grade_of_class(name: &str) -> ClassGrade {
    let tokens = tokens(name);
    let prefix = tokens.first().is_some_and(|token| token.is(&["klass", "class", "ak", "arskurs", "ar"]));
    let Some(tokens) = tokens.get(usize::from(prefix)..) else { return ClassGrade::NotSaid };
    let tidy = tokens.first().is_none_or(|token| prefix || token.gap.trim().is_empty())
        && tokens.last().is_some_and(|token| token.rest.trim().is_empty());
    let read = || single(tokens).map(ClassGrade::Grade).or_else(|| mixed(tokens)).or_else(|| programme(tokens).filter(|_| !prefix));
    Some(()).filter(|()| tidy).and_then(|()| read()).unwrap_or(ClassGrade::NotSaid)
}

/// `5A`, `5 a`, `5:2`, `5`, `F`, `FA`, `F-klass`, `Förskoleklass A`, `gy2`.
fn single(tokens: &[Token<'_>]) -> Option<Grade> {
    match tokens {
        [grade] => grade_of(grade).or_else(|| preschool_with_letter(grade)),
        [gy, year] if gy.is(&["gy"]) => upper(year),
        [f, class] if f.is(&["f"]) && class.is(&["klass"]) => Some(Grade::F),
        [f, class, parallel] if f.is(&["f"]) && class.is(&["klass"]) => is_parallel(parallel).then_some(Grade::F),
        [grade, parallel] if grade.digits().is_some() => {
            let numbered = parallel.gap == ":" && parallel.number_of(1).is_some_and(|number| number > 0);
            grade_of(grade).filter(|_| numbered || is_parallel(parallel))
        }
        [grade, parallel] => grade_of(grade).filter(|_| is_parallel(parallel)),
        _ => None,
    }
}

/// `1-2`, `F-1`, `4/5`, `4-6B`.
fn mixed(tokens: &[Token<'_>]) -> Option<ClassGrade> {
    let (low, high) = match tokens {
        [low, high] => (low, high),
        [low, high, parallel] if is_parallel(parallel) => (low, high),
        _ => return None,
    };
    let joined = matches!(high.joint(), Joint::Dash | Joint::WideDash | Joint::Mark('/' | '+' | '&'));
    let (low, high) = (grade_of(low)?, grade_of(high)?);
    (joined && low < high).then_some(ClassGrade::Mixed(low, high))
}

/// `NA23`, `NA23a`, `sa 22 B`.
fn programme(tokens: &[Token<'_>]) -> Option<ClassGrade> {
    let (code, year) = match tokens {
        [code, year] => (code, year),
        [code, year, parallel] if is_parallel(parallel) => (code, year),
        _ => return None,
    };
    let joined = matches!(year.joint(), Joint::Glued | Joint::Space | Joint::Dash);
    let start = near_year(year.digits()?)?;
    (joined && code.is(&PROGRAMMES)).then_some(ClassGrade::Programme(SchoolYear(start)))
}

fn grade_of(token: &Token<'_>) -> Option<Grade> {
    match token.number_of(1) {
        Some(0) => Some(Grade::F),
        Some(year) => u8::try_from(year).ok().map(Grade::Year),
        None => token.is(&["f", "fsk", "forskoleklass"]).then_some(Grade::F),
    }
}

fn upper(token: &Token<'_>) -> Option<Grade> {
    u8::try_from(token.number_of(1)?).ok().filter(|year| (1..=3).contains(year)).map(Grade::Upper)
}

/// `FA` to `FH`; further on come school subjects (`FR`, `FY`).
fn preschool_with_letter(token: &Token<'_>) -> Option<Grade> {
    token.word().filter(|word| matches!(word.as_bytes(), [b'f', b'a'..=b'h'])).map(|_| Grade::F)
}

/// A single letter that tells parallel classes apart.
fn is_parallel(token: &Token<'_>) -> bool {
    let near = matches!(token.joint(), Joint::Glued | Joint::Space | Joint::Dash);
    near && token.word().is_some_and(|word| word.chars().count() == 1)
}

/// The class that Excel took for a date: `1-2` for 2 January and 1 February. Only classes of two successive grades are given back;
/// of others it is not certain that they ever were one.
#[must_use]
pub fn class_of_day(day: Day) -> Option<String> {
    let (_, month, day) = day.civil();
    let (low, high) = (month.min(day), month.max(day));
    (high <= 9 && high - low == 1).then(|| format!("{low}-{high}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn classes_of_one_grade() {
        for (name, grade) in [
            ("5A", Grade::Year(5)),
            ("5 a", Grade::Year(5)),
            ("5-B", Grade::Year(5)),
            ("5", Grade::Year(5)),
            ("9C", Grade::Year(9)),
            ("5:2", Grade::Year(5)),
            ("5Ä", Grade::Year(5)),
            ("åk 5 B", Grade::Year(5)),
            ("Åk 5", Grade::Year(5)),
            ("Klass 7B", Grade::Year(7)),
            ("Klass: 7B", Grade::Year(7)),
            ("Årskurs 4", Grade::Year(4)),
            ("F", Grade::F),
            ("FA", Grade::F),
            ("F b", Grade::F),
            ("0A", Grade::F),
            ("0", Grade::F),
            ("F-klass", Grade::F),
            ("F-klass B", Grade::F),
            ("Förskoleklass", Grade::F),
            ("Förskoleklass A", Grade::F),
            ("gy2", Grade::Upper(2)),
        ] {
            assert_eq!(grade_of_class(name), ClassGrade::Grade(grade), "{name}");
        }
    }

    #[test]
    fn classes_of_several_grades() {
        use Grade::{F, Year};
        for (name, low, high) in [
            ("1-2", Year(1), Year(2)),
            ("1 – 2", Year(1), Year(2)),
            ("F-1", F, Year(1)),
            ("0-1", F, Year(1)),
            ("4/5", Year(4), Year(5)),
            ("4-6B", Year(4), Year(6)),
            ("åk 1-3", Year(1), Year(3)),
            ("F-3 A", F, Year(3)),
        ] {
            assert_eq!(grade_of_class(name), ClassGrade::Mixed(low, high), "{name}");
        }
    }

    #[test]
    fn programmes_count_from_their_start() {
        for (name, year) in [("NA23a", 2023), ("SA23a", 2023), ("TE22", 2022), ("ek 24 B", 2024), ("IMA25", 2025)] {
            assert_eq!(grade_of_class(name), ClassGrade::Programme(SchoolYear(year)), "{name}");
        }
        let class = ClassGrade::Programme(SchoolYear(2023));
        for (year, grade) in [(2022, None), (2023, Some(Grade::Upper(1))), (2025, Some(Grade::Upper(3))), (2026, None)] {
            assert_eq!(class.grade_in(SchoolYear(year)), grade, "{year}");
        }
        assert_eq!(grade_of_class("5A").grade_in(SchoolYear(2025)), Some(Grade::Year(5)));
        assert_eq!(grade_of_class("1-2").grade_in(SchoolYear(2025)), None);
    }

    #[test]
    fn names_that_are_not_certain() {
        for name in [
            "",
            "-",
            "4a1SUSANNE",
            "10B",
            "10",
            "2A-VT",
            "2A VT25",
            "AGSÄ 1-6",
            "AGSÄ",
            "Månen",
            "FR",
            "FY",
            "Fritids",
            "F1",
            "2-1",
            "5-5",
            "5SVE",
            "12",
            "HT25",
            "VT26",
            "XX23",
            "23NA",
            "NA3",
            "5.2",
            "5,5",
            "-5",
            "5A/5B",
            "(5A)",
            "5A!",
            "7:an x",
            "åk",
            "åk 10",
            "gy4",
            "5:0",
        ] {
            assert_eq!(grade_of_class(name), ClassGrade::NotSaid, "{name}");
        }
    }

    #[test]
    fn classes_that_became_dates() {
        for (month, day, class) in [
            (1, 2, Some("1-2")),
            (2, 1, Some("1-2")),
            (6, 5, Some("5-6")),
            (9, 8, Some("8-9")),
            (9, 10, None),
            (1, 3, None),
            (1, 1, None),
            (12, 11, None),
        ] {
            let found = Day::of(2025, month, day).and_then(class_of_day);
            assert_eq!(found.as_deref(), class, "{month}-{day}");
        }
    }

    proptest! {
        #[test]
        fn a_longer_word_after_a_grade_says_nothing(grade in 0_u8..10, word in "[A-ZÅÄÖ][a-zåäö]{2,8}") {
            prop_assert_eq!(grade_of_class(&format!("{grade}{word}")), ClassGrade::NotSaid);
        }
    }
}
