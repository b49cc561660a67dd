//! What more must be withheld so that a reader can no longer work a group out.
//!
//! The same linear program as the attack's, except that printed figures may be wrong, at a price: the number of pupils of
//! their group for every pupil that they are off, and next to nothing for a figure that says how indicators combine. The figures that
//! are off in the cheapest answer are those that prove what must not be proved; when they are withheld, the answer is a witness.

use super::insider::{Floor, Insider};
use super::linear::Linear;
use super::reading::{Group, Place, Printed, Reading, Target};
use super::{Objection, Verdict, Witness};
use crate::order::Order as _;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A printed figure: layer, group, indicator.
type Known = (usize, usize, usize);

/// A way out: numbers, and the printed figures that they contradict.
struct Bent {
    witness: Witness,
    figures: BTreeSet<Known>,
}

impl Reading {
    /// The figures to withhold so that none of the objections stands, and the witnesses of that.
    pub(in crate::disclosure) fn remedy(&self, objections: &[Objection], pool: &mut Vec<Witness>) -> Vec<Place> {
        let mut withheld: BTreeSet<Known> = BTreeSet::new();
        let known = pool.len();
        for objection in objections {
            let target = &objection.target;
            if objection.verdict == Verdict::Printed {
                let _ = withheld.insert((target.layer, target.whole, target.indicator));
                continue;
            }
            let all = objection.all;
            let insider = objection.insider.and_then(|insider| self.insiders.get(insider));
            // What was found for an earlier objection may answer this one too.
            let fits = |witness: &&Witness| insider.is_none_or(|insider| insider.admits(self, witness));
            let found: Vec<u64> = pool.iter().skip(known).filter(fits).map(|witness| self.value(target, witness)).collect();
            let (reached, missing): (Vec<_>, Vec<_>) =
                objection.missing.iter().partition(|range| found.iter().any(|value| range.contains(value)));
            if missing.is_empty() || !all && !reached.is_empty() {
                continue;
            }
            let mut ways: Vec<Bent> = Vec::new();
            for range in missing {
                match self.bend(target, insider, range, &withheld) {
                    Some(way) => ways.push(way),
                    None if all => withheld.extend(self.neighbours(target)),
                    None => {}
                }
            }
            if ways.is_empty() {
                withheld.extend(self.neighbours(target));
            } else if !all {
                // One of the ranges is enough: the one that costs the fewest pupils' figures.
                ways.order_by_key(|way| {
                    way.figures.difference(&withheld).map(|figure| u64::from(self.price(*figure).unsigned_abs())).sum::<u64>()
                });
                ways.truncate(1);
            }
            for way in ways {
                withheld.extend(way.figures);
                pool.push(way.witness);
            }
        }
        let figures =
            withheld.iter().filter_map(|(layer, group, indicator)| self.layers.get(*layer)?.groups.get(*group)?.printed.get(indicator));
        figures.flat_map(|printed| printed.places.iter().copied()).collect()
    }

    fn figures(&self) -> impl Iterator<Item = (Known, &Group, &Printed)> {
        self.layers.iter().enumerate().flat_map(|(layer, read)| {
            let groups = read.groups.iter().enumerate();
            groups.flat_map(move |(place, group)| {
                group.printed.iter().map(move |(indicator, printed)| ((layer, place, *indicator), group, printed))
            })
        })
    }

    /// The unknowns of each withheld figure of which there is somebody, and its column.
    fn somebody(&self) -> impl Iterator<Item = (Vec<usize>, usize)> {
        self.layers.iter().enumerate().flat_map(move |(layer, read)| {
            let groups = read.groups.iter().enumerate();
            groups.flat_map(move |(place, group)| {
                let withheld = group.somebody.iter().filter(|indicator| !group.printed.contains_key(indicator));
                withheld.filter_map(move |indicator| {
                    let members = self.members((layer, place, *indicator));
                    let column = *self.columns.get(*members.first()?)?;
                    Some((members, column))
                })
            })
        })
    }

    fn price(&self, (layer, group, _): Known) -> i32 {
        let pupils = self.layers.get(layer).and_then(|layer| layer.groups.get(group)).map_or(0, |group| group.pupils);
        if layer == 0 { i32::try_from(pupils).unwrap_or(i32::MAX) } else { 1 }
    }

    /// The unknowns that a figure of a group counts.
    fn members(&self, (layer, group, indicator): Known) -> Vec<usize> {
        self.unknowns(&Target { layer, indicator, whole: group, less: Vec::new(), pupils: 0 }).collect()
    }

