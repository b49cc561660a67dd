//! Whether reports count the same: definitions, rules, periods and files, what is the same said once and each difference in a sentence.

use super::align::Alone;
use super::unit::Unit;
use super::words::{self, joined, names};
use crate::claim::{Claim, Definition, Rule, RuleKind};
use crate::locale::{Key, Sentence, Value};
use std::collections::BTreeSet;

/// What a table can be by that is a part of the period.
const TIMES: [&str; 4] = ["month", "term", "school_year", "weeks"];

/// Remarks on files that change what figures mean, by code, and what a report says of each.
const REMARKS: [(&str, Key); 6] = [
    ("only_absent_pupils", Key::ReportMethodOnlyAbsent),
    ("notifications_not_absence", Key::ReportMethodNotifications),
    ("days_from_absences", Key::ReportMethodGivenDays),
    ("rounded_in_source", Key::ReportMethodRounded),
    ("grade_from_class", Key::ReportMethodGradeFromClass),
    ("gender_from_number", Key::ReportMethodGenderFromNumber),
];

/// What a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Definition,
    Language,
    Rule,
    Period,
    Time,
    Files,
    Program,
    Tables,
}

impl Topic {
    /// Its name in machine-readable output.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Language => "language",
            Self::Rule => "rule",
            Self::Period => "period",
            Self::Time => "time",
            Self::Files => "files",
            Self::Program => "program",
            Self::Tables => "tables",
        }
    }
}

/// A sentence and what it is about.
pub(super) struct Statement {
    pub(super) topic: Topic,
    pub(super) sentence: Sentence,
}

/// What is the same in all reports, and what is not.
pub(super) struct Sameness {
    pub(super) same: Vec<Statement>,
    pub(super) different: Vec<Statement>,
}

impl Sameness {
    pub(super) fn of(claims: &[Claim], units: &[Unit]) -> Self {
        let mut own = Self { same: Vec::new(), different: Vec::new() };
        own.definitions(claims, units);
        let rules = Sides::of(claims, |claim| claim.rule);
        own.say(Topic::Rule, &rules, units, |rule| rule_words(*rule).into(), (Key::MergeSameRule, Key::MergeDifferentRules));
        let periods = Sides::of(claims, |claim| claim.period.clone());
        let period = |period: &(String, String)| Key::MergePeriod.with("from", period.0.as_str()).with("to", period.1.as_str()).into();
        own.say(Topic::Period, &periods, units, period, (Key::MergeSamePeriod, Key::MergeDifferentPeriods));
        own.times(claims, units);
        own.files(claims, units);
        let programs = Sides::of(claims, |claim| claim.program.clone());
        if !programs.is_one() {
            let word =
                |program: &String| if program.is_empty() { Sentence::from(Key::MergeUnsaid).into() } else { program.as_str().into() };
            own.add_different(Topic::Program, Key::MergeDifferentPrograms.with("parts", programs.words(units, word)));
        }
        own
    }

    /// Whether counts of the reports mean the same, so that those of different pupils can be added up.
    pub(super) fn may_be_summed(&self) -> bool {
        let matters = [Topic::Definition, Topic::Period, Topic::Files];
        !self.different.iter().any(|statement| matters.contains(&statement.topic))
    }

    /// Says of tables that only one report has that they are not compared.
    pub(super) fn add_alone(&mut self, alone: &[Alone], units: &[Unit]) {
        self.different.extend(alone.iter().map(|alone| Statement { topic: Topic::Tables, sentence: alone.sentence(units) }));
    }

    fn add_same(&mut self, topic: Topic, sentence: impl Into<Sentence>) {
        self.same.push(Statement { topic, sentence: sentence.into() });
    }

    fn add_different(&mut self, topic: Topic, sentence: Sentence) {
        self.different.push(Statement { topic, sentence });
    }

    /// Says what all have, or which has what.
    fn say<T>(&mut self, topic: Topic, sides: &Sides<T>, units: &[Unit], word: impl Fn(&T) -> Value, (same, different): (Key, Key)) {
        match sides.0.as_slice() {
            [(_, only)] => self.add_same(topic, same.with("what", word(only))),
            _ => self.add_different(topic, different.with("parts", sides.words(units, word))),
        }
    }

