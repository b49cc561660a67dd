//! Shares of time. Nobody is counted by them, but a reader who knows how much time groups have takes one group's absence from another's: a
//! group is known if it is, in the cells that all groups are made of, a sum of groups that are told, each taken so often. How much its
//! share is hangs on the time; that it can be worked out does not.

use super::cells::Level;
use super::outcome::{Finding, Step, Time, Writer};
use super::population::{Key, Population, is_within, mask};
use super::program::FAR;
use super::prove::fewest;
use super::reading::{Absence, Place, Sheet};
use super::verdict::{Guard, Verdict};
use super::words;
use crate::claim::{Claim, Decimal, Figure};
use std::collections::{BTreeMap, BTreeSet};

/// What the rows of a group say of its time.
#[derive(Default)]
struct Read {
    /// Rows that tell the share, and whether these may.
    told: Vec<(Place, Decimal, bool)>,
    withheld: bool,
    /// Reports some row of which withholds how many pupils are above the limit.
    uncounted: BTreeSet<usize>,
}

/// A group, or what is left of one without others, whose share is known.
struct Known {
    group: usize,
    less: Vec<usize>,
    cells: Vec<usize>,
}

/// Attacks the shares of time of one population; none when its groups are made of too many cells.
pub(super) fn attack(sheets: &[&Sheet], population: &Population, writer: &mut Writer<'_>) -> Option<()> {
    let claims = writer.claims;
    for absence in Absence::ALL {
        let groups = read(sheets, population, claims, absence);
        if absence == Absence::Total {
            let count = |is: fn(&Read) -> bool| u64::try_from(groups.values().filter(|read| is(read)).count()).unwrap_or(u64::MAX);
            writer.outcome.timed.0 += count(|read| read.withheld || !read.told.is_empty());
            writer.outcome.timed.1 += count(|read| read.told.is_empty() && read.withheld);
        }
        let all: BTreeSet<u64> = groups.keys().filter_map(|group| population.group(*group)).map(|group| mask(&group.key)).collect();
        let level = Level::of(population, all.iter().fold(0, |level, own| level | own), &all)?;
        let attacked = Attacked::of(population, claims, &groups, &level);
        let step = |row: &usize, place: Place, share: Decimal| step(population, claims, absence, *row, place, share);
        for (group, read) in &groups {
            for (place, share, _) in read.told.iter().filter(|(.., allowed)| !allowed) {
                let mut finding = finding(population, claims, absence, *group, &[]);
                finding.verdict = Some(Verdict::Printed);
                finding.time = Some(Time { printed: Some(*share) });
                finding.follows = step(group, *place, *share).into_iter().collect();
                finding.explained = true;
                writer.outcome.findings.push(finding);
            }
        }
        let (known, undecided, derived) = attacked.known();
        writer.outcome.undecided += undecided;
        writer.outcome.derived += derived;
        for known in known {
            let mut finding = finding(population, claims, absence, known.group, &known.less);
            finding.verdict = Some(Verdict::Exact);
            finding.time = Some(Time { printed: None });
            if writer.outcome.may_explain() {
                let told = |group: usize| groups.get(&group).and_then(|read| read.told.first()).map(|told| (group, told));
                let from = attacked.from(&known).into_iter().filter_map(told);
                finding.follows = from.filter_map(|(group, (place, share, _))| step(&group, *place, *share)).collect();
                finding.explained = true;
            }
            writer.outcome.findings.push(finding);
        }
    }
    Some(())
}

/// What all rows say of the time of each group.
fn read(sheets: &[&Sheet], population: &Population, claims: &[Claim], absence: Absence) -> BTreeMap<usize, Read> {
    let mut groups: BTreeMap<usize, Read> = BTreeMap::new();
    for time in sheets.iter().flat_map(|sheet| &sheet.times).filter(|time| time.absence == absence) {
        let Some(group) = population.group_of(&time.entry) else { continue };
        let read = groups.entry(group).or_default();
        read.uncounted.extend(time.uncounted.then_some(time.entry.place.claim));
        read.withheld |= time.entry.figure == Figure::Withheld;
        if let (Figure::Decimal(share), Some(claim)) = (time.entry.figure, claims.get(time.entry.place.claim)) {
            let small = Guard { rule: claim.rule, pupils: population.size(group) }.is_small();
            read.told.push((time.entry.place, share, !small && !time.uncounted));
        }
    }
    groups
}

/// The groups of a population, and the cells that all of them are made of.
struct Attacked<'a> {
    population: &'a Population,
    claims: &'a [Claim],
    groups: &'a BTreeMap<usize, Read>,
    level: &'a Level,
    /// The groups that are told, with their cells.
    told: Vec<(usize, Vec<usize>)>,
}

impl<'a> Attacked<'a> {
    fn of(population: &'a Population, claims: &'a [Claim], groups: &'a BTreeMap<usize, Read>, level: &'a Level) -> Self {
        let mut attacked = Self { population, claims, groups, level, told: Vec::new() };
        let told = groups.iter().filter(|(_, read)| !read.told.is_empty());
        attacked.told = told.map(|(group, _)| (*group, attacked.cells(*group, &[]))).collect();
        attacked
    }

