//! The figures of a release before it is protected: what each would be, and which of them are one and the same.

use super::eliminate::Column;
use super::frame::{Frame, Group, is_sound};
use super::measure::Indicator;
use super::possible::Possible;
use super::published::{Cell, Figure, Row, Table};
use super::spec::{Spec, extent};
use crate::tally::{Counts, State};
use std::collections::HashMap;

/// All tables of a release with their figures.
pub(super) struct Figures<'a> {
    counts: &'a Counts,
    pub(super) tables: Vec<TableFigures<'a>>,
    /// Figures by what they count: those that would be equal in every table of counts are one.
    pub(super) figures: Vec<Single>,
    unknowns: Unknowns,
}

/// A table: its rows, and for each row and measure the figure that it shows.
pub(super) struct TableFigures<'a> {
    pub(super) spec: &'a Spec,
    pub(super) frame: Frame,
    pub(super) secrets: Vec<Indicator>,
    /// For each group and measure the figure; none where the files cannot answer.
    shown: Vec<Vec<Option<usize>>>,
}

/// A figure, in however many places it stands.
pub(super) struct Single {
    /// What it sums, in unknowns of the matrix.
    pub(super) column: Column,
    /// Pupils that the indicator counts.
    pub(super) hits: u64,
    /// Pupils of the group.
    pub(super) pupils: u64,
    /// Over how many breakdowns it is a total.
    pub(super) level: usize,
    /// The first table, group and measure that show it.
    pub(super) first: (usize, usize, usize),
}

/// The unknown numbers that figures are sums of, in the terms of the matrix.
///
/// In tables that say nothing of how indicators combine: how many pupils of an inner cell are above one limit, for each of them. In
/// those that do, which are about the whole: how many pupils of a column are in a state. The sums of the former are sums of the
/// latter, and these equations are known.
struct Unknowns {
    /// For each basic indicator, the first that is true in the same states; none where it is true in none.
    same: Vec<Option<usize>>,
    /// The states of the tables that say how indicators combine.
    states: Vec<State>,
    /// The bits that both kinds of tables look at.
    shared: State,
    cells: usize,
}

impl<'a> Figures<'a> {
    /// The figures of some tables; none when the counts do not make sense or have not the breakdowns that a table wants.
    pub(super) fn of(counts: &'a Counts, specs: &'a [Spec], possible: &Possible) -> Option<Self> {
        if !is_sound(counts) {
            return None;
        }
        let bits = |joint: bool| specs.iter().filter(|spec| spec.joint == joint).fold(0, |bits, spec| bits | spec.bits());
        let (simple, joint) = (bits(false), bits(true));
        let unknowns = Unknowns {
            same: same(possible),
            states: if joint == 0 { Vec::new() } else { possible.seen_by(simple | joint) },
            shared: simple & joint,
            cells: counts.cells.len(),
        };
        let mut figures = Self { counts, tables: Vec::new(), figures: Vec::new(), unknowns };
        let mut known: HashMap<Column, usize> = HashMap::new();
        for (place, spec) in specs.iter().enumerate() {
            // Tables that say how indicators combine are about the whole.
            let frame = Frame::of(counts, &spec.by).filter(|_| !spec.joint || spec.by.is_empty())?;
            let secrets = spec.secrets(&possible.states);
            let mut shown = Vec::with_capacity(frame.groups.len());
            for (index, group) in frame.groups.iter().enumerate() {
                let measured = counts.measured.get(group.column).copied().unwrap_or(0);
                let mut own = Vec::with_capacity(spec.measures.len());
                for (measure, (_, counted)) in spec.measures.iter().enumerate() {
                    if counted.indicator.bits() & !measured != 0 {
                        own.push(None);
                        continue;
                    }
                    let column = figures.column(spec.joint, group, counted.indicator);
                    let single = *known.entry(column).or_insert_with_key(|column| {
                        figures.figures.push(Single {
                            column: column.clone(),
                            hits: figures.hits(group, counted.indicator),
                            pupils: group.pupils,
                            level: group.level,
                            first: (place, index, measure),
                        });
                        figures.figures.len() - 1
                    });
                    own.push(Some(single));
                }
                shown.push(own);
            }
            figures.tables.push(TableFigures { spec, frame, secrets, shown });
        }
        Some(figures)
    }

    /// Pupils of a group that an indicator counts.
    pub(super) fn hits(&self, group: &Group, indicator: Indicator) -> u64 {
        let states = group.inner.iter().filter_map(|cell| self.counts.cells.get(*cell)).flat_map(|cell| &cell.states);
        states.filter(|(state, _)| indicator.holds(*state)).map(|(_, pupils)| pupils).sum()
    }

