//! Several definitions on the same pupils.

use super::{Action, Draft, Errand, Fault, State, Step};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Ask, Comparison, DefinedCard, Overview};

/// What is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Compare {
    /// Definitions that are not, by id.
    left_out: Vec<String>,
    /// Whether the schools are told apart too.
    pub(crate) by_school: bool,
    /// Whether small schools are one among them, as advice has it.
    joined: bool,
}

impl Compare {
    /// Whether a definition is compared.
    pub(crate) fn has(&self, id: &str) -> bool {
        !self.left_out.iter().any(|known| known == id)
    }

    fn set(&mut self, id: String, on: bool) {
        self.left_out.retain(|known| *known != id);
        if !on {
            self.left_out.push(id);
        }
    }

    /// Fills in a comparison that is proposed: what it leaves out, and by what it tells schools apart.
    pub(super) fn take(&mut self, left_out: Vec<String>, by: Option<&str>) {
        *self = Self { left_out, by_school: by.is_some(), joined: by == Some(JOINED) };
    }

    /// The breakdown.
    fn by(&self) -> Option<&'static str> {
        let name = if self.joined { JOINED } else { "school" };
        self.by_school.then_some(name)
    }

    /// A definition that has just been made is compared.
    pub(super) fn take_definition(&mut self, id: String) {
        self.set(id, true);
    }

    /// A definition that is gone needs no place.
    pub(super) fn drop_definition(&mut self, id: &str) {
        self.left_out.retain(|known| known != id);
    }
}

impl State {
    /// The definitions of which data can decide at least a part; the others have nothing to compare.
    pub(crate) fn comparable(&self) -> impl Iterator<Item = &DefinedCard> {
        let measured = |card: &&DefinedCard| card.card.clauses.iter().any(|clause| !clause.judgement);
        self.own.iter().chain(&self.catalogue.definitions).filter(measured)
    }

    /// What is done in the step that compares.
    pub(super) fn compare(&mut self, action: Action) -> Vec<Errand> {
        match action {
            Action::Compare(id, on) if !self.is_busy() => {
                self.compare.set(id, on);
                self.faults.retain(|fault| !matches!(fault, Fault::Field(Some(id), _) if id == COMPARED));
            }
            Action::CompareAll(on) if !self.is_busy() => {
                let all = self.comparable().map(|card| card.card.id.clone()).collect();
                self.compare.left_out = if on { Vec::new() } else { all };
            }
            Action::CompareSchools(on) if !self.is_busy() => {
                self.compare.by_school = on;
                self.compare.joined = false;
            }
            Action::PublishComparison if self.step == Step::Compare => return self.publish_comparison(),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn publish_comparison(&mut self) -> Vec<Errand> {
        let Some(overview) = self.overview.clone().filter(|_| self.can_ask()) else { return Vec::new() };
        match self.comparison(&overview) {
            Ok(comparison) => {
                self.compared = Some(comparison.clone());
                self.patterned = None;
                self.asked = None;
                self.ask_for_report(Ask::Compare(comparison))
            }
            Err(faults) => self.refuse(faults),
        }
    }

    fn comparison(&self, overview: &Overview) -> Result<Comparison, Vec<Fault>> {
        let chosen: Vec<&DefinedCard> = self.comparable().filter(|card| self.compare.has(&card.card.id)).collect();
        let mut faults = Vec::new();
        if chosen.len() < 2 {
            faults.push(Fault::Field(Some(COMPARED.into()), Key::PageFaultCompare.into()));
        }
        let days = self.draft.days(overview).map_err(|wrong| faults.extend(wrong));
        let periods = self.draft.details.given(chosen.iter().copied()).map_err(|wrong| faults.extend(wrong));
        match (days, periods, faults.is_empty()) {
            (Ok((from, to)), Ok(periods), true) => Ok(Comparison {
                definitions: chosen.into_iter().map(|card| card.card.id.clone()).collect(),
                by: self.compare.by().filter(|by| Draft::offered(overview).contains(by)).map(str::to_owned),
                from,
                to,
                periods,
            }),
            _ => Err(faults),
        }
    }
}

/// The breakdown by school with the small ones together.
const JOINED: &str = "school-group";

/// The element id of the list of definitions.
pub(crate) const COMPARED: &str = "compared";
