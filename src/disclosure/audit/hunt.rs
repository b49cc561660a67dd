//! Looks for witnesses of everything that must stay possible: by moving a few pupils about and, where that finds none, by a linear program,
//! which also knows when there are none.

use super::board::{Board, Kind, Reader};
use super::insider::Insider;
use super::moves::Net;
use super::reading::{Contradiction, Reading};
use super::search::{Goal, Solved, System};
use super::{Objection, Witness};
use std::ops::RangeInclusive;

/// How many times fewer readers a witness is looked for when none is found.
const STEP: usize = 4;

/// Moves that are made towards each of the ranges in turn, and then again, before the search is left to a linear program.
const MOVES: [usize; 3] = [500, 3000, 12_000];

/// The search for witnesses.
pub(super) struct Hunt<'a> {
    reading: &'a Reading,
    system: System,
    net: Net,
    board: Board<'a>,
    pool: &'a mut Vec<Witness>,
    /// Programs of the whole town, to go on from.
    solved: Solved,
}

impl<'a> Hunt<'a> {
    /// With the given witnesses as a start; those found are added to them.
    pub(super) fn of(reading: &'a Reading, pool: &'a mut Vec<Witness>) -> Result<Self, Contradiction> {
        let mut board = Board::of(reading);
        let system = System::of(reading).ok_or(Contradiction)?;
        pool.retain(|witness| reading.admits(witness));
        // What is true comes first: it agrees with what any of the pupils knows.
        let truth = Some(&reading.truth).filter(|truth| reading.admits(truth));
        if let Some(truth) = truth.filter(|truth| pool.first() != Some(truth)) {
            pool.insert(0, truth.clone());
        }
        if pool.is_empty() {
            pool.push(system.any(reading).ok_or(Contradiction)?);
        }
        pool.iter().for_each(|witness| board.sweep(witness));
        Ok(Self { reading, net: system.net(), system, board, pool, solved: Solved::default() })
    }

    /// What no witness can be found for: of each target the first reader whom that is so for.
    pub(super) fn objections(mut self) -> Vec<Objection> {
        let mut objections = Vec::new();
        let mut targets: Vec<usize> = (0..self.reading.targets.len()).collect();
        while !targets.is_empty() {
            let unanswered: Vec<(usize, Reader)> = targets.drain(..).filter_map(|target| Some((target, self.settle(target)?))).collect();
            for (target, reader) in unanswered {
                // Where a later witness was the answer, there may be other readers.
                match self.board.objection(target, reader) {
                    Some(objection) => objections.push(objection),
                    None => targets.push(target),
                }
            }
        }
        objections
    }

    /// Looks for everything that is still to be shown of one target: first for a reader who knows nobody, then for the pupils who belong
    /// to it. The first reader for whom nothing is found.
    fn settle(&mut self, target: usize) -> Option<Reader> {
        for kind in Kind::ALL {
            if self.board.is_settled(target) {
                return None;
            }
            let demand = self.board.demand(target, kind)?.clone();
            // A number that the rule lets stand leaves most pupils where they are, so one witness can do for most of them.
            let ranges = if kind == Kind::Stranger { demand.ranges } else { demand.ranges.into_iter().rev().collect() };
            let unanswered = match demand.all {
                true => ranges.iter().find_map(|range| self.show(target, kind, std::slice::from_ref(range))),
                false => self.show(target, kind, &ranges),
            };
            if unanswered.is_some() {
                return unanswered;
            }
        }
        None
    }

    /// Looks for witnesses of one of some ranges, for all readers of a kind who lack it: for as many at once as it goes. The
    /// first of them for whom there is none.
    fn show(&mut self, target: usize, kind: Kind, ranges: &[RangeInclusive<u64>]) -> Option<Reader> {
        let mut most = usize::MAX;
        loop {
            let mut readers = self.board.lacking(target, kind, ranges);
            let first = *readers.first()?;
            readers.truncate(most);
            while !self.find(target, ranges, &readers) {
                if readers.len() == 1 {
                    return Some(first);
                }
                readers.truncate((readers.len() / STEP).max(1));
            }
            most = readers.len().saturating_mul(STEP);
        }
    }

    /// Looks for a witness of one of some ranges for some readers at once.
    fn find(&mut self, target: usize, ranges: &[RangeInclusive<u64>], readers: &[Reader]) -> bool {
        let insiders: Vec<&Insider> = readers.iter().filter_map(|reader| self.reading.insiders.get((*reader)?)).collect();
        let found = self.moved(target, ranges, &insiders);
        // Of many readers at once it is not worth while to know whether there is one.
        let found = found.or_else(|| if readers.len() == 1 { self.solved(target, ranges, &insiders) } else { None });
        self.take(found)
    }

    /// By moves from the witness that lacks least.
    fn moved(&mut self, target: usize, ranges: &[RangeInclusive<u64>], insiders: &[&Insider]) -> Option<Witness> {
        let members = self.board.members(target);
        let lacks = |base: &Witness, range: &RangeInclusive<u64>| {
            let value: u64 = members.iter().filter_map(|unknown| base.get(*unknown)).sum();
            let pupils = range.start().saturating_sub(value) + value.saturating_sub(*range.end());
            let denied = insiders.iter().filter(|insider| !insider.admits(self.reading, base)).count();
            usize::try_from(pupils).map_or(usize::MAX, |pupils| pupils.saturating_add(denied))
        };
        let nearest = |range| self.pool.iter().min_by_key(|base| lacks(base, range));
        let starts: Vec<(Goal<'_>, &Witness)> =
            ranges.iter().filter_map(|range| Some((Goal { members, range, insiders }, nearest(range)?))).collect();
        let mut tries = MOVES.iter().flat_map(|moves| starts.iter().map(|start| (*moves, start)));
        tries.find_map(|(moves, (goal, base))| self.system.moved(self.reading, *goal, base, &mut self.net, moves))
    }

    /// By a linear program over everything that the target is tied to.
    fn solved(&mut self, target: usize, ranges: &[RangeInclusive<u64>], insiders: &[&Insider]) -> Option<Witness> {
        let (base, members) = (self.pool.first()?, self.board.members(target));
        let solved = &mut self.solved;
        ranges.iter().find_map(|range| self.system.reach(self.reading, Goal { members, range, insiders }, base, solved))
    }

    /// Adds a witness.
    fn take(&mut self, witness: Option<Witness>) -> bool {
        let found = witness.is_some();
        if let Some(witness) = witness {
            self.board.sweep(&witness);
            self.pool.push(witness);
        }
        found
    }
}
