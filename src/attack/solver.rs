//! The least and the greatest that a sum can be, in whole numbers. A linear program bounds it; what it finds is rounded, and counts only
//! when it agrees with every line exactly.

use super::program::{Bounds, Contradiction, FAR, Form, Line, reduced};
use microlp::{ComparisonOp, Error, LinearExpr, OptimizationDirection, Problem, SolveOptions, SolveOutcome, Variable};
use std::collections::{BTreeMap, BTreeSet};

/// Branches that are tried when a linear program's answer is not in whole numbers.
const BRANCHES: u64 = 4000;
/// How far from a whole number a solver's answer may lie and still mean it.
const NEAR: f64 = 1e-6;

/// What is known, split into blocks of numbers that lines tie together.
pub(super) struct Solver {
    pub(super) bounds: Bounds,
    blocks: Vec<Block>,
    /// The block of each number that is not fixed.
    home: Vec<Option<usize>>,
    /// Whole numbers that agree with every line, in the blocks where such have been found.
    pub(super) base: Vec<i64>,
    found: Vec<bool>,
}

#[derive(Clone, Default)]
struct Block {
    numbers: Vec<usize>,
    lines: Vec<Line>,
}

/// An end of what a sum can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) value: i64,
    /// Whether whole numbers reach it; else it is as far as they could get at most.
    pub(super) reached: bool,
}

/// An answer of the linear program.
struct Answer {
    objective: f64,
    /// As whole numbers; none where they do not agree with the lines.
    numbers: Option<Vec<(usize, i64)>>,
    best: bool,
}

enum Failed {
    Impossible,
    Unknown,
}

impl Solver {
    /// Splits what is known.
    ///
    /// # Errors
    /// [`Contradiction`] when no numbers agree with the lines.
    pub(super) fn new(mut bounds: Bounds, lines: &[&Line]) -> Result<Self, Contradiction> {
        bounds.settle(lines.iter().copied())?;
        let lines = reduced(lines.iter().copied(), &bounds)?;
        // A shorter line can say of one number what the whole did not.
        bounds.settle(lines.iter())?;
        let lines = reduced(lines.iter(), &bounds)?;
        let home = homes(&lines, &bounds);
        let mut names: BTreeMap<usize, usize> = BTreeMap::new();
        let mut blocks: Vec<Block> = Vec::new();
        let home: Vec<Option<usize>> = home
            .into_iter()
            .enumerate()
            .map(|(number, root)| {
                let block = *names.entry(root?).or_insert_with(|| {
                    blocks.push(Block::default());
                    blocks.len() - 1
                });
                blocks.get_mut(block)?.numbers.push(number);
                Some(block)
            })
            .collect();
        for line in lines {
            let block = line.terms.first().and_then(|(number, _)| *home.get(*number)?);
            if let Some(block) = block.and_then(|block| blocks.get_mut(block)) {
                block.lines.push(line);
            }
        }
        let base = bounds.low.clone();
        let found = vec![false; blocks.len()];
        Ok(Self { bounds, blocks, home, base, found })
    }

    /// Finds numbers for every block, some way out in a direction. Again in another direction gives others.
    ///
    /// # Errors
    /// [`Contradiction`] when no numbers agree with the lines of a block.
    pub(super) fn spread(&mut self, direction: impl Fn(usize) -> i64) -> Result<(), Contradiction> {
        for place in 0..self.blocks.len() {
            let Some(block) = self.blocks.get(place) else { continue };
            let costs: Vec<(usize, i64)> = block.numbers.iter().map(|number| (*number, direction(*number))).collect();
            let mut answer = self.solve(block, &costs, None, false);
            if matches!(&answer, Err(Failed::Unknown) | Ok(Answer { numbers: None, .. })) && self.found.get(place) != Some(&true) {
                answer = self.solve(block, &[], None, true);
            }
            match answer {
                Err(Failed::Impossible) => return Err(Contradiction),
                Err(Failed::Unknown) => (),
                Ok(answer) => self.keep(place, answer.numbers.as_deref()),
            }
        }
        Ok(())
    }

