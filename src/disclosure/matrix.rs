//! The model of a release: a sparse matrix with a row for each unknown number and a column for each figure that somebody could print or
//! prove. Whatever the figures come from (margins, differences, bands, overlaps), they are columns here.

use super::census::Census;
use super::eliminate::{Candidate, Column, printable};
use super::figures::Figures;
use super::frame::Group;
use super::measure::{Indicator, Measure};
use super::policy::{Policy, Standing};
use super::published::{Figure, Table};
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

/// Which figures are printed at first, and which figures each of them needs beside it.
pub(super) struct Plan {
    pub(super) printed: Vec<bool>,
    /// Figures that stand whatever happens: those of earlier releases, and where the rule prints what is true of nobody, these.
    stands: Vec<bool>,
    needs: Vec<Vec<usize>>,
}

impl Plan {
    /// The most figures, from the largest groups down, such that nothing protected is a linear combination of them. The order goes by
    /// numbers of pupils and place, never by what is protected, so that the pattern tells as little as it can.
    pub(super) fn of(figures: &Figures<'_>, earlier: &[Table], census: &Census, policy: Policy) -> Self {
        let needs: Vec<Vec<usize>> = (0..figures.figures.len()).map(|figure| needs(figures, figure)).collect();
        let stands = stands(figures, earlier, census, policy);
        let is_forced = |figure: usize| stands.get(figure).copied().unwrap_or(false);
        let forced: Vec<usize> = stands.iter().enumerate().filter(|(_, stands)| **stands).map(|(figure, _)| figure).collect();
        let candidates: Vec<usize> =
            order(figures).into_iter().filter(|figure| !is_forced(*figure) && may_stand(figures, *figure, policy)).collect();
        let places: HashMap<usize, usize> = candidates.iter().copied().zip(0..).collect();
        let columns: Vec<Candidate> = candidates
            .iter()
            .filter_map(|figure| {
                let single = figures.figures.get(*figure)?;
                // One that needs what is no candidate can never be printed; its own place is never printed before it.
                let own = places.get(figure).copied()?;
                let needs = needs.get(*figure)?.iter().filter(|wanted| !is_forced(**wanted));
                let needs = needs.map(|wanted| places.get(wanted).copied().unwrap_or(own)).collect();
                Some(Candidate { column: single.column.clone(), needs })
            })
            .collect();
        let mut printed = stands.clone();
        let mut known = figures.known();
        known.extend(forced.iter().filter_map(|figure| figures.figures.get(*figure)).map(|single| single.column.clone()));
        let singletons = if policy.prints_nobody() { figures.singletons() } else { BTreeSet::new() };
        let open = printable(&known, &columns, &protected(figures, policy), &singletons);
        for (figure, open) in candidates.iter().zip(open) {
            if let Some(place) = printed.get_mut(*figure) {
                *place = open;
            }
        }
        Self { printed, stands, needs }
    }

    /// Every figure that the rule lets stand by itself: what others protect with it is printed.
    #[cfg(test)]
    pub(super) fn primary(figures: &Figures<'_>, census: &Census, policy: Policy) -> Self {
        let needs = (0..figures.figures.len()).map(|figure| needs(figures, figure)).collect();
        let stands = stands(figures, &[], census, policy);
        let printed = stands.iter().enumerate().map(|(figure, stands)| *stands || may_stand(figures, figure, policy)).collect();
        Self { printed, stands, needs }
    }

    /// Whether anything is printed that could be withheld.
    pub(super) fn prints_more_than_it_must(&self) -> bool {
        self.printed != self.stands
    }

    /// Withholds whatever can be.
    pub(super) fn withhold_all(&mut self) {
        self.printed.clone_from(&self.stands);
    }

    /// Withholds some figures, and those that need them.
    pub(super) fn withhold(&mut self, figures: impl Iterator<Item = usize>) {
        let printed = &mut self.printed;
        for figure in figures.filter(|figure| self.stands.get(*figure) == Some(&false)) {
            if let Some(place) = printed.get_mut(figure) {
                *place = false;
            }
        }
        let lonely: Vec<usize> = self
            .needs
            .iter()
            .enumerate()
            .filter(|(_, needs)| needs.iter().any(|wanted| !printed.get(*wanted).copied().unwrap_or(false)))
            .map(|(figure, _)| figure)
            .collect();
        for figure in lonely.into_iter().filter(|figure| self.stands.get(*figure) == Some(&false)) {
            if let Some(place) = printed.get_mut(figure) {
                *place = false;
            }
        }
    }
}

