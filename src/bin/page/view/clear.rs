//! Clearing everything, from every step: asked once, where the button stands.

use super::Page;
use crate::state::{Action, CLEAR, CLEARING};
use franvarokalkyl::locale::Key;
use yew::{Html, html};

/// The button; below it the question, once it is pressed.
pub(super) fn clear(page: Page<'_>) -> Html {
    let asks = page.state.clearing;
    html! {
        <>
            <p>
                <button type="button" class="plain" id={CLEAR} aria-expanded={if asks { "true" } else { "false" }} onclick={page.on(Action::AskToClear(!asks))}>
                    { page.say(Key::ClearButton) }
                </button>
            </p>
            if asks {
                <section class="notice" id={CLEARING} tabindex="-1" aria-labelledby="clearing-title">
                    <p><b id="clearing-title">{ page.say(Key::ClearTitle) }</b>{ " " }{ page.say(Key::ClearHelp) }</p>
                    <div class="row">
                        <button type="button" id="clear-all" onclick={page.on(Action::Clear)}>{ page.say(Key::ClearYes) }</button>
                        <button type="button" id="clear-not" onclick={page.on(Action::AskToClear(false))}>{ page.say(Key::ClearNo) }</button>
                    </div>
                </section>
            }
        </>
    }
}
