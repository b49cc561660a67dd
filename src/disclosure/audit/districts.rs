//! Where pupils are: what must be proved of a group can mostly be proved by moving pupils about in a few schools, and a linear program
//! over these is far smaller than one over all.

use super::reading::Reading;
use crate::disclosure::census::Census;
use std::collections::BTreeMap;

/// Unknowns of the parts of a town that are tried one after the other before the whole of it is.
pub(super) const PARTS: [usize; 3] = [120, 120, 400];

/// The unknowns of the first layer by the breakdown that has the most labels.
#[derive(Default)]
pub(super) struct Districts {
    /// Each district's column and unknowns; those of a column stand together.
    all: Vec<(usize, Vec<usize>)>,
    /// The district of each unknown.
    own: Vec<usize>,
}

impl Districts {
    /// Those of a reading that has its first layer.
    pub(super) fn of(census: &Census, reading: &Reading) -> Self {
        let labels = |place: usize| {
            let mut labels: Vec<_> = census.cells.iter().filter_map(|((labels, _), _)| labels.get(place)).collect();
            labels.sort_unstable();
            labels.dedup();
            labels.len()
        };
        let widest = (0..census.by.len()).max_by_key(|place| labels(*place)).unwrap_or(0);
        let cells = reading.layers.first().into_iter().flat_map(|layer| &layer.cells);
        let mut by_label: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (((labels, column), _), cell) in census.cells.iter().zip(cells) {
            by_label.entry((*column, labels.get(widest))).or_default().extend(cell.unknowns.clone());
        }
        let all: Vec<(usize, Vec<usize>)> = by_label.into_iter().map(|((column, _), unknowns)| (column, unknowns)).collect();
        let mut own = vec![0; reading.most.len()];
        for (district, (_, unknowns)) in all.iter().enumerate() {
            for unknown in unknowns {
                if let Some(place) = own.get_mut(*unknown) {
                    *place = district;
                }
            }
        }
        Self { all, own }
    }

    /// Some of the unknowns that are free, about a target's: its districts and their neighbours, from another one on at each turn. None
    /// when that is all there are.
    pub(super) fn part(&self, members: &[usize], turn: usize, is_free: impl Fn(usize) -> bool) -> Option<Vec<usize>> {
        let mut own: Vec<usize> = members.iter().filter_map(|unknown| self.own.get(*unknown).copied()).collect();
        own.dedup();
        let column = own.first().and_then(|district| self.all.get(*district)).map(|(column, _)| *column)?;
        let first = self.all.iter().position(|(of, _)| *of == column)?;
        let number = self.all.iter().filter(|(of, _)| *of == column).count();
        // A target in many districts starts in another of them; one in few keeps them and takes other neighbours.
        let start = *own.get(turn.checked_mul(own.len())?.checked_div(3)?.min(own.len() - 1))?;
        let skip = if own.len() < 3 { turn * 3 } else { 0 };
        let rest = (1..number).map(|step| first + (start - first + 1 + (step - 1 + skip) % (number - 1)) % number);
        let size = *PARTS.get(turn)?;
        let mut part = Vec::new();
        for district in std::iter::once(start).chain(rest) {
            if part.len() >= size {
                return Some(part);
            }
            part.extend(self.all.get(district).into_iter().flat_map(|(_, unknowns)| unknowns).copied().filter(|unknown| is_free(*unknown)));
        }
        None
    }
}
