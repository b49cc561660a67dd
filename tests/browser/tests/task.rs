//! The page as it is made for the task: later files, back and forward, taking back, clearing, what is remembered, how fast it is.

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Site, command_line, file, page_on_disk, walk};
use serde_json::{Value, json};
use std::time::Instant;

/// A file of one school whose names are found nowhere else.
fn named_file(school: &str) -> String {
    let mut text = String::from("Skola;Klass;Namn;Elev-id;Datum;Lektionslängd;Frånvarotyp\n");
    for day in 1..20 {
        for pupil in 0..30 {
            let status = if pupil % 3 == 0 && day % 4 == 0 { "Zjuk" } else { "Närvarande" };
            text += &format!("{school};Q{};Zebulon Qvist{pupil};ZQ{pupil:04};2025-09-{day:02};60;{status}\n", pupil / 10);
        }
    }
    text
}

fn says(browser: &Browser, words: &str) -> Result<()> {
    browser
        .wait_for(words, || Ok(browser.find("#app")?.text()?.contains(words).then_some(())))
        .with_context(|| format!("`{words}` is not in {}", browser.find("#app").and_then(|app| app.text()).unwrap_or_default()))
}

/// The id of the element that has the focus.
fn focused(browser: &Browser) -> Result<Value> {
    browser.script("return document.activeElement.id", &[])
}

/// Answers what the words of [`named_file`] count as, and goes on to its tables.
fn to_result(browser: &Browser) -> Result<()> {
    browser.find("#kind-0-0 option[value=reported]")?.click()?;
    browser.find("#reread")?.click()?;
    browser.find("#accept")?.click()?;
    browser.find("#definition option[value='ekero-20']")?.click()?;
    browser.find("#submit")?.click()?;
    browser.find("#tables table.figures").map(drop)
}

/// Drops a file on the page, as a user does from a folder.
const DROP: &str = "
    const data = new DataTransfer();
    data.items.add(new File([arguments[1]], arguments[0], {lastModified: 1}));
    document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));";

#[test]
fn the_example_shows_the_way_in_three_clicks() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    let _ = browser.find("#example")?;
    let begun = Instant::now();
    let clicks = ["#example", "#accept", "#submit"];
    for click in clicks {
        let button = browser.find(click)?;
        let words = "const words = (text) => text.split(/\\s+/).filter(Boolean).length;
            const step = document.querySelector('.step');
            return [words(step.innerText), words([...step.querySelectorAll('h2, h3, legend, label, button')].map((one) => one.innerText).join(' '))];";
        println!("before {click}: words to read, and of these in headings, labels and buttons: {}", browser.script(words, &[])?);
        button.click()?;
    }
    let _ = browser.find("#tables table.figures")?;
    println!("from the example to its tables: {} clicks, {:?}", clicks.len(), begun.elapsed());
    ensure!(begun.elapsed().as_secs() < 20, "the machine alone takes {:?} of the minute", begun.elapsed());
    Ok(())
}

