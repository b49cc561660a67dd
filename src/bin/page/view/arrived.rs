//! Files that have come beside those that are read: by name, with what can be done with them.

use super::Page;
use crate::state::{ARRIVED, Action, Settle, Step, names};
use franvarokalkyl::locale::Key;
use yew::{Html, html};

/// The question, or that it waits for the reading to end; nothing when no file has come.
pub(super) fn arrived(page: Page<'_>) -> Html {
    let state = page.state;
    let (Some(source), false) = (&state.source, state.arrived.is_empty()) else { return Html::default() };
    let new = names(&state.arrived);
    if state.step == Step::Reading {
        return html! { <p class="notice" id="waits" role="status">{ page.tell(&Key::FilesWait.with("files", new)) }</p> };
    }
    let newer = state.newer();
    let button = |id: &'static str, class: Option<&'static str>, key: Key, settle: Settle| {
        html! { <button type="button" {id} {class} onclick={page.on(Action::Settle(settle))}>{ page.say(key) }</button> }
    };
    html! {
        <section class="notice offered" id={ARRIVED} tabindex="-1" aria-labelledby="arrived-title">
            <h2 id="arrived-title" class="question">{ page.say(Key::FilesTitle) }</h2>
            <p>{ page.tell(&Key::FilesThere.with("files", source.names())) }<br />{ page.tell(&Key::FilesNew.with("files", new)) }</p>
            if !newer.is_empty() {
                <p>{ page.tell(&Key::FilesNewer.with("files", names(&newer))) }</p>
            }
            if state.can_add() {
                <p class="help">{ page.say(Key::FilesHelp) }</p>
            }
            <div class="row">
                if state.can_add() {
                    { button("add-files", None, Key::FilesAdd, Settle::Add) }
                }
                { button("replace-files", None, Key::FilesReplace, Settle::Replace) }
                { button("leave-files", None, Key::FilesLeave, Settle::Leave) }
            </div>
        </section>
    }
}
