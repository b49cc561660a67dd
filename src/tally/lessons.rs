//! How many pupils there are, and how many of their lessons somebody registered.

use crate::calendar::Span;
use crate::register::{Label, Pupil, Register, What};
use std::collections::BTreeMap;
use std::fmt;

/// Lessons of all pupils, for the registration rate.
#[derive(Clone, Copy, Default)]
pub(crate) struct Lessons {
    /// Lessons on the schedule, cancelled ones taken out.
    pub(crate) scheduled: u64,
    /// Those of them that somebody registered.
    pub(crate) registered: u64,
}

impl fmt::Debug for Lessons {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lessons").finish_non_exhaustive()
    }
}

/// Pupils with scheduled time in the analysis period; with absence in it, where nothing is known of schedules.
pub(crate) fn population(register: &Register, span: Span) -> u64 {
    let counted = register.pupils().iter().filter(|pupil| register.counts(pupil, span));
    counted.fold(0, |count, _| count + 1)
}

/// Lessons of all pupils in the analysis period, or the time of totals; none when the files cannot tell registered lessons from
/// others.
pub(crate) fn lessons(register: &Register, span: Span) -> Option<Lessons> {
    let told = register.told();
    (told.registration && told.addable).then(|| lessons_of(register.pupils().iter(), span))
}

/// The same for each school, by name in Swedish order, with the pupils whose last row in the analysis period is there.
pub(crate) fn lessons_by_school(register: &Register, span: Span) -> Vec<(String, u64, Option<Lessons>)> {
    let told = register.told();
    let mut schools: BTreeMap<u32, Vec<&Pupil>> = BTreeMap::new();
    for pupil in register.pupils().iter().filter(|pupil| register.counts(pupil, span)) {
        if let Some(school) = register.last_placement(pupil, span).and_then(|placement| placement.school) {
            schools.entry(school).or_default().push(pupil);
        }
    }
    let labels = register.school_labels();
    let mut counted: Vec<(Label, u64, Option<Lessons>)> = schools
        .into_iter()
        .filter_map(|(school, pupils)| {
            let label = usize::try_from(school).ok().and_then(|school| labels.get(school)).cloned()?;
            let count = pupils.iter().fold(0, |count, _| count + 1);
            Some((label, count, (told.registration && told.addable).then(|| lessons_of(pupils.into_iter(), span))))
        })
        .collect();
    counted.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    counted.into_iter().map(|(label, pupils, lessons)| (label.text, pupils, lessons)).collect()
}

fn lessons_of<'a>(pupils: impl Iterator<Item = &'a Pupil>, span: Span) -> Lessons {
    let parts = |pupil: &'a Pupil| {
        let days = pupil.days_in(span).iter().map(|day| (u64::from(day.lessons), 0));
        let missing = pupil.marks_in(span).iter().filter(|mark| mark.what == What::Unregistered).map(|_| (0, 1));
        days.chain(missing).chain(pupil.totals_in(span).map(|total| (total.scheduled, total.unregistered)))
    };
    let sums = pupils
        .flat_map(parts)
        .fold((0_u64, 0_u64), |sums, (scheduled, missing)| (sums.0.saturating_add(scheduled), sums.1.saturating_add(missing)));
    Lessons { scheduled: sums.0, registered: sums.0.saturating_sub(sums.1) }
}
