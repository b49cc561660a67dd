//! Whether a column's cells bear out what its header claims, and what of them may be shown.

use super::value::{
    self, clock_of_text, clock_range_of_text, day_of_text, find_period, grade_of_text, part_day_of_text, school_year_of_text, term_of_text,
    truth_of_text, week_of_text, weekday_of_text,
};
use super::{KeptRow, Kinds, Layout, Role, Unit, Vocabulary, measure};
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
fn can_be(row: &KeptRow, column: usize, role: Role, vocabulary: &Vocabulary) -> bool {
    let cell = row.cell(column);
    let number = matches!(cell, Cell::Number(_));
    let said = |read: &dyn Fn(&str) -> bool| match cell {
        Cell::Text(raw) => read(&row.text(raw)),
        _ => false,
    };
    match role {
        Role::Date | Role::From | Role::To => {
            value::day(cell, |raw| day_of_text(&row.text(raw))).is_some() || said(&|text| part_day_of_text(text).is_some())
        }
        Role::Start | Role::End => value::clock(cell, |raw| clock_of_text(&row.text(raw))).is_some(),
        Role::Lesson => said(&|text| clock_range_of_text(text).is_some()),
        Role::Week => number || said(&|text| week_of_text(text).is_some()),
        Role::Weekday => said(&|text| weekday_of_text(text).is_some()),
        Role::Term => said(&|text| term_of_text(text).is_some()),
        Role::SchoolYear => said(&|text| school_year_of_text(text).is_some()),
        Role::Period => said(&|text| find_period(text).is_some()),
        Role::Status => said(&measure::is_word),
        Role::Gender => said(&|text| vocabulary.gender(text).is_some()),
        Role::Grade => number || said(&|text| grade_of_text(text).is_some()),
        Role::Cancelled => matches!(cell, Cell::Truth(_)) || number || said(&|text| truth_of_text(text).is_some()),
        Role::PupilName | Role::LastName | Role::FirstName => said(&|text| text.chars().any(char::is_alphabetic)),
        role if measure::is_amount(role) => measure::can_be_amount(row, column),
        _ => true,
    }
}

/// Whether a column of what was registered holds time: a cell is an amount, and neither yes nor no.
pub(super) fn says_time(rows: &[KeptRow], column: usize) -> bool {
    filled(rows, column).any(|(row, _)| measure::can_be_amount(row, column) && truth_of_text(&value::shown(row, column)).is_none())
}

/// Whether a column can have the role that its header claims: four cells in five do, or it has no cells at all. A heading that
/// names a unit claims amounts: `Frånvaro (min)` is no status.
pub(super) fn fits(rows: &[KeptRow], column: usize, role: Role, unit: Option<Unit>, vocabulary: &Vocabulary) -> bool {
    if unit.is_some() && role == Role::Status {
        return false;
    }
    let (mut good, mut all) = (0_usize, 0_usize);
    for (row, _) in filled(rows, column) {
        all += 1;
        good += usize::from(can_be(row, column, role, vocabulary));
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
            (Role::Status, Cell::Text(raw)) => vocabulary.kind(&super::plain(&row.text(raw)), None).is_some(),
            (Role::Gender, Cell::Text(raw)) => vocabulary.gender(&row.text(raw)).is_some(),
            _ => false,
        };
        if !clear {
            return false;
        }
    }
    all >= 3
}

/// Whether a column marks pupils: its cells say yes or no, or are empty. Numbers may be anything.
pub(super) fn speaks_of_marks(rows: &[KeptRow], column: usize) -> bool {
    let says = |(row, cell): (&KeptRow, Cell<'_>)| match cell {
        Cell::Truth(_) => true,
        Cell::Text(raw) => {
            let text = row.text(raw);
            text.chars().any(char::is_alphabetic) && truth_of_text(&text).is_some()
        }
        _ => false,
    };
    is_filled(rows, column) && filled(rows, column).all(says)
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
pub(super) fn samples(rows: &[KeptRow], column: usize, role: Option<Role>, kinds: &Kinds) -> Vec<String> {
    let mut samples: Vec<String> = Vec::new();
    for (row, _) in filled(rows, column) {
        let sample = shown(row, column, role, kinds);
        if !samples.contains(&sample) {
            samples.push(sample);
        }
        if samples.len() == SAMPLES {
            break;
        }
    }
    samples
}

/// A row for the checking step: a text for each column, masked as samples are.
pub(super) fn preview(row: &KeptRow, layout: &Layout) -> Vec<String> {
    layout.columns.iter().map(|column| shown(row, column.index, column.role, &layout.kinds)).collect()
}

fn shown(row: &KeptRow, column: usize, role: Option<Role>, kinds: &Kinds) -> String {
    let cell = value::shown(row, column);
    let plain = role.is_some_and(Role::is_plain);
    if plain || (role == Some(Role::Status) && kinds.meaning(&cell).is_some()) { cell } else { mask(&cell) }
}

/// The shape of a text: letters become `x`, digits `0`.
pub(super) fn mask(text: &str) -> String {
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
