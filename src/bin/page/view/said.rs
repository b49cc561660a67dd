//! What has just been done, in a line above the open step, with the button that takes it back.

use super::Page;
use crate::state::Action;
use franvarokalkyl::locale::Key;
use yew::{Html, html};

/// The line; nothing when nothing was done that is worth it.
pub(super) fn said(page: Page<'_>) -> Html {
    let Some(said) = &page.state.said else { return Html::default() };
    html! {
        <p class="notice" id="said">
            { page.show(&said.sentence) }
            if said.before().is_some() {
                { " " }
                <button type="button" class="plain" id="undo" aria-disabled={(!page.state.can_undo()).then_some("true")} onclick={page.on(Action::Undo)}>
                    { page.say(Key::UndoButton) }
                </button>
            }
        </p>
    }
}
