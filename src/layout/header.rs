//! The header row: which of the first rows of a table names the columns.

use super::heading::Heading;
use super::vocabulary::SystemNumber;
use super::{KeptRow, Known, Role, SystemSeen, Unit, plain, system};
use crate::calendar::Half;
use crate::source::{Cell, Row};

/// A row that looks like the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The row, from 1; of two, the lower.
    pub row: u64,
    /// The place of the first row below it among the rows that were looked at.
    pub below: usize,
    /// How many rows make it: one, or two of which the upper groups the lower.
    pub depth: usize,
    /// Its cells as text; empty where there is none.
    pub headers: Vec<String>,
    /// The system that the table comes from.
    pub system: Option<SystemSeen>,
}

/// A table has a header when this many different roles stand in one row.
const ENOUGH_ROLES: usize = 3;

/// The header among the first rows of a table: the row that the user points at or that a saved choice knows, else the first of
/// those rows that name the most roles, by known words or by the user's choices, if these are enough.
#[must_use]
pub fn find(rows: &[KeptRow], known: &Known<'_>) -> Option<Candidate> {
    let system = system::recognise(rows, known.sheet, known.vocabulary);
    let at = |index: usize, depth: usize| {
        let upper = rows.get(index)?;
        let row = rows.get(index + depth - 1)?;
        let headers = if depth == 2 { joined(upper, row)? } else { row.texts().map(one_line).collect() };
        Some(Candidate { row: row.number(), below: index + depth, depth, headers, system: system.clone() })
    };
    if let Some(row) = known.table().and_then(|table| table.header_row) {
        return at(rows.iter().position(|kept| kept.number() == row)?, 1);
    }
    let number = system.as_ref().map(|system| system.number);
    let candidates = (0..rows.len()).flat_map(|index| [1, 2].into_iter().filter_map(move |depth| at(index, depth)));
    let mut best: Option<(usize, Candidate)> = None;
    for candidate in candidates {
        if known.choices.layouts.iter().any(|layout| !layout.headers.is_empty() && layout.is_about(&candidate.headers)) {
            return Some(candidate);
        }
        let (roles, names) = score(&candidate.headers, known, number);
        if roles >= ENOUGH_ROLES && best.as_ref().is_none_or(|(most, _)| names > *most) {
            best = Some((names, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many different roles the cells of a row name, and how many if a role counts once for each unit and half.
fn score(headers: &[String], known: &Known<'_>, system: Option<SystemNumber>) -> (usize, usize) {
    let chosen: Vec<_> = known.choices.columns(headers).collect();
    let mut named: Vec<(Role, Option<Unit>, Option<Half>)> = Vec::new();
    for header in headers.iter().filter(|header| !header.is_empty()) {
        let heading = Heading::of(header);
        let choice = chosen.iter().find(|choice| plain(&choice.header) == plain(header)).and_then(|choice| choice.role);
        let known = || heading.best_roles(known.vocabulary, system).first().copied();
        named.extend(choice.or_else(known).map(|role| (role, heading.unit, heading.half)));
    }
    named.sort_unstable();
    named.dedup();
    let names = named.len();
    named.dedup_by_key(|(role, ..)| *role);
    (named.len(), names)
}

/// Two rows as one: `Giltig frånvaro`, which spans two columns, above `min` and `%`. None where the lower row cannot be a header,
/// since it has other cells than text, or the upper spans nothing.
fn joined(upper: &KeptRow, lower: &KeptRow) -> Option<Vec<String>> {
    let width = upper.width().max(lower.width());
    let is_text = |row: &KeptRow, column: usize| matches!(row.cell(column), Cell::Text(_) | Cell::Empty);
    if lower.number() != upper.number() + 1 || !(0..width).all(|column| is_text(upper, column) && is_text(lower, column)) {
        return None;
    }
    let text = |row: &KeptRow, column: usize| row.texts().nth(column).map(one_line).unwrap_or_default();
    let mut above = String::new();
    let mut spans = false;
    let headers = (0..width).map(|column| {
        let (group, own) = (text(upper, column), text(lower, column));
        if group.is_empty() {
            // A group reaches over the columns that have no name of their own above.
            spans |= !own.is_empty() && !above.is_empty();
        } else {
            above.clone_from(&group);
        }
        match (own.is_empty(), group.is_empty()) {
            (true, _) => group,
            (false, _) if above.is_empty() => own,
            (false, _) => format!("{above} {own}"),
        }
    });
    let headers: Vec<String> = headers.collect();
    spans.then_some(headers)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
