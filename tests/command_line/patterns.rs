//! When absence falls: each figure against a plain loop over the very file, and every format.

use super::{call, errors};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// A row of the file.
struct Lesson {
    pupil: String,
    school: String,
    /// Monday is 1.
    weekday: i64,
    hour: u64,
    subject: String,
    scheduled: u64,
    absent: u64,
    unauthorised: bool,
    late: bool,
    /// Whether the pupil was there for some of the day.
    part_day: bool,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn scratch(name: &str) -> String {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).to_str().unwrap().to_owned()
}

/// Days since Monday 3 January 2000, by the rules of the calendar.
fn weekday(date: &str) -> i64 {
    let parts: Vec<i64> = date.split('-').map(|part| part.parse().unwrap()).collect();
    let [year, month, day] = parts[..] else { panic!("{date}") };
    // January and February belong to the year before.
    let (year, month) = if month < 3 { (year - 1, month + 12) } else { (year, month) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day;
    (days + 1).rem_euclid(7) + 1
}

/// A made-up municipality and its lessons.
fn municipality(name: &str) -> (String, Vec<Lesson>) {
    let path = scratch(name);
    let words = ["example", "--pupils", "600", "--schools", "3", "--weeks", "8", "--seed", "11", "-o", &path];
    assert!(call(&words).status.success());
    let text = fs::read_to_string(&path).unwrap();
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|line| line.split(';').collect()).collect();
    let mut days: BTreeMap<(&str, &str), (u64, u64)> = BTreeMap::new();
    let mut last: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for cells in &rows {
        let [school, id, date, length, absent] = [0, 3, 7, 11, 12].map(|column| cells[column]);
        let day = days.entry((id, date)).or_default();
        *day = (day.0 + length.parse::<u64>().unwrap(), day.1 + absent.parse::<u64>().unwrap());
        let known = last.entry(id).or_insert((date, school));
        if known.0 <= date {
            *known = (date, school);
        }
    }
    let lesson = |cells: &Vec<&str>| {
        let [id, date, start, subject, length, absent, kind] = [3, 7, 8, 10, 11, 12, 13].map(|column| cells[column]);
        let (scheduled, away) = days[&(id, date)];
        Lesson {
            pupil: id.to_owned(),
            school: last[id].1.to_owned(),
            weekday: weekday(date),
            hour: start[..2].parse().unwrap(),
            subject: subject.to_owned(),
            scheduled: length.parse().unwrap(),
            absent: absent.parse().unwrap(),
            unauthorised: !["Anmäld frånvaro", "Giltig frånvaro", "Beviljad ledighet", "Närvarande"].contains(&kind),
            late: kind == "Sen ankomst",
            part_day: away < scheduled,
        }
    };
    let lessons = rows.iter().map(lesson).collect();
    (path, lessons)
}

/// Whether a lesson is in a row of a table, whose rows have these labels.
fn is_in(lesson: &Lesson, row: &Value, named: &BTreeSet<String>) -> bool {
    let within = |text: &str, own: &str, all: &[&str]| {
        let place = |wanted: &str| all.iter().position(|one| *one == wanted).unwrap();
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        (place(first)..=place(last)).contains(&place(own))
    };
    let is = |name: &str, holds: &dyn Fn(&str) -> bool| row.get(name).and_then(Value::as_str).is_none_or(holds);
    let hour = |text: &str| -> u64 { text[..2].parse().unwrap() };
    is("school", &|text| text == lesson.school || text == "small-schools" && !named.contains(&lesson.school))
        && is("weekday", &|text| within(text, WEEKDAYS[usize::try_from(lesson.weekday - 1).unwrap()], &WEEKDAYS))
        && is("time", &|text| match text.split_once('-') {
            Some((first, last)) => (hour(first)..hour(last)).contains(&lesson.hour),
            None => hour(text) == lesson.hour,
        })
        && is("subject", &|text| text == lesson.subject || text == "other-subjects" && !named.contains(&lesson.subject))
}

/// Per cent with one decimal, half away from zero.
fn share(part: u64, whole: u64) -> Value {
    let tenths = (2000 * part + whole) / (2 * whole);
    json!({ "value": format!("{}.{}", tenths / 10, tenths % 10) })
}

/// Every figure of a table is that of a plain loop; gives how many rows it has.
fn agrees(table: &Value, lessons: &[Lesson]) -> usize {
    let rows = table["rows"].as_array().unwrap();
    let named = rows.iter().flat_map(|row| ["school", "subject"].map(|name| row.get(name))).flatten();
    let named: BTreeSet<String> = named.filter_map(Value::as_str).map(str::to_owned).collect();
    for row in rows {
        let own: Vec<&Lesson> = lessons.iter().filter(|lesson| is_in(lesson, row, &named)).collect();
        let pupils: BTreeSet<&str> = own.iter().map(|lesson| lesson.pupil.as_str()).collect();
        let sum = |of: &dyn Fn(&Lesson) -> u64| own.iter().map(|lesson| of(lesson)).sum::<u64>();
        let (scheduled, absent) = (sum(&|lesson| lesson.scheduled), sum(&|lesson| lesson.absent));
        let unauthorised = sum(&|lesson| if lesson.unauthorised { lesson.absent } else { 0 });
        assert!(pupils.len() >= 10, "{row}");
        assert_eq!(row["pupils"], json!({ "value": pupils.len() }), "{row}");
        assert_eq!(row["absence_total"], share(absent, scheduled), "{row}");
        assert_eq!(row["absence_unauthorised"], share(unauthorised, scheduled), "{row}");
        assert_eq!(row["absence_authorised"], share(absent - unauthorised, scheduled), "{row}");
        assert_eq!(row["late"], share(sum(&|lesson| u64::from(lesson.late)), u64::try_from(own.len()).unwrap()), "{row}");
        assert_eq!(row["part_day"], share(sum(&|lesson| if lesson.part_day { lesson.absent } else { 0 }), scheduled), "{row}");
    }
    rows.len()
}

