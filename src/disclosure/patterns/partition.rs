//! Which lessons are told of together: hours of a weekday and subjects, made coarser until nothing that is told, and nothing that can
//! be reckoned from it, is about few pupils.
//!
//! A figure is a sum over the lessons of a slice of the week, or of a class of subjects. Any linear combination of such sums gives each
//! lesson of a group of pupils the weight `a(slice) + b(class)`. Where every slice and class of a group is joined to the others by
//! *cells* (the lessons of one slice in one class) of large groups, or has no cell in common with them, such a weight is nothing in all
//! of these large cells only if it is nothing everywhere. So what is not nothing is about a large group.

use crate::order::Order as _;
use crate::tally::{Kinds, Place};
use std::collections::{BTreeMap, BTreeSet};

/// A slice of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Slice {
    /// The first and the last of its weekdays.
    pub(super) days: (u8, u8),
    /// The first and the last of the hours in which its lessons begin; none for all of the day.
    pub(super) hours: Option<(u8, u8)>,
}

/// A class of subjects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// One subject; none where rows do not say it.
    One(Option<u16>),
    /// All that have no class of their own.
    Others,
}

/// Weekdays that are told of together, and their hours.
struct Run {
    days: (u8, u8),
    /// The first and the last hour of each slice, in order; where hours are not known, one slice.
    hours: Vec<Option<(u8, u8)>>,
}

/// The slices and the classes.
pub(super) struct Partition {
    runs: Vec<Run>,
    /// The subjects that have a class of their own.
    apart: BTreeSet<Option<u16>>,
}

/// How many pupils of one group have lessons in what.
#[derive(Default)]
struct Census {
    runs: BTreeMap<usize, u64>,
    slices: BTreeMap<Slice, u64>,
    classes: BTreeMap<Class, u64>,
    cells: BTreeMap<(Slice, Class), u64>,
}

/// What makes a partition coarser.
enum Change {
    /// Weekdays join the ones before or after.
    Run(usize),
    /// A slice joins one beside it on its weekday.
    Slice(Slice),
    /// A subject joins the others.
    Subject(Option<u16>),
}

impl Partition {
    /// The finest partition in which all is told of groups of so many pupils or more; hours and subjects as far as they are known.
    /// Every group must have so many.
    pub(super) fn of(kinds: &Kinds, least: u64) -> Self {
        let mut partition = Self::finest(kinds);
        while let Some(change) = partition.change(&partition.censuses(kinds), least) {
            partition.make(&change);
        }
        partition
    }

    fn finest(kinds: &Kinds) -> Self {
        let mut days: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
        for place in &kinds.places {
            days.entry(place.weekday).or_default().extend(place.hour);
        }
        let clocked = kinds.has_clocks();
        let hours = |hours: BTreeSet<u8>| match clocked {
            true => hours.into_iter().map(|hour| Some((hour, hour))).collect(),
            false => vec![None],
        };
        let runs = days.into_iter().map(|(day, own)| Run { days: (day, day), hours: hours(own) }).collect();
        let apart = if kinds.has_subjects() { kinds.places.iter().map(|place| place.subject).collect() } else { BTreeSet::new() };
        Self { runs, apart }
    }

    /// The slice that lessons of a kind are in.
    pub(super) fn slice(&self, place: Place) -> Option<Slice> {
        let run = self.runs.iter().find(|run| (run.days.0..=run.days.1).contains(&place.weekday))?;
        let holds =
            |hours: &&Option<(u8, u8)>| hours.is_none_or(|(first, last)| place.hour.is_some_and(|hour| (first..=last).contains(&hour)));
        run.hours.iter().find(holds).map(|hours| Slice { days: run.days, hours: *hours })
    }

    /// The class that lessons of a kind are in.
    pub(super) fn class(&self, place: Place) -> Class {
        if self.apart.contains(&place.subject) { Class::One(place.subject) } else { Class::Others }
    }

    /// The slices in order, by weekday.
    pub(super) fn runs(&self) -> impl Iterator<Item = ((u8, u8), Vec<Slice>)> {
        self.runs.iter().map(|run| (run.days, run.hours.iter().map(|hours| Slice { days: run.days, hours: *hours }).collect()))
    }

