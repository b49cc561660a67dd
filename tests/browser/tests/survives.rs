//! What can break under a page in a real browser, and that it says so and goes on with all that was chosen.

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Site, file, page_on_disk};
use serde_json::json;
use std::fs;

/// A file of two classes, half of whose pupils are away a day a week.
fn small_file() -> String {
    let mut text = String::from("Klass;Elev-id;Datum;Lektionslängd;Frånvarotyp\n");
    for day in 1..20 {
        for pupil in 0..40 {
            let status = if pupil % 2 == 0 && day % 5 == 0 { "Ogiltig frånvaro" } else { "Närvarande" };
            text += &format!("7{};E{pupil:03};2025-09-{day:02};60;{status}\n", if pupil < 20 { "A" } else { "B" });
        }
    }
    text
}

/// The page with a script that runs before its own, as a browser that is different would.
fn page_with(script: &str) -> Result<Site> {
    let page = fs::read_to_string(xtask::project::page())?;
    // Everything that runs is allowed by its hash: what is put before the page's glue is put into the test's copy without the policy.
    let (before, policy) = page.split_once("<meta http-equiv=\"Content-Security-Policy\"").context("the page has no policy")?;
    let (_, after) = policy.split_once('>').context("the policy has no end")?;
    let page = format!("{before}{after}");
    ensure!(page.contains("<body>"), "the page has no body");
    Site::holding(&page.replacen("<body>", &format!("<body><script>{script}</script>"), 1))
}

/// The page with an engine that runs this first.
fn engine_with(script: &str) -> Result<Site> {
    let page = fs::read_to_string(xtask::project::page())?;
    let boot = "id=\"engine-boot\">";
    ensure!(page.contains(boot), "the page has no engine boot");
    Site::holding(&page.replacen(boot, &format!("{boot}{script}\n"), 1))
}

/// Keeps workers within the test's reach, to be told to break.
const KEEP: &str = "const Real = Worker; window.workers = [];
    window.Worker = class extends Real { constructor(...all) { super(...all); workers.push(this); } };";

/// Waits for a text on the page.
fn says(browser: &Browser, words: &str) -> Result<()> {
    browser
        .wait_for(words, || Ok(browser.find("#app")?.text()?.contains(words).then_some(())))
        .with_context(|| format!("`{words}` is not in {}", browser.find("#app").and_then(|app| app.text()).unwrap_or_default()))
}

/// Each test has a file of its own: a browser that reads one while it is written anew says that it has changed.
fn to_result(browser: &Browser, name: &str) -> Result<()> {
    browser.find("#file")?.give_file(&file("survives", name, &small_file())?)?;
    browser.find("#accept")?.click()?;
    browser.find("#definition option[value='ekero-20']")?.click()?;
    browser.find("input[name=by][value=class]")?.click()?;
    browser.find("#submit")?.click()?;
    browser.find("#tables table.figures").map(drop)
}

const TABLE: &str = "return document.querySelector('#tables table.figures').innerText";

#[test]
fn a_worker_that_dies_is_replaced_and_the_user_is_where_he_was() -> Result<()> {
    let (site, browser) = (page_with(KEEP)?, Browser::start()?);
    browser.open(&site.address())?;
    to_result(&browser, "dör.csv")?;
    let before = browser.script(TABLE, &[])?;
    let _ = browser
        .script("workers.at(-1).dispatchEvent(new ErrorEvent('error', {message: 'panicked at src/x.rs', cancelable: true}));", &[])?;
    says(&browser, "du fortsätter där du var")?;
    browser.wait_for("the table again", || {
        let again = browser.script("return document.querySelector('#tables table.figures')?.innerText ?? ''", &[])?;
        Ok((again == before).then_some(()))
    })?;
    browser.screenshot("survives-goes-on")?;
    assert_eq!(browser.script("return workers.length", &[])?, json!(2));
    Ok(())
}

#[test]
fn a_worker_that_dies_twice_leaves_a_button_that_goes_on() -> Result<()> {
    // The one that takes over dies as well, when it is asked to read; the third does not.
    let dies = "const Real = Worker; window.workers = [];
        window.Worker = class extends Real {
            constructor(...all) { super(...all); workers.push(this); }
            postMessage(message, ...more) {
                if (message.ask?.Read && workers.length === 2) this.dispatchEvent(new ErrorEvent('error', {message: 'unreachable', cancelable: true}));
                else super.postMessage(message, ...more);
            }
        };";
    let (site, browser) = (page_with(dies)?, Browser::start()?);
    browser.open(&site.address())?;
    to_result(&browser, "två gånger.csv")?;
    let before = browser.script(TABLE, &[])?;
    let _ = browser.script("workers.at(-1).dispatchEvent(new ErrorEvent('error', {message: 'unreachable', cancelable: true}));", &[])?;
    says(&browser, "Minnet i webbläsaren räckte inte")?;
    browser.screenshot("survives-memory")?;
    assert_eq!(browser.script("return workers.length", &[])?, json!(3));
    browser.find("#again")?.click()?;
    browser.wait_for("the table again", || {
        let again = browser.script("return document.querySelector('#tables table.figures')?.innerText ?? ''", &[])?;
        Ok((again == before).then_some(()))
    })
}

