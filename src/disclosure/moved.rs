//! Releases in the numbering of counts that they share with others. Each numbers its basic indicators and columns of time for itself, and
//! is put back into its own numbering before it leaves, so that nothing in it tells what stood beside it.

use super::measure::{Indicator, Measure, bit};
use super::published::{Published, Row, Table};
use super::spec::Spec;
use crate::tally::State;

/// Where the basic indicators and the columns of time of one release stand in counts of several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Numbering {
    /// For each basic indicator its place there.
    pub(crate) bits: Vec<usize>,
    /// For each column of time its place there. They rise, so that rows keep their order.
    pub(crate) columns: Vec<usize>,
}

impl Numbering {
    fn bit(&self, place: usize) -> usize {
        self.bits.get(place).copied().unwrap_or(place)
    }

    fn state(&self, state: State) -> State {
        (0..128).filter(|place| state >> place & 1 == 1).fold(0, |all, place| all | bit(self.bit(place)))
    }

    fn measure(&self, measure: Measure) -> Measure {
        // Definitions are the first basic indicators of the tables that tell of them.
        match measure {
            Measure::Definition(place) => Measure::Definition(self.bit(place)),
            Measure::Both(one, other) => Measure::Both(self.bit(one), self.bit(other)),
            Measure::OnlyFirst(one, other) => Measure::OnlyFirst(self.bit(one), self.bit(other)),
            Measure::OnlySecond(one, other) => Measure::OnlySecond(self.bit(one), self.bit(other)),
            Measure::Hits | Measure::Over(_) | Measure::Class(..) | Measure::Clause(..) => measure,
        }
    }
}

impl Spec {
    /// The table in another numbering.
    pub(crate) fn moved(&self, numbering: &Numbering) -> Self {
        let mut moved = self.clone();
        for (measure, counted) in &mut moved.measures {
            *measure = numbering.measure(*measure);
            let Indicator { yes, no, any } = counted.indicator;
            counted.indicator = Indicator { yes: numbering.state(yes), no: numbering.state(no), any: numbering.state(any) };
        }
        moved.groups = moved.groups.iter().map(|group| numbering.state(*group)).collect();
        moved.columns = Some(match moved.columns {
            Some(columns) => columns.iter().filter_map(|column| numbering.columns.get(*column)).copied().collect(),
            None => numbering.columns.clone(),
        });
        moved
    }
}

impl Published {
    /// The release in another numbering.
    pub(crate) fn moved(&self, numbering: &Numbering) -> Self {
        let mut moved = self.clone();
        for table in &mut moved.tables {
            table.spec = table.spec.moved(numbering);
            table.renumber(|column| numbering.columns.get(column).copied());
        }
        moved
    }

    /// The release in its own numbering again: its tables as they were asked for, and the labels of its columns of time.
    pub(crate) fn back(mut self, specs: &[Spec], numbering: &Numbering, labels: &[String]) -> Self {
        for (table, spec) in self.tables.iter_mut().zip(specs) {
            table.spec = spec.clone();
            table.columns = labels.to_vec();
            table.renumber(|column| numbering.columns.iter().position(|known| *known == column));
        }
        self
    }
}

impl Table {
    fn renumber(&mut self, place: impl Fn(usize) -> Option<usize>) {
        let rows = std::mem::take(&mut self.rows).into_iter();
        self.rows = rows.filter_map(|row| Some(Row { column: place(row.column)?, ..row })).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Clauses;
    use crate::register::Breakdown;

    #[test]
    fn a_table_counts_the_same_under_other_numbers() {
        let numbering = Numbering { bits: vec![4, 0, 127], columns: vec![2, 5] };
        let bits = |spec: &Spec| spec.measures.iter().map(|(_, counted)| counted.indicator.bits()).collect::<Vec<State>>();
        let overlap = Spec::overlap(3).moved(&numbering);
        assert_eq!(overlap.measures.first().map(|(measure, _)| *measure), Some(Measure::Both(4, 0)));
        assert_eq!(bits(&overlap).first(), Some(&(bit(4) | bit(0))));
        assert_eq!(overlap.groups, [bit(4) | bit(0) | bit(127)]);
        assert_eq!(overlap.columns, Some(vec![2, 5]));
        let clauses = Spec::clauses(&[Clauses { definition: 0, hits: 0, clauses: vec![(0, 1), (2, 2)] }]).moved(&numbering);
        assert_eq!(bits(&clauses), [bit(0), bit(127)]);
        assert_eq!(clauses.measures.first().map(|(measure, _)| *measure), Some(Measure::Clause(0, 0)));
        assert_eq!(bits(&Spec::hits(&[Breakdown::School]).moved(&numbering)), [bit(4)]);
    }
}
