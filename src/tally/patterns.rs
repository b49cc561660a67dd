//! When in the week and in which subjects absence falls: sums by kind of lesson, and which kinds each pupil has.

use crate::calendar::Span;
use crate::definition::{LessonsTold, Settings, Timed, lessons};
use crate::order::Order as _;
use crate::register::{Label, Register};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// A kind of lesson: when in the week it begins, and what it is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    /// Monday is 1, Sunday 7.
    pub(crate) weekday: u8,
    /// The hour of the day; none where it is not known.
    pub(crate) hour: Option<u8>,
    /// A place among the subjects; none where it is not said.
    pub(crate) subject: Option<u16>,
}

/// What lessons come to. No `Debug`: they may be those of few pupils.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sums {
    /// Their time.
    pub(crate) time: Timed,
    /// Absence on days that the pupil was there for a part of.
    pub(crate) part_day: u64,
    /// How many they are.
    pub(crate) lessons: u64,
    /// How many of them a pupil came late to.
    pub(crate) late: u64,
}

impl Sums {
    /// The lessons of both.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            time: self.time.plus(other.time),
            part_day: self.part_day + other.part_day,
            lessons: self.lessons + other.lessons,
            late: self.late + other.late,
        }
    }
}

/// Pupils who have the same kinds of lessons.
pub(crate) struct Habit {
    /// A place among the groups.
    pub(crate) group: usize,
    /// The kinds: places among them, ascending.
    pub(crate) places: Vec<usize>,
    /// How many pupils have these and no others.
    pub(crate) pupils: u64,
}

/// The raw sums of the lessons of some groups, which have no pupil in common.
pub(crate) struct Kinds {
    /// What the files tell.
    pub(crate) told: LessonsTold,
    /// The groups; one without a text where it is all pupils.
    pub(crate) groups: Vec<Label>,
    /// The kinds of lessons that there are, sorted.
    pub(crate) places: Vec<Place>,
    /// The names of the subjects.
    pub(crate) subjects: Vec<String>,
    /// By group, then by kind of lesson.
    pub(crate) sums: Vec<Vec<Sums>>,
    /// Which pupils have which.
    pub(crate) habits: Vec<Habit>,
}

impl Kinds {
    /// Whether it is known of each lesson when it begins.
    pub(crate) fn has_clocks(&self) -> bool {
        self.told.lessons && self.places.iter().all(|place| place.hour.is_some())
    }

    /// Whether it is known of any lesson what it is about.
    pub(crate) fn has_subjects(&self) -> bool {
        self.told.lessons && self.places.iter().any(|place| place.subject.is_some())
    }

    /// Pupils of each group.
    pub(crate) fn pupils(&self, group: usize) -> u64 {
        self.habits.iter().filter(|habit| habit.group == group).map(|habit| habit.pupils).sum()
    }
}

/// Sums the lessons of all pupils, or of each school's: a pupil belongs to the school of the last day, as in every table, and one whose
/// identity is protected to none.
pub(crate) fn by_kind(register: &Register, span: Span, settings: Settings, by_school: bool) -> Kinds {
    let labels = if by_school { register.school_group_labels() } else { Vec::new() };
    let mut groups: BTreeMap<Label, usize> = BTreeMap::new();
    let mut kinds: HashMap<Place, usize> = HashMap::new();
    let mut sums: Vec<Vec<Sums>> = Vec::new();
    let mut habits: HashMap<(usize, Vec<usize>), u64> = HashMap::new();
    for pupil in register.pupils().iter().filter(|pupil| !(by_school && pupil.is_protected())) {
        let school = register.last_placement(pupil, span).and_then(|placement| placement.school);
        let label = match (by_school, school.and_then(|school| labels.get(usize::try_from(school).ok()?))) {
            (false, _) => Label { rank: 0, text: String::new() },
            (true, Some(label)) => label.clone(),
            (true, None) => Label::unknown(),
        };
        let mut group = None;
        let mut own = Vec::new();
        for lesson in lessons(register, pupil, span, settings) {
            let group = *group.get_or_insert_with(|| {
                let next = groups.len();
                *groups.entry(label.clone()).or_insert(next)
            });
            let place = Place { weekday: lesson.weekday, hour: lesson.slot.hour, subject: lesson.slot.subject };
            let next = kinds.len();
            let place = *kinds.entry(place).or_insert(next);
            own.push(place);
            if sums.len() <= group {
                sums.resize_with(group + 1, Vec::new);
            }
            let Some(of_group) = sums.get_mut(group) else { continue };
            if of_group.len() <= place {
                of_group.resize(place + 1, Sums::default());
            }
            let Some(sum) = of_group.get_mut(place) else { continue };
            let one = Sums { time: lesson.time, part_day: lesson.part_day, lessons: 1, late: u64::from(lesson.late) };
            *sum = sum.plus(one);
        }
        if let Some(group) = group {
            own.order();
            own.dedup();
            *habits.entry((group, own)).or_default() += 1;
        }
    }
    Kinds { told: LessonsTold::of(register, settings), subjects: register.subjects().to_vec(), ..sorted(groups, kinds, &sums, habits) }
}

/// Groups and kinds of lessons in their order, and not in that of the files.
fn sorted(
    groups: BTreeMap<Label, usize>,
    kinds: HashMap<Place, usize>,
    sums: &[Vec<Sums>],
    habits: HashMap<(usize, Vec<usize>), u64>,
) -> Kinds {
    let mut kinds: Vec<(Place, usize)> = kinds.into_iter().collect();
    kinds.order();
    let ranked = |of: &mut dyn Iterator<Item = usize>| -> HashMap<usize, usize> { of.enumerate().map(|(rank, was)| (was, rank)).collect() };
    let (group_ranks, kind_ranks) = (ranked(&mut groups.values().copied()), ranked(&mut kinds.iter().map(|(_, was)| *was)));
    let sum = |group: usize, kind: usize| sums.get(group).and_then(|own| own.get(kind)).copied().unwrap_or_default();
    let mut habits: Vec<Habit> = habits
        .into_iter()
        .filter_map(|((group, places), pupils)| {
            let mut places: Vec<usize> = places.iter().filter_map(|place| kind_ranks.get(place).copied()).collect();
            places.order();
            Some(Habit { group: *group_ranks.get(&group)?, places, pupils })
        })
        .collect();
    habits.sort_unstable_by(|one, other| (one.group, &one.places).cmp(&(other.group, &other.places)));
    Kinds {
        told: LessonsTold { days: false, lessons: false, kinds: [false; 3], late: false },
        sums: groups.values().map(|group| kinds.iter().map(|(_, kind)| sum(*group, *kind)).collect()).collect(),
        groups: groups.into_keys().collect(),
        places: kinds.into_iter().map(|(place, _)| place).collect(),
        subjects: Vec::new(),
        habits,
    }
}
