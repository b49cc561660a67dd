//! The municipality of the example: schools, classes with their weeks, and pupils who join, leave and move.

use super::habits::Habits;
use super::identity::Numbers;
use super::random::Random;
use super::record::Gender;
use super::term::{self, SchoolDay};
use super::timetable::{self, Week};
use super::{Example, names};
use crate::order::Order as _;

/// Everything that stays the same from row to row.
#[derive(Debug)]
pub(super) struct World {
    pub(super) seed: u64,
    /// Whether results and support stand beside; the plain lesson table has none.
    #[cfg(feature = "cli")]
    pub(super) results: bool,
    pub(super) days: Vec<SchoolDay>,
    pub(super) schools: Vec<School>,
    pub(super) classes: Vec<Class>,
    pub(super) pupils: Vec<Pupil>,
}

#[derive(Debug)]
pub(super) struct School {
    pub(super) name: String,
    /// Lessons of 100 000 in which nobody takes attendance.
    pub(super) unregistered: u32,
    /// Its absence in per cent of what is usual.
    pub(super) level: u32,
}

#[derive(Debug)]
pub(super) struct Class {
    pub(super) school: usize,
    /// F is 0.
    pub(super) grade: u8,
    pub(super) name: String,
    pub(super) week: Week,
    pub(super) members: Vec<Member>,
}

/// A pupil's time in a class, as places in the list of school days: `from`, and up to `until`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    pub(super) pupil: usize,
    pub(super) from: usize,
    pub(super) until: usize,
}

#[derive(Debug)]
pub(super) struct Pupil {
    pub(super) id: String,
    pub(super) surname: &'static str,
    pub(super) given: &'static str,
    pub(super) gender: Gender,
    pub(super) habits: Habits,
}

/// First grade, last grade and parallel classes in relation to the other kinds: F–9, F–6, 7–9, F–3, 4–9.
const SCHOOL_TYPES: [(u8, u8, u32); 5] = [(0, 9, 2), (0, 6, 2), (7, 9, 5), (0, 3, 2), (4, 9, 3)];

/// How schools differ in absence, in per cent of what is usual.
const LEVELS: [u32; 6] = [105, 135, 90, 55, 120, 75];

/// Pupils in a class, where there are pupils enough to fill them.
const CLASS_SIZE: (u32, u32) = (20, 28);

/// What a stream of random numbers is for.
const SCHOOL: u64 = 1;
const CLASS: u64 = 2;
const PUPIL: u64 = 3;

impl World {
    pub(super) fn new(example: &Example) -> Self {
        let mut world = Self {
            seed: example.seed,
            #[cfg(feature = "cli")]
            results: example.results,
            days: term::school_days(example.weeks),
            schools: (0..usize::from(example.schools)).map(|number| school(number, example.seed)).collect(),
            classes: classes(example),
            pupils: Vec::new(),
        };
        let mut numbers = Numbers::default();
        world.enrol(example.pupils, &mut numbers);
        world.move_some();
        world.enrol_idle(example.pupils, &mut numbers);
        world.sort();
        world
    }

    /// How many rows there will be.
    pub(super) fn rows(&self) -> u64 {
        let lessons = |class: &Class, member: &Member| -> usize {
            let days = self.days.get(member.from..member.until).unwrap_or_default();
            days.iter().filter_map(|day| class.week.get(day.weekday)).map(Vec::len).sum()
        };
        let count: usize = self.classes.iter().flat_map(|class| class.members.iter().map(move |member| lessons(class, member))).sum();
        u64::try_from(count).unwrap_or(u64::MAX)
    }

