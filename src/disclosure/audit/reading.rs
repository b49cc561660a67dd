//! What a reader makes of a table: which groups there are, what they consist of, and which groups that nobody printed can be
//! formed from them. Everything is rebuilt from the labels of the rows; nothing comes from the engine.

use crate::disclosure::policy::Policy;
use crate::disclosure::published::{Figure, Row, Table};
use crate::register::Label;
use std::collections::{BTreeSet, HashMap};

/// The figures do not fit one another: a share without its count, copies that differ, parts that do not add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::disclosure) struct Contradiction;

/// A table as read.
pub(in crate::disclosure) struct Reading {
    pub(super) policy: Policy,
    /// Pupils in each inner cell, in the order of the rows.
    pub(super) inner: Vec<u64>,
    pub(super) groups: Vec<Group>,
    /// What must be protected.
    pub(super) targets: Vec<Target>,
}

/// The rows that show one and the same group of pupils.
pub(super) struct Group {
    pub(super) rows: Vec<usize>,
    pub(super) inner: Vec<usize>,
    pub(super) pupils: u64,
    /// The printed number above the limit.
    pub(super) hits: Option<u64>,
}

/// A group, or what is left of it when disjoint groups inside it are taken away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::disclosure) struct Target {
    pub(super) whole: usize,
    pub(super) less: Vec<usize>,
    pub(super) pupils: u64,
}

impl Target {
    /// Whether it is a group of the table, and not the rest of one.
    #[cfg(test)]
    pub(in crate::disclosure) const fn is_shown(&self) -> bool {
        self.less.is_empty()
    }

    /// Its number, given that of every group.
    pub(super) fn of(&self, sums: &[u64]) -> u64 {
        let sum = |group: &usize| sums.get(*group).copied().unwrap_or(0);
        sum(&self.whole).saturating_sub(self.less.iter().map(sum).sum())
    }
}

type Labels<'a> = Vec<Option<&'a Label>>;

impl Reading {
    /// Reads a table.
    ///
    /// # Errors
    /// [`Contradiction`] when its figures do not fit one another.
    pub(in crate::disclosure) fn of(table: &Table, policy: Policy) -> Result<Self, Contradiction> {
        let keys: Vec<Labels<'_>> = table.rows().iter().map(|row| row.labels().iter().map(Option::as_ref).collect()).collect();
        let places: HashMap<&Labels<'_>, usize> = keys.iter().zip(0..).collect();
        if places.len() != keys.len() || keys.iter().any(|key| key.len() != table.by().len() || key.len() >= 16) {
            return Err(Contradiction);
        }
        let innermost = keys.iter().enumerate().filter(|(_, key)| key.iter().all(Option::is_some));
        let mut sets: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
        let mut inner = Vec::new();
        for (index, (row, key)) in innermost.enumerate() {
            inner.push(pupils_of(table.rows().get(row))?);
            for totals in 0..1_usize << key.len() {
                if let Some(set) = places.get(&without(key, totals)).and_then(|place| sets.get_mut(*place)) {
                    set.push(index);
                }
            }
        }
        let mut reading = Self { policy, inner, groups: Vec::new(), targets: Vec::new() };
        let mut known: HashMap<Vec<usize>, usize> = HashMap::new();
        let mut group_of_row = Vec::with_capacity(keys.len());
        for (row, (shown, set)) in table.rows().iter().zip(sets).enumerate() {
            let place = *known.entry(set).or_insert_with_key(|set| {
                let pupils = set.iter().filter_map(|index| reading.inner.get(*index)).sum();
                reading.groups.push(Group { rows: Vec::new(), inner: set.clone(), pupils, hits: None });
                reading.groups.len() - 1
            });
            group_of_row.push(place);
            reading.groups.get_mut(place).ok_or(Contradiction)?.read(row, shown)?;
        }
        reading.targets = reading.derive(&keys, &places, &group_of_row);
        Ok(reading)
    }

