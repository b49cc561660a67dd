//! Attacks tables as their reader would, from nothing but their rows.
//!
//! The unknowns are how many pupils of each cell are in each state that a pupil can be in. Everything that must be protected comes with
//! a demand: numbers that a reader must not be able to rule out. The audit is content when it holds *witnesses*: whole numbers for all
//! unknowns that agree with every printed figure, checked in whole-number arithmetic, and which give the group such a number. Where they
//! come from does not matter: some are handed in, the rest a linear program looks for. A program in floating point can therefore fail
//! to find a witness, and cost a figure, but it cannot call something safe that is not. Nor can states that are left out.

mod linear;
mod magnitudes;
mod reading;
mod remedy;
mod search;
mod targets;

pub(super) use magnitudes::{Leak, magnitudes};
pub(super) use reading::{Contradiction, Open, Reading};

use super::policy::Standing;
use reading::{Printed, Target};
use search::System;
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
    /// The ranges that should be possible and are not.
    pub(super) missing: Vec<RangeInclusive<u64>>,
}

/// Solves for all open targets at once give up when they certify less than this part of them.
const WORTHWHILE: usize = 16;

impl Reading {
    /// Everything that a reader can work out, with the given witnesses as a start; those found are added to them.
    ///
    /// # Errors
    /// [`Contradiction`] when no numbers agree with what is printed.
    pub(super) fn attack(&self, pool: &mut Vec<Witness>) -> Result<Vec<Objection>, Contradiction> {
        let mut board = Board::of(self);
        let system = System::of(self).ok_or(Contradiction)?;
        pool.retain(|witness| self.admits(witness));
        if pool.is_empty() {
            let first = Some(self.truth.clone()).filter(|truth| self.admits(truth)).or_else(|| system.any(self));
            pool.push(first.ok_or(Contradiction)?);
        }
        pool.iter().for_each(|witness| board.sweep(self, witness));
        for raise in [false, true] {
            loop {
                let before = board.open().count();
                if before == 0 {
                    break;
                }
                let wish = board.wish(self, raise);
                if let Some(witness) = system.improved(self, &wish, pool.first().ok_or(Contradiction)?) {
                    board.sweep(self, &witness);
                    pool.push(witness);
                }
                if before - board.open().count() <= before / WORTHWHILE {
                    break;
                }
            }
        }
        let mut objections = Vec::new();
        for index in 0..self.targets.len() {
            let Some(target) = self.targets.get(index) else { continue };
            for range in board.missing(self, index) {
                if !board.is_open(index) {
                    break;
                }
                let wish = board.wish(self, *range.start() > 0);
                if let Some(witness) = system.reach(self, &wish, target, &range, pool.first().ok_or(Contradiction)?) {
                    board.sweep(self, &witness);
                    pool.push(witness);
                }
            }
            if board.is_open(index) {
                objections.push(Objection { verdict: Verdict::Provable, target: target.clone(), missing: board.missing(self, index) });
            }
        }
        objections.extend(self.printed_secrets());
        Ok(objections)
    }

    /// Whether a reader can compute the number of an objection, and not only that it is one of several that are protected.
    #[cfg(test)]
    pub(super) fn can_compute(&self, objection: &Objection) -> bool {
        let (target, system) = (&objection.target, System::of(self));
        let base = Some(self.truth.clone()).filter(|truth| self.admits(truth)).or_else(|| system.as_ref()?.any(self));
        let (Some(system), Some(base)) = (system, base) else { return false };
        let value = self.value(target, &base);
        let others = [0..=value.saturating_sub(1), value.saturating_add(1)..=target.pupils];
        let mut others = others.iter().filter(|range| !range.contains(&value) && !range.is_empty());
        !others.any(|range| system.reach(self, &[], target, range, &base).is_some())
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
                    missing: Vec::new(),
                }));
            }
        }
        objections
    }
}

/// Which ranges of which target a witness has been found for.
struct Board {
    reached: Vec<Vec<bool>>,
    open: Vec<bool>,
}

impl Board {
    fn of(reading: &Reading) -> Self {
        let reached = reading.targets.iter().map(|target| vec![false; reading.policy.demand(target.pupils).ranges.len()]).collect();
        Self { reached, open: vec![true; reading.targets.len()] }
    }

    fn open(&self) -> impl Iterator<Item = usize> {
        self.open.iter().enumerate().filter(|(_, open)| **open).map(|(index, _)| index)
    }

    fn is_open(&self, target: usize) -> bool {
        self.open.get(target).copied().unwrap_or(true)
    }

    /// Ticks off what a witness shows to be possible.
    fn sweep(&mut self, reading: &Reading, witness: &Witness) {
        let sums: Vec<Vec<Vec<u64>>> = reading.layers.iter().map(|layer| reading.sums(layer, witness)).collect();
        let states = self.reached.iter_mut().zip(&mut self.open);
        for (target, (reached, open)) in reading.targets.iter().zip(states).filter(|(_, (_, open))| **open) {
            let of = |group: &usize| {
                let sums = sums.get(target.layer).and_then(|sums| sums.get(*group)).and_then(|sums| sums.get(target.indicator));
                sums.copied().unwrap_or(0)
            };
            let value = of(&target.whole).saturating_sub(target.less.iter().map(of).sum());
            let demand = reading.policy.demand(target.pupils);
            for (range, reached) in demand.ranges.iter().zip(reached.iter_mut()) {
                *reached |= range.contains(&value);
            }
            *open = if demand.all { reached.contains(&false) } else { !reached.contains(&true) };
        }
    }

    /// The ranges of a target that no witness has reached.
    fn missing(&self, reading: &Reading, target: usize) -> Vec<RangeInclusive<u64>> {
        let ranges = reading.targets.get(target).map_or_else(Vec::new, |target| reading.policy.demand(target.pupils).ranges);
        let reached = self.reached.get(target).into_iter().flatten();
        ranges.into_iter().zip(reached).filter(|(_, reached)| !**reached).map(|(range, _)| range).collect()
    }

    /// What to minimise, per unknown, so that the open targets get low numbers, or high ones.
    fn wish(&self, reading: &Reading, raise: bool) -> Vec<i32> {
        let mut wish = vec![0; reading.most.len()];
        let step = if raise { -1 } else { 1 };
        for target in self.open().filter_map(|index| reading.targets.get(index)) {
            for unknown in reading.unknowns(target) {
                if let Some(weight) = wish.get_mut(unknown) {
                    *weight += step;
                }
            }
        }
        wish
    }
}
