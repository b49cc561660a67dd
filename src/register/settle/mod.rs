//! The end of reading: what all rows of all files come to, whatever the order in which they came.

mod day;
mod events;
mod lessons;
mod places;
mod totals;

use super::draft::{Away, Doubtful, Draft, Event, Extent, Lesson, Packed, Registration, Scale, Source, Start};
use super::timetable::{Arrangement, Numbered};
use super::{Mark, Placement, Pupil, SchoolDay, Slot, collation};
use crate::calendar::{Day, Span};
use crate::layout::Absence;
use crate::order::Order as _;
use day::{Building, Doubts, slot};
use events::Held;
use hashbrown::{HashMap, HashSet};
use lessons::{Doubles, Taught};
use places::Places;
use std::collections::BTreeSet;
use totals::Sums;

/// Everything that was read.
pub(super) struct Raw {
    pub(super) drafts: Vec<Draft>,
    pub(super) sources: Vec<Source>,
    pub(super) schools: Vec<String>,
    pub(super) classes: Vec<String>,
    pub(super) municipalities: Vec<String>,
    pub(super) subjects: Vec<String>,
    /// Of each table, whether it has a column for when lessons start.
    pub(super) clocked: Vec<bool>,
    /// Of each group of tables with the same headers, whether any row was without absence.
    pub(super) presence: Vec<bool>,
    /// Whether an empty word means presence, since no other word does.
    pub(super) forgive_blank: bool,
    /// Minutes of every school day, where files list absences only.
    pub(super) day_minutes: Option<u16>,
    /// Whether the names of classes say the grade, since no column does.
    pub(super) grades_of_classes: bool,
}

/// What it came to.
pub(super) struct Settled {
    pub(super) pupils: Vec<Pupil>,
    pub(super) placements: Vec<Placement>,
    pub(super) timetables: Vec<Box<[Slot]>>,
    pub(super) arrangements: Vec<Arrangement>,
    pub(super) schools: Vec<String>,
    pub(super) classes: Vec<String>,
    pub(super) municipalities: Vec<String>,
    /// In Swedish order.
    pub(super) subjects: Vec<String>,
    pub(super) doubts: Doubts,
    pub(super) doubles: Doubles,
    pub(super) sums: Sums,
    /// How lessons are known, if any are.
    pub(super) basis: Basis,
    /// Whether all totals of a pupil can be added.
    pub(super) addable: bool,
    /// Whether those of different pupils can be.
    pub(super) one_unit: bool,
    /// Days of a pupil that two tables list lessons of without clocks: one of the tables counts.
    pub(super) days_in_two_tables: u64,
    /// Days of a pupil with more minutes than a day has.
    pub(super) overfull: u64,
    /// Absences that fall on no lesson of the pupil's.
    pub(super) without_lesson: u64,
    /// Lessons that were taken as an hour, since only the school day's length is known.
    pub(super) hours: u64,
    /// Days on which a pupil is in two schools, and in two classes of one.
    pub(super) in_two: (u64, u64),
    /// Classes whose name said the grade.
    pub(super) grades: u64,
    /// Classes whose name was asked for the grade and did not say it.
    pub(super) classes_without_grade: u64,
}

/// What absence is absence from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basis {
    /// Lessons or days of a schedule or of rows that show presence too.
    Lessons,
    /// School days of the length that the user gave.
    GivenDays,
    /// Nothing: only absences are known.
    Nothing,
}

/// Settles all pupils; each one's rows are freed as it is done.
pub(super) fn settle(mut raw: Raw) -> Settled {
    for draft in &mut raw.drafts {
        resolve(draft, &raw.presence);
    }
    let lessons = raw.drafts.iter().any(|draft| !draft.lessons.is_empty());
    let absences = raw.drafts.iter().any(|draft| !draft.events.is_empty());
    let (basis, hours) = match raw.day_minutes {
        _ if lessons || !absences => (Basis::Lessons, 0),
        None => (Basis::Nothing, 0),
        Some(minutes) => (Basis::GivenDays, plan(&mut raw.drafts, &raw.sources, minutes)),
    };
    let (subjects, ranks) = in_order(raw.subjects);
    let mut settler = Settler {
        ranks,
        places: Places::new(&raw.sources, [&raw.schools, &raw.classes, &raw.municipalities], raw.grades_of_classes),
        clocked: &raw.clocked,
        forgive_blank: raw.forgive_blank,
        basis,
        lessons: Vec::new(),
        day: Vec::new(),
        slots: Vec::new(),
        timetables: Numbered::default(),
        latest: Default::default(),
        arrangements: Numbered::default(),
        doubts: Doubts::default(),
        doubles: Doubles::default(),
        sums: Sums::default(),
        days_in_two_tables: 0,
        overfull: 0,
        without_lesson: 0,
    };
    let mut scales = BTreeSet::new();
    let pupils = raw.drafts.into_iter().map(|draft| settler.pupil(draft, &mut scales)).collect();
    let Settler { places, timetables, arrangements, doubts, doubles, sums, days_in_two_tables, overfull, without_lesson, .. } = settler;
    let (grades, classes_without_grade) = places.classes_by_grade();
    Settled {
        pupils,
        grades,
        classes_without_grade,
        doubts,
        doubles,
        sums,
        basis,
        addable: !scales.contains(&None),
        one_unit: !scales.contains(&None) && scales.len() < 2,
        days_in_two_tables,
        overfull,
        without_lesson,
        hours,
        in_two: (places.schools, places.classes),
        placements: places.into_placements(),
        timetables: timetables.into_list(),
        arrangements: arrangements.into_list(),
        subjects,
        schools: raw.schools,
        classes: raw.classes,
        municipalities: raw.municipalities,
    }
}

