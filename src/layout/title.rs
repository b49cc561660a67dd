//! What stands above a table or in the file's name and holds for all of its rows: the school, the period.

use super::value::{self, Period, find_period};
use super::vocabulary::Export;
use super::{Given, KeptRow, Known, Vocabulary, plain};
use crate::calendar::{Day, Span};
use crate::source::Row;

/// How the names of schools end.
const SCHOOLS: [&str; 9] = ["skola", "skolan", "skolor", "friskola", "friskolan", "gymnasium", "gymnasiet", "school", "academy"];

/// What the rows above the header, the file's name and the user say of the table.
pub(super) fn given(above: &[KeptRow], known: &Known<'_>, export: Option<&Export>, vocabulary: &Vocabulary) -> Given {
    let lines: Vec<String> = above.iter().map(line).filter(|line| !line.is_empty()).collect();
    let chosen = known.table();
    let stem = known.file.rsplit_once('.').map_or(known.file, |(stem, _)| stem);
    let of_title = || lines.iter().find(|line| is_school(line, export, vocabulary)).cloned();
    Given {
        school: chosen.and_then(|table| table.school.clone()).or_else(of_title).or_else(|| school_in(stem)),
        class: None,
        period: chosen
            .and_then(|table| table.period)
            .or_else(|| period(&lines))
            .or_else(|| period(&[stem.replace('_', " ")]))
            .or(known.choices.period),
        kind: export.and_then(|export| export.kind),
    }
}

/// A row as one line: its cells apart by spaces.
fn line(row: &KeptRow) -> String {
    let cells = (0..row.width()).map(|column| value::shown(row, column)).filter(|text| !text.is_empty());
    cells.collect::<Vec<_>>().join(" ")
}

/// The period that titles name, whole or by its first and last day. The date of print is none.
fn period(lines: &[String]) -> Option<Span> {
    let (mut from, mut to): (Option<Day>, Option<Day>) = (None, None);
    for line in lines {
        if ["utskrift", "utskriven", "skapad", "printed", "rapportdatum"].iter().any(|word| plain(line).starts_with(word)) {
            continue;
        }
        match find_period(line) {
            Some(Period::From(day)) => from = from.or(Some(day)),
            Some(Period::To(day)) => to = to.or(Some(day)),
            Some(whole) => {
                if let Some(span) = whole.span() {
                    return Some(span);
                }
            }
            None => {}
        }
    }
    Span::new(from?, to?)
}

/// Whether a line is a school's name and no more: `Ekskolan`, `Norra friskolan F-9`.
fn is_school(line: &str, export: Option<&Export>, vocabulary: &Vocabulary) -> bool {
    let words = plain(line);
    let is_title = export.is_some_and(|export| export.titles.iter().any(|(title, _)| words.starts_with(title.as_str())));
    let named = words.split(' ').any(|word| SCHOOLS.iter().any(|end| word.ends_with(end)));
    named && !is_title && !vocabulary.is_footer(line) && !line.contains(':') && words.split(' ').count() <= 5 && find_period(line).is_none()
}

/// The school in a file's name: the words up to the one that ends as schools' names do, as far as they are names.
fn school_in(stem: &str) -> Option<String> {
    const OTHER: [&str; 18] = [
        "narvaro",
        "franvaro",
        "rapport",
        "report",
        "export",
        "elev",
        "elever",
        "statistik",
        "lasar",
        "lasaret",
        "ht",
        "vt",
        "per",
        "for",
        "fran",
        "over",
        "lektioner",
        "skolfranvaro",
    ];
    let words: Vec<&str> =
        stem.split(|letter: char| letter == '_' || letter == '-' || letter.is_whitespace()).filter(|word| !word.is_empty()).collect();
    let last = words
        .iter()
        .position(|word| SCHOOLS.iter().any(|end| plain(word).len() > end.len() && plain(word).ends_with(end) || plain(word) == *end))?;
    // The words before are part of the name if they are written as names are.
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let is_name = |word: &&&str| {
        (is_capital(word) || Some(**word) == words.get(last).copied())
            && !OTHER.contains(&plain(word).as_str())
            && !word.chars().any(|letter| letter.is_ascii_digit())
    };
    let first = words.get(..=last)?.iter().rev().take_while(is_name).count();
    let name = words.get(last + 1 - first..=last)?;
    (!name.is_empty() && name.iter().any(|word| !SCHOOLS.contains(&plain(word).as_str()))).then(|| name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schools_stand_in_file_names() {
        for (stem, school) in [
            ("Ekskolan lasar 2024-2025", Some("Ekskolan")),
            ("Närvaro_HT2025_Björkskolan", Some("Björkskolan")),
            ("franvaro Norra skolan ht25", Some("Norra skolan")),
            ("närvaro för alla Ekskolan", Some("Ekskolan")),
            ("Report (3)", None),
            ("skola", None),
            ("skolfrånvaro 2025", None),
        ] {
            assert_eq!(school_in(stem).as_deref(), school, "{stem}");
        }
    }
}
