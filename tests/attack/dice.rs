//! Numbers that look random and are the same each time.

/// A state that gives them.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `sides`.
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 33) % sides
    }

    /// True so many times of a hundred.
    pub(crate) fn likely(&mut self, of_hundred: u64) -> bool {
        self.roll(100) < of_hundred
    }
}
