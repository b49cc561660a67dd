//! The page as it is handed out: one file, its fingerprint, and the proof that the same sources give the same bytes.

use crate::{project, step, web};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// Builds the page and leaves it as `dist/franvarokalkyl.html`, with its fingerprint beside it.
///
/// # Errors
/// The page does not build, or cannot be written.
pub fn bundle() -> Result<()> {
    web::build()?;
    let page = fs::read(project::page()).context("the built page cannot be read")?;
    let (name, sum) = (project::BUNDLE, fingerprint(&page));
    fs::write(project::bundle(), &page)?;
    // As `sha256sum --check` reads it.
    fs::write(project::dist().join(format!("{name}.sha256")), format!("{sum}  {name}\n"))?;
    println!("\n{}: {} kB\nSHA-256 {sum}", project::bundle().display(), page.len().div_ceil(1000));
    Ok(())
}

/// Builds the page again from the sources alone, in another folder, and compares.
///
/// # Errors
/// There is no bundle, or the bytes differ.
pub fn again() -> Result<()> {
    let first = fs::read(project::bundle()).context("there is no bundle; `cargo xtask bundle` makes it")?;
    let folder = env::temp_dir().join(format!("franvarokalkyl-again-{}", std::process::id()));
    let second = step::step(&format!("Building the page again, in {}", folder.display()), || {
        copy_sources(&folder)?;
        step::run(Command::new("cargo").current_dir(&folder).env_remove("CARGO_TARGET_DIR").args(["xtask", "bundle"]))?;
        Ok(fs::read(folder.join("dist").join(project::BUNDLE))?)
    });
    let _ = fs::remove_dir_all(&folder);
    let (one, other) = (fingerprint(&first), fingerprint(&second?));
    ensure!(one == other, "the same sources gave other bytes in another folder: {one} here, {other} there");
    println!("The same bytes in another folder: {one}");
    Ok(())
}

/// The SHA-256 of some bytes, as everyone writes it.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Copies what git knows of, as it lies there: what is to be built is what is worked on.
fn copy_sources(folder: &Path) -> Result<()> {
    let listed =
        step::answer(Command::new("git").current_dir(project::root()).args(["ls-files", "--cached", "--others", "--exclude-standard"]))
            .context("`git` does not list the sources")?;
    for name in listed.lines() {
        let (from, to) = (project::root().join(name), folder.join(name));
        // What is deleted and not yet told to git is still listed.
        if from.is_file() {
            fs::create_dir_all(to.parent().map_or_else(PathBuf::new, Path::to_path_buf))?;
            let _ = fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_fingerprint_is_written_as_everyone_writes_it() {
        // printf abc | sha256sum
        assert_eq!(fingerprint(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
