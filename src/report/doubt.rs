//! Figures that rest on too little: where less than nine tenths of the lessons are registered, absence is missing from them.

use super::analysis::ENOUGH;
use crate::disclosure::{Figure, Published, Row, Table};
use crate::locale::{Key, Sentence, Value};
use crate::register::Breakdown;

/// The registration rate that a row rests on: its school's, or that of all where the row is about all schools.
fn rate(published: &Published, table: &Table, row: &Row) -> Figure {
    let column = published.over().and_then(|_| table.place(row));
    let place = table.by().iter().position(|by| *by == Breakdown::School);
    let school = place.and_then(|place| row.labels().get(place)).and_then(Option::as_ref).map(|label| label.text.as_str());
    let own = published.rates().iter().find(|rate| rate.school.as_deref() == school && rate.column == column);
    own.map_or(Figure::NotMeasurable, |own| own.rate)
}

/// Whether so little is registered that a row's figures are to be doubted.
pub(super) fn is_doubtful(published: &Published, table: &Table, row: &Row) -> bool {
    matches!(rate(published, table, row), Figure::Share(tenths) if tenths < ENOUGH)
}

/// What is to be said below a table of rows that rest on too little.
#[must_use]
pub fn doubts(published: &Published, table: &Table) -> Vec<Sentence> {
    let place = table.by().iter().position(|by| *by == Breakdown::School);
    let mut told: Vec<(Value, Value, u64)> = Vec::new();
    for row in table.rows() {
        let Figure::Share(tenths) = rate(published, table, row) else { continue };
        let school = place.and_then(|place| row.labels().get(place)).and_then(Option::as_ref);
        let school = school.map_or_else(|| Sentence::from(Key::ReportDoubtAll).into(), |label| Value::from(label.text.as_str()));
        let column = published.over().map_or_else(|| Value::from(""), |over| super::words::column_word(over, table.column(row)).into());
        if tenths < ENOUGH && !told.iter().any(|(known, when, _)| (known, when) == (&school, &column)) {
            told.push((school, column, tenths));
        }
    }
    let one = |(school, column, tenths): (Value, Value, u64)| {
        let key = if published.over().is_some() { Key::ReportDoubtPart } else { Key::ReportDoubtWhole };
        let sentence = key.with("school", school).with("share", Value::Share(tenths));
        if published.over().is_some() { sentence.with("column", column).into() } else { Value::from(sentence) }
    };
    match told.is_empty() {
        true => Vec::new(),
        false => vec![Key::ReportDoubt.with("those", Value::List(told.into_iter().map(one).collect()))],
    }
}
