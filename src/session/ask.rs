//! Questions as the page sends them, in plain types.

use super::{Answered, Bands, Comparison, Declined, Dimension, Inquiry, PatternQuestion, Question, Session};
use crate::calendar::{Day, Span};
use crate::definition::{Decimal, Definition, Over, write};
use crate::disclosure::{Policy, Published};
use crate::layout::{Role, plain};
use crate::locale::{Key, Sentence, Value};
use crate::register::Breakdown;
use crate::wire;

impl Session {
    /// Answers a question of the page's.
    ///
    /// # Errors
    /// As for [`Session::publish`] and [`Session::compare`], when there is no such definition or breakdown, and when what has left of the
    /// same data stands in the way.
    pub fn answer_for(&self, inquiry: &wire::Inquiry) -> Result<Answered, Declined> {
        let definitions = self.definitions_of(inquiry)?;
        self.answer_by(inquiry, &definitions)
    }

    /// The definitions of a question, in its order.
    pub(super) fn definitions_of(&self, inquiry: &wire::Inquiry) -> Result<Vec<Definition>, Sentence> {
        let ids = match inquiry {
            wire::Inquiry::One(question) => std::slice::from_ref(&question.definition),
            wire::Inquiry::Several(comparison) => &comparison.definitions,
            wire::Inquiry::Patterns(_) => &[],
        };
        ids.iter().map(|id| self.known(id).cloned()).collect()
    }

    /// The same by definitions that may not be here any more, in the order of the question.
    pub(super) fn answer_by(&self, inquiry: &wire::Inquiry, definitions: &[Definition]) -> Result<Answered, Declined> {
        let mut answered = self.answer_to(&self.inquiry(inquiry, definitions)?)?;
        answered.origin = Some((inquiry.clone(), definitions.iter().map(write).collect()));
        Ok(answered)
    }

    /// The questions of the standard report, for a question of the page's.
    ///
    /// # Errors
    /// When there is no such definition.
    pub fn standard_for(&self, question: &wire::Question) -> Result<Vec<wire::Inquiry>, Sentence> {
        Ok(self.standard(&Question {
            from: question.from.as_deref().and_then(Day::of_iso),
            to: question.to.as_deref().and_then(Day::of_iso),
            periods: spans(&question.periods),
            ..Question::of(self.known(&question.definition)?)
        }))
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

    /// A question of the page's, by its definitions in the order in which it names them.
    pub(super) fn inquiry<'a>(&self, inquiry: &wire::Inquiry, definitions: &'a [Definition]) -> Result<Inquiry<'a>, Sentence> {
        Ok(match inquiry {
            wire::Inquiry::One(question) => {
                let missing = || Key::SessionNoDefinition.with("id", question.definition.as_str());
                Inquiry::One(Question {
                    by: self.breakdowns(&question.by)?,
                    beside: question.beside.iter().map(|by| self.breakdowns(by)).collect::<Result<_, _>>()?,
                    from: question.from.as_deref().and_then(Day::of_iso),
                    to: question.to.as_deref().and_then(Day::of_iso),
                    over: question.over.clone().map(Over::from),
                    bands: question.bands.as_ref().map(bands).transpose()?,
                    periods: spans(&question.periods),
                    policy: Policy::default(),
                    ..Question::of(definitions.first().ok_or_else(missing)?)
                })
            }
            wire::Inquiry::Several(comparison) => Inquiry::Several(Comparison {
                definitions: definitions.iter().collect(),
                by: comparison.by.as_deref().map(|name| self.breakdown(name)).transpose()?,
                from: comparison.from.as_deref().and_then(Day::of_iso),
                to: comparison.to.as_deref().and_then(Day::of_iso),
                periods: spans(&comparison.periods),
                policy: Policy::default(),
            }),
            wire::Inquiry::Patterns(question) => Inquiry::Patterns(PatternQuestion {
                by: question.by.iter().map(|name| dimension(name)).collect::<Result<_, _>>()?,
                school: question.school,
                from: question.from.as_deref().and_then(Day::of_iso),
                to: question.to.as_deref().and_then(Day::of_iso),
                policy: Policy::default(),
            }),
        })
    }

    /// The breakdown of a name: of a column of the files' own its header, in whatever spelling.
    ///
    /// # Errors
    /// A sentence that lists those there are.
    pub fn breakdown(&self, name: &str) -> Result<Breakdown, Sentence> {
        let register = &self.files.as_ref().ok_or_else(|| Sentence::from(Key::SessionNoFiles))?.register;
        let known = || Value::List(register.breakdowns().iter().map(|known| Value::from(known.name())).collect());
        let columns = self.files.iter().flat_map(|files| &files.tables).flat_map(|table| &table.columns);
        let role = columns.filter(|column| plain(&column.header) == plain(name)).find_map(|column| column.role);
        register.breakdown(name).ok_or_else(|| match role {
            Some(role) if role != Role::Extra => {
                let word = Sentence::from(role.word());
                Key::SessionColumnMeans.with("breakdown", name).with("role", word).with("known", known())
            }
            _ => Key::SessionNoColumn.with("breakdown", name).with("known", known()),
        })
    }

    fn breakdowns(&self, names: &[String]) -> Result<Vec<Breakdown>, Sentence> {
        names.iter().map(|name| self.breakdown(name)).collect()
    }
}

impl From<&Inquiry<'_>> for wire::Inquiry {
    fn from(inquiry: &Inquiry<'_>) -> Self {
        let names = |by: &Vec<Breakdown>| by.iter().map(|by| by.name().to_owned()).collect::<Vec<String>>();
        let day = |day: Option<Day>| day.map(|day| day.to_string());
        let spans = |spans: &[Span]| spans.iter().map(|span| (span.first().to_string(), span.last().to_string())).collect();
        match inquiry {
            Inquiry::One(question) => Self::One(wire::Question {
                definition: question.definition.id().to_owned(),
                by: names(&question.by),
                beside: question.beside.iter().map(names).collect(),
                from: day(question.from),
                to: day(question.to),
                over: question.over.map(wire::Over::from),
                bands: question.bands.as_ref().map(|bands| wire::Bands {
                    thresholds: bands.thresholds.iter().map(|limit| limit.text(',')).collect(),
                    disjoint: bands.disjoint,
                }),
                periods: spans(&question.periods),
            }),
            Inquiry::Several(comparison) => Self::Several(wire::Comparison {
                definitions: comparison.definitions.iter().map(|definition| definition.id().to_owned()).collect(),
                by: comparison.by.as_ref().map(|by| by.name().to_owned()),
                from: day(comparison.from),
                to: day(comparison.to),
                periods: spans(&comparison.periods),
            }),
            Inquiry::Patterns(question) => Self::Patterns(wire::PatternQuestion {
                by: question.by.iter().map(|dimension| dimension.name().to_owned()).collect(),
                school: question.school,
                from: day(question.from),
                to: day(question.to),
            }),
        }
    }
}

fn dimension(name: &str) -> Result<Dimension, Sentence> {
    Dimension::named(name).ok_or_else(|| Key::SessionNoBreakdown.with("breakdown", name))
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
            // What is no day splits before the first.
            wire::Over::Split(day) => Self::Split(Day::of_iso(&day).unwrap_or(Day::MIN)),
        }
    }
}

impl From<Over> for wire::Over {
    fn from(over: Over) -> Self {
        match over {
            Over::Month => Self::Month,
            Over::Term => Self::Term,
            Over::Year => Self::Year,
            Over::Weeks(weeks) => Self::Weeks(weeks),
            Over::Split(day) => Self::Split(day.to_string()),
        }
    }
}