    fn definitions(&mut self, claims: &[Claim], units: &[Unit]) {
        let ids = Sides::of(claims, |claim| claim.definitions.iter().map(|own| own.id.as_str()).collect::<BTreeSet<_>>());
        let named = |ids: &BTreeSet<&str>| Value::List(ids.iter().map(|id| words::label("definition", id, None, claims)).collect());
        if !ids.is_one() {
            self.add_different(Topic::Definition, Key::MergeDifferentDefinitions.with("parts", ids.words(units, named)));
        }
        let languages = Sides::of(claims, |claim| &claim.language);
        if !languages.is_one() {
            self.add_different(Topic::Language, Key::MergeUnreadWords.into());
        }
        let mut all: Vec<&str> = Vec::new();
        for definition in claims.iter().flat_map(|claim| &claim.definitions) {
            if !all.contains(&definition.id.as_str()) {
                all.push(&definition.id);
            }
        }
        for id in all {
            let having: Vec<(usize, &Definition)> = claims
                .iter()
                .enumerate()
                .filter_map(|(place, claim)| Some((place, claim.definitions.iter().find(|definition| definition.id == id)?)))
                .collect();
            if having.len() > 1 {
                self.definition(&having, claims, units);
            }
        }
        let differ = self.different.iter().any(|statement| statement.topic == Topic::Definition);
        let (Some((_, only)), Some(first)) = (ids.0.first().filter(|_| !differ), claims.first()) else { return };
        self.add_same(Topic::Definition, Key::MergeSameDefinition.with("what", named(only)));
        // Of several, what each counts would be a page.
        if let [definition] = first.definitions.as_slice() {
            let counted = definition.clauses.iter().filter(|clause| clause.evaluated).map(|clause| clause.text.as_str().into());
            self.add_same(Topic::Definition, Key::MergeSameClauses.with("clauses", Value::List(counted.collect())));
        }
        if first.definitions.iter().any(|definition| !definition.settings.is_empty()) {
            self.add_same(Topic::Definition, Key::MergeSameSettings);
        }
    }

    /// One definition in the reports that have it: its clauses, which of them were counted, and how it counts time.
    fn definition(&mut self, having: &[(usize, &Definition)], claims: &[Claim], units: &[Unit]) {
        let Some((first, own)) = having.first() else { return };
        let name = || Value::from(own.name.as_str());
        let language = |place: usize| claims.get(place).map(|claim| &claim.language);
        // Words are alike or not within one language only; elsewhere there are at least as many of them.
        let comparable = having.iter().all(|(place, _)| language(*place) == language(*first));
        let texts = |definition: &Definition| definition.clauses.iter().map(|clause| clause.text.clone()).collect::<Vec<_>>();
        let clauses =
            Sides::among(having, |definition| if comparable { texts(definition) } else { vec![definition.clauses.len().to_string()] });
        if !clauses.is_one() {
            let parts =
                Sides::among(having, texts).words(units, |texts| Value::List(texts.iter().map(|text| text.as_str().into()).collect()));
            self.add_different(Topic::Definition, Key::MergeDifferentClauses.with("definition", name()).with("parts", parts));
            return;
        }
        for (number, clause) in own.clauses.iter().enumerate() {
            let is_counted = |definition: &Definition| definition.clauses.get(number).is_some_and(|clause| clause.evaluated);
            let (counted, uncounted): (Vec<_>, Vec<_>) = having.iter().partition(|(_, definition)| is_counted(definition));
            if !counted.is_empty() && !uncounted.is_empty() {
                let places = |side: Vec<(usize, &Definition)>| names(units, &side.iter().map(|(place, _)| *place).collect::<Vec<_>>());
                let sentence = Key::MergeDifferentEvaluated.with("clause", clause.text.as_str()).with("definition", name());
                let sentence = sentence.with("counted", places(counted)).with("uncounted", places(uncounted));
                self.add_different(Topic::Definition, sentence);
            }
        }
        let settings = Sides::among(having, |definition| definition.settings.clone());
        if comparable && !settings.is_one() {
            let parts = settings.words(units, |settings| match settings.as_slice() {
                [] => Sentence::from(Key::MergeUnsaid).into(),
                settings => settings.join(" ").into(),
            });
            self.add_different(Topic::Definition, Key::MergeDifferentSettings.with("definition", name()).with("parts", parts));
        }
    }

    /// How tables are divided into parts of the period.
    fn times(&mut self, claims: &[Claim], units: &[Unit]) {
        let divided = |claim: &Claim| -> BTreeSet<String> {
            claim.tables.iter().flat_map(|table| &table.by).filter(|name| TIMES.contains(&name.as_str())).cloned().collect()
        };
        let sides = Sides::of(claims, divided);
        let word = |names: &BTreeSet<String>| match names.len() {
            0 => Sentence::from(Key::MergeUndivided).into(),
            _ => Value::List(names.iter().map(|name| words::breakdown(name)).collect()),
        };
        if !sides.is_one() {
            return self.say(Topic::Time, &sides, units, word, (Key::MergeSameTime, Key::MergeDifferentTime));
        }
        if sides.0.iter().all(|(_, names)| names.is_empty()) {
            return;
        }
        // Of one period, and by one name, parts can still be cut in different places.
        let labels = Sides::of(claims, labels_of_time);
        let periods = Sides::of(claims, |claim| &claim.period);
        if periods.is_one() && !labels.is_one() {
            let word = |labels: &Vec<String>| Value::List(labels.iter().map(|label| label.as_str().into()).collect());
            return self.say(Topic::Time, &labels, units, word, (Key::MergeSameTime, Key::MergeDifferentTime));
        }
        self.say(Topic::Time, &sides, units, word, (Key::MergeSameTime, Key::MergeDifferentTime));
    }

