//! The report as JSON: the contract `franvarokalkyl/report/1`, in types that say nothing but the contract.

use super::analysis::{Analysis, analyses};
use super::patterns::{pattern_caption, pattern_name};
use super::sentences::caption;
use super::sheet::{Kind, SheetRow, Shown, kind, pairs};
use super::words::{absence_name, measure_name};
use crate::definition::{ClauseSummary, Summary};
use crate::disclosure::{Cell, Dimension, Figure, Measure, PatternMeasure, PatternRow, PatternTable, Published, Rate, Row, Subject, Table};
use crate::locale::{Key, Language, Sentence};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Value, json};

/// A report, or several as one dossier, indented, with a line feed at the end.
#[must_use]
pub fn json(reports: &[&Published], language: Language) -> String {
    // Strings and whole numbers only: there is nothing that could fail to be written.
    let mut text = match reports {
        [published] => serde_json::to_string_pretty(&report(published, language)),
        _ => {
            let reports = reports.iter().map(|published| report(published, language)).collect();
            serde_json::to_string_pretty(&Dossier { schema: "franvarokalkyl/dossier/1", reports })
        }
    }
    .unwrap_or_default();
    text.push('\n');
    text
}

/// A report as a value.
pub(super) fn value(published: &Published, language: Language) -> Value {
    serde_json::to_value(report(published, language)).unwrap_or_default()
}

fn report(published: &Published, language: Language) -> Report<'_> {
    let span = published.span();
    let policy = published.policy();
    let audit = published.audit();
    let mut all: Vec<Definition<'_>> =
        published.definitions().iter().enumerate().map(|(place, own)| definition(published, place, own, language)).collect();
    let (definition, definitions) = match published.subject() {
        Subject::Comparison(_) => (None, all),
        Subject::Definition(_) | Subject::Curve(_) | Subject::Patterns(_) => (all.pop(), Vec::new()),
    };
    Report {
        schema: "franvarokalkyl/report/1",
        language: language.tag(),
        program: published.program(),
        made: published.made().to_string(),
        source: Source { files: published.files(), grain: published.grain(), from: span.first().to_string(), to: span.last().to_string() },
        definition,
        definitions,
        rule: Rule {
            id: policy.id(),
            min_group: policy.min_group(),
            min_count: policy.min_count(),
            text: policy.sentence().render(language),
        },
        tables: tables(published, language),
        quality: Quality {
            registration_rate: FigureJson(published.registration()),
            registration: published.rates().iter().map(|rate| rate_json(published, rate)).collect(),
            remarks: published.remarks().iter().map(|remark| RemarkJson { code: remark.code(), rows: RowsJson(remark.rows()) }).collect(),
        },
        audit: Audit {
            cells: audit.cells(),
            withheld: audit.withheld(),
            recoverable: audit.recoverable(),
            method: Key::ReportAuditMethod.text(language),
        },
        analyses: analyses(published).iter().map(|analysis| analysis_json(analysis, language)).collect(),
    }
}

/// What follows from the figures, as a reader sees it.
fn analysis_json(analysis: &Analysis, language: Language) -> AnalysisJson {
    let text = |sentence: &Sentence| sentence.render(language);
    let cell = |shown: &Shown| match shown {
        Shown::Figure(figure) => figure_json(*figure),
        Shown::Percent { tenths, .. } => figure_json(Figure::Share(*tenths)),
        Shown::Difference(tenths) => json!({ "value": decimal(*tenths) }),
    };
    let labels = |row: &SheetRow| row.labels.iter().map(|label| label.as_ref().map(|label| label.render(language))).collect();
    let row = |row: &SheetRow| AnalysisRow { labels: labels(row), figures: row.figures.iter().map(cell).collect() };
    AnalysisJson {
        title: text(&analysis.title),
        findings: analysis.findings.iter().map(text).collect(),
        labels: analysis.sheet.labels.iter().map(text).collect(),
        columns: analysis.sheet.columns.iter().map(|column| text(&column.text)).collect(),
        rows: analysis.sheet.rows.iter().map(row).collect(),
    }
}

/// Tenths as a decimal number: `-1.5`.
fn decimal(tenths: i64) -> String {
    let minus = if tenths < 0 { "-" } else { "" };
    format!("{minus}{}.{}", tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10)
}

fn definition<'a>(published: &Published, place: usize, own: &'a Summary, language: Language) -> Definition<'a> {
    let clause = |(number, clause): (usize, &'a ClauseSummary)| Clause {
        text: clause.text.text(language),
        judgement: clause.judgement,
        evaluated: !clause.judgement && clause.reason.is_none(),
        reason: clause.reason.as_ref().map(|reason| reason.render(language)),
        not_evaluated_in: published
            .gaps()
            .iter()
            .filter(|gap| (gap.definition, gap.clause) == (place, number))
            .flat_map(|gap| gap.columns.iter().cloned())
            .collect(),
    };
    Definition {
        id: &own.id,
        name: own.name.text(language),
        clauses: own.clauses.iter().enumerate().map(clause).collect(),
        settings: own.settings_words.iter().map(|sentence| sentence.render(language)).collect(),
    }
}

