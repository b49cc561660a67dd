//! The words that may stand in a definition, beside what they mean: one list for the reader, the writer and the advice.

use super::model::{Late, Length, Measure, Months, OtherActivity, Quantifier, Unregistered, Window};
use super::{Absence, AbsenceSet, DayLimit};

/// A word of the language.
pub(super) struct Word<T> {
    /// As it is written.
    pub(super) word: &'static str,
    /// What a Swede may write instead; never valid, but it tells what was meant.
    pub(super) swedish: &'static [&'static str],
    /// What it means.
    pub(super) meaning: T,
}

const fn word<T>(word: &'static str, swedish: &'static [&'static str], meaning: T) -> Word<T> {
    Word { word, swedish, meaning }
}

/// What is measured; days count as whole unless a limit is given.
pub(super) const MEASURES: &[Word<Measure>] = &[
    word("share", &["andel", "procent"], Measure::Share),
    word("days", &["dagar", "hela dagar"], Measure::Days(DayLimit::WHOLE)),
    word("day equivalents", &["dagsekvivalenter", "motsvarande dagar"], Measure::DayEquivalents),
    word("consecutive days", &["dagar i följd", "sammanhängande dagar"], Measure::ConsecutiveDays(DayLimit::WHOLE)),
    word("spells", &["tillfällen", "frånvarotillfällen"], Measure::Spells),
    word("part days", &["ströfrånvaro", "delar av dagar"], Measure::PartDays),
    word("lessons", &["lektioner"], Measure::Lessons),
    word("late arrivals", &["sena ankomster", "sen ankomst"], Measure::LateArrivals),
];

/// Kinds of absence, the groups first.
pub(super) const KINDS: &[Word<AbsenceSet>] = &[
    word("total", &["total frånvaro", "all"], AbsenceSet::TOTAL),
    word("authorised", &["giltig", "giltig frånvaro"], AbsenceSet::AUTHORISED),
    word("unauthorised", &["ogiltig", "ogiltig frånvaro"], AbsenceSet::UNAUTHORISED),
    word("unreported", &["oanmäld", "oanmäld frånvaro"], AbsenceSet::UNREPORTED),
    word("leave granted", &["beviljad ledighet", "ledighet"], AbsenceSet::of(Absence::LeaveGranted)),
    word("reported", &["anmäld", "anmäld frånvaro", "sjuk"], AbsenceSet::of(Absence::Reported)),
    word("leave denied", &["ej beviljad ledighet"], AbsenceSet::of(Absence::LeaveDenied)),
    word("left lesson", &["avvek", "avvek från lektionen"], AbsenceSet::of(Absence::LeftLesson)),
    word("late", &["sen", "sen ankomst"], AbsenceSet::of(Absence::Late)),
];

/// Windows that have a name of their own.
pub(super) const WINDOWS: &[Word<Window>] = &[
    word("period", &["perioden", "analysperioden"], Window::Period),
    word("term", &["termin", "terminen"], Window::Term),
    word("school year", &["läsår", "läsåret"], Window::SchoolYear),
    word("month", &["månad", "kalendermånad"], Window::Month),
    word("given periods", &["mätperioder", "givna mätperioder"], Window::Given(Vec::new())),
];

/// Makes a window of its length.
type Sliding = fn(Length) -> Window;

/// Makes a length of a number.
type Unit = fn(u16) -> Length;

/// Windows that take a length.
pub(super) const SLIDING: &[Word<Sliding>] =
    &[word("rolling", &["rullande"], Window::Rolling), word("latest", &["senaste"], Window::Latest)];

/// Units of length, in the plural; the singular is read too.
pub(super) const UNITS: &[Word<Unit>] = &[
    word("days", &["dagar", "dag"], Length::Days),
    word("weeks", &["veckor", "vecka"], Length::Weeks),
    word("months", &["månader", "månad"], Length::Months),
    word("school days", &["skoldagar", "skoldag"], Length::SchoolDays),
];

/// How many of the windows must satisfy a condition.
pub(super) const QUANTIFIERS: &[Word<Quantifier>] =
    &[word("any", &["någon"], Quantifier::Any), word("every", &["varje", "alla"], Quantifier::Every)];

/// What unregistered lessons count as.
pub(super) const UNREGISTERED: &[Word<Unregistered>] =
    &[word("attended", &["närvaro"], Unregistered::Attended), word("left out", &["utelämnas"], Unregistered::LeftOut)];

/// What other school activities count as.
pub(super) const OTHER_ACTIVITY: &[Word<OtherActivity>] =
    &[word("attended", &["närvaro"], OtherActivity::Attended), word("left out", &["utelämnas"], OtherActivity::LeftOut)];

/// What the minutes of late arrivals count as.
pub(super) const LATE: &[Word<Late>] = &[word("absence", &["frånvaro"], Late::Absence), word("present", &["närvaro"], Late::Present)];

/// What a month is.
pub(super) const MONTHS: &[Word<Months>] =
    &[word("by date", &["datum"], Months::ByDate), word("by calendar", &["kalendermånad"], Months::ByCalendar)];

/// The word for a meaning.
pub(super) fn name<T: PartialEq>(words: &[Word<T>], meaning: &T) -> &'static str {
    words.iter().find(|word| word.meaning == *meaning).map_or("", |word| word.word)
}