#[test]
fn a_file_that_is_dropped_later_asks_and_nothing_is_lost() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#file")?.give_file(&file("task", "norr.csv", &named_file("Norrskolan"))?)?;
    let _ = browser.find("#kind-0-0")?;
    to_result(&browser)?;
    let other = named_file("Söderskolan").replace("ZQ", "YQ");
    let _ = browser.script(DROP, &[json!("söder.csv"), json!(other)])?;
    let asked = browser.find("#arrived")?.text()?;
    ensure!(asked.contains("Läst nu: norr.csv") && asked.contains("Nytt: söder.csv"), "{asked}");
    assert_eq!(focused(&browser)?, json!("arrived"));
    browser.screenshot("task-arrived")?;
    browser.find("#leave-files")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    // The same file twice is said.
    let _ = browser.script(DROP, &[json!("söder.csv"), json!(other)])?;
    let _ = browser.script(DROP, &[json!("söder.csv"), json!(other)])?;
    says(&browser, "Filen är redan med")?;
    browser.find("#add-files")?.click()?;
    says(&browser, "Norrskolan, Söderskolan")?;
    let undo = browser.find("#undo")?;
    browser.screenshot("task-added")?;
    undo.click()?;
    // Back in the tables of the first file alone.
    let _ = browser.find("#tables table.figures")?;
    says(&browser, "norr.csv,")?;
    ensure!(!browser.find("#app")?.text()?.contains("söder.csv"), "the other file is still there");
    let _ = browser.script(DROP, &[json!("söder.csv"), json!(other)])?;
    browser.find("#replace-files")?.click()?;
    says(&browser, "Söderskolan")?;
    ensure!(!browser.find("#app")?.text()?.contains("Norrskolan"), "the first file is still read");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn back_and_forward_follow_the_steps_and_the_address_stays() -> Result<()> {
    let site = Site::start()?;
    for address in [site.address(), page_on_disk()?] {
        let browser = Browser::start()?;
        browser.open(&address)?;
        let url = browser.script("return document.URL", &[])?;
        for click in ["#example", "#accept", "#submit"] {
            browser.find(click)?.click()?;
        }
        let _ = browser.find("#tables table.figures")?;
        let title = || browser.script("return document.title", &[]);
        let go = |way: &str, expected: &str| -> Result<()> {
            let _ = browser.script(&format!("history.{way}()"), &[])?;
            browser.wait_for(expected, || Ok(title()?.as_str().is_some_and(|title| title.starts_with(expected)).then_some(())))
        };
        go("back", "Välj definition")?;
        go("back", "Stämmer")?;
        go("back", "Välj fil")?;
        go("forward", "Stämmer")?;
        go("forward", "Välj definition")?;
        ensure!(browser.script("return document.querySelector('#definition').value", &[])? != json!(""), "the definition is lost");
        go("forward", "Resultat")?;
        let _ = browser.find("#tables table.figures")?;
        assert_eq!(browser.script("return document.URL", &[])?, url);
        // The skip link makes an entry of its own, and back from it changes nothing.
        let _ = browser.script("document.querySelector('.skip').click()", &[])?;
        let _ = browser.script("history.back()", &[])?;
        go("back", "Välj definition")?;
        assert_eq!(browser.console()?, Vec::<String>::new());
    }
    Ok(())
}

#[test]
fn leaving_with_unsaved_results_warns_once() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    let warns = || {
        browser.script("const leaving = new Event('beforeunload', {cancelable: true}); window.dispatchEvent(leaving); await new Promise((done) => setTimeout(done, 50)); return leaving.defaultPrevented;", &[])
    };
    assert_eq!(warns()?, json!(false), "the start page warns");
    for click in ["#example", "#accept", "#submit"] {
        browser.find(click)?.click()?;
    }
    let _ = browser.find("#tables table.figures")?;
    assert_eq!(warns()?, json!(true));
    assert_eq!(warns()?, json!(false), "it warns a second time");
    Ok(())
}

#[test]
fn what_was_saved_is_left_without_a_warning() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    for click in ["#example", "#accept", "#submit", "#save-csv"] {
        browser.find(click)?.click()?;
    }
    says(&browser, "ligger bland dina hämtade filer")?;
    let warned = browser.script(
        "const leaving = new Event('beforeunload', {cancelable: true}); window.dispatchEvent(leaving); return leaving.defaultPrevented;",
        &[],
    )?;
    assert_eq!(warned, json!(false));
    Ok(())
}

