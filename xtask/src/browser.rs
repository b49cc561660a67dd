//! The browser that the tests drive: Chromium and its driver, found on PATH or got.

use crate::step;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::{env, process::Command};

/// Chromium, and chromedriver of the same version.
pub struct Browser {
    /// Chromium or Google Chrome.
    pub chromium: PathBuf,
    /// The program that speaks WebDriver for it.
    pub driver: PathBuf,
}

/// Finds both on PATH.
#[must_use]
pub fn find() -> Option<Browser> {
    let chromium = ["chromium", "google-chrome", "chromium-browser", "google-chrome-stable"].into_iter().find_map(on_path)?;
    Some(Browser { chromium, driver: on_path("chromedriver")? })
}

/// Finds both, or gets them where that is ours to do: as root on Debian and its kin.
///
/// # Errors
/// They are not there; the sentence says what to install.
pub fn ready() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if Path::new("/etc/debian_version").exists() && is_root() {
        step::step("Getting chromium and chromium-driver by apt-get: some 100 MB, a minute or two", || {
            step::run(Command::new("apt-get").arg("update"))?;
            let install = ["install", "-y", "--no-install-recommends", "chromium", "chromium-driver"];
            step::run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install))
        })?;
    }
    match find() {
        Some(browser) => Ok(browser),
        None => bail!(
            "the browser tests need `chromium` (or `google-chrome`) and `chromedriver` of the same version on PATH. \
             Debian, Ubuntu: sudo apt-get install chromium chromium-driver. Fedora: sudo dnf install chromium chromedriver. \
             macOS: brew install --cask google-chrome chromedriver"
        ),
    }
}

/// Whether this runs as root, where Chromium has no sandbox of its own and system packages may be installed.
#[must_use]
pub fn is_root() -> bool {
    step::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}
