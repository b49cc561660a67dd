//! Sorting of lists whose length nobody notices.
//!
//! The standard library's sort is compiled anew for each type and each key, at some four kilobytes of program each, and this program sorts eighty
//! kinds of list: a tenth of what the page weighs. Here is one compiled sort for all of them, which moves places instead of elements. What is sorted
//! by the million (lessons, rows of totals) stays with the standard library's.

use std::cmp::Ordering;

/// Sorting by one compiled sort. All of these keep the order of what is equal.
pub(crate) trait Order<T> {
    /// Smallest first.
    fn order(&mut self)
    where
        T: Ord;

    /// By a key that is cheap to make.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);

    /// By a key that is made once for each element.
    fn order_by_cached_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
}

impl<T> Order<T> for [T] {
    fn order(&mut self)
    where
        T: Ord,
    {
        let swaps = swaps(self.len(), &|one, other| self.get(one).cmp(&self.get(other)));
        arrange(self, swaps);
    }

    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        let swaps = swaps(self.len(), &|one, other| self.get(one).map(&key).cmp(&self.get(other).map(&key)));
        arrange(self, swaps);
    }

    fn order_by_cached_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let swaps = swaps(self.len(), &|one, other| keys.get(one).cmp(&keys.get(other)));
        arrange(self, swaps);
    }
}

/// Which places to swap, one pair after the other, so that a list of that length is in order.
fn swaps(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut sources: Vec<usize> = (0..length).collect();
    sources.sort_by(|one, other| compare(*one, *other));
    let mut swaps = Vec::new();
    for begin in 0..length {
        // Around a ring of places that hold one another's elements.
        let mut place = begin;
        while let Some(source) = sources.get_mut(place) {
            let from = std::mem::replace(source, place);
            if from == begin || from == place {
                break;
            }
            swaps.push((place, from));
            place = from;
        }
    }
    swaps
}

fn arrange<T>(list: &mut [T], swaps: Vec<(usize, usize)>) {
    for (one, other) in swaps {
        list.swap(one, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lists_come_in_the_order_that_the_standard_library_gives(list: Vec<(u8, u16)>) {
            let ordered = |order: fn(&mut [(u8, u16)])| {
                let mut list = list.clone();
                order(&mut list);
                list
            };
            prop_assert_eq!(ordered(|list| list.order()), ordered(|list| list.sort()));
            prop_assert_eq!(ordered(|list| list.order_by_key(|(key, _)| *key)), ordered(|list| list.sort_by_key(|(key, _)| *key)));
            prop_assert_eq!(ordered(|list| list.order_by_cached_key(|(key, _)| *key)), ordered(|list| list.sort_by_key(|(key, _)| *key)));
        }
    }
}
