//! The numbers behind the tables, what must hold of them whatever is printed, and what the printed figures say of them.

use super::cells::Level;
use super::examine::Subject;
use super::indicator::{Basic, Catalogue, Count, pair};
use super::population::{Key, Population, mask};
use super::program::{Bounds, FAR, Form, Line};
use super::reading::Place;
use std::collections::{BTreeMap, BTreeSet};

/// As many pupils as a group of unknown size can have.
const CROWD: i64 = 10_000_000;
/// Pairs of definitions are broken down only while that makes no more numbers than this; else they are held together as wholes.
const PAIRS: usize = 4_000;

/// What a row says of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Says {
    /// The number itself.
    Number,
    /// Its share of the group.
    Share,
    /// That it is withheld, which under a rule that prints zeros says that it is none.
    NotZero,
}

/// A figure that narrows what is possible.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) group: usize,
    pub(super) count: Count,
    pub(super) says: Says,
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) place: Place,
}

/// The numbers behind the tables of a population.
pub(super) struct Model<'a> {
    pub(super) population: &'a Population,
    pub(super) catalogue: &'a Catalogue,
    pub(super) bounds: Bounds,
    /// What holds whatever is printed, given how many pupils the groups have.
    pub(super) structure: Vec<Line>,
    pub(super) facts: Vec<Fact>,
    levels: Vec<Level>,
    /// How many pupils each cell of each level has.
    sizes: Vec<Vec<Form>>,
    /// The level of each indicator, and its number in each cell.
    numbers: BTreeMap<Basic, (usize, Vec<usize>)>,
}

impl<'a> Model<'a> {
    /// Of the counts that stand in tables by these breakdowns; none when there are too many cells.
    pub(super) fn new(population: &'a Population, catalogue: &'a Catalogue, counts: &BTreeMap<Count, u64>) -> Option<Self> {
        let mut masks: BTreeMap<Basic, u64> = BTreeMap::new();
        for (count, by) in counts {
            for (basic, _) in catalogue.terms(*count).0 {
                *masks.entry(basic).or_default() |= by;
            }
        }
        nest(&mut masks, catalogue);
        let mut model = Self {
            population,
            catalogue,
            bounds: Bounds::default(),
            structure: Vec::new(),
            facts: Vec::new(),
            levels: Vec::new(),
            sizes: Vec::new(),
            numbers: BTreeMap::new(),
        };
        let used: BTreeSet<u64> = masks.values().copied().collect();
        let coarse: BTreeSet<u64> = population.groups.iter().map(|group| mask(&group.key)).chain(used.iter().copied()).collect();
        for level in &used {
            model.levels.push(Level::of(population, *level, &coarse)?);
        }
        model.raise_pairs(&mut masks);
        for place in 0..model.levels.len() {
            model.size_cells(place);
        }
        for (basic, level) in &masks {
            model.number(*basic, *level);
        }
        model.chain();
        model.clauses();
        model.pairs();
        Some(model)
    }

    fn level(&self, level: u64) -> Option<usize> {
        self.levels.iter().position(|known| known.mask == level)
    }

    /// What both of two definitions have in common is at most what each cell of both allows, so it is broken down as they are.
    fn raise_pairs(&self, masks: &mut BTreeMap<Basic, u64>) {
        let mut numbers = 0;
        for (basic, _) in masks.clone() {
            let Basic::Both(one, other) = basic else { continue };
            let of = |place| masks.get(&self.catalogue.plain(Basic::Hits(place))).copied();
            let (Some(one), Some(other)) = (of(one), of(other)) else { continue };
            let raised = if one & !other == 0 { one } else { other };
            numbers += self.level(raised).and_then(|level| self.levels.get(level)).map_or(0, |level| level.cells.len());
            if numbers <= PAIRS {
                let _ = masks.insert(basic, raised);
            }
        }
    }

    /// How many pupils the cells of a level have: printed, or numbers of their own that add up to what is printed.
    fn size_cells(&mut self, place: usize) {
        let Some(level) = self.levels.get(place) else { return };
        let mut sizes: Vec<Form> = Vec::with_capacity(level.cells.len());
        for cell in &level.cells {
            let known = self.population.at(cell).and_then(|group| self.population.size(group));
            sizes.push(match known {
                Some(size) => Form { terms: Vec::new(), constant: size },
                None => Form { terms: vec![(self.bounds.add(0, CROWD), 1)], constant: 0 },
            });
        }
        for group in &self.population.groups {
            let (Some(size), true) = (group.size, mask(&group.key) & !level.mask == 0) else { continue };
            let sum = sum(level.under(&group.key), &sizes);
            if !sum.terms.is_empty() {
                self.structure.push(Line::new(&sum, size, size));
            }
        }
        self.sizes.push(sizes);
    }