fn tables(published: &Published, language: Language) -> Vec<TableJson<'_>> {
    let tables = published.tables().iter().enumerate().map(|(index, table)| table_json(published, index, table, language));
    tables.chain(published.patterns().iter().map(|table| pattern_json(published, table, language))).collect()
}

/// A table of patterns.
fn pattern_json<'a>(published: &Published, table: &PatternTable, language: Language) -> TableJson<'a> {
    let row = |row: &PatternRow| {
        let labels = table.by().iter().zip(row.labels());
        let mut entries: Vec<(String, Value)> =
            labels.map(|(by, label)| (by.name().to_owned(), label.as_ref().map_or(Value::Null, |label| json!(label.text())))).collect();
        entries.push(("pupils".to_owned(), figure_json(row.pupils())));
        let shares = PatternMeasure::ALL.into_iter().zip(row.shares());
        entries.extend(shares.map(|(measure, figure)| (pattern_name(measure).to_owned(), figure_json(*figure))));
        RowJson(entries)
    };
    TableJson {
        id: if table.by().contains(&Dimension::Subject) { "subjects" } else { "week" }.to_owned(),
        title: pattern_caption(published, table).render(language),
        by: table.by().iter().map(|dimension| dimension.name()).collect(),
        measures: std::iter::once("pupils").chain(PatternMeasure::ALL.into_iter().map(pattern_name)).map(str::to_owned).collect(),
        rows: table.rows().iter().map(row).collect(),
    }
}

/// A table: its rows carry what they are by, then figures.
fn table_json<'a>(published: &Published, index: usize, table: &'a Table, language: Language) -> TableJson<'a> {
    let kind = kind(published, table);
    let mut by: Vec<&str> = match kind {
        Kind::Hits | Kind::Classes | Kind::Patterns => Vec::new(),
        Kind::Curve => vec!["threshold"],
        Kind::Clauses => vec!["definition", "clause"],
        Kind::Definitions => vec!["definition"],
        Kind::Overlap => vec!["a", "b"],
    };
    by.extend(table.by().iter().map(|breakdown| breakdown.name()));
    by.extend(published.over().map(|over| over.name()));
    let measures = match kind {
        Kind::Hits | Kind::Classes | Kind::Patterns => {
            let named = table.measures().flat_map(|measure| [measure_name(measure), share_name(measure)]);
            let absence = table.absence().iter().map(|share| absence_name(*share).to_owned());
            std::iter::once("pupils".to_owned()).chain(named).chain(absence).collect()
        }
        Kind::Overlap => ["both", "only_a", "only_b"].map(str::to_owned).to_vec(),
        Kind::Curve | Kind::Clauses | Kind::Definitions => ["pupils", "hits", "share"].map(str::to_owned).to_vec(),
    };
    TableJson {
        id: match kind {
            Kind::Overlap => "overlap".to_owned(),
            Kind::Clauses => "clauses".to_owned(),
            Kind::Curve => "curve".to_owned(),
            Kind::Hits | Kind::Classes | Kind::Definitions | Kind::Patterns => format!("t{}", index + 1),
        },
        title: caption(published, table).render(language),
        by,
        measures,
        rows: rows(published, table, kind, language),
    }
}

