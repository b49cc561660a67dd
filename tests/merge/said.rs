//! What differs is said, and what cannot be compared too.

use super::{ASKBY, EKBY, call, errors, export, file, merged, output, report};
use serde_json::Value;

fn texts(said: &Value) -> Vec<(&str, &str)> {
    said.as_array().unwrap().iter().map(|said| (said["topic"].as_str().unwrap(), said["text"].as_str().unwrap())).collect()
}

/// The report of a municipality, changed.
fn changed(path: &str, name: &str, change: impl Fn(&mut Value)) -> String {
    let mut report: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    change(&mut report);
    let folder = std::path::Path::new(path).parent().unwrap();
    let to = folder.join(name).to_str().unwrap().to_owned();
    std::fs::write(&to, report.to_string()).unwrap();
    to
}

#[test]
fn every_difference_is_said_in_both_languages() {
    let plain = ["--by", "municipality", "--by", "school"];
    let ekby = report(&export("said", "Ekby", &EKBY), "Ekby.json", &[&["--definition", "ekero-20"], &plain[..]].concat());
    let export = export("said", "Askby", &ASKBY);
    let askby = report(&export, "Askby.json", &[&["--definition", "stockholm-50", "--rule", "strict"], &plain[..]].concat());
    let askby = changed(&askby, "ändrad.json", |report| {
        report["source"]["from"] = "2026-01-07".into();
        report["source"]["to"] = "2026-06-12".into();
        report["source"]["grain"] = "event".into();
        report["quality"]["remarks"] = serde_json::json!([{"code": "only_absent_pupils", "rows": 190}]);
        report["program"] = "annat 2".into();
    });
    let told = merged(&[&ekby, &askby]);
    let different = texts(&told["different"]);
    for expected in [
        ("definition", "Definitionerna skiljer sig: Ekby: Ekerös jämförelse, över 20 %; Askby: Stockholm, över 50 %. Antalen"),
        ("rule", "Reglerna skiljer sig: Ekby: Vanligt skydd (grupper från 10 elever, antal från 5); Askby: "),
        ("period", "Perioderna skiljer sig: Ekby: 2025-08-18 till 2025-08-18; Askby: 2026-01-07 till 2026-06-12."),
        ("files", "Filerna är av olika slag: Ekby: en rad per elev och dag; Askby: en rad per elev och frånvaro."),
        ("files", "Gäller bara Askby: Filerna listar bara frånvaro: elever utan frånvaro är inte med"),
        ("program", "Rapporterna är gjorda med olika program: Ekby: franvarokalkyl"),
    ] {
        let said = different.iter().any(|(topic, text)| *topic == expected.0 && text.starts_with(expected.1));
        assert!(said, "{expected:?} in {different:?}");
    }
    assert_eq!(different.len(), 6);
    // Other definitions are shown all the same, and not added up.
    assert_eq!(told["tables"][0]["rows"].as_array().unwrap().len(), 2);
    let text = output(&call(&["merge", "--lang", "en", &ekby, &askby]));
    let place = |what: &str| text.find(what).unwrap_or_else(|| panic!("no {what} in {text}"));
    assert!(place("The periods differ: Ekby: 2025-08-18 to 2025-08-18; Askby: ") < place("The whole of each report"));
}

