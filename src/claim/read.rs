//! From the text of a file to a claim. Every field that is used is checked; fields that the contract may have got since are let be.

use super::{Claim, Clause, Decimal, Definition, Fault, Figure, Row, Rule, RuleKind, Table, is_share};
use crate::locale::{Key, Sentence};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// The contract that is read.
const SCHEMA: &str = "franvarokalkyl/report/1";
/// Several reports in one file.
const DOSSIER: &str = "franvarokalkyl/dossier/1";
/// Above this no number counts pupils, and sums could leave the machine's whole numbers.
const MOST: u64 = 1_000_000_000;
/// Letters of a value that a message quotes.
const QUOTED: usize = 60;
/// Decimals of a share that are taken to mean something.
const DECIMALS: usize = 4;

/// A value inside a file, and where it stands.
#[derive(Clone, Copy)]
struct At<'a> {
    file: &'a str,
    table: Option<&'a str>,
    row: Option<usize>,
}

impl At<'_> {
    fn fault(self, what: Sentence) -> Fault {
        Fault { file: self.file.to_owned(), table: self.table.map(str::to_owned), row: self.row, what }
    }

    fn expected(self, field: &str, found: Option<&Value>, expected: Key) -> Fault {
        let found = found.map_or_else(|| Key::AuditFoundNothing.into(), |value| Key::AuditFound.with("found", quoted(value)));
        self.fault(Key::AuditExpected.with("field", field).with("found", found).with("expected", Sentence::from(expected)))
    }
}

/// A value as it stands, cut where it is long.
fn quoted(value: &Value) -> String {
    let text = value.to_string();
    let mut letters = text.chars();
    let head: String = letters.by_ref().take(QUOTED).collect();
    if letters.next().is_some() { head + "…" } else { head }
}

pub(super) fn claim(file: &str, text: &str) -> Result<Claim, Fault> {
    of_value(file, &parsed(file, text)?)
}

/// The reports of a file: one, or those of a dossier.
pub(super) fn claims(file: &str, text: &str) -> Result<Vec<Claim>, Fault> {
    let value = parsed(file, text)?;
    match value.get("reports").and_then(Value::as_array).filter(|_| value.get("schema").and_then(Value::as_str) == Some(DOSSIER)) {
        Some(reports) => reports.iter().map(|report| of_value(file, report)).collect(),
        None => Ok(vec![of_value(file, &value)?]),
    }
}

fn parsed(file: &str, text: &str) -> Result<Value, Fault> {
    let at = At { file, table: None, row: None };
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|fault| {
        let found = fault.to_string();
        at.fault(Key::AuditNotJson.with("found", found))
    })
}

/// The same of what was parsed already.
pub(super) fn of_value(file: &str, value: &Value) -> Result<Claim, Fault> {
    let at = At { file, table: None, row: None };
    let report = value.as_object().ok_or_else(|| at.expected("schema", None, Key::AuditExpectedSchema))?;
    if report.get("schema").and_then(Value::as_str) != Some(SCHEMA) {
        return Err(at.expected("schema", report.get("schema"), Key::AuditExpectedSchema));
    }
    let named = |name: &str| report.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let source = report.get("source").and_then(Value::as_object);
    let day = |name: &str| {
        let value = source.and_then(|source| source.get(name));
        value.and_then(Value::as_str).map(str::to_owned).ok_or_else(|| at.expected(&format!("source.{name}"), value, Key::AuditExpectedDay))
    };
    let tables = list(at, report, "tables")?;
    Ok(Claim {
        file: file.to_owned(),
        program: named("program"),
        made: named("made"),
        language: named("language"),
        grain: source.and_then(|source| source.get("grain")).and_then(Value::as_str).unwrap_or_default().to_owned(),
        remarks: remarks(report),
        period: (day("from")?, day("to")?),
        definitions: definitions(at, report)?,
        rule: rule(at, report)?,
        tables: tables
            .iter()
            .enumerate()
            .filter(|(_, table)| !is_of_lessons(table))
            .map(|(number, table)| self::table(at, number, table))
            .collect::<Result<_, _>>()?,
    })
}

