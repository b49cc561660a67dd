//! Judges pupils of whom the files have totals of whole periods: a window can be judged when it is made up of periods.

use crate::calendar::Span;
use crate::definition::words::{kinds_words, window_words};
use crate::definition::{Late, Measure, Measured, OtherActivity, Quantifier, Settings, Unregistered};
use crate::locale::{Key, Sentence};
use crate::register::{Absence, AbsenceSet, Pupil, Register, Total};

/// Windows that are made up of periods, and the parts of a total that are the condition's kinds.
pub(super) struct Windows {
    spans: Vec<Span>,
    parts: Parts,
}

/// Which parts of a total's absence are of some kinds.
#[derive(Clone, Copy)]
struct Parts {
    authorised: bool,
    /// Unauthorised, and not unreported.
    unauthorised: bool,
    unreported: bool,
}

impl Parts {
    /// The parts that are these kinds; none when kinds are asked for that totals do not tell apart.
    fn of(kinds: AbsenceSet) -> Option<Self> {
        let whole = |group: AbsenceSet| match kinds.and(group) {
            shared if shared == group => Some(true),
            AbsenceSet::NONE => Some(false),
            _ => None,
        };
        Some(Self {
            authorised: whole(AbsenceSet::AUTHORISED)?,
            unauthorised: whole(AbsenceSet::UNAUTHORISED.without(AbsenceSet::UNREPORTED))?,
            unreported: kinds.has(Absence::Unreported),
        })
    }
}

/// What the totals of some periods come to.
#[derive(Default)]
pub(super) struct Sum {
    pub(super) scheduled: u64,
    pub(super) absent: u64,
}

impl Windows {
    /// The windows of a condition, if each is made up of periods of the files and holds what can be added; else why not.
    pub(super) fn of(register: &Register, measured: &Measured, settings: Settings, windows: Vec<Span>) -> Result<Self, Sentence> {
        if measured.measure != Measure::Share {
            return Err(Key::DefinitionReasonDays.into());
        }
        let kinds = || Key::DefinitionReasonKinds.with("kinds", kinds_words(measured.kinds));
        // Late arrivals and other activities are somewhere in a total.
        if settings.late == Late::Present || settings.other_activity == OtherActivity::LeftOut {
            return Err(Key::DefinitionReasonDays.into());
        }
        let parts = Parts::of(measured.kinds).ok_or_else(kinds)?;
        let reason = || Key::DefinitionReasonTotals.with("window", window_words(&measured.window, settings.months));
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
        Ok(Self { spans: filled, parts })
    }

    /// The window of a pupil's totals that satisfies the condition: of `any` the first that does, of `every` the first of them.
    pub(super) fn hold(&self, pupil: &Pupil, measured: &Measured, settings: Settings) -> Option<Span> {
        let mut judged = self.spans.iter().map(|window| (*window, self.sum(pupil, *window, settings))).filter(|(_, sum)| sum.scheduled > 0);
        let holds = |sum: &Sum| measured.threshold.is_met_by_share(sum.absent, sum.scheduled, measured.comparison);
        match measured.quantifier {
            Quantifier::Any => judged.find(|(_, sum)| holds(sum)).map(|(window, _)| window),
            Quantifier::Every => {
                let (first, sum) = judged.next()?;
                (holds(&sum) && judged.all(|(_, sum)| holds(&sum))).then_some(first)
            }
        }
    }

    /// What a pupil's totals of the periods in a window come to.
    pub(super) fn sum(&self, pupil: &Pupil, window: Span, settings: Settings) -> Sum {
        pupil.totals_in(window).fold(Sum::default(), |sum, total| {
            let part = |is: bool, amount: u64| if is { amount } else { 0 };
            let absent = part(self.parts.authorised, total.absent.saturating_sub(total.unauthorised))
                .saturating_add(part(self.parts.unauthorised, total.unauthorised.saturating_sub(total.unreported)))
                .saturating_add(part(self.parts.unreported, total.unreported));
            Sum { scheduled: sum.scheduled.saturating_add(scheduled(total, settings)), absent: sum.absent.saturating_add(absent) }
        })
    }
}

/// Scheduled time as the settings count it.
pub(super) fn scheduled(total: &Total, settings: Settings) -> u64 {
    match settings.unregistered {
        Unregistered::Attended => total.scheduled,
        Unregistered::LeftOut => total.scheduled.saturating_sub(total.unregistered),
    }
}
