//! Tests of the station as a whole, and what they share.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "the cases of others lie in a folder, and a release is timed")]

mod bench;
mod brute;
mod cases;
mod insiders;
mod joint;
mod magnitudes;
mod patterns;
mod towns;
mod worked;

use super::{Context, Figure, Lessons, Policy, Published, Refusal, Spec, Subject, Table, release};
use crate::calendar::{Day, Span};
use crate::definition::{Name, Settings, Summary};
use crate::disclosure::audit::{Contradiction, Objection, Open, Reading};
use crate::disclosure::census::Census;
use crate::disclosure::possible::Possible;
use crate::register::{Breakdown, Label};
use crate::tally::{CellTimes, Counts, InnerCell, State};
use std::collections::BTreeMap;

/// A label that sorts by its text.
fn label(text: &str) -> Label {
    Label { rank: 0, text: text.to_owned() }
}

/// Pupils of whom one thing is true.
fn hits_of(hits: u64) -> Vec<(State, u64)> {
    if hits == 0 { Vec::new() } else { vec![(1, hits)] }
}

/// Counts in one column of everything that the files can be asked.
fn counts(by: &[Breakdown], cells: Vec<InnerCell>) -> Counts {
    let mut cells = cells;
    cells.sort_by(|one, other| (&one.key, one.column).cmp(&(&other.key, other.column)));
    let columns = cells.iter().map(|cell| cell.column + 1).max().unwrap_or(1);
    Counts { by: by.to_vec(), measured: vec![State::MAX; columns], cells, times: CellTimes::default() }
}

/// A table from `keys pupils hits`, keys with slashes between.
fn table(by: &[Breakdown], cells: &[(&str, u64, u64)]) -> Counts {
    let cell = |(key, pupils, hits): &(&str, u64, u64)| InnerCell {
        key: key.split('/').filter(|text| !text.is_empty()).map(label).collect(),
        column: 0,
        pupils: *pupils,
        states: hits_of(*hits),
    };
    counts(by, cells.iter().map(cell).collect())
}

fn context() -> Context {
    let summary = Summary {
        id: "haninge".to_owned(),
        name: Name::default(),
        clauses: Vec::new(),
        settings: Settings::default(),
        settings_words: Vec::new(),
        source: Name::default(),
        wording: Vec::new(),
        notes: Vec::new(),
    };
    Context {
        program: "franvarokalkyl 0.1.0".to_owned(),
        made: Day::MIN,
        files: 1,
        grain: "lesson",
        span: Span::new(Day::MIN, Day::MAX).expect("the span is in order"),
        subject: Subject::Definition(summary),
        over: None,
        columns: vec![String::new()],
        gaps: Vec::new(),
        population: 100,
        registered: Vec::new(),
        lessons: Some(Lessons { scheduled: 1000, registered: 971 }),
        remarks: Vec::new(),
    }
}

/// A release of single hits.
fn try_release(counts: &Counts, context: Context, policy: Policy) -> Result<Published, Refusal> {
    release(counts, &[Spec::hits(&counts.by)], &[], context, policy)
}

fn released(counts: &Counts) -> Published {
    try_release(counts, context(), Policy::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The numbers of pupils that tables print, by the finest of them that is not about the whole only.
fn census(tables: &[Table]) -> Census {
    let finest = tables.iter().max_by_key(|table| table.by().len()).expect("there are tables");
    let inner = finest.rows().iter().filter(|row| row.labels().iter().all(Option::is_some));
    let pupils = |figure| if let Figure::Count(pupils) = figure { pupils } else { 0 };
    let cells = inner.map(|row| ((row.labels().iter().flatten().cloned().collect(), row.column), pupils(row.pupils()))).collect();
    Census { by: finest.by().to_vec(), cells }
}

/// What a reader makes of tables.
fn read(tables: &[Table], possible: &Possible, policy: Policy) -> Result<Reading, Contradiction> {
    Reading::of(&Open { tables, earlier: 0, census: &census(tables), possible }, policy)
}

/// What the audit objects to in tables.
fn objections(tables: &[Table], possible: &Possible, policy: Policy) -> Result<Vec<Objection>, Contradiction> {
    read(tables, possible, policy)?.attack(&mut Vec::new())
}

/// A reader of tables who does not know what is true.
fn possible(chain: usize, states: &[State]) -> Possible {
    let mut seen: BTreeMap<State, u64> = states.iter().map(|state| (*state, 1)).collect();
    let pupils = seen.values().sum::<u64>() + 1;
    let _ = seen.remove(&0);
    let cell = InnerCell { key: vec![label("nobody's")], column: 0, pupils, states: seen.into_iter().collect() };
    Possible::of(&Counts { by: vec![Breakdown::School], measured: vec![State::MAX], cells: vec![cell], times: CellTimes::default() }, chain)
}

/// Numbers that look random and are the same in every run (Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Schools × grades × genders × columns of time, with about so many pupils in each cell and so many of a hundred above each of some
/// rising limits: the first, and of those above one about half above the next.
fn schools(numbers: &mut Numbers, size: [u64; 4], pupils: u64, percent: u64, limits: usize) -> Counts {
    let [schools, grades, genders, columns] = size;
    let mut cells = Vec::new();
    for school in 0..schools {
        let percent = percent * (50 + numbers.below(100)) / 100;
        for (grade, gender, column) in
            (0..grades).flat_map(|grade| (0..genders).flat_map(move |gender| (0..columns).map(move |column| (grade, gender, column))))
        {
            let pupils = 1 + pupils / 2 + numbers.below(pupils);
            let mut states: BTreeMap<State, u64> = BTreeMap::new();
            for _ in 0..pupils {
                let mut state: State = 0;
                let mut above = numbers.below(100) < percent;
                for limit in 0..limits {
                    state |= State::from(above) << limit;
                    above &= numbers.below(2) == 0;
                }
                *states.entry(state).or_default() += 1;
            }
            let _ = states.remove(&0);
            let key = vec![label(&format!("s{school:02}")), label(&format!("g{grade:02}")), label(&format!("k{gender}"))];
            let column = usize::try_from(column).expect("a number of columns");
            cells.push(InnerCell { key, column, pupils, states: states.into_iter().collect() });
        }
    }
    counts(&[Breakdown::School, Breakdown::Grade, Breakdown::Gender], cells)
}

/// Counts printed, of all that there are.
fn printed(tables: &[Table]) -> (usize, usize) {
    let cells = || tables.iter().flat_map(|table| table.rows()).flat_map(|row| row.cells());
    (cells().filter(|cell| matches!(cell.count(), Figure::Count(_))).count(), cells().count())
}
