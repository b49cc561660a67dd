//! Published reports beside one another: against tables worked by hand, against the reports themselves figure by figure, and what is said
//! and refused.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test runs the program on files, and stops at the first surprise"
)]

mod books;
mod by_hand;
mod figures;
mod said;

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn call(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_franvarokalkyl")).args(words).output().unwrap()
}

fn output(output: &Output) -> String {
    assert!(output.status.success(), "{}", errors(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A file in a folder of its test, and its path.
fn file(folder: &str, name: &str, bytes: &[u8]) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("merge-{folder}"));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Makes a report of an export; its path.
fn report(export: &str, name: &str, words: &[&str]) -> String {
    let path = PathBuf::from(export).with_file_name(name).to_str().unwrap().to_owned();
    let format = name.rsplit_once('.').unwrap().1;
    let made = call(&[&["report", export, "--made", "2026-01-15", "--format", format, "-o", &path], words].concat());
    assert!(made.status.success(), "{}", errors(&made));
    path
}

fn merged(files: &[&str]) -> Value {
    serde_json::from_str(&output(&call(&[&["merge", "--json"], files].concat()))).unwrap()
}

/// A school: its name, its pupils, and how many of the first of these are absent all of the day. Every other pupil is a girl.
type School<'a> = (&'a str, u64, u64);

/// The export of a municipality. It has one Monday of one lesson, in grade 7.
fn export(folder: &str, municipality: &str, schools: &[School]) -> String {
    let mut text = String::from("Kommun;Skola;Årskurs;Kön;Elev-id;Datum;Lektionslängd;Frånvarotyp\n");
    for (school, pupils, absent) in schools {
        for number in 0..*pupils {
            let kind = if number < *absent { "Sjuk" } else { "Närvarande" };
            let gender = if number % 2 == 0 { "flicka" } else { "pojke" };
            text += &format!("{municipality};{school};7;{gender};{school} {number};2025-08-18;60;{kind}\n");
        }
    }
    file(folder, &format!("{municipality}.csv"), text.as_bytes())
}

const EKBY: [School; 2] = [("Ekskolan", 120, 30), ("Lindskolan", 40, 12)];
const ASKBY: [School; 3] = [("Askskolan", 100, 20), ("Alskolan", 60, 9), ("Sälgskolan", 30, 8)];
/// Two of twenty are few, and another school is withheld so that they do not follow from the total.
const VIBY: [School; 3] = [("Viskolan", 50, 12), ("Byskolan", 20, 2), ("Norrskolan", 40, 9)];
