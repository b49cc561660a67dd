//! The sentences of a report: its answer, its captions and what it rests on.

use super::patterns::{pattern_answer, pattern_caption, pattern_method};
use super::sheet::{Kind, Shown, kind, share_of};
use super::words::{breakdown_word, column_word, measure_word, over_word, told_absence};
use crate::definition::Comparison;
use crate::disclosure::{AbsenceShare, Figure, Measure, Published, Row, Subject, Table, Zeros};
use crate::locale::{Key, Language, Sentence, Value};
use crate::order::Order as _;
use crate::register::{Breakdown, SMALL_SCHOOL};

/// Limits that an answer names at most.
const NAMED: usize = 6;

/// The rows that sum a whole table: one for each column of time.
fn whole_rows(table: &Table) -> impl DoubleEndedIterator<Item = &Row> {
    table.rows().iter().filter(|row| row.labels().iter().all(Option::is_none))
}

/// The name of the definition, or of the first that is compared.
fn definition_name(published: &Published) -> Value {
    published.definitions().first().map_or_else(|| Value::from(""), |definition| definition.name.value())
}

/// What reports are called, a single one or several as one.
pub(super) fn title(reports: &[&Published]) -> Key {
    match reports {
        [only] if matches!(only.subject(), Subject::Patterns(_)) => Key::ReportTitlePatterns,
        _ => Key::ReportTitle,
    }
}

/// What signs in the tables mean; patterns withhold nothing.
pub(super) fn key_of_signs(reports: &[&Published]) -> Option<Sentence> {
    reports.iter().any(|published| !matches!(published.subject(), Subject::Patterns(_))).then(|| Key::ReportKeyWithheld.into())
}

/// The captions of all tables, those of patterns last.
#[must_use]
pub fn captions(published: &Published) -> Vec<Sentence> {
    let tables = published.tables().iter().map(|table| caption(published, table));
    tables.chain(published.patterns().iter().map(|table| pattern_caption(published, table))).collect()
}

/// The answer in one sentence.
#[must_use]
pub fn answer(published: &Published) -> Sentence {
    if matches!(published.subject(), Subject::Patterns(_)) {
        return pattern_answer(published);
    }
    let Some(table) = published.tables().first() else {
        return Key::ReportAnswerNotMeasurable.with("definition", definition_name(published));
    };
    // Columns of time have no sum: the latest is what the reader acts on.
    let row = whole_rows(table).next_back();
    let said = match kind(published, table) {
        Kind::Hits if table.measures().len() == 1 => answer_of_one(published, table, row),
        Kind::Definitions => answer_of_several(published, table, row),
        _ => answer_of_bands(published, table, row),
    };
    match (published.over(), row) {
        (Some(over), Some(row)) => Key::ReportAnswerOver.with("column", column_word(over, table.column(row))).with("answer", said),
        _ => said,
    }
}

fn answer_of_one(published: &Published, table: &Table, row: Option<&Row>) -> Sentence {
    let definition = definition_name(published);
    // A number that rests on a part of the definition must not look complete.
    let clauses = published.definitions().first().map_or(&[][..], |definition| &definition.clauses);
    let whole = clauses.iter().all(|clause| clause.reason.is_none() && !clause.judgement);
    let figures = row.and_then(|row| row.cells().first().map(|cell| (row.pupils(), cell.count(), share_of(row.pupils(), *cell))));
    let limit = match table.measures().next() {
        Some(measure @ Measure::Over(_)) => Some(measure_word(published, measure)),
        _ => None,
    };
    match (figures, limit) {
        (Some((Figure::Count(pupils), Figure::Count(hits), share @ (Shown::Figure(Figure::Share(_)) | Shown::Percent { .. }))), None) => {
            let key = if whole { Key::ReportAnswer } else { Key::ReportAnswerPartly };
            key.with("hits", hits).with("pupils", pupils).with("share", share_value(share)).with("definition", definition)
        }
        (Some((Figure::Count(pupils), Figure::Count(hits), share)), Some(limit)) => Key::ReportAnswerLimit
            .with("hits", hits)
            .with("pupils", pupils)
            .with("share", share_value(share))
            .with("limit", limit)
            .with("definition", definition),
        (Some((Figure::Count(pupils), Figure::Withheld, _)), _) => {
            Key::ReportAnswerWithheld.with("pupils", pupils).with("definition", definition)
        }
        _ => Key::ReportAnswerNotMeasurable.with("definition", definition),
    }
}

