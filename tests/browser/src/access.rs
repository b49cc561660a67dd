//! Whether everybody can use the page: how it is shown to different people, and what stands in their way.

use crate::Browser;
use anyhow::{Context, Result, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;
use xtask::{axe, project};

/// How the page is shown: to whom, and on what.
#[derive(Clone, Copy)]
pub struct Look {
    /// What it is called in reports and in the names of pictures.
    pub name: &'static str,
    /// The window in CSS pixels.
    pub size: (u32, u32),
    /// Device pixels for each of them.
    pub scale: u32,
    /// Media features that are set.
    pub features: &'static [(&'static str, &'static str)],
}

/// A computer's window.
pub const WIDE: Look = Look { name: "wide", size: (1280, 900), scale: 1, features: &[] };
/// The same in dark colours.
pub const DARK: Look = Look { name: "dark", features: &[("prefers-color-scheme", "dark")], ..WIDE };
/// The same in the few colours that the system sets.
pub const FORCED: Look = Look { name: "forced", features: &[("forced-colors", "active"), ("prefers-color-scheme", "dark")], ..WIDE };
/// The narrowest window that the page must fit.
pub const NARROW: Look = Look { name: "narrow", size: (320, 640), scale: 2, features: &[] };
/// A telephone.
pub const PHONE: Look = Look { name: "phone", size: (360, 740), scale: 2, features: &[] };
/// A window of 1280 by 1024, enlarged to four times.
pub const ENLARGED: Look = Look { name: "400", size: (320, 256), scale: 4, features: &[] };
/// A meeting room's projector.
pub const PROJECTOR: Look = Look { name: "projector", size: (1920, 1080), scale: 1, features: &[] };

/// What axe-core says of a state.
#[derive(Debug, Deserialize)]
pub struct Findings {
    /// Rules that applied to something in it.
    pub rules: usize,
    /// What is wrong.
    pub violations: Vec<Finding>,
    /// What it leaves to people to judge.
    pub incomplete: Vec<Finding>,
}

/// One finding, with the places that it concerns.
#[derive(Debug, Deserialize)]
pub struct Finding {
    /// The rule.
    pub rule: String,
    /// What it asks for.
    pub help: String,
    /// Selectors of the elements, with what is said of each.
    pub places: Vec<String>,
}

/// What is asked of the page as it is shown.
const LIBRARY: &str = include_str!("access.js");

const RUN: &str = "
    const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations', 'incomplete'] });
    const finding = ({ id, help, nodes }) =>
        ({ rule: id, help, places: nodes.map(node => `${node.target.join(' ')}: ${[...node.any, ...node.all, ...node.none].map(one => one.message).join('; ')}`) });
    return {
        rules: new Set([...found.passes, ...found.violations, ...found.incomplete].map(({ id }) => id)).size,
        violations: found.violations.map(finding),
        incomplete: found.incomplete.map(finding),
    };";

/// Waits until nothing has changed on the page for a while.
const SETTLE: &str = "
    await new Promise(done => {
        const settled = () => { observer.disconnect(); done(); };
        let timer = setTimeout(settled, 200);
        const observer = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(settled, 200); });
        observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
    });";

impl Browser {
    /// Shows the page like this from now on.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn look(&self, look: &Look) -> Result<()> {
        let (width, height) = look.size;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": look.scale, "mobile": false });
        let _ = self.devtools("Emulation.setDeviceMetricsOverride", &metrics)?;
        let features: Vec<Value> = look.features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        let _ = self.devtools("Emulation.setEmulatedMedia", &json!({ "features": features }))?;
        self.settle()
    }

    /// Waits until nothing on the page has changed for a fifth of a second.
    ///
    /// # Errors
    /// The browser does not answer.
    pub fn settle(&self) -> Result<()> {
        self.script(SETTLE, &[]).map(drop)
    }

    /// What axe-core finds on the page as it is shown.
    ///
    /// # Errors
    /// It is not there or does not run.
    pub fn barriers(&self) -> Result<Findings> {
        if self.script("return typeof axe", &[])? != json!("object") {
            let program = fs::read_to_string(axe::script()).context("axe-core is not there; `cargo xtask test browser` gets it")?;
            let _ = self.script(&format!("{program}; window.axe = axe;"), &[])?;
        }
        Ok(serde_json::from_value(self.script(RUN, &[])?)?)
    }

    /// What is wrong with the page as it is shown, by one of the questions of `access.js`.
    ///
    /// # Errors
    /// There is no such question, or it does not run.
    pub fn wrong(&self, question: &str) -> Result<Vec<String>> {
        let asked = format!("if (!window.access) {{ {LIBRARY} }} return access.{question};");
        Ok(serde_json::from_value(self.script(&asked, &[])?)?)
    }

    /// Saves all of the page, also what is below the window, as `target/screens/NAME.png`.
    ///
    /// # Errors
    /// It cannot be taken or written.
    pub fn picture(&self, name: &str) -> Result<()> {
        let taken = self.devtools("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }))?;
        save(&format!("{name}.png"), taken.get("data"))
    }

    /// Saves the page as it is printed on A4, as `target/screens/NAME.pdf`.
    ///
    /// # Errors
    /// It cannot be printed or written.
    pub fn printed(&self, name: &str) -> Result<()> {
        let taken =
            self.post("/print", &json!({ "page": { "width": 21.0, "height": 29.7 }, "background": false, "shrinkToFit": false }))?;
        save(&format!("{name}.pdf"), Some(&taken))
    }

    /// Asks Chromium by its own protocol.
    ///
    /// # Errors
    /// It does not answer, or refuses.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }
}

fn save(name: &str, content: Option<&Value>) -> Result<()> {
    let folder = project::root().join("target/screens");
    fs::create_dir_all(&folder)?;
    let content = BASE64_STANDARD.decode(content.and_then(Value::as_str).unwrap_or_default())?;
    ensure!(!content.is_empty(), "{name} is empty");
    Ok(fs::write(folder.join(name), content)?)
}
