//! From which printed figures something follows: as few of them as do.

use super::model::{Fact, Model};
use super::program::{Bounds, Contradiction, Form, Line};
use super::solver::Solver;
use std::collections::{BTreeSet, HashMap};

/// What is known, by number, so that small parts of it can be tried.
pub(super) struct Prover<'a> {
    bounds: &'a Bounds,
    structure: &'a [Line],
    /// The lines of structure that a number is in.
    tied: Vec<Vec<usize>>,
    lines: Vec<Option<Line>>,
}

impl<'a> Prover<'a> {
    pub(super) fn new(model: &'a Model<'a>) -> Self {
        let mut tied = vec![Vec::new(); model.bounds.low.len()];
        for (place, line) in model.structure.iter().enumerate() {
            for (number, _) in &line.terms {
                if let Some(known) = tied.get_mut(*number) {
                    known.push(place);
                }
            }
        }
        let lines = model.facts.iter().map(|fact| model.line(fact)).collect();
        Self { bounds: &model.bounds, structure: &model.structure, tied, lines }
    }

    /// Figures from which it follows that a sum lies between these, none of which can be left out.
    pub(super) fn proof(&self, form: &Form, low: i64, high: i64) -> Vec<usize> {
        let follows = |facts: &[usize]| {
            let Ok(mut solver) = self.solver(form, facts) else { return false };
            let free = solver.free(form);
            solver.least(&free).value >= low && solver.greatest(&free).value <= high
        };
        let order = self.order(form);
        let mut few = 1;
        while few < order.len() && !follows(order.get(..few).unwrap_or_default()) {
            few = (few * 2).min(order.len());
        }
        fewest(order.get(..few).unwrap_or_default().to_vec(), follows)
    }

    /// Figures that contradict one another, none of which can be left out.
    pub(super) fn contradiction(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.lines.len()).collect();
        fewest(all, |facts| {
            let lines: Vec<&Line> = self.structure.iter().chain(facts.iter().filter_map(|fact| self.lines.get(*fact)?.as_ref())).collect();
            Solver::new(self.bounds.clone(), &lines).and_then(|mut solver| solver.spread(|_| 0)).is_err()
        })
    }

    /// What some figures say of the numbers that a sum hangs together with.
    fn solver(&self, form: &Form, facts: &[usize]) -> Result<Solver, Contradiction> {
        let own: Vec<&Line> = facts.iter().filter_map(|fact| self.lines.get(*fact)?.as_ref()).collect();
        let mut reached = vec![false; self.bounds.low.len()];
        let mut taken = vec![false; own.len()];
        let mut structure = BTreeSet::new();
        let mut waiting: Vec<usize> = form.terms.iter().map(|(number, _)| *number).collect();
        while !waiting.is_empty() {
            while let Some(number) = waiting.pop() {
                let Some(known) = reached.get_mut(number).filter(|known| !**known) else { continue };
                *known = true;
                for place in self.tied.get(number).into_iter().flatten().filter(|place| structure.insert(**place)) {
                    waiting.extend(self.structure.get(*place).into_iter().flat_map(|line| line.terms.iter().map(|(number, _)| *number)));
                }
            }
            for (line, taken) in own.iter().zip(&mut taken).filter(|(_, taken)| !**taken) {
                if line.terms.iter().any(|(number, _)| reached.get(*number) == Some(&true)) {
                    *taken = true;
                    waiting.extend(line.terms.iter().map(|(number, _)| *number));
                }
            }
        }
        let mut lines: Vec<&Line> = structure.iter().filter_map(|place| self.structure.get(*place)).collect();
        lines.extend(own.iter().zip(taken).filter(|(_, taken)| *taken).map(|(line, _)| *line));
        Solver::new(self.bounds.clone(), &lines)
    }

    /// The figures, those first that say something of a sum's numbers and bring in the fewest others.
    fn order(&self, form: &Form) -> Vec<usize> {
        let mut known: BTreeSet<usize> = BTreeSet::new();
        let mut homes: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut new: Vec<Option<usize>> = self.lines.iter().map(|line| line.as_ref().map(|line| line.terms.len())).collect();
        let mut touched = vec![false; self.lines.len()];
        for (place, line) in self.lines.iter().enumerate() {
            line.iter().flat_map(|line| &line.terms).for_each(|(number, _)| homes.entry(*number).or_default().push(place));
        }
        let mut reach = |number: usize, new: &mut Vec<Option<usize>>, touched: &mut Vec<bool>| {
            // What structure ties to a number is as good as known with it.
            let tied = self.tied.get(number).into_iter().flatten().filter_map(|place| self.structure.get(*place));
            let others = tied.flat_map(|line| line.terms.iter().map(|(number, _)| *number)).chain([number]);
            for number in others.filter(|number| known.insert(*number)) {
                for place in homes.get(&number).into_iter().flatten() {
                    if let (Some(Some(left)), Some(touched)) = (new.get_mut(*place), touched.get_mut(*place)) {
                        *left = left.saturating_sub(1);
                        *touched = true;
                    }
                }
            }
        };
        form.terms.iter().for_each(|(number, _)| reach(*number, &mut new, &mut touched));
        let mut order = Vec::new();
        loop {
            let open = new.iter().zip(&touched).enumerate().filter(|(_, (_, touched))| **touched);
            let Some((_, _, next)) =
                open.filter_map(|(place, (new, _))| Some(((*new)?, self.lines.get(place)?.as_ref()?.terms.len(), place))).min()
            else {
                return order;
            };
            order.push(next);
            if let Some(done) = new.get_mut(next) {
                *done = None;
            }
            let numbers: Vec<usize> =
                self.lines.get(next).into_iter().flatten().flat_map(|line| line.terms.iter().map(|(number, _)| *number)).collect();
            numbers.into_iter().for_each(|number| reach(number, &mut new, &mut touched));
        }
    }

    /// How often each of some printed numbers is to be taken for their sum to be that of a form, if there is one way.
    pub(super) fn sum(&self, facts: &[usize], form: &Form) -> Option<Vec<i64>> {
        let lines: Vec<&Line> = facts.iter().map(|fact| self.lines.get(*fact)?.as_ref()).collect::<Option<_>>()?;
        let width = lines.len();
        let mut rows: HashMap<usize, Vec<i128>> = HashMap::new();
        for (column, terms) in lines.iter().map(|line| &line.terms).chain([&form.terms]).enumerate() {
            for (number, factor) in terms.iter().filter(|(number, _)| self.bounds.of(*number) != (0, 0)) {
                let row = rows.entry(*number).or_insert_with(|| vec![0; width + 1]);
                if let Some(entry) = row.get_mut(column) {
                    *entry += i128::from(*factor);
                }
            }
        }
        let rows: BTreeSet<Vec<i128>> = rows.into_values().collect();
        solved(rows.into_iter().collect(), width)
    }
}

