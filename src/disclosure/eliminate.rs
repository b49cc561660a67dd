//! Secondary suppression by elimination: prints columns of a matrix one after the other as long as no protected column becomes a
//! linear combination of what is printed.
//!
//! After Langsrud, "Secondary cell suppression by Gaussian elimination" (2024, doi 10.1007/978-3-031-69651-0_6). It reckons in whole
//! numbers modulo a prime, where nothing outgrows its place and nothing is rounded. Columns that are independent there are independent;
//! those that are dependent there and nowhere else would be a coincidence of one in 10^18, and cost a figure or a round of the audit,
//! which does not rest on this.

use crate::order::Order as _;
use std::collections::BTreeSet;

/// A sparse column of whole numbers: rows ascending, each once, no zeros.
pub(super) type Column = Vec<(usize, i32)>;

/// The prime 2^61 − 1.
const PRIME: u64 = (1 << 61) - 1;

/// A column that may be printed.
pub(super) struct Candidate {
    pub(super) column: Column,
    /// Places of earlier candidates without which this one is not printed.
    pub(super) needs: Vec<usize>,
}

/// Rows of singletons stand after all others.
const LAST: usize = 1 << 30;

/// For each candidate, in order, whether it may be printed. What is `known` is known whatever is printed; a protected column that it
/// gives away already is passed over.
///
/// `singletons` are rows that are 1 where a reader knows that none of them is nothing. A printed sum of so many of them that is just as
/// large would tell each, which no linear combination shows; so what is left of a candidate when the other rows are gone is not printed,
/// unless it is a difference of some that no such exception has touched before (section 3.2 of the paper: the method "any sum").
pub(super) fn printable(known: &[Column], candidates: &[Candidate], protected: &[Column], singletons: &BTreeSet<usize>) -> Vec<bool> {
    let vector = |column: &Column| -> Vector {
        let place = |row: usize| if singletons.contains(&row) { LAST + row } else { row };
        let mut column: Column = column.iter().map(|(row, entry)| (place(*row), *entry)).collect();
        column.sort_unstable();
        Vector::of(&column)
    };
    let mut rest: Vec<Vector> = candidates.iter().rev().map(|candidate| vector(&candidate.column)).collect();
    let mut guarded: Vec<Vector> = protected.iter().map(vector).collect();
    let mut facts: Vec<Vector> = known.iter().rev().map(vector).collect();
    while let Some(fact) = facts.pop() {
        clear(&mut facts, &fact);
        clear(&mut rest, &fact);
        clear(&mut guarded, &fact);
    }
    // Of singletons alone nothing is printed, so their sums need no guard of their own.
    guarded.retain(|column| !column.is_of_singletons() && !column.0.is_empty());
    guarded.order();
    guarded.dedup();
    let mut excepted: BTreeSet<usize> = BTreeSet::new();
    let mut printed: Vec<bool> = Vec::with_capacity(candidates.len());
    for candidate in candidates {
        let Some(pivot) = rest.pop() else { break };
        let mut open = candidate.needs.iter().all(|place| printed.get(*place).copied().unwrap_or(false));
        if pivot.is_of_singletons() {
            open &= pivot.is_a_difference() && pivot.0.iter().all(|(row, _)| !excepted.contains(row));
            if open {
                excepted.extend(pivot.0.iter().map(|(row, _)| *row));
            }
        }
        // An empty column can be computed from what is printed. A protected one that is the same as the candidate would be given away.
        open &= pivot.0.is_empty() || !guarded.contains(&pivot);
        if open && !pivot.0.is_empty() {
            clear(&mut guarded, &pivot);
            clear(&mut rest, &pivot);
        }
        printed.push(open);
    }
    printed
}

/// Takes the pivot's first row out of every column.
fn clear(columns: &mut [Vector], pivot: &Vector) {
    for column in columns {
        if let Some(new) = column.without(pivot) {
            *column = new;
        }
    }
}

