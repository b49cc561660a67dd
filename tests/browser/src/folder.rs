//! Folders for a test's own files.

use anyhow::{Context, Result};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};
use xtask::project;

/// A new and empty one; whoever asked for it removes it.
pub(crate) fn new(purpose: &str) -> Result<PathBuf> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let name = format!("franvarokalkyl-{purpose}-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = env::temp_dir().join(name);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// The folder `target/walk/TEST` of one test, whose files stay to be looked at.
///
/// # Errors
/// It cannot be made.
pub fn walk(test: &str) -> Result<PathBuf> {
    let folder = project::root().join("target/walk").join(test);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    Ok(folder)
}

/// Writes a file that a test gives to the page, into its [`walk`] folder.
///
/// # Errors
/// It cannot be written.
pub fn file(test: &str, name: &str, text: &str) -> Result<PathBuf> {
    let path = walk(test)?.join(name);
    fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path)
}
