//! Looks for witnesses: whole numbers for all unknowns that agree with everything that is printed.

use super::Witness;
use super::insider::{Floor, Insider};
use super::linear::{Linear, Start};
use super::moves::Net;
use super::reading::{Reading, Target};
use crate::order::Order as _;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::RangeInclusive;

/// The unknowns and what the printed figures say about them, simplified as far as it goes without arithmetic.
pub(super) struct System {
    /// Unknowns whose number follows at once.
    fixed: BTreeMap<usize, u64>,
    /// What is known of the others.
    rows: Vec<Row>,
    /// For each of the others the rows that it stands in.
    standing: BTreeMap<usize, Vec<usize>>,
    /// For each of them, a name of the block of unknowns that rows tie it to.
    block: BTreeMap<usize, usize>,
}

/// Something that is known of the sum of some unknowns less that of others.
struct Row {
    kind: Kind,
    of: Equation,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is a printed figure, or what follows from some.
    Printed,
    /// It is at most so much: the unknowns of one cell, and the pupils left for them.
    Room,
    /// It is not all nothing.
    Somebody,
}

/// The sum of some unknowns less that of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Equation {
    plus: Vec<usize>,
    minus: Vec<usize>,
    sum: i64,
}

/// What a witness is wanted for.
#[derive(Clone, Copy)]
pub(super) struct Goal<'a> {
    /// The unknowns of a target.
    pub(super) members: &'a [usize],
    /// What they are to come to.
    pub(super) range: &'a RangeInclusive<u64>,
    /// Pupils whom a reader knows.
    pub(super) insiders: &'a [&'a Insider],
}

impl Goal<'_> {
    fn is_reached(&self, reading: &Reading, witness: &Witness) -> bool {
        self.range.contains(&sum(self.members, witness)) && self.insiders.iter().all(|insider| insider.admits(reading, witness))
    }
}

