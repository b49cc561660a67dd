//! Columns of a file's own that tables can be broken down by: which headers offer themselves, and which never do.

use super::heading::Heading;
use super::system::SystemSeen;
use super::vocabulary::{Certainty, SystemNumber};
use super::{Role, Vocabulary, plain};

/// What a column is about of which nothing is kept: who a person is, or free text.
const PERSONAL: [Role; 7] = [Role::PupilId, Role::PupilName, Role::LastName, Role::FirstName, Role::Teacher, Role::Note, Role::Protected];

/// Words of a header that can be one name for a thing: `pågående särskilt stöd` holds `särskilt stöd`.
const TOGETHER: usize = 2;

/// What a header says that forbids to keep anything of its column, whatever else is wanted of it.
#[must_use]
pub fn personal_role(header: &str, system: Option<&SystemSeen>, vocabulary: &Vocabulary) -> Option<Role> {
    let heading = Heading::of(header);
    let number = system.map(|system| system.number);
    let named = Certainty::ALL.into_iter().flat_map(|certainty| heading.roles(vocabulary, number, certainty)).copied();
    named.into_iter().find(|role| PERSONAL.contains(role)).or_else(|| of_words(header, vocabulary, Role::Note).then_some(Role::Note))
}

/// Whether a header that means nothing else tells of results or support: `Betyg i matematik`, `Har åtgärdsprogram`.
pub(super) fn tells_of_results(header: &str, system: Option<SystemNumber>, vocabulary: &Vocabulary) -> bool {
    let heading = Heading::of(header);
    let is_known = Certainty::ALL.into_iter().any(|certainty| !heading.roles(vocabulary, system, certainty).is_empty());
    !is_known && of_words(header, vocabulary, Role::Extra) && !of_words(header, vocabulary, Role::Note)
}

/// Whether some words of a header alone would be the header of a role.
fn of_words(header: &str, vocabulary: &Vocabulary, role: Role) -> bool {
    let header = plain(header);
    let words: Vec<&str> = header.split(' ').collect();
    (1..=TOGETHER).any(|length| words.windows(length).any(|words| vocabulary.roles(&words.join(" "), None, Certainty::Plain) == [role]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_results_and_support_offer_themselves() -> Result<(), String> {
        let words = Vocabulary::built_in()?;
        for header in ["Betyg i matematik", "Har åtgärdsprogram", "Pågående särskilt stöd", "Meritvärde åk 9"] {
            assert!(tells_of_results(header, None, &words), "{header}");
        }
        for header in ["Modersmål", "Kommentar om utredning", "Betygskommentar", "Elev"] {
            assert!(!tells_of_results(header, None, &words), "{header}");
        }
        Ok(())
    }

    #[test]
    fn headers_of_persons_and_of_free_text_never_do() -> Result<(), String> {
        let words = Vocabulary::built_in()?;
        for (header, role) in [
            ("Namn", Some(Role::PupilName)),
            ("Personnummer", Some(Role::PupilId)),
            ("Födelsedatum", Some(Role::PupilId)),
            ("Kommentar om utredning", Some(Role::Note)),
            ("Signatur", Some(Role::Teacher)),
            ("Särskilt stöd", None),
            ("Elev i behov av stöd", None),
        ] {
            assert_eq!(personal_role(header, None, &words), role, "{header}");
        }
        Ok(())
    }
}
