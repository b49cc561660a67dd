//! Looks for witnesses: whole numbers for all unknowns that agree with everything that is printed.

use super::Witness;
use super::linear::Linear;
use super::reading::{Reading, Target};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// The unknowns and what the printed figures say about them, simplified as far as it goes without arithmetic.
pub(super) struct System {
    /// Unknowns whose number follows at once.
    fixed: BTreeMap<usize, u64>,
    equations: Vec<Equation>,
    /// Unknowns of one cell that are not fixed, and the pupils left for them.
    rooms: Vec<(Vec<usize>, i64)>,
    /// Unknowns that are not fixed and not all nothing.
    somebody: Vec<Vec<usize>>,
    /// For each unknown that is not fixed, a name of the block of unknowns that equations and cells tie it to.
    block: BTreeMap<usize, usize>,
}

/// The sum of some unknowns less that of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Equation {
    plus: Vec<usize>,
    minus: Vec<usize>,
    sum: i64,
}

impl System {
    /// None when something is wrong with the figures.
    pub(super) fn of(reading: &Reading) -> Option<Self> {
        let mut equations: BTreeSet<Equation> = shortened(reading)?.into_iter().collect();
        equations.extend(reading.links.iter().map(|(plus, minus)| Equation { plus: plus.clone(), minus: minus.clone(), sum: 0 }));
        let mut fixed: BTreeMap<usize, u64> = BTreeMap::new();
        let mut equations: Vec<Equation> = equations.into_iter().collect();
        loop {
            let before = fixed.len();
            for equation in &mut equations {
                equation.settle(&mut fixed)?;
            }
            equations.retain(|equation| !equation.plus.is_empty());
            if fixed.len() == before {
                break;
            }
        }
        let mut rooms = Vec::new();
        for cell in reading.layers.iter().flat_map(|layer| &layer.cells) {
            let taken: u64 = cell.unknowns.clone().filter_map(|unknown| fixed.get(&unknown)).sum();
            let free: Vec<usize> = cell.unknowns.clone().filter(|unknown| !fixed.contains_key(unknown)).collect();
            let room = i64::try_from(cell.pupils).ok()?.checked_sub(i64::try_from(taken).ok()?).filter(|room| *room >= 0)?;
            if !free.is_empty() {
                rooms.push((free, room));
            }
        }
        let mut somebody: BTreeSet<Vec<usize>> = BTreeSet::new();
        for (layer, read) in reading.layers.iter().enumerate() {
            for (whole, group) in read.groups.iter().enumerate() {
                for indicator in group.somebody.iter().filter(|indicator| !group.printed.contains_key(indicator)) {
                    let target = Target { layer, indicator: *indicator, whole, less: Vec::new(), pupils: group.pupils };
                    let members: Vec<usize> = reading.unknowns(&target).collect();
                    if members.iter().filter_map(|unknown| fixed.get(unknown)).all(|value| *value == 0) {
                        let mut free: Vec<usize> = members.into_iter().filter(|unknown| !fixed.contains_key(unknown)).collect();
                        free.sort_unstable();
                        let _ = somebody.insert(free);
                    }
                }
            }
        }
        if somebody.contains(&Vec::new()) {
            return None;
        }
        let somebody: Vec<Vec<usize>> = somebody.into_iter().collect();
        let block = blocks(&rooms, &equations, &somebody);
        Some(Self { fixed, equations, rooms, somebody, block })
    }

    /// Numbers that agree with everything printed: those of `base`, but in each block where `wish` has weight as little of that as can
    /// be. Blocks where nothing is found stay as they are.
    pub(super) fn improved(&self, reading: &Reading, wish: &[i32], base: &Witness) -> Option<Witness> {
        let mut witness = base.clone();
        let wished: BTreeSet<usize> = self
            .block
            .iter()
            .filter(|(unknown, _)| wish.get(**unknown).is_some_and(|weight| *weight != 0))
            .map(|(_, block)| *block)
            .collect();
        for block in wished {
            if let Some(values) = self.program(&BTreeSet::from([block]), wish).and_then(|linear| self.first(&linear, None)) {
                for (unknown, value) in values {
                    if let Some(place) = witness.get_mut(unknown) {
                        *place = value;
                    }
                }
            }
        }
        reading.admits(&witness).then_some(witness)
    }

