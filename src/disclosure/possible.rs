//! Which states a pupil can be in.

use crate::register::Label;
use crate::tally::{Counts, State};
use std::collections::BTreeMap;

/// Pupils in states, ascending.
type Seen = Vec<(State, u64)>;

/// The states that are possible for sure: those that some pupil of the data is in, and in a chain of limits, those above the first
/// so many and no other. A reader who knows the definitions cannot rule any of them out for any pupil.
#[derive(Clone, Debug)]
pub(super) struct Possible {
    /// Ascending; the state of whom nothing is true is left out.
    pub(super) states: Vec<State>,
    /// How many pupils of the data are in each.
    common: BTreeMap<State, u64>,
    /// The pupils of the data, by inner cell: what is true, and so agrees with everything that is printed.
    truth: BTreeMap<(Vec<Label>, usize), Seen>,
}

impl Possible {
    /// Those of the data, and of a chain of so many limits.
    pub(super) fn of(counts: &Counts, chain: usize) -> Self {
        let mut common: BTreeMap<State, u64> = BTreeMap::new();
        let mut above: State = 0;
        for place in 0..chain {
            above |= 1 << place;
            let _ = common.entry(above).or_default();
        }
        for (state, pupils) in counts.cells.iter().flat_map(|cell| &cell.states) {
            *common.entry(*state).or_default() += pupils;
        }
        let truth = counts.cells.iter().map(|cell| ((cell.key.clone(), cell.column), cell.states.clone())).collect();
        Self { states: common.keys().copied().collect(), common, truth }
    }

    /// The states as far as some bits tell them apart, the commonest first; without the one of whom none of the bits is true.
    pub(super) fn seen_by(&self, bits: State) -> Vec<State> {
        let mut seen: BTreeMap<State, u64> = BTreeMap::new();
        for (state, pupils) in &self.common {
            *seen.entry(state & bits).or_default() += pupils;
        }
        let _ = seen.remove(&0);
        let mut states: Vec<(State, u64)> = seen.into_iter().collect();
        states.sort_by_key(|(state, pupils)| (std::cmp::Reverse(*pupils), *state));
        states.into_iter().map(|(state, _)| state).collect()
    }

    /// How many pupils of an inner cell are in each state, as far as some bits tell them apart.
    pub(super) fn truth(&self, key: &[Option<Label>], column: usize, bits: State) -> BTreeMap<State, u64> {
        let key: Option<Vec<Label>> = key.iter().cloned().collect();
        let states = key.and_then(|key| self.truth.get(&(key, column))).into_iter().flatten();
        let mut seen = BTreeMap::new();
        for (state, pupils) in states.filter(|(state, _)| state & bits != 0) {
            *seen.entry(state & bits).or_default() += pupils;
        }
        seen
    }
}
