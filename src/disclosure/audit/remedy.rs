//! What more must be withheld so that a reader can no longer work a group out.
//!
//! The same linear program as the attack's, except that printed figures may be wrong, at a price: the number of pupils of
//! their group for every pupil that they are off. The figures that are off in the cheapest answer are those that prove
//! what must not be proved; when they are withheld, the answer is a witness.

use super::reading::{Reading, Target};
use super::search::Linear;
use super::{Objection, Verdict, Witness};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A way out: a table, and the printed groups that it contradicts.
struct Bent {
    witness: Witness,
    groups: BTreeSet<usize>,
}

impl Reading {
    /// The rows to withhold so that none of the objections stands, and the witnesses of that.
    pub(in crate::disclosure) fn remedy(&self, objections: &[Objection], pool: &mut Vec<Witness>) -> Vec<usize> {
        let mut withheld: BTreeSet<usize> = BTreeSet::new();
        let known = pool.len();
        for objection in objections {
            if objection.verdict == Verdict::Printed {
                let _ = withheld.insert(objection.target.whole);
                continue;
            }
            let all = self.policy.demand(objection.target.pupils).all;
            // What was found for an earlier objection may answer this one too.
            let found: Vec<u64> = pool.iter().skip(known).map(|witness| self.value(&objection.target, witness)).collect();
            let (reached, missing): (Vec<_>, Vec<_>) =
                objection.missing.iter().partition(|range| found.iter().any(|value| range.contains(value)));
            if missing.is_empty() || !all && !reached.is_empty() {
                continue;
            }
            let mut ways: Vec<Bent> = Vec::new();
            for range in missing {
                match self.bend(&objection.target, range, &withheld) {
                    Some(way) => ways.push(way),
                    None if all => withheld.extend(self.neighbours(&objection.target)),
                    None => {}
                }
            }
            if ways.is_empty() {
                withheld.extend(self.neighbours(&objection.target));
            } else if !all {
                // One of the ranges is enough: the one that costs the fewest pupils' figures.
                ways.sort_by_key(|way| {
                    way.groups.difference(&withheld).filter_map(|group| self.groups.get(*group)).map(|group| group.pupils).sum::<u64>()
                });
                ways.truncate(1);
            }
            for way in ways {
                withheld.extend(way.groups);
                pool.push(way.witness);
            }
        }
        withheld.iter().filter_map(|group| self.groups.get(*group)).flat_map(|group| group.rows.iter().copied()).collect()
    }

    /// The way out that gives the target a number in the range at the least price. What is withheld already costs nothing.
    fn bend(&self, target: &Target, range: &RangeInclusive<u64>, withheld: &BTreeSet<usize>) -> Option<Bent> {
        let mut linear = Linear::default();
        for (index, pupils) in self.inner.iter().enumerate() {
            linear.cell(index, *pupils, 0);
        }
        // Two more cells for each printed group: how much it is printed too low, and too high.
        let mut spare = self.inner.len();
        for (index, group) in self.groups.iter().enumerate() {
            let Some(hits) = group.hits.filter(|_| !withheld.contains(&index)) else { continue };
            let price = i32::try_from(group.pupils).ok()?;
            linear.cell(spare, group.pupils.saturating_sub(hits), price);
            linear.cell(spare + 1, hits, price);
            linear.bent(group.inner.clone(), (spare, spare + 1), hits);
            spare += 2;
        }
        linear.range(self.members(target).collect(), range);
        linear.solutions().find_map(|values| {
            let witness: Witness = (0..self.inner.len()).map(|index| values.get(&index).copied().unwrap_or(0)).collect();
            let possible = witness.iter().zip(&self.inner).all(|(hits, pupils)| hits <= pupils);
            let sums = self.sums(&witness);
            let wrong = self.groups.iter().zip(&sums).map(|(group, sum)| group.hits.is_some_and(|hits| hits != *sum));
            let groups = wrong.enumerate().filter(|(_, wrong)| *wrong).map(|(index, _)| index).collect();
            (possible && range.contains(&target.of(&sums))).then_some(Bent { witness, groups })
        })
    }

    /// The printed groups that share pupils with a target: without them nothing is known of it.
    fn neighbours(&self, target: &Target) -> Vec<usize> {
        let members: BTreeSet<usize> = self.members(target).collect();
        let shares = |inner: &[usize]| inner.iter().any(|index| members.contains(index));
        self.groups.iter().enumerate().filter(|(_, group)| group.hits.is_some() && shares(&group.inner)).map(|(index, _)| index).collect()
    }
}
