//! Tables that others have protected: their data, their choice of what is protected, and how much they withheld.
//! `FRANVARO_CASES` names the folder of the data, which are not ours to pass on. `cargo xtask safety` tries all of them and prints what
//! came of it; large ones are left out where nothing is optimised.

mod engine;
mod list;
mod peer;
mod span;

use engine::Ours;
use list::{CASES, LEFT_OUT};
use peer::{Case, Peer, Primary, Theirs, folder};
use span::Span;
use std::path::Path;
use std::time::Instant;

/// What came of a case.
#[derive(Default)]
struct Outcome {
    cells: usize,
    /// By the peer and by our rule.
    primaries: [usize; 2],
    /// By the peer, by elimination, and when nothing can be computed any more.
    withheld: [usize; 3],
    /// In the peer's pattern where it is known, and in ours.
    told: [Option<Told>; 2],
    /// When nothing can be proved small either, which no peer asks for.
    proof: Option<usize>,
    milliseconds: [u128; 2],
    faults: Vec<&'static str>,
}

/// Protected groups whose number can be computed, and others that can be proved small.
#[derive(Clone, Copy)]
struct Told {
    computed: usize,
    proved: usize,
}

/// At most so many may be withheld where a peer withholds some: five of a hundred more, rounded up.
const fn most(theirs: usize) -> usize {
    (theirs * 105).div_ceil(100)
}

fn tried(case: &Case, folder: &Path) -> Outcome {
    let started = Instant::now();
    let peer = case.read(folder);
    let ours = Ours::of(case, &peer);
    let count = |wanted: &dyn Fn(&peer::Row) -> bool| peer.rows.iter().filter(|row| wanted(row)).count();
    let own = count(&|row| ours.is_primary(row));
    let (cells, primaries, theirs) = match case.theirs {
        Theirs::Column(_) => (peer.rows.len(), count(&|row| row.primary == Some(true)), count(&|row| row.withheld == Some(true))),
        Theirs::Numbers([cells, primaries, withheld]) => (cells, primaries, withheld),
    };
    let mut faults = Vec::new();
    let mut claim = |holds: bool, fault: &'static str| faults.extend((!holds).then_some(fault));
    claim(cells == peer.rows.len(), "not the peer's cells");
    claim(peer.rows.iter().all(|row| row.primary.is_none_or(|primary| primary == ours.is_primary(row))), "other cells are primary");
    claim(primaries == own, "more cells or fewer are primary");

    let printed = ours.eliminated();
    let eliminated = started.elapsed();
    let withheld = |printed: &[bool]| printed.iter().filter(|printed| !**printed).count();
    let audited = ours.audited(&printed, Vec::new());
    let pattern: Option<Vec<bool>> = peer.rows.iter().map(|row| row.withheld.map(|withheld| !withheld)).collect();
    let pattern = pattern.and_then(|pattern| ours.audited(&pattern, Vec::new()));
    // That a number from 1 on is possible and 0 is not is no proof of anything where cells are primary for reasons of the peer's own.
    let few = matches!(case.primary, Primary::Few(..));
    let told = [pattern, audited].map(|audited| {
        let (computed, proved) = audited?.told();
        Some(Told { computed, proved: if few { proved } else { 0 } })
    });
    let is_clean = |told: Option<Told>, wanted: bool| told.is_none_or(|told| (told.computed == 0) == wanted);
    claim(is_clean(told[0], !case.is_unsafe), "the audit and the peer differ on the peer's pattern");
    // What elimination leaves is what peers come to; where that can be computed after all, the audit has more withheld.
    let safe = if is_clean(told[1], true) { Some(printed.clone()) } else { ours.repaired(&printed, true) };
    claim(safe.is_some(), "what can be computed cannot be helped");
    let safe = safe.unwrap_or(printed);
    claim(case.is_unsafe || withheld(&safe) <= most(theirs), "too much is withheld");
    if !ours.can_be_read() || !case.is_large {
        claim(no_combination(&peer, &ours, &safe), "a primary cell is a combination of printed ones");
    }
    let proof = match told[1] {
        Some(Told { computed: 0, proved: 0 }) => few.then(|| withheld(&safe)),
        Some(_) if !case.is_unsafe => ours.repaired(&safe, false).as_deref().map(withheld),
        _ => None,
    };
    let milliseconds = [eliminated, started.elapsed()].map(|time| time.as_millis());
    let withheld = [theirs, withheld(&ours.eliminated()), withheld(&safe)];
    Outcome { cells, primaries: [primaries, own], withheld, told, proof, milliseconds, faults }
}