/// What a word means; none for a word that is not of the language.
pub(super) fn meaning<'w, T>(words: &'w [Word<T>], text: &str) -> Option<&'w T> {
    words.iter().find(|word| word.word == text).map(|word| &word.meaning)
}

/// The word that was most likely meant: the one whose spelling, or whose Swedish, is at most a third of its letters away.
pub(super) fn near<T>(words: &[Word<T>], text: &str) -> Option<&'static str> {
    let spellings = words.iter().flat_map(|word| std::iter::once(&word.word).chain(word.swedish).map(|spelling| (*spelling, word.word)));
    nearest(spellings, text)
}

/// The result that belongs to the spelling nearest to a text; none when all are far from it.
pub(super) fn nearest(spellings: impl Iterator<Item = (&'static str, &'static str)>, text: &str) -> Option<&'static str> {
    let text: Vec<char> = text.to_lowercase().chars().take(LONGEST + 1).collect();
    if text.len() > LONGEST {
        return None;
    }
    spellings
        .map(|(spelling, result)| (distance(&text, spelling), spelling, result))
        .filter(|(distance, spelling, _)| distance * 3 <= spelling.chars().count())
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., result)| result)
}

/// No word of the language is longer.
const LONGEST: usize = 40;

/// How many letters must be put in, taken out or changed, or swapped with their neighbours, to make one text of the other.
fn distance(text: &[char], spelling: &str) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=text.len()).collect();
    let mut letter_before = None;
    for (row, letter) in spelling.chars().enumerate() {
        let mut current = vec![row + 1];
        let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
        for (place, found) in text.iter().enumerate() {
            let changed = at(&last, place) + usize::from(*found != letter);
            let shifted = at(&last, place + 1).min(at(&current, place)) + 1;
            let is_swapped = place > 0 && text.get(place - 1) == Some(&letter) && letter_before == Some(*found);
            let swapped = if is_swapped { at(&before, place - 1) + 1 } else { usize::MAX };
            current.push(changed.min(shifted).min(swapped));
        }
        before = std::mem::replace(&mut last, current);
        letter_before = Some(letter);
    }
    last.last().copied().unwrap_or_default()
}

/// Every word, for the tests of what is said of the language.
#[cfg(test)]
pub(super) fn all() -> Vec<&'static str> {
    fn of<T>(words: &[Word<T>]) -> Vec<&'static str> {
        words.iter().map(|word| word.word).collect()
    }
    let settings = [of(UNREGISTERED), of(OTHER_ACTIVITY), of(LATE), of(MONTHS)];
    [of(MEASURES), of(KINDS), of(WINDOWS), of(SLIDING), of(UNITS), of(QUANTIFIERS)].into_iter().chain(settings).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_and_swedish_words_lead_to_the_word_that_was_meant() {
        for (text, meant) in [
            ("unauthorized", Some("unauthorised")),
            ("Total", Some("total")),
            ("ogiltig", Some("unauthorised")),
            ("giltig", Some("authorised")),
            ("oanmäld frånvaro", Some("unreported")),
            ("lat", Some("late")),
            ("tardy", None),
            ("", None),
        ] {
            assert_eq!(near(KINDS, text), meant, "{text}");
        }
        assert_eq!(near(MEASURES, "shrae"), Some("share"));
        assert_eq!(near(MEASURES, &"a".repeat(100_000)), None);
    }

    #[test]
    fn no_word_of_a_list_stands_there_twice() {
        fn check<T>(words: &[Word<T>]) {
            for (place, word) in words.iter().enumerate() {
                assert!(words.iter().skip(place + 1).all(|other| other.word != word.word), "{}", word.word);
                assert!(word.swedish.iter().all(|swedish| swedish.len() <= LONGEST) && word.word.len() <= LONGEST, "{}", word.word);
            }
        }
        check(MEASURES);
        check(KINDS);
        check(WINDOWS);
        check(SLIDING);
        check(UNITS);
    }
}
