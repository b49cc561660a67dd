//! A condition as a sentence of controls: `total frånvaro` `mer än` `20` `% av tiden` under `rullande` `1` `månad`.

use super::controls::{self, Text};
use super::{Page, words};
use crate::state::{Action, Edit, Editor, Part, Place, Subject, field_of};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{
    ComparisonChoice, ConditionDraft, ConditionField, DayDraft, DayUnit, DraftField, KindsChoice, LengthUnit, MeasureChoice, MeasuredDraft,
    QuantifierChoice, WindowChoice,
};
use yew::{Html, html};

const SUBJECTS: [(Subject, Key); 7] = [
    (Subject::Absence(KindsChoice::Total), Key::EditorSubjectTotal),
    (Subject::Absence(KindsChoice::Authorised), Key::EditorSubjectAuthorised),
    (Subject::Absence(KindsChoice::Unauthorised), Key::EditorSubjectUnauthorised),
    (Subject::Absence(KindsChoice::Unreported), Key::EditorSubjectUnreported),
    (Subject::Absence(KindsChoice::Chosen), Key::EditorSubjectChosen),
    (Subject::Late, Key::EditorSubjectLate),
    (Subject::Flags, Key::EditorSubjectFlags),
];
const COMPARISONS: [(ComparisonChoice, Key); 2] =
    [(ComparisonChoice::MoreThan, Key::EditorMoreThan), (ComparisonChoice::AtLeast, Key::EditorAtLeast)];
const MEASURES: [(MeasureChoice, Key); 7] = [
    (MeasureChoice::Share, Key::EditorMeasureShare),
    (MeasureChoice::Days, Key::EditorMeasureDays),
    (MeasureChoice::ConsecutiveDays, Key::EditorMeasureConsecutiveDays),
    (MeasureChoice::DayEquivalents, Key::EditorMeasureDayEquivalents),
    (MeasureChoice::Spells, Key::EditorMeasureSpells),
    (MeasureChoice::PartDays, Key::EditorMeasurePartDays),
    (MeasureChoice::Lessons, Key::EditorMeasureLessons),
];
const DAY_UNITS: [(DayUnit, Key); 2] = [(DayUnit::PerCent, Key::EditorDayPercent), (DayUnit::Minutes, Key::EditorDayMinutes)];
const WINDOWS: [(WindowChoice, Key); 7] = [
    (WindowChoice::Rolling, Key::EditorWindowRolling),
    (WindowChoice::Latest, Key::EditorWindowLatest),
    (WindowChoice::Month, Key::EditorWindowMonth),
    (WindowChoice::Term, Key::EditorWindowTerm),
    (WindowChoice::SchoolYear, Key::EditorWindowSchoolYear),
    (WindowChoice::Period, Key::EditorWindowPeriod),
    (WindowChoice::Given, Key::EditorWindowGiven),
];
const UNITS: [(LengthUnit, Key); 4] = [
    (LengthUnit::Days, Key::EditorUnitDays),
    (LengthUnit::Weeks, Key::EditorUnitWeeks),
    (LengthUnit::Months, Key::EditorUnitMonths),
    (LengthUnit::SchoolDays, Key::EditorUnitSchoolDays),
];
const UNITS_OF_ONE: [(LengthUnit, Key); 4] = [
    (LengthUnit::Days, Key::EditorUnitOneDays),
    (LengthUnit::Weeks, Key::EditorUnitOneWeeks),
    (LengthUnit::Months, Key::EditorUnitOneMonths),
    (LengthUnit::SchoolDays, Key::EditorUnitOneSchoolDays),
];
const QUANTIFIERS: [(QuantifierChoice, Key); 2] =
    [(QuantifierChoice::Any, Key::EditorQuantifierAny), (QuantifierChoice::Every, Key::EditorQuantifierEvery)];

/// A condition by its place, with what every part of its view is made from.
#[derive(Clone, Copy)]
struct At<'a> {
    page: Page<'a>,
    editor: &'a Editor,
    place: Place,
}

