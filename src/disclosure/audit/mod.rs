//! Attacks tables as their reader would, from nothing but their rows.
//!
//! The unknowns are how many pupils of each cell are in each state that a pupil can be in. Everything that must be protected comes with
//! a demand: numbers that a reader must not be able to rule out. The audit is content when it holds *witnesses*: whole numbers for all
//! unknowns that agree with every printed figure, checked in whole-number arithmetic, and which give the group such a number. Where they
//! come from does not matter: some are handed in, the rest a linear program looks for. A program in floating point can therefore fail
//! to find a witness, and cost a figure, but it cannot call something safe that is not. Nor can states that are left out.

mod board;
mod hunt;
mod insider;
mod linear;
mod magnitudes;
mod moves;
mod reading;
mod remedy;
mod search;
mod targets;

pub(super) use magnitudes::{Leak, magnitudes};
pub(super) use reading::{Contradiction, Open, Reading};

use super::policy::Standing;
use hunt::Hunt;
use reading::{Printed, Target};
#[cfg(test)]
use search::{Goal, Solved, System};
use std::ops::RangeInclusive;

/// A whole number for each unknown.
pub(super) type Witness = Vec<u64>;

/// What a reader can do with what should be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// The number stands in a table.
    Printed,
    /// No number can be found for it that a reader may know of.
    Provable,
}

/// Something that is not safe.
#[derive(Clone, Debug)]
pub(super) struct Objection {
    /// What a reader can do.
    pub(super) verdict: Verdict,
    /// What is given away.
    pub(super) target: Target,
    /// To whom: a pupil whom the reader knows, by place among the insiders.
    pub(in crate::disclosure) insider: Option<usize>,
    /// Whether each of the missing ranges must be possible, or any one of them.
    all: bool,
    /// The ranges that should be possible and are not.
    pub(super) missing: Vec<RangeInclusive<u64>>,
}

impl Reading {
    /// Everything that a reader can work out, with the given witnesses as a start; those found are added to them.
    ///
    /// # Errors
    /// [`Contradiction`] when no numbers agree with what is printed.
    pub(super) fn attack(&self, pool: &mut Vec<Witness>) -> Result<Vec<Objection>, Contradiction> {
        let mut objections = Hunt::of(self, pool)?.objections();
        objections.extend(self.printed_secrets());
        Ok(objections)
    }

    /// Whether a reader can compute the number of an objection, and not only that it is one of several that are protected.
    #[cfg(test)]
    pub(super) fn can_compute(&self, objection: &Objection) -> bool {
        let (target, system) = (&objection.target, System::of(self));
        let base = Some(self.truth.clone()).filter(|truth| self.admits(truth)).or_else(|| system.as_ref()?.any(self));
        let (Some(system), Some(base)) = (system, base) else { return false };
        let members: Vec<usize> = self.unknowns(target).collect();
        let value = self.value(target, &base);
        let others = [0..=value.saturating_sub(1), value.saturating_add(1)..=target.pupils];
        let mut others = others.iter().filter(|range| !range.contains(&value) && !range.is_empty());
        let mut solved = Solved::default();
        !others.any(|range| {
            let goal = Goal { members: &members, range, insiders: &[] };
            system.reach(self, goal, &base, &mut solved).is_some()
        })
    }

    /// Printed figures that the rule protects.
    fn printed_secrets(&self) -> Vec<Objection> {
        let mut objections = Vec::new();
        for (layer, read) in self.layers.iter().enumerate() {
            for (whole, group) in read.groups.iter().enumerate() {
                let secret = |printed: &Printed| !printed.stands && self.policy.standing(group.pupils, printed.hits) != Standing::Open;
                objections.extend(group.printed.iter().filter(|(_, printed)| secret(printed)).map(|(indicator, _)| Objection {
                    verdict: Verdict::Printed,
                    target: Target { layer, indicator: *indicator, whole, less: Vec::new(), pupils: group.pupils },
                    insider: None,
                    all: false,
                    missing: Vec::new(),
                }));
            }
        }
        objections
    }
}
