//! The call that attacks report files as a reader would.

use super::{Call, Failure, print};
use franvarokalkyl::attack::{Depth, attack, json, text};
use franvarokalkyl::claim::{Claim, Fault};
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::session::read_claims;
use std::fs;
use std::path::PathBuf;

/// Attacks the files together, prints what came of it, and fails when anything leaks.
pub(super) fn audit(call: &Call, files: &[PathBuf], language: Language) -> Result<(), Failure> {
    let claims: Vec<Claim> = read(files, language)?.into_iter().flat_map(|(_, claims)| claims).collect();
    let outcome = attack(&claims, Depth::Leaks).map_err(|fault| unusable(&fault, language))?;
    print(&if call.json { json(&outcome, language) } else { text(&outcome, language) }, None)?;
    if outcome.leaks() > 0 { Err(Failure::Leak) } else { Ok(()) }
}

/// The bytes of a report file, and what the reports in it claim.
pub(super) type Brought = (Vec<u8>, Vec<Claim>);

/// Reads report files.
pub(super) fn read(files: &[PathBuf], language: Language) -> Result<Vec<Brought>, Failure> {
    let read = |path: &PathBuf| {
        let file = path.display().to_string();
        let bytes = fs::read(path).map_err(|fault| {
            let what = Key::AuditUnreadable.with("found", fault.to_string());
            unusable(&Fault { file: file.clone(), table: None, row: None, what }, language)
        })?;
        let claims = read_claims(&file, &bytes).map_err(|fault| unusable(&fault, language))?;
        Ok((bytes, claims))
    };
    files.iter().map(read).collect()
}

/// Says why a file cannot be used.
fn unusable(fault: &Fault, language: Language) -> Failure {
    eprintln!("{}", fault.render(language));
    Failure::Input
}
