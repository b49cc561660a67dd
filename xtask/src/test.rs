//! Every check, in the order in which it is cheapest to fail.

use crate::browser::{self, Engine};
use crate::step::{run, step};
use crate::{axe, bundle, project, tools};
use anyhow::Result;

const BROWSER_TESTS: [&str; 6] = ["test", "--package", "browser-tests", "--features", "drive", "--locked"];
const WARNINGS_DENIED: [&str; 3] = ["--", "-D", "warnings"];

/// Format, clippy, the tests without a browser.
///
/// # Errors
/// The first check that does not pass.
pub fn native() -> Result<()> {
    step("Format: cargo fmt --check", || run(project::cargo().args(["fmt", "--all", "--check"])))?;
    step("Clippy, all but the page's programs", || {
        run(project::cargo()
            .args(["clippy", "--workspace", "--all-targets", "--features", "browser-tests/drive,xtask/size", "--locked"])
            .args(WARNINGS_DENIED))
    })?;
    tools::target()?;
    step("Clippy, the page's programs", || {
        let page = ["clippy", "--bin", "page", "--bin", "engine", "--no-default-features", "--features", "browser"];
        run(project::cargo().args(page).args(["--target", tools::TARGET, "--locked"]).args(WARNINGS_DENIED))
    })?;
    step("Tests: cargo test --workspace", || run(project::cargo().args(["test", "--workspace", "--locked"])))
}

/// Shows what the protection of a release is for: tables that others protected, where `FRANVARO_CASES` names their folder, and simulated
/// municipalities. The engine's own tests print it, since nothing else may look inside.
///
/// # Errors
/// The library does not compile, or the tests that print find something wrong.
pub fn safety() -> Result<()> {
    let tests = [
        ("Tables that others protected", "cases::no_more_is_withheld_than_by_others_and_nothing_can_be_computed"),
        ("Simulated municipalities", "towns::every_step_takes_something_from_a_reader"),
    ];
    for (what, name) in tests {
        step(what, || {
            let name = format!("disclosure::tests::{name}");
            let words = ["--exact", &name, "--include-ignored", "--nocapture"];
            run(project::cargo().args(["test", "--quiet", "--release", "--lib", "--locked", "--"]).args(words))
        })?;
    }
    Ok(())
}

/// Builds the page and tries it in the engines that are wanted: the whole way and what reaches the network in each, everything else in
/// Chromium.
///
/// # Errors
/// The page does not build, a browser is missing, or a test fails.
pub fn browser() -> Result<()> {
    let engines = Engine::wanted()?;
    bundle::bundle()?;
    for engine in Engine::ALL.into_iter().filter(|engine| !engines.contains(engine)) {
        println!("\n{engine} is left out, as {} says.", browser::WANTED);
    }
    for &engine in &engines {
        let browser = step(&format!("Looking for {engine}"), || engine.ready())?;
        println!("{}, driven by {}", browser.program.display(), browser.driver.display());
    }
    let names: Vec<String> = engines.iter().map(|engine| format!("in_{}", engine.word())).collect();
    let shown = engines.iter().map(Engine::to_string).collect::<Vec<_>>().join(", ");
    for (what, test) in
        [("The harness", "harness"), ("The whole way and every export", "engines"), ("What reaches the network on it", "egress")]
    {
        step(&format!("{what}, in {shown}"), || run(project::cargo().args(BROWSER_TESTS).args(["--test", test, "--"]).args(&names)))?;
    }
    if engines.contains(&Engine::Chromium) {
        axe::ready()?;
        step("Everything else in Chromium", || {
            let others = Engine::ALL.map(|engine| format!("--skip=in_{}", engine.word()));
            run(project::cargo().args(BROWSER_TESTS).arg("--").args(others))
        })?;
    }
    Ok(())
}
