//! Nothing stands in anybody's way, in any state of the page: axe-core finds nothing, whatever the colours, the width and the language.

use anyhow::{Context, Result, ensure};
use browser_tests::access::{DARK, FORCED, Findings, Look, NARROW, WIDE};
use browser_tests::states::{State, WALKS};
use browser_tests::{Browser, page_on_disk};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use xtask::project;

/// Where every finding that is left to people is judged.
const JUDGED: &str = "docs/tillganglighet.md";

/// One look at one state.
struct Seen {
    state: &'static str,
    look: &'static str,
    language: &'static str,
    findings: Findings,
}

/// Goes through a walk in a language and looks at every state of it.
fn walk(states: &'static [State], language: &'static str, looks: &[Look], seen: &mut Vec<Seen>) -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    if language != "sv" {
        browser.find(&format!("button[lang={language}]"))?.click()?;
    }
    for state in states {
        (state.reach)(&browser).with_context(|| format!("on the way to `{}`", state.name))?;
        browser.settle()?;
        for look in looks {
            browser.look(look)?;
            seen.push(Seen { state: state.name, look: look.name, language, findings: browser.barriers()? });
        }
        browser.look(&WIDE)?;
    }
    Ok(())
}

/// All that was seen, as a table; below it what is wrong, and what is left to people.
fn report(seen: &[Seen]) -> Result<String> {
    let mut text = String::from(
        "# What axe-core finds\n\n| state | shown | language | rules that applied | violations | left to people |\n| --- | --- | --- | --- | --- | --- |\n",
    );
    let mut left: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    let mut wrong = String::new();
    for Seen { state, look, language, findings: Findings { rules, violations, incomplete } } in seen {
        let names = incomplete.iter().map(|finding| finding.rule.as_str()).collect::<Vec<_>>().join(", ");
        writeln!(text, "| {state} | {look} | {language} | {rules} | {} | {names} |", violations.len())?;
        for finding in violations {
            writeln!(wrong, "- {state}, {look}, {language}: **{}** {}\n  - {}", finding.rule, finding.help, finding.places.join("\n  - "))?;
        }
        for finding in incomplete {
            let (states, places) = left.entry(&finding.rule).or_default();
            let _ = states.insert(state);
            places.extend(finding.places.iter().map(String::as_str));
        }
    }
    writeln!(text, "\n## Violations\n\n{}", if wrong.is_empty() { "None." } else { &wrong })?;
    writeln!(text, "\n## Left to people\n\nEach rule is judged in `{JUDGED}`.\n")?;
    for (rule, (states, places)) in left {
        let states = states.into_iter().collect::<Vec<_>>().join(", ");
        writeln!(text, "- **{rule}** in {states}\n  - {}", places.into_iter().collect::<Vec<_>>().join("\n  - "))?;
    }
    Ok(text)
}

#[test]
fn axe_finds_nothing_in_any_state() -> Result<()> {
    let (mut seen, mut stuck) = (Vec::new(), Vec::new());
    for states in WALKS {
        stuck.extend(walk(states, "sv", &[WIDE, DARK, FORCED, NARROW], &mut seen).err());
        stuck.extend(walk(states, "en", &[WIDE], &mut seen).err());
    }
    let path = project::root().join("target/axe.md");
    fs::write(&path, report(&seen)?)?;
    ensure!(stuck.is_empty(), "not all states were reached: {stuck:#?}");
    let wrong = seen.iter().filter(|seen| !seen.findings.violations.is_empty()).count();
    ensure!(wrong == 0, "{wrong} of {} looks find something; {} says what", seen.len(), path.display());
    let judged = fs::read_to_string(project::root().join(JUDGED))?;
    for finding in seen.iter().flat_map(|seen| &seen.findings.incomplete) {
        ensure!(
            judged.contains(&format!("`{}`", finding.rule)),
            "nobody has judged `{}`, {}: {:?}",
            finding.rule,
            finding.help,
            finding.places
        );
    }
    Ok(())
}