    fn keep(&mut self, block: usize, numbers: Option<&[(usize, i64)]>) {
        for (number, value) in numbers.into_iter().flatten() {
            if let Some(place) = self.base.get_mut(*number) {
                *place = *value;
            }
        }
        if let Some(found) = self.found.get_mut(block) {
            *found |= numbers.is_some();
        }
    }

    /// The sum without the numbers that are fixed.
    pub(super) fn free(&self, form: &Form) -> Form {
        let mut free = Form { terms: Vec::new(), constant: form.constant };
        for (number, factor) in &form.terms {
            match self.bounds.is_fixed(*number) {
                true => free.constant += factor * self.bounds.of(*number).0,
                false => free.terms.push((*number, *factor)),
            }
        }
        free
    }

    /// What a sum comes to for the numbers at hand, if they are known to agree with the lines.
    pub(super) fn seen(&self, free: &Form) -> Option<i64> {
        let known = |(number, _): &(usize, i64)| self.home_of(*number).is_some_and(|block| self.found.get(block) == Some(&true));
        free.terms.iter().all(known).then(|| free.value(&self.base))
    }

    fn home_of(&self, number: usize) -> Option<usize> {
        *self.home.get(number)?
    }

    /// The least that a sum can be; the numbers at hand become those that show it.
    pub(super) fn least(&mut self, free: &Form) -> End {
        let touched: BTreeSet<usize> = free.terms.iter().filter_map(|(number, _)| self.home_of(*number)).collect();
        let mut end = End { value: free.constant, reached: true };
        for place in touched {
            let costs: Vec<(usize, i64)> = free.terms.iter().copied().filter(|(number, _)| self.home_of(*number) == Some(place)).collect();
            let Some(block) = self.blocks.get(place) else { continue };
            let worst: i64 = costs
                .iter()
                .map(|(number, factor)| {
                    let (low, high) = self.bounds.of(*number);
                    (factor * low).min(factor * high)
                })
                .sum();
            let (value, reached, numbers) = self.bottom(block, &costs, worst);
            end.value += value;
            end.reached &= reached;
            self.keep(place, numbers.as_deref());
        }
        end
    }

    /// The least of a sum within a block, whether whole numbers reach it, and numbers.
    fn bottom(&self, block: &Block, costs: &[(usize, i64)], worst: i64) -> (i64, bool, Option<Vec<(usize, i64)>>) {
        let sum = |numbers: &[(usize, i64)]| -> i64 {
            let of = |number: usize| numbers.binary_search_by_key(&number, |(known, _)| *known).ok().and_then(|place| numbers.get(place));
            costs.iter().map(|(number, factor)| factor * of(*number).map_or(0, |(_, value)| *value)).sum()
        };
        let mut bound = worst;
        let mut shown = None;
        if let Ok(answer) = self.solve(block, costs, None, false) {
            bound = bound.max(up(answer.objective));
            if answer.numbers.as_deref().map(sum) == Some(bound) {
                return (bound, true, answer.numbers);
            }
            shown = answer.numbers;
        }
        match self.solve(block, costs, None, true) {
            Ok(Answer { numbers: Some(numbers), best, .. }) => {
                let value = sum(&numbers);
                if best || value == bound { (value, true, Some(numbers)) } else { (bound, false, Some(numbers)) }
            }
            _ => (bound, false, shown),
        }
    }

    /// The greatest that a sum can be.
    pub(super) fn greatest(&mut self, free: &Form) -> End {
        let turned = Form { terms: free.terms.iter().map(|(number, factor)| (*number, -factor)).collect(), constant: -free.constant };
        let end = self.least(&turned);
        End { value: -end.value, ..end }
    }

    /// Whether a sum can lie in a range; none when that is not known. The numbers at hand become those that show it.
    pub(super) fn reaches(&mut self, free: &Form, low: i64, high: i64) -> Option<bool> {
        let touched: BTreeSet<usize> = free.terms.iter().filter_map(|(number, _)| self.home_of(*number)).collect();
        let mut joined = Block::default();
        for block in touched.iter().filter_map(|place| self.blocks.get(*place)) {
            joined.numbers.extend(&block.numbers);
            joined.lines.extend(block.lines.iter().cloned());
        }
        joined.numbers.sort_unstable();
        let line = Line::new(free, low, high);
        for whole in [false, true] {
            match self.solve(&joined, &[], Some(&line), whole) {
                Err(Failed::Impossible) => return Some(false),
                Ok(Answer { numbers: Some(numbers), .. }) => {
                    touched.iter().for_each(|place| self.keep(*place, Some(&numbers)));
                    return Some(true);
                }
                _ => (),
            }
        }
        None
    }