    /// Numbers that agree with everything printed; none when none were found.
    pub(super) fn any(&self, reading: &Reading) -> Option<Witness> {
        let mut witness: Witness = (0..reading.most.len()).map(|unknown| self.fixed.get(&unknown).copied().unwrap_or(0)).collect();
        for block in self.block.values().copied().collect::<BTreeSet<usize>>() {
            for (unknown, value) in self.first(&self.program(&BTreeSet::from([block]), &[])?, None)? {
                *witness.get_mut(unknown)? = value;
            }
        }
        reading.admits(&witness).then_some(witness)
    }

    /// Numbers that agree with everything printed and give the target one in the range. Unknowns that the target does not depend on
    /// are as in `base`.
    pub(super) fn reach(
        &self,
        reading: &Reading,
        wish: &[i32],
        target: &Target,
        range: &RangeInclusive<u64>,
        base: &Witness,
    ) -> Option<Witness> {
        let (free, known): (Vec<usize>, Vec<usize>) = reading.unknowns(target).partition(|unknown| !self.fixed.contains_key(unknown));
        let known: u64 = known.iter().filter_map(|unknown| self.fixed.get(unknown)).sum();
        if free.is_empty() || known > *range.end() {
            return None;
        }
        let touched: BTreeSet<usize> = free.iter().filter_map(|unknown| self.block.get(unknown).copied()).collect();
        let mut linear = self.program(&touched, wish)?;
        let left = i64::try_from(range.start().saturating_sub(known)).ok()?..=i64::try_from(range.end() - known).ok()?;
        linear.range(free.clone(), &left);
        let values = self.first(&linear, Some((&free, &left)))?;
        let witness: Witness = base.iter().enumerate().map(|(unknown, old)| values.get(&unknown).copied().unwrap_or(*old)).collect();
        (range.contains(&reading.value(target, &witness)) && reading.admits(&witness)).then_some(witness)
    }

    /// The linear program of some blocks.
    fn program(&self, blocks: &BTreeSet<usize>, wish: &[i32]) -> Option<Linear> {
        let moves = |unknown: &usize| self.block.get(unknown).is_some_and(|block| blocks.contains(block));
        let mut linear = Linear::default();
        for (free, room) in self.rooms.iter().filter(|(free, _)| free.first().is_some_and(moves)) {
            for unknown in free {
                linear.cell(*unknown, u64::try_from(*room).ok()?, wish.get(*unknown).copied().unwrap_or(0));
            }
            if free.len() > 1 {
                linear.at_most(free.clone(), *room);
            }
        }
        for equation in self.equations.iter().filter(|equation| equation.plus.first().is_some_and(moves)) {
            linear.equal(equation.plus.clone(), equation.minus.clone(), equation.sum);
        }
        for free in self.somebody.iter().filter(|free| free.first().is_some_and(moves)) {
            linear.at_least(free.clone(), 1);
        }
        Some(linear)
    }

    /// The first of a program's answers that holds in whole numbers.
    fn first(&self, linear: &Linear, goal: Option<(&[usize], &RangeInclusive<i64>)>) -> Option<BTreeMap<usize, u64>> {
        linear.solutions().find(|values| {
            let sum = |unknowns: &[usize]| -> Option<i64> {
                unknowns.iter().try_fold(0, |sum: i64, unknown| sum.checked_add(i64::try_from(*values.get(unknown)?).ok()?))
            };
            let has = |unknowns: &[usize]| unknowns.first().is_some_and(|unknown| values.contains_key(unknown));
            self.rooms.iter().filter(|(free, _)| has(free)).all(|(free, room)| sum(free).is_some_and(|sum| sum <= *room))
                && self
                    .equations
                    .iter()
                    .filter(|equation| has(&equation.plus))
                    .all(|equation| sum(&equation.plus).zip(sum(&equation.minus)).is_some_and(|(plus, minus)| plus - minus == equation.sum))
                && goal.is_none_or(|(free, range)| sum(free).is_some_and(|sum| range.contains(&sum)))
        })
    }
}

