//! Patterns of withheld cells made by others: those known to be unsafe fall, the others stand. `FRANVARO_CASES` names the folder of the data,
//! which are not ours to pass on.

use crate::{everything, report, said_aloud};
use franvarokalkyl::attack::{Finding, Outcome};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Pupils of each finest group: more than any count of the data, so that only the counts themselves tell anything.
const CROWD: u64 = 10_000;

type Line = BTreeMap<String, String>;

fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("FRANVARO_CASES").map(PathBuf::from);
    if folder.is_none() {
        said_aloud("skipped: FRANVARO_CASES does not name the folder with the cases made by others");
    }
    folder
}

fn lines(folder: &Path, name: &str) -> Vec<Line> {
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    let mut rows = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"').to_owned()).collect::<Vec<_>>());
    let header = rows.next().unwrap();
    rows.map(|row| header.iter().cloned().zip(row).collect()).collect()
}

/// A dimension of a peer's table, with the columns of the data that its codes come from, the finest first. Each is a breakdown.
type Dimension = (&'static str, &'static [&'static str]);

/// A table that a peer has protected: data, the year that is taken of them, the peer's pattern, dimensions, rule and smallest count.
type Protected<'a> = (&'a str, Option<&'a str>, &'a str, Vec<Dimension>, &'a str, u64);

const REGION: Dimension = ("region", &["region", "fylke", "kostragr"]);
const AGE: Dimension = ("age", &["age"]);
const GEO: Dimension = ("geo", &["geo", "eu"]);
const WHEN: Dimension = ("year", &["year"]);

struct Table {
    rows: Vec<Line>,
    dimensions: Vec<Dimension>,
}

/// Whether an inner line is of a row.
fn is_of(line: &Line, row: &Line, dimensions: &[Dimension]) -> bool {
    let named = |(dimension, columns): &Dimension| {
        let code = &row[*dimension];
        code == "Total" || columns.iter().any(|column| line.get(*column) == Some(code))
    };
    dimensions.iter().all(named)
}

/// The labels of a row: that of its code's own column, and of the coarser ones that it lies within.
fn labels(row: &Line, inner: &[Line], dimensions: &[Dimension]) -> Map<String, Value> {
    let mut labels = Map::new();
    for (dimension, columns) in dimensions {
        let code = &row[*dimension];
        let own = columns.iter().position(|column| inner.iter().any(|line| line.get(*column) == Some(code)));
        for (place, column) in columns.iter().enumerate() {
            let within: BTreeSet<&String> =
                inner.iter().filter(|line| is_of(line, row, dimensions)).filter_map(|line| line.get(*column)).collect();
            let label = match within.first() {
                Some(label) if code != "Total" && own.is_some_and(|own| own <= place) && within.len() == 1 => json!(label),
                _ => Value::Null,
            };
            let _ = labels.insert((*column).to_owned(), label);
        }
    }
    labels
}

/// The report of a peer's tables, with how many there are of each finest group.
fn published(inner: &[Line], tables: &[Table], rule: &str, least: u64) -> Value {
    let finest: BTreeSet<Line> = inner
        .iter()
        .map(|line| {
            let columns = tables.iter().flat_map(|table| &table.dimensions).flat_map(|(_, columns)| *columns);
            columns.map(|column| ((*column).to_owned(), line[*column].clone())).collect()
        })
        .collect();
    let finest: Vec<Line> = finest.into_iter().collect();
    let by = |dimensions: &[Dimension]| dimensions.iter().flat_map(|(_, columns)| columns.iter().copied()).collect::<Vec<_>>();
    let mut shown: Vec<Value> = tables
        .iter()
        .map(|table| {
            let rows = table.rows.iter().map(|row| {
                let mut shown = labels(row, &finest, &table.dimensions);
                let pupils = finest.iter().filter(|line| is_of(line, row, &table.dimensions)).count() as u64 * CROWD;
                let hits = if row["suppressed"] == "1" {
                    json!({"withheld": "protected"})
                } else {
                    json!({"value": row["value"].parse::<u64>().unwrap()})
                };
                shown.extend([("pupils".to_owned(), json!({"value": pupils})), ("hits".to_owned(), hits)]);
                Value::Object(shown)
            });
            json!({"by": by(&table.dimensions), "measures": ["pupils", "hits"], "rows": rows.collect::<Vec<_>>()})
        })
        .collect();
    let sizes = finest.iter().map(|line| {
        let mut row: Map<String, Value> = line.iter().map(|(column, label)| (column.clone(), json!(label))).collect();
        let _ = row.insert("pupils".to_owned(), json!({"value": CROWD}));
        Value::Object(row)
    });
    let all: BTreeSet<&str> = tables.iter().flat_map(|table| by(&table.dimensions)).collect();
    shown.push(json!({"by": all, "measures": ["pupils"], "rows": sizes.collect::<Vec<_>>()}));
    let mut report = report(rule, &shown);
    report["rule"]["min_count"] = json!(least);
    report
}

/// What was found of a row.
fn of<'a>(outcome: &'a Outcome, row: &Line, inner: &[Line], dimensions: &[Dimension]) -> Option<&'a Finding> {
    let wanted: BTreeMap<String, String> =
        labels(row, inner, dimensions).into_iter().filter_map(|(column, label)| Some((column, label.as_str()?.to_owned()))).collect();
    outcome.findings.iter().find(|finding| {
        finding.in_table
            && finding.group.iter().cloned().collect::<BTreeMap<_, _>>() == wanted
            && finding.verdict != Some(franvarokalkyl::attack::Verdict::Printed)
    })
}

