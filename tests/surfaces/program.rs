//! The command line: what it writes is the report and nothing else, and what it says beside it is explained too.

#![expect(clippy::disallowed_methods, reason = "the test runs the program on files")]

use super::explained;
use super::surface::{LANGUAGES, of_bytes};
use super::town::Town;
use super::two_towns;
use franvarokalkyl::calendar::Day;
use franvarokalkyl::disclosure::Published;
use franvarokalkyl::report::Format;
use franvarokalkyl::session::{Breakdown, Question};
use std::path::PathBuf;
use std::process::{Command, Output};

const DEFINITION: &str = "ekero-20";

/// The town in a file of the same name whichever it is.
fn file(town: &Town, folder: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("stad.csv");
    std::fs::write(&path, town.csv()).unwrap();
    path
}

fn call(file: &PathBuf, format: Format, language: &str) -> Output {
    let words = ["--made", "2026-01-15", "--definition", DEFINITION, "--by", "school,class", "--lang", language];
    let mut program = Command::new(env!("CARGO_BIN_EXE_franvarokalkyl"));
    program.arg("report").arg(file).args(words).args(["--format", format.ending()]).output().unwrap()
}

fn published(town: &Town) -> Published {
    let session = town.session();
    let by = vec![Breakdown::School, Breakdown::Class];
    session.publish(&Question { by, ..Question::of(session.definition(DEFINITION).unwrap()) }).unwrap()
}

#[test]
fn the_command_line_tells_no_more() {
    let towns = two_towns();
    let [one, other] = [0, 1].map(|place| file(&towns[place], &format!("surfaces-{place}")));
    let published = published(&towns[0]);
    assert!(published.audit().withheld() > 2 && published.made() == Day::of(2026, 1, 15).unwrap());
    let mut labels = towns[0].labels();
    // A remark on the file names the weeks between its two days.
    labels.extend((37..=40).map(|week| format!("v{week} 2025")));
    let explained = explained(&published, &labels);
    for language in LANGUAGES {
        for format in Format::ALL {
            let [one, other] = [&one, &other].map(|file| call(file, format, language.tag()));
            assert!(one.status.success(), "{}", String::from_utf8_lossy(&one.stderr));
            assert_eq!(one, other, "{} ({})", format.ending(), language.tag());
            assert_eq!(one.stdout, format.write(&[&published], language).unwrap(), "{} ({})", format.ending(), language.tag());
            for surface in of_bytes("beside it", Some(language), "txt", &one.stderr) {
                let faults = super::faults(&surface, &explained);
                assert!(faults.is_empty(), "{faults:?} in {}", surface.body.text());
            }
        }
    }
}
