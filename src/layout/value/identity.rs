//! Who a row is about: personal numbers in every shape, and what stands in for them.

use super::civic::numbered;
use crate::calendar::Day;
use crate::layout::Gender;
use std::fmt;

/// What joins the rows of one pupil, however the number is spelled. It can be compared and hashed, and shown to nobody.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub(super) Inside);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Inside {
    /// Twelve digits.
    Number(u64),
    /// A date of birth, the letters of a temporary number, and its own digits.
    Temporary(u32, Letters, u16),
    /// A date of birth and no more.
    Born(u32),
    /// As the system has it.
    Own(String),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Letters {
    T,
    Tf,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// What kind of identity a cell holds, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentityKind {
    /// Personnummer.
    Personal,
    /// Samordningsnummer: the day of birth and sixty.
    Coordination,
    /// Temporary number with T and three digits.
    Temporary,
    /// Temporary number with TF and two digits, given out by a municipality or a school.
    TemporarySchool,
    /// The TF number of Statistics Sweden's template: all boys born on a day share one, and all girls.
    TemporaryShared,
    /// A personal number with its last digits hidden.
    Masked,
    /// A date of birth and no more.
    BirthDate,
    /// The system's own identifier.
    Own,
    /// A number that a spreadsheet has spoiled: `2.01E+11`, `####`.
    Spoiled,
    /// Nothing.
    Empty,
}

/// Whom a cell names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// What joins rows; none when the cell is empty or spoiled.
    pub key: Option<Key>,
    /// What kind it is.
    pub kind: IdentityKind,
    /// The gender that the number implies, for use in memory only.
    pub gender: Gender,
    /// Whether a leading zero that a spreadsheet had dropped was put back.
    pub mended: bool,
}

impl Identity {
    /// Whether the key alone tells a pupil from all others. One that does not identifies only together with name and school.
    #[must_use]
    pub const fn is_unique(&self) -> bool {
        match self.kind {
            IdentityKind::Personal
            | IdentityKind::Coordination
            | IdentityKind::Temporary
            | IdentityKind::TemporarySchool
            | IdentityKind::Own => true,
            IdentityKind::TemporaryShared
            | IdentityKind::Masked
            | IdentityKind::BirthDate
            | IdentityKind::Spoiled
            | IdentityKind::Empty => false,
        }
    }

    pub(super) const fn of(kind: IdentityKind, key: Option<Key>, gender: Gender) -> Self {
        Self { key, kind, gender, mended: false }
    }
}

/// Whom a text names: a personal, coordination or temporary number in ten or twelve places, with or without a sign before the last
/// four; else an identifier of the system's own. Check digits are not looked at: temporary numbers have none, and made-up numbers
/// must not.
///
/// A number of ten digits gets the latest century whose year is not after today's, and one before that with a `+`. Nine digits
/// that are a number without its leading zero are read as such.
#[must_use]
pub fn identity_of_text(text: &str, today: Day) -> Identity {
    let text = text.trim().trim_matches('\'').trim();
    if text.is_empty() {
        return Identity::of(IdentityKind::Empty, None, Gender::Unknown);
    }
    // A number that went through floating point.
    let whole =
        [".0", ",0"].iter().find_map(|zero| text.strip_suffix(zero)).filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit()));
    let text = whole.unwrap_or(text);
    if is_spoiled(text) {
        return Identity::of(IdentityKind::Spoiled, None, Gender::Unknown);
    }
    numbered(text, today).unwrap_or_else(|| own_identity_of_text(text))
}

/// Whom a workbook's number names: `201105041234`, or nine digits of a number that lost its zero.
#[must_use]
pub fn identity_of_number(number: f64, today: Day) -> Identity {
    // Up to here floating point holds every whole number.
    if !(0.0..=9_007_199_254_740_992.0).contains(&number) || number.fract().abs() > 0.0 {
        return own_identity_of_text(&number.to_string());
    }
    identity_of_text(&format!("{number:.0}"), today)
}

/// The identity in a column of which it is known that it holds the system's own identifiers, whatever they look like.
#[must_use]
pub fn own_identity_of_text(text: &str) -> Identity {
    let mut own = String::with_capacity(text.len());
    for letter in text.trim().chars().flat_map(char::to_lowercase) {
        // A decomposed letter and a whole one are the same.
        match (letter, own.chars().next_back()) {
            ('\u{30a}', Some('a')) => replace_last(&mut own, 'å'),
            ('\u{308}', Some('a')) => replace_last(&mut own, 'ä'),
            ('\u{308}', Some('o')) => replace_last(&mut own, 'ö'),
            ('\u{301}', Some('e')) => replace_last(&mut own, 'é'),
            (gap, last) if gap.is_whitespace() => {
                if last != Some(' ') {
                    own.push(' ');
                }
            }
            (mark, _) if is_invisible(mark) => {}
            (letter, _) => own.push(letter),
        }
    }
    if own.is_empty() {
        return Identity::of(IdentityKind::Empty, None, Gender::Unknown);
    }
    Identity::of(IdentityKind::Own, Some(Key(Inside::Own(own))), Gender::Unknown)
}

