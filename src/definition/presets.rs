//! The definitions that come with the program: `assets/definitions`, one file each.

use super::Definition;

macro_rules! preset_texts {
    ($($id:literal),* $(,)?) => {
        [$(($id, include_str!(concat!("../../assets/definitions/", $id, ".toml")))),*]
    };
}

/// In the order of the seed: the municipalities by name, then the commission, then comparisons.
const TEXTS: [(&str, &str); 13] = preset_texts![
    "danderyd",
    "ekero",
    "haninge",
    "lidingo",
    "sollentuna",
    "solna",
    "tyreso",
    "varmdo",
    "stockholm-50",
    "ekero-20",
    "ekero-40",
    "england-10",
    "tidig-10",
];

/// The presets, in the order to show them.
///
/// # Errors
/// When a file in `assets/definitions` is no definition; a test reads them all, so this does not happen to a user.
pub fn presets() -> Result<Vec<Definition>, super::DefinitionFault> {
    TEXTS.iter().map(|(_, text)| Definition::parse(text)).collect()
}

/// The file of a preset, as it is written.
#[must_use]
pub fn preset_text(id: &str) -> Option<&'static str> {
    TEXTS.iter().find(|(known, _)| *known == id).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_a_definition_under_its_own_name() -> Result<(), super::super::DefinitionFault> {
        for (definition, (id, _)) in presets()?.iter().zip(TEXTS) {
            assert_eq!(definition.id(), id);
        }
        Ok(())
    }
}