impl At<'_> {
    /// The id of one of its controls.
    fn id(&self, name: &str) -> String {
        format!("{name}-{}-{}", self.place.clause, self.place.condition)
    }

    fn field(&self, field: ConditionField) -> DraftField {
        DraftField::Condition(self.place.clause, self.place.condition, field)
    }

    /// A change to it.
    fn edit(&self, part: Part) -> Action {
        Action::Edit(Edit::At(self.place, part))
    }

    fn choose<T: Copy + PartialEq + 'static>(&self, name: &str, label: Key, options: &[(T, Key)], current: T, part: fn(T) -> Part) -> Html {
        let place = self.place;
        controls::select(self.page, (self.id(name), self.page.say(label).into()), options, current, move |value| {
            Action::Edit(Edit::At(place, part(value)))
        })
    }

    fn write(&self, field: ConditionField, class: &'static str, label: Key, value: &str, part: impl Fn(String) -> Part + 'static) -> Html {
        let place = self.place;
        let wrong = self.editor.fault(self.field(field)).is_some();
        let text = Text {
            id: field_of(self.field(field)).into_owned(),
            class,
            label: Some(self.page.say(label).into()),
            value: value.to_owned(),
            described: None,
            wrong,
        };
        controls::text(self.page, text, move |text| Action::Edit(Edit::At(place, part(text))))
    }

    /// What is wrong with one of its fields.
    fn fault(&self, field: ConditionField) -> Html {
        fault(self.page, self.editor, self.field(field))
    }
}

/// What is wrong with a field of the definition.
pub(super) fn fault(page: Page<'_>, editor: &Editor, field: DraftField) -> Html {
    match editor.fault(field) {
        Some(sentence) => html! { <p class="fault" id={format!("{}-fault", field_of(field))}>{ page.line(sentence) }</p> },
        None => Html::default(),
    }
}

/// The condition in that place.
pub(super) fn condition(page: Page<'_>, editor: &Editor, place: Place, condition: &ConditionDraft, alone: bool) -> Html {
    let at = At { page, editor, place };
    let (clause, number) = (words::count(place.clause + 1), words::count(place.condition + 1));
    let name = Key::EditorCondition.with("condition", number.clone()).with("clause", clause.clone());
    let remove = Key::EditorConditionRemove.with("condition", number).with("clause", clause);
    html! {
        <div class="condition" role="group" aria-label={page.tell(&name)}>
            <div class="sentence">
                { at.choose("subject", Key::EditorSubject, &SUBJECTS, Subject::of(condition), Part::Subject) }
                {
                    match condition {
                        ConditionDraft::Measured(measured) => sentence(at, measured),
                        ConditionDraft::Flags { columns, at_least } => flags(at, columns, at_least),
                    }
                }
                if !alone {
                    { controls::button(page, None, Some("plain"), (Key::EditorRemoveShort, Some(page.tell(&remove))), Action::Edit(Edit::Remove(place))) }
                }
            </div>
            {
                match condition {
                    ConditionDraft::Measured(measured) => below(at, measured),
                    ConditionDraft::Flags { columns, .. } => html! {
                        <>
                            { for (0..columns.len()).map(|number| at.fault(ConditionField::Column(number))) }
                            { at.fault(ConditionField::AtLeast) }
                        </>
                    },
                }
            }
        </div>
    }
}

