//! Tables that others have protected: their data, their choice of what is protected, and how much they withheld.
//! `FRANVARO_CASES` names the folder of the data, which are not ours to pass on.

use super::{Breakdown, label, possible, read};
use crate::disclosure::audit::Verdict;
use crate::disclosure::eliminate::{Candidate, Column, printable};
use crate::disclosure::matrix::{Wanted, by_preference};
use crate::disclosure::published::Cell;
use crate::disclosure::{Figure, Policy, Row, Rule, Spec, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::PathBuf;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("FRANVARO_CASES").map(PathBuf::from);
    if folder.is_none() {
        // Past the test harness, which keeps what a passing test prints to itself.
        writeln!(std::io::stderr(), "skipped: FRANVARO_CASES does not name the folder with the cases made by others")
            .expect("the test can write");
    }
    folder
}

type Line = BTreeMap<String, String>;

fn lines(folder: &std::path::Path, name: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(folder.join(name)).expect("the case can be read");
    let mut rows = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    let header = rows.next().expect("the case has a header");
    rows.map(|row| header.iter().cloned().zip(row).collect()).collect()
}

/// A case: inner data, their column of counts, the peer's table, and which inner columns each of its dimensions takes codes from.
struct Case {
    data: &'static str,
    count: &'static str,
    expected: &'static str,
    dimensions: &'static [(&'static str, &'static [&'static str])],
}

const REGIONS: &[(&str, &[&str])] = &[("region", &["region", "fylke", "kostragr"]), ("hovedint", &["hovedint"])];
const FLAT: &[(&str, &[&str])] = &[("region", &["region"]), ("hovedint", &["hovedint"])];
const AGES: &[(&str, &[&str])] = &[("age", &["age"]), ("geo", &["geo", "eu"])];

const CASES: &[Case] = &[
    Case { data: "z1", count: "ant", expected: "z1_maxN3", dimensions: FLAT },
    Case { data: "z1", count: "ant", expected: "z1_maxN4", dimensions: FLAT },
    Case { data: "z1", count: "ant", expected: "z1_maxN5", dimensions: FLAT },
    Case { data: "z2", count: "ant", expected: "z2_maxN3", dimensions: REGIONS },
    Case { data: "z2", count: "ant", expected: "z2_maxN4", dimensions: REGIONS },
    Case {
        data: "z3",
        count: "ant",
        expected: "z3_maxN3",
        dimensions: &[("region", &["region", "fylke", "kostragr"]), ("hovedint", &["hovedint"]), ("mnd", &["mnd", "mnd2"])],
    },
    Case { data: "mun_accidents", count: "freq", expected: "mun_maxN3", dimensions: &[("mun", &["mun"]), ("inj", &["inj"])] },
    Case {
        data: "d2",
        count: "f",
        expected: "d2_maxN2",
        dimensions: &[("region", &["region", "county", "k_group"]), ("main_income", &["main_income"])],
    },
    Case {
        data: "overlapping_groups",
        count: "n",
        expected: "overlapping_groups",
        dimensions: &[("region", &["region", "county", "group"])],
    },
];

fn in_2014(lines: Vec<Line>) -> Vec<Line> {
    lines.into_iter().filter(|line| line.get("year").is_none_or(|year| year == "2014")).collect()
}

/// The inner cells that a row of the peer's table sums.
fn members(inner: &[Line], row: &Line, dimensions: &[(&str, &[&str])]) -> Vec<usize> {
    let under = |cell: &Line| {
        dimensions.iter().all(|(dimension, columns)| {
            let code = &row[*dimension];
            code == "Total" || columns.iter().any(|column| cell.get(*column) == Some(code))
        })
    };
    inner.iter().enumerate().filter(|(_, cell)| under(cell)).map(|(index, _)| index).collect()
}

/// Whether a column is a combination of others, modulo a prime: if it is not, it is not one in whole numbers either.
struct Span(BTreeMap<usize, Vec<u64>>);

const PRIME: u64 = 2_147_483_647;

