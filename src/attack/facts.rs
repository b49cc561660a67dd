//! The figures of a population: what narrows what is possible, and what is withheld.

use super::indicator::{Basic, Catalogue, Count};
use super::model::{Fact, Says};
use super::population::{Population, fault, is_within, mask};
use super::program::{FAR, ceiling, floor};
use super::reading::{Entry, Place, Sheet};
use super::verdict::Guard;
use crate::claim::{Claim, Decimal, Fault, Figure, RuleKind};
use crate::locale::Key as Word;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The figures of a population.
#[derive(Default)]
pub(super) struct Figures {
    pub(super) facts: Vec<Fact>,
    /// Withheld counts, each with a row where it is.
    pub(super) withheld: BTreeMap<(usize, Count), Place>,
    /// What stands in tables, with the breakdowns that these are by, as bits.
    pub(super) counts: BTreeMap<Count, u64>,
    /// The indicators that some figure of a group is about.
    pub(super) basics: BTreeMap<usize, BTreeSet<Basic>>,
    /// Places for counts in the tables, and those of them where none is shown.
    pub(super) cells: u64,
    pub(super) hidden: u64,
}

impl Figures {
    /// Of sheets that speak of the same pupils.
    ///
    /// # Errors
    /// [`Fault`] when a share does not fit its count.
    pub(super) fn of(sheets: &[&Sheet], population: &Population, claims: &[Claim], catalogue: &Catalogue) -> Result<Self, Fault> {
        let mut figures = Self::default();
        let entries: Vec<(&Entry, usize, Count)> = sheets
            .iter()
            .flat_map(|sheet| &sheet.entries)
            .filter_map(|entry| Some((entry, population.group_of(entry)?, entry.count?)))
            .filter(|(entry, ..)| entry.figure != Figure::NotMeasurable)
            .collect();
        let printed: HashMap<(Place, Count), i64> = entries
            .iter()
            .filter_map(|(entry, _, count)| match entry.figure {
                Figure::Count(number) => Some(((entry.place, *count), i64::try_from(number).ok()?)),
                _ => None,
            })
            .collect();
        let shared: HashSet<(Place, Count)> = entries
            .iter()
            .filter(|(entry, ..)| entry.share && matches!(entry.figure, Figure::Decimal(_)))
            .map(|(entry, _, count)| (entry.place, *count))
            .collect();
        let mut seen = BTreeSet::new();
        for (entry, group, count) in entries {
            *figures.counts.entry(count).or_default() |= population.group(group).map(|group| mask(&group.key)).unwrap_or_default();
            figures.basics.entry(group).or_default().extend(catalogue.terms(count).0.into_iter().map(|(basic, _)| basic));
            let number = printed.get(&(entry.place, count)).copied();
            let size = population.size(group);
            let fact = |says, low, high| Fact { group, count, says, low, high, place: entry.place };
            let new = match entry.figure {
                Figure::Count(_) => {
                    figures.cells += 1;
                    number.map(|number| fact(Says::Number, number, number))
                }
                Figure::Decimal(share) if entry.share => {
                    let range = size.filter(|size| *size > 0).and_then(|size| range(share, size));
                    if let (Some(number), Some((low, high))) = (number, range)
                        && !(low..=high).contains(&number)
                    {
                        let number = u64::try_from(number).unwrap_or_default();
                        return Err(fault(
                            claims,
                            entry.place,
                            Word::AuditShareDiffers.with("share", share.to_string()).with("number", number),
                        ));
                    }
                    range.filter(|_| number.is_none()).map(|(low, high)| fact(Says::Share, low, high))
                }
                Figure::Withheld if !entry.share => {
                    figures.cells += 1;
                    figures.hidden += 1;
                    let _ = figures.withheld.entry((group, count)).or_insert(entry.place);
                    let rule = claims.get(entry.place.claim).map(|claim| claim.rule.kind);
                    let zeros = rule == Some(RuleKind::ShowZeros) && !shared.contains(&(entry.place, count));
                    (zeros && shows_zeros(population, group, entry.place.claim, claims)).then(|| fact(Says::NotZero, 1, FAR))
                }
                _ => None,
            };
            if let Some(fact) = new
                && seen.insert((group, count, fact.says, fact.low, fact.high))
            {
                figures.facts.push(fact);
            }
        }
        Ok(figures)
    }
}

/// The numbers of a group that have this share, rounded half away from zero.
fn range(share: Decimal, size: i64) -> Option<(i64, i64)> {
    let digits = i64::try_from(share.digits).ok()?.checked_mul(2)?;
    let scale = 10_i64.checked_pow(share.decimals)?.checked_mul(200)?;
    let (low, high) = (size.checked_mul(digits - 1)?, size.checked_mul(digits + 1)? - 1);
    Some((ceiling(low, scale).max(0), floor(high, scale).min(size)))
}

/// Whether a report that prints zeros would print this one: the group is not small, and nothing small lies within it that its zero
/// would tell of. A difference of two groups is small as well. What lies within cannot be seen where no table of the report has all of its
/// breakdowns.
fn shows_zeros(population: &Population, group: usize, claim: usize, claims: &[Claim]) -> bool {
    let Some(rule) = claims.get(claim).map(|claim| claim.rule) else { return false };
    let small = |pupils: i64| pupils > 0 && Guard { rule, pupils: Some(pupils) }.is_small();
    let Some(own) = population.group(group) else { return false };
    let masks = || population.groups.iter().filter(|part| part.claims.contains(&claim)).map(|part| mask(&part.key));
    let finest = masks().fold(0, |all, mask| all | mask);
    if !masks().any(|mask| mask == finest) {
        return false;
    }
    let within: Vec<_> = population.groups.iter().filter(|part| part.claims.contains(&claim) && is_within(&part.key, &own.key)).collect();
    let Some(sizes) = within.iter().map(|part| part.size).collect::<Option<Vec<i64>>>() else { return false };
    let nested =
        |one: usize, other: usize| within.get(one).zip(within.get(other)).is_some_and(|(whole, part)| is_within(&part.key, &whole.key));
    !sizes
        .iter()
        .enumerate()
        .any(|(one, whole)| small(*whole) || sizes.iter().enumerate().any(|(other, part)| small(whole - part) && nested(one, other)))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_a_range_of_numbers() {
        let of = |digits, decimals, size| range(Decimal { digits, decimals }, size);
        assert_eq!(of(125, 1, 48), Some((6, 6)));
        assert_eq!(of(0, 0, 150), Some((0, 0)));
        assert_eq!(of(0, 0, 400), Some((0, 1)));
        // 2.5 per cent of 1000 is 25; of whole per cent three take it in.
        assert_eq!(of(3, 0, 1000), Some((25, 34)));
        for size in 1..300 {
            for part in 0..=size {
                let tenths = (2000 * part + size) / (2 * size);
                let (low, high) = of(u64::try_from(tenths).unwrap(), 1, size).unwrap();
                assert!((low..=high).contains(&part), "{part} of {size}");
            }
        }
    }
}
