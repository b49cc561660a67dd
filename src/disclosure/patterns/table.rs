//! The tables of patterns: of each slice of the week and of each class of subjects, what share of the time is absence.

use super::partition::{Class, Partition, Slice as Part, united};
use crate::disclosure::{AbsenceShare, Figure};
use crate::order::Order as _;
use crate::register::Label;
use crate::tally::{Kinds, Place, Sums};

/// What the rows of a table are by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// School, small ones together.
    School,
    /// Day of the week.
    Weekday,
    /// Hour in which lessons begin.
    Time,
    /// Subject.
    Subject,
}

impl Dimension {
    /// The name in the command line and the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::School => "school",
            Self::Weekday => "weekday",
            Self::Time => "time",
            Self::Subject => "subject",
        }
    }

    /// The dimension of that name, if it can be asked for.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Weekday, Self::Time, Self::Subject].into_iter().find(|dimension| dimension.name() == name)
    }
}

/// What a row is about, along one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slice {
    /// A school, the small ones together, or those of whom no school is said.
    School(Label),
    /// From one weekday to another or the same: Monday is 1, Sunday 7.
    Weekdays(u8, u8),
    /// From the first hour in which its lessons begin to the last.
    Hours(u8, u8),
    /// A subject.
    Subject(String),
    /// The subjects that are told of together.
    OtherSubjects,
    /// Lessons of which no row says the subject.
    NoSubject,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Slice {
    /// The normalised key, as the report's contract spells it: `monday`, `friday-saturday`, `08:00`, `15:00-18:00`, `Matematik`,
    /// `other-subjects`, `unknown`.
    #[must_use]
    pub fn text(&self) -> String {
        let weekday = |day: u8| usize::from(day).checked_sub(1).and_then(|place| WEEKDAYS.get(place)).copied().unwrap_or_default();
        match self {
            Self::School(label) => label.text.clone(),
            Self::Weekdays(first, last) if first == last => weekday(*first).to_owned(),
            Self::Weekdays(first, last) => format!("{}-{}", weekday(*first), weekday(*last)),
            Self::Hours(first, last) if first == last => format!("{first:02}:00"),
            Self::Hours(first, last) => format!("{first:02}:00-{:02}:00", last + 1),
            Self::Subject(name) => name.clone(),
            Self::OtherSubjects => "other-subjects".to_owned(),
            Self::NoSubject => "unknown".to_owned(),
        }
    }
}

/// What is told of the lessons of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternMeasure {
    /// What share of their time is absence.
    Absence(AbsenceShare),
    /// What share of them a pupil came late to.
    Late,
    /// What share of their time is absence on days that the pupil was there for a part of.
    PartDay,
}

impl PatternMeasure {
    /// All, in the order of a row.
    pub const ALL: [Self; 5] = [
        Self::Absence(AbsenceShare::Total),
        Self::Absence(AbsenceShare::Authorised),
        Self::Absence(AbsenceShare::Unauthorised),
        Self::Late,
        Self::PartDay,
    ];
}

/// A table of patterns, with all its margins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternTable {
    by: Vec<Dimension>,
    rows: Vec<PatternRow>,
}

impl PatternTable {
    /// What its rows are by, from the outside in.
    #[must_use]
    pub fn by(&self) -> &[Dimension] {
        &self.by
    }

    /// The rows: totals after what they sum.
    #[must_use]
    pub fn rows(&self) -> &[PatternRow] {
        &self.rows
    }
}

/// Lessons of a group of pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternRow {
    labels: Vec<Option<Slice>>,
    pupils: Figure,
    shares: Vec<Figure>,
}

impl PatternRow {
    /// What they are, along each dimension of the table; none for the total over it.
    #[must_use]
    pub fn labels(&self) -> &[Option<Slice>] {
        &self.labels
    }

    /// Pupils who have such lessons.
    #[must_use]
    pub const fn pupils(&self) -> Figure {
        self.pupils
    }

    /// Shares, in the order of [`PatternMeasure::ALL`].
    #[must_use]
    pub fn shares(&self) -> &[Figure] {
        &self.shares
    }

    /// Whether the row sums others.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.labels.iter().any(Option::is_none)
    }
}

/// Which lessons a row is about.
type Is<'a> = Box<dyn Fn(Place) -> bool + 'a>;

/// Lessons with the labels that they have within a group.
type Told<'a> = (Vec<Option<Slice>>, Is<'a>);

/// The tables that are asked for and can be answered.
pub(super) fn tables(kinds: &Kinds, partition: &Partition, asked: &[Dimension]) -> Vec<PatternTable> {
    let is_asked = |dimension| asked.contains(&dimension);
    let mut tables = Vec::new();
    if is_asked(Dimension::Time) && kinds.has_clocks() {
        tables.push(table(kinds, &[Dimension::Weekday, Dimension::Time], &week(partition)));
    } else if is_asked(Dimension::Weekday) {
        tables.push(table(kinds, &[Dimension::Weekday], &weekdays(partition)));
    }
    if is_asked(Dimension::Subject) && kinds.has_subjects() {
        tables.push(table(kinds, &[Dimension::Subject], &subjects(kinds, partition)));
    }
    tables
}

