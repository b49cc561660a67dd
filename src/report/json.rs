//! The report as JSON: the contract `franvarokalkyl/report/1`, in types that say nothing but the contract.

use super::words::caption;
use crate::disclosure::{Figure, Published, Row, Table};
use crate::locale::{Key, Language};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// The report, indented, with a line feed at the end.
#[must_use]
pub fn json(published: &Published, language: Language) -> String {
    let span = published.span();
    let definition = published.definition();
    let policy = published.policy();
    let audit = published.audit();
    let report = Report {
        schema: "franvarokalkyl/report/1",
        program: published.program(),
        made: published.made().to_string(),
        source: Source { files: published.files(), grain: published.grain(), from: span.first().to_string(), to: span.last().to_string() },
        definition: Definition {
            id: &definition.id,
            name: definition.name.text(language),
            clauses: definition
                .clauses
                .iter()
                .map(|clause| Clause {
                    text: clause.text.text(language),
                    judgement: clause.judgement,
                    evaluated: !clause.judgement && clause.reason.is_none(),
                    reason: clause.reason.as_ref().map(|reason| reason.render(language)),
                })
                .collect(),
        },
        rule: Rule {
            id: policy.id(),
            min_group: policy.min_group(),
            min_count: policy.min_count(),
            text: policy.sentence().render(language),
        },
        tables: published
            .tables()
            .iter()
            .enumerate()
            .map(|(index, table)| TableJson {
                id: format!("t{}", index + 1),
                title: caption(published, table).render(language),
                by: table.by().iter().map(|breakdown| breakdown.name()).collect(),
                measures: ["pupils", "hits", "share"],
                rows: table.rows().iter().map(|row| RowJson { table, row }).collect(),
            })
            .collect(),
        quality: Quality {
            registration_rate: FigureJson(published.registration()),
            remarks: published.remarks().iter().map(|remark| RemarkJson { code: remark.code(), rows: RowsJson(remark.rows()) }).collect(),
        },
        audit: Audit {
            cells: audit.cells(),
            withheld: audit.withheld(),
            recoverable: audit.recoverable(),
            method: Key::ReportAuditMethod.text(language),
        },
    };
    // Strings and whole numbers only: there is nothing that could fail to be written.
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}

/// A figure as the contract has it: `{"value": 6}`, `{"value": "12.5"}`, `{"withheld": "protected"}` or
/// `{"withheld": "not measurable"}`.
#[must_use]
pub fn figure_json(figure: Figure) -> serde_json::Value {
    serde_json::to_value(FigureJson(figure)).unwrap_or_default()
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    program: &'a str,
    made: String,
    source: Source,
    definition: Definition<'a>,
    rule: Rule,
    tables: Vec<TableJson<'a>>,
    quality: Quality,
    audit: Audit,
}

#[derive(Serialize)]
struct Source {
    files: usize,
    grain: &'static str,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct Definition<'a> {
    id: &'a str,
    name: &'a str,
    clauses: Vec<Clause<'a>>,
}

#[derive(Serialize)]
struct Clause<'a> {
    text: &'a str,
    judgement: bool,
    evaluated: bool,
    reason: Option<String>,
}

#[derive(Serialize)]
struct Rule {
    id: &'static str,
    min_group: u64,
    min_count: u64,
    text: String,
}

#[derive(Serialize)]
struct TableJson<'a> {
    id: String,
    title: String,
    by: Vec<&'static str>,
    measures: [&'static str; 3],
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct Quality {
    registration_rate: FigureJson,
    remarks: Vec<RemarkJson>,
}

#[derive(Serialize)]
struct RemarkJson {
    code: &'static str,
    rows: RowsJson,
}

#[derive(Serialize)]
struct Audit {
    cells: u64,
    withheld: u64,
    recoverable: u64,
    method: &'static str,
}

/// A row: its labels by breakdown, `null` for a total, then its measures.
struct RowJson<'a> {
    table: &'a Table,
    row: &'a Row,
}

impl Serialize for RowJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (breakdown, label) in self.table.by().iter().zip(self.row.labels()) {
            map.serialize_entry(breakdown.name(), &label.as_ref().map(|label| label.text.as_str()))?;
        }
        map.serialize_entry("pupils", &FigureJson(self.row.pupils()))?;
        map.serialize_entry("hits", &FigureJson(self.row.hits()))?;
        map.serialize_entry("share", &FigureJson(self.row.share()))?;
        map.end()
    }
}

/// See [`figure_json`].
struct FigureJson(Figure);

impl Serialize for FigureJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self.0 {
            Figure::Count(number) => map.serialize_entry("value", &number)?,
            Figure::Share(tenths) => map.serialize_entry("value", &format!("{}.{}", tenths / 10, tenths % 10))?,
            Figure::Withheld => map.serialize_entry("withheld", "protected")?,
            Figure::NotMeasurable => map.serialize_entry("withheld", "not measurable")?,
        }
        map.end()
    }
}

/// Rows of a remark: a plain number, or withheld as any figure.
struct RowsJson(Figure);

impl Serialize for RowsJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Figure::Count(number) => serializer.serialize_u64(number),
            other => FigureJson(other).serialize(serializer),
        }
    }
}
