//! The whole way through the page: every step and every export, in any engine, from any address and in either language. What comes out is
//! handed back, to be held against the command line; what a page can be seen to do wrong by itself fails on the way.

use crate::{Browser, steps};
use anyhow::{Context, Result, ensure};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use franvarokalkyl::locale::{Key, Language, Sentence};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

/// A definition of the presets, by which the tables on the way are made.
pub const DEFINITION: &str = "haninge";
/// Those that are compared.
pub const COMPARED: [&str; 4] = ["danderyd", "ekero", "haninge", "salem"];
/// The formats of all reports.
pub const FORMATS: [&str; 5] = ["json", "csv", "html", "xlsx", "svg"];

const RIGHT: &str = "\u{E014}";
/// What goes wrong in the page without anybody seeing it, and whether it was printed.
const LISTEN: &str = "
    window.wrong = [];
    addEventListener('error', (event) => wrong.push(String(event.message)));
    addEventListener('unhandledrejection', (event) => wrong.push(String(event.reason)));
    addEventListener('securitypolicyviolation', (event) => wrong.push(event.violatedDirective + ' ' + event.blockedURI));
    window.printed = 0;
    window.print = () => { window.printed += 1; };";

/// Who goes, where, and with what.
#[derive(Clone, Copy)]
pub struct Way<'a> {
    /// The browser.
    pub browser: &'a Browser,
    /// The page's address.
    pub address: &'a str,
    /// The language in which it is read.
    pub language: Language,
    /// An export of three schools.
    pub data: &'a Path,
}

/// A file that the page has saved.
#[derive(Clone, PartialEq, Eq)]
pub struct Saved {
    /// Its ending.
    pub format: &'static str,
    /// Its content.
    pub content: Vec<u8>,
}

/// What was taken home.
pub struct Taken {
    /// The day on which the reports say that they were made.
    pub made: String,
    /// By school and grade, in all [`FORMATS`].
    pub report: Vec<Saved>,
    /// The same under another limit, as JSON.
    pub moved: Saved,
    /// Of [`COMPARED`], by school, in those formats that it has.
    pub comparison: Vec<Saved>,
    /// Of the week, in all formats.
    pub patterns: Vec<Saved>,
    /// The definition that was written on the way.
    pub definition: Saved,
    /// The standard report by that definition, in all formats.
    pub dossier: Vec<Saved>,
    /// What was chosen of columns and words.
    pub choices: Saved,
}

