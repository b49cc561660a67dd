//! The page's style sheet is for what the page has, and only for that.

#![expect(clippy::disallowed_methods, clippy::panic, reason = "the test reads the source, and stops at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

/// All files below a folder, one after the other.
fn below(folder: &Path) -> String {
    let Ok(entries) = fs::read_dir(folder) else { return String::new() };
    entries.filter_map(Result::ok).map(|entry| if entry.path().is_dir() { below(&entry.path()) } else { read(&entry.path()) }).collect()
}

/// The sheet without comments.
fn sheet(text: &str) -> String {
    let parts = text.split("/*").enumerate();
    parts.map(|(number, part)| if number == 0 { part } else { part.split_once("*/").map_or("", |(_, after)| after) }).collect()
}

/// The classes and ids that the sheet's selectors name.
fn named(sheet: &str) -> BTreeSet<&str> {
    let selectors = sheet.split('}').filter_map(|rule| rule.rsplit_once('{').map(|(selectors, _)| selectors));
    let selectors = selectors.map(|selectors| selectors.rsplit(['{', ';']).next().unwrap_or_default());
    let words = selectors.flat_map(|selectors| selectors.split(|letter: char| !(letter.is_ascii_alphanumeric() || "-.#".contains(letter))));
    let names = words.flat_map(|word| word.match_indices(['.', '#']).map(move |(at, _)| word.split_at(at + 1).1));
    names
        .map(|name| name.split(['.', '#']).next().unwrap_or_default())
        .filter(|name| name.starts_with(|letter: char| letter.is_ascii_alphabetic()))
        .collect()
}

#[test]
fn every_rule_is_for_something_on_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = below(&root.join("src/bin/page")) + &read(&root.join("www/index.html"));
    let words: BTreeSet<&str> = page.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')).collect();
    let text = sheet(&read(&root.join("www/style.css")));
    let names = named(&text);
    assert!(names.contains("drop") && names.contains("skip") && names.contains("step"), "the sheet is not understood: {names:?}");
    let dead: Vec<&&str> = names.iter().filter(|name| !words.contains(*name)).collect();
    assert!(dead.is_empty(), "the page has none of {dead:?}");
}

#[test]
fn every_colour_is_a_token() {
    let text = sheet(&read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("www/style.css")));
    let rules = text.lines().filter(|line| !line.trim_start().starts_with("--"));
    let colours: Vec<&str> = rules.filter(|line| line.contains(": #") || line.contains("rgb(") || line.contains("hsl(")).collect();
    assert!(colours.is_empty(), "colours that are no tokens: {colours:#?}");
}
