//! What came of the attack, for people to read.

use crate::ways::{Place, Sign, Stop, Way};
use anyhow::Result;
use std::fmt::Write as _;
use std::fs;
use xtask::project;

/// What came of a way.
pub(crate) struct Row {
    pub(crate) way: &'static Way,
    /// It gets out of a page without a policy.
    pub(crate) without_policy: bool,
    /// It gets out of the page from a server.
    pub(crate) served: bool,
    /// It gets out of the page from disk.
    pub(crate) on_disk: bool,
}

impl Row {
    fn verdict(&self) -> &'static str {
        let gets_out = self.served || self.on_disk;
        match (self.way.stop, self.way.sign) {
            (Stop::Policy, _) if gets_out => "**not stopped**",
            (Stop::Policy, _) if self.without_policy => "stopped by the policy",
            (Stop::Policy, _) => "not in this engine, or closed to any page",
            (Stop::Nobody, Sign::None) => "taken for open, since nothing shows it here; not in our code, where it is looked for",
            (Stop::Nobody, _) if gets_out => "no policy stops it; not in our code, where it is looked for",
            (Stop::Nobody, _) if self.without_policy => {
                "did not get out here, which no policy promises; not in our code, where it is looked for"
            }
            (Stop::Nobody, _) => "not in this engine as it is run here; not in our code, where it is looked for",
        }
    }
}

/// Writes `target/ways-out.md`.
pub(crate) fn table(engine: &str, rows: &[Row]) -> Result<()> {
    let mut text = format!(
        "# Ways out of the page, tried in {engine}\n\n| way | tried in | without a policy | from a server | from disk | therefore |\n| --- | --- | --- | --- | --- | --- |\n"
    );
    for row in rows {
        let place = if row.way.place == Place::Engine { "engine" } else { "page" };
        let said = |out| if out { "out" } else { "–" };
        let [without, served, on_disk] = [row.without_policy, row.served, row.on_disk].map(said);
        writeln!(text, "| {} | {place} | {without} | {served} | {on_disk} | {} |", row.way.name, row.verdict())?;
    }
    print!("{text}");
    Ok(fs::write(project::root().join("target/ways-out.md"), text)?)
}