/// A sparse vector modulo the prime: rows ascending, no zeros, the first entry 1, so that columns that say the same are equal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Vector(Vec<(usize, u64)>);

impl Vector {
    fn of(column: &[(usize, i32)]) -> Self {
        let residue = |entry: i32| {
            let size = u64::from(entry.unsigned_abs());
            if entry < 0 { PRIME - size } else { size }
        };
        Self(column.iter().map(|(row, entry)| (*row, residue(*entry))).collect()).scaled()
    }

    /// Whether nothing but singletons is left.
    fn is_of_singletons(&self) -> bool {
        self.0.first().is_some_and(|(row, _)| *row >= LAST)
    }

    /// Whether some entries are small whole numbers below nothing while the first is 1. An entry that is a fraction tells no sign here,
    /// and such a vector counts as a sum, which is the safe side.
    fn is_a_difference(&self) -> bool {
        self.0.iter().any(|(_, entry)| PRIME - entry < 1 << 20)
    }

    /// The vector with the pivot's first row cleared; none when there is nothing to clear.
    fn without(&self, pivot: &Self) -> Option<Self> {
        let (row, _) = pivot.0.first()?;
        let place = self.0.binary_search_by_key(row, |(row, _)| *row).ok()?;
        let factor = PRIME - self.0.get(place)?.1;
        let mut sum = Vec::with_capacity(self.0.len() + pivot.0.len());
        let (mut mine, mut theirs) = (self.0.iter().copied().peekable(), pivot.0.iter().copied().peekable());
        loop {
            let (row, value) = match (mine.peek().copied(), theirs.peek().copied()) {
                (None, None) => break,
                (Some((row, value)), next) if next.is_none_or(|(next, _)| row < next) => {
                    let _ = mine.next();
                    (row, value)
                }
                (next, Some((row, taken))) if next.is_none_or(|(next, _)| row < next) => {
                    let _ = theirs.next();
                    (row, product(factor, taken))
                }
                (Some((row, value)), Some((_, taken))) => {
                    let _ = (mine.next(), theirs.next());
                    // Both are below 2^61.
                    (row, (value + product(factor, taken)) % PRIME)
                }
                (Some(_), None) | (None, Some(_)) => break,
            };
            if value != 0 {
                sum.push((row, value));
            }
        }
        Some(Self(sum).scaled())
    }

    /// The same vector with 1 as its first entry.
    fn scaled(mut self) -> Self {
        if let Some((_, head)) = self.0.first().copied()
            && head != 1
        {
            let inverse = power(head, PRIME - 2);
            for (_, value) in &mut self.0 {
                *value = product(*value, inverse);
            }
        }
        self
    }
}

/// The product modulo the prime, of two numbers below it.
fn product(one: u64, other: u64) -> u64 {
    let whole = u128::from(one) * u128::from(other);
    // 2^61 is 1 modulo the prime, so the high part counts like the low one; the remainder fits.
    let folded = (whole & u128::from(PRIME)) + (whole >> 61);
    u64::try_from(folded % u128::from(PRIME)).unwrap_or(0)
}

