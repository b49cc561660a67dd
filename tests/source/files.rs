//! A file for each container and trap, with what is read of it beside it: `data/README.md`.

use super::{Clerk, read_all_ways};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_file_has_its_rows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/source/data");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_none_or(|ending| ending != "rows" && ending != "md"));
    files.sort();
    assert!(files.len() >= 10);
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let (Clerk { lines, .. }, facts) = read_all_ways(&bytes, Limits::default());
        let facts = facts.unwrap();
        let words: Vec<String> = facts.sentences().iter().map(|sentence| sentence.render(Language::Swedish)).collect();
        let mut told = vec![words.join(", ")];
        // A long cell says nothing by being written out.
        told.extend(lines.iter().map(|line| line.replace(&"lång ".repeat(1999), "… ").replace('\n', "⏎").replace('\r', "␍")));
        told.extend(facts.findings.iter().map(|finding| {
            let place = finding.place.sentence().map(|place| place.render(Language::Swedish)).unwrap_or_default();
            format!("{place}: {}", finding.sentence().render(Language::Swedish))
        }));
        let told = told.join("\n") + "\n";
        let rows = PathBuf::from(format!("{}.rows", file.display()));
        if env::var_os("FRANVARO_ROWS").is_some() {
            fs::write(&rows, &told).unwrap();
        }
        assert_eq!(told, fs::read_to_string(&rows).unwrap_or_default(), "{}", file.display());
    }
}
