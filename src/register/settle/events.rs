//! Absences that files list without lessons, laid over the lessons of a day: time absent is counted once, whoever says it.

use crate::layout::Absence;
use crate::order::Order as _;
use crate::register::draft::{Away, Event, Extent, Lesson, Registration, Start};

/// A lesson with all that is said of its absence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    pub(super) lesson: Lesson,
    /// Minutes away by [`KINDS`], at most the lesson's length together.
    pub(super) away: [u16; KINDS.len()],
}

/// What minutes away can be: absence by kind, the first of which stands where two are said of the same time, and other activities,
/// which give way to all of them.
pub(super) const KINDS: [Away; Absence::ALL.len() + 1] = {
    let mut kinds = [Away::Elsewhere; Absence::ALL.len() + 1];
    let (absences, _) = kinds.split_at_mut(Absence::ALL.len());
    let mut rest = absences;
    let mut all: &[Absence] = &Absence::ALL;
    while let ([first, others @ ..], [absence, more @ ..]) = (rest, all) {
        *first = Away::Absent(*absence);
        (rest, all) = (others, more);
    }
    kinds
};

fn place(away: Away) -> usize {
    KINDS.iter().position(|kind| *kind == away).unwrap_or(0)
}

impl Held {
    pub(super) fn of(lesson: Lesson) -> Self {
        let mut held = Self { lesson, away: [0; KINDS.len()] };
        for (minutes, away) in lesson.away {
            held.add(away, minutes);
        }
        held
    }

    fn add(&mut self, away: Away, minutes: u16) {
        if let Some(sum) = self.away.get_mut(place(away)) {
            *sum += minutes;
        }
    }

    /// Other activities take no more than absence leaves of the lesson.
    fn keep_within(&mut self) {
        let left = self.lesson.length.saturating_sub(self.minutes());
        if let Some(elsewhere) = self.away.get_mut(place(Away::Elsewhere)) {
            *elsewhere = left.min(*elsewhere);
        }
    }

    /// Minutes of absence.
    fn minutes(&self) -> u16 {
        self.away.iter().zip(KINDS).filter(|(_, kind)| kind.absence().is_some()).map(|(minutes, _)| minutes).sum()
    }

    /// Makes so many minutes more of the lesson absent, as far as it goes; answers how many did.
    fn take(&mut self, minutes: u16, absence: Absence) -> u16 {
        let taken = minutes.min(self.lesson.length - self.minutes().min(self.lesson.length));
        self.add(Away::Absent(absence), taken);
        self.keep_within();
        taken
    }

    /// Says of absence without a kind what kind it was.
    fn specify(&mut self, minutes: u16, absence: Absence) {
        let Some(unspecified) = self.away.get_mut(place(Away::Absent(Absence::Unspecified))) else { return };
        let known = minutes.min(*unspecified);
        *unspecified -= known;
        self.add(Away::Absent(absence), known);
    }
}

/// Lays a day's events over its lessons.
pub(super) fn lay(lessons: &mut [Held], events: &[Event]) {
    let rows: u16 = lessons.iter().map(Held::minutes).fold(0, u16::saturating_add);
    for held in lessons.iter_mut() {
        let stands = |event: &&Event| !(event.notified && held.lesson.registration == Registration::Done);
        let covered = covered(&held.lesson, events.iter().filter(stands));
        held.lesson.late |= events.iter().filter(stands).any(|event| event.late && begins(&held.lesson, event));
        let said = held.minutes();
        let more: u16 = covered.iter().map(|(minutes, _)| minutes).sum();
        // What the lesson's own row says lies within what the event covers, as far as it can.
        let mut left = more.saturating_sub(said);
        let mut within = more.min(said);
        for (minutes, absence) in covered {
            let specified = minutes.min(within);
            held.specify(specified, absence);
            within -= specified;
            let added = (minutes - specified).min(left);
            left -= held.take(added, absence);
        }
    }
    loose(lessons, events, rows);
}

