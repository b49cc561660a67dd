//! What a row says of a whole period.

use super::amount::Quantity;
use super::columns::{Amounted, amounts};
use super::{Folder, Unusable, bytes};
use crate::calendar::Half;
use crate::finding::Kind as FindingKind;
use crate::layout::{Layout, Role, Unit, plain};
use crate::order::Order as _;
use crate::register::draft::{Amounts, Scale, TotalRow};
use crate::source::Row;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

/// The columns of amounts that are read together: all of one scale, for one half of the school year or for the row's period.
#[derive(Clone, Copy)]
pub(super) struct Set {
    half: Option<Half>,
    scale: Scale,
    scheduled: Option<Amounted>,
    attended: Option<Amounted>,
    other: Option<Amounted>,
    absent: Option<Amounted>,
    authorised: Option<Amounted>,
    unauthorised: Option<Amounted>,
    notified: Option<Amounted>,
    unnotified: Option<Amounted>,
    reported: Option<Amounted>,
    not_registered: Option<Amounted>,
}

impl Set {
    /// The sets of a table: minutes and hours before lessons, lessons before days, days before per cent. None where no amounts
    /// of absence can be read.
    pub(super) fn of(layout: &Layout) -> Vec<Self> {
        let mut halves: Vec<Option<Half>> =
            layout.columns.iter().filter(|column| column.role.is_some()).map(|column| column.half).collect();
        halves.order();
        halves.dedup();
        let scales = [Scale::Time, Scale::Lessons, Scale::Days, Scale::Percent];
        halves.into_iter().filter_map(|half| scales.into_iter().find_map(|scale| Self::in_scale(layout, half, scale))).collect()
    }

    /// Whether the table has amounts of a half of the school year that no set reads.
    pub(super) fn leaves_half(layout: &Layout, sets: &[Self]) -> bool {
        let halves = layout.columns.iter().filter(|column| column.role.is_some()).filter_map(|column| column.half);
        halves.into_iter().any(|half| !sets.iter().any(|set| set.half == Some(half)))
    }

    fn in_scale(layout: &Layout, half: Option<Half>, scale: Scale) -> Option<Self> {
        let is = |column: &Amounted| match column.unit {
            None | Some(Unit::Minutes | Unit::Hours) => scale == Scale::Time,
            Some(Unit::Lessons) => scale == Scale::Lessons,
            Some(Unit::Days) => scale == Scale::Days,
            Some(Unit::Percent) => scale == Scale::Percent,
        };
        let at = |role: Role| amounts(layout, role, half).filter(is).min_by_key(|column| column.unit);
        let any = |role: Role| amounts(layout, role, half).min_by_key(|column| (!is(column), column.unit));
        let mut set = Self {
            half,
            scale,
            scheduled: at(Role::Length),
            attended: at(Role::Attended),
            other: at(Role::OtherActivity),
            absent: at(Role::Absent),
            authorised: at(Role::Authorised),
            unauthorised: at(Role::Unauthorised),
            notified: at(Role::Notified),
            unnotified: at(Role::Unnotified),
            reported: any(Role::Reported),
            not_registered: any(Role::NotRegistered),
        };
        let absence = [set.absent, set.authorised, set.unauthorised, set.notified, set.unnotified].iter().any(Option::is_some);
        match scale {
            Scale::Percent => {
                // Shares of a time that is known are time.
                set.scheduled = amounts(layout, Role::Length, half)
                    .filter(|column| column.unit != Some(Unit::Percent))
                    .min_by_key(|column| column.unit);
                (absence || set.attended.is_some()).then_some(set)
            }
            Scale::Lessons => {
                set.scheduled = set.scheduled.or_else(|| amounts(layout, Role::Lessons, half).min_by_key(|column| column.unit));
                // `3/45` says both.
                (set.scheduled.is_some() || (absence && set.attended.is_some())).then_some(set).filter(|set| {
                    absence || set.attended.is_some() || !layout.columns.iter().any(|column| column.unit == Some(Unit::Percent))
                })
            }
            Scale::Time | Scale::Days => ((absence && (set.scheduled.is_some() || set.attended.is_some()))
                || (set.scheduled.is_some() && set.attended.is_some()))
            .then_some(set),
        }
    }
}

