//! The model of a release: one sparse 0/1 matrix, a row per inner cell, a column per sum that somebody could print or prove.
//! Whatever the sums come from (margins, differences, later bands and earlier releases), they are columns here.

use super::cells::Cells;
use super::eliminate::printable;
use super::policy::{Policy, Standing};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// A column: the inner cells that it sums, ascending.
pub(super) type Column = Vec<usize>;

/// Which groups' hits are printed at first: the most, from the largest groups down, such that nothing protected is a linear
/// combination of them. The order goes by numbers of pupils and place, never by what is protected, so that the pattern
/// tells as little as it can.
pub(super) fn plan(cells: &Cells, policy: Policy) -> Vec<bool> {
    let standing: Vec<Standing> = cells.groups.iter().map(|group| policy.standing(group.pupils, group.hits)).collect();
    let columns: Vec<(&Column, u64, usize)> = cells.groups.iter().map(|group| (&group.inner, group.pupils, group.level)).collect();
    let candidates: Vec<usize> =
        by_preference(&columns).into_iter().filter(|group| standing.get(*group) == Some(&Standing::Open)).collect();
    let columns = candidates.iter().filter_map(|group| cells.groups.get(*group)).map(|group| group.inner.clone()).collect();
    let mut printed = vec![false; cells.groups.len()];
    for (group, open) in candidates.iter().zip(printable(columns, protected(cells, policy, &standing))) {
        if let Some(place) = printed.get_mut(*group) {
            *place = open;
        }
    }
    printed
}

/// The columns of a matrix, those first that a reader would miss most: with many pupils, then totals (`level` says over how
/// many breakdowns), then those that overlap most with large ones.
pub(super) fn by_preference(columns: &[(&Column, u64, usize)]) -> Vec<usize> {
    let mut weight: HashMap<usize, u128> = HashMap::new();
    for (column, pupils, _) in columns {
        for row in *column {
            *weight.entry(*row).or_default() += u128::from(*pupils) + 1;
        }
    }
    let overlap = |column: &Column| column.iter().filter_map(|row| weight.get(row)).sum::<u128>();
    let mut order: Vec<_> =
        columns.iter().enumerate().map(|(index, (column, pupils, level))| (Reverse((*pupils, *level, overlap(column))), index)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// The columns that must not be computable: protected cells; differences of two cells that could both be printed; what is
/// left of a cell when all its parts that could be printed are.
fn protected(cells: &Cells, policy: Policy, standing: &[Standing]) -> Vec<Column> {
    let is = |group: &usize, wanted: Standing| standing.get(*group) == Some(&wanted);
    let of = |group: usize| cells.groups.get(group);
    let mut columns: BTreeSet<Column> =
        (0..cells.groups.len()).filter(|group| is(group, Standing::Protected)).filter_map(of).map(|group| group.inner.clone()).collect();
    for (parent, children) in &cells.families {
        let Some(whole) = of(*parent).filter(|_| is(parent, Standing::Open)) else { continue };
        let mut add = |taken: &[usize]| {
            let (pupils, hits) = taken.iter().filter_map(|group| of(*group)).fold((whole.pupils, whole.hits), |(pupils, hits), part| {
                (pupils.saturating_sub(part.pupils), hits.saturating_sub(part.hits))
            });
            if pupils > 0 && policy.standing(pupils, hits) == Standing::Protected {
                let taken: BTreeSet<usize> =
                    taken.iter().filter_map(|group| of(*group)).flat_map(|part| part.inner.iter().copied()).collect();
                let _ = columns.insert(whole.inner.iter().copied().filter(|inner| !taken.contains(inner)).collect());
            }
        };
        let open: Vec<usize> = children.iter().copied().filter(|child| is(child, Standing::Open)).collect();
        open.iter().for_each(|child| add(&[*child]));
        if open.len() > 1 {
            add(&open);
        }
    }
    columns.into_iter().collect()
}