impl Equation {
    /// Takes the fixed unknowns out, and fixes those that follow. None when it cannot hold.
    fn settle(&mut self, fixed: &mut BTreeMap<usize, u64>) -> Option<()> {
        for (side, sign) in [(&mut self.plus, 1), (&mut self.minus, -1)] {
            let known: Vec<u64> = side.iter().filter_map(|unknown| fixed.get(unknown).copied()).collect();
            side.retain(|unknown| !fixed.contains_key(unknown));
            for value in known {
                self.sum = self.sum.checked_sub(sign * i64::try_from(value).ok()?)?;
            }
        }
        if self.plus.is_empty() {
            std::mem::swap(&mut self.plus, &mut self.minus);
            self.sum = self.sum.checked_neg()?;
        }
        if self.minus.is_empty() {
            match (self.plus.as_slice(), self.sum) {
                ([], sum) => return (sum == 0).then_some(()),
                (_, 0) => fixed.extend(self.plus.drain(..).map(|unknown| (unknown, 0))),
                ([only], sum) => {
                    let _ = fixed.insert(*only, u64::try_from(sum).ok()?);
                    self.plus.clear();
                    self.sum = 0;
                }
                _ => return (self.sum > 0).then_some(()),
            }
        }
        Some(())
    }
}

/// The printed figures as equations. One says the same without those printed figures that are parts of it, and says it of fewer
/// unknowns.
fn shortened(reading: &Reading) -> Option<Vec<Equation>> {
    let mut whole: Vec<(Vec<usize>, u64)> = Vec::new();
    for layer in &reading.layers {
        for group in &layer.groups {
            for (indicator, printed) in &group.printed {
                let cells = group.cells.iter().filter_map(|cell| layer.cells.get(*cell));
                let mut members: Vec<usize> = cells.filter_map(|cell| cell.counted.get(*indicator)).flatten().copied().collect();
                members.sort_unstable();
                whole.push((members, printed.hits));
            }
        }
    }
    whole.sort();
    whole.dedup();
    // The larger parts first, so that few are taken off.
    let mut starting: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order: Vec<usize> = (0..whole.len()).collect();
    order.sort_by_key(|place| std::cmp::Reverse(whole.get(*place).map_or(0, |(members, _)| members.len())));
    for place in order {
        if let Some(first) = whole.get(place).and_then(|(members, _)| members.first()) {
            starting.entry(*first).or_default().push(place);
        }
    }
    let mut short = Vec::with_capacity(whole.len());
    for (own, (members, hits)) in whole.iter().enumerate() {
        let mut left: BTreeSet<usize> = members.iter().copied().collect();
        let mut sum = i64::try_from(*hits).ok()?;
        for first in members {
            if !left.contains(first) {
                continue;
            }
            let part = starting.get(first).into_iter().flatten().find_map(|place| {
                let (part, hits) = whole.get(*place).filter(|(part, _)| *place != own && part.len() < members.len())?;
                part.iter().all(|unknown| left.contains(unknown)).then_some((part, *hits))
            });
            if let Some((part, hits)) = part {
                part.iter().for_each(|unknown| {
                    let _ = left.remove(unknown);
                });
                sum = sum.checked_sub(i64::try_from(hits).ok()?)?;
            }
        }
        short.push(Equation { plus: left.into_iter().collect(), minus: Vec::new(), sum });
    }
    Some(short)
}

/// Names for the sets of unknowns that equations and cells tie together.
fn blocks(rooms: &[(Vec<usize>, i64)], equations: &[Equation], somebody: &[Vec<usize>]) -> BTreeMap<usize, usize> {
    let mut parent: BTreeMap<usize, usize> = rooms.iter().flat_map(|(free, _)| free).map(|unknown| (*unknown, *unknown)).collect();
    fn root(parent: &BTreeMap<usize, usize>, mut unknown: usize) -> usize {
        while let Some(up) = parent.get(&unknown).filter(|up| **up != unknown) {
            unknown = *up;
        }
        unknown
    }
    let tied = rooms.iter().map(|(free, _)| free).chain(somebody).map(|free| (free.as_slice(), [].as_slice()));
    for (one, other) in tied.chain(equations.iter().map(|equation| (equation.plus.as_slice(), equation.minus.as_slice()))) {
        let mut members = one.iter().chain(other);
        let Some(first) = members.next().map(|unknown| root(&parent, *unknown)) else { continue };
        for other in members {
            let other = root(&parent, *other);
            let _ = parent.insert(other, first);
        }
    }
    let names: Vec<usize> = parent.keys().map(|unknown| root(&parent, *unknown)).collect();
    parent.keys().copied().zip(names).collect()
}