/// How far amounts may be apart that are each rounded, in hundredths of their unit.
const ROUNDING: u64 = 150;

impl Folder {
    /// Adds the row's totals to its pupil.
    pub(super) fn fold_total<R: Row>(&mut self, row: &R) -> Result<(), Unusable> {
        let whom = self.whom(row)?;
        let part = self.columns.subject.map_or(0, |column| {
            let mut hasher = SipHasher13::new_with_key(&self.secret);
            hasher.write(plain(&row.text(&bytes(row, column))).as_bytes());
            hasher.finish128().h1 | 1
        });
        for set in self.sets.clone() {
            let Some(period) = self.period(row, set.half)? else {
                return Err(self.find(FindingKind::PeriodMissing, row, None, None));
            };
            let (scale, amounts) = self.amounts(row, &set)?;
            let Some(draft) = self.drafts.get_mut(whom.pupil) else { return Ok(()) };
            draft.totals.push(TotalRow { period, source: whom.source, part, scale, amounts });
        }
        Ok(())
    }

    /// An amount in the hundredths of a set's scale.
    fn in_scale<R: Row>(&mut self, row: &R, scale: Scale, column: Option<Amounted>, role: Role) -> Result<Option<Quantity>, Unusable> {
        let Some(mut quantity) = self.quantity(row, column, role)? else { return Ok(None) };
        if scale == Scale::Time {
            let time = |hundredths: u64| Quantity { hundredths, ..quantity }.minutes(None);
            match (time(quantity.hundredths), quantity.of.map(time)) {
                (Some(hundredths), of) => (quantity.hundredths, quantity.of) = (hundredths, of.flatten()),
                (None, _) => {
                    return Err(self.unread(FindingKind::UnknownMinutes, row, role, column.map_or(usize::MAX, |column| column.index)));
                }
            }
        }
        if scale == Scale::Percent && quantity.hundredths > 0 {
            self.fractions.0 = true;
            self.fractions.1 |= quantity.hundredths % 100 != 0;
        }
        Ok(Some(quantity))
    }

    fn amounts<R: Row>(&mut self, row: &R, set: &Set) -> Result<(Scale, Amounts), Unusable> {
        let mut hundredths =
            |column: Option<Amounted>, role: Role| Ok(self.in_scale(row, set.scale, column, role)?.map(|quantity| quantity.hundredths));
        let attended = hundredths(set.attended, Role::Attended)?;
        let other = hundredths(set.other, Role::OtherActivity)?.unwrap_or(0);
        let authorised = hundredths(set.authorised, Role::Authorised)?;
        let unauthorised = hundredths(set.unauthorised, Role::Unauthorised)?;
        let notified = hundredths(set.notified, Role::Notified)?;
        let unnotified = hundredths(set.unnotified, Role::Unnotified)?;
        let mut absent = hundredths(set.absent, Role::Absent)?;
        let time = match (set.scale, set.scheduled.and_then(|column| column.unit)) {
            (Scale::Percent, Some(Unit::Lessons)) => Scale::Lessons,
            (Scale::Percent, Some(Unit::Days)) => Scale::Days,
            (Scale::Percent, _) => Scale::Time,
            (scale, _) => scale,
        };
        let scheduled = self.in_scale(row, time, set.scheduled, Role::Length)?;
        if let Some(Quantity { hundredths: part, of: Some(_), .. }) = scheduled {
            absent = absent.or(Some(part));
        }
        let scheduled = scheduled.map(|scheduled| scheduled.of.unwrap_or(scheduled.hundredths));
        let (whole, scale) = match (set.scale, scheduled) {
            (Scale::Percent, _) => (Some(10_000), Scale::Percent),
            (scale, scheduled) => (scheduled, scale),
        };
        let by_kind = sum(authorised, unauthorised).or_else(|| sum(notified, unnotified));
        let known = absent.or(by_kind);
        let whole = whole.or_else(|| sum(attended.map(|attended| attended.saturating_add(other)), known)).unwrap_or(0);
        let absent = known.or_else(|| attended.map(|attended| whole.saturating_sub(attended.saturating_add(other)))).unwrap_or(0);
        let unregistered = self.unregistered(row, set, whole)?;
        let present = attended.map(|attended| [attended, attended.saturating_add(other)]);
        self.check(row, set, whole, present, absent, by_kind, unregistered);
        let absent = absent.min(whole);
        let said = authorised.or(unauthorised).or(notified).or(unnotified).is_some();
        let unauthorised = match (unauthorised, authorised) {
            (Some(unauthorised), _) => unauthorised,
            (None, Some(authorised)) => absent.saturating_sub(authorised),
            (None, None) => unnotified.unwrap_or_else(|| if said { absent.saturating_sub(notified.unwrap_or(0)) } else { 0 }),
        };
        let unauthorised = unauthorised.min(absent);
        self.seen.totals = true;
        self.seen.unspecified |= absent > 0 && !said;
        self.seen.unclear |= unauthorised > 0 && unnotified.or(notified).is_none();
        let unreported = unnotified.unwrap_or_else(|| if notified.is_some() { absent.saturating_sub(notified.unwrap_or(0)) } else { 0 });
        let amounts = Amounts { scheduled: whole, absent, unauthorised, unreported: unreported.min(unauthorised), unregistered };
        // Per cent of a time that is known are time, and can be added.
        match (scale, scheduled) {
            (Scale::Percent, Some(time_scheduled)) if time_scheduled > 0 => {
                let of = |share: u64| (share.saturating_mul(time_scheduled).saturating_add(5_000)) / 10_000;
                Ok((
                    time,
                    Amounts {
                        scheduled: time_scheduled,
                        absent: of(amounts.absent),
                        unauthorised: of(amounts.unauthorised),
                        unreported: of(amounts.unreported),
                        unregistered: of(amounts.unregistered),
                    },
                ))
            }
            (Scale::Percent, Some(_)) => Ok((time, Amounts::default())),
            (scale, _) => Ok((scale, amounts)),
        }
    }