/// Decides on rows that read as lessons in tables that may list absences only.
fn resolve(draft: &mut Draft, presence: &[bool]) {
    for row in std::mem::take(&mut draft.doubtful) {
        if presence.get(usize::from(row.group)).is_some_and(|present| *present) {
            draft.lesson(row.lesson, row.subject);
        } else {
            draft.events.extend(absences(row));
        }
    }
}

/// The absences that a lesson's row tells when the lesson itself is not to be counted.
fn absences(row: Doubtful) -> impl Iterator<Item = Event> {
    let lesson = row.lesson.open();
    let parts = lesson.away.into_iter().filter_map(|(minutes, away)| Some((minutes, away.absence()?))).filter(|(minutes, _)| *minutes > 0);
    let mut from = match lesson.start {
        Start::Clock(start) => Some(start),
        Start::Unknown(_) => None,
    };
    // A late arrival without minutes is an event of no length.
    let late = (lesson.late && lesson.away.iter().all(|(minutes, _)| *minutes == 0)).then_some((0, Absence::Late));
    parts.chain(late).filter_map(move |(minutes, absence)| {
        let extent = match (from, row.extent) {
            (_, extent) if minutes == lesson.length && !matches!(extent, Extent::Clock(..)) => extent,
            (Some(start), _) => {
                from = Some(start + minutes);
                Extent::Clock(start, start + minutes)
            }
            (None, _) => Extent::Minutes(minutes),
        };
        let days = Span::new(lesson.day, lesson.day)?;
        Some(Event { days, extent, absence, notified: false, late: lesson.late, source: row.source })
    })
}

/// Gives every pupil a school day of so many minutes wherever any pupil of the school is absent on a weekday. Answers how many
/// lessons were taken as an hour.
fn plan(drafts: &mut [Draft], sources: &[Source], minutes: u16) -> u64 {
    let school = |event: &Event| usize::try_from(event.source).ok().and_then(|at| sources.get(at)).and_then(|at| at.placement.school);
    let weekdays = |event: &Event| event.days.iter().filter(|day| !day.is_weekend()).collect::<Vec<_>>();
    let mut open: HashMap<Option<u32>, BTreeSet<Day>> = HashMap::new();
    for event in drafts.iter().flat_map(|draft| &draft.events) {
        open.entry(school(event)).or_default().extend(weekdays(event));
    }
    let mut hours = 0;
    for draft in drafts {
        let schools: HashSet<Option<u32>> = draft.events.iter().map(school).collect();
        let days: BTreeSet<Day> = schools.iter().filter_map(|school| open.get(school)).flatten().copied().collect();
        draft.lessons = days.into_iter().map(|day| planned(day, minutes)).collect();
        for event in &mut draft.events {
            let lessons = match event.extent {
                Extent::Lessons(lessons) => lessons,
                Extent::Lesson(_) => 1,
                Extent::Day | Extent::Clock(..) | Extent::Minutes(_) => continue,
            };
            hours += u64::from(lessons);
            event.extent = Extent::Minutes(u16::from(lessons) * 60);
        }
    }
    hours
}

fn planned(day: Day, minutes: u16) -> Packed {
    let start = Start::unknown(0);
    let away = [(0, Away::Elsewhere); 2];
    Lesson { day, start, length: minutes.min(Lesson::LONGEST), away, late: false, registration: Registration::Planned, subject: None }
        .pack()
}

