//! The comparison as JSON: `franvarokalkyl/merge/1`. Every table has a row per report and label.

use super::align::{Row, Table};
use super::sameness::Statement;
use super::{Merged, words};
use crate::claim::{Claim, Figure};
use crate::locale::{Language, capital};
use serde_json::{Map, Value, json};

/// The comparison, indented, with a line feed at the end.
#[must_use]
pub fn json(merged: &Merged, language: Language) -> String {
    let said = |statements: &[Statement]| -> Vec<Value> {
        let one = |said: &Statement| json!({ "topic": said.topic.name(), "text": capital(&said.sentence.render(language)) });
        statements.iter().map(one).collect()
    };
    let tables = merged.tables.iter().enumerate().map(|(place, table)| table_json(merged, place, table)).collect::<Vec<_>>();
    let report = json!({
        "schema": "franvarokalkyl/merge/1",
        "program": concat!("franvarokalkyl ", env!("CARGO_PKG_VERSION")),
        "language": language.tag(),
        "reports": merged.units.iter().zip(&merged.claims).map(|(unit, claim)| report_json(&unit.name, claim)).collect::<Vec<_>>(),
        "same": said(&merged.sameness.same),
        "different": said(&merged.sameness.different),
        "tables": tables,
        "audit": {
            "cells": merged.outcome.cells,
            "withheld": merged.outcome.withheld,
            "recoverable": merged.outcome.leaks(),
            "undecided": merged.outcome.undecided,
            "notes": merged.audit().iter().map(|line| capital(&line.render(language))).collect::<Vec<_>>(),
        },
    });
    format!("{report:#}\n")
}

fn report_json(name: &str, claim: &Claim) -> Value {
    json!({
        "name": name,
        "file": claim.file,
        "program": claim.program,
        "made": claim.made,
        "from": claim.period.0,
        "to": claim.period.1,
        "grain": claim.grain,
        "definitions": claim.definitions.iter().map(|definition| &definition.id).collect::<Vec<_>>(),
        "rule": { "id": claim.rule.kind.id(), "min_group": claim.rule.min_group, "min_count": claim.rule.min_count },
    })
}

fn table_json(merged: &Merged, place: usize, table: &Table) -> Value {
    let row = |row: &Row| {
        let name = row.report.and_then(|report| merged.units.get(report)).map(|unit| &unit.name);
        let mut fields = Map::new();
        let _ = fields.insert("report".to_owned(), json!(name));
        fields.extend(table.by.iter().zip(&row.keys).map(|(name, key)| (name.clone(), json!(key))));
        let figures = table.measures.iter().zip(&row.figures);
        fields.extend(figures.filter_map(|(name, figure)| Some((name.clone(), figure_json((*figure)?)))));
        Value::Object(fields)
    };
    json!({
        "id": format!("m{}", place + 1),
        "kind": table.kind.name(),
        "by": table.by,
        "measures": table.measures,
        "rows": table.rows.iter().map(row).collect::<Vec<_>>(),
    })
}

/// A figure as the contract of reports has it.
fn figure_json(figure: Figure) -> Value {
    match figure {
        Figure::Count(number) => json!({ "value": number }),
        Figure::Decimal(decimal) => json!({ "value": words::digits(decimal, Language::English) }),
        Figure::Withheld => json!({ "withheld": "protected" }),
        Figure::NotMeasurable => json!({ "withheld": "not measurable" }),
    }
}
