//! Pseudo-random numbers for the example: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
//! generators", OOPSLA 2014). The same seed gives the same export on every machine and for ever, which no crate promises
//! across its versions; nothing secret depends on it.

/// A stream of numbers that its seed decides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// The stream of a seed and of what the stream is for: a pupil, a day, a class. Streams of other parts do not resemble it.
    pub(super) fn of(seed: u64, parts: &[u64]) -> Self {
        Self(parts.iter().fold(seed, |state, part| Self(state ^ part.wrapping_mul(0xD6E8_FEB8_6659_FD93)).next()))
    }

    /// The next 64 bits.
    pub(super) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `bound`; 0 for a bound of 0.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        u32::try_from(((self.next() >> 32) * u64::from(bound)) >> 32).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// True in so many cases of 100 000.
    pub(super) fn chance(&mut self, of_100_000: u32) -> bool {
        self.below(100_000) < of_100_000
    }

    /// One of a list, each as likely as the others.
    pub(super) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let place = self.below(u32::try_from(list.len()).unwrap_or(u32::MAX));
        usize::try_from(place).ok().and_then(|place| list.get(place)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_are_those_of_the_reference() {
        let mut random = Random(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn bounds_are_kept_and_reached() {
        let mut random = Random::of(1, &[2, 3]);
        let drawn: std::collections::BTreeSet<u32> = (0..1000).map(|_| random.between(5, 9)).collect();
        assert_eq!(drawn, (5..=9).collect());
        assert_eq!(random.below(0), 0);
        assert!(!random.chance(0) && random.chance(100_000));
    }
}
