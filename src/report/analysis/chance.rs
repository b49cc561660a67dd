//! How far numbers of pupils stray by chance, in whole numbers throughout: the same verdict on every machine.
//!
//! Whether a unit deviates is decided by the exact binomial distribution. Units are small and shares are low, where the normal approximation
//! promises far too much. How uncertain a share is, is told by the Wilson interval: closed, never below nothing or above all, and close to
//! its level for small groups too (Brown, Cai & DasGupta, "Interval Estimation for a Binomial Proportion", Statistical Science 16, 2001);
//! that of a difference by Newcombe's interval of two of them (R. Newcombe, "Interval estimation for the difference between independent
//! proportions", Statistics in Medicine 17, 1998, method 10).

use num_bigint::BigUint;

/// Parts that a share is counted in here.
pub(super) const MILLION: u64 = 1_000_000;

/// How seldom chance alone may put a unit outside, one time in so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Seldom {
    /// One time in twenty: 95 per cent lie within.
    Twentieth,
    /// One time in five hundred: 99.8 per cent lie within.
    FiveHundredth,
}

impl Seldom {
    const fn parts(self) -> u64 {
        match self {
            Self::Twentieth => 20,
            Self::FiveHundredth => 500,
        }
    }
}

/// The least and the greatest number of some pupils that chance alone does not make rarer than told, half of it on each side, when each is
/// above a limit with a chance of so many millionths.
pub(super) fn within(pupils: u64, chance: u64, seldom: Seldom) -> (u64, u64) {
    let chance = chance.min(MILLION);
    (least(pupils, chance, seldom), pupils - least(pupils, MILLION - chance, seldom))
}

/// The least number, counted up from nobody.
fn least(pupils: u64, chance: u64, seldom: Seldom) -> u64 {
    let miss = MILLION - chance;
    if miss == 0 {
        return pupils;
    }
    let power = u32::try_from(pupils).unwrap_or(u32::MAX);
    let all = BigUint::from(MILLION).pow(power);
    // What each number weighs, of all.
    let mut weight = BigUint::from(miss).pow(power);
    let mut below = BigUint::from(0_u8);
    for number in 0..pupils {
        below += &weight;
        if &below * 2_u8 * seldom.parts() > all {
            return number;
        }
        weight = weight * (pupils - number) * chance / (number + 1) / miss;
    }
    pupils
}

/// The square of the normal quantile for 95 per cent, 1.96², in ten-thousandths.
const SQUARE: u128 = 38_416;

/// The Wilson interval of 95 per cent for a share, in millionths: from where to where it may lie.
pub(super) fn wilson(hits: u64, pupils: u64) -> (u64, u64) {
    let (hits, pupils) = (u128::from(hits.min(pupils)), u128::from(pupils));
    if pupils == 0 {
        return (0, MILLION);
    }
    // Everything in hundred-millionths of pupils: (x + z²/2 ± z √(x (n − x) / n + z²/4)) / (n + z²).
    let (fine, square) = (100_000_000, SQUARE * 10_000);
    let middle = hits * fine + square / 2;
    let spread = (square * fine * hits * (pupils - hits) / pupils + square * square / 4).isqrt();
    let share = |part: u128| {
        let whole = pupils * fine + square;
        let millionths = (2 * part * u128::from(MILLION) + whole) / (2 * whole);
        u64::try_from(millionths).unwrap_or(MILLION).min(MILLION)
    };
    (share(middle.saturating_sub(spread)), share(middle + spread))
}

/// The difference of two shares, each a number of pupils of a group, and from where to where it may lie; in millionths.
pub(super) fn difference((before, of): (u64, u64), (after, of_those): (u64, u64)) -> (i64, i64, i64) {
    let share = |hits: u64, pupils: u64| i128::from(hits) * i128::from(MILLION) / i128::from(pupils.max(1));
    let (one, other) = (share(before, of), share(after, of_those));
    let ((low, high), (low_after, high_after)) = (wilson(before, of), wilson(after, of_those));
    let reach = |first: i128, second: i128| i128::try_from((first * first + second * second).unsigned_abs().isqrt()).unwrap_or(0);
    let least = other - one - reach(other - i128::from(low_after), i128::from(high) - one);
    let most = other - one + reach(i128::from(high_after) - other, one - i128::from(low));
    let narrow = |millionths: i128| i64::try_from(millionths).unwrap_or(0);
    (narrow(other - one), narrow(least), narrow(most))
}

