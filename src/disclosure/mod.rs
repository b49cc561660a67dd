//! Makes raw counts safe; the only door out.
//!
//! Raw counts and the tables to make of them go in, a [`Published`] comes out or a [`Refusal`]. On the way:
//! 1. `spec` says what each table counts and what is a secret in it, `frame` lists every combination of label and total and which of
//!    them are the same group of pupils, and `figures` brings both together;
//! 2. `matrix` writes the figures, and everything that must not be computable, as columns over what is unknown;
//! 3. `eliminate` prints as many columns as it can without making a protected one a combination of printed ones;
//! 4. `audit` reads the resulting tables together as a reader would, says what can still be proved and what more to withhold.
//!
//! The last step is repeated until the audit, reading afresh, has nothing to say. Then `magnitudes` tells of time what is safe beside these
//! counts, by the same elimination, and is audited in its turn.

mod audit;
mod census;
mod context;
mod eliminate;
mod figures;
mod frame;
mod magnitudes;
mod matrix;
mod measure;
mod mix;
mod moved;
mod patterns;
mod policy;
mod possible;
mod published;
mod registration;
mod spec;
#[cfg(test)]
mod tests;

pub(crate) use context::{Context, Remark};
pub(crate) use frame::BREAKDOWNS;
pub use measure::{AbsenceShare, Limit, Measure};
pub use mix::Mix;
pub(crate) use moved::Numbering;
pub(crate) use patterns::release_patterns;
pub use patterns::{Dimension, PatternMeasure, PatternRow, PatternTable, Slice};
pub use policy::{Lowered, Policy, Rule, Zeros};
pub use published::{AuditSummary, Cell, Figure, Gap, PatternSubject, Published, PublishedRemark, Row, Subject, Table};
pub use registration::Rate;
pub(crate) use registration::Registered;
pub(crate) use spec::{Clauses, Spec};

use crate::locale::{Key, Sentence};
use crate::tally::{Counts, Lessons};
use audit::{Open, Reading};
use census::Census;
use figures::Figures;
use matrix::Plan;
use possible::Possible;

/// Why a table is not released.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no pupils in it.
    NoPupils,
    /// Its cells contradict one another.
    Malformed,
    /// It could not be made safe.
    Unsafe,
    /// All its pupils are a small group.
    FewPupils,
    /// A group by a column of the files' own is so small that how many are in it would tell of them.
    Few,
}

impl Refusal {
    /// What to tell the user.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        match self {
            Self::NoPupils => Key::DisclosureNoPupils,
            Self::Malformed => Key::DisclosureMalformed,
            Self::Unsafe => Key::DisclosureUnsafe,
            Self::FewPupils => Key::DisclosureFewPupils,
            Self::Few => Key::DisclosureFew,
        }
        .into()
    }
}

/// Releases tables with all their margins. They are protected together, and together with what was released `earlier` from the same
/// pupils: its tables stand as they are, and their basic indicators and columns of time are in the counts.
///
/// # Errors
/// [`Refusal`] when there is nothing to release or it cannot be made safe.
pub(crate) fn release(
    counts: &Counts,
    specs: &[Spec],
    earlier: &[&Published],
    context: Context,
    policy: Policy,
) -> Result<Published, Refusal> {
    if counts.cells.is_empty() {
        return Err(Refusal::NoPupils);
    }
    let lessons = context.lessons;
    if lessons.is_some_and(|lessons| lessons.registered > lessons.scheduled) {
        return Err(Refusal::Malformed);
    }
    if specs.iter().any(|spec| census::has_few(counts, spec, policy)) {
        return Err(Refusal::Few);
    }
    let earlier: Vec<Table> = earlier.iter().flat_map(|published| published.tables().iter().cloned()).collect();
    // The states of a chain of limits are possible as far as nothing else is said of the same pupils.
    let alone = earlier.is_empty() && specs.len() == 1;
    let chain = specs.iter().filter(|spec| alone && !spec.joint).map(Spec::chain).max().unwrap_or(0);
    let possible = Possible::of(counts, chain);
    let all: Vec<&Spec> = earlier.iter().map(|table| &table.spec).chain(specs).collect();
    let figures = Figures::of(counts, &all, &possible).ok_or(Refusal::Malformed)?;
    let (tables, audit) = protected(&figures, &earlier, &possible, &context.columns, policy)?;
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
        subject: context.subject,
        over: context.over,
        gaps: context.gaps,
        policy,
        tables,
        patterns: Vec::new(),
        registration: registration(context.lessons, context.population, policy),
        rates: registration::rates(&context.registered, policy),
        mix: Mix::of(counts, specs),
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

/// The tables with as many figures as are safe, beside those that were released earlier.
fn protected(
    figures: &Figures<'_>,
    earlier: &[Table],
    possible: &Possible,
    columns: &[String],
    policy: Policy,
) -> Result<(Vec<Table>, AuditSummary), Refusal> {
    let census = Census::of(figures.counts);
    let mut plan = Plan::of(figures, earlier, &census, policy);
    let mut pool = Vec::new();
    // How many objections there were to the same figures, when the last remedy withheld nothing more.
    let mut stuck: Option<usize> = None;
    loop {
        let new = figures.tables(earlier.len(), &plan.printed, columns);
        let tables: Vec<Table> = earlier.iter().cloned().chain(new.iter().cloned()).collect();
        let open = Open { tables: &tables, earlier: earlier.len(), census: &census, possible };
        let reading = Reading::of(&open, policy).map_err(|_| Refusal::Malformed)?;
        let objections = reading.attack(&mut pool).map_err(|_| Refusal::Malformed)?;
        if objections.is_empty() {
            let cells = || new.iter().flat_map(|table| table.rows()).flat_map(|row| row.cells());
            let audit = AuditSummary {
                cells: count(cells().count()),
                withheld: count(cells().filter(|cell| cell.count() == Figure::Withheld).count()),
                recoverable: count(objections.len()),
            };
            return Ok((magnitudes::filled(figures, earlier, new, &census, policy)?, audit));
        }
        let before = plan.printed.clone();
        let more = reading.remedy(&objections, &mut pool);
        plan.withhold(more.into_iter().filter_map(|(table, row, measure)| figures.shown(table, row, measure)));
        if plan.printed != before {
            stuck = None;
        } else if stuck.is_none_or(|last| objections.len() < last) {
            // The remedy's own witnesses may answer what the attack's did not.
            stuck = Some(objections.len());
        } else if plan.prints_more_than_it_must() {
            // The program found no way out, so nothing is told.
            plan.withhold_all();
            stuck = None;
        } else {
            return Err(Refusal::Unsafe);
        }
    }
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
