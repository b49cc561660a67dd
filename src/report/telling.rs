//! What a report is asked, what it rests on and what it does not say: what stands around its figures so that nobody reads too much into them.

use super::sentences::{audit, method};
use super::sheet::{Kind, kind};
use super::words::{breakdown_word, over_word};
use crate::disclosure::{Dimension, Figure, Measure, Published, Subject};
use crate::locale::{Key, Sentence, Value};
use crate::register::Breakdown;

/// The question that a report answers.
#[must_use]
pub fn question(published: &Published) -> Sentence {
    if let Subject::Patterns(_) = published.subject() {
        return Key::ReportQuestionPatterns.into();
    }
    let name = || published.definitions().first().map_or_else(|| Value::from(""), |definition| definition.name.value());
    let several = published.tables().first().is_some_and(|table| {
        kind(published, table) == Kind::Classes || table.measures().len() > 1 && matches!(table.measures().next(), Some(Measure::Over(_)))
    });
    let mut by: Vec<Value> = Vec::new();
    for breakdown in published.tables().iter().flat_map(|table| table.by()) {
        let word = Value::from(breakdown_word(breakdown));
        if !by.contains(&word) {
            by.push(word);
        }
    }
    by.extend(published.over().map(|over| Value::from(Sentence::from(over_word(over)))));
    let key = match (published.subject(), several, by.is_empty()) {
        (Subject::Comparison(_), _, true) => Key::ReportQuestionSeveral,
        (Subject::Comparison(_), _, false) => Key::ReportQuestionSeveralBy,
        (_, true, true) => Key::ReportQuestionBands,
        (_, true, false) => Key::ReportQuestionBandsBy,
        (_, false, true) => Key::ReportQuestion,
        (_, false, false) => Key::ReportQuestionBy,
    };
    key.with("definition", name()).with("by", Value::List(by))
}

/// What a report rests on: its definitions with their clauses, then its method, then what the audit found.
#[must_use]
pub fn rests_on(published: &Published) -> Vec<Sentence> {
    let mut lines: Vec<Sentence> = Vec::new();
    for definition in published.definitions() {
        let counted = definition.clauses.iter().filter(|clause| clause.reason.is_none() && !clause.judgement);
        let clauses: Vec<Value> = counted.map(|clause| clause.text.value()).collect();
        if !clauses.is_empty() {
            lines.push(Key::ReportDefinedAs.with("definition", definition.name.value()).with("clauses", Value::List(clauses)));
        }
    }
    lines.extend(method(published));
    lines.push(audit(published));
    lines
}

/// What a report does not say.
#[must_use]
pub fn limits(published: &Published) -> Vec<Sentence> {
    let has = |breakdown: Breakdown| published.tables().iter().any(|table| table.by().contains(&breakdown));
    let mut lines = vec![Key::ReportLimitWhy];
    let by_school = published.patterns().iter().any(|table| table.by().contains(&Dimension::School));
    if by_school || [Breakdown::School, Breakdown::SchoolGroup, Breakdown::Organiser, Breakdown::Municipality].into_iter().any(has) {
        lines.push(Key::ReportLimitSchools);
    }
    if published.over().is_some() {
        lines.push(Key::ReportLimitTime);
    }
    match published.subject() {
        Subject::Comparison(_) => lines.push(Key::ReportLimitDefinitions),
        Subject::Patterns(_) => lines.push(Key::ReportLimitPatterns),
        Subject::Definition(_) | Subject::Curve(_) => {}
    }
    if !matches!(published.registration(), Figure::Share(1000)) {
        lines.push(Key::ReportLimitRegistration);
    }
    lines.push(Key::ReportLimitPupils);
    lines.into_iter().map(Sentence::from).collect()
}
