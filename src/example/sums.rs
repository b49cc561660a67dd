//! What some lessons of a pupil come to.

use super::record::{Kind, Record};

/// Lessons and minutes, by what was registered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Lessons of each kind, in the order of [`Kind::ALL`].
    lessons: [u32; Kind::ALL.len()],
    /// Minutes of absence of each kind.
    absent: [u32; Kind::ALL.len()],
    /// Minutes of the lessons of each kind.
    scheduled: [u32; Kind::ALL.len()],
}

impl Sums {
    /// The sums of some lessons.
    #[must_use]
    pub fn of<'a>(lessons: impl IntoIterator<Item = &'a Record<'a>>) -> Self {
        let mut sums = Self::default();
        for lesson in lessons {
            sums.add(lesson);
        }
        sums
    }

    /// Counts one lesson more.
    pub fn add(&mut self, lesson: &Record<'_>) {
        let Some(place) = Kind::ALL.iter().position(|kind| *kind == lesson.kind) else { return };
        for (list, amount) in
            [(&mut self.lessons, 1), (&mut self.absent, u32::from(lesson.absent)), (&mut self.scheduled, u32::from(lesson.minutes()))]
        {
            list.get_mut(place).into_iter().for_each(|sum| *sum += amount);
        }
    }

    /// Lessons of some kinds.
    #[must_use]
    pub fn lessons(&self, kinds: &[Kind]) -> u32 {
        part(&self.lessons, kinds)
    }

    /// Minutes of absence of some kinds.
    #[must_use]
    pub fn absent(&self, kinds: &[Kind]) -> u32 {
        part(&self.absent, kinds)
    }

    /// Minutes of the lessons of some kinds.
    #[must_use]
    pub fn scheduled(&self, kinds: &[Kind]) -> u32 {
        part(&self.scheduled, kinds)
    }

    /// Minutes of all lessons.
    #[must_use]
    pub fn offered(&self) -> u32 {
        self.scheduled.iter().sum()
    }

    /// Minutes without absence: those of lessons that nobody registered among them.
    #[must_use]
    pub fn attended(&self) -> u32 {
        self.offered() - self.absent.iter().sum::<u32>()
    }

    /// Minutes of authorised absence.
    #[must_use]
    pub fn authorised(&self) -> u32 {
        self.absent(&Kind::AUTHORISED)
    }

    /// Minutes of unauthorised absence: late arrivals and what nobody told the school of among them.
    #[must_use]
    pub fn unauthorised(&self) -> u32 {
        self.absent(&Kind::UNAUTHORISED)
    }

    /// Minutes of the lessons that somebody registered.
    #[must_use]
    pub fn registered(&self) -> u32 {
        self.offered() - self.scheduled(&[Kind::Unregistered])
    }
}

fn part(list: &[u32; Kind::ALL.len()], kinds: &[Kind]) -> u32 {
    Kind::ALL.iter().zip(list).filter(|(kind, _)| kinds.contains(kind)).map(|(_, amount)| amount).sum()
}
