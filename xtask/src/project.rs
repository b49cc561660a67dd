//! Where things are.

use std::path::{Path, PathBuf};
use std::{env, process::Command};

/// The repository's folder.
#[must_use]
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
}

/// The folder of the built page.
#[must_use]
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The built page: one file, and nothing beside it.
#[must_use]
pub fn page() -> PathBuf {
    dist().join("index.html")
}

/// The name of the page as it is handed out.
pub const BUNDLE: &str = "franvarokalkyl.html";

/// The page as it is handed out: the same bytes.
#[must_use]
pub fn bundle() -> PathBuf {
    dist().join(BUNDLE)
}

/// The cargo that runs us, in the repository's folder.
#[must_use]
pub fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let _ = cargo.current_dir(root());
    cargo
}
