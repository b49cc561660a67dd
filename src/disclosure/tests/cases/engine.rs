//! A case as our engine has it: elimination, the audit of a pattern, repair.

use super::peer::{Case, Peer, Primary, Row, Zeros};
use crate::disclosure::audit::{Objection, Open, Reading, Verdict};
use crate::disclosure::census::Census;
use crate::disclosure::eliminate::{Candidate, Column, printable};
use crate::disclosure::matrix::{Wanted, by_preference};
use crate::disclosure::possible::Possible;
use crate::disclosure::published::Cell;
use crate::disclosure::tests::{counts, hits_of, label};
use crate::disclosure::{self as engine, Figure, Policy, Rule, Spec, Table};
use crate::register::Breakdown;
use crate::tally::{Counts, InnerCell};
use std::collections::{BTreeMap, BTreeSet};

/// Pupils of an inner cell who are not above the limit: so many that nothing follows from how few there are.
const OTHERS: u64 = 1000;

/// A case under our rules.
pub(super) struct Ours<'a> {
    case: &'a Case,
    peer: &'a Peer,
    policy: Policy,
    counts: Counts,
    columns: Vec<&'static str>,
}

impl<'a> Ours<'a> {
    pub(super) fn of(case: &'a Case, peer: &'a Peer) -> Self {
        let policy = match case.primary {
            Primary::Few(few, zeros) => {
                let rule = match zeros {
                    Zeros::Primary => Rule::Strict,
                    Zeros::Printed => Rule::ShowZeros,
                    Zeros::Helpers => Rule::Standard,
                };
                Policy::tiny(rule, 0, few + 1)
            }
            // Whatever a number is, that it can be computed is found where every group counts as small.
            Primary::Given(_) => Policy::tiny(Rule::Strict, u64::MAX, 1),
        };
        let columns = case.columns();
        let cell = |(labels, count): &(Vec<String>, u64)| InnerCell {
            key: labels.iter().map(|text| label(text)).collect(),
            column: 0,
            pupils: count + OTHERS,
            states: hits_of(*count),
        };
        let by: Vec<Breakdown> = Breakdown::ALL.into_iter().take(columns.len()).collect();
        Self { case, peer, policy, counts: counts(&by, peer.inner.iter().map(cell).collect()), columns }
    }

    fn pupils(row: &Row) -> u64 {
        row.count + OTHERS * u64::try_from(row.members.len()).expect("a number of cells")
    }

    /// Whether a row is primary by our rule.
    pub(super) fn is_primary(&self, row: &Row) -> bool {
        match self.case.primary {
            Primary::Few(..) => self.policy.standing(Self::pupils(row), row.count) == engine::policy::Standing::Protected,
            Primary::Given(_) => row.primary == Some(true),
        }
    }

    /// For each row whether elimination prints it. Cells of one group are one; the order goes by counts, as the peers' does.
    pub(super) fn eliminated(&self) -> Vec<bool> {
        let mut groups: BTreeMap<&[usize], (u64, bool)> = BTreeMap::new();
        for row in &self.peer.rows {
            groups.entry(&row.members).or_insert((row.count, false)).1 |= self.is_primary(row);
        }
        let ones = |members: &[usize]| members.iter().map(|row| (*row, 1)).collect::<Column>();
        let stands = |count: u64| count == 0 && self.policy.prints_nobody();
        let known: Vec<Column> =
            groups.iter().filter(|(_, (count, primary))| stands(*count) && !primary).map(|(members, _)| ones(members)).collect();
        let protected: Vec<Column> = groups.iter().filter(|(_, (_, primary))| *primary).map(|(members, _)| ones(members)).collect();
        let open: Vec<(&[usize], u64)> = groups
            .iter()
            .filter(|(_, (count, primary))| !primary && !stands(*count))
            .map(|(members, (count, _))| (*members, *count))
            .collect();
        let wanted: Vec<Wanted> =
            open.iter().map(|(members, count)| Wanted { rows: members.to_vec(), pupils: *count, level: 0, place: 0 }).collect();
        let mut order = by_preference(&wanted);
        if let Some((column, label)) = self.case.earlier {
            let place = self.columns.iter().position(|known| *known == column).expect("the column is one of the case's");
            let was_earlier: BTreeSet<&[usize]> =
                self.peer.rows.iter().filter(|row| row.labels[place].as_deref() == Some(label)).map(|row| row.members.as_slice()).collect();
            order.sort_by_key(|wanted| !was_earlier.contains(open[*wanted].0));
        }
        let candidates: Vec<Candidate> = order.iter().map(|place| Candidate { column: ones(open[*place].0), needs: Vec::new() }).collect();
        let singletons: BTreeSet<usize> = match self.policy.prints_nobody() {
            true => self.peer.inner.iter().enumerate().filter(|(_, (_, count))| *count == 1).map(|(place, _)| place).collect(),
            false => BTreeSet::new(),
        };
        let told = printable(&known, &candidates, &protected, &singletons);
        let mut printed: BTreeSet<&[usize]> = order.iter().zip(told).filter(|(_, told)| *told).map(|(place, _)| open[*place].0).collect();
        printed.extend(groups.iter().filter(|(_, (count, primary))| stands(*count) && !primary).map(|(members, _)| *members));
        self.peer.rows.iter().map(|row| printed.contains(row.members.as_slice())).collect()
    }

