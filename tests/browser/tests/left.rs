//! What has left the page, in a real browser: the list, what it costs the next table, and what it stands in the way of.

use anyhow::{Context, Result, ensure};
use browser_tests::steps::{accept, ask, back_to_the_question, choose};
use browser_tests::{Browser, Site, command_line, page_on_disk, walk};
use serde_json::json;
use std::fs;

/// The example on a page, up to the question by a definition whose report is one table.
fn asking(address: &str) -> Result<Browser> {
    let browser = Browser::start()?;
    browser.open(address)?;
    browser.find("#example")?.click()?;
    accept(&browser)?;
    choose(&browser, "ekero-20")?;
    Ok(browser)
}

/// Saves the report and gives the file; `before` of its name have been saved already.
fn saved(browser: &Browser, ending: &str, before: usize) -> Result<Vec<u8>> {
    browser.find(&format!("#save-{ending}"))?.click()?;
    let name = browser.wait_for("the saved file", || {
        let text = browser.find(".done")?.text()?;
        Ok(text.split_whitespace().find(|word| word.starts_with("franvaro_") && word.ends_with(ending)).map(str::to_owned))
    })?;
    // As the browser names it beside them.
    let again = name.replace(&format!(".{ending}"), &format!(" ({before}).{ending}"));
    browser.saved(if before == 0 { &name } else { &again })
}

/// Tables that have left, as the page lists them.
fn listed(browser: &Browser) -> Result<Vec<String>> {
    browser.find_all("#left li")?.iter().map(browser_tests::Element::text).collect()
}

fn lists(browser: &Browser, number: usize) -> Result<()> {
    browser.wait_for(&format!("a list of {number}"), || Ok((listed(browser)?.len() == number).then_some(())))
}

/// The day of the file's period that is given is set in a field, as the browser's own calendar does.
fn set_day(browser: &Browser, field: &str, day: &str) -> Result<()> {
    let script = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', {bubbles: true}));";
    browser.script(script, &[browser.find(field)?.as_argument(), json!(day)]).map(drop)
}

