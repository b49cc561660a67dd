//! What a reader makes of tables: which groups there are, what they consist of, and what stands of each. Everything is rebuilt from
//! the labels of the rows; nothing comes from the engine.

use super::insider::Insider;
use super::targets::{families, without};
use crate::disclosure::census::Census;
use crate::disclosure::figures::beside;
use crate::disclosure::measure::{Counted, Indicator, Measure};
use crate::disclosure::policy::Policy;
use crate::disclosure::possible::Possible;
use crate::disclosure::published::{Cell, Figure, Row, Table};
use crate::disclosure::spec::Spec;
use crate::register::{Breakdown, Label};
use crate::tally::State;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// The figures do not fit one another: a share without its count, copies that differ, parts that do not add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::disclosure) struct Contradiction;

/// Where a figure stands: table, row, measure.
pub(in crate::disclosure) type Place = (usize, usize, usize);

/// Unknowns that one layer may have before the states of its cells are limited to those that are common and those that were seen in
/// the cell. Fewer are sound too, and faster, but find fewer witnesses.
const UNKNOWNS: usize = 3000;

/// Common states that a cell keeps at least.
const COMMON: usize = 6;

/// Tables as read.
pub(in crate::disclosure) struct Reading {
    pub(super) policy: Policy,
    /// First the cells that all tables are made of, by single indicators; then, where tables say how indicators combine, the columns
    /// of time as wholes.
    pub(super) layers: Vec<Layer>,
    /// How many pupils can be in each unknown: the pupils of its cell.
    pub(super) most: Vec<u64>,
    /// The column of time that each unknown is of.
    pub(super) columns: Vec<usize>,
    /// The unknowns of the first layer and of the second that are the same pupils.
    pub(super) links: Vec<(Vec<usize>, Vec<usize>)>,
    /// What must be protected.
    pub(super) targets: Vec<Target>,
    /// What is true, where it is handed in.
    pub(super) truth: Vec<u64>,
    /// Pupils who are readers themselves, where it is handed in what is true.
    pub(super) insiders: Vec<Insider>,
}

/// Cells and the groups that they form.
#[derive(Default)]
pub(super) struct Layer {
    pub(super) cells: Vec<CellRead>,
    pub(super) groups: Vec<Group>,
    /// Everything that is counted or secret in some table of the layer.
    pub(super) indicators: Vec<Indicator>,
    /// For each of them, which of the possible states it counts; none where a state tells nothing of it.
    pub(super) extents: Vec<Extent>,
}

/// Which states an indicator counts.
pub(super) type Extent = Vec<Option<bool>>;

/// What is published, and what a reader knows without it.
pub(in crate::disclosure) struct Open<'a> {
    /// The tables, those of earlier releases first.
    pub(in crate::disclosure) tables: &'a [Table],
    /// How many of them were released earlier and cannot be taken back.
    pub(in crate::disclosure) earlier: usize,
    /// How many pupils each group has.
    pub(in crate::disclosure) census: &'a Census,
    /// The states that pupils can be in.
    pub(in crate::disclosure) possible: &'a Possible,
}

/// Pupils of whom it is only known how many they are, and an unknown for each state.
pub(super) struct CellRead {
    pub(super) pupils: u64,
    pub(super) column: usize,
    /// The bits that tell its states apart.
    bits: State,
    states: Vec<State>,
    /// The unknowns, in the order of the states.
    pub(super) unknowns: Range<usize>,
    /// For each indicator, the unknowns that it counts.
    pub(super) counted: Vec<Vec<usize>>,
}

/// The rows that show one and the same group of pupils.
pub(super) struct Group {
    pub(super) cells: Vec<usize>,
    pub(super) pupils: u64,
    /// The printed figures by indicator.
    pub(super) printed: BTreeMap<usize, Printed>,
    /// Indicators that are true of somebody, or it would have been printed that they are true of nobody.
    pub(super) somebody: BTreeSet<usize>,
}

/// A printed number, and where it stands.
pub(super) struct Printed {
    pub(super) hits: u64,
    pub(super) places: Vec<Place>,
    /// Whether it stands whatever is withheld: it was released earlier, or the rule prints what is true of nobody.
    pub(super) stands: bool,
}

/// What must not be known of a group, or of what is left of it when disjoint groups inside it are taken away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::disclosure) struct Target {
    pub(super) layer: usize,
    pub(super) indicator: usize,
    pub(super) whole: usize,
    pub(super) less: Vec<usize>,
    pub(super) pupils: u64,
}

