//! Linear combinations, by another prime and in another way than the elimination's.

use std::collections::BTreeMap;

const PRIME: u64 = 2_147_483_647;

/// Columns of zeros and ones, and what can be combined from them modulo a prime: what cannot be is no combination in whole numbers
/// either.
pub(super) struct Span {
    rows: usize,
    /// Reduced columns by their first row.
    heads: BTreeMap<usize, Vec<u64>>,
}

impl Span {
    pub(super) const fn of(rows: usize) -> Self {
        Self { rows, heads: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, column: &[usize]) {
        if let Some((head, vector)) = self.reduced(column) {
            let _ = self.heads.insert(head, vector);
        }
    }

    /// Whether a column is a combination of those added.
    pub(super) fn holds(&self, column: &[usize]) -> bool {
        self.reduced(column).is_none()
    }

    /// What is left of a column, from its first row on; nothing where it is a combination.
    fn reduced(&self, column: &[usize]) -> Option<(usize, Vec<u64>)> {
        let mut dense = vec![0; self.rows];
        column.iter().for_each(|row| dense[*row] = 1);
        for row in 0..self.rows {
            let (factor, Some(pivot)) = (dense[row], self.heads.get(&row)) else { continue };
            if factor != 0 {
                for (entry, taken) in dense[row..].iter_mut().zip(&pivot[row..]) {
                    *entry = (*entry + (PRIME - factor) * taken) % PRIME;
                }
            }
        }
        let head = dense.iter().position(|entry| *entry != 0)?;
        let inverse = power(dense[head], PRIME - 2);
        Some((head, dense.into_iter().map(|entry| entry * inverse % PRIME).collect()))
    }
}

fn power(base: u64, exponent: u64) -> u64 {
    if exponent == 0 {
        return 1;
    }
    let half = power(base * base % PRIME, exponent / 2);
    if exponent % 2 == 1 { half * base % PRIME } else { half }
}