    fn solve(&self, block: &Block, costs: &[(usize, i64)], extra: Option<&Line>, whole: bool) -> Result<Answer, Failed> {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let costs: BTreeMap<usize, i64> = costs.iter().copied().collect();
        let mut variables: BTreeMap<usize, Variable> = BTreeMap::new();
        for number in &block.numbers {
            let (low, high) = self.bounds.of(*number);
            let cost = real(costs.get(number).copied().unwrap_or(0));
            let variable = match (whole, i32::try_from(low), i32::try_from(high)) {
                (true, Ok(low), Ok(high)) => problem.add_integer_var(cost, (low, high)),
                _ => problem.add_var(cost, (real(low), real(high))),
            };
            let _ = variables.insert(*number, variable);
        }
        for line in block.lines.iter().chain(extra) {
            let mut terms = LinearExpr::empty();
            for (number, factor) in &line.terms {
                if let Some(variable) = variables.get(number) {
                    terms.add(*variable, real(*factor));
                }
            }
            if line.is_equation() {
                problem.add_constraint(terms, ComparisonOp::Eq, real(line.low));
                continue;
            }
            if line.low > -FAR {
                problem.add_constraint(terms.clone(), ComparisonOp::Ge, real(line.low));
            }
            if line.high < FAR {
                problem.add_constraint(terms, ComparisonOp::Le, real(line.high));
            }
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(BRANCHES);
        let outcome = problem.solve_with(options).map_err(|fault| match fault {
            Error::Infeasible => Failed::Impossible,
            _ => Failed::Unknown,
        })?;
        let best = outcome.is_optimal();
        let SolveOutcome::Solution(solution) = outcome else { return Err(Failed::Unknown) };
        let numbers: Vec<(usize, i64)> =
            variables.iter().map(|(number, variable)| (*number, nearest(solution.var_value(*variable)))).collect();
        let agree = numbers.iter().all(|(number, value)| {
            let (low, high) = self.bounds.of(*number);
            (low..=high).contains(value)
        });
        let mut dense = vec![0; if agree { self.bounds.low.len() } else { 0 }];
        for (number, value) in &numbers {
            if let Some(place) = dense.get_mut(*number) {
                *place = *value;
            }
        }
        let agree = agree && block.lines.iter().chain(extra).all(|line| line.admits(&dense));
        Ok(Answer { objective: solution.objective(), numbers: agree.then_some(numbers), best })
    }
}

/// For each number that is not fixed, a name of the numbers that lines tie it to.
fn homes(lines: &[Line], bounds: &Bounds) -> Vec<Option<usize>> {
    let mut parent: Vec<usize> = (0..bounds.low.len()).collect();
    fn root(parent: &mut [usize], mut number: usize) -> usize {
        while let Some(up) = parent.get(number).copied().filter(|up| *up != number) {
            let above = parent.get(up).copied().unwrap_or(up);
            if let Some(place) = parent.get_mut(number) {
                *place = above;
            }
            number = up;
        }
        number
    }
    for line in lines {
        let mut members = line.terms.iter().map(|(number, _)| *number);
        let Some(first) = members.next().map(|number| root(&mut parent, number)) else { continue };
        for other in members {
            let other = root(&mut parent, other);
            if let Some(place) = parent.get_mut(other) {
                *place = first;
            }
        }
    }
    (0..bounds.low.len()).map(|number| (!bounds.is_fixed(number)).then(|| root(&mut parent, number))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "what the solver is told is far below 2^53, and what it answers is checked")]
const fn real(number: i64) -> f64 {
    number as f64
}

#[expect(clippy::cast_possible_truncation, reason = "a cast of a float saturates, and every number is checked before it counts")]
fn nearest(value: f64) -> i64 {
    value.round() as i64
}

/// The whole number at or above a solver's bound.
fn up(value: f64) -> i64 {
    nearest((value - NEAR * value.abs().max(1.0)).ceil())
}