    /// The way out that gives the target a number in the range at the least price. What is withheld already costs nothing.
    fn bend(&self, target: &Target, insider: Option<&Insider>, range: &RangeInclusive<u64>, withheld: &BTreeSet<Known>) -> Option<Bent> {
        // Columns of time have nothing to do with one another.
        let column = *self.columns.get(self.unknowns(target).next()?)?;
        let mut linear = Linear::default();
        for cell in self.layers.iter().flat_map(|layer| &layer.cells).filter(|cell| cell.column == column) {
            cell.unknowns.clone().for_each(|unknown| linear.cell(unknown, cell.pupils, 0));
            if cell.unknowns.len() > 1 {
                linear.at_most(cell.unknowns.clone().collect(), i64::try_from(cell.pupils).ok()?);
            }
        }
        for (plus, minus) in self
            .links
            .iter()
            .filter(|(plus, minus)| plus.iter().chain(minus).next().and_then(|unknown| self.columns.get(*unknown)) == Some(&column))
        {
            linear.equal(plus.clone(), minus.clone(), 0);
        }
        // Two more cells for each printed figure: how much it is printed too low, and too high.
        let mut spare = self.most.len();
        for (known, group, printed) in self.figures() {
            let mut plus = self.members(known);
            if plus.first().and_then(|unknown| self.columns.get(*unknown)) != Some(&column) {
                continue;
            }
            // Withheld, it would still say that there is somebody, by a rule that prints that there is not.
            let least = u64::from(group.somebody.contains(&known.2));
            if withheld.contains(&known) {
                linear.at_least(plus, i64::try_from(least).ok()?);
                continue;
            }
            let hits = i64::try_from(printed.hits).ok()?;
            if printed.stands {
                linear.equal(plus, Vec::new(), hits);
                continue;
            }
            let price = self.price(known);
            linear.cell(spare, group.pupils.saturating_sub(printed.hits), price);
            linear.cell(spare + 1, printed.hits.saturating_sub(least), price);
            plus.push(spare + 1);
            linear.equal(plus, vec![spare], hits);
            spare += 2;
        }
        for (plus, _) in self.somebody().filter(|(plus, own)| *own == column && !plus.is_empty()) {
            linear.at_least(plus, 1);
        }
        let wanted = i64::try_from(*range.start()).ok()?..=i64::try_from(*range.end()).ok()?;
        linear.range(self.unknowns(target).collect(), &wanted);
        for floor in insider.into_iter().flat_map(|insider| insider.floors(self)) {
            match floor {
                Floor::Somebody(unknown) => linear.at_least(vec![unknown], 1),
                Floor::Room(cell) => linear.at_most(cell.unknowns.clone().collect(), i64::try_from(cell.pupils).ok()? - 1),
            }
        }
        linear.solutions().find_map(|values| {
            let witness: Witness = (0..self.most.len())
                .map(|unknown| values.get(&unknown).or_else(|| self.truth.get(unknown)).copied().unwrap_or(0))
                .collect();
            let here = |known: &Known| self.members(*known).first().and_then(|unknown| self.columns.get(*unknown)) == Some(&column);
            let figures = self.figures().filter(|(known, _, printed)| !printed.stands && self.sum(*known, &witness) != printed.hits);
            let figures = figures.map(|(known, ..)| known).filter(here).collect();
            let fits = insider.is_none_or(|insider| insider.admits(self, &witness));
            (fits && self.is_possible(&witness) && range.contains(&self.value(target, &witness))).then_some(Bent { witness, figures })
        })
    }

    fn sum(&self, figure: Known, witness: &[u64]) -> u64 {
        self.members(figure).iter().filter_map(|unknown| witness.get(*unknown)).sum()
    }

    /// The printed figures that share pupils with a target, in their layer or by what they say of all: without them nothing is known
    /// of it.
    fn neighbours(&self, target: &Target) -> Vec<Known> {
        let members: BTreeSet<usize> = self.unknowns(target).collect();
        let column = members.first().and_then(|unknown| self.columns.get(*unknown));
        self.figures()
            .map(|(known, ..)| known)
            .filter(|known| {
                let own = self.members(*known);
                let shares = own.iter().any(|unknown| members.contains(unknown));
                shares || known.0 != target.layer && own.first().and_then(|unknown| self.columns.get(*unknown)) == column
            })
            .collect()
    }
}
