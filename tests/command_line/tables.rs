//! Several tables in one report: each equals a plain count, they are protected together, and every format has them all.

use super::{call, errors};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// School, grade and gender of a pupil, and whether the pupil is above 20 per cent.
struct Seen {
    labels: [String; 3],
    above: bool,
}

fn scratch(name: &str) -> String {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).to_str().unwrap().to_owned()
}

/// A pupil under way: scheduled minutes, absent ones, days, labels.
type Lines<'a> = (u64, u64, BTreeSet<&'a str>, [&'a str; 3]);

/// A made-up municipality, and its pupils by plain loops over the very file.
fn municipality(name: &str) -> (String, Vec<Seen>) {
    let path = scratch(name);
    let words = ["example", "--pupils", "600", "--schools", "3", "--weeks", "18", "--seed", "11", "-o", &path];
    assert!(call(&words).status.success());
    let text = fs::read_to_string(&path).unwrap();
    let mut pupils: BTreeMap<&str, Lines<'_>> = BTreeMap::new();
    let mut school_days: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let [school, grade, id, gender, date, length, absent] = [0, 2, 3, 6, 7, 11, 12].map(|column| cells[column]);
        let pupil = pupils.entry(id).or_insert_with(|| (0, 0, BTreeSet::new(), [school, grade, gender]));
        pupil.0 += length.parse::<u64>().unwrap();
        pupil.1 += absent.parse::<u64>().unwrap();
        // A pupil stands where the last day does; a mover's last day need not be the last row.
        if pupil.2.last().is_none_or(|last| *last <= date) {
            pupil.3 = [school, grade, gender];
        }
        let _new = pupil.2.insert(date);
        let _new = school_days.entry(school).or_default().insert(date);
    }
    let seen = |(scheduled, absent, days, labels): &Lines<'_>| Seen {
        above: absent * 100 > 20 * scheduled && days.len() * 2 >= school_days[labels[0]].len(),
        labels: labels.map(|label| match label {
            "Flicka" => "girl".to_owned(),
            "Pojke" => "boy".to_owned(),
            other => other.to_owned(),
        }),
    };
    let seen = pupils.values().map(seen).collect();
    (path, seen)
}

/// Every row of a table has as many pupils as were counted, and every printed number of them is the one that was counted. Gives how many
/// are printed, and how many printed ones are zero.
fn agrees(table: &Value, pupils: &[Seen]) -> (usize, usize) {
    let names = ["school", "grade", "gender"];
    let (mut printed, mut zeros) = (0, 0);
    for row in table["rows"].as_array().unwrap() {
        let fits = |pupil: &&Seen| {
            names.iter().zip(&pupil.labels).all(|(name, label)| row[*name].as_str().is_none_or(|wanted| wanted == label.as_str()))
        };
        let counted = pupils.iter().filter(fits).count();
        let above = pupils.iter().filter(fits).filter(|pupil| pupil.above).count();
        assert_eq!(row["pupils"], json!({"value": counted}), "{row}");
        if let Some(hits) = row["hits"]["value"].as_u64() {
            assert_eq!(hits, u64::try_from(above).unwrap(), "{row}");
            printed += 1;
            zeros += usize::from(hits == 0);
        } else {
            assert_eq!(row["hits"], json!({"withheld": "protected"}), "{row}");
        }
    }
    (printed, zeros)
}

#[test]
fn tables_of_one_report_equal_plain_counts_under_every_rule() {
    let (path, pupils) = municipality("flera tabeller.csv");
    for (rule, shows_zeros) in [("standard", false), ("show-zeros", true), ("strict", false)] {
        let out = scratch(&format!("flera tabeller {rule}.json"));
        let words = ["report", &path, "--definition", "ekero-20", "--by", "school,grade", "--by", "gender", "--by", "school,gender"];
        let output = call(&[&words[..], &["--rule", rule, "--made", "2026-01-15", "-o", &out]].concat());
        assert!(output.status.success(), "{}", errors(&output));
        let report: Value = serde_json::from_str(&fs::read_to_string(&out).unwrap()).unwrap();
        assert_eq!(report["rule"]["id"], json!(rule));
        let tables = report["tables"].as_array().unwrap();
        let by: Vec<&Value> = tables.iter().map(|table| &table["by"]).collect();
        assert_eq!(by, [&json!(["school", "grade"]), &json!(["gender"]), &json!(["school", "gender"])]);
        assert_eq!(tables.iter().map(|table| &table["id"]).collect::<Vec<_>>(), ["t1", "t2", "t3"]);
        let told: Vec<(usize, usize)> = tables.iter().map(|table| agrees(table, &pupils)).collect();
        assert!(told.iter().map(|(printed, _)| printed).sum::<usize>() > 8, "{rule}: {told:?}");
        assert_eq!(told.iter().any(|(_, zeros)| *zeros > 0), shows_zeros, "{rule}: {told:?}");
        let audited = call(&["audit", &out]);
        assert!(audited.status.success(), "{rule}: {}", String::from_utf8_lossy(&audited.stdout));
    }
}

