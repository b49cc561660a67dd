//! The figures of a release before it is protected: what each would be, and which of them are one and the same.

use super::eliminate::Column;
use super::frame::{Frame, Group, is_sound};
use super::measure::{AbsenceShare, Indicator};
use super::possible::Possible;
use super::published::{Cell, Figure, Row, Table};
use super::spec::Spec;
use crate::order::Order as _;
use crate::tally::{Counts, State};
use std::collections::{BTreeSet, HashMap};

/// All tables of a release with their figures.
pub(super) struct Figures<'a> {
    pub(super) counts: &'a Counts,
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
    /// For each column of time, the states of the tables that say how indicators combine, and the first of their unknowns.
    states: Vec<(Vec<State>, usize)>,
    /// For each column of time, the bits that both kinds of tables look at.
    shared: Vec<State>,
}

impl TableFigures<'_> {
    /// For each group the figures that it shows.
    pub(super) fn shown(&self) -> &[Vec<Option<usize>>] {
        &self.shown
    }
}

impl<'a> Figures<'a> {
    /// The figures of some tables; none when the counts do not make sense or have not the breakdowns that a table wants.
    pub(super) fn of(counts: &'a Counts, specs: &[&'a Spec], possible: &Possible) -> Option<Self> {
        if !is_sound(counts) {
            return None;
        }
        let same = same(possible);
        let mut unknowns = Unknowns { states: Vec::new(), shared: Vec::new(), same };
        let mut next = counts.cells.len() * unknowns.same.len();
        for (column, measured) in counts.measured.iter().enumerate() {
            let asked = |joint: bool| asked(specs, joint, column) & measured;
            let states = if asked(true) == 0 { Vec::new() } else { possible.seen_by(asked(true) | asked(false)) };
            unknowns.shared.push(asked(true) & asked(false));
            next += states.len();
            unknowns.states.push((states, next));
        }
        for (states, first) in &mut unknowns.states {
            *first -= states.len();
        }
        let mut figures = Self { counts, tables: Vec::new(), figures: Vec::new(), unknowns };
        let mut known: HashMap<Column, usize> = HashMap::new();
        for (place, spec) in specs.iter().enumerate() {
            // Tables that say how indicators combine are about the whole.
            let frame = Frame::of(counts, spec).filter(|_| !spec.joint || spec.by.is_empty())?;
            let secrets = spec.secrets(beside(specs, spec), possible);
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
            return unknowns.of_states(group.column, indicator).map(|unknown| (unknown, 1)).collect();
        }
        let place = |bits: State| usize::try_from(bits.trailing_zeros()).ok().and_then(|bit| unknowns.same.get(bit)).copied().flatten();
        let (plus, minus) = (place(indicator.yes), if indicator.no == 0 { None } else { place(indicator.no) });
        let mut column: Column = Vec::new();
        for cell in &group.inner {
            let mut entries: Vec<(usize, i32)> = Vec::new();
            entries.extend(plus.map(|place| (cell * width + place, 1)));
            entries.extend(minus.map(|place| (cell * width + place, -1)));
            entries.order();
            if plus != minus {
                column.extend(entries);
            }
        }
        column
    }

    /// The unknowns that are 1: a sum of some of them says what each is, if it is known that none is nothing.
    pub(super) fn singletons(&self) -> BTreeSet<usize> {
        let width = self.unknowns.same.len();
        let mut singletons = BTreeSet::new();
        for (cell, inner) in self.counts.cells.iter().enumerate() {
            for place in self.unknowns.same.iter().enumerate().filter(|(place, same)| **same == Some(*place)).map(|(place, _)| place) {
                let holding = inner.states.iter().filter(|(state, _)| Indicator::basic(place).holds(*state));
                if holding.map(|(_, pupils)| pupils).sum::<u64>() == 1 {
                    let _ = singletons.insert(cell * width + place);
                }
            }
        }
        singletons
    }

    /// The equations between the two kinds of unknowns.
    pub(super) fn known(&self) -> Vec<Column> {
        let unknowns = &self.unknowns;
        let width = unknowns.same.len();
        let mut known = Vec::new();
        for column in 0..self.counts.measured.len() {
            for (bit, same) in unknowns.same.iter().enumerate().filter_map(|(bit, same)| Some((bit, (*same)?))) {
                if bit != same || unknowns.shared.get(column).is_none_or(|shared| shared >> bit & 1 == 0) {
                    continue;
                }
                let cells = self.counts.cells.iter().enumerate().filter(|(_, cell)| cell.column == column);
                let mut entries: Column = cells.map(|(cell, _)| (cell * width + same, 1)).collect();
                entries.extend(unknowns.of_states(column, Indicator::basic(bit)).map(|unknown| (unknown, -1)));
                known.push(entries);
            }
        }
        known
    }

    /// The tables after the first so many as they would be published, with those figures only that `printed` says.
    pub(super) fn tables(&self, earlier: usize, printed: &[bool], columns: &[String]) -> Vec<Table> {
        self.tables.iter().skip(earlier).map(|table| self.table(table, printed, columns)).collect()
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
            let pupils = Figure::Count(group.pupils);
            // What a row tells of time is filled in when the counts are settled.
            let absence = if table.spec.times { vec![Figure::Withheld; AbsenceShare::ALL.len()] } else { Vec::new() };
            Some(Row { labels: row.labels.clone(), column: row.column, pupils, cells: cells.collect(), absence })
        });
        Table { spec: table.spec.clone(), fine: self.counts.by.clone(), columns: columns.to_vec(), rows: rows.collect() }
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

impl Unknowns {
    /// The states of a column of whom an indicator is true.
    fn of_states(&self, column: usize, indicator: Indicator) -> impl Iterator<Item = usize> {
        let states = self.states.get(column).into_iter();
        states.flat_map(move |(states, first)| {
            states.iter().zip(*first..).filter(move |(state, _)| indicator.holds(**state)).map(|(_, unknown)| unknown)
        })
    }
}

/// The basic indicators that tables of one kind look at in a column of time.
fn asked(specs: &[&Spec], joint: bool, column: usize) -> State {
    specs.iter().filter(|spec| spec.joint == joint && spec.shows(column)).fold(0, |bits, spec| bits | spec.bits())
}

/// The basic indicators of the tables of single indicators that have a column of time in common with one.
pub(super) fn beside(specs: &[&Spec], spec: &Spec) -> State {
    let shares = |other: &&&Spec| match (&spec.columns, &other.columns) {
        (Some(own), Some(other)) => own.iter().any(|column| other.contains(column)),
        _ => true,
    };
    specs.iter().filter(|other| !other.joint).filter(shares).fold(0, |bits, other| bits | other.bits())
}

/// For each basic indicator, the first that is true of the same pupils.
fn same(possible: &Possible) -> Vec<Option<usize>> {
    let equal = |one: usize, other: usize| {
        let (one, other) = (Indicator::basic(one), Indicator::basic(other));
        possible.is_within(one, other) && possible.is_within(other, one)
    };
    let first = |place: usize| (0..=place).find(|earlier| *earlier == place || equal(*earlier, place));
    (0..possible.width()).map(|place| first(place).filter(|_| !possible.extent(Indicator::basic(place), 0).is_empty())).collect()
}
