//! Where a pupil was on each day, from all the rows that say anything of it.

use crate::calendar::Day;
use crate::layout::value::{ClassGrade, Grade, Organiser, grade_of_class};
use crate::order::Order as _;
use crate::register::draft::{Mark, Source};
use crate::register::{Flags, Placement, Values, collation};
use hashbrown::{HashMap, HashSet};

/// The placements of the register, and how the sources of rows lead to them.
pub(super) struct Places<'a> {
    sources: &'a [Source],
    /// The order in which sources win where nothing else tells: by the names of school and class, not by the order of files.
    ranks: Vec<usize>,
    placements: Vec<Placement>,
    numbers: HashMap<Placement, u32>,
    /// Days on which a pupil is in two schools, and in two classes.
    pub(super) schools: u64,
    pub(super) classes: u64,
    /// The grades that the names of classes say, where no column says them; by class.
    grades: Option<Vec<ClassGrade>>,
    graded: HashSet<u32>,
    ungraded: HashSet<u32>,
}

impl<'a> Places<'a> {
    /// The names are those of schools, classes and municipalities.
    pub(super) fn new(sources: &'a [Source], [schools, classes, municipalities]: [&[String]; 3], grades_of_classes: bool) -> Self {
        let name = |names: &[String], place: Option<u32>| {
            place.and_then(|place| usize::try_from(place).ok()).and_then(|place| names.get(place)).map(|name| collation(name))
        };
        let mut order: Vec<usize> = (0..sources.len()).collect();
        order.order_by_cached_key(|place| {
            let placement = sources.get(*place).map(|source| source.placement);
            let school = placement.and_then(|placement| name(schools, placement.school));
            let class = placement.and_then(|placement| name(classes, placement.class));
            let municipality = placement.and_then(|placement| name(municipalities, placement.municipality));
            let rest = placement.map(|placement| (placement.grade, placement.flags, placement.organiser, placement.extras));
            (school.is_none(), school, class.is_none(), class, rest, municipality.is_none(), municipality)
        });
        let mut ranks = vec![0; sources.len()];
        for (rank, place) in order.into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(place) {
                *slot = rank;
            }
        }
        let grades = grades_of_classes.then(|| classes.iter().map(|class| grade_of_class(class)).collect());
        let (placements, numbers) = (Vec::new(), HashMap::new());
        let (graded, ungraded) = (HashSet::new(), HashSet::new());
        Self { sources, ranks, placements, numbers, schools: 0, classes: 0, grades, graded, ungraded }
    }

    /// The placement with the grade that its class says, if nothing else says it.
    pub(super) fn graded(&mut self, placement: Placement, day: Day) -> Placement {
        let (Grade::Unknown, Some(class), Some(grades)) = (placement.grade, placement.class, &self.grades) else { return placement };
        let said = usize::try_from(class).ok().and_then(|class| grades.get(class));
        let grade = said.and_then(|said| said.grade_in(day.school_year()));
        let _new = if grade.is_some() { self.graded.insert(class) } else { self.ungraded.insert(class) };
        Placement { grade: grade.unwrap_or_default(), ..placement }
    }

    /// How many classes say a grade, and how many do not, where that was asked of them.
    pub(super) fn classes_by_grade(&self) -> (u64, u64) {
        let count = |classes: &HashSet<u32>| u64::try_from(classes.len()).unwrap_or(u64::MAX);
        (count(&self.graded), count(&self.ungraded))
    }

    pub(super) fn source(&self, source: u32) -> Option<&'a Source> {
        usize::try_from(source).ok().and_then(|source| self.sources.get(source))
    }

    pub(super) fn number(&mut self, placement: Placement) -> u32 {
        let next = u32::try_from(self.placements.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(placement).or_insert_with(|| {
            self.placements.push(placement);
            next
        })
    }

    pub(super) fn into_placements(self) -> Vec<Placement> {
        self.placements
    }

    /// How early a source stands by the names of school and class.
    pub(super) fn rank(&self, source: u32) -> Option<usize> {
        usize::try_from(source).ok().and_then(|source| self.ranks.get(source)).copied()
    }

    fn placement(&self, source: u32) -> Placement {
        self.source(source).map_or(NOWHERE, |source| source.placement)
    }

    /// A pupil's placement on each day that rows name, in order. On one day the row that is latest by the clock stands; what
    /// it leaves open another row of the day says, else the pupil's day before, else the day after.
    pub(super) fn of(&mut self, marks: &mut [Mark], named: bool) -> Vec<(Day, Placement)> {
        marks.sort_unstable_by_key(|mark| (mark.day, std::cmp::Reverse(mark.latest), self.rank(mark.source)));
        let mut days: Vec<(Day, Placement)> = Vec::with_capacity(marks.len());
        let mut crossed = (false, false);
        for mark in marks.iter() {
            let said = self.placement(mark.source);
            match days.last_mut() {
                Some((day, known)) if *day == mark.day => {
                    crossed.0 |= known.school.zip(said.school).is_some_and(|(one, other)| one != other);
                    crossed.1 |= known.class.zip(said.class).is_some_and(|(one, other)| one != other);
                    *known = known.or(said);
                }
                _ => {
                    self.count(std::mem::take(&mut crossed), named);
                    days.push((mark.day, said));
                }
            }
        }
        self.count(crossed, named);
        let flags = days.iter().fold(Flags::default(), |flags, (_, placement)| flags.or(placement.flags));
        let extras = days.iter().fold(Values::NONE, |extras, (_, placement)| extras.or(placement.extras));
        let said = days.iter().fold(0, |said, (_, placement)| said | placement.says());
        let lacks = |placement: &Placement| {
            placement.says() != said || !placement.flags.knows_as_much_as(flags) || !placement.extras.knows_as_much_as(extras)
        };
        if days.iter().any(|(_, placement)| lacks(placement)) {
            let mut known = NOWHERE;
            for (_, placement) in &mut days {
                known = placement.or(known);
                *placement = known;
            }
            for (_, placement) in days.iter_mut().rev() {
                known = placement.or(known);
                *placement = known;
            }
        }
        if self.grades.is_some() {
            for (day, placement) in &mut days {
                *placement = self.graded(*placement, *day);
            }
        }
        days
    }

    /// In two schools at once is one who is known by a number; in two classes, one who is known by name.
    fn count(&mut self, (schools, classes): (bool, bool), named: bool) {
        self.schools += u64::from(schools && !named);
        self.classes += u64::from(classes && named);
    }
}

