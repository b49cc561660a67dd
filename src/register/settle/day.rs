//! One pupil's school day from its lessons.

use super::events::{Held, KINDS};
use crate::calendar::Day;
use crate::layout::{Absence, AbsenceSet};
use crate::register::draft::{Away, Event, Extent, Lesson, Registration, Start};
use crate::register::{Mark, SchoolDay, Slot, What};

/// What all absence that was counted is known to be.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::register) struct Doubts {
    /// The kinds of absence that there are.
    pub(in crate::register) kinds: AbsenceSet,
    /// Some lessons stand on a schedule, and nothing tells whether they were registered.
    pub(in crate::register) planned: bool,
    /// Some lessons have no clock, so that their order is not known.
    pub(in crate::register) unordered: bool,
    /// Of absences without a schedule, some take all of a day.
    pub(in crate::register) whole_days: bool,
    /// Some take a part of a day.
    pub(in crate::register) parts: bool,
    /// Some are by the clock or the minute, so that nobody knows how many lessons they are.
    pub(in crate::register) spans: bool,
}

/// Minutes that a day has: more than these on one pupil's schedule cannot be.
const DAY_MINUTES: u16 = Mark::ALL_DAY;

/// A school day under construction; its marks are added to those of the pupil.
pub(super) struct Building<'a> {
    day: SchoolDay,
    /// Whether all lessons have clocks.
    clocked: bool,
    marks: &'a mut Vec<Mark>,
    /// The day's lessons so far.
    slots: &'a mut Vec<Slot>,
    /// How many marks there were before.
    before: usize,
    doubts: &'a mut Doubts,
    forgive_blank: bool,
    fits: bool,
}

impl<'a> Building<'a> {
    pub(super) fn new(day: Day, forgive_blank: bool, into: (&'a mut Vec<Mark>, &'a mut Vec<Slot>), doubts: &'a mut Doubts) -> Self {
        let (marks, slots) = into;
        let day = SchoolDay { day, scheduled: 0, lessons: 0, ordered: false, arrangement: 0 };
        let before = marks.len();
        slots.clear();
        Self { day, clocked: true, marks, slots, before, doubts, forgive_blank, fits: true }
    }

    /// Adds the day's next lesson, which the pupil was there for from beginning to end.
    #[inline]
    pub(super) fn attended(&mut self, slot: Slot) {
        let _fits = self.schedule(slot);
    }

    /// Counts a lesson; answers its number, if the day has room for it.
    #[inline]
    fn schedule(&mut self, slot: Slot) -> Option<u8> {
        let day = &mut self.day;
        let number = day.lessons;
        let (Some(scheduled), Some(lessons)) = (day.scheduled.checked_add(slot.minutes), day.lessons.checked_add(1)) else {
            self.fits = false;
            return None;
        };
        self.fits &= scheduled <= DAY_MINUTES;
        (day.scheduled, day.lessons) = (scheduled, lessons);
        self.slots.push(slot);
        Some(number)
    }

    /// Adds the day's next lesson with the minutes that the pupil was away from it.
    #[inline]
    pub(super) fn add(&mut self, lesson: &Lesson, away: impl IntoIterator<Item = (u16, Away)>) {
        let clock = match lesson.start {
            Start::Clock(minute) => Some(minute),
            Start::Unknown(_) => None,
        };
        let Some(number) = self.schedule(slot(lesson.length, clock, lesson.subject)) else { return };
        self.clocked &= clock.is_some();
        let day = self.day.day;
        let mark = |what: What, minutes: u16| Mark { day, lesson: number, what, minutes };
        let before = self.marks.len();
        for (minutes, away) in away.into_iter().filter(|(minutes, _)| *minutes > 0) {
            let what = match away {
                Away::Absent(absence) => {
                    self.doubts.kinds = self.doubts.kinds | AbsenceSet::of(absence);
                    What::Absent(absence)
                }
                Away::Elsewhere => What::Elsewhere,
            };
            self.marks.push(mark(what, minutes));
        }
        let missing = match lesson.registration {
            Registration::Done => false,
            Registration::Planned => {
                self.doubts.planned = true;
                false
            }
            Registration::Blank => !self.forgive_blank,
            Registration::Missing => true,
        };
        if missing && self.marks.len() == before {
            self.marks.push(mark(What::Unregistered, lesson.length));
        }
        if lesson.late {
            self.marks.push(mark(What::CameLate, 0));
        }
    }

    /// The day; none when it has more minutes or lessons than a day can have.
    pub(super) fn done(self) -> Option<SchoolDay> {
        if !self.fits {
            self.marks.truncate(self.before);
            return None;
        }
        self.doubts.unordered |= !self.clocked && self.day.lessons > 1;
        Some(SchoolDay { ordered: self.clocked || self.day.lessons == 1, ..self.day })
    }
}

/// A lesson on the timetable, by the minute after midnight that it begins with.
#[inline]
pub(super) fn slot(minutes: u16, clock: Option<u16>, subject: Option<u16>) -> Slot {
    Slot { minutes, hour: clock.and_then(|minute| u8::try_from(minute / 60).ok()), subject }
}

impl Held {
    /// The minutes away by kind.
    pub(super) fn parts(&self) -> impl Iterator<Item = (u16, Away)> {
        self.away.into_iter().zip(KINDS)
    }
}

/// A day of which only absences are known: nothing is scheduled.
pub(super) fn bare(day: Day, events: &[Event], marks: &mut Vec<Mark>, doubts: &mut Doubts) -> SchoolDay {
    let mut bare = SchoolDay { day, scheduled: 0, lessons: 0, ordered: false, arrangement: 0 };
    let mut minutes_left = DAY_MINUTES;
    for event in events {
        let (minutes, lessons) = match event.extent {
            Extent::Day => (DAY_MINUTES, 0),
            Extent::Clock(from, to) => (to.saturating_sub(from), 1),
            Extent::Lesson(_) => (0, 1),
            Extent::Minutes(minutes) => (minutes, u8::from(minutes > 0)),
            Extent::Lessons(lessons) => (0, lessons),
        };
        let is_day = event.extent == Extent::Day;
        // A late arrival of no known length is no absence.
        let is_absent = !(matches!(event.extent, Extent::Clock(..) | Extent::Minutes(_)) && minutes == 0);
        let minutes = if is_day { minutes } else { minutes.min(minutes_left) };
        minutes_left -= if is_day { 0 } else { minutes };
        let mark = |lesson: u8, what: What, minutes: u16| Mark { day, lesson, what, minutes };
        if is_absent {
            doubts.kinds = doubts.kinds | AbsenceSet::of(event.absence);
            doubts.whole_days |= is_day;
            doubts.parts |= !is_day;
            doubts.spans |= matches!(event.extent, Extent::Clock(..) | Extent::Minutes(_));
            let first = bare.lessons;
            let numbers = if is_day { first..first.saturating_add(1) } else { first..first.saturating_add(lessons) };
            marks.extend(numbers.map(|lesson| mark(lesson, What::Absent(event.absence), minutes)));
        }
        if event.late {
            marks.push(mark(bare.lessons, What::CameLate, 0));
        }
        bare.lessons = bare.lessons.saturating_add(lessons);
    }
    bare
}

/// Minutes of some kinds of absence.
pub(super) fn absent(away: &[(u16, Away); 2], is: impl Fn(Absence) -> bool) -> u16 {
    away.iter().filter(|(_, away)| away.absence().is_some_and(&is)).map(|(minutes, _)| minutes).sum()
}