/// The minutes of a lesson that whole days and clocks cover, by kind.
fn covered<'a>(lesson: &Lesson, events: impl Iterator<Item = &'a Event>) -> Vec<(u16, Absence)> {
    let mut cover = vec![KINDS.len(); usize::from(lesson.length)];
    for event in events {
        let range = match (event.extent, lesson.start) {
            (Extent::Day, _) => 0..cover.len(),
            (Extent::Clock(from, to), Start::Clock(start)) => {
                usize::from(from.saturating_sub(start)).min(cover.len())..usize::from(to.saturating_sub(start)).min(cover.len())
            }
            (Extent::Lesson(at), Start::Clock(start)) if at >= start && at < start + lesson.length => 0..cover.len(),
            _ => continue,
        };
        let kind = place(Away::Absent(event.absence));
        cover.get_mut(range).unwrap_or_default().iter_mut().for_each(|minute| *minute = kind.min(*minute));
    }
    let count = |kind: usize| u16::try_from(cover.iter().filter(|minute| **minute == kind).count()).unwrap_or(0);
    let absences = KINDS.iter().enumerate().filter_map(|(kind, away)| Some((count(kind), away.absence()?)));
    absences.filter(|(minutes, _)| *minutes > 0).collect()
}

/// Whether a late arrival was to this lesson.
fn begins(lesson: &Lesson, event: &Event) -> bool {
    match (event.extent, lesson.start) {
        (Extent::Clock(from, _) | Extent::Lesson(from), Start::Clock(start)) => (start..start + lesson.length.max(1)).contains(&from),
        _ => false,
    }
}

/// Absence at no known time: minutes and lessons fill what is not absent yet, in the order of the day; `rows` minutes of it are
/// said by the lessons' own rows.
fn loose(lessons: &mut [Held], events: &[Event], rows: u16) {
    let clocked = lessons.iter().any(|held| matches!(held.lesson.start, Start::Clock(_)));
    let scheduled: u32 = lessons.iter().map(|held| u32::from(held.lesson.length)).sum();
    let count = u32::try_from(lessons.len()).unwrap_or(u32::MAX).max(1);
    let lessons_of = |lessons: u8| u16::try_from((u32::from(lessons) * scheduled + count / 2) / count).unwrap_or(u16::MAX);
    let minutes = |extent: Extent| match extent {
        Extent::Minutes(minutes) => minutes,
        Extent::Lessons(lessons) => lessons_of(lessons),
        Extent::Lesson(_) if !clocked => lessons_of(1),
        // The lessons have no clocks to lay it over.
        Extent::Clock(from, to) if !clocked => to.saturating_sub(from),
        Extent::Clock(..) | Extent::Lesson(_) | Extent::Day => 0,
    };
    let mut said = rows;
    for event in events {
        let whole = minutes(event.extent);
        let mut left = whole - whole.min(said);
        said = said.saturating_sub(whole);
        for held in lessons.iter_mut().filter(|held| !(event.notified && held.lesson.registration == Registration::Done)) {
            left -= held.take(left, event.absence);
        }
    }
}

/// Events of one day without those that say the same again: the same whole day or clock, and loose minutes that a second table
/// lists as well. Answers how many went.
pub(super) fn once(events: &mut Vec<Event>, table_of: impl Fn(u32) -> u32) -> u64 {
    let before = events.len();
    events.sort_unstable();
    let fixed = |event: &Event| matches!(event.extent, Extent::Day | Extent::Clock(..) | Extent::Lesson(_));
    events.dedup_by(|next, kept| fixed(next) && Event { source: kept.source, ..*next } == *kept);
    let sum = |table: u32| {
        let loose = events.iter().filter(|event| !fixed(event) && table_of(event.source) == table);
        let mut said: Vec<(Extent, Absence)> = loose.map(|event| (event.extent, event.absence)).collect();
        said.order();
        said
    };
    let mut tables: Vec<u32> = events.iter().filter(|event| !fixed(event)).map(|event| table_of(event.source)).collect();
    tables.order();
    tables.dedup();
    if let (2.., Some(most)) = (tables.len(), tables.iter().copied().max_by_key(|table| (sum(*table), std::cmp::Reverse(*table)))) {
        events.retain(|event| fixed(event) || table_of(event.source) == most);
    }
    u64::try_from(before - events.len()).unwrap_or(0)
}
