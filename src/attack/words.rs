//! Numbers, groups and figures in words.

use super::indicator::{Basic, Catalogue, Count};
use super::model::{Model, Says};
use super::outcome::{Finding, Step, Time};
use super::population::Population;
use super::program::FAR;
use super::reading::Absence;
use crate::claim::{Claim, Decimal};
use crate::locale::{Key, Language, Sentence, Value};

pub(super) fn labels(population: &Population, group: usize) -> Vec<(String, String)> {
    let key = population.group(group).map(|group| &group.key);
    let labels = key.map(|key| population.labels(key)).unwrap_or_default();
    labels.into_iter().map(|(breakdown, label)| (breakdown.to_owned(), label.to_owned())).collect()
}

/// The name of a count in machine-readable output: those of the contract, put together.
pub(super) fn name(count: Count) -> String {
    let basic = |basic: Basic| match basic {
        Basic::Hits(_) => "hits".to_owned(),
        Basic::Over(_, limit) => format!("{}_{}", if limit.above { "over" } else { "at_least" }, limit.text('.')),
        Basic::Clause(_, number) => format!("clause_{number}"),
        Basic::Both(..) => "both".to_owned(),
    };
    match count {
        Count::One(one) => basic(one),
        Count::Rest(one) => format!("not_{}", basic(one)),
        Count::Less(one, other) => format!("{}_not_{}", basic(one), basic(other)),
        Count::Only(..) => "only_a".to_owned(),
        Count::Either(..) => "either".to_owned(),
        Count::BothClauses(_, one, other) => format!("clause_{one}_and_clause_{other}"),
    }
}

/// The ids of the definitions that a count is by.
pub(super) fn definitions(catalogue: &Catalogue, count: Count) -> Vec<String> {
    let places = match count {
        Count::One(Basic::Both(one, other)) | Count::Only(one, other) | Count::Either(one, other) => vec![one, other],
        Count::One(basic) | Count::Rest(basic) | Count::Less(basic, _) => match basic {
            Basic::Hits(place) | Basic::Over(place, _) | Basic::Clause(place, _) => vec![place],
            Basic::Both(one, other) => vec![one, other],
        },
        Count::BothClauses(place, ..) => vec![place],
    };
    places.into_iter().filter_map(|place| catalogue.definition(place)).map(|definition| definition.id.clone()).collect()
}

/// What is counted, in words: `över gränsen enligt Haninge`.
pub(super) fn measure(catalogue: &Catalogue, count: Count) -> Sentence {
    let name = |place: usize| catalogue.definition(place).map_or_else(|| Value::from(""), |definition| definition.name.as_str().into());
    let two = |key: Key, one: usize, other: usize| key.with("one", name(one)).with("other", name(other));
    let basic = |basic: Basic| match basic {
        Basic::Hits(place) => Key::AuditMeasureHits.with("definition", name(place)),
        Basic::Over(place, limit) => {
            let key = if limit.above { Key::AuditMeasureOver } else { Key::AuditMeasureAtLeast };
            let limit = Value::Bilingual { sv: limit.text(','), en: limit.text('.') };
            key.with("limit", limit).with("definition", name(place))
        }
        Basic::Clause(place, number) => Key::AuditMeasureClause.with("number", number).with("definition", name(place)),
        Basic::Both(one, other) => two(Key::AuditMeasureBoth, one, other),
    };
    match count {
        Count::One(one) => basic(one),
        Count::Rest(one) => Key::AuditMeasureNot.with("measure", basic(one)),
        Count::Less(one, other) => Key::AuditMeasureLess.with("one", basic(one)).with("other", basic(other)),
        Count::Only(one, other) => two(Key::AuditMeasureOnly, one, other),
        Count::Either(one, other) => two(Key::AuditMeasureEither, one, other),
        Count::BothClauses(place, one, other) => {
            Key::AuditMeasureClauses.with("one", one).with("other", other).with("definition", name(place))
        }
    }
}

