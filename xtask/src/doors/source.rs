//! The page's source has no doors.

use super::{Door, in_manifest, in_program, in_script, in_shell, rules};
use crate::project;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

/// Exempt, since it tries the doors for the user: see `doors`.
const TRIAL: &str = "trial.js";

/// The files of that ending at a path: itself, or all below it.
fn files(path: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(if path.extension().is_some_and(|extension| extension == ending) { vec![path.to_owned()] } else { Vec::new() });
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path)? {
        found.extend(files(&entry?.path(), ending)?);
    }
    found.sort();
    Ok(found)
}

fn told(file: &Path, doors: &[Door]) -> Vec<String> {
    doors.iter().map(|door| format!("{}:{}: `{}`: {}", file.display(), door.line, door.word, door.reason)).collect()
}

fn programs() -> Result<Vec<PathBuf>> {
    let parts = ["src/bin/page", "src/bin/engine.rs", "src/bin/engine"].map(|part| files(&project::root().join(part), "rs"));
    Ok(parts.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

#[test]
fn the_programs_of_the_page_have_no_door() -> Result<()> {
    let programs = programs()?;
    assert!(programs.len() > 40, "the page's source is not where it was");
    for file in programs {
        assert_eq!(told(&file, &in_program(&fs::read_to_string(&file)?)), Vec::<String>::new());
    }
    Ok(())
}

#[test]
fn the_scripts_have_no_door_but_the_one_that_tries_them() -> Result<()> {
    let scripts = files(&project::root().join("www"), "js")?;
    let names: Vec<_> = scripts.iter().filter_map(|file| file.file_name()?.to_str()).collect();
    assert!(names.contains(&"boot.js") && names.contains(&TRIAL), "{names:?}");
    for file in &scripts {
        let doors = told(file, &in_script(&fs::read_to_string(file)?));
        if file.ends_with(TRIAL) {
            assert!(!doors.is_empty(), "the trial names what it tries, or it is no trial and needs no exemption");
        } else {
            assert_eq!(doors, Vec::<String>::new());
        }
    }
    Ok(())
}

#[test]
fn the_shell_has_no_door() -> Result<()> {
    for file in files(&project::root().join("www"), "html")? {
        assert_eq!(told(&file, &in_shell(&fs::read_to_string(&file)?)), Vec::<String>::new());
    }
    Ok(())
}

#[test]
fn the_programs_may_not_name_a_door() -> Result<()> {
    let manifest = project::root().join("Cargo.toml");
    assert_eq!(told(&manifest, &in_manifest(&fs::read_to_string(&manifest)?)), Vec::<String>::new());
    Ok(())
}

#[test]
fn every_passage_that_is_let_through_is_there() -> Result<()> {
    let all = programs()?.iter().map(fs::read_to_string).collect::<Result<String, _>>()?;
    for (passage, reason) in rules::PROGRAM_PASSAGES {
        assert!(all.contains(passage), "`{passage}` is let through since {reason}, and nobody needs it any more");
    }
    Ok(())
}
