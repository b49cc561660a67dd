//! Definitions on their way in and out: from a link, as a file, as a link.

use super::{Page, controls};
use crate::browser;
use crate::state::{Action, Step, Then};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::DefinedCard;
use yew::{AttrValue, Html, html};

/// The definition that came with the page's link.
pub(super) fn offered(page: Page<'_>) -> Html {
    if let Some(remark) = page.state.refused_link() {
        return html! {
            <section class="notice offered" id="linked" role="status">
                <p><b>{ page.line(&remark.sentence) }</b>{ " " }{ page.tell(&remark.advice) }</p>
                <button type="button" id="leave-linked" class="plain" onclick={page.on(Action::Answer(false))}>{ page.say(Key::EditorLinkedClose) }</button>
            </section>
        };
    }
    let Some(card) = page.state.offered() else { return Html::default() };
    let name = card.card.name.text(page.state.language);
    html! {
        <section class="notice offered" id="linked" role="status">
            <p><b>{ page.tell(&Key::EditorLinked.with("name", name)) }</b></p>
            <ul>
                { for card.card.clauses.iter().map(|clause| html! { <li>{ super::words::unbroken(clause.text.text(page.state.language)) }</li> }) }
            </ul>
            <div class="row">
                <button type="button" id="use-linked" class="main" onclick={page.on(Action::Answer(true))}>{ page.say(Key::EditorLinkedUse) }</button>
                <button type="button" id="leave-linked" onclick={page.on(Action::Answer(false))}>{ page.say(Key::EditorLinkedNot) }</button>
            </div>
        </section>
    }
}

/// The way back to a definition that is being written, from where the browser's buttons have led away from it.
pub(super) fn unfinished(page: Page<'_>) -> Html {
    if page.state.editor.is_none() {
        return Html::default();
    }
    html! {
        <p>
            <button type="button" id="continue-definition" class="plain" onclick={page.on(Action::Open(Step::Define))}>
                { page.say(Key::EditorContinue) }
            </button>
        </p>
    }
}

/// Saving, opening and sending; `card` is none while there is nothing to save.
pub(super) fn share(page: Page<'_>, card: Option<&DefinedCard>, notice: Option<String>) -> Html {
    html! {
        <>
        <details class="share">
            <summary>{ page.say(Key::EditorShare) }</summary>
            <p class="help" id="share-help">{ page.say(Key::EditorShareHelp) }</p>
            <div class="row">
                if card.is_some() {
                    <button type="button" id="save-definition" aria-describedby="share-help" onclick={page.on(Action::Then(Then::Save))}>
                        { page.say(Key::EditorSave) }
                    </button>
                }
                { controls::file(page, "load-definition", Key::EditorLoad, page.define) }
            </div>
            if let Some(card) = card {
                { link(page, card) }
            }
        </details>
        <p class="done">{ notice }</p>
        </>
    }
}

fn link(page: Page<'_>, card: &DefinedCard) -> Html {
    let (address, on_disk) = browser::address();
    let end = format!("#{}{}", browser::LINKED, card.fragment);
    html! {
        <>
            { copied(page, "link", Key::EditorLink, format!("{address}{end}"), Key::EditorCopy) }
            if on_disk {
                <p class="help">{ page.say(Key::EditorLinkDisk) }</p>
                { copied(page, "link-end", Key::EditorLinkEnd, end, Key::EditorLinkEndCopy) }
            }
        </>
    }
}

/// A text to copy: a field that can be read and marked, and a button.
fn copied(page: Page<'_>, id: &'static str, label: Key, value: String, copy: Key) -> Html {
    html! {
        <div class="field">
            <label for={id}>{ page.say(label) }</label>
            <div class="sentence">
                <input type="text" {id} class="text" readonly=true value={AttrValue::from(value)} />
                <button type="button" id={format!("copy-{id}")} onclick={page.on(Action::Then(Then::Copy(id.into())))}>{ page.say(copy) }</button>
            </div>
        </div>
    }
}