impl Target {
    /// Whether it is a group of a table, and not the rest of one.
    #[cfg(test)]
    pub(in crate::disclosure) const fn is_shown(&self) -> bool {
        self.less.is_empty()
    }
}

/// The labels of a row in the order of the finest table's breakdowns, and its column.
pub(super) type Key<'a> = (Vec<Option<&'a Label>>, usize);

impl Reading {
    /// Reads tables.
    ///
    /// # Errors
    /// [`Contradiction`] when their figures do not fit one another or the numbers of pupils.
    pub(in crate::disclosure) fn of(open: &Open<'_>, policy: Policy) -> Result<Self, Contradiction> {
        let Open { tables, census, possible, .. } = *open;
        let asked = asked(tables);
        let of = |column: usize| asked.get(&column).copied().unwrap_or_default();
        let mut reading = Self {
            policy,
            layers: Vec::new(),
            most: Vec::new(),
            columns: Vec::new(),
            links: Vec::new(),
            targets: Vec::new(),
            truth: Vec::new(),
            insiders: Vec::new(),
        };
        let mut first = Layer::default();
        for ((labels, column), pupils) in &census.cells {
            let (bits, _) = of(*column);
            let truth = possible.truth(labels, *column, bits);
            let mut states = possible.seen_by(bits);
            if states.len().saturating_mul(census.cells.len()) > UNKNOWNS {
                let common = (UNKNOWNS / census.cells.len().max(1)).max(COMMON);
                let mut place = 0;
                states.retain(|state| {
                    place += 1;
                    place <= common || truth.contains_key(state)
                });
            }
            reading.add(&mut first, (*pupils, *column, bits), states, &truth);
        }
        reading.layers.push(first);
        if asked.values().any(|(_, joint)| *joint != 0) {
            let mut whole = Layer::default();
            for column in census.columns() {
                let (single, joint) = of(column);
                let bits = if joint == 0 { 0 } else { single | joint };
                let mut truth: BTreeMap<State, u64> = BTreeMap::new();
                for ((labels, _), _) in census.cells.iter().filter(|((_, own), _)| *own == column) {
                    for (state, pupils) in possible.truth(labels, column, bits) {
                        *truth.entry(state).or_default() += pupils;
                    }
                }
                let pupils = census.cells.iter().filter(|((_, own), _)| *own == column).map(|(_, pupils)| pupils).sum();
                let states = if bits == 0 { Vec::new() } else { possible.seen_by(bits) };
                reading.add(&mut whole, (pupils, column, bits), states, &truth);
            }
            reading.layers.push(whole);
            reading.link(&asked);
        }
        reading.insiders = Insider::all(&reading.layers, census, possible, |column| {
            let (single, joint) = of(column);
            single | joint
        });
        reading.group(open)?;
        Ok(reading)
    }

    /// Adds a cell with an unknown for each of its states.
    fn add(&mut self, layer: &mut Layer, (pupils, column, bits): (u64, usize, State), states: Vec<State>, truth: &BTreeMap<State, u64>) {
        let from = self.most.len();
        self.most.extend(states.iter().map(|_| pupils));
        self.columns.extend(states.iter().map(|_| column));
        self.truth.extend(states.iter().map(|state| truth.get(state).copied().unwrap_or(0)));
        layer.cells.push(CellRead { pupils, column, bits, states, unknowns: from..self.most.len(), counted: Vec::new() });
    }

    /// The pupils of a state in the cells are those of the states in the whole that look the same to single indicators.
    fn link(&mut self, asked: &HashMap<usize, (State, State)>) {
        let [cells, wholes] = self.layers.as_slice() else { return };
        for whole in wholes.cells.iter().filter(|whole| !whole.states.is_empty()) {
            let single = asked.get(&whole.column).map_or(0, |(single, _)| *single);
            let mut sides: BTreeMap<State, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
            for cell in cells.cells.iter().filter(|cell| cell.column == whole.column) {
                for (state, unknown) in cell.states.iter().zip(cell.unknowns.clone()) {
                    sides.entry(*state).or_default().0.push(unknown);
                }
            }
            for (state, unknown) in whole.states.iter().zip(whole.unknowns.clone()).filter(|(state, _)| *state & single != 0) {
                sides.entry(state & single).or_default().1.push(unknown);
            }
            self.links.extend(sides.into_values());
        }
    }

