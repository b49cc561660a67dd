//! A workbook of ours as a report: its last sheet carries the contract without rows, the sheets of its tables have these in words. What is
//! read goes the way of every report file from there.

use super::{Claim, Fault, is_share, read};
use crate::locale::{Key, Sentence, capital};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The field that begins what programs read.
const BEGINS: &str = "schema";
/// Breakdowns whose labels are the names of definitions.
const DEFINITIONS: [&str; 3] = ["definition", "a", "b"];

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its rows that have something in them.
    pub lines: Vec<Line>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// What stands in it, by column from 0.
    pub cells: BTreeMap<usize, Cell>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Text.
    Text(String),
    /// A number that is not negative, with a point and so many decimals as it has; `0.125` for a share of 12.5 per cent.
    Number(String),
}

impl Line {
    /// The text of a cell as a label or a sign.
    fn text(&self, column: usize) -> &str {
        match self.cells.get(&column) {
            Some(Cell::Text(text) | Cell::Number(text)) => text,
            None => "",
        }
    }
}

/// The reports of a workbook: one, or those of a dossier.
pub(super) fn claims(file: &str, sheets: &[Sheet]) -> Result<Vec<Claim>, Fault> {
    let heads = heads(sheets).filter(|heads| !heads.is_empty());
    let none = || Fault { file: file.to_owned(), table: None, row: None, what: Key::ClaimNoHead.into() };
    heads.ok_or_else(none)?.into_iter().map(|head| claim(file, sheets, head)).collect()
}

fn claim(file: &str, sheets: &[Sheet], mut head: Map<String, Value>) -> Result<Claim, Fault> {
    let fault = |what: Sentence| Fault { file: file.to_owned(), table: None, row: None, what };
    let signs = head.remove("signs").unwrap_or_default();
    let definitions: Vec<Value> = match (head.get("definition"), head.get("definitions")) {
        (_, Some(Value::Array(several))) => several.clone(),
        (Some(one), _) => vec![one.clone()],
        _ => Vec::new(),
    };
    if let Some(Value::Array(tables)) = head.get_mut("tables") {
        for table in tables.iter_mut().filter_map(Value::as_object_mut) {
            let name = table.get("sheet").and_then(Value::as_str).unwrap_or_default().to_owned();
            let sheet = sheets.iter().find(|sheet| sheet.name == name);
            let sheet = sheet.ok_or_else(|| fault(Key::ClaimNoSheet.with("sheet", name.as_str())))?;
            let rows = Reading { sheet, signs: &signs, definitions: &definitions, table }.rows().map_err(fault)?;
            let _ = table.insert("rows".to_owned(), Value::Array(rows));
        }
    }
    read::of_value(file, &Value::Object(head))
}

/// Contracts without rows: objects from the first that names the contract to the end of its sheet, put together up to the next that names it.
fn heads(sheets: &[Sheet]) -> Option<Vec<Map<String, Value>>> {
    let begins = |line: &Line| serde_json::from_str::<Value>(line.text(0)).is_ok_and(|value| value.get(BEGINS).is_some());
    let lines = sheets.iter().find_map(|sheet| sheet.lines.get(sheet.lines.iter().position(begins)?..))?;
    let text: String = lines.iter().map(|line| line.text(0)).collect();
    let mut heads: Vec<Map<String, Value>> = Vec::new();
    for object in serde_json::Deserializer::from_str(&text).into_iter::<Map<String, Value>>() {
        let object = object.ok()?;
        if object.contains_key(BEGINS) {
            heads.push(Map::new());
        }
        let head = heads.last_mut()?;
        for (name, value) in object {
            match (head.get_mut(&name), value) {
                (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
                (_, value) => {
                    let _ = head.insert(name, value);
                }
            }
        }
    }
    Some(heads)
}

/// A table while its sheet is read.
struct Reading<'a> {
    sheet: &'a Sheet,
    /// What stands for a total and for figures that are not there.
    signs: &'a Value,
    definitions: &'a [Value],
    table: &'a Map<String, Value>,
}

