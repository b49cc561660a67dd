//! The page: built by Trunk, which calls [`crate::pack`] at the end.

use crate::{project, step, tools};
use anyhow::Result;
use std::process::Command;

/// Builds the page in release mode, after getting what that needs.
///
/// # Errors
/// A tool or a library cannot be got, or the page does not compile.
pub fn build() -> Result<()> {
    let path = step::step("Looking for the tools", tools::ready)?;
    step::step("Getting the libraries", || step::run(project::cargo().args(["fetch", "--locked"])))?;
    step::step("Building the page: the first time some minutes", || {
        // All is here by now: from this point nothing may be downloaded, neither by Trunk nor by cargo.
        step::run(Command::new("trunk").current_dir(project::root()).env("PATH", &path).args([
            "build",
            "--release",
            "--locked",
            "--offline=true",
            "--skip-version-check",
        ]))
    })
}
