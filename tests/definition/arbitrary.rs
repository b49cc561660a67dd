//! Any definition that can be written: every measure, kind, window, comparison, flag and setting.

use crate::calendar::{Day, Span};
use crate::definition::{
    Absence, AbsenceSet, Clause, Comparison, Condition, DayLimit, DayThreshold, Decimal, Definition, Late, Length, Measure, Measured,
    Months, Name, OtherActivity, Quantifier, Settings, Unregistered, Window,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A text of one line, with signs that TOML has to escape.
fn text() -> impl Strategy<Value = String> {
    vec("[!-~åäöÅÄÖé–”€🎒]{1,9}", 1..5).prop_map(|words| words.join(" "))
}

fn name() -> impl Strategy<Value = Name> {
    (text(), text()).prop_map(|(sv, en)| Name { sv, en })
}

/// One kind or group, or several together.
pub(super) fn kinds() -> impl Strategy<Value = AbsenceSet> {
    let words = vec![
        AbsenceSet::TOTAL,
        AbsenceSet::AUTHORISED,
        AbsenceSet::UNAUTHORISED,
        AbsenceSet::UNREPORTED,
        AbsenceSet::of(Absence::LeaveGranted),
        AbsenceSet::of(Absence::Reported),
        AbsenceSet::of(Absence::LeaveDenied),
        AbsenceSet::of(Absence::LeftLesson),
        AbsenceSet::of(Absence::Late),
    ];
    vec(select(words), 1..4).prop_map(|kinds| kinds.into_iter().fold(AbsenceSet::NONE, |all, kind| all | kind))
}

fn lengths() -> impl Strategy<Value = Length> {
    let number = prop_oneof![3 => 1..=20_u16, 1 => 1..=1000_u16];
    (number, select(vec![Length::Days as fn(u16) -> Length, Length::Weeks, Length::Months, Length::SchoolDays]))
        .prop_map(|(number, unit)| unit(number))
}

fn spans() -> impl Strategy<Value = Span> {
    (20_000..21_000_u16, 0..200_u16)
        .prop_map(|(first, days)| Span::new(Day::from_number(first), Day::from_number(first + days)).expect("the first day is no later"))
}

/// Any window.
pub(super) fn windows() -> impl Strategy<Value = Window> {
    prop_oneof![
        select(vec![Window::Period, Window::Term, Window::SchoolYear, Window::Month]),
        lengths().prop_map(Window::Rolling),
        lengths().prop_map(Window::Latest),
        vec(spans(), 0..4).prop_map(Window::Given),
    ]
}

fn shares() -> impl Strategy<Value = Decimal> {
    prop_oneof![0..=100_u32, select(vec![1250, 3333, 5, 9999]).prop_map(|hundredths| hundredths)]
        .prop_map(|number| Decimal::from_hundredths(if number <= 100 { number * 100 } else { number }))
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    select(vec![Comparison::MoreThan, Comparison::AtLeast])
}

/// When a day counts, by share or by minutes.
pub(super) fn day_limits() -> impl Strategy<Value = DayLimit> {
    let threshold = prop_oneof![shares().prop_map(DayThreshold::Share), (0..=1440_u16).prop_map(DayThreshold::Minutes)];
    let limit = (comparisons(), threshold).prop_map(|(comparison, threshold)| DayLimit { comparison, threshold });
    prop_oneof![Just(DayLimit::WHOLE), limit]
}

/// Any measure.
pub(super) fn measures() -> impl Strategy<Value = Measure> {
    prop_oneof![
        2 => Just(Measure::Share),
        1 => day_limits().prop_map(Measure::Days),
        1 => Just(Measure::DayEquivalents),
        1 => day_limits().prop_map(Measure::ConsecutiveDays),
        1 => Just(Measure::Spells),
        1 => Just(Measure::PartDays),
        1 => Just(Measure::Lessons),
        1 => Just(Measure::LateArrivals),
    ]
}

fn threshold(measure: Measure) -> BoxedStrategy<Decimal> {
    match measure {
        Measure::Share => shares().boxed(),
        Measure::DayEquivalents => (0..=4000_u32).prop_map(Decimal::from_hundredths).boxed(),
        _ => (0..=40_u32).prop_map(|whole| Decimal::from_hundredths(whole * 100)).boxed(),
    }
}

/// Any measure against a threshold that it can have.
pub(super) fn measured() -> impl Strategy<Value = Measured> {
    let quantifiers = select(vec![Quantifier::Any, Quantifier::Every]);
    let rest = (kinds(), windows(), quantifiers, comparisons());
    (measures().prop_flat_map(|measure| (Just(measure), threshold(measure))), rest).prop_map(
        |((measure, threshold), (kinds, window, quantifier, comparison))| {
            let kinds = if measure == Measure::LateArrivals { AbsenceSet::TOTAL } else { kinds };
            Measured { measure, kinds, window, quantifier, comparison, threshold }
        },
    )
}

fn flags() -> impl Strategy<Value = Condition> {
    (prop::collection::btree_set(text(), 1..4), any::<prop::sample::Index>())
        .prop_map(|(columns, least)| Condition::Flags { at_least: least.index(columns.len()) + 1, columns: columns.into_iter().collect() })
}

/// One to three conditions, mostly one.
pub(super) fn clauses() -> impl Strategy<Value = Clause> {
    let condition = prop_oneof![4 => measured().prop_map(Condition::Measured), 1 => flags()];
    let number = prop_oneof![3 => Just(1_usize), 1 => 2..4_usize];
    number.prop_flat_map(move |number| vec(condition.clone(), number)).prop_map(|conditions| Clause { conditions })
}

/// Any settings.
pub(super) fn settings() -> impl Strategy<Value = Settings> {
    (
        select(vec![Unregistered::Attended, Unregistered::LeftOut]),
        select(vec![OtherActivity::Attended, OtherActivity::LeftOut]),
        select(vec![Late::Absence, Late::Present]),
        select(vec![Months::ByDate, Months::ByCalendar]),
        0..=100_u8,
    )
        .prop_map(|(unregistered, other_activity, late, months, coverage)| Settings {
            unregistered,
            other_activity,
            late,
            months,
            coverage,
        })
}

/// Any definition that can be written.
pub(super) fn definitions() -> impl Strategy<Value = Definition> {
    let texts = ("[a-z0-9][a-z0-9-]{0,20}", name(), name(), vec(text(), 0..4), vec(name(), 0..3));
    let parts = (vec(clauses(), 0..5), vec(name(), 0..3), settings());
    (texts, parts)
        .prop_filter("a definition has a clause or a judgement", |(_, (clauses, judgements, _))| {
            !clauses.is_empty() || !judgements.is_empty()
        })
        .prop_map(|((id, name, source, wording, notes), (clauses, judgements, settings))| Definition {
            id,
            name,
            source,
            wording,
            notes,
            clauses,
            judgements,
            settings,
        })
}
