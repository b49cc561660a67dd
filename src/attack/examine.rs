//! Which numbers are attacked: those withheld, and those that figures side by side tell of.

use super::facts::Figures;
use super::indicator::{Basic, Count, pair};
use super::model::{Model, Says};
use super::population::{Key, Population, is_within, mask, projected};
use super::verdict::Guard;
use crate::claim::Rule;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A number of a group, or of what is left of it without others that lie within it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Subject {
    pub(super) group: usize,
    pub(super) less: Vec<usize>,
    pub(super) count: Count,
}

impl Subject {
    pub(super) const fn plain(group: usize, count: Count) -> Self {
        Self { group, less: Vec::new(), count }
    }

    /// The rule that protects it and the number of pupils it is of.
    pub(super) fn guard(&self, population: &Population) -> Option<Guard> {
        let group = population.group(self.group)?;
        let pupils = self.less.iter().try_fold(group.size, |left, part| Some(left.zip(population.group(*part)?.size).map(|(l, s)| l - s)));
        let rule = self.less.iter().filter_map(|part| population.group(*part)).fold(group.rule, |rule, part| Rule {
            kind: rule.kind.min(part.rule.kind),
            min_group: rule.min_group.min(part.rule.min_group),
            min_count: rule.min_count.min(part.rule.min_count),
        });
        Some(Guard { rule, pupils: pupils? })
    }
}

/// A number that printed figures tell at once, and the figures, each added or taken away.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) subject: Subject,
    pub(super) value: i64,
    pub(super) by: Vec<(usize, i64)>,
}

/// Counts of groups.
pub(super) type Places = BTreeSet<(usize, Count)>;

/// What is to be worked out: counts that are withheld, under the name of what is true, and others that nobody prints.
pub(super) fn hidden(figures: &Figures, model: &Model<'_>) -> (Places, Places) {
    let plain = |count: Count| match count {
        Count::Rest(basic) => Count::One(basic),
        other => other,
    };
    let withheld: Places = figures.withheld.keys().map(|(group, count)| (*group, plain(*count))).collect();
    let mut derived = BTreeSet::new();
    for (group, basics) in &figures.basics {
        let has = |count: &(usize, Count)| !withheld.contains(count);
        derived.extend(side_by_side(basics, model).into_iter().map(|count| (*group, count)).filter(has));
    }
    (withheld, derived)
}

/// What several figures of one group tell together.
fn side_by_side(basics: &BTreeSet<Basic>, model: &Model<'_>) -> Vec<Count> {
    let catalogue = model.catalogue;
    let mut counts = Vec::new();
    for one in basics {
        counts.push(Count::One(*one));
        match *one {
            Basic::Over(definition, limit) => {
                let higher = |other: &&Basic| matches!(other, Basic::Over(own, higher) if *own == definition && *higher > limit);
                counts.extend(basics.iter().filter(higher).map(|other| Count::Less(*one, *other)));
            }
            Basic::Hits(definition) => {
                let clauses = catalogue.clauses(definition);
                let of = |number: &u64| catalogue.plain(Basic::Clause(definition, *number));
                counts.extend(clauses.iter().map(of).filter(|clause| basics.contains(clause)).map(|clause| Count::Less(*one, clause)));
                if let [first, second] = clauses.as_slice()
                    && [first, second].into_iter().all(|number| basics.contains(&of(number)))
                {
                    counts.push(Count::BothClauses(definition, *first, *second));
                }
            }
            Basic::Both(first, second) => {
                counts.extend([Count::Only(first, second), Count::Only(second, first), Count::Either(first, second)]);
            }
            Basic::Clause(..) => (),
        }
    }
    counts
}

/// Numbers that printed figures tell without any search.
pub(super) struct Plain<'a> {
    model: &'a Model<'a>,
    /// Facts that print a number, by group and count.
    printed: HashMap<(usize, Count), usize>,
}

impl<'a> Plain<'a> {
    pub(super) fn new(model: &'a Model<'a>) -> Self {
        let numbers = model.facts.iter().enumerate().filter(|(_, fact)| fact.says == Says::Number);
        Self { model, printed: numbers.map(|(place, fact)| ((fact.group, fact.count), place)).collect() }
    }