    /// A number per cell for an indicator.
    fn number(&mut self, basic: Basic, level: u64) {
        let Some(place) = self.level(level) else { return };
        let mut numbers = Vec::new();
        for size in self.sizes.get(place).into_iter().flatten() {
            let most = if size.terms.is_empty() { size.constant } else { CROWD };
            let number = self.bounds.add(0, most);
            numbers.push(number);
            if !size.terms.is_empty() {
                let mut room = size.clone();
                room.terms.push((number, -1));
                self.structure.push(Line::new(&room, 0, FAR));
            }
        }
        let _ = self.numbers.insert(basic, (place, numbers));
    }

    /// Each limit of a measure lies within those below it, cell by cell of the coarser of the two.
    fn chain(&mut self) {
        let mut chains: BTreeMap<usize, Vec<(Basic, u64)>> = BTreeMap::new();
        for (basic, (level, _)) in &self.numbers {
            if let (Basic::Over(definition, _), Some(level)) = (basic, self.levels.get(*level)) {
                chains.entry(*definition).or_default().push((*basic, level.mask));
            }
        }
        for chain in chains.into_values() {
            let levels: BTreeSet<u64> = chain.iter().map(|(_, level)| *level).collect();
            for level in levels {
                let finer: Vec<&(Basic, u64)> = chain.iter().filter(|(_, own)| level & !own == 0).collect();
                for (lower, higher) in finer.iter().zip(finer.iter().skip(1)) {
                    if lower.1 == level || higher.1 == level {
                        self.at_least(level, &[(lower.0, 1), (higher.0, -1)], 0);
                    }
                }
            }
        }
    }

    /// Whoever meets a clause is above the definition's limit, and whoever is above it meets one.
    fn clauses(&mut self) {
        let known: Vec<Basic> = self.numbers.keys().copied().collect();
        for basic in known.iter().copied() {
            let Basic::Hits(definition) = basic else { continue };
            let clauses: Vec<Basic> = self
                .catalogue
                .clauses(definition)
                .into_iter()
                .map(|number| self.catalogue.plain(Basic::Clause(definition, number)))
                .collect();
            for clause in &clauses {
                // A limit that no table has lies around the next one that some table has.
                let part = match clause {
                    Basic::Over(own, limit) => {
                        known.iter().find(|known| matches!(known, Basic::Over(of, higher) if of == own && higher >= limit))
                    }
                    other => known.iter().find(|known| *known == other),
                };
                if let Some(part) = part {
                    self.coarser(&[(basic, 1), (*part, -1)], 0);
                }
            }
            if !clauses.is_empty() && clauses.iter().all(|clause| known.contains(clause)) {
                let union: Vec<(Basic, i64)> = clauses.iter().map(|clause| (*clause, 1)).chain([(basic, -1)]).collect();
                self.coarser(&union, 0);
            }
        }
    }

    /// What two definitions have in common is a part of each, and no smaller than it must be.
    fn pairs(&mut self) {
        for basic in self.numbers.keys().copied().collect::<Vec<_>>() {
            let Basic::Both(one, other) = basic else { continue };
            let [one, other] = [one, other].map(|place| self.catalogue.plain(Basic::Hits(place)));
            if self.numbers.contains_key(&one) && self.numbers.contains_key(&other) {
                self.coarser(&[(one, 1), (basic, -1)], 0);
                self.coarser(&[(other, 1), (basic, -1)], 0);
                self.coarser(&[(basic, 1), (one, -1), (other, -1)], 1);
            }
        }
    }

    /// As [`Self::at_least`], for the cells of the coarsest level of the indicators.
    fn coarser(&mut self, terms: &[(Basic, i64)], sizes: i64) {
        let masks = terms.iter().filter_map(|(basic, _)| self.levels.get(self.numbers.get(basic)?.0)).map(|level| level.mask);
        if let Some(level) = masks.min_by_key(|mask| mask.count_ones()) {
            self.at_least(level, terms, sizes);
        }
    }

    /// In every cell of a level the sum of some indicators and so many times the size is not negative.
    fn at_least(&mut self, level: u64, terms: &[(Basic, i64)], sizes: i64) {
        let Some(cells) = self.level(level).and_then(|level| self.levels.get(level)) else { return };
        let forms: Vec<Form> = cells.cells.iter().map(|cell| self.form(cell, terms, sizes)).collect();
        self.structure.extend(forms.iter().filter(|form| !form.terms.is_empty()).map(|form| Line::new(form, 0, FAR)));
    }

