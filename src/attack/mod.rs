//! An attack on published tables, as a reader would make it who has some reports, knows how many pupils each group has, and can reckon.
//!
//! It knows nothing of how the tables were protected. It rebuilds from the keys of their rows how groups hang together, from their
//! columns how counts do, and asks of each number that is not printed between what and what it must lie. So it can be turned on any report
//! file, by whomever it was written, and on several together; and on ours it is a second opinion. Shares of time are no counts: of them it
//! asks whether that of a group follows from those of others.
//!
//! What it does not try: columns of time are apart, also where they overlap; of three definitions or more it holds each two together, not
//! all at once; a pupil's own knowledge of himself is not counted on; nor what a share of time, being none or all of it, says of parts.

mod cells;
mod classes;
mod examine;
mod facts;
mod indicator;
mod json;
mod magnitudes;
mod model;
mod outcome;
mod population;
mod program;
mod prove;
mod reading;
mod search;
mod solver;
mod text;
mod verdict;
mod words;

pub use json::json;
pub use outcome::{Finding, Outcome, Step, Time};
pub use search::Depth;
pub use text::text;
pub use verdict::Verdict;

use crate::claim::{Claim, Fault};
use crate::locale::{Key, Value};
use indicator::Catalogue;
use outcome::Writer;
use population::{Population, fault, sizes};
use reading::Sheet;
use std::collections::BTreeSet;

/// Why a population was not attacked.
enum Trouble {
    Fault(Fault),
    /// Its figures contradict one another: so at least these.
    Contradiction(Fault),
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Attacks reports together.
///
/// # Errors
/// [`Fault`] when the tables of a report contradict themselves, or are too many to be attacked.
pub fn attack(claims: &[Claim], depth: Depth) -> Result<Outcome, Fault> {
    let mut catalogue = Catalogue::default();
    let (mut sheets, passed) = reading::sheets(claims, &mut catalogue);
    classes::place_in_schools(&mut sheets, claims);
    let mut outcome = Outcome::of(claims);
    if !passed.is_empty() {
        let names = passed.into_iter().map(Value::from).collect();
        outcome.notes.push(Key::AuditNotePassed.with("names", Value::List(names)));
    }
    for joint in joint(&sheets, claims, &mut outcome)? {
        match together(&joint, claims, &catalogue, depth, &mut outcome) {
            Ok(()) => (),
            Err(Trouble::Fault(fault)) => return Err(fault),
            Err(Trouble::Contradiction(fault)) => {
                let files: BTreeSet<usize> = joint.iter().map(|sheet| sheet.claim).collect();
                if files.len() < 2 {
                    return Err(fault);
                }
                let named = files.iter().filter_map(|file| claims.get(*file)).map(|claim| claim.file.as_str().into()).collect();
                outcome.notes.push(Key::AuditNoteContradict.with("files", Value::List(named)));
                for file in files {
                    let own: Vec<&Sheet> = joint.iter().copied().filter(|sheet| sheet.claim == file).collect();
                    together(&own, claims, &catalogue, depth, &mut outcome).map_err(|trouble| match trouble {
                        Trouble::Fault(fault) | Trouble::Contradiction(fault) => fault,
                    })?;
                }
            }
        }
    }
    outcome.sort();
    Ok(outcome)
}

/// The sheets that speak of the same pupils: of one part of one period, with the same number of pupils in every group that both have.
fn joint<'a>(sheets: &'a [Sheet], claims: &[Claim], outcome: &mut Outcome) -> Result<Vec<Vec<&'a Sheet>>, Fault> {
    let mut joint: Vec<Vec<&Sheet>> = Vec::new();
    for sheet in sheets {
        let own = sizes(sheet, claims)?;
        let period = |sheet: &Sheet| claims.get(sheet.claim).map(|claim| &claim.period);
        let mut home = None;
        for (place, others) in joint.iter().enumerate() {
            let Some(first) = others.first().filter(|other| period(other) == period(sheet) && other.column == sheet.column) else {
                continue;
            };
            let (mut shared, mut same) = (0, true);
            for other in others {
                let theirs = sizes(other, claims)?;
                own.iter().filter_map(|(labels, size)| Some((size, theirs.get(labels)?))).for_each(|(size, other)| {
                    shared += 1;
                    same &= size == other;
                });
            }
            if shared > 0 && same {
                home = Some(place);
                break;
            }
            if let (Some(one), Some(other)) = (claims.get(first.claim), claims.get(sheet.claim)) {
                outcome.notes.push(Key::AuditNoteApart.with("one", one.file.as_str()).with("other", other.file.as_str()));
            }
        }
        match home.and_then(|home| joint.get_mut(home)) {
            Some(home) => home.push(sheet),
            None => joint.push(vec![sheet]),
        }
    }
    outcome.notes.dedup();
    Ok(joint)
}

/// Attacks the sheets of one population.
fn together(sheets: &[&Sheet], claims: &[Claim], catalogue: &Catalogue, depth: Depth, outcome: &mut Outcome) -> Result<(), Trouble> {
    let population = Population::of(sheets, claims)?;
    let figures = facts::Figures::of(sheets, &population, claims, catalogue)?;
    let too_many = || {
        let file = sheets.first().and_then(|sheet| claims.get(sheet.claim)).map_or_else(String::new, |claim| claim.file.clone());
        Fault { file, table: None, row: None, what: Key::AuditTooMany.into() }
    };
    let mut model = model::Model::new(&population, catalogue, &figures.counts).ok_or_else(too_many)?;
    model.facts.clone_from(&figures.facts);
    let prover = prove::Prover::new(&model);
    let lines: Vec<_> = model.facts.iter().filter_map(|fact| model.line(fact)).collect();
    let known: Vec<_> = model.structure.iter().chain(&lines).collect();
    let (withheld, derived) = examine::hidden(&figures, &model);
    let plain = examine::Plain::new(&model);
    let searched = solver::Solver::new(model.bounds.clone(), &known).and_then(|mut solver| {
        let mut targets = Vec::new();
        for (group, count) in withheld.iter().chain(&derived) {
            let subject = examine::Subject::plain(*group, *count);
            let hidden = withheld.contains(&(*group, *count));
            let told = !hidden && plain.of(*group, *count).is_some();
            let target = subject.guard(&population).zip(model.count(*group, *count));
            // A row of nobody has nothing to tell, and what its figures tell needs no search.
            if let Some((guard, form)) = target.filter(|(guard, _)| guard.pupils != Some(0) && !told) {
                targets.push(search::Target::new(subject, guard, hidden, form, &solver));
            }
        }
        search::search(&mut solver, &mut targets, depth).map(|results| (targets, results))
    });
    let Ok((targets, results)) = searched else {
        let against = prover.contradiction();
        let place = against.first().and_then(|fact| model.facts.get(*fact)).map(|fact| fact.place);
        let figures = words::steps(&model, claims, &against, None).iter().map(|step| step.sentence().into()).collect();
        let what = Key::AuditContradiction.with("figures", Value::List(figures));
        return Err(Trouble::Contradiction(place.map_or_else(too_many, |place| fault(claims, place, what))));
    };
    let all = withheld.union(&derived).copied().collect();
    let mut writer = Writer { model: &model, prover: &prover, claims, outcome };
    writer.count(&figures);
    writer.printed();
    writer.searched(&targets, &results);
    let (leaks, tried) = plain.leaks(&all, &withheld);
    writer.told(leaks, tried);
    magnitudes::attack(sheets, &population, &mut writer).ok_or_else(|| Trouble::Fault(too_many()))
}
