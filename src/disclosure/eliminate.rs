//! Secondary suppression by exact elimination: prints columns of a 0/1 matrix one after the other as long as no protected
//! column becomes a linear combination of what is printed.
//!
//! After Langsrud, "Secondary cell suppression by Gaussian elimination" (2024, doi 10.1007/978-3-031-69651-0_6), in whole numbers.

use super::matrix::Column;

/// For each candidate, in order, whether it may be printed.
///
/// Both kinds of columns list the rows in which they have a one, ascending. Entries are kept in 64 bits, free of common factors,
/// and computed in 128; what would outgrow that is not printed.
pub(super) fn printable(candidates: Vec<Column>, protected: Vec<Column>) -> Vec<bool> {
    let mut rest: Vec<Option<Vector>> = candidates.iter().rev().map(|column| Some(Vector::of(column))).collect();
    let mut guarded: Vec<Vector> = protected.iter().map(|column| Vector::of(column)).collect();
    let mut printed = Vec::with_capacity(candidates.len());
    while let Some(next) = rest.pop() {
        // A candidate that outgrew the numbers is withheld; one that is empty can be computed already.
        let Some(pivot) = next else {
            printed.push(false);
            continue;
        };
        if pivot.0.is_empty() {
            printed.push(true);
            continue;
        }
        let reduced: Option<Vec<Option<Vector>>> = guarded.iter().map(|column| column.without(&pivot)).collect();
        // Empty means that printing the candidate would give the protected column away.
        let Some(reduced) = reduced.filter(|columns| columns.iter().flatten().all(|column| !column.0.is_empty())) else {
            printed.push(false);
            continue;
        };
        for (column, new) in guarded.iter_mut().zip(reduced) {
            if let Some(new) = new {
                *column = new;
            }
        }
        for column in &mut rest {
            match column.as_ref().map(|vector| vector.without(&pivot)) {
                Some(Some(Some(new))) => *column = Some(new),
                Some(Some(None)) | None => {}
                Some(None) => *column = None,
            }
        }
        printed.push(true);
    }
    printed
}

/// A sparse vector of whole numbers: rows ascending, no zeros, no common factor, the first entry positive.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Vector(Vec<(usize, i64)>);

impl Vector {
    fn of(rows: &[usize]) -> Self {
        Self(rows.iter().map(|row| (*row, 1)).collect())
    }

    /// The vector with the pivot's first row cleared: `Some(None)` when there is nothing to clear, `None` when the result
    /// does not fit.
    #[expect(clippy::option_option, reason = "the outer says whether it fits, the inner whether anything changes")]
    fn without(&self, pivot: &Self) -> Option<Option<Self>> {
        let Some((row, head)) = pivot.0.first().copied() else { return Some(None) };
        let Ok(place) = self.0.binary_search_by_key(&row, |(row, _)| *row) else { return Some(None) };
        let entry = self.0.get(place).map_or(0, |(_, entry)| *entry);
        let factor = gcd(head.unsigned_abs(), entry.unsigned_abs());
        let factor = i64::try_from(factor).ok()?;
        let (own, other) = (i128::from(head / factor), i128::from(entry / factor));
        let mut sum: Vec<(usize, i128)> = Vec::with_capacity(self.0.len() + pivot.0.len());
        let (mut mine, mut theirs) = (self.0.iter().copied().peekable(), pivot.0.iter().copied().peekable());
        loop {
            // Products of two 64-bit numbers, and their difference, fit into 128 bits.
            let (row, value) = match (mine.peek().copied(), theirs.peek().copied()) {
                (None, None) => break,
                (Some((row, value)), other_next) if other_next.is_none_or(|(next, _)| row < next) => {
                    let _ = mine.next();
                    (row, own * i128::from(value))
                }
                (own_next, Some((row, value))) if own_next.is_none_or(|(next, _)| row < next) => {
                    let _ = theirs.next();
                    (row, -other * i128::from(value))
                }
                (Some((row, value)), Some((_, taken))) => {
                    let _ = (mine.next(), theirs.next());
                    (row, own * i128::from(value) - other * i128::from(taken))
                }
                (Some(_), None) | (None, Some(_)) => break,
            };
            if value != 0 {
                sum.push((row, value));
            }
        }
        Self::primitive(&sum).map(Some)
    }

    fn primitive(entries: &[(usize, i128)]) -> Option<Self> {
        let mut factor = 0_u128;
        for (_, value) in entries {
            factor = gcd_wide(factor, value.unsigned_abs());
            if factor == 1 {
                break;
            }
        }
        let factor = i128::try_from(factor.max(1)).ok()?;
        let sign = if entries.first().is_some_and(|(_, value)| *value < 0) { -1 } else { 1 };
        let vector: Option<Vec<_>> =
            entries.iter().map(|(row, value)| i64::try_from(sign * (value / factor)).ok().map(|value| (*row, value))).collect();
        vector.map(Self)
    }
}

const fn gcd(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

fn gcd_wide(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        (one, other) = match (u64::try_from(one), u64::try_from(other)) {
            (Ok(small), Ok(smaller)) => return u128::from(gcd(small, smaller)),
            _ => (other, one % other),
        };
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_cleared_in_whole_numbers() {
        let vector = |entries: &[(usize, i64)]| Vector(entries.to_vec());
        let cleared = vector(&[(0, 4), (1, 2), (3, 6)]).without(&vector(&[(1, 6), (3, 3)]));
        // Three times the one less once the other is 12, 0, 15; a third of that is 4, 0, 5.
        assert_eq!(cleared, Some(Some(vector(&[(0, 4), (3, 5)]))));
        assert_eq!(vector(&[(0, 1)]).without(&vector(&[(1, 1)])), Some(None));
        assert_eq!(vector(&[(1, 1), (2, 1)]).without(&vector(&[(1, 1), (2, 1)])), Some(Some(vector(&[]))));
        // Signs do not tell vectors apart.
        assert_eq!(vector(&[(1, 1), (2, 1)]).without(&vector(&[(1, 1), (2, 1), (3, 1)])), Some(Some(vector(&[(3, 1)]))));
    }

    #[test]
    fn numbers_that_outgrow_their_place_are_noticed() {
        let large = Vector(vec![(0, i64::MAX), (1, i64::MAX - 1)]);
        assert_eq!(Vector(vec![(0, i64::MAX - 1), (2, i64::MAX)]).without(&large), None);
    }

    #[test]
    fn the_last_part_of_a_sum_is_not_printed() {
        let columns = vec![vec![0, 1, 2], vec![0], vec![1]];
        assert_eq!(printable(columns.clone(), vec![vec![2]]), [true, true, false]);
        assert_eq!(printable(columns.clone(), Vec::new()), [true, true, true]);
        assert_eq!(printable(columns, vec![vec![0, 1, 2]]), [false, true, true]);
    }
}
