//! The walls between the stations: who may import whom, who may name the raw counts, and what nobody may reach for.

#![expect(clippy::disallowed_methods, clippy::panic, reason = "the test reads the source, and stops at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the library and the modules that it may name. Nothing points back.
const MAY_NAME: [(&str, &[&str]); 20] = [
    ("limits", &[]),
    ("calendar", &[]),
    ("locale", &[]),
    ("document", &[]),
    ("order", &[]),
    ("workbook", &[]),
    ("finding", &["locale", "order"]),
    ("wire", &["locale"]),
    ("source", &["limits", "finding", "calendar", "locale", "order"]),
    ("layout", &["source", "limits", "finding", "calendar", "locale", "order"]),
    ("register", &["layout", "source", "limits", "finding", "calendar", "locale", "order"]),
    ("definition", &["register", "calendar", "locale", "order"]),
    ("tally", &["definition", "register", "layout", "calendar", "order"]),
    ("disclosure", &["tally", "definition", "register", "calendar", "locale", "order"]),
    ("report", &["disclosure", "definition", "register", "document", "workbook", "locale", "order"]),
    // What attacks our tables may not know how they were made.
    ("claim", &["locale"]),
    ("attack", &["claim", "locale"]),
    // What is compared is what others publish, and is shown only when the attack finds nothing.
    ("merge", &["attack", "claim", "document", "locale"]),
    ("example", &["calendar", "order"]),
    (
        "session",
        &[
            "report",
            "claim",
            "disclosure",
            "tally",
            "definition",
            "register",
            "layout",
            "source",
            "limits",
            "finding",
            "calendar",
            "locale",
            "order",
            "wire",
        ],
    ),
];

/// What the programs may name of the library: the façade, and what knows nothing.
const PROGRAMS: [(&str, &[&str]); 4] = [
    ("src/bin/franvarokalkyl.rs", &["session", "wire", "example", "calendar", "limits", "locale"]),
    ("src/bin/franvarokalkyl", &["session", "wire", "example", "claim", "attack", "merge", "calendar", "locale"]),
    ("src/bin/engine.rs", &["session", "wire", "example", "calendar", "limits", "locale"]),
    ("src/bin/page", &["wire", "locale"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files at a path: the file itself, or all below a folder; tests among them left out.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).flat_map(|path| files(&path)).collect();
    files
        .retain(|file| file.extension().is_some_and(|ending| ending == "rs") && !file.components().any(|part| part.as_os_str() == "tests"));
    files.sort();
    files
}

/// The code of a file without its comments (and so without the examples in them).
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display()));
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The modules named after `prefix`, such as `crate::`, single or in braces.
fn named(code: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in code.split(prefix).skip(1) {
        let inside = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        let words = inside.map_or_else(|| vec![rest], |inside| inside.split(',').collect());
        for word in words {
            let name: String = word.trim().chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '_').collect();
            if !name.is_empty() {
                names.push(name);
            }
        }
    }
    names
}

fn modules() -> Vec<String> {
    MAY_NAME.iter().map(|(module, _)| (*module).to_owned()).collect()
}

#[test]
fn imports_follow_the_pipeline() {
    let mut seen = Vec::new();
    for (module, may_name) in MAY_NAME {
        let (file, folder) = (root().join(format!("src/{module}.rs")), root().join(format!("src/{module}")));
        let files: Vec<PathBuf> = files(&file).into_iter().chain(files(&folder)).filter(|file| file.is_file()).collect();
        assert!(!files.is_empty(), "there is no module `{module}`");
        for file in files {
            for name in named(&code(&file), "crate::") {
                let allowed = name == module || may_name.contains(&name.as_str()) || !modules().contains(&name);
                assert!(allowed, "{} names `crate::{name}`, which `{module}` may not", file.display());
            }
            seen.push(file);
        }
    }
    for file in files(&root().join("src")) {
        let outer = file.starts_with(root().join("src/bin")) || file.ends_with("src/lib.rs");
        assert!(outer || seen.contains(&file), "{} belongs to no module in the table", file.display());
    }
}

#[test]
fn programs_name_the_facade_only() {
    for (path, may_name) in PROGRAMS {
        let files = files(&root().join(path));
        assert!(!files.is_empty(), "there is no program at {path}");
        for file in files {
            for name in named(&code(&file), "franvarokalkyl::") {
                assert!(may_name.contains(&name.as_str()), "{} names `franvarokalkyl::{name}`", file.display());
            }
        }
    }
}

#[test]
fn raw_counts_are_named_by_disclosure_and_session_only() {
    for file in files(&root().join("src")) {
        let inside = ["src/tally", "src/disclosure", "src/session"].iter().any(|folder| file.starts_with(root().join(folder)));
        assert!(inside || !named(&code(&file), "crate::").contains(&"tally".to_owned()), "{} names the raw counts", file.display());
    }
    for station in ["src/tally", "src/register"] {
        for file in files(&root().join(station)) {
            assert!(!code(&file).contains("Serialize"), "{} could be written out", file.display());
        }
    }
    for file in files(&root().join("src/tally")) {
        let code = code(&file);
        assert!(!code.contains("Display for"), "{} shows raw counts", file.display());
        // Without the table's own derive, which shows no number, since its cells show none.
        let derived = code.matches("derive(Clone, Debug)").count();
        assert!(derived <= 1 && !code.contains("derive(Debug"), "{} may print raw counts", file.display());
    }
}

/// The keys under which the page stores something, wherever they are named.
fn stored(text: &str) -> Vec<String> {
    let keys = text.split("franvarokalkyl.").skip(1);
    let keys = keys.map(|rest| rest.chars().take_while(|letter| letter.is_ascii_lowercase() || "/1234567890".contains(*letter)).collect());
    let mut keys: Vec<String> = keys.collect();
    keys.retain(|key| !key.is_empty());
    keys.sort();
    keys.dedup();
    keys
}

#[test]
fn what_is_stored_is_what_data_protection_officers_are_told() {
    let code = files(&root().join("src/bin/page")).iter().map(|file| code(file)).collect::<String>();
    let keys = stored(&code.split('"').filter(|part| part.starts_with("franvarokalkyl.")).collect::<Vec<_>>().join(" "));
    assert!(keys.len() > 2, "{keys:?}");
    for document in ["docs/dataskydd.md", "docs/data-protection.md"] {
        let told = fs::read_to_string(root().join(document)).unwrap_or_default();
        assert_eq!(
            stored(&told.split('`').filter(|part| part.starts_with("franvarokalkyl.")).collect::<Vec<_>>().join(" ")),
            keys,
            "{document}"
        );
    }
}
