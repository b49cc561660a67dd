//! The rows of a table before anything is counted in them: every combination of label and total in every column of time, and which of
//! them are the same group of pupils.

use super::spec::Spec;
use crate::order::Order as _;
use crate::register::Label;
use crate::tally::{Counts, InnerCell};
use std::collections::{BTreeMap, HashMap};

/// Breakdowns that the tables of a release can have together: as many as every file can have. The number of margins doubles with each of a
/// table.
pub(crate) const BREAKDOWNS: usize = 9;

/// The rows of a table.
pub(super) struct Frame {
    pub(super) rows: Vec<FrameRow>,
    /// Each group once, however many rows show it.
    pub(super) groups: Vec<Group>,
    /// A group and those that it falls into along some of the breakdowns.
    pub(super) families: Vec<(usize, Vec<usize>)>,
}

/// A row to be printed, and the group that it shows.
pub(super) struct FrameRow {
    pub(super) labels: Vec<Option<Label>>,
    pub(super) column: usize,
    pub(super) group: usize,
}

/// Pupils who share a combination of labels in a column of time.
pub(super) struct Group {
    /// The inner cells that it holds, ascending: places in the counts.
    pub(super) inner: Vec<usize>,
    /// How many pupils.
    pub(super) pupils: u64,
    /// Over how many breakdowns it is a total, at most.
    pub(super) level: usize,
    /// The column.
    pub(super) column: usize,
}

/// Labels as places in the sorted list of their breakdown; the total comes after all of them.
type Key = Vec<usize>;

/// Whether the counts make sense: every key of the right length and once in its column, every cell with pupils, no more of them in
/// states than there are, and no more in all than can be counted.
pub(super) fn is_sound(counts: &Counts) -> bool {
    let cell = |cell: &InnerCell| {
        let states = cell.states.iter().try_fold(0_u64, |sum, (state, pupils)| {
            sum.checked_add(*pupils).filter(|_| *state != 0 && *pupils > 0 && cell.column < counts.measured.len())
        });
        cell.key.len() == counts.by.len() && cell.pupils > 0 && states.is_some_and(|states| states <= cell.pupils)
    };
    let ordered = counts.cells.iter().zip(counts.cells.iter().skip(1));
    counts.cells.iter().all(cell)
        && ordered.into_iter().all(|(one, next)| (&one.key, one.column) < (&next.key, next.column))
        && counts.by.len() <= BREAKDOWNS
        && counts.cells.iter().try_fold(0_u64, |sum, cell| sum.checked_add(cell.pupils)).is_some()
}

impl Frame {
    /// The rows of a table by some of the breakdowns that sound counts have, in some of their columns of time; none when they have not
    /// got them.
    pub(super) fn of(counts: &Counts, spec: &Spec) -> Option<Self> {
        let by = &spec.by;
        let cells = || counts.cells.iter().enumerate().filter(|(_, cell)| spec.shows(cell.column));
        let places: Vec<usize> =
            by.iter().map(|wanted| counts.by.iter().position(|known| known == wanted)).collect::<Option<Vec<usize>>>()?;
        let labels: Vec<Vec<&Label>> = places
            .iter()
            .map(|place| {
                let mut labels: Vec<&Label> = cells().filter_map(|(_, cell)| cell.key.get(*place)).collect();
                labels.order();
                labels.dedup();
                labels
            })
            .collect();
        let mut sets: BTreeMap<(Key, usize), Vec<usize>> = BTreeMap::new();
        for (index, cell) in cells() {
            let key: Key = places
                .iter()
                .zip(&labels)
                .map(|(place, all)| cell.key.get(*place).and_then(|label| all.binary_search(&label).ok()).unwrap_or(all.len()))
                .collect();
            for totals in 0..1_usize << by.len() {
                sets.entry((coarsened(&key, totals, &labels), cell.column)).or_default().push(index);
            }
        }
        let mut frame = Self { rows: Vec::with_capacity(sets.len()), groups: Vec::new(), families: Vec::new() };
        let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
        let mut shown: HashMap<(Key, usize), usize> = HashMap::new();
        for ((key, column), set) in sets {
            let level = key.iter().zip(&labels).filter(|(place, all)| **place == all.len()).count();
            let group = *known.entry(set).or_insert_with_key(|set| {
                let pupils = set.iter().filter_map(|index| counts.cells.get(*index)).map(|cell| cell.pupils).sum();
                frame.groups.push(Group { inner: set.clone(), pupils, level, column });
                frame.groups.len() - 1
            });
            if let Some(group) = frame.groups.get_mut(group) {
                group.level = group.level.max(level);
            }
            let texts = key.iter().zip(&labels).map(|(place, all)| all.get(*place).map(|label| (*label).clone())).collect();
            frame.rows.push(FrameRow { labels: texts, column, group });
            let _ = shown.insert((key, column), group);
        }
        frame.families = families(&shown, &labels);
        Some(frame)
    }
}

/// The key with the total in the places that the bits of `totals` name.
fn coarsened(key: &Key, totals: usize, labels: &[Vec<&Label>]) -> Key {
    key.iter().zip(labels).enumerate().map(|(bit, (place, all))| if totals >> bit & 1 == 1 { all.len() } else { *place }).collect()
}

/// Every group with the groups that it falls into when one or more of its totals are broken down, in its column.
fn families(shown: &HashMap<(Key, usize), usize>, labels: &[Vec<&Label>]) -> Vec<(usize, Vec<usize>)> {
    let mut families: BTreeMap<(Key, usize, usize), Vec<usize>> = BTreeMap::new();
    for ((key, column), child) in shown {
        let own: usize = key.iter().zip(labels).enumerate().map(|(bit, (place, all))| usize::from(*place == all.len()) << bit).sum();
        for totals in 1..1_usize << labels.len() {
            let wider = coarsened(key, totals, labels);
            if totals & own == 0
                && let Some(parent) = shown.get(&(wider.clone(), *column))
                && parent != child
            {
                families.entry((wider, *column, totals)).or_default().push(*child);
            }
        }
    }
    let parents = families.into_iter().filter_map(|((key, column, _), mut children)| {
        children.order();
        Some((*shown.get(&(key, column))?, children))
    });
    let mut all: Vec<_> = parents.collect();
    all.order();
    all.dedup();
    all
}
