//! The call that attacks report files as a reader would.

use super::{Call, Failure, print};
use franvarokalkyl::attack::{Depth, attack, json, text};
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::session::read_claim;
use std::fs;
use std::path::PathBuf;

/// Attacks the files together, prints what came of it, and fails when anything leaks.
pub(super) fn audit(call: &Call, files: &[PathBuf], language: Language) -> Result<(), Failure> {
    let unusable = |what: String| {
        eprintln!("{what}");
        Failure::Input
    };
    let mut claims = Vec::new();
    for path in files {
        let name = path.display().to_string();
        let bytes = fs::read(path)
            .map_err(|fault| unusable(format!("{name}: {}", Key::AuditUnreadable.with("found", fault.to_string()).render(language))))?;
        claims.push(read_claim(&name, &bytes).map_err(|fault| unusable(fault.render(language)))?);
    }
    let outcome = attack(&claims, Depth::Leaks).map_err(|fault| unusable(fault.render(language)))?;
    print(&if call.json { json(&outcome, language) } else { text(&outcome, language) }, None)?;
    if outcome.leaks() > 0 { Err(Failure::Leak) } else { Ok(()) }
}