/// What tables that sum lessons tell.
const OF_LESSONS: [&str; 6] = ["pupils", "absence_total", "absence_authorised", "absence_unauthorised", "late", "part_day"];

/// Whether a table sums lessons, by weekday or subject, and tells nothing else: its rows are no groups of pupils, since a pupil has lessons
/// in many of them, and it counts nobody who is above a limit.
fn is_of_lessons(table: &Value) -> bool {
    let names = |field: &str| {
        let list = table.get(field).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(Value::as_str).collect::<Vec<_>>()
    };
    let (by, measures) = (names("by"), names("measures"));
    let rows = table.get("rows").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let beside = rows.iter().filter_map(Value::as_object).flat_map(Map::keys).map(String::as_str).filter(|name| !by.contains(name));
    (by.contains(&"weekday") || by.contains(&"subject")) && measures.iter().copied().chain(beside).all(|name| OF_LESSONS.contains(&name))
}

/// The codes of what a report remarks on its files.
fn remarks(report: &Map<String, Value>) -> Option<Vec<String>> {
    let remarks = report.get("quality")?.get("remarks")?.as_array()?;
    Some(remarks.iter().filter_map(|remark| remark.get("code")?.as_str().map(str::to_owned)).collect())
}

fn list<'a>(at: At<'_>, object: &'a Map<String, Value>, name: &str) -> Result<&'a Vec<Value>, Fault> {
    let value = object.get(name);
    value.and_then(Value::as_array).ok_or_else(|| at.expected(name, value, Key::AuditExpectedList))
}

fn definitions(at: At<'_>, report: &Map<String, Value>) -> Result<Vec<Definition>, Fault> {
    let one = report.get("definition").filter(|value| !value.is_null()).map(|value| ("definition".to_owned(), value));
    let several = match report.get("definitions") {
        None | Some(Value::Null) => Vec::new(),
        Some(_) => list(at, report, "definitions")?.iter().enumerate().map(|(n, value)| (format!("definitions[{n}]"), value)).collect(),
    };
    one.into_iter().chain(several).map(|(field, value)| definition(at, &field, value)).collect()
}

fn definition(at: At<'_>, field: &str, value: &Value) -> Result<Definition, Fault> {
    let id = value.get("id").and_then(Value::as_str);
    let id = id.ok_or_else(|| at.expected(&format!("{field}.id"), value.get("id"), Key::AuditExpectedText))?;
    let clauses = value.get("clauses").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let clauses = clauses.iter().map(|clause| Clause {
        text: clause.get("text").and_then(Value::as_str).unwrap_or_default().to_owned(),
        evaluated: clause.get("evaluated").and_then(Value::as_bool).unwrap_or(false),
    });
    let name = value.get("name").and_then(Value::as_str).unwrap_or(id);
    let settings = value.get("settings").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    Ok(Definition { id: id.to_owned(), name: name.to_owned(), clauses: clauses.collect(), settings: settings.collect() })
}

fn rule(at: At<'_>, report: &Map<String, Value>) -> Result<Rule, Fault> {
    let field = |name: &str| report.get("rule").and_then(|rule| rule.get(name));
    let id = field("id");
    let kind = RuleKind::ALL.iter().find(|(known, _)| id.and_then(Value::as_str) == Some(known)).map(|(_, kind)| *kind);
    let number = |name: &str| {
        let value = field(name);
        let number = value.and_then(Value::as_u64).filter(|number| (1..=MOST).contains(number));
        number.ok_or_else(|| at.expected(&format!("rule.{name}"), value, Key::AuditExpectedCount))
    };
    Ok(Rule {
        kind: kind.ok_or_else(|| at.expected("rule.id", id, Key::AuditExpectedRule))?,
        min_group: number("min_group")?,
        min_count: number("min_count")?,
    })
}

