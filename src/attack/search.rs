//! Works out between what and what each number lies, as far as that is needed.
//!
//! One table of whole numbers that agrees with everything printed and gives a number that could be told settles that this number is safe,
//! and every answer of a linear program is such a table for all numbers at once. Only what no table settles is bounded on its own.

use super::examine::Subject;
use super::program::{Contradiction, Form};
use super::solver::Solver;
use super::verdict::{Guard, Verdict};

/// How much is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Whether anything leaks: the ends of what does.
    Leaks,
    /// The ends of every number that is attacked.
    Everything,
}

/// Tables that are looked for before any number is bounded on its own.
const TABLES: usize = 8;

/// A number that is attacked.
pub(super) struct Target {
    pub(super) subject: Subject,
    pub(super) guard: Guard,
    /// Whether a table has a place for it, and withholds it.
    pub(super) withheld: bool,
    /// In numbers.
    pub(super) form: Form,
    free: Form,
    seen: Seen,
}

/// What tables have shown of a number.
#[derive(Clone, Copy, Default)]
struct Seen {
    low: Option<i64>,
    high: Option<i64>,
    harmless: bool,
}

/// What came of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Result {
    /// A table settled that it is safe.
    Safe,
    /// It lies between these.
    Ends { low: i64, high: i64, verdict: Option<Verdict> },
    /// Whole numbers could not be found in the time there is.
    Undecided { low: i64, high: i64 },
}

impl Target {
    pub(super) fn new(subject: Subject, guard: Guard, withheld: bool, form: Form, solver: &Solver) -> Self {
        Self { subject, guard, withheld, free: solver.free(&form), form, seen: Seen::default() }
    }

    fn observe(&mut self, solver: &Solver) {
        if let Some(value) = solver.seen(&self.free) {
            self.seen.low = Some(self.seen.low.map_or(value, |low| low.min(value)));
            self.seen.high = Some(self.seen.high.map_or(value, |high| high.max(value)));
            self.seen.harmless |= self.guard.is_harmless(value);
        }
    }

    /// Whether what was seen settles that it is safe, and that it cannot be worked out if that is asked of it.
    fn is_settled(&self) -> bool {
        let Some((low, high)) = self.seen.low.zip(self.seen.high) else { return false };
        let safe = if self.guard.is_small() { low == 0 && high > 0 } else { self.seen.harmless };
        safe && (!self.withheld || low < high)
    }
}

/// Works out every target.
pub(super) fn search(solver: &mut Solver, targets: &mut [Target], depth: Depth) -> std::result::Result<Vec<Result>, Contradiction> {
    for table in 0..TABLES {
        solver.spread(|number| direction(number, table))?;
        targets.iter_mut().for_each(|target| target.observe(solver));
    }
    let mut results = Vec::with_capacity(targets.len());
    for place in 0..targets.len() {
        let settled = |targets: &[Target]| targets.get(place).is_some_and(Target::is_settled) && depth == Depth::Leaks;
        if settled(targets) {
            results.push(Result::Safe);
            continue;
        }
        let Some(free) = targets.get(place).map(|target| target.free.clone()) else { continue };
        let low = solver.least(&free);
        targets.iter_mut().skip(place).for_each(|target| target.observe(solver));
        if settled(targets) {
            results.push(Result::Safe);
            continue;
        }
        let high = solver.greatest(&free);
        targets.iter_mut().skip(place).for_each(|target| target.observe(solver));
        let Some(target) = targets.get_mut(place) else { continue };
        results.push(target.result(solver, (low.value, high.value), low.reached && high.reached));
    }
    Ok(results)
}

impl Target {
    fn result(&mut self, solver: &mut Solver, (low, high): (i64, i64), reached: bool) -> Result {
        let mut verdict = self.guard.judge(low, high);
        if verdict.is_none() && !self.guard.is_small() && !self.seen.harmless {
            // Between the ends there may be nothing that the rule does not protect.
            let open = self.guard.open(low, high).map_or(Some(false), |(low, high)| solver.reaches(&self.free, low, high));
            match open {
                Some(true) => (),
                Some(false) => verdict = Some(Verdict::Inside),
                None => return Result::Undecided { low, high },
            }
        } else if verdict.is_none() && !reached && !self.is_settled() {
            return Result::Undecided { low, high };
        }
        if verdict.is_some() && self.guard.prior().is_some() {
            verdict = Some(Verdict::Prior);
        }
        let pointless = verdict.is_none() && self.withheld && low == high;
        Result::Ends { low, high, verdict: verdict.or(pointless.then_some(Verdict::Pointless)) }
    }
}

/// Numbers scattered evenly enough, and the same ones each time.
fn direction(number: usize, table: usize) -> i64 {
    let mut bits = u64::try_from(number).unwrap_or(0).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits ^= u64::try_from(table).unwrap_or(0).wrapping_add(1).wrapping_mul(0xd1b5_4a32_d192_ed03);
    bits = (bits ^ (bits >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    match table {
        // All as small as can be, and all as great.
        0 => 1,
        1 => -1,
        _ => i64::try_from((bits >> 40) % 15).unwrap_or(0) - 7,
    }
}
