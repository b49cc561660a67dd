//! Releases of several indicators against a reader who tries every table there is.

use super::{Breakdown, Counts, Figure, InnerCell, context, counts, label, objections};
use crate::definition::{Comparison, Decimal};
use crate::disclosure::audit::Verdict;
use crate::disclosure::measure::bit;
use crate::disclosure::policy::Standing;
use crate::disclosure::possible::Possible;
use crate::disclosure::{Clauses, Limit, Measure, Policy, Published, Rule, Spec, Table, release};
use crate::tally::State;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What a measure says of a state, written without a look at the engine. Limits, definitions and clauses are bits in their order;
/// `first` is the bit of the first clause.
fn counted(measure: Measure, state: State, first: usize) -> bool {
    let has = |place: usize| state & bit(place) != 0;
    let limit = |limit: Limit| has(usize::try_from(limit.threshold.hundredths()).expect("a small number") / 100);
    match measure {
        Measure::Hits => has(0),
        Measure::Over(own) => limit(own),
        Measure::Class(from, to) => from.is_none_or(limit) && !to.is_some_and(limit),
        Measure::Clause(_, clause) => has(first + clause),
        Measure::Definition(place) => has(place),
        Measure::Both(one, other) => has(one) && has(other),
        Measure::OnlyFirst(one, other) => has(one) && !has(other),
        Measure::OnlySecond(one, other) => has(other) && !has(one),
    }
}

/// How many pupils of each cell are in each state.
type World = Vec<Vec<u64>>;

/// Every way to put so many pupils, or fewer, into so many states.
fn ways(pupils: u64, states: usize) -> Vec<Vec<u64>> {
    if states == 0 {
        return vec![Vec::new()];
    }
    let more = |own: u64| {
        ways(pupils - own, states - 1).into_iter().map(move |mut rest| {
            rest.push(own);
            rest
        })
    };
    (0..=pupils).flat_map(more).collect()
}

/// A release with what a reader of it could think.
struct Reader<'a> {
    counts: &'a Counts,
    published: &'a Published,
    states: Vec<State>,
    first: usize,
}

