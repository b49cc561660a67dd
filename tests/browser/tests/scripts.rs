//! The built page as it is handed out: its policy is the promised one and lets nothing else run, its scripts have no doors, and what its
//! programs can call in the browser is a list. A line that is new in the list may be a new door.

use anyhow::{Context, Result};
use browser_tests::{Browser, Site};
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use xtask::{doors, policy, project};

/// What the page promises, with `#` for the hashes of its own scripts and of its style sheet.
const PROMISED: [&str; 9] = [
    "default-src 'none'",
    "script-src # 'wasm-unsafe-eval'",
    "style-src #",
    "worker-src blob:",
    "img-src data: blob:",
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-src 'none'",
];

/// An element of the page's.
struct Block<'a> {
    attributes: &'a str,
    text: &'a str,
}

impl Block<'_> {
    /// Whether the browser runs it.
    fn runs(&self) -> bool {
        !self.attributes.contains("type=")
    }

    fn is(&self, id: &str) -> bool {
        self.attributes.contains(&format!("id=\"{id}\""))
    }
}

fn page() -> Result<String> {
    fs::read_to_string(project::page()).context("`cargo xtask build` makes the page")
}

/// The elements of that name, which hold text only.
fn blocks<'a>(page: &'a str, element: &str) -> Vec<Block<'a>> {
    let (begin, end) = (format!("<{element}"), format!("</{element}>"));
    let parts = page.split(begin.as_str()).skip(1);
    let parts = parts.filter(|part| part.starts_with([' ', '>']));
    parts
        .filter_map(|part| part.split_once('>'))
        .filter_map(|(attributes, rest)| Some(Block { attributes, text: rest.split_once(&end)?.0 }))
        .collect()
}

#[test]
fn the_policy_is_the_promised_one() -> Result<()> {
    let page = page()?;
    let policy = policy::of(&page).context("there is no policy")?;
    let mut hashes = Vec::new();
    let directives: Vec<String> = policy
        .split("; ")
        .map(|directive| {
            let words = directive.split(' ').map(|word| if word.starts_with("'sha256-") { "#" } else { word });
            let mut words: Vec<&str> = words.collect();
            hashes.push(words.iter().filter(|word| **word == "#").count());
            words.dedup_by(|word, before| *word == "#" && *before == "#");
            words.join(" ")
        })
        .collect();
    assert_eq!(directives, PROMISED);
    let run = blocks(&page, "script").iter().filter(|script| script.runs()).count();
    assert_eq!(
        hashes,
        [0, run, blocks(&page, "style").len(), 0, 0, 0, 0, 0, 0],
        "each script and each style sheet has its hash, and nothing else has"
    );
    assert_eq!(policy::header(&page), Some(format!("{policy}; frame-ancestors 'none'")));
    Ok(())
}

#[test]
fn no_script_runs_that_has_no_hash() -> Result<()> {
    let page = page()?;
    let more = "<script>document.documentElement.dataset.ran = 'more'</script><p id=\"more\" onclick=\"document.documentElement.dataset.ran = 'click'\">x</p></body>";
    let browser = Browser::start()?;
    let ran = |page: &str| -> Result<_> {
        let site = Site::holding(page)?;
        browser.open(&site.address())?;
        browser.script("document.getElementById('more').click(); return document.documentElement.dataset.ran ?? null", &[])
    };
    assert_eq!(ran(&page.replacen("</body>", more, 1))?, json!(null));
    let (_, without) = page.split_once("<meta charset").context("the page has no head")?;
    let without = format!("<!doctype html><html><head><meta charset{without}");
    assert_eq!(ran(&without.replacen("</body>", more, 1))?, json!("click"), "without the policy both run, or the test proves nothing");
    // One letter more, and the page's own script is another.
    let changed = page.replacen("<script id=\"trial\">", "<script id=\"trial\"> ", 1);
    assert_ne!(changed, page);
    let site = Site::holding(&changed)?;
    browser.open(&site.address())?;
    assert_eq!(browser.script("return typeof trialAttempts", &[])?, json!("undefined"));
    Ok(())
}

#[test]
fn the_built_scripts_have_no_doors() -> Result<()> {
    let page = page()?;
    // Programs are not text; who they can call is the next test's.
    let scripts = blocks(&page, "script").into_iter().filter(|script| script.runs() || script.attributes.contains("type=\"text/plain\""));
    let scripts: Vec<Block<'_>> = scripts.collect();
    for id in ["page-glue", "engine-glue", "engine-boot", "trial"] {
        assert!(scripts.iter().any(|script| script.is(id) && !script.text.is_empty()), "there is no script `{id}`");
    }
    for script in scripts.iter().filter(|script| !script.is("trial")) {
        let doors = doors::in_script(script.text);
        assert!(doors.is_empty(), "<script{}>: {doors:#?}", script.attributes);
    }
    // What stands around the parts.
    let parts =
        ["script", "style"].iter().flat_map(|element| blocks(&page, element)).map(|block| block.text).filter(|text| !text.is_empty());
    let shell = parts.fold(page.clone(), |shell, text| shell.replacen(text, "", 1));
    let shell = shell.replacen(policy::of(&page).unwrap_or_default(), "", 1);
    assert_eq!(doors::in_shell(&shell), []);
    Ok(())
}

/// What a program can call: the name of each of its imports without its hash, and what it does; what only turns values into others is left
/// out.
fn imports(glue: &str) -> BTreeSet<String> {
    let (_, imports) = glue.split_once("__proto__: null,").unwrap_or_default();
    let (imports, _) = imports.split_once("\n        };").unwrap_or_default();
    let functions = imports.split("\n            __").skip(1);
    let functions = functions.filter(|function| !function.starts_with("wbindgen_") && !function.starts_with("wbg___wbindgen_"));
    functions
        .filter_map(|function| {
            let (name, body) = function.split_once(':')?;
            let name = name.trim_start_matches("wbg_");
            let name = name.rsplit_once('_').filter(|(_, hash)| hash.len() >= 14).map_or(name, |(name, _)| name);
            let does = body.lines().skip(1).map(str::trim).find(|line| !line.starts_with("//"))?;
            Some(format!("{name}: {does}"))
        })
        .collect()
}

#[test]
fn the_programs_can_call_what_is_listed_and_nothing_else() -> Result<()> {
    let page = page()?;
    for (id, list) in [("page-glue", include_str!("imports/page.txt")), ("engine-glue", include_str!("imports/engine.txt"))] {
        let glue = blocks(&page, "script").into_iter().find(|script| script.is(id)).with_context(|| format!("there is no `{id}`"))?;
        let calls = imports(glue.text);
        assert!(calls.len() > 20, "{id} is not written as it was");
        let listed: BTreeSet<String> = list.lines().map(str::to_owned).collect();
        let new: Vec<&String> = calls.difference(&listed).collect();
        assert!(
            new.is_empty(),
            "{id} calls what is not in `tests/browser/tests/imports`: look whether it can lead out of the page.\n{new:#?}"
        );
        // Some builds leave out more than others.
        listed.difference(&calls).for_each(|line| println!("{id} no longer calls `{line}`"));
    }
    Ok(())
}
