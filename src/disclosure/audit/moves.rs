//! Moves pupils about, one at a time, until every figure is right again. Nearly everything that must be proved is proved by a few such
//! moves, and those are found far sooner than a linear program is solved.
//!
//! This is local search with the breakout method (P. Morris, "The Breakout Method for Escaping from Local Minima", AAAI 1993): of the
//! sums that are wrong one is taken, and of its unknowns the one moved that mends most; where nothing mends, what is wrong weighs more
//! from then on. Nothing is proved when it gives up.

use super::Witness;
use std::ops::RangeInclusive;

/// Moves during which an unknown is not moved back.
const TENURE: usize = 2;

/// Sums of unknowns, between what they may lie, and numbers that agree with them.
#[derive(Default)]
pub(super) struct Net {
    sums: Vec<Sum>,
    /// For each unknown the sums that it is added to, or taken off.
    standing: Vec<Vec<Term>>,
}

/// A place, and whether what is there is added or taken off.
#[derive(Clone, Copy)]
struct Term {
    at: usize,
    sign: i64,
}

struct Sum {
    of: Vec<Term>,
    least: i64,
    most: i64,
}

/// A sum during a search.
#[derive(Clone, Copy)]
struct Live {
    now: i64,
    least: i64,
    most: i64,
    weight: i64,
}

impl Live {
    /// How much it lacks, or less than nothing where it has too much, if it were changed.
    const fn off(self, change: i64) -> i64 {
        let now = self.now + change;
        if now < self.least {
            self.least - now
        } else if now > self.most {
            self.most - now
        } else {
            0
        }
    }

    /// What a change mends, as less than nothing, or breaks.
    const fn cost(self, change: i64) -> i64 {
        self.weight * (self.off(change).abs() - self.off(0).abs())
    }
}

impl Net {
    /// Adds between what the sum of some unknowns less that of others must lie.
    pub(super) fn keep(&mut self, plus: &[usize], minus: &[usize], range: &RangeInclusive<i64>) {
        let term = |sign| move |at: &usize| Term { at: *at, sign };
        let of: Vec<Term> = plus.iter().map(term(1)).chain(minus.iter().map(term(-1))).collect();
        let at = self.sums.len();
        for term in &of {
            if self.standing.len() <= term.at {
                self.standing.resize_with(term.at + 1, Vec::new);
            }
            self.standing.get_mut(term.at).into_iter().for_each(|standing| standing.push(Term { at, sign: term.sign }));
        }
        self.sums.push(Sum { of, least: *range.start(), most: *range.end() });
    }

    /// Takes back what was added last.
    fn release(&mut self) {
        for term in self.sums.pop().into_iter().flat_map(|sum| sum.of) {
            let _ = self.standing.get_mut(term.at).and_then(Vec::pop);
        }
    }

    /// Numbers near the base that agree with all sums and with some more.
    pub(super) fn moved(&mut self, base: &Witness, moves: usize, more: &[(Vec<usize>, RangeInclusive<i64>)]) -> Option<Witness> {
        more.iter().for_each(|(of, range)| self.keep(of, &[], range));
        let found = Search::of(self, base).run(moves);
        more.iter().for_each(|_| self.release());
        found
    }
}

struct Search<'a> {
    net: &'a Net,
    values: Vec<i64>,
    live: Vec<Live>,
    /// The sums that are not what they must be.
    wrong: Vec<usize>,
    /// For each unknown the last step, and when it was made.
    last: Vec<(i64, usize)>,
    numbers: u64,
}

impl<'a> Search<'a> {
    fn of(net: &'a Net, base: &Witness) -> Self {
        let values: Vec<i64> = base.iter().map(|value| i64::try_from(*value).unwrap_or(i64::MAX)).collect();
        let now = |sum: &Sum| sum.of.iter().map(|term| term.sign * values.get(term.at).copied().unwrap_or(0)).sum();
        let live: Vec<Live> = net.sums.iter().map(|sum| Live { now: now(sum), least: sum.least, most: sum.most, weight: 1 }).collect();
        let wrong = live.iter().enumerate().filter(|(_, sum)| sum.off(0) != 0).map(|(at, _)| at).collect();
        Self { net, last: vec![(0, 0); values.len()], values, live, wrong, numbers: 1 }
    }

    fn run(mut self, moves: usize) -> Option<Witness> {
        for now in TENURE..TENURE + moves {
            if self.wrong.is_empty() {
                return self.values.into_iter().map(|value| u64::try_from(value).ok()).collect();
            }
            let draw = self.draw();
            let at = *self.wrong.get(draw % self.wrong.len())?;
            match self.best(at, now, draw) {
                Some((cost, unknown, step)) => {
                    if cost >= 0 {
                        self.weigh();
                    }
                    self.step(unknown, step);
                    self.last.get_mut(unknown).into_iter().for_each(|last| *last = (step, now));
                }
                None => self.weigh(),
            }
        }
        None
    }

    /// Of the moves that bring a sum nearer the one that mends most, and what it costs.
    fn best(&self, at: usize, now: usize, draw: usize) -> Option<(i64, usize, i64)> {
        let toward = self.live.get(at)?.off(0).signum();
        let ways = self.net.sums.get(at)?.of.iter().filter_map(|term| {
            let step = toward * term.sign;
            let (last, when) = self.last.get(term.at)?;
            if self.values.get(term.at)? + step < 0 || (*last == -step && when + TENURE > now) {
                return None;
            }
            let standing = self.net.standing.get(term.at)?;
            let cost: i64 = standing.iter().filter_map(|term| Some(self.live.get(term.at)?.cost(step * term.sign))).sum();
            // Among equals any will do, but not always the same.
            Some((cost, (term.at ^ draw).wrapping_mul(0x9E37_79B9) >> 8 & 0xFFFF, term.at, step))
        });
        ways.min().map(|(cost, _, unknown, step)| (cost, unknown, step))
    }

    fn step(&mut self, unknown: usize, step: i64) {
        self.values.get_mut(unknown).into_iter().for_each(|value| *value += step);
        for term in self.net.standing.get(unknown).into_iter().flatten() {
            let Some(sum) = self.live.get_mut(term.at) else { continue };
            let before = sum.off(0) != 0;
            sum.now += step * term.sign;
            match (before, sum.off(0) != 0) {
                (false, true) => self.wrong.push(term.at),
                (true, false) => self.wrong.retain(|wrong| *wrong != term.at),
                _ => {}
            }
        }
    }

    /// Gives more weight to what is wrong.
    fn weigh(&mut self) {
        for wrong in &self.wrong {
            self.live.get_mut(*wrong).into_iter().for_each(|sum| sum.weight += 1);
        }
    }

    /// The next of a row of numbers that look drawn by lot, and are the same each time.
    fn draw(&mut self) -> usize {
        self.numbers = self.numbers.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.numbers >> 33).unwrap_or(0)
    }
}
