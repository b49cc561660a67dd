//! Attacks what tables tell of time, from nothing but their rows.
//!
//! A reader who knows how much time each group has makes a sum of each share. The audit is content when it holds a *change* of the sums of
//! the finest cells, in whole numbers, that leaves the sum of every group that is told as it is and alters that of every group that
//! must not be known. Then both are worlds that agree with everything told, and what differs between them follows from none of it.
//! How the change was found does not matter: it is checked cell by cell, and what is not found counts as known.

use super::Contradiction;
use crate::disclosure::census::Census;
use crate::disclosure::policy::{Policy, Standing};
use crate::disclosure::published::{Figure, Row, Table};
use crate::order::Order as _;
use crate::register::Label;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Changes that are tried before what none of them alters counts as known.
const TRIES: u64 = 4;

/// A group whose share of time must not be known and is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::disclosure) struct Leak {
    /// The column of time.
    pub(in crate::disclosure) column: usize,
    /// Whether it stands in a table, rather than follows from others that do.
    pub(in crate::disclosure) printed: bool,
    /// The places in the census of the cells that it is made of.
    pub(in crate::disclosure) cells: Vec<usize>,
}

/// What the rows say of one group.
#[derive(Default)]
struct Read {
    pupils: u64,
    /// Some row tells of its time, or one of an earlier release does.
    told: bool,
    earlier: bool,
    /// The count of some row is withheld.
    withheld: bool,
    /// For each table that prints the count of the group, the count.
    hits: Vec<(usize, u64)>,
}

/// The groups of a column of time, by the places of their cells in the census.
type Groups = BTreeMap<Vec<usize>, Read>;

/// The labels of a row in the order of the census's breakdowns, none for totals, and its column.
type Key<'a> = (Vec<Option<&'a Label>>, usize);

/// Everything that a reader can work out of time and must not, beyond what the first so many tables, released earlier, told already.
///
/// # Errors
/// [`Contradiction`] when the rows do not fit the census or say no share.
pub(in crate::disclosure) fn magnitudes(
    tables: &[Table],
    earlier: usize,
    census: &Census,
    policy: Policy,
) -> Result<Vec<Leak>, Contradiction> {
    let mut columns: BTreeMap<usize, (Groups, BTreeSet<Vec<usize>>)> = BTreeMap::new();
    let mut leaks = Vec::new();
    for (number, table) in tables.iter().enumerate().filter(|(_, table)| !table.absence().is_empty()) {
        let sets = cells(table, census).ok_or(Contradiction)?;
        for (row, set) in table.rows().iter().zip(&sets) {
            let pupils = set.iter().filter_map(|cell| census.cells.get(*cell)).map(|(_, pupils)| pupils).sum();
            if row.pupils() != Figure::Count(pupils) || set.is_empty() || row.absence().len() != table.absence().len() {
                return Err(Contradiction);
            }
            let is_told = is_told(row)?;
            let (groups, _) = columns.entry(row.column).or_default();
            let read = groups.entry(set.clone()).or_default();
            read.pupils = pupils;
            read.told |= is_told;
            read.earlier |= is_told && number < earlier;
            let withheld = row.cells().iter().any(|cell| cell.count() == Figure::Withheld);
            read.withheld |= withheld;
            if let Some(Figure::Count(hits)) = row.cells().first().map(|cell| cell.count()) {
                read.hits.push((number, hits));
            }
            if is_told && number >= earlier && (withheld || policy.is_small(pupils)) {
                leaks.push(Leak { column: row.column, printed: true, cells: set.clone() });
            }
        }
        for (column, rest) in leftovers(table, &sets, census, policy) {
            if let Some((_, rests)) = columns.get_mut(&column) {
                let _ = rests.insert(rest);
            }
        }
    }
    for (column, (groups, mut secret)) in columns {
        secret.extend(groups.iter().filter(|(_, read)| read.withheld || policy.is_small(read.pupils)).map(|(cells, _)| cells.clone()));
        secret.extend(differences(&groups, policy));
        let of = |is: fn(&Read) -> bool| groups.iter().filter(move |(_, read)| is(read)).map(|(cells, _)| cells);
        // What earlier releases told cannot be taken back.
        let before = Steps::of(of(|read| read.earlier));
        secret.retain(|cells| !before.as_ref().is_some_and(|steps| steps.give(cells)));
        let told: Vec<&Vec<usize>> = of(|read| read.told).collect();
        let known = unaltered(&told, secret);
        leaks.extend(known.into_iter().map(|cells| Leak { column, printed: false, cells }));
    }
    Ok(leaks)
}