/// A share of time, in words.
pub(super) const fn absence(absence: Absence) -> Key {
    match absence {
        Absence::Total => Key::AuditMeasureTimeTotal,
        Absence::Authorised => Key::AuditMeasureTimeAuthorised,
        Absence::Unauthorised => Key::AuditMeasureTimeUnauthorised,
    }
}

/// `12,3 %`
fn percent(share: Decimal) -> Value {
    let text = share.to_string();
    Value::Bilingual { sv: format!("{}\u{a0}%", text.replace('.', ",")), en: format!("{text}%") }
}

/// A group in words: `Ekskolan, årskurs 8, flicka`.
pub(super) fn group(labels: &[(String, String)]) -> Value {
    if labels.is_empty() {
        return Sentence::from(Key::AuditEverybody).into();
    }
    let label = |(breakdown, label): &(String, String)| -> Value {
        let plain = |key: Key| key.with("label", label.as_str()).into();
        match (breakdown.as_str(), label.as_str()) {
            (_, "unknown") => Key::AuditLabelUnknown.with("name", breakdown_word(breakdown)).into(),
            ("gender", "girl") => Sentence::from(Key::ReportGirl).into(),
            ("gender", "boy") => Sentence::from(Key::ReportBoy).into(),
            ("school", _) => label.as_str().into(),
            ("grade", _) => plain(Key::AuditLabelGrade),
            ("class", _) => plain(Key::AuditLabelClass),
            ("stage", _) => Key::AuditLabelStage.with("label", label.replace('-', "–")).into(),
            _ => Key::AuditLabel.with("name", breakdown.as_str()).with("label", label.as_str()).into(),
        }
    };
    Value::List(labels.iter().map(label).collect())
}

fn breakdown_word(breakdown: &str) -> Value {
    let key = match breakdown {
        "school" => Key::ReportSchool,
        "stage" => Key::ReportStage,
        "grade" => Key::ReportGrade,
        "class" => Key::ReportClass,
        "gender" => Key::ReportGender,
        other => return other.into(),
    };
    Sentence::from(key).into()
}

/// Figures that something follows from; what they count is said where it is not what that is about.
pub(super) fn steps(model: &Model<'_>, claims: &[Claim], facts: &[usize], about: Option<Count>) -> Vec<Step> {
    let step = |fact: &usize| {
        let fact = model.facts.get(*fact)?;
        let claim = claims.get(fact.place.claim)?;
        Some(Step {
            file: claim.file.clone(),
            several: claims.len() > 1,
            table: claim.tables.get(fact.place.table)?.id.clone(),
            row: fact.place.row + 1,
            group: labels(model.population, fact.group),
            measure: name(fact.count),
            words: (about != Some(fact.count)).then(|| measure(model.catalogue, fact.count)),
            low: fact.low,
            high: fact.high,
            share: None,
            withheld: fact.says == Says::NotZero,
        })
    };
    facts.iter().filter_map(step).collect()
}

/// Printed numbers, each taken so often, as a sum that comes to a value: `12 − 9 = 3`. None when something else is in it, such as
/// the size of a group, or when it is no plain sum.
pub(super) fn sum(model: &Model<'_>, parts: impl Iterator<Item = (usize, i64)>, value: i64) -> Option<String> {
    let mut parts: Vec<(i64, i64)> = parts.map(|(fact, times)| Some((model.facts.get(fact)?.low, times))).collect::<Option<_>>()?;
    parts.sort_by_key(|(_, times)| -times);
    let plain = parts.len() > 1 && parts.iter().all(|(_, times)| times.abs() == 1) && parts.first().is_some_and(|(_, times)| *times == 1);
    if !plain || parts.iter().map(|(number, times)| number * times).sum::<i64>() != value {
        return None;
    }
    let mut text = String::new();
    for (place, (number, times)) in parts.iter().enumerate() {
        let sign = if *times < 0 { " − " } else { " + " };
        text += if place == 0 { "" } else { sign };
        text += &number.to_string();
    }
    Some(format!("{text} = {value}"))
}

