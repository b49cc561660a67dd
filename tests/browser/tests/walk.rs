//! The whole way through the page in a real browser: a file, a definition, a table, its exports; and the same from the
//! command line.

use anyhow::{Context, Result, ensure};
use browser_tests::steps::{self, rows_of_report, rows_on_screen, three_schools};
use browser_tests::{Browser, Site, command_line, file, page_on_disk, walk};
use serde_json::{Value, json};
use std::fs;

/// From an open page to its table.
fn ask(browser: &Browser, definition: &str, by: &[&str]) -> Result<()> {
    steps::accept(browser)?;
    steps::choose(browser, definition)?;
    steps::ask(browser, by)
}

fn saved_json(browser: &Browser, definition: &str) -> Result<Value> {
    browser.find("#save-json")?.click()?;
    let name = saved_name(browser, definition, "json")?;
    Ok(serde_json::from_slice(&browser.saved(&name)?)?)
}

/// The name of the file that the page says it has saved.
fn saved_name(browser: &Browser, definition: &str, ending: &str) -> Result<String> {
    browser.wait_for("a saved file", || {
        let text = browser.find("#app")?.text()?;
        let mut names = text
            .split_whitespace()
            .filter(|word| word.starts_with(&format!("franvaro_{definition}_")) && word.ends_with(&format!(".{ending}")));
        Ok(names.next_back().map(str::to_owned))
    })
}

#[test]
fn from_a_file_to_a_table_and_its_exports() -> Result<()> {
    for (ending, from_disk) in [("csv", false), ("xlsx", true)] {
        let file = three_schools(&format!("walk-{ending}"), ending)?;
        let (site, browser) = (Site::start()?, Browser::start()?);
        browser.open(&if from_disk { page_on_disk()? } else { site.address() })?;
        browser.find("#file")?.give_file(&file)?;
        let _ = browser.find("#accept")?;
        browser.screenshot(&format!("check-{ending}"))?;
        let seen = browser.find("#app")?.text()?;
        ensure!(seen.contains("Aspskolan, Björkskolan, Ekskolan"), "the schools are not named: {seen}");
        ask(&browser, "haninge", &["school", "grade"])?;
        browser.screenshot(&format!("result-{ending}"))?;

        let exported = saved_json(&browser, "haninge")?;
        let made = exported.get("made").and_then(Value::as_str).context("a report says when it was made")?;
        let file_text = file.to_str().context("a path that is no text")?;
        let words = ["report", file_text, "--definition", "haninge", "--by", "school,grade", "--made", made];
        let by_command: Value = serde_json::from_str(&command_line(&words)?)?;
        assert_eq!(exported, by_command, "the page and the command line report the same");
        assert_eq!(rows_on_screen(&browser)?, rows_of_report(&by_command)?, "the table on screen is that report");

        browser.find("#save-csv")?.click()?;
        let csv = browser.saved(&saved_name(&browser, "haninge", "csv")?)?;
        let by_command = command_line(&[&words[..], &["--format", "csv"]].concat())?;
        assert_eq!(String::from_utf8(csv)?, by_command);
        browser.find("#save-html")?.click()?;
        let html = browser.saved(&saved_name(&browser, "haninge", "html")?)?;
        assert_eq!(String::from_utf8(html)?, command_line(&[&words[..], &["--format", "html"]].concat())?);
        browser.find("#save-xlsx")?.click()?;
        let workbook = browser.saved(&saved_name(&browser, "haninge", "xlsx")?)?;
        let path = file.with_extension("report.xlsx");
        let _ = command_line(&[&words[..], &["--format", "xlsx", "--output", path.to_str().context("a path that is no text")?]].concat())?;
        ensure!(workbook.starts_with(b"PK") && workbook == std::fs::read(path)?, "the workbooks differ");

        assert_eq!(browser.console()?, Vec::<String>::new());
        assert_eq!(site.requests().len(), usize::from(!from_disk), "nothing was asked for but the page: {:?}", site.requests());
    }
    Ok(())
}

