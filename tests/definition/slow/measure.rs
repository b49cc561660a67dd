//! The measures of one pupil on the days of one window.

use super::super::world::{Form, Lesson, Mark};
use super::roll::{OwnDay, absent};
use crate::calendar::Span;
use crate::definition::{Comparison, DayLimit, DayThreshold, Decimal, Measure, Measured, Settings};

/// A part of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Ratio {
    part: u128,
    whole: u128,
}

impl Ratio {
    fn of(part: u64, whole: u64) -> Self {
        Self { part: u128::from(part), whole: u128::from(whole) }
    }

    fn count(number: usize) -> Self {
        Self { part: u128::try_from(number).expect("a small number"), whole: 1 }
    }

    /// The sum, in lowest terms.
    fn plus(self, other: Self) -> Self {
        let part = self.part * other.whole + other.part * self.whole;
        let whole = self.whole * other.whole;
        let (mut one, mut rest) = (part, whole);
        while rest > 0 {
            (one, rest) = (rest, one % rest);
        }
        let common = one.max(1);
        Self { part: part / common, whole: whole / common }
    }

    /// Whether it stands to a number as the comparison says.
    pub(in super::super) fn stands_to(self, comparison: Comparison, number: Decimal) -> bool {
        let (left, right) = (self.part * 100, u128::from(number.hundredths()) * self.whole);
        match comparison {
            Comparison::MoreThan => left > right,
            Comparison::AtLeast => left >= right,
        }
    }

    /// The same as a threshold; none where that has more than two decimals.
    pub(in super::super) fn decimal(self) -> Option<Decimal> {
        let hundredths = (self.part * 100).checked_div(self.whole).filter(|_| (self.part * 100).is_multiple_of(self.whole))?;
        u32::try_from(hundredths).ok().map(Decimal::from_hundredths)
    }
}

/// A pupil's day with its minutes of absence of the kinds that are asked for.
#[derive(Clone, Copy)]
pub(in super::super) struct Seen<'a> {
    pub(super) own: &'a OwnDay,
    absent: u64,
}

/// A pupil's days, as a measure sees them.
pub(in super::super) fn seen<'a>(days: &'a [OwnDay], measured: &Measured, settings: Settings) -> Vec<Seen<'a>> {
    days.iter().map(|own| Seen { own, absent: own.absent(measured.kinds, settings) }).collect()
}

/// Those of a window.
pub(in super::super) fn within<'a>(days: &[Seen<'a>], window: Span) -> Vec<Seen<'a>> {
    days.iter().filter(|day| window.holds(day.own.day)).copied().collect()
}

/// What the measure comes to on some days, shares in per cent; none for a share of no time.
pub(in super::super) fn value(days: &[Seen<'_>], measured: &Measured, form: Form, settings: Settings) -> Option<Ratio> {
    let school_days = || days.iter().filter(|day| day.own.scheduled > 0);
    let lessons = || school_days().flat_map(|day| &day.own.lessons);
    let is_absent = |lesson: &Lesson| absent(lesson, measured.kinds, settings) > 0;
    Some(match measured.measure {
        Measure::Share => {
            let scheduled: u64 = school_days().map(|day| day.own.scheduled).sum();
            let absent: u64 = school_days().map(|day| day.absent).sum();
            if scheduled == 0 {
                return None;
            }
            Ratio::of(absent * 100, scheduled)
        }
        Measure::Days(limit) => Ratio::count(school_days().filter(|day| meets(day, limit)).count()),
        Measure::DayEquivalents => school_days().map(|day| Ratio::of(day.absent, day.own.scheduled)).fold(Ratio::count(0), Ratio::plus),
        Measure::ConsecutiveDays(limit) => {
            let (mut run, mut longest) = (0, 0);
            for day in school_days() {
                run = if meets(day, limit) { run + 1 } else { 0 };
                longest = longest.max(run);
            }
            Ratio::count(longest)
        }
        // Where a row is a day, spells are of days.
        Measure::Spells if form == Form::Days => runs(school_days().map(|day| day.absent > 0)),
        Measure::Spells => runs(lessons().map(is_absent)),
        Measure::PartDays => Ratio::count(school_days().filter(|day| day.absent > 0 && day.absent < day.own.scheduled).count()),
        Measure::Lessons => Ratio::count(lessons().filter(|lesson| is_absent(lesson)).count()),
        Measure::LateArrivals => Ratio::count(lessons().filter(|lesson| lesson.mark == Mark::Late).count()),
    })
}

/// How often absence begins.
fn runs(absent: impl Iterator<Item = bool>) -> Ratio {
    let mut before = false;
    let mut runs = 0;
    for now in absent {
        if now && !before {
            runs += 1;
        }
        before = now;
    }
    Ratio::count(runs)
}

/// Whether enough of a school day is absence.
fn meets(day: &Seen<'_>, limit: DayLimit) -> bool {
    let (left, right) = match limit.threshold {
        DayThreshold::Share(share) => (day.absent * 10_000, u64::from(share.hundredths()) * day.own.scheduled),
        DayThreshold::Minutes(minutes) => (day.absent, u64::from(minutes)),
    };
    match limit.comparison {
        Comparison::MoreThan => left > right,
        Comparison::AtLeast => left >= right,
    }
}
