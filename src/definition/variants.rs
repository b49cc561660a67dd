//! Definitions made of others: with the periods of a question, and one per threshold of a series.

use super::model::{Clause, Condition, DayLimit, Decimal, Definition, Measure, Window};
use crate::calendar::Span;

impl Definition {
    /// The definition with these periods wherever it leaves them to the question. Without any it stays as it is, and its given
    /// periods are the terms.
    #[must_use]
    pub fn with_periods(mut self, periods: &[Span]) -> Self {
        for condition in self.clauses.iter_mut().flat_map(|clause| &mut clause.conditions) {
            if let Condition::Measured(measured) = condition
                && measured.window == Window::Given(Vec::new())
            {
                measured.window = Window::Given(periods.to_vec());
            }
        }
        self
    }

    /// Whether a question may give it periods.
    #[must_use]
    pub fn wants_periods(&self) -> bool {
        self.clauses
            .iter()
            .flat_map(|clause| &clause.conditions)
            .any(|condition| matches!(condition, Condition::Measured(measured) if measured.window == Window::Given(Vec::new())))
    }

    /// A definition per threshold, in the same order: the first clause that is a single measure, with that threshold, and nothing
    /// else. Id, name, source and settings stay. None where there is no such clause, or where its measure cannot have one of the
    /// thresholds: a share lies between 0 and 100 %, a count is whole.
    #[must_use]
    pub fn banded(&self, thresholds: &[Decimal]) -> Option<Vec<Self>> {
        let measured = self.clauses.iter().find_map(|clause| match clause.conditions.as_slice() {
            [Condition::Measured(measured)] => Some(measured),
            _ => None,
        })?;
        let band = |threshold: &Decimal| {
            let mut band = measured.clone();
            band.threshold = measured.measure.can_be(*threshold).then_some(*threshold)?;
            let clauses = vec![Clause { conditions: vec![Condition::Measured(band)] }];
            Some(Self { clauses, judgements: Vec::new(), ..self.clone() })
        };
        thresholds.iter().map(band).collect()
    }
}

impl Measure {
    /// Whether a threshold can be compared with the measure: a share in per cent up to 100, day equivalents with decimals, else
    /// a whole number.
    #[must_use]
    pub const fn can_be(self, threshold: Decimal) -> bool {
        match self {
            Self::Share => threshold.hundredths() <= 10_000,
            Self::DayEquivalents => true,
            _ => threshold.hundredths().is_multiple_of(100),
        }
    }

    /// The same measure with whole days.
    #[must_use]
    pub(super) const fn of_whole_days(self) -> Self {
        match self {
            Self::Days(_) => Self::Days(DayLimit::WHOLE),
            Self::ConsecutiveDays(_) => Self::ConsecutiveDays(DayLimit::WHOLE),
            other => other,
        }
    }
}
