//! What would show more, when much of a report is withheld: asked of the worker beside everything else, and taken by one click.

use super::{DayField, Draft, Errand, Levels, OverChoice, State, Step};
use franvarokalkyl::wire::{Ask, Inquiry, Over, Proposal, Question, loses_much};
use std::rc::Rc;

/// Proposals to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Advice {
    inquiry: Inquiry,
    proposals: Vec<Proposal>,
}

impl State {
    /// Whether the report on screen loses so much that proposals are made.
    pub(crate) fn wants_advice(&self) -> bool {
        let slid = self.shown != self.inquiry();
        self.report.as_ref().is_some_and(|report| loses_much(report.printed)) && !slid
    }

    /// The proposals to the report on screen; none until they have come.
    pub(crate) fn proposals(&self) -> Option<&[Proposal]> {
        let advice = self.advice.as_deref().filter(|advice| Some(&advice.inquiry) == self.shown.as_ref())?;
        Some(&advice.proposals)
    }

    pub(super) fn ask_for_advice(&self) -> Option<Errand> {
        let report = self.report.as_ref().filter(|_| self.wants_advice())?;
        Some(Errand::Ask(Ask::Advise(self.shown.clone()?, report.printed)))
    }

    pub(super) fn advised(&mut self, inquiry: Inquiry, proposals: Vec<Proposal>) {
        self.advice = Some(Rc::new(Advice { inquiry, proposals }));
    }

    /// Asks what is proposed instead, and fills it in where it is asked.
    pub(super) fn take_proposal(&mut self, place: usize) -> Vec<Errand> {
        let proposal = self.proposals().and_then(|proposals| proposals.get(place)).cloned();
        let Some(proposal) = proposal.filter(|_| self.step == Step::Result && self.can_ask()) else { return Vec::new() };
        match proposal.inquiry {
            Inquiry::One(question) => {
                self.draft.take(question);
                self.step = Step::Question;
                self.publish()
            }
            Inquiry::Several(comparison) => {
                let left_out =
                    self.comparable().map(|card| card.card.id.clone()).filter(|id| !comparison.definitions.contains(id)).collect();
                self.compare.take(left_out, comparison.by.as_deref());
                self.draft.take_days(comparison.from, comparison.to);
                self.draft.details.take_given(comparison.periods);
                self.step = Step::Compare;
                self.publish_comparison()
            }
            // They withhold nothing, so nothing is proposed instead of them.
            Inquiry::Patterns(_) => Vec::new(),
        }
    }
}

impl Draft {
    /// Fills in a question that is proposed, whatever has been filled in since it was.
    fn take(&mut self, question: Question) {
        self.choose(question.definition);
        self.set_by(question.by);
        self.take_days(question.from, question.to);
        self.take_over(question.over);
        self.details.take_given(question.periods);
        match question.bands {
            None => self.details.levels = Levels::None,
            Some(bands) => {
                self.details.disjoint = bands.disjoint;
                if self.details.thresholds().as_ref() != Some(&bands.thresholds) {
                    self.details.levels = Levels::Own;
                    self.details.own = bands.thresholds.join("; ");
                }
            }
        }
    }

    fn take_days(&mut self, from: Option<String>, to: Option<String>) {
        let field = |day: Option<String>| day.map_or(DayField::Empty, DayField::Day);
        (self.from, self.to) = (field(from), field(to));
    }

    /// Fills in columns of time.
    pub(super) fn take_over(&mut self, over: Option<Over>) {
        let (over, weeks) = match over {
            None => (OverChoice::None, None),
            Some(Over::Month) => (OverChoice::Month, None),
            Some(Over::Term) => (OverChoice::Term, None),
            Some(Over::Year) => (OverChoice::Year, None),
            Some(Over::Weeks(weeks)) => (OverChoice::Weeks, Some(weeks)),
            Some(Over::Split(day)) => {
                self.details.split = day;
                (OverChoice::Split, None)
            }
        };
        self.details.over = over;
        if let Some(weeks) = weeks {
            self.details.weeks = weeks.to_string();
        }
    }
}
