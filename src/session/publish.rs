//! Questions, and how they become protected tables.

use super::asked::{Asked, Judged};
use super::joint::INDICATORS;
use super::log::Answered;
use super::{Files, Session};
use crate::calendar::{Day, Span};
use crate::definition::{Column, Comparison as Sign, Condition, Decimal, Definition, Measure, Measured, Over, Summary, times};
use crate::disclosure::{BREAKDOWNS, Clauses, Limit, Policy, Published, Spec, Subject};
use crate::locale::{Key, Sentence};
use crate::order::Order as _;
use crate::register::{Breakdown, Register};
use crate::tally::Basic;

/// Limits that one table can have side by side.
const LIMITS: usize = 64;

/// The highest limit of a curve of shares, in per cent; its limits are whole per cent.
const CURVE: u32 = 60;

/// A question to the files, by one definition.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// By which definition.
    pub definition: &'a Definition,
    /// Broken down by what, from the outside in.
    pub by: Vec<Breakdown>,
    /// Broken down by what in further tables, which are protected together with the first.
    pub beside: Vec<Vec<Breakdown>>,
    /// From which day; all if none.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// In which parts of these days; all at once if none.
    pub over: Option<Over>,
    /// By several limits instead of the definition's own.
    pub bands: Option<Bands>,
    /// The periods (mätperioder) given by the user, for definitions that leave them open.
    pub periods: Vec<Span>,
    /// Under which rule.
    pub policy: Policy,
}

impl<'a> Question<'a> {
    /// The plain question: all pupils, all days, under the standard rule.
    #[must_use]
    pub fn of(definition: &'a Definition) -> Self {
        Self {
            definition,
            by: Vec::new(),
            beside: Vec::new(),
            from: None,
            to: None,
            over: None,
            bands: None,
            periods: Vec::new(),
            policy: Policy::default(),
        }
    }
}

/// Several limits for the measure of a definition: that of its first clause which is a single measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// The limits, in any order.
    pub thresholds: Vec<Decimal>,
    /// Counts between two limits instead of above each.
    pub disjoint: bool,
}

/// A question to the files, by several definitions.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// By which definitions, in the order to show them.
    pub definitions: Vec<&'a Definition>,
    /// Broken down by what.
    pub by: Option<Breakdown>,
    /// From which day; all if none.
    pub from: Option<Day>,
    /// To which day.
    pub to: Option<Day>,
    /// As in [`Question`].
    pub periods: Vec<Span>,
    /// Under which rule.
    pub policy: Policy,
}

/// What is asked of the register, whatever comes of it.
pub(super) struct Frame<'a> {
    pub(super) files: &'a Files,
    pub(super) span: Span,
    over: Option<Over>,
    /// The breakdowns of each table that is asked for.
    tables: Vec<Vec<Breakdown>>,
    policy: Policy,
}

/// A question that has been judged.
pub(super) type Work = (Asked, Judged);

impl Session {
    /// Judges by one definition, counts and protects.
    ///
    /// # Errors
    /// A sentence, when there are no files, the days hold none of theirs, a breakdown is not in them, the definition has no measure
    /// for the limits, or the tables cannot be made safe.
    pub fn publish(&self, question: &Question<'_>) -> Result<Published, Sentence> {
        self.published(self.question(question)?)
    }

    /// Judges by several definitions, counts each and what each two have in common, and protects all of it together.
    ///
    /// # Errors
    /// As for [`Session::publish`], and when there are fewer than two definitions or too many.
    pub fn compare(&self, comparison: &Comparison<'_>) -> Result<Published, Sentence> {
        self.published(self.comparison(comparison)?)
    }

    /// How many pupils are above each limit of a grid: of the definition's measure, all pupils together. It is safe by itself, and not
    /// beside what has left the sitting: with sixty limits that takes minutes, and the page lets no curve leave.
    ///
    /// # Errors
    /// As for [`Session::publish`].
    pub fn curve(&self, question: &Question<'_>) -> Result<Published, Sentence> {
        let frame = self.frame((question.from, question.to), None, &[&[]], question.policy)?;
        let definition = question.definition.clone().with_periods(&question.periods);
        let banded = Banded::of(&definition, &grid(measured(&definition)?))?;
        let (asked, judged) = frame.banded(banded, false, Subject::Curve)?;
        self.alone(&asked, &judged).map_err(|declined| declined.sentence)
    }

    pub(super) fn published(&self, (asked, judged): Work) -> Result<Published, Sentence> {
        self.answer(asked, judged).map(Answered::into_published).map_err(|declined| declined.sentence)
    }

