//! The judge against hand-worked cases (`cases/*.toml`), against wordings that can be read in two ways, and against a slow evaluator
//! on random small worlds and on a made-up municipality.
//!
//! Compiled into the library's own tests, since verdicts on single pupils are not to be had outside it.

#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

mod agreement;
mod arbitrary;
mod cases;
mod engine;
mod grains;
mod language;
mod lessons;
mod municipality;
mod random;
mod readings;
mod slow;
mod times;
mod totals;
mod world;

use crate::calendar::{Day, Span};
use crate::definition::Definition;
use engine::Judged;
use slow::{Answer, Roll, Slow};
use world::World;

/// A definition of one clause, or of more under further `[[clause]]`, as its file would say it.
fn definition(clause: &str, settings: &str) -> Definition {
    let text = format!(
        "id = \"case\"\n[name]\nsv = \"-\"\nen = \"-\"\n[source]\nsv = \"-\"\nen = \"-\"\n[settings]\n{settings}\n[[clause]]\n{clause}\n"
    );
    Definition::parse(&text).unwrap_or_else(|fault| panic!("{clause}\n{settings}\n{fault:?}"))
}

fn day(text: &str) -> Day {
    Day::of_iso(text).unwrap_or_else(|| panic!("`{text}` is no day"))
}

/// The days of `2025-08-18/2025-08-29`, or of `2025-08-18`.
fn span(text: &str) -> Span {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    Span::new(day(first), day(last)).unwrap_or_else(|| panic!("`{text}` ends before it begins"))
}

/// Where the engine and the slow evaluator differ on a column; nothing where they agree.
fn difference(world: &World, roll: &Roll, definition: &Definition, span: Span, column: Span, judged: &Judged) -> Option<String> {
    let slow = Slow::new(world, roll, definition, span, column);
    let told = |place: usize| format!("clause {place} ({:?}) of {span:?}, column {column:?}", definition.clauses()[place]);
    for (place, reasons) in slow.reasons().iter().enumerate() {
        let found = judged.reasons[place];
        if found.map_or(!reasons.is_empty(), |found| !reasons.contains(&found)) {
            return Some(format!("{}: not evaluated because of {found:?}, and slowly because of {reasons:?}", told(place)));
        }
    }
    let answers = slow.answers();
    if answers.len() != judged.verdicts.len() {
        return Some(format!("{} pupils, and slowly {}", judged.verdicts.len(), answers.len()));
    }
    for ((answer, verdict), pupil) in answers.iter().zip(&judged.verdicts).zip(world.pupils()) {
        let plain = verdict.map(|verdict| Answer {
            clauses: (0..definition.clauses().len()).map(|at| judged.reasons[at].is_none().then(|| verdict.meets(at))).collect(),
            decisive: verdict.decisive().map(|decisive| (decisive.clause, decisive.window)),
        });
        if plain != *answer {
            return Some(format!("pupil {pupil} of {span:?}, column {column:?}: {plain:?}, and slowly {answer:?}"));
        }
        if let Some(verdict) = verdict {
            assert_eq!(verdict.above(), plain.is_some_and(|plain| plain.above()), "above is what meets a clause");
        }
    }
    None
}
