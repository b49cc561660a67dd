//! Definitions of the user's own: what is being written becomes TOML and is read by the one reader that there is, so that a
//! definition from the page, from a file and from a link is checked alike.

use super::Session;
use super::fragment;
use super::view::definition_card;
use crate::calendar::{Day, Span};
use crate::definition::{
    Absence, AbsenceSet, Comparison, Condition, DayLimit, DayThreshold, Decimal, Definition, Late, Length, Measure, Measured, Months, Name,
    OtherActivity, Quantifier, Settings, Unregistered, Window, write,
};
use crate::locale::{Key, Language, Sentence};
use crate::wire::{
    AbsenceCard, Bilingual, ComparisonChoice, ConditionDraft, DayDraft, DayUnit, DefinedCard, DefinitionDraft, KindsChoice, LengthUnit,
    MeasureChoice, MeasuredDraft, QuantifierChoice, SettingsDraft, WindowChoice,
};

/// The longest id that is made of a name.
const ID: usize = 40;

/// Kinds of absence as a definition names them, and their words. Where files say no more than that absence was authorised, it is no
/// kind to choose: the groups take it in.
pub(super) const KINDS: [(&str, AbsenceSet, Key); 8] = [
    ("authorised", AbsenceSet::AUTHORISED, Key::EditorAbsenceAuthorised),
    ("leave granted", AbsenceSet::of(Absence::LeaveGranted), Key::EditorAbsenceLeaveGranted),
    ("reported", AbsenceSet::of(Absence::Reported), Key::EditorAbsenceReported),
    ("unauthorised", AbsenceSet::UNAUTHORISED, Key::EditorAbsenceUnauthorised),
    ("leave denied", AbsenceSet::of(Absence::LeaveDenied), Key::EditorAbsenceLeaveDenied),
    ("left lesson", AbsenceSet::of(Absence::LeftLesson), Key::EditorAbsenceLeftLesson),
    ("unreported", AbsenceSet::UNREPORTED, Key::EditorAbsenceUnreported),
    ("late", AbsenceSet::of(Absence::Late), Key::EditorAbsenceLate),
];

/// Every kind of absence that can be chosen for a definition.
#[must_use]
pub fn absence_cards() -> Vec<AbsenceCard> {
    KINDS.into_iter().map(|(name, _, word)| AbsenceCard { name: name.to_owned(), word }).collect()
}

/// A definition as the page shows, changes, saves and sends it.
#[must_use]
pub fn defined_card(definition: &Definition) -> DefinedCard {
    let text = write(definition);
    DefinedCard { card: definition_card(definition), draft: draft_of(definition), fragment: fragment::encode(&text), text }
}

impl Session {
    /// The user's own definitions.
    #[must_use]
    pub fn own_definitions(&self) -> &[Definition] {
        &self.own
    }

    /// Takes a definition among the user's own, in the place of an earlier one of its id. A preset is never replaced: another
    /// definition that has its id gets one of its own. Gives the id that it has from now on.
    pub fn define(&mut self, definition: Definition) -> String {
        if self.definitions.contains(&definition) {
            return definition.id().to_owned();
        }
        let definition = self.beside(definition, &self.definitions);
        let id = definition.id().to_owned();
        self.own.retain(|own| own.id() != id);
        self.own.push(definition);
        id
    }

    /// Forgets the user's own definitions.
    pub fn forget_definitions(&mut self) {
        self.own.clear();
    }

    /// Reads a definition that came as a file, without taking it. Where another has its id, it gets one of its own.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read_definition(&self, text: &str) -> Result<Definition, Sentence> {
        let definition = Definition::parse(text).map_err(|fault| fault.sentence())?;
        let definition = self.beside(definition, &self.definitions);
        Ok(self.beside(definition, &self.own))
    }

    /// Reads a definition that came at the end of a link, without taking it.
    ///
    /// # Errors
    /// That it was damaged on its way, or what is wrong with it.
    pub fn read_definition_link(&self, fragment: &str) -> Result<Definition, Sentence> {
        let text = fragment::decode(fragment).ok_or_else(|| Sentence::from(Key::EditorFaultLink))?;
        self.read_definition(&text)
    }

    /// A definition that is being written under the id of a preset gets another.
    pub(super) fn under_own_id(&self, definition: Definition) -> Definition {
        self.beside(definition, &self.definitions)
    }

    /// The definition under an id that none of these has, unless it is one of them.
    fn beside(&self, definition: Definition, others: &[Definition]) -> Definition {
        if others.iter().any(|other| other.id() == definition.id() && *other != definition) {
            let id = self.free_id(definition.id());
            return definition.with_id(id);
        }
        definition
    }

    /// An id like this one that no definition has.
    pub(super) fn free_id(&self, wanted: &str) -> String {
        let taken = |id: &str| self.definitions.iter().chain(&self.own).any(|known| known.id() == id);
        if !taken(wanted) {
            return wanted.to_owned();
        }
        // However long ids may be, a number must fit behind them.
        let stem: String = wanted.chars().take(ID).collect();
        let mut number = 2_u64;
        loop {
            let id = format!("{stem}-{number}");
            if !taken(&id) {
                return id;
            }
            number += 1;
        }
    }

    /// The id for a definition that has none: its name in the letters that an id can have.
    pub(super) fn id_of_name(&self, name: &str) -> String {
        let mut id = String::new();
        for letter in name.to_lowercase().chars() {
            match letter {
                'å' | 'ä' | 'á' | 'à' => id.push('a'),
                'ö' | 'ø' => id.push('o'),
                'é' | 'è' | 'ë' => id.push('e'),
                'ü' => id.push('u'),
                letter if letter.is_ascii_alphanumeric() => id.push(letter),
                _ if id.is_empty() || id.ends_with('-') => {}
                _ => id.push('-'),
            }
        }
        let id: String = id.chars().take(ID).collect();
        let id = id.trim_end_matches('-');
        self.free_id(if id.is_empty() { Key::EditorOwnId.text(Language::Swedish) } else { id })
    }
}

