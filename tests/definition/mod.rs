//! The judge against hand-worked cases (`cases.toml`), and against a slow evaluator on random small worlds.
//!
//! Compiled into the library's own tests, since verdicts on single pupils are not to be had outside it.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

mod slow;
mod totals;
mod world;

use crate::calendar::{Day, Span};
use crate::definition::Definition;
use proptest::prelude::*;
use world::{Lesson, Mark, World};

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// Days of one pupil, a clause, and what the hand made of it.
#[derive(serde::Deserialize)]
struct Case {
    name: String,
    /// The clause, as in a definition's file.
    clause: String,
    #[serde(default)]
    settings: String,
    /// `2025-08-18 ..a..` or `2025-08-18/2025-08-29 .....` for each weekday between: a mark a lesson of 60 minutes; `a20` is 20 minutes of it.
    days: String,
    /// The same of another pupil at the school, who makes its calendar.
    #[serde(default)]
    others: String,
    /// `above`, `below`, or the name of the reason why it cannot be evaluated.
    verdict: String,
    from: Option<String>,
    to: Option<String>,
}

fn definition(clause: &str, settings: &str) -> Definition {
    let text = format!(
        "id = \"case\"\n[name]\nsv = \"-\"\nen = \"-\"\n[source]\nsv = \"-\"\nen = \"-\"\n[settings]\n{settings}\n[[clause]]\n{clause}\n"
    );
    Definition::parse(&text).unwrap_or_else(|fault| panic!("{clause}: {fault}"))
}

fn lessons(pupil: usize, text: &str) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (days, marks) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        let (first, last) = days.split_once('/').unwrap_or((days, days));
        let day = |text| Day::of_iso(text).unwrap_or_else(|| panic!("{line}"));
        let span = Span::new(day(first), day(last)).unwrap_or_else(|| panic!("{line}"));
        for day in span.iter().filter(|day| first == last || !day.is_weekend()) {
            let mut letters = marks.trim().chars().peekable();
            while let Some(letter) = letters.next() {
                let mark = Mark::of(letter);
                let mut digits = String::new();
                while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                    digits.push(digit);
                }
                let absent = if matches!(mark, Mark::Present | Mark::Unregistered) { 0 } else { digits.parse().unwrap_or(60) };
                lessons.push(Lesson { pupil, school: 1, day, minutes: 60, absent, mark });
            }
        }
    }
    lessons
}

#[test]
fn hand_worked_cases() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).expect("the cases are TOML");
    for case in cases.case {
        let definition = definition(&case.clause, &case.settings);
        let mut world = World { lessons: lessons(1, &case.days) };
        world.lessons.extend(lessons(2, &case.others));
        // A file in which every row is absence is a list of absences: a third pupil is present once.
        world.lessons.push(Lesson { pupil: 3, school: 2, minutes: 60, absent: 0, mark: Mark::Present, ..world.lessons[0] });
        let whole = world.span().expect("a case has days");
        let day = |text: &Option<String>| text.as_deref().and_then(Day::of_iso);
        let span = Span::new(day(&case.from).unwrap_or(whole.first()), day(&case.to).unwrap_or(whole.last())).expect("in order");
        let (above, reasons) = world.judged(&definition, span);
        let found = match (reasons[0], above[0]) {
            (Some(reason), _) => reason.strip_prefix("definition_reason_").unwrap_or(reason),
            (None, Some(true)) => "above",
            (None, Some(false)) => "below",
            (None, None) => "outside",
        };
        assert_eq!(found, case.verdict, "{}", case.name);
        if reasons[0].is_none() {
            assert_eq!(slow::verdict(&world, 1, &definition, span), above[0], "the slow evaluator on: {}", case.name);
        }
    }
}

/// A clause of any share, and its settings.
fn clauses() -> impl Strategy<Value = (String, String)> {
    let kinds = prop::sample::select(vec!["total", "authorised", "unauthorised", "unreported"]);
    let windows = prop::sample::select(vec![
        "period",
        "term",
        "school year",
        "month",
        "rolling 1 days",
        "rolling 5 days",
        "rolling 2 weeks",
        "rolling 4 weeks",
        "rolling 1 month",
        "rolling 2 months",
        "latest 1 week",
        "latest 1 month",
        "latest 10 weeks",
    ]);
    let limits = prop::sample::select(vec!["0 %", "5 %", "20 %", "25 %", "33,33 %", "50 %", "100 %"]);
    let comparisons = prop::sample::select(vec!["more_than", "at_least"]);
    let quantifiers = prop::sample::select(vec!["any", "every"]);
    let unregistered = prop::sample::select(vec!["attended", "left out"]);
    let coverage = prop::sample::select(vec![0, 50, 100]);
    (kinds, windows, limits, comparisons, quantifiers, unregistered, coverage).prop_map(|(kinds, window, limit, comparison, quantifier, unregistered, coverage)| {
        (
            format!("measure = \"share\"\nkinds = \"{kinds}\"\nwindow = \"{window}\"\nwindows = \"{quantifier}\"\n{comparison} = \"{limit}\""),
            format!("unregistered = \"{unregistered}\"\ncoverage = \"{coverage} %\""),
        )
    })
}

/// Ragged timetables, movers, gaps, late starters, all kinds of absence; lengths and shares that hit thresholds exactly.
fn worlds() -> impl Strategy<Value = World> {
    let mark = prop::sample::select(vec![
        Mark::Present,
        Mark::Present,
        Mark::Present,
        Mark::Authorised,
        Mark::LeftLesson,
        Mark::Unreported,
        Mark::Unregistered,
    ]);
    let lesson = (0..4_usize, 0..75_u16, 1..3_usize, prop::sample::select(vec![20_u64, 40, 60]), 0..=4_u64, mark);
    let start = prop::sample::select(vec!["2025-01-01", "2025-06-01", "2024-02-10", "2025-12-01"]);
    (start, prop::collection::vec(lesson, 1..60)).prop_map(|(start, rows)| {
        let start = Day::of_iso(start).expect("a day");
        let lesson = |(pupil, day, school, minutes, quarters, mark)| {
            let absent = if matches!(mark, Mark::Present | Mark::Unregistered) { 0 } else { minutes * quarters / 4 };
            Lesson { pupil, school, day: start.plus(i32::from(day)), minutes, absent, mark }
        };
        let mut lessons: Vec<Lesson> = rows.into_iter().map(lesson).collect();
        lessons.push(Lesson { pupil: 9, school: 9, absent: 0, mark: Mark::Present, ..lessons[0] });
        World { lessons }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn the_judge_agrees_with_the_slow_evaluator((clause, settings) in clauses(), world in worlds(), cut in 0..4_usize) {
        let definition = definition(&clause, &settings);
        let whole = world.span().expect("a world has days");
        // Sometimes the analysis period is a part of what the file covers.
        let cuts = i32::try_from(whole.days() / 4 * cut / 3).expect("few days");
        let span = Span::new(whole.first().plus(cuts / 2), whole.last().plus(-cuts / 2)).expect("in order");
        let (above, _) = world.judged(&definition, span);
        for (place, pupil) in world.pupils().into_iter().enumerate() {
            prop_assert_eq!(above[place], slow::verdict(&world, pupil, &definition, span), "pupil {} by {}", pupil, clause);
        }
    }
}
