//! Step 3: definition, breakdown and days.

use super::{Page, details, faults, own, terms, words};
use crate::browser;
use crate::state::{Action, DayField, Step};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Clause, DefinedCard, DefinitionCard, Overview};
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
                { details::periods(page, chosen(page).into_iter()) }
                { breakdown(page, overview) }
                { details::over(page) }
                { chosen(page).map(|card| details::levels(page, card)) }
                { days(page, overview) }
                <div class="row">
                    <button type="submit" id="submit" class="main" aria-disabled={busy.then_some("true")}>
                        { page.say(if busy { Key::PageQuestionBusy } else { Key::PageQuestionSubmit }) }
                    </button>
                </div>
            </form>
            <section class="others" aria-labelledby="others">
                <h3 id="others">{ page.say(Key::PageQuestionOthers) }</h3>
                { other(page, "standard", [Key::PageDossierStandard, Key::PageDossierStandardHelp], Action::Standard, busy) }
                { other(page, "patterns", [Key::PagePatterns, Key::PagePatternsHelp], Action::Patterns, busy) }
                { other(page, "open-compare", [Key::PageCompareOpen, Key::PageCompareOpenHelp], Action::Open(Step::Compare), false) }
            </section>
        </>
    }
}

/// Something else to ask of the same files, with what it gives.
fn other(page: Page<'_>, id: &'static str, [name, help]: [Key; 2], action: Action, busy: bool) -> Html {
    let help_id = format!("{id}-help");
    html! {
        <div>
            <p class="help" id={help_id.clone()}>{ page.say(help) }</p>
            <button type="button" {id} aria-describedby={help_id} aria-disabled={busy.then_some("true")} onclick={page.on(action)}>{ page.say(name) }</button>
        </div>
    }
}

/// The definition that is chosen.
fn chosen<'a>(page: Page<'a>) -> Option<&'a DefinedCard> {
    page.state.defined(page.state.draft.definition.as_deref()?)
}

fn definition(page: Page<'_>) -> Html {
    let act = page.act.clone();
    let changed = Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            act.emit(Action::Define(select.value()));
        }
    });
    let (chosen, language) = (chosen(page), page.state.language);
    let option = |card: &DefinedCard| {
        let selected = chosen.is_some_and(|chosen| chosen.card.id == card.card.id);
        html! { <option value={card.card.id.clone()} {selected}>{ card.card.name.text(language) }</option> }
    };
    let presets = || page.state.catalogue.definitions.iter().map(option);
    html! {
        <>
            <div class="field">
                <label for="definition">{ page.say(Key::PageQuestionDefinitionLabel) }</label>
                <p class="help" id="definition-help">{ page.say(Key::PageQuestionDefinitionHelp) }</p>
                if page.state.draft.is_suggested() {
                    <p class="help" id="suggested">{ page.say(Key::PageQuestionSuggested) }</p>
                }
                { faults::at(page, "definition") }
                <select id="definition" onchange={changed} aria-invalid={faults::is_at(page, "definition")}
                    aria-describedby={faults::described(page, "definition", "definition-help")}>
                    <option value="" disabled=true selected={chosen.is_none()}>{ page.say(Key::PageQuestionChoose) }</option>
                    if page.state.own.is_empty() {
                        { for presets() }
                    } else {
                        <optgroup label={page.say(Key::EditorOwn)}>{ for page.state.own.iter().map(option) }</optgroup>
                        <optgroup label={page.say(Key::EditorPresets)}>{ for presets() }</optgroup>
                    }
                </select>
                <div aria-live="polite">{ chosen.map(|chosen| card(page, &chosen.card)) }</div>
                { chosen.map(|chosen| terms::terms(page, &terms::of_definition(&chosen.draft))) }
            </div>
            { change(page, chosen) }
        </>
    }
}

/// Ways to a definition that is not in the list, and from one that is.
fn change(page: Page<'_>, chosen: Option<&DefinedCard>) -> Html {
    let is_own = chosen.is_some_and(|chosen| page.state.is_own(&chosen.card.id));
    let notice = page.state.notice.as_ref().map(|notice| page.tell(notice));
    let button = |id: &'static str, key: Key, action: Action| {
        html! { <button type="button" {id} class="plain" onclick={page.on(action)}>{ page.say(key) }</button> }
    };
    html! {
        <div class="change">
            <div class="row">
                if let Some(chosen) = chosen {
                    { button("change-definition", if is_own { Key::EditorChangeOwn } else { Key::EditorChange }, Action::Write(Some(chosen.card.id.clone()))) }
                }
                { button("write-definition", Key::EditorWrite, Action::Write(None)) }
                if let Some(chosen) = chosen.filter(|_| is_own) {
                    { button("discard-definition", Key::EditorDiscard, Action::Discard(chosen.card.id.clone())) }
                }
            </div>
            { own::unfinished(page) }
            { own::share(page, chosen, notice) }
        </div>
    }
}

/// A definition in words.
pub(super) fn card(page: Page<'_>, card: &DefinitionCard) -> Html {
    let DefinitionCard { clauses, source, wording, notes, .. } = card;
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
            if !wording.is_empty() || !notes.is_empty() {
                <details>
                    <summary>{ page.say(Key::EditorWording) }</summary>
                    <ul lang="sv">{ for wording.iter().map(|line| html! { <li><q>{ line }</q></li> }) }</ul>
                    if !notes.is_empty() {
                        <p>{ page.say(Key::EditorNotes) }</p>
                        <ul>{ for notes.iter().map(|note| html! { <li>{ words::unbroken(note.text(language)) }</li> }) }</ul>
                    }
                </details>
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
            <div class="choices">{ for page.state.draft.shown(overview).into_iter().map(one) }</div>
            { terms::terms(page, &terms::of_breakdowns(&page.state.draft.shown(overview))) }
        </fieldset>
    }
}

pub(super) fn days(page: Page<'_>, overview: &Overview) -> Html {
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
