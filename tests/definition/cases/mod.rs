//! Hand-worked cases as text: days and marks, a definition, the verdict. New cases are new lines of text.

use super::world::{FLAGS, Form, Lesson, Mark, Tick, World};
use super::{definition, difference, engine, slow, span};
use crate::calendar::{Day, Span};
use crate::layout::Choices;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// A file of cases.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// Days of one pupil, a clause, and what the hand made of it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// The clause, as in a definition's file; more follow under `[[clause]]`.
    clause: String,
    #[serde(default)]
    settings: String,
    /// Of the pupil, a line for some days: `2025-08-18 ..a..` or for each weekday between, `2025-08-18/2025-08-29 .....`. Each mark is a
    /// lesson of 60 minutes, all of it of that mark: `a20` is 20 minutes of it, `a/40` 40 minutes, `a20/40` half of them; `a20+10` is
    /// 20 minutes authorised and 10 unauthorised. After the marks may stand `skola=2`, `klass=B`, and for the columns of yes and no
    /// `känd=ja`, `hemma=nej`, `skolan=ja`.
    days: String,
    /// The same of another pupil at the school, who makes its calendar.
    #[serde(default)]
    others: String,
    /// What a row is, and what it has.
    #[serde(default)]
    rows: Rows,
    /// The files, where their form is what the case is about; then `days` is what the hand makes of them.
    #[serde(default)]
    files: Vec<String>,
    /// The first and the last day of the analysis period, where it is not what the columns or else the files cover.
    period: Option<String>,
    /// Columns of a table over time.
    #[serde(default)]
    over: Vec<String>,
    /// `above`, `below`, `outside` the population, or the name of the reason why it cannot be evaluated; a word for each column.
    verdict: String,
    /// The window that decided, of each column that is above.
    window: Option<String>,
}

#[derive(Clone, Copy, Default, serde::Deserialize)]
enum Rows {
    #[default]
    #[serde(rename = "lessons")]
    Clocks,
    #[serde(rename = "lessons without clocks")]
    NoClocks,
    #[serde(rename = "lessons with authorised and unauthorised minutes")]
    SideBySide,
    #[serde(rename = "days")]
    Days,
}

impl Rows {
    const fn form(self) -> Form {
        match self {
            Self::Clocks => Form::Clocks,
            Self::NoClocks => Form::NoClocks,
            Self::SideBySide => Form::SideBySide,
            Self::Days => Form::Days,
        }
    }
}

/// The number that comes next, if any.
fn digits(letters: &mut Peekable<Chars<'_>>) -> Option<u64> {
    let mut digits = String::new();
    while let Some(digit) = letters.next_if(char::is_ascii_digit) {
        digits.push(digit);
    }
    digits.parse().ok()
}

/// Reads the lessons of a pupil.
pub(super) fn marked(pupil: usize, text: &str) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    // When the next lesson of a day starts.
    let mut clock: BTreeMap<Day, u64> = BTreeMap::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split_whitespace();
        let (Some(days), Some(marks)) = (words.next(), words.next()) else { panic!("{line}") };
        let (mut school, mut class, mut ticks) = (1, 'A', [Tick::Blank; FLAGS.len()]);
        for word in words {
            let tick = |text: &str| [Tick::Yes, Tick::No].into_iter().find(|tick| tick.word() == text).unwrap_or_default();
            match word.split_once('=') {
                Some(("skola", number)) => school = number.parse().expect(line),
                Some(("klass", letter)) => class = letter.chars().next().expect(line),
                Some(("känd", text)) => ticks[0] = tick(text),
                Some(("hemma", text)) => ticks[1] = tick(text),
                Some(("skolan", text)) => ticks[2] = tick(text),
                _ => panic!("{line}"),
            }
        }
        for day in span(days).iter().filter(|day| !days.contains('/') || !day.is_weekend()) {
            let mut letters = marks.chars().peekable();
            while let Some(letter) = letters.next() {
                let mark = Mark::of(letter);
                let said = digits(&mut letters);
                let beside = letters.next_if_eq(&'+').and_then(|_| digits(&mut letters));
                let length = letters.next_if_eq(&'/').and_then(|_| digits(&mut letters));
                let minutes = length.unwrap_or(60);
                // A late arrival has the minutes that are written; any other absence is of the whole lesson unless they are.
                let absent = match mark {
                    Mark::Late => said.unwrap_or(0),
                    mark if mark.has_minutes() => said.unwrap_or(minutes),
                    _ => 0,
                };
                let start = clock.entry(day).or_insert(8 * 60);
                lessons.push(Lesson {
                    pupil,
                    school,
                    class,
                    day,
                    start: u16::try_from(*start).expect(line),
                    minutes,
                    mark,
                    absent,
                    beside: beside.unwrap_or(0),
                    ticks,
                });
                *start += minutes + 5;
            }
        }
    }
    lessons
}

impl Case {
    fn world(&self) -> World {
        let mut world = World { lessons: marked(1, &self.days), form: self.rows.form() };
        world.lessons.extend(marked(2, &self.others));
        // Files are as they are.
        if self.files.is_empty() { world.with_somebody_present() } else { world }
    }

    fn check(&self) {
        let definition = definition(&self.clause, &self.settings);
        let world = self.world();
        let over: Vec<Span> = self.over.iter().map(|column| span(column)).collect();
        let covered = over.first().zip(over.last()).and_then(|(first, last)| Span::new(first.first(), last.last())).or(world.span());
        let whole = self.period.as_deref().map(span).or(covered).expect("a case has days");
        let columns = if over.is_empty() { vec![whole] } else { over };
        let csv = world.csv();
        let files: Vec<&str> = if self.files.is_empty() { vec![&csv] } else { self.files.iter().map(String::as_str).collect() };
        let judged = engine::read(&files, Choices::default(), |register| engine::judged(register, &[&definition], whole, &columns));
        let roll = slow::Roll::of(&world, definition.settings());
        let place = world.place(1);
        let mut found = Vec::new();
        let mut windows = Vec::new();
        for (column, judged) in columns.iter().zip(&judged[0]) {
            found.push(match (judged.reasons.iter().all(Option::is_some), judged.verdicts[place]) {
                (true, _) => judged.reasons[0].unwrap_or_default(),
                (false, Some(verdict)) if verdict.above() => "above",
                (false, Some(_)) => "below",
                (false, None) => "outside",
            });
            let decisive = judged.verdicts[place].and_then(|verdict| verdict.decisive());
            windows.extend(decisive.map(|decisive| format!("{}/{}", decisive.window.first(), decisive.window.last())));
            let differs = difference(&world, &roll, &definition, whole, *column, judged);
            assert!(differs.is_none(), "{}: the slow evaluator: {}", self.name, differs.unwrap_or_default());
        }
        assert_eq!(found.join(" "), self.verdict, "{}", self.name);
        if let Some(window) = &self.window {
            assert_eq!(windows.join(" "), *window, "{}", self.name);
        }
    }
}

/// Makes a test of each file of cases.
macro_rules! files {
    ($($name:ident),* $(,)?) => {
        $(
            #[test]
            fn $name() {
                let cases: Cases = toml::from_str(include_str!(concat!(stringify!($name), ".toml"))).expect("the cases are TOML");
                for case in &cases.case {
                    case.check();
                }
            }
        )*
    };
}

files![
    calendar,
    days,
    equivalents,
    flags,
    forms,
    given,
    kinds,
    late,
    latest,
    lessons,
    months,
    over,
    own,
    parts,
    rolling,
    runs,
    settings,
    share,
    spells,
];