    /// What is known and should not be, how much could not be decided, and how much of what was tried has no row.
    fn known(&self) -> (Vec<Known>, u64, u64) {
        let equations = Equations::of(self.told.iter().map(|(_, cells)| cells.as_slice()));
        let (mut known, mut undecided) = (Vec::new(), 0);
        let mut seen: BTreeSet<Vec<usize>> = self.told.iter().map(|(_, cells)| cells.clone()).collect();
        let mut by_claims: BTreeMap<&BTreeSet<usize>, Option<Equations>> = BTreeMap::new();
        for (group, read) in self.groups.iter().filter(|(group, read)| read.told.is_empty() && self.is_protected(**group, read)) {
            let cells = self.cells(*group, &[]);
            // A share is told or not by the counts of one definition. That the report of another tells it is no leak, but for small groups.
            let given = if self.is_small(*group) {
                equations.as_ref().and_then(|equations| equations.give(&cells))
            } else {
                let own = by_claims.entry(&read.uncounted).or_insert_with(|| self.told_beside(&read.uncounted));
                own.as_ref().and_then(|equations| equations.give(&cells))
            };
            match given {
                Some(false) => (),
                Some(true) => known.push(Known { group: *group, less: Vec::new(), cells: cells.clone() }),
                None => undecided += 1,
            }
            let _ = seen.insert(cells);
        }
        let rests = self.rests();
        let derived = u64::try_from(rests.len()).unwrap_or(u64::MAX);
        for (group, less) in rests {
            let cells = self.cells(group, &less);
            // A row of the same pupils has been looked at.
            if seen.insert(cells.clone()) {
                known.push(Known { group, less, cells });
            }
        }
        (known, undecided, derived)
    }

    /// Told groups that a known one follows from, none of which can be left out: those that are most like it first.
    fn from(&self, known: &Known) -> Vec<usize> {
        let own: BTreeSet<&usize> = known.cells.iter().collect();
        let mut order: Vec<(usize, usize)> = (0..self.told.len())
            .filter_map(|place| {
                let (_, cells) = self.told.get(place)?;
                let shared = cells.iter().filter(|cell| own.contains(cell)).count();
                Some((cells.len() + own.len() - 2 * shared, place))
            })
            .collect();
        order.sort_unstable();
        let order: Vec<usize> = order.into_iter().map(|(_, place)| place).collect();
        let follows = |rows: &[usize]| {
            let sums = rows.iter().filter_map(|row| self.told.get(*row)).map(|(_, cells)| cells.as_slice());
            Equations::of(sums).and_then(|equations| equations.give(&known.cells)) == Some(true)
        };
        let mut few = 1;
        while few < order.len() && !follows(order.get(..few).unwrap_or_default()) {
            few = (few * 2).min(order.len());
        }
        let rows = fewest(order.get(..few).unwrap_or_default().to_vec(), follows);
        rows.into_iter().filter_map(|row| self.told.get(row)).map(|(group, _)| *group).collect()
    }

    /// Whether nobody may know the share of a group that no row tells: it is small, or how many of it are above the limit is withheld.
    fn is_protected(&self, group: usize, read: &Read) -> bool {
        let is_empty = self.population.size(group) == Some(0);
        self.population.group(group).is_some() && !is_empty && (self.is_small(group) || !read.uncounted.is_empty())
    }

    fn is_small(&self, group: usize) -> bool {
        self.population.group(group).is_some_and(|own| Guard { rule: own.rule, pupils: own.size }.is_small())
    }

    /// What reports by the definitions of some of them tell.
    fn told_beside(&self, claims: &BTreeSet<usize>) -> Option<Equations> {
        let ids = |claim: usize| -> Option<Vec<&str>> {
            Some(self.claims.get(claim)?.definitions.iter().map(|definition| definition.id.as_str()).collect())
        };
        let own: BTreeSet<Vec<&str>> = claims.iter().filter_map(|claim| ids(*claim)).collect();
        let is_own = |(place, ..): &(Place, Decimal, bool)| ids(place.claim).is_some_and(|ids| own.contains(&ids));
        let told = self.told.iter().filter(|(group, _)| self.groups.get(group).is_some_and(|read| read.told.iter().any(is_own)));
        Equations::of(told.map(|(_, cells)| cells.as_slice()))
    }

