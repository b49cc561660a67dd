//! The user's own definitions: kept by the browser, handed to every new worker, offered by a link.

use super::editor::name;
use super::{Action, Errand, HEADING, State};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Ask, DefinedCard, Remark};
use std::rc::Rc;

/// Definitions that the browser keeps; of more, those that were made first are let go.
const KEPT: usize = 50;

/// A definition that came with the link that the page was opened by.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Linked {
    /// The worker is not ready to understand it.
    Waiting(String),
    /// The worker is at it.
    Asked,
    /// It is one; the user has not said whether to use it.
    Offered(Rc<DefinedCard>),
    /// It is none.
    Refused(Remark),
}

impl State {
    /// The definition of an id: a preset or one of the user's own.
    pub(crate) fn defined(&self, id: &str) -> Option<&DefinedCard> {
        self.catalogue.definitions.iter().chain(self.own.iter()).find(|known| known.card.id == id)
    }

    /// Whether the definition of an id is the user's own.
    pub(crate) fn is_own(&self, id: &str) -> bool {
        self.own.iter().any(|own| own.card.id == id)
    }

    /// The definition that a link brought and that waits for the user's word.
    pub(crate) fn offered(&self) -> Option<&DefinedCard> {
        match &self.linked {
            Some(Linked::Offered(card)) => Some(card),
            _ => None,
        }
    }

    /// Why the definition of a link is none.
    pub(crate) fn refused_link(&self) -> Option<&Remark> {
        match &self.linked {
            Some(Linked::Refused(remark)) => Some(remark),
            _ => None,
        }
    }

    /// What a new worker is told: what has left, and definitions.
    pub(super) fn introduce(&mut self) -> Vec<Errand> {
        // Before files are read: what has left of them counts from their first question on.
        let mut errands: Vec<Errand> = self.log.recalled().into_iter().collect();
        if !self.kept_definitions.is_empty() {
            errands.push(Errand::Ask(Ask::Adopt(self.kept_definitions.clone())));
        }
        errands.extend(self.ask_of_link());
        if let Some(editor) = &mut self.editor {
            editor.forget_asking();
        }
        errands.extend(self.read_back());
        errands
    }

    /// What is done with the user's own definitions and with those of links.
    pub(super) fn own(&mut self, action: Action) -> Vec<Errand> {
        match action {
            Action::Linked(text) => {
                self.linked = Some(Linked::Waiting(text));
                if self.engine.is_up() { self.ask_of_link().into_iter().collect() } else { Vec::new() }
            }
            // While a question is under way nothing is chosen.
            Action::Answer(true) if self.is_busy() => Vec::new(),
            Action::Answer(used) => {
                // The button that is pressed goes.
                let focus = Errand::Focus(HEADING.into());
                match self.linked.take() {
                    Some(Linked::Offered(card)) if used => {
                        let mut errands = self.adopt(Rc::clone(&card));
                        self.notice = Some(Key::EditorUsed.with("name", name(&card)));
                        errands.push(focus);
                        errands
                    }
                    _ => vec![focus],
                }
            }
            Action::Discard(id) if self.is_own(&id) && !self.is_busy() => {
                let own = self.own.iter().filter(|own| own.card.id != id).cloned().collect();
                if self.draft.definition.as_deref() == Some(id.as_str()) {
                    self.draft.definition = None;
                }
                self.compare.drop_definition(&id);
                self.drop_report_of(&id);
                [self.keep(own), vec![Errand::Focus("definition".into())]].concat()
            }
            _ => Vec::new(),
        }
    }

    fn ask_of_link(&mut self) -> Option<Errand> {
        let Some(Linked::Waiting(text)) = &self.linked else { return None };
        let errand = Errand::Ask(Ask::ReadDefinitionLink(text.clone()));
        self.linked = Some(Linked::Asked);
        Some(errand)
    }

    /// The link's definition was understood, or not. One that the user has already is chosen without a question.
    pub(super) fn offer(&mut self, read: Result<Box<DefinedCard>, Remark>) -> Vec<Errand> {
        self.linked = None;
        match read {
            Ok(card) => match self.own.iter().chain(&self.catalogue.definitions).find(|known| known.text == card.text) {
                Some(known) => self.draft.choose(known.card.id.clone()),
                None => self.linked = Some(Linked::Offered(Rc::from(card))),
            },
            Err(remark) => self.linked = Some(Linked::Refused(remark)),
        }
        Vec::new()
    }

    /// A definition becomes one of the user's own, in the place of an earlier one of its id, and is chosen.
    pub(super) fn adopt(&mut self, card: Rc<DefinedCard>) -> Vec<Errand> {
        let id = card.card.id.clone();
        self.draft.choose(id.clone());
        self.compare.take_definition(id.clone());
        self.faults.clear();
        // A preset that came with a link or a file is there already.
        if self.catalogue.definitions.iter().any(|preset| preset.card.id == id) {
            return Vec::new();
        }
        self.drop_report_of(&id);
        let mut own: Vec<DefinedCard> = self.own.iter().filter(|own| own.card.id != id).cloned().collect();
        own.push(Rc::unwrap_or_clone(card));
        drop(own.drain(..own.len().saturating_sub(KEPT)));
        self.keep(own)
    }

    /// A report on a definition that is no longer the same can be asked nothing more.
    fn drop_report_of(&mut self, id: &str) {
        let one = self.asked.as_ref().is_some_and(|asked| asked.definition == id);
        if one || self.compared.as_ref().is_some_and(|compared| compared.definitions.iter().any(|known| known == id)) {
            (self.asked, self.compared, self.report) = (None, None, None);
            self.drop_slides();
        }
    }

    /// None of them is kept any more.
    pub(super) fn discard_all(&mut self) -> Option<Errand> {
        let own = std::mem::take(&mut self.own);
        for id in own.iter().map(|own| own.card.id.as_str()) {
            self.drop_report_of(id);
            let _gone = self.draft.definition.take_if(|chosen| chosen == id);
        }
        self.kept_definitions.clear();
        (!own.is_empty() && self.engine.is_up()).then_some(Errand::Ask(Ask::Adopt(Vec::new())))
    }

    fn keep(&mut self, own: Vec<DefinedCard>) -> Vec<Errand> {
        self.kept_definitions = own.iter().map(|own| own.text.clone()).collect();
        self.own = Rc::new(own);
        let mut errands = vec![Errand::KeepDefinitions(self.kept_definitions.clone())];
        if self.engine.is_up() {
            errands.push(Errand::Ask(Ask::Adopt(self.kept_definitions.clone())));
        }
        errands
    }
}
