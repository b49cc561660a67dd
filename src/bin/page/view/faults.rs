//! The summary of what stops a step, at its top; the focus goes there.

use super::{Page, remarks};
use crate::state::{Action, FAULTS, Fault};
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::Instead;
use web_sys::MouseEvent;
use yew::{Callback, Html, html};

/// The summary; nothing when nothing is wrong.
pub(super) fn faults(page: Page<'_>) -> Html {
    if page.state.faults.is_empty() {
        return Html::default();
    }
    let title = if page.state.only_asks() { Key::PageFaultsTitleAsked } else { Key::PageFaultsTitle };
    html! {
        <div class="faults" id={FAULTS} tabindex="-1" role="group" aria-labelledby="faults-title">
            <h3 id="faults-title">{ page.say(title) }</h3>
            <ul>{ for page.state.faults.iter().map(|fault| html! { <li>{ one(page, fault) }</li> }) }</ul>
        </div>
    }
}

fn one(page: Page<'_>, fault: &Fault) -> Html {
    match fault {
        Fault::Remark(remark) => remarks::body(page, remark),
        Fault::Instead(remark, Instead { from, to, .. }) => html! {
            <>
                { remarks::body(page, remark) }
                <p><button type="button" id="instead" onclick={page.on(Action::TakeInstead)}>
                    // A button lays its parts side by side; a sentence is one part, and breaks between its words.
                    <span>{ page.show(&Key::LeftInstead.with("from", from.as_str()).with("to", to.as_str())) }</span>
                </button></p>
            </>
        },
        Fault::Advised(sentence, advice) => html! { <p><b>{ page.line(sentence) }</b>{ " " }{ page.say(*advice) }</p> },
        Fault::Field(Some(id), sentence) => {
            let (act, id) = (page.act.clone(), id.clone());
            let address = format!("#{id}");
            let go = Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                act.emit(Action::GoTo(id.clone()));
            });
            html! { <a href={address} onclick={go}>{ page.line(sentence) }</a> }
        }
        Fault::Field(None, sentence) => html! { <p><b>{ page.line(sentence) }</b></p> },
    }
}

/// The same words at the field of that id.
pub(super) fn at(page: Page<'_>, field: &str) -> Html {
    match sentence(page, field) {
        Some(sentence) => html! { <p class="fault" id={format!("{field}-fault")}>{ page.line(sentence) }</p> },
        None => Html::default(),
    }
}

/// Whether something is wrong with the field, for `aria-invalid`.
pub(super) fn is_at(page: Page<'_>, field: &str) -> Option<&'static str> {
    sentence(page, field).map(|_| "true")
}

/// What describes the field, for `aria-describedby`: its help, and what is wrong with it.
pub(super) fn described(page: Page<'_>, field: &str, help: &str) -> String {
    match sentence(page, field) {
        Some(_) => format!("{help} {field}-fault"),
        None => help.to_owned(),
    }
}

fn sentence<'a>(page: Page<'a>, field: &str) -> Option<&'a Sentence> {
    page.state.faults.iter().find_map(|fault| match fault {
        Fault::Field(Some(id), sentence) if *id == field => Some(sentence),
        _ => None,
    })
}
