//! Whether a pupil's school days satisfy a condition, window by window. Whole numbers throughout.

use super::schools::SchoolCalendar;
use super::timeline::{Timeline, over, running};
use super::windows::Windows;
use crate::calendar::Span;
use crate::definition::{Comparison, DayLimit, DayThreshold, Decimal, Measure, Measured, Quantifier};
use num_bigint::BigUint;
use std::collections::BTreeMap;
use std::ops::Range;

/// A condition on school days, ready to be judged.
pub(super) struct DayCondition<'d> {
    pub(super) measured: &'d Measured,
    pub(super) windows: Windows,
    /// The windows of the calendar as places in the span: of the first day, and of the day after the last.
    pub(super) places: Vec<Range<usize>>,
    /// The least share of the school's days, in per cent, on which a pupil must have scheduled time for a share to be judged.
    pub(super) coverage: u8,
}

/// What a condition needs beside the pupil's own days.
pub(super) struct Surroundings<'s> {
    pub(super) calendar: &'s SchoolCalendar,
    /// The pupil's school: a place in the calendar.
    pub(super) school: usize,
    /// The column's place in the span.
    pub(super) column: Range<usize>,
}

/// Sums over the school days that a measure is taken from, kept from pupil to pupil.
#[derive(Default)]
pub(super) struct Scratch {
    counts: Vec<u32>,
    joins: Vec<u32>,
    runs: Vec<Range<usize>>,
}

impl DayCondition<'_> {
    /// The window that satisfies the condition: of `any`, the first that does; of `every`, the first of them. None when the
    /// condition does not hold.
    pub(super) fn holds(&self, days: &mut Timeline<'_>, around: &Surroundings<'_>, scratch: &mut Scratch) -> Option<Span> {
        let gauge = Gauge::of(self.measured, days, scratch)?;
        let days = &*days;
        let mut judged = self.windows(days, around).filter_map(|(window, own)| {
            let holds = gauge.holds(days, &own);
            // Whoever is below need not be covered, unless every window counts.
            let matters = holds || self.measured.quantifier == Quantifier::Every;
            let covered = !matters || self.measured.measure != Measure::Share || self.is_covered(days, around, window, &own);
            covered.then_some((window, holds))
        });
        match self.measured.quantifier {
            Quantifier::Any => judged.find(|(_, holds)| *holds).map(|(window, _)| window),
            Quantifier::Every => {
                let (first, holds) = judged.next()?;
                (holds && judged.all(|(_, holds)| holds)).then_some(first)
            }
        }
    }

    /// The windows of the pupil, each with the school days in it.
    fn windows<'t>(&'t self, days: &'t Timeline<'_>, around: &Surroundings<'_>) -> impl Iterator<Item = (Span, Range<usize>)> + use<'t> {
        let column = days.days_of(&around.column);
        let of_calendar = match &self.windows {
            Windows::OfCalendar(windows) => windows.as_slice(),
            Windows::RollingSchoolDays(_) | Windows::LatestSchoolDays(_) => &[],
        };
        let of_calendar = of_calendar.iter().zip(&self.places).map(|(window, places)| (*window, days.days_of(places)));
        // Ends, as the place after the last day.
        let (length, ends) = match self.windows {
            Windows::OfCalendar(_) => (0, 0..0),
            Windows::RollingSchoolDays(length) => (length, (column.start + 1).max(length)..column.end + 1),
            Windows::LatestSchoolDays(length) => (length, column.end.max(length)..column.end + 1),
        };
        let of_pupil = ends.filter_map(move |end| {
            let own = end.checked_sub(length)?..end;
            Some((days.span_of(&own)?, own))
        });
        of_calendar.chain(of_pupil)
    }

    /// Whether a share can be judged: the pupil has scheduled time, and on enough of the days of the school.
    fn is_covered(&self, days: &Timeline<'_>, around: &Surroundings<'_>, window: Span, own: &Range<usize>) -> bool {
        let open = || u64::from(around.calendar.open_days(around.school, window));
        let own_days = u64::try_from(own.len()).unwrap_or(u64::MAX);
        days.scheduled(own) > 0 && (self.coverage == 0 || own_days.saturating_mul(100) >= u64::from(self.coverage) * open())
    }
}

/// A measure with what it is taken from.
struct Gauge<'g> {
    measured: &'g Measured,
    scratch: &'g Scratch,
}

impl<'g> Gauge<'g> {
    /// Prepares the sums of a measure for a pupil. None where no window can satisfy the condition.
    fn of(measured: &'g Measured, days: &mut Timeline<'_>, scratch: &'g mut Scratch) -> Option<Self> {
        let kinds = measured.kinds;
        let Scratch { counts, joins, runs } = &mut *scratch;
        match measured.measure {
            Measure::Share | Measure::DayEquivalents => days.sum_up(kinds),
            Measure::Days(limit) => running(counts, enough(days, measured, limit).map(u32::from)),
            Measure::PartDays => {
                let is_part = |(scheduled, absent): (u32, u32)| u32::from(absent > 0 && absent < scheduled);
                running(counts, days.minutes().zip(days.absence(kinds)).map(is_part));
            }
            Measure::Lessons => running(counts, days.lessons(kinds).map(|day| day.absent)),
            Measure::LateArrivals => running(counts, days.late_arrivals()),
            Measure::ConsecutiveDays(limit) => find_runs(runs, enough(days, measured, limit)),
            Measure::Spells => {
                let mut before = false;
                running(joins, days.lessons(kinds).map(|day| u32::from(std::mem::replace(&mut before, day.last) && day.first)));
                running(counts, days.lessons(kinds).map(|day| day.runs));
            }
        }
        let gauge = Self { measured, scratch };
        let all = 0..days.len();
        // Counts grow with the window: where all days are too few, no window is enough.
        let may_hold = match measured.measure {
            Measure::Share | Measure::DayEquivalents => true,
            _ => gauge.holds(days, &all),
        };
        may_hold.then_some(gauge)
    }

