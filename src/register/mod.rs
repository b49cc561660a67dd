//! Pupils by day: the ledger into which rows are folded, and then forgotten. No name, number or free text of a pupil is
//! here; a pupil is a place in a list.

mod classes;
mod collation;
mod draft;
mod extra;
mod fingerprint;
mod flags;
mod fold;
mod gaps;
mod intern;
mod label;
mod ledger;
mod settle;
mod small;
mod timetable;

pub use collation::collation;
pub(crate) use extra::Values;
pub use extra::{Extra, Says};
pub(crate) use flags::Flags;
pub use fold::{Folder, Outside, Table};
pub use label::{Breakdown, Label};
pub use ledger::{Mark, Pupil, SchoolDay, Total, What};
pub use small::SMALL_SCHOOL;
pub use timetable::Slot;

pub use crate::layout::{Absence, AbsenceSet, Grain};

use crate::calendar::{Day, Span};
use crate::layout::value::{Grade, Organiser};
use crate::layout::{Gender, plain};
use crate::order::Order as _;
use std::fmt;
use timetable::Arrangement;

/// What the files tell of absence, so that a clause that asks for more can say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// The kinds of absence that there are: what is said of one kind may be true of another that is less exact.
    pub kinds: AbsenceSet,
    /// Lessons that nobody registered can be told from attended ones.
    pub registration: bool,
    /// What is scheduled is known; if not, the files list absences only, and pupils without any are not in them.
    pub scheduled: bool,
    /// What is counted as a lesson is one: neither a day, nor an absence of no known number of lessons.
    pub lessons: bool,
    /// The order of each day's lessons is known; where rows are days, or absences of whole days, that of the days is enough.
    pub order: bool,
    /// Late arrivals would be said.
    pub late: bool,
    /// Of each day with absence it is known how much of it is: there is a schedule, or all absences take whole days.
    pub day_shares: bool,
    /// All totals of a pupil can be added; if not, they are per cent, or in several units.
    pub addable: bool,
    /// Those of different pupils can be added too: all are in one unit.
    pub one_unit: bool,
}

/// Where a pupil is: school, whose and in which municipality, class, grade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Placement {
    /// What the pupil is marked with.
    pub(crate) flags: Flags,
    /// What the rows say in the extra columns.
    pub(crate) extras: Values,
    /// A place in the register's schools; none when the file does not say.
    pub(crate) school: Option<u32>,
    pub(crate) organiser: Organiser,
    /// A place in the register's municipalities.
    pub(crate) municipality: Option<u32>,
    pub(crate) class: Option<u32>,
    pub(crate) grade: Grade,
}

/// Everything that is kept of the files. It cannot be written out:
///
/// ```compile_fail,E0277
/// fn leak(register: &franvarokalkyl::register::Register) -> Option<String> { serde_json::to_string(register).ok() }
/// ```
pub struct Register {
    pupils: Vec<Pupil>,
    placements: Vec<Placement>,
    timetables: Vec<Box<[Slot]>>,
    arrangements: Vec<Arrangement>,
    schools: Vec<String>,
    classes: Vec<String>,
    municipalities: Vec<String>,
    /// In Swedish order.
    subjects: Vec<String>,
    span: Span,
    grain: Grain,
    told: Told,
    breakdowns: Vec<Breakdown>,
    /// The headings of the columns of marks, in plain spelling; the place is the mark's number.
    flags: Vec<String>,
    /// The same as the files spell them.
    marks: Vec<String>,
    /// The extra columns; the place is a value's place in a placement.
    extras: Vec<extra::Column>,
}

impl fmt::Debug for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Register").field("span", &self.span).field("grain", &self.grain).finish_non_exhaustive()
    }
}

impl Register {
    /// The days that the files cover.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What a row was.
    #[must_use]
    pub const fn grain(&self) -> Grain {
        self.grain
    }

    /// What the files tell of absence.
    #[must_use]
    pub const fn told(&self) -> Told {
        self.told
    }