/// A share in a sentence.
fn share_value(shown: Shown) -> Value {
    match shown {
        Shown::Figure(Figure::Share(tenths)) => Value::Share(tenths),
        Shown::Percent { whole, .. } => Value::Percent(whole),
        Shown::Figure(_) | Shown::Difference(_) => Value::from("–"),
    }
}

/// The share for each limit, or each class between limits.
fn answer_of_bands(published: &Published, table: &Table, row: Option<&Row>) -> Sentence {
    let definition = definition_name(published);
    let Some((row, pupils)) = row.and_then(|row| if let Figure::Count(pupils) = row.pupils() { Some((row, pupils)) } else { None }) else {
        return Key::ReportAnswerNotMeasurable.with("definition", definition);
    };
    let told = table.measures().zip(row.cells());
    let parts: Vec<(Measure, Shown)> = told
        .map(|(measure, cell)| (measure, share_of(row.pupils(), *cell)))
        .filter(|(_, share)| matches!(share, Shown::Figure(Figure::Share(_)) | Shown::Percent { .. }))
        .collect();
    // A sentence names a few of many; the table has them all.
    let every = parts.len().div_ceil(NAMED).max(1);
    let parts: Vec<Value> = parts
        .into_iter()
        .step_by(every)
        .map(|(measure, share)| {
            Key::ReportAnswerPart.with("share", share_value(share)).with("limit", measure_word(published, measure)).into()
        })
        .collect();
    match (parts.is_empty(), row.cells().iter().any(|cell| cell.count() == Figure::Withheld)) {
        (false, _) => Key::ReportAnswerBands.with("pupils", pupils).with("definition", definition).with("parts", Value::List(parts)),
        (true, true) => Key::ReportAnswerWithheld.with("pupils", pupils).with("definition", definition),
        (true, false) => Key::ReportAnswerNotMeasurable.with("definition", definition),
    }
}

/// Between which shares the definitions lie.
fn answer_of_several(published: &Published, table: &Table, row: Option<&Row>) -> Sentence {
    let cells = table.measures().zip(row.into_iter().flat_map(Row::cells));
    let mut told: Vec<(u64, Value)> = cells
        .filter_map(|(measure, cell)| match cell.share() {
            Figure::Share(share) => Some((share, measure_word(published, measure).into())),
            _ => None,
        })
        .collect();
    told.order_by_key(|(share, _)| *share);
    let count = u64::try_from(published.definitions().len()).unwrap_or(u64::MAX);
    match (told.first(), told.last()) {
        (Some((low, lowest)), Some((high, highest))) if told.len() > 1 => Key::ReportAnswerSeveral
            .with("definitions", count)
            .with("low", Value::Share(*low))
            .with("lowest", lowest.clone())
            .with("high", Value::Share(*high))
            .with("highest", highest.clone()),
        _ => Key::ReportAnswerSeveralWithheld.with("definitions", count),
    }
}

