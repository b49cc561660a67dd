//! School weeks in which a school has no lesson at all, though it has before and after: often a part of an export that is missing.

use super::Register;
use crate::calendar::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Weeks in which schools have holidays somewhere in Sweden: winter break, Easter, autumn break; summer and Christmas.
const fn is_holiday(week: u8) -> bool {
    matches!(week, 7..=10 | 14..=17 | 24..=34 | 43..=45 | 51..=53 | 1..=2)
}

/// The Monday of a day's week; before the first one that can be told, the first day.
fn monday(day: Day) -> Day {
    day.plus(1 - i32::from(day.weekday()))
}

/// Each school, by its place, and the Mondays of the weeks that it lacks.
pub(super) fn gaps(register: &Register) -> BTreeMap<u32, Vec<Day>> {
    let mut open: BTreeMap<u32, BTreeSet<Day>> = BTreeMap::new();
    let mut last = None;
    for day in register.pupils.iter().flat_map(|pupil| &pupil.days).filter(|day| day.scheduled > 0) {
        let Some(school) = register.placement(day).and_then(|placement| placement.school) else { continue };
        let week = (school, monday(day.day));
        // A pupil's days follow one another.
        if last.replace(week) != Some(week) {
            let _new = open.entry(school).or_default().insert(week.1);
        }
    }
    let missing = |weeks: &BTreeSet<Day>| {
        let pairs = weeks.iter().zip(weeks.iter().skip(1));
        let between = pairs.flat_map(|(one, next)| {
            (one.number() / 7 + 1..next.number() / 7).map(move |week| one.plus(i32::from((week - one.number() / 7) * 7)))
        });
        between.filter(|monday| !is_holiday(monday.week().1)).collect::<Vec<Day>>()
    };
    open.iter().map(|(school, weeks)| (*school, missing(weeks))).filter(|(_, weeks)| !weeks.is_empty()).collect()
}
