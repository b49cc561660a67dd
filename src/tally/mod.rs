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
///
/// One whose identity is protected counts in the table of the whole only. With a breakdown such a pupil is in no number at all:
/// a row of their own would tell how many they are, since numbers of pupils are always printed; so would a total that holds
/// more than its rows; and a pupil of the row where they go to school would tell it to one who holds the class list, which
/// leaves them out. Without them the table is that of a file that never had them.
pub(crate) fn tally(register: &Register, verdicts: &Verdicts, by: &[Breakdown], span: Span) -> CrossTable {
    let labels = Labels { schools: register.school_labels(), classes: register.class_labels(), by };
    let mut cells: BTreeMap<Vec<Label>, (u64, u64)> = BTreeMap::new();
    for (pupil, above) in register.pupils().iter().zip(&verdicts.above) {
        let Some(above) = above else { continue };
        if pupil.is_protected() && !by.is_empty() {
            continue;
        }
        let (pupils, hits) = cells.entry(labels.key(register, pupil, span)).or_default();
        *pupils += 1;
        *hits += u64::from(*above);
    }
    let cells = cells.into_iter().map(|(key, (pupils, hits))| InnerCell { key, pupils, hits }).collect();
    CrossTable { by: by.to_vec(), cells, measurable: verdicts.measurable }
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
        let days = pupil.days_in(span).iter().map(|day| (u64::from(day.lessons), u64::from(day.unregistered_lessons)));
        days.chain(pupil.totals_in(span).map(|total| (total.scheduled, total.unregistered)))
    };
    pupils.flat_map(parts).fold(Lessons::default(), |sum, (scheduled, unregistered)| Lessons {
        scheduled: sum.scheduled.saturating_add(scheduled),
        registered: sum.registered.saturating_add(scheduled - unregistered.min(scheduled)),
    })
}

struct Labels<'a> {
    schools: Vec<Label>,
    classes: Vec<Label>,
    by: &'a [Breakdown],
}

impl Labels<'_> {
    fn key(&self, register: &Register, pupil: &Pupil, span: Span) -> Vec<Label> {
        let placement = register.last_placement(pupil, span);
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