/// Millionths as tenths of a per cent, half away from zero.
pub(super) const fn tenths(millionths: i64) -> i64 {
    (millionths.abs() + 500) / 1000 * millionths.signum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn limits_are_those_of_the_tables() {
        // R: qbinom(0.025, 100, 0.1) = 5, qbinom(0.975, 100, 0.1) = 16; qbinom(c(0.001, 0.999), 100, 0.1) = 2, 20.
        assert_eq!(within(100, 100_000, Seldom::Twentieth), (5, 16));
        assert_eq!(within(100, 100_000, Seldom::FiveHundredth), (2, 20));
        // Ten pupils and one in two: 1 to 9 (of 1024, 1 lies at each end, 11 with the next).
        assert_eq!(within(10, 500_000, Seldom::Twentieth), (2, 8));
        assert_eq!(within(10, 500_000, Seldom::FiveHundredth), (1, 9));
        assert_eq!(within(7, 0, Seldom::Twentieth), (0, 0));
        assert_eq!(within(7, MILLION, Seldom::Twentieth), (7, 7));
    }

    #[test]
    fn intervals_are_those_of_the_literature() {
        // Newcombe 1998, example (a): 56 of 70 and 48 of 80; Wilson 0.6918 to 0.8770 and 0.4905 to 0.7004, difference 0.0524 to 0.3339.
        assert_eq!(wilson(56, 70), (691_831, 876_954));
        let (middle, least, most) = difference((48, 80), (56, 70));
        assert_eq!((tenths(middle), tenths(least), tenths(most)), (200, 52, 334));
        assert_eq!(wilson(0, 20).0, 0);
        assert_eq!(wilson(20, 20).1, MILLION);
    }

    proptest! {
        /// The same from the definition: sums of all weights beyond.
        #[test]
        fn limits_leave_what_is_told_outside(pupils in 1..40_u64, chance in 1..MILLION) {
            let weight = |number: u64| {
                let choices = (0..number).fold(BigUint::from(1_u8), |all, place| all * (pupils - place) / (place + 1));
                let power = |base: u64, times: u64| BigUint::from(base).pow(u32::try_from(times).unwrap_or(0));
                choices * power(chance, number) * power(MILLION - chance, pupils - number)
            };
            let all: BigUint = (0..=pupils).map(weight).sum();
            prop_assert_eq!(&all, &BigUint::from(MILLION).pow(u32::try_from(pupils).unwrap_or(0)));
            for seldom in [Seldom::Twentieth, Seldom::FiveHundredth] {
                let (low, high) = within(pupils, chance, seldom);
                let is_rare = |sum: BigUint| sum * 2_u8 * seldom.parts() <= all;
                prop_assert!(is_rare((0..low).map(weight).sum()) && !is_rare((0..=low).map(weight).sum()));
                prop_assert!(is_rare((high + 1..=pupils).map(weight).sum()) && !is_rare((high..=pupils).map(weight).sum()));
            }
        }

        #[test]
        fn a_share_lies_within_its_interval(pupils in 1..5000_u64, part in 0..=1000_u64) {
            let hits = pupils * part / 1000;
            let (low, high) = wilson(hits, pupils);
            let share = hits * MILLION / pupils;
            prop_assert!(low <= share + 1 && share <= high + 1);
        }

        #[test]
        fn differences_turn_round(one in 0..40_u64, other in 0..40_u64) {
            let there = difference((one, 40), (other, 40));
            let back = difference((other, 40), (one, 40));
            prop_assert!((there.0 + back.0).abs() <= 1 && (there.1 + back.2).abs() <= 1 && (there.2 + back.1).abs() <= 1);
        }
    }
}
