//! Small worlds: what was registered of a few pupils, lesson by lesson or day by day, and the export that says it.

use crate::calendar::{Day, Span};
use crate::definition::{Absence, AbsenceSet};
use std::fmt::{self, Write as _};

/// The columns of yes and no that a world may have.
pub(super) const FLAGS: [&str; 3] = ["känd närvaroproblematik", "Riskfaktor hemma", "Riskfaktor skola"];

/// What a row says of a lesson, or of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Present,
    Absent(Absence),
    /// A late arrival; its minutes, if any, are absence of that kind.
    Late,
    Elsewhere,
    Unregistered,
    Cancelled,
}

impl Mark {
    /// The mark of a letter in the hand-worked cases.
    pub(super) fn of(letter: char) -> Self {
        match letter {
            '.' => Self::Present,
            'a' => Self::Absent(Absence::Authorised),
            'r' => Self::Absent(Absence::Reported),
            'g' => Self::Absent(Absence::LeaveGranted),
            'd' => Self::Absent(Absence::LeaveDenied),
            'l' => Self::Absent(Absence::LeftLesson),
            'u' => Self::Absent(Absence::Unreported),
            'o' => Self::Absent(Absence::Unauthorised),
            'x' => Self::Absent(Absence::Unspecified),
            's' => Self::Late,
            'v' => Self::Elsewhere,
            '?' => Self::Unregistered,
            'c' => Self::Cancelled,
            other => panic!("`{other}` is no mark"),
        }
    }

    /// Whether minutes of absence can be said of it.
    pub(super) const fn has_minutes(self) -> bool {
        matches!(self, Self::Absent(_) | Self::Late)
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Present => "Närvarande",
            Self::Absent(Absence::Authorised) => "Giltig frånvaro",
            Self::Absent(Absence::Reported) => "Anmäld frånvaro",
            Self::Absent(Absence::LeaveGranted) => "Beviljad ledighet",
            Self::Absent(Absence::LeaveDenied) => "Ej beviljad ledighet",
            Self::Absent(Absence::LeftLesson) => "Avvek från lektionen",
            Self::Absent(Absence::Unreported) => "Oanmäld frånvaro",
            Self::Absent(Absence::Unauthorised) => "Ogiltig frånvaro",
            Self::Absent(Absence::Unspecified) => "Frånvarande",
            Self::Absent(Absence::Late) | Self::Late => "Sen ankomst",
            Self::Elsewhere => "Annan skolaktivitet",
            Self::Unregistered => "Ej registrerad",
            Self::Cancelled => "Inställd",
        }
    }
}

/// A cell of a column of yes and no.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tick {
    #[default]
    Blank,
    Yes,
    No,
}

impl Tick {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Blank => "",
            Self::Yes => "ja",
            Self::No => "nej",
        }
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lesson {
    pub(super) pupil: usize,
    pub(super) school: usize,
    pub(super) class: char,
    pub(super) day: Day,
    /// Minutes after midnight; the order of a day's lessons also where the file does not say it.
    pub(super) start: u16,
    pub(super) minutes: u64,
    pub(super) mark: Mark,
    /// Minutes of the mark's kind; 0 for presence.
    pub(super) absent: u64,
    /// Minutes of unauthorised absence besides, where the file has a column for either.
    pub(super) beside: u64,
    pub(super) ticks: [Tick; FLAGS.len()],
}

impl Lesson {
    /// The absence by kind.
    pub(super) fn absence(&self) -> impl Iterator<Item = (Absence, u64)> + use<> {
        let kind = match self.mark {
            Mark::Absent(kind) => Some(kind),
            Mark::Late => Some(Absence::Late),
            Mark::Present | Mark::Elsewhere | Mark::Unregistered | Mark::Cancelled => None,
        };
        let own = kind.map(|kind| (kind, self.absent));
        own.into_iter().chain([(Absence::Unauthorised, self.beside)]).filter(|(_, minutes)| *minutes > 0)
    }
}

/// How the export says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A row is a lesson with its clock, its minutes of absence and their word.
    Clocks,
    /// A row is a lesson without a clock.
    NoClocks,
    /// A row is a lesson with a clock, and authorised and unauthorised minutes side by side.
    SideBySide,
    /// A row is a day.
    Days,
}

/// Rows, in the order of the file.
#[derive(Clone)]
pub(super) struct World {
    pub(super) lessons: Vec<Lesson>,
    pub(super) form: Form,
}

