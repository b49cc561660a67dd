//! Classes that are called by their school's name too. A table of several schools that does not name them calls 7A of one *Ekskolan 7A*, and
//! a table beside it that has the schools may call it *7A*: a reader knows that these are the same pupils.

use super::reading::Sheet;
use crate::claim::{Claim, Table};
use std::collections::BTreeSet;

const SCHOOL: &str = "school";
const CLASS: &str = "class";

/// Lets every class that is called by its school's name stand in that school, wherever all classes of a table are called so.
pub(super) fn place_in_schools(sheets: &mut [Sheet], claims: &[Claim]) {
    let labels = sheets.iter().flat_map(|sheet| &sheet.entries).filter_map(|entry| entry.labels.get(SCHOOL));
    let schools: BTreeSet<String> = labels.cloned().collect();
    for sheet in sheets {
        let Some(claim) = claims.get(sheet.claim) else { continue };
        let named: BTreeSet<usize> =
            claim.tables.iter().enumerate().filter(|(_, table)| names_schools(table, &schools)).map(|(place, _)| place).collect();
        let timed = sheet.times.iter_mut().map(|time| &mut time.entry);
        for entry in sheet.entries.iter_mut().chain(timed).filter(|entry| named.contains(&entry.place.table)) {
            let Some((school, class)) = entry.labels.get(CLASS).and_then(|class| split(class, &schools)) else { continue };
            let (school, class) = (school.to_owned(), class.to_owned());
            let _ = entry.labels.insert(SCHOOL.to_owned(), school);
            let _ = entry.labels.insert(CLASS.to_owned(), class);
        }
        for table in named.iter().filter_map(|place| claim.tables.get(*place)) {
            let by = |by: &BTreeSet<String>| by.iter().all(|name| table.by.contains(name)) && by.contains(CLASS);
            let own: Vec<BTreeSet<String>> = sheet.tables.iter().filter(|known| by(known)).cloned().collect();
            for mut by in own {
                let _ = sheet.tables.remove(&by);
                let _ = by.insert(SCHOOL.to_owned());
                let _ = sheet.tables.insert(by);
            }
        }
    }
}

/// Whether all classes of a table are called by a school's name, that of their row where it has one.
fn names_schools(table: &Table, schools: &BTreeSet<String>) -> bool {
    let place = |name: &str| table.by.iter().position(|known| known == name);
    let Some(class) = place(CLASS) else { return false };
    let label = |row: &'_ crate::claim::Row, place: usize| row.keys.get(place).cloned().flatten();
    let mut classes = 0;
    table.rows.iter().filter_map(|row| Some((row, label(row, class)?))).all(|(row, class)| {
        classes += 1;
        let own = place(SCHOOL).and_then(|school| label(row, school));
        split(&class, schools).is_some_and(|(school, _)| own.is_none_or(|own| own == school))
    }) && classes > 0
}

/// The school and the class of `Ekskolan 7A`; of two schools that it could be, the one of the longer name.
fn split<'a>(class: &'a str, schools: &'a BTreeSet<String>) -> Option<(&'a str, &'a str)> {
    let of = |school: &'a String| Some((school.as_str(), class.strip_prefix(school.as_str())?.strip_prefix(' ')?));
    schools.iter().filter_map(of).max_by_key(|(school, _)| school.len())
}
