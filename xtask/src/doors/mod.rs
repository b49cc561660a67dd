//! Doors out of the page: what its content policy does not stop, or what could loosen it, and therefore may stand nowhere, neither in the
//! source nor in the scripts that are built from it. `www/trial.js` is the one file that is not asked: it tries the doors before the
//! user's eyes, is handed no data and cannot be reached by anything of the program but its start.
//!
//! It is a search for words. It keeps a door from being built in by mistake or in passing; who means to hide one can spell it otherwise,
//! which is for those to see who read the change, and the list of what the programs import from the browser
//! (`tests/browser/tests/scripts.rs`) shows them where to look.

mod names;
mod rules;
#[cfg(test)]
mod source;
#[cfg(test)]
mod tests;

use rules::{MANIFEST, PROGRAM, Passage, SCRIPT, SHELL, Word};

/// A word that may not stand there, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// Counted from 1.
    pub line: usize,
    /// What was found.
    pub word: String,
    /// Why it may not stand there.
    pub reason: &'static str,
}

/// Doors in the Rust source of the page's programs; comments are passed over.
#[must_use]
pub fn in_program(source: &str) -> Vec<Door> {
    let code = without_comments(source, "//");
    let mut doors = search(&code, PROGRAM, rules::PROGRAM_PASSAGES);
    doors.extend(names::in_calls(&without(&code, rules::PROGRAM_PASSAGES)));
    doors.sort_by_key(|door| door.line);
    doors
}

/// Doors in a script, whether written or built; comments are passed over.
#[must_use]
pub fn in_script(script: &str) -> Vec<Door> {
    search(&without_comments(script, "//"), SCRIPT, rules::SCRIPT_PASSAGES)
}

/// Doors in the page's markup, scripts left aside.
#[must_use]
pub fn in_shell(markup: &str) -> Vec<Door> {
    search(markup, SHELL, rules::SHELL_PASSAGES)
}

/// Doors among the features of libraries that `Cargo.toml` lets the programs name.
#[must_use]
pub fn in_manifest(manifest: &str) -> Vec<Door> {
    search(&without_comments(manifest, "#"), MANIFEST, &[])
}

fn search(text: &str, words: &[Word], passages: &[Passage]) -> Vec<Door> {
    let text = without(text, passages);
    let in_line = |(number, line): (usize, &str)| {
        let found = words.iter().filter(|word| holds(line, word.text));
        found.map(|word| Door { line: number + 1, word: word.text.to_owned(), reason: word.reason }).collect::<Vec<_>>()
    };
    text.lines().enumerate().flat_map(in_line).collect()
}

/// The text without passages that are known and harmless.
fn without(text: &str, passages: &[Passage]) -> String {
    passages.iter().fold(text.to_owned(), |text, (passage, _)| text.replace(passage, ""))
}

/// Line by line, without what follows the mark of a comment. An address has the mark too, after a colon.
fn without_comments(text: &str, mark: &str) -> String {
    let code = |line: &str| {
        let ends = line.match_indices(mark).map(|(place, _)| place);
        let end = ends.into_iter().find(|&place| !line.get(..place).is_some_and(|before| before.ends_with(':')));
        line.get(..end.unwrap_or(line.len())).unwrap_or_default().to_owned()
    };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// Whether a line has the word as a whole: no letter, digit or underscore goes on where it begins or ends with one. A star at the end lets
/// it go on.
fn holds(line: &str, word: &str) -> bool {
    let (word, open) = word.strip_suffix('*').map_or((word, false), |word| (word, true));
    let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    line.match_indices(word).any(|(place, _)| {
        let before = line.get(..place).and_then(|before| before.chars().next_back());
        let after = line.get(place + word.len()..).and_then(|after| after.chars().next());
        let begins = !(part(word.chars().next()) && part(before));
        let ends = open || !(part(word.chars().next_back()) && part(after));
        begins && ends
    })
}
