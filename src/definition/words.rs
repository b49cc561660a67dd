//! A clause and its settings in words, made from their parts, so that what is read is what is judged.

use super::model::{
    Clause, Comparison, Condition, DayLimit, DayThreshold, Decimal, Definition, Late, Length, Measure, Measured, Months, OtherActivity,
    Quantifier, Settings, Unregistered, Window,
};
use super::{Absence, AbsenceSet, Name};
use crate::calendar::Span;
use crate::locale::{Key, Language, Sentence, Value};

impl Definition {
    /// Its clauses in words, months read as its settings say.
    pub fn clause_texts(&self) -> impl Iterator<Item = Name> {
        let months = self.settings().months;
        self.clauses().iter().map(move |clause| clause.text_under(months))
    }

    /// Those of its settings that bear on its clauses, a sentence each, for the method note of a report.
    #[must_use]
    pub fn settings_words(&self) -> Vec<Sentence> {
        let measured: Vec<&Measured> = self
            .clauses()
            .iter()
            .flat_map(|clause| &clause.conditions)
            .filter_map(|condition| match condition {
                Condition::Measured(measured) => Some(measured),
                Condition::Flags { .. } => None,
            })
            .collect();
        if measured.is_empty() {
            return Vec::new();
        }
        let is_of_months =
            |measured: &&Measured| matches!(measured.window, Window::Rolling(Length::Months(_)) | Window::Latest(Length::Months(_)));
        let is_share = |measured: &&Measured| measured.measure == Measure::Share;
        settings_words(self.settings(), measured.iter().any(is_of_months), measured.iter().any(is_share))
    }
}

/// How time is counted where nothing is judged, a sentence each.
#[must_use]
pub fn time_words(settings: Settings) -> Vec<Sentence> {
    settings_words(settings, false, false)
}

/// Settings, a sentence each; those of months and of coverage only where they bear on something.
fn settings_words(settings: Settings, months: bool, shares: bool) -> Vec<Sentence> {
    let mut words: Vec<Sentence> = vec![
        match settings.unregistered {
            Unregistered::Attended => Key::DefinitionSettingUnregisteredAttended.into(),
            Unregistered::LeftOut => Key::DefinitionSettingUnregisteredLeftOut.into(),
        },
        match settings.other_activity {
            OtherActivity::Attended => Key::DefinitionSettingOtherActivityAttended.into(),
            OtherActivity::LeftOut => Key::DefinitionSettingOtherActivityLeftOut.into(),
        },
        match settings.late {
            Late::Absence => Key::DefinitionSettingLateAbsence.into(),
            Late::Present => Key::DefinitionSettingLatePresent.into(),
        },
    ];
    if months {
        words.push(match settings.months {
            Months::ByDate => Key::DefinitionSettingMonthsByDate.into(),
            Months::ByCalendar => Key::DefinitionSettingMonthsByCalendar.into(),
        });
    }
    if shares && settings.coverage > 0 {
        words.push(Key::DefinitionSettingCoverage.with("share", u64::from(settings.coverage)));
    }
    words
}

impl Clause {
    /// `total frånvaro > 20 % under en månad`, months read by date.
    #[must_use]
    pub fn text(&self) -> Name {
        self.text_under(Months::ByDate)
    }

    /// The same, months read as a definition's settings say: `under en kalendermånad`.
    #[must_use]
    pub fn text_under(&self, months: Months) -> Name {
        let in_language = |language: Language| {
            let parts: Vec<String> = self.conditions.iter().map(|condition| words(condition, months, language)).collect();
            parts.join(Key::DefinitionAnd.text(language))
        };
        Name { sv: in_language(Language::Swedish), en: in_language(Language::English) }
    }
}

fn words(condition: &Condition, months: Months, language: Language) -> String {
    match condition {
        Condition::Measured(measured) => measured_words(measured, months, language),
        Condition::Flags { columns, at_least } => {
            let named = Value::List(columns.iter().map(|column| Value::from(column.as_str())).collect());
            match columns.len() {
                1 => Key::DefinitionFlag.with("columns", named).render(language),
                _ => Key::DefinitionFlags.with("columns", named).with("least", at_least.to_string()).render(language),
            }
        }
    }
}

fn measured_words(measured: &Measured, months: Months, language: Language) -> String {
    let sentence = match measured.measure {
        Measure::Share => Key::DefinitionShare.into(),
        Measure::Days(DayLimit::WHOLE) => Key::DefinitionWholeDays.into(),
        Measure::Days(limit) => Key::DefinitionDays.with("day", day_words(limit, language)),
        Measure::DayEquivalents => Key::DefinitionDayEquivalents.into(),
        Measure::ConsecutiveDays(DayLimit::WHOLE) => Key::DefinitionConsecutiveWholeDays.into(),
        Measure::ConsecutiveDays(limit) => Key::DefinitionConsecutiveDays.with("day", day_words(limit, language)),
        Measure::Spells => Key::DefinitionSpells.into(),
        Measure::PartDays => Key::DefinitionPartDays.into(),
        Measure::Lessons => Key::DefinitionLessons.into(),
        Measure::LateArrivals => Sentence::from(Key::DefinitionLateArrivals),
    };
    sentence
        .with("kinds", kinds_words(measured.kinds))
        .with("limit", limit(measured.comparison, measured.threshold, measured.measure == Measure::Share, language))
        .with("window", over(&measured.window, measured.quantifier, months))
        .render(language)
}

