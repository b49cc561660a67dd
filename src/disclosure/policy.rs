//! The rules: which counts may stand in a table, and what a reader must not be able to rule out about the others.

use crate::locale::{Key, Sentence};
use std::ops::RangeInclusive;

/// Which counts are protected: few above the limit, few not above it, and all. Rules differ in how [`Zeros`] stand. What each says of
/// itself is a file in `assets/rules`; the numbers that a release was made with are in [`Policy`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Zeros are withheld with the small counts, which costs the fewest other figures.
    #[default]
    Standard,
    /// Zeros are printed wherever no small group is inside.
    ShowZeros,
    /// Zeros are as secret as small counts.
    Strict,
}

/// How it stands that nobody is above the limit, in a group that is not small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zeros {
    /// It is printed.
    Printed,
    /// It is not printed, but a reader may come to know it.
    Withheld,
    /// It is not printed, and a reader must not come to know it.
    Protected,
}

/// What the file of a rule says.
struct Given {
    id: &'static str,
    min_group: u64,
    min_count: u64,
    zeros: Zeros,
    name: Key,
    text: Key,
    source: Key,
}

include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl Rule {
    /// Every rule, the usual one first.
    pub const ALL: [Self; 3] = [Self::Standard, Self::ShowZeros, Self::Strict];

    /// The rule's name in the command line and the report, such as `show-zeros`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.given().id
    }

    /// The rule's name where a person chooses among rules.
    #[must_use]
    pub const fn name(self) -> Key {
        self.given().name
    }

    /// How zeros stand.
    #[must_use]
    pub const fn zeros(self) -> Zeros {
        self.given().zeros
    }
}

/// A rule with its numbers, which can only be raised.
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
    /// The rule with its own numbers.
    #[must_use]
    pub const fn of(rule: Rule) -> Self {
        let given = rule.given();
        Self { rule, min_group: given.min_group, min_count: given.min_count }
    }

    /// Lower numbers than any release has, so that a test can try every table there is.
    #[cfg(test)]
    pub(super) const fn tiny(rule: Rule, min_group: u64, min_count: u64) -> Self {
        Self { rule, min_group, min_count }
    }

    /// The rule of that id, such as `standard`, with its own numbers.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Rule::ALL.into_iter().find(|rule| rule.id() == id).map(Self::of)
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
        self.rule.id()
    }

    /// The rule's name where a person chooses among rules.
    #[must_use]
    pub const fn name(self) -> Key {
        self.rule.name()
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
        self.rule.given().text.with("min_group", self.min_group).with("few", self.min_count.saturating_sub(1))
    }

    /// Where the rule comes from.
    #[must_use]
    pub fn source(self) -> Sentence {
        self.rule.given().source.into()
    }

    /// Whether it is printed that something is true of nobody, in groups that are not small and have no small one inside.
    pub(crate) const fn prints_nobody(self) -> bool {
        matches!(self.rule.zeros(), Zeros::Printed)
    }

    /// Whether nothing is told of a group of this size: it has too few pupils, or so few that no count in it could be told.
    pub(crate) const fn is_small(self, pupils: u64) -> bool {
        pupils < self.min_group || pupils < self.min_count.saturating_mul(2)
    }

    /// The smallest group that is not small.
    pub(crate) const fn least_group(self) -> u64 {
        let counted = self.min_count.saturating_mul(2);
        if counted > self.min_group { counted } else { self.min_group }
    }

    /// How `hits` pupils above the limit among `pupils` stand.
    pub(crate) const fn standing(self, pupils: u64, hits: u64) -> Standing {
        if self.is_small(pupils) {
            Standing::Protected
        } else if hits == 0 && !matches!(self.rule.zeros(), Zeros::Protected) {
            Standing::Silent
        } else if hits < self.min_count || pupils.saturating_sub(hits) < self.min_count {
            Standing::Protected
        } else {
            Standing::Open
        }
    }

    /// What must stay possible in a group of this size for one who knows of one of its pupils whether he or she is above the limit
    /// (`own` is 1) or not. What is kept from such a reader is about the others: in a small group that nobody else is and that somebody
    /// else is; in another one a number that the rule does not protect or, where zeros are harmless, that nobody else is.
    pub(crate) fn demand_beside(self, pupils: u64, own: u64) -> Demand {
        let mut demand = self.demand(pupils);
        for range in &mut demand.ranges {
            if *range.end() == 0 {
                *range = own..=own;
            } else if demand.all {
                *range = *range.start() + own..=*range.end();
            }
        }
        demand
    }

    /// What must stay possible in a group of this size: in a small one that nobody is above the limit and that somebody is; in
    /// another one a number that the rule does not protect.
    pub(crate) fn demand(self, pupils: u64) -> Demand {
        if self.is_small(pupils) {
            return Demand { ranges: vec![0..=0, 1..=pupils], all: true };
        }
        let open = self.min_count..=pupils.saturating_sub(self.min_count);
        let ranges = match self.rule.zeros() {
            Zeros::Printed | Zeros::Withheld => vec![0..=0, open],
            Zeros::Protected => vec![open],
        };
        Demand { ranges, all: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

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
    fn every_rule_is_found_by_its_id_and_is_no_weaker_than_the_standard_one() {
        for rule in Rule::ALL {
            let policy = Policy::named(rule.id());
            assert_eq!(policy, Some(Policy::of(rule)));
            assert!(Policy::default().raised(rule.given().min_group, rule.given().min_count).is_ok(), "{rule:?}");
            for language in [Language::Swedish, Language::English] {
                let said =
                    policy.map(|policy| [policy.sentence(), policy.source(), policy.name().into()].map(|said| said.render(language)));
                assert!(said.is_some_and(|said| said.iter().all(|said| !said.contains('{'))), "{rule:?} takes a value that nobody has");
            }
        }
        assert_eq!(Rule::ALL.map(Rule::id), ["standard", "show-zeros", "strict"]);
        assert_eq!(Policy::named("Standard"), None);
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
        let raised = Policy { rule: Rule::Standard, min_group: 10, min_count: 8 };
        for policy in Rule::ALL.map(Policy::of).into_iter().chain([raised]) {
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
