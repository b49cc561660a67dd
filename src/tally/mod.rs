//! Raw counts by breakdown: what `disclosure` protects and nobody else may see. No `Display`, no `Serialize`, and a `Debug`
//! without numbers.

mod count;
mod lessons;
mod patterns;

pub(crate) use crate::definition::Timed;
pub(crate) use count::{Basic, Part, tally};
pub(crate) use lessons::{Lessons, lessons, lessons_by_school, population};
pub(crate) use patterns::{Habit, Kinds, Place, Sums, by_kind};

use crate::register::{Breakdown, Label};
use std::fmt;

/// What is true of a pupil: a bit for each of up to 128 basic indicators, such as limits, definitions and clauses.
pub(crate) type State = u128;

/// The finest cell of a cross table: pupils who share every label in one column of time.
#[derive(Clone)]
pub(crate) struct InnerCell {
    /// One label per breakdown, in the table's order.
    pub(crate) key: Vec<Label>,
    /// The column of time, from 0.
    pub(crate) column: usize,
    /// Pupils in it: at least 1.
    pub(crate) pupils: u64,
    /// How many of them are in each state, ascending; those of whom nothing is true are left out.
    pub(crate) states: Vec<(State, u64)>,
}

impl fmt::Debug for InnerCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InnerCell").field("key", &self.key).field("column", &self.column).finish_non_exhaustive()
    }
}

/// Raw counts: inner cells, each key once in each column, sorted. Margins are not stored; they are sums. Columns are not added:
/// each has pupils and verdicts of its own.
#[derive(Clone, Debug)]
pub(crate) struct Counts {
    /// The breakdowns, from the outside in; none for the whole only.
    pub(crate) by: Vec<Breakdown>,
    /// For each column of time what the files can answer in it; without time there is one.
    pub(crate) measured: Vec<State>,
    /// The inner cells, sorted by key and column.
    pub(crate) cells: Vec<InnerCell>,
    /// The time of the pupils in them.
    pub(crate) times: CellTimes,
}

/// How much of the pupils' scheduled time is absence, by inner cell.
#[derive(Clone, Default)]
pub(crate) struct CellTimes {
    /// For each column of time and each kind of absence, whether the files tell it; nothing where it was not asked for.
    pub(crate) told: Vec<[bool; 3]>,
    /// One per inner cell; none where it was not asked for.
    pub(crate) cells: Vec<Timed>,
}

impl fmt::Debug for CellTimes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CellTimes").field("told", &self.told).finish_non_exhaustive()
    }
}
