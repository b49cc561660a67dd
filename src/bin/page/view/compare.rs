//! Several definitions on the same pupils: which ones, and whether the schools are told apart.

use super::{Page, controls, details, faults, question};
use crate::state::{Action, COMPARED, Step};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::DefinedCard;
use web_sys::SubmitEvent;
use yew::{Callback, Html, html};

/// The form.
pub(super) fn compare(page: Page<'_>) -> Html {
    let Some(overview) = page.state.overview.as_deref() else { return Html::default() };
    let act = page.act.clone();
    let submit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        // A browser does not tell when half a date is written, so the fields are read once more.
        act.emit(Action::From(question::written("from")));
        act.emit(Action::To(question::written("to")));
        act.emit(Action::PublishComparison);
    });
    let busy = page.state.is_busy();
    let chosen = || page.state.comparable().filter(|card| page.state.compare.has(&card.card.id));
    let button = |id: &'static str, key: Key, action: Action| {
        html! { <button type="button" {id} class="plain" onclick={page.on(action)}>{ page.say(key) }</button> }
    };
    let one = |card: &DefinedCard| {
        let id = card.card.id.clone();
        let name = card.card.name.text(page.state.language).to_owned();
        let on = page.state.compare.has(&id);
        controls::tick(page, Some(format!("compare-{id}")), on, name, move |on| Action::Compare(id.clone(), on))
    };
    html! {
        <>
            { page.heading(Key::PageCompareTitle) }
            <p class="lead">{ page.say(Key::PageCompareLead) }</p>
            { faults::faults(page) }
            <form novalidate=true onsubmit={submit}>
                <fieldset id={COMPARED} tabindex="-1" class="compared">
                    <legend>{ page.say(Key::PageCompareDefinitions) }</legend>
                    { faults::at(page, COMPARED) }
                    <div class="row">
                        { button("compare-all", Key::PageCompareAll, Action::CompareAll(true)) }
                        { button("compare-none", Key::PageCompareNone, Action::CompareAll(false)) }
                        { button("write-definition", Key::EditorWrite, Action::Write(None)) }
                    </div>
                    <div class="choices columned">{ for page.state.comparable().map(one) }</div>
                </fieldset>
                { details::periods(page, chosen()) }
                if overview.schools.len() > 1 {
                    <fieldset>
                        <legend>{ page.say(Key::PageQuestionBy) }</legend>
                        { controls::tick(page, Some("compare-schools".into()), page.state.compare.by_school, page.say(Key::PageCompareSchools).to_owned(), Action::CompareSchools) }
                    </fieldset>
                }
                { question::days(page, overview) }
                <div class="row">
                    <button type="submit" id="submit" class="main" aria-disabled={busy.then_some("true")}>
                        { page.say(if busy { Key::PageQuestionBusy } else { Key::PageCompareSubmit }) }
                    </button>
                    <button type="button" id="open-question" onclick={page.on(Action::Open(Step::Question))}>{ page.say(Key::PageCompareOne) }</button>
                </div>
            </form>
        </>
    }
}
