//! One pupil's school days in order, as the settings of a definition count time.

use super::schools::SchoolCalendar;
use crate::calendar::{Day, Span};
use crate::definition::{Late, OtherActivity, Settings, Unregistered};
use crate::register::{Absence, AbsenceSet, Mark, Pupil, SchoolDay, What};
use std::ops::Range;

/// The settings that decide what is scheduled and what is absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeSettings {
    unregistered: Unregistered,
    other_activity: OtherActivity,
    late: Late,
}

impl From<Settings> for TimeSettings {
    fn from(settings: Settings) -> Self {
        let Settings { unregistered, other_activity, late, .. } = settings;
        Self { unregistered, other_activity, late }
    }
}

impl TimeSettings {
    /// Whether time of a mark is not scheduled.
    pub(super) fn leaves_out(self, what: What) -> bool {
        match what {
            What::Unregistered => self.unregistered == Unregistered::LeftOut,
            What::Elsewhere => self.other_activity == OtherActivity::LeftOut,
            What::Absent(_) | What::CameLate => false,
        }
    }

    const fn leaves_anything_out(self) -> bool {
        matches!(self.unregistered, Unregistered::LeftOut) || matches!(self.other_activity, OtherActivity::LeftOut)
    }

    /// The kinds that are absence at all.
    pub(super) const fn absences(self) -> AbsenceSet {
        match self.late {
            Late::Absence => AbsenceSet::TOTAL,
            Late::Present => AbsenceSet::TOTAL.without(AbsenceSet::of(Absence::Late)),
        }
    }
}

/// The days of a pupil in a span, each with its scheduled minutes.
pub(super) fn scheduled_days(pupil: &Pupil, span: Span, settings: TimeSettings) -> impl Iterator<Item = (&SchoolDay, u16)> {
    let mut marks = if settings.leaves_anything_out() { pupil.marks_in(span) } else { &[] }.iter().peekable();
    pupil.days_in(span).iter().map(move |day| {
        let mut scheduled = day.scheduled;
        while let Some(mark) = marks.next_if(|mark| mark.day <= day.day) {
            if settings.leaves_out(mark.what) {
                scheduled = scheduled.saturating_sub(mark.minutes);
            }
        }
        (day, scheduled)
    })
}

/// A school day of the pupil.
#[derive(Clone, Debug)]
struct DayLine {
    day: Day,
    scheduled: u32,
    lessons: u8,
    /// The day's marks, as a part of all marks of the timeline.
    marks: Range<usize>,
}

/// A pupil's school days in a span. Kept from pupil to pupil, so that its lists are allocated once.
#[derive(Debug, Default)]
pub(super) struct Timeline<'a> {
    days: Vec<DayLine>,
    marks: &'a [Mark],
    settings: Option<TimeSettings>,
    /// Entry `i` counts the school days among the first `i` days of the span.
    before: Vec<usize>,
    /// Entry `i` sums the scheduled minutes of the first `i` school days.
    scheduled: Vec<u32>,
    /// Minutes of absence by the kinds that were asked for.
    absent: Vec<(AbsenceSet, Vec<u32>)>,
}

/// What is known of the lessons of a school day with absence of some kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LessonsOfDay {
    /// Lessons with absence.
    pub(super) absent: u32,
    /// Runs of successive lessons with absence.
    pub(super) runs: u32,
    /// Whether the first lesson has absence.
    pub(super) first: bool,
    /// Whether the last has.
    pub(super) last: bool,
}

impl<'a> Timeline<'a> {
    /// Takes up another pupil. `calendar` has the school days of one of whom only absences are known.
    pub(super) fn fill(&mut self, pupil: &'a Pupil, span: Span, settings: TimeSettings, bare: Option<(&SchoolCalendar, usize)>) {
        self.settings = Some(settings);
        self.marks = pupil.marks_in(span);
        self.days.clear();
        self.absent.iter_mut().for_each(|(_, sums)| sums.clear());
        let (marks, mut at) = (self.marks, 0);
        let mut marks_of = |day: Day| {
            let skipped = marks.get(at..).unwrap_or_default().iter().take_while(|mark| mark.day < day);
            let from = at + skipped.count();
            let own = marks.get(from..).unwrap_or_default().iter().take_while(|mark| mark.day == day);
            at = from + own.count();
            from..at
        };
        match bare {
            None => {
                let days = scheduled_days(pupil, span, settings).filter(|(_, scheduled)| *scheduled > 0);
                self.days.extend(days.map(|(day, scheduled)| DayLine {
                    day: day.day,
                    scheduled: u32::from(scheduled),
                    lessons: day.lessons,
                    marks: marks_of(day.day),
                }));
            }
            Some((calendar, school)) => {
                let open = span.iter().zip(calendar.open(school));
                let own = pupil.days_in(span);
                let is_own = |day: Day| own.binary_search_by_key(&day, |own| own.day).is_ok();
                let days = open.filter(|(day, open)| **open || is_own(*day));
                self.days.extend(days.map(|(day, _)| {
                    let own = marks_of(day);
                    let lessons = marks.get(own.clone()).unwrap_or_default().iter().map(|mark| mark.lesson.saturating_add(1)).max();
                    DayLine { day, scheduled: u32::from(Mark::ALL_DAY), lessons: lessons.unwrap_or(1), marks: own }
                }));
            }
        }
        self.before.clear();
        let mut rest = self.days.iter().peekable();
        let mut count = 0;
        self.before.push(0);
        self.before.extend(span.iter().map(|day| {
            count += usize::from(rest.next_if(|line| line.day == day).is_some());
            count
        }));
        running(&mut self.scheduled, self.days.iter().map(|day| day.scheduled));
    }

