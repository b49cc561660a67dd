//! Words for what merged tables are made of: the contract's names as people read them.

use super::unit::Unit;
use crate::claim::{Claim, Decimal, Figure};
use crate::locale::{Key, Language, Sentence, Value, capital, whole};

/// Sentences as one text, with semicolons between.
pub(super) fn joined(parts: impl Iterator<Item = Sentence>) -> Value {
    let parts: Vec<Sentence> = parts.collect();
    let [sv, en] = [Language::Swedish, Language::English]
        .map(|language| parts.iter().map(|part| part.render(language)).collect::<Vec<_>>().join("; "));
    Value::Bilingual { sv, en }
}

/// The names of some reports.
pub(super) fn names(units: &[Unit], places: &[usize]) -> Value {
    Value::List(places.iter().filter_map(|place| units.get(*place)).map(|unit| unit.name.as_str().into()).collect())
}

/// The word for what a table is by; its own name where it is none of the contract.
pub(super) fn breakdown(name: &str) -> Value {
    let key = match name {
        "municipality" => Key::ReportMunicipality,
        "organiser" => Key::ReportOrganiser,
        "school-group" => Key::ReportSchoolGroup,
        "school" => Key::ReportSchool,
        "stage" => Key::ReportStage,
        "grade" => Key::ReportGrade,
        "class" => Key::ReportClass,
        "gender" => Key::ReportGender,
        "definition" | "a" => Key::ReportDefinition,
        "b" => Key::ReportOtherDefinition,
        "clause" => Key::ReportClause,
        "threshold" => Key::ReportLimit,
        "month" => Key::ReportMonth,
        "term" => Key::ReportTerm,
        "school_year" => Key::ReportSchoolYear,
        "weeks" => Key::ReportWeeks,
        other => return other.into(),
    };
    Sentence::from(key).into()
}

/// Several of them: `skola och årskurs`.
pub(super) fn breakdowns(by: &[String]) -> Value {
    let mut words: Vec<Value> = by.iter().map(|name| breakdown(name)).collect();
    match words.pop() {
        Some(last) if !words.is_empty() => Key::ReportListed.with("first", Value::List(words)).with("last", last).into(),
        Some(only) => only,
        None => Value::List(words),
    }
}

/// What a column of figures counts, with a capital; its own name where it is none of the contract.
pub(super) fn measure(name: &str) -> Value {
    let key = match name {
        "pupils" => Key::ReportPupils,
        "hits" => Key::ReportHits,
        "share" => Key::ReportShare,
        "both" => Key::ReportBoth,
        "only_a" => Key::ReportOnlyFirst,
        "only_b" => Key::ReportOnlySecond,
        "absence_total" => Key::ReportTimeTotal,
        "absence_authorised" => Key::ReportTimeAuthorised,
        "absence_unauthorised" => Key::ReportTimeUnauthorised,
        _ => return banded(name).map_or_else(|| name.into(), |sentence| capitalised(&sentence)),
    };
    Sentence::from(key).into()
}

/// `over_20`, `share_from_10_to_20` and their like in small letters.
fn banded(name: &str) -> Option<Sentence> {
    if let Some(of) = name.strip_prefix("share_") {
        return Some(Key::ReportShareOf.with("measure", banded(of)?));
    }
    let limit = |text: &str| Value::Bilingual { sv: text.replace('.', ","), en: text.to_owned() };
    if let Some(text) = name.strip_prefix("over_") {
        return Some(Key::ReportOver.with("limit", limit(text)));
    }
    if let Some(text) = name.strip_prefix("at_least_") {
        return Some(Key::ReportAtLeast.with("limit", limit(text)));
    }
    let text = name.strip_prefix("from_")?;
    Some(match text.split_once("_to_") {
        Some((from, to)) => Key::ReportBetween.with("from", limit(from)).with("to", limit(to)),
        None => Key::MergeFrom.with("limit", limit(text)),
    })
}

fn capitalised(sentence: &Sentence) -> Value {
    let [sv, en] = [Language::Swedish, Language::English].map(|language| capital(&sentence.render(language)));
    Value::Bilingual { sv, en }
}

/// A label as people read it. Definitions and clauses have the words of the first report that has them.
pub(super) fn label(by: &str, label: &str, definition: Option<&str>, claims: &[Claim]) -> Value {
    let key = match (by, label) {
        ("definition" | "a" | "b", id) => {
            let known = claims.iter().flat_map(|claim| &claim.definitions).find(|definition| definition.id == id);
            return known.map_or(id, |definition| definition.name.as_str()).into();
        }
        ("clause", number) => {
            let clauses = claims.iter().flat_map(|claim| &claim.definitions).find(|own| definition.is_none_or(|id| own.id == id));
            let place = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let clause = clauses.and_then(|definition| definition.clauses.get(place?));
            return clause.map_or_else(|| number.into(), |clause| capital(&clause.text).into());
        }
        (_, "unknown") => Key::ReportUnknown,
        ("organiser", "municipal") => Key::ReportMunicipal,
        ("organiser", "independent") => Key::ReportIndependent,
        ("gender", "girl") => Key::ReportGirl,
        ("gender", "boy") => Key::ReportBoy,
        ("school-group", "small-schools") => Key::ReportSmallSchools,
        ("stage", text) => return text.replace('-', "–").into(),
        ("threshold", text) => return Value::Bilingual { sv: text.replace('.', ","), en: text.to_owned() },
        (_, text) => return text.into(),
    };
    capitalised(&key.into())
}

/// A figure as a reader sees it; a place for none.
pub(super) fn figure(figure: Option<Figure>, language: Language) -> String {
    match figure {
        None => Key::MergeMissing.text(language).to_owned(),
        Some(Figure::Count(number)) => whole(number, language),
        Some(Figure::Decimal(decimal)) => match language {
            Language::Swedish => format!("{}\u{a0}%", digits(decimal, language)),
            Language::English => format!("{}%", digits(decimal, language)),
        },
        Some(Figure::Withheld) => Key::ReportWithheldSign.text(language).to_owned(),
        Some(Figure::NotMeasurable) => Key::ReportNotMeasurable.text(language).to_owned(),
    }
}

/// `12,5`
pub(super) fn digits(decimal: Decimal, language: Language) -> String {
    let text = decimal.to_string();
    if language == Language::Swedish { text.replace('.', ",") } else { text }
}