    /// Fills the classes; one pupil in two hundred starts late, and one leaves early.
    fn enrol(&mut self, pupils: u32, numbers: &mut Numbers) {
        let mut random = Random::of(self.seed, &[CLASS]);
        let weights: Vec<u32> = self.classes.iter().map(|_| random.between(CLASS_SIZE.0, CLASS_SIZE.1)).collect();
        let all = self.days.len();
        for (class, size) in self.classes.iter_mut().zip(apportion(pupils, &weights)) {
            let level = self.schools.get(class.school).map_or(100, |school| school.level);
            for _ in 0..size {
                let place = self.pupils.len();
                let mut random = Random::of(self.seed, &[PUPIL, u64::try_from(place).unwrap_or(u64::MAX)]);
                let (from, until) = match random.below(200) {
                    0 => (some_day(all, &mut random), all),
                    1 => (0, some_day(all, &mut random)),
                    _ => (0, all),
                };
                class.members.push(Member { pupil: place, from, until });
                self.pupils.push(pupil(class.grade, level, &self.days, numbers, &mut random));
            }
        }
    }

    /// One pupil in 250 more stands on the roll and has no lesson: new, or gone before the term. Only sums show them.
    fn enrol_idle(&mut self, pupils: u32, numbers: &mut Numbers) {
        let classes = self.classes.len();
        for turn in 0..usize::try_from(pupils.div_ceil(250)).unwrap_or(0) {
            let Some(class) = turn.saturating_mul(97).checked_rem(classes).and_then(|place| self.classes.get_mut(place)) else { return };
            let place = self.pupils.len();
            let mut random = Random::of(self.seed, &[PUPIL, u64::try_from(place).unwrap_or(u64::MAX)]);
            class.members.push(Member { pupil: place, from: 0, until: 0 });
            self.pupils.push(pupil(class.grade, 100, &self.days, numbers, &mut random));
        }
    }

    /// One pupil in a hundred changes to another class of the grade: the next one at the school, else one at another school.
    fn move_some(&mut self) {
        let mut random = Random::of(self.seed, &[PUPIL]);
        let mut arrivals = Vec::new();
        for place in 0..self.classes.len() {
            let Some(target) = self.neighbour(place) else { continue };
            let Some(class) = self.classes.get_mut(place) else { continue };
            for member in &mut class.members {
                let day = member.from + some_day(member.until - member.from, &mut random);
                if random.chance(1_000) && member.from < day && day < member.until {
                    arrivals.push((target, Member { from: day, ..*member }));
                    member.until = day;
                }
            }
        }
        for (target, member) in arrivals {
            if let Some(class) = self.classes.get_mut(target) {
                class.members.push(member);
            }
        }
    }

    fn neighbour(&self, place: usize) -> Option<usize> {
        let class = self.classes.get(place)?;
        let others = || self.classes.iter().enumerate().filter(|(other, found)| *other != place && found.grade == class.grade);
        others().find(|(_, other)| other.school == class.school).or_else(|| others().next()).map(|(other, _)| other)
    }

    /// By name within the class, as the systems list them.
    fn sort(&mut self) {
        let pupils = &self.pupils;
        let name = |member: &Member| pupils.get(member.pupil).map(|pupil| (pupil.surname, pupil.given, pupil.id.as_str()));
        for class in &mut self.classes {
            class.members.order_by_key(|member| (name(member), member.from));
        }
    }
}

/// The second school registers only 84 % of its lessons, the others 96–99.5 %.
fn school(number: usize, seed: u64) -> School {
    let mut random = Random::of(seed, &[SCHOOL, u64::try_from(number).unwrap_or(u64::MAX)]);
    let unregistered = if number == 1 { 16_000 } else { random.between(500, 4_000) };
    School { name: names::school(number), unregistered, level: LEVELS.get(number % LEVELS.len()).copied().unwrap_or(100) }
}

