//! Definitions of the user's own in a real browser: written by keyboard, read back, used, saved, opened, sent by a link.

use anyhow::{Context, Result, ensure};
use browser_tests::steps::accept;
use browser_tests::{Browser, Site, file, page_on_disk};
use serde_json::json;

const ENTER: &str = "\u{E007}";

/// Waits until the page has read back a definition that says this.
fn read_back(browser: &Browser, words: &str) -> Result<String> {
    browser.wait_for(&format!("`{words}` to be read back"), || {
        let said = browser.find("#read")?.text()?.replace('\u{a0}', " ");
        Ok(said.contains(words).then_some(said))
    })
}

/// Opens the page and its example, up to the question.
fn to_question(browser: &Browser, address: &str) -> Result<()> {
    browser.open(address)?;
    browser.find("#example")?.click()?;
    accept(browser)
}

#[test]
fn a_definition_is_written_by_keyboard_alone_read_back_and_used() -> Result<()> {
    let browser = Browser::start()?;
    to_question(&browser, &page_on_disk()?)?;
    browser.tab_to("#write-definition")?;
    browser.press(ENTER)?;
    let _ = browser.find("#definition-name")?;
    browser.tab_to("#definition-name")?;
    browser.press("Vår definition")?;
    browser.tab_to("#threshold-0-0")?;
    browser.press("20")?;
    browser.tab_to("#measure-0-0")?;
    let said = read_back(&browser, "total frånvaro > 20 % under en månad")?;
    ensure!(said.contains("stämmer"), "the reading has no heading: {said}");
    // A second condition, and a second part.
    browser.tab_to("#and-0")?;
    browser.press(ENTER)?;
    let _ = browser.find("#subject-0-1:focus")?;
    browser.press("ogiltig")?;
    browser.tab_to("#threshold-0-1")?;
    browser.press("5")?;
    browser.tab_to("#or")?;
    browser.press(ENTER)?;
    let _ = browser.find("#subject-1-0:focus")?;
    browser.tab_to("#threshold-1-0")?;
    browser.press("tio")?;
    browser.tab_to("#measure-1-0")?;
    let fault = browser.find("#threshold-1-0-fault")?.text()?;
    ensure!(fault.contains("tal mellan 0 och 100"), "the fault does not say what to write: {fault}");
    browser.screenshot("editor-fault")?;
    browser.press("dagar i")?;
    let field = browser.find("#threshold-1-0")?;
    field.clear()?;
    field.type_text("10")?;
    browser.tab_to("#window-1-0")?;
    browser.press("hela")?;
    let said = read_back(&browser, "> 10")?;
    ensure!(said.contains("och ogiltig frånvaro > 5 %"), "the second condition is not read back: {said}");
    for (name, width, height) in [("editor-wide", 1280, 2000), ("editor-360", 360, 3600), ("editor-320", 320, 3800)] {
        browser.resize(width, height)?;
        browser.screenshot(name)?;
        ensure!(!browser.scrolls_sideways()?, "the page scrolls sideways at {width} px");
    }
    browser.resize(1280, 2000)?;
    // The other language changes the words and nothing that was written.
    browser.find("button[lang=en]")?.click()?;
    let _ = read_back(&browser, "total absence > 20% over one month")?;
    browser.screenshot("editor-english")?;
    browser.find("button[lang=sv]")?.click()?;
    browser.tab_to("#use-definition")?;
    browser.press(ENTER)?;
    let chosen = browser.find("#definition")?;
    assert_eq!(browser.script("return arguments[0].value", &[chosen.as_argument()])?, json!("var-definition"));
    browser.screenshot("question-own")?;
    let kept = browser.script("return JSON.stringify({...localStorage})", &[])?.to_string();
    ensure!(kept.contains("Vår definition"), "the definition is not kept: {kept}");
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    browser.screenshot("result-own")?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

/// What a field shows.
fn value(browser: &Browser, selector: &str) -> Result<String> {
    let field = browser.find(selector)?;
    Ok(browser.script("return arguments[0].value", &[field.as_argument()])?.as_str().unwrap_or_default().to_owned())
}

fn open_share(browser: &Browser) -> Result<()> {
    let _ = browser.script("document.querySelector('details.share').open = true", &[])?;
    Ok(())
}

#[test]
fn a_preset_is_changed_saved_and_opened_again() -> Result<()> {
    let browser = Browser::start()?;
    to_question(&browser, &page_on_disk()?)?;
    browser.find("#definition option[value='ekero']")?.click()?;
    browser.find("#change-definition")?.click()?;
    assert_eq!(value(&browser, "#definition-name")?, "Ekerö, ändrad");
    let said = read_back(&browser, "total frånvaro > 20 % under 4 veckor")?;
    ensure!(said.contains("mönster i frånvaron"), "what needs a judgement is not read back: {said}");
    browser.resize(1280, 3600)?;
    let _ = browser.script("document.querySelectorAll('details').forEach((e) => { e.open = true; });", &[])?;
    browser.screenshot("editor-ekero")?;
    let field = browser.find("#threshold-0-0")?;
    field.clear()?;
    field.type_text("22,5")?;
    browser.tab_to("#measure-0-0")?;
    let _ = read_back(&browser, "> 22,5 % under 4 veckor")?;
    browser.find("#save-definition")?.click()?;
    let text = String::from_utf8(browser.saved("franvarokalkyl-ekero-andrad.toml")?)?;
    for line in ["id = \"ekero-andrad\"", "more_than = \"22.5 %\"", "measure = \"spells\""] {
        ensure!(text.lines().any(|known| known == line), "`{line}` is not in {text}");
    }
    // It is the definition that the command line reads.
    let saved = file("definitions", "ekero-andrad.toml", &text)?;
    browser.find("#leave-editor")?.click()?;
    let _ = browser.find("#definition")?;
    ensure!(browser.find_all("#definition option[value='ekero-andrad']")?.is_empty(), "a definition that was left is in the list");
    open_share(&browser)?;
    browser.find("#load-definition")?.give_file(&saved)?;
    let _ = browser.find("#definition option[value='ekero-andrad']")?;
    assert_eq!(value(&browser, "#definition")?, "ekero-andrad");
    // One that is none says where and why, and changes nothing.
    browser.find("#load-definition")?.give_file(&file("definitions", "fel.toml", &text.replace("spells", "spels"))?)?;
    let fault = browser.find("#faults")?.text()?;
    ensure!(fault.contains("spels") && fault.contains("spells"), "the fault does not help: {fault}");
    assert_eq!(value(&browser, "#definition")?, "ekero-andrad");
    // It is there at the next visit, and gone when all is removed.
    to_question(&browser, &page_on_disk()?)?;
    let _ = browser.find("#definition option[value='ekero-andrad']")?;
    browser.find("#forget-stored")?.click()?;
    browser.wait_for("the definition to be gone", || {
        Ok(browser.find_all("#definition option[value='ekero-andrad']")?.is_empty().then_some(()))
    })?;
    assert_eq!(browser.script("return localStorage.length", &[])?, json!(0));
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_link_carries_the_definition_and_nothing_else() -> Result<()> {
    let (site, browser) = (Site::start()?, Browser::start()?);
    to_question(&browser, &site.address())?;
    browser.find("#definition option[value='haninge']")?.click()?;
    browser.find("#change-definition")?.click()?;
    let field = browser.find("#threshold-0-0")?;
    field.clear()?;
    field.type_text("25")?;
    browser.tab_to("#measure-0-0")?;
    let _ = read_back(&browser, "> 25 %")?;
    open_share(&browser)?;
    let link = value(&browser, "#link")?;
    let (address, end) = link.split_once("#definition=").context("the link has no definition")?;
    assert_eq!(address, site.address());
    ensure!(end.len() < 1000 && end.bytes().all(|letter| letter.is_ascii_alphanumeric() || b"-_".contains(&letter)), "{end}");
    // Where the browser does not let the page write to the clipboard, the link is marked for the user to copy.
    browser.find("#copy-link")?.click()?;
    browser.wait_for("the word that it is copied", || {
        let said = browser.find(".done")?.text()?;
        Ok((said.contains("Kopierat") || said.contains("markerad")).then_some(()))
    })?;
    browser.screenshot("editor-link")?;
    // Somebody else opens it.
    let other = Browser::start()?;
    other.open(&link)?;
    let said = other.find("#linked")?.text()?;
    ensure!(
        said.contains("Haninge, ändrad") && said.replace('\u{a0}', " ").contains("> 25 %"),
        "the offer does not say what it is: {said}"
    );
    other.screenshot("linked")?;
    other.resize(360, 1200)?;
    other.screenshot("linked-360")?;
    ensure!(!other.scrolls_sideways()?, "the offer scrolls sideways");
    assert_eq!(other.script("return localStorage.length", &[])?, json!(0), "nothing is kept before the user says so");
    other.find("#use-linked")?.click()?;
    other.find("#example")?.click()?;
    other.find("#accept")?.click()?;
    assert_eq!(value(&other, "#definition")?, "haninge-andrad");
    // The end of the address never reaches a server, and the page never changes its address.
    assert_eq!(other.script("return document.URL", &[])?, json!(link));
    assert_eq!(site.requests(), ["GET /", "GET /"]);
    // Another link while the page is up, a damaged one; then the first again, which is known by now.
    other.open(&format!("{}#definition=abc%20d", site.address()))?;
    let said = other.find("#linked")?.text()?;
    ensure!(said.contains("efinitionen i länken går inte att läsa"), "a damaged link is not said to be one: {said}");
    other.find("#leave-linked")?.click()?;
    other.open(&link)?;
    other.wait_for("the choice", || Ok((value(&other, "#definition")? == "haninge-andrad").then_some(())))?;
    ensure!(other.find_all("#linked")?.is_empty(), "a definition that is there already is offered");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}