#[test]
fn memory_that_runs_out_while_reading_is_said_with_what_to_do() -> Result<()> {
    let site = engine_with(
        "self.addEventListener('message', ({data}) => { if (data.ask?.Read) throw new RangeError('Array buffer allocation failed'); });",
    )?;
    let browser = Browser::start()?;
    browser.open(&site.address())?;
    browser.find("#file")?.give_file(&file("survives", "stor.csv", &small_file())?)?;
    says(&browser, "Minnet i webbläsaren räckte inte")?;
    for way in ["CSV", "dela den", "en dator", "kommandoraden"] {
        says(&browser, way)?;
    }
    let _ = browser.find("#again")?;
    // The page is alive: the example is read.
    browser.find("#example")?.click()?;
    browser.find("#accept").map(drop)
}

#[test]
fn a_real_panic_of_the_engine_is_told_from_memory() -> Result<()> {
    let browser = Browser::start()?;
    // A message that is none makes the engine say so in its own words.
    let site = page_with(KEEP)?;
    browser.open(&site.address())?;
    to_result(&browser, "panik.csv")?;
    let _ = browser.script("workers.at(-1).postMessage({ask: 'Nonsense'});", &[])?;
    says(&browser, "du fortsätter där du var")?;
    browser.wait_for("the table again", || Ok((!browser.find_all("#tables table.figures")?.is_empty()).then_some(())))
}

#[test]
fn a_file_that_cannot_be_read_to_its_end_is_named() -> Result<()> {
    let refuse = "Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));";
    let shorten = "const whole = Blob.prototype.arrayBuffer; Blob.prototype.arrayBuffer = async function () { return (await whole.call(this)).slice(1); };";
    let path = file("survives", "flyttad.csv", &small_file())?;
    for script in [refuse, shorten] {
        let site = page_with(script)?;
        let browser = Browser::start()?;
        browser.open(&site.address())?;
        browser.find("#file")?.give_file(&path)?;
        let said = browser.find("#faults")?.text()?;
        ensure!(said.contains("flyttad.csv") && said.contains("gick inte att läsa till slut"), "{said}");
        ensure!(said.contains("Stäng den i Excel") && said.contains("Dina val är kvar"), "no way on: {said}");
        browser.screenshot("survives-file")?;
        browser.find("#example")?.click()?;
        let _ = browser.find("#accept")?;
    }
    Ok(())
}

#[test]
fn a_file_that_is_really_changed_or_removed_is_named() -> Result<()> {
    let path = file("survives", "borttagen.csv", &small_file())?;
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#file")?.give_file(&path)?;
    let _ = browser.find("#accept")?;
    // Read again after it has been removed: the browser's file is no longer that on disk.
    fs::remove_file(&path)?;
    browser.find(".file > summary")?.click()?;
    browser.find("select[id^=column-] option[value='']")?.click()?;
    browser.find("#reread")?.click()?;
    let said = browser.find("#faults")?.text()?;
    ensure!(said.contains("borttagen.csv") && said.contains("gick inte att läsa till slut"), "{said}");
    Ok(())
}

#[test]
fn a_browser_that_stores_nothing_is_done_without_and_said() -> Result<()> {
    let denied = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('denied', 'SecurityError'); }});
        Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('denied', 'SecurityError'); }});";
    let full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    for script in [denied, full] {
        let browser = Browser::start()?;
        let site = page_with(script)?;
        browser.open(&site.address())?;
        says(&browser, "Den här webbläsaren sparar inget för sidan")?;
        to_result(&browser, "osparad.csv")?;
        browser.find("#clear")?.click()?;
        browser.find("#clear-all")?.click()?;
        says(&browser, "Allt är rensat")?;
        assert_eq!(browser.console()?, Vec::<String>::new());
    }
    Ok(())
}

#[test]
fn a_clipboard_or_download_that_is_refused_is_said() -> Result<()> {
    let refuse = "document.execCommand = () => false; URL.createObjectURL = ((real) => (blob) => { if (blob.type.startsWith('application/json')) throw new Error('refused'); return real.call(URL, blob); })(URL.createObjectURL);";
    let browser = Browser::start()?;
    let site = page_with(refuse)?;
    browser.open(&site.address())?;
    to_result(&browser, "nekad.csv")?;
    browser.find("#copy-table-0")?.click()?;
    says(&browser, "Texten är markerad")?;
    ensure!(browser.script("return getSelection().toString()", &[])? != json!(""), "nothing is marked");
    browser.find("#save-json")?.click()?;
    says(&browser, "Webbläsaren tog inte emot filen")?;
    let _ = browser.find("#tables table.figures")?;
    Ok(())
}

#[test]
fn a_page_that_is_held_back_reads_to_the_end() -> Result<()> {
    // As in a tab behind another: no frame is drawn, timers are slow; messages still come.
    let hold = "const frame = requestAnimationFrame; let drawn = 0; window.requestAnimationFrame = (then) => drawn++ < 2 ? frame(then) : 0;
        const timer = setTimeout; window.setTimeout = (then, after) => timer(then, Math.max(after ?? 0, 1000));";
    let browser = Browser::start()?;
    let site = page_with(hold)?;
    browser.open(&site.address())?;
    to_result(&browser, "bakgrund.csv")
}
