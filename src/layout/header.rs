//! The header row: which of the first rows of a table names the columns.

use super::heading::Heading;
use super::vocabulary::SystemNumber;
use super::{KeptRow, Known, Role, SystemSeen, Unit, plain, system};
use crate::calendar::Half;
use crate::order::Order as _;
use crate::source::{Cell, Row};
use hashbrown::HashMap;

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
    let headers = |index: usize, depth: usize| {
        let row = rows.get(index + depth - 1)?;
        if depth == 2 { joined(rows.get(index)?, row) } else { Some(row.texts().map(one_line).collect()) }
    };
    let mut best: Option<(usize, usize, usize, Vec<String>)> = None;
    if let Some(number) = known.table().and_then(|table| table.header_row) {
        let index = rows.iter().position(|kept| kept.number() == number)?;
        best = headers(index, 1).map(|headers| (0, index, 1, headers));
    } else {
        let number = system.as_ref().map(|system| system.number);
        let mut names = Names { known, system: number, named: HashMap::new() };
        for (index, depth) in (0..rows.len()).flat_map(|index| [(index, 1), (index, 2)]) {
            let Some(headers) = headers(index, depth) else { continue };
            if known.choices.layouts.iter().any(|layout| !layout.headers.is_empty() && layout.is_about(&headers)) {
                best = Some((0, index, depth, headers));
                break;
            }
            let (roles, count) = names.score(&headers);
            if roles >= ENOUGH_ROLES && best.as_ref().is_none_or(|(most, ..)| count > *most) {
                best = Some((count, index, depth, headers));
            }
        }
    }
    let (_, index, depth, headers) = best?;
    let row = rows.get(index + depth - 1)?.number();
    Some(Candidate { row, below: index + depth, depth, headers, system })
}

/// A role as one heading names it.
type Name = (Role, Option<Unit>, Option<Half>);

/// What headings name. The rows that are looked at are mostly data, whose cells recur: each text is looked up once.
struct Names<'a> {
    known: &'a Known<'a>,
    system: Option<SystemNumber>,
    named: HashMap<String, Option<Name>>,
}

impl Names<'_> {
    /// How many different roles the cells of a row name, and how many if a role counts once for each unit and half.
    fn score(&mut self, headers: &[String]) -> (usize, usize) {
        let chosen: Vec<_> = self.known.choices.columns(headers).collect();
        let mut names: Vec<Name> = Vec::new();
        for header in headers.iter().filter(|header| !header.is_empty()) {
            let choice = chosen.iter().find(|choice| plain(&choice.header) == plain(header)).and_then(|choice| choice.role);
            match choice {
                Some(role) => {
                    let heading = Heading::of(header);
                    names.push((role, heading.unit, heading.half));
                }
                None => names.extend(self.name(header)),
            }
        }
        names.order();
        names.dedup();
        let count = names.len();
        names.dedup_by_key(|(role, ..)| *role);
        (names.len(), count)
    }

    fn name(&mut self, header: &str) -> Option<Name> {
        if let Some(name) = self.named.get(header) {
            return *name;
        }
        let heading = Heading::of(header);
        let role = heading.best_roles(self.known.vocabulary, self.system).first().copied();
        let name = role.map(|role| (role, heading.unit, heading.half));
        let _before = self.named.insert(header.to_owned(), name);
        name
    }
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