impl Span {
    fn reduced(&self, column: &[usize], rows: usize) -> Option<(usize, Vec<u64>)> {
        let mut dense = vec![0; rows];
        column.iter().for_each(|row| dense[*row] = 1);
        for row in 0..rows {
            let (factor, Some(pivot)) = (dense[row], self.0.get(&row)) else { continue };
            for (entry, taken) in dense.iter_mut().zip(pivot) {
                *entry = (*entry + (PRIME - factor) * taken) % PRIME;
            }
        }
        let head = dense.iter().position(|entry| *entry != 0)?;
        let inverse = power(dense[head], PRIME - 2);
        Some((head, dense.into_iter().map(|entry| entry * inverse % PRIME).collect()))
    }
}

fn power(base: u64, exponent: u64) -> u64 {
    if exponent == 0 {
        return 1;
    }
    let half = power(base * base % PRIME, exponent / 2);
    if exponent % 2 == 1 { half * base % PRIME } else { half }
}

#[test]
fn no_more_is_withheld_than_by_others_and_nothing_can_be_computed() {
    let Some(folder) = folder() else { return };
    let vignette = [("example1", "freq", "example1_t1"), ("example1", "freq", "example1_t2")].map(|(data, count, expected)| Case {
        data,
        count,
        expected,
        dimensions: AGES,
    });
    for case in CASES.iter().chain(&vignette) {
        let inner = in_2014(lines(&folder, &format!("{}.csv", case.data)));
        let expected = lines(&folder, &format!("{}.expected.csv", case.expected));
        let mut columns: BTreeMap<Vec<usize>, (u64, bool, bool)> = BTreeMap::new();
        for row in &expected {
            let column = members(&inner, row, case.dimensions);
            let value: u64 = column.iter().map(|index| inner[*index][case.count].parse::<u64>().expect("a count")).sum();
            assert_eq!(value.to_string(), row["value"], "{}: {row:?}", case.expected);
            let _ = columns.insert(column, (value, row["primary"] == "1", row["suppressed"] == "1"));
        }
        let theirs = expected.iter().filter(|row| row["suppressed"] == "1").count();
        let protected: Vec<Vec<usize>> = columns.iter().filter(|(_, state)| state.1).map(|(column, _)| column.clone()).collect();
        let sizes: Vec<Wanted> =
            columns.iter().map(|(column, state)| Wanted { rows: column.clone(), pupils: state.0, level: 0, place: 0 }).collect();
        let candidates: Vec<Vec<usize>> =
            by_preference(&sizes).into_iter().map(|place| sizes[place].rows.clone()).filter(|column| !columns[column].1).collect();
        let ones = |column: &Vec<usize>| column.iter().map(|row| (*row, 1)).collect::<Column>();
        let wanted: Vec<Candidate> = candidates.iter().map(|column| Candidate { column: ones(column), needs: Vec::new() }).collect();
        let open = printable(&[], &wanted, &protected.iter().map(ones).collect::<Vec<_>>(), &BTreeSet::new());
        let printed: Vec<&Vec<usize>> = candidates.iter().zip(&open).filter(|(_, open)| **open).map(|(column, _)| column).collect();
        let shown: BTreeSet<&Vec<usize>> = printed.iter().copied().collect();
        let ours = expected.iter().filter(|row| !shown.contains(&members(&inner, row, case.dimensions))).count();
        println!("{}: {} protected, {ours} withheld in all, by the peer {theirs}", case.expected, protected.len());
        assert!(ours * 100 <= theirs * 105, "{}: {ours} against {theirs}", case.expected);
        let mut span = Span(BTreeMap::new());
        for column in printed {
            if let Some((head, vector)) = span.reduced(column, inner.len()) {
                let _ = span.0.insert(head, vector);
            }
        }
        assert!(protected.iter().all(|column| span.reduced(column, inner.len()).is_some()), "{}", case.expected);
    }
}

/// A table with the given rows only, over cells of a thousand pupils each who are not above the limit.
fn shown(by: &[Breakdown], rows: &[(Vec<Option<String>>, usize, u64, bool)]) -> Table {
    let row = |(labels, cells, hits, withheld): &(Vec<Option<String>>, usize, u64, bool)| {
        let pupils = hits + 1000 * u64::try_from(*cells).expect("a number of cells");
        let (hits, share) =
            if *withheld { (Figure::Withheld, Figure::Withheld) } else { (Figure::Count(*hits), Figure::share(*hits, pupils)) };
        let labels = labels.iter().map(|text| text.as_deref().map(label)).collect();
        Row { labels, column: 0, pupils: Figure::Count(pupils), cells: vec![Cell { count: hits, share }], absence: Vec::new() }
    };
    Table { spec: Spec::hits(by), fine: by.to_vec(), columns: vec![String::new()], rows: rows.iter().map(row).collect() }
}

