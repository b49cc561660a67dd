//! One pupil's lessons put in order: each counted once, and time that two of them share counted once.

use super::day::absent;
use crate::layout::{Absence, AbsenceSet};
use crate::order::Order as _;
use crate::register::draft::{Lesson, Packed, Registration, Source, Start};

/// What was found among the lessons of all pupils, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::register) struct Doubles {
    /// Rows that say the same of the same lesson.
    pub(in crate::register) twice: u64,
    /// Rows that say different things of the same lesson.
    pub(in crate::register) conflicts: u64,
    /// Lessons that share time with an earlier one.
    pub(in crate::register) overlaps: u64,
}

/// A lesson, and its subject: a place in the register's subjects, where a row says it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Taught {
    pub(super) lesson: Packed,
    pub(super) subject: Option<u16>,
}

impl Taught {
    pub(super) fn open(self) -> Lesson {
        Lesson { subject: self.subject, ..self.lesson.open() }
    }
}

/// Whether a day's lessons, sorted, neither share time nor are listed by several tables without clocks: then they stand as they are.
pub(super) fn are_apart(day: &[Taught]) -> bool {
    let packed = || day.iter().map(|taught| taught.lesson);
    let (Some(first), Some(last)) = (packed().next(), packed().next_back()) else { return true };
    // Those without clocks are sorted last.
    let one_table = last.clock().is_some() || first.start() == last.start();
    one_table && packed().zip(packed().skip(1)).all(|(one, next)| one.clock().is_none() || one.end() <= next.start())
}

/// Sorts lessons and merges those that are the same: of two that differ, the one that was registered, else the one with less
/// absence. Of two subjects of one lesson, that of the saying which stands; else the other.
pub(super) fn merge(lessons: &mut Vec<Taught>, doubles: &mut Doubles) {
    lessons.sort_unstable();
    lessons.dedup_by(|next, kept| {
        if next.lesson.which() != kept.lesson.which() || kept.lesson.clock().is_none() {
            return false;
        }
        let (one, other) = (kept.lesson.open(), next.lesson.open());
        // A schedule and what was registered on it are two sayings of one lesson, and no doubles.
        if (one.registration == Registration::Planned) == (other.registration == Registration::Planned) {
            *(if one == other { &mut doubles.twice } else { &mut doubles.conflicts }) += 1;
        }
        let (stands, falls) = if weight(&other) > weight(&one) { (*next, *kept) } else { (*kept, *next) };
        *kept = Taught { lesson: stands.lesson, subject: stands.subject.or(falls.subject) };
        true
    });
}

/// What makes one saying of a lesson stand against another.
fn weight(lesson: &Lesson) -> impl Ord {
    let less = |is: &dyn Fn(Absence) -> bool| std::cmp::Reverse(absent(&lesson.away, is));
    (
        lesson.registration,
        less(&|_| true),
        less(&|kind| AbsenceSet::UNAUTHORISED.has(kind)),
        less(&|kind| kind == Absence::Unreported),
        lesson.late,
        // What is left is how much is known, and at last whatever tells them apart.
        less(&|kind| matches!(kind, Absence::Unspecified | Absence::Unauthorised)),
        std::cmp::Reverse(lesson.away),
    )
}

/// Shortens lessons of one day, in the order of their starts, that begin before an earlier one has ended; one that has no time
/// left is gone. A planned lesson gives way to one that was held.
pub(super) fn part(day: &mut Vec<Lesson>, doubles: &mut Doubles) {
    let held: Vec<(u16, u16)> = day.iter().filter(|lesson| lesson.registration != Registration::Planned).filter_map(clocks).collect();
    if held.len() < day.len() {
        let shares = |(start, end): (u16, u16)| held.iter().any(|(from, to)| start < *to && *from < end);
        day.retain(|lesson| lesson.registration != Registration::Planned || !clocks(lesson).is_some_and(shares));
    }
    let mut ended = 0;
    day.retain_mut(|lesson| {
        let Some((start, end)) = clocks(lesson).filter(|(start, end)| start < end) else { return true };
        if start < ended {
            doubles.overlaps += 1;
            shorten(lesson, end.saturating_sub(ended));
            lesson.start = Start::Clock(ended);
        }
        ended = ended.max(end);
        lesson.length > 0
    });
}

fn clocks(lesson: &Lesson) -> Option<(u16, u16)> {
    match lesson.start {
        Start::Clock(start) => Some((start, start + lesson.length)),
        Start::Unknown(_) => None,
    }
}

fn shorten(lesson: &mut Lesson, length: u16) {
    lesson.length = length;
    let mut left = length;
    for (minutes, _) in &mut lesson.away {
        *minutes = (*minutes).min(left);
        left -= *minutes;
    }
}

/// Of one day's lessons without clocks, which several tables may list, keeps one table's for each school: of a table of
/// attendance before a schedule, else the one with the most time and the least absence. Where another table has clocks, those
/// stand. Answers whether any went.
pub(super) fn one_table(day: &mut Vec<Lesson>, sources: &[Source], clocked: &[bool]) -> bool {
    let before = day.len();
    let has_clock = |source: &Source| usize::try_from(source.table).ok().and_then(|table| clocked.get(table)).copied().unwrap_or(false);
    let start = |source: &Source| usize::try_from(source.table).map_or(Start::Unknown(0), Start::unknown);
    let school_of = |wanted: Start| sources.iter().find(|source| start(source) == wanted).and_then(|source| source.placement.school);
    let same = |one: Option<u32>, other: Option<u32>| one.zip(other).is_none_or(|(one, other)| one == other);
    let clocks: Vec<Option<u32>> = if day.iter().any(|lesson| matches!(lesson.start, Start::Clock(_))) {
        sources.iter().filter(|source| has_clock(source)).map(|source| source.placement.school).collect()
    } else {
        Vec::new()
    };
    let mut tables: Vec<Start> = day.iter().map(|lesson| lesson.start).filter(|start| matches!(start, Start::Unknown(_))).collect();
    tables.order();
    tables.dedup();
    // A table that has clocks, only not on these rows, lists lessons of its own.
    tables.retain(|table| !sources.iter().any(|source| start(source) == *table && has_clock(source)));
    let weight = |table: Start| {
        let own = || day.iter().filter(move |lesson| lesson.start == table);
        let absent = |lesson: &Lesson| u32::from(absent(&lesson.away, |_| true));
        let mut lengths: Vec<(u16, u32)> = own().map(|lesson| (lesson.length, absent(lesson))).collect();
        lengths.order();
        (
            own().any(|lesson| lesson.registration != Registration::Planned),
            own().map(|lesson| u32::from(lesson.length)).sum::<u32>(),
            std::cmp::Reverse(own().map(absent).sum::<u32>()),
            lengths,
        )
    };
    let mut kept: Vec<Start> = Vec::new();
    let mut ranked: Vec<Start> = tables.clone();
    ranked.order_by_cached_key(|table| std::cmp::Reverse(weight(*table)));
    for table in ranked {
        let school = school_of(table);
        if !clocks.iter().any(|clock| same(*clock, school)) && !kept.iter().any(|other| same(school_of(*other), school)) {
            kept.push(table);
        }
    }
    day.retain(|lesson| !tables.contains(&lesson.start) || kept.contains(&lesson.start));
    day.len() < before
}
