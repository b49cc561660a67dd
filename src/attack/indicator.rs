//! What is counted: indicators that are true of a pupil or not, and sums of them.

use crate::claim::{Claim, Definition};
use std::collections::BTreeMap;

/// A limit of a measure: hundredths, and whether a pupil exactly at it is counted. The order is that of rising limits, each of which
/// lies within those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Limit {
    pub(super) hundredths: u64,
    pub(super) above: bool,
}

impl Limit {
    /// `20` or `12.5`.
    pub(super) fn parse(text: &str, above: bool) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
        let fits = digits(whole) && whole.len() <= 9 && digits(decimals) && decimals.len() <= 2;
        fits.then_some(Self { hundredths: format!("{whole}{decimals:0<2}").parse().ok()?, above })
    }

    /// `20` or `12.5`.
    pub(super) fn text(self, point: char) -> String {
        let (whole, rest) = (self.hundredths / 100, self.hundredths % 100);
        match (rest, rest % 10) {
            (0, _) => whole.to_string(),
            (_, 0) => format!("{whole}{point}{}", rest / 10),
            _ => format!("{whole}{point}{rest:02}"),
        }
    }
}

/// Something that is true of a pupil or not. Definitions are those of [`Catalogue`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Basic {
    /// Above the limit of a definition.
    Hits(usize),
    /// Above another limit of a definition's measure.
    Over(usize, Limit),
    /// Meets a clause of a definition.
    Clause(usize, u64),
    /// Above the limits of two definitions, the first of which comes first.
    Both(usize, usize),
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Count {
    /// Those of whom it is true.
    One(Basic),
    /// Those of whom it is not.
    Rest(Basic),
    /// Those of whom the first is true and the second, which lies within it, is not.
    Less(Basic, Basic),
    /// Those above the limit of the first definition and not above that of the second.
    Only(usize, usize),
    /// Those above the limit of any of two definitions, the first of which comes first.
    Either(usize, usize),
    /// Those who meet both clauses of a definition that has two.
    BothClauses(usize, u64, u64),
}

/// The pair of definitions, the first first.
pub(super) const fn pair(one: usize, other: usize) -> Basic {
    if one < other { Basic::Both(one, other) } else { Basic::Both(other, one) }
}

/// The definitions of some reports.
#[derive(Default)]
pub(super) struct Catalogue {
    /// Those that differ by id, or by which of their clauses could be counted.
    known: Vec<(Definition, Measure)>,
}

/// What the clauses of a definition say of one another.
#[derive(Default)]
struct Measure {
    /// The clauses that are limits of the same measure as the first such, by number from 1.
    limits: BTreeMap<u64, Limit>,
    /// Whether that measure counts pupils above a limit, as opposed to at it or above.
    above: Option<bool>,
    /// The limit that the definition itself comes to, when every clause that was counted is such a limit.
    hits: Option<Limit>,
}

impl Catalogue {
    /// The place of a definition of a report; one that it says nothing of has an id only.
    pub(super) fn place(&mut self, claim: &Claim, id: &str) -> usize {
        let unknown = || Definition { id: id.to_owned(), name: id.to_owned(), clauses: Vec::new(), settings: Vec::new() };
        let definition = claim.definitions.iter().find(|definition| definition.id == id).cloned().unwrap_or_else(unknown);
        let evaluated = |definition: &Definition| definition.clauses.iter().map(|clause| clause.evaluated).collect::<Vec<_>>();
        let same = |known: &Definition| known.id == id && evaluated(known) == evaluated(&definition);
        self.known.iter().position(|(known, _)| same(known)).unwrap_or_else(|| {
            let measure = Measure::of(&definition);
            self.known.push((definition, measure));
            self.known.len() - 1
        })
    }

    /// The definition at a place.
    pub(super) fn definition(&self, place: usize) -> Option<&Definition> {
        self.known.get(place).map(|(definition, _)| definition)
    }

    /// The numbers from 1 of the clauses that were counted.
    pub(super) fn clauses(&self, place: usize) -> Vec<u64> {
        let clauses = self.definition(place).map(|definition| definition.clauses.as_slice()).unwrap_or_default();
        (1..).zip(clauses).filter(|(_, clause)| clause.evaluated).map(|(number, _)| number).collect()
    }

    /// Whether the measure of a definition counts pupils above its limit; assumed where its clauses do not tell.
    pub(super) fn above(&self, place: usize) -> bool {
        self.known.get(place).and_then(|(_, measure)| measure.above).unwrap_or(true)
    }

    /// The same indicator under its only name: a definition, or a clause, that is a limit of the definition's measure.
    pub(super) fn plain(&self, basic: Basic) -> Basic {
        let measure = |place: usize| self.known.get(place).map(|(_, measure)| measure);
        match basic {
            Basic::Hits(place) => measure(place).and_then(|measure| measure.hits).map_or(basic, |limit| Basic::Over(place, limit)),
            Basic::Clause(place, number) => {
                measure(place).and_then(|measure| measure.limits.get(&number)).map_or(basic, |limit| Basic::Over(place, *limit))
            }
            other => other,
        }
    }

