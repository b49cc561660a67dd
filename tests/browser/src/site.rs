//! The built page, served or on disk, and the command line beside it.

use crate::folder;
use anyhow::{Context, Result, ensure};
use std::{fs, path::PathBuf};
use xtask::{project, serve};

/// A page on a server of its own, on any free port.
pub struct Site {
    server: serve::Server,
    own: Option<PathBuf>,
}

impl Site {
    /// Serves the built page.
    ///
    /// # Errors
    /// It is not built.
    pub fn start() -> Result<Self> {
        let _ = page_on_disk()?;
        Ok(Self { server: serve::Server::start(serve::listen(0..=0)?, project::dist())?, own: None })
    }

    /// Serves a page that the test brings.
    ///
    /// # Errors
    /// It cannot be written to a folder of its own.
    pub fn holding(page: &str) -> Result<Self> {
        let own = folder::new("site")?;
        fs::write(own.join("index.html"), page)?;
        Ok(Self { server: serve::Server::start(serve::listen(0..=0)?, own.clone())?, own: Some(own) })
    }

    /// The address of the page.
    #[must_use]
    pub fn address(&self) -> String {
        self.server.address()
    }

    /// Everything that was asked of the server.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.server.requests()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(own) = &self.own {
            // What stays is in the system's folder for what need not stay.
            let _ = fs::remove_dir_all(own);
        }
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
