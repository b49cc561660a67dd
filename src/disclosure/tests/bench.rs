//! How long a release takes: printed, not judged (`cargo test --release --lib disclosure::tests::bench -- --nocapture`).

use super::{Breakdown, Numbers, label, printed, released, schools};
use crate::tally::{CrossTable, InnerCell};
use std::time::Instant;

/// Classes × genders, with two or three classes in each of `grades` grades and schools of ten grades.
fn classes(numbers: &mut Numbers, classes: u64, percent: u64) -> CrossTable {
    let mut cells = Vec::new();
    for class in 0..classes {
        for gender in ["boy", "girl"] {
            let pupils = 8 + numbers.below(9);
            let hits = (0..pupils).filter(|_| numbers.below(100) < percent).count();
            let key = vec![label(&format!("c{class:03}")), label(gender)];
            cells.push(InnerCell { key, pupils, hits: u64::try_from(hits).unwrap_or(0) });
        }
    }
    CrossTable { by: vec![Breakdown::Class, Breakdown::Gender], cells, measurable: true }
}

fn timed(name: &str, table: &CrossTable) {
    let started = Instant::now();
    let published = released(table);
    let (open, all) = printed(&published);
    println!("{name}: {} inner cells, {open} of {all} counts printed, {} ms", table.cells.len(), started.elapsed().as_millis());
    assert!(open > 0 && open < all);
}

#[test]
fn large_tables_are_released() {
    for percent in [5, 15, 30] {
        let mut numbers = Numbers(percent);
        timed(&format!("20 schools × 10 grades × 2 genders, {percent} %"), &schools(&mut numbers, 20, 10, 2, 36, percent));
        timed(&format!("12 schools × 3 grades × 2 genders, {percent} %"), &schools(&mut numbers, 12, 3, 2, 36, percent));
        timed(&format!("300 classes × 2 genders, {percent} %"), &classes(&mut numbers, 300, percent));
    }
}
