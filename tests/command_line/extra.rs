//! Tables by columns of the files' own.

use super::{call, errors, file, report};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// So many pupils for each pair of cells, so many of them absent all of the day.
const GROUPS: [(&str, &str, u64, u64); 7] = [
    ("95,5", "ja", 20, 12),
    ("95,5", "nej", 40, 14),
    ("212,5", "ja", 30, 9),
    ("212,5", "nej", 110, 11),
    ("300", "ja", 12, 6),
    ("300", "nej", 140, 7),
    ("", "nej", 25, 10),
];

fn path(name: &str, headers: &str) -> String {
    let mut text = format!("Elev-id;Datum;Lektionslängd;Frånvarotyp;{headers}\n");
    for (group, (merit, support, pupils, absent)) in GROUPS.into_iter().enumerate() {
        for number in 0..pupils {
            let kind = if number < absent { "Sjuk" } else { "Närvarande" };
            text += &format!("{group}-{number};2025-08-18;60;{kind};{merit};{support}\n");
        }
    }
    file(name, text.as_bytes()).to_str().unwrap().to_owned()
}

/// Pupils and those above the limit by label; the total has none.
fn rows(table: &Value, by: &str, count: &str) -> BTreeMap<Option<String>, (u64, Option<u64>)> {
    let row = |row: &Value| {
        let label = row[by].as_str().map(str::to_owned);
        (label, (row["pupils"]["value"].as_u64().unwrap(), row[count]["value"].as_u64()))
    };
    table["rows"].as_array().unwrap().iter().map(row).collect()
}

fn expected(rows: &[(&str, u64, Option<u64>)]) -> BTreeMap<Option<String>, (u64, Option<u64>)> {
    rows.iter().map(|(label, pupils, hits)| (Some((*label).to_owned()).filter(|label| label != "all"), (*pupils, *hits))).collect()
}

#[test]
fn merit_values_and_support_break_tables_down() {
    let path = path("resultat.csv", "Meritvärde;Särskilt stöd");
    let told = report(&path, &["--definition", "ekero-20", "--bands", "10,20", "--by", "MERITVÄRDE", "--by", "särskilt stöd"]);
    let [merit, support] = [0, 1].map(|table| &told["tables"][table]);
    assert_eq!((&merit["by"], &support["by"]), (&json!(["Meritvärde"]), &json!(["Särskilt stöd"])));
    let classes = [("<100", 60, Some(26)), ("200-249", 140, Some(20)), ("250+", 152, Some(13)), ("unknown", 25, Some(10))];
    assert_eq!(rows(merit, "Meritvärde", "over_20"), expected(&[&classes[..], &[("all", 377, Some(69))]].concat()));
    assert_eq!(
        rows(support, "Särskilt stöd", "over_20"),
        expected(&[("yes", 62, Some(27)), ("no", 315, Some(42)), ("all", 377, Some(69))])
    );
    let given = report(&path, &["--definition", "ekero-20", "--by", "Meritvärde", "--classes", "meritvärde=212.5,250"]);
    let told = rows(&given["tables"][0], "Meritvärde", "hits");
    assert_eq!(told.keys().flatten().collect::<Vec<_>>(), ["212.5-<250", "250+", "<212.5", "unknown"]);
}

