//! The page: built by Trunk, which calls [`crate::pack`] at the end.

use crate::{project, step, tools};
use anyhow::Result;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Where cargo looks for more flags of the compiler than `.cargo/config.toml` has.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Flags by which the programs do not tell in which folders they were built, so that the same sources give the same bytes everywhere. A folder with a
/// space in its name is told all the same: these flags cannot say it.
fn flags() -> OsString {
    let renamed = |folder: &Path, name: &str| {
        let folder = folder.to_str().filter(|folder| !folder.contains(char::is_whitespace))?;
        Some(format!("--remap-path-prefix={folder}={name}"))
    };
    let cargo = tools::cargo_home().ok().and_then(|home| renamed(&home, "cargo"));
    cargo.into_iter().chain(renamed(project::root().as_path(), ".")).collect::<Vec<_>>().join(" ").into()
}

/// Builds the page in release mode, after getting what that needs.
///
/// # Errors
/// A tool or a library cannot be got, or the page does not compile.
pub fn build() -> Result<()> {
    let path = step::step("Looking for the tools", tools::ready)?;
    step::step("Getting the libraries", || step::run(project::cargo().args(["fetch", "--locked"])))?;
    step::step("Building the page: the first time some minutes", || {
        // All is here by now: from this point nothing may be downloaded, neither by Trunk nor by cargo.
        step::run(Command::new("trunk").current_dir(project::root()).env("PATH", &path).env(FLAGS, flags()).args([
            "build",
            "--release",
            "--locked",
            "--offline=true",
            "--skip-version-check",
        ]))
    })
}
