//! Tables by where schools are, whose they are, and how large.

use super::{call, errors, file, report};
use serde_json::{Value, json};

/// Schools with municipality, organiser, pupils, and how many of these are absent all of the day.
const SCHOOLS: [(&str, &str, &str, u64, u64); 5] = [
    ("Ekby", "Ekby kommun", "Ekskolan", 120, 30),
    ("Ekby", "Stiftelsen Linden", "Lindskolan", 40, 12),
    ("Askby", "Askby stad", "Askskolan", 100, 20),
    ("Askby", "Kunskapsalen AB", "Alskolan", 60, 9),
    ("Askby", "Askby stad", "Sälgskolan", 30, 8),
];

fn path(name: &str) -> String {
    let mut text = String::from("Kommun;Huvudman;Skola;Elev-id;Datum;Lektionslängd;Frånvarotyp\n");
    for (municipality, organiser, school, pupils, absent) in SCHOOLS {
        for number in 0..pupils {
            let kind = if number < absent { "Sjuk" } else { "Närvarande" };
            text += &format!("{municipality};{organiser};{school};{school} {number};2025-08-18;60;{kind}\n");
        }
    }
    file(name, text.as_bytes()).to_str().unwrap().to_owned()
}

/// Pupils and those above the limit of each row, totals included.
fn rows(report: &Value, by: &[&str]) -> Vec<(Vec<Value>, u64, Option<u64>)> {
    let rows = report["tables"][0]["rows"].as_array().unwrap().iter();
    rows.map(|row| {
        (by.iter().map(|by| row[*by].clone()).collect(), row["pupils"]["value"].as_u64().unwrap(), row["hits"]["value"].as_u64())
    })
    .collect()
}

#[test]
fn organisers_and_municipalities_have_the_keys_of_the_contract() {
    let path = path("huvudmän.csv");
    let told = report(&path, &["--definition", "ekero-20", "--by", "organiser,school"]);
    assert_eq!(told["tables"][0]["by"], json!(["organiser", "school"]));
    let told = rows(&told, &["organiser", "school"]);
    let row = |organiser: Value, school: Value| told.iter().find(|(labels, ..)| *labels == [organiser.clone(), school.clone()]);
    for (organiser, school, pupils, hits) in [
        (json!("municipal"), json!("Ekskolan"), 120, 30),
        (json!("municipal"), json!("Askskolan"), 100, 20),
        (json!("municipal"), json!("Sälgskolan"), 30, 8),
        (json!("municipal"), Value::Null, 250, 58),
        (json!("independent"), json!("Lindskolan"), 40, 12),
        (json!("independent"), json!("Alskolan"), 60, 9),
        (json!("independent"), Value::Null, 100, 21),
        (Value::Null, json!("Ekskolan"), 120, 30),
        (Value::Null, Value::Null, 350, 79),
    ] {
        let (_, counted, above) = row(organiser.clone(), school.clone()).unwrap();
        assert_eq!((*counted, *above), (pupils, Some(hits)), "{organiser} {school}");
    }
    let told = rows(&report(&path, &["--definition", "ekero-20", "--by", "municipality"]), &["municipality"]);
    let expected = [(json!("Askby"), 190, Some(37)), (json!("Ekby"), 160, Some(42)), (Value::Null, 350, Some(79))];
    assert_eq!(told, expected.map(|(label, pupils, hits)| (vec![label], pupils, hits)));
}

#[test]
fn small_schools_are_one_row_that_says_what_it_is() {
    let path = path("små skolor.csv");
    let told = report(&path, &["--definition", "ekero-20", "--by", "school-group"]);
    let expected = [
        (json!("Askskolan"), 100, Some(20)),
        (json!("Ekskolan"), 120, Some(30)),
        (json!("small-schools"), 130, Some(29)),
        (Value::Null, 350, Some(79)),
    ];
    assert_eq!(rows(&told, &["school-group"]), expected.map(|(label, pupils, hits)| (vec![label], pupils, hits)));
    for (lang, words) in [
        ("sv", ["Små skolor tillsammans;130;29", "Små skolor är de som har färre än 100 elever", "Skola, små tillsammans;"]),
        ("en", ["Small schools together;130;29", "Small schools are those with fewer than 100 pupils", "School, small ones together;"]),
    ] {
        let output = call(&["report", &path, "--definition", "ekero-20", "--by", "school-group", "--format", "csv", "--lang", lang]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{}", errors(&output));
        for word in words {
            assert!(said.contains(word), "`{word}` is not in: {said}");
        }
    }
}

/// A school stands within its organiser: without it its row would repeat. The JSON has it nevertheless.
#[test]
fn a_table_for_readers_repeats_no_school() {
    let path = path("läsare.csv");
    let words = ["report", &path, "--definition", "ekero-20", "--by", "organiser,school", "--format", "csv", "--made", "2026-01-15"];
    let output = call(&words);
    assert!(output.status.success(), "{}", errors(&output));
    insta::assert_snapshot!(String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n").trim_start_matches('\u{feff}'));
}
