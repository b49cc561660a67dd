//! The states of the page, each reached from the one before it, so that whatever every state must be is asked of all of them.
//! A new state is a new line.

use crate::{Browser, file, page_on_disk};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;
use xtask::project;

/// A state of the page.
pub struct State {
    /// What it is called in reports and in the names of pictures.
    pub name: &'static str,
    /// Gets there from the state before it, or from the open page.
    pub reach: fn(&Browser) -> Result<()>,
}

const fn state(name: &'static str, reach: fn(&Browser) -> Result<()>) -> State {
    State { name, reach }
}

/// All states, as walks that each begin on a page that has just been opened.
pub static WALKS: [&[State]; 6] = [&ANSWER, &DEFINITION, &COMPARISON, &DOSSIER, &FILES, &READING];

/// From the start to a table by one definition.
static ANSWER: [State; 20] = [
    state("start", |_| Ok(())),
    state("promise", open_parts),
    state("trial", |page| go(page, "#try", "#try:not([aria-disabled])")),
    state("check", |page| go(page, "#example", "#accept")),
    state("check-open", open_parts),
    state("question", |page| go(page, "#accept", "#submit")),
    state("question-fault", |page| {
        write(page, "#from", "2025-12-01")?;
        write(page, "#to", "2025-09-01")?;
        go(page, "#submit", "#faults")
    }),
    state("question-chosen", |page| {
        write(page, "#from", "")?;
        write(page, "#to", "")?;
        go(page, "#definition option[value='haninge']", "#change-definition")
    }),
    state("question-open", |page| {
        page.find("#levels option:last-child")?.click()?;
        page.find("#over option:nth-child(5)")?.click()?;
        open_parts(page)
    }),
    state("question-faults", |page| {
        write(page, "#own-levels", "tio; tjugo")?;
        write(page, "#weeks", "noll")?;
        go(page, "#submit", "#faults")
    }),
    state("result", |page| {
        page.find("#levels option:first-child")?.click()?;
        page.find("#over option:first-child")?.click()?;
        go(page, "#submit", ".curve svg")
    }),
    state("result-open", open_parts),
    state("result-moved", |page| {
        write(page, "#limit-number", "22")?;
        page.find("#limit-back").map(drop)
    }),
    state("result-saved", |page| go(page, "#save-json", "#left-title")),
    state("question-again", |page| go(page, ".steps li:nth-child(3) button", "#submit")),
    state("result-withheld", |page| {
        page.find("#definition option[value='ekero-20']")?.click()?;
        for name in ["school", "grade", "gender"] {
            let ticked = page.script("return document.querySelector(arguments[0]).checked", &[json!(format!("input[value={name}]"))])?;
            if ticked == json!(false) {
                page.find(&format!("input[value={name}]"))?.click()?;
            }
        }
        go(page, "#submit", "#proposal-0")
    }),
    state("start-again", |page| go(page, "#start-over", "#example")),
    state("statement", |page| go(page, "#accessibility > summary", "#accessibility[open]")),
    state("clearing", |page| go(page, "#clear", "#clear-all")),
    state("cleared", |page| go(page, "#clear-all", "#said, .notice")),
];

/// A definition of the user's own, and one that came with a link.
static DEFINITION: [State; 8] = [
    state("linked-damaged", |page| {
        page.open(&format!("{}#definition=abc", page_on_disk()?))?;
        page.find("#leave-linked").map(drop)
    }),
    state("editor", |page| {
        page.find("#leave-linked")?.click()?;
        go(page, "#write-definition", "#definition-name")
    }),
    state("editor-faults", |page| go(page, "#use-definition", "#faults")),
    state("editor-clauses", |page| {
        write(page, "#definition-name", "Vår definition")?;
        write(page, "#threshold-0-0", "20")?;
        go(page, "#and-0", "#threshold-0-1")?;
        write(page, "#threshold-0-1", "5")?;
        go(page, "#or", "#threshold-1-0")?;
        go(page, "#add-judgement", "#judgement-0")?;
        write(page, "#threshold-1-0", "tio")?;
        page.find("#threshold-1-0-fault").map(drop)
    }),
    state("editor-read", |page| {
        write(page, "#threshold-1-0", "40")?;
        write(page, "#judgement-0", "oroande frånvaro")?;
        let _ = page.find("#read .card")?;
        open_parts(page)
    }),
    state("question-own", |page| {
        page.find("#use-definition")?.click()?;
        page.find("#example")?.click()?;
        go(page, "#accept", "#discard-definition")
    }),
    state("question-own-open", open_parts),
    state("linked", |page| {
        let link = page.script("return document.querySelector('#link').value", &[])?;
        page.find("#discard-definition")?.click()?;
        // Another address, so that the page opens anew.
        page.open("about:blank")?;
        page.open(link.as_str().context("a link")?)?;
        page.find("#use-linked").map(drop)
    }),
];

