//! A linear program over cells. What it finds is rounded, and counts only if it agrees with the tables exactly.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, SolveOptions, Variable};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Branches that are tried when a linear program's answer is not in whole numbers.
const BRANCHES: u64 = 200;

/// How far a solver's answer may be off a whole number that it stands for.
const ROUNDED: f64 = 1e-6;

/// A linear program that can be solved in real or in whole numbers.
#[derive(Default)]
pub(super) struct Linear {
    cells: Vec<(usize, u64, i32)>,
    rows: Vec<Row>,
}

struct Row {
    plus: Vec<usize>,
    minus: Vec<usize>,
    is: ComparisonOp,
    sum: i64,
}

impl Linear {
    /// A cell between 0 and `most`, at a cost.
    pub(super) fn cell(&mut self, index: usize, most: u64, cost: i32) {
        self.cells.push((index, most, cost));
    }

    /// What some of the cells less some others come to.
    pub(super) fn equal(&mut self, plus: Vec<usize>, minus: Vec<usize>, sum: i64) {
        self.rows.push(Row { plus, minus, is: ComparisonOp::Eq, sum });
    }

    /// What the sum of some of the cells is at most.
    pub(super) fn at_most(&mut self, plus: Vec<usize>, sum: i64) {
        self.rows.push(Row { plus, minus: Vec::new(), is: ComparisonOp::Le, sum });
    }

    /// What the sum of some of the cells is at least.
    pub(super) fn at_least(&mut self, plus: Vec<usize>, sum: i64) {
        self.rows.push(Row { plus, minus: Vec::new(), is: ComparisonOp::Ge, sum });
    }

    /// Between what and what the sum of some of the cells lies.
    pub(super) fn range(&mut self, plus: Vec<usize>, range: &RangeInclusive<i64>) {
        if *range.start() > 0 {
            self.at_least(plus.clone(), *range.start());
        }
        self.at_most(plus, *range.end());
    }

    /// Values of the cells: those of the linear program where they are whole; if not, of the same in whole numbers, and then those of the
    /// first, rounded. All of them may miss.
    pub(super) fn solutions(&self) -> impl Iterator<Item = BTreeMap<usize, u64>> {
        self.solve(false).into_iter().flat_map(move |(first, is_whole)| {
            let whole = std::iter::once_with(move || if is_whole { None } else { self.solve(true) }).flatten();
            whole.map(|(values, _)| values).chain(std::iter::once(first))
        })
    }

    /// Values, and whether they were whole numbers before they were rounded.
    fn solve(&self, whole: bool) -> Option<(BTreeMap<usize, u64>, bool)> {
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
            problem.add_constraint(terms, row.is, f64::from(i32::try_from(row.sum).ok()?));
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(BRANCHES);
        let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
        let values: Vec<(usize, f64)> = variables.iter().map(|(index, variable)| (*index, solution.var_value(*variable))).collect();
        let is_whole = values.iter().all(|(_, value)| (value - value.round()).abs() < ROUNDED);
        Some((values.into_iter().map(|(index, value)| (index, nearest(value))).collect(), is_whole))
    }
}

/// The whole number nearest to a solver's answer.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates, and every number is checked against the tables before it counts"
)]
fn nearest(value: f64) -> u64 {
    value.round() as u64
}
