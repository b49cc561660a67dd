//! How many pupils of each grade each school has: sizes of groups, which a reader knows anyway, so that schools can be compared as if they had
//! the same grades.

use super::spec::Spec;
use crate::register::{Breakdown, Label};
use crate::tally::Counts;
use std::collections::BTreeMap;

/// Pupils by school and grade, of a release that has tables by both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mix {
    sizes: BTreeMap<Label, BTreeMap<Label, u64>>,
}

impl Mix {
    /// That of the only column of time that some tables have; nothing where they are not by school in one table and by grade in another, or
    /// are over time.
    pub(super) fn of(counts: &Counts, specs: &[Spec]) -> Self {
        let has = |breakdown: &Breakdown| specs.iter().any(|spec| spec.by.as_slice() == std::slice::from_ref(breakdown));
        let place = |breakdown: &Breakdown| counts.by.iter().position(|by| by == breakdown);
        let columns: Vec<usize> = match specs.first().map(|spec| &spec.columns) {
            Some(Some(columns)) => columns.clone(),
            _ => (0..counts.measured.len()).collect(),
        };
        let mut mix = Self::default();
        let (Some(school), Some(grade), [column]) = (place(&Breakdown::School), place(&Breakdown::Grade), columns.as_slice()) else {
            return mix;
        };
        if !has(&Breakdown::School) || !has(&Breakdown::Grade) {
            return mix;
        }
        for cell in counts.cells.iter().filter(|cell| cell.column == *column) {
            let (Some(school), Some(grade)) = (cell.key.get(school), cell.key.get(grade)) else { continue };
            *mix.sizes.entry(school.clone()).or_default().entry(grade.clone()).or_default() += cell.pupils;
        }
        mix
    }

    /// Whether the release does not have tables by both.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Pupils of a school by grade.
    #[must_use]
    pub fn of_school(&self, school: &Label) -> Option<&BTreeMap<Label, u64>> {
        self.sizes.get(school)
    }
}
