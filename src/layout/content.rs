//! Whether a column's cells bear out what its header claims.

use super::value::{self, clock_of_text, day_of_text, grade_of_text, minutes_of_text, truth_of_text};
use super::{KeptRow, Role, Vocabulary};
use crate::source::{Cell, Row};

/// How many samples of a column are shown.
const SAMPLES: usize = 3;

/// The cells of a column that hold anything.
fn filled(rows: &[KeptRow], column: usize) -> impl Iterator<Item = (&KeptRow, Cell<'_>)> {
    rows.iter().map(move |row| (row, row.cell(column))).filter(|(_, cell)| *cell != Cell::Empty)
}

pub(super) fn is_filled(rows: &[KeptRow], column: usize) -> bool {
    filled(rows, column).next().is_some()
}

/// Whether one cell can be what the role says.
fn can_be(row: &KeptRow, cell: Cell<'_>, role: Role, vocabulary: &Vocabulary) -> bool {
    let said = |read: &dyn Fn(&str) -> bool| match cell {
        Cell::Text(raw) => read(&row.text(raw)),
        _ => false,
    };
    match role {
        Role::Date | Role::From | Role::To => value::day(cell, |raw| day_of_text(&row.text(raw))).is_some(),
        Role::Start | Role::End => value::clock(cell, |raw| clock_of_text(&row.text(raw))).is_some(),
        Role::Length
        | Role::Absent
        | Role::Authorised
        | Role::Unauthorised
        | Role::Late
        | Role::Lessons
        | Role::Attended
        | Role::Notified
        | Role::Unnotified
        | Role::NotRegistered
        | Role::OtherActivity => value::minutes(cell, |raw| minutes_of_text(&row.text(raw))).is_some(),
        Role::Status => said(&|text| minutes_of_text(text).is_none() && day_of_text(text).is_none() && !text.contains('%')),
        Role::Gender => said(&|text| vocabulary.gender(text).is_some()),
        Role::Grade => matches!(cell, Cell::Number(_)) || said(&|text| grade_of_text(text).is_some()),
        Role::Reported | Role::Cancelled => matches!(cell, Cell::Truth(_) | Cell::Number(_)) || said(&|text| truth_of_text(text).is_some()),
        Role::PupilName | Role::LastName | Role::FirstName => said(&|text| text.chars().any(char::is_alphabetic)),
        _ => true,
    }
}

/// Whether a column can have the role that its header claims: four cells in five do, or it has no cells at all.
pub(super) fn fits(rows: &[KeptRow], column: usize, role: Role, vocabulary: &Vocabulary) -> bool {
    let (mut good, mut all) = (0_usize, 0_usize);
    for (row, cell) in filled(rows, column) {
        all += 1;
        good += usize::from(can_be(row, cell, role, vocabulary));
    }
    good * 5 >= all * 4
}

/// Whether a column without a known header speaks for itself: every cell does, and there are enough of them.
pub(super) fn speaks(rows: &[KeptRow], column: usize, role: Role, vocabulary: &Vocabulary) -> bool {
    let mut all = 0_usize;
    for (row, cell) in filled(rows, column) {
        all += 1;
        let clear = match (role, cell) {
            (Role::Date, Cell::Day(_) | Cell::Moment(..)) => true,
            (Role::Date, Cell::Text(raw)) => day_of_text(&row.text(raw)).is_some(),
            (Role::PupilId, Cell::Text(raw)) => looks_like_personal_number(&row.text(raw)),
            (Role::Status, Cell::Text(raw)) => vocabulary.kind(&row.text(raw)).is_some(),
            (Role::Gender, Cell::Text(raw)) => vocabulary.gender(&row.text(raw)).is_some(),
            _ => false,
        };
        if !clear {
            return false;
        }
    }
    all >= 3
}

/// Ten or twelve digits, the last four apart or not.
fn looks_like_personal_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text.chars().filter(|letter| !letter.is_ascii_digit()).count();
    matches!(digits, 10 | 12) && others <= 1 && text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | '+' | ' '))
}

/// The first few cells of a column, for the checking step. Cells are shown only where the role leaves no room for a person;
/// of all others only their shape is: `Xxxxx xxx`, `000000-0000`. A word for absence is shown when it is a known one, since the
/// column may hold free text.
pub(super) fn samples(rows: &[KeptRow], column: usize, role: Option<Role>, vocabulary: &Vocabulary) -> Vec<String> {
    let plain = role.is_some_and(Role::is_plain);
    let mut samples: Vec<String> = Vec::new();
    for (row, _) in filled(rows, column) {
        let cell = value::shown(row, column);
        let shown = plain || (role == Some(Role::Status) && vocabulary.kind(&cell).is_some());
        let sample = if shown { cell } else { mask(&cell) };
        if !samples.contains(&sample) {
            samples.push(sample);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// The shape of a text: letters become `x`, digits `0`.
fn mask(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            letter if letter.is_uppercase() => 'X',
            letter if letter.is_alphabetic() => 'x',
            letter if letter.is_numeric() => '0',
            letter => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_cells_are_masked() {
        assert_eq!(mask("Åsa Öberg-Lind"), "Xxx Xxxxx-Xxxx");
        assert_eq!(mask("20110504-1234"), "00000000-0000");
    }

    #[test]
    fn personal_numbers_are_known_by_shape() {
        assert!(looks_like_personal_number("20110504-1234") && looks_like_personal_number("1105041234"));
        assert!(!looks_like_personal_number("2025-08-18") && !looks_like_personal_number("12345"));
    }
}
