//! What the user decides of the files, and what is kept of it: in a file, in the browser.

use super::{Action, Change, Engine, Errand, FAULTS, Fault, HEADING, State, Step, words};
use franvarokalkyl::locale::{Key, Sentence, Value};
use franvarokalkyl::wire::{Ask, Asked, FileOverview, LayoutChoices};

/// Layouts that the browser keeps; of more, those that were decided first are let go.
const KEPT_LAYOUTS: usize = 50;

/// A word as a sentence quotes it; an empty cell by its name.
pub(super) fn shown(word: String) -> Value {
    if word.is_empty() { Sentence::from(Key::ChoiceEmptyWord).into() } else { Value::Text(word) }
}

impl State {
    pub(super) fn decide(&mut self, action: Action) -> Vec<Errand> {
        match action {
            Action::Change(number, change) if !self.is_busy() => {
                if let Some(table) = self.files.get(number) {
                    // A period is asked once for all tables that say none.
                    let asks = |table: &FileOverview| table.asks.contains(&Asked::Period);
                    let for_all = matches!(change, Change::From(_) | Change::To(_)) && asks(table);
                    self.choices.change(table, change.clone());
                    for other in self.files.iter().filter(|other| for_all && asks(other)) {
                        self.choices.change(other, change.clone());
                    }
                    // What is wrong with other words still is; a field is looked at again when it takes effect.
                    let open = words::unanswered(&self.files, &self.choices);
                    self.faults.retain(|fault| match fault {
                        Fault::Field(field, _) => open.iter().any(|(word, _)| field.as_deref() == Some(word)),
                        _ => true,
                    });
                    self.notice = None;
                }
                Vec::new()
            }
            Action::LoadChoices if matches!(self.step, Step::Files | Step::Check) => {
                self.loading = true;
                self.notice = None;
                self.faults.clear();
                if self.engine == Engine::Ready { self.ask_to_load() } else { Vec::new() }
            }
            // Saved is what the files were read with; what waits may not even be possible.
            Action::SaveChoices if self.choices.waiting() > 0 => {
                self.notice = Some(Key::PageChoicesWait.into());
                Vec::new()
            }
            Action::SaveChoices if self.engine == Engine::Ready => {
                let layouts = LayoutChoices::to_save(&self.files, &self.choices.for_reading());
                if layouts.is_empty() {
                    self.notice = Some(Key::PageChoicesNone.into());
                    return Vec::new();
                }
                self.engine = Engine::Busy;
                vec![Errand::Ask(Ask::Save(layouts, self.language))]
            }
            Action::ForgetChoices if self.source.is_some() => {
                let kept = self.choices.forget(&self.files);
                [vec![Errand::Keep(kept)], self.read()].concat()
            }
            Action::ForgetStored => {
                self.choices.kept.clear();
                self.habits = None;
                self.remembers = false;
                self.reused = false;
                let own = self.discard_all();
                // A report may have gone with its definition.
                if self.step == Step::Result && self.report.is_none() {
                    self.step = Step::Question;
                }
                // The button that was pressed is gone.
                [vec![Errand::ForgetStored, Errand::Focus(HEADING.into())], own.into_iter().collect()].concat()
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn ask_to_load(&mut self) -> Vec<Errand> {
        self.engine = Engine::Busy;
        vec![Errand::Ask(Ask::Load)]
    }

    /// A file of choices was understood. Where files are shown, they are read again with it.
    pub(super) fn loaded(&mut self, layouts: Vec<LayoutChoices>) -> Vec<Errand> {
        self.loading = false;
        self.choices.loaded = layouts;
        if self.step == Step::Check {
            self.choices.renew_layouts();
            return self.read();
        }
        self.notice = Some(Key::PageChoicesLoaded.into());
        vec![Errand::FocusGently(HEADING.into())]
    }

    /// On to the question, if every word has a meaning. What was decided or agreed to is kept for another time.
    pub(super) fn accept(&mut self) -> Vec<Errand> {
        let open = words::unanswered(&self.files, &self.choices);
        if !open.is_empty() {
            self.faults = Self::unanswered(open);
            return vec![Errand::Focus(FAULTS.into())];
        }
        let mut kept = LayoutChoices::to_keep(&self.files, &self.choices.for_reading(), &self.choices.kept);
        drop(kept.drain(..kept.len().saturating_sub(KEPT_LAYOUTS)));
        let mut errands = self.show(Step::Question);
        if kept != self.choices.kept {
            self.choices.kept.clone_from(&kept);
            errands.insert(0, Errand::Keep(kept));
        }
        errands
    }
}
