//! The words for presence and absence, each once for all tables of a layout, and which of them are questions.

use super::Choices;
use franvarokalkyl::wire::{Asked, FileOverview, KindOverview};

/// The words of a table's layout with all their rows: questions without an answer first, then questions with one, then the
/// others, the most frequent first. A layout's words stand at its first table; its other tables have none.
pub(crate) fn words(files: &[FileOverview], number: usize) -> Vec<KindOverview> {
    let Some(table) = files.get(number) else { return Vec::new() };
    let same = |other: &&FileOverview| other.headers == table.headers;
    if files.iter().take(number).any(|other| same(&other)) {
        return Vec::new();
    }
    let mut words: Vec<KindOverview> = Vec::new();
    for seen in files.iter().filter(same).flat_map(|table| &table.kinds) {
        match words.iter_mut().find(|word| word.word == seen.word) {
            Some(word) => word.rows += seen.rows,
            None => words.push(seen.clone()),
        }
    }
    words.sort_by_key(|word| (word.kind.is_some(), !is_question(word), std::cmp::Reverse(word.rows)));
    words
}

/// Whether the user is asked what a word stands for: nobody knows, or schools use it differently.
pub(crate) fn is_question(word: &KindOverview) -> bool {
    word.kind.is_none() || (!word.decided && word.why.is_some())
}

/// How many questions a table has, beside those that are asked once for all of them.
pub(crate) fn questions(files: &[FileOverview], number: usize) -> usize {
    let own = |asked: &&Asked| matches!(asked, Asked::Unit(_) | Asked::School);
    let of_table = files.get(number).map_or(0, |table| table.asks.iter().filter(own).count());
    of_table + words(files, number).iter().filter(|word| is_question(word)).count()
}

/// The words that nobody has given a meaning: the element id of each one's field, and the word.
pub(super) fn unanswered(files: &[FileOverview], choices: &Choices) -> Vec<(String, String)> {
    let mut open = Vec::new();
    for (number, table) in files.iter().enumerate() {
        for (place, word) in words(files, number).into_iter().enumerate() {
            // What an empty cell means follows from the other words, unless the user says otherwise.
            if !word.word.is_empty() && choices.kind(table, &word).is_none() {
                open.push((field(number, place), word.word));
            }
        }
    }
    open
}

/// The element id of the field for a word, by its table and its place among [`words`].
pub(crate) fn field(number: usize, place: usize) -> String {
    format!("kind-{number}-{place}")
}