impl Way<'_> {
    /// From the first visit to the last.
    ///
    /// # Errors
    /// The page does not go along, or does something wrong.
    pub fn go(&self) -> Result<Taken> {
        self.arrive()?;
        self.example().context("the example")?;
        let choices = self.read().context("the file")?;
        let report = self.report().context("the report")?;
        let moved = self.slide().context("another limit")?;
        self.start_over()?;
        let _ = self.read()?;
        let comparison = self.compare().context("the comparison")?;
        self.start_over()?;
        let _ = self.read()?;
        let patterns = self.patterns().context("the patterns")?;
        self.start_over()?;
        let _ = self.read()?;
        let definition = self.define().context("the definition")?;
        let dossier = self.dossier().context("the standard report")?;
        self.start_over()?;
        self.leave()?;
        let made = serde_json::from_slice::<Value>(&report.first().context("a report")?.content)?;
        let made = made.get("made").and_then(Value::as_str).context("a report says when it was made")?.to_owned();
        Ok(Taken { made, report, moved, comparison, patterns, definition, dossier, choices })
    }

    fn arrive(&self) -> Result<()> {
        self.browser.open(self.address)?;
        let _ = self.browser.find("#example")?;
        let _ = self.browser.script(LISTEN, &[])?;
        let tag = self.language.tag();
        if self.browser.script("return document.documentElement.lang", &[])? != json!(tag) {
            self.browser.find(&format!("button[lang={tag}]"))?.click()?;
        }
        self.wait_for_words("#promise", &Key::PageFilesPromise.into())
    }

    /// The example shows a table with figures, and leads back to the files.
    fn example(&self) -> Result<()> {
        self.browser.find("#example")?.click()?;
        self.make_a_table(&["school"])?;
        let rows = steps::rows_on_screen(self.browser)?;
        let pupils = |row: &Value| row.pointer("/1/value").and_then(Value::as_u64).unwrap_or_default();
        let schools = rows.as_array().context("rows")?;
        ensure!(schools.len() > 2 && schools.iter().all(|row| pupils(row) > 10), "the example shows too little: {rows}");
        self.start_over()
    }

    /// Gives the file, and sees that it was understood.
    fn read(&self) -> Result<Saved> {
        self.browser.find("#file")?.give_file(self.data)?;
        let facts = self.browser.find(".facts")?.text()?;
        for words in ["Aspskolan, Björkskolan, Ekskolan", "240"] {
            ensure!(facts.contains(words), "`{words}` is not in: {facts}");
        }
        self.save("save-choices", "toml", Key::PageChoicesSaved)
    }

    fn make_a_table(&self, by: &[&str]) -> Result<()> {
        steps::accept(self.browser)?;
        steps::choose(self.browser, DEFINITION)?;
        steps::ask(self.browser, by)
    }

    /// A table, everything by which it leaves the page, and back to it.
    fn report(&self) -> Result<Vec<Saved>> {
        self.make_a_table(&["school", "grade"])?;
        let rows = steps::rows_on_screen(self.browser)?;
        let saved = self.export(&FORMATS)?;
        let report = serde_json::from_slice(&saved.first().context("JSON comes first")?.content)?;
        ensure!(rows == steps::rows_of_report(&report)?, "the table on screen is not the report that is saved: {rows}");
        self.save_picture().context("the picture")?;
        self.copy_table().context("copying")?;
        self.browser.find("#print")?.click()?;
        self.browser.wait_for("the printing", || Ok((self.browser.script("return window.printed", &[])? == json!(1)).then_some(())))?;
        ensure!(self.browser.find_all("#left li")?.len() == 1, "one table has left, by whatever ways");
        Ok(saved)
    }

    /// Another limit by the keyboard, the table that it gives, and back to the first.
    fn slide(&self) -> Result<Saved> {
        let first = steps::rows_on_screen(self.browser)?;
        self.browser.find("#limit")?.type_text(&RIGHT.repeat(5))?;
        let _ = self.browser.wait_for("a table for another limit", || self.browser.find("#tables")?.attribute("data-took"))?;
        self.browser.wait_for("the limit", || Ok(self.browser.find("#tables thead")?.text()?.contains("25").then_some(())))?;
        let moved = self.save("save-json", "json", Key::PageExportDone)?;
        let text = String::from_utf8(moved.content.clone())?;
        ensure!(text.contains("25 %") || text.contains("25%"), "the saved file has another limit");
        self.browser.find("#limit-back")?.click()?;
        self.browser.wait_for("the first table", || Ok((steps::rows_on_screen(self.browser)? == first).then_some(())))?;
        Ok(moved)
    }

    fn compare(&self) -> Result<Vec<Saved>> {
        steps::accept(self.browser)?;
        self.browser.find("#open-compare")?.click()?;
        self.browser.find("#compare-none")?.click()?;
        for id in COMPARED {
            self.browser.find(&format!("#compare-{id}"))?.click()?;
        }
        self.browser.find("#compare-schools")?.click()?;
        self.browser.find("#submit")?.click()?;
        let _ = self.browser.find("#tables table.figures")?;
        self.export(&["json", "csv", "html", "xlsx"])
    }

    fn patterns(&self) -> Result<Vec<Saved>> {
        steps::accept(self.browser)?;
        self.browser.find("#patterns")?.click()?;
        let _ = self.browser.find("#tables table.figures")?;
        let saved = self.export(&FORMATS)?;
        self.save_picture().context("the picture")?;
        Ok(saved)
    }

    /// Writes a definition, saves it, opens what was saved, and chooses it.
    fn define(&self) -> Result<Saved> {
        steps::accept(self.browser)?;
        self.browser.find("#write-definition")?.click()?;
        self.browser.find("#definition-name")?.type_text("Vår gräns")?;
        self.browser.find("#threshold-0-0")?.type_text("15")?;
        // The field is read when it is left.
        self.browser.find("#definition-source")?.click()?;
        self.browser.wait_for("the definition to be read back", || {
            let said = self.browser.find("#read")?.text()?.replace('\u{a0}', " ");
            Ok((said.contains("> 15 %") || said.contains("> 15%")).then_some(()))
        })?;
        self.share()?;
        let saved = self.save("save-definition", "toml", Key::PageExportDone)?;
        self.browser.find("#leave-editor")?.click()?;
        let _ = self.browser.find("#definition")?;
        ensure!(self.browser.find_all("#definition option[value=var-grans]")?.is_empty(), "what was left is in the list");
        let file = crate::file(&format!("way-{}", self.browser.engine().word()), "var-grans.toml", std::str::from_utf8(&saved.content)?)?;
        self.share()?;
        self.browser.find("#load-definition")?.give_file(&file)?;
        let _ = self.browser.find("#definition option[value=var-grans]")?;
        let chosen = "return document.querySelector('#definition').value";
        self.browser.wait_for("the choice", || Ok((self.browser.script(chosen, &[])? == json!("var-grans")).then_some(())))?;
        let link = "return document.querySelector('#link').value";
        let link = self.browser.script(link, &[])?.as_str().context("a link")?.to_owned();
        ensure!(link.starts_with(&format!("{}#definition=", self.address)), "{link}");
        self.share()?;
        self.browser.find("#copy-link")?.click()?;
        let [copied, marked] = [Key::EditorCopied, Key::EditorMarked].map(|key| key.text(self.language));
        self.browser.wait_for("the word that it is copied", || {
            let said = self.browser.find(".done")?.text()?;
            Ok((said.contains(copied) || said.contains(marked)).then_some(()))
        })?;
        fs::remove_file(file)?;
        Ok(saved)
    }

    fn dossier(&self) -> Result<Vec<Saved>> {
        self.browser.find("#standard")?.click()?;
        let _ = self.browser.find(".contents li:nth-child(3)")?;
        let saved = self.export(&FORMATS)?;
        self.save_picture().context("the picture")?;
        Ok(saved)
    }

    /// Forgets all that is kept, and sees that nothing went wrong.
    fn leave(&self) -> Result<()> {
        self.browser.find("#forget-stored")?.click()?;
        let kept = "return localStorage.length";
        self.browser.wait_for("the storage to be empty", || Ok((self.browser.script(kept, &[])? == json!(0)).then_some(())))?;
        let wrong = self.browser.script("return window.wrong", &[])?;
        ensure!(wrong == json!([]), "something went wrong in the page: {wrong}");
        Ok(())
    }

    fn start_over(&self) -> Result<()> {
        self.browser.find("#start-over")?.click()?;
        self.wait_for_words(".notice", &Key::PageStartedOver.into())
    }

    /// Opens the part with which a definition is saved, opened and sent.
    fn share(&self) -> Result<()> {
        let _ = self.browser.find("details.share")?;
        self.browser.script("document.querySelector('details.share').open = true", &[]).map(drop)
    }

    fn export(&self, formats: &[&'static str]) -> Result<Vec<Saved>> {
        formats.iter().map(|format| self.save(&format!("save-{format}"), format, Key::PageExportDone)).collect()
    }

    /// Saves by a button, and waits for the file and for what the page says of it.
    fn save(&self, button: &str, format: &'static str, done: Key) -> Result<Saved> {
        self.browser.find(&format!("#{button}"))?.click()?;
        let (name, content) = self.browser.take_saved(format)?;
        self.wait_for_words(".done", &done.with("file", name.as_str()))?;
        Ok(Saved { format, content })
    }

    fn wait_for_words(&self, selector: &str, sentence: &Sentence) -> Result<()> {
        let plain = |text: &str| text.replace('\u{a0}', " ");
        let words = plain(&sentence.render(self.language));
        self.browser.wait_for(&format!("`{words}`"), || {
            let said = self.browser.find_all(selector)?.iter().map(crate::Element::text).collect::<Result<Vec<_>>>();
            // What is asked may be drawn anew while it is asked.
            Ok(said.is_ok_and(|said| said.iter().any(|said| plain(said).contains(&words))).then_some(()))
        })
    }

    /// Saves the first picture as pixels: three for each of its own, and not all alike.
    fn save_picture(&self) -> Result<()> {
        self.browser.find(".save-png")?.click()?;
        let (_, png) = self.browser.take_saved("png")?;
        let look = "
            const bytes = Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0));
            const drawn = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
            const canvas = Object.assign(document.createElement('canvas'), {width: drawn.width, height: drawn.height});
            const context = canvas.getContext('2d');
            context.drawImage(drawn, 0, 0);
            const {data} = context.getImageData(0, 0, drawn.width, drawn.height);
            const colours = new Set(new Uint32Array(data.buffer));
            const svg = decodeURIComponent(document.querySelector('.picture img').src);
            const own = svg.match(/ width=.([0-9]+). height=.([0-9]+)./).slice(1).map(Number);
            return {own, size: [drawn.width, drawn.height], colours: colours.size};";
        let seen = self.browser.script(look, &[json!(BASE64_STANDARD.encode(&png))])?;
        let length = |path: &str| seen.pointer(path).and_then(Value::as_u64).unwrap_or_default();
        let is_sharp = (0..2)
            .all(|side| length(&format!("/own/{side}")) > 0 && length(&format!("/size/{side}")) == 3 * length(&format!("/own/{side}")));
        ensure!(is_sharp && length("/colours") > 3, "the picture is not what is on screen: {seen}");
        Ok(())
    }

    /// Copies the first table: its cells as they are seen, without what is only read aloud.
    fn copy_table(&self) -> Result<()> {
        let listen = "window.copied = null; addEventListener('copy', ({clipboardData}) => {
            window.copied = ['text/plain', 'text/html'].map((kind) => clipboardData.getData(kind));
        }, {once: true});";
        let _ = self.browser.script(listen, &[])?;
        self.browser.find("#copy-table-0")?.click()?;
        self.wait_for_words(".done", &Key::PageExportCopied.into())?;
        let seen = "return [...document.querySelector('#tables table.figures').rows].map((row) => [...row.cells].map((cell) => {
            const copy = cell.cloneNode(true);
            copy.querySelectorAll('.sr').forEach((hidden) => hidden.remove());
            return copy.textContent;
        }).join('\\t')).join('\\n')";
        let copied = self.browser.script("return window.copied", &[])?;
        let text = self.browser.script(seen, &[])?;
        ensure!(copied.get(0) == Some(&text), "what is copied is not the table: {copied}");
        ensure!(
            copied.get(1).and_then(Value::as_str).is_some_and(|html| html.contains("<th scope=\"row\">") && !html.contains("\"sr\"")),
            "{copied}"
        );
        Ok(())
    }
}
