//! The peers, as their users install them.

use super::Result;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Puts the pages of `xtask/bench` and the packages that they name into `folder/peers`.
pub(super) fn install(pages: &Path, folder: &Path) -> Result<()> {
    let peers = folder.join("peers");
    fs::create_dir_all(&peers)?;
    for page in fs::read_dir(pages)? {
        let page = page?;
        let _ = fs::copy(page.path(), peers.join(page.file_name()))?;
    }
    let status = Command::new("npm")
        .current_dir(&peers)
        .args(["install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
        .status()
        .map_err(|fault| format!("npm is needed for the peers: {fault}"))?;
    if status.success() { Ok(()) } else { Err("npm could not install the peers".into()) }
}
