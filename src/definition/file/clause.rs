//! Clauses of a definition's file: one condition, or several under `all`.

use super::super::AbsenceSet;
use super::super::model::{Clause, Condition, Measure, Measured, Quantifier, Window};
use super::super::vocabulary::{KINDS, MEASURES, QUANTIFIERS, name};
use super::fault::{Faults, quoted};
use super::number::{compared, day_limit, threshold, whole};
use super::table::{Field, Table, every};
use super::window::window;
use super::{MOST_CONDITIONS, MOST_ITEMS, TOP};
use crate::locale::Key;

/// How a clause is called where something is wrong with it.
const CLAUSE: &str = "[[clause]]";

/// All fields of a condition.
const FIELDS: [&str; 10] =
    ["measure", "kinds", "window", "windows", "more_than", "at_least", "day_more_than", "day_at_least", "flag", "flags"];
/// Those that mean something only beside a measure.
const OF_MEASURES: [&str; 6] = ["kinds", "window", "windows", "more_than", "day_more_than", "day_at_least"];

pub(super) fn clause(field: Field<'_, '_>, faults: &mut Faults) -> Option<Clause> {
    let table = field.table(CLAUSE, faults)?;
    let Some(all) = table.field("all") else { return Some(Clause { conditions: vec![condition(table, faults)?] }) };
    table.lacks(&FIELDS, "all", faults);
    let known: Vec<&str> = std::iter::once("all").chain(FIELDS).collect();
    let _table = table.knows(&known, &TOP, faults);
    let items = all.items(MOST_CONDITIONS, faults)?;
    if items.is_empty() {
        return faults.note(all.at, Key::LanguageEmpty.with("field", all.name));
    }
    let conditions = items.into_iter().map(|item| {
        let table = item.table("all", faults)?;
        condition(table, faults)
    });
    Some(Clause { conditions: every(conditions.collect())? })
}

fn condition(table: Table<'_, '_>, faults: &mut Faults) -> Option<Condition> {
    let table = table.knows(&FIELDS, &TOP, faults);
    let field = table.one_of(&["measure", "flag", "flags"], Key::LanguageConditionSeveral, faults).ok()?;
    let field = field.or_else(|| table.lacking(Key::LanguageConditionNone.into(), faults))?;
    match field.name {
        "measure" => measured(table, field, faults).map(Condition::Measured),
        "flag" => {
            table.lacks(&OF_MEASURES, "flag", faults);
            table.lacks(&["at_least"], "flag", faults);
            Some(Condition::Flags { columns: vec![field.header(faults)?], at_least: 1 })
        }
        _ => {
            table.lacks(&OF_MEASURES, "flags", faults);
            flagged(table, field, faults)
        }
    }
}

fn flagged(table: Table<'_, '_>, flags: Field<'_, '_>, faults: &mut Faults) -> Option<Condition> {
    let items = flags.items(MOST_ITEMS, faults)?;
    if items.is_empty() {
        return faults.note(flags.at, Key::LanguageEmpty.with("field", flags.name));
    }
    let mut columns: Vec<String> = Vec::new();
    for item in items {
        let column = item.header(faults)?;
        if columns.contains(&column) {
            return item.note(faults, Key::LanguageTwice, &column);
        }
        columns.push(column);
    }
    let least = table.wanted("at_least", faults)?;
    let text = least.number(faults)?;
    let at_least = whole(text).map(usize::from).filter(|least| (1..=columns.len()).contains(least));
    let sentence = || Key::LanguageLeast.with("found", quoted(text)).with("most", columns.len().to_string());
    let at_least = at_least.or_else(|| faults.note(least.at, sentence()))?;
    Some(Condition::Flags { columns, at_least })
}

fn measured(table: Table<'_, '_>, measure: Field<'_, '_>, faults: &mut Faults) -> Option<Measured> {
    let named = measure.word(MEASURES, faults);
    let limit = day_limit(table, faults);
    let kinds = table.field("kinds").map_or(Some(AbsenceSet::TOTAL), |field| kinds(field, faults));
    let window = table.field("window").map_or(Some(Window::Period), |field| window(field, faults));
    let quantifier = table.field("windows").map_or(Some(Quantifier::Any), |field| field.word(QUANTIFIERS, faults));
    let compared = compared(table, faults);
    let measure = named?;
    let beside = name(MEASURES, &measure);
    let measure = match measure {
        Measure::Days(_) => Measure::Days(limit?),
        Measure::ConsecutiveDays(_) => Measure::ConsecutiveDays(limit?),
        other => {
            table.lacks(&["day_more_than", "day_at_least"], beside, faults);
            other
        }
    };
    if measure == Measure::LateArrivals {
        table.lacks(&["kinds"], beside, faults);
    }
    let (comparison, number) = compared?;
    let threshold = threshold(number, measure, faults)?;
    Some(Measured { measure, kinds: kinds?, window: window?, quantifier: quantifier?, comparison, threshold })
}

/// One kind, or a list of kinds that are taken together.
fn kinds(field: Field<'_, '_>, faults: &mut Faults) -> Option<AbsenceSet> {
    if !field.value.is_array() {
        return field.word(KINDS, faults);
    }
    let items = field.items(MOST_ITEMS, faults)?;
    if items.is_empty() {
        return faults.note(field.at, Key::LanguageEmpty.with("field", field.name));
    }
    let kinds = every(items.into_iter().map(|item| item.word(KINDS, faults)).collect())?;
    Some(kinds.into_iter().fold(AbsenceSet::NONE, |all, kind| all | kind))
}
