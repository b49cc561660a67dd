//! Without a mouse: the tab key reaches everything in order and what has the focus is seen, and the whole job is done by keys alone.

use anyhow::{Context, Result, ensure};
use browser_tests::access::{NARROW, WIDE};
use browser_tests::states::WALKS;
use browser_tests::{Browser, command_line, page_on_disk, walk};
use serde_json::json;
use std::collections::BTreeSet;

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";
const SPACE: &str = " ";
const RIGHT: &str = "\u{E014}";
const LEFT: &str = "\u{E012}";
const BACKSPACE: &str = "\u{E003}";
/// More than any state has.
const MOST: usize = 400;

/// Where the focus is: by its place in the document, and where that is on the page.
fn place(browser: &Browser) -> Result<(u64, String, f64, f64)> {
    let at = browser.script(
        "const one = document.activeElement, box = (one.matches('.sr') && one.labels?.[0] || one).getBoundingClientRect();
         return [[...document.querySelectorAll('*')].indexOf(one), access.where().name, box.top + scrollY, box.bottom + scrollY];",
        &[],
    )?;
    Ok(serde_json::from_value(at)?)
}

#[test]
fn the_tab_key_reaches_everything_in_order_and_nothing_covers_it() -> Result<()> {
    let mut wrong = Vec::new();
    for states in WALKS {
        let browser = Browser::start()?;
        browser.open(&page_on_disk()?)?;
        for state in states {
            (state.reach)(&browser).with_context(|| format!("on the way to `{}`", state.name))?;
            browser.look(&NARROW)?;
            let mut missed: BTreeSet<String> = browser.wrong("interactive()")?.into_iter().collect();
            // From the beginning of the page, and as somebody with a keyboard.
            for key in [TAB, ""] {
                let _ = browser.script("document.querySelector('.skip').focus()", &[])?;
                browser.press(key)?;
            }
            let mut before = (0, f64::MIN);
            for _ in 0..MOST {
                let (at, name, top, bottom) = place(&browser)?;
                // Past the last it leaves the page, and comes back at its beginning.
                if at < before.0 {
                    break;
                }
                wrong.extend(browser.wrong("focus(true)")?.into_iter().map(|said| format!("{}: {said}", state.name)));
                if bottom < before.1 {
                    wrong.push(format!("{}: the focus jumps up to {name}", state.name));
                }
                let _ = missed.remove(&name);
                before = (at, top);
                browser.press(TAB)?;
            }
            wrong.extend(missed.into_iter().map(|name| format!("{}: {name} is not reached", state.name)));
            browser.look(&WIDE)?;
        }
    }
    ensure!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

/// Somebody with a keyboard, who is lost when the focus is.
struct Typist(Browser);

impl Typist {
    /// Goes to a control, sees that it has the focus, and presses keys.
    fn press(&self, control: &str, keys: &str) -> Result<()> {
        self.0.tab_to(control)?;
        self.sees(control)?;
        self.0.press(keys)?;
        self.0.settle()?;
        self.sees(&format!("what came of {control}"))
    }

    /// The focus is somewhere, and is seen.
    fn sees(&self, what: &str) -> Result<()> {
        let wrong = self.0.wrong("focus(false)")?;
        ensure!(wrong.is_empty(), "at {what}: {wrong:?}");
        Ok(())
    }

    /// Waits until this has the focus.
    fn is_at(&self, control: &str) -> Result<()> {
        self.0.find(&format!("{control}:focus")).map(drop).with_context(|| format!("the focus is at {}", self.at().unwrap_or_default()))
    }

    fn at(&self) -> Result<String> {
        Ok(self.0.script("return document.activeElement.outerHTML.slice(0, 200)", &[])?.to_string())
    }

    /// Waits for a sentence of the page.
    fn reads(&self, words: &str) -> Result<()> {
        self.0.wait_for(words, || Ok(self.0.find("#app")?.text()?.replace('\u{a0}', " ").contains(words).then_some(())))
    }

    /// Replaces what is in a field, and goes on.
    fn write(&self, field: &str, text: &str) -> Result<()> {
        self.0.tab_to(field)?;
        // The tab key marks what is in a field.
        self.0.press(text)?;
        self.0.press(TAB)?;
        self.0.settle()?;
        self.sees(field)
    }
}

#[test]
fn the_whole_job_is_done_by_keys_alone() -> Result<()> {
    let typist = Typist(Browser::start()?);
    let browser = &typist.0;
    browser.open(&page_on_disk()?)?;
    // What is beside the way: the promise and the statement.
    typist.press(".promise summary", ENTER)?;
    typist.press("#accessibility > summary", ENTER)?;
    typist.reads("tillsynsmyndigheten")?;
    // From the example to a table.
    typist.press("#example", ENTER)?;
    typist.is_at("h2")?;
    typist.press("#accept", ENTER)?;
    typist.is_at("h2")?;
    // On days outside of the file nothing is counted: the summary has the focus, its link leads to the field, and the field says what is wrong.
    typist.press("#to", "20200101")?;
    typist.press("#submit", ENTER)?;
    typist.is_at("#faults")?;
    browser.press(TAB)?;
    typist.is_at("#faults a")?;
    browser.press(ENTER)?;
    typist.is_at("#to[aria-invalid=true]")?;
    // A date is emptied part by part.
    browser.press(&format!("{}{}", LEFT.repeat(3), format!("{BACKSPACE}{RIGHT}").repeat(3)))?;
    typist.press("#definition", "Haninge")?;
    typist.press("input[value=grade]", SPACE)?;
    typist.press("input[value=grade]", SPACE)?;
    typist.press("#submit", ENTER)?;
    typist.is_at("h2")?;
    // The limit is moved and put back; the button goes, the focus does not.
    let _ = browser.find(".curve svg")?;
    typist.press("#limit", &RIGHT.repeat(3))?;
    typist.press("#limit-back", ENTER)?;
    typist.is_at("#limit")?;
    // Saved, and copied.
    typist.press("#copy-table-0", ENTER)?;
    typist.reads("Tabellen är kopierad")?;
    for format in ["xlsx", "csv", "html", "json"] {
        typist.press(&format!("#save-{format}"), ENTER)?;
        typist.reads(&format!(".{format} ligger bland dina hämtade filer"))?;
        typist.is_at(&format!("#save-{format}"))?;
    }
    typist.press("#add-to-dossier", ENTER)?;
    typist.reads("Rapporten har nu 1 del")?;
    // Several definitions.
    typist.press(".steps li:nth-child(3) button", ENTER)?;
    typist.press("#open-compare", ENTER)?;
    typist.press("#compare-none", ENTER)?;
    typist.press("#submit", ENTER)?;
    typist.is_at("#faults")?;
    browser.press(TAB)?;
    browser.press(ENTER)?;
    typist.sees("the definitions")?;
    for id in ["haninge", "salem"] {
        typist.press(&format!("#compare-{id}"), SPACE)?;
    }
    typist.press("#submit", ENTER)?;
    typist.is_at("h2")?;
    typist.press("#add-to-dossier", ENTER)?;
    typist.reads("Rapporten har nu 2 delar")?;
    // A definition of one's own; what is removed leaves the focus somewhere.
    typist.press(".steps li:nth-child(3) button", ENTER)?;
    typist.press("#write-definition", ENTER)?;
    typist.write("#definition-name", "Vår")?;
    typist.write("#threshold-0-0", "30")?;
    typist.press("#or", ENTER)?;
    typist.is_at("#subject-1-0")?;
    typist.press("[aria-label^='Ta bort villkor']", ENTER)?;
    typist.press("#add-judgement", ENTER)?;
    typist.press("[aria-label^='Ta bort bedömning']", ENTER)?;
    typist.press("#use-definition", ENTER)?;
    typist.press("#open-question", ENTER)?;
    let chosen = browser.script("return document.querySelector('#definition').value", &[])?;
    ensure!(chosen == json!("var"), "the definition is not chosen: {chosen}");
    typist.press("#submit", ENTER)?;
    typist.is_at("h2")?;
    typist.press("#add-to-dossier", ENTER)?;
    // The report: sections are moved and taken out.
    typist.press("#open-dossier", ENTER)?;
    typist.press("#section-down-0", ENTER)?;
    typist.press("#section-up-1", ENTER)?;
    typist.press("#section-down-1", ENTER)?;
    typist.press("#section-remove-1", ENTER)?;
    typist.press("#section-remove-0", ENTER)?;
    typist.press("#save-html", ENTER)?;
    typist.reads(".html ligger bland dina hämtade filer")?;
    // The other language, from wherever one is.
    typist.press("button[lang=en]", ENTER)?;
    typist.press("button[lang=sv]", ENTER)?;
    typist.press("#start-over", ENTER)?;
    typist.is_at("h2")?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn a_file_is_read_by_keys_alone() -> Result<()> {
    let path = walk("keyboard")?.join("skola.csv");
    let _ = command_line(&["example", "--pupils", "120", "--weeks", "6", "--output", path.to_str().context("a path that is no text")?])?;
    let typist = Typist(Browser::start()?);
    let browser = &typist.0;
    browser.open(&page_on_disk()?)?;
    // The dialogue for files is the system's; the button that opens it has the focus.
    typist.0.tab_to("#file")?;
    typist.sees("the file button")?;
    browser.find("#file:focus")?.give_file(&path)?;
    let _ = browser.find("#accept")?;
    browser.settle()?;
    typist.sees("what was read")?;
    let role = "select[id^=column-0-]";
    typist.press(role, "Anteckning")?;
    typist.press("#reread", ENTER)?;
    let _ = browser.find("#accept, #faults")?;
    browser.settle()?;
    typist.sees("what was read again")?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}