/// As few of them as still have a property that all of them together have.
pub(super) fn fewest(mut all: Vec<usize>, has: impl Fn(&[usize]) -> bool) -> Vec<usize> {
    let mut chunk = all.len().div_ceil(2).max(1);
    loop {
        // From the end, where those stand that are farthest away.
        let mut end = all.len();
        while end > 0 {
            let start = end.saturating_sub(chunk);
            let without: Vec<usize> =
                all.iter().enumerate().filter(|(place, _)| !(start..end).contains(place)).map(|(_, fact)| *fact).collect();
            if has(&without) {
                all = without;
            }
            end = start;
        }
        if chunk == 1 {
            return all;
        }
        chunk = chunk.div_ceil(2);
    }
}

/// Whole numbers that solve equations, each a row of factors with what they come to at its end; none when there is not exactly one way.
fn solved(mut rows: Vec<Vec<i128>>, width: usize) -> Option<Vec<i64>> {
    for column in 0..width {
        let factor = |row: &Vec<i128>| row.get(column).copied().unwrap_or(0);
        let pivot = (column..rows.len()).find(|place| rows.get(*place).is_some_and(|row| factor(row) != 0))?;
        rows.swap(column, pivot);
        let own = rows.get(column)?.clone();
        for (place, row) in rows.iter_mut().enumerate().filter(|(place, _)| *place != column) {
            let (times, by) = (factor(&own), factor(row));
            if by != 0 {
                debug_assert_ne!(place, column, "a row is not taken from itself");
                for (entry, taken) in row.iter_mut().zip(&own) {
                    *entry = entry.checked_mul(times)?.checked_sub(taken.checked_mul(by)?)?;
                }
            }
        }
    }
    if rows.iter().skip(width).any(|row| row.iter().any(|entry| *entry != 0)) {
        return None;
    }
    let answer = |(place, row): (usize, &Vec<i128>)| {
        let (factor, sum) = (*row.get(place)?, *row.get(width)?);
        (sum % factor == 0).then(|| i64::try_from(sum / factor).ok())?
    };
    rows.iter().take(width).enumerate().map(answer).collect()
}

/// Whether a figure prints a number, so that it can stand in a sum.
pub(super) fn is_number(fact: &Fact) -> bool {
    fact.says == super::model::Says::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_left_out_is() {
        let needed = [3, 8, 21];
        let found = fewest((0..40).collect(), |facts| needed.iter().all(|fact| facts.contains(fact)));
        assert_eq!(found, needed);
        assert_eq!(fewest(vec![1, 2, 3], |_| true), Vec::<usize>::new());
    }

    #[test]
    fn equations_are_solved_in_whole_numbers() {
        // x + y = 5 with x = 3, twice.
        assert_eq!(solved(vec![vec![1, 1, 5], vec![1, 0, 3], vec![2, 2, 10]], 2), Some(vec![3, 2]));
        assert_eq!(solved(vec![vec![1, 1, 5]], 2), None);
        assert_eq!(solved(vec![vec![2, 5]], 1), None);
        assert_eq!(solved(vec![vec![1, 5], vec![1, 6]], 1), None);
    }
}
