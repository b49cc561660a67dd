//! Choices that outlive the page: as a file, and in the browser.

use super::Page;
use crate::browser;
use crate::state::Action;
use franvarokalkyl::locale::Key;
use web_sys::{Event, HtmlInputElement};
use yew::{Callback, Html, TargetCast, html};

/// That choices from before were used, and a way to be without them.
pub(super) fn reused(page: Page<'_>) -> Html {
    if !page.state.reused {
        return Html::default();
    }
    html! {
        <p class="notice" id="reused">
            { page.say(Key::PageChoicesReused) }{ " " }
            <button type="button" class="plain" id="forget-choices" onclick={page.on(Action::ForgetChoices)}>{ page.say(Key::PageChoicesForget) }</button>
        </p>
    }
}

/// Saving and loading, in the checking step.
pub(super) fn file(page: Page<'_>) -> Html {
    if !page.state.files.iter().any(|table| !table.columns.is_empty()) {
        return Html::default();
    }
    let busy = page.state.is_busy().then_some("true");
    html! {
        <>
            <h3>{ page.say(Key::PageChoicesTitle) }</h3>
            <p class="help" id="choices-help">{ page.say(Key::PageChoicesHelp) }</p>
            <div class="row">
                <button type="button" id="save-choices" aria-disabled={busy} aria-describedby="choices-help" onclick={page.on(Action::SaveChoices)}>
                    { page.say(Key::PageChoicesSave) }
                </button>
                { load(page) }
            </div>
            <p class="done">
                if let Some(notice) = &page.state.notice {
                    { page.tell(notice) }
                }
            </p>
        </>
    }
}

/// A button for a file of choices.
pub(super) fn load(page: Page<'_>) -> Html {
    let load = page.load.clone();
    let chosen = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            browser::take_files(&input).into_iter().take(1).for_each(|file| load.emit(file));
        }
    });
    html! {
        <span class="chooser">
            <input type="file" id="load-choices" class="sr" accept=".toml" onchange={chosen} />
            <label for="load-choices" class="button">{ page.say(Key::PageChoicesLoad) }</label>
        </span>
    }
}

/// What the browser has kept, and a way to remove it; stands at the foot of the page.
pub(super) fn stored(page: Page<'_>) -> Html {
    if page.state.unstored {
        return html! { <p id="unstored">{ page.say(Key::SurviveUnstored) }</p> };
    }
    if !page.state.has_kept() {
        return Html::default();
    }
    html! {
        <p>
            <span id="stored">{ page.say(Key::PageStored) }</span>{ " " }
            <button type="button" class="plain" id="forget-stored" aria-describedby="stored" onclick={page.on(Action::ForgetStored)}>
                { page.say(Key::PageStoredForget) }
            </button>
        </p>
    }
}
