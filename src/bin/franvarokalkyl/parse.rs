//! The words of a call.

use franvarokalkyl::calendar::{Day, Span};
use franvarokalkyl::example::{Grain, System};
use franvarokalkyl::session::{Decimal, Dimension, Format, Named, Over, Policy, Rule};

pub(super) fn parse_day(text: &str) -> Result<Day, String> {
    Day::of_iso(text).ok_or_else(|| format!("`{text}` is no date such as 2025-08-18"))
}

pub(super) fn parse_period(text: &str) -> Result<Span, String> {
    let days = text.split_once('/').map(|(first, last)| (Day::of_iso(first), Day::of_iso(last)));
    let span = days.and_then(|(first, last)| Span::new(first?, last?));
    span.ok_or_else(|| format!("`{text}` is no period such as 2025-08-18/2025-12-19"))
}

/// The breakdowns of a table by their names, some of which may be headers of the files' own.
#[derive(Clone, Debug)]
pub(super) struct Breakdowns(pub(super) Vec<String>);

/// Names between commas; one with a comma in it stands in quotes.
pub(super) fn parse_breakdowns(text: &str) -> Result<Breakdowns, String> {
    let mut names = vec![String::new()];
    let mut quoted = false;
    for letter in text.chars() {
        match (letter, names.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => names.push(String::new()),
            (letter, Some(name)) => name.push(letter),
            (_, None) => {}
        }
    }
    let names: Vec<String> = names.iter().map(|name| name.trim().to_owned()).collect();
    if names.iter().any(String::is_empty) {
        return Err(format!("`{text}` has an empty name"));
    }
    match names.iter().enumerate().find(|(place, name)| names.iter().take(*place).any(|before| before == *name)) {
        Some((_, name)) => Err(format!("`{name}` stands twice")),
        None => Ok(Breakdowns(names)),
    }
}

pub(super) fn parse_classes(text: &str) -> Result<Named, String> {
    Named::parse(text)
        .ok_or_else(|| format!("`{text}` is no column with the numbers where its classes begin, such as Meritvärde=150,200,250"))
}

pub(super) fn parse_dimension(text: &str) -> Result<Dimension, String> {
    Dimension::named(text.trim()).ok_or_else(|| format!("`{text}` is none of weekday, time, subject"))
}

pub(super) fn parse_system(text: &str) -> Result<System, String> {
    System::named(text).ok_or_else(|| format!("`{text}` is none of {}", System::ALL.map(System::name).join(", ")))
}

pub(super) fn parse_grain(text: &str) -> Result<Grain, String> {
    Grain::named(text).ok_or_else(|| format!("`{text}` is none of {}", Grain::ALL.map(Grain::name).join(", ")))
}

pub(super) fn parse_rule(text: &str) -> Result<Policy, String> {
    Policy::named(text).ok_or_else(|| format!("`{text}` is none of {}", Rule::ALL.map(Rule::id).join(", ")))
}

pub(super) fn parse_format(text: &str) -> Result<Format, String> {
    let names = || Format::ALL.map(Format::ending).join(", ");
    Format::ALL.into_iter().find(|format| format.ending() == text).ok_or_else(|| format!("`{text}` is none of {}", names()))
}

pub(super) fn parse_over(text: &str) -> Result<Over, String> {
    Over::named(text).ok_or_else(|| format!("`{text}` is none of month, term, year, weeks:N, split:DATE"))
}

/// Limits, or the name of a series of them.
#[derive(Clone, Debug)]
pub(super) struct Series(pub(super) Vec<Decimal>);

/// Limits that are used somewhere, in per cent: Ekerö's comparison of schools, Stockholm's survey, England's persistent and severe
/// absence, and the tiers of American early warning.
const SERIES: [(&str, &[u32]); 4] = [("ekero", &[20, 40]), ("stockholm", &[50]), ("england", &[10, 50]), ("tiers", &[5, 10, 20])];

pub(super) fn parse_series(text: &str) -> Result<Series, String> {
    if let Some((_, limits)) = SERIES.into_iter().find(|(name, _)| *name == text) {
        return Ok(Series(limits.iter().map(|limit| Decimal::from_hundredths(limit * 100)).collect()));
    }
    let limits: Option<Vec<Decimal>> = text.split(',').map(|limit| Decimal::parse(limit.trim())).collect();
    limits
        .map(Series)
        .ok_or_else(|| format!("`{text}` is neither limits such as 20,40 or 12.5 nor one of {}", SERIES.map(|(name, _)| name).join(", ")))
}