fn filtered(lines: Vec<Line>, year: Option<&str>) -> Vec<Line> {
    lines.into_iter().filter(|line| year.is_none_or(|year| line["year"] == year)).collect()
}

/// How a pattern's primary cells fare: which of them are computed, and which intervals the peer has for them.
fn attacked(
    folder: &Path,
    data: &str,
    year: Option<&str>,
    tables: &[(&str, Vec<Dimension>)],
    rule: &str,
    least: u64,
) -> (Vec<String>, usize) {
    let inner = filtered(lines(folder, &format!("{data}.csv")), year);
    let tables: Vec<Table> = tables
        .iter()
        .map(|(name, dimensions)| Table { rows: lines(folder, &format!("{name}.csv")), dimensions: dimensions.clone() })
        .collect();
    let outcome = everything(&[published(&inner, &tables, rule, least)]);
    let mut exact = Vec::new();
    let mut compared = 0;
    for table in &tables {
        for row in table.rows.iter().filter(|row| row["primary"] == "1") {
            // A cell that another table prints has been attacked there.
            let Some(finding) = of(&outcome, row, &inner, &table.dimensions) else { continue };
            if finding.low == finding.high {
                exact.push(table.dimensions.iter().map(|(dimension, _)| row[*dimension].as_str()).collect::<Vec<_>>().join(" "));
                assert_eq!(finding.low.to_string(), row["value"], "{row:?}");
            }
            if let (Some(low), Some(high)) = (row.get("lo").filter(|low| !low.is_empty()), row.get("hi")) {
                assert_eq!((&finding.low.to_string(), &finding.high.to_string()), (low, high), "{row:?}");
                compared += 1;
            }
        }
    }
    (exact, compared)
}

#[test]
fn unsafe_patterns_fall() {
    let Some(folder) = folder() else { return };
    let fallen =
        |data: &str, tables: &[(&str, Vec<Dimension>)], rule: &str, least: u64| attacked(&folder, data, None, tables, rule, least).0;
    let whole = fallen("example1", &[("example1_t8_none.expected", vec![AGE, GEO, WHEN])], "show-zeros", 2);
    assert_eq!(whole.len(), 3, "{whole:?}");
    let singletons =
        fallen("three_singletons", &[("three_singletons_unsafe", vec![("var1", &["var1"]), ("var2", &["var2"])])], "show-zeros", 3);
    assert_eq!(singletons.len(), 7, "{singletons:?}");
    let linked = |kind: &str| {
        let name = |table: &str| format!("linked_{kind}_{table}.expected");
        let (one, other) = (name("t1"), name("t2"));
        fallen("linked_example", &[(&one, vec![AGE, ("eu", &["eu"]), WHEN]), (&other, vec![GEO, WHEN])], "strict", 3)
    };
    let local = linked("local");
    assert!(!local.is_empty());
    let consistent = linked("consistent");
    assert!(consistent.contains(&"Portugal 2014".to_owned()) && consistent.contains(&"Portugal 2016".to_owned()), "{consistent:?}");
    assert_eq!(linked("super-consistent"), Vec::<String>::new());
}

