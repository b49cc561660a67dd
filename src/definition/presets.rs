//! The definitions that come with the program: `assets/definitions`, one file each, listed by the build.

use super::{Definition, DefinitionFault};

/// The id and the text of each, in the order of `assets/definitions/order.txt`: the municipalities by name, then the commission and
/// the research, then comparisons.
const TEXTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/definitions.rs"));

/// The presets, in the order to show them.
///
/// # Errors
/// When a file in `assets/definitions` is no definition; a test reads them all, so this does not happen to a user.
pub fn presets() -> Result<Vec<Definition>, DefinitionFault> {
    TEXTS.iter().map(|(_, text)| Definition::parse(text)).collect()
}

/// The file of a preset, as it is written.
#[must_use]
pub fn preset_text(id: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}