    /// Says so when amounts that should add up do not. Other activities may be among the time attended or beside it, and so may
    /// time that nobody registered.
    #[expect(clippy::too_many_arguments, reason = "the amounts of one row, each once")]
    fn check<R: Row>(
        &mut self,
        row: &R,
        set: &Set,
        whole: u64,
        present: Option<[u64; 2]>,
        absent: u64,
        by_kind: Option<u64>,
        unregistered: u64,
    ) {
        let hours = [set.scheduled, set.attended, set.absent, set.authorised, set.unauthorised]
            .iter()
            .flatten()
            .any(|column| column.unit == Some(Unit::Hours));
        let apart = |one: u64, other: u64| one.abs_diff(other) > if hours { ROUNDING * 60 } else { ROUNDING };
        let sums = present.is_none_or(|present| {
            let sums = present.map(|present| present.saturating_add(absent));
            sums.into_iter().any(|sum| !apart(sum, whole) || !apart(sum.saturating_add(unregistered), whole))
        });
        if !sums || absent > whole || by_kind.is_some_and(|by_kind| apart(by_kind, absent)) {
            let _noted = self.find(FindingKind::TotalsDisagree, row, None, None);
        }
    }

    /// How much of a scheduled time nobody registered.
    fn unregistered<R: Row>(&mut self, row: &R, set: &Set, whole: u64) -> Result<u64, Unusable> {
        for (column, role) in [(set.reported, Role::Reported), (set.not_registered, Role::NotRegistered)] {
            let Some(quantity) = self.quantity(row, column, role)? else { continue };
            let part = match quantity.unit {
                Some(Unit::Percent) => (quantity.hundredths.min(10_000).saturating_mul(whole).saturating_add(5_000)) / 10_000,
                Some(Unit::Hours) => quantity.hundredths.saturating_mul(60).min(whole),
                _ => quantity.hundredths.min(whole),
            };
            return Ok(if role == Role::Reported { whole - part } else { part });
        }
        Ok(0)
    }
}

/// The sum of what is known of two; none when neither is.
fn sum(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.or(other).map(|_| one.unwrap_or(0).saturating_add(other.unwrap_or(0)))
}
