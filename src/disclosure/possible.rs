//! Which states a pupil can be in.

use super::measure::Indicator;
use crate::order::Order as _;
use crate::register::Label;
use crate::tally::{Counts, State};
use std::collections::BTreeMap;

/// Pupils in states, ascending.
type Seen = Vec<(State, u64)>;

/// The states that are possible for sure: those that some pupil of the data is in, and in a chain of limits, those above the first
/// so many and no other. A reader who knows the definitions cannot rule any of them out for any pupil.
///
/// A column of time measures some of the basic indicators, and its states say nothing of the others. How two indicators combine is
/// therefore seen in those columns only that measure both.
#[derive(Clone, Debug)]
pub(super) struct Possible {
    /// For each set of basic indicators that some column measures, how many pupils of such columns are in each state; without the one
    /// of whom nothing is true.
    common: BTreeMap<State, BTreeMap<State, u64>>,
    /// The pupils of the data, by inner cell: what is true, and so agrees with everything that is printed.
    truth: BTreeMap<(Vec<Label>, usize), Seen>,
}

impl Possible {
    /// Those of the data, and of a chain of so many limits.
    pub(super) fn of(counts: &Counts, chain: usize) -> Self {
        let mut common: BTreeMap<State, BTreeMap<State, u64>> = BTreeMap::new();
        for measured in &counts.measured {
            let states = common.entry(*measured).or_default();
            let mut above: State = 0;
            for place in 0..chain {
                above |= 1 << place;
                let _ = states.entry(above).or_default();
            }
        }
        for cell in &counts.cells {
            let Some(measured) = counts.measured.get(cell.column) else { continue };
            let states = common.entry(*measured).or_default();
            for (state, pupils) in &cell.states {
                *states.entry(*state).or_default() += pupils;
            }
        }
        let truth = counts.cells.iter().map(|cell| ((cell.key.clone(), cell.column), cell.states.clone())).collect();
        Self { common, truth }
    }

    /// The states of columns that measure all of some bits.
    fn measuring(&self, bits: State) -> impl Iterator<Item = (State, u64)> {
        let columns = self.common.iter().filter(move |(measured, _)| *measured & bits == bits);
        columns.flat_map(|(_, states)| states.iter().map(|(state, pupils)| (*state, *pupils)))
    }

    /// The states of whom an indicator is true, as far as some bits tell them apart, ascending. None where no column measures these bits
    /// and the indicator.
    pub(super) fn extent(&self, indicator: Indicator, bits: State) -> Vec<State> {
        let bits = bits | indicator.bits();
        let mut states: Vec<State> = self.measuring(bits).map(|(state, _)| state & bits).filter(|state| indicator.holds(*state)).collect();
        states.order();
        states.dedup();
        states
    }

    /// Whether one of two indicators lies within the other: is true of nobody of whom the other is not, in columns that tell.
    pub(super) fn is_within(&self, inner: Indicator, outer: Indicator) -> bool {
        let bits = inner.bits() | outer.bits();
        let measured = self.common.keys().any(|measured| measured & bits == bits);
        measured && self.measuring(bits).all(|(state, _)| !inner.holds(state) || outer.holds(state))
    }

    /// The states as far as some bits tell them apart, the commonest first; without the one of whom none of the bits is true.
    pub(super) fn seen_by(&self, bits: State) -> Vec<State> {
        let mut seen: BTreeMap<State, u64> = BTreeMap::new();
        for (state, pupils) in self.measuring(bits) {
            *seen.entry(state & bits).or_default() += pupils;
        }
        let _ = seen.remove(&0);
        let mut states: Vec<(State, u64)> = seen.into_iter().collect();
        states.order_by_key(|(state, pupils)| (std::cmp::Reverse(*pupils), *state));
        states.into_iter().map(|(state, _)| state).collect()
    }

    /// Every state with the basic indicators that its columns measure.
    pub(super) fn universe(&self) -> Vec<(State, State)> {
        let of = |(measured, states): (&State, &BTreeMap<State, u64>)| -> Vec<(State, State)> {
            states.keys().map(|state| (*state, *measured)).collect()
        };
        self.common.iter().flat_map(of).collect()
    }

    /// The highest basic indicator of which there is anything to tell, and one more.
    pub(super) fn width(&self) -> usize {
        let bits = self.common.values().flat_map(BTreeMap::keys).fold(0, |bits, state| bits | state);
        bits.checked_ilog2().and_then(|highest| usize::try_from(highest).ok()).map_or(0, |highest| highest + 1)
    }

    /// Whether it is known what is true of the pupils of an inner cell.
    pub(super) fn knows(&self, key: &[Label], column: usize) -> bool {
        self.truth.contains_key(&(key.to_vec(), column))
    }

    /// How many pupils of an inner cell are in each state, as far as some bits tell them apart.
    pub(super) fn truth(&self, key: &[Label], column: usize, bits: State) -> BTreeMap<State, u64> {
        let states = self.truth.get(&(key.to_vec(), column)).into_iter().flatten();
        let mut seen = BTreeMap::new();
        for (state, pupils) in states.filter(|(state, _)| state & bits != 0) {
            *seen.entry(state & bits).or_default() += pupils;
        }
        seen
    }
}
