//! The sentences of a report: its answer, its caption and what it rests on.

use crate::definition::Unregistered;
use crate::disclosure::{Figure, Published, Row, Table};
use crate::locale::{Key, Language, Sentence, Value, capital};
use crate::register::{Breakdown, Label};

/// The row that sums a whole table.
fn whole_row(table: &Table) -> Option<&Row> {
    table.rows().iter().find(|row| row.labels().iter().all(Option::is_none))
}

fn definition_name(published: &Published) -> Value {
    published.definition().name.value()
}

/// The answer in one sentence.
#[must_use]
pub fn answer(published: &Published) -> Sentence {
    let figures = published.tables().first().and_then(whole_row).map(|row| (row.pupils(), row.hits(), row.share()));
    let definition = definition_name(published);
    // A number that rests on a part of the definition must not look complete.
    let whole = published.definition().clauses.iter().all(|clause| clause.reason.is_none() && !clause.judgement);
    match figures {
        Some((Figure::Count(pupils), Figure::Count(hits), Figure::Share(share))) => {
            let key = if whole { Key::ReportAnswer } else { Key::ReportAnswerPartly };
            key.with("hits", hits).with("pupils", pupils).with("share", Value::Share(share)).with("definition", definition)
        }
        Some((Figure::Count(pupils), Figure::Withheld, _)) => {
            Key::ReportAnswerWithheld.with("pupils", pupils).with("definition", definition)
        }
        _ => Key::ReportAnswerNotMeasurable.with("definition", definition),
    }
}

/// The caption of a table: what is counted, by what, when.
#[must_use]
pub fn caption(published: &Published, table: &Table) -> Sentence {
    let mut by: Vec<Value> = table.by().iter().map(|breakdown| Sentence::from(breakdown_word(*breakdown)).into()).collect();
    let key = if by.is_empty() { Key::ReportCaptionWhole } else { Key::ReportCaption };
    let by = match (by.pop(), by.is_empty()) {
        (Some(last), false) => Key::ReportListed.with("first", Value::List(by)).with("last", last).into(),
        (Some(only), true) => only,
        (None, _) => Value::List(by),
    };
    key.with("definition", definition_name(published))
        .with("by", by)
        .with("from", published.span().first().to_string())
        .with("to", published.span().last().to_string())
}

/// The word for a breakdown.
#[must_use]
pub const fn breakdown_word(breakdown: Breakdown) -> Key {
    match breakdown {
        Breakdown::School => Key::ReportSchool,
        Breakdown::Stage => Key::ReportStage,
        Breakdown::Grade => Key::ReportGrade,
        Breakdown::Class => Key::ReportClass,
        Breakdown::Gender => Key::ReportGender,
    }
}

/// A label as people read it: `flicka` for `girl`, `F–3` for `F-3`, a school's name as it is.
#[must_use]
pub fn label_word(breakdown: Breakdown, label: &Label) -> Value {
    let key = match (breakdown, label.text.as_str()) {
        (_, "unknown") => Key::ReportUnknown,
        (Breakdown::Gender, "girl") => Key::ReportGirl,
        (Breakdown::Gender, "boy") => Key::ReportBoy,
        (Breakdown::Stage, text) => return text.replace('-', "–").into(),
        (_, text) => return text.into(),
    };
    Sentence::from(key).into()
}

/// A label as it stands in a cell of its own: a word of ours with a capital, a name as the file spells it.
pub(super) fn label_text(breakdown: Breakdown, label: Option<&Label>, language: Language) -> String {
    match label.map(|label| label_word(breakdown, label)) {
        None => Key::ReportAll.text(language).to_owned(),
        Some(Value::Text(text)) => text,
        Some(word) => capital(&word.render(language)),
    }
}

