//! The header row, and what its words claim.

use super::{Choice, Choices, KeptRow, Role, Vocabulary, content, plain};
use std::collections::BTreeMap;

/// A row that looks like the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The row, from 1.
    pub row: u64,
    /// Its place among the rows that were looked at.
    pub index: usize,
    /// Its cells as text; empty where there is none.
    pub headers: Vec<String>,
}

/// A table has a header when this many different roles stand in one row.
const ENOUGH_ROLES: usize = 3;

/// The header among the first rows of a table: the first of those rows that name the most roles, by known words or by the
/// user's choices, if these are enough.
#[must_use]
pub fn find(rows: &[KeptRow], choices: &Choices, vocabulary: &Vocabulary) -> Option<Candidate> {
    let scored = rows.iter().enumerate().map(|(index, row)| (score(row, choices, vocabulary), index, row));
    let (score, index, row) = scored.max_by_key(|(score, index, _)| (*score, std::cmp::Reverse(*index)))?;
    (score >= ENOUGH_ROLES).then(|| Candidate {
        row: row.number,
        index,
        headers: row.texts().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect(),
    })
}

/// How many different roles a row's cells name.
fn score(row: &KeptRow, choices: &Choices, vocabulary: &Vocabulary) -> usize {
    let headers: Vec<String> = row.texts().map(str::to_owned).collect();
    let chosen = |text: &str| choices.columns(&headers).find(|choice| plain(&choice.header) == plain(text)).and_then(|choice| choice.role);
    let known = |text: &str| vocabulary.roles(text).first().or_else(|| vocabulary.weak_roles(text).first()).copied();
    let mut roles: Vec<Role> =
        row.texts().filter(|text| !text.is_empty()).filter_map(|text| chosen(text).or_else(|| known(text))).collect();
    roles.sort_unstable();
    roles.dedup();
    roles.len()
}

/// Which column claims which role.
#[derive(Debug, Default)]
pub(super) struct Claims {
    roles: BTreeMap<usize, Role>,
    /// Roles that several columns claim with equal right.
    pub(super) clashes: Vec<(Role, Vec<usize>)>,
    /// Headers of choices that no column has.
    pub(super) unknown_choices: Vec<String>,
}

impl Claims {
    pub(super) fn role_of(&self, column: usize) -> Option<Role> {
        self.roles.get(&column).copied()
    }

    fn holds(&self, role: Role) -> bool {
        self.roles.values().any(|held| *held == role) || self.clashes.iter().any(|(clash, _)| *clash == role)
    }
}

/// The user's choices come first, then certain words, then possible words, then columns that speak for themselves.
pub(super) fn claims(candidate: &Candidate, rows: &[KeptRow], choices: &[Choice], vocabulary: &Vocabulary) -> Claims {
    let mut claims = Claims::default();
    let mut settled: Vec<usize> = Vec::new();
    let mut chosen: BTreeMap<Role, Vec<usize>> = BTreeMap::new();
    for choice in choices {
        let columns: Vec<usize> = named(candidate, &choice.header).collect();
        if columns.is_empty() {
            claims.unknown_choices.push(choice.header.clone());
        }
        settled.extend(&columns);
        if let Some(role) = choice.role {
            chosen.entry(role).or_default().extend(columns);
        }
    }
    settle(&mut claims, chosen, rows);
    let fits = |column: usize, role: Role| content::fits(rows, column, role, vocabulary);
    for words in [Vocabulary::roles, Vocabulary::weak_roles] {
        let mut wanted: BTreeMap<Role, Vec<usize>> = BTreeMap::new();
        for (column, header) in candidate.headers.iter().enumerate() {
            if settled.contains(&column) || claims.role_of(column).is_some() {
                continue;
            }
            // Where a word may mean several things, the first that the cells bear out.
            if let Some(&role) = words(vocabulary, header).iter().find(|&&role| !claims.holds(role) && fits(column, role)) {
                wanted.entry(role).or_default().push(column);
            }
        }
        settle(&mut claims, wanted, rows);
    }
    claim_unread(&mut claims, candidate, &settled, rows, vocabulary);
    for role in [Role::Date, Role::PupilId, Role::Status, Role::Gender] {
        if claims.holds(role) || (role == Role::PupilId && claims.holds(Role::PupilName)) {
            continue;
        }
        let speaking = (0..candidate.headers.len()).filter(|column| {
            !settled.contains(column) && claims.role_of(*column).is_none() && content::speaks(rows, *column, role, vocabulary)
        });
        let wanted = BTreeMap::from([(role, speaking.collect::<Vec<_>>())]);
        settle(&mut claims, wanted, rows);
    }
    claims
}

/// Roles without which a file is read wrong or not at all.
const NEEDED: [Role; 9] =
    [Role::Date, Role::Start, Role::End, Role::Length, Role::Status, Role::Absent, Role::Authorised, Role::Unauthorised, Role::Gender];

/// A column whose header can mean one needed role only has it, even if its cells cannot be read: then the user is told of
/// the cells, and nothing is dropped in silence.
fn claim_unread(claims: &mut Claims, candidate: &Candidate, settled: &[usize], rows: &[KeptRow], vocabulary: &Vocabulary) {
    let mut wanted: BTreeMap<Role, Vec<usize>> = BTreeMap::new();
    for (column, header) in candidate.headers.iter().enumerate() {
        if let [role] = vocabulary.roles(header)
            && NEEDED.contains(role)
            && !settled.contains(&column)
            && claims.role_of(column).is_none()
            && !claims.holds(*role)
        {
            wanted.entry(*role).or_default().push(column);
        }
    }
    settle(claims, wanted, rows);
}

/// Gives each role to the column that wants it; to the only one with cells when several do; to none when that leaves several.
fn settle(claims: &mut Claims, wanted: BTreeMap<Role, Vec<usize>>, rows: &[KeptRow]) {
    for (role, columns) in wanted {
        let filled: Vec<usize> = columns.iter().copied().filter(|&column| content::is_filled(rows, column)).collect();
        match (columns.as_slice(), filled.as_slice()) {
            ([], _) => {}
            ([column], _) | (_, [column]) => {
                let _before = claims.roles.insert(*column, role);
            }
            _ => claims.clashes.push((role, columns)),
        }
    }
}

fn named<'a>(candidate: &'a Candidate, header: &str) -> impl Iterator<Item = usize> + use<'a> {
    let wanted = plain(header);
    candidate.headers.iter().enumerate().filter(move |(_, header)| plain(header) == wanted).map(|(column, _)| column)
}
