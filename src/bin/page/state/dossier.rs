//! A report of several questions: the standard one at one click, and whatever is added, taken out or moved after that.

use super::{Action, Engine, Errand, Fault, HEADING, State, Step};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Ask, Dossier, Inquiry};
use std::rc::Rc;

/// Which way a section is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Before the one before it.
    Up,
    /// After the one after it.
    Down,
}

impl State {
    /// What is done with the report of several questions.
    pub(super) fn compile(&mut self, action: Action) -> Vec<Errand> {
        match action {
            Action::Standard if self.step == Step::Question => self.standard(),
            Action::AddSection if self.step == Step::Result => self.add_section(),
            Action::MoveSection(place, way) if self.step == Step::Dossier && self.can_ask() => self.move_section(place, way),
            Action::RemoveSection(place) if self.step == Step::Dossier && self.can_ask() && place < self.sections.len() => {
                drop(self.sections.remove(place));
                if self.sections.is_empty() {
                    self.dossier = None;
                    return self.show(Step::Question);
                }
                self.ask_to_compile()
            }
            _ => Vec::new(),
        }
    }

    /// Asks for the standard report of the definition that is chosen, on the days that are.
    fn standard(&mut self) -> Vec<Errand> {
        let Some(overview) = self.overview.clone().filter(|_| self.can_ask()) else { return Vec::new() };
        let card = self.draft.definition.clone().and_then(|id| self.defined(&id));
        match self.draft.question(&overview, card) {
            Ok(question) => {
                self.faults.clear();
                self.notice = None;
                self.engine = Engine::Busy;
                vec![Errand::Ask(Ask::Standard(question))]
            }
            Err(faults) => self.refuse(faults),
        }
    }

    /// The table on screen becomes the last section.
    fn add_section(&mut self) -> Vec<Errand> {
        let Some(shown) = self.shown.clone() else { return Vec::new() };
        if !self.sections.contains(&shown) {
            self.sections.push(shown);
        }
        self.notice = Some(Key::PageDossierAdded.with("sections", u64::try_from(self.sections.len()).unwrap_or(0)));
        Vec::new()
    }

    fn move_section(&mut self, place: usize, way: Way) -> Vec<Errand> {
        let other = match way {
            Way::Up => place.checked_sub(1),
            Way::Down => Some(place + 1),
        };
        let Some(other) = other.filter(|other| (*other).max(place) < self.sections.len()) else { return Vec::new() };
        self.sections.swap(place, other);
        let mut errands = self.ask_to_compile();
        let id = if way == Way::Up { "up" } else { "down" };
        errands.push(Errand::Focus(format!("section-{id}-{other}").into()));
        errands
    }

    /// Asks for the report as it is put together: what has left since, or the order, changes what it prints.
    pub(super) fn ask_to_compile(&mut self) -> Vec<Errand> {
        self.faults.clear();
        self.engine = Engine::Busy;
        vec![Errand::Ask(Ask::Compile(self.sections.clone()))]
    }

    /// The worker has put it together.
    pub(super) fn compiled(&mut self, dossier: Dossier) -> Vec<Errand> {
        let first = self.step != Step::Dossier;
        self.deaths = 0;
        self.sections = dossier.sections.iter().map(|section| section.inquiry.clone()).collect();
        let refused = dossier.sections.iter().filter_map(|section| section.report.as_ref().err().cloned());
        self.faults = refused.map(Fault::Remark).collect();
        self.dossier = Some(Rc::new(dossier));
        self.step = Step::Dossier;
        if first { vec![Errand::FocusGently(HEADING.into())] } else { Vec::new() }
    }

    /// Whether all of the report on screen has left before.
    pub(super) fn all_has_left(&self) -> bool {
        self.sections.iter().all(|inquiry: &Inquiry| self.log.has(inquiry))
    }
}