fn rows(published: &Published, table: &Table, kind: Kind, language: Language) -> Vec<RowJson> {
    let id = |place: usize| published.definitions().get(place).map_or("", |definition| definition.id.as_str());
    let measures: Vec<Measure> = table.measures().collect();
    let group = |row: &Row| {
        let labels = table.by().iter().zip(row.labels());
        let mut entries: Vec<(String, Value)> = labels
            .map(|(breakdown, label)| (breakdown.name().to_owned(), label.as_ref().map_or(Value::Null, |label| json!(label.text))))
            .collect();
        entries.extend(published.over().map(|over| (over.name().to_owned(), json!(table.column(row)))));
        entries
    };
    match kind {
        Kind::Hits | Kind::Classes | Kind::Patterns => table
            .rows()
            .iter()
            .map(|row| {
                let mut entries = group(row);
                entries.push(("pupils".to_owned(), figure_json(row.pupils())));
                for (measure, cell) in measures.iter().zip(row.cells()) {
                    entries.push((measure_name(*measure), figure_json(cell.count())));
                    entries.push((share_name(*measure), figure_json(cell.share())));
                }
                let absence = table.absence().iter().zip(row.absence());
                entries.extend(absence.map(|(share, figure)| (absence_name(*share).to_owned(), figure_json(*figure))));
                RowJson(entries)
            })
            .collect(),
        Kind::Overlap => table
            .rows()
            .iter()
            .flat_map(|row| pairs(&measures, row.cells()).map(move |pair| (row, pair)))
            .map(|(row, ((one, other), cells))| {
                let mut entries = vec![("a".to_owned(), json!(id(one))), ("b".to_owned(), json!(id(other)))];
                entries.extend(group(row));
                let named = ["both", "only_a", "only_b"].into_iter().zip(cells.map(Cell::count));
                entries.extend(named.map(|(name, figure)| (name.to_owned(), figure_json(figure))));
                RowJson(entries)
            })
            .collect(),
        Kind::Curve | Kind::Clauses | Kind::Definitions => {
            let of = |measure: Measure| match measure {
                Measure::Clause(definition, clause) => {
                    let text = published.definitions().get(definition).and_then(|definition| definition.clauses.get(clause));
                    let text = text.map_or("", |clause| clause.text.text(language));
                    vec![("definition", json!(id(definition))), ("clause", json!(clause + 1)), ("text", json!(text))]
                }
                Measure::Definition(place) => vec![("definition", json!(id(place)))],
                Measure::Over(limit) => vec![("threshold", json!(limit.threshold.text('.')))],
                _ => Vec::new(),
            };
            let each = measures.iter().enumerate().flat_map(|(place, measure)| table.rows().iter().map(move |row| (place, *measure, row)));
            each.filter_map(|(place, measure, row)| {
                let cell = row.cells().get(place)?;
                let mut entries: Vec<(String, Value)> = of(measure).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
                entries.extend(group(row));
                let figures = [("pupils", row.pupils()), ("hits", cell.count()), ("share", cell.share())];
                entries.extend(figures.map(|(name, figure)| (name.to_owned(), figure_json(figure))));
                Some(RowJson(entries))
            })
            .collect()
        }
    }
}

/// `share` beside `hits`, `share_over_20` beside `over_20`.
fn share_name(measure: Measure) -> String {
    match measure {
        Measure::Hits => "share".to_owned(),
        other => format!("share_{}", measure_name(other)),
    }
}

/// A figure as the contract has it: `{"value": 6}`, `{"value": "12.5"}`, `{"withheld": "protected"}` or
/// `{"withheld": "not measurable"}`.
#[must_use]
pub fn figure_json(figure: Figure) -> Value {
    serde_json::to_value(FigureJson(figure)).unwrap_or_default()
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    /// That of the words: what has no word of its own in the contract is in it.
    language: &'static str,
    program: &'a str,
    made: String,
    source: Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<Definition<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    definitions: Vec<Definition<'a>>,
    rule: Rule,
    tables: Vec<TableJson<'a>>,
    quality: Quality,
    audit: Audit,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    analyses: Vec<AnalysisJson>,
}

/// Several reports that are safe together.
#[derive(Serialize)]
struct Dossier<'a> {
    schema: &'static str,
    reports: Vec<Report<'a>>,
}

#[derive(Serialize)]
struct AnalysisJson {
    title: String,
    findings: Vec<String>,
    labels: Vec<String>,
    columns: Vec<String>,
    rows: Vec<AnalysisRow>,
}

#[derive(Serialize)]
struct AnalysisRow {
    labels: Vec<Option<String>>,
    figures: Vec<Value>,
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
    /// How doubtful time was counted.
    settings: Vec<String>,
}

#[derive(Serialize)]
struct Clause<'a> {
    text: &'a str,
    judgement: bool,
    evaluated: bool,
    reason: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_evaluated_in: Vec<String>,
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
    by: Vec<&'a str>,
    measures: Vec<String>,
    rows: Vec<RowJson>,
}

#[derive(Serialize)]
struct Quality {
    registration_rate: FigureJson,
    registration: Vec<RateJson>,
    remarks: Vec<RemarkJson>,
}

/// The registration rate of a school, or of all, over the analysis period or a part of it.
#[derive(Serialize)]
struct RateJson {
    school: Option<String>,
    part: Option<String>,
    rate: FigureJson,
}

fn rate_json(published: &Published, rate: &Rate) -> RateJson {
    let columns = published.tables().first().map_or(&[][..], Table::columns);
    let part = rate.column.and_then(|column| columns.get(column)).cloned();
    RateJson { school: rate.school.clone(), part, rate: FigureJson(rate.rate) }
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

/// A row: what it is by, `null` for a total, then its figures. In this order.
struct RowJson(Vec<(String, Value)>);

impl Serialize for RowJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
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