impl Reader<'_> {
    /// The cells that a row of a table sums.
    fn cells(&self, labels: &[Option<crate::register::Label>]) -> BTreeSet<usize> {
        let fits = |cell: &InnerCell| labels.iter().zip(&cell.key).all(|(wanted, own)| wanted.as_ref().is_none_or(|label| label == own));
        self.counts.cells.iter().enumerate().filter(|(_, cell)| fits(cell)).map(|(place, _)| place).collect()
    }

    fn number(&self, world: &World, cells: &BTreeSet<usize>, is: &impl Fn(State) -> bool) -> u64 {
        let states =
            |cell: &usize| world[*cell].iter().zip(&self.states).filter(|(_, state)| is(**state)).map(|(pupils, _)| *pupils).sum::<u64>();
        cells.iter().map(states).sum()
    }

    fn pupils(&self, cells: &BTreeSet<usize>) -> u64 {
        cells.iter().map(|cell| self.counts.cells[*cell].pupils).sum()
    }

    /// Every world that agrees with what is printed.
    fn worlds(&self) -> Vec<World> {
        let cells: Vec<Vec<Vec<u64>>> = self.counts.cells.iter().map(|cell| ways(cell.pupils, self.states.len())).collect();
        let mut worlds: Vec<World> = vec![Vec::new()];
        for own in &cells {
            worlds =
                worlds.into_iter().flat_map(|world| own.iter().map(move |states| [world.clone(), vec![states.clone()]].concat())).collect();
            // What is printed of the cells so far rules most of them out at once.
            worlds.retain(|world| self.agrees(world));
        }
        worlds
    }

    fn agrees(&self, world: &World) -> bool {
        self.published.tables().iter().all(|table| {
            table.rows().iter().all(|row| {
                let cells = self.cells(row.labels());
                let known = cells.iter().all(|cell| *cell < world.len());
                table.measures().zip(row.cells()).all(|(measure, cell)| match cell.count() {
                    Figure::Count(count) if known => {
                        // Those of whom nothing is true are in no state.
                        let inside = self.number(world, &cells, &|state| counted(measure, state, self.first));
                        let rest =
                            if counted(measure, 0, self.first) { self.pupils(&cells) - self.number(world, &cells, &|_| true) } else { 0 };
                        inside + rest == count
                    }
                    _ => true,
                })
            })
        })
    }

    /// What must not be known of a row, as sets of states.
    fn secrets(&self, table: &Table) -> BTreeSet<Vec<State>> {
        let joint = table.measures().any(|measure| matches!(measure, Measure::Clause(..) | Measure::Both(..)));
        let mut bits: BTreeSet<usize> = BTreeSet::new();
        for measure in table.measures() {
            match measure {
                Measure::Clause(_, clause) => bits.extend([0, self.first + clause]),
                Measure::Hits => bits.extend([0]),
                _ => bits.extend(0..self.first),
            }
        }
        let has = |place: usize| move |state: &State| state & bit(place) != 0;
        let mut secrets: BTreeSet<Vec<State>> = BTreeSet::new();
        let mut add = |is: &dyn Fn(&State) -> bool| {
            let _ = secrets.insert(self.states.iter().copied().filter(|state| is(state)).collect());
        };
        for one in &bits {
            add(&has(*one));
            for other in &bits {
                let (one, other) = (has(*one), has(*other));
                if joint {
                    add(&|state| one(state) && other(state));
                    add(&|state| one(state) || other(state));
                    add(&|state| one(state) && !other(state));
                } else if self.states.iter().all(|state| one(state) || !other(state)) {
                    add(&|state| one(state) && !other(state));
                }
            }
        }
        let _ = secrets.remove(&Vec::new());
        secrets
    }

    /// Tries everything that a reader could want to know.
    fn check(&self, policy: Policy) -> Result<(), TestCaseError> {
        let worlds = self.worlds();
        prop_assert!(!worlds.is_empty(), "the figures contradict one another");
        for table in self.published.tables() {
            let rows: Vec<BTreeSet<usize>> = table.rows().iter().map(|row| self.cells(row.labels())).collect();
            let mut groups: BTreeSet<BTreeSet<usize>> = rows.iter().cloned().collect();
            for whole in &rows {
                groups.extend(rows.iter().filter(|part| part.is_subset(whole)).map(|part| whole - part));
            }
            let _ = groups.remove(&BTreeSet::new());
            for secret in self.secrets(table) {
                for cells in &groups {
                    let values: BTreeSet<u64> =
                        worlds.iter().map(|world| self.number(world, cells, &|state| secret.contains(&state))).collect();
                    let pupils = self.pupils(cells);
                    let dark = if policy.is_small(pupils) {
                        values.contains(&0) && values.len() > 1
                    } else {
                        values.iter().any(|hits| policy.standing(pupils, *hits) != Standing::Protected)
                    };
                    prop_assert!(dark, "{secret:?} of {cells:?} ({pupils}) can only be {values:?} in {:?}", self.published);
                }
            }
        }
        Ok(())
    }

    /// Prints each withheld figure that the rule protects, and asks the audit.
    fn mutate(&self, chain: usize, policy: Policy) -> Result<(), TestCaseError> {
        let possible = Possible::of(self.counts, chain);
        for (number, table) in self.published.tables().iter().enumerate() {
            for (place, row) in table.rows().iter().enumerate() {
                let cells = self.cells(row.labels());
                let truth: World = self
                    .counts
                    .cells
                    .iter()
                    .map(|cell| {
                        self.states
                            .iter()
                            .map(|state| cell.states.iter().filter(|(own, _)| own == state).map(|(_, pupils)| *pupils).sum())
                            .collect()
                    })
                    .collect();
                for (measure, (what, cell)) in table.measures().zip(row.cells()).enumerate() {
                    // Of those below every limit the rule judges the others.
                    let hits = self.number(&truth, &cells, &|state| counted(what, state, self.first) != counted(what, 0, self.first));
                    let pupils = self.pupils(&cells);
                    if cell.count() != Figure::Withheld || policy.standing(pupils, hits) != Standing::Protected {
                        continue;
                    }
                    let mut told = self.published.tables().to_vec();
                    let count = if counted(what, 0, self.first) { pupils - hits } else { hits };
                    let cell = &mut told[number].rows[place].cells[measure];
                    (cell.count, cell.share) = (Figure::Count(count), Figure::share(count, pupils));
                    let objections = objections(&told, &possible, policy);
                    let objections = objections.map_err(|fault| TestCaseError::fail(format!("{fault:?}")))?;
                    prop_assert!(objections.iter().any(|objection| objection.verdict == Verdict::Printed), "{told:?}");
                }
            }
        }
        Ok(())
    }
}

