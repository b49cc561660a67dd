//! `cargo xtask`: from a fresh clone to a running page, and to a tested one.

use anyhow::{Context, Result, bail};
use std::{env, process::ExitCode};
use xtask::{bundle, pack, project, serve, step, test, web};

const HELP: &str = "\
cargo xtask start [--port N]   gets what the page needs, builds it and serves it on this computer
cargo xtask build              the same without serving: leaves the page in dist/index.html
cargo xtask bundle             the page as it is handed out: dist/franvarokalkyl.html, and its fingerprint
cargo xtask bundle again       builds it once more in another folder: the same bytes, or a failure
cargo xtask test               every check: format, clippy, tests, the page's build, the page in a real browser
cargo xtask test native        without the page
cargo xtask test browser       the page alone
cargo xtask safety             what the protection withholds and what can be worked out without it: tables of others, simulated municipalities
cargo xtask size               how large the built page is, and what of it
cargo xtask bench [--rows N] [--sheet-rows N] [--runs N] [--no-opening] [--no-changes] [--no-protection]   how the page opens, and the page on a large csv and workbook, beside others in the same browser
cargo xtask pack               run by Trunk: makes one file of what it has built";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("\nxtask: {fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    match words {
        ["start"] => start(None),
        ["start", "--port", port] => start(Some(port.parse().with_context(|| format!("`{port}` is not a port number"))?)),
        ["build"] => web::build(),
        ["bundle"] => bundle::bundle(),
        ["bundle", "again"] => bundle::again(),
        ["test"] => test::native().and_then(|()| test::browser()).and_then(|()| bundle::again()).map(|()| step::passed("everything")),
        ["test", "native"] => test::native().map(|()| step::passed("everything but the page")),
        ["test", "browser"] => test::browser().map(|()| step::passed("the page")),
        ["safety"] => test::safety(),
        ["size"] => size(),
        ["bench", rest @ ..] => bench(rest),
        ["pack"] => pack::staged(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => bail!("`{}` is not something that it does. It does:\n\n{HELP}", words.join(" ")),
    }
}

/// Builds the page and serves it until the program is ended.
fn start(port: Option<u16>) -> Result<()> {
    let listener = match port {
        Some(port) => serve::listen(port..=port)?,
        None => serve::listen(8080..=8099)?,
    };
    web::build()?;
    let server = serve::Server::start(listener, project::dist())?;
    println!("\nThe page is at {}  (Ctrl+C ends it)", server.address());
    server.serve_on();
    Ok(())
}

/// The compressors are compiled only when sizes are asked for, so this is a program of its own.
fn size() -> Result<()> {
    step::run(project::cargo().args(["run", "--quiet", "--locked", "--package", "xtask", "--features", "size", "--bin", "size"]))
}

/// Builds the page and measures it; a program of its own for the same reason.
fn bench(words: &[&str]) -> Result<()> {
    web::build()?;
    let program = ["run", "--quiet", "--locked", "--package", "xtask", "--features", "bench", "--bin", "bench", "--"];
    step::run(project::cargo().args(program).args(words))
}
