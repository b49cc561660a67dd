//! What a column of figures counts, in words for those who read it and in bits for those who protect it.

use crate::definition::{Comparison, Decimal};
use crate::tally::State;

/// What a column of figures counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Pupils above the limit of the definition.
    Hits,
    /// Pupils above one of several limits.
    Over(Limit),
    /// Pupils between two limits: above the first, if there is one, and not above the second, if there is one.
    Class(Option<Limit>, Option<Limit>),
    /// Pupils who meet a clause: the place of the definition, that of the clause among all that its summary has.
    Clause(usize, usize),
    /// Pupils above the limit of the definition at this place.
    Definition(usize),
    /// Pupils above the limits of the definitions at both places.
    Both(usize, usize),
    /// Pupils above the limit of the first and not above that of the second.
    OnlyFirst(usize, usize),
    /// Pupils above the limit of the second and not above that of the first.
    OnlySecond(usize, usize),
}

/// One of several limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The threshold.
    pub threshold: Decimal,
    /// How the measure stands to it.
    pub comparison: Comparison,
    /// Whether it is a share, in per cent.
    pub share: bool,
}

/// Absence of which it is told what share of a group's scheduled time it is. A magnitude: no number of pupils, but a sum over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbsenceShare {
    /// All absence.
    Total,
    /// Authorised absence.
    Authorised,
    /// Unauthorised absence.
    Unauthorised,
}

impl AbsenceShare {
    /// All of them, in the order of a row's figures.
    pub const ALL: [Self; 3] = [Self::Total, Self::Authorised, Self::Unauthorised];
}

/// Which states count: those with every bit of `yes`, none of `no`, and, if `any` has bits, one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Indicator {
    pub(super) yes: State,
    pub(super) no: State,
    pub(super) any: State,
}

/// The state of one basic indicator and no other.
pub(super) const fn bit(place: usize) -> State {
    1 << place
}

impl Indicator {
    pub(super) const fn basic(place: usize) -> Self {
        Self { yes: bit(place), no: 0, any: 0 }
    }

    pub(super) const fn both(one: usize, other: usize) -> Self {
        Self { yes: bit(one) | bit(other), no: 0, any: 0 }
    }

    pub(super) const fn without(one: usize, other: usize) -> Self {
        Self { yes: bit(one), no: bit(other), any: 0 }
    }

    pub(super) const fn either(one: usize, other: usize) -> Self {
        Self { yes: 0, no: 0, any: bit(one) | bit(other) }
    }

    pub(super) const fn holds(self, state: State) -> bool {
        state & self.yes == self.yes && state & self.no == 0 && (self.any == 0 || state & self.any != 0)
    }

    /// The bits that it looks at.
    pub(super) const fn bits(self) -> State {
        self.yes | self.no | self.any
    }
}

/// What a column of figures counts, in bits. Nobody of whom nothing is true is counted by an indicator, so those below every limit are
/// counted by what is left of all pupils.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) indicator: Indicator,
    /// The number of pupils less that of the indicator.
    pub(super) rest: bool,
}

impl Counted {
    pub(super) const fn plain(indicator: Indicator) -> Self {
        Self { indicator, rest: false }
    }

    /// The number of the column, or that of the indicator: each is the other turned round.
    pub(super) const fn turned(self, hits: u64, pupils: u64) -> u64 {
        if self.rest { pupils.saturating_sub(hits) } else { hits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_are_what_their_names_say() {
        let holding = |indicator: Indicator| (0..4).filter(|state| indicator.holds(*state)).collect::<Vec<State>>();
        assert_eq!(holding(Indicator::basic(0)), [1, 3]);
        assert_eq!(holding(Indicator::both(0, 1)), [3]);
        assert_eq!(holding(Indicator::without(0, 1)), [1]);
        assert_eq!(holding(Indicator::either(0, 1)), [1, 2, 3]);
    }
}