/// Whether a row tells of the time of its group. All kinds of absence that the files tell are told, or none.
fn is_told(row: &Row) -> Result<bool, Contradiction> {
    let has = |wanted: fn(&Figure) -> bool| row.absence().iter().any(wanted);
    let (told, withheld) = (has(|figure| matches!(figure, Figure::Share(_))), has(|figure| *figure == Figure::Withheld));
    let is_sound = |figure: &Figure| match figure {
        Figure::Share(tenths) => *tenths <= 1000,
        Figure::Withheld | Figure::NotMeasurable => true,
        Figure::Count(_) => false,
    };
    if told && withheld || !row.absence().iter().all(is_sound) { Err(Contradiction) } else { Ok(told) }
}

/// For each row the places in the census of the cells that it sums; none when the table has other breakdowns, or a row twice.
fn cells(table: &Table, census: &Census) -> Option<Vec<Vec<usize>>> {
    let places: Vec<usize> = table.by().iter().map(|by| census.by.iter().position(|known| known == by)).collect::<Option<_>>()?;
    let mut rows: HashMap<Key<'_>, usize> = HashMap::new();
    for (number, row) in table.rows().iter().enumerate() {
        let labels: Vec<Option<&Label>> = row.labels().iter().map(Option::as_ref).collect();
        if labels.len() != places.len() || rows.insert((labels, row.column), number).is_some() {
            return None;
        }
    }
    let mut sets: Vec<Vec<usize>> = vec![Vec::new(); table.rows().len()];
    for (cell, ((labels, column), _)) in census.cells.iter().enumerate() {
        for totals in 0..1_usize << places.len() {
            let own = |(bit, place): (usize, &usize)| labels.get(*place).filter(|_| totals >> bit & 1 == 0);
            let key: Key<'_> = (places.iter().enumerate().map(own).collect(), *column);
            if let Some(set) = rows.get(&key).and_then(|row| sets.get_mut(*row)) {
                set.push(cell);
            }
        }
    }
    Some(sets)
}

/// What is left of each row when all rows within it, of one set of breakdowns, that tell of time are taken away: if that is small. With
/// the column of time.
fn leftovers(table: &Table, sets: &[Vec<usize>], census: &Census, policy: Policy) -> Vec<(usize, Vec<usize>)> {
    let shape = |row: &Row| row.labels().iter().map(Option::is_some).collect::<Vec<bool>>();
    let shapes: BTreeSet<Vec<bool>> = table.rows().iter().map(shape).collect();
    let mut rests = Vec::new();
    for finer in &shapes {
        let told = |row: &Row| shape(row) == *finer && row.absence().iter().any(|figure| matches!(figure, Figure::Share(_)));
        let taken: HashSet<usize> = table.rows().iter().zip(sets).filter(|(row, _)| told(row)).flat_map(|(_, set)| set).copied().collect();
        let is_coarser = |row: &Row| shape(row) != *finer && shape(row).iter().zip(finer).all(|(own, finer)| !own || *finer);
        for (row, set) in table.rows().iter().zip(sets).filter(|(row, _)| is_coarser(row)) {
            let rest: Vec<usize> = set.iter().copied().filter(|cell| !taken.contains(cell)).collect();
            let pupils: u64 = rest.iter().filter_map(|cell| census.cells.get(*cell)).map(|(_, pupils)| pupils).sum();
            if pupils > 0 && policy.is_small(pupils) {
                rests.push((row.column, rest));
            }
        }
    }
    rests
}