    /// Pupils of a group that an indicator counts, as a sum of unknowns.
    pub(super) fn column(&self, joint: bool, group: &Group, indicator: Indicator) -> Column {
        let unknowns = &self.unknowns;
        let width = unknowns.same.len();
        if joint {
            let first = unknowns.cells * width + group.column * unknowns.states.len();
            return extent(indicator, &unknowns.states).into_iter().map(|state| (first + state, 1)).collect();
        }
        let place = |bits: State| usize::try_from(bits.trailing_zeros()).ok().and_then(|bit| unknowns.same.get(bit)).copied().flatten();
        let (plus, minus) = (place(indicator.yes), if indicator.no == 0 { None } else { place(indicator.no) });
        let mut column: Column = Vec::new();
        for cell in &group.inner {
            let mut entries: Vec<(usize, i32)> = Vec::new();
            entries.extend(plus.map(|place| (cell * width + place, 1)));
            entries.extend(minus.map(|place| (cell * width + place, -1)));
            entries.sort_unstable();
            if plus != minus {
                column.extend(entries);
            }
        }
        column
    }

    /// The equations between the two kinds of unknowns.
    pub(super) fn known(&self) -> Vec<Column> {
        let unknowns = &self.unknowns;
        let width = unknowns.same.len();
        let mut known = Vec::new();
        if unknowns.states.is_empty() {
            return known;
        }
        for column in 0..self.counts.measured.len() {
            for (bit, same) in unknowns.same.iter().enumerate().filter_map(|(bit, same)| Some((bit, (*same)?))) {
                if bit != same || unknowns.shared >> bit & 1 == 0 {
                    continue;
                }
                let cells = self.counts.cells.iter().enumerate().filter(|(_, cell)| cell.column == column);
                let mut entries: Column = cells.map(|(cell, _)| (cell * width + same, 1)).collect();
                let first = unknowns.cells * width + column * unknowns.states.len();
                entries.extend(extent(Indicator::basic(bit), &unknowns.states).into_iter().map(|state| (first + state, -1)));
                known.push(entries);
            }
        }
        known
    }

    /// The tables as they would be published, with those figures only that `printed` says.
    pub(super) fn tables(&self, printed: &[bool], columns: &[String]) -> Vec<Table> {
        self.tables.iter().map(|table| self.table(table, printed, columns)).collect()
    }

    fn table(&self, table: &TableFigures<'_>, printed: &[bool], columns: &[String]) -> Table {
        let rows = table.frame.rows.iter().filter_map(|row| {
            let group = table.frame.groups.get(row.group)?;
            let cells = table.shown.get(row.group)?.iter().zip(&table.spec.measures).map(|(single, (_, counted))| match single {
                None => Cell { count: Figure::NotMeasurable, share: Figure::NotMeasurable },
                Some(single) if printed.get(*single).copied().unwrap_or(false) => {
                    let hits = self.figures.get(*single).map_or(0, |single| single.hits);
                    let count = counted.turned(hits, group.pupils);
                    Cell { count: Figure::Count(count), share: Figure::share(count, group.pupils) }
                }
                Some(_) => Cell { count: Figure::Withheld, share: Figure::Withheld },
            });
            Some(Row { labels: row.labels.clone(), column: row.column, pupils: Figure::Count(group.pupils), cells: cells.collect() })
        });
        Table { spec: table.spec.clone(), columns: columns.to_vec(), rows: rows.collect() }
    }

    /// The figure of all pupils of a column that a table of single indicators shows for one.
    pub(super) fn total(&self, column: usize, indicator: Indicator) -> Option<usize> {
        self.tables.iter().filter(|table| !table.spec.joint).find_map(|table| {
            let measure = table.spec.measures.iter().position(|(_, counted)| counted.indicator == indicator)?;
            let whole = |row: &&super::frame::FrameRow| row.column == column && row.labels.iter().all(Option::is_none);
            table.shown.get(table.frame.rows.iter().find(whole)?.group)?.get(measure).copied().flatten()
        })
    }

    /// The figure that a row of a table shows for a measure.
    pub(super) fn shown(&self, table: usize, row: usize, measure: usize) -> Option<usize> {
        let table = self.tables.get(table)?;
        let group = table.frame.rows.get(row)?.group;
        table.shown.get(group)?.get(measure).copied().flatten()
    }
}

/// For each basic indicator, the first that is true in the same states.
fn same(possible: &Possible) -> Vec<Option<usize>> {
    let highest = possible.states.iter().fold(0, |bits, state| bits | state).checked_ilog2();
    let width = highest.and_then(|highest| usize::try_from(highest).ok()).map_or(0, |highest| highest + 1);
    let extents: Vec<Vec<usize>> = (0..width).map(|place| extent(Indicator::basic(place), &possible.states)).collect();
    let first = |own: &Vec<usize>| extents.iter().position(|other| other == own).filter(|_| !own.is_empty());
    extents.iter().map(first).collect()
}
