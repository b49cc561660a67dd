//! Values that recur from row to row, understood once: the same bytes in the same column mean the same thing.

use crate::source::same;
use hashbrown::HashMap;

/// What the cells of one column mean, by their bytes.
pub(super) struct Known<T> {
    last: Option<(Vec<u8>, T)>,
    known: HashMap<Box<[u8]>, T>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { last: None, known: HashMap::new() }
    }
}

/// So many different cells are remembered; a column with more (free text) is understood anew each time.
const MOST: usize = 100_000;

impl<T: Copy> Known<T> {
    /// What `raw` means; `understand` is asked when it was not seen before.
    #[inline]
    pub(super) fn get(&mut self, raw: &[u8], understand: impl FnOnce() -> T) -> T {
        if let Some((last, value)) = &self.last
            && same(last, raw)
        {
            return *value;
        }
        let value = match self.known.get(raw) {
            Some(value) => *value,
            None => {
                let value = understand();
                if self.known.len() < MOST {
                    let _before = self.known.insert(raw.into(), value);
                }
                value
            }
        };
        match &mut self.last {
            Some((last, known)) => {
                last.clear();
                last.extend_from_slice(raw);
                *known = value;
            }
            None => self.last = Some((raw.to_vec(), value)),
        }
        value
    }
}

/// Places of [`Recurring`].
const PLACES: usize = 1 << PLACE_BITS;
const PLACE_BITS: u32 = 10;

/// What the cells of a column mean whose values change from row to row and are few, such as subjects: each has a place by its first
/// and last letters and its length, or the one beside it.
pub(super) struct Recurring<T> {
    places: Vec<Option<(Box<[u8]>, T)>>,
    known: Known<T>,
}

impl<T> Default for Recurring<T> {
    fn default() -> Self {
        Self { places: Vec::new(), known: Known::default() }
    }
}

impl<T: Copy> Recurring<T> {
    /// What `raw` means; `understand` is asked when it was not seen before.
    #[inline]
    pub(super) fn get(&mut self, raw: &[u8], understand: impl FnOnce() -> T) -> T {
        let first = place(raw);
        for place in [first, first ^ 1] {
            match self.places.get(place) {
                Some(Some((own, value))) if same(own, raw) => return *value,
                _ => {}
            }
        }
        self.read(raw, first, understand)
    }

    /// Takes a place that is free; where there is none, the value is looked up anew each time.
    #[cold]
    fn read(&mut self, raw: &[u8], first: usize, understand: impl FnOnce() -> T) -> T {
        let value = self.known.get(raw, understand);
        if self.places.is_empty() {
            self.places.resize_with(PLACES, || None);
        }
        let free = [first, first ^ 1].into_iter().find(|place| matches!(self.places.get(*place), Some(None)));
        free.and_then(|place| self.places.get_mut(place)).into_iter().for_each(|own| *own = Some((raw.into(), value)));
        value
    }
}

/// The place of a cell: of its first and its last eight bytes and its length.
#[inline]
fn place(raw: &[u8]) -> usize {
    let (first, last) = match (raw.first_chunk::<8>(), raw.last_chunk::<8>()) {
        (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
        _ => raw.iter().fold((0, 0), |(all, last), byte| (all << 8 | u64::from(*byte), last)),
    };
    let mixed = (first ^ last.rotate_left(23)).wrapping_add(u64::try_from(raw.len()).unwrap_or(0)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(mixed >> (64 - PLACE_BITS)).unwrap_or(0)
}

/// Names by number.
#[derive(Default)]
pub(super) struct Names {
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Names {
    /// The number of a name, new or known.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.to_owned());
        let _before = self.numbers.insert(name.to_owned(), number);
        number
    }

    pub(super) const fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }
}

#[cfg(test)]
mod tests {
    use super::{PLACES, Recurring, place};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cell_means_what_it_meant_when_it_was_first_understood(cells in prop::collection::vec("[a-c]{0,12}", 0..80)) {
            let mut recurring = Recurring::default();
            let mut first: Vec<&String> = Vec::new();
            for cell in &cells {
                let known = first.iter().position(|other| *other == cell);
                if known.is_none() {
                    first.push(cell);
                }
                let number = known.unwrap_or(first.len() - 1);
                prop_assert_eq!(recurring.get(cell.as_bytes(), || first.len() - 1), number);
                prop_assert!(place(cell.as_bytes()) < PLACES);
            }
        }
    }
}
