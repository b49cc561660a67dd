//! Pupils by day: the ledger into which rows are folded, and then forgotten.

mod label;

pub use label::{Breakdown, Label};