    /// Every group that is not printed, what is left of a group when one inside it is taken away, and what is left of a group
    /// when all parts of it that are printed along some breakdowns are.
    fn derive(&self, keys: &[Labels<'_>], places: &HashMap<&Labels<'_>, usize>, group_of_row: &[usize]) -> Vec<Target> {
        let mut families: HashMap<(usize, usize), BTreeSet<usize>> = HashMap::new();
        for (key, child) in keys.iter().zip(group_of_row) {
            for totals in 1..1_usize << key.len() {
                let adds = key.iter().enumerate().all(|(bit, label)| totals >> bit & 1 == 0 || label.is_some());
                if let Some(row) = places.get(&without(key, totals)).filter(|_| adds) {
                    let _ = families.entry((*row, totals)).or_default().insert(*child);
                }
            }
        }
        let printed = |group: &usize| self.groups.get(*group).is_some_and(|group| group.hits.is_some());
        let mut targets: BTreeSet<Target> =
            (0..self.groups.len()).filter(|group| !printed(group)).filter_map(|group| self.target(group, Vec::new())).collect();
        for ((row, _), children) in families {
            let Some(whole) = group_of_row.get(row).copied() else { continue };
            targets.extend(children.iter().filter_map(|child| self.target(whole, vec![*child])));
            targets.extend(self.target(whole, children.iter().copied().filter(printed).collect()));
        }
        targets.into_iter().collect()
    }

    /// What is left of `whole` without `less`; none when that is nobody.
    fn target(&self, whole: usize, less: Vec<usize>) -> Option<Target> {
        let pupils = |group: &usize| self.groups.get(*group).map_or(0, |group| group.pupils);
        let left = pupils(&whole).saturating_sub(less.iter().map(pupils).sum());
        // A printed group is no secret.
        let secret = !less.is_empty() || self.groups.get(whole).is_some_and(|group| group.hits.is_none());
        (left > 0 && secret).then_some(Target { whole, less, pupils: left })
    }

    /// The inner cells of a target.
    pub(super) fn members(&self, target: &Target) -> impl Iterator<Item = usize> {
        let of = |group: &usize| self.groups.get(*group).into_iter().flat_map(|group| group.inner.iter().copied());
        let less: BTreeSet<usize> = target.less.iter().flat_map(of).collect();
        of(&target.whole).filter(move |inner| !less.contains(inner))
    }

    /// The number above the limit in every group, if the inner cells were as in the witness.
    pub(super) fn sums(&self, witness: &[u64]) -> Vec<u64> {
        self.groups.iter().map(|group| group.inner.iter().filter_map(|index| witness.get(*index)).sum()).collect()
    }

    /// The number above the limit in a target.
    pub(super) fn value(&self, target: &Target, witness: &[u64]) -> u64 {
        self.members(target).filter_map(|index| witness.get(index)).sum()
    }

    /// Whether a table agrees with everything that is printed and known.
    pub(super) fn admits(&self, witness: &[u64]) -> bool {
        witness.len() == self.inner.len()
            && witness.iter().zip(&self.inner).all(|(hits, pupils)| hits <= pupils)
            && self.groups.iter().zip(self.sums(witness)).all(|(group, sum)| group.hits.is_none_or(|hits| hits == sum))
    }
}

impl Group {
    /// Takes in a row that shows the group. One row that prints it is enough.
    fn read(&mut self, row: usize, shown: &Row) -> Result<(), Contradiction> {
        let hits = match (shown.hits(), shown.share()) {
            (Figure::Count(hits), share) if hits <= self.pupils && share == Figure::share(hits, self.pupils) => Some(hits),
            (Figure::Withheld, Figure::Withheld) | (Figure::NotMeasurable, Figure::NotMeasurable) => None,
            _ => return Err(Contradiction),
        };
        let differs = self.hits.is_some_and(|known| hits.is_some_and(|hits| hits != known));
        if pupils_of(Some(shown))? != self.pupils || self.inner.is_empty() || differs {
            return Err(Contradiction);
        }
        self.hits = self.hits.or(hits);
        self.rows.push(row);
        Ok(())
    }
}

fn pupils_of(row: Option<&Row>) -> Result<u64, Contradiction> {
    match row.map(Row::pupils) {
        Some(Figure::Count(pupils)) => Ok(pupils),
        _ => Err(Contradiction),
    }
}

/// The key with totals in the places that the bits of `totals` name.
fn without<'a>(key: &Labels<'a>, totals: usize) -> Labels<'a> {
    key.iter().enumerate().map(|(bit, label)| label.filter(|_| totals >> bit & 1 == 0)).collect()
}