    /// Finds the groups of all rows, takes in what is printed of them, and derives what must be protected.
    fn group(&mut self, open: &Open<'_>) -> Result<(), Contradiction> {
        let Open { tables, census, possible, earlier } = *open;
        let universe = possible.universe();
        let specs: Vec<&Spec> = tables.iter().map(|table| &table.spec).collect();
        let mut known: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        let mut targets: BTreeSet<Target> = BTreeSet::new();
        let mut shown: Vec<Shown> = Vec::new();
        for (number, table) in tables.iter().enumerate() {
            let place = usize::from(table.spec.joint);
            let layer = self.layers.get_mut(place).ok_or(Contradiction)?;
            let secrets = table.spec.secrets(beside(&specs, &table.spec), possible);
            let secrets: Vec<usize> = secrets.into_iter().map(|secret| layer.indicator(secret, &universe)).collect();
            let measures: Vec<(usize, Counted)> =
                table.spec.measures.iter().map(|(_, counted)| (layer.indicator(counted.indicator, &universe), *counted)).collect();
            let keys: Vec<Key<'_>> =
                table.rows().iter().map(|row| key(table, row, &census.by)).collect::<Option<_>>().ok_or(Contradiction)?;
            let rows: HashMap<&Key<'_>, usize> = keys.iter().zip(0..).collect();
            if rows.len() != keys.len() {
                return Err(Contradiction);
            }
            let mut sets: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
            for (index, ((labels, column), _)) in census.cells.iter().enumerate() {
                // The cell stands in the rows that have its label or a total, by each of the table's breakdowns.
                let own: Key<'_> =
                    (census.by.iter().zip(labels).map(|(by, label)| table.by().contains(by).then_some(label)).collect(), *column);
                let told: Vec<usize> = (0..own.0.len()).filter(|place| own.0.get(*place).is_some_and(Option::is_some)).collect();
                for subset in 0..1_usize << told.len() {
                    let totals = told.iter().enumerate().map(|(bit, place)| (subset >> bit & 1) << place).sum();
                    if let Some(set) = rows.get(&without(&own, totals)).and_then(|row| sets.get_mut(*row)) {
                        set.push(index);
                    }
                }
            }
            let small = census.small_within(&table.fine, self.policy);
            let mut places: HashMap<&Key<'_>, usize> = HashMap::new();
            for (row, ((shown, key), set)) in table.rows().iter().zip(&keys).zip(sets).enumerate() {
                // What is true of nobody is printed of groups without a small one inside, by a rule that prints it.
                let tells = self.policy.prints_nobody() && !set.iter().any(|cell| small.get(*cell).copied().unwrap_or(true));
                let set = match table.spec.joint {
                    true => layer.cells.iter().position(|cell| cell.column == key.1).into_iter().collect(),
                    false => set,
                };
                let group = *known.entry((place, set)).or_insert_with_key(|(_, set)| {
                    let pupils = set.iter().filter_map(|index| layer.cells.get(*index)).map(|cell| cell.pupils).sum();
                    layer.groups.push(Group { cells: set.clone(), pupils, printed: BTreeMap::new(), somebody: BTreeSet::new() });
                    layer.groups.len() - 1
                });
                let group_read = layer.groups.get_mut(group).ok_or(Contradiction)?;
                group_read.read(shown, &measures, (number, row), number < earlier, tells)?;
                let _ = places.insert(key, group);
            }
            let families = families(&places);
            // Rows with labels by the same breakdowns have no pupil in common.
            let mut disjoint: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
            for (key, group) in &places {
                disjoint.entry(key.0.iter().map(Option::is_some).collect()).or_default().push(*group);
            }
            targets.extend(layer.targets(place, &secrets, &places, &families));
            let disjoint = disjoint.into_values().collect();
            shown.push(Shown { layer: place, secrets, groups: places.values().copied().collect(), disjoint });
        }
        if let Some(layer) = self.layers.first() {
            targets.extend(layer.across(&shown));
        }
        for layer in &mut self.layers {
            layer.count();
        }
        let has_members = |target: &Target| self.unknowns(target).next().is_some();
        self.targets = targets.into_iter().filter(has_members).collect();
        Ok(())
    }

    /// What every group comes to, if the unknowns were as in the witness.
    pub(super) fn sums(&self, witness: &[u64]) -> Sums {
        Sums(self.layers.iter().map(|layer| layer.sums(witness)).collect())
    }

    /// The number of a target.
    pub(super) fn value(&self, target: &Target, witness: &[u64]) -> u64 {
        self.unknowns(target).filter_map(|unknown| witness.get(unknown)).sum()
    }

