//! The browsers that the tests drive: one for each engine, with the driver that speaks WebDriver for it, found or got.

use crate::{step, tools};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::{env, fmt, fs, process::Command};

/// Names the engines that are tried, such as `firefox,webkit`; all of them unless set.
pub const WANTED: &str = "FRANVARO_ENGINES";

/// What draws pages and runs programs in a browser. All browsers of today have one of these three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Engine {
    /// Chrome's and Edge's.
    Chromium,
    /// Firefox's.
    Firefox,
    /// Safari's, as WebKitGTK.
    WebKit,
}

/// A browser, and the program that drives it.
#[derive(Clone, Debug)]
pub struct Browser {
    /// The browser.
    pub program: PathBuf,
    /// The program that speaks WebDriver for it.
    pub driver: PathBuf,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Those that are to be tried: what [`WANTED`] says.
    ///
    /// # Errors
    /// It names something else.
    pub fn wanted() -> Result<Vec<Self>> {
        match env::var(WANTED) {
            Ok(names) => Self::named(&names),
            Err(_) => Ok(Self::ALL.to_vec()),
        }
    }

    fn named(names: &str) -> Result<Vec<Self>> {
        let named = |name: &str| Self::ALL.into_iter().find(|engine| engine.word() == name.trim());
        let engines: Option<Vec<Self>> = names.split(',').map(named).collect();
        engines.with_context(|| format!("{WANTED} is `{names}`; it names engines as in `{}`", Self::ALL.map(Self::word).join(",")))
    }

    /// As [`WANTED`] names it, and the names of its tests end: `firefox`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Finds its browser and driver.
    #[must_use]
    pub fn find(self) -> Option<Browser> {
        let programs: &[&str] = match self {
            Self::Chromium => &["chromium", "google-chrome", "chromium-browser", "google-chrome-stable"],
            Self::Firefox => &["firefox-esr", "firefox"],
            Self::WebKit => return Some(Browser { program: mini_browser()?, driver: on_path("WebKitWebDriver")? }),
        };
        let program = programs.iter().copied().find_map(on_path)?;
        let driver = if self == Self::Firefox { tools::find_geckodriver()? } else { on_path("chromedriver")? };
        Some(Browser { program, driver })
    }

    /// Finds both, or gets them where that is ours to do: system packages as root on Debian and its kin, Firefox's driver everywhere.
    ///
    /// # Errors
    /// They are not there; the sentence says what to install.
    pub fn ready(self) -> Result<Browser> {
        if !self.is_installed() && Path::new("/etc/debian_version").exists() && is_root() {
            let packages = self.packages();
            step::step(&format!("Getting {} by apt-get: some 100 MB, a minute or two", packages.join(", ")), || {
                step::run(Command::new("apt-get").arg("update"))?;
                let install = ["install", "-y", "--no-install-recommends"];
                step::run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install).args(packages))
            })?;
        }
        ensure!(self.is_installed(), "the browser tests need {}", self.needs());
        if self == Self::Firefox {
            tools::geckodriver()?;
        }
        match self.find() {
            Some(browser) => Ok(browser),
            None => bail!("the browser tests need {}", self.needs()),
        }
    }

    /// Whether everything is there that comes as a system package.
    fn is_installed(self) -> bool {
        match self {
            Self::Chromium => self.find().is_some(),
            Self::Firefox => ["firefox-esr", "firefox"].into_iter().any(|program| on_path(program).is_some()),
            Self::WebKit => self.find().is_some() && on_path("Xvfb").is_some(),
        }
    }

    /// Debian's packages.
    const fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromium", "chromium-driver"],
            Self::Firefox => &["firefox-esr"],
            Self::WebKit => &["webkit2gtk-driver", "xvfb"],
        }
    }

    /// What to install, as a sentence goes on.
    const fn needs(self) -> &'static str {
        match self {
            Self::Chromium => {
                "`chromium` (or `google-chrome`) and `chromedriver` of the same version on PATH. Debian, Ubuntu: sudo apt-get install chromium \
                 chromium-driver. Fedora: sudo dnf install chromium chromedriver. macOS: brew install --cask google-chrome chromedriver"
            }
            Self::Firefox => {
                "`firefox` (or `firefox-esr`) on PATH. Debian: sudo apt-get install firefox-esr. Fedora: sudo dnf install firefox. Elsewhere, or \
                 to do without: FRANVARO_ENGINES=chromium,webkit"
            }
            Self::WebKit => {
                "`WebKitWebDriver` on PATH, WebKitGTK's MiniBrowser and `Xvfb`. Debian, Ubuntu: sudo apt-get install webkit2gtk-driver xvfb. \
                 Fedora: sudo dnf install webkit2gtk4.1 xorg-x11-server-Xvfb. Elsewhere, or to do without: FRANVARO_ENGINES=chromium,firefox"
            }
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKitGTK",
        })
    }
}

/// Whether this runs as root, where Chromium has no sandbox of its own and system packages may be installed.
#[must_use]
pub fn is_root() -> bool {
    step::answer(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0")
}

/// The program of this name on PATH.
#[must_use]
pub fn on_path(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// WebKitGTK's own browser is beside its library, and each system has another place for that.
fn mini_browser() -> Option<PathBuf> {
    let folders = |folder: &str| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let libraries = ["/usr/lib", "/usr/lib64", "/usr/libexec"].map(PathBuf::from).into_iter().chain(folders("/usr/lib"));
    let libraries: Vec<PathBuf> = libraries.collect();
    let versions = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
    let places = versions.iter().flat_map(|version| libraries.iter().map(move |library| library.join(version).join("MiniBrowser")));
    places.into_iter().find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_named_one_or_several() -> Result<()> {
        assert_eq!(Engine::named("webkit")?, [Engine::WebKit]);
        assert_eq!(Engine::named("firefox, chromium")?, [Engine::Firefox, Engine::Chromium]);
        let fault = Engine::named("firefox,safari").map_err(|fault| fault.to_string());
        assert!(fault.is_err_and(|fault| fault.contains("`firefox,safari`") && fault.contains("`chromium,firefox,webkit`")));
        Ok(())
    }
}