fn check(counts: &Counts, specs: &[Spec], chain: usize, first: usize, policy: Policy) -> Result<(), TestCaseError> {
    let published = release(counts, specs, &[], context(), policy).map_err(|refusal| TestCaseError::fail(format!("{refusal:?}")))?;
    let mut states: BTreeSet<State> = counts.cells.iter().flat_map(|cell| cell.states.iter().map(|(state, _)| *state)).collect();
    states.extend((1..=chain).map(|limits| (0..limits).map(bit).sum::<State>()));
    let reader = Reader { counts, published: &published, states: states.into_iter().collect(), first };
    reader.check(policy)?;
    reader.mutate(chain, policy)
}

/// Cells by school and gender, whose pupils are in some of the given states; the last stands for none.
fn cells(size: [usize; 2], most: usize, states: Vec<State>) -> impl Strategy<Value = Counts> {
    let kinds = states.len();
    let pupils = proptest::collection::vec((0..=most, proptest::collection::vec(0..=kinds, most)), size[0] * size[1]);
    pupils.prop_map(move |numbers| {
        let places = (0..size[0]).flat_map(|school| (0..size[1]).map(move |gender| [school, gender]));
        let cells = places.zip(numbers).filter(|(_, (pupils, _))| *pupils > 0).map(|(place, (pupils, kinds))| {
            let mut seen: BTreeMap<State, u64> = BTreeMap::new();
            for state in kinds.iter().take(pupils).filter_map(|kind| states.get(*kind)).filter(|state| **state != 0) {
                *seen.entry(*state).or_default() += 1;
            }
            let pupils = u64::try_from(pupils).expect("a number of pupils");
            let key = place.iter().map(|place| label(&place.to_string())).collect();
            InnerCell { key, column: 0, pupils, states: seen.into_iter().collect() }
        });
        counts(&[Breakdown::School, Breakdown::Gender], cells.collect())
    })
}

/// Limits 0, 1, … so that a test can read their bits off them.
fn limits(number: u32) -> Vec<Limit> {
    let limit = |number| Limit { threshold: Decimal::from_hundredths(number * 100), comparison: Comparison::MoreThan, share: true };
    (0..number).map(limit).collect()
}