    /// What a question by one definition comes to, judged.
    pub(super) fn question(&self, question: &Question<'_>) -> Result<Work, Sentence> {
        let tables: Vec<&[Breakdown]> = std::iter::once(&question.by).chain(&question.beside).map(Vec::as_slice).collect();
        let frame = self.frame((question.from, question.to), question.over, &tables, question.policy)?;
        let definition = question.definition.clone().with_periods(&question.periods);
        if let Some(bands) = &question.bands {
            return frame.banded(Banded::of(&definition, &bands.thresholds)?, bands.disjoint, Subject::Definition);
        }
        let spans: Vec<Span> = frame.columns().into_iter().map(|column| column.span).collect();
        let times = times(&frame.files.register, &definition, frame.span, &spans);
        let definitions = vec![definition];
        let judged = Judged { times, ..frame.judge(&definitions) };
        let mut basics = vec![Basic::Hit(0)];
        let mut specs: Vec<Spec> = frame.tables.iter().map(|by| Spec::hits(by)).collect();
        // A table over time has a row for every month already.
        if question.over.is_none() {
            specs.extend(clauses(&judged, &mut basics));
        }
        let summary = judged.summaries().into_iter().next().ok_or_else(|| Sentence::from(Key::SessionNoFiles))?;
        Ok((frame.asked(definitions, basics, specs, Subject::Definition(summary)), judged))
    }

    /// What a question by several definitions comes to, judged.
    pub(super) fn comparison(&self, comparison: &Comparison<'_>) -> Result<Work, Sentence> {
        let by: Vec<Breakdown> = comparison.by.iter().cloned().collect();
        let frame = self.frame((comparison.from, comparison.to), None, &[&by], comparison.policy)?;
        let mut definitions: Vec<Definition> = Vec::new();
        for definition in &comparison.definitions {
            // One that is named twice is one.
            if !definitions.iter().any(|known| known.id() == definition.id()) {
                definitions.push((*definition).clone().with_periods(&comparison.periods));
            }
        }
        if definitions.len() < 2 {
            return Err(Key::SessionTooFewDefinitions.into());
        }
        let judged = frame.judge(&definitions);
        let mut basics: Vec<Basic> = (0..definitions.len()).map(Basic::Hit).collect();
        let clauses = clauses(&judged, &mut basics);
        if basics.len() > INDICATORS {
            return Err(Key::SessionTooManyDefinitions.into());
        }
        let mut specs: Vec<Spec> = frame.tables.iter().map(|by| Spec::definitions(by, definitions.len())).collect();
        specs.push(Spec::overlap(definitions.len()));
        specs.extend(clauses);
        let subject = Subject::Comparison(judged.summaries());
        Ok((frame.asked(definitions, basics, specs, subject), judged))
    }

    pub(super) fn frame(
        &self,
        (from, to): (Option<Day>, Option<Day>),
        over: Option<Over>,
        tables: &[&[Breakdown]],
        policy: Policy,
    ) -> Result<Frame<'_>, Sentence> {
        let files = self.files.as_ref().ok_or_else(|| Sentence::from(Key::SessionNoFiles))?;
        let whole = files.register.span();
        let span = Span::new(from.unwrap_or(whole.first()), to.unwrap_or(whole.last())).and_then(|span| span.and(whole));
        let span = span.ok_or_else(|| Key::SessionNoDays.with("from", whole.first().to_string()).with("to", whole.last().to_string()))?;
        if let Some(missing) = tables.iter().copied().flatten().find(|breakdown| !files.register.breakdowns().contains(breakdown)) {
            return Err(Key::SessionNoBreakdown.with("breakdown", crate::report::breakdown_word(missing)));
        }
        let tables = told_apart(tables, &files.register);
        if union(&tables).len() > BREAKDOWNS {
            return Err(Key::SessionTooManyBreakdowns.with("most", u64::try_from(BREAKDOWNS).unwrap_or(u64::MAX)));
        }
        Ok(Frame { files, span, over, tables, policy })
    }
}

impl Frame<'_> {
    fn columns(&self) -> Vec<Column> {
        match self.over {
            None => vec![Column { label: String::new(), span: self.span }],
            Some(over) => over.columns(self.span),
        }
    }

    fn judge(&self, definitions: &[Definition]) -> Judged {
        Judged::of(&self.files.register, definitions, self.span, &self.columns())
    }

    pub(super) fn asked(&self, definitions: Vec<Definition>, basics: Vec<Basic>, specs: Vec<Spec>, subject: Subject) -> Asked {
        let columns = self.columns();
        Asked {
            definitions,
            basics,
            specs,
            by: union(&self.tables),
            span: self.span,
            over: self.over,
            columns,
            policy: self.policy,
            subject,
            patterns: None,
        }
    }

    fn banded(&self, banded: Banded, disjoint: bool, subject: fn(Summary) -> Subject) -> Result<Work, Sentence> {
        let judged = self.judge(&banded.definitions);
        let basics: Vec<Basic> = (0..banded.definitions.len()).map(Basic::Hit).collect();
        let specs: Vec<Spec> = self.tables.iter().map(|by| Spec::bands(by, &banded.limits, disjoint)).collect();
        // One definition, with a clause for each limit.
        let summaries = judged.summaries();
        let mut summary = summaries.first().cloned().ok_or_else(|| Sentence::from(Key::SessionNoFiles))?;
        summary.clauses = summaries.into_iter().flat_map(|summary| summary.clauses).collect();
        Ok((self.asked(banded.definitions, basics, specs, subject(summary)), judged))
    }
}

