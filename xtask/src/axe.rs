//! axe-core, which looks through the page for barriers in the browser tests: got by npm into `target/axe`, in the version that
//! `xtask/axe/package.json` names. It is run in the page by the tests and is no part of what is built.

use crate::{browser, project, step};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::{fs, process::Command};

/// Where its program lies once it is there.
#[must_use]
pub fn script() -> PathBuf {
    folder().join("node_modules/axe-core/axe.min.js")
}

/// Sees to it that it is there.
///
/// # Errors
/// npm is missing or cannot install it; the sentence says what to do.
pub fn ready() -> Result<()> {
    let wanted = fs::read_to_string(project::root().join("xtask/axe/package.json"))?;
    // A folder that holds the same wishes and the program holds the program that was wished for.
    if script().is_file() && fs::read_to_string(folder().join("package.json")).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    npm()?;
    fs::create_dir_all(folder())?;
    step::step("Getting axe-core by npm: some 20 MB", || {
        fs::write(folder().join("package.json"), &wanted)?;
        let install = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
        step::run(Command::new("npm").current_dir(folder()).args(install))
    })?;
    ensure!(script().is_file(), "npm has installed no {}", script().display());
    Ok(())
}

fn folder() -> PathBuf {
    project::root().join("target/axe")
}

/// Finds npm, or gets it where that is ours to do: as root on Debian and its kin.
fn npm() -> Result<()> {
    let answers = || step::answer(Command::new("npm").arg("--version")).is_some();
    if !answers() && Path::new("/etc/debian_version").exists() && browser::is_root() {
        step::step("Getting npm by apt-get: some 100 MB, a minute or two", || {
            step::run(Command::new("apt-get").arg("update"))?;
            let install = ["install", "-y", "--no-install-recommends", "npm"];
            step::run(Command::new("apt-get").env("DEBIAN_FRONTEND", "noninteractive").args(install))
        })?;
    }
    answers().then_some(()).context(
        "the browser tests need `npm` on PATH, to get axe-core. Debian, Ubuntu: sudo apt-get install npm. Fedora: sudo dnf install nodejs-npm. \
         macOS: brew install node",
    )
}
