//! Against an attacker by others, in another language and with another solver: the same ends and the same verdicts, number by number.
//! `FRANVARO_ATTACKER` names it: a program that takes cells and relations as JSON (`attack_tables.py`).

use crate::dice::Dice;
use crate::municipality::{bands, session};
use crate::{claims, report, said_aloud};
use franvarokalkyl::attack::{Depth, Verdict, attack};
use franvarokalkyl::session::{Breakdown, Policy};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// Labels by breakdown.
type Labels = BTreeMap<String, String>;

fn attacker() -> Option<std::ffi::OsString> {
    let Some(attacker) = std::env::var_os("FRANVARO_ATTACKER") else {
        said_aloud("skipped: FRANVARO_ATTACKER does not name the attacker made by others");
        return None;
    };
    let able = Command::new("python3").args(["-c", "import highspy, numpy"]).output().is_ok_and(|output| output.status.success());
    if !able {
        said_aloud("skipped: the attacker made by others needs python3 with highspy and numpy");
    }
    able.then_some(attacker)
}

fn id(labels: &Labels, measure: &str) -> String {
    format!("{labels:?} {measure}")
}

/// Cells and relations of reports over the same pupils: each row's figures with their sums along each breakdown, limits within limits, and
/// what lies between two of them.
fn cells(reports: &[Value]) -> Value {
    let mut sizes: BTreeMap<Labels, u64> = BTreeMap::new();
    let mut figures: BTreeMap<(Labels, u64), Option<u64>> = BTreeMap::new();
    let rule = &reports[0]["rule"];
    let (min_group, least) = (rule["min_group"].as_u64().unwrap(), rule["min_count"].as_u64().unwrap());
    for report in reports {
        for table in report["tables"].as_array().unwrap() {
            let by: Vec<&str> = table["by"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
            for row in table["rows"].as_array().unwrap() {
                let labels: Labels = by.iter().filter_map(|name| Some(((*name).to_owned(), row[*name].as_str()?.to_owned()))).collect();
                let _ = sizes.insert(labels.clone(), row["pupils"]["value"].as_u64().unwrap());
                for measure in table["measures"].as_array().unwrap().iter().filter_map(|name| name.as_str()?.strip_prefix("over_")) {
                    let number = row[format!("over_{measure}")]["value"].as_u64();
                    let figure = figures.entry((labels.clone(), measure.parse().unwrap())).or_default();
                    *figure = figure.or(number);
                }
            }
        }
    }
    let limits: BTreeSet<u64> = figures.keys().map(|(_, limit)| *limit).collect();
    let guarded = |cell: Value, size: u64| {
        let mut cell: Map<String, Value> = cell.as_object().unwrap().clone();
        let _ = cell.insert("upper".to_owned(), json!(size));
        if size < min_group || size < 2 * least {
            cell.extend([("unsafe".to_owned(), json!([])), ("cover".to_owned(), json!([0, 1]))]);
        } else {
            let low = if rule["id"] == "strict" { 0 } else { 1 };
            let _ = cell.insert("unsafe".to_owned(), json!([[low, least - 1], [size - least + 1, size]]));
        }
        Value::Object(cell)
    };
    let (mut cells, mut relations, mut order) = (Vec::new(), Vec::new(), Vec::new());
    for (labels, size) in &sizes {
        let own: Vec<u64> = limits.iter().copied().filter(|limit| figures.contains_key(&(labels.clone(), *limit))).collect();
        for limit in &own {
            cells.push(guarded(json!({"id": id(labels, &format!("over_{limit}")), "value": figures[&(labels.clone(), *limit)]}), *size));
        }
        order.push(own.iter().rev().map(|limit| id(labels, &format!("over_{limit}"))).collect::<Vec<_>>());
        for (place, low) in own.iter().enumerate() {
            for high in own.iter().skip(place + 1) {
                let band = id(labels, &format!("over_{low}_not_over_{high}"));
                cells.push(guarded(json!({"id": band, "value": null, "virtual": true}), *size));
                let over = |limit: &u64| id(labels, &format!("over_{limit}"));
                relations.push(json!({"total": over(low), "parts": [over(high), band]}));
            }
        }
        // The rows that have one label more, breakdown by breakdown.
        let breakdowns: BTreeSet<&String> = sizes.keys().flat_map(|labels| labels.keys()).collect();
        for breakdown in breakdowns.into_iter().filter(|breakdown| !labels.contains_key(*breakdown)) {
            let parts: Vec<&Labels> = sizes
                .keys()
                .filter(|part| {
                    part.len() == labels.len() + 1
                        && part.contains_key(breakdown)
                        && labels.iter().all(|label| part.get(label.0) == Some(label.1))
                })
                .collect();
            for limit in
                own.iter().filter(|limit| !parts.is_empty() && parts.iter().all(|part| figures.contains_key(&((*part).clone(), **limit))))
            {
                let over = |labels: &Labels| id(labels, &format!("over_{limit}"));
                relations.push(json!({"total": over(labels), "parts": parts.iter().map(|part| over(part)).collect::<Vec<_>>()}));
            }
        }
    }
    json!({"defaults": {"residuals": false, "differences": false}, "cells": cells, "relations": relations, "order": order})
}

/// What the other attacker says of each number: from where to where, and its verdict.
fn theirs(attacker: &std::ffi::OsStr, name: &str, reports: &[Value]) -> BTreeMap<String, (Option<f64>, Option<f64>, String)> {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let (asked, answered) = (folder.join(format!("{name}.cells.json")), folder.join(format!("{name}.ends.json")));
    std::fs::write(&asked, cells(reports).to_string()).unwrap();
    let output = Command::new("python3").arg(attacker).arg(&asked).arg("-o").arg(&answered).arg("--quiet").output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&std::fs::read(&answered).unwrap()).unwrap();
    assert_eq!(answer["errors"], json!([]));
    let results = answer["results"].as_array().unwrap().iter();
    results
        .map(|result| {
            (
                result["id"].as_str().unwrap().to_owned(),
                (result["lo"].as_f64(), result["hi"].as_f64(), result["status"].as_str().unwrap().to_owned()),
            )
        })
        .collect()
}

