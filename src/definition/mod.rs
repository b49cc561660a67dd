//! Who is above the limit: definitions as checked data, and the judge of a register.

mod file;
mod judge;
mod model;
mod presets;
mod summary;
mod totals;
mod words;

pub use file::DefinitionFault;
pub use judge::{Verdicts, judge};
pub use model::{
    Clause, Comparison, Condition, DayShare, Decimal, Definition, Kinds, Length, Measure, Measured, Quantifier, Settings, Unregistered,
    Window,
};
pub use presets::{preset_text, presets};
pub use summary::{ClauseSummary, Name, Summary};

#[cfg(test)]
#[path = "../../tests/definition/mod.rs"]
mod tests;
