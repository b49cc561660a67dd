//! The built page starts wherever it lies, needs nothing but itself, and cannot reach anything.

use anyhow::{Context, Result};
use browser_tests::{Browser, Site, page_on_disk};
use serde_json::{Value, json};
use std::fs;
use xtask::project;

/// Waits for the page's program: it puts its own view where the static words were.
fn wait_for_program(browser: &Browser) -> Result<()> {
    let _ = browser.find("#app h1")?;
    browser.wait_for("the page's program", || Ok(browser.find_all("#starting")?.is_empty().then_some(())))
}

/// Makes the engine's worker from the page's blocks, as the page does, with `{more}` behind; `first` becomes its first message.
const ENGINE: &str = "
    const block = (id) => document.getElementById(id).textContent;
    const source = new Blob([block('engine-glue'), '\\n', block('engine-boot'), '\\n', '{more}']);
    const worker = new Worker(URL.createObjectURL(source));
    worker.onerror = (event) => { throw new Error(event.message); };
    const answer = (wanted) => new Promise((give) => worker.addEventListener('message', ({data}) => wanted(data) && give(data)));
";

fn in_engine(browser: &Browser, more: &str, body: &str, arguments: &[Value]) -> Result<Value> {
    browser.script(&format!("{}{body}", ENGINE.replace("{more}", more)), arguments)
}

/// Every way out that a script has and the policy can close. Each asks for an address that ends in its own name.
const WAYS_OUT: &str = "
    const to = arguments[0];
    const tried = [
        () => fetch(to + 'fetch', {mode: 'no-cors'}),
        () => new Promise((done) => { const x = new XMLHttpRequest(); x.onloadend = done; x.open('GET', to + 'xhr'); x.send(); }),
        () => new Promise((done) => { const s = new WebSocket(to.replace('http', 'ws') + 'socket'); s.onerror = done; s.onopen = done; }),
        () => new Promise((done) => { const s = new EventSource(to + 'events'); s.onerror = () => { s.close(); done(); }; }),
        () => navigator.sendBeacon(to + 'beacon', 'x'),
        () => new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = to + 'image'; }),
        () => new Promise((done) => { const s = document.createElement('script'); s.onload = s.onerror = done; s.src = to + 'script'; document.head.append(s); }),
        () => new Promise((done) => { const s = document.createElement('link'); s.rel = 'stylesheet'; s.onload = s.onerror = done; s.href = to + 'style'; document.head.append(s); }),
        () => new Promise((done) => { const f = document.createElement('iframe'); f.onload = done; f.src = to + 'frame'; document.body.append(f); }),
        () => new FontFace('x', `url(${to}font)`).load(),
    ];
    const patience = new Promise((done) => setTimeout(done, 3000));
    for (const attempt of tried) {
        try { await Promise.race([attempt(), patience]); } catch { }
    }
    await new Promise((done) => setTimeout(done, 300));
";
const ENDS: [&str; 10] = ["beacon", "events", "fetch", "font", "frame", "image", "script", "socket", "style", "xhr"];

/// Tries all ways out of the page that is open; gives the names of those that reached the server.
fn reached(browser: &Browser, site: &Site) -> Result<Vec<String>> {
    let before = site.requests().len();
    let _ = browser.script(WAYS_OUT, &[json!(site.address())])?;
    let after = site.requests().into_iter().skip(before);
    let mut ends: Vec<String> =
        after.filter_map(|request| Some(request.rsplit_once('/')?.1.to_owned())).filter(|end| !end.is_empty()).collect();
    ends.sort();
    ends.dedup();
    Ok(ends)
}

#[test]
fn the_page_is_one_file_and_starts_from_a_server_with_one_request() -> Result<()> {
    let files: Vec<_> = fs::read_dir(project::dist())?.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>()?;
    assert_eq!(files, ["index.html"]);
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
            "",
            "const first = answer(() => true); worker.postMessage({wasm: block('engine-wasm')}); return {said: await first};",
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
    for (wasm, fault) in [("aGVq", "CompileError"), ("%", "InvalidCharacterError")] {
        let first = "const first = answer(() => true); worker.postMessage({wasm: arguments[0]}); return await first;";
        let said = in_engine(&browser, "", first, &[json!(wasm)])?;
        assert!(said.get("broken").and_then(Value::as_str).is_some_and(|broken| broken.starts_with(fault)), "{said}");
    }
    Ok(())
}

#[test]
fn a_page_whose_program_cannot_start_says_so() -> Result<()> {
    let page = fs::read_to_string(project::page())?;
    let begun = "id=\"page-wasm\">AGFzbQ";
    assert!(page.contains(begun));
    // As in a browser that does not know what the program is compiled to.
    let site = Site::holding(&page.replacen(begun, "id=\"page-wasm\">AAAAAA", 1))?;
    let browser = Browser::start()?;
    browser.open(&site.address())?;
    let sentence = browser.find("#no-start")?;
    browser.wait_for("the sentence", || Ok(sentence.is_shown()?.then_some(())))?;
    assert!(!browser.find("#starting")?.is_shown()?);
    Ok(())
}

#[test]
fn nothing_gets_out_of_the_page() -> Result<()> {
    let elsewhere = Site::holding("<!doctype html><link rel=icon href=data:,><title>without a policy</title>")?;
    let (site, browser) = (Site::start()?, Browser::start()?);
    browser.open(&elsewhere.address())?;
    assert_eq!(reached(&browser, &elsewhere)?, ENDS, "without a policy all of these go out, or the test proves nothing");
    for address in [site.address(), page_on_disk()?] {
        browser.open(&address)?;
        wait_for_program(&browser)?;
        assert_eq!(reached(&browser, &elsewhere)?, Vec::<String>::new(), "{address}");
        let refused = browser.console()?;
        assert!(refused.iter().any(|line| line.contains("Content Security Policy")), "{refused:?}");
    }
    assert_eq!(site.requests(), ["GET /"]);
    Ok(())
}

#[test]
fn nothing_gets_out_of_the_engine() -> Result<()> {
    let more = "addEventListener(\"message\", async ({data}) => { if (data.attempt) { \
        let outcome = [await fetch(data.attempt + \"fetch\", {mode: \"no-cors\"}).then(() => \"out\", () => \"refused\")]; \
        try { importScripts(data.attempt + \"import\"); outcome.push(\"out\"); } catch { outcome.push(\"refused\"); } \
        postMessage({outcome}); } });";
    let attempt = "
        const first = answer(() => true);
        worker.postMessage({wasm: block('engine-wasm')});
        await first;
        const outcome = answer((data) => data.outcome);
        worker.postMessage({attempt: arguments[0]});
        return (await outcome).outcome;";
    let (site, browser) = (Site::start()?, Browser::start()?);
    for address in [site.address(), page_on_disk()?] {
        browser.open(&address)?;
        assert_eq!(in_engine(&browser, more, attempt, &[json!(site.address())])?, json!(["refused", "refused"]), "{address}");
    }
    assert_eq!(site.requests(), ["GET /"]);
    Ok(())
}
