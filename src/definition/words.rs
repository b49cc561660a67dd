//! A clause in words, made from its parts, so that what is read is what is judged.

use super::Name;
use super::model::{Clause, Comparison, Condition, Decimal, Kinds, Length, Measure, Measured, Quantifier, Window};
use crate::locale::{Key, Language, Sentence, Value};

impl Clause {
    /// `total frånvaro > 20 % under en månad`.
    #[must_use]
    pub fn text(&self) -> Name {
        let in_language = |language: Language| {
            let parts: Vec<String> = self.conditions.iter().map(|condition| words(condition, language)).collect();
            parts.join(Key::DefinitionAnd.text(language))
        };
        Name { sv: in_language(Language::Swedish), en: in_language(Language::English) }
    }
}

fn words(condition: &Condition, language: Language) -> String {
    match condition {
        Condition::Measured(measured) => measured_words(measured, language),
        Condition::Flags { columns, at_least } => {
            let columns = Value::List(columns.iter().map(|column| Value::from(column.as_str())).collect());
            match at_least {
                1 => Key::DefinitionFlag.with("columns", columns).render(language),
                at_least => Key::DefinitionFlags.with("columns", columns).with("least", at_least.to_string()).render(language),
            }
        }
    }
}

fn measured_words(measured: &Measured, language: Language) -> String {
    let kinds = Sentence::from(match measured.kinds {
        Kinds::Total => Key::DefinitionTotal,
        Kinds::Authorised => Key::DefinitionAuthorised,
        Kinds::Unauthorised => Key::DefinitionUnauthorised,
        Kinds::Unreported => Key::DefinitionUnreported,
    });
    let limit = limit(measured.comparison, measured.threshold, measured.measure == Measure::Share, language);
    let day = |share: super::model::DayShare| self::limit(share.comparison, share.threshold, true, language);
    let sentence = match measured.measure {
        Measure::Share => Key::DefinitionShare.with("kinds", kinds),
        Measure::Days(share) => Key::DefinitionDays.with("kinds", kinds).with("day", day(share)),
        Measure::DayEquivalents => Key::DefinitionDayEquivalents.with("kinds", kinds),
        Measure::ConsecutiveDays(share) => Key::DefinitionConsecutiveDays.with("kinds", kinds).with("day", day(share)),
        Measure::Spells => Key::DefinitionSpells.with("kinds", kinds),
        Measure::PartDays => Key::DefinitionPartDays.with("kinds", kinds),
        Measure::Lessons => Key::DefinitionLessons.with("kinds", kinds),
        Measure::LateArrivals => Key::DefinitionLateArrivals.with("kinds", kinds),
    };
    let every = if measured.quantifier == Quantifier::Every { Key::DefinitionEvery.text(language) } else { "" };
    sentence.with("limit", limit).with("window", window_words(&measured.window).render(language)).render(language) + every
}

/// `> 20 %` or `≥ 5`.
fn limit(comparison: Comparison, threshold: Decimal, share: bool, language: Language) -> String {
    let sign = match comparison {
        Comparison::MoreThan => '>',
        Comparison::AtLeast => '≥',
    };
    let number = threshold.text(if language == Language::Swedish { ',' } else { '.' });
    match (share, language) {
        (true, Language::Swedish) => format!("{sign} {number} %"),
        (true, Language::English) => format!("{sign} {number}%"),
        (false, _) => format!("{sign} {number}"),
    }
}

/// `under en månad`, `under terminen`.
pub(super) fn window_words(window: &Window) -> Sentence {
    match window {
        Window::Period => Key::DefinitionPeriod.into(),
        Window::Term => Key::DefinitionTerm.into(),
        Window::SchoolYear => Key::DefinitionSchoolYear.into(),
        Window::Month => Key::DefinitionMonth.into(),
        Window::Rolling(length) => Key::DefinitionRolling.with("length", length_words(*length)),
        Window::Latest(Length::Months(1)) => Key::DefinitionLatestMonth.into(),
        Window::Latest(length) => Key::DefinitionLatest.with("length", length_words(*length)),
        Window::Given(_) => Key::DefinitionGiven.into(),
    }
}

fn length_words(length: Length) -> Sentence {
    let (key, number) = match length {
        Length::Days(number) => (Key::DefinitionLengthDays, number),
        Length::Weeks(number) => (Key::DefinitionLengthWeeks, number),
        Length::Months(1) => return Key::DefinitionLengthMonth.into(),
        Length::Months(number) => (Key::DefinitionLengthMonths, number),
        Length::SchoolDays(number) => (Key::DefinitionLengthSchoolDays, number),
    };
    key.with("number", u64::from(number))
}