    /// Small groups that are left when told groups are taken from told ones: one, or all of the same breakdowns.
    fn rests(&self) -> Vec<(usize, Vec<usize>)> {
        let keyed: Vec<(usize, &Key, i64)> = self
            .told
            .iter()
            .filter_map(|(group, _)| {
                let own = self.population.group(*group)?;
                Some((*group, &own.key, own.size?))
            })
            .collect();
        let shapes: BTreeSet<u64> = keyed.iter().map(|(_, key, _)| mask(key)).collect();
        let mut rests: BTreeSet<(usize, Vec<usize>)> = BTreeSet::new();
        for (whole, key, size) in &keyed {
            let rule = self.population.group(*whole).map(|group| group.rule);
            let mut add = |parts: &[&(usize, &Key, i64)]| {
                let left = size - parts.iter().map(|(_, _, part)| part).sum::<i64>();
                if left > 0 && rule.is_some_and(|rule| Guard { rule, pupils: Some(left) }.is_small()) {
                    let _ = rests.insert((*whole, parts.iter().map(|(part, ..)| *part).collect()));
                }
            };
            let within: Vec<&(usize, &Key, i64)> = keyed.iter().filter(|(part, own, _)| part != whole && is_within(own, key)).collect();
            within.iter().for_each(|part| add(&[part]));
            for shape in shapes.iter().filter(|shape| **shape != mask(key)) {
                let parts: Vec<&(usize, &Key, i64)> = within.iter().filter(|(_, own, _)| mask(own) == *shape).copied().collect();
                if parts.len() > 1 {
                    add(&parts);
                }
            }
        }
        rests.into_iter().collect()
    }

    /// The cells of a group without those of others, those with pupils.
    fn cells(&self, group: usize, less: &[usize]) -> Vec<usize> {
        let of = |group: usize| self.population.group(group).map(|own| self.level.under(&own.key)).unwrap_or_default();
        let less: BTreeSet<usize> = less.iter().flat_map(|part| of(*part)).copied().collect();
        let empty = |cell: &usize| {
            let key = self.level.cells.get(*cell);
            key.and_then(|key| self.population.at(key)).and_then(|group| self.population.size(group)) == Some(0)
        };
        of(group).iter().copied().filter(|cell| !less.contains(cell) && !empty(cell)).collect()
    }
}

/// Sums that are told, each solved for its last cell.
struct Equations(BTreeMap<usize, BTreeMap<usize, i128>>);

impl Equations {
    /// None when numbers grow too large.
    fn of<'s>(sums: impl Iterator<Item = &'s [usize]>) -> Option<Self> {
        let mut equations = Self(BTreeMap::new());
        for cells in sums {
            let rest = equations.rest(cells)?;
            if let Some(last) = rest.last_key_value().map(|(cell, _)| *cell) {
                let _ = equations.0.insert(last, rest);
            }
        }
        Some(equations)
    }

    /// Whether a sum follows; none when numbers grow too large.
    fn give(&self, cells: &[usize]) -> Option<bool> {
        Some(self.rest(cells)?.is_empty())
    }

    /// A multiple of a sum, less what the equations say of its last cells as long as they say something.
    fn rest(&self, cells: &[usize]) -> Option<BTreeMap<usize, i128>> {
        let mut rest: BTreeMap<usize, i128> = cells.iter().map(|cell| (*cell, 1)).collect();
        while let Some((last, equation)) = rest.last_key_value().and_then(|(cell, _)| Some((*cell, self.0.get(cell)?))) {
            let (mine, theirs) = (*rest.get(&last)?, *equation.get(&last)?);
            for factor in rest.values_mut() {
                *factor = factor.checked_mul(theirs)?;
            }
            for (cell, factor) in equation {
                let entry = rest.entry(*cell).or_default();
                *entry = entry.checked_sub(factor.checked_mul(mine)?)?;
            }
            rest.retain(|_, factor| *factor != 0);
            let shared = rest.values().fold(0_u128, |shared, factor| divisor(shared, factor.unsigned_abs()));
            if let Some(shared) = i128::try_from(shared).ok().filter(|shared| *shared > 1) {
                rest.values_mut().for_each(|factor| *factor /= shared);
            }
        }
        Some(rest)
    }
}

fn divisor(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { divisor(other, one % other) }
}

/// A finding of a group, or of what is left of it without others, but for its verdict.
fn finding(population: &Population, claims: &[Claim], absence: Absence, group: usize, less: &[usize]) -> Finding {
    let claim = population.group(group).and_then(|group| claims.get(group.place.claim));
    let size = |group: usize| population.size(group);
    let pupils = size(group).and_then(|whole| less.iter().try_fold(whole, |left, part| Some(left - size(*part)?)));
    Finding {
        verdict: None,
        period: claim.map(|claim| claim.period.clone()).unwrap_or_default(),
        column: population.column.clone(),
        group: words::labels(population, group),
        less: less.iter().map(|part| words::labels(population, *part)).collect(),
        measure: absence.name().to_owned(),
        definitions: claim.map(|claim| claim.definitions.iter().map(|definition| definition.id.clone()).collect()).unwrap_or_default(),
        words: words::absence(absence).into(),
        pupils,
        low: 0,
        high: FAR,
        in_table: less.is_empty(),
        time: None,
        follows: Vec::new(),
        sum: None,
        explained: false,
    }
}

/// A told share that something follows from.
fn step(population: &Population, claims: &[Claim], absence: Absence, group: usize, place: Place, share: Decimal) -> Option<Step> {
    let claim = claims.get(place.claim)?;
    Some(Step {
        file: claim.file.clone(),
        several: claims.len() > 1,
        table: claim.tables.get(place.table)?.id.clone(),
        row: place.row + 1,
        group: words::labels(population, group),
        measure: absence.name().to_owned(),
        words: None,
        low: 0,
        high: FAR,
        share: Some(share),
        withheld: false,
    })
}
