//! Principal organisers (huvudmän), as a column of their kinds or of their names says them.

use crate::layout::plain;

/// Who runs a school.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Organiser {
    /// A municipality, or several together.
    Municipal,
    /// A company, a foundation or an association.
    Independent,
    /// Not said, or not known: regions and the state run schools too.
    #[default]
    Unknown,
}

/// Words that say the kind. A municipality calls itself a town (`Solna stad`) as often as not.
const MUNICIPAL: [&str; 3] = ["municipal", "municipality", "stad"];
const INDEPENDENT: [&str; 8] = ["enskild", "enskilda", "fristaende", "privat", "privata", "independent", "private", "ab"];

/// How words begin and end that do. A municipality runs schools itself: what has the form of a company, a foundation or an
/// association is independent by the Education Act (skollagen 2 kap. 5 §), whatever its name.
const MUNICIPAL_STEM: &str = "kommun";
const INDEPENDENT_STEM: &str = "friskol";
const INDEPENDENT_ENDINGS: [&str; 8] =
    ["bolag", "bolaget", "forening", "foreningen", "stiftelse", "stiftelsen", "kooperativ", "kooperativet"];

/// Words that turn another word into its reverse.
const REVERSED: [&str; 5] = ["ej", "icke", "inte", "non", "not"];

/// The organiser of `Kommunal`, `Haninge kommun`, `Solna stad`, `Enskild`, `Fristående`, `Kunskapsskolan AB`, `Stiftelsen Ek`; none for
/// other text, and for text that says both; `Unknown` for no text.
#[must_use]
pub fn organiser_of_text(text: &str) -> Option<Organiser> {
    let text = plain(text);
    let any = |is: &dyn Fn(&str) -> bool| text.split_whitespace().any(is);
    let municipal = any(&|word| MUNICIPAL.contains(&word) || word.starts_with(MUNICIPAL_STEM) || word.ends_with(MUNICIPAL_STEM));
    let independent = any(&|word| {
        INDEPENDENT.contains(&word) || word.starts_with(INDEPENDENT_STEM) || INDEPENDENT_ENDINGS.iter().any(|ending| word.ends_with(ending))
    }) || text.ends_with(" ek for");
    match (municipal, independent) {
        _ if text.is_empty() => Some(Organiser::Unknown),
        _ if any(&|word| REVERSED.contains(&word)) => None,
        (true, false) => Some(Organiser::Municipal),
        (false, true) => Some(Organiser::Independent),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_names_say_it_and_nothing_is_guessed() {
        let (municipal, independent) = (Some(Organiser::Municipal), Some(Organiser::Independent));
        for (text, organiser) in [
            ("Kommunal", municipal),
            ("KOMMUN", municipal),
            ("kommunal huvudman", municipal),
            ("municipal", municipal),
            ("Haninge kommun", municipal),
            ("Haninge kommun, Utbildningsförvaltningen", municipal),
            ("Solna stad", municipal),
            ("Stockholms Stad - Utbildningsnämnden", municipal),
            ("Kommunalförbundet Ekbygden", municipal),
            ("Enskild", independent),
            ("Fristående", independent),
            ("fristående huvudman", independent),
            ("Friskola", independent),
            ("independent", independent),
            ("Kunskapsbyn i Sverige AB", independent),
            ("Stiftelsen Eken", independent),
            ("Ekbackens föräldraförening", independent),
            ("Föräldrakooperativet Asken ek. för.", independent),
            ("Ekbackens skolaktiebolag", independent),
            ("", Some(Organiser::Unknown)),
            ("  ", Some(Organiser::Unknown)),
            ("Region Skåne", None),
            ("Specialpedagogiska skolmyndigheten", None),
            ("Ekskolan", None),
            ("1", None),
            // Says the reverse, or both.
            ("Icke kommunal", None),
            ("Ej fristående", None),
            ("Haninge kommun AB", None),
            ("Kommunala friskolan", None),
        ] {
            assert_eq!(organiser_of_text(text), organiser, "{text}");
        }
    }
}