    /// What the files are, and who is in them.
    fn files(&mut self, claims: &[Claim], units: &[Unit]) {
        let grains = Sides::of(claims, |claim| claim.grain.clone());
        self.say(Topic::Files, &grains, units, |grain| grain_word(grain), (Key::MergeSameGrain, Key::MergeDifferentGrains));
        let silent: Vec<usize> = places(claims, |claim| claim.remarks.is_none());
        if !silent.is_empty() {
            self.add_different(Topic::Files, Key::MergeNoRemarks.with("reports", names(units, &silent)));
        }
        let has = |claim: &Claim, code: &str| claim.remarks.as_ref().is_some_and(|remarks| remarks.iter().any(|remark| remark == code));
        if silent.is_empty() && !claims.iter().any(|claim| has(claim, "only_absent_pupils")) {
            self.add_same(Topic::Files, Key::ReportMethodPopulation);
        }
        for (code, sentence) in REMARKS {
            let with = places(claims, |claim| has(claim, code));
            let without = places(claims, |claim| claim.remarks.is_some() && !has(claim, code));
            match (with.len(), without.is_empty()) {
                (0, _) => {}
                (all, _) if all == claims.len() => self.add_same(Topic::Files, sentence),
                (_, alone) => {
                    let said = Key::MergeDifferentRemark.with("reports", names(units, &with)).with("remark", Sentence::from(sentence));
                    if !alone {
                        self.add_different(Topic::Files, said);
                    }
                }
            }
        }
    }
}

fn places(claims: &[Claim], is_wanted: impl Fn(&Claim) -> bool) -> Vec<usize> {
    claims.iter().enumerate().filter(|(_, claim)| is_wanted(claim)).map(|(place, _)| place).collect()
}

/// The parts of the period that rows are of, in their order.
fn labels_of_time(claim: &Claim) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for table in &claim.tables {
        for (place, _) in table.by.iter().enumerate().filter(|(_, name)| TIMES.contains(&name.as_str())) {
            for label in table.rows.iter().filter_map(|row| row.keys.get(place)?.as_ref()) {
                if !labels.contains(label) {
                    labels.push(label.clone());
                }
            }
        }
    }
    labels
}

/// `Vanligt skydd (grupper från 10 elever, antal från 5)`
fn rule_words(rule: Rule) -> Sentence {
    let name = match rule.kind {
        RuleKind::Standard => Key::RuleStandardName,
        RuleKind::ShowZeros => Key::RuleShowZerosName,
        RuleKind::Strict => Key::RuleStrictName,
    };
    Key::MergeRule.with("rule", Sentence::from(name)).with("min_group", rule.min_group).with("min_count", rule.min_count)
}

fn grain_word(grain: &str) -> Value {
    let key = match grain {
        "lesson" => Key::GrainLesson,
        "day" => Key::GrainDay,
        "event" => Key::GrainEvent,
        "period" => Key::GrainPeriod,
        "schedule" => Key::GrainSchedule,
        "" => Key::MergeUnsaid,
        other => return other.into(),
    };
    Sentence::from(key).into()
}

/// What reports say, each with those that say it, in the order of the first of them.
struct Sides<T>(Vec<(Vec<usize>, T)>);

impl<T: PartialEq> Sides<T> {
    fn of<'a>(claims: &'a [Claim], what: impl Fn(&'a Claim) -> T) -> Self {
        Self::collect(claims.iter().map(what).enumerate())
    }

    fn among(having: &[(usize, &Definition)], what: impl Fn(&Definition) -> T) -> Self {
        Self::collect(having.iter().map(|(place, definition)| (*place, what(definition))))
    }

    fn collect(said: impl Iterator<Item = (usize, T)>) -> Self {
        let mut sides: Vec<(Vec<usize>, T)> = Vec::new();
        for (place, what) in said {
            match sides.iter_mut().find(|(_, known)| *known == what) {
                Some((places, _)) => places.push(place),
                None => sides.push((vec![place], what)),
            }
        }
        Self(sides)
    }

    const fn is_one(&self) -> bool {
        self.0.len() < 2
    }
}

impl<T> Sides<T> {
    /// `Ekby, Alby: …; Viby: …`
    fn words(&self, units: &[Unit], word: impl Fn(&T) -> Value) -> Value {
        joined(self.0.iter().map(|(places, what)| Key::MergeOf.with("reports", names(units, places)).with("what", word(what))))
    }
}