fn table(at: At<'_>, number: usize, value: &Value) -> Result<Table, Fault> {
    let id = value.get("id").and_then(Value::as_str).map_or_else(|| (number + 1).to_string(), str::to_owned);
    let at = At { table: Some(&id), ..at };
    let table = value.as_object().ok_or_else(|| at.expected("tables", Some(value), Key::AuditExpectedTable))?;
    let names = |field: &str| -> Result<Vec<String>, Fault> {
        let name = |value: &Value| value.as_str().map(str::to_owned);
        let names: Option<Vec<String>> = list(at, table, field)?.iter().map(name).collect();
        names.ok_or_else(|| at.expected(field, table.get(field), Key::AuditExpectedNames))
    };
    let by = names("by")?;
    let listed = names("measures")?;
    let mut measures = listed.clone();
    let rows = list(at, table, "rows")?;
    // A figure that no column is listed for is read by people all the same.
    for (name, value) in rows.iter().filter_map(Value::as_object).flatten() {
        let figure = value.as_object().is_some_and(|object| object.contains_key("value") || object.contains_key("withheld"));
        if figure && !by.contains(name) && !measures.contains(name) {
            measures.push(name.clone());
        }
    }
    if let Some(twice) =
        by.iter().chain(&measures).enumerate().find(|(place, name)| by.iter().chain(&measures).take(*place).any(|n| n == *name))
    {
        return Err(at.fault(Key::AuditNameTwice.with("name", twice.1.as_str())));
    }
    let mut seen = HashSet::new();
    let mut read = Vec::with_capacity(rows.len());
    for (number, value) in rows.iter().enumerate() {
        let at = At { row: Some(number + 1), ..at };
        let row = self::row(at, value, &by, &measures, listed.len())?;
        if !seen.insert(row.keys.clone()) {
            return Err(at.fault(Key::AuditRowTwice.into()));
        }
        read.push(row);
    }
    Ok(Table { id: id.clone(), by, measures, rows: read })
}

/// A row, of whose figures the first `listed` must be there.
fn row(at: At<'_>, value: &Value, by: &[String], measures: &[String], listed: usize) -> Result<Row, Fault> {
    let row = value.as_object().ok_or_else(|| at.expected("rows", Some(value), Key::AuditExpectedTable))?;
    let key = |name: &String| match row.get(name) {
        Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        other => Err(at.expected(name, other, Key::AuditExpectedKey)),
    };
    let figure = |(place, name): (usize, &String)| match row.get(name) {
        None if place >= listed => Ok(None),
        value => self::figure(at, name, value).map(Some),
    };
    Ok(Row {
        keys: by.iter().map(key).collect::<Result<_, _>>()?,
        figures: measures.iter().enumerate().map(figure).collect::<Result<_, _>>()?,
    })
}

fn figure(at: At<'_>, name: &str, value: Option<&Value>) -> Result<Figure, Fault> {
    let wrong = || at.expected(name, value, Key::AuditExpectedFigure);
    let object = value.and_then(Value::as_object).ok_or_else(wrong)?;
    let figure = match (object.get("value"), object.get("withheld")) {
        (None, Some(Value::String(reason))) if reason == "protected" => Figure::Withheld,
        (None, Some(Value::String(reason))) if reason == "not measurable" => Figure::NotMeasurable,
        (Some(Value::Number(number)), None) => Figure::Count(number.as_u64().filter(|number| *number <= MOST).ok_or_else(wrong)?),
        (Some(Value::String(text)), None) => Figure::Decimal(decimal(text).ok_or_else(wrong)?),
        _ => return Err(wrong()),
    };
    let is_count = ["pupils", "hits", "both", "only_a", "only_b"].contains(&name)
        || ["over_", "at_least_", "from_"].iter().any(|start| name.starts_with(start));
    match figure {
        Figure::Count(_) if is_share(name) => Err(at.expected(name, value, Key::AuditExpectedShare)),
        Figure::Decimal(_) if is_count => Err(at.expected(name, value, Key::AuditExpectedCount)),
        figure => Ok(figure),
    }
}

/// `12.5`, and nothing else.
fn decimal(text: &str) -> Option<Decimal> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
    let fits = digits(whole) && whole.len() <= 9 && decimals.len() <= DECIMALS && (digits(decimals) || !text.contains('.'));
    let digits = fits.then(|| format!("{whole}{decimals}").parse().ok())??;
    Some(Decimal { digits, decimals: u32::try_from(decimals.len()).ok()? })
}
