//! What the user does to a definition that is being written. Nothing here decides whether it is one.

use super::Id;
use franvarokalkyl::wire::{
    Bilingual, ComparisonChoice, ConditionDraft, ConditionField, DayDraft, DefinitionDraft, DraftField, KindsChoice, LengthUnit,
    MeasureChoice, MeasuredDraft, QuantifierChoice, SettingsDraft, WindowChoice,
};

/// A change to a definition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Edit {
    /// Its name was written.
    Name(String),
    /// Where it comes from was written.
    Source(String),
    /// A condition was changed.
    At(Place, Part),
    /// One more condition in a clause.
    And(usize),
    /// One more clause.
    Or,
    /// A condition was taken away, and its clause with the last of them.
    Remove(Place),
    /// A text that needs judgement was written.
    Judgement(usize, String),
    /// One more of them.
    AddJudgement,
    /// One less.
    RemoveJudgement(usize),
    /// How doubtful time is treated.
    Settings(SettingsDraft),
}

/// A condition: its clause, and its place in it, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) clause: usize,
    pub(crate) condition: usize,
}

/// A change to a condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// What it is about.
    Subject(Subject),
    /// A kind of absence was ticked or not.
    Kind(String, bool),
    Comparison(ComparisonChoice),
    Threshold(String),
    Measure(MeasureChoice),
    Day(DayDraft),
    Window(WindowChoice),
    Length(String),
    Unit(LengthUnit),
    Quantifier(QuantifierChoice),
    /// A given period's first and last day.
    Period(usize, (String, String)),
    AddPeriod,
    RemovePeriod(usize),
    /// A column in which pupils are ticked.
    Column(usize, String),
    AddColumn,
    RemoveColumn(usize),
    /// In how many columns at least.
    AtLeast(String),
}

/// What a condition is about: the first word of its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Absence of some kind.
    Absence(KindsChoice),
    /// Late arrivals.
    Late,
    /// Columns in which pupils are ticked.
    Flags,
}

impl Subject {
    /// What a condition is about.
    pub(crate) fn of(condition: &ConditionDraft) -> Self {
        match condition {
            ConditionDraft::Flags { .. } => Self::Flags,
            ConditionDraft::Measured(measured) if measured.measure == MeasureChoice::LateArrivals => Self::Late,
            ConditionDraft::Measured(measured) => Self::Absence(measured.kinds),
        }
    }
}

/// The element that a change leaves the user at; none where the focus is already.
pub(super) fn edit(draft: &mut DefinitionDraft, edit: Edit) -> Option<Id> {
    match edit {
        Edit::Name(text) => draft.name = in_both(text),
        Edit::Source(text) => draft.source = in_both(text),
        Edit::Settings(settings) => draft.settings = settings,
        Edit::At(place, part) => {
            let condition = draft.clauses.get_mut(place.clause)?.get_mut(place.condition)?;
            return change(condition, place, part);
        }
        Edit::And(clause) => {
            let conditions = draft.clauses.get_mut(clause)?;
            conditions.push(ConditionDraft::default());
            return Some(subject(Place { clause, condition: conditions.len() - 1 }));
        }
        Edit::Or => {
            draft.clauses.push(vec![ConditionDraft::default()]);
            return Some(subject(Place { clause: draft.clauses.len() - 1, condition: 0 }));
        }
        Edit::Remove(Place { clause, condition }) => {
            let conditions = draft.clauses.get_mut(clause)?;
            take(conditions, condition)?;
            if conditions.is_empty() {
                take(&mut draft.clauses, clause)?;
                return Some("or".into());
            }
            return Some(format!("and-{clause}").into());
        }
        Edit::Judgement(number, text) => *draft.judgements.get_mut(number)? = in_both(text),
        Edit::AddJudgement => {
            draft.judgements.push(Bilingual::default());
            return Some(id(DraftField::Judgement(draft.judgements.len() - 1)));
        }
        Edit::RemoveJudgement(number) => {
            take(&mut draft.judgements, number)?;
            return Some("add-judgement".into());
        }
    }
    None
}

fn change(condition: &mut ConditionDraft, place: Place, part: Part) -> Option<Id> {
    let at = |field| Some(id(DraftField::Condition(place.clause, place.condition, field)));
    match (condition, part) {
        (condition, Part::Subject(subject)) => change_subject(condition, subject),
        (ConditionDraft::Flags { columns, .. }, Part::Column(number, text)) => *columns.get_mut(number)? = text,
        (ConditionDraft::Flags { columns, .. }, Part::AddColumn) => {
            columns.push(String::new());
            return at(ConditionField::Column(columns.len() - 1));
        }
        (ConditionDraft::Flags { columns, .. }, Part::RemoveColumn(number)) => {
            take(columns, number)?;
            return Some(format!("add-flag-{}-{}", place.clause, place.condition).into());
        }
        (ConditionDraft::Flags { at_least, .. }, Part::AtLeast(text)) => *at_least = text,
        (ConditionDraft::Measured(measured), Part::AddPeriod) => {
            measured.periods.push((String::new(), String::new()));
            return at(ConditionField::Period(measured.periods.len() - 1));
        }
        (ConditionDraft::Measured(measured), Part::RemovePeriod(number)) => {
            take(&mut measured.periods, number)?;
            return Some(format!("add-period-{}-{}", place.clause, place.condition).into());
        }
        (ConditionDraft::Measured(measured), part) => change_measured(measured, part)?,
        (ConditionDraft::Flags { .. }, _) => {}
    }
    None
}