/// At least one class for every grade of every school; the rest where the kind of school has many.
fn classes(example: &Example) -> Vec<Class> {
    let mut random = Random::of(example.seed, &[SCHOOL]);
    let grades: Vec<(usize, u8, u32)> = (0..usize::from(example.schools))
        .zip(SCHOOL_TYPES.into_iter().cycle())
        .flat_map(|(school, (first, last, parallels))| (first..=last).map(move |grade| (school, grade, parallels)))
        .collect();
    let weights: Vec<u32> = grades.iter().map(|(_, _, parallels)| parallels * random.between(60, 140)).collect();
    let wanted = example.pupils / u32::midpoint(CLASS_SIZE.0, CLASS_SIZE.1);
    let spare = wanted.saturating_sub(u32::try_from(grades.len()).unwrap_or(u32::MAX));
    let mut classes = Vec::new();
    for ((school, grade, _), more) in grades.into_iter().zip(apportion(spare, &weights)) {
        for parallel in 0..=more {
            let week = timetable::week(grade, &mut random);
            classes.push(Class { school, grade, name: class_name(grade, parallel), week, members: Vec::new() });
        }
    }
    classes
}

/// `7A`, `FB`; `7-27` where the letters are used up.
fn class_name(grade: u8, parallel: u32) -> String {
    match u8::try_from(parallel).ok().filter(|parallel| *parallel < 26) {
        Some(parallel) => format!("{}{}", super::grade_name(grade), char::from(b'A' + parallel)),
        None => format!("{}-{}", super::grade_name(grade), parallel + 1),
    }
}

fn pupil(grade: u8, level: u32, days: &[SchoolDay], numbers: &mut Numbers, random: &mut Random) -> Pupil {
    let (gender, given): (Gender, &[&str]) =
        if random.below(100) < 49 { (Gender::Girl, &names::GIRLS) } else { (Gender::Boy, &names::BOYS) };
    Pupil {
        id: numbers.next(grade, gender, random),
        surname: random.pick(&names::SURNAMES),
        given: random.pick(given),
        gender,
        habits: Habits::of(grade, gender, level, days, random),
    }
}

fn some_day(days: usize, random: &mut Random) -> usize {
    usize::try_from(random.below(u32::try_from(days).unwrap_or(0))).unwrap_or(0)
}

/// Shares out a total by weights; the parts are whole and add up to it.
fn apportion(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().copied().map(u64::from).sum();
    let mut before = 0_u64;
    let share = |weight: u64| (u64::from(total) * weight).checked_div(sum).and_then(|part| u32::try_from(part).ok()).unwrap_or(0);
    weights
        .iter()
        .map(|weight| {
            let first = share(before);
            before += u64::from(*weight);
            share(before) - first
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up() {
        assert_eq!(apportion(10, &[1, 1, 1]), [3, 3, 4]);
        assert_eq!(apportion(7, &[]), [0_u32; 0]);
        assert_eq!(apportion(5, &[0, 0]), [0, 0]);
    }

    #[test]
    fn classes_have_a_size_that_classes_have() {
        let world = World::new(&Example { pupils: 2_400, schools: 6, ..Example::built_in() });
        assert_eq!(world.pupils.len(), 2_400 + 10, "ten of them without lessons");
        let usual = world.classes.iter().filter(|class| (18..=30).contains(&class.members.len())).count();
        assert!(usual * 10 >= world.classes.len() * 9, "{usual} of {}", world.classes.len());
    }

    #[test]
    fn a_pupil_is_in_one_class_at_a_time() {
        let world = World::new(&Example::built_in());
        let mut stays: Vec<Vec<(usize, usize)>> = vec![Vec::new(); world.pupils.len()];
        for member in world.classes.iter().flat_map(|class| &class.members) {
            stays.get_mut(member.pupil).into_iter().for_each(|stay| stay.push((member.from, member.until)));
        }
        for stay in &mut stays {
            stay.sort_unstable();
            assert!(stay.windows(2).all(|pair| pair.first().map(|first| first.1) <= pair.last().map(|last| last.0)));
        }
        assert!(stays.iter().filter(|stay| stay.len() == 2).count() > 0);
    }
}
