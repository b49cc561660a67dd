//! Step 3: definition, breakdown and days.

use super::{Page, faults, words};
use crate::browser;
use crate::state::{Action, DayField, Draft};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Clause, DefinitionCard, Overview};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, SubmitEvent};
use yew::{Callback, Html, TargetCast, html};

/// The form.
pub(super) fn question(page: Page<'_>) -> Html {
    let Some(overview) = page.state.overview.as_deref() else { return Html::default() };
    let act = page.act.clone();
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        // A browser does not tell when half a date is written, so the fields are read once more.
        act.emit(Action::From(written("from")));
        act.emit(Action::To(written("to")));
        act.emit(Action::Publish);
    });
    let busy = page.state.is_busy();
    html! {
        <>
            { page.heading(Key::PageQuestionTitle) }
            { faults::faults(page) }
            <form novalidate=true onsubmit={submit}>
                { definition(page) }
                { breakdown(page, overview) }
                { days(page, overview) }
                <div class="row">
                    <button type="submit" id="submit" class="main" aria-disabled={busy.then_some("true")}>
                        { page.say(if busy { Key::PageQuestionBusy } else { Key::PageQuestionSubmit }) }
                    </button>
                </div>
            </form>
        </>
    }
}

fn definition(page: Page<'_>) -> Html {
    let act = page.act.clone();
    let changed = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            act.emit(Action::Define(select.value()));
        }
    });
    let chosen = page.state.draft.definition.as_deref();
    let language = page.state.language;
    html! {
        <div class="field">
            <label for="definition">{ page.say(Key::PageQuestionDefinitionLabel) }</label>
            <p class="help" id="definition-help">{ page.say(Key::PageQuestionDefinitionHelp) }</p>
            { faults::at(page, "definition") }
            <select id="definition" onchange={changed} aria-invalid={faults::is_at(page, "definition")}
                aria-describedby={faults::described(page, "definition", "definition-help")}>
                <option value="" disabled=true selected={chosen.is_none()}>{ page.say(Key::PageQuestionChoose) }</option>
                { for page.state.catalogue.definitions.iter().map(|card| html! {
                    <option value={card.id.clone()} selected={chosen == Some(card.id.as_str())}>{ card.name.text(language) }</option>
                }) }
            </select>
            <div aria-live="polite">{ card(page) }</div>
        </div>
    }
}

/// The chosen definition in words.
fn card(page: Page<'_>) -> Html {
    let chosen = page.state.draft.definition.as_deref();
    let Some(card) = page.state.catalogue.definitions.iter().find(|card| Some(card.id.as_str()) == chosen) else { return Html::default() };
    let DefinitionCard { clauses, source, .. } = card;
    let language = page.state.language;
    let list = |judgement: bool| -> Html {
        clauses
            .iter()
            .filter(|clause| clause.judgement == judgement)
            .map(|clause: &Clause| html! { <li>{ words::unbroken(clause.text.text(language)) }</li> })
            .collect()
    };
    let measured = clauses.iter().filter(|clause| !clause.judgement).count();
    html! {
        <div class="card">
            if measured > 0 {
                <p>{ page.say(if measured == 1 { Key::PageQuestionOnly } else { Key::PageQuestionAny }) }</p>
                <ul>{ list(false) }</ul>
            }
            if measured < clauses.len() {
                <p>{ page.say(Key::PageQuestionJudgement) }</p>
                <ul>{ list(true) }</ul>
            }
            if !source.text(language).is_empty() {
                <p class="soft">{ page.tell(&Key::PageQuestionSource.with("source", source.text(language))) }</p>
            }
        </div>
    }
}

fn breakdown(page: Page<'_>, overview: &Overview) -> Html {
    let one = |name: &str| {
        let (act, owned) = (page.act.clone(), name.to_owned());
        let changed = Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                act.emit(Action::Break(owned.clone(), input.checked()));
            }
        });
        html! {
            <label class="choice">
                <input type="checkbox" name="by" value={name.to_owned()} checked={page.state.draft.is_by(name)} onchange={changed} />
                <span>{ words::capital(&words::breakdown(page, name)) }</span>
            </label>
        }
    };
    html! {
        <fieldset aria-describedby="by-help">
            <legend>{ page.say(Key::PageQuestionBy) }</legend>
            <p class="help" id="by-help">{ page.say(Key::PageQuestionByHelp) }</p>
            <div class="choices">{ for Draft::offered(overview).into_iter().map(one) }</div>
        </fieldset>
    }
}

fn days(page: Page<'_>, overview: &Overview) -> Html {
    let (first, last) = overview.period.clone();
    let day = |id: &'static str, label: Key, field: &DayField, action: fn(DayField) -> Action| {
        let act = page.act.clone();
        let changed = Callback::from(move |_: Event| act.emit(action(written(id))));
        html! {
            <div class="field">
                <label for={id}>{ page.say(label) }</label>
                { faults::at(page, id) }
                <input type="date" id={id} min={first.clone()} max={last.clone()} value={field.day().unwrap_or_default().to_owned()}
                    onchange={changed} aria-invalid={faults::is_at(page, id)} aria-describedby={faults::described(page, id, "days-help")} />
            </div>
        }
    };
    html! {
        <fieldset>
            <legend>{ page.say(Key::PageQuestionDays) }</legend>
            <p class="help" id="days-help">{ page.show(&Key::PageQuestionDaysHelp.with("from", first.as_str()).with("to", last.as_str())) }</p>
            <div class="days">
                { day("from", Key::PageQuestionFrom, &page.state.draft.from, Action::From) }
                { day("to", Key::PageQuestionTo, &page.state.draft.to, Action::To) }
            </div>
        </fieldset>
    }
}

/// What is written in the field for a day.
pub(super) fn written(id: &str) -> DayField {
    match browser::input(id) {
        Some(input) if browser::is_unreadable(&input) => DayField::Unreadable,
        Some(input) if !input.value().is_empty() => DayField::Day(input.value()),
        _ => DayField::Empty,
    }
}
