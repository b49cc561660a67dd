//! Windows of a definition's file.

use super::super::model::Window;
use super::super::vocabulary::{SLIDING, UNITS, WINDOWS, Word, meaning, near};
use super::MOST_ITEMS;
use super::fault::{Faults, listed, quoted};
use super::number::whole;
use super::table::{Field, every};
use crate::calendar::{Day, Span};
use crate::locale::Key;
use std::ops::RangeInclusive;
use toml::de::DeValue;

/// How long a window may be, in units of any kind.
const LENGTHS: RangeInclusive<u16> = 1..=1000;

/// A window: a name, `rolling` or `latest` with a length, or a list of first and last days.
pub(super) fn window(field: Field<'_, '_>, faults: &mut Faults) -> Option<Window> {
    if field.value.is_array() {
        return given(field, faults);
    }
    let text = field.text(faults)?;
    if let Some(window) = read(text) {
        return Some(window);
    }
    let sentence = match corrected(text) {
        Some(near) => Key::LanguageWindowNear.with("near", near),
        None => Key::LanguageWindow.into(),
    };
    let known = listed(WINDOWS.iter().map(|word| word.word));
    let units = listed(UNITS.iter().map(|word| word.word));
    let sentence = sentence.with("found", quoted(text)).with("known", known).with("units", units);
    faults.note(field.at, sentence.with("most", LENGTHS.end().to_string()))
}

fn read(text: &str) -> Option<Window> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(window) = meaning(WINDOWS, &text) {
        return Some(window.clone());
    }
    let (sliding, length) = text.split_once(' ')?;
    let (number, unit) = length.split_once(' ')?;
    let number = whole(number).filter(|number| LENGTHS.contains(number))?;
    let unit = UNITS.iter().find(|word| word.word == unit || word.word.strip_suffix('s') == Some(unit))?;
    Some(meaning(SLIDING, sliding)?((unit.meaning)(number)))
}

/// What was most likely meant: the nearest name, or each word of a length replaced by the nearest; none where that is no window.
fn corrected(text: &str) -> Option<String> {
    if let Some(window) = near(WINDOWS, text) {
        return Some(window.to_owned());
    }
    let mut words = text.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let rest = words.take(3).collect::<Vec<_>>().join(" ");
    // A length alone is most often meant to roll.
    let (sliding, number, unit) =
        if whole(first).is_some() { ("rolling", first, format!("{second} {rest}")) } else { (nearest(SLIDING, first)?, second, rest) };
    let corrected = format!("{sliding} {number} {}", nearest(UNITS, unit.trim())?);
    read(&corrected).map(|_| corrected)
}

fn nearest<T>(words: &[Word<T>], text: &str) -> Option<&'static str> {
    words.iter().find(|word| word.word == text).map(|word| word.word).or_else(|| near(words, text))
}

fn given(field: Field<'_, '_>, faults: &mut Faults) -> Option<Window> {
    let items = field.items(MOST_ITEMS, faults)?;
    if items.is_empty() {
        return faults.note(field.at, Key::LanguageNoPeriods);
    }
    let spans = items.into_iter().map(|item| {
        let found = item.written(faults);
        span(item).or_else(|| faults.note(item.at, Key::LanguagePeriod.with("found", found)))
    });
    every(spans.collect()).map(Window::Given)
}

/// `["2025-08-18", "2025-09-30"]`, with or without quotation marks.
fn span(field: Field<'_, '_>) -> Option<Span> {
    let [first, last] = field.value.as_array()?.iter().collect::<Vec<_>>().try_into().ok()?;
    Span::new(day(first.get_ref())?, day(last.get_ref())?)
}

fn day(value: &DeValue<'_>) -> Option<Day> {
    match value {
        DeValue::String(text) => Day::of_iso(text.trim()),
        DeValue::Datetime(date) => Day::of_iso(&date.to_string()),
        _ => None,
    }
}