fn sentence(at: At<'_>, measured: &MeasuredDraft) -> Html {
    let page = at.page;
    let late = measured.measure == MeasureChoice::LateArrivals;
    let days = matches!(measured.measure, MeasureChoice::Days | MeasureChoice::ConsecutiveDays);
    let one = measured.length.trim() == "1";
    // That one rolling window is enough goes without saying.
    let several =
        measured.window.is_several() && measured.window != WindowChoice::Rolling || measured.quantifier == QuantifierChoice::Every;
    html! {
        <>
            { at.choose("comparison", Key::EditorComparison, &COMPARISONS, measured.comparison, Part::Comparison) }
            { at.write(ConditionField::Threshold, "number", Key::EditorThreshold, &measured.threshold, Part::Threshold) }
            if late {
                <span>{ page.say(Key::EditorTimes) }</span>
            } else {
                { at.choose("measure", Key::EditorMeasure, &MEASURES, measured.measure, Part::Measure) }
            }
            if days {
                { day(at, &measured.day) }
            }
            <span>{ page.say(Key::EditorDuring) }</span>
            { at.choose("window", Key::EditorWindow, &WINDOWS, measured.window, Part::Window) }
            if measured.window.has_length() {
                { at.write(ConditionField::Length, "number", Key::EditorLength, &measured.length, Part::Length) }
                { at.choose("unit", Key::EditorUnit, if one { &UNITS_OF_ONE } else { &UNITS }, measured.unit, Part::Unit) }
            }
            if several {
                { at.choose("quantifier", Key::EditorQuantifier, &QUANTIFIERS, measured.quantifier, Part::Quantifier) }
            }
        </>
    }
}

/// How much of a day makes it count.
fn day(at: At<'_>, day: &DayDraft) -> Html {
    let (page, place) = (at.page, at.place);
    let (with_comparison, with_amount, with_unit) = (day.clone(), day.clone(), day.clone());
    let select = |name: &str, label: Key| (at.id(name), page.say(label).into());
    html! {
        <>
            <span>{ page.say(Key::EditorDayWhere) }</span>
            { controls::select(page, select("day-comparison", Key::EditorDayComparison), &COMPARISONS, day.comparison, move |comparison| {
                Action::Edit(Edit::At(place, Part::Day(DayDraft { comparison, ..with_comparison.clone() })))
            }) }
            { at.write(ConditionField::Day, "number", Key::EditorDayAmount, &day.amount, move |amount| {
                Part::Day(DayDraft { amount, ..with_amount.clone() })
            }) }
            { controls::select(page, select("day-unit", Key::EditorDayUnit), &DAY_UNITS, day.unit, move |unit| {
                Action::Edit(Edit::At(place, Part::Day(DayDraft { unit, ..with_unit.clone() })))
            }) }
            <span>{ page.say(Key::EditorDayIs) }</span>
        </>
    }
}

/// What does not fit into the sentence, and what is wrong with it.
fn below(at: At<'_>, measured: &MeasuredDraft) -> Html {
    let chosen = measured.kinds == KindsChoice::Chosen && measured.measure != MeasureChoice::LateArrivals;
    html! {
        <>
            if chosen {
                { kinds(at, measured) }
            }
            if measured.window == WindowChoice::Given {
                { periods(at, measured) }
            }
            { at.fault(ConditionField::Threshold) }
            { at.fault(ConditionField::Day) }
            { at.fault(ConditionField::Length) }
        </>
    }
}

fn kinds(at: At<'_>, measured: &MeasuredDraft) -> Html {
    let (page, place) = (at.page, at.place);
    html! {
        <div class="choices" role="group" aria-label={page.say(Key::EditorKinds)}>
            { for page.state.catalogue.absences.iter().map(|card| {
                let (name, on) = (card.name.clone(), measured.chosen.contains(&card.name));
                let word = words::capital(page.say(card.word));
                controls::tick(page, None, on, word, move |on| Action::Edit(Edit::At(place, Part::Kind(name.clone(), on))))
            }) }
            { at.fault(ConditionField::Kinds) }
        </div>
    }
}

