//! The file that is read.

use super::Result;
use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An export of lessons.
pub(super) struct Data {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    /// Rows of data, without the header.
    pub(super) rows: u64,
}

/// Writes the file anew (that takes seconds) and has the command line inspect it, which counts its rows and leaves it in the
/// system's cache for every contender alike.
pub(super) fn generate(root: &Path, folder: &Path, rows: u64, ending: &str) -> Result<Data> {
    let path = folder.join(format!("lessons-{rows}.{ending}"));
    drop(call(root, ["example", "--rows", &rows.to_string(), "--output"].map(OsStr::new), &path)?);
    let seen: Value = serde_json::from_slice(&call(root, ["inspect", "--json"].map(OsStr::new), &path)?)?;
    let rows = seen.get("rows").and_then(Value::as_u64).ok_or("the command line does not say how many rows the file has")?;
    Ok(Data { bytes: fs::metadata(&path)?.len(), path, rows })
}

/// Writes a term of a town with so many schools and pupils, a row a day.
pub(super) fn town(root: &Path, folder: &Path, schools: u32, pupils: u32) -> Result<PathBuf> {
    let path = folder.join(format!("town-{schools}-{pupils}.csv"));
    let (schools, pupils) = (schools.to_string(), pupils.to_string());
    let words = ["example", "--grain", "day", "--schools", &schools, "--weeks", "18", "--pupils", &pupils, "--output"];
    drop(call(root, words.map(OsStr::new), &path)?);
    Ok(path)
}

/// What the command line writes.
fn call<const N: usize>(root: &Path, words: [&OsStr; N], file: &Path) -> Result<Vec<u8>> {
    let program = ["run", "--quiet", "--release", "--bin", "franvarokalkyl", "--"];
    let output = Command::new("cargo").current_dir(root).args(program).args(words).arg(file).output()?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(format!("the command line does not {words:?} {}: {}", file.display(), String::from_utf8_lossy(&output.stderr)).into())
    }
}
