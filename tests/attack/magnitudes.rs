//! Shares of time: groups that can be worked out from others, on paper; and what the program prints itself.

use crate::municipality::session;
use crate::{everything, leaks, report, table};
use franvarokalkyl::attack::Verdict;
use franvarokalkyl::locale::Language;
use franvarokalkyl::session::{Breakdown, Format, Over, Published, Question, Session};
use serde_json::{Value, json};

const TIMED: [&str; 4] = ["pupils", "hits", "share", "absence_total"];

fn classes(rows: &str) -> Value {
    report("standard", &[table(&["class"], &TIMED, rows)])
}

#[test]
fn nine_pupils_are_what_their_siblings_leave() {
    let safe = "7A 9 .. .. ..\n7B 14 .. .. ..\n7C 20 8 40.0 10.4\n- 43 18 41.9 9.9";
    assert_eq!(leaks(&[classes(safe)]), Vec::<String>::new());
    assert_eq!(everything(&[classes(safe)]).timed, (4, 2));
    let told = "7A 9 .. .. ..\n7B 14 .. .. 9.7\n7C 20 8 40.0 10.4\n- 43 18 41.9 9.9";
    // Of 7B the count is withheld, so its share should be too; and with it 7A's is known.
    assert_eq!(leaks(&[classes(told)]), ["printed 7B: absence_total 9.7", "exact 7A: absence_total"]);
    let outcome = everything(&[classes(told)]);
    let said = |verdict: Verdict, language: Language| {
        let finding = outcome.findings.iter().find(|finding| finding.verdict == Some(verdict)).unwrap();
        [finding.sentence(), finding.because().unwrap()].map(|sentence| sentence.render(language))
    };
    assert_eq!(
        said(Verdict::Exact, Language::Swedish),
        [
            "klass 7A (9 elever): det går att räkna ut hur stor del av tiden som är frånvaro",
            "följer av raden för klass 7B (9,7\u{a0}%; 1 rad 2), raden för klass 7C (10,4\u{a0}%; 1 rad 3) och raden för alla elever (9,9\u{a0}%; 1 rad 4)"
        ]
    );
    assert_eq!(said(Verdict::Printed, Language::English)[0], "class 7B (14 pupils): it is printed (9.7%) how much of the time is absence");
}

#[test]
fn a_group_that_no_row_shows_is_left_by_others() {
    let rows = "7B 14 6 42.9 9.7\n7C 20 8 40.0 10.4\n- 43 18 41.9 9.9";
    // The counts tell of it too: 18 less 6 and 8 are 4.
    let found = leaks(&[classes(rows)]);
    assert!(found.contains(&"exact  less 7B less 7C: absence_total".to_owned()), "{found:?}");
    // Ten pupils are no small group.
    let ten = leaks(&[classes("7B 14 6 42.9 9.7\n7C 20 8 40.0 10.4\n- 44 19 43.2 9.9")]);
    assert_eq!(ten, Vec::<String>::new());
}

#[test]
fn what_is_protected_in_one_report_may_follow_from_two() {
    // Of a definition that the files cannot answer the size decides.
    let of = |by: &str, rows: &str| report("standard", &[table(&[by], &TIMED, rows)]);
    let schools = of("school", "Al 30 ? ? 8.1\nEk 40 ? ? 8.4\nAsk 21 ? ? 7.0\nOx 9 ? ? ..\n- 100 ? ? ..");
    let organisers = of("organiser", "municipal 70 ? ? 8.3\nindependent 30 ? ? 7.4\n- 100 ? ? ..");
    assert_eq!(leaks(std::slice::from_ref(&schools)), Vec::<String>::new());
    assert_eq!(leaks(std::slice::from_ref(&organisers)), Vec::<String>::new());
    let both = leaks(&[schools, organisers]);
    assert_eq!(both, ["exact Ox: absence_total"]);
}

#[test]
fn where_the_count_is_withheld_no_report_may_give_the_share_away() {
    let girls = |girls: &str| format!("girl 24 {girls}\nboy 30 12 40.0 ..\n- 54 14 25.9 6.1");
    let of = |rows: &str| report("standard", &[table(&["gender"], &TIMED, rows)]);
    assert_eq!(leaks(&[of("girl 24 .. .. ..\nboy 30 .. .. ..\n- 54 14 25.9 6.1")]), Vec::<String>::new());
    let found = leaks(&[of(&girls(".. .. 5.5"))]);
    assert!(found.contains(&"printed girl: absence_total 5.5".to_owned()), "{found:?}");
    // By another definition enough girls are above the limit; that report may tell their share.
    let mut other = of("girl 24 8 33.3 5.5\nboy 30 12 40.0 6.6\n- 54 20 37.0 6.1");
    other["definition"]["id"] = json!("e");
    let reports = [of("girl 24 .. .. ..\nboy 30 .. .. ..\n- 54 14 25.9 6.1"), other];
    assert_eq!(leaks(&reports), Vec::<String>::new());
}

#[test]
fn months_are_apart_and_kinds_are_too() {
    let measures = ["pupils", "hits", "absence_total", "absence_authorised"];
    let rows = "7A 2025-09 9 .. .. ..\n7B 2025-09 14 6 .. 3.0\n- 2025-09 23 11 6.0 ..\n7A 2025-10 9 .. .. ..\n7B 2025-10 14 6 5.0 3.0\n- 2025-10 23 11 .. 4.0";
    let found = leaks(&[report("standard", &[table(&["class", "month"], &measures, rows)])]);
    // In September one tells the total of 7B and the other of all; in October both tell what is authorised.
    let timed: Vec<&String> = found.iter().filter(|leak| leak.contains("absence")).collect();
    assert_eq!(timed, ["exact 7A: absence_authorised"]);
    let unanswered = leaks(&[report("standard", &[table(&["class"], &TIMED, "7A 9 .. .. ?\n7B 14 .. .. ?\n- 23 11 47.8 ?")])]);
    assert_eq!(unanswered, Vec::<String>::new());
}

fn written(published: &Published) -> Value {
    serde_json::from_slice(&Format::Json.write(&[published], Language::Swedish).unwrap()).unwrap()
}

fn published(session: &Session, by: &[Breakdown], over: Option<Over>) -> Value {
    let question = Question::of(session.definition("ekero-20").unwrap());
    written(&session.publish(&Question { by: by.to_vec(), over, ..question }).unwrap())
}

#[test]
fn our_own_shares_of_time_are_safe_and_any_other_is_objected_to() {
    let session = session(900, 5, 3);
    let (mut withheld, mut told) = (0, 0);
    for by in [&[Breakdown::School, Breakdown::Grade][..], &[Breakdown::School, Breakdown::Gender], &[Breakdown::School]] {
        let report = published(&session, by, None);
        assert_eq!(leaks(std::slice::from_ref(&report)), Vec::<String>::new());
        let rows = report["tables"][0]["rows"].as_array().unwrap();
        told += rows.iter().filter(|row| row["absence_total"]["value"].is_string()).count();
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| row["absence_total"]["withheld"] == "protected") {
            withheld += 1;
            if row["hits"]["withheld"] == "protected" && withheld % 5 == 0 {
                let mut more = report.clone();
                more["tables"][0]["rows"][place]["absence_total"] = json!({"value": "12.5"});
                assert!(leaks(&[more]).iter().any(|leak| leak.starts_with("printed ")), "{row}");
            }
        }
    }
    assert!(withheld > 10 && told > 10, "{withheld} withheld, {told} told");
}