fn tables(path: &str, more: &[&str]) -> Vec<Value> {
    let output = call(&[&["patterns", path], more].concat());
    assert!(output.status.success(), "{}", errors(&output));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["schema"], "franvarokalkyl/report/1");
    assert!(report.get("definition").is_none());
    report["tables"].as_array().unwrap().clone()
}

#[test]
fn each_figure_is_that_of_a_plain_count() {
    assert_eq!((weekday("2025-09-01"), weekday("2024-02-29"), weekday("2026-01-04")), (1, 4, 7));
    let (path, lessons) = municipality("patterns.csv");
    let all = tables(&path, &[]);
    assert_eq!(all.iter().map(|table| table["by"].clone()).collect::<Vec<_>>(), [json!(["weekday", "time"]), json!(["subject"])]);
    assert!(agrees(&all[0], &lessons) > 30);
    assert!(agrees(&all[1], &lessons) > 8);
    let by_school = tables(&path, &["--school"]);
    assert_eq!(by_school[0]["by"], json!(["school", "weekday", "time"]));
    assert!(by_school.iter().map(|table| agrees(table, &lessons)).sum::<usize>() > 60);
}

#[test]
fn what_is_asked_for_is_shown() {
    let (path, _) = municipality("patterns-by.csv");
    let by = |more: &[&str]| tables(&path, more).iter().map(|table| table["by"].clone()).collect::<Vec<_>>();
    assert_eq!(by(&["--by", "weekday,time"]), [json!(["weekday", "time"])]);
    assert_eq!(by(&["--by", "time"]), [json!(["weekday", "time"])]);
    assert_eq!(by(&["--by", "weekday"]), [json!(["weekday"])]);
    assert_eq!(by(&["--by", "subject"]), [json!(["subject"])]);
    let wrong = call(&["patterns", &path, "--by", "grade"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn what_files_cannot_answer_is_said() {
    let write = |name: &str, text: &str| {
        let path = scratch(name);
        fs::write(&path, text).unwrap();
        path
    };
    let rows = |row: &dyn Fn(usize) -> String| (0..12).map(row).collect::<String>();
    let head = "Elev-id;Datum;Lektionslängd;Frånvarotyp\n";
    let bare = write(
        "no-clock.csv",
        &format!("{head}{}", rows(&|pupil| format!("E{pupil};2025-09-01;60;Närvarande\nE{pupil};2025-09-01;50;Giltig frånvaro\n"))),
    );
    assert_eq!(tables(&bare, &[]).iter().map(|table| table["by"].clone()).collect::<Vec<_>>(), [json!(["weekday"])]);
    let csv = String::from_utf8(call(&["patterns", &bare, "--format", "csv"]).stdout).unwrap();
    assert!(csv.contains("filen säger inte när alla lektioner börjar") && csv.contains("filen säger inte vilka ämnen"), "{csv}");
    let refused = call(&["patterns", &bare, "--by", "subject"]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(errors(&refused).contains("vilka ämnen"));
    let totals =
        write("totals.csv", "Elev-id;Från och med;Till och med;Undv. tid (min);Frånvaro (min)\nE1;2025-08-18;2025-12-19;1000;10\n");
    let refused = call(&["patterns", &totals]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(errors(&refused).contains("vilka dagar"), "{}", errors(&refused));
    let few = write("few.csv", &format!("{head}E1;2025-09-01;60;Närvarande\nE2;2025-09-01;60;Giltig frånvaro\n"));
    let refused = call(&["patterns", &few]);
    assert_eq!(refused.status.code(), Some(3));
    assert!(errors(&refused).contains("för få elever"), "{}", errors(&refused));
}

#[test]
fn every_format_has_them() {
    let (path, _) = municipality("patterns-formats.csv");
    let of =
        |format: &str, language: &str| call(&["patterns", &path, "--format", format, "--lang", language, "--made", "2026-01-15"]).stdout;
    let text = |format: &str, language: &str| String::from_utf8(of(format, language)).unwrap();
    let csv = text("csv", "sv");
    assert!(csv.contains("Måndag;Kl. 8–9;") && csv.contains("Sena ankomster (andel av lektionerna)"), "{csv}");
    assert!(text("csv", "en").contains("Monday;8–9 o'clock;"));
    let (html, svg) = (text("html", "sv"), text("svg", "sv"));
    assert!(html.contains("<h1>När frånvaron ligger</h1>") && html.matches("<svg").count() == 2 && html.matches("<table").count() == 2);
    assert!(html.contains("<h2>När i veckan och i vilka ämnen är frånvaron störst?</h2>"));
    assert!(svg.contains("Måndag") && svg.contains("Kl. 8–9") && !svg.contains("style="));
    assert!(of("xlsx", "sv").starts_with(b"PK"));
}
