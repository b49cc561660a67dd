//! Levels, columns of time, a limit that is moved and definitions that are compared, in a real browser.

use anyhow::{Context, Result, ensure};
use browser_tests::steps::{accept, back_to_the_question, choose};
use browser_tests::{Browser, page_on_disk};
use serde_json::{Value, json};

/// The example, up to the question, with one of the definitions chosen.
fn asking(definition: &str) -> Result<Browser> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#example")?.click()?;
    accept(&browser)?;
    choose(&browser, definition)?;
    Ok(browser)
}

/// The headings and rows of the table in that place, as they are shown.
fn table(browser: &Browser, place: usize) -> Result<Vec<Vec<String>>> {
    let rows = browser.script(
        "const seen = (cell) => { const copy = cell.cloneNode(true); copy.querySelectorAll('.sr').forEach((e) => e.remove()); return copy.textContent.trim(); };
         const table = document.querySelectorAll('#tables table.figures')[arguments[0]];
         return table ? [...table.rows].map((row) => [...row.cells].map(seen)) : [];",
        &[json!(place)],
    )?;
    Ok(serde_json::from_value(rows)?)
}

/// The page fits windows of these widths, and is there to be looked at.
fn look(browser: &Browser, name: &str) -> Result<()> {
    for width in [1280, 360, 320] {
        browser.resize(width, 4200)?;
        browser.screenshot(&format!("{name}-{width}"))?;
        ensure!(!browser.scrolls_sideways()?, "{name} scrolls sideways at {width} px");
    }
    browser.resize(1280, 2400)
}

#[test]
fn levels_stand_side_by_side_and_as_classes() -> Result<()> {
    let browser = asking("ekero-20")?;
    browser.find("#levels option:nth-child(2)")?.click()?;
    look(&browser, "levels-question")?;
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    look(&browser, "levels")?;
    let rows = table(&browser, 0)?;
    let headings = rows.first().context("no headings")?.join(" | ");
    ensure!(headings.contains("20") && headings.contains("40"), "the limits are not in the headings: {headings}");
    ensure!(browser.find_all("#limit")?.is_empty(), "levels are not moved one by one");
    back_to_the_question(&browser)?;
    browser.find("input[name=disjoint]:not(:checked)")?.click()?;
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    browser.screenshot("classes")?;
    ensure!(table(&browser, 0)?.first().is_some_and(|classes| classes.len() > rows.first().map_or(0, Vec::len) - 2), "no classes");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_table_over_time_has_a_row_for_every_month() -> Result<()> {
    let browser = asking("haninge")?;
    browser.find("#over option:nth-child(2)")?.click()?;
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    look(&browser, "months")?;
    let rows = table(&browser, 0)?;
    for month in ["2025-09", "2025-10", "2025-11"] {
        ensure!(rows.iter().flatten().any(|cell| cell == month), "{month} is not in {rows:?}");
    }
    // Shares of time are there on a wide screen, and on a narrow one for whoever wants them.
    let shown =
        |browser: &Browser| browser.script("return [...document.querySelectorAll('th.time')].map((one) => one.offsetParent !== null)", &[]);
    assert_eq!(shown(&browser)?, json!([true, true, true]));
    browser.resize(360, 2400)?;
    assert_eq!(shown(&browser)?, json!([false, false, false]));
    browser.find(".when-narrow input")?.click()?;
    assert_eq!(shown(&browser)?, json!([true, true, true]));
    browser.screenshot("months-with-time-360")?;
    ensure!(!browser.scrolls_sideways()?, "the page scrolls sideways, and not the table");
    browser.resize(1280, 2400)?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_moved_limit_gives_another_table_at_once() -> Result<()> {
    let browser = asking("haninge")?;
    browser.find("#submit")?.click()?;
    let _ = browser.find(".curve svg")?;
    let before = table(&browser, 0)?;
    look(&browser, "slider")?;
    ensure!(!browser.find_all(".curve polyline")?.is_empty(), "the curve has no line");
    // By keyboard, as a native slider moves.
    browser.tab_to("#limit")?;
    browser.press("\u{E012}\u{E012}\u{E012}\u{E012}\u{E012}")?;
    let took = browser.wait_for("a table for another limit", || browser.find("#tables")?.attribute("data-took"))?;
    let took: u64 = took.parse()?;
    ensure!(took < 1_000, "the table took {took} ms");
    browser.wait_for("the limit", || {
        Ok(table(&browser, 0)?.first().is_some_and(|row| row.iter().any(|cell| cell.contains("15"))).then_some(()))
    })?;
    let at = browser.find("#limit-number")?;
    assert_eq!(browser.script("return arguments[0].value", &[at.as_argument()])?, json!("15"));
    let said = browser.find("#limit")?.attribute("aria-valuetext")?.unwrap_or_default();
    ensure!(said.starts_with("15 %"), "the slider says {said}");
    browser.screenshot("slider-moved")?;
    // What is saved is what is shown.
    browser.find("#save-json")?.click()?;
    let saved: Value = browser.wait_for("the saved file", || {
        let text = browser.find("#app")?.text()?;
        let name = text.split_whitespace().find(|word| word.starts_with("franvaro_") && word.ends_with(".json")).map(str::to_owned);
        Ok(match name {
            Some(name) => Some(serde_json::from_slice(&browser.saved(&name)?)?),
            None => None,
        })
    })?;
    ensure!(saved.to_string().contains("15 %"), "the saved file has another limit");
    browser.find("#limit-back")?.click()?;
    browser.wait_for("the first table", || Ok((table(&browser, 0)? == before).then_some(())))?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn definitions_are_compared_on_the_same_pupils() -> Result<()> {
    let browser = asking("haninge")?;
    browser.find("#open-compare")?.click()?;
    let _ = browser.find("#compared")?;
    look(&browser, "compare-question")?;
    browser.find("#compare-none")?.click()?;
    browser.find("#submit")?.click()?;
    let fault = browser.find("#faults:focus")?.text()?;
    ensure!(fault.contains("älj minst två definitioner"), "one definition is compared: {fault}");
    for id in ["haninge", "danderyd", "ekero", "salem"] {
        browser.find(&format!("#compare-{id}"))?.click()?;
    }
    browser.find("#compare-schools")?.click()?;
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    look(&browser, "compared")?;
    let _ = browser.script("document.querySelectorAll('details').forEach((e) => { e.open = true; });", &[])?;
    look(&browser, "compared-open")?;
    browser.darken()?;
    browser.screenshot("compared-dark")?;
    let cells: Vec<String> =
        (0..3).map(|place| table(&browser, place)).collect::<Result<Vec<_>>>()?.into_iter().flatten().flatten().collect();
    for name in ["Haninge", "Danderyd", "Ekerö", "Salem"] {
        ensure!(cells.iter().any(|cell| cell.contains(name)), "{name} is not compared: {cells:?}");
    }
    for format in ["json", "csv", "html"] {
        browser.find(&format!("#save-{format}"))?.click()?;
        browser.wait_for(format, || Ok(browser.find("#app")?.text()?.contains(&format!(".{format} ligger")).then_some(())))?;
    }
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn all_presets_are_compared_at_once() -> Result<()> {
    let browser = asking("haninge")?;
    browser.find("#open-compare")?.click()?;
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures, #faults")?;
    browser.screenshot("compared-all")?;
    ensure!(browser.find_all("#faults")?.is_empty(), "the presets cannot be compared: {}", browser.find("#app")?.text()?);
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}
