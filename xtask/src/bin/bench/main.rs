//! `cargo xtask bench [--rows N] [--runs N]`: the time from a chosen file to finished tables, in this program's page and in
//! what else could do the work in a browser, on the same file, in the same browser, turn by turn.
//!
//! Turns are interleaved (A B C A B C …) and each has a browser of its own, so that what else the machine does falls on all
//! of them and no memory is left over from the one before. Times are taken by the pages themselves.

mod answer;
mod contender;
mod data;
mod memory;
mod peers;
mod report;
mod server;
mod webdriver;

use contender::{CONTENDERS, Contender, Turn};
use report::Report;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Measures, prints a table and writes `target/bench.json`.
///
/// # Errors
/// What keeps the bench from being held (a program that is missing, a page that fails), and contenders that disagree.
fn main() -> Result<()> {
    let Options { rows, runs } = Options::of(env::args().skip(1))?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask stands in no workspace")?;
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = target.join("bench");
    fs::create_dir_all(&folder)?;

    println!("generating about {rows} lessons …");
    let file = data::generate(root, &folder, rows)?;
    println!("  {} rows, {} MB, {}", file.rows, file.bytes / 1_000_000, file.path.display());
    println!("installing the peers from the npm registry …");
    peers::install(&root.join("xtask/bench"), &folder)?;

    let server = server::serve(&[("/peers/", &folder.join("peers")), ("/page/", &root.join("dist"))])?;
    let driver = webdriver::Driver::start()?;
    let browser = driver.session()?.browser.clone();
    let present = |contender: &&Contender| {
        let there = !contender.is_ours() || root.join("dist/index.html").exists();
        if !there {
            println!("leaving out {}: there is no dist/index.html", contender.name);
        }
        there
    };
    let contenders: Vec<&Contender> = CONTENDERS.iter().filter(present).collect();
    let mut turns: Vec<Vec<Turn>> = contenders.iter().map(|_| Vec::new()).collect();
    for run in 1..=runs {
        for (contender, turns) in contenders.iter().zip(&mut turns) {
            let turn = contender.measure(&driver, &server, &file.path).map_err(|fault| format!("{}: {fault}", contender.name))?;
            println!("  run {run} of {runs}: {:<28} {:>8.0} ms", contender.name, turn.answered);
            turns.push(turn);
        }
    }

    let compared = answer::compare(contenders.iter().copied().zip(&turns))?;
    let report = Report::new(&file, &browser, compared, contenders.into_iter().zip(turns));
    fs::write(target.join("bench.json"), report.json()?)?;
    println!("\n{report}");
    Ok(())
}

struct Options {
    rows: u64,
    runs: u32,
}

impl Options {
    fn of(args: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut options = Self { rows: 2_000_000, runs: 5 };
        let mut args = args.into_iter();
        while let Some(arg) = args.next() {
            let mut number = || args.next().ok_or_else(|| format!("{arg} wants a number"));
            match arg.as_str() {
                "--rows" => options.rows = number()?.replace('_', "").parse()?,
                "--runs" => options.runs = number()?.parse::<u32>()?.max(1),
                _ => return Err(format!("unknown word `{arg}`: bench [--rows N] [--runs N]").into()),
            }
        }
        Ok(options)
    }
}
