//! Who is above the limit: definitions as checked data, and the judge of a register.

mod summary;

pub use summary::{ClauseSummary, Name, Summary};