#[test]
fn what_is_saved_is_listed_and_the_next_table_says_what_it_costs() -> Result<()> {
    let browser = asking(&page_on_disk()?)?;
    ask(&browser, &["school", "grade"])?;
    ensure!(browser.find("#left")?.text()?.contains("Ingen tabell har lämnat sidan"), "something has left");
    let first = saved(&browser, "json", 0)?;
    lists(&browser, 1)?;
    let said = browser.find("#left")?.text()?;
    for words in ["1 tabell ur de här uppgifterna har lämnat sidan", "efter skola och årskurs", "redan lämnat sidan", "glömmer den"] {
        ensure!(said.contains(words), "`{words}` is not in: {said}");
    }
    let _csv = saved(&browser, "csv", 0)?;
    assert_eq!(listed(&browser)?.len(), 1, "one table leaves once, in however many files");
    back_to_the_question(&browser)?;
    ask(&browser, &["school", "gender"])?;
    let cost = browser.find("#left-cost")?.text()?;
    ensure!(cost.contains("Den här skriver ") && cost.contains("om inget hade lämnat sidan"), "no cost: {cost}");
    let second = saved(&browser, "json", 1)?;
    lists(&browser, 2)?;
    for width in [1280, 320] {
        browser.resize(width, 4200)?;
        browser.screenshot(&format!("left-{width}"))?;
        ensure!(!browser.scrolls_sideways()?, "the list scrolls sideways at {width} px");
    }
    browser.find("button[lang=en]")?.click()?;
    browser.wait_for("English", || Ok(browser.find("#left")?.text()?.contains("2 tables from these data have left").then_some(())))?;
    // A reader of both files finds nothing.
    let folder = walk("left")?;
    let files: Vec<String> = [first, second]
        .into_iter()
        .enumerate()
        .map(|(number, report)| {
            let path = folder.join(format!("{number}.json"));
            fs::write(&path, report)?;
            Ok(path.to_str().context("a path that is no text")?.to_owned())
        })
        .collect::<Result<_>>()?;
    let words: Vec<&str> = std::iter::once("audit").chain(files.iter().map(String::as_str)).collect();
    let audit = command_line(&words)?;
    ensure!(audit.contains("2 rapporter"), "{audit}");
    // The first table again is the first table, in the language that it left in.
    browser.find("button[lang=sv]")?.click()?;
    back_to_the_question(&browser)?;
    ask(&browser, &["school", "grade"])?;
    ensure!(saved(&browser, "json", 2)? == fs::read(folder.join("0.json"))?, "it is another one");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn what_would_show_more_is_proposed_and_taken_by_one_click() -> Result<()> {
    let browser = asking(&page_on_disk()?)?;
    ask(&browser, &["school", "grade", "gender"])?;
    let advice = browser.wait_for("proposals", || {
        let said = browser.find("#advice")?.text()?;
        Ok(said.contains("tal visas").then_some(said))
    })?;
    ensure!(advice.contains("Visa stadier i stället för årskurser"), "{advice}");
    for width in [1280, 320] {
        browser.resize(width, 1600)?;
        browser.screenshot(&format!("advice-{width}"))?;
        ensure!(!browser.scrolls_sideways()?, "the proposals scroll sideways at {width} px");
    }
    browser.resize(1280, 2400)?;
    let promised = browser.find("#advice li .soft")?.text()?;
    browser.find("#proposal-0")?.click()?;
    // The table is the one that was promised, and so is what it shows.
    browser.wait_for("the promised table", || {
        let checked = browser.find_all(".checked")?.first().map(browser_tests::Element::text).transpose()?;
        let figures = promised.split(" tal").next().unwrap_or_default();
        Ok(checked.filter(|text| text.contains(figures)).map(drop))
    })?;
    ensure!(!browser.find("#tables table.figures thead")?.text()?.contains("Årskurs"), "grades are still there");
    back_to_the_question(&browser)?;
    let ticked = browser.script("return [...document.querySelectorAll('input[name=by]:checked')].map(box => box.value)", &[])?;
    assert_eq!(ticked, json!(["school", "stage", "gender"]));
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn almost_the_same_days_are_refused_and_one_click_takes_the_same() -> Result<()> {
    let browser = asking(&page_on_disk()?)?;
    ask(&browser, &["school"])?;
    let _report = saved(&browser, "json", 0)?;
    lists(&browser, 1)?;
    back_to_the_question(&browser)?;
    let period = browser.script("const {min, max} = document.querySelector('#to'); return {min, max};", &[])?;
    let from = period.get("min").context("no first day")?;
    let to = period.get("max").context("no last day")?;
    set_day(&browser, "#from", "2025-08-20")?;
    browser.find("#submit")?.click()?;
    let said = browser.find("#faults:focus")?.text()?;
    ensure!(said.contains("nästan samma dagar") && said.contains("efter skola"), "no reason: {said}");
    ensure!(said.contains("dagar som överlappar mindre"), "no way out: {said}");
    browser.resize(1280, 2400)?;
    browser.screenshot("left-refused")?;
    browser.resize(320, 2400)?;
    ensure!(!browser.scrolls_sideways()?, "the refusal scrolls sideways");
    browser.resize(1280, 2400)?;
    browser.find("#instead")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    back_to_the_question(&browser)?;
    let days = browser.script("return [document.querySelector('#from').value, document.querySelector('#to').value]", &[])?;
    assert_eq!(days, json!([from, to]));
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn what_is_printed_or_copied_leaves_and_the_curve_cannot() -> Result<()> {
    let browser = asking(&page_on_disk()?)?;
    ask(&browser, &["school"])?;
    let _ = browser.find(".curve svg")?;
    let copy = "const range = document.createRange();
        range.selectNodeContents(document.querySelector(arguments[0]));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        document.dispatchEvent(new ClipboardEvent('copy', {bubbles: true}));
        return getSelection().toString();";
    let _ = browser.script("document.querySelector('.curve details').open = true;", &[])?;
    assert_eq!(browser.script(copy, &[json!(".curve")])?, json!(""), "the curve can be marked");
    let marked = browser.script(copy, &[json!("h1")])?;
    ensure!(marked != json!(""), "nothing can be marked");
    assert_eq!(listed(&browser)?.len(), 0, "no table was copied");
    let _ = browser.script(copy, &[json!("#tables")])?;
    lists(&browser, 1)?;
    let _ = browser.script("getSelection().removeAllRanges();", &[])?;
    back_to_the_question(&browser)?;
    ask(&browser, &["grade"])?;
    lists(&browser, 1)?;
    let _ = browser.script("window.dispatchEvent(new Event('beforeprint'));", &[])?;
    lists(&browser, 2)?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_worker_that_takes_over_knows_what_has_left() -> Result<()> {
    let page = fs::read_to_string(xtask::project::page())?;
    let boot = "id=\"engine-boot\">";
    ensure!(page.contains(boot), "the page has no engine boot");
    // As a panic would: the worker fails over terms, and over nothing else.
    let breaking = "self.addEventListener('message', ({data}) => { if (JSON.stringify(data.ask ?? '').includes('\"over\":\"Term\"')) throw new Error('broken on purpose'); });\n";
    let site = Site::holding(&page.replacen(boot, &format!("{boot}{breaking}"), 1))?;
    let browser = asking(&site.address())?;
    ask(&browser, &["school", "grade"])?;
    let first = saved(&browser, "json", 0)?;
    lists(&browser, 1)?;
    let said = listed(&browser)?;
    back_to_the_question(&browser)?;
    browser.find("#over option:nth-child(3)")?.click()?;
    browser.find("#submit")?.click()?;
    let fault = browser.find("#faults")?.text()?;
    ensure!(fault.contains("Programmet gick sönder"), "no sentence: {fault}");
    // The next worker has read the same by itself, and what was chosen is still there.
    browser.find("#over option:nth-child(1)")?.click()?;
    ask(&browser, &["school", "gender"])?;
    assert_eq!(listed(&browser)?, said);
    ensure!(browser.find("#left-cost")?.text()?.contains("om inget hade lämnat sidan"), "the new worker does not count it");
    back_to_the_question(&browser)?;
    ask(&browser, &["school", "grade"])?;
    assert_eq!(saved(&browser, "json", 1)?, first);
    Ok(())
}
