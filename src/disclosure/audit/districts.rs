//! Parts of a town: what must be proved of a group can mostly be proved by moving pupils about among a few schools and grades, and a linear
//! program over these is far smaller than one over all.

use super::reading::Reading;
use crate::disclosure::census::Census;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Unknowns of the parts that are tried one after the other before the whole town is.
pub(super) const PARTS: [usize; 3] = [150, 150, 400];

/// Unknowns of the parts that a town is divided into.
const DIVIDED: usize = 120;

/// Where the cells of the first layer lie.
#[derive(Default)]
pub(super) struct Districts {
    /// How many labels each breakdown has.
    labels: Vec<usize>,
    cells: Vec<Place>,
    /// The cell of each unknown of the first layer.
    cell: Vec<usize>,
}

struct Place {
    column: usize,
    /// The label by each breakdown, as a number.
    at: Vec<usize>,
    unknowns: Range<usize>,
}

impl Districts {
    /// Those of a reading that has its first layer.
    pub(super) fn of(census: &Census, reading: &Reading) -> Self {
        let numbered = |place: usize| {
            let labels: BTreeSet<_> = census.cells.iter().filter_map(|((labels, _), _)| labels.get(place)).collect();
            labels.into_iter().zip(0..).collect::<BTreeMap<_, usize>>()
        };
        let numbers: Vec<BTreeMap<_, usize>> = (0..census.by.len()).map(numbered).collect();
        let cells = reading.layers.first().into_iter().flat_map(|layer| &layer.cells);
        let cells = census.cells.iter().zip(cells).map(|(((labels, column), _), cell)| Place {
            column: *column,
            at: labels.iter().zip(&numbers).filter_map(|(label, numbers)| numbers.get(label).copied()).collect(),
            unknowns: cell.unknowns.clone(),
        });
        let cells: Vec<Place> = cells.collect();
        let cell = cells.iter().enumerate().flat_map(|(place, cell)| cell.unknowns.clone().map(move |_| place)).collect();
        Self { labels: numbers.iter().map(BTreeMap::len).collect(), cells, cell }
    }

    /// Those of each cell's unknowns that are free.
    pub(super) fn free(&self, is_free: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        self.cells.iter().map(|place| place.unknowns.clone().filter(|unknown| is_free(*unknown)).collect()).collect()
    }

    /// Some of the unknowns that are free, about a target's: those of a few labels by each breakdown, its own among them, and of others at each
    /// turn. None when that is all there are.
    pub(super) fn part(&self, members: &[usize], turn: usize, free: &[Vec<usize>]) -> Option<Vec<usize>> {
        let size = *PARTS.get(turn)?;
        let mut own: Vec<&Place> = members.iter().filter_map(|unknown| self.cells.get(*self.cell.get(*unknown)?)).collect();
        own.dedup_by_key(|place| place.unknowns.start);
        let column = own.first()?.column;
        // Cells where nothing is free are of no use.
        let here: Vec<(&Place, &Vec<usize>)> =
            self.cells.iter().zip(free).filter(|(place, free)| place.column == column && !free.is_empty()).collect();
        if here.iter().map(|(_, free)| free.len()).sum::<usize>() <= size {
            return None;
        }
        // By each breakdown the labels in the order in which they are taken in: the target's, then those after them.
        let order: Vec<Vec<usize>> = (0..self.labels.len()).map(|axis| self.order(axis, &own, turn)).collect();
        let mut taken: Vec<usize> = self.labels.clone();
        loop {
            let inside = |(place, _): &&(&Place, &Vec<usize>)| {
                let mut ranks = place.at.iter().zip(&order).zip(&taken);
                ranks.all(|((label, order), taken)| order.get(*label).is_some_and(|rank| rank < taken))
            };
            let widest = (0..taken.len()).max_by_key(|axis| taken.get(*axis))?;
            // The widest breakdown gives a label up.
            if here.iter().filter(inside).map(|(_, free)| free.len()).sum::<usize>() <= size
                || taken.get(widest).is_none_or(|taken| *taken <= 2)
            {
                return Some(here.iter().filter(inside).flat_map(|(_, free)| free.iter().copied()).collect());
            }
            if let Some(widest) = taken.get_mut(widest) {
                *widest -= (*widest / 8).max(1);
            }
        }
    }

    /// For each label of a breakdown when it is taken in.
    fn order(&self, axis: usize, own: &[&Place], turn: usize) -> Vec<usize> {
        let number = self.labels.get(axis).copied().unwrap_or(0);
        let own: BTreeSet<usize> = own.iter().filter_map(|place| place.at.get(axis).copied()).collect();
        let first = own.iter().nth(turn * own.len() / PARTS.len()).copied().unwrap_or(0);
        let after = |label: usize| (label + number - first + number - turn * number / PARTS.len() % number.max(1)) % number.max(1);
        let mut labels: Vec<usize> = (0..number).collect();
        labels.sort_by_key(|label| (*label != first, !own.contains(label), after(*label)));
        let mut order = vec![0; number];
        for (rank, label) in labels.into_iter().enumerate() {
            if let Some(place) = order.get_mut(label) {
                *place = rank;
            }
        }
        order
    }

    /// All unknowns that are free, in parts along the breakdown that has the most labels, or at another turn the next.
    pub(super) fn divided(&self, turn: usize, free: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let mut axes: Vec<usize> = (0..self.labels.len()).collect();
        axes.sort_by_key(|axis| std::cmp::Reverse(self.labels.get(*axis)));
        let axis = axes.get(turn % axes.len().max(1)).copied().unwrap_or(0);
        let mut slices: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
        for (place, free) in self.cells.iter().zip(free) {
            let slice = slices.entry((place.column, place.at.get(axis).copied())).or_default();
            slice.extend(free);
        }
        let mut parts: Vec<(usize, Vec<usize>)> = Vec::new();
        for ((column, _), slice) in slices.into_iter().filter(|(_, slice)| !slice.is_empty()) {
            match parts.last_mut().filter(|(of, part)| *of == column && part.len() + slice.len() <= DIVIDED) {
                Some((_, part)) => part.extend(slice),
                None => parts.push((column, slice)),
            }
        }
        parts.into_iter().map(|(_, part)| part).collect()
    }
}
