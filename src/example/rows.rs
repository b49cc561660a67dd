//! Goes through the world day by day and says what was registered.

use super::Order;
use super::random::Random;
use super::record::{Kind, Record};
use super::timetable::Slot;
use super::world::{Class, Member, Pupil, World};

/// What a stream of random numbers is for.
const DAY: u64 = 5;
const CLASS_LESSON: u64 = 6;
const CLASS_DAY: u64 = 7;

/// Days of 100 000 on which a class is out together.
const EXCURSIONS: u32 = 800;
/// Lessons of 100 000 from which a pupil is away for a part, at the dentist's as a rule.
const ERRANDS: u32 = 150;

/// All rows of a world, a pupil's day at a time.
#[derive(Debug)]
pub(super) struct Rows {
    world: World,
    order: Order,
    class: usize,
    member: usize,
    day: usize,
}

impl Rows {
    pub(super) const fn new(world: World, order: Order) -> Self {
        Self { world, order, class: 0, member: 0, day: 0 }
    }

    /// Hands over the rows of the next day of a pupil; false when there are no more.
    pub(super) fn next<E>(&mut self, each: &mut impl FnMut(&Record<'_>) -> Result<(), E>) -> Result<bool, E> {
        let more = match self.order {
            Order::ByPupil => self.seek_day_of_pupil(),
            Order::ByDate => self.seek_pupil_of_day(),
        };
        if let Some((class, member)) = more.then(|| self.place()).flatten() {
            self.world.day(self.class, class, member, self.day, each)?;
        }
        self.day += usize::from(self.order == Order::ByPupil);
        self.member += usize::from(self.order == Order::ByDate);
        Ok(more)
    }

    fn place(&self) -> Option<(&Class, &Member)> {
        let class = self.world.classes.get(self.class)?;
        Some((class, class.members.get(self.member)?))
    }

    /// Class, then pupil, then day.
    fn seek_day_of_pupil(&mut self) -> bool {
        while let Some(class) = self.world.classes.get(self.class) {
            while let Some(member) = class.members.get(self.member) {
                self.day = self.day.max(member.from);
                if self.day < member.until {
                    return true;
                }
                (self.member, self.day) = (self.member + 1, 0);
            }
            (self.class, self.member) = (self.class + 1, 0);
        }
        false
    }

    /// Day, then class, then pupil.
    fn seek_pupil_of_day(&mut self) -> bool {
        while self.day < self.world.days.len() {
            while let Some(class) = self.world.classes.get(self.class) {
                while let Some(member) = class.members.get(self.member) {
                    if (member.from..member.until).contains(&self.day) {
                        return true;
                    }
                    self.member += 1;
                }
                (self.class, self.member) = (self.class + 1, 0);
            }
            (self.day, self.class) = (self.day + 1, 0);
        }
        false
    }
}

impl World {
    /// Hands over the lessons of a member of the class of that number on a day, in the order of the clock.
    pub(super) fn day<'a, E>(
        &'a self,
        number: usize,
        class: &'a Class,
        member: &Member,
        day: usize,
        each: &mut impl FnMut(&Record<'a>) -> Result<(), E>,
    ) -> Result<(), E> {
        let (Some(date), Some(pupil), Some(school)) = (self.days.get(day), self.pupils.get(member.pupil), self.schools.get(class.school))
        else {
            return Ok(());
        };
        let [class_number, pupil_number, day_number] = [number, member.pupil, day].map(|number| u64::try_from(number).unwrap_or(u64::MAX));
        let mut random = Random::of(self.seed, &[DAY, pupil_number, day_number]);
        // What holds for the class must come out the same for each of its pupils, so it has streams of its own.
        let out = Random::of(self.seed, &[CLASS_DAY, class_number, day_number]).chance(EXCURSIONS);
        let mut teacher = Random::of(self.seed, &[CLASS_LESSON, class_number, day_number]);
        let away = pupil.habits.away.get(day).copied().flatten();
        for (place, slot) in class.week.get(date.weekday).into_iter().flatten().enumerate() {
            let forgotten = teacher.chance(school.unregistered);
            let (kind, absent) = match away {
                _ if forgotten => (Kind::Unregistered, 0),
                Some(kind) => (kind, slot.end - slot.start),
                None if out => (Kind::Activity, 0),
                None => lesson(pupil, slot, place == 0, &mut random),
            };
            each(&Record {
                school: &school.name,
                class: &class.name,
                grade: super::grade_name(class.grade),
                id: &pupil.id,
                surname: pupil.surname,
                given: pupil.given,
                gender: pupil.gender,
                day: date.day,
                start: slot.start,
                end: slot.end,
                subject: slot.subject,
                absent,
                kind,
            })?;
        }
        Ok(())
    }
}

/// A lesson of a pupil who is at school: what is registered, and how many minutes are missing.
fn lesson(pupil: &Pupil, slot: &Slot, first: bool, random: &mut Random) -> (Kind, u16) {
    let length = slot.end - slot.start;
    let late = pupil.habits.late * if first { 3 } else { 1 };
    let lot = random.below(100_000);
    let mut minutes = |low: u32, high: u32| u16::try_from(random.between(low, high)).unwrap_or(0);
    if lot < pupil.habits.skips {
        (if lot % 5 < 3 { Kind::Unauthorised } else { Kind::Unreported }, length)
    } else if lot < pupil.habits.skips + late {
        (Kind::Late, minutes(5, 15))
    } else if lot < pupil.habits.skips + late + ERRANDS {
        (Kind::Authorised, minutes(3, 7) * 5)
    } else {
        (Kind::Present, 0)
    }
}
