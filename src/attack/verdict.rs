//! What a reader may not be able to prove, and what it is called when one can.

use crate::claim::{Rule, RuleKind};

/// What a reader can prove of a number that is not, or not so, to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It stands in a table although the rule protects it.
    Printed,
    /// One value is possible, and the rule protects it.
    Exact,
    /// Several values are possible, and the rule protects all of them.
    Inside,
    /// Of a small group, in which nothing must be provable, something is.
    Narrow,
    /// As one of the above, and no more than the size of the group tells.
    Prior,
    /// It is withheld and can be worked out, but the rule does not protect it.
    Pointless,
}

impl Verdict {
    /// All of them, the worst first.
    pub const ALL: [Self; 6] = [Self::Printed, Self::Exact, Self::Inside, Self::Narrow, Self::Prior, Self::Pointless];

    /// Whether something that is to be protected has become known by what is published.
    #[must_use]
    pub const fn is_leak(self) -> bool {
        matches!(self, Self::Printed | Self::Exact | Self::Inside | Self::Narrow)
    }

    /// Its name in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Exact => "exact",
            Self::Inside => "inside",
            Self::Narrow => "narrow",
            Self::Prior => "prior",
            Self::Pointless => "pointless",
        }
    }
}

/// The number of a group of so many pupils, if that is known, under a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Guard {
    pub(super) rule: Rule,
    pub(super) pupils: Option<i64>,
}

impl Guard {
    fn least(self) -> i64 {
        i64::try_from(self.rule.min_count).unwrap_or(i64::MAX)
    }

    /// Whether nothing is told of the group: it has too few pupils, or so few that no count in it could be told.
    pub(super) fn is_small(self) -> bool {
        let limit = i64::try_from(self.rule.min_group).unwrap_or(i64::MAX).max(self.least().saturating_mul(2));
        self.pupils.is_some_and(|pupils| pupils < limit)
    }

    /// The numbers that the rule does not protect in a group that is not small: one range, and zero where it is none of it.
    fn harmless(self) -> (bool, i64, i64) {
        let most = self.pupils.map_or(i64::MAX, |pupils| pupils - self.least());
        (self.rule.kind != RuleKind::Strict, self.least(), most)
    }

    /// Whether this number of a group that is not small could be told.
    pub(super) fn is_harmless(self, number: i64) -> bool {
        let (zero, low, high) = self.harmless();
        (zero && number == 0) || (low..=high).contains(&number)
    }

    /// The part of a range that the rule does not protect and that is not zero.
    pub(super) fn open(self, low: i64, high: i64) -> Option<(i64, i64)> {
        let (_, least, most) = self.harmless();
        let (low, high) = (low.max(least), high.min(most));
        (low <= high).then_some((low, high))
    }

    /// What is wrong with a reader knowing that a number lies between these and is no other.
    pub(super) fn judge(self, low: i64, high: i64) -> Option<Verdict> {
        if self.is_small() {
            return (low > 0 || high < 1).then_some(Verdict::Narrow);
        }
        if (low..=high).contains(&0) && self.is_harmless(0) || self.open(low, high).is_some() {
            return None;
        }
        Some(if low == high { Verdict::Exact } else { Verdict::Inside })
    }

    /// What a reader knows who knows the size of the group only.
    pub(super) fn prior(self) -> Option<Verdict> {
        self.judge(0, self.pupils.unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_all_and_anything_of_a_small_group_is_protected() {
        let rule = |kind| Rule { kind, min_group: 10, min_count: 5 };
        let of = |kind, pupils| Guard { rule: rule(kind), pupils: Some(pupils) };
        let standard = of(RuleKind::Standard, 12);
        for (range, verdict) in [
            ((2, 2), Some(Verdict::Exact)),
            ((2, 4), Some(Verdict::Inside)),
            ((1, 5), None),
            ((0, 4), None),
            ((0, 0), None),
            ((6, 6), None),
            ((8, 12), Some(Verdict::Inside)),
            ((12, 12), Some(Verdict::Exact)),
        ] {
            assert_eq!(standard.judge(range.0, range.1), verdict, "{range:?}");
        }
        assert_eq!(of(RuleKind::Strict, 12).judge(0, 4), Some(Verdict::Inside));
        let small = of(RuleKind::Standard, 9);
        assert_eq!([(0, 9), (0, 1), (1, 9), (0, 0)].map(|(low, high)| small.judge(low, high).is_some()), [false, false, true, true]);
        // Where not even the size is known, few is still few.
        let unknown = Guard { rule: rule(RuleKind::Standard), pupils: None };
        assert_eq!((unknown.judge(1, 4), unknown.judge(1, 5)), (Some(Verdict::Inside), None));
    }
}
