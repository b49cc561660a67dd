//! Shares of time: sums over pupils, which can be subtracted as counts can, and are protected by size and by where counts are not told.
//!
//! A reader is taken to know how much time each group has on its schedule, so that a share is as good as the sum of its absence. Which sums
//! follow from which is then a question of which groups are made of which inner cells, for all kinds of absence alike; so all kinds
//! are told of a group or none.
//!
//! Nothing is told of a group that is small, or whose count of pupils above the limit is withheld in any table; and these must not be
//! computable, nor must what is left of a group without one within it, or without all of its parts, where that is small. What is
//! left has no protected count beyond that: two counts that tell one are never both printed.

use super::Refusal;
use super::audit::{Leak, magnitudes};
use super::census::Census;
use super::eliminate::{Candidate, Column, printable};
use super::figures::Figures;
use super::matrix::{Wanted, by_preference};
use super::policy::Policy;
use super::published::{Figure, Table};
use crate::tally::Timed;
use std::collections::{BTreeSet, HashMap};

/// A group, in however many rows and tables it stands.
struct Whole<'a> {
    /// The inner cells that it holds.
    inner: &'a [usize],
    pupils: u64,
    level: usize,
    /// It was told in an earlier release.
    known: bool,
    /// Nothing may be told of it.
    protected: bool,
}

/// All groups of which some table would tell of time.
struct Wholes<'a> {
    all: Vec<Whole<'a>>,
    /// For each table, and each row of it, the row's group; none in a table that tells nothing of time.
    rows: Vec<Vec<Option<usize>>>,
    /// Groups with those that they fall into along some breakdowns.
    families: Vec<(usize, Vec<usize>)>,
}

/// The new tables with what they may tell of time beside the counts that they print and what was told earlier.
///
/// # Errors
/// [`Refusal`] when the sums make no sense, or when the audit objects to what is left when as much as can be is withheld.
pub(super) fn filled(
    figures: &Figures<'_>,
    earlier: &[Table],
    mut new: Vec<Table>,
    census: &Census,
    policy: Policy,
) -> Result<Vec<Table>, Refusal> {
    if !new.iter().any(|table| table.spec.times) {
        return Ok(new);
    }
    let times = &figures.counts.times;
    if !times.cells.is_empty() && times.cells.len() != figures.counts.cells.len() || !times.cells.iter().all(is_sound) {
        return Err(Refusal::Malformed);
    }
    let wholes = Wholes::of(figures, earlier, &new, policy);
    // Of files that tell nothing of it there is nothing to choose.
    let is_known = times.told.iter().flatten().any(|told| *told);
    let told = if is_known { wholes.told(policy) } else { vec![false; wholes.all.len()] };
    for (table, rows) in new.iter_mut().zip(wholes.rows.iter().skip(earlier.len())) {
        for (row, group) in table.rows.iter_mut().zip(rows) {
            let Some((whole, told)) = group.and_then(|group| wholes.all.get(group).zip(told.get(group))) else { continue };
            let time = whole.inner.iter().filter_map(|cell| times.cells.get(*cell)).fold(Timed::default(), |sum, own| sum.plus(*own));
            let kinds = times.told.get(row.column).copied().unwrap_or_default();
            for ((figure, absent), is_known) in row.absence.iter_mut().zip(time.absent).zip(kinds) {
                *figure = match (is_known, *told) {
                    (false, _) => Figure::NotMeasurable,
                    (true, true) => Figure::share(absent, time.scheduled),
                    (true, false) => Figure::Withheld,
                };
            }
        }
    }
    audited(earlier, new, census, policy)
}

/// The tables as the audit agrees to them. Should it object, nothing more is told of that column of time.
fn audited(earlier: &[Table], mut new: Vec<Table>, census: &Census, policy: Policy) -> Result<Vec<Table>, Refusal> {
    let objections = |new: &[Table]| -> Result<Vec<Leak>, Refusal> {
        let tables: Vec<Table> = earlier.iter().chain(new).cloned().collect();
        magnitudes(&tables, earlier.len(), census, policy).map_err(|_| Refusal::Malformed)
    };
    let columns: BTreeSet<usize> = objections(&new)?.into_iter().map(|leak| leak.column).collect();
    if columns.is_empty() {
        return Ok(new);
    }
    for row in new.iter_mut().flat_map(|table| &mut table.rows).filter(|row| columns.contains(&row.column)) {
        row.absence.iter_mut().filter(|figure| **figure != Figure::NotMeasurable).for_each(|figure| *figure = Figure::Withheld);
    }
    if objections(&new)?.is_empty() { Ok(new) } else { Err(Refusal::Unsafe) }
}

/// Whether no more of the time is absence than there is, and all of it can be counted.
fn is_sound(time: &Timed) -> bool {
    time.absent.iter().all(|absent| *absent <= time.scheduled) && time.scheduled < 1 << 48
}

