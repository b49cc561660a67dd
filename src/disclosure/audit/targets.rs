//! Which groups that nobody printed can be formed from those that a table has.

use super::reading::{Extent, Key, Layer, Shown, Target};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A group and those that it falls into along some of the breakdowns.
pub(super) type Family = (usize, Vec<usize>);

/// The families of a table's rows, by their keys.
pub(super) fn families(places: &HashMap<&Key<'_>, usize>) -> Vec<Family> {
    let mut families: HashMap<(usize, usize), BTreeSet<usize>> = HashMap::new();
    for (key, child) in places {
        for totals in 1..1_usize << key.0.len() {
            let adds = key.0.iter().enumerate().all(|(bit, label)| totals >> bit & 1 == 0 || label.is_some());
            if let Some(whole) = places.get(&without(key, totals)).filter(|whole| adds && *whole != child) {
                let _ = families.entry((*whole, totals)).or_default().insert(*child);
            }
        }
    }
    families.into_iter().map(|((whole, _), children)| (whole, children.into_iter().collect())).collect()
}

/// The key with totals in the places that the bits of `totals` name.
pub(super) fn without<'a>(key: &Key<'a>, totals: usize) -> Key<'a> {
    (key.0.iter().enumerate().map(|(bit, label)| label.filter(|_| totals >> bit & 1 == 0)).collect(), key.1)
}

impl Layer {
    /// For every secret: every group where it is not printed, what is left of a group when one inside it is taken away, and what is left
    /// when all parts of it are whose figures tell the secret.
    pub(super) fn targets(&self, layer: usize, secrets: &[usize], places: &HashMap<&Key<'_>, usize>, families: &[Family]) -> Vec<Target> {
        let groups: BTreeSet<usize> = places.values().copied().collect();
        let mut targets = Vec::new();
        for indicator in secrets.iter().copied() {
            let target = |whole: usize, less: Vec<usize>| {
                let pupils = |group: &usize| self.groups.get(*group).map_or(0, |group| group.pupils);
                let left = pupils(&whole).saturating_sub(less.iter().map(pupils).sum());
                (left > 0).then_some(Target { layer, indicator, whole, less, pupils: left })
            };
            let is_printed = |group: &usize| self.groups.get(*group).is_some_and(|group| group.printed.contains_key(&indicator));
            let told: BTreeSet<usize> = groups.iter().copied().filter(|group| self.is_told(*group, indicator)).collect();
            targets.extend(groups.iter().filter(|group| !is_printed(group)).filter_map(|group| target(*group, Vec::new())));
            for (whole, children) in families {
                targets.extend(children.iter().filter_map(|child| target(*whole, vec![*child])));
                let told: Vec<usize> = children.iter().copied().filter(|child| told.contains(child)).collect();
                if !told.is_empty() {
                    targets.extend(target(*whole, told));
                }
            }
        }
        targets
    }

    /// Whether the figures of a group tell a secret at a glance: it is printed, or printed parts make it up, or something printed does
    /// together with printed parts that are taken off.
    fn is_told(&self, group: usize, indicator: usize) -> bool {
        let (Some(group), Some(secret)) = (self.groups.get(group), self.extents.get(indicator)) else { return false };
        if group.printed.contains_key(&indicator) {
            return true;
        }
        let printed: Vec<&Extent> = group.printed.keys().filter_map(|known| self.extents.get(*known)).collect();
        let is = |extent: &Extent, state: usize| extent.get(state).copied().flatten();
        let within = |part: &Extent, whole: &Extent| {
            part.iter().zip(whole).any(|both| matches!(both, (Some(_), Some(_))))
                && !part.iter().zip(whole).any(|both| matches!(both, (Some(true), Some(false))))
        };
        let made_up = |whole: &Extent| {
            let parts: Vec<&&Extent> = printed.iter().filter(|part| within(part, whole)).collect();
            (0..whole.len()).all(|state| is(whole, state) != Some(true) || parts.iter().any(|part| is(part, state) == Some(true)))
        };
        let without = |whole: &Extent| -> Extent { whole.iter().zip(secret).map(|(whole, own)| Some((*whole)? && !(*own)?)).collect() };
        made_up(secret) || printed.iter().any(|whole| within(secret, whole) && made_up(&without(whole)))
    }

