//! The words of a call.

use franvarokalkyl::calendar::{Day, Span};
use franvarokalkyl::example::{Grain, System};
use franvarokalkyl::session::{Breakdown, Decimal, Dimension, Format, Over, Policy, Rule};

pub(super) fn parse_day(text: &str) -> Result<Day, String> {
    Day::of_iso(text).ok_or_else(|| format!("`{text}` is no date such as 2025-08-18"))
}

pub(super) fn parse_period(text: &str) -> Result<Span, String> {
    let days = text.split_once('/').map(|(first, last)| (Day::of_iso(first), Day::of_iso(last)));
    let span = days.and_then(|(first, last)| Span::new(first?, last?));
    span.ok_or_else(|| format!("`{text}` is no period such as 2025-08-18/2025-12-19"))
}

/// The breakdowns of a table.
#[derive(Clone, Debug)]
pub(super) struct Breakdowns(pub(super) Vec<Breakdown>);

pub(super) fn parse_breakdowns(text: &str) -> Result<Breakdowns, String> {
    let mut by = Vec::new();
    for name in text.split(',') {
        let breakdown = parse_breakdown(name.trim())?;
        if by.contains(&breakdown) {
            return Err(format!("`{}` stands twice", breakdown.name()));
        }
        by.push(breakdown);
    }
    Ok(Breakdowns(by))
}

pub(super) fn parse_breakdown(text: &str) -> Result<Breakdown, String> {
    Breakdown::named(text).ok_or_else(|| format!("`{text}` is none of {}", Breakdown::ALL.map(Breakdown::name).join(", ")))
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
    Over::named(text).ok_or_else(|| format!("`{text}` is none of month, term, year, weeks:N"))
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