#[test]
fn the_example_shows_the_whole_way_in_both_languages() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#example")?.click()?;
    ask(&browser, "haninge", &["school", "grade"])?;
    browser.screenshot("example-wide")?;
    let rows = rows_on_screen(&browser)?;
    let printed = rows.as_array().context("rows")?.iter().filter(|row| row.pointer("/3/value").is_some()).count();
    ensure!(printed > 5, "the example prints too little: {rows}");
    browser.resize(380, 900)?;
    browser.screenshot("example-narrow")?;
    let overflow = browser.script("return document.documentElement.scrollWidth > document.documentElement.clientWidth", &[])?;
    assert_eq!(overflow, json!(false), "the page scrolls sideways at 380 px");
    browser.resize(1200, 900)?;
    let switch = browser.find("button[lang=en]")?;
    switch.click()?;
    browser.wait_for("English", || Ok((browser.script("return document.documentElement.lang", &[])? == json!("en")).then_some(())))?;
    ensure!(browser.find("#app")?.text()?.contains("Pupils"), "the table is not in English");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn what_cannot_be_used_is_said_with_its_place() -> Result<()> {
    let head = "Skola;Klass;Elev-id;Kön;Datum;Ämne;Lektionslängd;Frånvarotyp\n";
    let good = "Björkskolan;7A;E001;Flicka;2025-08-18;Matematik;60;Närvarande\n";
    let files = [
        ("tom.csv", String::new(), "filen är tom", ""),
        ("bild.xlsx", "\u{0}\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}".repeat(50), "varken ett kalkylblad eller text", ""),
        ("brev.csv", "Hej!\nHär kommer listan.\n".to_owned(), "ingen rubrikrad hittades", ""),
        ("datum.csv", format!("{head}{good}Björkskolan;7A;E001;Flicka;2025-13-40;Matematik;60;Närvarande\n"), "2025-13-40", "rad 3"),
        ("kön.csv", format!("{head}{good}Björkskolan;7A;E001;Pojke;2025-08-19;Matematik;60;Närvarande\n"), "två olika kön", "rad 3"),
    ];
    let browser = Browser::start()?;
    for (name, text, sentence, place) in files {
        let path = file("bad", name, &text)?;
        browser.open(&page_on_disk()?)?;
        browser.find("#file")?.give_file(&path)?;
        let faults = browser.find("#faults")?;
        let said = faults.text()?;
        ensure!(said.contains(name) && said.contains(place), "{name}: no place in: {said}");
        ensure!(said.to_lowercase().contains(&sentence.to_lowercase()), "{name}: `{sentence}` is not in: {said}");
        ensure!(
            browser.find_all("#accept")?.is_empty() && browser.find_all("table.figures")?.is_empty(),
            "{name}: something half-done is shown"
        );
        let focused = browser.script(
            "return document.activeElement === arguments[0] || arguments[0].contains(document.activeElement)",
            &[faults.as_argument()],
        )?;
        assert_eq!(focused, json!(true), "{name}: the focus is not at the fault");
        browser.screenshot(&format!("fault-{}", name.split('.').next().unwrap_or_default()))?;
    }
    Ok(())
}

#[test]
fn two_columns_for_one_role_are_a_question_that_can_be_answered() -> Result<()> {
    let mut text = String::from("Elev-id;Datum;Lektionsdatum;Ämne;Lektionslängd;Frånvarotyp\n");
    for pupil in 0..12 {
        text += &format!("E{pupil:03};2025-08-18;2025-08-19;Matematik;60;{}\n", if pupil < 6 { "Giltig frånvaro" } else { "Närvarande" });
    }
    let path = file("clash", "två datum.csv", &text)?;
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#file")?.give_file(&path)?;
    let said = browser.find("#faults")?.text()?;
    ensure!(said.contains("Datum") && said.contains("Lektionsdatum"), "the columns are not named: {said}");
    browser.screenshot("clash")?;
    browser.find("#column-0-B option[value=date]")?.click()?;
    browser.find("#column-0-C option[value='']")?.click()?;
    browser.find("#reread")?.click()?;
    ask(&browser, "ekero-20", &[])?;
    let rows = rows_on_screen(&browser)?;
    assert_eq!(rows, json!([[null, {"value": 12}, {"value": 6}, {"value": "50"}, {"value": "50.0"}, {"value": "50.0"}, {"value": "0.0"}]]));
    Ok(())
}

#[test]
fn reading_can_be_cancelled() -> Result<()> {
    let path = walk("cancel")?.join("stor.csv");
    let _ = command_line(&["example", "--rows", "1500000", "--output", path.to_str().context("a path that is no text")?])?;
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    // The file is given and the reading cancelled at the first chance, all in the page's own time.
    let _ = browser.script(
        "new MutationObserver((_, observer) => { const cancel = document.querySelector('#cancel'); if (cancel) { observer.disconnect(); setTimeout(() => cancel.click(), 50); } })
             .observe(document.body, {childList: true, subtree: true});",
        &[],
    )?;
    browser.find("#file")?.give_file(&path)?;
    browser.wait_for("the word that it was cancelled", || Ok(browser.find("#app")?.text()?.contains("Läsningen avbröts").then_some(())))?;
    // A new worker has taken over.
    browser.find("#example")?.click()?;
    let _ = browser.find("#accept")?;
    Ok(())
}

#[test]
fn a_worker_that_breaks_becomes_a_sentence_and_a_new_worker() -> Result<()> {
    let page = fs::read_to_string(xtask::project::page())?;
    let boot = "id=\"engine-boot\">";
    ensure!(page.contains(boot), "the page has no engine boot");
    // As a panic would: the worker fails while it works on the example, and on nothing else.
    let breaking = "self.addEventListener('message', ({data}) => { if (JSON.stringify(data.ask ?? '').includes('Example')) throw new Error('broken on purpose'); });\n";
    let site = Site::holding(&page.replacen(boot, &format!("{boot}{breaking}"), 1))?;
    let file = three_schools("broken", "csv")?;
    let browser = Browser::start()?;
    browser.open(&site.address())?;
    browser.find("#example")?.click()?;
    let said = browser.find("#faults")?.text()?;
    ensure!(said.contains("Programmet gick sönder"), "no sentence: {said}");
    browser.find("#file")?.give_file(&file)?;
    let _ = browser.find("#accept")?;
    Ok(())
}
