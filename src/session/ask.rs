//! Questions as the page sends them, in plain types.

use super::{Bands, Comparison, Question, Session};
use crate::calendar::{Day, Span};
use crate::definition::{Decimal, Definition, Over};
use crate::disclosure::{Policy, Published};
use crate::locale::{Key, Sentence};
use crate::register::Breakdown;
use crate::wire;

impl Session {
    /// Answers a question by one definition.
    ///
    /// # Errors
    /// As for [`Session::publish`], and when there is no such definition or breakdown.
    pub fn publish_for(&self, question: &wire::Question) -> Result<Published, Sentence> {
        let bands = question.bands.as_ref().map(bands).transpose()?;
        self.publish(&Question {
            by: breakdowns(&question.by)?,
            beside: question.beside.iter().map(|by| breakdowns(by)).collect::<Result<_, _>>()?,
            from: question.from.as_deref().and_then(Day::of_iso),
            to: question.to.as_deref().and_then(Day::of_iso),
            over: question.over.map(Over::from),
            bands,
            periods: spans(&question.periods),
            policy: Policy::default(),
            ..Question::of(self.known(&question.definition)?)
        })
    }

    /// Answers a question by several definitions.
    ///
    /// # Errors
    /// As for [`Session::compare`], and when there is no such definition or breakdown.
    pub fn compare_for(&self, comparison: &wire::Comparison) -> Result<Published, Sentence> {
        self.compare(&Comparison {
            definitions: comparison.definitions.iter().map(|id| self.known(id)).collect::<Result<_, _>>()?,
            by: comparison.by.as_deref().map(breakdown).transpose()?,
            from: comparison.from.as_deref().and_then(Day::of_iso),
            to: comparison.to.as_deref().and_then(Day::of_iso),
            periods: spans(&comparison.periods),
            policy: Policy::default(),
        })
    }

    /// Answers a question for a curve.
    ///
    /// # Errors
    /// As for [`Session::curve`], and when there is no such definition.
    pub fn curve_for(&self, question: &wire::CurveQuestion) -> Result<Published, Sentence> {
        self.curve(&Question {
            from: question.from.as_deref().and_then(Day::of_iso),
            to: question.to.as_deref().and_then(Day::of_iso),
            periods: spans(&question.periods),
            ..Question::of(self.known(&question.definition)?)
        })
    }

    fn known(&self, id: &str) -> Result<&Definition, Sentence> {
        self.definition(id).ok_or_else(|| Key::SessionNoDefinition.with("id", id))
    }
}

fn breakdown(name: &str) -> Result<Breakdown, Sentence> {
    Breakdown::named(name).ok_or_else(|| Key::SessionNoBreakdown.with("breakdown", name))
}

fn breakdowns(names: &[String]) -> Result<Vec<Breakdown>, Sentence> {
    names.iter().map(|name| breakdown(name)).collect()
}

/// Limits as they were written; the page has read them before.
fn bands(bands: &wire::Bands) -> Result<Bands, Sentence> {
    let thresholds: Option<Vec<Decimal>> = bands.thresholds.iter().map(|text| Decimal::parse(text.trim())).collect();
    let thresholds = thresholds.ok_or_else(|| Sentence::from(Key::SessionNotSuchLimits))?;
    Ok(Bands { thresholds, disjoint: bands.disjoint })
}

fn spans(periods: &[(String, String)]) -> Vec<Span> {
    periods.iter().filter_map(|(first, last)| Span::new(Day::of_iso(first)?, Day::of_iso(last)?)).collect()
}

impl From<wire::Over> for Over {
    fn from(over: wire::Over) -> Self {
        match over {
            wire::Over::Month => Self::Month,
            wire::Over::Term => Self::Term,
            wire::Over::Year => Self::Year,
            wire::Over::Weeks(weeks) => Self::Weeks(weeks.max(1)),
        }
    }
}
