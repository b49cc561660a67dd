//! Three small municipalities whose tables are worked by hand.

use super::{ASKBY, EKBY, VIBY, call, errors, export, merged, output, report};
use serde_json::{Value, json};

const WORDS: [&str; 8] = ["--definition", "ekero-20", "--by", "municipality", "--by", "school", "--by", "gender"];

fn three(folder: &str, format: &str) -> [String; 3] {
    [("Ekby", &EKBY[..]), ("Askby", &ASKBY), ("Viby", &VIBY)]
        .map(|(name, schools)| report(&export(folder, name, schools), &format!("{name}.{format}"), &WORDS))
}

fn refs(files: &[String; 3]) -> [&str; 3] {
    files.each_ref().map(String::as_str)
}

/// Labels with pupils, hits and share of each row of a table, `..` for what is withheld.
fn rows(merged: &Value, by: &[&str]) -> Vec<String> {
    let table = merged["tables"].as_array().unwrap().iter().find(|table| table["by"] == json!(by)).unwrap();
    let figure = |figure: &Value| match &figure["value"] {
        Value::String(text) => text.clone(),
        Value::Null => "..".to_owned(),
        number => number.to_string(),
    };
    let line = |row: &Value| {
        let labels = std::iter::once("report").chain(by.iter().copied()).map(|name| row[name].as_str().unwrap_or("-").to_owned());
        labels.chain(["pupils", "hits", "share"].map(|name| figure(&row[name]))).collect::<Vec<_>>().join(" ")
    };
    table["rows"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn three_municipalities_stand_as_worked_by_hand() {
    let merged = merged(&refs(&three("by-hand", "json")));
    assert_eq!(merged["schema"], "franvarokalkyl/merge/1");
    // 42 of 160 are 26.25 per cent, half away from zero; 102 of 460 are 22.17.
    assert_eq!(rows(&merged, &[]), ["Ekby 160 42 26.3", "Askby 190 37 19.5", "Viby 110 23 20.9", "- 460 102 22.2"]);
    assert_eq!(
        rows(&merged, &["school"]),
        [
            "Ekby Ekskolan 120 30 25.0",
            "Ekby Lindskolan 40 12 30.0",
            "Ekby - 160 42 26.3",
            "Askby Alskolan 60 9 15.0",
            "Askby Askskolan 100 20 20.0",
            "Askby Sälgskolan 30 8 26.7",
            "Askby - 190 37 19.5",
            "Viby Byskolan 20 .. ..",
            "Viby Norrskolan 40 .. ..",
            "Viby Viskolan 50 12 24.0",
            "Viby - 110 23 20.9",
        ]
    );
    assert_eq!(
        rows(&merged, &["gender"]),
        [
            "Ekby girl 80 21 26.3",
            "Askby girl 95 19 20.0",
            "Viby girl 55 12 21.8",
            "Ekby boy 80 21 26.3",
            "Askby boy 95 18 18.9",
            "Viby boy 55 11 20.0",
            "Ekby - 160 42 26.3",
            "Askby - 190 37 19.5",
            "Viby - 110 23 20.9",
        ]
    );
    assert_eq!(merged["different"], json!([]));
    assert_eq!(merged["audit"]["recoverable"], json!(0));
}

#[test]
fn readers_see_reports_beside_one_another() {
    let files = three("read", "json");
    let text = output(&call(&[&["merge"], &refs(&files)[..]].concat()));
    for line in [
        "Jämförelse av 3 rapporter",
        "  Perioden är densamma: 2025-08-18 till 2025-08-18.",
        "  Det som räknas: total frånvaro > 20 % under en termin.",
        "Inget av det som rapporterna säger om definition, regel, period och filer skiljer sig.",
        "          Ekby                           Askby                          Viby",
        "  Kön     Elever  Över gränsen    Andel  Elever  Över gränsen    Andel  Elever  Över gränsen    Andel",
        "  Flicka      80            21  26,3\u{a0}%      95            19  20,0\u{a0}%      55            12  21,8\u{a0}%",
        "  Viby     Byskolan        20            ..       ..           ..                  ..                   ..",
    ] {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.lines().any(|own| squeezed(own) == squeezed(line)), "{line}\n{text}");
    }
    let csv = output(&call(&[&["merge", "--format", "csv"], &refs(&files)[..]].concat()));
    assert!(csv.contains("\r\nKön;Ekby: Elever;Ekby: Över gränsen;Ekby: Andel (%);Askby: Elever;"), "{csv}");
    assert!(csv.contains("\r\nFlicka;80;21;26,3;95;19;20,0;55;12;21,8\r\n"), "{csv}");
    let html = output(&call(&[&["merge", "--format", "html", "--lang", "en"], &refs(&files)[..]].concat()));
    assert!(html.contains("<th scope=\"colgroup\" colspan=\"3\">Askby</th>"), "{html}");
    assert!(html.contains("<td><span aria-hidden=\"true\">..</span><span class=\"sr\">"), "{html}");
    assert!(!html.contains("<script") && !html.contains("http:") && html.contains("default-src 'none'"));
}

#[test]
fn workbooks_compare_as_their_json_does() {
    let [of_json, of_books] = ["json", "xlsx"].map(|format| merged(&refs(&three(&format!("books-{format}"), format))));
    for part in ["same", "different", "tables"] {
        assert_eq!(of_json[part], of_books[part], "{part}");
    }
    assert_eq!(of_json["tables"].as_array().unwrap().len(), 4);
}

#[test]
fn what_two_reports_tell_together_is_not_shown() {
    // Ekskolan has both grades, so that the cross table withholds more than its few: what it withholds for their sake, the other tells.
    let mut text = String::from("Skola;Årskurs;Elev-id;Datum;Lektionslängd;Frånvarotyp\n");
    for (school, grade, pupils, absent) in [("Asp", 7, 25, 6), ("Ek", 7, 30, 8), ("Ek", 8, 30, 3), ("Lind", 8, 40, 9), ("Lind", 9, 40, 7)] {
        for number in 0..pupils {
            let kind = if number < absent { "Sjuk" } else { "Närvarande" };
            text += &format!("{school};{grade};{school}{grade}-{number};2025-08-18;60;{kind}\n");
        }
    }
    let export = super::file("leak", "Ekby.csv", text.as_bytes());
    let cross = report(&export, "kors.json", &["--definition", "ekero-20", "--by", "school,grade"]);
    let margins = report(&export, "summor.json", &["--definition", "ekero-20", "--by", "school", "--by", "grade"]);
    for safe in [&cross, &margins] {
        assert!(call(&["audit", safe]).status.success());
    }
    let path = export.replace("Ekby.csv", "jämförelse.txt");
    let refused = call(&["merge", &cross, &margins, "-o", &path]);
    assert_eq!(refused.status.code(), Some(1), "{}", errors(&refused));
    assert!(refused.stdout.is_empty() && !std::path::Path::new(&path).exists());
    let said = errors(&refused);
    assert!(said.starts_with("rapporterna visas inte bredvid varandra"), "{said}");
    assert!(said.contains("Årskurs 8, Ek (30 elever): exakt 3 över 20"), "{said}");
    let told: Value = serde_json::from_slice(&call(&["merge", &cross, &margins, "--json"]).stdout).unwrap();
    assert_eq!(told["schema"], "franvarokalkyl/audit/1");
}