    fn censuses(&self, kinds: &Kinds) -> Vec<Census> {
        let mut censuses: Vec<Census> = kinds.groups.iter().map(|_| Census::default()).collect();
        let of: Vec<Option<(usize, Slice, Class)>> = kinds
            .places
            .iter()
            .map(|place| {
                let slice = self.slice(*place)?;
                Some((self.runs.iter().position(|run| run.days == slice.days)?, slice, self.class(*place)))
            })
            .collect();
        for habit in &kinds.habits {
            let Some(census) = censuses.get_mut(habit.group) else { continue };
            let own: BTreeSet<(usize, Slice, Class)> = habit.places.iter().filter_map(|place| of.get(*place).copied().flatten()).collect();
            let add = |count: &mut u64| *count += habit.pupils;
            let runs: BTreeSet<usize> = own.iter().map(|(run, ..)| *run).collect();
            let slices: BTreeSet<Slice> = own.iter().map(|(_, slice, _)| *slice).collect();
            let classes: BTreeSet<Class> = own.iter().map(|(.., class)| *class).collect();
            runs.into_iter().for_each(|run| add(census.runs.entry(run).or_default()));
            slices.into_iter().for_each(|slice| add(census.slices.entry(slice).or_default()));
            classes.into_iter().for_each(|class| add(census.classes.entry(class).or_default()));
            own.into_iter().for_each(|(_, slice, class)| add(census.cells.entry((slice, class)).or_default()));
        }
        censuses
    }

    /// What must become coarser; nothing if nothing must.
    fn change(&self, censuses: &[Census], least: u64) -> Option<Change> {
        if self.runs.len() > 1
            && let Some(run) = smallest(censuses.iter().map(|census| &census.runs), least)
        {
            return Some(Change::Run(run));
        }
        if let Some(slice) = smallest(censuses.iter().map(|census| &census.slices), least)
            && self.is_divided(slice)
        {
            return Some(Change::Slice(slice));
        }
        match smallest(censuses.iter().map(|census| &census.classes), least) {
            Some(Class::One(subject)) => return Some(Change::Subject(subject)),
            Some(Class::Others) if !self.apart.is_empty() => return self.rarest(censuses, |_| true).map(Change::Subject),
            Some(Class::Others) | None => {}
        }
        let loose: Vec<Loose> = censuses.iter().flat_map(|census| census.loose(least)).collect();
        let alone = loose.iter().find(|loose| loose.alone && self.is_divided(loose.slice));
        let own = || self.rarest(censuses, |subject| loose.iter().any(|loose| loose.class == Class::One(subject)));
        match alone {
            Some(loose) => Some(Change::Slice(loose.slice)),
            None if loose.is_empty() => None,
            None => own().or_else(|| self.rarest(censuses, |_| true)).map(Change::Subject),
        }
    }

    fn is_divided(&self, slice: Slice) -> bool {
        self.runs.iter().any(|run| run.days == slice.days && run.hours.len() > 1)
    }

    /// The subject with the fewest pupils of those with a class of their own.
    fn rarest(&self, censuses: &[Census], is: impl Fn(Option<u16>) -> bool) -> Option<Option<u16>> {
        let pupils = |subject: Option<u16>| censuses.iter().filter_map(|census| census.classes.get(&Class::One(subject))).sum::<u64>();
        self.apart.iter().copied().filter(|subject| is(*subject)).min_by_key(|subject| (pupils(*subject), *subject))
    }

    fn make(&mut self, change: &Change) {
        match *change {
            Change::Subject(subject) => {
                let _was = self.apart.remove(&subject);
            }
            Change::Run(run) => {
                // The first joins the second, any other the one before.
                let later = run.max(1);
                if later < self.runs.len() {
                    let second = self.runs.remove(later);
                    if let Some(first) = self.runs.get_mut(later - 1) {
                        first.days.1 = second.days.1;
                        first.hours = united(first.hours.iter().chain(&second.hours).copied());
                    }
                }
            }
            Change::Slice(slice) => {
                let Some(run) = self.runs.iter_mut().find(|run| run.days == slice.days) else { return };
                let Some(place) = run.hours.iter().position(|hours| *hours == slice.hours) else { return };
                // An early hour joins the one after, a late one that before: so what stays apart is the middle of the day.
                let later = if place * 2 < run.hours.len() { place + 1 } else { place };
                if later < run.hours.len() {
                    let second = run.hours.remove(later);
                    if let (Some(Some(first)), Some((_, last))) = (run.hours.get_mut(later.saturating_sub(1)), second) {
                        first.1 = last;
                    }
                }
            }
        }
    }

