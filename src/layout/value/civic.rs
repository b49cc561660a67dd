//! The official numbers: personal, coordination and temporary ones, whole, hidden, or reduced to a date of birth.

use super::identity::{Identity, IdentityKind, Inside, Key, Letters, is_invisible};
use super::token::is_dash;
use crate::calendar::Day;
use crate::layout::Gender;

/// The places of the longest numbers: `YYYYMMDDTF12`.
const LONGEST: usize = 12;

/// A number's letters and digits without spaces and signs, and whether the sign was a plus; none when it holds anything else.
struct Bare {
    bytes: [u8; LONGEST],
    length: usize,
    plus: bool,
}

impl Bare {
    fn of(text: &str) -> Option<Self> {
        let mut bare = Self { bytes: [0; LONGEST], length: 0, plus: false };
        let mut signs = 0;
        for letter in text.chars() {
            match letter {
                letter if letter.is_whitespace() || is_invisible(letter) => {}
                // The sign stands before the last four, and once; a date of birth has two.
                '+' => {
                    bare.plus = true;
                    signs += 1;
                    Some(()).filter(|()| matches!(bare.length, 6 | 8))?;
                }
                letter if is_dash(letter) => {
                    signs += 1;
                    Some(()).filter(|()| matches!(bare.length, 4 | 6 | 8))?;
                }
                _ => {
                    *bare.bytes.get_mut(bare.length)? = u8::try_from(letter.to_ascii_uppercase()).ok()?;
                    bare.length += 1;
                }
            }
        }
        (signs <= 1 || (signs == 2 && bare.length == 8 && !bare.plus)).then_some(bare)
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// The identity of a number in one of the official shapes; none for any other text.
pub(super) fn numbered(text: &str, today: Day) -> Option<Identity> {
    let bare = Bare::of(text)?;
    let bytes = bare.bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == bytes.len() {
        return all_digits(bytes, bare.plus, today);
    }
    let (date, last) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    let birth = Birth::of(date, bare.plus, today)?;
    match last {
        [b'T', b'F', number @ ..] => {
            let number = value(number)?;
            let (kind, gender) = match number {
                10 => (IdentityKind::TemporaryShared, Gender::Boy),
                20 => (IdentityKind::TemporaryShared, Gender::Girl),
                _ => (IdentityKind::TemporarySchool, Gender::Unknown),
            };
            Some(Identity::of(kind, Some(Key(Inside::Temporary(birth.date, Letters::Tf, u16::try_from(number).ok()?))), gender))
        }
        [b'T', number @ ..] => {
            let key = Inside::Temporary(birth.date, Letters::T, u16::try_from(value(number)?).ok()?);
            Some(Identity::of(IdentityKind::Temporary, Some(Key(key)), gender_of(last)))
        }
        _ => {
            let hidden = |byte: &u8| matches!(byte, b'*' | b'X');
            let masked = last.iter().any(hidden) && last.iter().all(|byte| hidden(byte) || byte.is_ascii_digit());
            masked.then(|| Identity::of(IdentityKind::Masked, Some(Key(Inside::Born(birth.plain_date()))), Gender::Unknown))
        }
    }
}

fn all_digits(digits: &[u8], plus: bool, today: Day) -> Option<Identity> {
    match digits.len() {
        10 | 12 => {
            let (date, last) = digits.split_at_checked(digits.len() - 4)?;
            let birth = Birth::of(date, plus, today)?;
            let number = u64::from(birth.date) * 10_000 + u64::from(value(last)?);
            let kind = if birth.coordinated { IdentityKind::Coordination } else { IdentityKind::Personal };
            Some(Identity::of(kind, Some(Key(Inside::Number(number))), gender_of(last)))
        }
        // A spreadsheet took `0603121234` for a number.
        9 if !plus => {
            let mut whole = [b'0'; 10];
            whole.get_mut(1..)?.copy_from_slice(digits);
            all_digits(&whole, plus, today).map(|identity| Identity { mended: true, ..identity })
        }
        6 | 8 if !plus => {
            let birth = Birth::of(digits, plus, today).filter(|birth| !birth.coordinated)?;
            Some(Identity::of(IdentityKind::BirthDate, Some(Key(Inside::Born(birth.date))), Gender::Unknown))
        }
        _ => None,
    }
}

/// The second last digit: odd for boys and men, even for girls and women.
fn gender_of(last: &[u8]) -> Gender {
    match last {
        [.., digit, _] if digit.is_ascii_digit() => {
            if digit % 2 == 1 {
                Gender::Boy
            } else {
                Gender::Girl
            }
        }
        _ => Gender::Unknown,
    }
}

fn value(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0_u32, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
}

/// The first six or eight digits of a number.
struct Birth {
    /// `YYYYMMDD` as the number has it, sixty days later in a coordination number.
    date: u32,
    coordinated: bool,
}

impl Birth {
    /// The date of six or eight digits; none when they cannot be one. The month's length is not looked at: numbers of days that
    /// never were have been given out. Coordination numbers may leave month and day open.
    fn of(digits: &[u8], plus: bool, today: Day) -> Option<Self> {
        let whole = value(digits)?;
        let (year, month, day) = (whole / 10_000, whole / 100 % 100, whole % 100);
        let year = match digits.len() {
            8 => Some(year).filter(|year| (1890..2100).contains(year))?,
            6 => {
                let this = u32::try_from(today.civil().0).ok()?;
                let latest = this - (this + 100 - year) % 100;
                if plus { latest - 100 } else { latest }
            }
            _ => return None,
        };
        let coordinated = (60..=91).contains(&day) && month <= 12;
        let plain = (1..=31).contains(&day) && (1..=12).contains(&month);
        (plain || coordinated).then_some(Self { date: year * 10_000 + month * 100 + day, coordinated })
    }

    /// The date of birth itself.
    const fn plain_date(&self) -> u32 {
        if self.coordinated { self.date - 60 } else { self.date }
    }
}
