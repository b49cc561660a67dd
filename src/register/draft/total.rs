//! What a row says of a whole period.

use crate::calendar::Span;

/// What a row's amounts count in: amounts of different scales cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::register) enum Scale {
    /// Hundredths of a minute.
    Time,
    /// Hundredths of a lesson.
    Lessons,
    /// Hundredths of a day.
    Days,
    /// Hundredths of a per cent of a scheduled time that is not known: of different rows they cannot be added either.
    Percent,
}

/// Amounts of one pupil and period, all in one scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::register) struct Amounts {
    pub(in crate::register) scheduled: u64,
    pub(in crate::register) absent: u64,
    /// Those of them that are unauthorised.
    pub(in crate::register) unauthorised: u64,
    /// Those of them that nobody reported.
    pub(in crate::register) unreported: u64,
    /// Scheduled, and registered by nobody.
    pub(in crate::register) unregistered: u64,
}

impl Amounts {
    pub(in crate::register) fn plus(self, other: Self) -> Self {
        Self {
            scheduled: self.scheduled.saturating_add(other.scheduled),
            absent: self.absent.saturating_add(other.absent),
            unauthorised: self.unauthorised.saturating_add(other.unauthorised),
            unreported: self.unreported.saturating_add(other.unreported),
            unregistered: self.unregistered.saturating_add(other.unregistered),
        }
    }
}

/// A row of totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::register) struct TotalRow {
    pub(in crate::register) period: Span,
    /// Where it was read: a place among the folder's sources.
    pub(in crate::register) source: u32,
    /// The subject, hashed; 0 for all of them: rows of different subjects are added, rows of one say the same again.
    pub(in crate::register) part: u64,
    pub(in crate::register) scale: Scale,
    pub(in crate::register) amounts: Amounts,
}