/// `exakt 3`, `mellan 2 och 4`, `minst 11`.
fn known(low: i64, high: i64, pupils: Option<i64>) -> Sentence {
    let number = |number: i64| u64::try_from(number).unwrap_or(0);
    match (low, high) {
        (0, 0) => Key::AuditKnownNobody.into(),
        _ if low == high => Key::AuditKnownExactly.with("number", number(low)),
        (_, most) if most >= FAR || pupils == Some(most) => Key::AuditKnownLeast.with("number", number(low)),
        (0, most) => Key::AuditKnownMost.with("number", number(most)),
        _ => Key::AuditKnownBetween.with("low", number(low)).with("high", number(high)),
    }
}

impl Finding {
    /// `Ekskolan, årskurs 8, flicka (13 elever): exakt 3 över gränsen enligt Haninge`
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let mut group = group(&self.group);
        if !self.less.is_empty() {
            let less = self
                .less
                .iter()
                .map(|labels| self::group(&labels.iter().filter(|label| !self.group.contains(label)).cloned().collect::<Vec<_>>()));
            group = Key::AuditWithout.with("group", group).with("less", several(less.collect())).into();
        }
        if !self.column.is_empty() {
            let column = Value::List(self.column.iter().map(|part| part.as_str().into()).collect());
            group = Key::AuditColumn.with("column", column).with("group", group).into();
        }
        let known = match self.time {
            None => known(self.low, self.high, self.pupils),
            Some(Time { printed: Some(share) }) => Key::AuditKnownShare.with("share", percent(share)),
            Some(Time { printed: None }) => Key::AuditKnownWorkedOut.into(),
        };
        let sentence = match self.pupils.and_then(|pupils| u64::try_from(pupils).ok()) {
            Some(pupils) => Key::AuditFinding.with("pupils", pupils),
            None => Key::AuditFindingUnsized.into(),
        };
        sentence.with("group", group).with("known", known).with("measure", self.words.clone())
    }

    /// `följer av raden för Ekskolan, årskurs 8 (12) och raden för …`; none where that was not worked out.
    #[must_use]
    pub fn because(&self) -> Option<Sentence> {
        if !self.explained {
            return None;
        }
        let steps = self.follows.iter().map(|step| step.sentence().into()).collect::<Vec<Value>>();
        Some(match (&self.sum, steps.is_empty()) {
            (_, true) => Key::AuditFollowsOfSizes.into(),
            (Some(sum), _) => Key::AuditFollowsSum.with("figures", several(steps)).with("sum", sum.as_str()),
            (None, _) => Key::AuditFollows.with("figures", several(steps)),
        })
    }
}

/// `a, b och c`
fn several(mut values: Vec<Value>) -> Value {
    match (values.pop(), values.is_empty()) {
        (Some(last), false) => Key::ReportListed.with("first", Value::List(values)).with("last", last).into(),
        (Some(last), true) => last,
        (None, _) => "".into(),
    }
}

impl Step {
    /// `raden för Ekskolan, årskurs 8 (12; t1 rad 7)`
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let number = |number: i64| u64::try_from(number).unwrap_or(0);
        let says: Value = match (self.withheld, self.low == self.high) {
            _ if self.share.is_some() => self.share.map_or_else(|| "".into(), percent),
            (true, _) => Sentence::from(Key::AuditStepWithheld).into(),
            (false, true) => number(self.low).into(),
            (false, false) => Key::AuditStepShare.with("low", number(self.low)).with("high", number(self.high)).into(),
        };
        let says = match &self.words {
            None => says,
            Some(words) => Key::AuditStepOf.with("number", says).with("measure", words.clone()).into(),
        };
        let row = Key::AuditStepRow.with("table", self.table.as_str()).with("row", self.row.to_string());
        let place = if self.several { Key::AuditStepFile.with("file", self.file.as_str()).with("row", row) } else { row };
        Key::AuditStep.with("group", group(&self.group)).with("number", says).with("place", place)
    }

    /// The same in a language.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        self.sentence().render(language)
    }
}