    /// Whether there can be such numbers at all: no cell has more pupils in states than it has, and both layers tell of the same.
    pub(super) fn is_possible(&self, witness: &[u64]) -> bool {
        let sum = |unknowns: &mut dyn Iterator<Item = usize>| -> u64 { unknowns.filter_map(|unknown| witness.get(unknown)).sum() };
        let mut cells = self.layers.iter().flat_map(|layer| &layer.cells);
        witness.len() == self.most.len()
            && witness.iter().zip(&self.most).all(|(number, most)| number <= most)
            && cells.all(|cell| sum(&mut cell.unknowns.clone()) <= cell.pupils)
            && self.links.iter().all(|(one, other)| sum(&mut one.iter().copied()) == sum(&mut other.iter().copied()))
    }

    /// Whether numbers agree with everything that is printed and known.
    pub(super) fn admits(&self, witness: &[u64]) -> bool {
        self.is_possible(witness)
            && self.layers.iter().all(|layer| {
                let sums = layer.sums(witness);
                layer.groups.iter().zip(sums.chunks(layer.indicators.len().max(1))).all(|(group, sums)| {
                    group.printed.iter().all(|(indicator, printed)| sums.get(*indicator) == Some(&printed.hits))
                        && group.somebody.iter().all(|indicator| sums.get(*indicator).is_some_and(|hits| *hits > 0))
                })
            })
    }

    /// The unknowns that a target counts.
    pub(super) fn unknowns(&self, target: &Target) -> impl Iterator<Item = usize> {
        let layer = self.layers.get(target.layer);
        let of =
            move |group: &usize| layer.and_then(|layer| layer.groups.get(*group)).into_iter().flat_map(|group| group.cells.iter().copied());
        let less: BTreeSet<usize> = target.less.iter().flat_map(of).collect();
        let cells = of(&target.whole).filter(move |cell| !less.contains(cell));
        let indicator = target.indicator;
        cells.flat_map(move |cell| {
            let counted = layer.and_then(|layer| layer.cells.get(cell)).and_then(|cell| cell.counted.get(indicator));
            counted.into_iter().flatten().copied()
        })
    }
}

impl CellRead {
    /// The unknown that counts the pupils of a state; none of those of whom nothing is true that this layer tells of.
    pub(super) fn unknown(&self, state: State) -> Option<usize> {
        let own = self.states.iter().position(|known| *known == state & self.bits)?;
        Some(self.unknowns.start + own)
    }
}

/// What every group comes to, by layer, group and indicator.
pub(super) struct Sums(Vec<Vec<u64>>);

impl Sums {
    /// The number of a target.
    pub(super) fn of(&self, reading: &Reading, target: &Target) -> u64 {
        let indicators = reading.layers.get(target.layer).map_or(0, |layer| layer.indicators.len());
        let sums = self.0.get(target.layer).map_or(&[][..], Vec::as_slice);
        let of = |group: &usize| sums.get(group * indicators + target.indicator).copied().unwrap_or(0);
        of(&target.whole).saturating_sub(target.less.iter().map(of).sum())
    }
}

impl Layer {
    /// The number of each group and indicator, one group after the other.
    fn sums(&self, witness: &[u64]) -> Vec<u64> {
        let number = |unknowns: &Vec<usize>| unknowns.iter().filter_map(|unknown| witness.get(*unknown)).sum();
        let indicators = self.indicators.len();
        let cells: Vec<u64> = self.cells.iter().flat_map(|cell| cell.counted.iter().map(number)).collect();
        let mut sums = vec![0; self.groups.len() * indicators];
        for (group, sums) in self.groups.iter().zip(sums.chunks_mut(indicators.max(1))) {
            for cell in group.cells.iter().filter_map(|cell| cells.get(cell * indicators..)) {
                sums.iter_mut().zip(cell).for_each(|(sum, own): (&mut u64, &u64)| *sum += own);
            }
        }
        sums
    }

    /// The place of an indicator; the same for all that count the same states.
    fn indicator(&mut self, wanted: Indicator, universe: &[(State, State)]) -> usize {
        let tells = |measured: State| measured & wanted.bits() == wanted.bits();
        let extent: Extent = universe.iter().map(|(state, measured)| tells(*measured).then(|| wanted.holds(*state))).collect();
        self.extents.iter().position(|known| *known == extent).unwrap_or_else(|| {
            self.indicators.push(wanted);
            self.extents.push(extent);
            self.indicators.len() - 1
        })
    }

