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
