//! One pupil's school day from its lessons.

use super::events::{Held, KINDS};
use crate::calendar::Day;
use crate::layout::Absence;
use crate::register::SchoolDay;
use crate::register::draft::{Event, Extent, Lesson, Registration, Start};

/// What all absence that was counted is known to be.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::register) struct Doubts {
    /// Some is neither authorised nor unauthorised.
    pub(in crate::register) unspecified: bool,
    /// Some is unauthorised, and it is not said whether anybody reported it.
    pub(in crate::register) unclear: bool,
    /// Some lessons stand on a schedule, and nothing tells whether they were registered.
    pub(in crate::register) planned: bool,
    /// Some lessons have no clock, so that their order is not known.
    pub(in crate::register) unordered: bool,
}

impl Doubts {
    fn of(&mut self, absence: Absence) {
        self.unspecified |= absence == Absence::Unspecified;
        self.unclear |= absence == Absence::UnauthorisedUnclear;
    }
}

/// Minutes that a day has: more than these on one pupil's schedule cannot be.
const DAY_MINUTES: u16 = 24 * 60;

/// A school day under construction.
pub(super) struct Building<'a> {
    day: SchoolDay,
    before: bool,
    /// Whether all lessons have clocks.
    clocked: bool,
    doubts: &'a mut Doubts,
    forgive_blank: bool,
    fits: bool,
}

impl<'a> Building<'a> {
    pub(super) fn new(day: Day, forgive_blank: bool, doubts: &'a mut Doubts) -> Self {
        Self { day: SchoolDay::new(day), before: false, clocked: true, doubts, forgive_blank, fits: true }
    }

    /// Adds the day's next lesson, which the pupil was there for from beginning to end.
    #[inline]
    pub(super) fn attended(&mut self, length: u16) {
        let _fits = self.schedule(length);
        self.before = false;
    }

    /// Counts a lesson; answers whether the day has room for it.
    #[inline]
    fn schedule(&mut self, length: u16) -> bool {
        let day = &mut self.day;
        let (Some(scheduled), Some(lessons)) = (day.scheduled.checked_add(length), day.lessons.checked_add(1)) else {
            self.fits = false;
            return false;
        };
        self.fits &= scheduled <= DAY_MINUTES;
        (day.scheduled, day.lessons) = (scheduled, lessons);
        true
    }

    /// Adds the day's next lesson with its absence.
    #[inline]
    pub(super) fn add(&mut self, lesson: &Lesson, absent: impl IntoIterator<Item = (u16, Absence)>) {
        if !self.schedule(lesson.length) {
            return;
        }
        let day = &mut self.day;
        // At most the lesson's length in all, hence within a day's minutes.
        let before = day.absent;
        for (minutes, absence) in absent.into_iter().filter(|(minutes, _)| *minutes > 0) {
            self.doubts.of(absence);
            day.absent += minutes;
            if !matches!(absence, Absence::Authorised | Absence::Unspecified) {
                day.unauthorised += minutes;
            }
            if absence == Absence::Unreported {
                day.unreported += minutes;
            }
        }
        let is_absent = day.absent > before;
        let missing = match lesson.registration {
            Registration::Done => false,
            Registration::Planned => {
                self.doubts.planned = true;
                false
            }
            Registration::Blank => !self.forgive_blank,
            Registration::Missing => true,
        };
        if missing && !is_absent {
            day.unregistered += lesson.length;
            day.unregistered_lessons += 1;
        }
        day.absent_lessons += u8::from(is_absent);
        day.late_lessons += u8::from(lesson.late);
        self.clocked &= matches!(lesson.start, Start::Clock(_));
        day.runs += u8::from(is_absent && !self.before);
        day.first_absent |= is_absent && day.lessons == 1;
        self.before = is_absent;
    }

    /// The day; none when it has more minutes or lessons than a day can have.
    pub(super) fn done(self) -> Option<SchoolDay> {
        self.doubts.unordered |= !self.clocked;
        let ordered = self.clocked || self.day.lessons == 1;
        let mut day = self.day;
        day.last_absent = self.before;
        day.whole = day.scheduled > 0 && day.absent == day.scheduled;
        if !ordered {
            (day.runs, day.first_absent, day.last_absent) = (0, false, false);
        }
        self.fits.then_some(day)
    }
}

impl Held {
    /// The absence by kind.
    pub(super) fn parts(&self) -> impl Iterator<Item = (u16, Absence)> {
        self.absent.into_iter().zip(KINDS)
    }
}

/// A day of which only absences are known: nothing is scheduled.
pub(super) fn bare(day: Day, events: &[Event], doubts: &mut Doubts) -> SchoolDay {
    let mut bare = SchoolDay::new(day);
    for event in events {
        let (minutes, lessons) = match event.extent {
            Extent::Day => {
                bare.whole = true;
                (0, 0)
            }
            Extent::Clock(from, to) => (to.saturating_sub(from), 1),
            Extent::Lesson(_) => (0, 1),
            Extent::Minutes(minutes) => (minutes, u8::from(minutes > 0)),
            Extent::Lessons(lessons) => (0, lessons),
        };
        bare.late_lessons = bare.late_lessons.saturating_add(u8::from(event.late));
        bare.absent_lessons = bare.absent_lessons.saturating_add(lessons);
        doubts.of(event.absence);
        let minutes = minutes.min(DAY_MINUTES - bare.absent);
        bare.absent += minutes;
        if !matches!(event.absence, Absence::Authorised | Absence::Unspecified) {
            bare.unauthorised += minutes;
        }
        if event.absence == Absence::Unreported {
            bare.unreported += minutes;
        }
    }
    doubts.unordered = true;
    bare
}
