//! What the program prints of made-up municipalities, against counts by plain loops over the very file.

use super::{Group, call, errors, report};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

#[test]
fn the_example_equals_a_plain_count() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join("tre skolor.csv");
    let path = path.to_str().unwrap();
    assert!(call(&["example", "--pupils", "400", "--schools", "3", "--weeks", "18", "--seed", "11", "-o", path]).status.success());
    let text = fs::read_to_string(path).unwrap();
    let mut pupils: BTreeMap<&str, (u64, u64, BTreeSet<&str>, &str, &str)> = BTreeMap::new();
    let mut school_days: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let [school, grade, id, date, length, absent] = [0, 2, 3, 7, 11, 12].map(|column| cells[column]);
        let pupil = pupils.entry(id).or_default();
        pupil.0 += length.parse::<u64>().unwrap();
        pupil.1 += absent.parse::<u64>().unwrap();
        // A pupil stands where the last day does; a mover's last day need not be the last row.
        if pupil.2.last().is_none_or(|last| *last <= date) {
            (pupil.3, pupil.4) = (school, grade);
        }
        let _new = pupil.2.insert(date);
        let _new = school_days.entry(school).or_default().insert(date);
    }
    let mut counted: BTreeMap<Group<'_>, (u64, u64, u64, u64)> = BTreeMap::new();
    for (scheduled, absent, days, school, grade) in pupils.values() {
        let above = absent * 100 > 20 * scheduled && days.len() * 2 >= school_days[school].len();
        for key in [(Some(*school), Some(*grade)), (Some(*school), None), (None, Some(*grade)), (None, None)] {
            let cell = counted.entry(key).or_default();
            cell.0 += 1;
            cell.1 += u64::from(above);
            cell.2 += scheduled;
            cell.3 += absent;
        }
    }
    let report = report(path, &["--definition", "ekero-20", "--by", "school,grade"]);
    let rows = report["tables"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.len(), counted.len());
    let (mut printed, mut timed) = (0, 0);
    for row in rows {
        let (n, a, scheduled, absent) = counted[&(row["school"].as_str(), row["grade"].as_str())];
        assert_eq!(row["pupils"]["value"], json!(n), "{row}");
        if let Some(hits) = row["hits"]["value"].as_u64() {
            printed += 1;
            assert_eq!(hits, a, "{row}");
            assert!(n >= 10 && a >= 5 && n - a >= 5, "an unsafe figure is printed: {row}");
            let tenths = (2000 * a + n) / (2 * n);
            assert_eq!(row["share"]["value"], json!(format!("{}.{}", tenths / 10, tenths % 10)));
        } else {
            assert_eq!(row["share"], json!({"withheld": "protected"}), "{row}");
            assert_eq!(row["absence_total"], json!({"withheld": "protected"}), "{row}");
        }
        if let Some(share) = row["absence_total"]["value"].as_str() {
            timed += 1;
            let tenths = (2000 * absent + scheduled) / (2 * scheduled);
            assert_eq!(share, format!("{}.{}", tenths / 10, tenths % 10), "{row}");
        }
    }
    assert!(printed > 3 && timed > 3, "only {printed} figures are printed, and {timed} shares of time");
}

/// A pupil of an example as plain loops see it: scheduled and absent minutes by month, days by month, the school.
#[derive(Default)]
struct Seen<'a> {
    scheduled: BTreeMap<&'a str, u64>,
    absent: BTreeMap<&'a str, u64>,
    days: BTreeMap<&'a str, BTreeSet<&'a str>>,
    /// The school of the last day in each month.
    school: BTreeMap<&'a str, (&'a str, &'a str)>,
}

/// The pupils of an example file, and the days of each school by month.
#[expect(clippy::type_complexity, reason = "a test's own loops")]
fn plainly(text: &str) -> (BTreeMap<&str, Seen<'_>>, BTreeMap<(&str, &str), BTreeSet<&str>>) {
    let mut pupils: BTreeMap<&str, Seen<'_>> = BTreeMap::new();
    let mut school_days: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let [school, id, date, length, absent] = [0, 3, 7, 11, 12].map(|column| cells[column]);
        let (month, _) = date.rsplit_once('-').unwrap();
        let pupil = pupils.entry(id).or_default();
        *pupil.scheduled.entry(month).or_default() += length.parse::<u64>().unwrap();
        *pupil.absent.entry(month).or_default() += absent.parse::<u64>().unwrap();
        let _new = pupil.days.entry(month).or_default().insert(date);
        let _new = school_days.entry((school, month)).or_default().insert(date);
        let last = pupil.school.entry(month).or_insert((date, school));
        if last.0 <= date {
            *last = (date, school);
        }
    }
    (pupils, school_days)
}