fn tiny(strict: bool, min_group: u64, min_count: u64) -> Policy {
    Policy::tiny(if strict { Rule::Strict } else { Rule::Standard }, min_group, min_count)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bands_with_the_real_numbers(table in cells([2, 1], 18, vec![1, 3, 3, 0]), disjoint in any::<bool>()) {
        prop_assume!(!table.cells.is_empty());
        check(&table, &[Spec::bands(&table.by, &limits(2), disjoint)], 2, 2, Policy::default())?;
    }

    #[test]
    fn bands_with_small_numbers(table in cells([2, 2], 3, vec![1, 3, 0]), disjoint in any::<bool>(), strict in any::<bool>(), least in 1..3_u64) {
        prop_assume!(!table.cells.is_empty());
        check(&table, &[Spec::bands(&table.by, &limits(2), disjoint)], 2, 2, tiny(strict, 3, least))?;
    }

    #[test]
    fn many_bands_with_small_numbers(table in cells([3, 1], 4, vec![1, 3, 7, 7, 0]), disjoint in any::<bool>(), strict in any::<bool>()) {
        prop_assume!(!table.cells.is_empty());
        check(&table, &[Spec::bands(&table.by, &limits(3), disjoint)], 3, 3, tiny(strict, 3, 1))?;
    }

    #[test]
    fn definitions_that_overlap(table in cells([2, 1], 6, vec![1, 2, 3, 3, 0]), strict in any::<bool>(), least in 1..3_u64) {
        prop_assume!(!table.cells.is_empty());
        check(&table, &[Spec::definitions(&table.by, 2), Spec::overlap(2)], 0, 2, tiny(strict, 3, least))?;
    }

    #[test]
    fn three_definitions_some_of_which_nest(
        table in proptest::sample::subsequence((1..8).collect::<Vec<State>>(), 1..5).prop_flat_map(|states| cells([2, 1], 5, states)),
        strict in any::<bool>(),
    ) {
        prop_assume!(!table.cells.is_empty());
        check(&table, &[Spec::definitions(&table.by, 3), Spec::overlap(3)], 0, 3, tiny(strict, 3, 1))?;
    }

    #[test]
    fn clauses_beside_hits(table in cells([2, 1], 5, vec![3, 5, 7, 0]), strict in any::<bool>(), least in 1..3_u64) {
        prop_assume!(!table.cells.is_empty());
        check(&table, &[Spec::hits(&table.by), Spec::clauses(&[Clauses { definition: 0, hits: 0, clauses: vec![(0, 1), (1, 2)] }])], 0, 1, tiny(strict, 3, least))?;
    }
}

/// Boys and girls in states, so many of each.
fn two(boys: (u64, &[(State, u64)]), girls: (u64, &[(State, u64)])) -> Counts {
    let cell = |key: &str, (pupils, states): (u64, &[(State, u64)])| InnerCell {
        key: vec![label(key)],
        column: 0,
        pupils,
        states: states.to_vec(),
    };
    counts(&[Breakdown::Gender], vec![cell("boy", boys), cell("girl", girls)])
}

/// The counts of each row and measure.
fn told(table: &Table) -> Vec<Vec<Option<u64>>> {
    let number = |figure| if let Figure::Count(hits) = figure { Some(hits) } else { None };
    table.rows().iter().map(|row| row.cells().iter().map(|cell| number(cell.count())).collect()).collect()
}

fn of(counts: &Counts, specs: &[Spec], policy: Policy) -> Vec<Vec<Vec<Option<u64>>>> {
    let published = release(counts, specs, &[], context(), policy).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    published.tables().iter().map(told).collect()
}

#[test]
fn few_between_two_limits_are_not_given_away() {
    // 9 above the first and 7 above the second would tell of 2 between them.
    let counts = two((30, &[(1, 2), (3, 7)]), (30, &[(1, 8), (3, 9)]));
    let tables = of(&counts, &[Spec::bands(&counts.by, &limits(2), false)], Policy::default());
    assert_eq!(tables, [vec![vec![Some(9), None], vec![Some(17), None], vec![Some(26), Some(16)]]]);
    let tables = of(&counts, &[Spec::bands(&counts.by, &limits(2), true)], Policy::default());
    assert_eq!(tables[0][0], [Some(21), None, None], "{tables:?}");
}

#[test]
fn few_in_one_definition_only_are_not_given_away() {
    // 2 of the 22 of the first are not among the 29 of the second.
    let counts = two((60, &[(1, 1), (2, 5), (3, 10)]), (60, &[(1, 1), (2, 4), (3, 10)]));
    let specs = [Spec::definitions(&counts.by, 2), Spec::overlap(2)];
    let tables = of(&counts, &specs, Policy::default());
    assert_eq!(tables, [vec![vec![Some(11), Some(15)], vec![Some(11), Some(14)], vec![Some(22), Some(29)]], vec![vec![None; 3]]]);
    let counts = two((60, &[(1, 3), (2, 5), (3, 10)]), (60, &[(1, 3), (2, 4), (3, 10)]));
    assert_eq!(of(&counts, &specs, Policy::default())[1], [[Some(20), Some(6), Some(9)]]);
}

