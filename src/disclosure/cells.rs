//! The publishable cells of a cross table: every combination of label or total, and which of them are the same group.

use super::published::{Figure, Row, Table};
use crate::register::{Breakdown, Label};
use crate::tally::CrossTable;
use std::collections::{BTreeMap, HashMap};

/// Breakdowns that one table can have: the number of margins doubles with each.
const BREAKDOWNS: usize = 8;

/// The cells of a cross table.
pub(super) struct Cells {
    by: Vec<Breakdown>,
    rows: Vec<CellRow>,
    /// Each group once, however many rows show it.
    pub(super) groups: Vec<Group>,
    /// Pupils above the limit in each inner cell, sorted by key.
    pub(super) hits: Vec<u64>,
    /// A group and those that it falls into along some of the breakdowns.
    pub(super) families: Vec<(usize, Vec<usize>)>,
}

/// A row to be printed, and the group that it shows.
struct CellRow {
    labels: Vec<Option<Label>>,
    group: usize,
}

/// Pupils who share a combination of labels.
pub(super) struct Group {
    /// The inner cells that it holds, ascending.
    pub(super) inner: Vec<usize>,
    /// How many pupils.
    pub(super) pupils: u64,
    /// How many of them are above the limit.
    pub(super) hits: u64,
    /// Over how many breakdowns it is a total, at most.
    pub(super) level: usize,
}

/// Labels as places in the sorted list of their breakdown; the total comes after all of them.
type Key = Vec<usize>;

impl Cells {
    /// The cells of a table; none when a key has the wrong length or stands twice, or when a cell has no pupils or more
    /// pupils above the limit than pupils.
    pub(super) fn of(table: &CrossTable) -> Option<Self> {
        let width = table.by.len();
        let mut inner: Vec<_> = table.cells.iter().collect();
        inner.sort_by(|one, other| one.key.cmp(&other.key));
        let sound = inner.iter().all(|cell| cell.key.len() == width && cell.pupils > 0 && cell.hits <= cell.pupils)
            && inner.iter().zip(inner.iter().skip(1)).all(|(one, next)| one.key != next.key)
            && width <= BREAKDOWNS;
        // A sum that holds for the whole holds for every part.
        let whole = inner.iter().try_fold(0_u64, |sum, cell| sum.checked_add(cell.pupils));
        if !sound || whole.is_none() {
            return None;
        }
        let labels: Vec<Vec<&Label>> = (0..width)
            .map(|place| {
                let mut labels: Vec<&Label> = inner.iter().filter_map(|cell| cell.key.get(place)).collect();
                labels.sort();
                labels.dedup();
                labels
            })
            .collect();
        let mut sets: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (index, cell) in inner.iter().enumerate() {
            let key: Key = cell.key.iter().zip(&labels).map(|(label, all)| all.binary_search(&label).unwrap_or(all.len())).collect();
            for totals in 0..1_usize << width {
                sets.entry(coarsened(&key, totals, &labels)).or_default().push(index);
            }
        }
        let mut cells = Self {
            by: table.by.clone(),
            rows: Vec::with_capacity(sets.len()),
            groups: Vec::new(),
            hits: inner.iter().map(|cell| cell.hits).collect(),
            families: Vec::new(),
        };
        let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
        let mut places: HashMap<Key, usize> = HashMap::new();
        for (key, set) in sets {
            let level = key.iter().zip(&labels).filter(|(place, all)| **place == all.len()).count();
            let group = *known.entry(set).or_insert_with_key(|set| {
                let members = || set.iter().filter_map(|index| inner.get(*index));
                let (pupils, hits) = (members().map(|cell| cell.pupils).sum(), members().map(|cell| cell.hits).sum());
                cells.groups.push(Group { inner: set.clone(), pupils, hits, level });
                cells.groups.len() - 1
            });
            if let Some(group) = cells.groups.get_mut(group) {
                group.level = group.level.max(level);
            }
            let texts = key.iter().zip(&labels).map(|(place, all)| all.get(*place).map(|label| (*label).clone())).collect();
            cells.rows.push(CellRow { labels: texts, group });
            let _ = places.insert(key, group);
        }
        cells.families = families(&places, &labels);
        Some(cells)
    }

    /// The table as it would be published, with the hits of those groups only that `printed` says.
    pub(super) fn table(&self, measurable: bool, printed: &[bool]) -> Table {
        let row = |row: &CellRow| {
            let group = self.groups.get(row.group)?;
            let (hits, share) = if !measurable {
                (Figure::NotMeasurable, Figure::NotMeasurable)
            } else if printed.get(row.group).copied().unwrap_or(false) {
                (Figure::Count(group.hits), Figure::share(group.hits, group.pupils))
            } else {
                (Figure::Withheld, Figure::Withheld)
            };
            Some(Row { labels: row.labels.clone(), pupils: Figure::Count(group.pupils), hits, share })
        };
        Table { by: self.by.clone(), rows: self.rows.iter().filter_map(row).collect() }
    }

    /// The group that a row of the table shows.
    pub(super) fn group_of_row(&self, row: usize) -> Option<usize> {
        self.rows.get(row).map(|row| row.group)
    }
}

/// The key with the total in the places that the bits of `totals` name.
fn coarsened(key: &Key, totals: usize, labels: &[Vec<&Label>]) -> Key {
    key.iter().zip(labels).enumerate().map(|(bit, (place, all))| if totals >> bit & 1 == 1 { all.len() } else { *place }).collect()
}

/// Every group with the groups that it falls into when one or more of its totals are broken down.
fn families(places: &HashMap<Key, usize>, labels: &[Vec<&Label>]) -> Vec<(usize, Vec<usize>)> {
    let mut families: BTreeMap<(Key, usize), Vec<usize>> = BTreeMap::new();
    for (key, child) in places {
        let own: usize = key.iter().zip(labels).enumerate().map(|(bit, (place, all))| usize::from(*place == all.len()) << bit).sum();
        for totals in 1..1_usize << labels.len() {
            if totals & own == 0
                && let Some(parent) = places.get(&coarsened(key, totals, labels))
                && parent != child
            {
                families.entry((coarsened(key, totals, labels), totals)).or_default().push(*child);
            }
        }
    }
    let parents = families.into_iter().filter_map(|((key, _), mut children)| {
        children.sort_unstable();
        Some((*places.get(&key)?, children))
    });
    let mut all: Vec<_> = parents.collect();
    all.sort();
    all.dedup();
    all
}
