//! The command line from outside: figures against counts made by hand and by plain loops, exit codes, and what is never printed.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test runs the program on files, and stops at the first surprise"
)]

mod counts;
mod extra;
mod patterns;
mod places;
mod tables;

use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Labels of school and grade; none for the total.
type Group<'a> = (Option<&'a str>, Option<&'a str>);

fn call(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_franvarokalkyl")).args(words).output().unwrap()
}

fn file(name: &str, text: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

fn report(path: &str, words: &[&str]) -> Value {
    let output = call(&[&["report", path, "--made", "2026-01-15"], words].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Three schools on one Monday of five lessons. A letter a pupil: `.` is never absent, `1` to `5` are absent from so many
/// lessons. More than 20 % is two lessons or more, so that by hand:
///
/// | school | grade | pupils | above |
/// | --- | --- | --- | --- |
/// | Aspskolan | 7 | 12 | 6 |
/// | Aspskolan | 8 | 14 | 2: few, withheld |
/// | Björkskolan | 7 | 20 | 5 |
/// | Björkskolan | 8 | 13 | 7 |
/// | Ekskolan | 7 | 9 | small group, withheld |
/// | Ekskolan | 8 | 11 | 11: all, withheld |
/// | all | | 79 | 6 + 2 + 5 + 7 + 1 + 11 = 32, that is 40,5 % |
const SCHOOLS: [(&str, &str, &str); 6] = [
    ("Aspskolan", "7", "..1..1222345"),
    ("Aspskolan", "8", "........11..23"),
    ("Björkskolan", "7", "...............23452"),
    ("Björkskolan", "8", "......5555555"),
    ("Ekskolan", "7", "........2"),
    ("Ekskolan", "8", "22222222222"),
];

fn by_hand() -> String {
    let mut text = String::from(
        "Närvaro per lektion;;;;;\nUtskriftsdatum: 2025-08-20;;;;;\n\nSkola;Årskurs;Elevens personnummer;Datum;Lektionslängd (min);Frånvarotyp\n",
    );
    for (school, grade, pupils) in SCHOOLS {
        for (number, letter) in pupils.chars().enumerate() {
            let absent = letter.to_digit(10).unwrap_or(0);
            for lesson in 0..5 {
                let kind = if lesson < absent { "Giltig frånvaro" } else { "Närvarande" };
                text += &format!("{school};{grade};{school}-{grade}-{number};2025-08-18;60;{kind}\n");
            }
        }
    }
    text + "Summa;;;;23700;\n"
}

#[test]
fn three_small_schools_equal_the_count_by_hand() {
    let path = file("för hand.csv", by_hand().as_bytes());
    let report = report(path.to_str().unwrap(), &["--definition", "ekero-20", "--by", "school,grade"]);
    let rows = report["tables"][0]["rows"].as_array().unwrap();
    let row = |school: Value, grade: Value| rows.iter().find(|row| row["school"] == school && row["grade"] == grade).unwrap().clone();
    let withheld = json!({"withheld": "protected"});
    for (school, grade, pupils, hits) in [
        ("Aspskolan", "7", 12, Some(6)),
        ("Aspskolan", "8", 14, None),
        ("Björkskolan", "7", 20, Some(5)),
        ("Björkskolan", "8", 13, Some(7)),
        ("Ekskolan", "7", 9, None),
        ("Ekskolan", "8", 11, None),
    ] {
        let row = row(json!(school), json!(grade));
        assert_eq!(row["pupils"], json!({"value": pupils}), "{school} {grade}");
        // A figure that is printed is the one counted by hand; one that could be printed may be withheld to protect another.
        if row["hits"] != withheld {
            assert_eq!(row["hits"]["value"].as_u64(), hits, "{school} {grade}");
        }
    }
    let all = row(Value::Null, Value::Null);
    // Of 395 lessons 102 are absence, all of it authorised; how much of those in Ekskolan's grade 7 are is for nobody to know.
    let (share, none) = (json!({"value": "25.8"}), json!({"value": "0.0"}));
    assert_eq!(
        all,
        json!({"school": null, "grade": null, "pupils": {"value": 79}, "hits": {"value": 32}, "share": {"value": "40.5"},
            "absence_total": share, "absence_authorised": share, "absence_unauthorised": none})
    );
    assert_eq!(row(json!("Ekskolan"), json!("7"))["absence_total"], withheld);
    assert_eq!(report["audit"]["recoverable"], json!(0));
    assert_eq!(report["quality"]["remarks"], json!([{"code": "rows_passed_over", "rows": {"withheld": "protected"}}]));
}

/// A report by hand in a format, for snapshots.
fn by_hand_as(name: &str, words: &[&str]) -> String {
    let path = file(name, by_hand().as_bytes());
    let (first, rest) = words.split_first().unwrap();
    let output = call(&[&[first, path.to_str().unwrap(), "--made", "2026-01-15"], rest].concat());
    assert!(output.status.success(), "{}", errors(&output));
    String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n").trim_start_matches('\u{feff}').to_owned()
}

#[test]
fn bands_as_csv_and_classes_as_json() {
    let words = ["report", "--definition", "ekero-20", "--by", "school", "--bands", "ekero"];
    insta::assert_snapshot!(by_hand_as("gränser för hand.csv", &[&words[..], &["--format", "csv"]].concat()));
    let text = by_hand_as("klasser för hand.csv", &[&words[..], &["--disjoint", "--lang", "en"]].concat());
    insta::assert_json_snapshot!(serde_json::from_str::<Value>(&text).unwrap());
}

#[test]
fn a_comparison_as_csv_and_json() {
    let words = ["compare", "--definitions", "ekero-20,england-50,danderyd,vaxholm", "--by", "school"];
    insta::assert_snapshot!(by_hand_as("jämfört för hand.csv", &[&words[..], &["--format", "csv"]].concat()));
    insta::assert_json_snapshot!(serde_json::from_str::<Value>(&by_hand_as("jämfört.csv", &words)).unwrap());
}

#[test]
fn clauses_are_counted_where_there_are_several() {
    let toml = file(
        "två delar.toml",
        r#"
            id = "tva-delar"
            name = { sv = "Två delar", en = "Two clauses" }
            source = { sv = "testet", en = "the test" }
            [[clause]]
            measure = "share"
            window = "period"
            more_than = "20 %"
            [[clause]]
            measure = "lessons"
            window = "period"
            at_least = "1"
            [[judgement]]
            sv = "vid oro"
            en = "when worried"
        "#
        .as_bytes(),
    );
    let text = by_hand_as("delar för hand.csv", &["report", "--definition", toml.to_str().unwrap(), "--by", "school"]);
    let report: Value = serde_json::from_str(&text).unwrap();
    // More than 20 % is two lessons or more; 36 of the 79 are absent at all, 4 of them from one lesson, which is too few to tell.
    let clauses = &report["tables"][1];
    assert_eq!(clauses["id"], "clauses");
    let hits: Vec<&Value> = clauses["rows"].as_array().unwrap().iter().map(|row| &row["hits"]["value"]).collect();
    assert_eq!(hits.len(), 2, "what needs a person's judgement is no clause to count");
    assert_eq!(hits, [&Value::Null, &json!(36)]);
    assert_eq!(report["tables"][0]["rows"][3]["hits"]["value"], json!(36));
}

#[test]
fn pictures_are_of_published_figures_and_run_nothing() {
    for words in [
        &["report", "--definition", "ekero-20", "--by", "school", "--bands", "ekero"][..],
        &["compare", "--definitions", "ekero-20,ekero-40,england-50"],
        &["curve", "--definition", "ekero-20"],
    ] {
        let svg = by_hand_as("bild för hand.csv", &[words, &["--format", "svg"]].concat());
        assert!(svg.starts_with("<svg ") && svg.contains("role=\"img\"") && svg.contains("<title ") && svg.contains("<desc "), "{svg}");
        for forbidden in ["<script", " style=", "href", " onload"] {
            assert!(!svg.contains(forbidden), "{forbidden}: {svg}");
        }
    }
    insta::assert_snapshot!(by_hand_as(
        "bild.csv",
        &["report", "--definition", "ekero-20", "--by", "school", "--bands", "ekero", "--format", "svg"]
    ));
}

#[test]
fn the_report_is_the_contract() {
    let path = file("kontrakt.csv", by_hand().as_bytes());
    let text = report(path.to_str().unwrap(), &["--definition", "danderyd", "--by", "school"]);
    insta::assert_json_snapshot!(text);
}

#[test]
fn the_csv_opens_right_in_swedish_excel() {
    let path = file("excel.csv", by_hand().replace("Aspskolan", "=Aspskolan").as_bytes());
    let output =
        call(&["report", path.to_str().unwrap(), "--definition", "ekero-20", "--by", "school", "--format", "csv", "--made", "2026-01-15"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n") && !text.replace("\r\n", "").contains('\n'));
    insta::assert_snapshot!(text.replace("\r\n", "\n").trim_start_matches('\u{feff}'));
}

#[test]
fn inspect_tells_the_layout_and_no_cell_of_a_pupil() {
    let text = "Elev;Klass;Datum;Starttid;Sluttid;Status;Anteckning\nÅsa Öberg;7A;2025-08-18;08:30;09:30;Sjuk;migrän\nAli Ek;7A;2025-08-18;08:30;09:30;Närvarande;\n";
    let path = file("namn.csv", text.as_bytes());
    for words in [&["inspect", path.to_str().unwrap()][..], &["inspect", path.to_str().unwrap(), "--json"]] {
        let output = call(words);
        assert!(output.status.success(), "{}", errors(&output));
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &errors(&output);
        for secret in ["Åsa", "Öberg", "Ali", "migrän"] {
            assert!(!said.contains(secret), "`{secret}` is printed: {said}");
        }
        assert!(said.contains("Starttid") && !said.contains("7A"), "{said}");
    }
}

#[test]
fn exit_codes_tell_what_was_wrong() {
    let good = file("bra.csv", by_hand().as_bytes());
    let good = good.to_str().unwrap();
    assert_eq!(call(&["report"]).status.code(), Some(2));
    assert_eq!(call(&["report", good, "--definition", "finns-inte"]).status.code(), Some(2));
    assert_eq!(call(&["report", good, "--definition", "haninge", "--by", "hårfärg"]).status.code(), Some(2));
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--min-count", "3"]).status.code(), Some(2));
    assert_eq!(call(&["definitions", "finns-inte"]).status.code(), Some(2));
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--disjoint"]).status.code(), Some(2), "classes between what");
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--bands", "många"]).status.code(), Some(2));
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--over", "dag"]).status.code(), Some(2));
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--given", "2025-09-30/2025-08-18"]).status.code(), Some(2));
    assert_eq!(call(&["compare", good, "--definitions", "ekero-20,finns-inte"]).status.code(), Some(2));
    assert_eq!(call(&["compare", good, "--definitions", "ekero-20"]).status.code(), Some(3), "one is nothing to compare");
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--bands", "20,140"]).status.code(), Some(3), "no share is 140 %");
    assert_eq!(call(&["curve", good, "--definition", "taby"]).status.code(), Some(3), "nothing to measure");
    assert_eq!(call(&["inspect", "finns-inte.csv"]).status.code(), Some(2));
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--by", "class"]).status.code(), Some(3), "the file has no classes");
    assert_eq!(call(&["report", good, "--definition", "ekero-20", "--from", "2027-01-01"]).status.code(), Some(3));
}

/// A file, and what is said of it in Swedish and in English; nothing goes to standard output.
#[test]
fn bad_input_is_said_with_its_place_in_both_languages() {
    let head = "Skola;Elev-id;Kön;Datum;Ämne;Lektionslängd;Frånvarotyp\n";
    let row = "Ekskolan;E1;Flicka;2025-08-18;Matematik;60;Närvarande\n";
    let with = |more: &str| format!("{head}{row}{more}\n").into_bytes();
    let cases: [(&str, Vec<u8>, &str, &str); 13] = [
        ("tom.csv", Vec::new(), "filen är tom", "the file is empty"),
        (
            "bild.png",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0".repeat(9),
            "varken ett kalkylblad eller text",
            "neither a spreadsheet nor text",
        ),
        ("brev.txt", "Hej!\nListan kommer.\n".into(), "ingen rubrikrad hittades", "no header row was found"),
        ("rubriker.csv", head.into(), "inga rader", "no rows"),
        (
            "datum.csv",
            with("Ekskolan;E1;Flicka;31/2 2025;Matematik;60;Närvarande"),
            "rad 3, kolumn D (Datum): ett datum går inte att läsa: 31/2 2025",
            "row 3, column D (Datum): a date cannot be read: 31/2 2025",
        ),
        (
            "tid.csv",
            with("Ekskolan;E1;Flicka;2025-08-19;Matematik;en timme;Närvarande"),
            "rad 3, kolumn F (Lektionslängd)",
            "row 3, column F (Lektionslängd)",
        ),
        ("ord.csv", with("Ekskolan;E1;Flicka;2025-08-19;Matematik;60;På månen"), "inte känt: På månen", "not known: På månen"),
        (
            "kön.csv",
            with("Ekskolan;E1;Pojke;2025-08-19;Matematik;60;Närvarande"),
            "rad 3, kolumn C (Kön): samma elev har två olika kön",
            "row 3, column C (Kön): the same pupil has two different genders",
        ),
        ("elev.csv", with("Ekskolan;;Flicka;2025-08-19;Matematik;60;Närvarande"), "uppgifter men ingen elev", "data and no pupil"),
        (
            "dubbel.csv",
            "Elev-id;Datum;Lektionsdatum;Lektionslängd;Frånvarotyp\nE1;2025-08-18;2025-08-18;60;Sjuk\n".into(),
            "flera kolumner kan vara datum: kolumn B (Datum), kolumn C (Lektionsdatum)",
            "several columns could be date",
        ),
        (
            "utan.csv",
            "Elev-id;Klass;Lektionslängd;Frånvarotyp\nE1;7A;60;Sjuk\n".into(),
            "ingen kolumn hittades för datum",
            "no column was found for date",
        ),
        (
            "citat.csv",
            with("\"Ekskolan;E1;Flicka;2025-08-19;Matematik;60;Närvarande"),
            "citattecken som aldrig avslutas",
            "quotation mark that is never closed",
        ),
        (
            "summor.csv",
            "Elev-id;Undv. tid (min);Frånvaro (min)\nE1;600;60\n".into(),
            "filen säger inte vilken period uppgifterna gäller",
            "the file does not say which period it is about",
        ),
    ];
    for (name, bytes, swedish, english) in cases {
        let path = file(name, &bytes);
        for (lang, sentence) in [("sv", swedish), ("en", english)] {
            let output = call(&["report", path.to_str().unwrap(), "--definition", "ekero-20", "--lang", lang]);
            assert_eq!(output.status.code(), Some(3), "{name}");
            assert!(output.stdout.is_empty(), "{name}: something half-done is printed");
            let said = errors(&output);
            assert!(said.contains(name) && said.contains(sentence), "{name}: `{sentence}` is not in: {said}");
        }
    }
}

#[test]
fn a_saved_column_mapping_is_obeyed() {
    let text = "A;B;Datum;Lektionsdatum;Minuter på schemat;Vad\nE1;Ekskolan;2025-08-18;2025-08-19;60;Sjuk\nE2;Ekskolan;2025-08-18;2025-08-19;60;Närvarande\n";
    let data = file("egen.csv", text.as_bytes());
    let mapping = file(
        "egen.toml",
        "[columns]\nA = \"pupil_id\"\nB = \"school\"\nDatum = \"-\"\nLektionsdatum = \"date\"\n\"Minuter på schemat\" = \"length\"\nVad = \"status\"\n".as_bytes(),
    );
    assert_eq!(call(&["inspect", data.to_str().unwrap()]).status.code(), Some(3), "without the mapping nothing is recognised");
    let output = call(&["inspect", data.to_str().unwrap(), "--columns", mapping.to_str().unwrap(), "--json"]);
    assert!(output.status.success(), "{}", errors(&output));
    let about: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(about["from"], json!("2025-08-19"));
    assert_eq!(about["pupils"], json!({"withheld": "protected"}));
}

#[test]
fn what_inspect_saves_is_read_again_and_holds_no_pupil() {
    let mut text = String::from("A;B;Datum;Lektionsdatum;Minuter på schemat;Vad\n");
    for (number, word) in ["Sjuk", "Närvarande", "Sjuk", "Sjuk", "Närvarande"].into_iter().enumerate() {
        text += &format!("E{number};Ekskolan;2025-08-18;2025-08-19;60;{word}\n");
    }
    let data = file("sparas.csv", text.as_bytes());
    let data = data.to_str().unwrap();
    let bare = "[columns]\nA = \"pupil_id\"\nB = \"school\"\nDatum = \"-\"\nLektionsdatum = \"date\"\nVad = \"status\"\n\
                \"Minuter på schemat\" = { role = \"length\", unit = \"minutes\" }\n\n[kinds]\nSjuk = \"reported\"\n";
    let bare = file("sparas bara.toml", bare.as_bytes());
    let saved = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("sparat.toml");
    let saved = saved.to_str().unwrap();
    let output = call(&["inspect", data, "--columns", bare.to_str().unwrap(), "--save-columns", saved]);
    assert!(output.status.success(), "{}", errors(&output));
    let told = fs::read_to_string(saved).unwrap();
    assert!(told.contains("schema = \"franvarokalkyl/choices/1\"") && told.contains("\"Datum\" = \"-\""), "{told}");
    assert!(told.contains("\"Minuter på schemat\" = { role = \"length\", unit = \"minutes\" }"), "{told}");
    for never in ["sparas.csv", "Ekskolan", "E1", "2025"] {
        assert!(!told.contains(never), "`{never}` is saved: {told}");
    }
    let about = |words: &[&str]| -> Value {
        let output = call(&[&["inspect", data, "--json"], words].concat());
        assert!(output.status.success(), "{}", errors(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let again = about(&["--columns", saved]);
    assert_eq!(again["files"][0]["columns"], about(&["--columns", bare.to_str().unwrap()])["files"][0]["columns"]);
    assert_eq!(again["files"][0]["columns"][2]["role"], Value::Null);
    assert_eq!(again["files"][0]["columns"][3]["why"], json!("user"));
    assert_eq!(again["registration_by_school"].as_array().map(Vec::len), Some(1));
    // The choices are about tables with these headers: another is read as if there were none.
    let other = file("annan rubrik.csv", text.replace("Vad", "Status").as_bytes());
    assert_eq!(call(&["inspect", other.to_str().unwrap(), "--columns", saved]).status.code(), Some(3));
}

#[test]
fn inspect_says_what_it_recognised_and_by_what_in_both_languages() {
    let path = file("inspektera.csv", by_hand().as_bytes());
    for (lang, words) in [
        ("sv", ["elevens personnummer eller id – Känns igen på rubriken", "En rad per elev och lektion", "Registrerade lektioner"]),
        ("en", ["– Recognised by its heading", "A row per pupil and lesson", "Registered lessons"]),
    ] {
        let output = call(&["inspect", path.to_str().unwrap(), "--lang", lang]);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        for word in words {
            assert!(said.contains(word), "`{word}` is not in: {said}");
        }
    }
    // What keeps a file from being used is said beside what was recognised of it.
    let bad = file("inspektera fel.csv", by_hand().replace("2025-08-18", "2025-13-18").as_bytes());
    let output = call(&["inspect", bad.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Frånvarotyp") && errors(&output).contains("2025-13-18"));
}

#[test]
fn a_file_of_choices_that_cannot_be_used_is_said_with_its_line() {
    let data = file("val.csv", by_hand().as_bytes());
    for (name, text, swedish, english) in [
        ("roll.toml", "[columns]\nDatum = \"dautm\"\n", "rad 2: \"dautm\" är ingen betydelse", "line 2: \"dautm\" is no meaning"),
        ("schema.toml", "schema = \"franvarokalkyl/choices/9\"\n", "rad 1: filen har schemat", "line 1: the file has the schema"),
        ("tom.toml", "", "filen har inga val", "the file has no choices"),
    ] {
        let path = file(name, text.as_bytes());
        for (lang, sentence) in [("sv", swedish), ("en", english)] {
            let output = call(&["inspect", data.to_str().unwrap(), "--columns", path.to_str().unwrap(), "--lang", lang]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(errors(&output).contains(name) && errors(&output).contains(sentence), "{}", errors(&output));
        }
    }
}

#[test]
fn presets_are_printed_as_they_can_be_read_again() {
    let printed = call(&["definitions", "haninge"]).stdout;
    let own = file("egen definition.toml", String::from_utf8(printed).unwrap().replace("id = \"haninge\"", "id = \"var-egen\"").as_bytes());
    let data = file("egen definition.csv", by_hand().as_bytes());
    let report = report(data.to_str().unwrap(), &["--definition", own.to_str().unwrap()]);
    assert_eq!(report["definition"]["id"], json!("var-egen"));
    assert_eq!(report["definition"]["clauses"][0]["evaluated"], json!(false), "one day is shorter than a month");
    assert_eq!(report["tables"][0]["rows"][0]["hits"], json!({"withheld": "not measurable"}));
}

#[test]
fn the_same_lessons_give_the_same_report_whatever_the_file() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let paths = ["samma.csv", "samma.xlsx"].map(|name| folder.join(name).to_str().unwrap().to_owned());
    for path in &paths {
        assert!(call(&["example", "--pupils", "120", "--schools", "2", "--weeks", "4", "--seed", "5", "-o", path]).status.success());
    }
    let text = fs::read_to_string(&paths[0]).unwrap();
    let (head, rows) = text.trim_start_matches('\u{feff}').split_once("\r\n").unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    // One file for the first half of the rows, one for the rest, the second in other words, order, delimiter and encoding.
    let first = file("halva 1.csv", format!("{head}\n{}\n", rows[..rows.len() / 2].join("\n")).as_bytes());
    let other = format!("{head}\n{}\n", rows[rows.len() / 2..].join("\n")).replace(';', "\t");
    let other: Vec<u8> = other.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    let second = file("halva 2.txt", &other);
    let words = ["--definition", "ekero-20", "--by", "school,gender"];
    let mut reports = [report(&paths[0], &words), report(&paths[1], &words)];
    let halves = call(&[&["report", second.to_str().unwrap(), first.to_str().unwrap(), "--made", "2026-01-15"][..], &words].concat());
    let mut halves: Value = serde_json::from_slice(&halves.stdout).unwrap();
    assert_eq!(halves["source"]["files"], json!(2));
    halves["source"]["files"] = json!(1);
    assert_eq!(reports[0]["tables"], reports[1]["tables"]);
    assert_eq!(reports[0].take(), reports[1].take());
    assert_eq!(report(&paths[0], &words), halves);
}

#[test]
fn a_choice_that_fits_two_columns_is_no_choice() {
    let text = "Elev-id;Datum;Datum;Lektionslängd;Frånvarotyp\nE1;2025-08-18;2025-08-19;60;Sjuk\nE2;2025-08-18;2025-08-19;60;Närvarande\n";
    let same_header = file("samma rubrik.csv", text.as_bytes());
    let one_role = file("en roll.csv", text.replacen("Datum", "Dag A", 1).as_bytes());
    for (data, mapping) in [(same_header, "Datum = \"date\""), (one_role, "Datum = \"date\"\n\"Dag A\" = \"date\"")] {
        let mapping = file("två val.toml", format!("[columns]\n{mapping}\n").as_bytes());
        let output = call(&["inspect", data.to_str().unwrap(), "--columns", mapping.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(3));
        assert!(errors(&output).contains("flera kolumner kan vara datum"), "{}", errors(&output));
    }
}

#[test]
fn the_method_note_states_the_settings_of_the_definition() {
    let own = String::from_utf8(call(&["definitions", "ekero-20"]).stdout).unwrap();
    let own =
        own.replace("unregistered = \"attended\"", "unregistered = \"left out\"").replace("coverage = \"50 %\"", "coverage = \"0 %\"");
    let own = file("inställd definition.toml", own.as_bytes());
    let data = file("inställd definition.csv", by_hand().as_bytes());
    let note = |definition: &str| {
        let output = call(&["report", data.to_str().unwrap(), "--definition", definition, "--format", "csv"]);
        String::from_utf8(output.stdout).unwrap()
    };
    let (own, preset) = (note(own.to_str().unwrap()), note("ekero-20"));
    assert!(preset.contains("registrerat räknas som närvaro") && preset.contains("minst 50 % av skolans dagar"), "{preset}");
    assert!(
        own.contains("räknas inte med i den schemalagda tiden")
            && !own.contains("registrerat räknas som närvaro")
            && !own.contains("skolans dagar"),
        "{own}"
    );
}
