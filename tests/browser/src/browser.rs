//! One browser with one window, new and empty; gone when dropped.

use crate::{
    Element, Proxy,
    display::Display,
    driver::Driver,
    folder,
    launch::{Launched, launch},
};
use anyhow::{Context, Result, bail, ensure};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{fs, thread};
use xtask::browser::{self, Engine};
use xtask::project;

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
    engine: Engine,
    /// A folder of its own, and in it one for what is saved.
    home: PathBuf,
    _display: Option<Display>,
}

impl Browser {
    /// Starts Chromium, 1280 by 900 pixels.
    ///
    /// # Errors
    /// Chromium or its driver is not there or does not start.
    pub fn start() -> Result<Self> {
        Self::of(Engine::Chromium)
    }

    /// Starts a browser of this engine.
    ///
    /// # Errors
    /// It or its driver is not there or does not start.
    pub fn of(engine: Engine) -> Result<Self> {
        Self::launched(engine, None)
    }

    /// Starts a browser of this engine; none, and says so, when it is not among those that are to be tried.
    ///
    /// # Errors
    /// It or its driver is not there or does not start.
    pub fn wanted(engine: Engine) -> Result<Option<Self>> {
        if Self::is_wanted(engine)? { Self::of(engine).map(Some) } else { Ok(None) }
    }

    /// Whether this engine is among those that are to be tried; says so when it is not.
    ///
    /// # Errors
    /// What says which they are cannot be understood.
    pub fn is_wanted(engine: Engine) -> Result<bool> {
        let is_wanted = Engine::wanted()?.contains(&engine);
        if !is_wanted {
            println!("{engine} is left out, as {} says", browser::WANTED);
        }
        Ok(is_wanted)
    }

    /// Starts a browser of this engine whose every request goes through a proxy.
    ///
    /// # Errors
    /// It or its driver is not there or does not start.
    pub fn behind(proxy: &Proxy, engine: Engine) -> Result<Self> {
        Self::launched(engine, Some(proxy))
    }

    fn launched(engine: Engine, proxy: Option<&Proxy>) -> Result<Self> {
        let home = folder::new("browser")?;
        let Launched { driver, session, display } = launch(engine, &home, proxy)?;
        let browser = Self { driver, session, engine, home, _display: display };
        browser.resize(1280, 900)?;
        Ok(browser)
    }

    /// Its engine.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
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

    /// Shows the page as a system does that prefers dark colours. Only Chromium's driver can.
    ///
    /// # Errors
    /// It is another browser, or does not answer.
    pub fn darken(&self) -> Result<()> {
        self.only_chromium("show dark colours")?;
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
        found.with_context(|| match self.console() {
            Ok(lines) => format!("the console says {lines:?}"),
            Err(_) => format!("in {}", self.engine),
        })
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

    /// What the console has said since it was last asked. Only Chromium's driver tells.
    ///
    /// # Errors
    /// It is another browser, or does not answer.
    pub fn console(&self) -> Result<Vec<String>> {
        self.only_chromium("tell what the console says")?;
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
        let path = self.downloads().join(name);
        self.wait_for(&format!("the file {name}"), || Ok(is_whole(&path).then_some(())))?;
        fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))
    }

    /// Waits for a file with this ending that the page has saved, gives its name and content, and takes it away, so that the next one can have
    /// the same name.
    ///
    /// # Errors
    /// It does not come.
    pub fn take_saved(&self, ending: &str) -> Result<(String, Vec<u8>)> {
        let path = self.wait_for(&format!("a file that ends in {ending}"), || {
            let entries = fs::read_dir(self.downloads())?.map(|entry| entry.map(|entry| entry.path()));
            let paths = entries.collect::<Result<Vec<PathBuf>, _>>()?;
            Ok(paths.into_iter().find(|path| path.extension().is_some_and(|known| known == ending) && is_whole(path)))
        })?;
        let content = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        fs::remove_file(&path)?;
        Ok((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), content))
    }

    fn downloads(&self) -> PathBuf {
        self.home.join("saved")
    }

    fn only_chromium(&self, what: &str) -> Result<()> {
        ensure!(self.engine == Engine::Chromium, "the driver of {} cannot {what}", self.engine);
        Ok(())
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
        // Ends the browser; the driver ends after it, with its own value. A browser that is gone already is as well.
        let _ = self.driver.delete(&self.session);
        let _ = fs::remove_dir_all(&self.home);
    }
}

/// Whether a file has been saved to its end. Chromium and WebKitGTK write to a name of their own and rename at the end; Firefox takes the name
/// at once, with nothing in it, and writes beside.
fn is_whole(path: &Path) -> bool {
    let beside = path.with_added_extension("part");
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0) && !beside.exists()
}