/// The rows that tell a reader something: left out is a class without its school, which mixes classes of one name, and a grade
/// without its stage, which repeats the row with it. The JSON has them all, as its contract says.
pub fn telling_rows(table: &Table) -> impl Iterator<Item = &Row> {
    let place = |breakdown: Breakdown| table.by().iter().position(|by| *by == breakdown);
    let pairs = [(Breakdown::School, Breakdown::Class), (Breakdown::Stage, Breakdown::Grade)];
    let pairs: Vec<(usize, usize)> = pairs.into_iter().filter_map(|(outer, inner)| place(outer).zip(place(inner))).collect();
    table.rows().iter().filter(move |row| {
        let has = |place: usize| row.labels().get(place).is_some_and(Option::is_some);
        pairs.iter().all(|(outer, inner)| has(*outer) || !has(*inner))
    })
}

/// Remarks on files that change what figures mean, by code, and what a report says of each.
const REMARKED: [(&str, Key); 6] = [
    ("only_absent_pupils", Key::ReportMethodOnlyAbsent),
    ("notifications_not_absence", Key::ReportMethodNotifications),
    ("days_from_absences", Key::ReportMethodGivenDays),
    ("rounded_in_source", Key::ReportMethodRounded),
    ("grade_from_class", Key::ReportMethodGradeFromClass),
    ("gender_from_number", Key::ReportMethodGenderFromNumber),
];

/// What a report rests on, a sentence each: every table must state them.
#[must_use]
pub fn method(published: &Published) -> Vec<Sentence> {
    let span = published.span();
    let mut lines = vec![Key::ReportMethodPeriod.with("from", span.first().to_string()).with("to", span.last().to_string())];
    let remarked = |code: &str| published.remarks().iter().any(|remark| remark.code() == code);
    if !remarked("only_absent_pupils") {
        lines.push(Key::ReportMethodPopulation.into());
    }
    // What the files are decides on what the figures mean, so a reader of the report must know it too.
    lines.extend(REMARKED.into_iter().filter(|(code, _)| remarked(code)).map(|(_, sentence)| Sentence::from(sentence)));
    lines.extend(published.definition().clauses.iter().filter_map(|clause| {
        let text = clause.text.value();
        match (&clause.reason, clause.judgement) {
            (None, false) => None,
            (Some(reason), _) => Some(Key::ReportMethodUnevaluated.with("clause", text).with("reason", reason.clone())),
            (None, true) => Some(Key::ReportMethodJudgement.with("clause", text)),
        }
    }));
    let settings = published.definition().settings;
    // Totals have no days to be covered.
    if settings.coverage > 0 && published.grain() != "period" {
        lines.push(Key::ReportMethodCoverage.with("share", u64::from(settings.coverage)));
    }
    lines.push(match published.registration() {
        Figure::Share(tenths) => Key::ReportMethodRegistration.with("share", Value::Share(tenths)),
        Figure::Withheld => Key::ReportMethodRegistrationWithheld.into(),
        Figure::Count(_) | Figure::NotMeasurable => Key::ReportMethodRegistrationUnknown.into(),
    });
    lines.push(match settings.unregistered {
        Unregistered::Attended => Key::ReportMethodUnregisteredAttended.into(),
        Unregistered::LeftOut => Key::ReportMethodUnregisteredLeftOut.into(),
    });
    lines.push(published.policy().sentence());
    lines.push(Key::ReportMethodMade.with("made", published.made().to_string()).with("program", published.program()));
    lines
}

/// What the audit found, in one sentence.
#[must_use]
pub fn audit(published: &Published) -> Sentence {
    let audit = published.audit();
    let key = if audit.withheld() == 0 { Key::ReportAuditNone } else { Key::ReportAudit };
    key.with("withheld", audit.withheld()).with("cells", audit.cells())
}

/// The name of a report's files without ending: `franvaro_haninge_2025-08-18_2025-12-19_2026-11-22`. Nothing personal.
#[must_use]
pub fn file_stem(published: &Published) -> String {
    let span = published.span();
    format!("franvaro_{}_{}_{}_{}", published.definition().id, span.first(), span.last(), published.made())
}