/// The caption of a table: what is counted, by what, when.
#[must_use]
pub fn caption(published: &Published, table: &Table) -> Sentence {
    let mut by: Vec<Value> = table.by().iter().map(|breakdown| breakdown_word(breakdown).into()).collect();
    by.extend(published.over().map(|over| Sentence::from(over_word(over)).into()));
    let broken = !by.is_empty();
    let key = match (kind(published, table), broken) {
        (Kind::Hits, true) if table.measures().len() == 1 => Key::ReportCaption,
        (Kind::Hits, false) if table.measures().len() == 1 => Key::ReportCaptionWhole,
        (Kind::Hits | Kind::Curve, true) => Key::ReportCaptionBands,
        (Kind::Hits | Kind::Curve, false) => Key::ReportCaptionBandsWhole,
        (Kind::Classes, true) => Key::ReportCaptionClasses,
        (Kind::Classes, false) => Key::ReportCaptionClassesWhole,
        (Kind::Definitions, true) => Key::ReportCaptionDefinitions,
        (Kind::Definitions, false) => Key::ReportCaptionDefinitionsWhole,
        (Kind::Clauses, _) if published.definitions().len() > 1 => Key::ReportCaptionClausesOfAll,
        (Kind::Clauses, _) => Key::ReportCaptionClauses,
        (Kind::Overlap | Kind::Patterns, _) => Key::ReportCaptionOverlap,
    };
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
    if let Some(over) = published.over() {
        lines.push(Key::ReportMethodOver.with("over", Sentence::from(over_word(over))));
    }
    // What the files are decides on what the figures mean, so a reader of the report must know it too.
    lines.extend(REMARKED.into_iter().filter(|(code, _)| remarked(code)).map(|(_, sentence)| Sentence::from(sentence)));
    lines.extend(of_tables(published));
    lines.extend(pattern_method(published));
    lines.extend(of_clauses(published));
    lines.extend(of_settings(published));
    lines.push(match published.registration() {
        Figure::Share(tenths) => Key::ReportMethodRegistration.with("share", Value::Share(tenths)),
        Figure::Withheld => Key::ReportMethodRegistrationWithheld.into(),
        Figure::Count(_) | Figure::NotMeasurable => Key::ReportMethodRegistrationUnknown.into(),
    });
    lines.push(published.policy().sentence());
    lines.push(Key::ReportMethodMade.with("made", published.made().to_string()).with("program", published.program()));
    lines
}

/// What must be known to read the tables that there are.
fn of_tables(published: &Published) -> Vec<Sentence> {
    let mut lines = Vec::new();
    if published.tables().iter().any(|table| table.by().contains(&Breakdown::SchoolGroup)) {
        lines.push(Key::ReportMethodSmallSchools.with("most", SMALL_SCHOOL));
    }
    for table in published.tables() {
        match table.measures().next() {
            Some(Measure::Class(_, Some(limit))) => lines.push(
                match limit.comparison {
                    Comparison::MoreThan => Key::ReportMethodClassesOver,
                    Comparison::AtLeast => Key::ReportMethodClassesAtLeast,
                }
                .into(),
            ),
            Some(Measure::Over(_)) if table.measures().len() > 1 => lines.push(Key::ReportMethodBands.into()),
            Some(Measure::Clause(..)) => lines.push(Key::ReportMethodClauses.into()),
            Some(Measure::Both(..)) => lines.push(Key::ReportMethodOverlap.into()),
            _ => {}
        }
    }
    // Several tables of a kind are read in one way.
    lines.dedup();
    lines.extend(of_time(published));
    lines
}

/// What share of time is absence, if a table tells it, and what of that the files cannot answer.
fn of_time(published: &Published) -> Vec<Sentence> {
    let tables = || published.tables().iter().filter(|table| !table.absence().is_empty());
    let is_told = |share: AbsenceShare| tables().flat_map(told_absence).any(|(_, told)| told == share);
    match (tables().next().is_some(), is_told(AbsenceShare::Total)) {
        (false, _) => Vec::new(),
        (true, false) => vec![Key::ReportMethodTimeUnknown.into()],
        (true, true) if is_told(AbsenceShare::Authorised) && is_told(AbsenceShare::Unauthorised) => vec![Key::ReportMethodTime.into()],
        (true, true) => vec![Key::ReportMethodTime.into(), Key::ReportMethodTimeKinds.into()],
    }
}

