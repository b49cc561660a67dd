//! How large the page is, how soon it is there when it is opened from disk, and whether it answers while a file is read. No peer is one file, so
//! these are held against budgets.

use super::webdriver::Driver;
use super::{Result, data};
use serde::Serialize;
use std::fmt;
use std::io::Write;
use std::path::Path;

const WATCH: &str = include_str!("../../../bench/opening.js");

/// Lessons in the file that is read meanwhile.
const ROWS: u64 = 1_000_000;

/// Bytes of the file, and of the same as a server sends it.
const BYTES: usize = 3_000_000;
const BROTLI: usize = 1_000_000;
/// Milliseconds to the first paint, of a task of the main thread, and until a reading is stopped.
const PAINT: f64 = 500.0;
const TASK: f64 = 50.0;
const STOP: f64 = 300.0;
/// Words of progress a second.
const WORDS: f64 = 4.0;

/// Milliseconds, but for sizes and words a second.
#[derive(Serialize)]
pub(super) struct Opening {
    bytes: usize,
    brotli_bytes: usize,
    /// To the first paint.
    painted_ms: Vec<f64>,
    /// Until the program has drawn the page.
    drawn_ms: Vec<f64>,
    /// The longest task of the main thread while a file is read; 0 when none takes 50.
    longest_task_ms: Vec<f64>,
    progress_a_second: Vec<f64>,
    stopped_ms: Vec<f64>,
}

impl Opening {
    /// Opens the page from disk and reads a file in it, `runs` times.
    ///
    /// # Errors
    /// What keeps the page from doing so.
    pub(super) fn measure(root: &Path, folder: &Path, driver: &Driver, runs: u32) -> Result<Self> {
        let page = root.join("dist/index.html");
        let content = std::fs::read(&page)?;
        let mut brotli = Vec::new();
        {
            let mut writer = brotli::CompressorWriter::new(&mut brotli, 1 << 16, 11, 24);
            writer.write_all(&content)?;
        }
        let mut opening = Self {
            bytes: content.len(),
            brotli_bytes: brotli.len(),
            painted_ms: Vec::new(),
            drawn_ms: Vec::new(),
            longest_task_ms: Vec::new(),
            progress_a_second: Vec::new(),
            stopped_ms: Vec::new(),
        };
        let address = format!("file://{}", page.display());
        let file = data::generate(root, folder, ROWS, "csv")?;
        for run in 1..=runs {
            let session = driver.session()?;
            session.before_any_page(WATCH)?;
            session.open(&address)?;
            let [painted, drawn]: [f64; 2] = serde_json::from_str(&session.measure("opened")?)?;
            session.choose_file(&file.path)?;
            let [longest, words]: [f64; 2] = serde_json::from_str(&session.measure("answering")?)?;
            let session = driver.session()?;
            session.before_any_page(&format!("self.cancelling = true;\n{WATCH}"))?;
            session.open(&address)?;
            let _opened = session.measure("opened")?;
            session.choose_file(&file.path)?;
            let stopped = session.milliseconds("cancelled")?;
            println!(
                "  run {run} of {runs}: painted {painted:.0} ms, drawn {drawn:.0} ms, longest task {longest:.0} ms, stopped {stopped:.0} ms"
            );
            opening.painted_ms.push(painted);
            opening.drawn_ms.push(drawn);
            opening.longest_task_ms.push(longest);
            opening.progress_a_second.push(words);
            opening.stopped_ms.push(stopped);
        }
        Ok(opening)
    }
}

fn most(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

fn least(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

impl fmt::Display for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kept = |holds: bool| if holds { "kept" } else { "NOT KEPT" };
        writeln!(f, "the page, opened from disk, reading {ROWS} lessons; the worst of {} runs", self.painted_ms.len())?;
        let size = |f: &mut fmt::Formatter<'_>, what, limit: usize, bytes: usize| {
            writeln!(f, "budget: kB{what}, at most {}: {}, {}", limit / 1000, bytes / 1000, kept(bytes <= limit))
        };
        size(f, "", BYTES, self.bytes)?;
        size(f, " as a server sends it (brotli)", BROTLI, self.brotli_bytes)?;
        let time = |f: &mut fmt::Formatter<'_>, what, limit: f64, values: &[f64]| {
            writeln!(f, "budget: ms {what}, under {limit:.0}: {:.0}, {}", most(values), kept(most(values) < limit))
        };
        time(f, "to the first paint", PAINT, &self.painted_ms)?;
        writeln!(f, "ms until the program has drawn the page: {:.0}", most(&self.drawn_ms))?;
        time(f, "of the longest task of the main thread while reading (0: none takes 50)", TASK, &self.longest_task_ms)?;
        time(f, "until a reading is stopped", STOP, &self.stopped_ms)?;
        let words = least(&self.progress_a_second);
        writeln!(f, "budget: words of progress a second, at least {WORDS:.0}: {words:.1}, {}", kept(words >= WORDS))
    }
}