fn periods(at: At<'_>, measured: &MeasuredDraft) -> Html {
    let (page, place) = (at.page, at.place);
    let one = |(number, (from, to)): (usize, &(String, String))| {
        let (first, last) = (from.clone(), to.clone());
        let field = at.field(ConditionField::Period(number));
        let id = field_of(field).into_owned();
        let wrong = at.editor.fault(field).map(|_| format!("{id}-fault"));
        let remove = page.tell(&Key::EditorPeriodRemove.with("number", words::count(number + 1)));
        let say = |key: Key| Some(page.say(key).into());
        html! {
            <div class="sentence">
                <span aria-hidden="true">{ page.say(Key::EditorPeriodFrom) }</span>
                { controls::day(page, id.clone(), say(Key::EditorPeriodFrom), from.clone(), wrong.clone(), move |from| {
                    Action::Edit(Edit::At(place, Part::Period(number, (from, last.clone()))))
                }) }
                <span aria-hidden="true">{ page.say(Key::EditorPeriodTo) }</span>
                { controls::day(page, format!("{id}-to"), say(Key::EditorPeriodTo), to.clone(), wrong, move |to| {
                    Action::Edit(Edit::At(place, Part::Period(number, (first.clone(), to))))
                }) }
                { controls::button(page, None, Some("plain"), (Key::EditorRemoveShort, Some(remove)), at.edit(Part::RemovePeriod(number))) }
                { fault(page, at.editor, field) }
            </div>
        }
    };
    html! {
        <div class="periods" role="group" aria-label={page.say(Key::EditorPeriods)}>
            <p class="help">{ page.say(Key::EditorPeriodsHelp) }</p>
            { for measured.periods.iter().enumerate().map(one) }
            { controls::button(page, Some(at.id("add-period")), Some("plain"), (Key::EditorPeriodAdd, None), at.edit(Part::AddPeriod)) }
        </div>
    }
}

/// The columns in which pupils are ticked; those of the files are offered.
fn flags(at: At<'_>, columns: &[String], at_least: &str) -> Html {
    let page = at.page;
    let several = columns.len() > 1;
    let (list, place) = (at.id("headers"), at.place);
    let mut headers: Vec<&str> = page.state.files.iter().flat_map(|file| &file.columns).map(|column| column.header.as_str()).collect();
    headers.sort_unstable();
    headers.dedup();
    let one = |(number, column): (usize, &String)| {
        let act = page.act.clone();
        let changed = yew::Callback::from(move |event: web_sys::Event| {
            if let Some(input) = yew::TargetCast::target_dyn_into::<web_sys::HtmlInputElement>(&event) {
                act.emit(Action::Edit(Edit::At(place, Part::Column(number, input.value()))));
            }
        });
        let field = at.field(ConditionField::Column(number));
        let wrong = at.editor.fault(field).is_some();
        let remove = page.tell(&Key::EditorFlagRemove.with("column", column.as_str()));
        html! {
            <>
                <input type="text" id={field_of(field).into_owned()} class="header" list={list.clone()} value={column.clone()}
                    autocomplete="off" spellcheck="false" aria-label={page.say(Key::EditorFlag)} aria-invalid={wrong.then_some("true")}
                    aria-describedby={wrong.then(|| format!("{}-fault", field_of(field)))} onchange={changed} />
                if several {
                    { controls::button(page, None, Some("plain"), (Key::EditorRemoveShort, Some(remove)), at.edit(Part::RemoveColumn(number))) }
                }
            </>
        }
    };
    html! {
        <>
            if several {
                <span>{ page.say(Key::EditorAtLeast) }</span>
                { at.write(ConditionField::AtLeast, "number", Key::EditorFlagsLeast, at_least, Part::AtLeast) }
                <span>{ page.say(Key::EditorFlagsIn) }</span>
            } else {
                <span>{ page.say(Key::EditorFlagIn) }</span>
            }
            <datalist id={list.clone()}>{ for headers.iter().map(|header| html! { <option value={(*header).to_owned()} /> }) }</datalist>
            { for columns.iter().enumerate().map(one) }
            { controls::button(page, Some(at.id("add-flag")), Some("plain"), (Key::EditorFlagAdd, None), at.edit(Part::AddColumn)) }
        </>
    }
}