/// What is left of groups without one within them: where that is small, or its count follows from those of both and is protected.
fn differences(groups: &Groups, policy: Policy) -> BTreeSet<Vec<usize>> {
    let mut holding: HashMap<usize, Vec<&Vec<usize>>> = HashMap::new();
    for cells in groups.keys() {
        cells.iter().for_each(|cell| holding.entry(*cell).or_default().push(cells));
    }
    let mut rests = BTreeSet::new();
    for (part, inner) in groups {
        let mut shared: HashMap<&Vec<usize>, usize> = HashMap::new();
        part.iter().filter_map(|cell| holding.get(cell)).flatten().for_each(|whole| *shared.entry(whole).or_default() += 1);
        for (whole, _) in shared.into_iter().filter(|(whole, cells)| *whole != part && *cells == part.len()) {
            let Some(outer) = groups.get(whole) else { continue };
            let pupils = outer.pupils.saturating_sub(inner.pupils);
            let protected = outer.hits.iter().any(|(table, hits)| {
                let within = inner.hits.iter().find(|(other, _)| other == table);
                within.is_some_and(|(_, part)| policy.standing(pupils, hits.saturating_sub(*part)) == Standing::Protected)
            });
            if pupils > 0 && (policy.is_small(pupils) || protected) {
                let part: BTreeSet<&usize> = part.iter().collect();
                let _ = rests.insert(whole.iter().filter(|cell| !part.contains(cell)).copied().collect());
            }
        }
    }
    rests
}

/// Those groups whose sums no change was found to alter that leaves the sums of all told groups as they are.
fn unaltered(told: &[&Vec<usize>], mut secret: BTreeSet<Vec<usize>>) -> Vec<Vec<usize>> {
    let cells: BTreeSet<usize> = told.iter().copied().chain(&secret).flatten().copied().collect();
    let Some(steps) = Steps::of(told.iter().copied()) else { return secret.into_iter().collect() };
    for seed in 1..=TRIES {
        if secret.is_empty() {
            break;
        }
        let Some(change) = steps.change(&cells, seed) else { continue };
        let sum = |group: &Vec<usize>| group.iter().try_fold(0_i128, |sum, cell| sum.checked_add(*change.get(cell)?));
        // This is the proof; all before it is how it was found.
        if told.iter().all(|group| sum(group) == Some(0)) {
            secret.retain(|group| sum(group).is_none_or(|sum| sum == 0));
        }
    }
    secret.into_iter().collect()
}

/// A row of an equation: factors by cell, ascending, none of them zero.
type Factors = Vec<(usize, i128)>;

/// Sums of cells brought to steps: each has a first cell that no later one has.
struct Steps(BTreeMap<usize, Factors>);

