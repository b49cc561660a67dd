//! Raw counts by breakdown: what `disclosure` protects and nobody else may see. No `Display`, no `Serialize`, and a `Debug`
//! without numbers.

use crate::register::{Breakdown, Label};
use std::fmt;

/// The finest cell of a cross table: pupils who share every label.
#[derive(Clone)]
pub(crate) struct InnerCell {
    /// One label per breakdown, in the table's order.
    pub(crate) key: Vec<Label>,
    /// Pupils in it: at least 1.
    pub(crate) pupils: u64,
    /// Pupils of them who meet the definition.
    pub(crate) hits: u64,
}

impl fmt::Debug for InnerCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InnerCell").field("key", &self.key).finish_non_exhaustive()
    }
}

/// A raw cross table: its inner cells, each key once, sorted. Margins are not stored; they are sums.
#[derive(Clone, Debug)]
pub(crate) struct CrossTable {
    /// The breakdowns, from the outside in; none for the whole only.
    pub(crate) by: Vec<Breakdown>,
    /// The inner cells, sorted by key.
    pub(crate) cells: Vec<InnerCell>,
    /// Whether at least one clause could be judged; if not, hits mean nothing and shares neither.
    pub(crate) measurable: bool,
}
