//! What the page's build needs beside Rust itself: the WebAssembly target, wasm-bindgen and Trunk, in exact versions. What is on
//! PATH is used when its version is the right one; nothing there is replaced. Otherwise a folder of our own under cargo's home.

use crate::{project, step};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, process::Command};

/// The target that the page is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A program that cargo can install.
struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
}

/// Has to be the very version of the library `wasm-bindgen` in `Cargo.lock`; a test holds the two together.
const WASM_BINDGEN: Tool = Tool { package: "wasm-bindgen-cli", program: "wasm-bindgen", version: "0.2.129" };
const TRUNK: Tool = Tool { package: "trunk", program: "trunk", version: "0.21.14" };

/// Sees to it that all is there, and gives the PATH on which Trunk finds itself and wasm-bindgen.
///
/// # Errors
/// Something is missing and cannot be installed.
pub fn ready() -> Result<OsString> {
    target()?;
    let mut folders = Vec::new();
    for tool in [WASM_BINDGEN, TRUNK] {
        folders.extend(tool.folder()?);
    }
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    env::join_paths(folders).context("a folder's name on PATH cannot be used")
}

/// Sees to it that Rust can compile to WebAssembly.
///
/// # Errors
/// The target is missing and rustup cannot add it.
pub fn target() -> Result<()> {
    let sysroot = step::answer(Command::new("rustc").current_dir(project::root()).args(["--print", "sysroot"]))
        .context("`rustc` does not run; install Rust by rustup: https://rustup.rs")?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    step::step(&format!("Getting Rust's {TARGET} target: some 20 MB, under a minute"), || {
        step::run(Command::new("rustup").current_dir(project::root()).args(["target", "add", TARGET]))
            .context("without rustup, install the target by the means that Rust was installed by")
    })
}

impl Tool {
    /// The folder to put on PATH for it; none when it is there already.
    fn folder(&self) -> Result<Option<PathBuf>> {
        if self.answers(Path::new(self.program)) {
            println!("{} {} is on PATH.", self.program, self.version);
            return Ok(None);
        }
        let root = cargo_home()?.join("franvarokalkyl-tools").join(format!("{}-{}", self.package, self.version));
        let folder = root.join("bin");
        if self.answers(&folder.join(self.program)) {
            println!("{} {} is in {}.", self.program, self.version, folder.display());
        } else {
            self.install(&root)?;
        }
        Ok(Some(folder))
    }

    /// Whether this program runs and is of the right version. It says `wasm-bindgen 0.2.129`.
    fn answers(&self, program: &Path) -> bool {
        let said = step::answer(Command::new(program).arg("--version"));
        said.is_some_and(|said| said.split_whitespace().nth(1) == Some(self.version))
    }

    fn install(&self, root: &Path) -> Result<()> {
        let Self { package, program, version } = self;
        let what =
            format!("Compiling {package} {version} into {}: once; some minutes, on a slow computer a quarter of an hour", root.display());
        step::step(&what, || {
            fs::create_dir_all(root).with_context(|| format!("{} cannot be made", root.display()))?;
            // From its own folder, where the project's settings for cargo do not reach.
            step::run(
                project::cargo()
                    .current_dir(root)
                    .args(["install", "--locked", "--version", version, package, "--bin", program, "--root"])
                    .arg(root),
            )
        })
    }
}

/// Where cargo keeps libraries and programs.
///
/// # Errors
/// Nobody knows.
pub fn cargo_home() -> Result<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home folder is known, so there is no place for the tools")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wasm_bindgen_is_of_the_same_version_as_its_library() -> Result<()> {
        let lock = fs::read_to_string(project::root().join("Cargo.lock"))?.replace("\r\n", "\n");
        assert!(lock.contains(&format!("name = \"wasm-bindgen\"\nversion = \"{}\"\n", WASM_BINDGEN.version)));
        Ok(())
    }

    #[test]
    fn trunk_is_of_the_version_that_its_settings_ask_for() -> Result<()> {
        let settings = fs::read_to_string(project::root().join("Trunk.toml"))?;
        assert!(settings.contains(&format!("trunk-version = \"={}\"", TRUNK.version)));
        Ok(())
    }
}
