//! What pupils are marked with, in columns of yes and no that a file has beside attendance.

/// Marks that files can have: columns beyond them are not read.
pub(super) const MOST: usize = 64;

/// Which marks are known of a pupil, and which of them the pupil has, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Flags {
    known: u64,
    set: u64,
}

impl Flags {
    /// Nothing known.
    pub(super) const NONE: Self = Self { known: 0, set: 0 };

    /// Nothing known but one mark.
    pub(super) fn one(number: usize, set: bool) -> Self {
        let bit = u32::try_from(number).ok().and_then(|number| 1_u64.checked_shl(number)).unwrap_or(0);
        Self { known: bit, set: if set { bit } else { 0 } }
    }

    /// What this leaves open, as the other says it.
    pub(super) const fn or(self, other: Self) -> Self {
        Self { known: self.known | other.known, set: self.set | (other.set & !self.known) }
    }

    /// Whether the same marks are known.
    pub(super) const fn knows_as_much_as(self, other: Self) -> bool {
        self.known & other.known == other.known
    }

    /// Whether the pupil has the mark of a number; none where no row says.
    pub(crate) fn get(self, number: usize) -> Option<bool> {
        let one = Self::one(number, true);
        (self.known & one.known != 0).then_some(self.set & one.known != 0)
    }
}