/// The breakdowns of each table, each table once. 7A of one school is not 7A of another: where a table has several schools and does not
/// name them, classes are called by their school's name too, and then in all tables, so that a reader finds one and the same.
fn told_apart(tables: &[&[Breakdown]], register: &Register) -> Vec<Vec<Breakdown>> {
    let mixes = |by: &&[Breakdown]| by.contains(&Breakdown::Class) && !by.contains(&Breakdown::School);
    let class = match register.school_count() > 1 && tables.iter().any(mixes) {
        true => Breakdown::ClassOfSchool,
        false => Breakdown::Class,
    };
    let mut apart: Vec<Vec<Breakdown>> = Vec::new();
    for by in tables {
        let by = by.iter().map(|breakdown| if *breakdown == Breakdown::Class { class.clone() } else { breakdown.clone() }).collect();
        if !apart.contains(&by) {
            apart.push(by);
        }
    }
    apart
}

/// All breakdowns of some tables.
fn union(tables: &[Vec<Breakdown>]) -> Vec<Breakdown> {
    let mut all = Vec::new();
    for breakdown in tables.iter().flatten() {
        if !all.contains(breakdown) {
            all.push(breakdown.clone());
        }
    }
    all
}

/// The table of clauses, for definitions more than one clause of which was evaluated, and their indicators.
fn clauses(judged: &Judged, basics: &mut Vec<Basic>) -> Option<Spec> {
    let mut tables = Vec::new();
    for (definition, summary) in judged.summaries().iter().enumerate() {
        let measured: Vec<usize> =
            (0..summary.clauses.len()).filter(|clause| summary.clauses.get(*clause).is_some_and(|clause| !clause.judgement)).collect();
        let evaluated = measured.iter().filter(|clause| summary.clauses.get(**clause).is_some_and(|clause| clause.reason.is_none()));
        if evaluated.count() > 1 {
            let places = measured.into_iter().map(|clause| {
                basics.push(Basic::Clause(definition, clause));
                (clause, basics.len() - 1)
            });
            tables.push(Clauses { definition, hits: definition, clauses: places.collect() });
        }
    }
    (!tables.is_empty()).then(|| Spec::clauses(&tables))
}

/// A definition's measure with several limits.
struct Banded {
    definitions: Vec<Definition>,
    limits: Vec<Limit>,
}

impl Banded {
    fn of(definition: &Definition, thresholds: &[Decimal]) -> Result<Self, Sentence> {
        let measured = measured(definition)?;
        let mut thresholds = thresholds.to_vec();
        thresholds.order();
        thresholds.dedup();
        if thresholds.is_empty() || thresholds.len() > LIMITS {
            return Err(Key::SessionLimits.with("most", u64::try_from(LIMITS).unwrap_or(u64::MAX)));
        }
        let definitions = definition.banded(&thresholds).ok_or_else(|| Sentence::from(Key::SessionNotSuchLimits))?;
        let limit = |threshold: &Decimal| Limit {
            threshold: *threshold,
            comparison: measured.comparison,
            share: measured.measure == Measure::Share,
        };
        Ok(Self { definitions, limits: thresholds.iter().map(limit).collect() })
    }
}

/// The measure whose limit can be another.
fn measured(definition: &Definition) -> Result<&Measured, Sentence> {
    let single = definition.clauses().iter().find_map(|clause| match clause.conditions.as_slice() {
        [Condition::Measured(measured)] => Some(measured),
        _ => None,
    });
    single.ok_or_else(|| Key::SessionNoMeasure.with("definition", definition.name().value()))
}

/// The limits of a curve: whole per cent up to sixty of a share; of a count whole numbers up to twice the definition's own limit, and at
/// least to ten. At least nothing is everybody and says nothing.
fn grid(measured: &Measured) -> Vec<Decimal> {
    let last = match measured.measure {
        Measure::Share => CURVE,
        _ => (measured.threshold.hundredths() / 50).clamp(10, CURVE),
    };
    let first = u32::from(measured.comparison == Sign::AtLeast);
    (first..=last).map(|limit| Decimal::from_hundredths(limit * 100)).collect()
}
