//! Every check, in the order in which it is cheapest to fail.

use crate::step::{run, step};
use crate::{axe, browser as chromium, bundle, project, tools};
use anyhow::Result;

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

/// Builds the page and tries it in Chromium.
///
/// # Errors
/// The page does not build, there is no browser, or a test fails.
pub fn browser() -> Result<()> {
    bundle::bundle()?;
    let browser = step("Looking for a browser", chromium::ready)?;
    axe::ready()?;
    step(&format!("Tests in {}", browser.chromium.display()), || {
        run(project::cargo().args(["test", "--package", "browser-tests", "--features", "drive", "--locked"]))
    })
}
