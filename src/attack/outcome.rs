//! What came of an attack.

use super::examine::{Subject, Told};
use super::facts::Figures;
use super::indicator::Count;
use super::model::{Model, Says};
use super::prove::{Prover, is_number};
use super::search::{Result, Target};
use super::verdict::Verdict;
use super::words;
use crate::claim::{Claim, Decimal};
use crate::locale::Sentence;
use std::collections::{BTreeSet, HashMap};

/// Leaks that are explained; the others are told without what they follow from.
pub(super) const EXPLAINED: usize = 50;

/// What came of an attack.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files.
    pub files: Vec<String>,
    /// Tables in them.
    pub tables: usize,
    /// Counts of pupils that the tables have a place for, other than the sizes of groups.
    pub cells: u64,
    /// Those of them that are withheld.
    pub withheld: u64,
    /// Numbers that stand in no table and that figures side by side could tell: between two limits, what is left of a group, and so on.
    pub derived: u64,
    /// Numbers of which neither a harmless value nor that there is none could be shown.
    pub undecided: u64,
    /// Groups with a place for a share of time, and those of them where it is withheld.
    pub timed: (u64, u64),
    /// What can be told, the worst first; and where everything was asked for, each number that was attacked.
    pub findings: Vec<Finding>,
    /// What a reader of the outcome should know.
    pub notes: Vec<Sentence>,
    explained: usize,
}

/// A number and what can be told of it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is wrong with that; nothing where a reader may know it.
    pub verdict: Option<Verdict>,
    /// The first and last day of the period, and the part of it.
    pub period: (String, String),
    /// The part of the period; empty for all of it.
    pub column: Vec<String>,
    /// The labels of the group.
    pub group: Vec<(String, String)>,
    /// The labels of groups within it that are left out.
    pub less: Vec<Vec<(String, String)>>,
    /// What is counted, by name.
    pub measure: String,
    /// The definition, or the definitions, that it is counted by.
    pub definitions: Vec<String>,
    /// What is counted, in words.
    pub words: Sentence,
    /// Pupils of the group, where that is known.
    pub pupils: Option<i64>,
    /// The least that it can be.
    pub low: i64,
    /// The greatest that it can be; far above any number of pupils when nothing bounds it.
    pub high: i64,
    /// Whether a table has a place for it.
    pub in_table: bool,
    /// Where it is a share of time, and no number of pupils, what is known of it.
    pub time: Option<Time>,
    /// Figures that it follows from.
    pub follows: Vec<Step>,
    /// The figures as a sum, where they are one: `12 − 9 = 3`.
    pub sum: Option<String>,
    /// Whether it is told what it follows from.
    pub explained: bool,
}

/// What is known of a share of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The share in per cent, where it is printed. One that is worked out hangs on how much time the groups have.
    pub printed: Option<Decimal>,
}

/// A figure that something follows from.
#[derive(Clone, Debug)]
pub struct Step {
    /// The file, if there are several.
    pub file: String,
    /// Whether there are other files.
    pub several: bool,
    /// The table, by its id.
    pub table: String,
    /// The row of the table, from 1.
    pub row: usize,
    /// The labels of its group.
    pub group: Vec<(String, String)>,
    /// What it counts, by name.
    pub measure: String,
    /// What it counts, in words, where that is not what the finding is about.
    pub words: Option<Sentence>,
    /// What it says: a number, or between what and what it lies.
    pub low: i64,
    /// The same from above.
    pub high: i64,
    /// The share of time that it says instead.
    pub share: Option<Decimal>,
    /// Whether it is a withheld figure, which says that it is not zero.
    pub withheld: bool,
}

impl Outcome {
    pub(super) fn of(claims: &[Claim]) -> Self {
        Self {
            files: claims.iter().map(|claim| claim.file.clone()).collect(),
            tables: claims.iter().map(|claim| claim.tables.len()).sum(),
            ..Self::default()
        }
    }

    /// Whether anything that is to be protected is known by what is published.
    #[must_use]
    pub fn leaks(&self) -> usize {
        self.findings.iter().filter(|finding| finding.verdict.is_some_and(Verdict::is_leak)).count()
    }

    /// How many numbers have a verdict.
    #[must_use]
    pub fn with(&self, verdict: Verdict) -> usize {
        self.findings.iter().filter(|finding| finding.verdict == Some(verdict)).count()
    }

    /// Whether one more leak is explained; counts it.
    pub(super) fn may_explain(&mut self) -> bool {
        self.explained += 1;
        self.explained <= EXPLAINED
    }

    pub(super) fn sort(&mut self) {
        let rank = |finding: &Finding| (finding.verdict.is_none(), finding.verdict, finding.less.len(), !finding.explained);
        self.findings.sort_by_key(rank);
    }
}

/// Writes down what came of one population.
pub(super) struct Writer<'a> {
    pub(super) model: &'a Model<'a>,
    pub(super) prover: &'a Prover<'a>,
    pub(super) claims: &'a [Claim],
    pub(super) outcome: &'a mut Outcome,
}

