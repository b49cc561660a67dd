//! Looks for witnesses of everything that must stay possible, cheaply: for many targets at once, then for one after the other, by moving
//! pupils about in a few schools and, only when that fails, in all of them.

use super::board::{Board, Kind, Reader};
use super::districts::PARTS;
use super::insider::Insider;
use super::reading::{Contradiction, Reading};
use super::search::{Goal, Solved, System};
use super::{Objection, Witness};
use std::ops::RangeInclusive;

/// Solves for all open targets at once give up when they certify less than this part of them.
const WORTHWHILE: usize = 16;

/// How many times fewer readers a witness is looked for when none is found.
const STEP: usize = 4;

/// Witnesses that are tried to be bent to what a reader knows.
const TURNS: usize = 4;

/// The search for witnesses.
pub(super) struct Hunt<'a> {
    reading: &'a Reading,
    system: System,
    /// The unknowns of each cell whose numbers do not follow at once.
    free: Vec<Vec<usize>>,
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
        let free = reading.districts.free(|unknown| system.is_free(unknown));
        Ok(Self { reading, system, free, board, pool, solved: Solved::default() })
    }

    /// What no witness can be found for: of each target the first reader whom that is so for.
    pub(super) fn objections(mut self) -> Vec<Objection> {
        self.all_at_once();
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

    /// Looks for witnesses that answer many targets at once: low numbers everywhere and high ones, part by part of the town.
    fn all_at_once(&mut self) {
        for turn in 0..2 {
            let parts = self.reading.districts.divided(turn, &self.free);
            for raise in [false, true] {
                loop {
                    let before = self.board.open().count();
                    if before == 0 {
                        break;
                    }
                    let wish = self.board.wish(raise);
                    let found = self.pool.first().and_then(|base| self.system.improved(self.reading, &parts, &wish, base));
                    let _ = self.take(found);
                    if before - self.board.open().count() <= before / WORTHWHILE {
                        break;
                    }
                }
            }
        }
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

    /// Looks for a witness of one of some ranges for some readers at once, and in the whole town for one reader only.
    fn find(&mut self, target: usize, ranges: &[RangeInclusive<u64>], readers: &[Reader]) -> bool {
        let insiders: Vec<&Insider> = readers.iter().filter_map(|reader| self.reading.insiders.get((*reader)?)).collect();
        let found = self.nearby(target, ranges, &insiders).or_else(|| self.moved(target, ranges, &insiders));
        // Where there are no parts, the whole town is small.
        let alone = readers.len() == 1 || self.part(self.board.members(target), 0).is_none();
        let found = found.or_else(|| if alone { self.anywhere(target, ranges, &insiders) } else { None });
        self.take(found)
    }

    /// From a witness that has such a number already, but does not agree with what these pupils know.
    fn nearby(&self, target: usize, ranges: &[RangeInclusive<u64>], insiders: &[&Insider]) -> Option<Witness> {
        let members = self.board.members(target);
        let own: Vec<usize> = insiders.iter().flat_map(|insider| insider.unknowns(self.reading)).collect();
        let part = self.part(&own, 0)?;
        let near = self.pool.iter().rev().filter_map(|base| {
            let value = members.iter().filter_map(|unknown| base.get(*unknown)).sum();
            Some((base, ranges.iter().find(|range| range.contains(&value))?))
        });
        { near }.take(TURNS).find_map(|(base, range)| self.system.reach(self.reading, None, Goal { members, range, insiders }, base, &part))
    }

    /// From what is true, by moves within a part of the town.
    fn moved(&self, target: usize, ranges: &[RangeInclusive<u64>], insiders: &[&Insider]) -> Option<Witness> {
        let (base, members) = (self.pool.first()?, self.board.members(target));
        // Moves within a part leave the others where they are, so what is known there must be so to begin with.
        if !insiders.iter().all(|insider| insider.admits(self.reading, base)) {
            return None;
        }
        let parts = (0..PARTS.len()).map_while(|turn| self.part(members, turn));
        let wishes: Vec<Vec<i32>> = ranges.iter().map(|range| self.board.wish(*range.start() > 0)).collect();
        let tries = parts.flat_map(|part| ranges.iter().zip(&wishes).map(move |(range, wish)| (part.clone(), range, wish)));
        { tries }.find_map(|(part, range, wish)| {
            self.system.reach(self.reading, Some(wish.as_slice()), Goal { members, range, insiders }, base, &part)
        })
    }

    /// By moves wherever the target is tied to.
    fn anywhere(&mut self, target: usize, ranges: &[RangeInclusive<u64>], insiders: &[&Insider]) -> Option<Witness> {
        let (base, members) = (self.pool.first()?, self.board.members(target));
        let solved = &mut self.solved;
        ranges.iter().find_map(|range| self.system.reach_anywhere(self.reading, Goal { members, range, insiders }, base, solved))
    }

    fn part(&self, members: &[usize], turn: usize) -> Option<Vec<usize>> {
        self.reading.districts.part(members, turn, &self.free)
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
