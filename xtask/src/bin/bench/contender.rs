//! Who takes part, and how each is driven.

use super::answer::Answer;
use super::webdriver::{Driver, Session};
use super::{Result, memory};
use serde_json::Value;
use std::path::Path;

/// One way to get from the file to the tables in a browser.
pub(super) struct Contender {
    pub(super) name: &'static str,
    kind: Kind,
}

enum Kind {
    /// The packed page of this program.
    Ours,
    /// A page of `xtask/bench`, with its query.
    Peer(&'static str),
}

/// All of them; ratios are to the first.
pub(super) const CONTENDERS: [Contender; 4] = [
    Contender { name: "Frånvarokalkyl", kind: Kind::Ours },
    Contender { name: "DuckDB-WASM 1.32.0", kind: Kind::Peer("duckdb.html") },
    Contender { name: "Papa Parse 5.7.1", kind: Kind::Peer("papa.html") },
    Contender { name: "Papa Parse 5.7.1, worker", kind: Kind::Peer("papa.html?worker") },
];

/// What one turn came to.
pub(super) struct Turn {
    /// Milliseconds until the page could take a file, where it says so.
    pub(super) start: Option<f64>,
    /// Milliseconds from the file to the finished table.
    pub(super) answered: f64,
    /// Peak memory of the page's process in kB.
    pub(super) peak: Option<u64>,
    pub(super) answer: Answer,
}

impl Contender {
    pub(super) const fn is_ours(&self) -> bool {
        matches!(self.kind, Kind::Ours)
    }

    /// One turn in a browser of its own.
    pub(super) fn measure(&self, driver: &Driver, server: &str, file: &Path) -> Result<Turn> {
        let session = driver.session()?;
        let (start, answered, answer) = match self.kind {
            Kind::Ours => ours(&session, server, file)?,
            Kind::Peer(page) => peer(&session, &format!("{server}/peers/{page}"), file)?,
        };
        Ok(Turn { start, answered, answer: Answer::of(&answer)?, peak: session.process.and_then(memory::peak) })
    }
}

/// Reading and publishing are measured apart, since a user chooses in between; both count.
fn ours(session: &Session<'_>, server: &str, file: &Path) -> Result<(Option<f64>, f64, Value)> {
    const SCRIPT: &str = include_str!("../../../bench/ours.js");
    session.open(&format!("{server}/page/"))?;
    // The peers are up before they are given the file; so is the engine after a second.
    std::thread::sleep(std::time::Duration::from_secs(1));
    drop(session.run(SCRIPT, &["watch".into()])?);
    session.choose_file(file)?;
    let read = session.milliseconds("read")?;
    drop(session.run(SCRIPT, &["ask".into()])?);
    let published = session.milliseconds("published")?;
    Ok((None, read + published, session.run(SCRIPT, &["answer".into()])?))
}

fn peer(session: &Session<'_>, page: &str, file: &Path) -> Result<(Option<f64>, f64, Value)> {
    session.open(page)?;
    let start = session.milliseconds("start")?;
    session.choose_file(file)?;
    let answered = session.milliseconds("published")?;
    Ok((Some(start), answered, serde_json::from_str(&session.measure("answer")?)?))
}
