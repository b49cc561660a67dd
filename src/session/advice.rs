//! What would show more, when much of a report is withheld: coarser groups, a longer period, a limit fewer. Each proposal is tried before it is made,
//! beside what has left, so that the figures it promises are those that it gives.

use super::asked::{Asked, Judged};
use super::log::printed;
use super::{Answered, Comparison, Declined, Over, PatternQuestion, Published, Question, Session};
use crate::definition::Decimal;
use crate::locale::{Key, Sentence, Value};
use crate::register::Breakdown;
use crate::wire::{self, loses_much};

/// A question of any kind.
#[derive(Clone, Debug)]
pub enum Inquiry<'a> {
    /// By one definition.
    One(Question<'a>),
    /// By several definitions.
    Several(Comparison<'a>),
    /// By none: when absence falls.
    Patterns(PatternQuestion),
}

/// A change to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A coarser breakdown instead of a finer one.
    Coarser(Breakdown, Breakdown),
    /// Without a breakdown.
    Without(Breakdown),
    /// Longer parts of the period, or all of it at once.
    Longer(Option<Over>),
    /// All days of the files.
    AllDays,
    /// Without the highest limit.
    Fewer(Decimal),
}

/// What would show a larger part of its figures than a report does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// One change or more, together.
    pub changes: Vec<Change>,
    /// Figures that it would print, of all that it would have.
    pub printed: (u64, u64),
}

/// A question with changes, and what it would print.
struct Tried<'a> {
    inquiry: Inquiry<'a>,
    proposal: Proposal,
}

/// Coarser breakdowns that stand for finer ones.
const COARSER: [(Breakdown, Breakdown); 3] =
    [(Breakdown::Class, Breakdown::Grade), (Breakdown::Grade, Breakdown::Stage), (Breakdown::School, Breakdown::SchoolGroup)];

/// Whether a larger part is printed.
const fn is_better(one: (u64, u64), other: (u64, u64)) -> bool {
    one.0.saturating_mul(other.1) > other.0.saturating_mul(one.1)
}

impl Session {
    /// What would show a larger part of its figures than a report that answers a question: none unless it loses much. The best comes first;
    /// where no change by itself is enough, the best few together come last.
    #[must_use]
    pub fn proposals(&self, inquiry: &Inquiry<'_>, published: &Published) -> Vec<Proposal> {
        self.tried(inquiry, printed(published)).into_iter().map(|tried| tried.proposal).collect()
    }

    /// The same for the page, to a question of its own and the figures that its report prints.
    #[must_use]
    pub fn proposals_for(&self, inquiry: &wire::Inquiry, printed: (u64, u64)) -> Vec<wire::Proposal> {
        let Ok(definitions) = self.definitions_of(inquiry) else { return Vec::new() };
        let Ok(core) = self.inquiry(inquiry, &definitions) else { return Vec::new() };
        let proposal = |Tried { inquiry, proposal }: Tried<'_>| wire::Proposal {
            sentence: proposal.sentence(),
            printed: proposal.printed,
            inquiry: wire::Inquiry::from(&inquiry),
        };
        self.tried(&core, printed).into_iter().map(proposal).collect()
    }

    fn tried<'a>(&self, inquiry: &Inquiry<'a>, now: (u64, u64)) -> Vec<Tried<'a>> {
        if !loses_much(now) {
            return Vec::new();
        }
        let offered = self.files.as_ref().map_or(&[][..], |files| files.register.breakdowns());
        let mut tried: Vec<Tried<'a>> = inquiry
            .changes(offered)
            .into_iter()
            .filter_map(|change| self.one(inquiry.changed(&change), vec![change]))
            .filter(|tried| tried.proposal.printed.0 > 0 && is_better(tried.proposal.printed, now))
            .collect();
        // Stable, so that what comes to the same stays in the order in which changes are listed.
        tried.sort_by(|one, other| {
            let (one, other) = (one.proposal.printed, other.proposal.printed);
            is_better(other, one).cmp(&is_better(one, other))
        });
        tried.extend(self.together(&tried));
        tried
    }

    /// The best change with as many of the others as are of use, until little is lost. None where one change is enough.
    fn together<'a>(&self, tried: &[Tried<'a>]) -> Option<Tried<'a>> {
        let (first, others) = tried.split_first()?;
        let mut inquiry = first.inquiry.clone();
        let mut proposal = first.proposal.clone();
        for change in others.iter().flat_map(|other| &other.proposal.changes) {
            if !loses_much(proposal.printed) {
                break;
            }
            // All at once is no change beside terms.
            let is_longer = |change: &Change| matches!(change, Change::Longer(_));
            if is_longer(change) && proposal.changes.iter().any(is_longer) {
                continue;
            }
            let changes: Vec<Change> = proposal.changes.iter().chain([change]).cloned().collect();
            if let Some(more) = self.one(inquiry.changed(change), changes).filter(|more| is_better(more.proposal.printed, proposal.printed))
            {
                Tried { inquiry, proposal } = more;
            }
        }
        (proposal.changes.len() > 1).then_some(Tried { inquiry, proposal })
    }

    fn one<'a>(&self, inquiry: Inquiry<'a>, changes: Vec<Change>) -> Option<Tried<'a>> {
        let (asked, judged) = self.work(&inquiry).ok()?;
        let answered = self.answer(asked, judged).ok()?;
        let printed = printed(answered.published());
        Some(Tried { inquiry, proposal: Proposal { changes, printed } })
    }

    /// What a question comes to, judged.
    pub(super) fn work(&self, inquiry: &Inquiry<'_>) -> Result<(Asked, Judged), Sentence> {
        match inquiry {
            Inquiry::One(question) => self.question(question),
            Inquiry::Several(comparison) => self.comparison(comparison),
            Inquiry::Patterns(question) => self.pattern_work(question),
        }
    }

    /// Answers a question of any kind, safe beside what has left.
    ///
    /// # Errors
    /// As for [`Session::publish`] and [`Session::compare`], and when what has left of the same data stands in the way.
    pub fn answer_to(&self, inquiry: &Inquiry<'_>) -> Result<Answered, Declined> {
        let (asked, judged) = self.work(inquiry)?;
        self.answer(asked, judged)
    }
}

