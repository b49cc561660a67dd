//! The whole way in every engine, from a server and from disk, in Swedish and in English. What is saved is, byte for byte, what the command
//! line makes of the same file: so all engines give the same.

use anyhow::{Context, Result, ensure};
use browser_tests::way::{COMPARED, DEFINITION, Saved, Taken, Way};
use browser_tests::{Browser, Engine, Site, command_line, page_on_disk, walk};
use franvarokalkyl::locale::Language;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// What has been made already, by the command line with such words or by the first engine: each is held against the same.
static MADE: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());

#[test]
fn the_whole_way_in_chromium() -> Result<()> {
    the_whole_way(Engine::Chromium)
}

#[test]
fn the_whole_way_in_firefox() -> Result<()> {
    the_whole_way(Engine::Firefox)
}

#[test]
fn the_whole_way_in_webkit() -> Result<()> {
    the_whole_way(Engine::WebKit)
}

fn the_whole_way(engine: Engine) -> Result<()> {
    let Some(browser) = Browser::wanted(engine)? else { return Ok(()) };
    let site = Site::start()?;
    for address in [site.address(), page_on_disk()?] {
        for (language, ending) in [(Language::Swedish, "csv"), (Language::English, "xlsx")] {
            let data = three_schools(ending)?;
            let way = Way { browser: &browser, address: &address, language, data: &data };
            let held = way.go().and_then(|taken| hold(&taken, &data, language));
            if held.is_err() {
                // The fault itself says more than a picture that cannot be taken.
                let _ = browser.screenshot(&format!("way-{}", engine.word()));
            }
            held.with_context(|| format!("{engine}, {address}, {}", language.tag()))?;
        }
    }
    assert_eq!(site.requests(), ["GET /", "GET /"]);
    Ok(())
}

/// One town for all engines.
fn three_schools(ending: &str) -> Result<PathBuf> {
    let path = walk("engines")?.join(format!("tre skolor.{ending}"));
    let words = ["example", "--pupils", "240", "--schools", "3", "--weeks", "8", "--seed", "7", "--output"];
    let _ = by_command(&words, &path)?;
    Ok(path)
}

/// Holds all that was saved against the command line, and what that cannot make against the other engines.
fn hold(taken: &Taken, data: &Path, language: Language) -> Result<()> {
    let (data, tag) = (text(data)?, language.tag());
    let place = |name: &str| Ok::<PathBuf, anyhow::Error>(walk("engines")?.join(format!("{tag}-{name}")));
    agree(&format!("the definition in {tag}"), &taken.definition)?;
    agree(&format!("another limit in {tag}"), &taken.moved)?;
    let definition = place("var-grans.toml")?;
    fs::write(&definition, &taken.definition.content)?;
    let general = ["--lang", tag, "--made", &taken.made];
    let choices = [&["inspect", data], &general[..], &["--save-columns"]].concat();
    ensure!(taken.choices.content == by_command(&choices, &place("val.toml")?)?, "the page saves other choices than the command line");
    let compared = COMPARED.join(",");
    let parts: [(&str, &[&str], &[Saved]); 4] = [
        ("report", &["report", data, "--definition", DEFINITION, "--by", "school,grade"], &taken.report),
        ("comparison", &["compare", data, "--definitions", &compared, "--by", "school"], &taken.comparison),
        ("patterns", &["patterns", data], &taken.patterns),
        ("dossier", &["report", data, "--standard", "--definition", text(&definition)?], &taken.dossier),
    ];
    for (part, words, saved) in parts {
        for Saved { format, content } in saved {
            let by_page = place(&format!("{part}.page.{format}"))?;
            fs::write(&by_page, content)?;
            let words = [words, &general, &["--format", format, "--output"]].concat();
            let same = *content == by_command(&words, &place(&format!("{part}.{format}"))?)?;
            ensure!(same, "{} is not what the command line makes", by_page.display());
        }
    }
    Ok(())
}

/// What the command line writes to a file that is named at the end of these words; asked once, however many engines ask.
fn by_command(words: &[&str], path: &Path) -> Result<Vec<u8>> {
    let words: Vec<&str> = words.iter().copied().chain([text(path)?]).collect();
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let key = words.join(" ");
    if !made.contains_key(&key) {
        let _ = command_line(&words)?;
        let _ = made.insert(key.clone(), fs::read(path)?);
    }
    made.get(&key).cloned().context("it was made just now")
}

/// Whether the engines that came before have saved the same.
fn agree(what: &str, saved: &Saved) -> Result<()> {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let first = made.entry(what.to_owned()).or_insert_with(|| saved.content.clone());
    ensure!(*first == saved.content, "{what} is another one than in the engine before");
    Ok(())
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path that is no text")
}