#[test]
fn the_audit_finds_what_two_groupings_give_away() {
    let Some(folder) = folder() else { return };
    let inner = lines(&folder, "overlapping_groups.csv");
    let expected = lines(&folder, "overlapping_groups.expected.csv");
    let table = |helper: bool| {
        let row = |row: &Line| {
            let code = &row["region"];
            let column = members(&inner, row, &[("region", &["region", "county", "group"])]);
            let labels = match inner.iter().find(|cell| cell["region"] == *code) {
                Some(cell) => ["county", "group", "region"].iter().map(|name| Some(cell[*name].clone())).collect(),
                None => ["county-", "", "?"]
                    .iter()
                    .enumerate()
                    .map(|(place, start)| {
                        let fits = match place {
                            0 => code.starts_with(start),
                            1 => ["BIG", "small"].contains(&code.as_str()),
                            _ => false,
                        };
                        fits.then(|| code.clone())
                    })
                    .collect(),
            };
            let withheld = row["suppressed"] == "1" && (helper || row["primary"] == "1");
            (labels, column.len(), row["value"].parse().expect("a count"), withheld)
        };
        shown(&[Breakdown::School, Breakdown::Stage, Breakdown::Class], &expected.iter().map(row).collect::<Vec<_>>())
    };
    let computed = |helper| {
        let reading = read(&[table(helper)], &possible(1, &[]), Policy::tiny(Rule::Standard, 10, 4)).expect("the table adds up");
        let objections = reading.attack(&mut Vec::new()).expect("there is such a table");
        objections.iter().any(|objection| objection.verdict == Verdict::Provable && reading.can_compute(objection))
    };
    assert!(computed(false), "K = 3 follows from small less county-1 less N");
    assert!(!computed(true));
}

#[test]
fn the_audit_finds_what_linked_tables_give_away() {
    let Some(folder) = folder() else { return };
    let inner = lines(&folder, "linked_example.csv");
    for (name, safe) in [("local", false), ("consistent", false), ("super-consistent", true)] {
        let mut rows: BTreeMap<Vec<Option<String>>, (usize, u64, bool)> = BTreeMap::new();
        for (part, dimensions) in [
            ("t1", [("age", &["age"] as &[&str]), ("eu", &["eu"]), ("year", &["year"])].as_slice()),
            ("t2", [("geo", &["geo"] as &[&str]), ("year", &["year"])].as_slice()),
        ] {
            for row in lines(&folder, &format!("linked_{name}_{part}.expected.csv")) {
                let cells = members(&inner, &row, dimensions);
                let code = |name: &str| row.get(name).filter(|code| *code != "Total").cloned();
                let key = vec![code("age"), code("eu"), code("geo"), code("year")];
                let state = (cells.len(), row["value"].parse().expect("a count"), row["suppressed"] == "1");
                let known = rows.entry(key).or_insert(state);
                known.2 &= state.2;
            }
        }
        // Cells of neither table are there for a reader to think with, but nobody prints them.
        for cell in &inner {
            let key = ["age", "eu", "geo", "year"].iter().map(|name| Some(cell[*name].clone())).collect();
            let _ = rows.insert(key, (1, cell["freq"].parse().expect("a count"), true));
        }
        rows.retain(|_, state| state.0 > 0);
        let rows: Vec<_> = rows.into_iter().map(|(key, (cells, hits, withheld))| (key, cells, hits, withheld)).collect();
        let by = [Breakdown::Gender, Breakdown::Stage, Breakdown::School, Breakdown::Grade];
        let reading = read(&[shown(&by, &rows)], &possible(1, &[]), Policy::tiny(Rule::Strict, 10, 3)).expect("the table adds up");
        let objections = reading.attack(&mut Vec::new()).expect("there is such a table");
        let exact = objections.iter().filter(|objection| objection.target.is_shown() && reading.can_compute(objection)).count();
        println!("{name}: {exact} groups can be computed");
        assert_eq!(exact == 0, safe, "{name}");
    }
}