/// Nothing said.
pub(super) const NOWHERE: Placement = Placement {
    flags: Flags::NONE,
    extras: Values::NONE,
    school: None,
    organiser: Organiser::Unknown,
    municipality: None,
    class: None,
    grade: Grade::Unknown,
};

impl Placement {
    /// What this leaves open, as the other says it. The class, organiser or municipality of another school is no answer.
    pub(super) fn or(self, other: Self) -> Self {
        let same = self.school.is_none() || other.school.is_none() || self.school == other.school;
        Self {
            flags: self.flags.or(other.flags),
            extras: self.extras.or(other.extras),
            school: self.school.or(other.school),
            organiser: if self.organiser == Organiser::Unknown && same { other.organiser } else { self.organiser },
            municipality: self.municipality.or(other.municipality.filter(|_| same)),
            class: self.class.or(other.class.filter(|_| same)),
            grade: if self.grade == Grade::Unknown { other.grade } else { self.grade },
        }
    }

    /// Which of its parts are known, a bit for each.
    fn says(self) -> u8 {
        let Self { school, organiser, municipality, class, grade, flags: _, extras: _ } = self;
        let organised = organiser != Organiser::Unknown;
        let known = [school.is_some(), organised, municipality.is_some(), class.is_some(), grade != Grade::Unknown];
        known.into_iter().fold(0, |bits, known| bits << 1 | u8::from(known))
    }
}
