//! Random small worlds, and random definitions whose thresholds are hit exactly more often than by chance.

use super::day;
use super::slow::{Roll, seen, value, within};
use super::world::{FLAGS, Form, Lesson, Mark, Tick, World};
use crate::calendar::{Day, Span};
use crate::definition::{
    Absence, AbsenceSet, Clause, Comparison, Condition, DayLimit, DayThreshold, Decimal, Definition, Late, Length, Measure, Measured,
    Months, Name, OtherActivity, Quantifier, Settings, Unregistered, Window,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Successive days of a pupil that are alike: a timetable and what was registered.
#[derive(Clone, Debug)]
struct Stretch {
    pupil: usize,
    school: usize,
    class: char,
    from: u16,
    days: u16,
    weekends: bool,
    lessons: Vec<(u64, u64, Index)>,
    ticks: [Tick; FLAGS.len()],
}

fn stretches() -> impl Strategy<Value = Stretch> {
    let tick = || select(vec![Tick::Blank, Tick::Yes, Tick::No]);
    let lesson = (select(vec![20_u64, 40, 60]), 0..=4_u64, any::<Index>());
    let days = prop_oneof![3 => Just(1_u16), 2 => 2..8_u16, 1 => 8..40_u16];
    (
        (0..3_usize, 1..3_usize, select(vec!['A', 'B'])),
        0..70_u16,
        days,
        prop::bool::weighted(0.1),
        prop::collection::vec(lesson, 1..5),
        [tick(), tick(), tick()],
    )
        .prop_map(|((pupil, school, class), from, days, weekends, lessons, ticks)| Stretch {
            pupil,
            school,
            class,
            from,
            days,
            weekends,
            lessons,
            ticks,
        })
}

/// What a world's rows may say: each kind by its own word, as most systems have it, or vaguely.
fn palettes() -> [Vec<Mark>; 3] {
    let absent = |kinds: &[Absence]| kinds.iter().map(|kind| Mark::Absent(*kind)).collect::<Vec<_>>();
    let exact = absent(&[
        Absence::Reported,
        Absence::LeaveGranted,
        Absence::LeaveDenied,
        Absence::LeftLesson,
        Absence::Unreported,
        Absence::Reported,
    ]);
    let usual = absent(&[Absence::Authorised, Absence::Authorised, Absence::Unreported, Absence::LeftLesson]);
    let vague = absent(&[Absence::Authorised, Absence::Unauthorised, Absence::Unspecified]);
    let others =
        [Mark::Present, Mark::Present, Mark::Present, Mark::Present, Mark::Late, Mark::Elsewhere, Mark::Unregistered, Mark::Cancelled];
    [exact, usual, vague].map(|mut palette| {
        palette.extend(others);
        palette
    })
}

/// Ragged timetables, movers, breaks, late starters, early leavers, all kinds; lengths and shares that hit thresholds exactly.
pub(super) fn worlds() -> impl Strategy<Value = World> {
    let start = select(vec!["2025-01-01", "2025-05-26", "2024-01-29", "2025-11-24", "2025-08-18"]);
    let form = prop_oneof![6 => Just(Form::Clocks), 2 => Just(Form::NoClocks), 1 => Just(Form::SideBySide), 3 => Just(Form::Days)];
    let flags = prop::bool::weighted(0.8);
    let [exact, usual, vague] = palettes();
    let palette = prop_oneof![3 => Just(exact), 2 => Just(usual), 1 => Just(vague)];
    (start, form, flags, palette, prop::bool::ANY, prop::collection::vec(stretches(), 1..8))
        .prop_map(|(start, form, flags, palette, turned, stretches)| world(day(start), form, flags, &palette, turned, &stretches))
}

fn world(start: Day, form: Form, flags: bool, palette: &[Mark], turned: bool, stretches: &[Stretch]) -> World {
    let mut lessons: Vec<Lesson> = Vec::new();
    for stretch in stretches {
        let days = (stretch.from..stretch.from + stretch.days).map(|day| start.plus(i32::from(day)));
        for day in days.filter(|day| stretch.weekends || !day.is_weekend()) {
            for (length, quarters, mark) in &stretch.lessons {
                let before: Vec<Lesson> =
                    lessons.iter().filter(|lesson| (lesson.pupil, lesson.day) == (stretch.pupil, day)).copied().collect();
                if before.len() >= if form == Form::Days { 1 } else { 6 } {
                    continue;
                }
                // Without clocks it cannot be told which of a day's rows was last: all say the same.
                let ticks = before.first().filter(|_| form == Form::NoClocks).map_or(stretch.ticks, |first| first.ticks);
                let minutes = if form == Form::Days { length * 5 } else { *length };
                let lesson = Lesson {
                    pupil: stretch.pupil,
                    school: stretch.school,
                    class: stretch.class,
                    day,
                    start: 480 + 65 * u16::try_from(before.len()).expect("few lessons"),
                    minutes,
                    mark: *mark.get(palette),
                    absent: 0,
                    beside: 0,
                    ticks: if flags { ticks } else { <[Tick; FLAGS.len()]>::default() },
                };
                lessons.push(with_absence(lesson, form, *quarters));
            }
        }
    }
    if turned {
        lessons.reverse();
    }
    if lessons.iter().all(|lesson| lesson.mark == Mark::Cancelled) {
        lessons.iter_mut().for_each(|lesson| lesson.mark = Mark::Present);
    }
    if lessons.is_empty() {
        let lesson = Lesson {
            pupil: 0,
            school: 1,
            class: 'A',
            day: start,
            start: 480,
            minutes: 60,
            mark: Mark::Present,
            absent: 0,
            beside: 0,
            ticks: <[Tick; FLAGS.len()]>::default(),
        };
        lessons.push(lesson);
    }
    World { lessons, form }.with_somebody_present()
}

/// The lesson with some quarters of it absent.
fn with_absence(lesson: Lesson, form: Form, quarters: u64) -> Lesson {
    let part = lesson.minutes * quarters / 4;
    match (form, lesson.mark) {
        (Form::SideBySide, Mark::Absent(_)) => {
            let mark = Mark::Absent(Absence::Authorised);
            Lesson { mark, absent: part, beside: (lesson.minutes - part) * (quarters % 3) / 2, ..lesson }
        }
        (Form::SideBySide, _) => Lesson { mark: Mark::Present, ..lesson },
        (_, mark) if mark.has_minutes() => Lesson { absent: part, ..lesson },
        _ => lesson,
    }
}

fn measures() -> impl Strategy<Value = Measure> {
    let comparison = || select(vec![Comparison::MoreThan, Comparison::AtLeast]);
    let share = select(vec![0_u32, 2_500, 3_333, 5_000, 10_000]).prop_map(|share| DayThreshold::Share(Decimal::from_hundredths(share)));
    let minutes = select(vec![0_u16, 20, 60, 90]).prop_map(DayThreshold::Minutes);
    let parts = (comparison(), prop_oneof![share, minutes]).prop_map(|(comparison, threshold)| DayLimit { comparison, threshold });
    let limit = || prop_oneof![Just(DayLimit::WHOLE), parts.clone()];
    prop_oneof![
        3 => Just(Measure::Share),
        2 => limit().prop_map(Measure::Days),
        1 => Just(Measure::DayEquivalents),
        2 => limit().prop_map(Measure::ConsecutiveDays),
        2 => Just(Measure::Spells),
        1 => Just(Measure::PartDays),
        1 => Just(Measure::Lessons),
        1 => Just(Measure::LateArrivals),
    ]
}

fn kinds() -> impl Strategy<Value = AbsenceSet> {
    let group = select(vec![
        AbsenceSet::TOTAL,
        AbsenceSet::TOTAL,
        AbsenceSet::TOTAL,
        AbsenceSet::AUTHORISED,
        AbsenceSet::UNAUTHORISED,
        AbsenceSet::UNREPORTED,
    ]);
    let chosen = prop::sample::subsequence(Absence::ALL.to_vec(), 1..4).prop_map(|kinds| kinds.into_iter().collect());
    prop_oneof![6 => group, 1 => chosen]
}

fn windows() -> impl Strategy<Value = Window> {
    let lengths = || {
        prop_oneof![
            select(vec![1_u16, 3, 5, 10, 28]).prop_map(Length::Days),
            select(vec![1_u16, 1, 2, 4, 8]).prop_map(Length::Weeks),
            select(vec![1_u16, 1, 2, 3]).prop_map(Length::Months),
            select(vec![1_u16, 2, 3, 5, 10, 20]).prop_map(Length::SchoolDays),
        ]
    };
    prop_oneof![
        2 => Just(Window::Period),
        1 => Just(Window::Term),
        1 => Just(Window::SchoolYear),
        1 => Just(Window::Month),
        4 => lengths().prop_map(Window::Rolling),
        3 => lengths().prop_map(Window::Latest),
        1 => Just(Window::Given(vec![
            super::span("2025-09-01/2025-09-14"),
            super::span("2025-01-01/2025-02-09"),
            super::span("2024-02-29/2024-03-01"),
            super::span("2025-02-03/2025-07-04"),
            super::span("2025-12-24/2026-01-06"),
        ])),
        1 => Just(Window::Given(Vec::new())),
    ]
}

fn settings() -> impl Strategy<Value = Settings> {
    let usual = Just(Settings::default());
    let other = (
        select(vec![Unregistered::Attended, Unregistered::LeftOut]),
        select(vec![OtherActivity::Attended, OtherActivity::LeftOut]),
        select(vec![Late::Absence, Late::Present]),
        select(vec![Months::ByDate, Months::ByCalendar]),
        select(vec![0_u8, 33, 50, 100]),
    )
        .prop_map(|(unregistered, other_activity, late, months, coverage)| Settings {
            unregistered,
            other_activity,
            late,
            months,
            coverage,
        });
    prop_oneof![1 => usual, 3 => other]
}

/// A condition, and whose value on which days its threshold shall be.
#[derive(Clone, Debug)]
enum Rule {
    Measured(Measured, Option<Aim>),
    Flags { columns: Vec<usize>, at_least: usize },
}

#[derive(Clone, Debug)]
struct Aim {
    pupil: Index,
    first: Index,
    days: u16,
}

fn rules() -> impl Strategy<Value = Rule> {
    let threshold = |measure: Measure| match measure {
        Measure::Share => select(vec![0_u32, 500, 2_000, 2_500, 3_333, 5_000, 10_000]).boxed(),
        Measure::DayEquivalents => select(vec![0_u32, 50, 100, 133, 200, 450]).boxed(),
        _ => select(vec![0_u32, 100, 200, 300, 500, 1_000]).boxed(),
    };
    let comparison = select(vec![Comparison::MoreThan, Comparison::AtLeast]);
    let aim = (any::<Index>(), any::<Index>(), select(vec![1_u16, 5, 7, 10, 14, 28, 31, 100])).prop_map(|(pupil, first, days)| Aim {
        pupil,
        first,
        days,
    });
    let measured = (measures(), kinds(), windows(), prop::bool::weighted(0.25), comparison, prop::option::weighted(0.7, aim))
        .prop_flat_map(move |(measure, kinds, window, every, comparison, aim)| {
            let quantifier = if every { Quantifier::Every } else { Quantifier::Any };
            let kinds = if measure == Measure::LateArrivals { AbsenceSet::TOTAL } else { kinds };
            threshold(measure).prop_map(move |hundredths| {
                let threshold = Decimal::from_hundredths(hundredths);
                let measured = Measured { measure, kinds, window: window.clone(), quantifier, comparison, threshold };
                Rule::Measured(measured, aim.clone())
            })
        });
    let flags = prop::sample::subsequence(vec![0, 1, 2], 1..=3)
        .prop_flat_map(|columns| (1..=columns.len()).prop_map(move |at_least| Rule::Flags { columns: columns.clone(), at_least }));
    prop_oneof![8 => measured, 1 => flags]
}

/// A definition whose thresholds wait for a world.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    clauses: Vec<Vec<Rule>>,
    settings: Settings,
}

