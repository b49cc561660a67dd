//! Native controls that hand on what they are set to.

use super::written::Field;
use super::{Page, faults, words};
use crate::browser;
use crate::state::Action;
use franvarokalkyl::locale::Key;
use web_sys::{Event, File, HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::{AttrValue, Callback, Html, TargetCast, html};

/// A list of words to choose one of.
pub(super) fn select<T: Copy + PartialEq + 'static>(
    page: Page<'_>,
    (id, label): (String, AttrValue),
    options: &[(T, Key)],
    current: T,
    then: impl Fn(T) -> Action + 'static,
) -> Html {
    let (act, values) = (page.act.clone(), options.iter().map(|(value, _)| *value).collect::<Vec<T>>());
    let changed = Callback::from(move |event: Event| {
        let chosen = event
            .target_dyn_into::<HtmlSelectElement>()
            .and_then(|select| values.get(usize::try_from(select.selected_index()).ok()?).copied());
        if let Some(value) = chosen {
            act.emit(then(value));
        }
    });
    html! {
        <select {id} aria-label={label} onchange={changed}>
            { for options.iter().map(|(value, word)| html! { <option selected={*value == current}>{ page.say(*word) }</option> }) }
        </select>
    }
}

/// What a field of text is made from.
pub(super) struct Text {
    pub(super) id: String,
    pub(super) class: &'static str,
    /// Its name, where no label stands beside it.
    pub(super) label: Option<AttrValue>,
    pub(super) value: String,
    /// What describes it, beside a fault.
    pub(super) described: Option<String>,
    /// Whether something is wrong with it.
    pub(super) wrong: bool,
}

/// A field of text; what is written counts when it is left.
pub(super) fn text(page: Page<'_>, field: Text, then: impl Fn(String) -> Action + 'static) -> Html {
    let fault = field.wrong.then(|| format!("{}-fault", field.id));
    let described = [field.described, fault].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let described = (!described.is_empty()).then_some(described);
    html! {
        <Field id={field.id} class={field.class} value={field.value} label={field.label} wrong={field.wrong} {described}
            changed={page.act.reform(then)} />
    }
}

/// A field for a day; half a date counts as none. What is wrong with it stands in the element of the id `fault`.
pub(super) fn day(
    page: Page<'_>,
    id: String,
    label: Option<AttrValue>,
    value: String,
    fault: Option<String>,
    then: impl Fn(String) -> Action + 'static,
) -> Html {
    let act = page.act.clone();
    let changed = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            act.emit(then(input.value()));
        }
    });
    html! {
        <input type="date" {id} {value} aria-label={label} aria-invalid={fault.as_ref().map(|_| "true")} aria-describedby={fault} onchange={changed} />
    }
}

/// A box to tick, with its words.
pub(super) fn tick(page: Page<'_>, id: Option<String>, on: bool, words: String, then: impl Fn(bool) -> Action + 'static) -> Html {
    let act = page.act.clone();
    let changed = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            act.emit(then(input.checked()));
        }
    });
    html! {
        <label class="choice">
            <input type="checkbox" {id} checked={on} onchange={changed} />
            <span>{ words }</span>
        </label>
    }
}

/// What a moving or typed number is set to, at every step of it.
pub(super) fn moved(page: Page<'_>, then: impl Fn(u32, u64) -> Action + 'static) -> Callback<InputEvent> {
    let act = page.act.clone();
    Callback::from(move |event: InputEvent| {
        let now = browser::now();
        let value = event.target_dyn_into::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
        if let Some(value) = crate::state::hundredths(&value) {
            act.emit(then(value, now));
        }
    })
}

/// A button with what it is for, in words for those who do not see where it stands.
pub(super) fn button(
    page: Page<'_>,
    id: Option<String>,
    class: Option<&'static str>,
    (short, long): (Key, Option<String>),
    action: Action,
) -> Html {
    html! {
        <button type="button" {id} {class} aria-label={long} onclick={page.on(action)}>{ page.say(short) }</button>
    }
}

/// A button for a file, of which the first is handed on.
pub(super) fn file(page: Page<'_>, id: &'static str, word: Key, load: &Callback<File>) -> Html {
    let load = load.clone();
    let chosen = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            browser::take_files(&input).into_iter().take(1).for_each(|file| load.emit(file));
        }
    });
    html! {
        <span class="chooser">
            <input type="file" {id} class="sr" accept=".toml" onchange={chosen} />
            <label for={id} class="button">{ page.say(word) }</label>
        </span>
    }
}

/// A labelled field around a control, with what is wrong with it.
pub(super) fn field(page: Page<'_>, id: &str, label: &str, help: Option<(String, Html)>, control: Html) -> Html {
    html! {
        <div class="field">
            <label for={id.to_owned()}>{ words::capital(label) }</label>
            if let Some((id, help)) = help {
                <p class="help" {id}>{ help }</p>
            }
            { faults::at(page, id) }
            { control }
        </div>
    }
}
