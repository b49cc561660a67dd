//! The line to `www/trial.js`, which tries the ways out of the page. That script stands apart, is handed nothing but a listener, and is the only
//! part of the page that names a network; the program itself cannot.

use crate::state::Told;
use gloo::utils::window;
use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;
use yew::Callback;

/// Starts the attempts; each is told as it comes.
pub(crate) fn start(heard: Callback<Told>) {
    let script = Reflect::get(&window(), &"trial".into()).and_then(JsCast::dyn_into::<Function>);
    let tell = heard.clone();
    let listener = Closure::<dyn Fn(Option<String>, Option<String>, Option<String>)>::new(
        move |place: Option<String>, name: Option<String>, outcome: Option<String>| {
            tell.emit(Told::of(&place.unwrap_or_default(), name.unwrap_or_default(), outcome.unwrap_or_default()));
        },
    );
    let begun = script.and_then(|script| script.call1(&JsValue::NULL, &listener.into_js_value()));
    if begun.is_err() {
        heard.emit(Told::Ended);
    }
}
