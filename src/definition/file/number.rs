//! Numbers of a definition's file: shares, counts and limits of a day.

use super::super::model::{Comparison, DayLimit, DayThreshold, Decimal, Measure};
use super::fault::Faults;
use super::table::{Field, Table};
use crate::locale::Key;

/// The longest day limit, in minutes: a day.
const LONGEST_DAY: u16 = 24 * 60;

/// `20 %`, from 0 to 100.
pub(super) fn per_cent(text: &str) -> Option<Decimal> {
    Decimal::parse(text.trim().strip_suffix('%')?.trim_end()).filter(|share| share.hundredths() <= 10_000)
}

/// The threshold of a measure: a share, a sum of days with at most two decimals, else a count.
pub(super) fn threshold(field: Field<'_, '_>, measure: Measure, faults: &mut Faults) -> Option<Decimal> {
    let text = field.number(faults)?;
    let (threshold, key) = match measure {
        Measure::Share => (per_cent(text), Key::LanguageShare),
        Measure::DayEquivalents => (Decimal::parse(text), Key::LanguageDecimal),
        _ => (Decimal::parse(text), Key::LanguageCount),
    };
    let threshold = threshold.filter(|threshold| measure.can_be(*threshold));
    threshold.or_else(|| field.note(faults, key, text))
}

/// `more_than` or `at_least`.
pub(super) fn compared<'a, 't>(table: Table<'a, 't>, faults: &mut Faults) -> Option<(Comparison, Field<'a, 't>)> {
    let field = table.one_of(&["more_than", "at_least"], Key::LanguageComparisonBoth, faults).ok()?;
    let field = field.or_else(|| table.lacking(Key::LanguageComparisonNone.into(), faults))?;
    Some((comparison(field), field))
}

fn comparison(field: Field<'_, '_>) -> Comparison {
    if field.name.ends_with("more_than") { Comparison::MoreThan } else { Comparison::AtLeast }
}

/// When a day counts; the whole day where nothing is said.
pub(super) fn day_limit(table: Table<'_, '_>, faults: &mut Faults) -> Option<DayLimit> {
    let field = table.one_of(&["day_more_than", "day_at_least"], Key::LanguageComparisonBoth, faults).ok()?;
    let Some(field) = field else { return Some(DayLimit::WHOLE) };
    let text = field.text(faults)?.trim();
    let threshold = per_cent(text).map(DayThreshold::Share).or_else(|| minutes(text).map(DayThreshold::Minutes));
    let threshold = threshold.or_else(|| field.note(faults, Key::LanguageDayLimit, text))?;
    Some(DayLimit { comparison: comparison(field), threshold })
}

fn minutes(text: &str) -> Option<u16> {
    let (number, unit) = text.split_once(' ')?;
    whole(number).filter(|minutes| *minutes <= LONGEST_DAY && matches!(unit.trim_start(), "minute" | "minutes"))
}

/// A whole number written in digits alone.
pub(super) fn whole(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}