impl fmt::Debug for World {
    /// The export itself: what a failing test shows can be read as a file.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.csv())
    }
}

impl World {
    /// The pupils of the export, in the order of their first rows. A lesson that was not held makes nobody a pupil.
    pub(super) fn pupils(&self) -> Vec<usize> {
        let mut pupils = Vec::new();
        for lesson in self.held() {
            if !pupils.contains(&lesson.pupil) {
                pupils.push(lesson.pupil);
            }
        }
        pupils
    }

    /// The place of a pupil among them.
    pub(super) fn place(&self, pupil: usize) -> usize {
        self.pupils().iter().position(|other| *other == pupil).expect("a pupil of the world")
    }

    /// The lessons that were held.
    pub(super) fn held(&self) -> impl Iterator<Item = &Lesson> {
        self.lessons.iter().filter(|lesson| lesson.mark != Mark::Cancelled)
    }

    /// The days that the export covers.
    pub(super) fn span(&self) -> Option<Span> {
        let days = || self.held().map(|lesson| lesson.day);
        Span::new(days().min()?, days().max()?)
    }

    /// The kinds of absence that the export tells of.
    pub(super) fn kinds(&self) -> AbsenceSet {
        self.held().flat_map(Lesson::absence).map(|(kind, _)| kind).collect()
    }

    /// Whether the export has a column of yes and no.
    pub(super) fn has_flag(&self, flag: usize) -> bool {
        self.lessons.iter().any(|lesson| lesson.ticks[flag] != Tick::Blank)
    }

    /// A school, class and pupil of their own, and present on the first day: a file in which every row is absence is a list of absences.
    pub(super) fn with_somebody_present(mut self) -> Self {
        let ticks = std::array::from_fn(|flag| if self.has_flag(flag) { Tick::No } else { Tick::Blank });
        let first = self.span().map_or(Day::MIN, Span::first);
        let present = Lesson {
            pupil: 99,
            school: 99,
            class: 'Z',
            day: first,
            start: 480,
            minutes: 60,
            mark: Mark::Present,
            absent: 0,
            beside: 0,
            ticks,
        };
        // What a column is about is told by the first rows of a file.
        self.lessons.insert(0, present);
        self
    }

    /// The export.
    pub(super) fn csv(&self) -> String {
        let columns = match self.form {
            Form::Clocks => "Starttid;Ämne;Lektionslängd;Frånvaro (min);Sen ankomst (min);Frånvarotyp",
            Form::NoClocks => "Ämne;Lektionslängd;Frånvaro (min);Sen ankomst (min);Frånvarotyp",
            Form::SideBySide => "Starttid;Ämne;Lektionslängd;Giltig frånvaro (min);Ogiltig frånvaro (min)",
            Form::Days => "Undervisningstid (min);Frånvaro (min);Sen ankomst (min);Frånvarotyp",
        };
        let flags: Vec<usize> = (0..FLAGS.len()).filter(|flag| self.has_flag(*flag)).collect();
        let mut text = format!("Skola;Klass;Elev-id;Datum;{columns}");
        for flag in &flags {
            write!(text, ";{}", FLAGS[*flag]).expect("a string takes all");
        }
        text.push('\n');
        for lesson in &self.lessons {
            let Lesson { pupil, school, class, day, start, minutes, mark, absent, beside, .. } = lesson;
            write!(text, "Skola {school};7{class};E{pupil:05};{day};").expect("a string takes all");
            if matches!(self.form, Form::Clocks | Form::SideBySide) {
                write!(text, "{:02}:{:02};", start / 60, start % 60).expect("a string takes all");
            }
            if self.form != Form::Days {
                text.push_str("Matematik;");
            }
            match (self.form, mark) {
                (Form::SideBySide, _) => write!(text, "{minutes};{absent};{beside}"),
                (_, Mark::Late) if *absent == 0 => write!(text, "{minutes};;;{}", mark.word()),
                (_, Mark::Late) => write!(text, "{minutes};;{absent};{}", mark.word()),
                _ => write!(text, "{minutes};{absent};;{}", mark.word()),
            }
            .expect("a string takes all");
            for flag in &flags {
                write!(text, ";{}", lesson.ticks[*flag].word()).expect("a string takes all");
            }
            text.push('\n');
        }
        text
    }
}
