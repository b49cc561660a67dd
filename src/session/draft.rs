//! A draft of a definition, checked field by field where the user can be told which, and then by the reader of definitions.

use super::Session;
use super::define::{KINDS, defined_card, span};
use crate::definition::{Decimal, Definition};
use crate::locale::{Key, Language, Sentence};
use crate::wire::{
    Bilingual, ComparisonChoice, ConditionDraft, ConditionField, DayUnit, DefinedCard, DefinitionDraft, DraftFault, DraftField,
    KindsChoice, LengthUnit, MeasureChoice, MeasuredDraft, QuantifierChoice, WindowChoice,
};
use toml::{Table, Value};

/// Days have no more minutes.
const MINUTES: u16 = 24 * 60;
/// Windows are no longer, in any unit.
const LENGTH: u16 = 1000;

impl Session {
    /// What a draft says, or everything that is wrong with it.
    ///
    /// # Errors
    /// The faults, each with its field.
    pub fn check_draft(&self, draft: &DefinitionDraft) -> Result<DefinedCard, Vec<DraftFault>> {
        let mut check = Check::default();
        let own = |key: Key| Bilingual { sv: key.text(Language::Swedish).to_owned(), en: key.text(Language::English).to_owned() };
        let name = Bilingual { sv: draft.name.sv.trim().to_owned(), en: draft.name.en.trim().to_owned() };
        if name.sv.is_empty() || name.en.is_empty() {
            check.fault(DraftField::Name, Key::EditorFaultName);
        }
        let id = if draft.id.is_empty() { self.id_of_name(&name.sv) } else { draft.id.clone() };
        let source = if draft.source.sv.trim().is_empty() { own(Key::EditorOwnSource) } else { draft.source.clone() };
        let mut table = Table::new();
        let mut set = |field: &str, value: Value| drop(table.insert(field.to_owned(), value));
        set("id", id.into());
        set("name", bilingual(&name));
        set("source", bilingual(&source));
        set("wording", draft.wording.clone().into());
        set("clause", check.clauses(draft).into());
        set("judgement", check.judgements(draft).into());
        set("note", draft.notes.iter().map(bilingual).collect::<Vec<_>>().into());
        set("settings", check.settings(draft).into());
        if draft.clauses.is_empty() && draft.judgements.is_empty() {
            check.fault(DraftField::Whole, Key::EditorFaultWhole);
        }
        if !check.faults.is_empty() {
            return Err(check.faults);
        }
        let read = toml::to_string(&table).map_err(|fault| Key::EditorFaultRest.with("what", fault.to_string()));
        let read = read.and_then(|text| Definition::parse(&text).map_err(|fault| fault.sentence));
        // What the fields cannot say of themselves is said of the whole.
        read.map(|definition| defined_card(&self.under_own_id(definition)))
            .map_err(|sentence| vec![DraftFault { field: DraftField::Whole, sentence }])
    }
}

#[derive(Default)]
struct Check {
    faults: Vec<DraftFault>,
}

impl Check {
    fn fault(&mut self, field: DraftField, sentence: impl Into<Sentence>) {
        self.faults.push(DraftFault { field, sentence: sentence.into() });
    }

    fn clauses(&mut self, draft: &DefinitionDraft) -> Vec<Value> {
        let mut clauses = Vec::new();
        for (clause, conditions) in draft.clauses.iter().enumerate() {
            let mut all = Vec::new();
            for (place, condition) in conditions.iter().enumerate() {
                let at = |field| DraftField::Condition(clause, place, field);
                all.push(match condition {
                    ConditionDraft::Measured(measured) => self.measured(measured, at),
                    ConditionDraft::Flags { columns, at_least } => self.flags(columns, at_least, at),
                });
            }
            clauses.push(match all.as_slice() {
                [only] => Value::Table(only.clone()),
                _ => Value::Table(Table::from_iter([("all".to_owned(), Value::from(all))])),
            });
        }
        clauses
    }

