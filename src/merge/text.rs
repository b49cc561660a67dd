//! The comparison as people read it on a terminal.

use super::sheet::{Sheet, SheetRow};
use super::{Merged, words};
use crate::locale::{Language, capital};

/// What is the same, what differs, the tables, and what was audited.
#[must_use]
pub fn text(merged: &Merged, language: Language) -> String {
    let mut text = format!("{}\n", merged.title().render(language));
    for unit in &merged.units {
        text += &format!("  {} ({})\n", unit.name, unit.file);
    }
    for (heading, statements) in merged.statements() {
        text += &format!("\n{}\n", heading.text(language));
        for statement in statements {
            text += &format!("  {}\n", capital(&statement.sentence.render(language)));
        }
    }
    for sheet in merged.sheets(language) {
        text += &format!("\n{}\n", sheet.caption.render(language));
        text += &table(&sheet, language);
    }
    text.push('\n');
    for line in merged.keys().iter().chain(&merged.audit()) {
        text += &format!("{}\n", capital(&line.render(language)));
    }
    text
}

/// A table in columns: labels to the left, figures to the right, the report above its columns.
fn table(sheet: &Sheet, language: Language) -> String {
    let heads = sheet.groups.iter().flat_map(|group| group.columns.iter().map(|column| column.heading.clone()));
    let mut lines: Vec<Vec<String>> = vec![sheet.labels.iter().cloned().chain(heads).collect()];
    let cells = |row: &SheetRow| {
        let figures = row.figures.iter().map(|figure| words::figure(*figure, language));
        row.labels.iter().cloned().chain(figures).collect::<Vec<_>>()
    };
    lines.extend(sheet.rows.iter().map(cells));
    let width = |column: usize| lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..lines.first().map_or(0, Vec::len)).map(width).collect();
    let labels = sheet.labels.len();
    // A report's name has room above its columns.
    let mut first = labels;
    let mut above = String::new();
    for group in &sheet.groups {
        let Some(name) = &group.report else { continue };
        let own = first..first + group.columns.len();
        let room: usize = widths.get(own.clone()).unwrap_or_default().iter().sum::<usize>() + 2 * group.columns.len().saturating_sub(1);
        let length = name.chars().count();
        if let Some(width) = widths.get_mut(first) {
            *width += length.saturating_sub(room);
        }
        above += &format!("  {name:<room$}", room = room.max(length));
        first = own.end;
    }
    let mut text = String::new();
    if !above.is_empty() {
        let before: usize = widths.iter().take(labels).map(|width| width + 2).sum::<usize>();
        text += format!("{:before$}{above}", "").trim_end();
        text.push('\n');
    }
    for line in &lines {
        let mut written = String::new();
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            written += &if column < labels { format!("  {cell:<width$}") } else { format!("  {cell:>width$}") };
        }
        text += written.trim_end();
        text.push('\n');
    }
    text
}
