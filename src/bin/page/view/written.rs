//! A field of text in which something half written stays.
//!
//! What is written counts when the field is left. Until then the state does not know of it, and the page may be drawn anew around it at any
//! time, since the worker answers when it can; a plain field would then be set back to what the state knows.

use web_sys::{Event, FocusEvent, HtmlInputElement, InputEvent};
use yew::{AttrValue, Callback, Html, Properties, TargetCast, function_component, html, use_state_eq};

/// What it is made from.
#[derive(Properties, PartialEq)]
pub(super) struct Written {
    pub(super) id: String,
    pub(super) class: &'static str,
    /// What the state knows.
    pub(super) value: AttrValue,
    pub(super) label: Option<AttrValue>,
    pub(super) described: Option<String>,
    pub(super) wrong: bool,
    /// Takes what was written.
    pub(super) changed: Callback<String>,
}

/// The field.
#[function_component]
pub(super) fn Field(field: &Written) -> Html {
    let half = use_state_eq(|| None::<AttrValue>);
    let written = {
        let half = half.clone();
        Callback::from(move |event: InputEvent| half.set(event.target_dyn_into::<HtmlInputElement>().map(|input| input.value().into())))
    };
    let changed =
        field.changed.reform(|event: Event| event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default());
    let value = half.as_ref().unwrap_or(&field.value).clone();
    // After the change, if there was one: the state knows by now.
    let left = Callback::from(move |_: FocusEvent| half.set(None));
    html! {
        <input type="text" id={field.id.clone()} class={field.class} {value} autocomplete="off" spellcheck="false"
            aria-label={field.label.clone()} aria-invalid={field.wrong.then_some("true")} aria-describedby={field.described.clone()}
            oninput={written} onchange={changed} onblur={left} />
    }
}