/// A definition to be changed.
fn draft_of(definition: &Definition) -> DefinitionDraft {
    DefinitionDraft {
        id: definition.id().to_owned(),
        name: definition.name().into(),
        source: definition.source().into(),
        wording: definition.wording().to_vec(),
        notes: definition.notes().iter().map(Bilingual::from).collect(),
        clauses: definition.clauses().iter().map(|clause| clause.conditions.iter().map(condition).collect()).collect(),
        judgements: definition.judgements().iter().map(|text: &Name| Bilingual::from(text)).collect(),
        settings: settings(definition.settings()),
    }
}

fn condition(condition: &Condition) -> ConditionDraft {
    match condition {
        Condition::Measured(measured) => ConditionDraft::Measured(measured_draft(measured)),
        Condition::Flags { columns, at_least } => ConditionDraft::Flags { columns: columns.clone(), at_least: at_least.to_string() },
    }
}

fn measured_draft(measured: &Measured) -> MeasuredDraft {
    let default = MeasuredDraft::default();
    let (measure, limit) = match measured.measure {
        Measure::Share => (MeasureChoice::Share, None),
        Measure::Days(limit) => (MeasureChoice::Days, Some(limit)),
        Measure::DayEquivalents => (MeasureChoice::DayEquivalents, None),
        Measure::ConsecutiveDays(limit) => (MeasureChoice::ConsecutiveDays, Some(limit)),
        Measure::Spells => (MeasureChoice::Spells, None),
        Measure::PartDays => (MeasureChoice::PartDays, None),
        Measure::Lessons => (MeasureChoice::Lessons, None),
        Measure::LateArrivals => (MeasureChoice::LateArrivals, None),
    };
    let (kinds, chosen) = kinds(measured.kinds);
    let (window, length, periods) = match &measured.window {
        Window::Period => (WindowChoice::Period, None, Vec::new()),
        Window::Term => (WindowChoice::Term, None, Vec::new()),
        Window::SchoolYear => (WindowChoice::SchoolYear, None, Vec::new()),
        Window::Month => (WindowChoice::Month, None, Vec::new()),
        Window::Rolling(length) => (WindowChoice::Rolling, Some(*length), Vec::new()),
        Window::Latest(length) => (WindowChoice::Latest, Some(*length), Vec::new()),
        Window::Given(spans) => {
            let days = |span: &Span| (span.first().to_string(), span.last().to_string());
            (WindowChoice::Given, None, spans.iter().map(days).collect())
        }
    };
    let (length, unit) = length.map_or((default.length, default.unit), length_draft);
    MeasuredDraft {
        kinds,
        chosen,
        measure,
        comparison: comparison(measured.comparison),
        threshold: comma(measured.threshold),
        day: limit.map_or(default.day, day_draft),
        window,
        length,
        unit,
        quantifier: match measured.quantifier {
            Quantifier::Any => QuantifierChoice::Any,
            Quantifier::Every => QuantifierChoice::Every,
        },
        periods,
    }
}

fn kinds(kinds: AbsenceSet) -> (KindsChoice, Vec<String>) {
    let group = match kinds {
        AbsenceSet::TOTAL => KindsChoice::Total,
        AbsenceSet::AUTHORISED => KindsChoice::Authorised,
        AbsenceSet::UNAUTHORISED => KindsChoice::Unauthorised,
        AbsenceSet::UNREPORTED => KindsChoice::Unreported,
        _ => KindsChoice::Chosen,
    };
    let mut rest = kinds;
    let mut chosen = Vec::new();
    for (name, set, _) in KINDS.iter().filter(|(_, set, _)| group == KindsChoice::Chosen && set.is_within(kinds)) {
        if !set.and(rest).is_empty() {
            rest = rest.without(*set);
            chosen.push((*name).to_owned());
        }
    }
    (group, chosen)
}

fn day_draft(limit: DayLimit) -> DayDraft {
    let (amount, unit) = match limit.threshold {
        DayThreshold::Share(share) => (comma(share), DayUnit::PerCent),
        DayThreshold::Minutes(minutes) => (minutes.to_string(), DayUnit::Minutes),
    };
    DayDraft { comparison: comparison(limit.comparison), amount, unit }
}

fn length_draft(length: Length) -> (String, LengthUnit) {
    let (number, unit) = match length {
        Length::Days(number) => (number, LengthUnit::Days),
        Length::Weeks(number) => (number, LengthUnit::Weeks),
        Length::Months(number) => (number, LengthUnit::Months),
        Length::SchoolDays(number) => (number, LengthUnit::SchoolDays),
    };
    (number.to_string(), unit)
}

const fn comparison(comparison: Comparison) -> ComparisonChoice {
    match comparison {
        Comparison::MoreThan => ComparisonChoice::MoreThan,
        Comparison::AtLeast => ComparisonChoice::AtLeast,
    }
}

fn comma(number: Decimal) -> String {
    number.text(',')
}

fn settings(settings: Settings) -> SettingsDraft {
    SettingsDraft {
        unregistered_attended: settings.unregistered == Unregistered::Attended,
        other_activity_attended: settings.other_activity == OtherActivity::Attended,
        late_absence: settings.late == Late::Absence,
        months_by_date: settings.months == Months::ByDate,
        coverage: settings.coverage.to_string(),
    }
}

/// First and last day of a period, if they are in that order.
pub(super) fn span(days: &(String, String)) -> Option<Span> {
    Span::new(Day::of_iso(&days.0)?, Day::of_iso(&days.1)?)
}
