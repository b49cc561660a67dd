//! The finest groups that some breakdowns make: those that agree with the rows of every table.

use super::population::{Key, Population, mask, projected};
use std::collections::{BTreeSet, HashMap};

/// More cells than any report of a municipality has, and than could be attacked in a browser's time.
const MOST: usize = 50_000;

/// The cells of some breakdowns.
pub(super) struct Level {
    pub(super) mask: u64,
    pub(super) cells: Vec<Key>,
    /// For the key of any group or coarser cell, the cells within it.
    within: HashMap<Key, Vec<usize>>,
}

impl Level {
    /// None when there are too many.
    pub(super) fn of(population: &Population, level: u64, masks: &BTreeSet<u64>) -> Option<Self> {
        let mut tables: Vec<(u64, BTreeSet<Key>)> = population
            .tables
            .iter()
            .filter(|table| *table & level != 0)
            .map(|table| (table & level, population.rows(*table).iter().map(|row| projected(row, level)).collect()))
            .collect();
        // The widest first: what follows only narrows it, as a rule.
        tables.sort_by_key(|(own, rows)| (std::cmp::Reverse(own.count_ones()), rows.len()));
        let mut done = 0;
        let mut cells: Vec<Key> = vec![vec![None; population.breakdowns.len()]];
        while let Some(next) = tables.iter().position(|(own, _)| own & done != 0).or((!tables.is_empty()).then_some(0)) {
            let (own, rows) = tables.remove(next);
            let mut partners: HashMap<Key, Vec<&Key>> = HashMap::new();
            rows.iter().for_each(|row| partners.entry(projected(row, own & done)).or_default().push(row));
            let mut joined = Vec::new();
            for cell in &cells {
                for row in partners.get(&projected(cell, own & done)).into_iter().flatten() {
                    joined.push(cell.iter().zip(*row).map(|(one, other)| one.or(*other)).collect());
                }
                if joined.len() > MOST {
                    return None;
                }
            }
            cells = joined;
            done |= own;
        }
        let mut within: HashMap<Key, Vec<usize>> = HashMap::new();
        for coarse in masks.iter().filter(|coarse| *coarse & !level == 0) {
            for (place, cell) in cells.iter().enumerate() {
                within.entry(projected(cell, *coarse)).or_default().push(place);
            }
        }
        Some(Self { mask: level, cells, within })
    }

    /// The cells of a group.
    pub(super) fn under(&self, key: &Key) -> &[usize] {
        debug_assert!(mask(key) & !self.mask == 0, "a group of finer breakdowns has no cells here");
        self.within.get(key).map(Vec::as_slice).unwrap_or_default()
    }
}
