//! Turns `assets/locales/{sv,en}/*.toml` into the enum `Key`, so that a sentence that is missing in one language, or that
//! takes other values there, stops the build instead of reaching a user.
//!
//! A file `page.toml` with `start_title = "…"` becomes `Key::PageStartTitle`.
//!
//! A rule of protection, `assets/rules/show-zeros.toml`, has its sentences beside its numbers: they become `Key::RuleShowZerosName` and
//! so on, under the same checks, and the numbers a branch of code that `disclosure::Rule` includes.
//!
//! Lists `assets/systems/*.toml` and `assets/definitions/*.toml` too, so that a school system or a definition is added by adding its file.

#![expect(clippy::disallowed_methods, reason = "a build script reads files and writes code")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, error::Error, fs};

type Table = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=assets/locales");
    let mut swedish = read("assets/locales/sv")?;
    let mut english = read("assets/locales/en")?;
    let rules = rules(&mut swedish, &mut english)?;
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
        writeln!(sv, "            {in_swedish:?},")?;
        writeln!(en, "            {in_english:?},")?;
        write!(all, "Self::{variant}, ")?;
    }
    writeln!(
        code,
        "/// A sentence that a user can read; one variant per line of `assets/locales`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[repr(u16)]\npub enum Key {{\n{variants}}}\n\n\
         impl Key {{\n    /// Every sentence there is.\n    pub const ALL: &'static [Self] = &[{all}];\n\n\
         \x20   /// The name that the locale files use, such as `page_start_title`.\n    #[must_use]\n    pub const fn name(self) -> &'static str {{\n        match self {{\n{names}        }}\n    }}\n\n\
         \x20   /// The texts in the order of the keys: a table, since a match of this size is code instead of data.\n    \
         const SWEDISH: &'static [&'static str] = &[\n{sv}    ];\n    const ENGLISH: &'static [&'static str] = &[\n{en}    ];\n\n\
         \x20   fn template(self, language: Language) -> &'static str {{\n        let texts = match language {{\n            \
         Language::Swedish => Self::SWEDISH,\n            Language::English => Self::ENGLISH,\n        }};\n        \
         texts.get(usize::from(self as u16)).copied().unwrap_or_default()\n    }}\n}}"
    )?;
    let out = env::var("OUT_DIR")?;
    for (name, code) in [("key.rs", code), ("rules.rs", rules), ("systems.rs", systems()?), ("definitions.rs", definitions()?)] {
        fs::write(Path::new(&out).join(name), code)?;
    }
    Ok(())
}

/// Adds the sentences of the rules to the others and gives what `disclosure::Rule` reads of each file. A rule without a variant, or
/// a variant without a rule, does not compile.
fn rules(swedish: &mut Table, english: &mut Table) -> Result<String, Box<dyn Error>> {
    let mut branches = String::new();
    for (id, path) in tomls("assets/rules")? {
        let wrong = |what: &str| format!("{}: {what}", path.display());
        let mut rule: toml::Table = toml::from_str(&fs::read_to_string(&path)?).map_err(|fault| wrong(&fault.to_string()))?;
        let key = format!("rule_{}", id.replace('-', "_"));
        for (language, sentences) in [("sv", &mut *swedish), ("en", &mut *english)] {
            let said: Table = rule.remove(language).ok_or_else(|| wrong(&format!("no [{language}]")))?.try_into()?;
            sentences.extend(said.into_iter().map(|(name, sentence)| (format!("{key}_{name}"), sentence)));
        }
        let mut number = |name: &str| match rule.remove(name).and_then(|value| value.as_integer()) {
            Some(number) if number > 0 => Ok(number),
            _ => Err(wrong(&format!("{name} is no number above 0"))),
        };
        let (min_group, min_count) = (number("min_group")?, number("min_count")?);
        let zeros = match rule.remove("zeros").as_ref().and_then(toml::Value::as_str) {
            Some(zeros @ ("printed" | "withheld" | "protected")) => camel(zeros),
            _ => return Err(wrong("zeros is none of printed, withheld, protected").into()),
        };
        if let Some(unknown) = rule.keys().next() {
            return Err(wrong(&format!("nothing is called `{unknown}`")).into());
        }
        let (variant, key) = (camel(&id.replace('-', "_")), camel(&key));
        writeln!(
            branches,
            "            Self::{variant} => Given {{ id: {id:?}, min_group: {min_group}, min_count: {min_count}, zeros: Zeros::{zeros}, \
             name: Key::{key}Name, text: Key::{key}Text, source: Key::{key}Source }},"
        )?;
    }
    Ok(format!(
        "impl Rule {{\n    /// What the rule's file says.\n    const fn given(self) -> Given {{\n        match self {{\n{branches}        }}\n    }}\n}}\n"
    ))
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
    let text = |(name, path): (String, PathBuf)| Ok((name, format!("include_str!({:?})", fs::canonicalize(path)?)));
    tomls(folder)?.into_iter().map(text).collect()
}

/// The name of each TOML file in a folder, without its ending, and its path; by their names.
fn tomls(folder: &str) -> Result<Vec<(String, PathBuf)>, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={folder}");
    let mut paths = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let named = |path: PathBuf| (path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(), path);
    Ok(paths.into_iter().map(named).collect())
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