#[test]
fn nothing_of_a_file_is_stored_and_what_is_remembered_is_there_the_next_time() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("button[lang=en]")?.click()?;
    browser.find("button[lang=sv]")?.click()?;
    browser.find("#file")?.give_file(&file("task", "Zavelgren ht25.csv", &named_file("Zavelgrenska skolan"))?)?;
    let _ = browser.find("#kind-0-0")?;
    to_result(&browser)?;
    for click in ["#save-xlsx", "#copy-table-0", "#add-to-dossier"] {
        browser.find(click)?.click()?;
    }
    let stored = browser.script("return JSON.stringify({...localStorage}) + JSON.stringify({...sessionStorage})", &[])?;
    let stored = stored.as_str().context("no text")?;
    for part in ["Zavelgren", "Zebulon", "Qvist", "ZQ00", "Q0", "Q1", "2025-09", "csv"] {
        ensure!(!stored.contains(part), "`{part}` of the file is stored: {stored}");
    }
    // What is remembered: the language, the headers and what the words mean, the last question.
    for part in ["franvarokalkyl.language", "Zjuk", "reported", "franvarotyp", "ekero-20"] {
        ensure!(stored.contains(part), "`{part}` is not remembered: {stored}");
    }
    browser.open(&page_on_disk()?)?;
    browser.find("#file")?.give_file(&file("task", "Zavelgren ht25.csv", &named_file("Zavelgrenska skolan"))?)?;
    let _ = browser.find("#reused")?;
    browser.find("#accept")?.click()?;
    browser.wait_for("the definition of last time", || {
        Ok((browser.script("return document.querySelector('#definition')?.value", &[])? == json!("ekero-20")).then_some(()))
    })
}

#[test]
fn clearing_everything_really_does() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("button[lang=en]")?.click()?;
    browser.find("button[lang=sv]")?.click()?;
    browser.find("#file")?.give_file(&file("task", "rensas.csv", &named_file("Rensskolan"))?)?;
    let _ = browser.find("#kind-0-0")?;
    to_result(&browser)?;
    browser.find("#copy-table-0")?.click()?;
    ensure!(browser.script("return localStorage.length", &[])? != json!(0), "nothing was stored, so nothing is tried");
    browser.find("#clear")?.click()?;
    assert_eq!(focused(&browser)?, json!("clearing"));
    browser.screenshot("task-clearing")?;
    browser.find("#clear-not")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    browser.find("#clear")?.click()?;
    browser.find("#clear-all")?.click()?;
    says(&browser, "Allt är rensat: 1 läst fil")?;
    browser.screenshot("task-cleared")?;
    let left = browser.script("return [localStorage.length, document.querySelectorAll('#again, #undo, .steps').length]", &[])?;
    assert_eq!(left, json!([0, 0]));
    // Back leads to nothing of before, and the same file is as unknown as it was.
    let _ = browser.script("history.back()", &[])?;
    ensure!(!browser.find("#app")?.text()?.contains("Rensskolan"), "the file is back");
    browser.find("#file")?.give_file(&file("task", "rensas.csv", &named_file("Rensskolan"))?)?;
    let _ = browser.find("#kind-0-0")?;
    ensure!(browser.find_all("#reused")?.is_empty(), "something was remembered");
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

/// An export as it comes from an office: a title above the header, a word that nobody knows, two schools, a column for notes.
fn awkward_file() -> String {
    let mut text = String::from("Närvarorapport HT 2025;;;;;;\n\nSkola;Klass;Elev-id;Datum;Lektionslängd;Status;Anteckning\n");
    for day in 1..20 {
        for pupil in 0..60 {
            let status = if pupil % 4 == 0 && day % 3 == 0 { "Bortr." } else { "Närvarande" };
            let school = if pupil < 40 { "Aspskolan" } else { "Ekskolan" };
            text += &format!(
                "{school};{}{};E{pupil:03};2025-09-{day:02};60;{status};\n",
                7 + pupil % 3,
                if pupil % 2 == 0 { "A" } else { "B" }
            );
        }
    }
    text
}