/// The figures that are printed whatever happens.
fn stands(figures: &Figures<'_>, earlier: &[Table], census: &Census, policy: Policy) -> Vec<bool> {
    let mut stands = vec![false; figures.figures.len()];
    let mut stand = |figure: Option<usize>| {
        if let Some(place) = figure.and_then(|figure| stands.get_mut(figure)) {
            *place = true;
        }
    };
    for (table, old) in earlier.iter().enumerate() {
        for (row, shown) in old.rows().iter().enumerate() {
            let told = shown.cells().iter().enumerate().filter(|(_, cell)| matches!(cell.count(), Figure::Count(_)));
            told.for_each(|(measure, _)| stand(figures.shown(table, row, measure)));
        }
    }
    if policy.prints_nobody() {
        let small = census.small_within(&census.by, policy);
        for table in figures.tables.iter().skip(earlier.len()) {
            for (group, shown) in table.frame.groups.iter().zip(table.shown()) {
                let nobody = |figure: &&usize| figures.figures.get(**figure).is_some_and(|single| single.hits == 0);
                if !group.inner.iter().any(|cell| small.get(*cell).copied().unwrap_or(true)) {
                    shown.iter().flatten().filter(nobody).for_each(|figure| stand(Some(*figure)));
                }
            }
        }
    }
    stands
}

/// The figures in the order in which they are printed while it is safe: tables of single indicators first, there the largest groups,
/// and in each group the first measure; then the others as they stand.
fn order(figures: &Figures<'_>) -> Vec<usize> {
    let is_joint = |table: usize| figures.tables.get(table).is_some_and(|table| table.spec.joint);
    let (joint, simple): (Vec<usize>, Vec<usize>) =
        (0..figures.figures.len()).partition(|figure| figures.figures.get(*figure).is_some_and(|single| is_joint(single.first.0)));
    let wanted: Vec<Wanted> = simple
        .iter()
        .filter_map(|figure| figures.figures.get(*figure))
        .map(|single| Wanted {
            rows: single.column.iter().map(|(row, _)| *row).collect(),
            pupils: single.pupils,
            level: single.level,
            place: single.first.2,
        })
        .collect();
    let simple = by_preference(&wanted).into_iter().filter_map(|place| simple.get(place).copied());
    simple.chain(joint).collect()
}

/// What decides how much a reader would miss a figure.
pub(super) struct Wanted {
    /// The rows of its column.
    pub(super) rows: Vec<usize>,
    pub(super) pupils: u64,
    /// Over how many breakdowns it is a total.
    pub(super) level: usize,
    /// Its place among the measures.
    pub(super) place: usize,
}

/// Those first that a reader would miss most: with many pupils, then totals, then the first measure, then those that overlap most with
/// large ones.
pub(super) fn by_preference(wanted: &[Wanted]) -> Vec<usize> {
    let mut weight: HashMap<usize, u128> = HashMap::new();
    for one in wanted {
        for row in &one.rows {
            *weight.entry(*row).or_default() += u128::from(one.pupils) + 1;
        }
    }
    let overlap = |rows: &[usize]| rows.iter().filter_map(|row| weight.get(row)).sum::<u128>();
    let mut order: Vec<_> = wanted
        .iter()
        .enumerate()
        .map(|(index, one)| (Reverse((one.pupils, one.level, Reverse(one.place), overlap(&one.rows))), index))
        .collect();
    order.sort_unstable();
    order.into_iter().map(|(_, index)| index).collect()
}

/// Whether the rule lets a figure stand anywhere, whatever stands beside it. One of what two definitions have in common goes with the
/// others of the same two, and a clause with those who are above the limit for other reasons only: beside the totals each says what
/// the others are.
fn may_stand(figures: &Figures<'_>, figure: usize, policy: Policy) -> bool {
    let Some(single) = figures.figures.get(figure) else { return false };
    let Some(table) = figures.tables.get(single.first.0) else { return false };
    let Some((measure, counted)) = table.spec.measures.get(single.first.2) else { return false };
    let beside = match *measure {
        Measure::Both(one, other) | Measure::OnlyFirst(one, other) | Measure::OnlySecond(one, other) => {
            vec![Indicator::both(one, other), Indicator::without(one, other), Indicator::without(other, one), Indicator::either(one, other)]
        }
        Measure::Clause(..) => {
            let group = table.spec.groups.iter().find(|group| *group & counted.indicator.yes != 0).copied().unwrap_or(0);
            vec![Indicator { yes: 0, no: counted.indicator.yes, any: group }]
        }
        Measure::Hits | Measure::Over(_) | Measure::Class(..) | Measure::Definition(_) => Vec::new(),
    };
    let Some(group) = table.frame.groups.get(single.first.1) else { return false };
    let standing = |indicator| policy.standing(group.pupils, figures.hits(group, indicator));
    policy.standing(single.pupils, single.hits) == Standing::Open
        && beside.into_iter().all(|indicator| standing(indicator) != Standing::Protected)
}

