//! Small worlds: lessons of a few pupils, written as the rows of an export and read back through the whole pipeline.

use crate::calendar::{Day, Span};
use crate::definition::{Definition, judge};
use crate::limits::Limits;
use crate::session::{Session, World as Outside};
use std::fmt::Write as _;

/// What a lesson was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Present,
    Authorised,
    LeftLesson,
    Unreported,
    Unregistered,
}

impl Mark {
    /// The mark of a letter in the hand-worked cases.
    pub(super) fn of(letter: char) -> Self {
        match letter {
            '.' => Self::Present,
            'a' => Self::Authorised,
            'l' => Self::LeftLesson,
            'u' => Self::Unreported,
            '?' => Self::Unregistered,
            other => panic!("`{other}` is no mark"),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Present => "Närvarande",
            Self::Authorised => "Giltig frånvaro",
            Self::LeftLesson => "Avvek från lektionen",
            Self::Unreported => "Oanmäld frånvaro",
            Self::Unregistered => "Ej registrerad",
        }
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lesson {
    pub(super) pupil: usize,
    pub(super) school: usize,
    pub(super) day: Day,
    pub(super) minutes: u64,
    /// Minutes of the mark's kind; 0 for presence.
    pub(super) absent: u64,
    pub(super) mark: Mark,
}

/// Rows, in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    pub(super) lessons: Vec<Lesson>,
}

impl World {
    /// The school of a pupil's day; of several, since no clock tells which was last, the first by name.
    pub(super) fn school_on(&self, pupil: usize, day: Day) -> Option<usize> {
        self.lessons.iter().filter(|lesson| lesson.pupil == pupil && lesson.day == day).map(|lesson| lesson.school).min()
    }

    /// Pupils, in the order of their first rows.
    pub(super) fn pupils(&self) -> Vec<usize> {
        let mut pupils = Vec::new();
        for lesson in &self.lessons {
            if !pupils.contains(&lesson.pupil) {
                pupils.push(lesson.pupil);
            }
        }
        pupils
    }

    pub(super) fn span(&self) -> Option<Span> {
        let days = || self.lessons.iter().map(|lesson| lesson.day);
        Span::new(days().min()?, days().max()?)
    }

    fn csv(&self) -> String {
        let mut text = String::from("Skola;Elev-id;Datum;Ämne;Lektionslängd;Frånvaro (min);Frånvarotyp\n");
        for lesson in &self.lessons {
            let Lesson { pupil, school, day, minutes, absent, mark } = lesson;
            writeln!(text, "Skola {school};E{pupil:05};{day};Matematik;{minutes};{absent};{}", mark.word()).expect("a string takes all");
        }
        text
    }

    /// What the engine says of each pupil, in the order of their first rows, and the reasons of the clauses that it did not evaluate.
    pub(super) fn judged(&self, definition: &Definition, span: Span) -> (Vec<Option<bool>>, Vec<Option<&'static str>>) {
        let outside = Outside { today: Day::MIN, secret: [7; 16], limits: Limits::default() };
        let mut session = Session::new(outside).expect("the built-in assets are whole");
        let mut reading = session.read(Default::default(), Box::new(|_| {}));
        reading.open("värld.csv", None);
        let _more = reading.push(self.csv().as_bytes());
        reading.close();
        let refused = session.accept(reading).err();
        assert!(refused.is_none(), "{refused:?}");
        let verdicts = judge(session.register().expect("the files were accepted"), definition, span);
        let reasons = verdicts.summary.clauses.iter().map(|clause| clause.reason.as_ref().map(|reason| reason.key.name())).collect();
        (verdicts.above, reasons)
    }
}
