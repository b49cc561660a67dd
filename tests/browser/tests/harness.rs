//! What a test does to a page reaches it as if a user did it, in each engine.

use anyhow::Result;
use browser_tests::{Browser, Engine, Site};
use serde_json::json;
use std::path::Path;

const PAGE: &str = r#"<!doctype html><html lang="sv"><meta charset="utf-8"><link rel="icon" href="data:,"><title>x</title>
<input id="words" value="gammalt"><input id="file" type="file"><button id="save">Spara</button><p id="heard" hidden>nej</p>
<script>
const heard = document.getElementById("heard");
document.getElementById("file").onchange = async ({target}) => { heard.textContent = await target.files[0].text(); heard.hidden = false; };
document.getElementById("save").onclick = () => {
  const link = document.createElement("a");
  link.download = "svar.csv";
  link.href = URL.createObjectURL(new Blob(["elev;\u00e5r"]));
  link.click();
  console.error("sparat");
};
</script>"#;

#[test]
fn clicks_keys_and_files_go_in_and_text_and_files_come_out_in_chromium() -> Result<()> {
    in_and_out(Engine::Chromium)
}

#[test]
fn clicks_keys_and_files_go_in_and_text_and_files_come_out_in_firefox() -> Result<()> {
    in_and_out(Engine::Firefox)
}

#[test]
fn clicks_keys_and_files_go_in_and_text_and_files_come_out_in_webkit() -> Result<()> {
    in_and_out(Engine::WebKit)
}

fn in_and_out(engine: Engine) -> Result<()> {
    let Some(browser) = Browser::wanted(engine)? else { return Ok(()) };
    let site = Site::holding(PAGE)?;
    browser.open(&site.address())?;

    let words = browser.find("#words")?;
    words.clear()?;
    words.type_text("åäö")?;
    assert_eq!(browser.script("return arguments[0].value", &[words.as_argument()])?, json!("åäö"));

    let heard = browser.find("#heard")?;
    assert!(!heard.is_shown()?);
    browser.find("#file")?.give_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))?;
    browser.wait_for("the file's content", || Ok(heard.is_shown()?.then_some(())))?;
    assert!(heard.text()?.starts_with("[package]"), "{}", heard.text()?);
    assert_eq!(heard.attribute("hidden")?, None);
    assert_eq!(browser.find("#file")?.attribute("type")?.as_deref(), Some("file"));

    for _ in 0..2 {
        browser.find("#save")?.click()?;
        assert_eq!(browser.take_saved("csv")?, ("svar.csv".to_owned(), "elev;år".as_bytes().to_vec()));
    }
    match engine {
        Engine::Chromium => assert!(browser.console()?.iter().any(|line| line.contains("sparat"))),
        Engine::Firefox | Engine::WebKit => assert!(browser.console().is_err_and(|fault| fault.to_string().contains("cannot tell"))),
    }
    browser.find("#words")?.click()?;
    browser.press("\u{E004}")?;
    assert_eq!(browser.script("return document.activeElement.id", &[])?, "file");

    browser.resize(600, 700)?;
    assert_eq!(browser.script("return window.outerWidth", &[])?, 600);
    let fault = browser.script("throw new Error('aj')", &[]).map_err(|fault| fault.to_string());
    assert!(fault.is_err_and(|fault| fault.contains("aj")));
    assert!(browser.find_all("#nowhere")?.is_empty());
    Ok(())
}