fn example(name: &str, words: &[&str]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let path = path.to_str().unwrap().to_owned();
    let output = call(&[&["example", "-o", &path], words].concat());
    assert!(output.status.success(), "{}", errors(&output));
    path
}

/// Each printed count of a row, by name, is what was counted; and nothing that two limits side by side tell is unsafe.
fn agrees(row: &Value, counted: &[(&str, u64)], pupils: u64) -> usize {
    assert_eq!(row["pupils"]["value"], json!(pupils), "{row}");
    let mut printed = Vec::new();
    for (name, count) in counted {
        if let Some(hits) = row[*name]["value"].as_u64() {
            assert_eq!(hits, *count, "{name} of {row}");
            printed.push(hits);
        } else {
            assert_eq!(row[format!("share_{name}").as_str()], json!({"withheld": "protected"}), "{name} of {row}");
        }
    }
    printed.iter().zip(printed.iter().skip(1)).for_each(|(more, fewer)| assert!(!(1..5).contains(&(more - fewer)), "{row}"));
    printed.iter().for_each(|hits| assert!(pupils >= 10 && *hits >= 5 && pupils - hits >= 5, "{row}"));
    printed.len()
}

#[test]
fn bands_equal_a_plain_count() {
    let path = example("gränser.csv", &["--pupils", "600", "--schools", "3", "--weeks", "18", "--seed", "11"]);
    let text = fs::read_to_string(&path).unwrap();
    let (pupils, school_days) = plainly(&text);
    let limits = [5, 10, 20];
    let mut counted: BTreeMap<Option<&str>, (u64, [u64; 3])> = BTreeMap::new();
    for pupil in pupils.values() {
        let (_, school) = pupil.school.values().max().unwrap();
        let (scheduled, absent): (u64, u64) = (pupil.scheduled.values().sum(), pupil.absent.values().sum());
        let days: usize = pupil.days.values().map(BTreeSet::len).sum();
        let open: usize = school_days.iter().filter(|((own, _), _)| own == school).map(|(_, days)| days.len()).sum();
        for key in [Some(*school), None] {
            let cell = counted.entry(key).or_default();
            cell.0 += 1;
            for (count, limit) in cell.1.iter_mut().zip(limits) {
                *count += u64::from(absent * 100 > limit * scheduled && days * 2 >= open);
            }
        }
    }
    let cumulative = report(&path, &["--definition", "ekero-20", "--bands", "tiers", "--by", "school"]);
    let table = &cumulative["tables"][0];
    assert_eq!(table["measures"], json!(["pupils", "over_5", "share_over_5", "over_10", "share_over_10", "over_20", "share_over_20"]));
    let mut printed = 0;
    for row in table["rows"].as_array().unwrap() {
        let (all, [five, ten, twenty]) = counted[&row["school"].as_str()];
        printed += agrees(row, &[("over_5", five), ("over_10", ten), ("over_20", twenty)], all);
    }
    assert!(printed > 4, "only {printed} figures are printed");
    let classes = report(&path, &["--definition", "ekero-20", "--bands", "5,10,20", "--disjoint", "--by", "school"]);
    for row in classes["tables"][0]["rows"].as_array().unwrap() {
        let (all, [five, ten, twenty]) = counted[&row["school"].as_str()];
        for (name, count) in
            [("from_0_to_5", all - five), ("from_5_to_10", five - ten), ("from_10_to_20", ten - twenty), ("from_20", twenty)]
        {
            let hits = row[name]["value"].as_u64();
            assert!(hits.is_none_or(|hits| hits == count), "{name} of {row}");
        }
    }
}