    /// School days.
    pub(super) fn len(&self) -> usize {
        self.days.len()
    }

    /// The school days of an interval of the span, by the places of its first day and the day after its last.
    pub(super) fn days_of(&self, calendar: &Range<usize>) -> Range<usize> {
        let at = |place: usize| self.before.get(place).copied().unwrap_or(self.days.len());
        at(calendar.start)..at(calendar.end)
    }

    /// The interval from the first to the last of some school days; none of none.
    pub(super) fn span_of(&self, days: &Range<usize>) -> Option<Span> {
        let inside = self.days.get(days.clone())?;
        Span::new(inside.first()?.day, inside.last()?.day)
    }

    /// Scheduled minutes of each school day.
    pub(super) fn minutes(&self) -> impl Iterator<Item = u32> {
        self.days.iter().map(|day| day.scheduled)
    }

    /// Scheduled minutes of some school days.
    pub(super) fn scheduled(&self, days: &Range<usize>) -> u64 {
        over(&self.scheduled, days)
    }

    fn is_absence(&self, kinds: AbsenceSet, mark: &Mark) -> bool {
        let absences = self.settings.map_or(AbsenceSet::NONE, TimeSettings::absences);
        matches!(mark.what, What::Absent(absence) if kinds.has(absence) && absences.has(absence))
    }

    fn marks_of(&self, day: &DayLine) -> &'a [Mark] {
        self.marks.get(day.marks.clone()).unwrap_or_default()
    }

    /// Minutes of absence of each school day. Absence of no known length has one.
    pub(super) fn absence(&self, kinds: AbsenceSet) -> impl Iterator<Item = u32> {
        self.days.iter().map(move |day| {
            let absent = self.marks_of(day).iter().filter(|mark| self.is_absence(kinds, mark));
            absent.map(|mark| u32::from(mark.minutes.max(1))).sum::<u32>().min(day.scheduled)
        })
    }

    /// Sums up the minutes of absence of some kinds, for [`Timeline::absent`].
    pub(super) fn sum_up(&mut self, kinds: AbsenceSet) {
        let known = self.absent.iter().position(|(of, _)| *of == kinds);
        if known.and_then(|known| self.absent.get(known)).is_some_and(|(_, sums)| !sums.is_empty()) {
            return;
        }
        let mut sums = known.map_or_else(Vec::new, |known| self.absent.swap_remove(known).1);
        running(&mut sums, self.absence(kinds));
        self.absent.push((kinds, sums));
    }

    /// The sums of [`Timeline::sum_up`]: entry `i` is over the first `i` school days.
    pub(super) fn absent(&self, kinds: AbsenceSet) -> &[u32] {
        self.absent.iter().find(|(of, _)| *of == kinds).map_or(&[], |(_, sums)| sums.as_slice())
    }

    /// What is known of the lessons with absence of each school day.
    pub(super) fn lessons(&self, kinds: AbsenceSet) -> impl Iterator<Item = LessonsOfDay> {
        self.days.iter().map(move |day| {
            let marks = self.marks_of(day);
            if !marks.iter().any(|mark| self.is_absence(kinds, mark)) {
                return LessonsOfDay::default();
            }
            let mut told = LessonsOfDay::default();
            let mut some_before = false;
            for lesson in 0..day.lessons.max(1) {
                let own = || marks.iter().filter(move |mark| mark.lesson == lesson);
                let absent = own().any(|mark| self.is_absence(kinds, mark));
                // A lesson that was left out is none, and what is on both sides of it follows on one another.
                let is_left_out = own().any(|mark| self.settings.is_some_and(|settings| settings.leaves_out(mark.what)))
                    && !own().any(|mark| matches!(mark.what, What::Absent(_)));
                if is_left_out {
                    continue;
                }
                told.absent += u32::from(absent);
                told.runs += u32::from(absent && !told.last);
                told.first |= absent && !some_before;
                told.last = absent;
                some_before = true;
            }
            told
        })
    }

    /// Lessons of each school day that the pupil came late to.
    pub(super) fn late_arrivals(&self) -> impl Iterator<Item = u32> {
        self.days.iter().map(|day| self.marks_of(day).iter().filter(|mark| mark.what == What::CameLate).fold(0, |count, _| count + 1))
    }
}

/// Sums up: entry `i` becomes the sum of the first `i` values.
pub(super) fn running(sums: &mut Vec<u32>, values: impl Iterator<Item = u32>) {
    sums.clear();
    sums.push(0);
    let mut sum = 0_u32;
    sums.extend(values.map(|value| {
        sum = sum.saturating_add(value);
        sum
    }));
}

/// The sum of the values in a range, from their running sums.
pub(super) fn over(sums: &[u32], range: &Range<usize>) -> u64 {
    match (sums.get(range.start), sums.get(range.end)) {
        (Some(before), Some(after)) => u64::from(after.saturating_sub(*before)),
        _ => 0,
    }
}
