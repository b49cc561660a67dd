//! How many pupils each group has: what a reader knows without any release, since class lists are no secret. Who has support or low
//! grades is one: by columns of the files' own, numbers of pupils are told of groups only that are not few.

use super::policy::Policy;
use super::spec::Spec;
use crate::register::{Breakdown, Label};
use crate::tally::Counts;
use std::collections::{BTreeMap, BTreeSet};

/// Pupils by the finest labels that some table uses, in each column of time.
#[derive(Clone, Debug)]
pub(super) struct Census {
    /// The breakdowns, in the order of the labels.
    pub(super) by: Vec<Breakdown>,
    /// The cells: labels, column, pupils.
    pub(super) cells: Vec<((Vec<Label>, usize), u64)>,
}

/// Whether a table would tell how many pupils there are in some group of few by what a column of the files' own says of them. Groups of
/// whom it says nothing are no secret. All other groups of the table are sums of those looked at.
pub(super) fn has_few(counts: &Counts, spec: &Spec, policy: Policy) -> bool {
    let places: Vec<usize> = spec.by.iter().filter_map(|wanted| counts.by.iter().position(|known| known == wanted)).collect();
    let own: Vec<bool> = spec.by.iter().map(|breakdown| matches!(breakdown, Breakdown::Extra(_))).collect();
    let mut groups: BTreeMap<(Vec<&Label>, usize), u64> = BTreeMap::new();
    let shown = |column: &usize| spec.columns.as_ref().is_none_or(|columns| columns.contains(column));
    for cell in counts.cells.iter().filter(|cell| shown(&cell.column)) {
        let key: Vec<&Label> = places.iter().filter_map(|place| cell.key.get(*place)).collect();
        *groups.entry((key, cell.column)).or_default() += cell.pupils;
    }
    let unknown = Label::unknown();
    let tells = |key: &[&Label]| key.iter().zip(&own).any(|(label, own)| *own && **label != unknown);
    groups.iter().any(|((key, _), pupils)| tells(key) && *pupils < policy.min_count())
}

impl Census {
    pub(super) fn of(counts: &Counts) -> Self {
        let cells = counts.cells.iter().map(|cell| ((cell.key.clone(), cell.column), cell.pupils)).collect();
        Self { by: counts.by.clone(), cells }
    }

    /// The columns of time.
    pub(super) fn columns(&self) -> BTreeSet<usize> {
        self.cells.iter().map(|((_, column), _)| *column).collect()
    }

    /// For each cell whether it belongs to a small group of those that some of the breakdowns form, all of them together.
    pub(super) fn small_within(&self, by: &[Breakdown], policy: Policy) -> Vec<bool> {
        let places: Vec<usize> = by.iter().filter_map(|wanted| self.by.iter().position(|known| known == wanted)).collect();
        let key = |labels: &Vec<Label>, column: usize| {
            let labels: Vec<Label> = places.iter().filter_map(|place| labels.get(*place)).cloned().collect();
            (labels, column)
        };
        let mut pupils: BTreeMap<(Vec<Label>, usize), u64> = BTreeMap::new();
        for ((labels, column), own) in &self.cells {
            *pupils.entry(key(labels, *column)).or_default() += own;
        }
        let small = |((labels, column), _): &((Vec<Label>, usize), u64)| {
            pupils.get(&key(labels, *column)).is_none_or(|pupils| policy.is_small(*pupils))
        };
        self.cells.iter().map(small).collect()
    }
}