/// More than there are pupils anywhere.
const MANY: i64 = 1 << 40;

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
        let mut rows: Vec<Row> = equations.into_iter().map(|of| Row { kind: Kind::Printed, of }).collect();
        for cell in reading.layers.iter().flat_map(|layer| &layer.cells) {
            let taken: u64 = cell.unknowns.clone().filter_map(|unknown| fixed.get(&unknown)).sum();
            let free: Vec<usize> = cell.unknowns.clone().filter(|unknown| !fixed.contains_key(unknown)).collect();
            let room = i64::try_from(cell.pupils).ok()?.checked_sub(i64::try_from(taken).ok()?).filter(|room| *room >= 0)?;
            if !free.is_empty() {
                rows.push(Row { kind: Kind::Room, of: Equation { plus: free, minus: Vec::new(), sum: room } });
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
        let equation = |plus| Equation { plus, minus: Vec::new(), sum: 1 };
        rows.extend(somebody.into_iter().map(|free| Row { kind: Kind::Somebody, of: equation(free) }));
        let block = blocks(&rows);
        let mut standing: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (place, row) in rows.iter().enumerate() {
            row.of.plus.iter().chain(&row.of.minus).for_each(|unknown| standing.entry(*unknown).or_default().push(place));
        }
        Some(Self { fixed, rows, standing, block })
    }

    /// What is known, for moves from `base`.
    pub(super) fn net(&self) -> Net {
        let mut net = Net::default();
        for Row { kind, of } in &self.rows {
            let range = match kind {
                Kind::Printed => of.sum..=of.sum,
                Kind::Room => 0..=of.sum,
                Kind::Somebody => 1..=MANY,
            };
            net.keep(&of.plus, &of.minus, &range);
        }
        net
    }

    /// Numbers that agree with everything printed and reach the goal, by moves from those of a net.
    pub(super) fn moved(&self, reading: &Reading, goal: Goal<'_>, base: &Witness, net: &mut Net, moves: usize) -> Option<Witness> {
        let mut more = vec![(goal.members.to_vec(), number(*goal.range.start())?..=number(*goal.range.end())?)];
        for floor in goal.insiders.iter().flat_map(|insider| insider.floors(reading)) {
            more.push(match floor {
                Floor::Somebody(unknown) => (vec![unknown], 1..=MANY),
                Floor::Room(cell) => (cell.unknowns.clone().collect(), 0..=number(cell.pupils)? - 1),
            });
        }
        net.moved(base, moves, &more).filter(|witness| goal.is_reached(reading, witness) && reading.admits(witness))
    }

    /// Numbers that agree with everything printed; none when none were found.
    pub(super) fn any(&self, reading: &Reading) -> Option<Witness> {
        let mut witness: Witness = (0..reading.most.len()).map(|unknown| self.fixed.get(&unknown).copied().unwrap_or(0)).collect();
        for block in self.block.values().copied().collect::<BTreeSet<usize>>() {
            let field = self.of_blocks(&BTreeSet::from([block]));
            let linear = self.program(&field, &moves(&field, &witness), false, &witness)?;
            let agrees = |witness: &Witness| self.agrees(&field, witness);
            witness = linear.solutions().map(|values| with(&witness, &values)).find(agrees)?;
        }
        reading.admits(&witness).then_some(witness)
    }

    /// The same by a linear program. Programs that were solved before for another goal go on from there.
    pub(super) fn reach(&self, reading: &Reading, goal: Goal<'_>, base: &Witness, solved: &mut Solved) -> Option<Witness> {
        let floors = goal.insiders.iter().flat_map(|insider| insider.unknowns(reading));
        let touched: BTreeSet<usize> =
            floors.chain(goal.members.iter().copied()).filter_map(|unknown| self.block.get(&unknown).copied()).collect();
        let field = self.of_blocks(&touched);
        let moves = moves(&field, base);
        let aim = aim(reading, goal, &moves, base)?;
        let program = || self.program(&field, &moves, true, base);
        let start = solved.0.entry(touched).or_insert_with(|| program()?.start()).as_ref()?;
        let found = start.go_on(&aim)?;
        let witness = found.whole().and_then(|values| self.first(reading, goal, base, &field, std::iter::once(values)));
        if witness.is_some() {
            return witness;
        }
        let mut linear = program()?;
        linear.extend(aim);
        self.first(reading, goal, base, &field, linear.solutions())
    }

    /// The first of some solutions that is a witness.
    fn first(
        &self,
        reading: &Reading,
        goal: Goal<'_>,
        base: &Witness,
        field: &[usize],
        mut solutions: impl Iterator<Item = BTreeMap<usize, u64>>,
    ) -> Option<Witness> {
        solutions.find_map(|values| {
            let witness = with(base, &values);
            (goal.is_reached(reading, &witness) && self.agrees(field, &witness) && reading.admits(&witness)).then_some(witness)
        })
    }

    /// The unknowns of some blocks.
    fn of_blocks(&self, blocks: &BTreeSet<usize>) -> Vec<usize> {
        self.block.iter().filter(|(_, block)| blocks.contains(block)).map(|(unknown, _)| *unknown).collect()
    }

    /// The rows that unknowns of a field stand in.
    fn rows(&self, field: &[usize]) -> BTreeSet<usize> {
        field.iter().filter_map(|unknown| self.standing.get(unknown)).flatten().copied().collect()
    }

    /// Whether what is known of a field's unknowns is so.
    fn agrees(&self, field: &[usize], witness: &Witness) -> bool {
        self.rows(field).into_iter().filter_map(|row| self.rows.get(row)).all(|row| {
            let come_to = number(sum(&row.of.plus, witness)).zip(number(sum(&row.of.minus, witness)));
            come_to.is_some_and(|(plus, minus)| match row.kind {
                Kind::Printed => plus - minus == row.of.sum,
                Kind::Room => plus <= row.of.sum,
                Kind::Somebody => plus >= 1,
            })
        })
    }

    /// The linear program of a field, where all other unknowns are as in `base` and those of the field, if so asked, near it. None when that
    /// cannot be.
    fn program(&self, field: &[usize], moves: &[bool], near: bool, base: &Witness) -> Option<Linear> {
        let mut linear = Linear::default();
        for row in self.rows(field).into_iter().filter_map(|row| self.rows.get(row)) {
            let ((plus, more), (minus, less)) = (split(&row.of.plus, moves, base)?, split(&row.of.minus, moves, base)?);
            let left = row.of.sum.checked_sub(more)?.checked_add(less)?;
            match row.kind {
                Kind::Printed => linear.equal(plus, minus, left),
                Kind::Room => {
                    let room = u64::try_from(left).ok()?;
                    plus.iter().for_each(|unknown| match near {
                        true => linear.near(*unknown, room, base.get(*unknown).copied().unwrap_or(0)),
                        false => linear.cell(*unknown, room, 0),
                    });
                    if plus.len() > 1 {
                        linear.at_most(plus, left);
                    }
                }
                Kind::Somebody if left > 0 => linear.at_least(plus, left),
                Kind::Somebody => {}
            }
        }
        Some(linear)
    }
}

