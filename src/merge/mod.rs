//! Published reports side by side: what is the same in them is said once, what differs is said in a sentence, and the tables that they share
//! stand beside one another. Before anything is shown, the reports are attacked together. A merged table has what is printed in a report,
//! and sums of that; it never reckons from what is withheld.

mod align;
mod csv;
mod html;
mod json;
mod sameness;
mod sheet;
mod text;
mod unit;
mod words;

pub use csv::csv;
pub use html::html;
pub use json::json;
pub use text::text;

use crate::attack::{self, Depth, Outcome};
use crate::claim::{Claim, Fault};
use crate::locale::{Key, Sentence, Value};
use sameness::{Sameness, Statement};
use unit::Unit;

/// Reports that were compared. There is one only after an attack that found nothing.
pub struct Merged {
    claims: Vec<Claim>,
    units: Vec<Unit>,
    sameness: Sameness,
    tables: Vec<align::Table>,
    outcome: Outcome,
}

/// Why reports are not compared.
#[derive(Debug)]
pub enum Refusal {
    /// There are fewer than two.
    Alone,
    /// They have no table in common; in words.
    Nothing(Sentence),
    /// One of them cannot be used.
    Fault(Fault),
    /// Together they tell what is withheld.
    Leak(Box<Outcome>),
}

/// Compares reports.
///
/// # Errors
/// [`Refusal`] when there is nothing to compare, or when the attack finds something.
pub fn merge(claims: Vec<Claim>) -> Result<Merged, Refusal> {
    if claims.len() < 2 {
        return Err(Refusal::Alone);
    }
    let outcome = attack::attack(&claims, Depth::Leaks).map_err(Refusal::Fault)?;
    if outcome.leaks() > 0 {
        return Err(Refusal::Leak(Box::new(outcome)));
    }
    let units = unit::units(&claims);
    let mut sameness = Sameness::of(&claims, &units);
    let aligned = align::align(&claims, sameness.may_be_summed() && unit::are_apart(&units));
    if !aligned.is_common {
        let parts = aligned.alone.iter().map(|alone| alone.sentence(&units));
        return Err(Refusal::Nothing(Key::MergeNothing.with("parts", words::joined(parts))));
    }
    sameness.add_alone(&aligned.alone, &units);
    Ok(Merged { claims, units, sameness, tables: aligned.tables, outcome })
}

impl Merged {
    /// What the attack came to, and what is to be known of it.
    fn audit(&self) -> Vec<Sentence> {
        let mut lines = vec![Key::MergeAudit.with("cells", self.outcome.cells).with("withheld", self.outcome.withheld)];
        if self.outcome.undecided > 0 {
            lines.push(Key::AuditNoteUndecided.with("number", self.outcome.undecided));
        }
        // Which reports are of different pupils is clear where they are of different schools, and there are many pairs of them.
        let told = self.outcome.notes.iter().filter(|note| ![Key::AuditNoteApart, Key::AuditNoteContradict].contains(&note.key));
        lines.extend(told.cloned());
        lines
    }

    /// How signs are to be read.
    fn keys(&self) -> Vec<Sentence> {
        let mut keys = vec![Key::ReportKeyWithheld.into()];
        if self.tables.iter().any(align::Table::has_gaps) {
            keys.push(Key::MergeKeyMissing.into());
        }
        if self.tables.iter().any(align::Table::has_sum) {
            keys.push(Key::MergeKeySum.into());
        }
        keys
    }

    /// What is said of the reports before their tables, each part under its heading.
    fn statements(&self) -> [(Key, &[Statement]); 2] {
        let different = if self.sameness.different.is_empty() { Key::MergeNoneDifferent } else { Key::MergeDifferentHeading };
        [(Key::MergeSameHeading, &self.sameness.same), (different, &self.sameness.different)]
    }

    fn title(&self) -> Sentence {
        Key::MergeTitle.with("reports", Value::Whole(u64::try_from(self.units.len()).unwrap_or(u64::MAX)))
    }
}