pub(super) fn drafts() -> impl Strategy<Value = Draft> {
    let clause = prop_oneof![3 => prop::collection::vec(rules(), 1), 1 => prop::collection::vec(rules(), 2..4)];
    (prop::collection::vec(clause, 1..4), settings()).prop_map(|(clauses, settings)| Draft { clauses, settings })
}

impl Draft {
    /// The definition for a world: thresholds that aim at a pupil's value on some days are that value, where it can be written.
    pub(super) fn aimed(&self, world: &World) -> Definition {
        let roll = Roll::of(world, self.settings);
        let condition = |rule: &Rule| match rule {
            Rule::Flags { columns, at_least } => {
                Condition::Flags { columns: columns.iter().map(|flag| FLAGS[*flag].to_owned()).collect(), at_least: *at_least }
            }
            Rule::Measured(measured, aim) => {
                let hit = aim.as_ref().and_then(|aim| {
                    let days = roll.days(*aim.pupil.get(&world.pupils()));
                    let first = aim.first.get(days).day;
                    let window = Span::new(first, first.plus(i32::from(aim.days) - 1))?;
                    let inside = within(&seen(days, measured, self.settings), window);
                    value(&inside, measured, world.form, self.settings)?.decimal()
                });
                Condition::Measured(Measured { threshold: hit.unwrap_or(measured.threshold), ..measured.clone() })
            }
        };
        let clauses = self.clauses.iter().map(|rules| Clause { conditions: rules.iter().map(condition).collect() }).collect();
        Definition {
            id: "random".to_owned(),
            name: Name::default(),
            source: Name::default(),
            wording: Vec::new(),
            notes: Vec::new(),
            clauses,
            judgements: Vec::new(),
            settings: self.settings,
        }
    }
}

/// An analysis period of the days that a world covers, and columns of it: the whole, or successive parts.
pub(super) fn columns(whole: Span, cut: [Index; 2], parts: &[Index]) -> (Span, Vec<Span>) {
    let days: Vec<Day> = whole.iter().collect();
    let mut ends = cut.map(|cut| cut.index(days.len() * 3));
    // Two of three times the period begins where the days begin, and ends where they end.
    ends = [if ends[0] < days.len() { ends[0] } else { 0 }, if ends[1] < days.len() { ends[1] } else { days.len() - 1 }];
    ends.sort_unstable();
    let span = Span::new(days[ends[0]], days[ends[1]]).expect("in order");
    let mut firsts: Vec<Day> = parts.iter().map(|part| *part.get(&days[ends[0]..=ends[1]])).chain([span.first()]).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let lasts = firsts.iter().skip(1).map(|next| next.plus(-1)).chain([span.last()]);
    let columns = firsts.iter().zip(lasts).filter_map(|(first, last)| Span::new(*first, last)).collect();
    (span, columns)
}
