//! The report of several questions, in a real browser: made at one click, put in another order, saved in every format, and its pictures as pixels.

#![expect(clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use anyhow::{Context, Result, ensure};
use browser_tests::steps::{accept, choose};
use browser_tests::{Browser, Element, command_line, page_on_disk, walk};
use std::fs;

/// The example on a page, with its standard report.
fn standard() -> Result<Browser> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#example")?.click()?;
    accept(&browser)?;
    choose(&browser, "ekero-20")?;
    browser.find("#standard")?.click()?;
    browser.find(".contents li:nth-child(5)").map(drop)?;
    Ok(browser)
}

fn questions(browser: &Browser) -> Result<Vec<String>> {
    browser.find_all(".contents .name")?.iter().map(Element::text).collect()
}

/// Saves the report and gives the file.
fn saved(browser: &Browser, ending: &str) -> Result<Vec<u8>> {
    browser.find(&format!("#save-{ending}"))?.click()?;
    let name = browser.wait_for("the saved file", || {
        let text = browser.find(".done")?.text()?;
        Ok(text.split_whitespace().find(|word| word.starts_with("franvarorapport_") && word.ends_with(ending)).map(str::to_owned))
    })?;
    browser.saved(&name)
}

#[test]
fn one_click_makes_a_report_that_says_what_follows() -> Result<()> {
    let browser = standard()?;
    let asked = questions(&browser)?;
    ensure!(asked.len() == 5 && asked[0].contains("efter årskurs, kön") && asked[2].contains("månad"), "{asked:?}");
    for width in [1280, 320] {
        browser.resize(width, 2400)?;
        browser.screenshot(&format!("dossier-{width}"))?;
        ensure!(!browser.scrolls_sideways()?, "the report scrolls sideways at {width} px");
    }
    browser.resize(1280, 2400)?;
    let said = browser.find("#tables")?.text()?;
    for words in ["Avviker någon skola?", "Vad har ändrats?", "Hur stor del av lektionerna är registrerade?", "Vad det inte säger"] {
        ensure!(said.contains(words), "`{words}` is not in the report");
    }
    // Another order, by the keyboard alone.
    browser.tab_to("#section-up-2")?;
    browser.press("\u{e007}")?;
    browser.wait_for("another order", || Ok((questions(&browser)?[1] == asked[2]).then_some(())))?;
    for left in [4, 3] {
        browser.find("#section-remove-3")?.click()?;
        browser.wait_for("fewer sections", || Ok((questions(&browser)?.len() == left).then_some(())))?;
    }
    // All formats hold the same sections, and a reader of the file finds nothing.
    let page = String::from_utf8(saved(&browser, "html")?)?;
    ensure!(
        page.matches("<section>").count() == 4 && page.contains("1. ") && page.contains("polyline"),
        "three sections and what they share"
    );
    let json: serde_json::Value = serde_json::from_slice(&saved(&browser, "json")?)?;
    let reports = json["reports"].as_array().context("reports")?;
    assert_eq!((json["schema"].as_str(), reports.len()), (Some("franvarokalkyl/dossier/1"), 3));
    let folder = walk("dossier")?;
    let mut words = vec!["audit".to_owned()];
    for (number, report) in reports.iter().enumerate() {
        let path = folder.join(format!("{number}.json"));
        fs::write(&path, report.to_string())?;
        words.push(path.to_str().context("a path that is no text")?.to_owned());
    }
    let audit = command_line(&words.iter().map(String::as_str).collect::<Vec<_>>())?;
    ensure!(audit.contains("3 rapporter"), "{audit}");
    ensure!(saved(&browser, "xlsx")?.starts_with(b"PK") && saved(&browser, "csv")?.starts_with("\u{feff}".as_bytes()), "workbook and text");
    ensure!(browser.find_all("#left li")?.len() >= 3, "what has left is listed");
    // A table is copied without what is only read aloud.
    let copied = browser.script(
        "let copied = ''; window.addEventListener('copy', event => { copied = event.clipboardData.getData('text/plain') + event.clipboardData.getData('text/html'); }, {once: true}); document.querySelector('#copy-table-0').click(); return new Promise(done => setTimeout(() => done(copied), 500));",
        &[],
    )?;
    let copied = copied.as_str().unwrap_or_default();
    ensure!(copied.contains("Alla\t1") && copied.contains("<th scope=\"row\">"), "not the table: {copied}");
    ensure!(!copied.contains("dolt"), "a cell says twice that it is withheld");
    // A picture as pixels.
    browser.find(".save-png")?.click()?;
    let png = browser.wait_for("the picture", || Ok(browser.saved("franvarorapport.png").ok().filter(|png| !png.is_empty())))?;
    ensure!(png.starts_with(b"\x89PNG"), "no PNG");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_table_on_screen_becomes_a_section() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#example")?.click()?;
    accept(&browser)?;
    choose(&browser, "ekero-20")?;
    browser.find("#over option:nth-child(6)")?.click()?;
    browser.find("#submit")?.click()?;
    // Before and after a day needs the day.
    browser.wait_for("a fault", || Ok(browser.find("#faults")?.text()?.contains("dagen då åtgärden började").then_some(())))?;
    let _set = browser.script(
        "const field = document.querySelector('#split'); field.value = '2025-10-15'; field.dispatchEvent(new Event('input', {bubbles: true})); field.dispatchEvent(new Event('change', {bubbles: true}));",
        &[],
    )?;
    browser.find("#submit")?.click()?;
    browser.wait_for("what has changed", || Ok(browser.find("#tables")?.text()?.contains("Vad har ändrats?").then_some(())))?;
    browser.screenshot("before-and-after")?;
    browser.find("#add-to-dossier")?.click()?;
    browser.find("#open-dossier")?.click()?;
    let _first = browser.find(".contents li")?;
    assert_eq!(questions(&browser)?.len(), 1);
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn when_absence_falls_is_shown_as_a_grid() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#example")?.click()?;
    browser.find("#accept")?.click()?;
    browser.find("#patterns")?.click()?;
    browser.wait_for("the grid", || Ok(browser.find(".answer")?.text()?.contains("Frånvaron är störst här").then_some(())))?;
    let said = browser.find("#tables")?.text()?;
    for words in ["Måndag", "Kl. 8–9", "Sena ankomster", "Matematik"] {
        ensure!(said.contains(words), "`{words}` is not in: {said}");
    }
    for width in [1280, 320] {
        browser.resize(width, 2400)?;
        browser.screenshot(&format!("patterns-{width}"))?;
        ensure!(!browser.scrolls_sideways()?, "the patterns scroll sideways at {width} px");
    }
    let json: serde_json::Value = {
        browser.find("#save-json")?.click()?;
        let name = browser.wait_for("the saved file", || {
            let text = browser.find(".done")?.text()?;
            Ok(text.split_whitespace().find(|word| word.ends_with(".json")).map(str::to_owned))
        })?;
        serde_json::from_slice(&browser.saved(&name)?)?
    };
    ensure!(json["tables"].as_array().is_some_and(|tables| tables.len() >= 2), "the week and the subjects");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}
