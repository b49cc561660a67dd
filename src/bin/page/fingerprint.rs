//! The line to `fingerprint` in `www/boot.js`: the SHA-256 of the very file that was opened.

use gloo::utils::window;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// Works it out; none where the browser does not.
pub(crate) fn fingerprint(told: Callback<Option<String>>) {
    let begun = Reflect::get(&window(), &"fingerprint".into()).and_then(JsCast::dyn_into::<Function>);
    let begun = begun.and_then(|script| script.call0(&JsValue::NULL)).and_then(JsCast::dyn_into::<Promise>);
    spawn_local(async move {
        let sum = match begun {
            Ok(promise) => JsFuture::from(promise).await.ok(),
            Err(_) => None,
        };
        told.emit(sum.and_then(|sum| sum.as_string()));
    });
}
