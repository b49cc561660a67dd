//! Who takes part, and how each is driven.

use super::answer::Answer;
use super::webdriver::{Driver, Session};
use super::{Result, memory};
use std::path::Path;

/// One way to get from the file to the tables in a browser.
pub(super) struct Contender {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    /// The packed page of this program.
    Ours,
    /// A page of `xtask/bench`, with its query.
    Peer(&'static str),
}

/// What one turn came to.
pub(super) struct Turn {
    /// Milliseconds until the page could take a file, where it says so.
    pub(super) start: Option<f64>,
    /// Milliseconds from the file to the finished table.
    pub(super) answered: f64,
    /// Milliseconds of these in which a peer did nothing but read, where it says so.
    pub(super) read: Option<f64>,
    /// Bytes of the engine's WebAssembly memory, which never shrinks; of our page only.
    pub(super) heap: Option<f64>,
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
        let turn = match self.kind {
            Kind::Ours => ours(&session, server, file)?,
            Kind::Peer(page) => peer(&session, &format!("{server}/peers/{page}"), file)?,
        };
        Ok(Turn { peak: session.process.and_then(memory::peak), ..turn })
    }
}

/// Reading and publishing are measured apart, since a user chooses in between; both count.
fn ours(session: &Session<'_>, server: &str, file: &Path) -> Result<Turn> {
    const SCRIPT: &str = include_str!("../../../bench/ours.js");
    const HEAP: &str = include_str!("../../../bench/heap.js");
    session.before_any_page(HEAP)?;
    session.open(&format!("{server}/page/"))?;
    // The peers are up before they are given the file; so is the engine after a second.
    std::thread::sleep(std::time::Duration::from_secs(1));
    drop(session.run(SCRIPT, &["watch".into()])?);
    session.choose_file(file)?;
    let read = session.milliseconds("read")?;
    drop(session.run(SCRIPT, &["ask".into()])?);
    let published = session.milliseconds("published")?;
    let answer = Answer::of(&session.run(SCRIPT, &["answer".into()])?)?;
    let heap = session.run(SCRIPT, &["heap".into()])?.as_f64();
    Ok(Turn { start: None, answered: read + published, read: None, heap, peak: None, answer })
}

fn peer(session: &Session<'_>, page: &str, file: &Path) -> Result<Turn> {
    session.open(page)?;
    let start = session.milliseconds("start")?;
    session.choose_file(file)?;
    let answered = session.milliseconds("published")?;
    let answer = Answer::of(&serde_json::from_str(&session.measure("answer")?)?)?;
    let read = session.seen("read")?.map(|text| text.parse()).transpose()?;
    Ok(Turn { start: Some(start), answered, read, heap: None, peak: None, answer })
}
