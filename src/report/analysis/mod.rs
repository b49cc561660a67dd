//! What follows from published figures: comparisons that say what chance explains and what it does not. Nothing here sees more than a
//! reader of the tables does, so nothing here can give anything away.

mod chance;
mod change;
mod deviation;
mod registered;

pub(super) use registered::ENOUGH;

use super::picture::Picture;
use super::sheet::Sheet;
use crate::disclosure::Published;
use crate::locale::{Key, Sentence};

/// Something that follows from the figures of a report.
pub struct Analysis {
    /// What is compared.
    pub title: Sentence,
    /// The comparison as a table.
    pub sheet: Sheet,
    /// The same as a picture.
    pub picture: Option<Picture>,
    /// What it says, a sentence each.
    pub findings: Vec<Sentence>,
    /// How it was done.
    pub method: Vec<Sentence>,
    /// What to ask next, a heading and its questions.
    pub questions: Vec<(Key, Vec<Key>)>,
}

/// The analyses that a report has: which units deviate, what has changed, and how much is registered.
#[must_use]
pub fn analyses(published: &Published) -> Vec<Analysis> {
    let deviations = published.tables().iter().filter_map(|table| deviation::deviation(published, table));
    let changes = published.tables().iter().filter_map(|table| change::change(published, table));
    deviations.chain(changes).chain(registered::registered(published)).collect()
}