    /// Whether all that is told, and all that can be reckoned from it, is about groups of so many pupils or more: worked out anew, and
    /// by other means than the partition was.
    pub(super) fn is_safe(&self, kinds: &Kinds, least: u64) -> bool {
        let of: Vec<Option<(Slice, Class)>> = kinds.places.iter().map(|place| Some((self.slice(*place)?, self.class(*place)))).collect();
        of.iter().all(Option::is_some)
            && (0..kinds.groups.len()).all(|group| {
                let mut cells: BTreeMap<(Slice, Class), u64> = BTreeMap::new();
                for habit in kinds.habits.iter().filter(|habit| habit.group == group) {
                    let mut own: Vec<(Slice, Class)> = habit.places.iter().filter_map(|place| of.get(*place).copied().flatten()).collect();
                    own.order();
                    own.dedup();
                    own.into_iter().for_each(|cell| *cells.entry(cell).or_default() += habit.pupils);
                }
                cells.keys().all(|(slice, class)| is_reached(&cells, *slice, *class, least))
            })
    }
}

/// Whether a class is reached from a slice by way of large cells.
fn is_reached(cells: &BTreeMap<(Slice, Class), u64>, from: Slice, to: Class, least: u64) -> bool {
    let (mut slices, mut classes): (BTreeSet<Slice>, BTreeSet<Class>) = ([from].into(), BTreeSet::new());
    loop {
        let before = slices.len() + classes.len();
        for ((slice, class), _) in cells.iter().filter(|(_, pupils)| **pupils >= least) {
            if slices.contains(slice) || classes.contains(class) {
                let _known = (slices.insert(*slice), classes.insert(*class));
            }
        }
        if classes.contains(&to) || before == slices.len() + classes.len() {
            return classes.contains(&to);
        }
    }
}

/// Of what some group has, but few pupils of it, that with the fewest.
fn smallest<'a, K: Copy + Ord + 'a>(counts: impl Iterator<Item = &'a BTreeMap<K, u64>>, least: u64) -> Option<K> {
    let small = counts.flatten().filter(|(_, pupils)| **pupils < least);
    small.min_by_key(|(key, pupils)| (**pupils, **key)).map(|(key, _)| *key)
}

/// Slices of two runs of weekdays as one: those that share an hour are one.
pub(super) fn united(hours: impl Iterator<Item = Option<(u8, u8)>>) -> Vec<Option<(u8, u8)>> {
    let mut sorted: Vec<Option<(u8, u8)>> = hours.collect();
    sorted.order();
    let mut all: Vec<Option<(u8, u8)>> = Vec::new();
    for hours in sorted {
        match (all.last_mut(), hours) {
            (Some(None), None) => {}
            (Some(Some(last)), Some((first, end))) if first <= last.1 => last.1 = last.1.max(end),
            _ => all.push(hours),
        }
    }
    all
}

/// A small cell that large ones do not join.
struct Loose {
    slice: Slice,
    class: Class,
    /// Whether its slice has no large cell at all.
    alone: bool,
}

impl Census {
    /// The small cells whose slice and class are not joined by large ones.
    fn loose(&self, least: u64) -> Vec<Loose> {
        let large = || self.cells.iter().filter(|(_, pupils)| **pupils >= least).map(|(cell, _)| cell);
        // Each slice and class points to one that it is joined to, in the end to one that stands for all.
        let slices: Vec<Slice> = self.slices.keys().copied().collect();
        let classes: Vec<Class> = self.classes.keys().copied().collect();
        let mut joined: Vec<usize> = (0..slices.len() + classes.len()).collect();
        let place = |cell: &(Slice, Class)| {
            let (slice, class) = (slices.binary_search(&cell.0).unwrap_or(0), classes.binary_search(&cell.1).unwrap_or(0));
            (slice, slices.len() + class)
        };
        fn root(joined: &[usize], mut at: usize) -> usize {
            while let Some(next) = joined.get(at).copied().filter(|next| *next != at) {
                at = next;
            }
            at
        }
        for cell in large() {
            let (slice, class) = place(cell);
            let (one, other) = (root(&joined, slice), root(&joined, class));
            joined.get_mut(one).into_iter().for_each(|to| *to = other);
        }
        let is_loose = |cell: &&(Slice, Class)| {
            let (slice, class) = place(cell);
            root(&joined, slice) != root(&joined, class)
        };
        let loose = self.cells.keys().filter(is_loose);
        loose.map(|cell| Loose { slice: cell.0, class: cell.1, alone: !large().any(|(slice, _)| *slice == cell.0) }).collect()
    }
}
