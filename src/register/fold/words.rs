//! The words for presence and absence of the table at hand: what each stands for, and how many rows have it.

use crate::layout::{Kind, KindSeen, Kinds, Meaning, plain};
use crate::source::same;
use hashbrown::HashMap;

/// So many different words that nobody knows are listed; the rows of more are counted in the finding.
const MOST_UNKNOWN: usize = 200;

/// So many spellings are remembered.
const MOST: usize = 100_000;

/// Words by the bytes of their cells.
#[derive(Default)]
pub(super) struct Words {
    last: Option<(Vec<u8>, usize)>,
    known: HashMap<Box<[u8]>, usize>,
    seen: Vec<KindSeen>,
    unknown: usize,
}

impl Words {
    /// What a cell stands for, counted. `text` decodes it when it was not seen before.
    #[inline]
    pub(super) fn count(&mut self, raw: &[u8], kinds: &Kinds, text: impl FnOnce() -> String) -> Option<Meaning> {
        let place = match &self.last {
            Some((last, place)) if same(last, raw) => Some(*place),
            _ => self.known.get(raw).copied(),
        };
        let place = match place {
            Some(place) => place,
            None => {
                let word = text();
                let meaning = kinds.meaning(&word);
                if meaning.is_none() {
                    self.unknown += 1;
                }
                if self.known.len() >= MOST || (meaning.is_none() && self.unknown > MOST_UNKNOWN) {
                    self.last = None;
                    return meaning;
                }
                self.seen.push(KindSeen { word, meaning, rows: 0 });
                let place = self.seen.len() - 1;
                let _before = self.known.insert(raw.into(), place);
                place
            }
        };
        match &mut self.last {
            Some((last, known)) => {
                if *known != place || !same(last, raw) {
                    last.clear();
                    last.extend_from_slice(raw);
                    *known = place;
                }
            }
            None => self.last = Some((raw.to_vec(), place)),
        }
        let seen = self.seen.get_mut(place)?;
        seen.rows += 1;
        seen.meaning
    }

    /// The place of the word that was counted last; none when there was none, or it has no place.
    pub(super) fn last(&self) -> Option<usize> {
        self.last.as_ref().map(|(_, place)| *place)
    }

    /// Counts the word of a place once more.
    #[inline]
    pub(super) fn count_again(&mut self, place: Option<usize>) {
        if let Some(seen) = place.and_then(|place| self.seen.get_mut(place)) {
            seen.rows += 1;
        }
    }

    /// The words, each in one spelling, in the order of their first rows.
    pub(super) fn seen(&self) -> Vec<KindSeen> {
        let mut words: Vec<KindSeen> = Vec::new();
        for seen in &self.seen {
            match words.iter_mut().find(|word| plain(&word.word) == plain(&seen.word)) {
                Some(word) => word.rows += seen.rows,
                None => words.push(seen.clone()),
            }
        }
        words
    }
}

/// The kind that a row's word says, and whether the user has said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) kind: Kind,
    pub(super) decided: bool,
}
