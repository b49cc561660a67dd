//! When in the week and in which subjects absence falls. Shares of time are protected as magnitudes are: nothing that is told, and
//! nothing that can be reckoned from it, is about few pupils. Here no figure is withheld; hours and subjects are told of together instead,
//! until all is safe. See section 9 of `docs/disclosure.md`.

mod partition;
mod table;

pub use table::{Dimension, PatternMeasure, PatternRow, PatternTable, Slice};

use super::context::{Context, Remark};
use super::mix::Mix;
use super::published::{AuditSummary, Figure, Published, PublishedRemark};
use super::{Policy, Refusal, registration};
use crate::order::Order as _;
use crate::register::Label;
use crate::tally::{Habit, Kinds, Sums};
use partition::Partition;
use std::collections::BTreeMap;

/// Releases the patterns of some groups of pupils that have no pupil in common: the whole, or schools. Tables that the files cannot
/// answer are not among them; of the others those with the dimensions that are asked for.
///
/// The partition does not depend on which of the tables are asked for, so that they may leave one after the other.
///
/// # Errors
/// [`Refusal`] when there is nobody, or too few.
pub(crate) fn release_patterns(kinds: Kinds, asked: &[Dimension], context: Context, policy: Policy) -> Result<Published, Refusal> {
    if kinds.habits.is_empty() {
        return Err(Refusal::NoPupils);
    }
    let least = policy.least_group();
    let kinds = joined(kinds, least);
    let pupils: u64 = kinds.habits.iter().map(|habit| habit.pupils).sum();
    if policy.is_small(pupils) || kinds.sums.iter().flatten().any(|sum| !is_sound(sum)) {
        return Err(if policy.is_small(pupils) { Refusal::FewPupils } else { Refusal::Malformed });
    }
    let partition = Partition::of(&kinds, least);
    if !partition.is_safe(&kinds, least) {
        return Err(Refusal::Unsafe);
    }
    let tables = table::tables(&kinds, &partition, asked);
    let cells = tables.iter().flat_map(PatternTable::rows).map(|row| row.shares().len()).sum();
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
        over: None,
        gaps: Vec::new(),
        policy,
        tables: Vec::new(),
        patterns: tables,
        registration: registration(context.lessons, context.population, policy),
        rates: Vec::new(),
        mix: Mix::default(),
        remarks: context.remarks.into_iter().map(remark).collect(),
        audit: AuditSummary { cells: super::count(cells), withheld: 0, recoverable: 0 },
    })
}

/// Whether no more is absence than there is, and all of it can be counted.
fn is_sound(sum: &Sums) -> bool {
    let [total, ..] = sum.time.absent;
    sum.time.absent.iter().all(|absent| *absent <= sum.time.scheduled)
        && sum.part_day <= total
        && sum.late <= sum.lessons
        && sum.time.scheduled < 1 << 48
}

/// The groups with those of few pupils joined to the group of small schools; and to that the smallest others, until it has enough.
fn joined(kinds: Kinds, least: u64) -> Kinds {
    let sizes: Vec<u64> = (0..kinds.groups.len()).map(|group| kinds.pupils(group)).collect();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    let rest = Label::small_schools();
    let is_rest = |group: usize| kinds.groups.get(group) == Some(&rest);
    // What is with the small schools already comes first, then by size.
    order.order_by_key(|group| (!is_rest(*group), sizes.get(*group).copied(), kinds.groups.get(*group).cloned()));
    let (mut together, mut pupils) = (Vec::new(), 0);
    for group in order {
        let size = sizes.get(group).copied().unwrap_or(0);
        // Groups of enough pupils stand alone, unless too few are together without them.
        if is_rest(group) || size < least || (!together.is_empty() && pupils < least) {
            together.push(group);
            pupils += size;
        }
    }
    if together.len() < 2 {
        return kinds;
    }
    let label = |group: usize| {
        if together.contains(&group) { rest.clone() } else { kinds.groups.get(group).cloned().unwrap_or_else(Label::unknown) }
    };
    let mut sums: BTreeMap<Label, Vec<Sums>> = BTreeMap::new();
    for (group, own) in kinds.sums.iter().enumerate() {
        let all = sums.entry(label(group)).or_insert_with(|| vec![Sums::default(); own.len()]);
        all.iter_mut().zip(own).for_each(|(all, own)| *all = all.plus(*own));
    }
    let groups: Vec<Label> = sums.keys().cloned().collect();
    let place = |group: usize| groups.binary_search(&label(group)).unwrap_or(0);
    let mut habits: BTreeMap<(usize, Vec<usize>), u64> = BTreeMap::new();
    for habit in &kinds.habits {
        *habits.entry((place(habit.group), habit.places.clone())).or_default() += habit.pupils;
    }
    let habits = habits.into_iter().map(|((group, places), pupils)| Habit { group, places, pupils }).collect();
    Kinds { sums: sums.into_values().collect(), groups, habits, ..kinds }
}
