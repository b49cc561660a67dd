//! Makes raw counts safe; the only door out.
//!
//! A cross table goes in, a [`Published`] comes out or a [`Refusal`]. On the way:
//! 1. `cells` lists every combination of label and total, and which of them are the same group of pupils;
//! 2. `matrix` writes them, and every group that must not be computable, as columns over the inner cells;
//! 3. `eliminate` prints as many columns as it can without making a protected one a combination of printed ones;
//! 4. `audit` reads the resulting table as a reader would, says what can still be proved and what more to withhold.
//!
//! The last step is repeated until the audit, reading afresh, has nothing to say.

mod audit;
mod cells;
mod context;
mod eliminate;
mod matrix;
mod policy;
mod published;
#[cfg(test)]
mod tests;

pub(crate) use context::{Context, Remark};
pub use policy::{Lowered, Policy, Rule};
pub use published::{AuditSummary, Figure, Published, PublishedRemark, Row, Table};

use crate::locale::{Key, Sentence};
use crate::tally::{CrossTable, Lessons};
use audit::Reading;
use cells::Cells;

/// Why a table is not released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no pupils in it.
    NoPupils,
    /// Its cells contradict one another.
    Malformed,
    /// It could not be made safe.
    Unsafe,
}

impl Refusal {
    /// What to tell the user.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        match self {
            Self::NoPupils => Key::DisclosureNoPupils,
            Self::Malformed => Key::DisclosureMalformed,
            Self::Unsafe => Key::DisclosureUnsafe,
        }
        .into()
    }
}

/// Releases a cross table with all its margins.
///
/// # Errors
/// [`Refusal`] when there is nothing to release or it cannot be made safe.
pub(crate) fn release(table: &CrossTable, context: Context, policy: Policy) -> Result<Published, Refusal> {
    let whole: u64 = table.cells.iter().fold(0, |sum, cell| sum.saturating_add(cell.pupils));
    let lessons = context.lessons;
    let cells =
        Cells::of(table).filter(|_| lessons.is_none_or(|lessons| lessons.registered <= lessons.scheduled)).ok_or(Refusal::Malformed)?;
    if table.cells.is_empty() {
        return Err(Refusal::NoPupils);
    }
    let (table, audit) = if table.measurable { protected(&cells, policy)? } else { unmeasured(&cells) };
    let registration = registration(context.lessons, whole, policy);
    let remark = |remark: Remark| PublishedRemark {
        code: remark.code,
        rows: if remark.rows < policy.min_count() { Figure::Withheld } else { Figure::Count(remark.rows) },
    };
    Ok(Published {
        program: context.program,
        made: context.made,
        files: context.files,
        grain: context.grain,
        span: context.span,
        definition: context.definition,
        policy,
        tables: vec![table],
        registration,
        remarks: context.remarks.into_iter().map(remark).collect(),
        audit,
    })
}

/// A number of pupils that stands alone, such as how many a file has: withheld when they are a small group.
#[must_use]
pub fn lone_count(pupils: u64, policy: Policy) -> Figure {
    if policy.is_small(pupils) { Figure::Withheld } else { Figure::Count(pupils) }
}

/// The registration rate of so many pupils: withheld when they are a small group.
pub(crate) fn registration(lessons: Option<Lessons>, pupils: u64, policy: Policy) -> Figure {
    match lessons {
        _ if policy.is_small(pupils) => Figure::Withheld,
        Some(lessons) => Figure::share(lessons.registered.min(lessons.scheduled), lessons.scheduled),
        None => Figure::NotMeasurable,
    }
}

/// The table with as many hits as are safe.
fn protected(cells: &Cells, policy: Policy) -> Result<(Table, AuditSummary), Refusal> {
    let mut printed = matrix::plan(cells, policy);
    let mut pool = vec![cells.hits.clone()];
    loop {
        let table = cells.table(true, &printed);
        let reading = Reading::of(&table, policy).map_err(|_| Refusal::Malformed)?;
        let objections = reading.attack(&mut pool).map_err(|_| Refusal::Malformed)?;
        if objections.is_empty() {
            let withheld = |row: &&Row| row.hits() == Figure::Withheld;
            let audit = AuditSummary {
                cells: count(table.rows().len()),
                withheld: count(table.rows().iter().filter(withheld).count()),
                recoverable: count(objections.len()),
            };
            return Ok((table, audit));
        }
        let before = (printed.clone(), pool.len());
        for group in reading.remedy(&objections, &mut pool).into_iter().filter_map(|row| cells.group_of_row(row)) {
            if let Some(place) = printed.get_mut(group) {
                *place = false;
            }
        }
        if (printed.clone(), pool.len()) == before {
            // The program found no way out, so nothing is told. If that does not help, nothing will.
            if !printed.contains(&true) {
                return Err(Refusal::Unsafe);
            }
            printed.fill(false);
        }
    }
}

/// The table of a definition that the file cannot answer: pupils only.
fn unmeasured(cells: &Cells) -> (Table, AuditSummary) {
    let table = cells.table(false, &[]);
    let audit = AuditSummary { cells: count(table.rows().len()), withheld: 0, recoverable: 0 };
    (table, audit)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