/// Settles one pupil after another, and counts what it meets.
struct Settler<'a> {
    places: Places<'a>,
    clocked: &'a [bool],
    forgive_blank: bool,
    basis: Basis,
    /// Of each subject by the folder's number, its place in the order of names.
    ranks: Vec<u16>,
    /// The lessons of the pupil at hand.
    lessons: Vec<Taught>,
    /// The lessons of the day at hand.
    day: Vec<Lesson>,
    /// The same as they stand on a timetable.
    slots: Vec<Slot>,
    timetables: Numbered<Box<[Slot]>>,
    /// The latest timetable of each weekday with its number: the next such day, of this pupil or a classmate, mostly has the same.
    latest: [(Vec<Slot>, u32); 7],
    arrangements: Numbered<Arrangement>,
    doubts: Doubts,
    doubles: Doubles,
    sums: Sums,
    days_in_two_tables: u64,
    overfull: u64,
    without_lesson: u64,
}

impl Settler<'_> {
    /// A pupil; `scales` is told the scale of the pupil's totals, if there are any, and none where they cannot be added.
    fn pupil(&mut self, mut draft: Draft, scales: &mut BTreeSet<Option<Scale>>) -> Pupil {
        let mut pupil = Pupil { gender: draft.gender, protected: draft.protected, ..Pupil::default() };
        if !draft.totals.is_empty() {
            let (totals, own) = totals::of(std::mem::take(&mut draft.totals), &mut self.places, &mut self.sums);
            let _ = scales.insert(own);
            pupil.totals = totals;
        }
        let taught = self.taught(&mut draft);
        let places = self.places.of(&mut draft.marks, draft.named);
        let events = self.events_by_day(&draft.events, &taught);
        let mut rest = events.as_slice();
        let mut place = Cursor { places: &places, at: 0, known: None };
        let (mut days, mut marks) = (Vec::new(), Vec::new());
        for lessons in taught.chunk_by(|one, other| one.lesson.day() == other.lesson.day()) {
            let Some(day) = lessons.first().map(|taught| taught.lesson.day()) else { continue };
            let (own, later) = rest.split_at(rest.partition_point(|(of, _)| *of <= day));
            rest = later;
            let built = if own.is_empty() && lessons::are_apart(lessons) {
                self.sum(day, lessons, &mut marks)
            } else {
                self.day.clear();
                self.day.extend(lessons.iter().map(|taught| taught.open()));
                self.tidy(&draft, day);
                self.build(day, own, &mut marks)
            };
            let Some(mut built) = built else {
                self.overfull += 1;
                continue;
            };
            let placement = place.number(day, &mut self.places);
            built.arrangement = self.arrangement(day, placement);
            days.push(built);
        }
        if self.basis == Basis::Nothing {
            for events in events.chunk_by(|(one, _), (other, _)| one == other) {
                let Some((day, _)) = events.first() else { continue };
                let mut own: Vec<Event> = events.iter().map(|(_, event)| *event).collect();
                self.once(&mut own);
                let mut built = day::bare(*day, &own, &mut marks, &mut self.doubts);
                self.slots.clear();
                let placement = place.number(*day, &mut self.places);
                built.arrangement = self.arrangement(*day, placement);
                days.push(built);
            }
        }
        days.shrink_to_fit();
        marks.shrink_to_fit();
        (pupil.days, pupil.marks) = (days, marks);
        self.lessons = taught;
        pupil
    }

    /// The pupil's lessons in order, each once, with its subject.
    fn taught(&mut self, draft: &mut Draft) -> Vec<Taught> {
        let mut taught = std::mem::take(&mut self.lessons);
        taught.clear();
        let subject = |place: usize| draft.subjects.of(place).and_then(|number| self.ranks.get(usize::from(number)).copied());
        taught.extend(draft.lessons.iter().enumerate().map(|(place, lesson)| Taught { lesson: *lesson, subject: subject(place) }));
        draft.lessons = Vec::new();
        lessons::merge(&mut taught, &mut self.doubles);
        taught
    }

    /// The number of a placement with the timetable of the day at hand.
    fn arrangement(&mut self, day: Day, placement: u32) -> u32 {
        let timetable = match self.latest.get_mut(usize::from(day.number() % 7)) {
            // At first none has been numbered, and nothing of any length is the latest.
            Some((slots, number)) if !slots.is_empty() && *slots == self.slots => *number,
            latest => {
                let number = self.timetables.number(self.slots.as_slice(), || self.slots.as_slice().into());
                if let Some((slots, latest)) = latest {
                    slots.clone_from(&self.slots);
                    *latest = number;
                }
                number
            }
        };
        let arrangement = Arrangement { placement, timetable };
        self.arrangements.number(&arrangement, || arrangement)
    }

    /// The pupil's absences by the days that they fall on: days with lessons, or weekdays where nothing is known of lessons.
    fn events_by_day(&mut self, events: &[Event], taught: &[Taught]) -> Vec<(Day, Event)> {
        let mut by_day: Vec<(Day, Event)> = Vec::new();
        for event in events {
            let before = by_day.len();
            if self.basis == Basis::Nothing {
                let single = event.days.days() == 1;
                by_day.extend(event.days.iter().filter(|day| single || !day.is_weekend()).map(|day| (day, *event)));
            } else {
                let from = taught.partition_point(|taught| taught.lesson.day() < event.days.first());
                let lessons = taught.iter().skip(from).map(|taught| taught.lesson.day()).take_while(|day| *day <= event.days.last());
                let mut last = None;
                by_day.extend(lessons.filter(|day| last.replace(*day) != Some(*day)).map(|day| (day, *event)));
            }
            self.without_lesson += u64::from(by_day.len() == before);
        }
        by_day.sort_unstable();
        by_day
    }

    fn once(&mut self, events: &mut Vec<Event>) {
        let places = &self.places;
        self.doubles.twice += events::once(events, |source| places.source(source).map_or(u32::MAX, |source| source.table));
    }

    /// Takes out of the day's lessons what is said twice.
    fn tidy(&mut self, draft: &Draft, day: Day) {
        let Some(first) = self.day.first().map(|lesson| lesson.start) else { return };
        let unknown = |start: Start| matches!(start, Start::Unknown(_));
        if self.day.iter().any(|lesson| unknown(lesson.start) && lesson.start != first) {
            let from = draft.marks.partition_point(|mark| mark.day < day);
            let sources: Vec<Source> = draft
                .marks
                .iter()
                .skip(from)
                .take_while(|mark| mark.day == day)
                .filter_map(|mark| self.places.source(mark.source).copied())
                .collect();
            self.days_in_two_tables += u64::from(lessons::one_table(&mut self.day, &sources, self.clocked));
        }
        let close = |pair: &[Lesson]| match pair {
            [one, other] => match (one.start, other.start) {
                (Start::Clock(one_start), Start::Clock(start)) => one_start + one.length > start,
                _ => false,
            },
            _ => false,
        };
        if self.day.windows(2).any(close) {
            lessons::part(&mut self.day, &mut self.doubles);
        }
    }

    /// The school day; none when it has more minutes than a day.
    fn build(&mut self, day: Day, events: &[(Day, Event)], marks: &mut Vec<Mark>) -> Option<SchoolDay> {
        let mut own: Vec<Event> = events.iter().filter(|(of, _)| *of == day).map(|(_, event)| *event).collect();
        if own.is_empty() {
            let mut building = Building::new(day, self.forgive_blank, (marks, &mut self.slots), &mut self.doubts);
            for lesson in &self.day {
                building.add(lesson, lesson.away);
            }
            return building.done();
        }
        self.once(&mut own);
        let mut held: Vec<Held> = self.day.iter().copied().map(Held::of).collect();
        events::lay(&mut held, &own);
        let mut building = Building::new(day, self.forgive_blank, (marks, &mut self.slots), &mut self.doubts);
        for held in &held {
            building.add(&held.lesson, held.parts());
        }
        building.done()
    }

    /// The school day of lessons of which nothing else is to be said.
    #[inline]
    fn sum(&mut self, day: Day, lessons: &[Taught], marks: &mut Vec<Mark>) -> Option<SchoolDay> {
        let mut building = Building::new(day, self.forgive_blank, (marks, &mut self.slots), &mut self.doubts);
        for taught in lessons {
            match taught.lesson.attended() {
                Some(length) => building.attended(slot(length, taught.lesson.clock(), taught.subject)),
                None => {
                    let lesson = taught.open();
                    building.add(&lesson, lesson.away);
                }
            }
        }
        building.done()
    }
}