#[test]
fn clauses_and_settings_are_compared_under_one_name() {
    let words = ["--definition", "ekero-20", "--by", "municipality"];
    let ekby = report(&export("clauses", "Ekby", &EKBY), "Ekby.json", &words);
    let askby = report(&export("clauses", "Askby", &ASKBY), "Askby.json", &words);
    let said = |name: &str, change: &dyn Fn(&mut Value)| -> String {
        let told = merged(&[&ekby, &changed(&askby, name, change)]);
        let different = texts(&told["different"]);
        assert_eq!(different.len(), 1, "{different:?}");
        assert_eq!(told["tables"][0]["rows"].as_array().unwrap().len(), if different[0].0 == "language" { 3 } else { 2 });
        different[0].1.to_owned()
    };
    let text = said("ord.json", &|report| report["definition"]["clauses"][0]["text"] = "total frånvaro > 30 % under en termin".into());
    assert_eq!(
        text,
        "Delarna i definitionen Ekerös jämförelse, över 20 % skiljer sig: Ekby: total frånvaro > 20 % under en termin; \
         Askby: total frånvaro > 30 % under en termin."
    );
    let text = said("räknad.json", &|report| report["definition"]["clauses"][0]["evaluated"] = false.into());
    assert!(text.ends_with("i definitionen Ekerös jämförelse, över 20 % räknades i Ekby men inte i Askby."), "{text}");
    let text = said("tid.json", &|report| report["definition"]["settings"][0] = "Annat.".into());
    assert!(text.starts_with("Tveksam tid räknas olika enligt Ekerös jämförelse, över 20 %: Ekby: Lektioner som ingen"), "{text}");
    let text = said("språk.json", &|report| {
        report["language"] = "en".into();
        report["definition"]["clauses"][0]["text"] = "total absence > 20% over a term".into();
    });
    assert!(text.starts_with("Rapporterna är på olika språk"), "{text}");
}

#[test]
fn what_only_one_report_has_is_said() {
    let ekby = report(&export("alone", "Ekby", &EKBY), "Ekby.json", &["--definition", "ekero-20", "--by", "gender", "--over", "month"]);
    let askby = report(&export("alone", "Askby", &ASKBY), "Askby.json", &["--definition", "ekero-20", "--by", "school"]);
    let refused = call(&["merge", &ekby, &askby]);
    assert_eq!(refused.status.code(), Some(3));
    let said = errors(&refused);
    assert!(said.starts_with("rapporterna har ingen tabell gemensam. Bara i "), "{said}");
    assert!(said.contains("efter kön och månad (Över gränsen)") && said.contains("(--by)"), "{said}");
    let whole = report(&export("alone", "Viby", &super::VIBY), "Viby.json", &["--definition", "ekero-20", "--over", "month"]);
    let told = merged(&[&ekby, &askby, &whole]);
    let different = texts(&told["different"]);
    assert!(
        different.contains(&("time", "Tabellerna är uppdelade i tid på olika sätt: Ekby, Viby: månad; Askby: inte uppdelade.")),
        "{different:?}"
    );
    assert!(different.contains(&("tables", "Bara i Askby, och jämförs därför inte: efter skola (Över gränsen)")), "{different:?}");
    // By month the wholes of two are compared; the whole of the third stands by itself.
    let kinds: Vec<_> =
        told["tables"].as_array().unwrap().iter().map(|table| (table["kind"].as_str().unwrap(), table["by"].clone())).collect();
    assert_eq!(kinds, [("whole", serde_json::json!([])), ("aligned", serde_json::json!(["month"]))]);
}

#[test]
fn calls_and_files_that_cannot_be_used_are_said() {
    let ekby = report(&export("faults", "Ekby", &EKBY), "Ekby.json", &["--definition", "ekero-20"]);
    let again = file("faults", "igen.json", &std::fs::read(&ekby).unwrap());
    let other = file("faults", "annan.json", br#"{"schema": "franvarokalkyl/audit/1"}"#);
    let text = file("faults", "text.json", b"\xff\xfe skola;elever");
    for (words, code, said) in [
        (vec![&ekby], 2, "det behövs minst två rapporter att jämföra"),
        (vec![&ekby, &again], 2, "igen.json är samma rapport; ange varje rapport en gång"),
        (vec![&ekby, &other], 3, "annan.json: i fältet schema står \"franvarokalkyl/audit/1\"; där ska stå \"franvarokalkyl/report/1\""),
        (vec![&ekby, &text], 3, "text.json: filen går inte att läsa som JSON"),
    ] {
        let words: Vec<&str> = words.into_iter().map(String::as_str).collect();
        let output = call(&[&["merge"], &words[..]].concat());
        assert_eq!(output.status.code(), Some(code), "{words:?}");
        assert!(errors(&output).contains(said), "{}", errors(&output));
        assert!(output.stdout.is_empty());
    }
    let missing = call(&["merge", &ekby, "finns inte.json"]);
    assert_eq!(missing.status.code(), Some(3));
    assert!(errors(&missing).starts_with("finns inte.json: filen går inte att läsa"), "{}", errors(&missing));
}
