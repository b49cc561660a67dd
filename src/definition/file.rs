//! A definition as people write it: TOML, checked on the way in.

use super::Name;
use super::model::{
    Clause, Comparison, Condition, DayShare, Decimal, Definition, Kinds, Length, Measure, Measured, Quantifier, Settings, Unregistered,
    Window,
};
use crate::calendar::{Day, Span};
use serde::Deserialize;
use std::fmt;

/// Why a text is no definition, in words that name the line or the clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionFault {
    /// The clause, from 1; none for the file as a whole.
    pub clause: Option<usize>,
    /// What is wrong, in the words of the file's own fields.
    pub what: String,
}

impl fmt::Display for DefinitionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.clause {
            Some(clause) => write!(f, "clause {clause}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DefinitionFile {
    id: String,
    name: NameFile,
    source: NameFile,
    #[serde(default)]
    settings: SettingsFile,
    #[serde(default)]
    clause: Vec<ClauseFile>,
    #[serde(default)]
    judgement: Vec<NameFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameFile {
    sv: String,
    en: String,
}

impl From<NameFile> for Name {
    fn from(file: NameFile) -> Self {
        Self { sv: file.sv, en: file.en }
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    unregistered: Option<String>,
    coverage: Option<String>,
}

/// A clause is one condition, or several under `all`.
#[derive(Deserialize)]
#[serde(untagged)]
enum ClauseFile {
    All(AllFile),
    One(Box<ConditionFile>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AllFile {
    all: Vec<ConditionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConditionFile {
    measure: Option<String>,
    kinds: Option<String>,
    window: Option<WindowFile>,
    windows: Option<String>,
    more_than: Option<String>,
    at_least: Option<String>,
    day_at_least: Option<String>,
    day_more_than: Option<String>,
    flag: Option<String>,
    flags: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum WindowFile {
    Named(String),
    Given(Vec<(String, String)>),
}

impl Definition {
    /// Reads and checks a definition.
    ///
    /// # Errors
    /// What is wrong and where: the line for text that is no TOML or has unknown fields, the clause for anything else.
    pub fn parse(text: &str) -> Result<Self, DefinitionFault> {
        let file: DefinitionFile = toml::from_str(text).map_err(|fault| DefinitionFault { clause: None, what: fault.to_string() })?;
        let whole = |what: String| DefinitionFault { clause: None, what };
        if file.id.is_empty() || !file.id.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-') {
            return Err(whole(format!("`id` is `{}`; it takes small letters a–z, digits and hyphens", file.id)));
        }
        if file.clause.is_empty() && file.judgement.is_empty() {
            return Err(whole("a definition needs at least one `[[clause]]` or `[[judgement]]`".to_owned()));
        }
        let settings = settings(&file.settings).map_err(whole)?;
        let clauses = file
            .clause
            .into_iter()
            .enumerate()
            .map(|(index, clause)| clause_of(clause).map_err(|what| DefinitionFault { clause: Some(index + 1), what }))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            id: file.id,
            name: file.name.into(),
            source: file.source.into(),
            clauses,
            judgements: file.judgement.into_iter().map(Name::from).collect(),
            settings,
        })
    }
}

fn settings(file: &SettingsFile) -> Result<Settings, String> {
    let mut settings = Settings::default();
    if let Some(word) = &file.unregistered {
        settings.unregistered = match word.as_str() {
            "attended" => Unregistered::Attended,
            "left out" => Unregistered::LeftOut,
            other => return Err(format!("`unregistered` is `{other}`; it is `attended` or `left out`")),
        };
    }
    if let Some(coverage) = &file.coverage {
        let whole = per_cent(coverage).filter(|share| share.hundredths() <= 10_000 && share.hundredths().is_multiple_of(100));
        let whole = whole.ok_or_else(|| format!("`coverage` is `{coverage}`; it is a whole per cent such as `50 %`"))?;
        settings.coverage = u8::try_from(whole.hundredths() / 100).unwrap_or(100);
    }
    Ok(settings)
}

fn clause_of(file: ClauseFile) -> Result<Clause, String> {
    let files = match file {
        ClauseFile::All(all) => all.all,
        ClauseFile::One(one) => vec![*one],
    };
    if files.is_empty() {
        return Err("`all` is empty".to_owned());
    }
    Ok(Clause { conditions: files.into_iter().map(condition).collect::<Result<_, _>>()? })
}

fn condition(file: ConditionFile) -> Result<Condition, String> {
    match (&file.measure, &file.flag, &file.flags) {
        (Some(_), None, None) => measured(file).map(Condition::Measured),
        (None, Some(flag), None) => Ok(Condition::Flags { columns: vec![flag.clone()], at_least: 1 }),
        (None, None, Some(flags)) => {
            let at_least =
                file.at_least.as_deref().and_then(|number| number.parse().ok()).filter(|number| (1..=flags.len()).contains(number));
            let at_least = at_least.ok_or_else(|| format!("`flags` needs `at_least` between 1 and {}", flags.len()))?;
            Ok(Condition::Flags { columns: flags.clone(), at_least })
        }
        _ => Err("a condition has one of `measure`, `flag` and `flags`".to_owned()),
    }
}

fn measured(file: ConditionFile) -> Result<Measured, String> {
    let day_share = match (&file.day_at_least, &file.day_more_than) {
        (None, None) => DayShare { threshold: Decimal::from_hundredths(10_000), comparison: Comparison::AtLeast },
        (Some(text), None) => DayShare { threshold: wanted_per_cent("day_at_least", text)?, comparison: Comparison::AtLeast },
        (None, Some(text)) => DayShare { threshold: wanted_per_cent("day_more_than", text)?, comparison: Comparison::MoreThan },
        (Some(_), Some(_)) => return Err("`day_at_least` and `day_more_than` exclude each other".to_owned()),
    };
    let named = file.measure.as_deref().unwrap_or_default();
    let measure = match named {
        "share" => Measure::Share,
        "days" => Measure::Days(day_share),
        "day equivalents" => Measure::DayEquivalents,
        "consecutive days" => Measure::ConsecutiveDays(day_share),
        "spells" => Measure::Spells,
        "part days" => Measure::PartDays,
        "lessons" => Measure::Lessons,
        "late arrivals" => Measure::LateArrivals,
        other => {
            return Err(format!(
                "`measure` is `{other}`; it is `share`, `days`, `day equivalents`, `consecutive days`, `spells`, `part days`, `lessons` or `late arrivals`"
            ));
        }
    };
    if !matches!(measure, Measure::Days(_) | Measure::ConsecutiveDays(_)) && (file.day_at_least.is_some() || file.day_more_than.is_some()) {
        return Err(format!("`day_at_least` and `day_more_than` mean nothing for `{named}`"));
    }
    let kinds = match file.kinds.as_deref().unwrap_or("total") {
        "total" => Kinds::Total,
        "authorised" => Kinds::Authorised,
        "unauthorised" => Kinds::Unauthorised,
        "unreported" => Kinds::Unreported,
        other => return Err(format!("`kinds` is `{other}`; it is `total`, `authorised`, `unauthorised` or `unreported`")),
    };
    let quantifier = match file.windows.as_deref().unwrap_or("any") {
        "any" => Quantifier::Any,
        "every" => Quantifier::Every,
        other => return Err(format!("`windows` is `{other}`; it is `any` or `every`")),
    };
    let (comparison, text) = match (&file.more_than, &file.at_least) {
        (Some(text), None) => (Comparison::MoreThan, text),
        (None, Some(text)) => (Comparison::AtLeast, text),
        _ => return Err("a measure has one of `more_than` and `at_least`".to_owned()),
    };
    let threshold = if measure == Measure::Share {
        wanted_per_cent("the threshold", text)?
    } else {
        Decimal::parse(text.trim()).ok_or_else(|| format!("the threshold is `{text}`; it is a number such as `10`"))?
    };
    Ok(Measured { measure, kinds, window: window(file.window)?, quantifier, comparison, threshold })
}

fn wanted_per_cent(field: &str, text: &str) -> Result<Decimal, String> {
    per_cent(text).filter(|share| share.hundredths() <= 10_000).ok_or_else(|| format!("{field} is `{text}`; it is a share such as `20 %`"))
}

fn per_cent(text: &str) -> Option<Decimal> {
    Decimal::parse(text.trim().strip_suffix('%')?.trim_end())
}

fn window(file: Option<WindowFile>) -> Result<Window, String> {
    let text = match file {
        None => return Ok(Window::Period),
        Some(WindowFile::Given(ranges)) => {
            let spans = ranges.iter().map(|(first, last)| {
                let span = Day::of_iso(first).zip(Day::of_iso(last)).and_then(|(first, last)| Span::new(first, last));
                span.ok_or_else(|| format!("`{first}` to `{last}` is no range of dates such as `2025-08-18` to `2025-09-30`"))
            });
            return spans.collect::<Result<Vec<_>, _>>().map(Window::Given);
        }
        Some(WindowFile::Named(text)) => text,
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let fault = || {
        format!(
            "`window` is `{text}`; it is `period`, `term`, `school year`, `month`, or `rolling` or `latest` with a length such as `4 weeks`"
        )
    };
    match words.as_slice() {
        ["period"] => Ok(Window::Period),
        ["term"] => Ok(Window::Term),
        ["school", "year"] => Ok(Window::SchoolYear),
        ["month"] => Ok(Window::Month),
        ["rolling", length @ ..] => length_of(length).map(Window::Rolling).ok_or_else(fault),
        ["latest", length @ ..] => length_of(length).map(Window::Latest).ok_or_else(fault),
        _ => Err(fault()),
    }
}

fn length_of(words: &[&str]) -> Option<Length> {
    let (number, unit) = words.split_first()?;
    let number: u16 = number.parse().ok().filter(|number| (1..=1000).contains(number))?;
    match unit {
        ["day" | "days"] => Some(Length::Days(number)),
        ["week" | "weeks"] => Some(Length::Weeks(number)),
        ["month" | "months"] => Some(Length::Months(number)),
        ["school", "day" | "days"] => Some(Length::SchoolDays(number)),
        _ => None,
    }
}
