//! What a program needs to read the sheets of a workbook as the report that they are: the contract without its rows, and which words of
//! the sheets stand for which of the contract. It stands where everybody sees it.

use super::json;
use super::sheet::{Kind, Sheet, label_text, sheet};
use super::words::{absence_name, label_word, limit_word, told_absence};
use crate::disclosure::{Figure, Measure, Published, Subject, Table};
use crate::locale::{Key, Language, Sentence, Value as Word, capital};
use serde_json::{Map, Value, json};

/// Letters of a line at most: a cell holds 32 767.
const LINE: usize = 15_000;

/// Objects as text, a line each, which put together are the report; lists go on from line to line. The first names the contract. What is too
/// long for a cell goes on in the next.
///
/// Patterns have none: their rows are no groups of pupils, and nothing that reads reports takes them for such.
pub(super) fn head(published: &Published, language: Language, name: impl Fn(usize) -> String) -> Vec<String> {
    if let Subject::Patterns(_) = published.subject() {
        return Vec::new();
    }
    let Value::Object(mut report) = json::value(published, language) else { return Vec::new() };
    let mut lines = vec![json!({ "schema": report.remove("schema") })];
    lines.push(json!({ "signs": {
        "total": label_text(None, language),
        "withheld": super::figure_text(Figure::Withheld, language),
        "not measurable": super::figure_text(Figure::NotMeasurable, language),
    }}));
    // What follows from the figures follows from them again.
    let _ = (report.remove("audit"), report.remove("analyses"));
    if let Some(Value::Array(tables)) = report.get_mut("tables") {
        for (place, (written, table)) in tables.iter_mut().zip(published.tables()).enumerate() {
            if let Value::Object(written) = written {
                shorten(written, published, table, language);
                let _ = written.insert("sheet".to_owned(), json!(name(place + 1)));
            }
        }
    }
    for (name, value) in report {
        match value {
            Value::Array(values) => lines.extend(values.into_iter().map(|value| json!({ &name: [value] }))),
            value => lines.push(json!({ &name: value })),
        }
    }
    lines.iter().flat_map(|line| pieces(&line.to_string())).collect()
}

/// A table without its rows: with the columns that its sheet has, and the labels that it spells otherwise than the contract.
fn shorten(written: &mut Map<String, Value>, published: &Published, table: &Table, language: Language) {
    let _ = (written.remove("rows"), written.remove("title"));
    let shown = sheet(published, table);
    let by: Vec<String> =
        written.get("by").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    // A report by the clauses of one definition does not say again in each row which it is.
    let given: &[String] = if shown.labels.len() < by.len() { by.get(..by.len() - shown.labels.len()).unwrap_or_default() } else { &[] };
    if let Some(definition) = published.definitions().first().filter(|_| !given.is_empty()) {
        let given: Map<String, Value> = given.iter().map(|name| (name.clone(), json!(definition.id))).collect();
        let _ = written.insert("given".to_owned(), Value::Object(given));
    }
    if let Some(Value::Array(measures)) = written.get_mut("measures") {
        let told: Vec<&str> = told_absence(table).map(|(_, share)| absence_name(share)).collect();
        measures.retain(|name| name.as_str().is_none_or(|name| !name.starts_with("absence_") || told.contains(&name)));
    }
    // Where a column is moved, or another set between, its figures would be taken for those of others.
    let _ = written.insert("headings".to_owned(), json!(headings(&shown, language)));
    let labels = labels(&shown, table, language);
    if !labels.is_empty() {
        let _ = written.insert("labels".to_owned(), Value::Object(labels));
    }
}

/// The headings of a sheet's columns. A table of the whole has one for the word that says so.
fn headings(shown: &Sheet, language: Language) -> Vec<String> {
    let alone = shown.labels.is_empty().then(|| Sentence::from(Key::ReportGroup));
    let labels = shown.labels.iter().cloned().chain(alone).map(|label| capital(&label.render(language)));
    labels.chain(shown.columns.iter().map(|column| column.text.render(language))).collect()
}

/// For each breakdown, the words of the sheet that the contract spells otherwise. The names of definitions and the words of clauses stand
/// with the definitions.
fn labels(shown: &Sheet, table: &Table, language: Language) -> Map<String, Value> {
    let mut labels: Map<String, Value> = Map::new();
    let mut add = |name: &str, word: Option<&Word>, key: &str| {
        let text = label_text(word, language);
        if text != key
            && let Value::Object(words) = labels.entry(name).or_insert_with(|| json!({}))
        {
            let _ = words.insert(text, json!(key));
        }
    };
    for (place, breakdown) in table.by().iter().enumerate() {
        for label in table.rows().iter().filter_map(|row| row.labels().get(place).and_then(Option::as_ref)) {
            add(breakdown.name(), Some(&label_word(breakdown, label)), &label.text);
        }
    }
    if shown.kind == Kind::Curve {
        for measure in table.measures() {
            if let Measure::Over(limit) = measure {
                add("threshold", Some(&limit_word(limit).into()), &limit.threshold.text('.'));
            }
        }
    }
    labels
}

/// A text in pieces that fit a cell. No white space is at an end of one, where readers of workbooks drop it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut length = 0;
    for letter in text.chars() {
        let Some(piece) = pieces.last_mut() else { break };
        length += 1;
        if length > LINE && !letter.is_whitespace() && !piece.ends_with(char::is_whitespace) {
            pieces.push(String::from(letter));
            length = 1;
        } else {
            piece.push(letter);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{LINE, pieces};

    #[test]
    fn long_lines_are_cut_between_letters() {
        assert_eq!(pieces("ett två"), ["ett två"]);
        let text = format!("{} å ö", "x".repeat(LINE - 1));
        assert_eq!(pieces(&text), [text.as_str()], "there is no place to cut");
        let text = format!("{} åäö", "x".repeat(LINE - 1));
        assert_eq!(pieces(&text), [format!("{} å", "x".repeat(LINE - 1)), "äö".to_owned()]);
    }
}
