//! What the rows of reports say, each figure by itself.

use super::indicator::{Basic, Catalogue, Count, Limit, pair};
use crate::claim::{Claim, Figure, Table};
use std::collections::{BTreeMap, BTreeSet};

/// What a table can be by that is no group of pupils.
const SUBJECTS: [&str; 5] = ["definition", "clause", "threshold", "a", "b"];
/// What a table can be by that is a part of the period.
const TIMES: [&str; 4] = ["month", "term", "school_year", "weeks"];

/// Where a figure stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Place {
    pub(super) claim: usize,
    pub(super) table: usize,
    pub(super) row: usize,
}

/// A group of pupils: the labels that all of them have.
pub(super) type Labels = BTreeMap<String, String>;

/// A figure of a group.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) labels: Labels,
    /// What it counts; none for all pupils of the group.
    pub(super) count: Option<Count>,
    /// Whether it is a share of the group.
    pub(super) share: bool,
    pub(super) figure: Figure,
}

/// Absence that a share of time can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    Total,
    Authorised,
    Unauthorised,
}

impl Absence {
    pub(super) const ALL: [Self; 3] = [Self::Total, Self::Authorised, Self::Unauthorised];

    /// Its name in reports.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Total => "absence_total",
            Self::Authorised => "absence_authorised",
            Self::Unauthorised => "absence_unauthorised",
        }
    }
}

/// A share of the time of a group.
#[derive(Clone, Debug)]
pub(super) struct TimeEntry {
    /// Where it stands, and what; of no count.
    pub(super) entry: Entry,
    pub(super) absence: Absence,
    /// Whether the row withholds how many pupils are above the limit.
    pub(super) uncounted: bool,
}

/// What one report says of one part of its period.
pub(super) struct Sheet {
    pub(super) claim: usize,
    /// The part of the period; empty for all of it.
    pub(super) column: Vec<String>,
    pub(super) entries: Vec<Entry>,
    pub(super) times: Vec<TimeEntry>,
    /// What each table is by, that is a group of pupils.
    pub(super) tables: BTreeSet<BTreeSet<String>>,
}

/// The reports, part by part, and the names of columns that say nothing of how many pupils there are.
pub(super) fn sheets(claims: &[Claim], catalogue: &mut Catalogue) -> (Vec<Sheet>, BTreeSet<String>) {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut passed = BTreeSet::new();
    for (number, claim) in claims.iter().enumerate() {
        let first = sheets.len();
        for (place, table) in claim.tables.iter().enumerate() {
            let groups: BTreeSet<String> = table.by.iter().filter(|name| is_group(name)).cloned().collect();
            for (row, own) in table.rows.iter().enumerate() {
                let keys: BTreeMap<&str, &str> =
                    table.by.iter().zip(&own.keys).filter_map(|(name, key)| Some((name.as_str(), key.as_deref()?))).collect();
                let column: Vec<String> = TIMES.iter().filter_map(|name| keys.get(name).map(|label| (*label).to_owned())).collect();
                let sheet = match sheets.iter().skip(first).position(|sheet| sheet.column == column) {
                    Some(known) => first + known,
                    None => {
                        sheets.push(Sheet { claim: number, column, entries: Vec::new(), times: Vec::new(), tables: BTreeSet::new() });
                        sheets.len() - 1
                    }
                };
                let Some(sheet) = sheets.get_mut(sheet) else { continue };
                let _ = sheet.tables.insert(groups.clone());
                let labels: Labels =
                    keys.iter().filter(|(name, _)| is_group(name)).map(|(n, l)| ((*n).to_owned(), (*l).to_owned())).collect();
                for (name, figure) in table.measures.iter().zip(&own.figures) {
                    let Some(figure) = *figure else { continue };
                    if let Some(absence) = Absence::ALL.into_iter().find(|absence| absence.name() == name) {
                        let hits = table.measures.iter().position(|name| name == "hits");
                        let uncounted = hits.and_then(|hits| own.figures.get(hits)) == Some(&Some(Figure::Withheld));
                        let place = Place { claim: number, table: place, row };
                        let entry = Entry { place, labels: labels.clone(), count: None, share: true, figure };
                        sheet.times.push(TimeEntry { entry, absence, uncounted });
                        continue;
                    }
                    let (plain, share) =
                        name.strip_prefix("share").map_or((name.as_str(), false), |rest| (rest.strip_prefix('_').unwrap_or("hits"), true));
                    let count = match plain {
                        "pupils" => None,
                        _ => match counted(plain, claim, table, &keys, catalogue) {
                            Some(count) => Some(count),
                            None => {
                                let _ = passed.insert(name.clone());
                                continue;
                            }
                        },
                    };
                    let place = Place { claim: number, table: place, row };
                    sheet.entries.push(Entry { place, labels: labels.clone(), count, share, figure });
                }
            }
        }
    }
    (sheets, passed)
}

fn is_group(name: &str) -> bool {
    !SUBJECTS.contains(&name) && !TIMES.contains(&name)
}

/// What a column of figures counts in a row; none for what is no number of pupils.
fn counted(name: &str, claim: &Claim, table: &Table, keys: &BTreeMap<&str, &str>, catalogue: &mut Catalogue) -> Option<Count> {
    let own = || claim.definitions.first().filter(|_| claim.definitions.len() == 1).map_or("", |definition| definition.id.as_str());
    let definition = catalogue.place(claim, keys.get("definition").copied().unwrap_or_else(own));
    let limit = |text: &str, above: bool, catalogue: &Catalogue| Some(catalogue.plain(Basic::Over(definition, Limit::parse(text, above)?)));
    if let Some(text) = name.strip_prefix("over_") {
        return Some(Count::One(limit(text, true, catalogue)?));
    }
    if let Some(text) = name.strip_prefix("at_least_") {
        return Some(Count::One(limit(text, false, catalogue)?));
    }
    if let Some(text) = name.strip_prefix("from_") {
        let above = catalogue.above(definition);
        return Some(match text.split_once("_to_") {
            None => Count::One(limit(text, above, catalogue)?),
            Some(("0", to)) => Count::Rest(limit(to, above, catalogue)?),
            Some((from, to)) => Count::Less(limit(from, above, catalogue)?, limit(to, above, catalogue)?),
        });
    }
    match name {
        "hits" if table.by.iter().any(|by| by == "threshold") => {
            let above = catalogue.above(definition);
            Some(Count::One(limit(keys.get("threshold")?, above, catalogue)?))
        }
        "hits" if table.by.iter().any(|by| by == "clause") => {
            Some(Count::One(catalogue.plain(Basic::Clause(definition, keys.get("clause")?.parse().ok()?))))
        }
        "hits" => Some(Count::One(catalogue.plain(Basic::Hits(definition)))),
        "both" | "only_a" | "only_b" => {
            let (one, other) = (catalogue.place(claim, keys.get("a")?), catalogue.place(claim, keys.get("b")?));
            (one != other).then_some(match name {
                "both" => Count::One(pair(one, other)),
                "only_a" => Count::Only(one, other),
                _ => Count::Only(other, one),
            })
        }
        _ => None,
    }
}
