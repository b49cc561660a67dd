//! The outcome of an attack as JSON: `franvarokalkyl/audit/1`.

use super::outcome::{Finding, Outcome, Step};
use super::program::FAR;
use super::verdict::Verdict;
use crate::locale::Language;
use serde_json::{Map, Value, json};

/// The outcome, indented, with a line feed at the end.
#[must_use]
pub fn json(outcome: &Outcome, language: Language) -> String {
    let verdicts: Map<String, Value> =
        Verdict::ALL.into_iter().map(|verdict| (verdict.name().to_owned(), json!(outcome.with(verdict)))).collect();
    let findings: Vec<Value> = outcome.findings.iter().map(|finding| finding_json(finding, language)).collect();
    let report = json!({
        "schema": "franvarokalkyl/audit/1",
        "program": concat!("franvarokalkyl ", env!("CARGO_PKG_VERSION")),
        "files": outcome.files,
        "tables": outcome.tables,
        "cells": outcome.cells,
        "withheld": outcome.withheld,
        "derived": outcome.derived,
        "leaks": outcome.leaks(),
        "timed": outcome.timed.0,
        "timed_withheld": outcome.timed.1,
        "undecided": outcome.undecided,
        "verdicts": verdicts,
        "findings": findings,
        "notes": outcome.notes.iter().map(|note| note.render(language)).collect::<Vec<_>>(),
    });
    format!("{report:#}\n")
}

fn finding_json(finding: &Finding, language: Language) -> Value {
    json!({
        "verdict": finding.verdict.map(Verdict::name),
        "leak": finding.verdict.is_some_and(Verdict::is_leak),
        "from": finding.period.0,
        "to": finding.period.1,
        "column": finding.column,
        "group": labels(&finding.group),
        "without": finding.less.iter().map(|group| labels(group)).collect::<Vec<_>>(),
        "definitions": finding.definitions,
        "measure": finding.measure,
        "in_table": finding.in_table,
        "pupils": finding.pupils,
        "low": finding.time.is_none().then_some(finding.low),
        "high": (finding.high < FAR).then_some(finding.high),
        "share": finding.time.and_then(|time| time.printed).map(|share| share.to_string()),
        "text": finding.sentence().render(language),
        "because": finding.because().map(|because| because.render(language)),
        "sum": finding.sum,
        "follows_from": finding.follows.iter().map(|step| step_json(step, language)).collect::<Vec<_>>(),
    })
}

fn step_json(step: &Step, language: Language) -> Value {
    json!({
        "file": step.file,
        "table": step.table,
        "row": step.row,
        "group": labels(&step.group),
        "measure": step.measure,
        "low": step.share.is_none().then_some(step.low),
        "high": (step.high < FAR).then_some(step.high),
        "share": step.share.map(|share| share.to_string()),
        "text": step.render(language),
    })
}

fn labels(group: &[(String, String)]) -> Map<String, Value> {
    group.iter().map(|(breakdown, label)| (breakdown.clone(), json!(label))).collect()
}