/// By weekday and hour, then all weekdays by hour: the hours that no weekday has together with others.
fn week(partition: &Partition) -> Vec<Told<'_>> {
    let mut told: Vec<Told<'_>> = Vec::new();
    for (days, slices) in partition.runs() {
        let day = Slice::Weekdays(days.0, days.1);
        for slice in slices {
            let hours = slice.hours.map(|(first, last)| Slice::Hours(first, last));
            told.push((vec![Some(day.clone()), hours], Box::new(move |place| partition.slice(place) == Some(slice))));
        }
        told.push((vec![Some(day), None], Box::new(move |place| is_of(partition, place, days))));
    }
    let hours = partition.runs().flat_map(|(_, slices)| slices).map(|slice: Part| slice.hours);
    for (first, last) in united(hours).into_iter().flatten() {
        let is = move |place: Place| place.hour.is_some_and(|hour| (first..=last).contains(&hour));
        told.push((vec![None, Some(Slice::Hours(first, last))], Box::new(is)));
    }
    told.push((vec![None, None], Box::new(|_| true)));
    told
}

fn weekdays(partition: &Partition) -> Vec<Told<'_>> {
    let day = |(days, _): ((u8, u8), Vec<Part>)| -> Told<'_> {
        (vec![Some(Slice::Weekdays(days.0, days.1))], Box::new(move |place| is_of(partition, place, days)))
    };
    partition.runs().map(day).chain([whole()]).collect()
}

fn is_of(partition: &Partition, place: Place, days: (u8, u8)) -> bool {
    partition.slice(place).is_some_and(|slice| slice.days == days)
}

fn whole<'a>() -> Told<'a> {
    (vec![None], Box::new(|_| true))
}

/// By subject: by name, then what is together, then what has none.
fn subjects<'a>(kinds: &'a Kinds, partition: &'a Partition) -> Vec<Told<'a>> {
    let mut classes: Vec<Class> = kinds.places.iter().map(|place| partition.class(*place)).collect();
    classes.order_by_key(|class| match class {
        Class::One(Some(subject)) => (0, *subject),
        Class::Others => (1, 0),
        Class::One(None) => (2, 0),
    });
    classes.dedup();
    let name = |subject: u16| kinds.subjects.get(usize::from(subject)).cloned().map_or(Slice::NoSubject, Slice::Subject);
    let told = |class: Class| -> Told<'a> {
        let slice = match class {
            Class::One(subject) => subject.map_or(Slice::NoSubject, name),
            Class::Others => Slice::OtherSubjects,
        };
        (vec![Some(slice)], Box::new(move |place| partition.class(place) == class))
    };
    classes.into_iter().map(told).chain([whole()]).collect()
}

/// A row for each part and group that has any such lessons, and where there are schools for all of them.
fn table(kinds: &Kinds, by: &[Dimension], told: &[Told<'_>]) -> PatternTable {
    let by_school = kinds.groups.iter().any(|group| !group.text.is_empty());
    let groups = (0..kinds.groups.len()).map(Some).filter(|_| by_school).chain([None]);
    let mut rows = Vec::new();
    for group in groups {
        let label = group.and_then(|group| kinds.groups.get(group)).cloned().map(Slice::School);
        for (labels, is) in told {
            let outer = by_school.then(|| label.clone());
            let labels: Vec<Option<Slice>> = outer.into_iter().chain(labels.iter().cloned()).collect();
            rows.extend(row(kinds, group, labels, is));
        }
    }
    let outer = by_school.then_some(Dimension::School);
    PatternTable { by: outer.into_iter().chain(by.iter().copied()).collect(), rows }
}

/// The lessons of a group, or of all; none where there are no such.
fn row(kinds: &Kinds, group: Option<usize>, labels: Vec<Option<Slice>>, is: &Is<'_>) -> Option<PatternRow> {
    let own = |of: usize| group.is_none_or(|group| group == of);
    let chosen: Vec<bool> = kinds.places.iter().map(|place| is(*place)).collect();
    let is_chosen = |place: &usize| chosen.get(*place).copied().unwrap_or(false);
    let habits = kinds.habits.iter().filter(|habit| own(habit.group) && habit.places.iter().any(is_chosen));
    let pupils: u64 = habits.map(|habit| habit.pupils).sum();
    let sums = kinds.sums.iter().enumerate().filter(|(of, _)| own(*of)).flat_map(|(_, sums)| sums.iter().zip(&chosen));
    let sum = sums.filter(|(_, chosen)| **chosen).fold(Sums::default(), |all, (sum, _)| all.plus(*sum));
    let share = |measure: PatternMeasure| match measure {
        PatternMeasure::Absence(share) => told_share(kinds, &sum, share),
        PatternMeasure::Late if kinds.told.late => Figure::share(sum.late, sum.lessons),
        PatternMeasure::PartDay if kinds.told.kinds.first() == Some(&true) => Figure::share(sum.part_day, sum.time.scheduled),
        PatternMeasure::Late | PatternMeasure::PartDay => Figure::NotMeasurable,
    };
    (pupils > 0).then(|| PatternRow { labels, pupils: Figure::Count(pupils), shares: PatternMeasure::ALL.map(share).to_vec() })
}

/// What share of the time is absence of a kind.
fn told_share(kinds: &Kinds, sum: &Sums, share: AbsenceShare) -> Figure {
    let told = AbsenceShare::ALL.iter().zip(kinds.told.kinds).zip(sum.time.absent).find(|((of, _), _)| **of == share);
    match told {
        Some(((_, true), absent)) => Figure::share(absent, sum.time.scheduled),
        _ => Figure::NotMeasurable,
    }
}