    /// Notes for every cell and indicator which unknowns it counts.
    fn count(&mut self) {
        for cell in &mut self.cells {
            let counts = |indicator: &Indicator| {
                let states = cell.states.iter().zip(cell.unknowns.clone());
                states.filter(|(state, _)| indicator.holds(**state)).map(|(_, unknown)| unknown).collect()
            };
            cell.counted = self.indicators.iter().map(counts).collect();
        }
    }
}

impl Group {
    /// Takes in a row that shows the group. One row that prints a figure is enough. The rows of an earlier release stand as they are; a
    /// row that `tells` would have printed that something is true of nobody.
    fn read(
        &mut self,
        shown: &Row,
        measures: &[(usize, Counted)],
        (table, row): (usize, usize),
        earlier: bool,
        tells: bool,
    ) -> Result<(), Contradiction> {
        if pupils_of(shown)? != self.pupils || self.cells.is_empty() || shown.cells().len() != measures.len() {
            return Err(Contradiction);
        }
        for (measure, (cell, (indicator, counted))) in shown.cells().iter().zip(measures).enumerate() {
            let Some(count) = self.figure(*cell)? else {
                if tells && cell.count() == Figure::Withheld {
                    let _ = self.somebody.insert(*indicator);
                }
                continue;
            };
            let hits = counted.turned(count, self.pupils);
            if tells && hits > 0 {
                let _ = self.somebody.insert(*indicator);
            }
            let printed = self.printed.entry(*indicator).or_insert_with(|| Printed { hits, places: Vec::new(), stands: false });
            if printed.hits != hits {
                return Err(Contradiction);
            }
            printed.places.push((table, row, measure));
            printed.stands |= earlier || tells && hits == 0;
        }
        Ok(())
    }

    fn figure(&self, cell: Cell) -> Result<Option<u64>, Contradiction> {
        match (cell.count(), cell.share()) {
            (Figure::Count(count), share) if count <= self.pupils && share == Figure::share(count, self.pupils) => Ok(Some(count)),
            (Figure::Withheld, Figure::Withheld) | (Figure::NotMeasurable, Figure::NotMeasurable) => Ok(None),
            _ => Err(Contradiction),
        }
    }
}

/// What a table shows: its secrets and its groups.
pub(super) struct Shown {
    pub(super) layer: usize,
    pub(super) secrets: Vec<usize>,
    pub(super) groups: BTreeSet<usize>,
    /// The same by the breakdowns that rows have labels by: those of one are disjoint within a column of time.
    pub(super) disjoint: Vec<Vec<usize>>,
}

/// A row's labels in the order of the census's breakdowns, totals where it has none; none when the table has others.
fn key<'a>(table: &Table, row: &'a Row, finest: &[Breakdown]) -> Option<Key<'a>> {
    let has_all = table.by().iter().all(|by| finest.contains(by)) && row.labels().len() == table.by().len() && finest.len() < 16;
    let label = |wanted: &Breakdown| {
        let place = table.by().iter().position(|by| by == wanted)?;
        row.labels().get(place)?.as_ref()
    };
    has_all.then(|| (finest.iter().map(label).collect(), row.column))
}

/// For each column the bits that tables of single indicators tell of, and those that tables do which say how indicators combine.
fn asked(tables: &[Table]) -> HashMap<usize, (State, State)> {
    let mut asked: HashMap<usize, (State, State)> = HashMap::new();
    let mut unmeasured: HashMap<usize, State> = HashMap::new();
    for table in tables {
        for row in table.rows() {
            let bits = asked.entry(row.column).or_default();
            let own = if table.spec.joint { &mut bits.1 } else { &mut bits.0 };
            *own |= table.spec.bits();
            for (cell, (measure, counted)) in row.cells().iter().zip(&table.spec.measures) {
                let single =
                    matches!(measure, Measure::Hits | Measure::Over(_) | Measure::Class(..) | Measure::Clause(..) | Measure::Definition(_));
                if single && cell.count() == Figure::NotMeasurable {
                    *unmeasured.entry(row.column).or_default() |= counted.indicator.bits();
                }
            }
        }
    }
    for (column, bits) in &mut asked {
        let nothing = unmeasured.get(column).copied().unwrap_or(0);
        (bits.0, bits.1) = (bits.0 & !nothing, bits.1 & !nothing);
    }
    asked
}

fn pupils_of(row: &Row) -> Result<u64, Contradiction> {
    match row.pupils() {
        Figure::Count(pupils) => Ok(pupils),
        _ => Err(Contradiction),
    }
}