/// The figures without which a figure says little: the totals of two definitions beside what they have in common.
fn needs(figures: &Figures<'_>, figure: usize) -> Vec<usize> {
    let Some(single) = figures.figures.get(figure) else { return Vec::new() };
    let Some(table) = figures.tables.get(single.first.0) else { return Vec::new() };
    let pair = match table.spec.measures.get(single.first.2) {
        Some((Measure::Both(one, other) | Measure::OnlyFirst(one, other) | Measure::OnlySecond(one, other), _)) => [*one, *other],
        _ => return Vec::new(),
    };
    let Some(group) = table.frame.groups.get(single.first.1) else { return Vec::new() };
    pair.into_iter().filter_map(|definition| figures.total(group.column, Indicator::basic(definition))).collect()
}

/// The columns that must not be computable: the secrets of each group that the rule protects; differences of two groups that could
/// both be printed; what is left of a group when all its parts that could be printed are.
fn protected(figures: &Figures<'_>, policy: Policy) -> Vec<Column> {
    let mut columns: BTreeSet<Column> = BTreeSet::new();
    for table in &figures.tables {
        for secret in &table.secrets {
            let of = |group: usize| table.frame.groups.get(group);
            let value: Vec<u64> = table.frame.groups.iter().map(|group| figures.hits(group, *secret)).collect();
            let hits = |group: &usize| value.get(*group).copied().unwrap_or(0);
            let standing: Vec<Standing> =
                table.frame.groups.iter().zip(&value).map(|(group, hits)| policy.standing(group.pupils, *hits)).collect();
            let is = |group: &usize, wanted: Standing| standing.get(*group) == Some(&wanted);
            let mut guard = |group: &Group| {
                let column = figures.column(table.spec.joint, group, *secret);
                if !column.is_empty() {
                    let _ = columns.insert(column);
                }
            };
            (0..standing.len()).filter(|group| is(group, Standing::Protected)).filter_map(of).for_each(&mut guard);
            // What nobody prints by itself can be told by what is printed although it is nobody.
            let measured = table.spec.measures.iter().any(|(_, counted)| counted.indicator == *secret);
            let open = |group: &usize| is(group, Standing::Open) || !measured && is(group, Standing::Silent);
            for (parent, children) in &table.frame.families {
                let Some(whole) = of(*parent).filter(|_| open(parent)) else { continue };
                let mut left = |taken: &[usize]| {
                    let part = taken.iter().filter_map(|group| of(*group)).map(|group| group.pupils).sum();
                    let pupils = whole.pupils.saturating_sub(part);
                    let rest = hits(parent).saturating_sub(taken.iter().map(hits).sum());
                    if pupils == 0 {
                        return;
                    }
                    let taken: BTreeSet<usize> =
                        taken.iter().filter_map(|group| of(*group)).flat_map(|part| part.inner.iter().copied()).collect();
                    let inner: Vec<usize> = whole.inner.iter().copied().filter(|inner| !taken.contains(inner)).collect();
                    // That it is nobody in what is left may be harmless and still tell of a small group inside.
                    let small = || inner.iter().filter_map(|cell| figures.counts.cells.get(*cell)).any(|cell| policy.is_small(cell.pupils));
                    if policy.standing(pupils, rest) == Standing::Protected || rest == 0 && small() {
                        guard(&Group { inner, pupils, level: 0, column: whole.column });
                    }
                };
                let open: Vec<usize> = children.iter().copied().filter(open).collect();
                open.iter().for_each(|child| left(&[*child]));
                if open.len() > 1 {
                    left(&open);
                }
            }
        }
    }
    columns.into_iter().collect()
}
