//! A question as it is worked on: what is judged, counted and shown, whoever asked it in whatever words. And the verdicts on it.

use crate::calendar::Span;
use crate::definition::{Column, Definition, Over, Summary, Times, Verdicts, judge_all};
use crate::disclosure::{Dimension, Gap, Policy, Spec, Subject};
use crate::register::{Breakdown, Register};
use crate::tally::{self, Basic};

/// Which patterns are shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) by: Vec<Dimension>,
    pub(super) school: bool,
}

/// What is asked of a register. Two questions that are equal have the same answer.
#[derive(Clone, PartialEq)]
pub(super) struct Asked {
    /// What is judged by: with the periods that the user gave, once for each limit where there are several.
    pub(super) definitions: Vec<Definition>,
    /// What is counted of each pupil.
    pub(super) basics: Vec<Basic>,
    /// The tables.
    pub(super) specs: Vec<Spec>,
    /// All their breakdowns.
    pub(super) by: Vec<Breakdown>,
    /// The analysis period.
    pub(super) span: Span,
    /// In which parts of it.
    pub(super) over: Option<Over>,
    /// These parts, or all of it under no name.
    pub(super) columns: Vec<Column>,
    /// Under which rule.
    pub(super) policy: Policy,
    /// What the report says it is about.
    pub(super) subject: Subject,
    /// Patterns instead of tables of counts, and which.
    pub(super) patterns: Option<Shown>,
}

/// Verdicts and time.
pub(super) struct Judged {
    /// By definition, then by column of time.
    pub(super) verdicts: Vec<Vec<Verdicts>>,
    /// By column of time, where shares of it are asked for.
    pub(super) times: Vec<Times>,
}

impl Judged {
    pub(super) fn of(register: &Register, definitions: &[Definition], span: Span, columns: &[Column]) -> Self {
        let definitions: Vec<&Definition> = definitions.iter().collect();
        let spans: Vec<Span> = columns.iter().map(|column| column.span).collect();
        Self { verdicts: judge_all(register, &definitions, span, &spans), times: Vec::new() }
    }

    /// Each definition as it was evaluated: a clause was that was in any column.
    pub(super) fn summaries(&self) -> Vec<Summary> {
        let merged = |columns: &Vec<Verdicts>| {
            let mut summary = columns.first()?.summary.clone();
            for (place, clause) in summary.clauses.iter_mut().enumerate() {
                if columns.iter().any(|verdicts| verdicts.summary.clauses.get(place).is_some_and(|clause| clause.reason.is_none())) {
                    clause.reason = None;
                }
            }
            Some(summary)
        };
        self.verdicts.iter().filter_map(merged).collect()
    }

    /// Clauses that were evaluated in some columns only, of those with any pupils.
    pub(super) fn gaps(&self, register: &Register, all: &[Column]) -> Vec<Gap> {
        let with_pupils = |column: usize| all.get(column).is_some_and(|column| tally::population(register, column.span) > 0);
        let inhabited: Vec<usize> = (0..all.len()).filter(|column| all.len() > 1 && with_pupils(*column)).collect();
        let mut gaps = Vec::new();
        for (definition, columns) in self.verdicts.iter().enumerate() {
            let clauses = columns.first().map_or(0, |verdicts| verdicts.summary.clauses.len());
            for clause in 0..clauses {
                let reason = |column: &usize| columns.get(*column)?.summary.clauses.get(clause)?.reason.clone();
                let missing: Vec<usize> = inhabited.iter().copied().filter(|column| reason(column).is_some()).collect();
                if let Some(why) = missing.first().and_then(reason).filter(|_| missing.len() < inhabited.len()) {
                    let columns = missing.into_iter().filter_map(|column| all.get(column)).map(|column| column.label.clone()).collect();
                    gaps.push(Gap { definition, clause, columns, reason: why });
                }
            }
        }
        gaps
    }

    /// For each pupil of the register whether any of the definitions has the pupil in its population.
    pub(super) fn population(&self, column: usize) -> Vec<bool> {
        let mut all: Vec<bool> = Vec::new();
        for verdicts in self.verdicts.iter().filter_map(|own| own.get(column)) {
            all.resize(verdicts.pupils.len(), false);
            all.iter_mut().zip(&verdicts.pupils).for_each(|(all, own)| *all |= own.is_some());
        }
        all
    }
}