    /// What tables can be broken down by: the attributes that the files have.
    #[must_use]
    pub fn breakdowns(&self) -> &[Breakdown] {
        &self.breakdowns
    }

    /// The breakdown of a name: a column of the files' own in any spelling of its header.
    #[must_use]
    pub fn breakdown(&self, name: &str) -> Option<Breakdown> {
        let own = || self.breakdowns.iter().find(|known| matches!(known, Breakdown::Extra(extra) if extra.is_called(name))).cloned();
        Breakdown::named(name).or_else(own)
    }

    /// The columns of the files' own that tables can be broken down by.
    pub(crate) fn extras(&self) -> impl Iterator<Item = &Extra> {
        self.breakdowns.iter().filter_map(Breakdown::extra)
    }

    /// Whether there is such a column that says the same.
    pub(crate) fn has(&self, extra: &Extra) -> bool {
        self.extras().any(|known| known == extra)
    }

    /// The schools' names, in Swedish order.
    #[must_use]
    pub fn schools(&self) -> Vec<&str> {
        let mut schools: Vec<&str> = self.schools.iter().map(String::as_str).collect();
        schools.order_by_cached_key(|school| collation(school));
        schools
    }

    /// Schools that have no lesson at all in some school week though they have before and after: the school's name, and the Mondays
    /// of the weeks.
    #[must_use]
    pub fn gaps(&self) -> Vec<(&str, Vec<Day>)> {
        let name = |school: u32| usize::try_from(school).ok().and_then(|school| self.schools.get(school)).map(String::as_str);
        gaps::gaps(self).into_iter().filter_map(|(school, weeks)| Some((name(school)?, weeks))).collect()
    }

    /// The pupils.
    pub(crate) fn pupils(&self) -> &[Pupil] {
        &self.pupils
    }

    pub(crate) const fn school_count(&self) -> usize {
        self.schools.len()
    }

    /// The number of the mark that a column of this heading gives; none when no file has such a column.
    pub(crate) fn flag(&self, heading: &str) -> Option<usize> {
        let heading = plain(heading);
        self.flags.iter().position(|flag| *flag == heading)
    }

    /// Where a pupil was on a day.
    pub(crate) fn placement(&self, day: &SchoolDay) -> Option<Placement> {
        self.placement_of(self.arrangement(day)?.placement)
    }

    fn arrangement(&self, day: &SchoolDay) -> Option<Arrangement> {
        usize::try_from(day.arrangement).ok().and_then(|place| self.arrangements.get(place)).copied()
    }

    /// What stands on the timetable of a pupil's day, in the order in which [`Mark`]s count lessons; nothing where files list absences
    /// only.
    pub(crate) fn timetable(&self, day: &SchoolDay) -> &[Slot] {
        let timetable = self.arrangement(day).and_then(|arrangement| usize::try_from(arrangement.timetable).ok());
        timetable.and_then(|place| self.timetables.get(place)).map_or(&[], AsRef::as_ref)
    }

    /// The subjects' names, by place, in Swedish order.
    pub(crate) fn subjects(&self) -> &[String] {
        &self.subjects
    }

    fn placement_of(&self, number: u32) -> Option<Placement> {
        usize::try_from(number).ok().and_then(|place| self.placements.get(place)).copied()
    }

    /// Where a pupil was last in a span.
    pub(crate) fn last_placement(&self, pupil: &Pupil, span: Span) -> Option<Placement> {
        let day = pupil.days_in(span).last().and_then(|day| self.arrangement(day)).map(|arrangement| arrangement.placement);
        day.or_else(|| pupil.totals_in(span).last().map(|total| total.placement)).and_then(|number| self.placement_of(number))
    }

    /// Whether a pupil is of the population of a span: has scheduled time in it, or, where nothing is known of schedules,
    /// absence.
    pub(crate) fn counts(&self, pupil: &Pupil, span: Span) -> bool {
        pupil.days_in(span).iter().any(|day| day.scheduled > 0 || !self.told.scheduled)
            || pupil.totals_in(span).any(|total| total.scheduled > 0)
    }

