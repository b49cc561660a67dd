//! What must stay possible, and what of it a witness has been found for.

use super::reading::{Layer, Reading, Target};
use super::{Objection, Verdict, Witness};
use crate::disclosure::policy::Demand;
use std::ops::RangeInclusive;

/// For each target, the readers whom something must still be shown to be possible for.
pub(super) struct Board<'a> {
    reading: &'a Reading,
    /// For each target the unknowns that it counts.
    members: Vec<Vec<usize>>,
    /// For each target what must stay possible for each kind of reader.
    demands: Vec<[Demand; 3]>,
    open: Vec<Vec<Need>>,
}

/// A reader's own pupil, by place among the insiders; none for one who knows nobody.
pub(super) type Reader = Option<usize>;

/// How a reader stands to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One who knows nobody.
    Stranger,
    /// One who knows a pupil of the group of whom it is not true.
    Below,
    /// One who knows a pupil of the group of whom it is true.
    Above,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Stranger, Self::Below, Self::Above];
}

/// What a reader must not be able to rule out.
struct Need {
    reader: Reader,
    kind: Kind,
    /// Which of the demand's ranges have been reached.
    reached: [bool; 2],
}

impl Reading {
    /// The readers who know one pupil of a target's group; none for what is left of a group when others are taken away.
    fn needs(&self, target: &Target, within: &[Vec<Vec<usize>>]) -> Vec<Need> {
        let mut needs = vec![Need { reader: None, kind: Kind::Stranger, reached: [false; 2] }];
        // The only pupil of a group cannot be kept from what is known already.
        if !target.less.is_empty() || target.pupils < 2 {
            return needs;
        }
        let group = self.layers.get(target.layer).and_then(|layer| layer.groups.get(target.whole));
        let by_cell = within.get(target.layer);
        let inside = group.into_iter().flat_map(|group| &group.cells).filter_map(|cell| by_cell?.get(*cell)).flatten().copied();
        needs.extend(inside.filter_map(|insider| {
            let counts = self.insiders.get(insider)?.counts(self, target.layer, target.indicator);
            let kind = if counts { Kind::Above } else { Kind::Below };
            Some(Need { reader: Some(insider), kind, reached: [false; 2] })
        }));
        needs
    }
}

impl<'a> Board<'a> {
    pub(super) fn of(reading: &'a Reading) -> Self {
        let by_cell = |(layer, read): (usize, &Layer)| {
            let mut within = vec![Vec::new(); read.cells.len()];
            for (place, insider) in reading.insiders.iter().enumerate() {
                if let Some(cell) = insider.cell(layer).and_then(|cell| within.get_mut(cell)) {
                    cell.push(place);
                }
            }
            within
        };
        let within: Vec<Vec<Vec<usize>>> = reading.layers.iter().enumerate().map(by_cell).collect();
        let open = reading.targets.iter().map(|target| reading.needs(target, &within)).collect();
        let members = reading.targets.iter().map(|target| reading.unknowns(target).collect()).collect();
        let policy = reading.policy;
        let demands = |pupils| [policy.demand(pupils), policy.demand_beside(pupils, 0), policy.demand_beside(pupils, 1)];
        let demands = reading.targets.iter().map(|target| demands(target.pupils)).collect();
        Self { reading, members, demands, open }
    }

    /// Whether everything is shown of a target.
    pub(super) fn is_settled(&self, target: usize) -> bool {
        self.open.get(target).is_none_or(Vec::is_empty)
    }

    /// The readers of a kind for whom it is still to be shown that a target's number can lie in one of some ranges.
    pub(super) fn lacking(&self, target: usize, kind: Kind, ranges: &[RangeInclusive<u64>]) -> Vec<Reader> {
        let needs = self.open.get(target).into_iter().flatten().filter(|need| need.kind == kind);
        let lacks = |need: &&Need| self.missing(target, need).iter().any(|range| ranges.contains(range));
        needs.filter(lacks).map(|need| need.reader).collect()
    }

    /// Ticks off what a witness shows to be possible.
    pub(super) fn sweep(&mut self, witness: &Witness) {
        let reading = self.reading;
        let sums = reading.sums(witness);
        let admits: Vec<bool> = reading.insiders.iter().map(|insider| insider.admits(reading, witness)).collect();
        let targets = reading.targets.iter().zip(&self.demands).zip(&mut self.open);
        for ((target, demands), needs) in targets.filter(|(_, needs)| !needs.is_empty()) {
            let value = sums.of(reading, target);
            needs.retain_mut(|need| {
                let Some(demand) = demands.get(need.kind as usize) else { return true };
                if need.reader.is_none_or(|insider| admits.get(insider).copied().unwrap_or(false)) {
                    for (range, reached) in demand.ranges.iter().zip(&mut need.reached) {
                        *reached |= range.contains(&value);
                    }
                }
                let reached = need.reached.get(..demand.ranges.len()).unwrap_or_default();
                if demand.all { reached.contains(&false) } else { !reached.contains(&true) }
            });
        }
    }

    /// The ranges of a need that no witness has reached.
    fn missing(&self, target: usize, need: &Need) -> Vec<RangeInclusive<u64>> {
        let ranges = self.demand(target, need.kind).into_iter().flat_map(|demand| &demand.ranges);
        ranges.zip(need.reached).filter(|(_, reached)| !*reached).map(|(range, _)| range.clone()).collect()
    }

    /// What must stay possible of a target for a kind of reader.
    pub(super) fn demand(&self, target: usize, kind: Kind) -> Option<&Demand> {
        self.demands.get(target)?.get(kind as usize)
    }

    /// The unknowns that a target counts.
    pub(super) fn members(&self, target: usize) -> &[usize] {
        self.members.get(target).map_or(&[], Vec::as_slice)
    }

    /// What is to be objected to for a reader, if anything still is.
    pub(super) fn objection(&self, target: usize, reader: Reader) -> Option<Objection> {
        let need = self.open.get(target)?.iter().find(|need| need.reader == reader)?;
        let all = self.demand(target, need.kind)?.all;
        let (missing, target) = (self.missing(target, need), self.reading.targets.get(target)?.clone());
        Some(Objection { verdict: Verdict::Provable, target, insider: reader, all, missing })
    }
}