    /// For every secret of a table, what is left of a group of one table when a group of another that lies inside it is taken away.
    pub(super) fn across(&self, shown: &[Shown]) -> Vec<Target> {
        let own: Vec<&Shown> = shown.iter().filter(|shown| shown.layer == 0).collect();
        if own.len() < 2 {
            return Vec::new();
        }
        let mut holding: HashMap<usize, Vec<usize>> = HashMap::new();
        for (group, read) in self.groups.iter().enumerate() {
            for cell in &read.cells {
                holding.entry(*cell).or_default().push(group);
            }
        }
        let mut targets = self.rests(&own);
        for (inner, read) in self.groups.iter().enumerate() {
            let mut shared: HashMap<usize, usize> = HashMap::new();
            for group in read.cells.iter().filter_map(|cell| holding.get(cell)).flatten() {
                *shared.entry(*group).or_default() += 1;
            }
            for (outer, _) in shared.into_iter().filter(|(outer, cells)| *outer != inner && *cells == read.cells.len()) {
                let Some(pupils) = self.groups.get(outer).and_then(|outer| outer.pupils.checked_sub(read.pupils)) else { continue };
                // Of groups of one table its families tell.
                let together = own.iter().any(|shown| shown.groups.contains(&inner) && shown.groups.contains(&outer));
                let has = |shown: &&&Shown| shown.groups.contains(&inner) || shown.groups.contains(&outer);
                let secrets: BTreeSet<usize> = own.iter().filter(has).flat_map(|shown| shown.secrets.iter().copied()).collect();
                if pupils > 0 && !together {
                    let target = |indicator| Target { layer: 0, indicator, whole: outer, less: vec![inner], pupils };
                    targets.extend(secrets.into_iter().map(target));
                }
            }
        }
        targets
    }

    /// For every secret of two tables, what is left of a group of one when all of the disjoint groups of the other that lie inside it are
    /// taken away whose figures tell the secret: of a stage, the grades that are printed.
    fn rests(&self, own: &[&Shown]) -> Vec<Target> {
        let mut targets = Vec::new();
        for (place, parts) in own.iter().enumerate() {
            for disjoint in &parts.disjoint {
                let mut part: HashMap<usize, usize> = HashMap::new();
                for group in disjoint {
                    let cells = self.groups.get(*group).into_iter().flat_map(|group| &group.cells);
                    part.extend(cells.map(|cell| (*cell, *group)));
                }
                for (_, whole) in own.iter().enumerate().filter(|(other, _)| *other != place) {
                    let secrets: BTreeSet<usize> = parts.secrets.iter().chain(&whole.secrets).copied().collect();
                    targets.extend(whole.groups.iter().flat_map(|outer| self.rest(*outer, &part, &secrets)));
                }
            }
        }
        targets
    }

    /// What is left of a group for each secret, when parts of it are taken away that tell it.
    fn rest(&self, outer: usize, part: &HashMap<usize, usize>, secrets: &BTreeSet<usize>) -> Vec<Target> {
        let Some(whole) = self.groups.get(outer) else { return Vec::new() };
        let mut cells: BTreeMap<usize, usize> = BTreeMap::new();
        whole.cells.iter().filter_map(|cell| part.get(cell)).for_each(|group| *cells.entry(*group).or_default() += 1);
        let is_inside = |(group, cells): &(usize, usize)| self.groups.get(*group).is_some_and(|group| group.cells.len() == *cells);
        let inside: Vec<usize> = cells.into_iter().filter(is_inside).map(|(group, _)| group).collect();
        let target = |indicator: usize| {
            let less: Vec<usize> = inside.iter().copied().filter(|group| self.is_told(*group, indicator)).collect();
            let taken = less.iter().filter_map(|group| self.groups.get(*group)).map(|group| group.pupils).sum();
            let pupils = whole.pupils.checked_sub(taken).filter(|left| *left > 0)?;
            // One alone is told of above.
            (less.len() > 1).then_some(Target { layer: 0, indicator, whole: outer, less, pupils })
        };
        secrets.iter().filter_map(|secret| target(*secret)).collect()
    }
}
