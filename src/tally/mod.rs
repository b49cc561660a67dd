//! Raw counts by breakdown: what `disclosure` protects and nobody else may see. No `Display`, no `Serialize`, and a `Debug`
//! without numbers.

use crate::calendar::Span;
use crate::definition::Verdicts;
use crate::layout::value::Grade;
use crate::register::{Breakdown, Label, Pupil, Register};
use std::collections::BTreeMap;
use std::fmt;

/// The finest cell of a cross table: pupils who share every label.
#[derive(Clone)]
pub(crate) struct InnerCell {
    /// One label per breakdown, in the table's order.
    pub(crate) key: Vec<Label>,
    /// Pupils in it: at least 1.
    pub(crate) pupils: u64,
    /// Pupils of them who meet the definition.
    pub(crate) hits: u64,
}

impl fmt::Debug for InnerCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InnerCell").field("key", &self.key).finish_non_exhaustive()
    }
}

/// A raw cross table: its inner cells, each key once, sorted. Margins are not stored; they are sums.
#[derive(Clone, Debug)]
pub(crate) struct CrossTable {
    /// The breakdowns, from the outside in; none for the whole only.
    pub(crate) by: Vec<Breakdown>,
    /// The inner cells, sorted by key.
    pub(crate) cells: Vec<InnerCell>,
    /// Whether at least one clause could be judged; if not, hits mean nothing and shares neither.
    pub(crate) measurable: bool,
}

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

/// Counts the population and those above the limit in every inner cell. A pupil stands where the pupil's last row in the
/// analysis period does.
pub(crate) fn tally(register: &Register, verdicts: &Verdicts, by: &[Breakdown], span: Span) -> CrossTable {
    let labels = Labels { schools: register.school_labels(), classes: register.class_labels(), by };
    let mut cells: BTreeMap<Vec<Label>, (u64, u64)> = BTreeMap::new();
    for (pupil, above) in register.pupils().iter().zip(&verdicts.above) {
        let Some(above) = above else { continue };
        let (pupils, hits) = cells.entry(labels.key(register, pupil, span)).or_default();
        *pupils += 1;
        *hits += u64::from(*above);
    }
    let cells = cells.into_iter().map(|(key, (pupils, hits))| InnerCell { key, pupils, hits }).collect();
    CrossTable { by: by.to_vec(), cells, measurable: verdicts.measurable }
}

/// Pupils with scheduled time in the analysis period.
pub(crate) fn population(register: &Register, span: Span) -> u64 {
    let counted = register.pupils().iter().filter(|pupil| pupil.days_in(span).iter().any(|day| day.scheduled > 0));
    counted.fold(0, |count, _| count + 1)
}

/// Lessons of all pupils in the analysis period; none when the files cannot tell registered lessons from others.
pub(crate) fn lessons(register: &Register, span: Span) -> Option<Lessons> {
    register.told().registration.then(|| {
        let days = register.pupils().iter().flat_map(|pupil| pupil.days_in(span));
        days.fold(Lessons::default(), |sum, day| Lessons {
            scheduled: sum.scheduled + u64::from(day.lessons),
            registered: sum.registered + u64::from(day.lessons - day.unregistered_lessons.min(day.lessons)),
        })
    })
}

struct Labels<'a> {
    schools: Vec<Label>,
    classes: Vec<Label>,
    by: &'a [Breakdown],
}

impl Labels<'_> {
    fn key(&self, register: &Register, pupil: &Pupil, span: Span) -> Vec<Label> {
        let placement = pupil.days_in(span).last().and_then(|day| register.placement(day));
        let named = |labels: &[Label], place: Option<u32>| {
            place.and_then(|place| usize::try_from(place).ok()).and_then(|place| labels.get(place)).cloned().unwrap_or_else(Label::unknown)
        };
        let school = || named(&self.schools, placement.and_then(|placement| placement.school));
        let grade = placement.map_or(Grade::Unknown, |placement| placement.grade);
        let label = |breakdown: &Breakdown| match breakdown {
            Breakdown::School => school(),
            Breakdown::Stage => Label::of_stage(grade),
            Breakdown::Grade => Label::of_grade(grade),
            Breakdown::Class => {
                let class = named(&self.classes, placement.and_then(|placement| placement.class));
                // 7A of one school is not 7A of another.
                if self.by.contains(&Breakdown::School) || self.schools.len() < 2 {
                    class
                } else {
                    let school = school();
                    Label { rank: school.rank, text: format!("{} {}", school.text, class.text) }
                }
            }
            Breakdown::Gender => Label::of_gender(pupil.gender()),
        };
        self.by.iter().map(label).collect()
    }
}
