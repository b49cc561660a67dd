//! A pupil while files are read: rows in any order, from any file, as small as they can be kept. What they come to is settled at
//! the end.

mod event;
mod lesson;
mod subject;
mod total;

pub(super) use event::{Doubtful, Event, Extent};
pub(super) use lesson::{Away, Lesson, Packed, Registration, Start};
pub(super) use subject::Subjects;
pub(super) use total::{Amounts, Scale, TotalRow};

use super::Placement;
use crate::calendar::Day;
use crate::layout::Gender;

/// Where rows were read, and where they say the pupil is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Source {
    pub(super) placement: Placement,
    /// A place among the tables of the sitting.
    pub(super) table: u32,
}

/// A day on which rows name a pupil.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) day: Day,
    /// When the latest of the rows' lessons starts.
    pub(super) latest: u16,
    /// A place among the folder's sources.
    pub(super) source: u32,
}

/// A pupil under construction.
#[derive(Default)]
pub(super) struct Draft {
    pub(super) gender: Gender,
    /// The gender that the pupil's number implies.
    pub(super) implied_gender: Gender,
    /// Whether any row says that the pupil's identity is protected.
    pub(super) protected: bool,
    /// Whether the pupil is known by name and school only.
    pub(super) named: bool,
    pub(super) lessons: Vec<Packed>,
    pub(super) subjects: Subjects,
    pub(super) marks: Vec<Mark>,
    pub(super) doubtful: Vec<Doubtful>,
    pub(super) events: Vec<Event>,
    pub(super) totals: Vec<TotalRow>,
}

impl Draft {
    /// Adds a lesson. The list grows by halves: a file's lessons are most of what is held while it is read.
    #[inline]
    pub(super) fn lesson(&mut self, lesson: Packed, subject: Option<u16>) {
        self.subjects.note(self.lessons.len(), subject);
        if self.lessons.len() == self.lessons.capacity() {
            self.lessons.reserve_exact(self.lessons.len() / 2 + 16);
        }
        self.lessons.push(lesson);
    }

    /// Notes where a row says the pupil is on a day.
    #[inline]
    pub(super) fn mark(&mut self, day: Day, latest: u16, source: u32) {
        match self.marks.last_mut() {
            Some(last) if last.day == day && last.source == source => last.latest = last.latest.max(latest),
            _ => {
                if self.marks.len() == self.marks.capacity() {
                    self.marks.reserve_exact(self.marks.len() / 2 + 8);
                }
                self.marks.push(Mark { day, latest, source });
            }
        }
    }
}
