//! One browser with one window, new and empty; gone when dropped.

use crate::{Element, driver::Driver, folder};
use anyhow::{Context, Result, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, thread};
use xtask::{browser, project};

/// How long a test waits for something to appear.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most times that the tab key is pressed on the way to a field.
const KEYS: usize = 160;
const TAB: &str = "\u{E004}";
const PAUSE: Duration = Duration::from_millis(25);

/// A running browser.
pub struct Browser {
    driver: Driver,
    /// `/session/ID`.
    session: String,
    downloads: PathBuf,
}

impl Browser {
    /// Starts one, 1280 by 900 pixels.
    ///
    /// # Errors
    /// Chromium or its driver is not there or does not start.
    pub fn start() -> Result<Self> {
        let programs =
            browser::find().context("Chromium or chromedriver is not on PATH; `cargo xtask test browser` gets them or says how")?;
        let downloads = folder::new("saved")?;
        let mut words = vec![
            "--headless=new",
            "--window-size=1280,900",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            // A Swedish office's browser.
            "--lang=sv",
            "--accept-lang=sv",
        ];
        if browser::is_root() {
            words.push("--no-sandbox");
        }
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "binary": programs.chromium,
                "args": words,
                "prefs": {"download.default_directory": downloads, "download.prompt_for_download": false},
            },
        }}});
        let driver = Driver::start(&programs.driver)?;
        let answer = driver.post("/session", &wanted).context("Chromium does not start")?;
        let id = answer.get("sessionId").and_then(Value::as_str).context("the session has no id")?;
        Ok(Self { session: format!("/session/{id}"), driver, downloads })
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Errors
    /// It cannot be loaded.
    pub fn open(&self, address: &str) -> Result<()> {
        self.post("/url", &json!({ "url": address })).map(drop)
    }

    /// Makes the window so many pixels wide and high.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.post("/window/rect", &json!({ "width": width, "height": height })).map(drop)
    }

    /// Shows the page as a system does that prefers dark colours.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn darken(&self) -> Result<()> {
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        self.post("/goog/cdp/execute", &json!({ "cmd": "Emulation.setEmulatedMedia", "params": dark })).map(drop)
    }

    /// Presses keys one after the other, as a keyboard does: where the focus is by then.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn press(&self, keys: &str) -> Result<()> {
        let strokes = keys.chars().flat_map(|key| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key })));
        let strokes: Vec<Value> = strokes.collect();
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] })).map(drop)
    }

    /// Presses the tab key until this has the focus, as somebody without a mouse does.
    ///
    /// # Errors
    /// It is not reached.
    pub fn tab_to(&self, selector: &str) -> Result<()> {
        for _ in 0..KEYS {
            if !self.find_all(&format!("{selector}:focus"))?.is_empty() {
                return Ok(());
            }
            self.press(TAB)?;
        }
        bail!("`{selector}` is not reached by the tab key")
    }

    /// Whether the page is wider than the window.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn scrolls_sideways(&self) -> Result<bool> {
        let wider = "const page = document.documentElement;
            if (page.scrollWidth <= page.clientWidth) return [];
            const out = [...document.body.querySelectorAll('*')].filter(one => one.getBoundingClientRect().right > page.clientWidth);
            return [page.scrollWidth, ...out.map(one => one.outerHTML.slice(0, 120))];";
        let wide = self.script(wider, &[])?;
        let wide = wide.as_array().context("no list")?;
        wide.iter().for_each(|one| println!("wider than the page: {one}"));
        Ok(!wide.is_empty())
    }

    /// The first element that a CSS selector finds; waits for it to be there.
    ///
    /// # Errors
    /// It does not appear.
    pub fn find(&self, selector: &str) -> Result<Element<'_>> {
        let found = self.wait_for(&format!("`{selector}`"), || Ok(self.find_all(selector)?.into_iter().next()));
        found.with_context(|| format!("the console says {:?}", self.console().unwrap_or_default()))
    }

    /// All elements that a CSS selector finds at this moment, perhaps none.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn find_all(&self, selector: &str) -> Result<Vec<Element<'_>>> {
        let found = self.post("/elements", &json!({ "using": "css selector", "value": selector }))?;
        found.as_array().context("no list of elements")?.iter().map(|found| Element::new(self, found)).collect()
    }

    /// Asks again and again until there is an answer.
    ///
    /// # Errors
    /// The asking fails, or no answer comes in time.
    pub fn wait_for<T>(&self, what: &str, ask: impl Fn() -> Result<Option<T>>) -> Result<T> {
        let begun = Instant::now();
        loop {
            if let Some(found) = ask()? {
                return Ok(found);
            }
            if begun.elapsed() > PATIENCE {
                bail!("{what} did not come within {} s", PATIENCE.as_secs());
            }
            thread::sleep(PAUSE);
        }
    }

    /// Runs the body of an asynchronous function in the page, with `arguments`, and gives what it returns in the end.
    ///
    /// # Errors
    /// It throws.
    pub fn script(&self, body: &str, arguments: &[Value]) -> Result<Value> {
        self.post(
            "/execute/sync",
            &json!({ "script": format!("return (async function () {{ {body} }}).apply(null, arguments)"), "args": arguments }),
        )
    }

    /// What the console has said since it was last asked.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn console(&self) -> Result<Vec<String>> {
        let entries = self.post("/se/log", &json!({ "type": "browser" }))?;
        let entries = entries.as_array().context("no list of log entries")?;
        Ok(entries.iter().filter_map(|entry| entry.get("message")?.as_str().map(str::to_owned)).collect())
    }

    /// Saves what the window shows as `target/screens/NAME.png`.
    ///
    /// # Errors
    /// It cannot be taken or written.
    pub fn screenshot(&self, name: &str) -> Result<()> {
        let picture = self.driver.get(&format!("{}/screenshot", self.session))?;
        let folder = project::root().join("target/screens");
        fs::create_dir_all(&folder)?;
        Ok(fs::write(folder.join(format!("{name}.png")), BASE64_STANDARD.decode(picture.as_str().unwrap_or_default())?)?)
    }

    /// Waits for a file that the page has saved, and gives its content.
    ///
    /// # Errors
    /// It does not come.
    pub fn saved(&self, name: &str) -> Result<Vec<u8>> {
        let path = self.downloads.join(name);
        // The browser writes to a name of its own and renames at the end.
        self.wait_for(&format!("the file {name}"), || Ok(path.is_file().then_some(())))?;
        fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.driver.post(&format!("{}{path}", self.session), body)
    }

    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        self.driver.get(&format!("{}{path}", self.session))
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ends Chromium; the driver ends after it, with its own value. A browser that is gone already is as well.
        let _ = self.driver.delete(&self.session);
        let _ = fs::remove_dir_all(&self.downloads);
    }
}
