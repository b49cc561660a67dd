//! A definition that is being written: sentences of controls, and below them what they say.

use super::controls::{self, Text};
use super::{Page, condition, faults, own, question, words};
use crate::state::{Action, Edit, Editor, Place, Then, field_of};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{DraftField, SettingsDraft};
use yew::{Html, html};

/// The editor.
pub(super) fn editor(page: Page<'_>) -> Html {
    let Some(editor) = &page.state.editor else { return Html::default() };
    html! {
        <>
            { page.heading(Key::EditorTitle) }
            <p class="lead">{ page.say(Key::EditorLead) }</p>
            { faults::faults(page) }
            { names(page, editor) }
            { clauses(page, editor) }
            { judgements(page, editor) }
            { settings(page, editor) }
            { read(page, editor) }
        </>
    }
}

fn names(page: Page<'_>, editor: &Editor) -> Html {
    let language = page.state.language;
    let id = field_of(DraftField::Name).into_owned();
    let text = |id: &str, value: &str, described: Option<&str>, wrong| Text {
        id: id.to_owned(),
        class: "text",
        label: None,
        value: value.to_owned(),
        described: described.map(str::to_owned),
        wrong,
    };
    let wrong = editor.fault(DraftField::Name).is_some();
    html! {
        <>
            <div class="field">
                <label for={id.clone()}>{ page.say(Key::EditorName) }</label>
                <p class="help" id="definition-name-help">{ page.say(Key::EditorNameHelp) }</p>
                { condition::fault(page, editor, DraftField::Name) }
                { controls::text(page, text(&id, editor.draft.name.text(language), Some("definition-name-help"), wrong), |text| Action::Edit(Edit::Name(text))) }
            </div>
            <div class="field">
                <label for="definition-source">{ page.say(Key::EditorSource) }</label>
                { controls::text(page, text("definition-source", editor.draft.source.text(language), None, false), |text| Action::Edit(Edit::Source(text))) }
            </div>
        </>
    }
}

fn clauses(page: Page<'_>, editor: &Editor) -> Html {
    let alone = editor.draft.clauses.len() == 1 && editor.draft.judgements.is_empty();
    let clause = |(clause, conditions): (usize, &Vec<_>)| {
        let and = page.tell(&Key::EditorAndAddTo.with("clause", words::count(clause + 1)));
        html! {
            <fieldset class="clause" key={clause}>
                <legend>{ page.say(if clause == 0 { Key::EditorClauses } else { Key::EditorOrIf }) }</legend>
                { for conditions.iter().enumerate().map(|(condition, draft)| html! {
                    <>
                        if condition > 0 {
                            <p class="joint">{ page.say(Key::EditorAnd) }</p>
                        }
                        { condition::condition(page, editor, Place { clause, condition }, draft, alone && conditions.len() == 1) }
                    </>
                }) }
                { controls::button(page, Some(format!("and-{clause}")), Some("plain"), (Key::EditorAndAdd, Some(and)), Action::Edit(Edit::And(clause))) }
            </fieldset>
        }
    };
    html! {
        <>
            { for editor.draft.clauses.iter().enumerate().map(clause) }
            { condition::fault(page, editor, DraftField::Whole) }
            <p class="or">
                { controls::button(page, Some("or".into()), None, (Key::EditorOrAdd, Some(page.say(Key::EditorOrAddHelp).to_owned())), Action::Edit(Edit::Or)) }
            </p>
        </>
    }
}

fn judgements(page: Page<'_>, editor: &Editor) -> Html {
    let language = page.state.language;
    let one = |(number, text): (usize, &franvarokalkyl::wire::Bilingual)| {
        let field = DraftField::Judgement(number);
        let say = |key: Key| page.tell(&key.with("number", words::count(number + 1)));
        let text = Text {
            id: field_of(field).into_owned(),
            class: "text",
            label: Some(say(Key::EditorJudgement).into()),
            value: text.text(language).to_owned(),
            described: None,
            wrong: editor.fault(field).is_some(),
        };
        html! {
            <div class="sentence">
                { controls::text(page, text, move |text| Action::Edit(Edit::Judgement(number, text))) }
                { controls::button(page, None, Some("plain"), (Key::EditorRemoveShort, Some(say(Key::EditorJudgementRemove))), Action::Edit(Edit::RemoveJudgement(number))) }
                { condition::fault(page, editor, field) }
            </div>
        }
    };
    html! {
        <fieldset aria-describedby="judgement-help">
            <legend>{ page.say(Key::EditorJudgementTitle) }</legend>
            <p class="help" id="judgement-help">{ page.say(Key::EditorJudgementHelp) }</p>
            { for editor.draft.judgements.iter().enumerate().map(one) }
            { controls::button(page, Some("add-judgement".into()), Some("plain"), (Key::EditorJudgementAdd, None), Action::Edit(Edit::AddJudgement)) }
        </fieldset>
    }
}

