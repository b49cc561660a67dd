//! Pictures of patterns: a week as a grid, weekdays and subjects as bars.

use super::bars::{BarRow, Bars};
use super::heat::{Heat, Place};
use super::{Mark, Picture, Words, both};
use crate::disclosure::{Dimension, PatternRow, PatternTable, Published, Slice};
use crate::locale::{Key, Language, Sentence};
use crate::order::Order as _;
use crate::report::patterns::{pattern_caption, slice_word};
use crate::report::sheet::label_text;

/// The picture of a table of patterns: of all pupils, whatever schools the table has.
pub(in crate::report) fn pattern_picture(published: &Published, table: &PatternTable) -> Option<Picture> {
    let outer = usize::from(table.by().first() == Some(&Dimension::School));
    let rows: Vec<&PatternRow> = table.rows().iter().filter(|row| row.labels().iter().take(outer).all(Option::is_none)).collect();
    let is_week = table.by().get(outer..) == Some(&[Dimension::Weekday, Dimension::Time]);
    let what = Sentence::from(if is_week { Key::ReportPictureWeek } else { Key::ReportPicturePatterns });
    let drawn = |language: Language| {
        let name = match table.by().get(outer) {
            Some(Dimension::Subject) => "subjects",
            _ => "week",
        };
        let words = Words::titled(name, &pattern_caption(published, table), &what, language);
        if is_week { week(&rows, outer, words, language).draw() } else { bars(&rows, outer, words, language).draw() }
    };
    (!rows.is_empty()).then(|| both(&what, drawn))
}

fn mark(row: &PatternRow) -> Mark {
    row.shares().first().map_or(Mark::NotMeasurable, |figure| (*figure).into())
}

fn text(slice: Option<&Slice>, language: Language) -> String {
    label_text(slice.map(slice_word).as_ref(), language)
}

fn bars(rows: &[&PatternRow], outer: usize, words: Words, language: Language) -> Bars {
    let row = |row: &&PatternRow| BarRow {
        label: text(row.labels().get(outer).and_then(Option::as_ref), language),
        total: row.is_total() && row.labels().iter().all(Option::is_none),
        bars: vec![mark(row)],
    };
    Bars { words, series: Vec::new(), rows: rows.iter().map(row).collect() }
}

/// Weekdays from left to right with all of them last, hours from above with all of the day last.
fn week(rows: &[&PatternRow], outer: usize, words: Words, language: Language) -> Heat {
    let label = |row: &PatternRow, place: usize| row.labels().get(outer + place).cloned().flatten();
    let mut days: Vec<Option<Slice>> = Vec::new();
    let mut hours: Vec<u8> = Vec::new();
    for row in rows {
        let day = label(row, 0);
        if !days.contains(&day) {
            days.push(day);
        }
        if let Some(Slice::Hours(first, last)) = label(row, 1) {
            hours.extend(first..=last);
        }
    }
    hours.order();
    hours.dedup();
    let place = |row: &&PatternRow| {
        let column = days.iter().position(|day| *day == label(row, 0))?;
        let of = |hour: u8| hours.iter().position(|own| *own == hour);
        let rows = match label(row, 1) {
            Some(Slice::Hours(first, last)) => (of(first)?, of(last)?),
            _ => (hours.len(), hours.len()),
        };
        Some(Place { column, rows, mark: mark(row) })
    };
    let places = rows.iter().filter_map(place).collect();
    let beside = hours.iter().map(|hour| text(Some(&Slice::Hours(*hour, *hour)), language)).chain([text(None, language)]);
    Heat { words, columns: days.iter().map(|day| text(day.as_ref(), language)).collect(), rows: beside.collect(), places }
}