impl Steps {
    /// None when numbers grow too large.
    fn of<'a>(sums: impl Iterator<Item = &'a Vec<usize>>) -> Option<Self> {
        let mut sums: Vec<&Vec<usize>> = sums.collect();
        // Small sums first: what they say makes short work of large ones.
        sums.order_by_key(|cells| cells.len());
        let mut steps = Self(BTreeMap::new());
        for cells in sums {
            let left = steps.left(cells)?;
            if let Some((first, _)) = left.first().copied() {
                let _ = steps.0.insert(first, left);
            }
        }
        Some(steps)
    }

    /// What is left of a sum when all that the steps tell is taken away: nothing when they tell it. None when numbers grow too large.
    fn left(&self, cells: &[usize]) -> Option<Factors> {
        let mut left: BTreeMap<usize, i128> = cells.iter().map(|cell| (*cell, 1)).collect();
        while let Some((first, factor)) = left.first_key_value().map(|(cell, factor)| (*cell, *factor)) {
            let Some(step) = self.0.get(&first) else { break };
            let (_, other) = step.first().copied()?;
            let shared = gcd(factor, other);
            let (times, taken) = (other / shared, factor / shared);
            if times != 1 {
                for factor in left.values_mut() {
                    *factor = factor.checked_mul(times)?;
                }
            }
            for (cell, factor) in step {
                let entry = left.entry(*cell).or_default();
                *entry = entry.checked_sub(factor.checked_mul(taken)?)?;
                if *entry == 0 {
                    let _ = left.remove(cell);
                }
            }
            if times.unsigned_abs() != 1 {
                let shared = left.values().fold(0, |shared, factor| gcd(shared, *factor));
                left.values_mut().for_each(|factor| *factor /= shared);
            }
        }
        Some(left.into_iter().collect())
    }

    /// Whether a sum follows.
    fn give(&self, cells: &[usize]) -> bool {
        self.left(cells).is_some_and(|left| left.is_empty())
    }

    /// A change of the cells that alters none of the steps' sums: arbitrary where it is free to be. None when numbers grow too large.
    fn change(&self, cells: &BTreeSet<usize>, seed: u64) -> Option<BTreeMap<usize, i128>> {
        let mut change: BTreeMap<usize, i128> = BTreeMap::new();
        let mut number = seed;
        for cell in cells.iter().rev() {
            // Knuth's constants: arbitrary, and the same each time.
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let Some(step) = self.0.get(cell) else {
                let _ = change.insert(*cell, i128::from(number >> 44) + 1);
                continue;
            };
            let (_, own) = step.first().copied()?;
            let others = step.iter().skip(1).try_fold(0_i128, |sum, (cell, factor)| {
                let of = change.get(cell).copied().unwrap_or(0);
                sum.checked_sub(factor.checked_mul(of)?)
            })?;
            let scale = own / gcd(own, others);
            if scale != 1 {
                for number in change.values_mut() {
                    *number = number.checked_mul(scale)?;
                }
            }
            let _ = change.insert(*cell, others.checked_mul(scale)? / own);
        }
        Some(change)
    }
}

/// The greatest number that both are multiples of; 1 of two zeros, so that it can be divided by.
fn gcd(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.unsigned_abs(), other.unsigned_abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    i128::try_from(one.max(1)).unwrap_or(1)
}

#[cfg(test)]
#[expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn sets(sets: &[&[usize]]) -> Vec<Vec<usize>> {
        sets.iter().map(|set| set.to_vec()).collect()
    }

    fn known(told: &[&[usize]], secret: &[&[usize]]) -> Vec<Vec<usize>> {
        unaltered(&sets(told).iter().collect::<Vec<_>>(), sets(secret).into_iter().collect())
    }

    #[test]
    fn what_follows_from_what_is_told_is_known() {
        assert_eq!(known(&[&[0, 1, 2], &[0], &[1]], &[&[2], &[0, 1]]), sets(&[&[0, 1], &[2]]));
        assert!(known(&[&[0, 1, 2], &[0]], &[&[1], &[2]]).is_empty());
        assert!(known(&[], &[&[0]]).is_empty());
        // Twice the first is the sum of two less the third.
        assert_eq!(known(&[&[0, 1], &[0, 2], &[1, 2]], &[&[0], &[1], &[2]]).len(), 3);
        assert!(known(&[&[0, 1], &[2, 3], &[0, 2], &[1, 3]], &[&[0], &[1], &[2], &[3]]).is_empty());
    }

    #[test]
    fn a_change_alters_nothing_that_is_told() {
        let told = sets(&[&[0, 1, 2, 3], &[0, 1], &[1, 2], &[2, 3, 4]]);
        let steps = Steps::of(told.iter()).expect("small numbers");
        let change = steps.change(&(0..5).collect(), 7).expect("small numbers");
        assert!(told.iter().all(|group| group.iter().map(|cell| change[cell]).sum::<i128>() == 0));
        assert!(change.values().any(|number| *number != 0));
    }
}
