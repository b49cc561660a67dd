//! Each pupil's days, with the lessons that exist by the settings.

use super::super::world::{FLAGS, Form, Lesson, Mark, Tick, World};
use crate::calendar::{Day, Span};
use crate::definition::{Absence, AbsenceSet, Late, OtherActivity, Settings, Unregistered};
use std::collections::{BTreeMap, BTreeSet};

/// A pupil's day.
#[derive(Clone, Debug)]
pub(in super::super) struct OwnDay {
    pub(in super::super) day: Day,
    pub(in super::super) school: usize,
    /// The lessons that are not left out, in the order of the day.
    pub(in super::super) lessons: Vec<Lesson>,
    /// Scheduled minutes. A day without any is no school day.
    pub(in super::super) scheduled: u64,
    pub(in super::super) ticks: [Tick; FLAGS.len()],
}

impl OwnDay {
    /// Minutes of absence of some kinds.
    pub(in super::super) fn absent(&self, kinds: AbsenceSet, settings: Settings) -> u64 {
        self.lessons.iter().map(|lesson| absent(lesson, kinds, settings)).sum()
    }
}

/// Minutes of absence from a lesson, of some kinds.
pub(super) fn absent(lesson: &Lesson, kinds: AbsenceSet, settings: Settings) -> u64 {
    let counts = |kind: Absence| kinds.has(kind) && !(kind == Absence::Late && settings.late == Late::Present);
    lesson.absence().filter(|(kind, _)| counts(*kind)).map(|(_, minutes)| minutes).sum()
}

/// Everybody's days, by one way to count doubtful time.
pub(in super::super) struct Roll {
    pub(super) settings: Settings,
    days: BTreeMap<usize, Vec<OwnDay>>,
    /// The days on which each school has any scheduled time.
    open: BTreeMap<usize, BTreeSet<Day>>,
}

impl Roll {
    pub(in super::super) fn of(world: &World, settings: Settings) -> Self {
        let mut lessons: BTreeMap<usize, BTreeMap<Day, Vec<Lesson>>> = BTreeMap::new();
        for lesson in world.held() {
            lessons.entry(lesson.pupil).or_default().entry(lesson.day).or_default().push(*lesson);
        }
        let own_day = |(day, mut lessons): (Day, Vec<Lesson>)| {
            lessons.sort_by_key(|lesson| lesson.start);
            // Of several schools on one day the last stands; the first by name where no clock tells which was last.
            let last = match world.form {
                Form::Clocks | Form::SideBySide => lessons.iter().max_by_key(|lesson| lesson.start),
                Form::NoClocks | Form::Days => lessons.iter().min_by_key(|lesson| (lesson.school, lesson.class)),
            };
            let (school, ticks) = last.map(|lesson| (lesson.school, lesson.ticks)).expect("a day has lessons");
            lessons.retain(|lesson| !is_left_out(lesson, settings));
            OwnDay { day, school, scheduled: lessons.iter().map(|lesson| lesson.minutes).sum(), lessons, ticks }
        };
        let days: BTreeMap<usize, Vec<OwnDay>> =
            lessons.into_iter().map(|(pupil, days)| (pupil, days.into_iter().map(own_day).collect())).collect();
        let mut open: BTreeMap<usize, BTreeSet<Day>> = BTreeMap::new();
        for day in days.values().flatten().filter(|day| day.scheduled > 0) {
            let _new = open.entry(day.school).or_default().insert(day.day);
        }
        Self { settings, days, open }
    }

    /// A pupil's days, in order.
    pub(in super::super) fn days(&self, pupil: usize) -> &[OwnDay] {
        &self.days[&pupil]
    }

    /// On how many days of a window a school has any scheduled time.
    pub(super) fn open_days(&self, school: usize, window: Span) -> usize {
        self.open.get(&school).map_or(0, |days| days.range(window.first()..=window.last()).count())
    }
}

fn is_left_out(lesson: &Lesson, settings: Settings) -> bool {
    match lesson.mark {
        Mark::Unregistered => settings.unregistered == Unregistered::LeftOut,
        Mark::Elsewhere => settings.other_activity == OtherActivity::LeftOut,
        _ => false,
    }
}