#[test]
fn a_definition_within_another_is_a_higher_limit() {
    let counts = two((30, &[(1, 2), (3, 7)]), (30, &[(1, 8), (3, 9)]));
    let tables = of(&counts, &[Spec::definitions(&counts.by, 2), Spec::overlap(2)], Policy::default());
    assert_eq!(tables[0], [vec![Some(9), None], vec![Some(17), None], vec![Some(26), Some(16)]]);
}

#[test]
fn few_for_other_reasons_only_are_not_given_away() {
    let specs =
        |counts: &Counts| [Spec::hits(&counts.by), Spec::clauses(&[Clauses { definition: 0, hits: 0, clauses: vec![(0, 1), (1, 2)] }])];
    // 18 are above the limit; but for 2 all of them by the first clause.
    let counts = two((30, &[(3, 4), (5, 2), (7, 3)]), (30, &[(3, 6), (7, 3)]));
    assert_eq!(of(&counts, &specs(&counts), Policy::default())[1], [[None, Some(8)]]);
    // By both clauses are 20 + 12 less 29, that is 3.
    let counts = two((40, &[(3, 8), (5, 5), (7, 2)]), (40, &[(3, 9), (5, 4), (7, 1)]));
    let tables = of(&counts, &specs(&counts), Policy::default());
    assert_eq!(tables[0][2], [Some(29)]);
    assert_eq!(tables[1][0].iter().flatten().count(), 1, "{tables:?}");
}

#[test]
fn that_nobody_is_above_for_other_reasons_is_a_secret_under_the_strict_rule() {
    let counts = two((30, &[(3, 9)]), (30, &[(3, 8), (7, 5)]));
    let specs = [Spec::hits(&counts.by), Spec::clauses(&[Clauses { definition: 0, hits: 0, clauses: vec![(0, 1), (1, 2)] }])];
    assert_eq!(of(&counts, &specs, Policy::default())[1][0][0], Some(22));
    assert_eq!(of(&counts, &specs, Policy::of(Rule::Strict))[1][0][0], None);
}

#[test]
fn columns_of_time_are_tables_of_their_own() {
    let cell = |column: usize, key: &str, pupils: u64, hits: u64| InnerCell {
        key: vec![label(key)],
        column,
        pupils,
        states: super::hits_of(hits),
    };
    let cells = vec![cell(0, "boy", 30, 8), cell(0, "girl", 24, 2), cell(1, "boy", 30, 8), cell(1, "girl", 25, 9), cell(2, "girl", 9, 3)];
    let mut counts = counts(&[Breakdown::Gender], cells);
    counts.measured[1] = 0;
    let mut about = context();
    about.columns = ["2025-08", "2025-09", "2025-10"].map(str::to_owned).to_vec();
    let published = release(&counts, &[Spec::hits(&counts.by)], &[], about, Policy::default()).expect("it can be made safe");
    let table = &published.tables()[0];
    let rows: Vec<(String, String, Figure, Figure)> = table
        .rows()
        .iter()
        .map(|row| {
            let label = row.labels()[0].as_ref().map_or("*", |label| label.text.as_str());
            (label.to_owned(), table.column(row).to_owned(), row.pupils(), row.cells()[0].count())
        })
        .collect();
    let row = |label: &str, column: &str, pupils, count| (label.to_owned(), column.to_owned(), Figure::Count(pupils), count);
    assert_eq!(
        rows,
        [
            row("boy", "2025-08", 30, Figure::Withheld),
            row("boy", "2025-09", 30, Figure::NotMeasurable),
            row("girl", "2025-08", 24, Figure::Withheld),
            row("girl", "2025-09", 25, Figure::NotMeasurable),
            row("girl", "2025-10", 9, Figure::Withheld),
            row("*", "2025-08", 54, Figure::Count(10)),
            row("*", "2025-09", 55, Figure::NotMeasurable),
            row("*", "2025-10", 9, Figure::Withheld),
        ]
    );
}