/// Names in Swedish order, and of each the place that it has there.
fn in_order(names: Vec<String>) -> (Vec<String>, Vec<u16>) {
    let mut order: Vec<(usize, String)> = names.into_iter().enumerate().collect();
    order.order_by_cached_key(|(_, name)| (collation(name), name.clone()));
    let mut ranks = vec![u16::MAX; order.len()];
    for (rank, (number, _)) in (0..).zip(&order) {
        ranks.get_mut(*number).into_iter().for_each(|slot| *slot = rank);
    }
    (order.into_iter().map(|(_, name)| name).collect(), ranks)
}

/// Looks up a pupil's placement, day after day.
struct Cursor<'a> {
    places: &'a [(Day, Placement)],
    at: usize,
    known: Option<(Placement, u32)>,
}

impl Cursor<'_> {
    /// The number of the placement on a day: that of the latest day up to it that rows name, else of the first after it.
    fn number(&mut self, day: Day, places: &mut Places<'_>) -> u32 {
        while self.places.get(self.at + 1).is_some_and(|(next, _)| *next <= day) {
            self.at += 1;
        }
        let placement = self.places.get(self.at).map_or(places::NOWHERE, |(_, placement)| *placement);
        match self.known {
            Some((known, number)) if known == placement => number,
            _ => {
                let number = places.number(placement);
                self.known = Some((placement, number));
                number
            }
        }
    }
}
