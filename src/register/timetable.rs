//! What stands on a school day's timetable: pupils who share a class share most of their days, so each different day is kept once and
//! each pupil's day names it.

use crate::order::Order as _;
use hashbrown::HashMap;

/// A lesson of a timetable: what of it counts, with time that it shares with another lesson taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Minutes on the schedule, or 1 where files have no lengths.
    pub minutes: u16,
    /// The hour of the day that it begins in; none where files have no clock.
    pub hour: Option<u8>,
    /// A place in the register's subjects; none where no row says it.
    pub subject: Option<u16>,
}

/// Where a pupil is on a day, and by which timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Arrangement {
    /// A place in the register's placements.
    pub(super) placement: u32,
    /// A place in the register's timetables.
    pub(super) timetable: u32,
}

/// Each different thing once, by number.
pub(super) struct Numbered<T> {
    numbers: HashMap<T, u32>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new() }
    }
}

impl<T: std::hash::Hash + Eq> Numbered<T> {
    /// The number of a thing, new or known; `own` makes it to be kept.
    #[inline]
    pub(super) fn number<Q: std::hash::Hash + hashbrown::Equivalent<T> + ?Sized>(&mut self, wanted: &Q, own: impl FnOnce() -> T) -> u32 {
        if let Some(number) = self.numbers.get(wanted) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        let _new = self.numbers.insert(own(), number);
        number
    }

    /// All of them, in the order of their numbers.
    pub(super) fn into_list(self) -> Vec<T> {
        let mut all: Vec<(T, u32)> = self.numbers.into_iter().collect();
        all.order_by_key(|(_, number)| *number);
        all.into_iter().map(|(one, _)| one).collect()
    }
}
