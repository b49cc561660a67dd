//! The settings of a definition's file; what is not said is the default.

use super::super::model::Settings;
use super::super::vocabulary::{LATE, MONTHS, OTHER_ACTIVITY, UNREGISTERED, Word};
use super::TOP;
use super::fault::Faults;
use super::number::per_cent;
use super::table::{Field, Table};
use crate::locale::Key;

pub(super) fn settings(top: Table<'_, '_>, faults: &mut Faults) -> Option<Settings> {
    let default = Settings::default();
    let Some(field) = top.field("settings") else { return Some(default) };
    let table = field.table("[settings]", faults)?.knows(&["unregistered", "other_activity", "late", "months", "coverage"], &TOP, faults);
    let unregistered = said(table, "unregistered", UNREGISTERED, default.unregistered, faults);
    let other_activity = said(table, "other_activity", OTHER_ACTIVITY, default.other_activity, faults);
    let late = said(table, "late", LATE, default.late, faults);
    let months = said(table, "months", MONTHS, default.months, faults);
    let coverage = table.field("coverage").map_or(Some(default.coverage), |field| coverage(field, faults));
    Some(Settings { unregistered: unregistered?, other_activity: other_activity?, late: late?, months: months?, coverage: coverage? })
}

/// What a field of words says, or the default where it is not there.
fn said<T: Clone>(table: Table<'_, '_>, field: &'static str, words: &[Word<T>], default: T, faults: &mut Faults) -> Option<T> {
    table.field(field).map_or(Some(default), |field| field.word(words, faults))
}

fn coverage(field: Field<'_, '_>, faults: &mut Faults) -> Option<u8> {
    let text = field.text(faults)?;
    let whole = per_cent(text).filter(|share| share.hundredths().is_multiple_of(100));
    whole.and_then(|share| u8::try_from(share.hundredths() / 100).ok()).or_else(|| field.note(faults, Key::LanguageCoverage, text))
}