impl<'a> Wholes<'a> {
    fn of(figures: &'a Figures<'_>, earlier: &[Table], new: &[Table], policy: Policy) -> Self {
        let mut wholes = Self { all: Vec::new(), rows: Vec::new(), families: Vec::new() };
        let mut known: HashMap<&[usize], usize> = HashMap::new();
        for (table, shown) in figures.tables.iter().zip(earlier.iter().chain(new)) {
            if !table.spec.times {
                wholes.rows.push(vec![None; shown.rows().len()]);
                continue;
            }
            let own: Vec<usize> = table
                .frame
                .groups
                .iter()
                .map(|group| {
                    *known.entry(&group.inner).or_insert_with_key(|inner| {
                        let protected = policy.is_small(group.pupils);
                        let (pupils, level) = (group.pupils, group.level);
                        wholes.all.push(Whole { inner, pupils, level, known: false, protected });
                        wholes.all.len() - 1
                    })
                })
                .collect();
            wholes.families.extend(table.frame.families.iter().filter_map(|(whole, parts)| {
                let parts = parts.iter().filter_map(|part| own.get(*part).copied()).collect();
                Some((*own.get(*whole)?, parts))
            }));
            let groups: Vec<Option<usize>> = table.frame.rows.iter().map(|row| own.get(row.group).copied()).collect();
            for (row, group) in shown.rows().iter().zip(&groups) {
                let Some(whole) = group.and_then(|group| wholes.all.get_mut(group)) else { continue };
                whole.known |= row.absence().iter().any(|figure| matches!(figure, Figure::Share(_)));
                whole.protected |= row.cells().iter().any(|cell| cell.count() == Figure::Withheld);
            }
            wholes.rows.push(groups);
        }
        wholes
    }

    /// For each group whether it is told how much of its time is absence.
    fn told(&self, policy: Policy) -> Vec<bool> {
        let column = |inner: &[usize]| -> Column { inner.iter().map(|cell| (*cell, 1)).collect() };
        let candidates: Vec<usize> = (0..self.all.len()).filter(|group| self.is_open(*group)).collect();
        let wanted: Vec<Wanted> = candidates
            .iter()
            .filter_map(|group| self.all.get(*group))
            .map(|whole| Wanted { rows: whole.inner.to_vec(), pupils: whole.pupils, level: whole.level, place: 0 })
            .collect();
        let order: Vec<usize> = by_preference(&wanted).into_iter().filter_map(|place| candidates.get(place).copied()).collect();
        let columns: Vec<Candidate> = order
            .iter()
            .filter_map(|group| self.all.get(*group))
            .map(|whole| Candidate { column: column(whole.inner), needs: Vec::new() })
            .collect();
        let known: Vec<Column> = self.all.iter().filter(|whole| whole.known).map(|whole| column(whole.inner)).collect();
        let mut protected: BTreeSet<Column> = self.small_rests(policy).iter().map(|rest| column(rest)).collect();
        protected.extend(self.all.iter().filter(|whole| whole.protected).map(|whole| column(whole.inner)));
        let protected: Vec<Column> = protected.into_iter().collect();
        let open = printable(&known, &columns, &protected, &BTreeSet::new());
        let mut told: Vec<bool> = self.all.iter().map(|whole| whole.known && !whole.protected).collect();
        for (group, open) in order.iter().zip(open) {
            if let Some(told) = told.get_mut(*group) {
                *told = open;
            }
        }
        told
    }

    /// Whether it is still to be decided whether a group is told.
    fn is_open(&self, group: usize) -> bool {
        self.all.get(group).is_some_and(|whole| !whole.known && !whole.protected)
    }

    /// What is left of groups without one that lies within them, and without all of their parts that could be told, where it is small:
    /// inner cells, ascending.
    fn small_rests(&self, policy: Policy) -> Vec<Vec<usize>> {
        let mut rests = Vec::new();
        let mut rest = |whole: &Whole<'_>, less: &[&Whole<'_>]| {
            let taken: u64 = less.iter().map(|part| part.pupils).sum();
            let pupils = whole.pupils.saturating_sub(taken);
            if pupils > 0 && policy.is_small(pupils) {
                let less: BTreeSet<usize> = less.iter().flat_map(|part| part.inner.iter().copied()).collect();
                rests.push(whole.inner.iter().copied().filter(|cell| !less.contains(cell)).collect());
            }
        };
        let mut holding: HashMap<usize, Vec<usize>> = HashMap::new();
        for (group, whole) in self.all.iter().enumerate() {
            whole.inner.iter().for_each(|cell| holding.entry(*cell).or_default().push(group));
        }
        for (inner, part) in self.all.iter().enumerate() {
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for group in part.inner.iter().filter_map(|cell| holding.get(cell)).flatten() {
                *shared.entry(*group).or_default() += 1;
            }
            let outer = shared.into_iter().filter(|(outer, cells)| *outer != inner && *cells == part.inner.len());
            outer.filter_map(|(outer, _)| self.all.get(outer)).for_each(|whole| rest(whole, &[part]));
        }
        for (whole, parts) in &self.families {
            let told = |part: &&Whole<'_>| !part.protected || part.known;
            let parts: Vec<&Whole<'_>> = parts.iter().filter_map(|part| self.all.get(*part)).filter(told).collect();
            if let Some(whole) = self.all.get(*whole).filter(|_| parts.len() > 1) {
                rest(whole, &parts);
            }
        }
        rests
    }
}