impl<'a> Inquiry<'a> {
    /// Changes that make coarser tables, of the breakdowns that files offer.
    fn changes(&self, offered: &[Breakdown]) -> Vec<Change> {
        let by: Vec<Breakdown> = match self {
            Self::One(question) => question.by.iter().chain(question.beside.iter().flatten()).cloned().collect(),
            Self::Several(comparison) => comparison.by.iter().cloned().collect(),
            // They withhold nothing.
            Self::Patterns(_) => return Vec::new(),
        };
        let mut changes = Vec::new();
        for (finer, coarser) in COARSER {
            // Small schools as one group tell nothing of their classes.
            let fits = finer != Breakdown::School || !by.contains(&Breakdown::Class);
            if by.contains(&finer) && offered.contains(&coarser) && fits {
                changes.push(Change::Coarser(finer, coarser));
            }
        }
        let alone = by.len() < 2;
        changes.extend(
            by.iter()
                .filter(|by| matches!(by, Breakdown::Gender | Breakdown::Extra(_)) && !alone)
                .map(|by| Change::Without(by.clone()))
                .take(1),
        );
        let (from, to) = match self {
            Self::One(question) => {
                match question.over {
                    Some(Over::Month | Over::Weeks(_)) => changes.extend([Change::Longer(Some(Over::Term)), Change::Longer(None)]),
                    Some(Over::Term | Over::Year | Over::Split(_)) => changes.push(Change::Longer(None)),
                    None => {}
                }
                if let Some(highest) = question.bands.as_ref().filter(|bands| bands.thresholds.len() > 1) {
                    changes.extend(highest.thresholds.iter().max().copied().map(Change::Fewer));
                }
                (question.from, question.to)
            }
            Self::Several(comparison) => {
                changes.extend(comparison.by.clone().map(Change::Without));
                (comparison.from, comparison.to)
            }
            Self::Patterns(question) => (question.from, question.to),
        };
        if from.is_some() || to.is_some() {
            changes.push(Change::AllDays);
        }
        changes
    }

    fn changed(&self, change: &Change) -> Self {
        match self {
            Self::One(question) => {
                let mut question = question.clone();
                match change {
                    Change::Coarser(finer, coarser) => {
                        question.tables_mut().for_each(|by| {
                            by.iter_mut().filter(|own| *own == finer).for_each(|own| own.clone_from(coarser));
                            let mut seen = Vec::new();
                            by.retain(|own| {
                                !seen.contains(own) && {
                                    seen.push(own.clone());
                                    true
                                }
                            });
                        });
                    }
                    Change::Without(breakdown) => question.tables_mut().for_each(|by| by.retain(|own| own != breakdown)),
                    Change::Longer(over) => question.over = *over,
                    Change::AllDays => (question.from, question.to) = (None, None),
                    Change::Fewer(limit) => {
                        if let Some(bands) = &mut question.bands {
                            bands.thresholds.retain(|own| own != limit);
                        }
                    }
                }
                Self::One(question)
            }
            Self::Several(comparison) => {
                let mut comparison = comparison.clone();
                match change {
                    Change::Coarser(_, coarser) => comparison.by = Some(coarser.clone()),
                    Change::Without(_) => comparison.by = None,
                    Change::AllDays => (comparison.from, comparison.to) = (None, None),
                    Change::Longer(_) | Change::Fewer(_) => {}
                }
                Self::Several(comparison)
            }
            Self::Patterns(question) => Self::Patterns(question.clone()),
        }
    }
}

impl Question<'_> {
    fn tables_mut(&mut self) -> impl Iterator<Item = &mut Vec<Breakdown>> {
        std::iter::once(&mut self.by).chain(&mut self.beside)
    }
}

impl Change {
    /// What to do, as an order: *visa stadier i stället för årskurser*.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let word = |breakdown: &Breakdown| Value::from(crate::report::breakdown_word(breakdown));
        match self {
            Self::Coarser(_, Breakdown::SchoolGroup) => Key::ProposalSchoolGroup.into(),
            Self::Coarser(_, Breakdown::Stage) => Key::ProposalStage.into(),
            Self::Coarser(finer, coarser) => Key::ProposalCoarser.with("finer", word(finer)).with("coarser", word(coarser)),
            Self::Without(breakdown) => Key::ProposalWithout.with("breakdown", word(breakdown)),
            Self::Longer(Some(Over::Term)) => Key::ProposalTerm.into(),
            Self::Longer(_) => Key::ProposalAtOnce.into(),
            Self::AllDays => Key::ProposalAllDays.into(),
            Self::Fewer(limit) => Key::ProposalFewer.with("limit", limit.text(',')),
        }
    }
}

impl Proposal {
    /// What to do, as an order.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        match self.changes.as_slice() {
            [only] => only.sentence(),
            all => Key::ProposalTogether.with("changes", Value::List(all.iter().map(|change| change.sentence().into()).collect())),
        }
    }

    /// The same with what it would print.
    #[must_use]
    pub fn line(&self) -> Sentence {
        let (printed, all) = self.printed;
        Key::ProposalLine.with("proposal", self.sentence()).with("printed", Value::Whole(printed)).with("all", Value::Whole(all))
    }
}