#[test]
fn a_square_falls_with_nine_hidden_and_stands_with_ten() {
    let Some(folder) = folder() else { return };
    let inner = lines(&folder, "four_by_four.csv");
    let dimensions: Vec<Dimension> = vec![("v1", &["v1"]), ("v2", &["v2"])];
    let codes = |dimension: &str| inner.iter().map(|line| line[dimension].clone()).chain(["Total".to_owned()]).collect::<BTreeSet<_>>();
    let pattern = |extra: &[(&str, &str)]| {
        let mut rows = Vec::new();
        for one in codes("v1") {
            for two in codes("v2") {
                let mut row: Line = [("v1".to_owned(), one.clone()), ("v2".to_owned(), two.clone())].into();
                let own: Vec<&Line> = inner.iter().filter(|line| is_of(line, &row, &dimensions)).collect();
                let hidden = own.len() == 1 && own[0]["given_primary"] == "1" || extra.contains(&(one.as_str(), two.as_str()));
                let value: u64 = own.iter().map(|line| line["freq"].parse::<u64>().unwrap()).sum();
                row.extend([("value".to_owned(), value.to_string()), ("suppressed".to_owned(), u8::from(hidden).to_string())]);
                rows.push(row);
            }
        }
        let outcome = everything(&[published(&inner, &[Table { rows, dimensions: dimensions.clone() }], "standard", 5)]);
        let ends =
            |finding: &Finding| (finding.group.iter().map(|(_, label)| label.as_str()).collect::<String>(), finding.low, finding.high);
        outcome
            .findings
            .iter()
            .filter(|finding| finding.in_table)
            .map(ends)
            .filter(|(group, low, high)| low == high || group == "wb")
            .collect::<Vec<_>>()
    };
    assert!(pattern(&[]).contains(&("wb".to_owned(), 47, 47)));
    assert_eq!(pattern(&[("x", "d")]), [("wb".to_owned(), 0, 78)]);
    assert_eq!(pattern(&[("x", "b")]), [("wb".to_owned(), 0, 141)]);
}

#[test]
fn safe_patterns_stand_and_their_ends_are_those_of_the_peer() {
    let Some(folder) = folder() else { return };
    let hovedint: Dimension = ("hovedint", &["hovedint"]);
    let flat = vec![("region", ["region"].as_slice()), hovedint];
    let cases: Vec<Protected<'_>> = vec![
        ("z1", None, "z1_maxN3.intervals", flat.clone(), "strict", 4),
        ("z1", None, "z1_maxN4.expected", flat.clone(), "strict", 5),
        ("z1", None, "z1_maxN5.expected", flat, "strict", 6),
        ("z2", None, "z2_maxN3.intervals", vec![REGION, hovedint], "strict", 4),
        ("z2", None, "z2_maxN4_pz0.expected", vec![REGION, hovedint], "show-zeros", 5),
        ("z2", None, "z2_maxN4_pz0_sz1.expected", vec![REGION, hovedint], "standard", 5),
        ("mun_accidents", None, "mun_maxN3.expected", vec![("mun", &["mun"]), ("inj", &["inj"])], "strict", 4),
        (
            "d2",
            None,
            "d2_maxN2.expected",
            vec![("region", &["region", "county", "k_group"]), ("main_income", &["main_income"])],
            "strict",
            3,
        ),
        ("example1", Some("2014"), "example1_t2.expected", vec![AGE, GEO], "strict", 3),
        ("example1", Some("2015"), "example1_t7.expected", vec![AGE, GEO], "strict", 3),
        ("example1", None, "example1_t8.expected", vec![AGE, GEO, WHEN], "show-zeros", 2),
        ("example1", None, "example1_t9.expected", vec![AGE, ("geo", &["geo"])], "strict", 4),
        ("three_singletons", None, "three_singletons.expected", vec![("var1", &["var1"]), ("var2", &["var2"])], "show-zeros", 3),
    ];
    let mut intervals = 0;
    for (data, year, expected, dimensions, rule, least) in cases {
        let (exact, compared) = attacked(&folder, data, year, &[(expected, dimensions)], rule, least);
        assert_eq!(exact, Vec::<String>::new(), "{expected}");
        intervals += compared;
    }
    let linked =
        [("linked_interval4_t1.expected", vec![AGE, ("eu", ["eu"].as_slice()), WHEN]), ("linked_interval4_t2.expected", vec![GEO, WHEN])];
    let (exact, compared) = attacked(&folder, "linked_example", None, &linked, "strict", 3);
    assert_eq!((exact, intervals + compared), (Vec::new(), 3 + 11 + 2 + 9));
}
