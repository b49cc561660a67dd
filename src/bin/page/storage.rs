//! What the browser stores for the page until another time: the language, what headers and words mean, the user's own definitions, how was
//! asked last. Never anything of a file. A browser that stores nothing is done without, and the page says so.

use crate::state::Habits;
use franvarokalkyl::locale::Language;
use franvarokalkyl::wire::LayoutChoices;
use gloo::utils::window;
use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::Storage;

/// Where the language is remembered.
const LANGUAGE: &str = "franvarokalkyl.language";
/// Where choices of columns and words are kept: headers, words and what they mean, never a cell.
const CHOICES: &str = "franvarokalkyl.choices/1";
/// Where the user's own definitions are kept, each as its file.
const DEFINITIONS: &str = "franvarokalkyl.definitions/1";
/// Where the question of last time is kept, without anything of the file.
const HABITS: &str = "franvarokalkyl.question/1";
/// What all of the page's places in the browser's storage begin with.
const OURS: &str = "franvarokalkyl.";

/// The language that was chosen last time.
pub(crate) fn remembered_language() -> Option<Language> {
    Language::of_tag(&storage()?.get_item(LANGUAGE).ok()??)
}

/// Remembers the language; answers whether the browser does.
pub(crate) fn remember_language(language: Language) -> bool {
    storage().is_some_and(|storage| storage.set_item(LANGUAGE, language.tag()).is_ok())
}

/// The choices that were kept; none where they cannot be read.
pub(crate) fn kept_choices() -> Vec<LayoutChoices> {
    kept(CHOICES).unwrap_or_default()
}

/// Keeps choices for another time; answers whether the browser does.
pub(crate) fn keep_choices(layouts: &[LayoutChoices]) -> bool {
    keep(CHOICES, Some(layouts).filter(|layouts| !layouts.is_empty()))
}

/// The definitions that were kept; none where they cannot be read.
pub(crate) fn kept_definitions() -> Vec<String> {
    kept(DEFINITIONS).unwrap_or_default()
}

/// Keeps definitions for another time; answers whether the browser does.
pub(crate) fn keep_definitions(definitions: &[String]) -> bool {
    keep(DEFINITIONS, Some(definitions).filter(|definitions| !definitions.is_empty()))
}

/// The question of last time; none where it cannot be read.
pub(crate) fn kept_habits() -> Option<Habits> {
    kept(HABITS)
}

/// Keeps the question for another time; answers whether the browser does.
pub(crate) fn keep_habits(habits: Option<&Habits>) -> bool {
    keep(HABITS, habits)
}

fn kept<T: DeserializeOwned>(place: &str) -> Option<T> {
    let text = storage()?.get_item(place).ok()??;
    serde_wasm_bindgen::from_value(JSON::parse(&text).ok()?).ok()
}

/// Stores something, or removes what was stored. To remove where nothing can be stored is no failure.
fn keep<T: Serialize + ?Sized>(place: &str, thing: Option<&T>) -> bool {
    let Some(thing) = thing else {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(place);
        }
        return true;
    };
    let text = || {
        let value = thing.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
        JSON::stringify(&value).ok()?.as_string()
    };
    let stored = || storage()?.set_item(place, &text()?).ok();
    stored().is_some()
}

/// Whether the browser stores anything for the page: some do not where cookies are refused, or have no room in a private window.
pub(crate) fn stores() -> bool {
    let probe = format!("{OURS}probe");
    storage().is_some_and(|storage| {
        let stored = storage.set_item(&probe, "").is_ok();
        let _ = storage.remove_item(&probe);
        stored
    })
}

/// Removes all that the page has stored, by whatever version of it.
pub(crate) fn forget() {
    let Some(storage) = storage() else { return };
    let places = (0..storage.length().unwrap_or_default()).filter_map(|place| storage.key(place).ok().flatten());
    let ours: Vec<String> = places.filter(|place| place.starts_with(OURS)).collect();
    for place in ours {
        let _ = storage.remove_item(&place);
    }
}

/// Not gloo's, which panics where storage is switched off.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}