    /// What a count comes to: so many times each indicator, and so many times the group's size.
    pub(super) fn terms(&self, count: Count) -> (Vec<(Basic, i64)>, i64) {
        let hits = |place: usize| self.plain(Basic::Hits(place));
        let clause = |place, number| self.plain(Basic::Clause(place, number));
        match count {
            Count::One(basic) => (vec![(basic, 1)], 0),
            Count::Rest(basic) => (vec![(basic, -1)], 1),
            Count::Less(whole, part) => (vec![(whole, 1), (part, -1)], 0),
            Count::Only(one, other) => (vec![(hits(one), 1), (pair(one, other), -1)], 0),
            Count::Either(one, other) => (vec![(hits(one), 1), (hits(other), 1), (pair(one, other), -1)], 0),
            Count::BothClauses(place, one, other) => (vec![(clause(place, one), 1), (clause(place, other), 1), (hits(place), -1)], 0),
        }
    }
}

impl Measure {
    fn of(definition: &Definition) -> Self {
        let parsed: Vec<Option<(String, Limit)>> = definition.clauses.iter().map(|clause| limit(&clause.text)).collect();
        let Some((pattern, first)) = parsed.iter().flatten().next() else { return Self::default() };
        let alike = |(own, limit): &&(String, Limit)| own == pattern && limit.above == first.above;
        let limits: BTreeMap<u64, Limit> =
            (1..).zip(&parsed).filter_map(|(number, parsed)| Some((number, parsed.as_ref().filter(alike)?.1))).collect();
        let counted: Vec<Option<&Limit>> =
            (1..).zip(&definition.clauses).filter(|(_, clause)| clause.evaluated).map(|(number, _)| limits.get(&number)).collect();
        let hits = counted.iter().copied().collect::<Option<Vec<_>>>().and_then(|limits| limits.into_iter().min().copied());
        Self { limits, above: Some(first.above), hits }
    }
}

/// The limit of a clause that has one, and the clause without it: `total frånvaro > 20 % under perioden`.
fn limit(text: &str) -> Option<(String, Limit)> {
    let (place, sign) = text.char_indices().rfind(|(_, letter)| ['>', '≥'].contains(letter))?;
    if text.contains(" och ") || text.contains(" and ") {
        return None;
    }
    let (before, after) = (text.get(..place)?, text.get(place + sign.len_utf8()..)?.trim_start());
    let number: String = after.chars().take_while(|letter| letter.is_ascii_digit() || [',', '.'].contains(letter)).collect();
    let limit = Limit::parse(&number.replace(',', "."), sign == '>')?;
    Some((format!("{before}{}", after.get(number.len()..)?), limit))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;
    use crate::claim::Clause;

    fn definition(clauses: &[(&str, bool)]) -> Definition {
        let clauses = clauses.iter().map(|(text, evaluated)| Clause { text: (*text).to_owned(), evaluated: *evaluated });
        Definition { id: "d".to_owned(), name: "D".to_owned(), clauses: clauses.collect(), settings: Vec::new() }
    }

    #[test]
    fn a_definition_is_a_limit_of_its_measure_when_its_clauses_are() {
        let limit = |text: &str, above| Limit::parse(text, above);
        let of = |clauses: &[(&str, bool)]| Measure::of(&definition(clauses));
        assert_eq!(of(&[("total frånvaro > 20 % under perioden", true)]).hits, limit("20", true));
        assert_eq!(of(&[("total absence > 12.5% over a term", true)]).hits, limit("12.5", true));
        let several = of(&[("total frånvaro > 40 % under en termin", true), ("total frånvaro > 20 % under en termin", true)]);
        assert_eq!((several.hits, several.limits.len()), (limit("20", true), 2));
        assert_eq!(of(&[("dagar med total frånvaro > 25 % av dagen: ≥ 5 under en månad", true)]).hits, limit("5", false));
        // One that could not be counted is no part of it; one of another measure makes it no limit.
        let judged = ("vid oro", false);
        assert_eq!(of(&[("total frånvaro > 20 % under perioden", true), judged]).hits, limit("20", true));
        let mixed = of(&[("total frånvaro > 20 % under perioden", true), ("lektioner: ≥ 5 under perioden", true)]);
        assert_eq!((mixed.hits, mixed.above), (None, Some(true)));
        assert_eq!(of(&[("frånvaro > 15 % och eleven är markerad", true)]).hits, None);
    }

    #[test]
    fn limits_rise_and_are_written_as_they_were() {
        let mut limits = [("20", true), ("20", false), ("12.5", true), ("9", true)].map(|(text, above)| Limit::parse(text, above).unwrap());
        limits.sort();
        assert_eq!(limits.map(|limit| limit.text('.')), ["9", "12.5", "20", "20"]);
        assert!(limits[3].above);
        assert_eq!(["", "x", "1.234", "-1"].map(|text| Limit::parse(text, true)), [None; 4]);
    }
}