    /// What a count of a group comes to, if figures of the group itself tell.
    pub(super) fn of(&self, group: usize, count: Count) -> Option<Told> {
        let fact = |count: Count| -> Option<(i64, usize)> {
            let place = *self.printed.get(&(group, count))?;
            Some((self.model.facts.get(place)?.low, place))
        };
        let told = |value, by| Some(Told { subject: Subject::plain(group, count), value, by });
        if let Some((value, place)) = fact(count) {
            return told(value, vec![(place, 1)]);
        }
        let sum = |parts: &[(Count, i64)]| -> Option<Told> {
            let facts: Option<Vec<((i64, usize), i64)>> = parts.iter().map(|(count, times)| Some((fact(*count)?, *times))).collect();
            let facts = facts?;
            let value = facts.iter().map(|((value, _), times)| value * times).sum();
            told(value, facts.into_iter().map(|((_, place), times)| (place, times)).collect())
        };
        let catalogue = self.model.catalogue;
        let hits = |place: usize| catalogue.plain(Basic::Hits(place));
        match count {
            Count::One(basic) => {
                if let Some((value, place)) = fact(Count::Rest(basic)) {
                    return told(self.model.population.size(group)? - value, vec![(place, -1)]);
                }
                if let Basic::Both(one, other) = basic {
                    return sum(&[(Count::One(hits(one)), 1), (Count::Only(one, other), -1)])
                        .or_else(|| sum(&[(Count::One(hits(other)), 1), (Count::Only(other, one), -1)]));
                }
                None
            }
            Count::Less(whole, part) => sum(&[(Count::One(whole), 1), (Count::One(part), -1)]),
            Count::Only(one, other) => sum(&[(Count::One(hits(one)), 1), (Count::One(pair(one, other)), -1)]),
            Count::Either(one, other) => {
                let both = pair(one, other);
                sum(&[(Count::One(both), 1), (Count::Only(one, other), 1), (Count::Only(other, one), 1)])
                    .or_else(|| sum(&[(Count::One(hits(one)), 1), (Count::One(hits(other)), 1), (Count::One(both), -1)]))
            }
            Count::BothClauses(place, one, other) => {
                let clause = |number| Count::One(catalogue.plain(Basic::Clause(place, number)));
                sum(&[(clause(one), 1), (clause(other), 1), (Count::One(hits(place)), -1)])
            }
            Count::Rest(_) => None,
        }
    }

    /// What the rule protects of the counts that figures of their group tell although none of them prints it, and of what is left of
    /// groups without others; and how many such there are.
    pub(super) fn leaks(&self, counts: &Places, withheld: &Places) -> (Vec<Told>, u64) {
        let mut told: BTreeMap<Count, BTreeMap<usize, Told>> = BTreeMap::new();
        let mut found = Found { population: self.model.population, leaks: Vec::new(), tried: 0 };
        for (group, count) in counts {
            let Some(own) = self.of(*group, *count) else { continue };
            let stands = match count {
                Count::One(basic) => self.printed.contains_key(&(*group, Count::Rest(*basic))),
                _ => false,
            };
            if !stands && !self.printed.contains_key(&(*group, *count)) && !withheld.contains(&(*group, *count)) {
                found.add(own.clone());
            }
            let _ = told.entry(*count).or_default().insert(*group, own);
        }
        for known in told.values() {
            found.differences(known);
            found.leftovers(known);
        }
        (found.leaks, found.tried)
    }
}

/// What has been found without any search.
struct Found<'a> {
    population: &'a Population,
    leaks: Vec<Told>,
    tried: u64,
}

impl Found<'_> {
    fn add(&mut self, told: Told) {
        let Some(guard) = told.subject.guard(self.population) else { return };
        if guard.pupils.is_none_or(|pupils| pupils > 0) {
            self.tried += 1;
            if guard.judge(told.value, told.value).is_some() {
                self.leaks.push(told);
            }
        }
    }

    /// Groups less one group that lies within.
    fn differences(&mut self, known: &BTreeMap<usize, Told>) {
        let keyed: Vec<(&Key, &Told)> =
            known.iter().filter_map(|(group, told)| Some((&self.population.group(*group)?.key, told))).collect();
        for (outer, whole) in &keyed {
            for (inner, part) in &keyed {
                if inner != outer && is_within(inner, outer) {
                    self.left(whole, &[part]);
                }
            }
        }
    }

    /// Groups less all their parts along some breakdowns of which the figures tell, where several others, or pupils that no row has, are
    /// left.
    fn leftovers(&mut self, known: &BTreeMap<usize, Told>) {
        let masks: BTreeSet<u64> = self.population.groups.iter().map(|group| mask(&group.key)).collect();
        let mut families: BTreeMap<(u64, usize), Vec<usize>> = BTreeMap::new();
        for (place, group) in self.population.groups.iter().enumerate() {
            let own = mask(&group.key);
            for outer in masks.iter().filter(|outer| **outer != own && **outer & !own == 0) {
                if let Some(whole) = self.population.at(&projected(&group.key, *outer)) {
                    families.entry((own, whole)).or_default().push(place);
                }
            }
        }
        for ((_, whole), parts) in families {
            let Some(whole) = known.get(&whole) else { continue };
            let told: Vec<&Told> = parts.iter().filter_map(|part| known.get(part)).collect();
            let shown: Option<Vec<i64>> = parts.iter().map(|part| self.population.size(*part)).collect();
            let missing =
                self.population.size(whole.subject.group).zip(shown).is_none_or(|(size, shown)| shown.iter().sum::<i64>() != size);
            // One part is a difference, and all but one leave a row that is attacked anyway.
            if told.len() > 1 && (missing || told.len() + 1 < parts.len()) {
                self.left(whole, &told);
            }
        }
    }

    fn left(&mut self, whole: &Told, parts: &[&Told]) {
        let less: Vec<usize> = parts.iter().map(|part| part.subject.group).collect();
        let value = whole.value - parts.iter().map(|part| part.value).sum::<i64>();
        let subject = Subject { less, ..whole.subject.clone() };
        // A group of unknown size may be all of the whole, so that nothing is left.
        if subject.guard(self.population).is_some_and(|guard| guard.pupils.is_some()) {
            let taken = parts.iter().flat_map(|part| part.by.iter().map(|(fact, times)| (*fact, -times)));
            self.add(Told { subject, value, by: whole.by.iter().copied().chain(taken).collect() });
        }
    }
}