#[test]
fn every_format_names_the_column_and_the_audit_finds_nothing() {
    let path = path("resultat-former.csv", "Meritvärde;Särskilt stöd");
    let words = ["report", &path, "--definition", "ekero-20", "--by", "Meritvärde", "--by", "Särskilt stöd", "--made", "2026-01-15"];
    let written = |format: &str, lang: &str| {
        let output = call(&[&words[..], &["--format", format, "--lang", lang]].concat());
        assert!(output.status.success(), "{}", errors(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let csv = written("csv", "sv");
    assert!(csv.contains("Meritvärde;Elever;Över gränsen;") && csv.contains("\r\nUnder 100;60;26;"), "{csv}");
    assert!(csv.contains("\r\n250 eller mer;152;13;") && csv.contains("\r\nUppgift saknas;25;10;"), "{csv}");
    assert!(csv.contains("efter Särskilt stöd, 2025-08-18") && csv.contains("\r\nJa;62;27;43,5;"), "{csv}");
    assert!(written("html", "en").contains("<th scope=\"row\">200–249</th>"));
    assert!(written("svg", "en").contains("250 or more"));
    let json = file("resultat.json", written("json", "sv").as_bytes());
    let audit = call(&["audit", json.to_str().unwrap()]);
    assert_eq!(audit.status.code(), Some(0), "{}", errors(&audit));
}

/// Labels are data, whatever they say.
#[test]
fn strange_labels_are_labels() {
    let words = ["total", "Alla", "null", "<b>", "=1+1", "\"x\"", "pupils"];
    let mut text = String::from("Elev-id;Datum;Lektionslängd;Frånvarotyp;Språk, hemma\n");
    for (group, word) in words.into_iter().enumerate() {
        for number in 0..40 {
            let kind = if number < 6 + group * 3 { "Sjuk" } else { "Närvarande" };
            text += &format!("{group}-{number};2025-08-18;60;{kind};\"{}\"\n", word.replace('"', "\"\""));
        }
    }
    let path = file("språk.csv", text.as_bytes()).to_str().unwrap().to_owned();
    let words = ["--definition", "ekero-20", "--by", "\"språk, hemma\""];
    let told = report(&path, &words);
    let counted = rows(&told["tables"][0], "Språk, hemma", "hits");
    assert_eq!(counted[&Some("total".to_owned())], (40, Some(6)));
    assert_eq!(counted[&Some("<b>".to_owned())], (40, Some(15)));
    // `null` says that nothing is known.
    assert_eq!(counted[&Some("unknown".to_owned())], (40, Some(12)));
    assert_eq!(counted[&None], (280, Some(105)));
    let json = file("språk.json", told.to_string().as_bytes());
    assert_eq!(call(&["audit", json.to_str().unwrap()]).status.code(), Some(0));
}

#[test]
fn what_cannot_be_grouped_by_is_told() {
    let path = path("resultat-fel.csv", "Kommentar;Särskilt stöd");
    let said = |words: &[&str]| {
        let output = call(&[&["report", &path, "--definition", "ekero-20"], words].concat());
        (output.status.code(), errors(&output))
    };
    let (code, error) = said(&["--by", "Kommentar"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("kolumnen Kommentar läses som fritext") && error.contains("det här går: Särskilt stöd"), "{error}");
    let (code, error) = said(&["--by", "Betyg"]);
    assert_eq!(code, Some(2));
    assert!(error.contains("det går inte att gruppera efter Betyg"), "{error}");
    assert_eq!(said(&["--by", "Särskilt stöd,särskilt stöd"]).0, Some(2), "one column, twice");
    assert_eq!(said(&["--by", "Särskilt stöd", "--classes", "Särskilt stöd=lite"]).0, Some(2));
}

/// Who has support is no secret only where they are not few.
#[test]
fn groups_of_few_are_not_told() {
    let mut text = String::from("Klass;Elev-id;Datum;Lektionslängd;Frånvarotyp;Särskilt stöd\n");
    for (class, pupils, supported) in [("7A", 30, 12), ("7B", 30, 3)] {
        for number in 0..pupils {
            let support = if number < supported { "ja" } else { "nej" };
            text += &format!("{class};{class}-{number};2025-08-18;60;Närvarande;{support}\n");
        }
    }
    let path = file("få.csv", text.as_bytes()).to_str().unwrap().to_owned();
    let by = |by: &str| call(&["report", &path, "--definition", "ekero-20", "--by", by]);
    assert_eq!(by("Särskilt stöd").status.code(), Some(0));
    assert_eq!(by("class").status.code(), Some(0));
    let few = by("class,Särskilt stöd");
    assert_eq!(few.status.code(), Some(3));
    assert!(few.stdout.is_empty() && errors(&few).contains("ett fåtal elever"), "{}", errors(&few));
}

#[test]
fn definitions_are_compared_by_a_column() {
    let path = path("resultat-jämför.csv", "Meritvärde;Särskilt stöd");
    let output = call(&["compare", &path, "--definitions", "ekero-20,haninge", "--by", "särskilt stöd", "--made", "2026-01-15"]);
    assert!(output.status.success(), "{}", errors(&output));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["tables"][0]["by"], json!(["definition", "Särskilt stöd"]));
}

/// The example has results where it is asked for, and they can be broken down by.
#[test]
fn the_example_can_be_tried() {
    let path = file("exempel-resultat.csv", b"").to_str().unwrap().to_owned();
    let words = ["example", "--results", "--grain", "period", "--pupils", "900", "--schools", "2", "--seed", "5", "-o", &path];
    assert!(call(&words).status.success());
    let told = report(&path, &["--definition", "stockholm-50", "--bands", "10,20", "--by", "Meritvärde", "--by", "Särskilt stöd"]);
    let pupils = |table: usize, by: &str| {
        let rows = rows(&told["tables"][table], by, "over_10");
        let parts: u64 = rows.iter().filter(|(label, _)| label.is_some()).map(|(_, (pupils, _))| pupils).sum();
        (rows.len(), parts == rows[&None].0)
    };
    assert_eq!(pupils(0, "Meritvärde"), (7, true));
    assert_eq!(pupils(1, "Särskilt stöd"), (3, true));
    assert_eq!(call(&["example", "--results", "-o", &path]).status.code(), Some(2), "rows of lessons have no results");
}