    /// Whether some school days satisfy the condition.
    fn holds(&self, days: &Timeline<'_>, own: &Range<usize>) -> bool {
        let Measured { measure, kinds, comparison, threshold, .. } = self.measured;
        let count = match measure {
            Measure::Share => {
                let (absent, scheduled) = (over(days.absent(*kinds), own), days.scheduled(own));
                return scheduled > 0 && threshold.is_met_by_share(absent, scheduled, *comparison);
            }
            Measure::DayEquivalents => return equivalents(days, self.measured, own),
            Measure::Days(_) | Measure::PartDays | Measure::Lessons | Measure::LateArrivals => over(&self.scratch.counts, own),
            Measure::ConsecutiveDays(_) => {
                let inside = |run: &Range<usize>| run.end.min(own.end).saturating_sub(run.start.max(own.start));
                u64::try_from(self.scratch.runs.iter().map(inside).max().unwrap_or(0)).unwrap_or(u64::MAX)
            }
            // A spell that goes on overnight is one; the window's first day has nothing before it.
            Measure::Spells => {
                let joined = (own.start + 1).min(own.end)..own.end;
                over(&self.scratch.counts, own).saturating_sub(over(&self.scratch.joins, &joined))
            }
        };
        is_met(count, *threshold, *comparison)
    }
}

/// Whether a count stands to the threshold as the comparison says.
fn is_met(count: u64, threshold: Decimal, comparison: Comparison) -> bool {
    let (count, threshold) = (count.saturating_mul(100), u64::from(threshold.hundredths()));
    match comparison {
        Comparison::MoreThan => count > threshold,
        Comparison::AtLeast => count >= threshold,
    }
}

/// Of each school day, whether enough of it is absence.
fn enough<'t>(days: &'t Timeline<'_>, measured: &Measured, limit: DayLimit) -> impl Iterator<Item = bool> + use<'t> {
    let enough = move |(scheduled, absent): (u32, u32)| match limit.threshold {
        DayThreshold::Share(share) => share.is_met_by_share(u64::from(absent), u64::from(scheduled), limit.comparison),
        DayThreshold::Minutes(minutes) => match limit.comparison {
            Comparison::MoreThan => absent > u32::from(minutes),
            Comparison::AtLeast => absent >= u32::from(minutes),
        },
    };
    days.minutes().zip(days.absence(measured.kinds)).map(enough)
}

/// The maximal runs of days that are enough.
fn find_runs(runs: &mut Vec<Range<usize>>, enough: impl Iterator<Item = bool>) {
    runs.clear();
    for (day, _) in enough.enumerate().filter(|(_, enough)| *enough) {
        match runs.last_mut() {
            Some(run) if run.end == day => run.end += 1,
            _ => runs.push(day..day + 1),
        }
    }
}

/// Whether the sum of the days' absence shares satisfies the condition. The sum of fractions is bounded first; only where the
/// bounds leave it open are the fractions added.
fn equivalents(days: &Timeline<'_>, measured: &Measured, own: &Range<usize>) -> bool {
    const SCALE: u64 = 1 << 32;
    let inside = || days.minutes().zip(days.absence(measured.kinds)).skip(own.start).take(own.len()).filter(|(_, absent)| *absent > 0);
    let (mut least, mut rest) = (0_u64, 0_u64);
    for (scheduled, absent) in inside() {
        let part = u64::from(absent) * SCALE;
        least += part / u64::from(scheduled);
        rest += u64::from(!part.is_multiple_of(u64::from(scheduled)));
    }
    let wanted = u128::from(measured.threshold.hundredths()) * u128::from(SCALE);
    let (least, most) = (u128::from(least) * 100, u128::from(least + rest) * 100);
    let exceeds = least > wanted || (least == wanted && rest > 0);
    match measured.comparison {
        Comparison::AtLeast if exceeds || least == wanted => true,
        Comparison::MoreThan if exceeds => true,
        // Every rest is less than one, so that the upper bound is never reached.
        _ if rest == 0 || most <= wanted => false,
        comparison => {
            let mut by_length: BTreeMap<u32, u64> = BTreeMap::new();
            inside().for_each(|(scheduled, absent)| *by_length.entry(scheduled).or_default() += u64::from(absent));
            let product = |without: Option<u32>| {
                by_length.keys().filter(|length| Some(**length) != without).fold(BigUint::from(1_u32), |product, length| product * *length)
            };
            let sum = by_length.iter().fold(BigUint::from(0_u32), |sum, (length, absent)| sum + product(Some(*length)) * *absent) * 100_u32;
            let wanted = product(None) * measured.threshold.hundredths();
            match comparison {
                Comparison::MoreThan => sum > wanted,
                Comparison::AtLeast => sum >= wanted,
            }
        }
    }
}