/// The clauses that are not in the figures, or not in all of them.
fn of_clauses(published: &Published) -> Vec<Sentence> {
    let several = matches!(published.subject(), Subject::Comparison(_));
    let mut lines = Vec::new();
    for (place, definition) in published.definitions().iter().enumerate() {
        let named = |text: Value| match several {
            true => Key::ReportMethodOf.with("definition", definition.name.value()).with("clause", text).into(),
            false => text,
        };
        for (number, clause) in definition.clauses.iter().enumerate() {
            let text = named(clause.text.value());
            match (&clause.reason, clause.judgement) {
                (Some(reason), _) => lines.push(Key::ReportMethodUnevaluated.with("clause", text).with("reason", reason.clone())),
                (None, true) => lines.push(Key::ReportMethodJudgement.with("clause", text)),
                (None, false) => {
                    let gaps = published.gaps().iter().filter(|gap| (gap.definition, gap.clause) == (place, number));
                    lines.extend(gaps.map(|gap| {
                        let columns = Value::List(gap.columns.iter().map(|column| column.as_str().into()).collect());
                        Key::ReportMethodGap.with("clause", text.clone()).with("columns", columns).with("reason", gap.reason.clone())
                    }));
                }
            }
        }
    }
    lines
}

/// How doubtful time is treated: once where all definitions on which it has a bearing agree, else by definition.
fn of_settings(published: &Published) -> Vec<Sentence> {
    // Totals have no days to be covered.
    let bears = |sentence: &&Sentence| published.grain() != "period" || sentence.key != Key::DefinitionSettingCoverage;
    let definitions = published.definitions();
    let mut lines: Vec<Sentence> = Vec::new();
    for definition in definitions {
        for sentence in definition.settings_words.iter().filter(bears) {
            let mut others =
                definitions.iter().flat_map(|other| &other.settings_words).filter(|other| topic(other.key) == topic(sentence.key));
            let line = if others.all(|other| other == sentence) {
                sentence.clone()
            } else {
                Key::ReportMethodSettingOf.with("definition", definition.name.value()).with("setting", sentence.clone())
            };
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines
}

/// The setting that a sentence is about, under the name of its first value.
const fn topic(key: Key) -> Key {
    match key {
        Key::DefinitionSettingUnregisteredLeftOut => Key::DefinitionSettingUnregisteredAttended,
        Key::DefinitionSettingOtherActivityLeftOut => Key::DefinitionSettingOtherActivityAttended,
        Key::DefinitionSettingLatePresent => Key::DefinitionSettingLateAbsence,
        Key::DefinitionSettingMonthsByCalendar => Key::DefinitionSettingMonthsByDate,
        other => other,
    }
}

/// What the audit found, in one sentence.
#[must_use]
pub fn audit(published: &Published) -> Sentence {
    let audit = published.audit();
    if let Subject::Patterns(_) = published.subject() {
        return Key::ReportAuditPatterns.with("group", published.policy().least_group());
    }
    // Unless the rule protects zeros, a reader may come to know that something is true of nobody.
    let zeros = published.policy().rule().zeros() != Zeros::Protected;
    let key = match (audit.withheld(), published.tables().len(), zeros) {
        (0, ..) => Key::ReportAuditNone,
        (_, 1, true) => Key::ReportAuditZeros,
        (_, 1, false) => Key::ReportAudit,
        (.., true) => Key::ReportAuditTablesZeros,
        (.., false) => Key::ReportAuditTables,
    };
    key.with("withheld", audit.withheld()).with("cells", audit.cells())
}

/// The name of the files of several reports as one, by the first of them.
#[must_use]
pub fn dossier_stem(first: &Published, language: Language) -> String {
    let span = first.span();
    format!("{}_{}_{}_{}", Key::ReportFileDossier.text(language), span.first(), span.last(), first.made())
}

/// The name of a report's files without ending: `franvaro_haninge_2025-08-18_2025-12-19_2026-11-22`. Nothing personal.
#[must_use]
pub fn file_stem(published: &Published) -> String {
    let span = published.span();
    let name = match published.subject() {
        Subject::Definition(definition) => definition.id.clone(),
        Subject::Curve(definition) => format!("{}-{}", definition.id, Key::ReportFileCurve.text(Language::Swedish)),
        Subject::Comparison(_) => Key::ReportFileComparison.text(Language::Swedish).to_owned(),
        Subject::Patterns(_) => Key::ReportFilePatterns.text(Language::Swedish).to_owned(),
    };
    format!("franvaro_{name}_{}_{}_{}", span.first(), span.last(), published.made())
}
