//! What amounts count in: the user's word first, then the heading's, the system's, the cells' own.

use super::claims::ATTENDANCE;
use super::value::{self, Amount, NumberStyle, PercentScale, Reading, Sample, amount, amount_of_text, share_of_number, share_of_text};
use super::vocabulary::Export;
use super::{Choice, Column, Grain, KeptRow, Layout, Role, Unit, plain};
use crate::source::{Cell, Row};

impl Column {
    /// The amount in a row's cell of this column, in hundredths of the unit that it names, else of the column's.
    pub fn amount<R: Row>(&self, row: &R) -> Reading {
        let percent = self.unit == Some(Unit::Percent);
        match row.cell(self.index) {
            Cell::Number(number) if percent => share_of_number(number, self.scale),
            cell => amount(cell, |raw| {
                let text = row.text(raw);
                if percent { share_of_text(&text, self.style, self.scale) } else { amount_of_text(&text, self.style) }
            }),
        }
    }
}

/// Whether cells of a role are amounts: time, or a number of lessons.
pub(super) fn is_amount(role: Role) -> bool {
    role.is_time() || role == Role::Lessons
}

/// How the numbers of a column are written.
pub(super) fn style(rows: &[KeptRow], column: usize) -> NumberStyle {
    let texts: Vec<&str> = rows.iter().filter_map(|row| row.texts().nth(column)).collect();
    NumberStyle::of(texts)
}

/// What the per cents of a column are of.
pub(super) fn scale(rows: &[KeptRow], column: usize) -> PercentScale {
    PercentScale::of(rows.iter().filter_map(|row| match row.cell(column) {
        Cell::Text(raw) => Some(Sample::Text(row.text(raw).into_owned().into())),
        Cell::Number(number) => Some(Sample::Number(number)),
        _ => None,
    }))
}

/// Settles the unit of every column of amounts; answers the columns of which the user must say it.
pub(super) fn settle(layout: &mut Layout, rows: &[KeptRow], choices: &[Choice], export: Option<&Export>) -> Vec<usize> {
    let totals = layout.grain == Grain::Period;
    for column in &mut layout.columns {
        let Some(role) = column.role else { continue };
        let chosen = choices.iter().find(|choice| plain(&choice.header) == plain(&column.header)).and_then(|choice| choice.unit);
        let of_system = || export.and_then(|export| export.units.iter().find(|(known, _)| *known == role)).map(|(_, unit)| *unit);
        let own = || unit_of_cells(column, rows);
        column.unit = match role {
            Role::Lessons => Some(Unit::Lessons),
            Role::Reported | Role::NotRegistered if totals => chosen.or(column.unit).or_else(own).or_else(of_system),
            _ if is_amount(role) => chosen.or(column.unit).or_else(own).or_else(of_system),
            _ => None,
        };
    }
    if !totals {
        // A lesson's time is minutes where nothing else is said.
        for column in layout.columns.iter_mut().filter(|column| column.unit.is_none() && column.role.is_some_and(is_amount)) {
            column.unit = Some(Unit::Minutes);
        }
        return Vec::new();
    }
    let unclear = unit_of_totals(layout, rows);
    let unit =
        layout.columns.iter().find(|column| column.role.is_some_and(|role| ATTENDANCE.contains(&role))).and_then(|column| column.unit);
    for column in layout.columns.iter_mut().filter(|column| unclear.contains(&column.index)) {
        column.unit = unit.or(Some(Unit::Minutes));
    }
    unclear
}

/// The unit that the cells of a column name; none when they name none, or several.
fn unit_of_cells(column: &Column, rows: &[KeptRow]) -> Option<Unit> {
    let mut units = rows.iter().filter_map(|row| column.amount(row).amount()).filter_map(|amount| amount.unit);
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

/// Totals of which some say their unit and some do not: those that add up to one that does count in the same. Where no column
/// says its unit, lessons tell minutes from hours, and else all are taken to count in the same: a share is the same in any unit.
/// Answers the columns that remain unclear.
fn unit_of_totals(layout: &mut Layout, rows: &[KeptRow]) -> Vec<usize> {
    let timed = |column: &&Column| column.role.is_some_and(Role::is_time);
    let told: Vec<Unit> =
        layout.columns.iter().filter(timed).filter_map(|column| column.unit).filter(|unit| *unit != Unit::Percent).collect();
    let silent: Vec<usize> =
        layout.columns.iter().filter(timed).filter(|column| column.unit.is_none()).map(|column| column.index).collect();
    if silent.is_empty() {
        return silent;
    }
    let unit = match told.first() {
        None => lesson_unit(layout, rows).unwrap_or(Unit::Minutes),
        Some(unit) if told.iter().all(|other| other == unit) && adds_up(layout, rows) => *unit,
        Some(_) => return silent,
    };
    for column in layout.columns.iter_mut().filter(|column| silent.contains(&column.index)) {
        column.unit = Some(unit);
    }
    Vec::new()
}

/// Whether present and absent time make the scheduled time, give or take the rounding of each.
fn adds_up(layout: &Layout, rows: &[KeptRow]) -> bool {
    let column = |role: Role| layout.column(role);
    let (Some(length), Some(attended)) = (column(Role::Length), column(Role::Attended)) else { return false };
    let absent: Vec<&Column> = match column(Role::Absent) {
        Some(absent) => vec![absent],
        None => [Role::Authorised, Role::Unauthorised].into_iter().filter_map(column).collect(),
    };
    let of = |column: &Column, row: &KeptRow| column.amount(row).amount().map(|amount| amount.hundredths);
    let sums = rows.iter().filter_map(|row| {
        let parts = absent.iter().map(|column| of(column, row)).sum::<Option<u64>>()?;
        Some(of(length, row)?.abs_diff(of(attended, row)? + parts) <= 150)
    });
    let sums: Vec<bool> = sums.collect();
    !sums.is_empty() && sums.iter().filter(|fits| **fits).count() * 10 >= sums.len() * 9
}

/// Minutes or hours, by the length of a lesson: 20–120 minutes, or a third of an hour to two hours.
fn lesson_unit(layout: &Layout, rows: &[KeptRow]) -> Option<Unit> {
    let (length, lessons) = (layout.column(Role::Length)?, layout.column(Role::Lessons)?);
    let of = |column: &Column, row: &KeptRow| column.amount(row).amount().map(|Amount { hundredths, of, .. }| of.unwrap_or(hundredths));
    let pairs = rows.iter().filter_map(|row| of(length, row).zip(of(lessons, row)));
    let (time, lessons) = pairs.fold((0, 0), |(time, lessons), (more, others)| (time + more, lessons + others));
    let hundredths = (time * 100).checked_div(lessons)?;
    match hundredths {
        2_000..=12_000 => Some(Unit::Minutes),
        30..=200 => Some(Unit::Hours),
        _ => None,
    }
}

/// Whether a cell can be an amount.
pub(super) fn can_be_amount<R: Row>(row: &R, column: usize) -> bool {
    let reading = amount(row.cell(column), |raw| amount_of_text(&row.text(raw), NumberStyle::Comma));
    !matches!(reading, Reading::Unreadable)
}

/// Whether a cell is no amount and no day: a word.
pub(super) fn is_word(text: &str) -> bool {
    let reading = amount_of_text(text, NumberStyle::Comma);
    matches!(reading, Reading::Unreadable | Reading::Empty) && value::day_of_text(text).is_none() && !text.contains('%')
}
