//! The built page, served or on disk, and the command line beside it.

use anyhow::{Context, Result, ensure};
use xtask::{project, serve};

/// The built page on a server of its own.
pub struct Site(serve::Server);

impl Site {
    /// Serves the built page on any free port.
    ///
    /// # Errors
    /// It is not built.
    pub fn start() -> Result<Self> {
        let _ = page_on_disk()?;
        Ok(Self(serve::Server::start(serve::listen(0..=0)?, project::dist())?))
    }

    /// The address of the page.
    #[must_use]
    pub fn address(&self) -> String {
        self.0.address()
    }

    /// Everything that was asked of the server.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.0.requests()
    }
}

/// The built page's address on disk, as a double click opens it.
///
/// # Errors
/// It is not built.
pub fn page_on_disk() -> Result<String> {
    let page = project::page();
    ensure!(page.is_file(), "{} is not there; `cargo xtask build` makes it", page.display());
    Ok(format!("file://{}", page.display()))
}

/// What the command line writes when it is called with these words.
///
/// # Errors
/// It does not compile, or does not succeed; then what it says.
pub fn command_line(words: &[&str]) -> Result<String> {
    let program = ["run", "--quiet", "--package", "franvarokalkyl", "--bin", "franvarokalkyl", "--"];
    let output = project::cargo().args(program).args(words).output().context("cargo could not be started")?;
    ensure!(output.status.success(), "franvarokalkyl {}: {}", words.join(" "), String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}
