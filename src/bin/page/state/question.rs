//! The question as the user fills it in, and what must be right before it is asked.

use super::levels::Wrong;
use super::{Action, Details, Fault, Id};
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::{DefinedCard, Overview, Question};

/// The order in which breakdowns are shown and nested; others of the file's own come after.
const ORDER: [&str; 8] = ["municipality", "organiser", "school-group", "school", "stage", "grade", "class", "gender"];

/// The breakdown that joins small schools. It is shown once it is switched on, by what advises it: most files need no such choice.
const SCHOOL_GROUP: &str = "school-group";

/// Whether a name is one of the breakdowns that every file can have, and not the header of a column of its own.
pub(super) fn is_breakdown(name: &str) -> bool {
    ORDER.contains(&name)
}

/// A field for a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum DayField {
    /// Nothing is written.
    #[default]
    Empty,
    /// A day, as `2025-08-18`.
    Day(String),
    /// Something is written that is no day.
    Unreadable,
}

impl DayField {
    /// The day, if there is one.
    pub(crate) fn day(&self) -> Option<&str> {
        match self {
            Self::Day(day) => Some(day),
            Self::Empty | Self::Unreadable => None,
        }
    }
}

/// What is filled in so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The definition's id.
    pub(crate) definition: Option<String>,
    /// The definition was chosen for the example, not by the user.
    suggested: bool,
    /// The breakdowns that are switched on; none until a file has been read.
    by: Option<Vec<String>>,
    /// They are those of last time, and give way where a file has none of them.
    remembered: bool,
    pub(crate) from: DayField,
    pub(crate) to: DayField,
    pub(crate) details: Details,
}

/// The days of a question; none for an end that is open.
type Days = (Option<String>, Option<String>);

impl Draft {
    /// What an action on one of the fields makes of them: the element id of the field, whose fault is then out of date, and the
    /// element to go to.
    pub(super) fn change(&mut self, action: Action) -> (Option<Id>, Option<Id>) {
        let field = match action {
            Action::Detail(detail) => return self.details.change(detail),
            Action::Define(id) => {
                self.choose(id);
                Some("definition")
            }
            Action::Break(name, on) => {
                self.remembered = false;
                let by = self.by.get_or_insert_default();
                by.retain(|known| *known != name);
                if on {
                    by.push(name);
                }
                None
            }
            Action::From(day) => {
                self.from = day;
                Some("from")
            }
            Action::To(day) => {
                self.to = day;
                Some("to")
            }
            _ => None,
        };
        (field.map(Id::from), None)
    }

    /// Keeps what another file can answer too. The first file is broken down by school, or by grade if it has one school.
    pub(super) fn fit(&mut self, overview: &Overview) {
        let first = || vec![if overview.schools.len() > 1 { "school" } else { "grade" }.to_owned()];
        let by = self.by.get_or_insert_with(first);
        let any = !by.is_empty();
        by.retain(|name| overview.breakdowns.contains(name));
        if self.remembered && any && by.is_empty() {
            *by = first();
            by.retain(|name| overview.breakdowns.contains(name));
        }
    }

    /// Chooses a definition.
    pub(super) fn choose(&mut self, id: String) {
        (self.definition, self.suggested) = (Some(id), false);
    }

    /// Fills in a definition where the user has chosen none.
    pub(super) fn suggest(&mut self, id: Option<String>) {
        if self.definition.is_none() {
            self.suggested = id.is_some();
            self.definition = id;
        }
    }

    /// What was filled in so is taken out again.
    pub(super) fn drop_suggestion(&mut self) {
        if std::mem::take(&mut self.suggested) {
            self.definition = None;
        }
    }

    /// Whether the definition is one that the page has filled in.
    pub(crate) const fn is_suggested(&self) -> bool {
        self.suggested
    }

    /// The definition, unless the page has filled it in.
    pub(super) fn chosen_by_user(&self) -> Option<&str> {
        self.definition.as_deref().filter(|_| !self.suggested)
    }

    /// The breakdowns that are switched on.
    pub(super) fn by(&self) -> &[String] {
        self.by.as_deref().unwrap_or_default()
    }

    /// The breakdowns of last time.
    pub(super) fn remember_by(&mut self, by: Vec<String>) {
        (self.by, self.remembered) = (Some(by), true);
    }

    /// Whether a breakdown is switched on.
    pub(crate) fn is_by(&self, name: &str) -> bool {
        self.by.iter().flatten().any(|known| known == name)
    }

    /// These breakdowns and no other.
    pub(super) fn set_by(&mut self, by: Vec<String>) {
        self.by = Some(by);
    }

    /// The breakdowns to choose from.
    pub(crate) fn shown<'o>(&self, overview: &'o Overview) -> Vec<&'o str> {
        Self::offered(overview).into_iter().filter(|name| *name != SCHOOL_GROUP || self.is_by(name)).collect()
    }

    /// The breakdowns that a file offers, in the order to nest them.
    pub(crate) fn offered(overview: &Overview) -> Vec<&str> {
        let mut names: Vec<&str> = overview.breakdowns.iter().map(String::as_str).collect();
        names.sort_by_key(|name| ORDER.iter().position(|known| known == name).unwrap_or(ORDER.len()));
        names
    }

    /// The question, or everything that is wrong with it; `card` is the chosen definition.
    pub(super) fn question(&self, overview: &Overview, card: Option<&DefinedCard>) -> Result<Question, Vec<Fault>> {
        let mut faults = Vec::new();
        if card.is_none() {
            faults.push(Fault::Field(Some("definition".into()), Key::PageFaultDefinition.into()));
        }
        let mut wrong = |(id, key): Wrong| faults.push(Fault::Field(Some(id.into()), key.into()));
        let over = self.details.over().map_err(&mut wrong);
        let bands = card.map_or(Ok(None), |card| self.details.bands(card)).map_err(&mut wrong);
        let periods = self.details.given(card.into_iter()).map_err(|wrong| faults.extend(wrong));
        let days = self.days(overview).map_err(|wrong| faults.extend(wrong));
        match (card, over, bands, periods, days) {
            (Some(card), Ok(over), Ok(bands), Ok(periods), Ok((from, to))) => Ok(Question {
                definition: card.card.id.clone(),
                by: Self::offered(overview).into_iter().filter(|name| self.is_by(name)).map(str::to_owned).collect(),
                beside: Vec::new(),
                from,
                to,
                over,
                bands,
                periods,
            }),
            _ => Err(faults),
        }
    }

    /// The days, or everything that is wrong with them.
    pub(super) fn days(&self, overview: &Overview) -> Result<Days, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut fault = |field: &'static str, sentence: Sentence| faults.push(Fault::Field(Some(field.into()), sentence));
        if self.from == DayField::Unreadable {
            fault("from", Key::PageFaultFrom.into());
        }
        if self.to == DayField::Unreadable {
            fault("to", Key::PageFaultTo.into());
        }
        // Days as `2025-08-18` sort as text.
        let (first, last) = (overview.period.0.as_str(), overview.period.1.as_str());
        let (from, to) = (self.from.day().unwrap_or(first), self.to.day().unwrap_or(last));
        let outside = || Key::PageFaultOutside.with("from", first).with("to", last);
        if self.from.day().is_some_and(|day| day > last) {
            fault("from", outside());
        } else if self.to.day().is_some_and(|day| day < first) {
            fault("to", outside());
        } else if to < from {
            fault("to", Key::PageFaultOrder.into());
        }
        if faults.is_empty() { Ok((self.from.day().map(str::to_owned), self.to.day().map(str::to_owned))) } else { Err(faults) }
    }
}
