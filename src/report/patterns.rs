//! Words for patterns: tables of when in the week and in which subjects absence falls.

use super::sheet::{Heading, Kind, Sheet, SheetRow, Shown};
use super::words::{absence_name, label_word};
use crate::disclosure::{AbsenceShare, Dimension, Figure, PatternMeasure, PatternRow, PatternTable, Published, Slice, Subject};
use crate::locale::{Key, Sentence, Value};
use crate::register::Breakdown;

/// The word for what rows are by.
pub(super) const fn dimension_word(dimension: Dimension) -> Key {
    match dimension {
        Dimension::School => Key::ReportSchool,
        Dimension::Weekday => Key::ReportWeekday,
        Dimension::Time => Key::ReportTime,
        Dimension::Subject => Key::ReportSubject,
    }
}

const WEEKDAYS: [Key; 7] = [
    Key::ReportMonday,
    Key::ReportTuesday,
    Key::ReportWednesday,
    Key::ReportThursday,
    Key::ReportFriday,
    Key::ReportSaturday,
    Key::ReportSunday,
];

/// What a row is about, as people read it: `måndag`, `kl. 8–9`, a subject as it is spelt.
pub(super) fn slice_word(slice: &Slice) -> Value {
    let weekday = |day: u8| -> Value {
        let key = usize::from(day).checked_sub(1).and_then(|place| WEEKDAYS.get(place)).copied();
        Sentence::from(key.unwrap_or(Key::ReportUnknown)).into()
    };
    let sentence = match slice {
        Slice::School(label) => return label_word(&Breakdown::SchoolGroup, label),
        Slice::Weekdays(first, last) if first == last => return weekday(*first),
        Slice::Weekdays(first, last) => Key::ReportWeekdays.with("first", weekday(*first)).with("last", weekday(*last)),
        Slice::Hours(first, last) => Key::ReportHours.with("from", first.to_string()).with("to", (last + 1).to_string()),
        Slice::Subject(name) => return name.as_str().into(),
        Slice::OtherSubjects => Key::ReportOtherSubjects.into(),
        Slice::NoSubject => Key::ReportUnknown.into(),
    };
    sentence.into()
}

/// What a column of figures is called, as a heading.
pub(super) const fn pattern_word(measure: PatternMeasure) -> Key {
    match measure {
        PatternMeasure::Absence(AbsenceShare::Total) => Key::ReportPatternTotal,
        PatternMeasure::Absence(AbsenceShare::Authorised) => Key::ReportPatternAuthorised,
        PatternMeasure::Absence(AbsenceShare::Unauthorised) => Key::ReportPatternUnauthorised,
        PatternMeasure::Late => Key::ReportPatternLate,
        PatternMeasure::PartDay => Key::ReportPatternPartDay,
    }
}

/// What it is called in machine-readable output.
pub(super) const fn pattern_name(measure: PatternMeasure) -> &'static str {
    match measure {
        PatternMeasure::Absence(share) => absence_name(share),
        PatternMeasure::Late => "late",
        PatternMeasure::PartDay => "part_day",
    }
}

/// The measures that the files can answer, each with its place in a row.
pub(super) fn told_patterns(table: &PatternTable) -> impl Iterator<Item = (usize, PatternMeasure)> {
    let told = |place: usize| table.rows().iter().any(|row| row.shares().get(place).is_some_and(|figure| *figure != Figure::NotMeasurable));
    PatternMeasure::ALL.into_iter().enumerate().filter(move |(place, _)| told(*place))
}

/// The caption of a table of patterns.
pub(super) fn pattern_caption(published: &Published, table: &PatternTable) -> Sentence {
    let mut by: Vec<Value> = table.by().iter().map(|dimension| Sentence::from(dimension_word(*dimension)).into()).collect();
    let by = match (by.pop(), by.is_empty()) {
        (Some(last), false) => Key::ReportListed.with("first", Value::List(by)).with("last", last).into(),
        (Some(only), true) => only,
        (None, _) => Value::List(by),
    };
    let span = published.span();
    Key::ReportCaptionPatterns.with("by", by).with("from", span.first().to_string()).with("to", span.last().to_string())
}

/// A table of patterns to be shown: a row per slice, and a share for each measure that the files can answer.
pub(super) fn pattern_sheet(table: &PatternTable) -> Sheet {
    let told: Vec<(usize, PatternMeasure)> = told_patterns(table).collect();
    let pupils = Heading { text: Key::ReportPupils.into(), measure: None, share: false, time: false };
    let shares =
        told.iter().map(|(_, measure)| Heading { text: pattern_word(*measure).into(), measure: Some(0), share: true, time: false });
    let row = |row: &PatternRow| SheetRow {
        labels: row.labels().iter().map(|label| label.as_ref().map(slice_word)).collect(),
        total: row.is_total(),
        doubt: false,
        figures: std::iter::once(row.pupils())
            .chain(told.iter().filter_map(|(place, _)| row.shares().get(*place).copied()))
            .map(Shown::from)
            .collect(),
    };
    Sheet {
        kind: Kind::Patterns,
        labels: table.by().iter().map(|dimension| dimension_word(*dimension).into()).collect(),
        columns: std::iter::once(pupils).chain(shares).collect(),
        rows: table.rows().iter().map(row).collect(),
    }
}

/// The share of absence in a row.
fn absence(row: &PatternRow) -> Option<u64> {
    match row.shares().first() {
        Some(Figure::Share(tenths)) => Some(*tenths),
        _ => None,
    }
}

/// The answer in one sentence: where in the first table absence is greatest, beside all of it.
pub(super) fn pattern_answer(published: &Published) -> Sentence {
    let Some(table) = published.patterns().first() else { return Key::ReportAnswerPatternsNone.into() };
    let outer = usize::from(table.by().first() == Some(&Dimension::School));
    let is_whole = |row: &&PatternRow| row.labels().iter().take(outer).all(Option::is_none);
    let rows = || table.rows().iter().filter(is_whole);
    let inner = rows().filter(|row| row.labels().iter().skip(outer).all(Option::is_some));
    let greatest = inner.filter_map(|row| Some((absence(row)?, row))).reduce(|one, other| if other.0 > one.0 { other } else { one });
    let whole = rows().next_back().and_then(absence);
    match (greatest, whole) {
        (Some((share, row)), Some(whole)) => Key::ReportAnswerPatterns
            .with("where", Value::List(row.labels().iter().flatten().map(slice_word).collect()))
            .with("share", Value::Share(share))
            .with("whole", Value::Share(whole)),
        _ => Key::ReportAnswerPatternsNone.into(),
    }
}

/// What must be known to read patterns, and what the files cannot answer.
pub(super) fn pattern_method(published: &Published) -> Vec<Sentence> {
    let Subject::Patterns(subject) = published.subject() else { return Vec::new() };
    let mut lines = vec![Key::ReportMethodPatterns.with("group", published.policy().least_group())];
    let told = |wanted: PatternMeasure| published.patterns().iter().flat_map(told_patterns).any(|(_, measure)| measure == wanted);
    lines.extend(
        [
            (told(PatternMeasure::Late), Key::ReportMethodPatternsLate),
            (told(PatternMeasure::PartDay), Key::ReportMethodPatternsPartDay),
            (!told(PatternMeasure::Absence(AbsenceShare::Unauthorised)), Key::ReportMethodTimeKinds),
        ]
        .into_iter()
        .filter(|(is_so, _)| *is_so)
        .map(|(_, key)| key.into()),
    );
    lines.extend(subject.missing.iter().cloned());
    lines.extend(subject.settings.iter().cloned());
    lines
}