/// Several definitions on the same pupils, and when in the week absence falls.
static COMPARISON: [State; 5] = [
    state("compare", |page| {
        page.find("#example")?.click()?;
        page.find("#accept")?.click()?;
        go(page, "#open-compare", "#compared")
    }),
    state("compare-fault", |page| {
        page.find("#compare-none")?.click()?;
        go(page, "#submit", "#faults")
    }),
    state("compared", |page| {
        for id in ["haninge", "danderyd", "ekero", "salem", "schools"] {
            page.find(&format!("#compare-{id}"))?.click()?;
        }
        go(page, "#submit", "#tables table.figures")
    }),
    state("compared-open", open_parts),
    state("patterns", |page| {
        page.find(".steps li:nth-child(3) button")?.click()?;
        page.find("#open-question")?.click()?;
        go(page, "#patterns", "#tables table.figures")
    }),
];

/// A report of several questions.
static DOSSIER: [State; 4] = [
    state("dossier", |page| {
        page.find("#example")?.click()?;
        page.find("#accept")?.click()?;
        page.find("#definition option[value='ekero-20']")?.click()?;
        go(page, "#standard", ".contents li:nth-child(5)")
    }),
    state("dossier-open", open_parts),
    state("dossier-saved", |page| go(page, "#save-json", "#left-title")),
    state("dossier-folded", |page| go(page, "#add-section", "#submit")),
];

/// Files of a user's own, and what can be asked about them.
static FILES: [State; 8] = [
    state("start-fault", |page| give(page, &file("states", "tom.csv", "")?, "#faults")),
    state("start-loaded", |page| {
        let choices = "schema = \"franvarokalkyl/choices/1\"\n";
        page.find("#load-choices")?.give_file(&file("states", "val.toml", choices)?)?;
        page.find(".notice, #faults").map(drop)
    }),
    state("refused", |page| give(page, &file("states", "brev.csv", "Hej!\nHär kommer listan.\n")?, "#reread")),
    state("asked-word", |page| {
        let mut text = String::from("Skola;Elev-id;Datum;Ämne;Lektionslängd;Frånvarotyp\n");
        for pupil in 0..12 {
            let word = ["Giltig frånvaro", "Frånv", "Närvarande"].into_iter().cycle().nth(pupil).unwrap_or_default();
            text += &format!("Björkskolan;E{pupil:03};2025-08-18;Matematik;60;{word}\n");
        }
        give(page, &file("states", "närvaro.csv", &text)?, "#faults a")
    }),
    state("asked-open", open_parts),
    state("answered", |page| {
        page.find("[id^=kind-][aria-invalid=true] option[value=unauthorised]")?.click()?;
        page.find("#reread:not(:disabled)").map(drop)
    }),
    state("checked", |page| {
        page.find("#reread")?.click()?;
        let _ = page.find("#accept")?;
        go(page, "#save-choices", ".done:not(:empty)")
    }),
    state("asked-period", |page| {
        page.find("#start-over")?.click()?;
        give(page, &project::root().join("tests/layout/cases/vklass pupil report.csv"), "#reread")
    }),
];

/// While a file is read. The worker is not heard, so that it stays at that; so this comes last.
static READING: [State; 3] = [
    state("reading", |page| {
        // Ready to be asked before it is held.
        page.wait_for("the worker", || Ok(page.find("footer")?.text()?.contains("ersion ").then_some(())))?;
        let _ = page.script("Worker.prototype.postMessage = function () { window.held = this; };", &[])?;
        go(page, "#example", "progress")
    }),
    state("reading-known", |page| {
        let progress = json!({ "answer": { "Progress": { "bytes": 4_200_000, "total": 12_600_000, "rows": 61_234, "settling": false } } });
        let _ = page.script("held.dispatchEvent(new MessageEvent('message', { data: arguments[0] }));", &[progress])?;
        page.find("progress[value]").map(drop)
    }),
    state("cancelled", |page| go(page, "#cancel", ".notice")),
];

/// Clicks, and waits for what comes of it.
fn go(page: &Browser, clicked: &str, awaited: &str) -> Result<()> {
    page.find(clicked)?.click()?;
    page.find(awaited).map(drop)
}

/// Gives a file of a user's own, from wherever the page is.
fn give(page: &Browser, path: &Path, awaited: &str) -> Result<()> {
    if page.find_all("#file")?.is_empty() {
        page.find("#other, #start-over")?.click()?;
    }
    page.find("#file")?.give_file(path)?;
    page.find(awaited).map(drop)
}

/// Opens everything that is folded in the steps.
fn open_parts(page: &Browser) -> Result<()> {
    page.script("document.querySelectorAll('main details').forEach(part => { part.open = true; });", &[]).map(drop)
}

/// Puts a text into a field, as somebody does who types it and goes on.
fn write(page: &Browser, field: &str, text: &str) -> Result<()> {
    let _ = page.find(field)?;
    let write = "const field = document.querySelector(arguments[0]);
        field.value = arguments[1];
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    page.script(write, &[Value::from(field), Value::from(text)]).map(drop)
}
