//! Taking back. Whatever throws something away, or changes much, keeps the state as it was before; one button puts it back, with what
//! the browser stores and what the worker holds. There is one way for all such actions: [`State::lost_by`] says which they are.

use super::{Action, Change, Detail, Edit, Editor, Errand, FAULTS, HEADING, Part, Resume, Settle, Source, State, Step, Then};
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::{Answer, Ask, Origin};

/// What has just been done, in a line above the open step.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) sentence: Sentence,
    /// The state before it; none where nothing can be taken back.
    before: Option<Box<State>>,
}

impl Said {
    /// A line that only tells.
    pub(super) const fn only(sentence: Sentence) -> Self {
        Self { sentence, before: None }
    }

    /// The state that would be put back.
    pub(crate) fn before(&self) -> Option<&State> {
        self.before.as_deref()
    }
}

impl State {
    /// What the action throws away, if it does: the sentence that stands beside the button that takes it back.
    fn lost_by(&self, action: &Action) -> Option<Sentence> {
        let names = || self.source.as_ref().map(Source::names);
        let has_written = self.editor.as_ref().is_some_and(Editor::has_written);
        let key = match action {
            Action::StartOver => Key::PageStartedOver,
            Action::Settle(Settle::Replace) => return Some(Key::UndoReplaced.with("files", names()?)),
            Action::Example if self.overview.is_some() => return Some(Key::UndoReplaced.with("files", names()?)),
            Action::Settle(Settle::Add) => Key::UndoAdded,
            Action::ForgetChoices => Key::UndoForgotten,
            Action::ForgetStored => Key::PageStoredForgotten,
            Action::Reread if self.choices.waiting() > 0 => Key::UndoReread,
            Action::Change(_, Change::Role(..) | Change::Unit(..) | Change::Kind(..) | Change::LeftOut(_)) => Key::UndoChanged,
            Action::Heard(Answer::Choices(_), _) if self.step == Step::Check => Key::UndoLoaded,
            Action::RemoveSection(_) => Key::PageDossierRemoved,
            Action::Discard(id) => return Some(Key::UndoDiscarded.with("name", super::editor::name(self.defined(id)?))),
            Action::LeaveEditor | Action::Write(_) if has_written => Key::UndoUnwritten,
            Action::Heard(Answer::Understood(Origin::File, Ok(_)), _) if has_written && self.step == Step::Define => Key::UndoUnwritten,
            Action::Edit(Edit::Remove(_) | Edit::RemoveJudgement(_) | Edit::At(_, Part::RemovePeriod(_) | Part::RemoveColumn(_))) => {
                Key::UndoPart
            }
            Action::Detail(Detail::RemovePeriod(_)) => Key::UndoPart,
            Action::Then(Then::Use) | Action::Heard(Answer::Defined(_), _) if self.overwrites() => Key::UndoOverwritten,
            Action::TakeProposal(_) | Action::TakeInstead => Key::UndoProposal,
            _ => return None,
        };
        Some(key.into())
    }

    /// Whether the definition that is being written takes the place of one of the user's own.
    fn overwrites(&self) -> bool {
        let used = |editor: &&Editor| editor.is_used();
        self.editor.as_ref().filter(used).is_some_and(|editor| self.is_own(&editor.draft.id))
    }

    /// Whether the line above the step stands after the action. Whatever the user chooses next would be lost by taking back what was
    /// before it.
    const fn leaves_line(action: &Action) -> bool {
        matches!(
            action,
            Action::Heard(..)
                | Action::Broke(_)
                | Action::Cancel
                | Action::Choose(_)
                | Action::Settle(Settle::Leave)
                | Action::Speak(_)
                | Action::Open(_)
                | Action::Visit(_)
                | Action::GoTo(_)
                | Action::ShowTime(_)
                | Action::Print
                | Action::Leave
                | Action::Copied(_)
                | Action::Stayed
                | Action::Unstored
                | Action::AskToClear(_)
        )
    }

    /// What the action makes of the state, and what is left to do.
    pub(crate) fn reduce(mut self, action: Action) -> (Self, Vec<Errand>) {
        if action == Action::Undo {
            let errands = self.undo();
            return (self, errands);
        }
        if !Self::leaves_line(&action) {
            self.said = None;
        }
        match self.lost_by(&action) {
            None => {
                let errands = self.act(action);
                (self, errands)
            }
            Some(sentence) => {
                // Once back is enough: what was taken back before this is gone.
                let before = Self { said: None, ..self.clone() };
                let errands = self.act(action);
                if self != before {
                    self.said = Some(Said { sentence, before: Some(Box::new(before)) });
                }
                (self, errands)
            }
        }
    }

    /// Whether it can be taken back now: not while the worker is at something that would answer to another state.
    pub(crate) fn can_undo(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.before.is_some()) && (!self.is_busy() || self.step == Step::Reading)
    }

    fn undo(&mut self) -> Vec<Errand> {
        if !self.can_undo() {
            return Vec::new();
        }
        let Some(before) = self.said.take().and_then(|said| said.before) else { return Vec::new() };
        let now = std::mem::replace(self, *before);
        let mut errands = self.take_over(&now);
        if self.readings != now.readings {
            // The worker holds other files, or the same read in another way.
            let resume = Resume::of(self);
            self.readings = now.readings;
            self.resume = resume;
            errands.extend(self.read_afresh());
            return errands;
        }
        match self.step {
            // What is on screen must be what the worker would save.
            Step::Result | Step::Dossier => {
                if let Some(resume) = Resume::of(self) {
                    errands.extend(self.go_on(resume));
                }
            }
            Step::Define => errands.extend(self.read_back()),
            _ => {}
        }
        self.said = Some(Said::only(Key::UndoDone.into()));
        errands.push(Errand::Focus(if self.faults.is_empty() { HEADING } else { FAULTS }.into()));
        errands
    }

    /// What does not go back: the language, the worker, what has left. What the browser stores and the worker knows goes along.
    fn take_over(&mut self, now: &Self) -> Vec<Errand> {
        self.language = now.language;
        self.engine = now.engine;
        self.catalogue = now.catalogue.clone();
        self.aside = now.aside.clone();
        self.log.keep_longer(&now.log);
        self.warned = now.warned;
        self.unstored = now.unstored;
        self.deaths = now.deaths;
        self.arrived.clear();
        self.notice = None;
        if let Some(editor) = &mut self.editor {
            editor.forget_asking();
        }
        let mut errands = Vec::new();
        if self.remembers && !now.remembers {
            errands.push(Errand::Remember(self.language));
        }
        if self.choices.kept != now.choices.kept {
            errands.push(Errand::Keep(self.choices.kept.clone()));
        }
        if self.kept_definitions != now.kept_definitions {
            errands.push(Errand::KeepDefinitions(self.kept_definitions.clone()));
            if self.engine.is_up() {
                errands.push(Errand::Ask(Ask::Adopt(self.kept_definitions.clone())));
            }
        }
        errands
    }
}
