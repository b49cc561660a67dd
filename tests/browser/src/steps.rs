//! What a user does on the way through the page, as several tests do it; and what then stands there, to hold against something else.

use crate::{Browser, command_line, walk};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::PathBuf;

/// An export of three schools, made by the generator into the folder of a test.
///
/// # Errors
/// It cannot be made.
pub fn three_schools(test: &str, ending: &str) -> Result<PathBuf> {
    let path = walk(test)?.join(format!("tre skolor.{ending}"));
    let path_text = path.to_str().context("a path that is no text")?;
    let weeks = if ending == "xlsx" { "6" } else { "18" };
    let _ = command_line(&["example", "--pupils", "240", "--schools", "3", "--weeks", weeks, "--seed", "7", "--output", path_text])?;
    Ok(path)
}

/// From the files to the question.
///
/// # Errors
/// The page does not go along.
pub fn accept(browser: &Browser) -> Result<()> {
    browser.find("#accept")?.click()?;
    browser.find("#definition").map(drop)
}

/// Back from a table to its question.
///
/// # Errors
/// The page does not go along.
pub fn back_to_the_question(browser: &Browser) -> Result<()> {
    browser.find(".steps li:nth-child(3) button")?.click()?;
    browser.find("#submit").map(drop)
}

/// Chooses a definition.
///
/// # Errors
/// It is not in the list.
pub fn choose(browser: &Browser, definition: &str) -> Result<()> {
    browser.find(&format!("#definition option[value='{definition}']"))?.click()
}

/// From the question to a table by these breakdowns, and no others.
///
/// # Errors
/// The page does not go along.
pub fn ask(browser: &Browser, by: &[&str]) -> Result<()> {
    for choice in browser.find_all("input[name=by]")? {
        let name = choice.attribute("value")?.unwrap_or_default();
        let ticked = browser.script("return arguments[0].checked", &[choice.as_argument()])? == json!(true);
        if ticked != by.contains(&name.as_str()) {
            choice.click()?;
        }
    }
    browser.find("#submit")?.click()?;
    browser.find("#tables table.figures").map(drop)
}

/// The rows on screen as the report's contract has them: labels (null for the total), then figures.
///
/// # Errors
/// There is no table.
pub fn rows_on_screen(browser: &Browser) -> Result<Value> {
    browser.script(
        "const all = document.documentElement.lang === 'sv' ? 'Alla' : 'All';
         const seen = (cell) => { const copy = cell.cloneNode(true); copy.querySelectorAll('.sr').forEach((e) => e.remove()); return copy.textContent.replace(/\\u00a0\\*$/, '').trim(); };
         const figure = (text) => text === '..' ? {withheld: 'protected'} : /%/.test(text) ? {value: text.replace(/[^0-9,.]/g, '').replace(',', '.')} : {value: Number(text.replace(/\\D/g, ''))};
         const table = document.querySelector('#tables table.figures');
         const figures = table.querySelectorAll('thead th.number').length;
         return [...table.tBodies[0].rows].map((row) => {
             const cells = [...row.cells].map(seen);
             return [...cells.slice(0, -figures).map((text) => text === all ? null : text), ...cells.slice(-figures).map(figure)];
         });",
        &[],
    )
}

/// A figure of a row as people read it: shares of fewer than a hundred pupils have no decimal.
fn read(row: &Value, name: &str) -> Value {
    let number = |name: &str| row.get(name)?.get("value")?.as_u64();
    match (number("pupils"), number("hits")) {
        (Some(pupils), Some(hits)) if name == "share" && (1..100).contains(&pupils) => {
            json!({ "value": ((200 * hits + pupils) / (2 * pupils)).to_string() })
        }
        _ => row.get(name).cloned().unwrap_or_default(),
    }
}

/// The same of a report in JSON.
///
/// # Errors
/// It is no report.
pub fn rows_of_report(report: &Value) -> Result<Value> {
    let table = report.pointer("/tables/0").context("a report has a table")?;
    let names = table.get("by").and_then(Value::as_array).context("a table has breakdowns")?;
    let rows = table.get("rows").and_then(Value::as_array).context("a table has rows")?;
    let cells = |row: &Value| -> Value {
        let labels = names.iter().filter_map(Value::as_str).map(|name| row.get(name).cloned().unwrap_or_default());
        let times = ["absence_total", "absence_authorised", "absence_unauthorised"];
        let figures = ["pupils", "hits", "share"].into_iter().chain(times).map(|name| read(row, name));
        labels.chain(figures).collect()
    };
    Ok(rows.iter().map(cells).collect())
}
