//! What a user clicks, fills in and reads.

use crate::Browser;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};
use xtask::browser::Engine;

/// The name under which WebDriver hands out references to elements.
const REFERENCE: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How often WebKitGTK is asked for a click, and how long it may take to come.
const TRIES: usize = 5;
const UNHEARD: Duration = Duration::from_secs(2);

/// An element of the page that is open.
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl<'a> Element<'a> {
    pub(crate) fn new(browser: &'a Browser, reference: &Value) -> Result<Self> {
        let id = reference.get(REFERENCE).and_then(Value::as_str).context("no reference to an element")?;
        Ok(Self { browser, id: id.to_owned() })
    }

    /// Clicks in its middle, after scrolling to it; fails if something covers it.
    ///
    /// # Errors
    /// It cannot be clicked.
    pub fn click(&self) -> Result<()> {
        if self.browser.engine() == Engine::WebKit { self.click_until_heard() } else { self.post("click", &json!({})).map(drop) }
    }

    /// WebKitGTK's driver looks where an element is, and then moves a mouse there: what is drawn in between makes the click miss without a
    /// word. So it is clicked when it stands still, and again if it has heard nothing.
    fn click_until_heard(&self) -> Result<()> {
        self.until_heard("click", || {
            let still = "
                const [element] = arguments;
                const place = () => { const {x, y} = element.getBoundingClientRect(); return x + ' ' + y; };
                const frame = () => new Promise((done) => setTimeout(done, 20));
                element.scrollIntoView({block: 'center'});
                for (let before = null; before !== place();) { before = place(); await frame(); }";
            let _ = self.browser.script(still, &[self.as_argument()])?;
            self.post("click", &json!({})).map(drop)
        })
    }

    /// Does something to it, and again if it has not heard that event of it. An option hears nothing at all.
    fn until_heard(&self, event: &str, act: impl Fn() -> Result<()>) -> Result<()> {
        let listen = "
            const [element, event] = arguments;
            window.heard = element.tagName === 'OPTION';
            element.addEventListener(event, () => { window.heard = true; }, {capture: true, once: true});";
        for _ in 0..TRIES {
            let _ = self.browser.script(listen, &[self.as_argument(), json!(event)])?;
            act()?;
            let begun = Instant::now();
            while begun.elapsed() < UNHEARD {
                if self.browser.script("return window.heard", &[])? == json!(true) {
                    return Ok(());
                }
            }
        }
        bail!("it hears no {event}")
    }

    /// Types into it.
    ///
    /// # Errors
    /// It takes no keys.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.post("value", &json!({ "text": text })).map(drop)
    }

    /// Empties a field.
    ///
    /// # Errors
    /// It is none.
    pub fn clear(&self) -> Result<()> {
        self.post("clear", &json!({})).map(drop)
    }

    /// Gives a file to a file field, as the file dialogue would.
    ///
    /// # Errors
    /// It is no file field, or the file is not there.
    pub fn give_file(&self, path: &Path) -> Result<()> {
        let path = path.canonicalize().with_context(|| format!("{} is not there", path.display()))?;
        let give = || self.type_text(&path.to_string_lossy());
        // There it can be lost on the way, as a click can.
        if self.browser.engine() == Engine::WebKit { self.until_heard("change", give) } else { give() }
    }

    /// Its text, as it is shown.
    ///
    /// # Errors
    /// It is no longer on the page.
    pub fn text(&self) -> Result<String> {
        Ok(self.get("text")?.as_str().unwrap_or_default().to_owned())
    }

    /// An attribute; none when it has none of that name.
    ///
    /// # Errors
    /// It is no longer on the page.
    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        Ok(self.get(&format!("attribute/{name}"))?.as_str().map(str::to_owned))
    }

    /// Whether a user sees it.
    ///
    /// # Errors
    /// It is no longer on the page.
    pub fn is_shown(&self) -> Result<bool> {
        Ok(self.get("displayed")?.as_bool().unwrap_or_default())
    }

    /// As an argument for [`Browser::script`].
    #[must_use]
    pub fn as_argument(&self) -> Value {
        json!({ REFERENCE: self.id })
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value> {
        self.browser.post(&format!("/element/{}/{command}", self.id), body)
    }

    fn get(&self, command: &str) -> Result<Value> {
        self.browser.get(&format!("/element/{}/{command}", self.id))
    }
}
