//! `cargo xtask bench [--rows N] [--sheet-rows N] [--runs N]`: the time from a chosen file to finished tables, in this program's
//! page and in what else could do the work in a browser, on the same file, in the same browser, turn by turn; for a csv of
//! `--rows` and for a workbook of `--sheet-rows`. With 0 rows that file is left out. Last, in our page alone, what another question to a
//! file takes that was read, and what it takes to protect large tables.
//!
//! Turns are interleaved (A B C A B C …) and each has a browser of its own, so that what else the machine does falls on all
//! of them and no memory is left over from the one before. Times are taken by the pages themselves.

mod answer;
mod changes;
mod contender;
mod data;
mod memory;
mod opening;
mod peers;
mod protection;
mod report;
mod server;
mod webdriver;
mod work;

use changes::Changes;
use contender::{Contender, Turn};
use opening::Opening;
use protection::Protection;
use report::{Done, Report};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};
use webdriver::Driver;
use work::{WORKS, Work};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Measures, prints a table and writes `target/bench.json`.
///
/// # Errors
/// What keeps the bench from being held (a program that is missing, a page that fails), and contenders that disagree.
fn main() -> Result<()> {
    let Options { rows, runs, opening, changing, protecting } = Options::of(env::args().skip(1))?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask stands in no workspace")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = target.join("bench");
    fs::create_dir_all(&folder)?;

    println!("installing the peers from the npm registry …");
    peers::install(&root.join("xtask/bench"), &folder)?;
    let dist = root.join("dist");
    let server = server::serve(&[("/peers/", &folder.join("peers")), ("/page/", &dist)])?;
    let driver = Driver::start()?;
    let browser = driver.session()?.browser.clone();
    let is_built = dist.join("index.html").exists();
    if !is_built {
        println!("leaving out this program's page: there is no dist/index.html");
    }

    let opening = if is_built && opening {
        println!("the page, opened from disk …");
        Some(Opening::measure(root, &folder, &driver, runs)?)
    } else {
        None
    };
    let mut done = Vec::new();
    for (work, rows) in WORKS.iter().zip(rows).filter(|(_, rows)| *rows > 0) {
        println!("generating about {rows} lessons as {} …", work.ending);
        let file = data::generate(root, &folder, rows, work.ending)?;
        println!("  {} rows, {} MB, {}", file.rows, file.bytes / 1_000_000, file.path.display());
        let Measured { turns, failed } = measure(work, is_built, runs, &driver, &server, &file.path)?;
        let compared = answer::compare(turns.iter().map(|(contender, turns)| (*contender, turns)))?;
        done.push(Done::new(work, &file, compared, turns, failed));
    }
    let changes = if is_built && changing {
        println!("a term of 10 000 pupils, and other questions to it …");
        Some(Changes::measure(root, &folder, &driver, &server, runs)?)
    } else {
        None
    };
    let protection = if is_built && protecting {
        println!("towns of more and more schools, protected …");
        Some(Protection::measure(root, &folder, &driver, &server, runs)?)
    } else {
        None
    };
    let report = Report::new(browser, opening, done, changes, protection);
    fs::write(target.join("bench.json"), report.json()?)?;
    println!("\n{report}");
    Ok(())
}

/// What the contenders came to.
struct Measured {
    turns: Vec<(&'static Contender, Vec<Turn>)>,
    /// Peers that cannot do the work, and what they say.
    failed: Vec<(&'static str, String)>,
}

/// All turns of all contenders, interleaved. A peer that fails is left out from then on; our page may not fail.
fn measure(work: &'static Work, is_built: bool, runs: u32, driver: &Driver, server: &str, file: &Path) -> Result<Measured> {
    let present = work.contenders.iter().filter(|contender| is_built || !contender.is_ours());
    let mut turns: Vec<(&'static Contender, Vec<Turn>)> = present.map(|contender| (contender, Vec::new())).collect();
    let mut failed: Vec<(&'static str, String)> = Vec::new();
    for run in 1..=runs {
        for (contender, turns) in &mut turns {
            if failed.iter().any(|(name, _)| *name == contender.name) {
                continue;
            }
            match contender.measure(driver, server, file) {
                Ok(turn) => {
                    println!("  run {run} of {runs}: {:<28} {:>8.0} ms", contender.name, turn.answered);
                    turns.push(turn);
                }
                Err(fault) if contender.is_ours() => return Err(format!("{}: {fault}", contender.name).into()),
                Err(fault) => {
                    println!("  run {run} of {runs}: {:<28} fails: {fault}", contender.name);
                    failed.push((contender.name, fault.to_string()));
                }
            }
        }
    }
    turns.retain(|(contender, _)| failed.iter().all(|(name, _)| *name != contender.name));
    Ok(Measured { turns, failed })
}

struct Options {
    /// For each of the works.
    rows: [u64; WORKS.len()],
    runs: u32,
    /// Whether the page is opened from disk.
    opening: bool,
    /// Whether questions are changed too.
    changing: bool,
    /// Whether large tables are protected too.
    protecting: bool,
}

impl Options {
    fn of(args: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut options = Self { rows: WORKS.map(|work| work.rows), runs: 5, opening: true, changing: true, protecting: true };
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            if arg == "--no-opening" {
                options.opening = false;
                continue;
            }
            if arg == "--no-changes" {
                options.changing = false;
                continue;
            }
            if arg == "--no-protection" {
                options.protecting = false;
                continue;
            }
            let mut number = || args.next().ok_or_else(|| format!("{arg} wants a number"));
            if arg == "--runs" {
                options.runs = number()?.parse::<u32>()?.max(1);
                continue;
            }
            let Some((_, rows)) = WORKS.iter().zip(&mut options.rows).find(|(work, _)| work.option == arg) else {
                return Err(format!(
                    "unknown word `{arg}`: bench [--rows N] [--sheet-rows N] [--runs N] [--no-opening] [--no-changes] [--no-protection]"
                )
                .into());
            };
            *rows = number()?.replace('_', "").parse()?;
        }
        Ok(options)
    }
}
