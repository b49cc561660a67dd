//! Each layout as it looks, for review.

use franvarokalkyl::example::{Ending, Example, Grain, System, write};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::process::Command;

/// Large enough for one pupil of each sort, a TF number and a protected person among them.
pub(crate) const SMALL: Example = Example { pupils: 24, schools: 2, weeks: 3, seed: 12, ..Example::built_in() };

/// Every system with every grain that it has.
pub(crate) fn all() -> impl Iterator<Item = Example> {
    System::ALL.into_iter().flat_map(|system| system.grains().iter().map(move |grain| Example { system, grain: *grain, ..SMALL }))
}

pub(crate) fn bytes(example: &Example, ending: Ending) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    write(example, ending, &mut file).unwrap();
    file.into_inner()
}

/// A text file, decoded.
pub(crate) fn text(example: &Example, ending: Ending) -> String {
    let bytes = bytes(example, ending);
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(fault) => fault.into_bytes().into_iter().map(char::from).collect(),
    }
}

/// The first lines; then those whose last cells have a shape that is new.
fn excerpt(file: &str) -> String {
    const FIRST: usize = 16;
    let shape = |line: &str| {
        let tail: Vec<&str> = line.rsplit([';', '\t', ',']).take(3).collect();
        tail.join(";").replace(|letter: char| letter.is_ascii_digit(), "0")
    };
    let mut seen = BTreeSet::new();
    let mut excerpt = String::new();
    for (number, line) in file.split_terminator("\r\n").enumerate() {
        let new = seen.insert(shape(line));
        if number < FIRST || (new && seen.len() < 40) {
            excerpt += &format!("{}\n", line.replace('\u{FEFF}', "<BOM>").replace('\u{A0}', "<NBSP>").replace('\t', "<TAB>"));
        }
    }
    excerpt
}

#[test]
fn layouts_are_what_they_were() {
    for example in all() {
        let name = format!("{}-{}", example.system.name(), example.grain.name());
        let ending = [Ending::Csv, Ending::Txt].into_iter().find(|ending| example.system.endings(example.grain).contains(ending)).unwrap();
        let file = text(&example, ending);
        assert!(file.ends_with("\r\n") && file.matches('\n').count() == file.matches("\r\n").count());
        insta::assert_snapshot!(name, excerpt(&file));
    }
}

#[test]
fn objects_are_those_of_the_standard() {
    for grain in [Grain::Lesson, Grain::Period] {
        let file = text(&Example { system: System::Ss12000, grain, ..SMALL }, Ending::Json);
        let mut pages: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&file).unwrap();
        // Of each kind the first, and the last, which has other fields where not all have the same.
        for page in pages.values_mut() {
            let objects = page["data"].as_array_mut().unwrap();
            let last = objects.pop();
            objects.truncate(1);
            objects.extend(last);
            for object in objects.iter_mut() {
                if let Some(members) = object.get_mut("groupMemberships").and_then(serde_json::Value::as_array_mut) {
                    members.truncate(1);
                }
            }
        }
        insta::assert_json_snapshot!(format!("ss12000-{}-json", grain.name()), pages);
    }
}

#[test]
fn objects_point_to_objects() {
    let file = text(&Example { system: System::Ss12000, grain: Grain::Lesson, ..SMALL }, Ending::Json);
    let pages: serde_json::Value = serde_json::from_str(&file).unwrap();
    let list = |page: &str| pages[page]["data"].as_array().unwrap().clone();
    let ids = |page: &str| {
        let ids: BTreeSet<String> = list(page).iter().map(|object| object["id"].as_str().unwrap().to_owned()).collect();
        assert_eq!(ids.len(), list(page).len(), "{page} have ids of their own");
        ids
    };
    let (events, persons, _) = (ids("calendarEvents"), ids("persons"), ids("attendances"));
    for attendance in list("attendances") {
        assert!(events.contains(attendance["calendarEvent"]["id"].as_str().unwrap()));
        assert!(persons.contains(attendance["student"]["id"].as_str().unwrap()));
    }
    let (activities, organisations) = (ids("activities"), ids("organisations"));
    for event in list("calendarEvents") {
        assert!(activities.contains(event["activity"]["id"].as_str().unwrap()));
    }
    for group in list("groups") {
        assert!(organisations.contains(group["organisation"]["id"].as_str().unwrap()));
    }
}

#[test]
fn the_seed_decides_every_file() {
    for example in all() {
        for ending in example.system.endings(example.grain) {
            assert!(bytes(&example, *ending) == bytes(&example, *ending), "{} {}", example.system.name(), ending.name());
        }
    }
}

#[test]
fn protected_pupils_and_temporary_numbers_are_marked_where_the_system_has_a_mark() {
    let file = |system: System, grain, ending| text(&Example { system, grain, ..SMALL }, ending);
    assert!(file(System::Skola24, Grain::Period, Ending::Csv).contains(" (Sekretess);"));
    assert!(file(System::Ss12000, Grain::Lesson, Ending::Csv).contains(",Sekretessmarkering,"));
    assert!(file(System::Unikum, Grain::Lesson, Ending::Txt).contains("-TF30\t"));
    assert!(file(System::Skolverket, Grain::Period, Ending::Csv).contains("TF30;"));
}

#[test]
fn an_export_that_a_system_does_not_have_is_refused_with_those_it_has() {
    let folder = std::env::temp_dir().join(format!("franvarokalkyl-example-{}", std::process::id()));
    for (words, said) in [
        (["vklass", "day", "a.csv"], "vklass exports period as .xls, .csv or .xlsx; lesson as .xls, .csv or .xlsx"),
        (["ss12000", "lesson", "a.xlsx"], "ss12000 exports lesson as .json or .csv; period as .json or .csv"),
        (["plain", "lesson", "a"], "plain exports lesson as .csv, .xlsx"),
        (["dexter", "lesson", "a.csv"], "`dexter` is none of plain, vklass"),
    ] {
        let [system, grain, name] = words;
        let file = folder.join(name);
        let answer = Command::new(env!("CARGO_BIN_EXE_franvarokalkyl"))
            .args(["example", "--system", system, "--grain", grain, "--output"])
            .arg(&file)
            .output()
            .unwrap();
        assert_eq!(answer.status.code(), Some(2), "{words:?}");
        let sentence = String::from_utf8(answer.stderr).unwrap();
        assert!(sentence.contains(said), "{sentence}");
        assert!(!file.exists());
    }
}
