//! What each of a pupil's lessons comes to, as settings count time: when in the week it is, how much of it is absence, and whether the
//! pupil came late.

use super::timeline::TimeSettings;
use super::times::{KINDS, Timed};
use crate::calendar::Span;
use crate::definition::Settings;
use crate::register::{Grain, Mark, Pupil, Register, Slot, What};

/// A lesson of a pupil. No `Debug`: it is about a pupil.
pub(crate) struct LessonTime {
    /// Monday is 1, Sunday 7.
    pub(crate) weekday: u8,
    /// What stands on the timetable.
    pub(crate) slot: Slot,
    /// Its time, with what is left out of the schedule taken out.
    pub(crate) time: Timed,
    /// Minutes of absence, if the pupil was there for some of the day.
    pub(crate) part_day: u64,
    /// Whether the pupil came late to it.
    pub(crate) late: bool,
}

/// What files tell of lessons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LessonsTold {
    /// The school days that absence is absence from.
    pub(crate) days: bool,
    /// Lessons, and not only days.
    pub(crate) lessons: bool,
    /// For each kind of absence whether they tell it.
    pub(crate) kinds: [bool; KINDS.len()],
    /// Late arrivals.
    pub(crate) late: bool,
}

impl LessonsTold {
    /// What a register tells, where time is counted so.
    pub(crate) fn of(register: &Register, settings: Settings) -> Self {
        let told = register.told();
        let seen = told.kinds.and(TimeSettings::from(settings).absences());
        let lessons = register.grain() == Grain::Lesson && told.scheduled;
        let days = lessons || (register.grain() == Grain::Day && told.scheduled);
        Self { days, lessons, kinds: KINDS.map(|kinds| days && kinds.is_told_by(seen)), late: lessons && told.lessons && told.late }
    }
}

/// The lessons of a pupil in a span that have any scheduled time, in order.
pub(crate) fn lessons<'a>(
    register: &'a Register,
    pupil: &'a Pupil,
    span: Span,
    settings: Settings,
) -> impl Iterator<Item = LessonTime> + 'a {
    let settings = TimeSettings::from(settings);
    let mut marks = pupil.marks_in(span);
    pupil.days_in(span).iter().flat_map(move |day| {
        let before = marks.iter().take_while(|mark| mark.day < day.day).count();
        let own = marks.get(before..).unwrap_or_default();
        let (own, rest) = own.split_at(own.iter().take_while(|mark| mark.day == day.day).count());
        marks = rest;
        let mut lessons: Vec<LessonTime> = Vec::with_capacity(usize::from(day.lessons));
        for (slot, number) in register.timetable(day).iter().zip(0_u8..) {
            lessons.push(lesson(day.day.weekday(), *slot, own.iter().filter(move |mark| mark.lesson == number), settings));
        }
        lessons.retain(|lesson| lesson.time.scheduled > 0);
        let (scheduled, absent) = lessons.iter().fold((0, 0), |(scheduled, absent), lesson| {
            let [total, ..] = lesson.time.absent;
            (scheduled + lesson.time.scheduled, absent + total)
        });
        if absent < scheduled {
            for lesson in &mut lessons {
                [lesson.part_day, ..] = lesson.time.absent;
            }
        }
        lessons
    })
}

fn lesson<'a>(weekday: u8, slot: Slot, marks: impl Iterator<Item = &'a Mark>, settings: TimeSettings) -> LessonTime {
    let mut lesson = LessonTime { weekday, slot, time: Timed::default(), part_day: 0, late: false };
    let mut scheduled = slot.minutes;
    for mark in marks {
        if settings.leaves_out(mark.what) {
            scheduled = scheduled.saturating_sub(mark.minutes);
        }
        match mark.what {
            What::Absent(absence) if settings.absences().has(absence) => {
                for (kinds, sum) in KINDS.iter().zip(&mut lesson.time.absent) {
                    *sum += if kinds.has(absence) { u64::from(mark.minutes.max(1)) } else { 0 };
                }
            }
            What::CameLate => lesson.late = true,
            What::Absent(_) | What::Elsewhere | What::Unregistered => {}
        }
    }
    lesson.time.scheduled = u64::from(scheduled);
    lesson.time.absent = lesson.time.absent.map(|absent| absent.min(lesson.time.scheduled));
    lesson
}