    /// The labels of schools, by place; ranked in Swedish order.
    pub(crate) fn school_labels(&self) -> Vec<Label> {
        ranked(&self.schools)
    }

    /// The labels of schools, by place, small ones all with one; ranked as the schools are.
    pub(crate) fn school_group_labels(&self) -> Vec<Label> {
        let labels = self.school_labels().into_iter().zip(small::small(self));
        labels.map(|(label, small)| if small { Label::small_schools() } else { label }).collect()
    }

    /// What a column of the files' own says of a pupil in a place.
    pub(crate) fn extra_label(&self, extra: &Extra, placement: Option<Placement>) -> Label {
        let label = |placement: Placement| match self.extras.iter().position(|column| column.extra == *extra) {
            Some(place) => self.extras.get(place)?.labels.get(usize::from(placement.extras.get(place))).cloned(),
            None => placement.flags.get(self.marks.iter().position(|mark| mark == extra.header())?).map(Label::of_mark),
        };
        placement.and_then(label).unwrap_or_else(Label::unknown)
    }

    /// The labels of municipalities, by place.
    pub(crate) fn municipality_labels(&self) -> Vec<Label> {
        ranked(&self.municipalities)
    }

    /// The labels of classes, by place.
    pub(crate) fn class_labels(&self) -> Vec<Label> {
        ranked(&self.classes)
    }
}

/// Labels in the order given, each with its rank in Swedish order.
fn ranked(names: &[String]) -> Vec<Label> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.order_by_cached_key(|&place| names.get(place).map(|name| collation(name)));
    let mut labels: Vec<Label> = names.iter().map(|name| Label { rank: 0, text: name.clone() }).collect();
    for (rank, place) in order.into_iter().enumerate() {
        if let Some(label) = labels.get_mut(place) {
            label.rank = u16::try_from(rank).unwrap_or(Label::LAST).min(Label::LAST - 2);
        }
    }
    labels
}

impl Label {
    const LAST: u16 = u16::MAX;

    /// Not said in the file: sorts last and is never dropped.
    #[must_use]
    pub fn unknown() -> Self {
        Self { rank: Self::LAST, text: "unknown".to_owned() }
    }

    /// The small schools together: after the others by name.
    #[must_use]
    pub fn small_schools() -> Self {
        Self { rank: Self::LAST - 1, text: "small-schools".to_owned() }
    }

    /// The label of a principal organiser.
    #[must_use]
    pub fn of_organiser(organiser: Organiser) -> Self {
        match organiser {
            Organiser::Municipal => Self { rank: 0, text: "municipal".to_owned() },
            Organiser::Independent => Self { rank: 1, text: "independent".to_owned() },
            Organiser::Unknown => Self::unknown(),
        }
    }

    /// The label of a grade.
    #[must_use]
    pub fn of_grade(grade: Grade) -> Self {
        match grade {
            Grade::F => Self { rank: 0, text: "F".to_owned() },
            Grade::Year(year) => Self { rank: u16::from(year), text: year.to_string() },
            Grade::Upper(year) => Self { rank: 10 + u16::from(year), text: format!("gy{year}") },
            Grade::Unknown => Self::unknown(),
        }
    }

    /// The label of a grade's stage.
    #[must_use]
    pub fn of_stage(grade: Grade) -> Self {
        let (rank, text) = match grade {
            Grade::F | Grade::Year(..=3) => (0, "F-3"),
            Grade::Year(4..=6) => (1, "4-6"),
            Grade::Year(_) => (2, "7-9"),
            Grade::Upper(_) => (3, "gy"),
            Grade::Unknown => return Self::unknown(),
        };
        Self { rank, text: text.to_owned() }
    }

    /// The label of a gender.
    #[must_use]
    pub fn of_gender(gender: Gender) -> Self {
        match gender {
            Gender::Girl => Self { rank: 0, text: "girl".to_owned() },
            Gender::Boy => Self { rank: 1, text: "boy".to_owned() },
            Gender::Unknown => Self::unknown(),
        }
    }
}

#[cfg(test)]
#[path = "../../tests/register/mod.rs"]
mod tests;