impl Writer<'_> {
    pub(super) fn count(&mut self, figures: &Figures) {
        self.outcome.cells += figures.cells;
        self.outcome.withheld += figures.hidden;
    }

    /// Figures that are printed although the rule of their report protects them.
    pub(super) fn printed(&mut self) {
        let model = self.model;
        for (place, fact) in model.facts.iter().enumerate().filter(|(_, fact)| fact.says == Says::Number) {
            let Some(size) = model.population.size(fact.group).filter(|size| *size > 0) else { continue };
            let Some(claim) = self.claims.get(fact.place.claim) else { continue };
            let guard = super::verdict::Guard { rule: claim.rule, pupils: Some(size) };
            let number = match fact.count {
                Count::Rest(_) => size - fact.low,
                _ => fact.low,
            };
            if guard.judge(number, number).is_some() {
                let subject = Subject::plain(fact.group, fact.count);
                let mut finding = self.finding(&subject, Some(Verdict::Printed), (fact.low, fact.low), true);
                finding.follows = words::steps(model, self.claims, &[place], Some(fact.count));
                finding.explained = true;
                self.outcome.findings.push(finding);
            }
        }
    }

    /// Numbers that had to be searched for.
    pub(super) fn searched(&mut self, targets: &[Target], results: &[Result]) {
        for (target, result) in targets.iter().zip(results) {
            self.outcome.derived += u64::from(!target.withheld);
            match *result {
                Result::Safe => (),
                Result::Undecided { .. } => self.outcome.undecided += 1,
                Result::Ends { low, high, verdict } => {
                    let mut finding = self.finding(&target.subject, verdict, (low, high), target.withheld);
                    if verdict.is_some_and(Verdict::is_leak) && self.outcome.explained < EXPLAINED {
                        let facts = self.prover.proof(&target.form, low, high);
                        self.explain(&mut finding, &facts, target.subject.count);
                        finding.sum = (low == high).then(|| self.sum(&facts, target, low)).flatten();
                    }
                    self.outcome.findings.push(finding);
                }
            }
        }
    }

    /// Printed numbers that make up another, as a sum.
    fn sum(&self, facts: &[usize], target: &Target, value: i64) -> Option<String> {
        if !facts.iter().all(|fact| self.model.facts.get(*fact).is_some_and(is_number)) {
            return None;
        }
        let times = self.prover.sum(facts, &target.form)?;
        words::sum(self.model, facts.iter().copied().zip(times), value)
    }

    /// Numbers that printed figures tell at once, but for those that have been found already.
    pub(super) fn told(&mut self, leaks: Vec<Told>, tried: u64) {
        self.outcome.derived += tried;
        let mut seen: BTreeSet<(Count, usize, BTreeSet<usize>)> = BTreeSet::new();
        let mut known: HashMap<(Count, usize), Vec<BTreeSet<usize>>> = HashMap::new();
        for (group, count) in self.places() {
            for (level, cells) in self.model.extents(&Subject::plain(group, count)) {
                known.entry((count, level)).or_default().push(cells);
            }
        }
        for told in leaks {
            let Some((level, cells)) = self.model.extents(&told.subject).pop() else { continue };
            let of_row = known.get(&(told.subject.count, level)).is_some_and(|rows| rows.contains(&cells));
            if of_row && !told.subject.less.is_empty() || !seen.insert((told.subject.count, level, cells)) {
                continue;
            }
            let verdict = told.subject.guard(self.model.population).and_then(|guard| guard.judge(told.value, told.value));
            let mut finding = self.finding(&told.subject, verdict, (told.value, told.value), false);
            if self.outcome.explained < EXPLAINED {
                let facts: Vec<usize> = told.by.iter().map(|(fact, _)| *fact).collect();
                self.explain(&mut finding, &facts, told.subject.count);
                finding.sum = words::sum(self.model, told.by.iter().copied(), told.value);
            }
            self.outcome.findings.push(finding);
        }
    }

    /// The groups that have rows, with everything that some figure counts.
    fn places(&self) -> Vec<(usize, Count)> {
        let counts: BTreeSet<Count> = self.model.facts.iter().map(|fact| fact.count).collect();
        (0..self.model.population.groups.len()).flat_map(|group| counts.iter().map(move |count| (group, *count))).collect()
    }

    fn explain(&mut self, finding: &mut Finding, facts: &[usize], count: Count) {
        finding.follows = words::steps(self.model, self.claims, facts, Some(count));
        finding.explained = true;
        self.outcome.explained += 1;
    }

    fn finding(&self, subject: &Subject, verdict: Option<Verdict>, (low, high): (i64, i64), in_table: bool) -> Finding {
        let population = self.model.population;
        let labels = |group: usize| words::labels(population, group);
        let period = population.claims.first().and_then(|claim| self.claims.get(*claim)).map(|claim| claim.period.clone());
        Finding {
            verdict,
            period: period.unwrap_or_default(),
            column: population.column.clone(),
            group: labels(subject.group),
            less: subject.less.iter().map(|group| labels(*group)).collect(),
            measure: words::name(subject.count),
            definitions: words::definitions(self.model.catalogue, subject.count),
            words: words::measure(self.model.catalogue, subject.count),
            pupils: subject.guard(population).and_then(|guard| guard.pupils),
            low,
            high,
            in_table,
            time: None,
            follows: Vec::new(),
            sum: None,
            explained: false,
        }
    }
}
