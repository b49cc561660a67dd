//! Which tables a release has, and which indicators are a secret in each.

use super::measure::{Counted, Indicator, Limit, Measure, bit};
use super::possible::Possible;
use crate::register::Breakdown;
use crate::tally::State;
use std::collections::BTreeSet;

/// What a table is to show: measures, and the basic indicators that they are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spec {
    /// The breakdowns, from the outside in; of those that the counts have.
    pub(super) by: Vec<Breakdown>,
    /// The measures, in the order to show them, with what each counts.
    pub(super) measures: Vec<(Measure, Counted)>,
    /// Basic indicators whose combinations are secrets of the table.
    pub(super) groups: Vec<State>,
    /// Whether combinations are secrets although nothing that is printed for each row says how indicators combine.
    pub(super) joint: bool,
    /// The columns of time, of those that the counts have; all of them if none are named.
    pub(super) columns: Option<Vec<usize>>,
    /// Whether each row tells how much of the group's scheduled time is absence.
    pub(super) times: bool,
}

/// The clauses of a definition to be counted.
pub(crate) struct Clauses {
    /// The definition's place.
    pub(crate) definition: usize,
    /// The place of its own indicator: some clause holds.
    pub(crate) hits: usize,
    /// For each clause its place in the definition's summary and that of its indicator.
    pub(crate) clauses: Vec<(usize, usize)>,
}

impl Spec {
    /// Whether its rows tell how much of the group's time is absence.
    pub(crate) const fn tells_time(&self) -> bool {
        self.times
    }

    /// Whether it is about all pupils together and nothing else.
    pub(crate) fn is_whole(&self) -> bool {
        self.by.is_empty()
    }

    /// Pupils above the limit of one definition, whose indicator is the first, and beside them how much of the group's time is absence.
    pub(crate) fn hits(by: &[Breakdown]) -> Self {
        let measures = vec![(Measure::Hits, Counted::plain(Indicator::basic(0)))];
        Self { by: by.to_vec(), measures, groups: vec![bit(0)], joint: false, columns: None, times: true }
    }

    /// Pupils above each of several limits, or between them. Indicators are in the order of the limits, which rise.
    pub(crate) fn bands(by: &[Breakdown], limits: &[Limit], disjoint: bool) -> Self {
        let places = || limits.iter().copied().enumerate();
        let measures = if disjoint {
            let mut classes = Vec::with_capacity(limits.len() + 1);
            if let Some(first) = limits.first() {
                classes.push((Measure::Class(None, Some(*first)), Counted { indicator: Indicator::basic(0), rest: true }));
            }
            for (place, limit) in places() {
                classes.push(match limits.get(place + 1) {
                    Some(next) => (Measure::Class(Some(limit), Some(*next)), Counted::plain(Indicator::without(place, place + 1))),
                    None => (Measure::Class(Some(limit), None), Counted::plain(Indicator::basic(place))),
                });
            }
            classes
        } else {
            places().map(|(place, limit)| (Measure::Over(limit), Counted::plain(Indicator::basic(place)))).collect()
        };
        let group = places().map(|(place, _)| bit(place)).sum();
        Self { by: by.to_vec(), measures, groups: vec![group], joint: false, columns: None, times: false }
    }

    /// Pupils above the limit of each of several definitions, whose indicators are the first.
    pub(crate) fn definitions(by: &[Breakdown], definitions: usize) -> Self {
        let measures = (0..definitions).map(|place| (Measure::Definition(place), Counted::plain(Indicator::basic(place)))).collect();
        Self { by: by.to_vec(), measures, groups: vec![(0..definitions).map(bit).sum()], joint: false, columns: None, times: false }
    }

