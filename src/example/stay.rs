//! A pupil's time in a class, with its lessons: what sums are made from.

use super::record::{Gender, Record};
use super::sums::Sums;
use super::world::{Class, Pupil, School, World};
use crate::calendar::Day;
use std::convert::Infallible;
use std::ops::Range;

/// A pupil in a class; one who moves has two.
#[derive(Debug)]
pub(super) struct Stay<'a> {
    pub(super) school: &'a School,
    pub(super) class: &'a Class,
    pub(super) pupil: &'a Pupil,
    /// The pupil's place on the roll.
    place: usize,
    /// By day and clock; none for a pupil who has no lessons.
    pub(super) lessons: Vec<Record<'a>>,
}

/// How a system spells a personnummer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `YYYYMMDDNNNN`
    Twelve,
    /// `YYYYMMDD-NNNN`
    TwelveApart,
    /// `YYMMDD-NNNN`
    TenApart,
}

impl Pupil {
    /// `Andersson, Anna`
    pub(super) fn by_surname(&self) -> String {
        format!("{}, {}", self.surname, self.given)
    }

    /// `Anna Andersson`
    pub(super) fn by_given(&self) -> String {
        format!("{} {}", self.given, self.surname)
    }

    pub(super) fn is_girl(&self) -> bool {
        self.gender == Gender::Girl
    }
}

impl Stay<'_> {
    /// The pupil's place on the roll.
    pub(super) const fn place(&self) -> usize {
        self.place
    }

    /// The number that stands for the pupil in exports. From the sixth on, every 150th has a TF number instead, which stands for a
    /// personnummer until there is one. TF10 and TF20 are left out: some offices give them to everybody who is born on the same day.
    pub(super) fn number(&self, shape: Shape) -> String {
        let (date, rest) = self.pupil.id.split_at_checked(8).unwrap_or_default();
        let last = if self.place % 150 == 5 { format!("TF{:02}", 30 + self.place / 150 % 70) } else { rest.to_owned() };
        match shape {
            Shape::Twelve => format!("{date}{last}"),
            Shape::TwelveApart => format!("{date}-{last}"),
            Shape::TenApart => format!("{}-{last}", date.get(2..).unwrap_or_default()),
        }
    }

    /// Whether the person's data are protected: from the eighteenth on, those of every 200th.
    pub(super) const fn is_protected(&self) -> bool {
        self.place % 200 == 17
    }

    pub(super) fn school_code(&self) -> String {
        school_code(self.class.school)
    }

    pub(super) fn sums(&self) -> Sums {
        Sums::of(&self.lessons)
    }

    /// Its lessons a day at a time.
    pub(super) fn days(&self) -> impl Iterator<Item = (Day, &[Record<'_>])> {
        self.lessons.chunk_by(|one, two| one.day == two.day).filter_map(|day| Some((day.first()?.day, day)))
    }

    /// Its lessons an ISO week at a time.
    pub(super) fn weeks(&self) -> impl Iterator<Item = (u16, &[Record<'_>])> {
        self.lessons.chunk_by(|one, two| week(one.day) == week(two.day)).filter_map(|lessons| Some((week(lessons.first()?.day), lessons)))
    }

    /// Its subjects, and the sums of each.
    pub(super) fn subjects(&self) -> impl Iterator<Item = (&'static str, Sums)> {
        let mut subjects: Vec<&'static str> = self.lessons.iter().map(|lesson| lesson.subject).collect();
        subjects.sort_unstable();
        subjects.dedup();
        subjects.into_iter().map(|subject| (subject, Sums::of(self.lessons.iter().filter(|lesson| lesson.subject == subject))))
    }
}

impl World {
    /// The schools, each with the places of its classes.
    pub(super) fn by_school(&self) -> impl Iterator<Item = (&School, Range<usize>)> {
        let mut next = 0;
        self.schools.iter().enumerate().map(move |(number, school)| {
            let first = next;
            next += self.classes.iter().skip(first).take_while(|class| class.school == number).count();
            (school, first..next)
        })
    }

    /// Every pupil of the class at that place, by name.
    pub(super) fn stays(&self, place: usize) -> impl Iterator<Item = Stay<'_>> {
        let class = self.classes.get(place);
        class.into_iter().flat_map(move |class| class.members.iter().map(move |member| (class, member))).filter_map(
            move |(class, member)| {
                let (school, pupil) = (self.schools.get(class.school)?, self.pupils.get(member.pupil)?);
                let mut lessons = Vec::new();
                for day in member.from..member.until {
                    let Ok(()) = self.day(place, class, member, day, &mut |record| -> Result<(), Infallible> {
                        lessons.push(*record);
                        Ok(())
                    });
                }
                Some(Stay { school, class, pupil, place: member.pupil, lessons })
            },
        )
    }

    /// Every pupil of every class in turn.
    pub(super) fn all_stays(&self) -> impl Iterator<Item = Stay<'_>> {
        (0..self.classes.len()).flat_map(|place| self.stays(place))
    }

    /// The first and the last school day.
    pub(super) fn span(&self) -> (Day, Day) {
        let first = self.days.first().map_or(Day::MIN, |day| day.day);
        (first, self.days.last().map_or(first, |day| day.day))
    }
}

/// Eight digits like those of a skolenhetskod; the first are zeros, as they are in no real one.
pub(super) fn school_code(school: usize) -> String {
    format!("{:08}", 10_007 + 13 * school)
}

/// The ISO week of a day of the school year, which begins in week 34 of a year that has 52.
pub(super) fn week(day: Day) -> u16 {
    let weeks = 34 + day.number().saturating_sub(super::term::first_day().number()) / 7;
    if weeks > 52 { weeks - 52 } else { weeks }
}
