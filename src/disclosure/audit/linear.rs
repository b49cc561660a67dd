//! A linear program over cells. What it finds is rounded, and counts only if it agrees with the tables exactly.

use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem, Solution, SolveOptions, Variable};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Branches that are tried when a linear program's answer is not in whole numbers.
const BRANCHES: u64 = 200;

/// How far a solver's answer may be off a whole number that it stands for.
const ROUNDED: f64 = 1e-6;

/// A linear program that can be solved in real or in whole numbers.
#[derive(Default)]
pub(super) struct Linear {
    cells: Vec<Cell>,
    rows: Vec<Row>,
}

/// What is unknown: a number between 0 and `most`.
struct Cell {
    index: usize,
    most: u64,
    cost: i32,
    /// Where it starts from, when each step from there costs the same.
    from: Option<u64>,
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
        self.cells.push(Cell { index, most, cost, from: None });
    }

    /// A cell between 0 and `most` that is to stay near `from`.
    pub(super) fn near(&mut self, index: usize, most: u64, from: u64) {
        self.cells.push(Cell { index, most, cost: 0, from: Some(from) });
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

    /// Takes in the rows of another.
    pub(super) fn extend(&mut self, other: Self) {
        self.rows.extend(other.rows);
    }

    /// Values of the cells: whole numbers near those of the linear program; if there are none, of the same in whole numbers, and then those
    /// of the first, rounded. All of them may miss.
    pub(super) fn solutions(&self) -> impl Iterator<Item = BTreeMap<usize, u64>> {
        self.start().into_iter().flat_map(move |start| {
            let rounded = start.values();
            let near = start.whole();
            let whole = std::iter::once_with(move || self.in_whole_numbers()).flatten();
            near.into_iter().chain(whole).chain(std::iter::once(rounded))
        })
    }

    /// Solves it in real numbers.
    pub(super) fn start(&self) -> Option<Start> {
        let (problem, variables) = self.problem(false)?;
        Some(Start { solution: problem.solve().ok()?.into_solution().ok()?, variables })
    }

    fn in_whole_numbers(&self) -> Option<BTreeMap<usize, u64>> {
        let (problem, variables) = self.problem(true)?;
        let mut options = SolveOptions::default();
        options.node_limit = Some(BRANCHES);
        let solution = problem.solve_with(options).ok()?.into_solution().ok()?;
        Some(Start { solution, variables }.values())
    }

    fn problem(&self, whole: bool) -> Option<(Problem, Variables)> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut variables = Variables::default();
        let mut add = |cost: i32, most: u64| {
            let (most, cost) = (i32::try_from(most).ok()?, f64::from(cost));
            Some(if whole { problem.add_integer_var(cost, (0, most)) } else { problem.add_var(cost, (0.0, f64::from(most))) })
        };
        for Cell { index, most, cost, from } in &self.cells {
            let steps = match from {
                None => Steps { from: 0, up: add(*cost, *most)?, down: None },
                Some(from) => Steps { from: *from, up: add(1, most.saturating_sub(*from))?, down: Some(add(1, *from)?) },
            };
            let _ = variables.0.insert(*index, steps);
        }
        for row in &self.rows {
            let (terms, sum) = variables.row(row)?;
            problem.add_constraint(terms, row.is, sum);
        }
        Some((problem, variables))
    }
}

/// The variables of each cell.
#[derive(Clone, Default)]
struct Variables(BTreeMap<usize, Steps>);

/// A cell as steps from where it starts.
#[derive(Clone, Copy)]
struct Steps {
    from: u64,
    up: Variable,
    down: Option<Variable>,
}

impl Variables {
    /// The left side and the right side of a row.
    fn row(&self, row: &Row) -> Option<(LinearExpr, f64)> {
        let (mut terms, mut sum) = (LinearExpr::empty(), row.sum);
        for (side, sign) in [(&row.plus, 1), (&row.minus, -1)] {
            for steps in side.iter().filter_map(|index| self.0.get(index)) {
                terms.add(steps.up, f64::from(sign));
                steps.down.into_iter().for_each(|down| terms.add(down, f64::from(-sign)));
                sum = sum.checked_sub(i64::from(sign) * i64::try_from(steps.from).ok()?)?;
            }
        }
        Some((terms, f64::from(i32::try_from(sum).ok()?)))
    }

    fn all(&self) -> impl Iterator<Item = Variable> {
        self.0.values().flat_map(|steps| std::iter::once(steps.up).chain(steps.down))
    }
}

/// How many values are held to whole numbers one after the other.
const HELD: usize = 60;

/// A program that is solved, and from which others that have rows more are solved faster.
#[derive(Clone)]
pub(super) struct Start {
    solution: Solution,
    variables: Variables,
}

impl Start {
    /// The program with the rows of another added, solved from here on. None when it has no solution.
    pub(super) fn go_on(&self, more: &Linear) -> Option<Self> {
        let mut next = self.clone();
        for row in &more.rows {
            let (terms, sum) = self.variables.row(row)?;
            next = next.bound(terms, row.is, sum)?;
        }
        Some(next)
    }

    fn bound(self, terms: LinearExpr, is: ComparisonOp, sum: f64) -> Option<Self> {
        let solution = self.solution.add_constraint(terms, is, sum).ok()?.into_solution().ok()?;
        Some(Self { solution, ..self })
    }

    /// Values in whole numbers: what is nearly whole is held to that, one after the other, until all are.
    pub(super) fn whole(self) -> Option<BTreeMap<usize, u64>> {
        let mut next = self;
        for _ in 0..HELD {
            let off = |value: f64| (value - value.round()).abs();
            let parts = next.variables.all().map(|variable| (variable, next.solution.var_value(variable)));
            let least = parts.filter(|(_, value)| off(*value) > ROUNDED).min_by(|(_, one), (_, other)| off(*one).total_cmp(&off(*other)));
            let Some((variable, value)) = least else { return Some(next.values()) };
            let held = |is, bound| {
                let mut terms = LinearExpr::empty();
                terms.add(variable, 1.0);
                next.clone().bound(terms, is, bound)
            };
            let (below, above) = ((ComparisonOp::Le, value.floor()), (ComparisonOp::Ge, value.ceil()));
            let (first, second) = if value.fract() < 0.5 { (below, above) } else { (above, below) };
            next = held(first.0, first.1).or_else(|| held(second.0, second.1))?;
        }
        None
    }

    /// Values, rounded.
    fn values(&self) -> BTreeMap<usize, u64> {
        let value = |variable| nearest(self.solution.var_value(variable));
        let steps = |steps: &Steps| (steps.from + value(steps.up)).saturating_sub(steps.down.map_or(0, value));
        self.variables.0.iter().map(|(index, own)| (*index, steps(own))).collect()
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