/// `> 25 % av dagen` or `> 60 min`.
fn day_words(day: DayLimit, language: Language) -> Sentence {
    match day.threshold {
        DayThreshold::Share(share) => Key::DefinitionOfDay.with("limit", limit(day.comparison, share, true, language)),
        DayThreshold::Minutes(minutes) => {
            let minutes = Decimal::from_hundredths(u32::from(minutes) * 100);
            Key::DefinitionOfMinutes.with("limit", limit(day.comparison, minutes, false, language))
        }
    }
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

/// `ogiltig frånvaro`; several kinds with a plus sign between them, since their minutes are added.
pub(super) fn kinds_words(kinds: AbsenceSet) -> Sentence {
    // A group that is there as a whole is called by its name.
    let groups = [
        (AbsenceSet::TOTAL, Key::DefinitionTotal),
        (AbsenceSet::AUTHORISED, Key::DefinitionAuthorised),
        (AbsenceSet::UNAUTHORISED, Key::DefinitionUnauthorised),
    ];
    let (mut rest, mut keys) = (kinds, Vec::new());
    for (group, key) in groups {
        if !rest.is_empty() && group.is_within(rest) {
            rest = rest.without(group);
            keys.push(key);
        }
    }
    keys.extend(rest.iter().map(kind_word));
    let mut words = keys.into_iter().map(Sentence::from);
    let first = words.next().unwrap_or_else(|| Key::DefinitionUnspecified.into());
    words.fold(first, |sum, word| Key::DefinitionSum.with("first", sum).with("last", word))
}

const fn kind_word(kind: Absence) -> Key {
    match kind {
        Absence::LeaveGranted => Key::DefinitionLeaveGranted,
        Absence::Reported => Key::DefinitionReported,
        Absence::Authorised => Key::DefinitionAuthorisedUnsaid,
        Absence::LeaveDenied => Key::DefinitionLeaveDenied,
        Absence::LeftLesson => Key::DefinitionLeftLesson,
        Absence::Late => Key::DefinitionLate,
        Absence::Unreported => Key::DefinitionUnreported,
        Absence::Unauthorised => Key::DefinitionUnauthorisedUnsaid,
        Absence::Unspecified => Key::DefinitionUnspecified,
    }
}

/// `under en månad`, `under varje termin`.
fn over(window: &Window, quantifier: Quantifier, months: Months) -> Sentence {
    let every = quantifier == Quantifier::Every;
    match window {
        Window::Period => Key::DefinitionUnderPeriod.into(),
        Window::Term if every => Key::DefinitionEveryTerm.into(),
        Window::SchoolYear if every => Key::DefinitionEverySchoolYear.into(),
        Window::Month if every => Key::DefinitionEveryMonth.into(),
        Window::Rolling(length) if every => Key::DefinitionEveryRolling.with("window", length_words(*length, months)),
        Window::Term | Window::SchoolYear | Window::Month | Window::Rolling(_) => {
            Key::DefinitionUnder.with("window", window_words(window, months))
        }
        Window::Latest(length) => latest_words(*length, months),
        Window::Given(spans) => given_words(spans, every),
    }
}

fn given_words(spans: &[Span], every: bool) -> Sentence {
    let key = match (spans, every) {
        ([], false) => return Key::DefinitionGiven.into(),
        ([], true) => return Key::DefinitionEveryGiven.into(),
        ([_], _) => Key::DefinitionOneSpan,
        (_, false) => Key::DefinitionAnySpan,
        (_, true) => Key::DefinitionEverySpan,
    };
    let span = |span: &Span| Key::DefinitionSpan.with("first", span.first().to_string()).with("last", span.last().to_string()).into();
    key.with("spans", Value::List(spans.iter().map(span).collect()))
}

/// How long a window is or what it is, as a reason names it: `en månad`, `ett läsår`.
pub(super) fn window_words(window: &Window, months: Months) -> Sentence {
    match window {
        Window::Period => Key::DefinitionPeriod.into(),
        Window::Term => Key::DefinitionTerm.into(),
        Window::SchoolYear => Key::DefinitionSchoolYear.into(),
        Window::Month => Key::DefinitionMonth.into(),
        Window::Rolling(length) | Window::Latest(length) => length_words(*length, months),
        Window::Given(_) => Key::DefinitionPeriods.into(),
    }
}

fn length_words(length: Length, months: Months) -> Sentence {
    let (one, many, number) = match (length, months) {
        (Length::Days(number), _) => (Key::DefinitionLengthDay, Key::DefinitionLengthDays, number),
        (Length::Weeks(number), _) => (Key::DefinitionLengthWeek, Key::DefinitionLengthWeeks, number),
        (Length::Months(number), Months::ByDate) => (Key::DefinitionLengthMonth, Key::DefinitionLengthMonths, number),
        (Length::Months(number), Months::ByCalendar) => (Key::DefinitionLengthCalendarMonth, Key::DefinitionLengthCalendarMonths, number),
        (Length::SchoolDays(number), _) => (Key::DefinitionLengthSchoolDay, Key::DefinitionLengthSchoolDays, number),
    };
    counted(one, many, number)
}

fn latest_words(length: Length, months: Months) -> Sentence {
    let (one, many, number) = match (length, months) {
        (Length::Days(number), _) => (Key::DefinitionLatestDay, Key::DefinitionLatestDays, number),
        (Length::Weeks(number), _) => (Key::DefinitionLatestWeek, Key::DefinitionLatestWeeks, number),
        (Length::Months(number), Months::ByDate) => (Key::DefinitionLatestMonth, Key::DefinitionLatestMonths, number),
        (Length::Months(number), Months::ByCalendar) => (Key::DefinitionLatestCalendarMonth, Key::DefinitionLatestCalendarMonths, number),
        (Length::SchoolDays(number), _) => (Key::DefinitionLatestSchoolDay, Key::DefinitionLatestSchoolDays, number),
    };
    counted(one, many, number)
}

fn counted(one: Key, many: Key, number: u16) -> Sentence {
    if number == 1 { one.into() } else { many.with("number", u64::from(number)) }
}
