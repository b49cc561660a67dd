//! What has left the page: the list that the worker keeps, held here as well, so that a worker that takes the place of one that died can be told.

use super::{DayField, Errand, Fault, State, Step};
use franvarokalkyl::locale::Sentence;
use franvarokalkyl::wire::{Ask, Inquiry, Released};

/// Reports that have left, of whatever data were read since the page was opened or cleared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Log {
    all: Vec<Released>,
    /// The data that are read, by the worker's name for them.
    data: Option<String>,
}

impl Log {
    /// What has left of the data that are read.
    fn own(&self) -> impl Iterator<Item = &Released> {
        self.all.iter().filter(|released| Some(&released.data) == self.data.as_ref())
    }

    /// The tables of it, in the order in which they left.
    pub(crate) fn titles(&self) -> impl Iterator<Item = &Sentence> {
        self.own().flat_map(|released| &released.titles)
    }

    /// Whether the report of this question is among it.
    pub(crate) fn has(&self, inquiry: &Inquiry) -> bool {
        self.own().any(|released| released.inquiry == *inquiry)
    }

    /// The worker's word on it.
    pub(super) fn note(&mut self, data: String, released: Vec<Released>) {
        self.all.retain(|known| known.data != data);
        self.all.extend(released);
        self.data = Some(data);
    }

    /// The data are gone; what has left of them is remembered.
    pub(super) fn close(&mut self) {
        self.data = None;
    }

    /// What has left does not come back: of two lists of one sitting the longer is true.
    pub(super) fn keep_longer(&mut self, other: &Self) {
        if other.all.len() > self.all.len() {
            self.all.clone_from(&other.all);
        }
        self.data.clone_from(&other.data);
    }

    /// Whether nothing has left, of whatever data.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// What a new worker is told.
    pub(super) fn recalled(&self) -> Option<Errand> {
        (!self.all.is_empty()).then(|| Errand::Ask(Ask::Recall(self.all.clone())))
    }
}

impl State {
    /// The question behind the report.
    pub(super) fn inquiry(&self) -> Option<Inquiry> {
        let of_definitions = self.asked.clone().map(Inquiry::One).or_else(|| self.compared.clone().map(Inquiry::Several));
        of_definitions.or_else(|| self.patterned.clone().map(Inquiry::Patterns))
    }

    /// What is on screen leaves, unless it has before.
    pub(super) fn leave(&self) -> Option<Errand> {
        if self.step == Step::Dossier {
            return (self.engine.is_up() && !self.all_has_left()).then_some(Errand::Ask(Ask::LeaveAll));
        }
        let shown = self.shown.clone().filter(|shown| self.engine.is_up() && !self.log.has(shown))?;
        Some(Errand::Ask(Ask::Leave(shown)))
    }

    /// Whether what is on screen would be lost by leaving: it has neither been saved, printed nor copied. That is asked once.
    pub(crate) fn is_unsaved(&self) -> bool {
        let left = match self.step {
            Step::Result => self.shown.as_ref().is_none_or(|shown| self.log.has(shown)),
            Step::Dossier => self.dossier.is_none() || self.all_has_left(),
            _ => true,
        };
        !left && !self.warned
    }

    /// Asks the same about the days that were offered.
    pub(super) fn take_instead(&mut self) -> Vec<Errand> {
        let offered = |fault: &Fault| match fault {
            Fault::Instead(_, instead) => Some(instead.clone()),
            _ => None,
        };
        let Some(instead) = self.faults.iter().find_map(offered).filter(|_| self.can_ask()) else { return Vec::new() };
        self.draft.from = DayField::Day(instead.from);
        self.draft.to = DayField::Day(instead.to);
        match self.step {
            Step::Question => {
                self.draft.take_over(instead.over);
                self.publish()
            }
            Step::Compare => self.publish_comparison(),
            _ => Vec::new(),
        }
    }
}
