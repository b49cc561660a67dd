//! A definition as TOML, in the shape of the presets, that reads back as it was.

use super::model::{
    Clause, Comparison, Condition, DayLimit, DayThreshold, Definition, Length, Measure, Measured, Quantifier, Settings, Window,
};
use super::vocabulary::{KINDS, LATE, MEASURES, MONTHS, OTHER_ACTIVITY, QUANTIFIERS, UNREGISTERED, WINDOWS, name};
use super::{AbsenceSet, Name};
use std::fmt::Write as _;

/// The text of a definition: its settings in full, whatever else is a default left out.
#[must_use]
pub fn write(definition: &Definition) -> String {
    let mut text = format!("id = {}\n", quoted(definition.id()));
    if !definition.wording().is_empty() {
        text.push_str("wording = [\n");
        for line in definition.wording() {
            let _ = writeln!(text, "  {},", quoted(line));
        }
        text.push_str("]\n");
    }
    table(&mut text, "[name]", definition.name());
    table(&mut text, "[source]", definition.source());
    for clause in definition.clauses() {
        text.push_str("\n[[clause]]\n");
        text.push_str(&clause_text(clause));
    }
    for judgement in definition.judgements() {
        table(&mut text, "[[judgement]]", judgement);
    }
    for note in definition.notes() {
        table(&mut text, "[[note]]", note);
    }
    text.push_str(&settings_text(definition.settings()));
    text
}

fn table(text: &mut String, header: &str, name: &Name) {
    let _ = write!(text, "\n{header}\nsv = {}\nen = {}\n", quoted(&name.sv), quoted(&name.en));
}

fn settings_text(settings: Settings) -> String {
    format!(
        "\n[settings]\nunregistered = \"{}\"\nother_activity = \"{}\"\nlate = \"{}\"\nmonths = \"{}\"\ncoverage = \"{} %\"\n",
        name(UNREGISTERED, &settings.unregistered),
        name(OTHER_ACTIVITY, &settings.other_activity),
        name(LATE, &settings.late),
        name(MONTHS, &settings.months),
        settings.coverage
    )
}

fn clause_text(clause: &Clause) -> String {
    if let [only] = clause.conditions.as_slice() {
        return fields(only).iter().map(|(field, value)| format!("{field} = {value}\n")).collect();
    }
    let mut text = String::from("all = [\n");
    for condition in &clause.conditions {
        let fields: Vec<String> = fields(condition).iter().map(|(field, value)| format!("{field} = {value}")).collect();
        let _ = writeln!(text, "  {{ {} }},", fields.join(", "));
    }
    text.push_str("]\n");
    text
}

/// The fields of a condition with their values as they are written.
fn fields(condition: &Condition) -> Vec<(&'static str, String)> {
    match condition {
        Condition::Measured(measured) => measured_fields(measured),
        Condition::Flags { columns, .. } if columns.len() == 1 => vec![("flag", quoted(columns.first().map_or("", String::as_str)))],
        Condition::Flags { columns, at_least } => {
            let columns: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
            vec![("flags", format!("[{}]", columns.join(", "))), ("at_least", quoted(&at_least.to_string()))]
        }
    }
}

fn measured_fields(measured: &Measured) -> Vec<(&'static str, String)> {
    let mut fields = vec![("measure", quoted(name(MEASURES, &measured.measure.of_whole_days())))];
    if measured.measure != Measure::LateArrivals {
        fields.push(("kinds", kinds_text(measured.kinds)));
    }
    match measured.measure {
        Measure::Days(limit) | Measure::ConsecutiveDays(limit) if limit != DayLimit::WHOLE => {
            let field = match limit.comparison {
                Comparison::MoreThan => "day_more_than",
                Comparison::AtLeast => "day_at_least",
            };
            fields.push((field, day_text(limit.threshold)));
        }
        _ => {}
    }
    fields.push(("window", window_text(&measured.window)));
    // Of given periods, whether one or all must satisfy the condition is never a matter of course.
    if measured.quantifier != Quantifier::default() || matches!(measured.window, Window::Given(_)) {
        fields.push(("windows", quoted(name(QUANTIFIERS, &measured.quantifier))));
    }
    let field = match measured.comparison {
        Comparison::MoreThan => "more_than",
        Comparison::AtLeast => "at_least",
    };
    let sign = if measured.measure == Measure::Share { " %" } else { "" };
    fields.push((field, quoted(&format!("{}{sign}", measured.threshold.text('.')))));
    fields
}

/// One word where there is one, else the fewest that make up the set, the groups first.
fn kinds_text(kinds: AbsenceSet) -> String {
    let (mut rest, mut words) = (kinds, Vec::new());
    for word in KINDS.iter().filter(|word| word.meaning.is_within(kinds)) {
        if !word.meaning.and(rest).is_empty() {
            rest = rest.without(word.meaning);
            words.push(quoted(word.word));
        }
    }
    match words.as_slice() {
        [only] => only.clone(),
        several => format!("[{}]", several.join(", ")),
    }
}

fn day_text(threshold: DayThreshold) -> String {
    match threshold {
        DayThreshold::Share(share) => quoted(&format!("{} %", share.text('.'))),
        DayThreshold::Minutes(minutes) => quoted(&format!("{minutes} minutes")),
    }
}

fn window_text(window: &Window) -> String {
    match window {
        Window::Rolling(length) => quoted(&format!("rolling {}", length_text(*length))),
        Window::Latest(length) => quoted(&format!("latest {}", length_text(*length))),
        Window::Given(spans) if !spans.is_empty() => {
            let spans: Vec<String> = spans.iter().map(|span| format!("[\"{}\", \"{}\"]", span.first(), span.last())).collect();
            format!("[{}]", spans.join(", "))
        }
        named => quoted(name(WINDOWS, named)),
    }
}

fn length_text(length: Length) -> String {
    let (number, unit) = match length {
        Length::Days(number) => (number, "day"),
        Length::Weeks(number) => (number, "week"),
        Length::Months(number) => (number, "month"),
        Length::SchoolDays(number) => (number, "school day"),
    };
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}

/// A text of one line as a basic string of TOML.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
