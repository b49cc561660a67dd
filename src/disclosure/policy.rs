//! The rules: which counts may stand in a table, and what a reader must not be able to rule out about the others.

use crate::locale::{Key, Sentence};
use std::ops::RangeInclusive;

/// Which counts are protected. Numbers alone are in [`Policy`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Few above the limit, and few not above it, are protected; that nobody is above it is withheld too, but a reader of a
    /// group that is not small may come to know it.
    #[default]
    Standard,
    /// As the standard rule, but that nobody is above the limit is printed wherever no small group is inside.
    ShowZeros,
    /// As the standard rule, and that nobody is above the limit is protected as well.
    Strict,
}

/// A rule with its numbers, which can only be raised.
///
/// The numbers follow what Skolverket does with school results (groups under 10 and 1–4 pupils are not shown), extended to
/// the other end: "all" and "all but 1–4" tell as much about each pupil as small counts do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Policy {
    rule: Rule,
    min_group: u64,
    min_count: u64,
}

/// A number of a policy was to be lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lowered {
    /// The smallest group that the rule allows.
    pub min_group: u64,
    /// The smallest count that the rule allows.
    pub min_count: u64,
}

impl Lowered {
    /// What to tell the user.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        Key::DisclosureLowered.with("min_group", self.min_group).with("min_count", self.min_count)
    }
}

/// How a count of pupils above the limit stands under a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It may be printed.
    Open,
    /// It is not printed, but a reader may come to know it.
    Silent,
    /// It is not printed, and a reader must not come to know it.
    Protected,
}

/// What a reader must not be able to rule out about the number of pupils above the limit in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    /// Ranges of that number.
    pub(crate) ranges: Vec<RangeInclusive<u64>>,
    /// Whether each of the ranges must stay possible, or any one of them.
    pub(crate) all: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self::of(Rule::default())
    }
}

impl Policy {
    /// The rule with its own numbers: groups of at least 10 pupils, counts of at least 5.
    #[must_use]
    pub const fn of(rule: Rule) -> Self {
        Self { rule, min_group: 10, min_count: 5 }
    }

    /// Lower numbers than any release has, so that a test can try every table there is.
    #[cfg(test)]
    pub(super) const fn tiny(rule: Rule, min_group: u64, min_count: u64) -> Self {
        Self { rule, min_group, min_count }
    }

    /// The rule named `standard` or `strict`.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        [Rule::Standard, Rule::Strict].map(Self::of).into_iter().find(|policy| policy.id() == id)
    }

    /// The same rule with higher numbers.
    ///
    /// # Errors
    /// [`Lowered`] when one of them is lower than it is now.
    pub const fn raised(self, min_group: u64, min_count: u64) -> Result<Self, Lowered> {
        if min_group < self.min_group || min_count < self.min_count {
            return Err(Lowered { min_group: self.min_group, min_count: self.min_count });
        }
        Ok(Self { rule: self.rule, min_group, min_count })
    }

    /// The rule.
    #[must_use]
    pub const fn rule(self) -> Rule {
        self.rule
    }

    /// The rule's name in the command line and the report.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self.rule {
            Rule::Standard => "standard",
            Rule::ShowZeros => "show-zeros",
            Rule::Strict => "strict",
        }
    }

    /// The smallest number of pupils in a group of which anything is told.
    #[must_use]
    pub const fn min_group(self) -> u64 {
        self.min_group
    }

    /// The smallest number of pupils above the limit, and not above it, that is told.
    #[must_use]
    pub const fn min_count(self) -> u64 {
        self.min_count
    }

    /// The rule in words.
    #[must_use]
    pub fn sentence(self) -> Sentence {
        let key = match self.rule {
            Rule::Standard | Rule::ShowZeros => Key::DisclosureRuleStandard,
            Rule::Strict => Key::DisclosureRuleStrict,
        };
        key.with("min_group", self.min_group).with("few", self.min_count.saturating_sub(1))
    }

    /// Where the rule comes from.
    #[must_use]
    pub fn source(self) -> Sentence {
        Key::DisclosureRuleSource.into()
    }

    /// Whether it is printed that something is true of nobody, in groups that are not small and have no small one inside.
    pub(crate) const fn prints_nobody(self) -> bool {
        matches!(self.rule, Rule::ShowZeros)
    }

    /// Whether nothing is told of a group of this size: it has too few pupils, or so few that no count in it could be told.
    pub(crate) const fn is_small(self, pupils: u64) -> bool {
        pupils < self.min_group || pupils < self.min_count.saturating_mul(2)
    }

    /// How `hits` pupils above the limit among `pupils` stand.
    pub(crate) const fn standing(self, pupils: u64, hits: u64) -> Standing {
        if self.is_small(pupils) {
            Standing::Protected
        } else if hits == 0 && !matches!(self.rule, Rule::Strict) {
            Standing::Silent
        } else if hits < self.min_count || pupils.saturating_sub(hits) < self.min_count {
            Standing::Protected
        } else {
            Standing::Open
        }
    }

    /// What must stay possible in a group of this size: in a small one that nobody is above the limit and that somebody is; in
    /// another one a number that the rule does not protect.
    pub(crate) fn demand(self, pupils: u64) -> Demand {
        if self.is_small(pupils) {
            return Demand { ranges: vec![0..=0, 1..=pupils], all: true };
        }
        let open = self.min_count..=pupils.saturating_sub(self.min_count);
        let ranges = match self.rule {
            Rule::Standard | Rule::ShowZeros => vec![0..=0, open],
            Rule::Strict => vec![open],
        };
        Demand { ranges, all: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_only_be_raised() {
        let policy = Policy::default();
        assert_eq!(policy.raised(9, 5), Err(Lowered { min_group: 10, min_count: 5 }));
        assert_eq!(policy.raised(10, 4), Err(Lowered { min_group: 10, min_count: 5 }));
        let raised = policy.raised(20, 5);
        assert_eq!(raised.map(|policy| (policy.min_group(), policy.min_count())), Ok((20, 5)));
        assert_eq!(raised.and_then(|policy| policy.raised(10, 5)), Err(Lowered { min_group: 20, min_count: 5 }));
    }

    #[test]
    fn few_and_all_but_few_are_protected() {
        let standard = Policy::default();
        let strict = Policy::of(Rule::Strict);
        let standings = |policy: Policy, pupils| (0..=pupils).map(|hits| policy.standing(pupils, hits)).collect::<Vec<_>>();
        use Standing::{Open, Protected, Silent};
        assert!(standings(standard, 9).iter().all(|standing| *standing == Protected));
        let mut twelve = vec![Silent, Protected, Protected, Protected, Protected, Open, Open, Open];
        twelve.extend([Protected; 5]);
        assert_eq!(standings(standard, 12), twelve);
        assert_eq!(standings(strict, 12).first(), Some(&Protected));
        assert_eq!(standings(strict, 12).get(1..), twelve.get(1..));
    }

    #[test]
    fn what_may_be_printed_is_what_must_stay_possible() {
        for policy in [Policy::default(), Policy::of(Rule::Strict), Policy { rule: Rule::Standard, min_group: 10, min_count: 8 }] {
            for pupils in 1..60 {
                let demand = policy.demand(pupils);
                assert!(demand.ranges.iter().all(|range| !range.is_empty() && *range.end() <= pupils), "{pupils}");
                for hits in 0..=pupils {
                    let harmless = !demand.all && demand.ranges.iter().any(|range| range.contains(&hits));
                    assert_eq!(harmless, policy.standing(pupils, hits) != Standing::Protected, "{hits} of {pupils}");
                }
            }
        }
    }
}
