//! How a pupil is absent over the year: most a little, some much, illness in runs of days, more in the higher grades.

use super::random::Random;
use super::record::{Gender, Kind};
use super::term::SchoolDay;

/// A pupil's absence: whole days settled in advance, single lessons by chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Habits {
    /// For each school day, what a pupil who is away all day is away for.
    pub(super) away: Vec<Option<Kind>>,
    /// Lessons of 100 000 that the pupil skips.
    pub(super) skips: u32,
    /// Lessons of 100 000 that the pupil comes late to; the first of a day three times as often.
    pub(super) late: u32,
}

impl Habits {
    /// The habits of one pupil of a grade (F is 0), at a school with `level` per cent of the usual absence.
    pub(super) fn of(grade: u8, gender: Gender, level: u32, days: &[SchoolDay], random: &mut Random) -> Self {
        let share = share(grade, gender, random) * level / 100;
        let truant = share * random.below(truancy(grade)) / 100;
        let mut away = illness(share - truant, grade, days, random);
        for day in &mut away {
            // Half of truancy is whole days and half is single lessons. The draw is per mille, the chance per 100 000.
            if day.is_none() && random.chance(truant * 50) {
                *day = Some(unexcused(random));
            }
        }
        if random.chance(4_000) {
            leave(&mut away, random);
        }
        let late = match (grade, random.below(100)) {
            (7.., 0..6) => 9_000,
            (7.., _) => 1_200,
            (_, 0..3) => 5_000,
            _ => 400,
        };
        Self { away, skips: truant * 50, late }
    }
}

/// How much of a year the pupil is away, in per mille: the long tail is what the program is about.
fn share(grade: u8, gender: Gender, random: &mut Random) -> u32 {
    let (chronic, high) = match grade {
        0..=3 => (15, 50),
        4..=6 => (35, 90),
        _ => (80, 140),
    };
    let share = match random.below(1000) {
        lot if lot < chronic => 200 + random.below(400).min(random.below(400)),
        lot if lot < chronic + high => 90 + random.below(110),
        lot if lot >= 850 => random.below(25),
        _ => 20 + random.below(25) + random.below(25),
    };
    // Girls somewhat more often, as in Stockholm's survey of 2021.
    share * if gender == Gender::Girl { 108 } else { 100 } / 100
}

/// The largest part of a pupil's absence, in per cent, that is truancy.
const fn truancy(grade: u8) -> u32 {
    match grade {
        0..=3 => 6,
        4..=6 => 20,
        _ => 50,
    }
}

/// Days of illness, in runs; `share` is in per mille.
fn illness(share: u32, grade: u8, days: &[SchoolDay], random: &mut Random) -> Vec<Option<Kind>> {
    // A cold is over in a day or two; those who are away much are away long. Either list is said with its sum.
    let (lengths, sum): (&[u32], u32) = if share >= 150 { (&[1, 2, 3, 5, 9], 20) } else { (&[1, 1, 1, 2, 3], 8) };
    let starts = share * 500_000 / (sum * (1000 - share.min(900)));
    let mut left = 0;
    let mut kind = Kind::Reported;
    days.iter()
        .map(|day| {
            if left == 0 && random.chance(starts * season(day.day.civil().1) / 100) {
                left = random.pick(lengths);
                kind = reason(share, grade, random);
            }
            let ill = left > 0;
            left = left.saturating_sub(1);
            ill.then_some(kind)
        })
        .collect()
}

/// Illness in a month, in per cent of the year's mean: it comes with the cold.
const fn season(month: u8) -> u32 {
    match month {
        8 => 60,
        9 => 85,
        10 => 105,
        11 | 12 | 2 => 125,
        1 | 3 => 110,
        _ => 80,
    }
}

/// What a run of days is registered as.
fn reason(share: u32, grade: u8, random: &mut Random) -> Kind {
    let unexcused_of_100 = if share >= 150 && grade >= 7 { 25 } else { 4 };
    match random.below(100) {
        lot if lot < unexcused_of_100 => unexcused(random),
        lot if lot < unexcused_of_100 + 20 => Kind::Authorised,
        _ => Kind::Reported,
    }
}

fn unexcused(random: &mut Random) -> Kind {
    random.pick(&[Kind::Unauthorised, Kind::Unauthorised, Kind::Unreported])
}

/// One journey of up to a week.
fn leave(away: &mut [Option<Kind>], random: &mut Random) {
    let first = random.below(u32::try_from(away.len()).unwrap_or(0));
    let length = random.between(1, 5);
    for (_, day) in (0_u32..).zip(away.iter_mut()).filter(|(place, _)| (first..first + length).contains(place)) {
        *day = Some(Kind::Leave);
    }
}