/// How many numbers agree, and how many of them leak; none may differ.
fn agree(attacker: &std::ffi::OsStr, name: &str, reports: &[Value]) -> (usize, usize) {
    let theirs = theirs(attacker, name, reports);
    let outcome = attack(&claims(reports), Depth::Everything).unwrap();
    assert_eq!(outcome.undecided, 0);
    let (mut same, mut leaks) = (0, 0);
    let mut ours = BTreeSet::new();
    for finding in outcome.findings.iter().filter(|finding| finding.less.is_empty()) {
        let id = id(&finding.group.iter().cloned().collect(), &finding.measure);
        let Some((low, high, status)) = theirs.get(&id) else {
            // The other has no word for a figure of a small group that stands in the table.
            assert!(finding.verdict == Some(Verdict::Printed) && finding.pupils < Some(10), "{name}: {id} is not attacked by the other");
            continue;
        };
        let verdict = finding.verdict.map_or("OK".to_owned(), |verdict| verdict.name().to_uppercase());
        assert_eq!((finding.low as f64, finding.high as f64), (low.unwrap(), high.unwrap()), "{name}: {id}");
        assert_eq!(&verdict, status, "{name}: {id}");
        same += 1;
        leaks += usize::from(finding.verdict.is_some_and(Verdict::is_leak));
        let _ = ours.insert(id);
    }
    // What the others attack and we do not follows from printed figures at sight, and is safe.
    for (id, (low, high, status)) in theirs.iter().filter(|(id, _)| !ours.contains(*id)) {
        assert!(low == high && status == "OK", "{name}: {id} is {status}, {low:?} to {high:?}");
    }
    (same, leaks)
}

/// Three schools, three grades and both genders with two limits, figures withheld at random.
fn random(dice: &mut Dice) -> Value {
    let (schools, grades, genders) = (["Al", "Björk", "Ek"], ["7", "8", "9"], ["girl", "boy"]);
    let mut inner: BTreeMap<[&str; 3], [u64; 3]> = BTreeMap::new();
    for school in schools {
        for grade in grades {
            for gender in genders {
                let pupils = 6 + dice.roll(16);
                let low = dice.roll(pupils + 1);
                let _ = inner.insert([school, grade, gender], [pupils, low, dice.roll(low + 1)]);
            }
        }
    }
    let mut rows = Vec::new();
    let open = |labels: &[&'static str]| labels.iter().copied().map(Some).chain([None]).collect::<Vec<_>>();
    let hidden = 20 + dice.roll(60);
    for school in open(&schools) {
        for grade in open(&grades) {
            for gender in open(&genders) {
                let key = [school, grade, gender];
                let own = inner
                    .iter()
                    .filter(|(labels, _)| key.iter().zip(labels.iter()).all(|(key, label)| key.is_none_or(|key| key == *label)));
                let sum = own.fold([0; 3], |sum: [u64; 3], (_, numbers)| std::array::from_fn(|place| sum[place] + numbers[place]));
                let mut figure =
                    |number: u64| if dice.likely(hidden) { json!({"withheld": "protected"}) } else { json!({"value": number}) };
                rows.push(json!({"school": school, "grade": grade, "gender": gender, "pupils": {"value": sum[0]}, "over_20": figure(sum[1]), "over_40": figure(sum[2])}));
            }
        }
    }
    let table = json!({"by": ["school", "grade", "gender"], "measures": ["pupils", "over_20", "over_40"], "rows": rows});
    report(if dice.likely(30) { "strict" } else { "standard" }, &[table])
}

#[test]
fn random_reports() {
    let Some(attacker) = attacker() else { return };
    let (mut same, mut leaks) = (0, 0);
    for seed in 0..12 {
        let report = random(&mut Dice(seed));
        let found = agree(&attacker, &format!("random-{seed}"), &[report]);
        (same, leaks) = (same + found.0, leaks + found.1);
    }
    said_aloud(&format!("{same} numbers of random reports have the same ends and verdicts, {leaks} of them leak"));
    assert!(same > 500 && leaks > 50);
}

#[test]
fn reports_of_a_municipality() {
    let Some(attacker) = attacker() else { return };
    let session = session(900, 5, 3);
    let by = [Breakdown::School, Breakdown::Grade];
    let one = bands(&session, &by, &[10, 20], Policy::default());
    let (same, leaks) = agree(&attacker, "municipality", std::slice::from_ref(&one));
    assert_eq!(leaks, 0, "what the program makes is safe");
    // Beside other limits it need not be.
    let other = bands(&session, &by, &[15, 25], Policy::default());
    let (together, leaking) = agree(&attacker, "two-reports", &[one, other]);
    said_aloud(&format!("{same} numbers of one report and {together} of two have the same ends and verdicts, {leaking} of two leak"));
    assert!(same > 20 && leaking > 0);
}
