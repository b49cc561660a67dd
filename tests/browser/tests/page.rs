//! The built page starts wherever it lies and needs nothing but itself. That nothing gets out of it is tried in `ways_out`.

use anyhow::{Context, Result};
use browser_tests::{Browser, Site, page_on_disk};
use serde_json::{Value, json};
use std::fs;
use xtask::{bundle, project};

/// Waits for the page's program: it puts its own view where the static words were.
fn wait_for_program(browser: &Browser) -> Result<()> {
    let _ = browser.find("#app h1")?;
    browser.wait_for("the page's program", || Ok(browser.find_all("#starting")?.is_empty().then_some(())))
}

/// Makes the engine's worker from the page's blocks, as the page does.
const ENGINE: &str = "
    const block = (id) => document.getElementById(id).textContent;
    const source = new Blob([block('engine-glue'), '\\n', block('unpack'), '\\n', block('engine-boot')]);
    const worker = new Worker(URL.createObjectURL(source));
    worker.onerror = (event) => { throw new Error(event.message); };
    const answer = (wanted) => new Promise((give) => worker.addEventListener('message', ({data}) => wanted(data) && give(data)));
";

fn in_engine(browser: &Browser, body: &str, arguments: &[Value]) -> Result<Value> {
    browser.script(&format!("{ENGINE}{body}"), arguments)
}

#[test]
fn the_page_is_one_file_and_starts_from_a_server_with_one_request() -> Result<()> {
    let files: Vec<_> = fs::read_dir(project::dist())?.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>()?;
    // And what `cargo xtask bundle` makes of it: the same under the name that it is handed out by, and its fingerprint.
    let others = ["franvarokalkyl.html", "franvarokalkyl.html.sha256"];
    assert!(files.iter().all(|name| name == "index.html" || others.iter().any(|other| name == other)), "{files:?}");
    let (site, browser) = (Site::start()?, Browser::start()?);
    browser.open(&site.address())?;
    wait_for_program(&browser)?;
    assert_eq!(browser.script("return document.characterSet", &[])?, "UTF-8");
    browser.screenshot("start")?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    assert_eq!(site.requests(), ["GET /"]);
    Ok(())
}

#[test]
fn the_page_tells_the_fingerprint_of_its_file() -> Result<()> {
    let (site, browser) = (Site::start()?, Browser::start()?);
    let sum = bundle::fingerprint(&fs::read(project::page())?);
    for address in [site.address(), page_on_disk()?] {
        browser.open(&address)?;
        let told = || browser.script("return document.querySelector('#fingerprint code')?.textContent", &[]);
        browser.wait_for("the fingerprint", || Ok((told()? == sum.as_str()).then_some(())))?;
    }
    Ok(())
}

#[test]
fn the_page_starts_from_disk() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    wait_for_program(&browser)?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn the_engine_starts_in_a_worker_from_a_server_and_from_disk() -> Result<()> {
    let (site, browser) = (Site::start()?, Browser::start()?);
    for address in [site.address(), page_on_disk()?] {
        browser.open(&address)?;
        let said = in_engine(
            &browser,
            "const first = answer(() => true); worker.postMessage({programs: block('programs')}); return {said: await first};",
            &[],
        )?;
        let said = said.get("said").context("the engine says nothing")?;
        assert!(!said.is_null() && said.get("broken").is_none(), "{address}: {said}");
    }
    Ok(())
}

#[test]
fn an_engine_that_cannot_start_says_so() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    for (wasm, fault) in [("aGVq", "RangeError"), ("%", "InvalidCharacterError")] {
        let first = "const first = answer(() => true); worker.postMessage({programs: arguments[0]}); return await first;";
        let said = in_engine(&browser, first, &[json!(wasm)])?;
        assert!(said.get("broken").and_then(Value::as_str).is_some_and(|broken| broken.starts_with(fault)), "{said}");
    }
    Ok(())
}

#[test]
fn a_page_whose_program_cannot_start_says_so() -> Result<()> {
    let page = fs::read_to_string(project::page())?;
    let browser = Browser::start()?;
    // A file that was damaged on its way, and a browser whose settings allow no WebAssembly.
    for (from, to, sentence) in [("id=\"programs\">A", "id=\"programs\">%", "#no-start"), (" 'wasm-unsafe-eval'", "", "#no-wasm")] {
        let harmed = page.replacen(from, to, 1);
        assert_ne!(harmed, page, "{from} is not there");
        let site = Site::holding(&harmed)?;
        browser.open(&site.address())?;
        let sentence = browser.find(sentence)?;
        browser.wait_for("the sentence", || Ok(sentence.is_shown()?.then_some(())))?;
        assert!(!browser.find("#starting")?.is_shown()?);
        browser.screenshot("no-start")?;
    }
    Ok(())
}
