//! Looks for witnesses with a linear program. What it finds is rounded and counts only if it agrees with the table exactly.

use super::Witness;
use super::reading::{Reading, Target};
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolveOptions, Variable};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// Branches that are tried when a linear program's answer is not in whole numbers.
const BRANCHES: u64 = 200;

/// The unknown inner cells and what the printed figures say about them.
pub(super) struct System {
    printed: BTreeMap<usize, u64>,
    unknown: BTreeSet<usize>,
    /// Unknown cells and what they sum to.
    equations: BTreeSet<(Vec<usize>, u64)>,
    /// For each unknown cell, a name of the block of cells that equations tie it to.
    block: BTreeMap<usize, usize>,
}

impl System {
    pub(super) fn of(reading: &Reading) -> Self {
        let printed: BTreeMap<usize, u64> = reading
            .groups
            .iter()
            .filter_map(|group| match (group.inner.as_slice(), group.hits) {
                ([only], Some(hits)) => Some((*only, hits)),
                _ => None,
            })
            .collect();
        let unknown: BTreeSet<usize> = (0..reading.inner.len()).filter(|index| !printed.contains_key(index)).collect();
        let hits = |group: &usize| reading.groups.get(*group).and_then(|group| group.hits);
        // A printed group says the same without those of its parts that are printed, and says it of fewer cells.
        let mut shortest: BTreeMap<usize, (usize, &Target)> = BTreeMap::new();
        for target in reading.targets.iter().filter(|target| target.less.iter().all(|part| hits(part).is_some())) {
            let length = reading.members(target).filter(|index| unknown.contains(index)).count();
            let best = shortest.entry(target.whole).or_insert((length, target));
            if length < best.0 {
                *best = (length, target);
            }
        }
        let equations: BTreeSet<(Vec<usize>, u64)> = reading
            .groups
            .iter()
            .enumerate()
            .filter_map(|(index, group)| {
                let whole = Target { whole: index, less: Vec::new(), pupils: group.pupils };
                let target = shortest.get(&index).map_or(&whole, |(_, target)| *target);
                let sum = target.less.iter().try_fold(group.hits?, |sum, part| sum.checked_sub(hits(part)?))?;
                let known = reading.members(target).filter_map(|index| printed.get(&index)).sum();
                let members: Vec<usize> = reading.members(target).filter(|index| unknown.contains(index)).collect();
                (!members.is_empty()).then_some((members, sum.checked_sub(known)?))
            })
            .collect();
        let block = blocks(&unknown, &equations);
        Self { printed, unknown, equations, block }
    }

    /// A table that agrees with everything printed and gives the target a number in the range, with as little as possible of
    /// what has weight in `wish`. Cells that the target does not depend on are as in `base`.
    pub(super) fn solve(
        &self,
        reading: &Reading,
        wish: &[i32],
        goal: Option<(&Target, &RangeInclusive<u64>)>,
        base: &Witness,
    ) -> Option<Witness> {
        let touched: Option<BTreeSet<usize>> =
            goal.map(|(target, _)| reading.members(target).filter_map(|index| self.block.get(&index).copied()).collect());
        let moves =
            |index: &usize| touched.as_ref().is_none_or(|touched| self.block.get(index).is_some_and(|block| touched.contains(block)));
        let mut linear = Linear::default();
        for index in self.unknown.iter().filter(|index| moves(index)) {
            linear.cell(*index, reading.inner.get(*index).copied()?, wish.get(*index).copied().unwrap_or(0));
        }
        for (members, sum) in self.equations.iter().filter(|(members, _)| members.first().is_some_and(&moves)) {
            linear.sum(members.clone(), *sum);
        }
        if let Some((target, range)) = goal {
            let fixed: u64 = reading.members(target).filter_map(|index| self.printed.get(&index)).sum();
            let cells: Vec<usize> = reading.members(target).filter(|index| self.unknown.contains(index)).collect();
            if cells.is_empty() && !range.contains(&fixed) || fixed > *range.end() {
                return None;
            }
            linear.range(cells, &(range.start().saturating_sub(fixed)..=range.end() - fixed));
        }
        let accept = |values: BTreeMap<usize, u64>| {
            let witness: Witness = base
                .iter()
                .enumerate()
                .map(|(index, old)| values.get(&index).or_else(|| self.printed.get(&index)).copied().unwrap_or(*old))
                .collect();
            let reached = goal.is_none_or(|(target, range)| range.contains(&reading.value(target, &witness)));
            (reached && reading.admits(&witness)).then_some(witness)
        };
        linear.solutions().find_map(accept)
    }
}

