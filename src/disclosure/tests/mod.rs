//! Tests of the station as a whole, and what they share.
#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test stops at the first surprise")]
#![expect(clippy::disallowed_methods, reason = "the cases of others lie in a folder, and a release is timed")]

mod bench;
mod brute;
mod cases;
mod worked;

use super::{Context, Figure, Lessons, Policy, Published, release};
use crate::calendar::{Day, Span};
use crate::definition::Summary;
use crate::register::{Breakdown, Label};
use crate::tally::{CrossTable, InnerCell};

/// A label that sorts by its text.
fn label(text: &str) -> Label {
    Label { rank: 0, text: text.to_owned() }
}

/// A table from `keys pupils hits`, keys with slashes between.
fn table(by: &[Breakdown], cells: &[(&str, u64, u64)]) -> CrossTable {
    let cell = |(key, pupils, hits): &(&str, u64, u64)| InnerCell {
        key: key.split('/').filter(|text| !text.is_empty()).map(label).collect(),
        pupils: *pupils,
        hits: *hits,
    };
    CrossTable { by: by.to_vec(), cells: cells.iter().map(cell).collect(), measurable: true }
}

fn context() -> Context {
    Context {
        program: "franvarokalkyl 0.1.0".to_owned(),
        made: Day::MIN,
        files: 1,
        grain: "lesson",
        span: Span::new(Day::MIN, Day::MAX).expect("the span is in order"),
        definition: Summary {
            id: "haninge".to_owned(),
            name: crate::definition::Name::default(),
            clauses: Vec::new(),
            settings: crate::definition::Settings::default(),
        },
        lessons: Some(Lessons { scheduled: 1000, registered: 971 }),
        remarks: Vec::new(),
    }
}

fn released(table: &CrossTable) -> Published {
    release(table, context(), Policy::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// Numbers that look random and are the same in every run (Knuth's constants).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Schools × grades × genders, with about so many pupils in each cell and so many of a hundred above the limit.
fn schools(numbers: &mut Numbers, schools: u64, grades: u64, genders: u64, pupils: u64, percent: u64) -> CrossTable {
    let mut cells = Vec::new();
    for school in 0..schools {
        let percent = percent * (50 + numbers.below(100)) / 100;
        for grade in 0..grades {
            for gender in 0..genders {
                let pupils = 1 + pupils / 2 + numbers.below(pupils);
                let hits = (0..pupils).filter(|_| numbers.below(100) < percent).count();
                let key = vec![label(&format!("s{school:02}")), label(&format!("g{grade:02}")), label(&format!("k{gender}"))];
                cells.push(InnerCell { key, pupils, hits: u64::try_from(hits).expect("a number of pupils") });
            }
        }
    }
    CrossTable { by: vec![Breakdown::School, Breakdown::Grade, Breakdown::Gender], cells, measurable: true }
}

/// Rows with their hits printed, of all rows.
fn printed(published: &Published) -> (usize, usize) {
    let rows = published.tables()[0].rows();
    (rows.iter().filter(|row| matches!(row.hits(), Figure::Count(_))).count(), rows.len())
}
