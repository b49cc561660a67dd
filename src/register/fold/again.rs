//! Rows that say of their lesson what an earlier row has said in the same bytes: lessons differ in when they are and whose, and little
//! else, and each is understood once.

use super::{Folder, Unusable};
use crate::calendar::Day;
use crate::register::draft::Packed;
use crate::source::{Cell, Row};
use hashbrown::HashMap;

/// So many different lessons are remembered of a table.
const MOST: usize = 1 << 12;

/// Lessons by the bytes of the cells that say what they were; empty where those cells do not stand together.
#[derive(Default)]
pub(super) struct Lessons {
    /// The first and the last of the columns.
    pub(super) columns: Option<(usize, usize)>,
    known: HashMap<Box<[u8]>, Outline>,
}

/// A lesson of any day, and of any clock where its length stands in a column of its own; and the place of its row's word among the
/// table's words.
#[derive(Clone, Copy)]
pub(super) struct Outline {
    pub(super) lesson: Packed,
    pub(super) word: Option<usize>,
}

impl Lessons {
    #[inline]
    fn stretch<'r, R: Row>(&self, row: &'r R) -> Option<&'r [u8]> {
        self.columns.and_then(|(first, last)| row.stretch(first, last))
    }
}

impl Folder {
    /// The row's lesson, if a row before it has said the same; its word is counted.
    #[inline]
    pub(super) fn said_before<R: Row>(&mut self, row: &R, day: Day) -> Result<Option<Packed>, Unusable> {
        let known = self.lessons.stretch(row).and_then(|stretch| self.lessons.known.get(stretch).copied());
        let Some(Outline { lesson, word }) = known else { return Ok(None) };
        self.words.count_again(word);
        let lesson = if self.columns.length.is_none() { lesson } else { lesson.at(self.start(row)?) };
        Ok(Some(lesson.on(day)))
    }

    /// Remembers what a row has said of its lesson.
    pub(super) fn remember<R: Row>(&mut self, row: &R, lesson: Packed) {
        // Without a length the clocks say it, and those may stand elsewhere.
        let has_length = self.columns.length.is_none_or(|length| row.cell(length.index) != Cell::Empty);
        if has_length
            && self.lessons.known.len() < MOST
            && let Some(stretch) = self.lessons.stretch(row)
        {
            let outline = Outline { lesson, word: self.words.last() };
            let _before = self.lessons.known.insert(stretch.into(), outline);
        }
    }
}