    /// The tables as they leave with these rows printed, and for each of their rows which of the case's it is.
    fn tables(&self, printed: &[bool]) -> (Vec<Table>, Vec<Vec<usize>>) {
        let mut tables = Vec::new();
        let mut places = Vec::new();
        for (part, about) in self.case.parts.iter().enumerate() {
            let from: Vec<&str> = about.dimensions.iter().flat_map(|dimension| dimension.1).copied().collect();
            let own: Vec<usize> = from.iter().filter_map(|column| self.columns.iter().position(|known| known == column)).collect();
            let by: Vec<Breakdown> = own.iter().map(|place| self.counts.by[*place].clone()).collect();
            let rows: Vec<usize> = (0..self.peer.rows.len()).filter(|row| self.peer.rows[*row].part == part).collect();
            let shown = |place: &usize| {
                let row = &self.peer.rows[*place];
                let pupils = Self::pupils(row);
                let (count, share) = match printed[*place] {
                    true => (Figure::Count(row.count), Figure::share(row.count, pupils)),
                    false => (Figure::Withheld, Figure::Withheld),
                };
                let labels = own.iter().map(|place| row.labels[*place].as_deref().map(label)).collect();
                engine::Row { labels, column: 0, pupils: Figure::Count(pupils), cells: vec![Cell { count, share }], absence: Vec::new() }
            };
            let table = rows.iter().map(shown).collect();
            tables.push(Table { spec: Spec::hits(&by), fine: self.counts.by.clone(), columns: vec![String::new()], rows: table });
            places.push(rows);
        }
        (tables, places)
    }

    /// Whether the audit can read the case: it has no more columns of labels than there are breakdowns.
    pub(super) fn can_be_read(&self) -> bool {
        self.columns.len() <= Breakdown::ALL.len()
    }

    /// What the audit makes of the case with these rows printed; none where the pattern contradicts itself under our rule, or the case
    /// cannot be read.
    pub(super) fn audited(&self, printed: &[bool], mut pool: Vec<Vec<u64>>) -> Option<Audited> {
        if !self.can_be_read() {
            return None;
        }
        let (tables, places) = self.tables(printed);
        let possible = Possible::of(&self.counts, 1);
        let census = Census::of(&self.counts);
        let reading = Reading::of(&Open { tables: &tables, earlier: 0, census: &census, possible: &possible }, self.policy).ok()?;
        let mut objections = reading.attack(&mut pool).ok()?;
        // What is left of a cell when others are taken away is no cell of the peer's; of zeros that are neither primary nor secret the
        // peer prints some; and no peer reckons with a reader who belongs to a cell.
        let is_ours = |objection: &Objection| !objection.target.is_shown() || objection.insider.is_some();
        objections.retain(|objection| objection.verdict == Verdict::Provable && !is_ours(objection));
        Some(Audited { reading, objections, places, pool })
    }

    /// The rows that are left when the audit has had its way with cells: with those that can be computed, or with all.
    pub(super) fn repaired(&self, printed: &[bool], computed_only: bool) -> Option<Vec<bool>> {
        let mut printed = printed.to_vec();
        let mut pool = Vec::new();
        loop {
            let Audited { reading, mut objections, places, pool: found } = self.audited(&printed, pool)?;
            pool = found;
            objections.retain(|objection| !computed_only || reading.can_compute(objection));
            if objections.is_empty() {
                return Some(printed);
            }
            let before = printed.clone();
            let more: BTreeSet<&[usize]> = reading
                .remedy(&objections, &mut pool)
                .into_iter()
                .map(|(table, row, _)| self.peer.rows[places[table][row]].members.as_slice())
                .collect();
            for (row, printed) in self.peer.rows.iter().zip(&mut printed) {
                *printed &= !more.contains(row.members.as_slice());
            }
            if printed == before {
                return None;
            }
        }
    }
}

/// What the audit objects to.
pub(super) struct Audited {
    reading: Reading,
    objections: Vec<Objection>,
    /// For each row of each table which of the case's it is.
    places: Vec<Vec<usize>>,
    pool: Vec<Vec<u64>>,
}

impl Audited {
    /// Protected groups whose number can be computed, and others of which it can be proved that their number is a protected one.
    pub(super) fn told(&self) -> (usize, usize) {
        let computed = self.objections.iter().filter(|objection| self.reading.can_compute(objection)).count();
        (computed, self.objections.len() - computed)
    }
}
