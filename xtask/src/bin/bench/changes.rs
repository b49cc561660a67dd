//! What it takes to change the question after a file has been read: to move a limit, and to compare all presets. No peer does
//! either, so these are held against a budget alone.

use super::webdriver::{Driver, Session};
use super::{Result, data};
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// Pupils of one term, a row a day: as many as the budget is made for.
const PUPILS: u32 = 10_000;

/// The limits that the user moves to, in per cent.
const LIMITS: [u32; 9] = [21, 25, 30, 12, 40, 15, 22, 35, 20];

/// Milliseconds that a moved limit may take.
const MOVED: f64 = 100.0;

/// Milliseconds.
#[derive(Serialize)]
pub(super) struct Changes {
    pupils: u32,
    /// From the user's hand on the limit to the new table, by length.
    moved_ms: Vec<f64>,
    /// From the question to the compared definitions, all presets, by length.
    compared_ms: Vec<f64>,
}

impl Changes {
    /// Reads a town in our page, moves the limit of a definition, and compares all presets, `runs` times.
    ///
    /// # Errors
    /// What keeps the page from doing so.
    pub(super) fn measure(root: &Path, folder: &Path, driver: &Driver, server: &str, runs: u32) -> Result<Self> {
        let town = data::town(root, folder, 20, PUPILS)?;
        let mut changes = Self { pupils: PUPILS, moved_ms: Vec::new(), compared_ms: Vec::new() };
        for run in 1..=runs {
            let session = driver.session()?;
            read(&session, server, &town)?;
            drop(session.run(SCRIPT, &["ask".into()])?);
            let _asked = session.milliseconds("asked")?;
            drop(session.run(SCRIPT, &["move".into(), LIMITS.to_vec().into()])?);
            let moved: Vec<f64> = serde_json::from_str(&session.measure("moved")?)?;
            let session = driver.session()?;
            read(&session, server, &town)?;
            drop(session.run(SCRIPT, &["compare".into()])?);
            let compared = session.milliseconds("compared")?;
            println!("  run {run} of {runs}: limit moved {:>6.0} ms at most, all presets compared {compared:>6.0} ms", most(&moved));
            changes.moved_ms.extend(moved);
            changes.compared_ms.push(compared);
        }
        changes.moved_ms.sort_by(f64::total_cmp);
        changes.compared_ms.sort_by(f64::total_cmp);
        Ok(changes)
    }
}

pub(super) const SCRIPT: &str = include_str!("../../../bench/changes.js");

/// Reads a file in our page.
///
/// # Errors
/// What keeps the page from doing so.
pub(super) fn read(session: &Session<'_>, server: &str, file: &Path) -> Result<()> {
    session.open(&format!("{server}/page/"))?;
    // The engine is up after a second.
    std::thread::sleep(std::time::Duration::from_secs(1));
    drop(session.run(SCRIPT, &["watch".into()])?);
    session.choose_file(file)?;
    let _read = session.milliseconds("read")?;
    Ok(())
}

fn most(sorted_or_not: &[f64]) -> f64 {
    sorted_or_not.iter().copied().fold(0.0, f64::max)
}

fn middle(sorted: &[f64]) -> f64 {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} pupils, one term, after reading", self.pupils)?;
        let line = |sorted: &[f64]| format!("{:.0} ms (at most {:.0} ms)", middle(sorted), most(sorted));
        writeln!(f, "a limit moved, to the new table   {}", line(&self.moved_ms))?;
        writeln!(f, "all presets compared and protected {}", line(&self.compared_ms))?;
        let kept = if middle(&self.moved_ms) < MOVED { "kept" } else { "NOT KEPT" };
        writeln!(f, "budget: ms for a moved limit, under {MOVED:.0}: {:.0}, {kept}", middle(&self.moved_ms))
    }
}
