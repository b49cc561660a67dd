//! A screen that nobody looks at, for browsers that cannot do without one.

use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// As high as a page in a test may get, so that it can be seen whole.
const SCREEN: &str = "1600x5000x24";

/// A running Xvfb; ends when dropped.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts one with a free number, which it chooses itself and writes down when it is ready.
    pub(crate) fn start() -> Result<Self> {
        let words = ["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"];
        let child = Command::new("Xvfb").args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut display = Self { server: child.context("Xvfb could not be started")?, name: String::new() };
        let mut number = String::new();
        let words = display.server.stdout.as_mut().context("Xvfb has no output")?;
        let _ = BufReader::new(words).read_line(&mut number)?;
        ensure!(!number.trim().is_empty(), "Xvfb has no free display");
        display.name = format!(":{}", number.trim());
        Ok(display)
    }

    /// As the environment names it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