fn settings(page: Page<'_>, editor: &Editor) -> Html {
    const ATTENDED: [(bool, Key); 2] = [(true, Key::EditorSettingsAttended), (false, Key::EditorSettingsLeftOut)];
    const LATE: [(bool, Key); 2] = [(true, Key::EditorSettingsLateAbsence), (false, Key::EditorSettingsLatePresence)];
    const MONTHS: [(bool, Key); 2] = [(true, Key::EditorSettingsMonthsByDate), (false, Key::EditorSettingsMonthsByCalendar)];
    let settings = &editor.draft.settings;
    let choice = |id: &str, label: Key, options: &[(bool, Key)], current: bool, set: fn(SettingsDraft, bool) -> SettingsDraft| {
        let settings = settings.clone();
        let control = controls::select(page, (id.to_owned(), page.say(label).into()), options, current, move |value| {
            Action::Edit(Edit::Settings(set(settings.clone(), value)))
        });
        controls::field(page, id, page.say(label), None, control)
    };
    let coverage = Text {
        id: field_of(DraftField::Coverage).into_owned(),
        class: "numeric",
        label: None,
        value: settings.coverage.clone(),
        described: Some("coverage-help".to_owned()),
        wrong: editor.fault(DraftField::Coverage).is_some(),
    };
    let with_coverage = settings.clone();
    html! {
        <details class="settings">
            <summary>{ page.say(Key::EditorSettings) }</summary>
            <div class="fields">
                { choice("unregistered", Key::EditorSettingsUnregistered, &ATTENDED, settings.unregistered_attended, |settings, unregistered_attended| SettingsDraft { unregistered_attended, ..settings }) }
                { choice("other-activity", Key::EditorSettingsOtherActivity, &ATTENDED, settings.other_activity_attended, |settings, other_activity_attended| SettingsDraft { other_activity_attended, ..settings }) }
                { choice("late", Key::EditorSettingsLate, &LATE, settings.late_absence, |settings, late_absence| SettingsDraft { late_absence, ..settings }) }
                { choice("months", Key::EditorSettingsMonths, &MONTHS, settings.months_by_date, |settings, months_by_date| SettingsDraft { months_by_date, ..settings }) }
                <div class="field">
                    <label for="coverage">{ page.say(Key::EditorSettingsCoverage) }</label>
                    <p class="help" id="coverage-help">{ page.say(Key::EditorSettingsCoverageHelp) }</p>
                    { condition::fault(page, editor, DraftField::Coverage) }
                    { controls::text(page, coverage, move |coverage| Action::Edit(Edit::Settings(SettingsDraft { coverage, ..with_coverage.clone() }))) }
                </div>
            </div>
        </details>
    }
}

/// The definition as it is read, and what can be done with it.
fn read(page: Page<'_>, editor: &Editor) -> Html {
    let notice = page.state.notice.as_ref().map(|notice| page.tell(notice));
    html! {
        <>
            <h3 id="read-title">{ page.say(Key::EditorRead) }</h3>
            <div id="read" aria-live="polite">
                {
                    match &editor.read {
                        Some(card) => question::card(page, &card.card),
                        None => html! { <p class="soft">{ page.say(Key::EditorUnread) }</p> },
                    }
                }
            </div>
            <div class="row wide">
                <button type="button" id="use-definition" class="main" onclick={page.on(Action::Then(Then::Use))}>{ page.say(Key::EditorUse) }</button>
                <button type="button" id="leave-editor" onclick={page.on(Action::LeaveEditor)}>{ page.say(Key::EditorLeave) }</button>
            </div>
            { own::share(page, editor.read.as_deref(), notice) }
        </>
    }
}