#[test]
fn every_step_fits_a_desk_and_a_phone() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    let look = |name: &str| -> Result<()> {
        let _ = browser.script("document.querySelectorAll('.terms').forEach((terms) => { terms.open = true; });", &[])?;
        for (width, height) in [(1280, 1800), (360, 2400)] {
            browser.resize(width, height)?;
            browser.screenshot(&format!("step-{name}-{width}"))?;
            ensure!(!browser.scrolls_sideways()?, "{name} scrolls sideways at {width}");
        }
        browser.resize(1280, 900)
    };
    look("files")?;
    browser.find("#file")?.give_file(&file("task", "närvaro höst.csv", &awkward_file())?)?;
    let _ = browser.find("#faults")?;
    look("asked")?;
    browser.find("#kind-0-0 option[value=unauthorised]")?.click()?;
    look("changed")?;
    browser.find("#reread")?.click()?;
    let _ = browser.find("#accept")?;
    look("check")?;
    browser.find("#accept")?.click()?;
    browser.find("#definition option[value='haninge']")?.click()?;
    look("question")?;
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    look("result")?;
    let _ = browser.script(DROP, &[json!("till.csv"), json!(named_file("Söderskolan"))])?;
    let _ = browser.find("#arrived")?;
    browser.find("#clear")?.click()?;
    look("arrived")
}

/// Notes when the text of progress changes, and how long the main thread is held up.
const WATCH: &str = "
    window.told = [];
    let last = '';
    new MutationObserver(() => {
        const text = document.querySelector('.progress')?.textContent ?? '';
        if (text && text !== last) { last = text; told.push([performance.now(), text]); }
    }).observe(document.body, {childList: true, subtree: true, characterData: true});";

#[test]
fn progress_is_told_four_times_a_second_and_stopping_is_at_once() -> Result<()> {
    for (ending, rows, stage) in [("csv", "1500000", "MB"), ("xlsx", "200000", "packas upp")] {
        let path = walk("task")?.join(format!("stor.{ending}"));
        let _ = command_line(&["example", "--rows", rows, "--output", path.to_str().context("a path that is no text")?])?;
        let browser = Browser::start()?;
        browser.open(&page_on_disk()?)?;
        let _ = browser.find("#example")?;
        let _ = browser.script(WATCH, &[])?;
        browser.find("#file")?.give_file(&path)?;
        let _ = browser.find("#accept, #faults")?;
        let told = browser.script("return told", &[])?;
        let told = told.as_array().context("no list")?;
        let texts: Vec<&str> = told.iter().filter_map(|told| told.pointer("/1")?.as_str()).collect();
        let times: Vec<f64> = told.iter().filter_map(|told| told.pointer("/0")?.as_f64()).collect();
        let gap = times.iter().zip(times.iter().skip(1)).map(|(one, next)| next - one).fold(0.0_f64, f64::max);
        let whole = times.last().zip(times.first()).map_or(0.0, |(last, first)| last - first);
        println!("{ending}: {} words of progress in {whole:.0} ms, the longest silence {gap:.0} ms", told.len());
        // The budget is four a second; single words may wait for a busy machine.
        ensure!(f64::from(u32::try_from(told.len())?) * 250.0 > whole, "{ending}: {} words of progress in {whole:.0} ms", told.len());
        ensure!(texts.iter().any(|text| text.contains(stage)), "{ending}: the stage `{stage}` is not named: {texts:?}");
        ensure!(texts.last().is_some_and(|text| text.contains("sammanställs")), "{ending}: the last stage is not named: {texts:?}");
        browser.find("#start-over")?.click()?;
        let _ = browser.find("#example")?;
        let stop = "const input = document.querySelector('#file');
            return await new Promise((done) => {
                new MutationObserver((_, observer) => {
                    const text = document.querySelector('.progress')?.textContent ?? '';
                    if (!/rad/.test(text)) return;
                    observer.disconnect();
                    const since = performance.now();
                    document.querySelector('#cancel').click();
                    const wait = () => document.querySelector('#file') ? done(performance.now() - since) : setTimeout(wait, 5);
                    wait();
                }).observe(document.body, {childList: true, subtree: true, characterData: true});
                window.ready = true;
            });";
        // The observer is set before the file is given, and waited for after.
        let _ = browser.script(&format!("window.stopped = (async () => {{ {stop} }})();"), &[])?;
        browser.find("#file")?.give_file(&path)?;
        let took = browser.script("return await window.stopped", &[])?;
        let took = took.as_f64().context("no time")?;
        println!("{ending}: stopped in {took:.0} ms");
        ensure!(took < 300.0, "{ending}: it takes {took} ms to stop");
    }
    Ok(())
}
