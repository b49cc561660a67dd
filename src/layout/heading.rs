//! What a heading says beside its words: `Frånvaro (min)`, `GF h`, `Antal timmar giltig frånvaro HT`.

use super::value::unit_of_header;
use super::vocabulary::{Certainty, SystemNumber};
use super::{Role, Unit, Vocabulary, plain};
use crate::calendar::Half;

/// A heading, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// All of it, as [`plain`] makes it.
    whole: String,
    /// What is left without unit and half.
    bare: String,
    pub(super) unit: Option<Unit>,
    pub(super) half: Option<Half>,
}

impl Heading {
    pub(super) fn of(header: &str) -> Self {
        let whole = plain(header);
        let half = whole.split(' ').find_map(half_of);
        let (unit, words) = unit_of_header(header);
        let bare = words.split(' ').filter(|word| half_of(word).is_none()).collect::<Vec<_>>().join(" ");
        Self { whole, bare, unit, half }
    }

    /// What it is about, with so much certainty: by all of its words, else by those without unit and half.
    pub(super) fn roles<'a>(&self, vocabulary: &'a Vocabulary, system: Option<SystemNumber>, certainty: Certainty) -> &'a [Role] {
        match vocabulary.roles(&self.whole, system, certainty) {
            [] if !self.bare.is_empty() => vocabulary.roles(&self.bare, system, certainty),
            found => found,
        }
    }

    /// Its place among the headings that its system lists for one role.
    pub(super) fn place(&self, vocabulary: &Vocabulary, system: Option<SystemNumber>) -> Option<usize> {
        vocabulary.place(&self.whole, system).or_else(|| vocabulary.place(&self.bare, system))
    }

    /// What it is about, with the most certainty there is.
    pub(super) fn best_roles<'a>(&self, vocabulary: &'a Vocabulary, system: Option<SystemNumber>) -> &'a [Role] {
        Certainty::ALL
            .into_iter()
            .map(|certainty| self.roles(vocabulary, system, certainty))
            .find(|roles| !roles.is_empty())
            .unwrap_or_default()
    }
}

/// `HT`, `VT`, also with a year glued on: `HT25`.
fn half_of(word: &str) -> Option<Half> {
    let name = word.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let years = word.len() - name.len();
    let half = match name {
        "ht" | "hosttermin" | "hostterminen" | "hosten" => Half::Autumn,
        "vt" | "vartermin" | "varterminen" | "varen" => Half::Spring,
        _ => return None,
    };
    matches!(years, 0 | 2 | 4).then_some(half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_halves_are_taken_off() {
        for (header, bare, unit, half) in [
            ("Frånvaro (min)", "franvaro", Some(Unit::Minutes), None),
            ("GF\u{a0}%", "gf", Some(Unit::Percent), None),
            ("Frånvaro%", "franvaro", Some(Unit::Percent), None),
            ("Giltig (tim)", "giltig", Some(Unit::Hours), None),
            ("Totalt (t)", "totalt", Some(Unit::Hours), None),
            ("Antal timmar giltig frånvaro HT", "giltig franvaro", Some(Unit::Hours), Some(Half::Autumn)),
            ("Frånvaro i procent VT26", "franvaro", Some(Unit::Percent), Some(Half::Spring)),
            ("Antal elever", "antal elever", None, None),
            ("Klass", "klass", None, None),
            ("Lekt.", "", Some(Unit::Lessons), None),
        ] {
            let heading = Heading::of(header);
            assert_eq!((heading.bare.as_str(), heading.unit, heading.half), (bare, unit, half), "{header}");
        }
    }

    #[test]
    fn whole_words_come_before_bare_ones() -> Result<(), String> {
        let words = Vocabulary::built_in()?;
        assert_eq!(Heading::of("Undv. tid").best_roles(&words, None), [Role::Length]);
        assert_eq!(Heading::of("Ogiltig frånvaro (h)").best_roles(&words, None), [Role::Unauthorised]);
        Ok(())
    }
}
