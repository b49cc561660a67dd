//! Turns `assets/locales/{sv,en}/*.toml` into the enum `Key`, so that a sentence that is missing in one language, or that
//! takes other values there, stops the build instead of reaching a user.
//!
//! A file `page.toml` with `start_title = "…"` becomes `Key::PageStartTitle`.
//!
//! Lists `assets/systems/*.toml` and `assets/definitions/*.toml` too, so that a school system or a definition is added by adding its file.

#![expect(clippy::disallowed_methods, reason = "a build script reads files and writes code")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, error::Error, fs, path::Path};

type Table = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets/locales");
    let swedish = read("assets/locales/sv")?;
    let english = read("assets/locales/en")?;
    let keys: BTreeSet<&String> = swedish.keys().chain(english.keys()).collect();
    let mut code = String::new();
    let (mut variants, mut names, mut sv, mut en, mut all) = (String::new(), String::new(), String::new(), String::new(), String::new());
    for key in keys {
        let (Some(in_swedish), Some(in_english)) = (swedish.get(key), english.get(key)) else {
            return Err(format!("the sentence `{key}` stands in one language only").into());
        };
        if values(in_swedish) != values(in_english) {
            return Err(format!("the sentence `{key}` takes other values in Swedish than in English").into());
        }
        let variant = camel(key);
        writeln!(variants, "    /// {}\n    {variant},", in_english.replace(['\n', '[', ']', '<', '>'], " "))?;
        writeln!(names, "            Self::{variant} => {key:?},")?;
        writeln!(sv, "            (Self::{variant}, Language::Swedish) => {in_swedish:?},")?;
        writeln!(en, "            (Self::{variant}, Language::English) => {in_english:?},")?;
        write!(all, "Self::{variant}, ")?;
    }
    writeln!(
        code,
        "/// A sentence that a user can read; one variant per line of `assets/locales`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]\n\
         #[serde(rename_all = \"snake_case\")]\npub enum Key {{\n{variants}}}\n\n\
         impl Key {{\n    /// Every sentence there is.\n    pub const ALL: &'static [Self] = &[{all}];\n\n\
         \x20   /// The name that the locale files use, such as `page_start_title`.\n    #[must_use]\n    pub const fn name(self) -> &'static str {{\n        match self {{\n{names}        }}\n    }}\n\n\
         \x20   const fn template(self, language: Language) -> &'static str {{\n        match (self, language) {{\n{sv}{en}        }}\n    }}\n}}"
    )?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("key.rs"), code)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("systems.rs"), systems()?)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("definitions.rs"), definitions()?)?;
    Ok(())
}

/// The text of each system's file, in the order of their names.
fn systems() -> Result<String, Box<dyn Error>> {
    let texts: Vec<String> = listed("assets/systems")?.into_iter().map(|(_, text)| text).collect();
    Ok(format!("&[{}]", texts.join(", ")))
}

/// The id and the text of each definition, as `order.txt` lists them; those that it does not name come last, by their names.
fn definitions() -> Result<String, Box<dyn Error>> {
    let mut texts = listed("assets/definitions")?;
    let order = fs::read_to_string("assets/definitions/order.txt")?;
    let order: Vec<&str> = order.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    if let Some(missing) = order.iter().find(|id| texts.iter().all(|(known, _)| known != *id)) {
        return Err(format!("order.txt names `{missing}`, and there is no such definition").into());
    }
    texts.sort_by_key(|(id, _)| order.iter().position(|known| known == id).unwrap_or(order.len()));
    let pairs: Vec<String> = texts.into_iter().map(|(id, text)| format!("({id:?}, {text})")).collect();
    Ok(format!("&[{}]", pairs.join(", ")))
}

/// The name of each TOML file in a folder, without its ending, and an expression that is its text; by their names.
fn listed(folder: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let text = |path: &std::path::PathBuf| -> Result<_, Box<dyn Error>> {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok((name, format!("include_str!({:?})", fs::canonicalize(path)?)))
    };
    paths.iter().map(text).collect()
}

fn read(folder: &str) -> Result<Table, Box<dyn Error>> {
    let mut table = Table::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(section) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let text = fs::read_to_string(&path)?;
        let sentences: Table = toml::from_str(&text).map_err(|fault| format!("{}: {fault}", path.display()))?;
        table.extend(sentences.into_iter().map(|(name, sentence)| (format!("{section}_{name}"), sentence)));
    }
    Ok(table)
}

/// The names that stand in braces: `{rows}` and `{rows|row|rows}` both take `rows`.
fn values(template: &str) -> BTreeSet<&str> {
    template.split('{').skip(1).filter_map(|rest| rest.split('}').next()).filter_map(|inside| inside.split('|').next()).collect()
}

fn camel(key: &str) -> String {
    key.split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}
