//! A log belongs to data, and outlives a worker.

use super::town::{read, sitting, town, with_town};
use super::{json, leaves, one, several};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::Released;

#[test]
fn the_same_data_bring_their_log_back() {
    let (first, second) = (town(1, 120), town(2, 120));
    let mut session = sitting(1);
    read(&mut session, &first);
    let by_school = leaves(&mut session, &one("ekero-20", &["school"])).unwrap();
    let beside = json(&session.answer_for(&one("ekero-20", &["school", "gender"])).unwrap());
    let (data, _) = session.left_by_page();
    read(&mut session, &second);
    assert_eq!(session.left().count(), 0, "other data have a log of their own");
    assert_ne!(session.left_by_page().0, data);
    let _report = leaves(&mut session, &one("ekero-20", &["grade"])).unwrap();
    // Rows in another order are the same data.
    let mut rows: Vec<&str> = first.lines().collect();
    rows[1..].reverse();
    read(&mut session, &(rows.join("\n") + "\n"));
    assert_eq!(session.left().count(), 1);
    assert_eq!(session.left_by_page().0, data);
    assert_eq!(json(&session.answer_for(&one("ekero-20", &["school"])).unwrap()), by_school);
    assert_eq!(json(&session.answer_for(&one("ekero-20", &["school", "gender"])).unwrap()), beside);
}

#[test]
fn one_lesson_makes_other_data() {
    let text = town(1, 60);
    let mut session = sitting(1);
    read(&mut session, &text);
    let (data, _) = session.left_by_page();
    let one =
        [("Närvarande", "Giltig frånvaro"), (";60;", ";50;"), ("2025-09-01", "2025-09-02")].map(|(from, to)| text.replacen(from, to, 1));
    let all = [("Flicka", "Pojke"), ("Ekskolan", "Eken"), (";7A;", ";7C;")].map(|(from, to)| text.replace(from, to));
    for other in one.iter().chain(&all) {
        assert_ne!(*other, text);
        read(&mut session, other);
        assert_ne!(session.left_by_page().0, data);
    }
}

#[test]
fn another_worker_is_told_what_has_left() {
    let text = town(4, 140);
    let mut session = with_town(4, 140);
    let asked = [one("ekero-20", &["school"]), several(&["haninge", "ekero-20"], Some("school")), one("ekero-20", &["grade", "gender"])];
    for inquiry in &asked {
        let _report = leaves(&mut session, inquiry).unwrap();
    }
    let (_, left) = session.left_by_page();
    // As it crosses from worker to page and back.
    let crossed: Vec<Released> = serde_json::from_str(&serde_json::to_string(&left).unwrap()).unwrap();
    assert_eq!(crossed, left);
    let next = one("ekero-20", &["school", "gender"]);
    let wanted = json(&session.answer_for(&next).unwrap());
    let mut fresh = sitting(2);
    read(&mut fresh, &text);
    let elsewhere = Released { data: "0".repeat(32), ..left[0].clone() };
    fresh.recall(&[&[elsewhere], &left[..]].concat());
    assert_eq!(fresh.left_by_page().1, left);
    assert_eq!(json(&fresh.answer_for(&next).unwrap()), wanted);
    // Told again, it has left all the same once.
    fresh.recall(&left);
    assert_eq!(fresh.left_by_page().1, left);
}

/// A definition may have been changed since; what left was made by what it was then.
#[test]
fn what_has_left_keeps_its_definition() {
    let mut session = with_town(5, 140);
    let toml = |limit: u64| {
        format!(
            "id = \"egen\"\nname = {{ sv = \"Egen\", en = \"Own\" }}\nsource = {{ sv = \"testet\", en = \"the test\" }}\n[[clause]]\n\
             measure = \"share\"\nkinds = \"total\"\nmore_than = \"{limit} %\"\nwindow = \"period\"\n"
        )
    };
    let own = session.read_definition(&toml(20)).unwrap();
    let _id = session.define(own);
    let first = leaves(&mut session, &one("egen", &["school"])).unwrap();
    session.forget_definitions();
    let own = session.read_definition(&toml(30)).unwrap();
    let _id = session.define(own);
    let second = leaves(&mut session, &one("egen", &["school"])).unwrap();
    assert_ne!(first, second);
    let (_, left) = session.left_by_page();
    let mut fresh = sitting(3);
    read(&mut fresh, &town(5, 140));
    fresh.recall(&left);
    let again: Vec<String> = fresh
        .left()
        .map(|published| {
            let bytes = franvarokalkyl::session::Format::Json.write(&[published], franvarokalkyl::locale::Language::Swedish).unwrap();
            String::from_utf8(bytes).unwrap()
        })
        .collect();
    assert_eq!(again, [first, second]);
}

/// Where it cannot be made again, nobody can say what is safe beside it.
#[test]
fn what_cannot_be_recalled_stops_everything_else() {
    let mut session = with_town(6, 140);
    let _report = leaves(&mut session, &one("ekero-20", &["school"])).unwrap();
    let (_, mut left) = session.left_by_page();
    left[0].definitions = vec!["not a definition".to_owned()];
    let mut fresh = sitting(3);
    read(&mut fresh, &town(6, 140));
    fresh.recall(&left);
    let declined = fresh.answer_for(&one("ekero-20", &["grade"])).map(|_| ()).unwrap_err();
    assert_eq!(declined.sentence.key, Key::LeftLost);
}
