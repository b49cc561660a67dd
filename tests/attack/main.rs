//! The attack on published tables: against figures worked by hand, against enumeration, against an attacker of another make, and on patterns
//! that others have shown to be unsafe.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "the work of others lies where the environment says")]

mod agreement;
mod brute;
mod cases;
mod dice;
mod magnitudes;
mod municipality;
mod worked;

use franvarokalkyl::attack::{Depth, Finding, Outcome, attack};
use franvarokalkyl::claim::Claim;
use serde_json::{Map, Value, json};
use std::io::Write as _;

/// Past the test harness, which keeps what a passing test prints to itself.
pub(crate) fn said_aloud(what: &str) {
    let mut out = std::io::stderr();
    writeln!(out, "{what}").unwrap();
}

/// A report under a rule, of a definition that is a limit of 20 per cent.
pub(crate) fn report(rule: &str, tables: &[Value]) -> Value {
    json!({
        "schema": "franvarokalkyl/report/1",
        "source": {"from": "2025-08-18", "to": "2025-12-19"},
        "definition": {"id": "d", "name": "D", "clauses": [{"text": "total frånvaro > 20 % under perioden", "evaluated": true}]},
        "rule": {"id": rule, "min_group": 10, "min_count": 5},
        "tables": tables,
    })
}

/// A table from its rows: labels, `-` for a total, then figures, `..` for one that is withheld and `?` for one that cannot be measured.
pub(crate) fn table(by: &[&str], measures: &[&str], rows: &str) -> Value {
    let figure = |text: &str| match text {
        ".." => json!({"withheld": "protected"}),
        "?" => json!({"withheld": "not measurable"}),
        text if text.contains('.') => json!({"value": text}),
        text => json!({"value": text.parse::<u64>().unwrap()}),
    };
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words.len(), by.len() + measures.len(), "{line}");
        let (keys, figures) = words.split_at(by.len());
        let key = |key: &str| if key == "-" { Value::Null } else { json!(key) };
        let mut row: Map<String, Value> = by.iter().zip(keys).map(|(name, label)| ((*name).to_owned(), key(label))).collect();
        row.extend(measures.iter().zip(figures).map(|(name, text)| ((*name).to_owned(), figure(text))));
        Value::Object(row)
    };
    let rows: Vec<Value> = rows.lines().map(str::trim).filter(|line| !line.is_empty()).map(row).collect();
    json!({"by": by, "measures": measures, "rows": rows})
}

pub(crate) fn claims(reports: &[Value]) -> Vec<Claim> {
    reports.iter().enumerate().map(|(number, report)| Claim::read(&format!("{number}.json"), &report.to_string()).unwrap()).collect()
}

pub(crate) fn everything(reports: &[Value]) -> Outcome {
    let outcome = attack(&claims(reports), Depth::Everything).unwrap();
    // What is settled early must not be settled wrong.
    let quick = attack(&claims(reports), Depth::Leaks).unwrap();
    let verdicts = |outcome: &Outcome| {
        let judged = outcome.findings.iter().filter(|finding| finding.verdict.is_some());
        let mut all: Vec<String> = judged.map(|finding| format!("{:?} {}", finding.verdict, named(finding))).collect();
        all.sort();
        all
    };
    assert_eq!(verdicts(&outcome), verdicts(&quick));
    outcome
}

/// `Ek girl less Ek girl 8: over_20 3..3`, `Ek: absence_total 12.3` for a share of time that is printed, `Ek: absence_total` for one that
/// can be worked out.
pub(crate) fn named(finding: &Finding) -> String {
    let labels = |group: &[(String, String)]| group.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(" ");
    let less: String = finding.less.iter().map(|group| format!(" less {}", labels(group))).collect();
    let known = match finding.time {
        None => format!(" {}..{}", finding.low, finding.high),
        Some(time) => time.printed.map_or_else(String::new, |share| format!(" {}.{}", share.digits / 10, share.digits % 10)),
    };
    format!("{}{less}: {}{known}", labels(&finding.group), finding.measure)
}

/// The leaks, each with its verdict.
pub(crate) fn leaks(reports: &[Value]) -> Vec<String> {
    let outcome = everything(reports);
    assert_eq!(outcome.undecided, 0);
    let leaks = outcome.findings.iter().filter(|finding| finding.verdict.is_some_and(|verdict| verdict.is_leak()));
    leaks.map(|finding| format!("{} {}", finding.verdict.unwrap().name(), named(finding))).collect()
}