    fn flags(&mut self, columns: &[String], at_least: &str, at: impl Fn(ConditionField) -> DraftField) -> Table {
        for (number, _) in columns.iter().enumerate().filter(|(_, column)| column.trim().is_empty()) {
            self.fault(at(ConditionField::Column(number)), Key::EditorFaultColumn);
        }
        let mut table = Table::new();
        if let [only] = columns {
            drop(table.insert("flag".to_owned(), only.trim().into()));
            return table;
        }
        let least = at_least.trim().parse::<usize>().ok().filter(|least| (1..=columns.len()).contains(least));
        if least.is_none() {
            self.fault(at(ConditionField::AtLeast), Key::EditorFaultLeast.with("columns", columns.len().to_string()));
        }
        let columns: Vec<Value> = columns.iter().map(|column| column.trim().into()).collect();
        drop(table.insert("flags".to_owned(), columns.into()));
        drop(table.insert("at_least".to_owned(), at_least.trim().into()));
        table
    }

    fn measured(&mut self, measured: &MeasuredDraft, at: impl Fn(ConditionField) -> DraftField) -> Table {
        let mut table = Table::new();
        let mut set = |field: &str, value: Value| drop(table.insert(field.to_owned(), value));
        set("measure", measure(measured.measure).into());
        if measured.measure != MeasureChoice::LateArrivals {
            set("kinds", self.kinds(measured, &at));
        }
        if matches!(measured.measure, MeasureChoice::Days | MeasureChoice::ConsecutiveDays) {
            let (field, limit) = self.day(measured, &at);
            set(field, limit.into());
        }
        set("window", self.window(measured, &at));
        if measured.window.is_several() {
            set("windows", if measured.quantifier == QuantifierChoice::Every { "every" } else { "any" }.into());
        }
        let field = if measured.comparison == ComparisonChoice::MoreThan { "more_than" } else { "at_least" };
        set(field, self.threshold(measured, &at).into());
        table
    }

    fn kinds(&mut self, measured: &MeasuredDraft, at: impl Fn(ConditionField) -> DraftField) -> Value {
        match measured.kinds {
            KindsChoice::Total => "total".into(),
            KindsChoice::Authorised => "authorised".into(),
            KindsChoice::Unauthorised => "unauthorised".into(),
            KindsChoice::Unreported => "unreported".into(),
            KindsChoice::Chosen => {
                let known = KINDS.iter().map(|(name, ..)| *name).filter(|name| measured.chosen.iter().any(|chosen| chosen == name));
                let chosen: Vec<Value> = known.map(Value::from).collect();
                if chosen.is_empty() {
                    self.fault(at(ConditionField::Kinds), Key::EditorFaultKinds);
                }
                chosen.into()
            }
        }
    }

    fn threshold(&mut self, measured: &MeasuredDraft, at: impl Fn(ConditionField) -> DraftField) -> String {
        let share = measured.measure == MeasureChoice::Share;
        let text = number(&measured.threshold);
        let decimal = Decimal::parse(text);
        let (fine, key) = match measured.measure {
            MeasureChoice::Share => (decimal.is_some_and(is_share), Key::EditorFaultThresholdShare),
            MeasureChoice::DayEquivalents => (decimal.is_some(), Key::EditorFaultThresholdDecimal),
            _ => (decimal.is_some_and(|decimal| decimal.hundredths().is_multiple_of(100)), Key::EditorFaultThreshold),
        };
        if !fine {
            self.fault(at(ConditionField::Threshold), key);
        }
        if share { format!("{text} %") } else { text.to_owned() }
    }

    fn day(&mut self, measured: &MeasuredDraft, at: impl Fn(ConditionField) -> DraftField) -> (&'static str, String) {
        let day = &measured.day;
        let field = if day.comparison == ComparisonChoice::MoreThan { "day_more_than" } else { "day_at_least" };
        let text = number(&day.amount);
        let (fine, limit, key) = match day.unit {
            DayUnit::PerCent => (Decimal::parse(text).is_some_and(is_share), format!("{text} %"), Key::EditorFaultDayPercent),
            DayUnit::Minutes => (whole(text, MINUTES).is_some(), format!("{text} minutes"), Key::EditorFaultDayMinutes),
        };
        if !fine {
            self.fault(at(ConditionField::Day), key);
        }
        (field, limit)
    }