fn change_measured(measured: &mut MeasuredDraft, part: Part) -> Option<()> {
    match part {
        Part::Kind(name, on) => {
            measured.chosen.retain(|known| *known != name);
            if on {
                measured.chosen.push(name);
            }
        }
        Part::Comparison(comparison) => measured.comparison = comparison,
        Part::Threshold(text) => measured.threshold = text,
        Part::Measure(measure) => measured.measure = measure,
        Part::Day(day) => measured.day = day,
        Part::Window(window) => measured.window = window,
        Part::Length(text) => measured.length = text,
        Part::Unit(unit) => measured.unit = unit,
        Part::Quantifier(quantifier) => measured.quantifier = quantifier,
        Part::Period(number, days) => *measured.periods.get_mut(number)? = days,
        _ => {}
    }
    Some(())
}

/// Another first word; what the rest of the sentence can keep, it keeps.
fn change_subject(condition: &mut ConditionDraft, subject: Subject) {
    let mut measured = match condition {
        ConditionDraft::Measured(measured) => measured.clone(),
        ConditionDraft::Flags { .. } => MeasuredDraft::default(),
    };
    *condition = match subject {
        Subject::Flags => ConditionDraft::Flags { columns: vec![String::new()], at_least: "1".to_owned() },
        Subject::Late => {
            measured.measure = MeasureChoice::LateArrivals;
            ConditionDraft::Measured(measured)
        }
        Subject::Absence(kinds) => {
            if measured.measure == MeasureChoice::LateArrivals {
                measured.measure = MeasureChoice::Share;
            }
            measured.kinds = kinds;
            ConditionDraft::Measured(measured)
        }
    };
}

/// What the user writes stands for itself in either language.
fn in_both(text: String) -> Bilingual {
    Bilingual { sv: text.clone(), en: text }
}

fn take<T>(items: &mut Vec<T>, number: usize) -> Option<()> {
    (number < items.len()).then(|| drop(items.remove(number)))
}

fn subject(place: Place) -> Id {
    format!("subject-{}-{}", place.clause, place.condition).into()
}

/// The id of a field's element.
pub(crate) fn id(field: DraftField) -> Id {
    match field {
        DraftField::Whole => "or".into(),
        DraftField::Name => "definition-name".into(),
        DraftField::Coverage => "coverage".into(),
        DraftField::Judgement(number) => format!("judgement-{number}").into(),
        DraftField::Condition(clause, condition, field) => {
            let (name, number) = match field {
                ConditionField::Kinds => ("subject", None),
                ConditionField::Threshold => ("threshold", None),
                ConditionField::Day => ("day", None),
                ConditionField::Length => ("length", None),
                ConditionField::AtLeast => ("least", None),
                ConditionField::Period(number) => ("period", Some(number)),
                ConditionField::Column(number) => ("flag", Some(number)),
            };
            match number {
                None => format!("{name}-{clause}-{condition}").into(),
                Some(number) => format!("{name}-{clause}-{condition}-{number}").into(),
            }
        }
    }
}

/// The field whose fault may be out of date after a change; none for changes that touch no text.
pub(super) fn touched(edit: &Edit) -> Option<DraftField> {
    let field = |place: &Place, field| Some(DraftField::Condition(place.clause, place.condition, field));
    match edit {
        Edit::Name(_) => Some(DraftField::Name),
        Edit::Judgement(number, _) => Some(DraftField::Judgement(*number)),
        Edit::Settings(_) => Some(DraftField::Coverage),
        Edit::At(place, part) => match part {
            Part::Kind(..) => field(place, ConditionField::Kinds),
            Part::Threshold(_) => field(place, ConditionField::Threshold),
            Part::Day(_) => field(place, ConditionField::Day),
            Part::Length(_) => field(place, ConditionField::Length),
            Part::Period(number, _) => field(place, ConditionField::Period(*number)),
            Part::Column(number, _) => field(place, ConditionField::Column(*number)),
            Part::AtLeast(_) => field(place, ConditionField::AtLeast),
            _ => None,
        },
        _ => None,
    }
}