/// Programs that were solved, by the blocks that they are of; none for one that has no solution.
#[derive(Default)]
pub(super) struct Solved(BTreeMap<BTreeSet<usize>, Option<Start>>);

/// For each unknown whether it is of a field.
fn moves(field: &[usize], base: &Witness) -> Vec<bool> {
    let mut moves = vec![false; base.len()];
    field.iter().for_each(|unknown| moves.get_mut(*unknown).into_iter().for_each(|moves| *moves = true));
    moves
}

/// Those of some unknowns that move, and what the others come to.
fn split(unknowns: &[usize], moves: &[bool], base: &Witness) -> Option<(Vec<usize>, i64)> {
    let (moved, still): (Vec<usize>, Vec<usize>) = unknowns.iter().partition(|unknown| moves.get(**unknown).copied().unwrap_or(false));
    Some((moved, number(sum(&still, base))?))
}

/// What a goal adds to a program. None when it is out of reach for what moves.
fn aim(reading: &Reading, goal: Goal<'_>, moves: &[bool], base: &Witness) -> Option<Linear> {
    let mut linear = Linear::default();
    let (moved, still) = split(goal.members, moves, base)?;
    let (least, most) = (number(*goal.range.start())? - still, number(*goal.range.end())? - still);
    if most < 0 || moved.is_empty() && least > 0 {
        return None;
    }
    if !moved.is_empty() {
        linear.range(moved, &(least..=most));
    }
    for floor in goal.insiders.iter().flat_map(|insider| insider.floors(reading)) {
        match floor {
            Floor::Somebody(unknown) if moves.get(unknown) == Some(&true) => linear.at_least(vec![unknown], 1),
            Floor::Room(cell) => {
                let unknowns: Vec<usize> = cell.unknowns.clone().collect();
                let (moved, still) = split(&unknowns, moves, base)?;
                if !moved.is_empty() {
                    linear.at_most(moved, number(cell.pupils)? - 1 - still);
                }
            }
            Floor::Somebody(_) => {}
        }
    }
    Some(linear)
}

/// What some unknowns come to.
fn sum(unknowns: &[usize], witness: &Witness) -> u64 {
    unknowns.iter().filter_map(|unknown| witness.get(*unknown)).sum()
}

fn number(pupils: u64) -> Option<i64> {
    i64::try_from(pupils).ok()
}

/// A witness with other numbers for some unknowns.
fn with(base: &Witness, values: &BTreeMap<usize, u64>) -> Witness {
    let mut witness = base.clone();
    for (unknown, value) in values {
        if let Some(place) = witness.get_mut(*unknown) {
            *place = *value;
        }
    }
    witness
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
    whole.order();
    whole.dedup();
    // The larger parts first, so that few are taken off.
    let mut starting: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut order: Vec<usize> = (0..whole.len()).collect();
    order.order_by_key(|place| std::cmp::Reverse(whole.get(*place).map_or(0, |(members, _)| members.len())));
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

/// Names for the sets of unknowns that rows tie together.
fn blocks(rows: &[Row]) -> BTreeMap<usize, usize> {
    let members = |row: &Row| row.of.plus.iter().chain(&row.of.minus).copied().collect::<Vec<usize>>();
    let mut parent: BTreeMap<usize, usize> = rows.iter().flat_map(members).map(|unknown| (unknown, unknown)).collect();
    fn root(parent: &BTreeMap<usize, usize>, mut unknown: usize) -> usize {
        while let Some(up) = parent.get(&unknown).filter(|up| **up != unknown) {
            unknown = *up;
        }
        unknown
    }
    for row in rows {
        let mut members = members(row).into_iter();
        let Some(first) = members.next().map(|unknown| root(&parent, unknown)) else { continue };
        for other in members {
            let other = root(&parent, other);
            let _ = parent.insert(other, first);
        }
    }
    let names: Vec<usize> = parent.keys().map(|unknown| root(&parent, *unknown)).collect();
    parent.keys().copied().zip(names).collect()
}