fn power(base: u64, exponent: u64) -> u64 {
    let (mut result, mut square, mut left) = (1, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result = product(result, square);
        }
        square = product(square, square);
        left >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ones(rows: &[usize]) -> Column {
        rows.iter().map(|row| (*row, 1)).collect()
    }

    fn printed(candidates: &[Column], protected: &[Column]) -> Vec<bool> {
        let candidates: Vec<Candidate> = candidates.iter().map(|column| Candidate { column: column.clone(), needs: Vec::new() }).collect();
        printable(&[], &candidates, protected, &BTreeSet::new())
    }

    #[test]
    fn a_row_is_cleared() {
        let vector = |entries: &[(usize, i32)]| Vector::of(entries);
        let cleared = vector(&[(0, 4), (1, 2), (3, 6)]).without(&vector(&[(1, 6), (3, 3)]));
        // Three times the one less once the other is 12, 0, 15; a third of that is 4, 0, 5.
        assert_eq!(cleared, Some(vector(&[(0, 4), (3, 5)])));
        assert_eq!(vector(&[(0, 1)]).without(&vector(&[(1, 1)])), None);
        assert_eq!(vector(&[(1, 1), (2, 1)]).without(&vector(&[(1, 1), (2, 1)])), Some(vector(&[])));
        // Neither sign nor size tells vectors apart.
        assert_eq!(vector(&[(1, 1), (2, 1)]).without(&vector(&[(1, 1), (2, 1), (3, 1)])), Some(vector(&[(3, 1)])));
        assert_eq!(vector(&[(1, -2), (2, 4)]), vector(&[(1, 1), (2, -2)]));
    }

    #[test]
    fn products_stay_below_the_prime() {
        assert_eq!(product(PRIME - 1, PRIME - 1), 1);
        assert_eq!(product(1 << 60, 4), 2);
        for number in [2, 3, 1 << 40, PRIME - 5] {
            assert_eq!(product(number, power(number, PRIME - 2)), 1);
        }
    }

    #[test]
    fn the_last_part_of_a_sum_is_not_printed() {
        let columns = [ones(&[0, 1, 2]), ones(&[0]), ones(&[1])];
        assert_eq!(printed(&columns, &[ones(&[2])]), [true, true, false]);
        assert_eq!(printed(&columns, &[]), [true, true, true]);
        assert_eq!(printed(&columns, &[ones(&[0, 1, 2])]), [false, true, true]);
    }

    #[test]
    fn a_difference_is_protected_as_a_sum_is() {
        let columns = [ones(&[0]), ones(&[1]), ones(&[0, 1])];
        assert_eq!(printed(&columns, &[vec![(0, 1), (1, -1)]]), [true, false, false]);
    }

    #[test]
    fn what_is_known_counts_and_what_is_needed_comes_first() {
        // That 2 is 0 and 1 together makes 2 as good as both.
        let known = [vec![(0, 1), (1, 1), (2, -1)]];
        let candidate = |rows: &[usize], needs: &[usize]| Candidate { column: ones(rows), needs: needs.to_vec() };
        let candidates = [candidate(&[2], &[]), candidate(&[0], &[]), candidate(&[3], &[1]), candidate(&[4], &[0])];
        assert_eq!(printable(&known, &candidates, &[ones(&[1])], &BTreeSet::new()), [true, false, false, true]);
        // What is given away already is nothing that printing could change.
        assert_eq!(printable(&[ones(&[0])], &[candidate(&[0], &[])], &[ones(&[0])], &BTreeSet::new()), [true]);
    }
    #[test]
    fn singletons_that_add_up_to_their_number_are_not_given_away() {
        let candidate = |rows: &[usize]| Candidate { column: ones(rows), needs: Vec::new() };
        let open = |candidates: &[&[usize]], protected: &[Column], singletons: &[usize]| {
            let candidates: Vec<Candidate> = candidates.iter().map(|rows| candidate(rows)).collect();
            printable(&[], &candidates, protected, &singletons.iter().copied().collect())
        };
        // 2 = x + x.
        assert_eq!(open(&[&[0, 1]], &[ones(&[0]), ones(&[1])], &[0, 1]), [false]);
        assert_eq!(open(&[&[0, 1]], &[ones(&[0]), ones(&[1])], &[]), [true]);
        // 15 = 10 + 3 + x + x: not all three.
        assert_eq!(open(&[&[0, 1, 2, 3], &[0], &[1]], &[ones(&[2]), ones(&[3])], &[2, 3]), [true, true, false]);
        // That two are equal is no sum.
        assert_eq!(open(&[&[0, 2], &[0, 3]], &[ones(&[2]), ones(&[3])], &[2, 3]), [true, true]);
    }
}