/// Whether no primary cell is a linear combination of printed ones.
fn no_combination(peer: &Peer, ours: &Ours<'_>, printed: &[bool]) -> bool {
    let mut span = Span::of(peer.inner.len());
    peer.rows.iter().zip(printed).filter(|(_, printed)| **printed).for_each(|(row, _)| span.add(&row.members));
    peer.rows.iter().filter(|row| ours.is_primary(row)).all(|row| !span.holds(&row.members))
}

#[test]
fn no_more_is_withheld_than_by_others_and_nothing_can_be_computed() {
    let Some(folder) = folder() else { return };
    println!("Tables that others protected. Withheld: by the peer (! by a pattern known to be unsafe), by our elimination, and until the");
    println!("audit can compute no primary cell (ours). Audit: primary cells that it can compute + others that it can prove small, in the");
    println!("peer's pattern and in elimination's. Proof: withheld until nothing can be proved small either, which no peer asks for.\n");
    println!(
        "{:<24} {:>6} {:>11} {:>6} {:>6} {:>6} {:>11} {:>11} {:>6} {:>8} {:>8}",
        "", "", "primary", "with-", "", "", "audit of", "audit of", "", "ms of", "ms of"
    );
    println!(
        "{:<24} {:>6} {:>11} {:>6} {:>6} {:>6} {:>11} {:>11} {:>6} {:>8} {:>8}",
        "", "cells", "peer / ours", "held", "elim.", "ours", "the peer", "elim.", "proof", "elim.", "all"
    );
    let mut wrong = Vec::new();
    for case in CASES {
        if case.is_large && cfg!(debug_assertions) {
            println!("{:<24} left to cargo xtask safety: long where nothing is optimised", case.name);
            continue;
        }
        let Outcome { cells, primaries, withheld, told, proof, milliseconds, faults } = tried(case, &folder);
        let of = |told: Option<Told>| told.map_or_else(|| "-".to_owned(), |Told { computed, proved }| format!("{computed} + {proved}"));
        println!(
            "{:<24} {cells:>6} {:>11} {:>6} {:>6} {:>6} {:>11} {:>11} {:>6} {:>8} {:>8} {}",
            case.name,
            format!("{} / {}", primaries[0], primaries[1]),
            format!("{}{}", withheld[0], if case.is_unsafe { "!" } else { "" }),
            withheld[1],
            withheld[2],
            of(told[0]),
            of(told[1]),
            proof.map_or_else(|| "-".to_owned(), |proof| proof.to_string()),
            milliseconds[0],
            milliseconds[1],
            faults.join("; "),
        );
        wrong.extend((!faults.is_empty()).then(|| format!("{}: {}", case.name, faults.join("; "))));
    }
    println!("\nNot tried:");
    LEFT_OUT.iter().for_each(|(name, reason)| println!("  {name}: {reason}"));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_withheld_primary_cells_alone_give_away_is_found() {
    let Some(folder) = folder() else { return };
    // Two groupings that are safe apart, and a table in which each line hides two cells or more.
    for name in ["overlapping_groups", "four_by_four", "example1_t8"] {
        let case = CASES.iter().find(|case| case.name == name).expect("there is such a case");
        let peer = case.read(&folder);
        let ours = Ours::of(case, &peer);
        let printed: Vec<bool> = peer.rows.iter().map(|row| !ours.is_primary(row)).collect();
        let (computed, _) = ours.audited(&printed, Vec::new()).expect("the case can be read").told();
        assert!(computed > 0, "{name}");
    }
}