    /// A sum of indicators over a group, and so many times its size.
    fn form(&self, key: &Key, terms: &[(Basic, i64)], sizes: i64) -> Form {
        let mut form = Form::default();
        let mut finest = None;
        for (basic, factor) in terms {
            let Some((place, numbers)) = self.numbers.get(basic) else { continue };
            let Some(level) = self.levels.get(*place) else { continue };
            form.terms.extend(level.under(key).iter().filter_map(|cell| Some((*numbers.get(*cell)?, *factor))));
            finest = Some(*place);
        }
        if sizes != 0 {
            let printed = self.population.at(key).and_then(|group| self.population.size(group));
            let size = printed.map(|constant| Form { terms: Vec::new(), constant }).or_else(|| {
                let place = finest?;
                Some(sum(self.levels.get(place)?.under(key), self.sizes.get(place)?))
            });
            form.add(&size.unwrap_or_default(), sizes);
        }
        form.gathered()
    }

    /// What a count of a group comes to, in numbers; none where some indicator has none there.
    pub(super) fn count(&self, group: usize, count: Count) -> Option<Form> {
        let (terms, sizes) = self.catalogue.terms(count);
        let key = &self.population.group(group)?.key;
        let has = |(basic, _): &(Basic, i64)| {
            self.numbers.get(basic).and_then(|(place, _)| self.levels.get(*place)).is_some_and(|level| mask(key) & !level.mask == 0)
        };
        terms.iter().all(has).then(|| self.form(key, &terms, sizes))
    }

    /// What a fact says, in numbers.
    pub(super) fn line(&self, fact: &Fact) -> Option<Line> {
        self.count(fact.group, fact.count).map(|form| Line::new(&form, fact.low, fact.high))
    }

    /// The cells of a subject at each level that has all of its groups, those with pupils: to tell when two are of the same pupils.
    /// The finest comes last.
    pub(super) fn extents(&self, subject: &Subject) -> Vec<(usize, BTreeSet<usize>)> {
        let keys = std::iter::once(&subject.group).chain(&subject.less).map(|group| self.population.group(*group).map(|group| &group.key));
        let Some(keys) = keys.collect::<Option<Vec<&Key>>>() else { return Vec::new() };
        let fits = |level: &Level| keys.iter().all(|key| mask(key) & !level.mask == 0);
        let mut extents: Vec<(u32, usize, BTreeSet<usize>)> = Vec::new();
        for (place, level) in self.levels.iter().enumerate().filter(|(_, level)| fits(level)) {
            let empty =
                |cell: &usize| self.sizes.get(place).and_then(|sizes| sizes.get(*cell)).is_some_and(|size| *size == Form::default());
            let mut cells =
                keys.iter().map(|key| level.under(key).iter().copied().filter(|cell| !empty(cell)).collect::<BTreeSet<usize>>());
            let whole = cells.next().unwrap_or_default();
            let left = cells.fold(whole, |left, part| left.difference(&part).copied().collect());
            extents.push((level.mask.count_ones(), place, left));
        }
        extents.sort();
        extents.into_iter().map(|(_, place, cells)| (place, cells)).collect()
    }
}

fn sum(cells: &[usize], sizes: &[Form]) -> Form {
    let mut sum = Form::default();
    cells.iter().filter_map(|cell| sizes.get(*cell)).for_each(|size| sum.add(size, 1));
    sum
}

/// Indicators that bear on one another are broken down alike, unless those of one lie within those of the other: then nothing is lost by
/// counting the coarser one as a whole, since there is always a way to spread it.
fn nest(masks: &mut BTreeMap<Basic, u64>, catalogue: &Catalogue) {
    let kin = |basic: &Basic| match *basic {
        Basic::Hits(place) | Basic::Over(place, _) | Basic::Clause(place, _) => vec![place],
        Basic::Both(one, other) => vec![one, other],
    };
    let mut families: Vec<(BTreeSet<usize>, Vec<Basic>)> = Vec::new();
    for basic in masks.keys() {
        let mut own: BTreeSet<usize> = kin(basic).into_iter().collect();
        let mut members = vec![*basic];
        families.retain_mut(|(places, others)| {
            let apart = own.is_disjoint(places);
            if !apart {
                own.append(places);
                members.append(others);
            }
            apart
        });
        families.push((own, members));
    }
    for (_, members) in families {
        let levels: BTreeSet<u64> = members.iter().filter_map(|basic| masks.get(basic)).copied().collect();
        let nested = |one: &u64, other: &u64| one & !other == 0 || other & !one == 0;
        if !levels.iter().all(|one| levels.iter().all(|other| nested(one, other))) {
            let all = levels.iter().fold(0, |all, level| all | level);
            masks.iter_mut().filter(|(basic, _)| members.contains(basic)).for_each(|(_, mask)| *mask = all);
        }
    }
    // Both definitions of a pair have numbers, though a table may have what they share alone.
    for basic in masks.clone().into_keys() {
        let Basic::Both(one, other) = basic else { continue };
        debug_assert_eq!(pair(one, other), basic, "pairs are named in order");
        let level = masks.get(&basic).copied().unwrap_or(0);
        for place in [one, other] {
            let _ = masks.entry(catalogue.plain(Basic::Hits(place))).or_insert(level);
        }
    }
}
