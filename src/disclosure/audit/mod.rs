//! Attacks a table as its reader would, from nothing but its rows.
//!
//! Every group that must be protected comes with a demand: numbers that a reader must not be able to rule out. The audit
//! is content with a group only when it holds *witnesses*: tables of whole numbers that agree with every printed figure,
//! checked in whole-number arithmetic, and in which the group has such a number. Where they come from does not matter:
//! some are handed in, the rest a linear program looks for. A program in floating point can therefore fail to find a
//! witness, and cost a figure, but it cannot call something safe that is not.

mod reading;
mod remedy;
mod search;

pub(super) use reading::{Contradiction, Reading};

use super::policy::Standing;
use reading::Target;
use search::System;
use std::ops::RangeInclusive;

/// A table of whole numbers: pupils above the limit in each inner cell, in the order of the rows.
pub(super) type Witness = Vec<u64>;

/// What a reader can do with a group that should be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// The number stands in the table.
    Printed,
    /// The number can be computed.
    Exact,
    /// The number cannot be computed, but all that it can be is protected.
    Inside,
}

/// A group that is not safe.
#[derive(Clone, Debug)]
pub(super) struct Objection {
    /// What a reader can do.
    pub(super) verdict: Verdict,
    /// Pupils in the group that is given away.
    pub(super) target: Target,
    /// The ranges that should be possible and are not.
    pub(super) missing: Vec<RangeInclusive<u64>>,
}

/// Solves for all open targets at once give up when they certify less than this part of them.
const WORTHWHILE: usize = 16;

impl Reading {
    /// Every group that a reader can work out, with the given witnesses as a start; those found are added to them.
    ///
    /// # Errors
    /// [`Contradiction`] when no table agrees with what is printed.
    pub(super) fn attack(&self, pool: &mut Vec<Witness>) -> Result<Vec<Objection>, Contradiction> {
        let mut board = Board::of(self);
        let system = System::of(self);
        pool.retain(|witness| self.admits(witness));
        if pool.is_empty() {
            pool.push(system.solve(self, &[], None, &vec![0; self.inner.len()]).ok_or(Contradiction)?);
        }
        pool.iter().for_each(|witness| board.sweep(self, witness));
        for raise in [false, true] {
            loop {
                let before = board.open().count();
                if before == 0 {
                    break;
                }
                let wish = board.wish(self, raise);
                if let Some(witness) = system.solve(self, &wish, None, pool.first().ok_or(Contradiction)?) {
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
                if let Some(witness) = system.solve(self, &wish, Some((target, &range)), pool.first().ok_or(Contradiction)?) {
                    board.sweep(self, &witness);
                    pool.push(witness);
                }
            }
            if board.is_open(index) {
                let base = pool.first().ok_or(Contradiction)?;
                let value = self.value(target, base);
                let others = [0..=value.saturating_sub(1), value.saturating_add(1)..=target.pupils];
                let other = others.iter().filter(|range| !range.contains(&value) && !range.is_empty());
                let varies = other.into_iter().any(|range| system.solve(self, &[], Some((target, range)), base).is_some());
                let verdict = if varies { Verdict::Inside } else { Verdict::Exact };
                objections.push(Objection { verdict, target: target.clone(), missing: board.missing(self, index) });
            }
        }
        objections.extend(self.groups.iter().enumerate().filter_map(|(index, group)| {
            let hits = group.hits?;
            (self.policy.standing(group.pupils, hits) != Standing::Open).then(|| Objection {
                verdict: Verdict::Printed,
                target: Target { whole: index, less: Vec::new(), pupils: group.pupils },
                missing: Vec::new(),
            })
        }));
        Ok(objections)
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
        let sums = reading.sums(witness);
        let states = self.reached.iter_mut().zip(&mut self.open);
        for (target, (reached, open)) in reading.targets.iter().zip(states).filter(|(_, (_, open))| **open) {
            let value = target.of(&sums);
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

    /// What to minimise, per inner cell, so that the open targets get few pupils above the limit, or many.
    fn wish(&self, reading: &Reading, raise: bool) -> Vec<i32> {
        let mut wish = vec![0; reading.inner.len()];
        let step = if raise { -1 } else { 1 };
        for target in self.open().filter_map(|index| reading.targets.get(index)) {
            for inner in reading.members(target) {
                if let Some(weight) = wish.get_mut(inner) {
                    *weight += step;
                }
            }
        }
        wish
    }
}