/// A linear program over cells, which can be solved in real or in whole numbers.
#[derive(Default)]
pub(super) struct Linear {
    cells: Vec<(usize, u64, i32)>,
    rows: Vec<Row>,
}

struct Row {
    plus: Vec<usize>,
    minus: Option<usize>,
    is: ComparisonOp,
    sum: u64,
}

impl Linear {
    /// A cell between 0 and `most`, at a cost.
    pub(super) fn cell(&mut self, index: usize, most: u64, cost: i32) {
        self.cells.push((index, most, cost));
    }

    /// What some of the cells sum to.
    pub(super) fn sum(&mut self, plus: Vec<usize>, sum: u64) {
        self.rows.push(Row { plus, minus: None, is: ComparisonOp::Eq, sum });
    }

    /// What some of the cells would sum to if `high` were taken off and `low` added.
    pub(super) fn bent(&mut self, mut plus: Vec<usize>, (high, low): (usize, usize), sum: u64) {
        plus.push(low);
        self.rows.push(Row { plus, minus: Some(high), is: ComparisonOp::Eq, sum });
    }

    /// Between what and what the sum of some of the cells lies.
    pub(super) fn range(&mut self, plus: Vec<usize>, range: &RangeInclusive<u64>) {
        self.rows.push(Row { plus: plus.clone(), minus: None, is: ComparisonOp::Ge, sum: *range.start() });
        self.rows.push(Row { plus, minus: None, is: ComparisonOp::Le, sum: *range.end() });
    }

    /// Values of the cells: first of the linear program, then of the same in whole numbers. They are rounded and may miss.
    pub(super) fn solutions(&self) -> impl Iterator<Item = BTreeMap<usize, u64>> {
        self.solve(false).into_iter().flat_map(|first| std::iter::once(first).chain(std::iter::once_with(|| self.solve(true)).flatten()))
    }

    fn solve(&self, whole: bool) -> Option<BTreeMap<usize, u64>> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut variables: BTreeMap<usize, Variable> = BTreeMap::new();
        for (index, most, cost) in &self.cells {
            let (most, cost) = (i32::try_from(*most).ok()?, f64::from(*cost));
            let variable = if whole { problem.add_integer_var(cost, (0, most)) } else { problem.add_var(cost, (0.0, f64::from(most))) };
            let _ = variables.insert(*index, variable);
        }
        for row in &self.rows {
            let mut terms = LinearExpr::empty();
            row.plus.iter().filter_map(|index| variables.get(index)).for_each(|variable| terms.add(*variable, 1.0));
            row.minus.iter().filter_map(|index| variables.get(index)).for_each(|variable| terms.add(*variable, -1.0));
            problem.add_constraint(terms, row.is, f64::from(u32::try_from(row.sum).ok()?));
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(BRANCHES);
        let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
        Some(variables.iter().map(|(index, variable)| (*index, nearest(solution.var_value(*variable)))).collect())
    }
}

/// The whole number nearest to a solver's answer.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates, and every number is checked against the table before it counts"
)]
fn nearest(value: f64) -> u64 {
    value.round() as u64
}

/// Names for the sets of cells that equations tie together.
fn blocks(unknown: &BTreeSet<usize>, equations: &BTreeSet<(Vec<usize>, u64)>) -> BTreeMap<usize, usize> {
    let mut parent: BTreeMap<usize, usize> = unknown.iter().map(|index| (*index, *index)).collect();
    fn root(parent: &BTreeMap<usize, usize>, mut index: usize) -> usize {
        while let Some(up) = parent.get(&index).filter(|up| **up != index) {
            index = *up;
        }
        index
    }
    for (members, _) in equations {
        let mut members = members.iter();
        let Some(first) = members.next().map(|index| root(&parent, *index)) else { continue };
        for other in members {
            let other = root(&parent, *other);
            let _ = parent.insert(other, first);
        }
    }
    unknown.iter().map(|index| (*index, root(&parent, *index))).collect()
}