#[test]
fn months_equal_a_plain_count() {
    let path = example("månader.csv", &["--pupils", "400", "--schools", "2", "--weeks", "12", "--seed", "3"]);
    let text = fs::read_to_string(&path).unwrap();
    let (pupils, school_days) = plainly(&text);
    let mut counted: BTreeMap<(Option<&str>, &str), (u64, u64)> = BTreeMap::new();
    for pupil in pupils.values() {
        for (month, (_, school)) in &pupil.school {
            let (scheduled, absent, days) = (pupil.scheduled[month], pupil.absent[month], pupil.days[month].len());
            let above = absent * 100 > 20 * scheduled && days * 2 >= school_days[&(*school, *month)].len();
            for key in [Some(*school), None] {
                let cell = counted.entry((key, month)).or_default();
                cell.0 += 1;
                cell.1 += u64::from(above);
            }
        }
    }
    let report = report(&path, &["--definition", "ekero-20", "--over", "month", "--by", "school"]);
    let table = &report["tables"][0];
    assert_eq!(table["by"], json!(["school", "month"]));
    let rows = table["rows"].as_array().unwrap();
    assert_eq!(rows.len(), counted.len());
    let mut printed = 0;
    for row in rows {
        let (all, hits) = counted[&(row["school"].as_str(), row["month"].as_str().unwrap())];
        assert_eq!(row["pupils"]["value"], json!(all), "{row}");
        if let Some(told) = row["hits"]["value"].as_u64() {
            assert_eq!(told, hits, "{row}");
            printed += 1;
        }
    }
    assert!(printed > 2, "only {printed} figures are printed");
    // The report is of single months; a sum of months would count a pupil several times.
    assert!(rows.iter().all(|row| row["month"].is_string()));
}

#[test]
fn what_is_compared_equals_what_is_reported() {
    let path = example("jämförelse.csv", &["--pupils", "900", "--schools", "3", "--weeks", "18", "--seed", "11"]);
    let output = call(&["compare", &path, "--definitions", "haninge,solna,sollentuna,taby", "--by", "school"]);
    assert!(output.status.success(), "{}", errors(&output));
    let compared: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut whole: BTreeMap<&str, u64> = BTreeMap::new();
    for id in ["haninge", "solna", "sollentuna"] {
        let alone = report(&path, &["--definition", id, "--by", "school"]);
        for row in compared["tables"][0]["rows"].as_array().unwrap().iter().filter(|row| row["definition"] == id) {
            let rows = alone["tables"][0]["rows"].as_array().unwrap();
            let own = rows.iter().find(|own| own["school"] == row["school"]).unwrap();
            if let (Some(one), Some(other)) = (row["hits"]["value"].as_u64(), own["hits"]["value"].as_u64()) {
                assert_eq!(one, other, "{row}");
                if row["school"].is_null() {
                    let _old = whole.insert(id, one);
                }
            }
        }
    }
    assert_eq!(whole.len(), 3, "the totals are printed");
    let unmeasurable = json!({"withheld": "not measurable"});
    let rows = compared["tables"][0]["rows"].as_array().unwrap();
    assert_eq!(rows.iter().filter(|row| row["definition"] == "taby" && row["hits"] == unmeasurable).count(), 4);
    let overlap = &compared["tables"][1];
    assert_eq!((&overlap["id"], overlap["rows"].as_array().unwrap().len()), (&json!("overlap"), 6));
    let mut told = 0;
    for row in overlap["rows"].as_array().unwrap() {
        let (a, b) = (row["a"].as_str().unwrap(), row["b"].as_str().unwrap());
        if b == "taby" {
            assert_eq!([&row["both"], &row["only_a"], &row["only_b"]], [&unmeasurable; 3]);
            continue;
        }
        for (only, of) in [("only_a", a), ("only_b", b)] {
            if let (Some(both), Some(only)) = (row["both"]["value"].as_u64(), row[only]["value"].as_u64()) {
                assert_eq!(both + only, whole[of], "{row}");
                told += 1;
            }
        }
    }
    assert!(told > 0);
    assert_eq!(compared["definitions"].as_array().unwrap().len(), 4);
    assert_eq!(compared["audit"]["recoverable"], json!(0));
}

#[test]
fn the_curve_falls_and_has_the_limits_of_the_definition() {
    let path = example("kurva.csv", &["--pupils", "300", "--schools", "1", "--weeks", "8", "--seed", "2"]);
    let output = call(&["curve", &path, "--definition", "england-10"]);
    assert!(output.status.success(), "{}", errors(&output));
    let curve: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = curve["tables"][0]["rows"].as_array().unwrap();
    // At least nothing is everybody.
    assert_eq!((rows[0]["threshold"].as_str(), rows.len()), (Some("1"), 60));
    let hits: Vec<u64> = rows.iter().filter_map(|row| row["hits"]["value"].as_u64()).collect();
    assert!(hits.len() > 5 && hits.iter().zip(&hits[1..]).all(|(one, next)| one >= next && !(1..5).contains(&(one - next))), "{hits:?}");
}
