//! One pupil's totals: each period once, what several rows say of it added.

use super::places::{NOWHERE, Places};
use crate::register::Total;
use crate::register::draft::{Amounts, Scale, TotalRow};

/// What was found among the totals of all pupils, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::register) struct Sums {
    /// Rows that say the same again.
    pub(in crate::register) twice: u64,
    /// Tables that say different things of the same pupil and period.
    pub(in crate::register) conflicts: u64,
    /// Pupils of whom several rows have per cent only, or other units.
    pub(in crate::register) unaddable: u64,
    /// Pupils whose periods share days.
    pub(in crate::register) overlaps: u64,
    /// Pupils without any scheduled time.
    pub(in crate::register) empty: u64,
}

/// A pupil's totals by period, in order, and the one scale of all of them, if they can be added.
pub(super) fn of(mut rows: Vec<TotalRow>, places: &mut Places<'_>, sums: &mut Sums) -> (Vec<Total>, Option<Scale>) {
    rows.sort_unstable_by_key(|row| (row.period, row.part, table(places, row), row.scale, row.amounts, row.source));
    let mut totals: Vec<Total> = Vec::new();
    let mut addable = true;
    let mut scale = None;
    for period in rows.chunk_by(|one, other| one.period == other.period) {
        let mut said: Vec<TotalRow> = Vec::new();
        for part in period.chunk_by(|one, other| one.part == other.part) {
            said.extend(once(part, places, sums));
        }
        said.sort_unstable_by_key(|row| places.rank(row.source));
        let Some((first, rest)) = said.split_first() else { continue };
        let sum = rest.iter().try_fold(*first, |sum, row| added(sum, *row));
        sums.unaddable += u64::from(sum.is_none());
        let sum = sum.unwrap_or(*first);
        addable &= sum.scale == Scale::Time || (sum.scale != Scale::Percent && rows.iter().all(|row| row.scale == sum.scale));
        scale = Some(sum.scale);
        let mut place = NOWHERE;
        for row in &said {
            place = places.source(row.source).map_or(place, |source| place.or(source.placement));
        }
        let Amounts { scheduled, absent, unauthorised, unreported, unregistered } = sum.amounts;
        let place = places.graded(place, sum.period.last());
        let placement = places.number(place);
        totals.push(Total { period: sum.period, scheduled, absent, unauthorised, unreported, unregistered, placement });
    }
    let shared = |(one, other): (&Total, &Total)| one.period.and(other.period).is_some();
    sums.overlaps += u64::from(totals.iter().zip(totals.iter().skip(1)).any(shared));
    sums.empty += u64::from(totals.iter().all(|total| total.scheduled == 0));
    (totals, scale.filter(|_| addable))
}

fn table(places: &Places<'_>, row: &TotalRow) -> Option<u32> {
    places.source(row.source).map(|source| source.table)
}

fn added(one: TotalRow, other: TotalRow) -> Option<TotalRow> {
    (one.scale == other.scale && one.scale != Scale::Percent).then(|| TotalRow { amounts: one.amounts.plus(other.amounts), ..one })
}

/// What the tables say of one pupil, period and subject: rows of one table are added, a second table of the same school says
/// the same again, and one of another school says more.
fn once(rows: &[TotalRow], places: &Places<'_>, sums: &mut Sums) -> Vec<TotalRow> {
    let school = |row: &TotalRow| places.source(row.source).and_then(|source| source.placement.school);
    let mut said: Vec<TotalRow> = Vec::new();
    for table in rows.chunk_by(|one, other| table(places, one) == table(places, other)) {
        let mut sum: Option<TotalRow> = None;
        let mut before: Option<&TotalRow> = None;
        for row in table {
            if before.is_some_and(|before| (before.scale, before.amounts) == (row.scale, row.amounts)) {
                sums.twice += 1;
                continue;
            }
            before = Some(row);
            sum = match sum {
                None => Some(*row),
                Some(sum) => added(sum, *row).or_else(|| {
                    sums.unaddable += 1;
                    Some(sum)
                }),
            };
        }
        let Some(sum) = sum else { continue };
        let same = |known: &&mut TotalRow| school(known).zip(school(&sum)).is_none_or(|(one, other)| one == other);
        match said.iter_mut().find(same) {
            None => said.push(sum),
            Some(known) => {
                let equal = (known.scale, known.amounts) == (sum.scale, sum.amounts);
                *(if equal { &mut sums.twice } else { &mut sums.conflicts }) += 1;
                let weight = |row: &TotalRow| {
                    (
                        row.amounts.scheduled,
                        std::cmp::Reverse(row.amounts.absent),
                        row.amounts,
                        row.scale,
                        std::cmp::Reverse(places.rank(row.source)),
                    )
                };
                if weight(&sum) > weight(known) {
                    *known = sum;
                }
            }
        }
    }
    said
}
