//! The file that is read.

use super::Result;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A csv of lessons.
pub(super) struct Data {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    /// Rows of data, without the header.
    pub(super) rows: u64,
}

/// Writes the csv anew (that takes a second) and reads it through once, which counts its rows and leaves it in the system's
/// cache for every contender alike.
pub(super) fn generate(root: &Path, folder: &Path, rows: u64) -> Result<Data> {
    let path = folder.join(format!("lessons-{rows}.csv"));
    let status = Command::new("cargo")
        .current_dir(root)
        .args(["run", "--quiet", "--release", "--bin", "franvarokalkyl", "--", "example", "--rows", &rows.to_string(), "--output"])
        .arg(&path)
        .status()?;
    if !status.success() {
        return Err("the example could not be made".into());
    }
    let mut file = File::open(&path)?;
    let (mut bytes, mut lines) = (0, 0_usize);
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer)?;
        let Some(piece) = buffer.get(..read).filter(|piece| !piece.is_empty()) else { break };
        bytes += u64::try_from(read)?;
        lines += piece.iter().filter(|byte| **byte == b'\n').count();
    }
    Ok(Data { path, bytes, rows: u64::try_from(lines)?.saturating_sub(1) })
}
