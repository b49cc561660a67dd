//! Steps: announced before, timed after, ended by the first fault.

use anyhow::{Context, Result, ensure};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Says what is done, does it, and says how long it took.
///
/// # Errors
/// Those of the work.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n== {what}");
    let begun = Instant::now();
    let done = work().with_context(|| format!("stopped at: {what}"))?;
    println!("-- {:.1} s", begun.elapsed().as_secs_f64());
    Ok(done)
}

/// The closing line of a run of tests.
pub fn passed(what: &str) {
    println!("\nAll checks passed: {what}.");
}

/// Runs a program, its words going straight to the user.
///
/// # Errors
/// It cannot be started, or it ends with anything but success.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    ensure!(status.success(), "`{shown}` ended with {status}");
    Ok(())
}

/// Runs a program and gives what it writes; none if it cannot be started or does not succeed.
#[must_use]
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
