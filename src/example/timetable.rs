//! A class's week of lessons.

use super::names;
use super::random::Random;

/// A lesson of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Minutes after midnight.
    pub(super) start: u16,
    /// Minutes after midnight.
    pub(super) end: u16,
    pub(super) subject: &'static str,
}

/// Lessons from Monday to Friday.
pub(super) type Week = [Vec<Slot>; 5];

/// Lengths of lessons, in minutes: from 40 to 80, most near an hour.
const LENGTHS: [u16; 9] = [40, 45, 50, 50, 55, 60, 60, 70, 80];
const FIRST_BELL: u16 = 8 * 60;
const LUNCH: u16 = 40;
/// No lesson ends later: the buses leave.
const LAST_BELL: u16 = 16 * 60;

/// The week of a class of that grade (F is 0).
pub(super) fn week(grade: u8, random: &mut Random) -> Week {
    std::array::from_fn(|_| day(grade, random))
}

fn day(grade: u8, random: &mut Random) -> Vec<Slot> {
    let lessons = match grade {
        0 => random.between(3, 4),
        1..=3 => random.between(4, 5),
        4..=6 => random.between(4, 6),
        _ => random.between(5, 6),
    };
    let mut clock = FIRST_BELL + random.pick(&[0, 10, 20, 30, 40]);
    (1..=lessons)
        .map(|number| {
            let start = clock;
            let end = start + random.pick(&LENGTHS);
            clock = end + if number == 3 { LUNCH } else { random.pick(&[5, 10, 15, 20]) };
            Slot { start, end, subject: random.pick(names::subjects(grade)) }
        })
        .take_while(|slot| slot.end <= LAST_BELL)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_in_order_and_end_in_the_afternoon() {
        for grade in 0..=9 {
            for seed in 0..50 {
                for day in week(grade, &mut Random::of(seed, &[])) {
                    assert!((3..=6).contains(&day.len()));
                    assert!(day.windows(2).all(|pair| pair.first().map(|slot| slot.end) < pair.last().map(|slot| slot.start)));
                    assert!(day.iter().all(|slot| (40..=80).contains(&(slot.end - slot.start)) && slot.end <= LAST_BELL));
                }
            }
        }
    }
}