    /// For the whole, how definitions overlap in pairs.
    pub(crate) fn overlap(definitions: usize) -> Self {
        let pairs = (0..definitions).flat_map(|one| (one + 1..definitions).map(move |other| (one, other)));
        let measures = pairs.flat_map(|(one, other)| {
            [
                (Measure::Both(one, other), Counted::plain(Indicator::both(one, other))),
                (Measure::OnlyFirst(one, other), Counted::plain(Indicator::without(one, other))),
                (Measure::OnlySecond(one, other), Counted::plain(Indicator::without(other, one))),
            ]
        });
        let groups = vec![(0..definitions).map(bit).sum()];
        Self { by: Vec::new(), measures: measures.collect(), groups, joint: true, columns: None, times: false }
    }

    /// For the whole, pupils who meet each clause of some definitions.
    pub(crate) fn clauses(definitions: &[Clauses]) -> Self {
        let mut measures = Vec::new();
        let mut groups = Vec::new();
        for Clauses { definition, hits, clauses } in definitions {
            let counted = |place: &usize| Counted::plain(Indicator::basic(*place));
            measures.extend(clauses.iter().map(|(clause, place)| (Measure::Clause(*definition, *clause), counted(place))));
            groups.push(clauses.iter().fold(bit(*hits), |bits, (_, place)| bits | bit(*place)));
        }
        Self { by: Vec::new(), measures, groups, joint: true, columns: None, times: false }
    }

    /// How many of the first basic indicators are rising limits, each of which lies within the one before.
    pub(super) fn chain(&self) -> usize {
        let bands = self.measures.iter().any(|(measure, _)| matches!(measure, Measure::Hits | Measure::Over(_) | Measure::Class(..)));
        if bands { usize::try_from(self.bits().count_ones()).unwrap_or(0) } else { 0 }
    }

    /// The basic indicators that the table is about.
    pub(super) fn bits(&self) -> State {
        let own = self.measures.iter().fold(0, |bits, (_, counted)| bits | counted.indicator.bits());
        self.groups.iter().fold(own, |bits, group| bits | group)
    }

    /// Everything that is a secret of each row, where the figures `beside` the table are known as well. In a table of single indicators:
    /// each of them, and what one of two has that the other lies within, since the two side by side say how many that is. In one
    /// that says how indicators combine: every way that two of them do. One that holds in no possible state is left out; nobody
    /// could tell anything of it.
    pub(super) fn secrets(&self, beside: State, possible: &Possible) -> Vec<Indicator> {
        let mut known = BTreeSet::new();
        let mut secrets = Vec::new();
        let everything = self.bits() | if self.joint { 0 } else { beside };
        let mut add = |indicator: Indicator| {
            let extent = possible.extent(indicator, everything);
            // Two that are true of the same pupils are one, where a column tells.
            let new = match extent.is_empty() {
                false => known.insert((None, extent)),
                true => !possible.extent(indicator, 0).is_empty() && known.insert((Some(indicator), Vec::new())),
            };
            if new {
                secrets.push(indicator);
            }
        };
        self.measures.iter().for_each(|(_, counted)| add(counted.indicator));
        let own = self.bits();
        let groups = if self.joint { self.groups.clone() } else { vec![everything] };
        for group in groups {
            let places: Vec<usize> = (0..128).filter(|place| group >> place & 1 == 1).collect();
            places.iter().filter(|place| own >> **place & 1 == 1).for_each(|place| add(Indicator::basic(*place)));
            for (index, one) in places.iter().enumerate() {
                for other in places.iter().skip(index + 1).filter(|other| own & (bit(*one) | bit(**other)) != 0) {
                    let parts = [Indicator::without(*one, *other), Indicator::without(*other, *one)];
                    if self.joint {
                        add(Indicator::both(*one, *other));
                        add(Indicator::either(*one, *other));
                        parts.into_iter().for_each(&mut add);
                    } else if possible.is_within(Indicator::basic(*one), Indicator::basic(*other))
                        || possible.is_within(Indicator::basic(*other), Indicator::basic(*one))
                    {
                        parts.into_iter().for_each(&mut add);
                    }
                }
            }
        }
        secrets
    }

    /// Whether the table has a column of time.
    pub(super) fn shows(&self, column: usize) -> bool {
        self.columns.as_ref().is_none_or(|columns| columns.contains(&column))
    }
}