impl Reading<'_> {
    fn names(&self, field: &str) -> Vec<&str> {
        self.table.get(field).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }

    fn sign(&self, name: &str) -> Option<&str> {
        self.signs.get(name).and_then(Value::as_str)
    }

    /// The headings of the sheet, which must be those that it was written with.
    fn headings(&self) -> Result<Vec<&str>, Sentence> {
        let written = self.names("headings");
        let first = self.sheet.lines.iter().find(|line| line.number == 1);
        let moved = written.iter().enumerate().find(|(column, heading)| first.is_none_or(|first| first.text(*column) != **heading));
        let Some((column, heading)) = moved else { return Ok(written) };
        let found = first.map_or("", |first| first.text(column));
        Err(Key::ClaimMoved.with("sheet", self.sheet.name.as_str()).with("heading", *heading).with("found", found))
    }

    fn rows(&self) -> Result<Vec<Value>, Sentence> {
        let given = self.table.get("given").and_then(Value::as_object).cloned().unwrap_or_default();
        let by: Vec<&str> = self.names("by").into_iter().filter(|name| !given.contains_key(*name)).collect();
        let measures = self.names("measures");
        let headings = self.headings()?;
        let mut rows = Vec::new();
        for line in self.sheet.lines.iter().filter(|line| line.number > 1) {
            let mut row = given.clone();
            let wrong = |column: usize, expected: Sentence| {
                let heading = headings.get(column).copied().unwrap_or_default();
                let place = Key::ClaimCell.with("sheet", self.sheet.name.as_str()).with("row", line.number.to_string());
                let found = line.text(column);
                place.with("heading", heading).with("found", found).with("expected", expected)
            };
            for (column, name) in by.iter().enumerate() {
                let key = self.key(name, line.text(column), &row).ok_or_else(|| wrong(column, Key::ClaimExpectedLabel.into()))?;
                let _ = row.insert((*name).to_owned(), key);
            }
            // Of a table of the whole the first column says so.
            for (column, name) in (by.len().max(1)..).zip(&measures) {
                let expected = || Key::ClaimExpectedFigure.with("sign", self.sign("withheld").unwrap_or_default());
                let figure = self.figure(line.cells.get(&column), is_share(name)).ok_or_else(|| wrong(column, expected()))?;
                let _ = row.insert((*name).to_owned(), figure);
            }
            rows.push(Value::Object(row));
        }
        Ok(rows)
    }

    /// A label as the contract spells it; none where nothing is called so.
    fn key(&self, breakdown: &str, text: &str, row: &Map<String, Value>) -> Option<Value> {
        let is_called =
            |value: &&Value, field: &str| value.get(field).and_then(Value::as_str).is_some_and(|name| capital(name) == capital(text));
        if DEFINITIONS.contains(&breakdown) {
            return self.definitions.iter().find(|definition| is_called(definition, "name"))?.get("id").cloned();
        }
        if breakdown == "clause" {
            let own = self.definitions.iter().find(|definition| definition.get("id") == row.get("definition"))?;
            let clauses = own.get("clauses")?.as_array()?;
            return clauses.iter().position(|clause| is_called(&clause, "text")).map(|place| json!(place + 1));
        }
        let spelt = self.table.get("labels").and_then(|labels| labels.get(breakdown)?.get(text));
        match spelt {
            _ if text.is_empty() => None,
            _ if self.sign("total") == Some(text) => Some(Value::Null),
            Some(key) => Some(key.clone()),
            None => Some(json!(text)),
        }
    }

    /// A figure as the contract has it; none for anything else.
    fn figure(&self, cell: Option<&Cell>, is_share: bool) -> Option<Value> {
        match cell? {
            Cell::Number(number) if is_share => Some(json!({ "value": per_cent(number)? })),
            Cell::Number(number) => Some(json!({ "value": number.parse::<u64>().ok()? })),
            Cell::Text(text) if self.sign("withheld") == Some(text) => Some(json!({ "withheld": "protected" })),
            Cell::Text(text) if self.sign("not measurable") == Some(text) => Some(json!({ "withheld": "not measurable" })),
            Cell::Text(_) => None,
        }
    }
}

/// `0.125` as `12.5`: the point two places on, and at least one decimal. All of it in digits, so that nothing is rounded.
fn per_cent(number: &str) -> Option<String> {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let decimals = format!("{decimals:0<3}");
    let (moved, rest) = decimals.split_at_checked(2)?;
    let whole = format!("{whole}{moved}");
    let whole = whole.trim_start_matches('0');
    let rest = rest.trim_end_matches('0');
    Some(format!("{}.{}", if whole.is_empty() { "0" } else { whole }, if rest.is_empty() { "0" } else { rest }))
}

#[cfg(test)]
mod tests {
    use super::per_cent;

    #[test]
    fn shares_keep_their_digits() {
        for (number, share) in
            [("0.125", "12.5"), ("0", "0.0"), ("1", "100.0"), ("0.001", "0.1"), ("0.07", "7.0"), ("0.5", "50.0"), ("0.1234", "12.34")]
        {
            assert_eq!(per_cent(number).as_deref(), Some(share), "{number}");
        }
    }
}