fn replace_last(text: &mut String, letter: char) {
    let _bare = text.pop();
    text.push(letter);
}

/// Marks that a text brings along from a web page: soft hyphens, joiners, directions.
pub(super) fn is_invisible(mark: char) -> bool {
    matches!(mark, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// `2.01E+11`, `2,01105E+11`, `########`, `#VÄRDE!`.
fn is_spoiled(text: &str) -> bool {
    let science = text.split_once(['E', 'e']).is_some_and(|(number, power)| {
        number.contains([',', '.'])
            && number.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '.'))
            && power.strip_prefix('+').is_some_and(|power| !power.is_empty() && power.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let fault = text.starts_with('#') && (text.ends_with(['!', '?', '#']) || text.eq_ignore_ascii_case("#N/A"));
    science || fault
}

/// A name without the mark of a protected person, and whether it had one: `Svensson, Anna (Sekretess)`.
#[must_use]
pub fn strip_protected(name: &str) -> (String, bool) {
    let name = name.trim();
    if is_mark(name) {
        return (String::new(), true);
    }
    let found = name.match_indices(['(', '[']).find_map(|(at, open)| {
        let (before, after) = name.split_at_checked(at)?;
        let (mark, after) = after.strip_prefix(open)?.split_once([')', ']'])?;
        is_mark(mark).then_some((before, after))
    });
    let Some((before, after)) = found else { return (name.to_owned(), false) };
    ([before.trim(), after.trim()].join(" ").trim().to_owned(), true)
}

fn is_mark(word: &str) -> bool {
    matches!(
        crate::layout::plain(word).as_str(),
        "sekretess"
            | "sekretessmarkering"
            | "sekretessmarkerad"
            | "skyddad"
            | "skyddad identitet"
            | "skyddad folkbokforing"
            | "skyddade personuppgifter"
            | "skyddade uppgifter"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TODAY: Day = Day::from_number(20_318); // 2025-08-18

    fn read(text: &str) -> Identity {
        identity_of_text(text, TODAY)
    }

    #[test]
    fn today_is_what_it_says() {
        assert_eq!(TODAY.to_string(), "2025-08-18");
    }

    #[test]
    fn spellings_of_one_number_share_a_key() {
        let cases: [(&[&str], IdentityKind, Gender); 8] = [
            (
                &[
                    "20110504-1234",
                    "201105041234.0",
                    "\u{200e}20110504\u{ad}1234",
                    "201105041234",
                    "110504-1234",
                    "1105041234",
                    " 110504 1234",
                    "2011 05 04 1234",
                    "110504–1234",
                    "110504 - 1234",
                    "'110504-1234",
                ],
                IdentityKind::Personal,
                Gender::Boy,
            ),
            (&["20060312-1244", "060312-1244", "0603121244", "603121244"], IdentityKind::Personal, Gender::Girl),
            (&["19200504-1234", "200504+1234"], IdentityKind::Personal, Gender::Boy),
            (&["19750504-1234", "750504-1234", "7505041234"], IdentityKind::Personal, Gender::Boy),
            (&["20110584-1224", "110584-1224", "1105841224"], IdentityKind::Coordination, Gender::Girl),
            (&["20110504-T123", "20110504T123", "20110504-t123", "110504-T123"], IdentityKind::Temporary, Gender::Girl),
            (&["20110504-TF12", "20110504TF12", "110504tf12"], IdentityKind::TemporarySchool, Gender::Unknown),
            (&["110504TF10", "20110504-TF10", "110504-tf10"], IdentityKind::TemporaryShared, Gender::Boy),
        ];
        let mut keys = Vec::new();
        for (spellings, kind, gender) in cases {
            let key = spellings.first().and_then(|text| read(text).key);
            assert!(key.is_some() && !keys.contains(&key));
            for text in spellings {
                let found = read(text);
                assert_eq!((&found.key, found.kind, found.gender), (&key, kind, gender), "{text}");
                assert_eq!(found.mended, text.len() == 9, "{text}");
                assert_eq!(found.is_unique(), kind != IdentityKind::TemporaryShared, "{text}");
            }
            keys.push(key);
        }
        assert_eq!(read("110504TF20").gender, Gender::Girl);
    }

    #[test]
    fn dates_and_masks_identify_nobody_alone() {
        let born = read("20110504");
        for (text, kind) in [
            ("20110504", IdentityKind::BirthDate),
            ("110504", IdentityKind::BirthDate),
            ("2011-05-04", IdentityKind::BirthDate),
            ("110504-****", IdentityKind::Masked),
            ("20110504-XXXX", IdentityKind::Masked),
            ("110504-12**", IdentityKind::Masked),
            ("110564-****", IdentityKind::Masked),
        ] {
            let found = read(text);
            assert_eq!((&found.key, found.kind, found.is_unique(), found.gender), (&born.key, kind, false, Gender::Unknown), "{text}");
        }
    }

    #[test]
    fn spoiled_and_empty_cells_have_no_key() {
        for (text, kind) in [
            ("2.01E+11", IdentityKind::Spoiled),
            ("2,01105E+11", IdentityKind::Spoiled),
            ("########", IdentityKind::Spoiled),
            ("#VÄRDE!", IdentityKind::Spoiled),
            ("#N/A", IdentityKind::Spoiled),
            ("", IdentityKind::Empty),
            (" \u{a0}", IdentityKind::Empty),
        ] {
            assert_eq!(read(text), Identity::of(kind, None, Gender::Unknown), "{text}");
        }
    }

    #[test]
    fn identifiers_of_the_systems_own_are_kept() {
        for (one, other) in [
            ("E123", " e123 "),
            ("3F2504E0-4F89-11D3-9A0C-0305E82C3301", "3f2504e0-4f89-11d3-9a0c-0305e82c3301"),
            ("Åsa 7", "a\u{30a}sa  7"),
        ] {
            assert_eq!(read(one), read(other), "{one}");
            assert_eq!(read(one).kind, IdentityKind::Own, "{one}");
        }
        for text in [
            "123456",
            "12345",
            "123456789012",
            "1234567890",
            "1999-13-01-1234",
            "110504--1234",
            "11-0504-1234",
            "20110504-TF1",
            "12E5",
            "113104-1234",
        ] {
            assert_eq!(read(text).kind, IdentityKind::Own, "{text}");
        }
        assert_ne!(read("0123").key, read("123").key);
        assert_eq!(own_identity_of_text("110504").kind, IdentityKind::Own);
    }

    #[test]
    fn numbers_of_a_workbook() {
        for (number, text) in
            [(201_105_041_234.0, "201105041234"), (603_121_234.0, "060312-1234"), (123.0, "123"), (12.5, "12.5"), (-1.0, "-1")]
        {
            assert_eq!(identity_of_number(number, TODAY).key, read(text).key, "{number}");
        }
    }

    #[test]
    fn a_key_shows_nothing() {
        for text in ["20110504-1234", "110504TF10", "E123", "20110504"] {
            let shown = format!("{:?}", read(text));
            assert!(!shown.contains(|letter: char| letter.is_ascii_digit()) && !shown.contains("E1"), "{shown}");
        }
    }

    #[test]
    fn protected_persons_are_marked() {
        for (name, bare, marked) in [
            ("Svensson, Anna (Sekretess)", "Svensson, Anna", true),
            ("Svensson, Anna", "Svensson, Anna", false),
            ("Anna [SEKRETESS] Svensson", "Anna Svensson", true),
            ("(Sekretess) Anna", "Anna", true),
            ("Skyddad identitet", "", true),
            ("Anna (Bea) Svensson (sekretessmarkering)", "Anna (Bea) Svensson", true),
            ("Anna (Bea", "Anna (Bea", false),
        ] {
            assert_eq!(strip_protected(name), (bare.to_owned(), marked), "{name}");
        }
    }

    proptest! {
        #[test]
        fn all_spellings_of_a_number_give_one_key(year in 1926_u32..2026, month in 1_u32..13, day in 1_u32..32, last in 0_u32..10_000, coordination: bool) {
            let day = if coordination { day + 60 } else { day };
            let (century, short) = (year / 100, year % 100);
            let key = read(&format!("{year}{month:02}{day:02}{last:04}")).key;
            prop_assert!(key.is_some());
            for text in [
                format!("{year}{month:02}{day:02}-{last:04}"),
                format!("{century:02}{short:02} {month:02} {day:02} {last:04}"),
                format!("{short:02}{month:02}{day:02}-{last:04}"),
                format!("{short:02}{month:02}{day:02}{last:04}"),
                format!("{short:02}{month:02}{day:02}\u{2013}{last:04}"),
            ] {
                prop_assert_eq!(&read(&text).key, &key, "{}", text);
            }
            if short < 10 && year >= 2000 {
                let number = format!("{short:02}{month:02}{day:02}{last:04}").parse::<f64>().unwrap_or_default();
                if number >= 1e8 {
                    prop_assert_eq!(identity_of_number(number, TODAY).key, key);
                }
            }
        }

        #[test]
        fn different_numbers_have_different_keys(one in "(19|20)[0-9]{2}(0[1-9]|1[0-2])[06][1-9][0-9]{4}", other in "(19|20)[0-9]{2}(0[1-9]|1[0-2])[06][1-9](T[0-9]{3}|TF[0-9]{2}|[0-9]{4})") {
            prop_assert_eq!(read(&one).key == read(&other).key, one == other);
        }

        #[test]
        fn any_text_is_somebody_or_says_why_not(text in "\\PC{0,16}", number in any::<f64>()) {
            let found = read(&text);
            prop_assert_eq!(found.key.is_none(), matches!(found.kind, IdentityKind::Empty | IdentityKind::Spoiled));
            let _any = identity_of_number(number, TODAY);
        }
    }
}
