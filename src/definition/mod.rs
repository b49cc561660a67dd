//! Who is above the limit: definitions as checked data, and the judge of a register.

mod file;
mod judge;
mod model;
mod over;
mod presets;
mod summary;
mod variants;
mod vocabulary;
mod words;
mod write;

pub use crate::register::{Absence, AbsenceSet};
pub use file::DefinitionFault;
pub(crate) use judge::{LessonsTold, Timed, Times, lessons, times};
pub use judge::{Verdicts, judge, judge_all};
pub use model::{
    Clause, Comparison, Condition, DayLimit, DayThreshold, Decimal, Definition, Late, Length, Measure, Measured, Months, OtherActivity,
    Quantifier, Settings, Unregistered, Window,
};
pub use over::{Column, Over};
pub use presets::{preset_text, presets};
pub use summary::{ClauseSummary, Name, Summary};
pub use words::time_words;
pub use write::write;

#[cfg(test)]
#[path = "../../tests/definition/mod.rs"]
mod tests;