    fn window(&mut self, measured: &MeasuredDraft, at: impl Fn(ConditionField) -> DraftField) -> Value {
        let length = |check: &mut Self, word: &str| {
            let text = measured.length.trim();
            if whole(text, LENGTH).is_none() {
                check.fault(at(ConditionField::Length), Key::EditorFaultLength);
            }
            Value::from(format!("{word} {text} {}", unit(measured.unit)))
        };
        match measured.window {
            WindowChoice::Period => "period".into(),
            WindowChoice::Term => "term".into(),
            WindowChoice::SchoolYear => "school year".into(),
            WindowChoice::Month => "month".into(),
            WindowChoice::Rolling => length(self, "rolling"),
            WindowChoice::Latest => length(self, "latest"),
            WindowChoice::Given if measured.periods.is_empty() => "given periods".into(),
            WindowChoice::Given => {
                for (place, days) in measured.periods.iter().enumerate() {
                    if span(days).is_none() {
                        self.fault(at(ConditionField::Period(place)), Key::EditorFaultPeriod);
                    }
                }
                measured.periods.iter().map(|(first, last)| Value::from(vec![first.clone(), last.clone()])).collect::<Vec<_>>().into()
            }
        }
    }

    fn judgements(&mut self, draft: &DefinitionDraft) -> Vec<Value> {
        for (number, _) in draft.judgements.iter().enumerate().filter(|(_, text)| text.sv.trim().is_empty() || text.en.trim().is_empty()) {
            self.fault(DraftField::Judgement(number), Key::EditorFaultJudgement);
        }
        draft.judgements.iter().map(bilingual).collect()
    }

    fn settings(&mut self, draft: &DefinitionDraft) -> Table {
        let settings = &draft.settings;
        let attended = |attended: bool| Value::from(if attended { "attended" } else { "left out" });
        let coverage = number(&settings.coverage);
        if coverage.parse::<u16>().ok().is_none_or(|coverage| coverage > 100) {
            self.fault(DraftField::Coverage, Key::EditorFaultCoverage);
        }
        Table::from_iter([
            ("unregistered".to_owned(), attended(settings.unregistered_attended)),
            ("other_activity".to_owned(), attended(settings.other_activity_attended)),
            ("late".to_owned(), if settings.late_absence { "absence" } else { "present" }.into()),
            ("months".to_owned(), if settings.months_by_date { "by date" } else { "by calendar" }.into()),
            ("coverage".to_owned(), format!("{coverage} %").into()),
        ])
    }
}

fn bilingual(text: &Bilingual) -> Value {
    Value::Table(Table::from_iter([("sv".to_owned(), text.sv.trim().into()), ("en".to_owned(), text.en.trim().into())]))
}

/// A number as written, without a per cent sign.
fn number(text: &str) -> &str {
    let text = text.trim();
    text.strip_suffix('%').unwrap_or(text).trim_end()
}

/// A whole number from 1 to a greatest.
fn whole(text: &str, most: u16) -> Option<u16> {
    text.parse().ok().filter(|number| (1..=most).contains(number) && text.bytes().all(|byte| byte.is_ascii_digit()))
}

const fn is_share(number: Decimal) -> bool {
    number.hundredths() <= 10_000
}

const fn measure(measure: MeasureChoice) -> &'static str {
    match measure {
        MeasureChoice::Share => "share",
        MeasureChoice::Days => "days",
        MeasureChoice::DayEquivalents => "day equivalents",
        MeasureChoice::ConsecutiveDays => "consecutive days",
        MeasureChoice::Spells => "spells",
        MeasureChoice::PartDays => "part days",
        MeasureChoice::Lessons => "lessons",
        MeasureChoice::LateArrivals => "late arrivals",
    }
}

const fn unit(unit: LengthUnit) -> &'static str {
    match unit {
        LengthUnit::Days => "days",
        LengthUnit::Weeks => "weeks",
        LengthUnit::Months => "months",
        LengthUnit::SchoolDays => "school days",
    }
}
