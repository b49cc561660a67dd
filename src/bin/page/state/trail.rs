//! Back and forward. Each step that the user comes to has an entry in the browser's history that holds the step's name and nothing else;
//! the address stays the same. Nobody comes back into a reading, and an entry whose step is no longer there leads to the open one.

use super::{State, Step};

/// What is to be done with the browser's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A new entry after the one at hand.
    Push(Step),
    /// The entry at hand is of this step.
    Rename(Step),
}

/// Where in the history the page is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Trail {
    /// The step of the entry at hand; none while it has no name.
    at: Option<Step>,
    /// The user went there by the browser's buttons, and it is not settled yet what is shown.
    visiting: bool,
    /// A reading is under way, which has no entry of its own: it ends in that of the step it leads to.
    reading: bool,
}

impl Trail {
    /// The browser has gone to an entry: one of ours with its step, or one that a link within the page has made.
    pub(crate) const fn visit(&mut self, step: Option<Step>) {
        self.at = step;
        self.visiting = true;
    }

    /// Follows the state to the step that is open.
    pub(crate) fn follow(&mut self, state: &State) -> Option<Mark> {
        if state.step == Step::Reading {
            let first = self.at == Some(Step::Files) && !self.reading && !self.visiting;
            self.reading = true;
            // Back from a reading is back to the choice of files, not out of the page.
            return first.then(|| self.mark(Mark::Push, Step::Check));
        }
        // What the worker is asked may lead elsewhere.
        if state.is_busy() {
            return None;
        }
        let renames = self.visiting || self.reading || self.at.is_none();
        (self.visiting, self.reading) = (false, false);
        let mark = if renames { Mark::Rename } else { Mark::Push };
        (self.at != Some(state.step)).then(|| self.mark(mark, state.step))
    }

    fn mark(&mut self, mark: fn(Step) -> Mark, step: Step) -> Mark {
        self.at = Some(step);
        mark(step)
    }
}

impl Step {
    /// The steps that history knows, with their names there.
    const NAMED: [(Self, &'static str); 7] = [
        (Self::Files, "files"),
        (Self::Check, "check"),
        (Self::Define, "define"),
        (Self::Question, "question"),
        (Self::Compare, "compare"),
        (Self::Result, "result"),
        (Self::Dossier, "dossier"),
    ];

    /// Its name in the history; none for a reading.
    pub(crate) fn name(self) -> Option<&'static str> {
        Self::NAMED.iter().find(|(step, _)| *step == self).map(|(_, name)| *name)
    }

    /// The step of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::NAMED.iter().find(|(_, known)| *known == name).map(|(step, _)| *step)
    }
}

impl State {
    /// Goes where the browser's buttons lead. Back from a reading stops it.
    pub(super) fn visit(&mut self, step: Option<Step>) -> Vec<super::Errand> {
        match step {
            Some(Step::Files) if self.step == Step::Reading => self.cancel(),
            Some(step) if step != self.step && self.step != Step::Reading => self.open(step),
            _ => Vec::new(),
        }
    }
}
