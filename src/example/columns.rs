//! The layout of the system `plain`: one column a fact, in plain Swedish words.

use super::record::{Gender, Kind};

/// The header row.
pub(super) const HEADERS: [&str; 14] = [
    "Skola",
    "Klass",
    "Årskurs",
    "Elev-id",
    "Efternamn",
    "Förnamn",
    "Kön",
    "Datum",
    "Starttid",
    "Sluttid",
    "Ämne",
    "Lektionslängd",
    "Frånvaro (min)",
    "Frånvarotyp",
];

/// The word for what was registered.
pub(super) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Present => "Närvarande",
        Kind::Authorised => "Giltig frånvaro",
        Kind::Reported => "Anmäld frånvaro",
        Kind::Unauthorised => "Ogiltig frånvaro",
        Kind::Unreported => "Oanmäld frånvaro",
        Kind::Late => "Sen ankomst",
        Kind::Leave => "Beviljad ledighet",
        Kind::Activity => "Annan aktivitet",
        Kind::Unregistered => "Ej registrerad",
    }
}

/// The word for a gender.
pub(super) const fn gender(gender: Gender) -> &'static str {
    match gender {
        Gender::Girl => "Flicka",
        Gender::Boy => "Pojke",
    }
}