/// What two tables have in common is the same in both, and a table that is asked for twice stands once.
#[test]
fn tables_of_one_report_do_not_contradict_one_another() {
    let (path, _) = municipality("samma tal.csv");
    let report = super::report(
        &path,
        &["--definition", "ekero-20", "--bands", "10,20", "--by", "school,grade", "--by", "school,gender", "--by", "school,gender"],
    );
    let tables = report["tables"].as_array().unwrap();
    assert_eq!(tables.len(), 2);
    let schools = |table: &Value, other: &str| -> Vec<Value> {
        let rows = table["rows"].as_array().unwrap().iter().filter(|row| row[other].is_null());
        rows.map(|row| json!([row["school"], row["pupils"], row["over_10"], row["over_20"]])).collect()
    };
    assert_eq!(schools(&tables[0], "grade"), schools(&tables[1], "gender"));
}

/// 7A of one school is not 7A of another, and a class is called the same in all tables of a report.
#[test]
fn classes_are_called_by_their_school_in_all_tables_if_they_must_in_one() {
    let (path, _) = municipality("klasser.csv");
    let classes = |words: &[&str]| -> BTreeSet<String> {
        let report = super::report(&path, &[&["--definition", "ekero-20"], words].concat());
        let rows = report["tables"].as_array().unwrap().iter().flat_map(|table| table["rows"].as_array().unwrap());
        rows.filter_map(|row| row["class"].as_str().map(str::to_owned)).collect()
    };
    let named = |classes: &BTreeSet<String>| classes.iter().filter(|class| class.contains("skolan ")).count();
    let alone = classes(&["--by", "school,class"]);
    assert_eq!(named(&alone), 0, "{alone:?}");
    let without = classes(&["--by", "class"]);
    assert_eq!(named(&without), without.len(), "{without:?}");
    assert_eq!(classes(&["--by", "school,class", "--by", "class"]), without);
}

#[test]
fn every_format_has_all_tables() {
    let (path, _) = municipality("alla format.csv");
    for format in ["csv", "html", "svg"] {
        let words = ["report", &path, "--definition", "ekero-20", "--by", "school", "--by", "gender", "--format", format];
        let output = call(&words);
        assert!(output.status.success(), "{}", errors(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        for what in ["efter skola", "efter kön"] {
            assert!(text.contains(what), "{format}: {what}");
        }
        // Parts of two pictures in one page have names of their own.
        let ids: Vec<&str> = text.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let different: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), different.len(), "{format}: {ids:?}");
    }
}

#[test]
fn what_would_show_more_is_told_beside_the_report() {
    let (path, _) = municipality("advice.csv");
    let by = |list: &str| call(&["report", &path, "--definition", "haninge", "--by", list, "--made", "2026-01-15", "--lang", "en"]);
    let said = errors(&by("school,grade,gender"));
    assert!(said.contains("More than a third of the figures are withheld"), "{said}");
    assert!(said.contains("  show stages instead of grades: ") && said.contains(" figures are shown"), "{said}");
    // It is no part of the report, and not said where little is withheld.
    assert!(!String::from_utf8_lossy(&by("school,grade,gender").stdout).contains("instead of"));
    let whole = errors(&call(&["report", &path, "--definition", "haninge", "--made", "2026-01-15", "--lang", "en"]));
    assert!(!whole.contains("withheld"), "{whole}");
}

#[test]
fn words_of_a_table_are_checked() {
    let (path, _) = municipality("ord.csv");
    for (by, wrong) in [
        ("school,klass", "det går inte att gruppera efter den; det här går: school-group, school,"),
        ("school,school", "`school` stands twice"),
    ] {
        let output = call(&["report", &path, "--definition", "ekero-20", "--by", by]);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains(wrong), "{}", errors(&output));
    }
}
