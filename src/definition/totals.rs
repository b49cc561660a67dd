//! Judges pupils of whom the files have totals of whole periods: a window can be judged when it is made up of periods.

use super::model::{Kinds, Measured, Quantifier, Settings, Unregistered};
use super::words::window_words;
use crate::calendar::Span;
use crate::locale::{Key, Sentence};
use crate::register::{Pupil, Register, Total};

/// Windows that are made up of periods.
pub(super) struct Windows(Vec<Span>);

/// What the totals of some periods come to.
#[derive(Default)]
struct Sum {
    scheduled: u64,
    absent: u64,
}

impl Windows {
    /// The windows of a condition, if each is made up of periods of the files and holds what can be added; else why not.
    pub(super) fn of(register: &Register, measured: &Measured, windows: Vec<Span>) -> Result<Self, Sentence> {
        let reason = || Key::DefinitionReasonTotals.with("window", window_words(&measured.window));
        let totals = || register.pupils().iter().flat_map(Pupil::totals);
        let cuts = |window: &Span, period: Span| window.and(period).is_some_and(|shared| shared != period);
        let filled: Vec<Span> = windows.into_iter().filter(|window| totals().any(|total| window.and(total.period).is_some())).collect();
        let mut periods: Vec<Span> = totals().map(|total| total.period).collect();
        periods.sort_unstable();
        periods.dedup();
        if filled.is_empty() || filled.iter().any(|window| periods.iter().any(|period| cuts(window, *period))) {
            return Err(reason());
        }
        let several = |pupil: &Pupil| filled.iter().any(|window| pupil.totals_in(*window).count() > 1);
        if !register.told().addable && register.pupils().iter().any(several) {
            return Err(Key::DefinitionReasonNotAddable.into());
        }
        Ok(Self(filled))
    }

    /// Whether a pupil's totals satisfy the condition.
    pub(super) fn hold(&self, pupil: &Pupil, measured: &Measured, settings: Settings) -> bool {
        let mut judged = self
            .0
            .iter()
            .map(|window| sum(pupil, *window, measured.kinds, settings))
            .filter(|sum| sum.scheduled > 0)
            .map(|sum| measured.threshold.is_met_by_share(sum.absent, sum.scheduled, measured.comparison))
            .peekable();
        match measured.quantifier {
            Quantifier::Any => judged.any(|holds| holds),
            Quantifier::Every => judged.peek().is_some() && judged.all(|holds| holds),
        }
    }
}

/// Scheduled time as the settings count it.
pub(super) fn scheduled(total: &Total, settings: Settings) -> u64 {
    match settings.unregistered {
        Unregistered::Attended => total.scheduled,
        Unregistered::LeftOut => total.scheduled.saturating_sub(total.unregistered),
    }
}

fn sum(pupil: &Pupil, window: Span, kinds: Kinds, settings: Settings) -> Sum {
    pupil.totals_in(window).fold(Sum::default(), |sum, total| {
        let absent = match kinds {
            Kinds::Total => total.absent,
            Kinds::Authorised => total.absent - total.unauthorised.min(total.absent),
            Kinds::Unauthorised => total.unauthorised,
            Kinds::Unreported => total.unreported,
        };
        Sum { scheduled: sum.scheduled.saturating_add(scheduled(total, settings)), absent: sum.absent.saturating_add(absent) }
    })
}
