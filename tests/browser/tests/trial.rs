//! The trial of the ways out before the user's eyes: it shows what the browser stops, and it can fail.

use anyhow::{Context, Result, bail};
use browser_tests::{Browser, Site, page_on_disk};
use serde_json::{Value, json};
use std::fs;
use xtask::project;

/// Makes the attempts as a user does; gives the verdict.
fn tried(browser: &Browser) -> Result<String> {
    browser.find(".promise summary")?.click()?;
    browser.find("#try")?.click()?;
    let verdict = browser.find("#trial-verdict")?;
    let done = "return document.querySelectorAll('#trial-searches tbody tr').length > 0 && !document.getElementById('try').hasAttribute('aria-disabled')";
    browser.wait_for("the verdict", || Ok((browser.script(done, &[])? == json!(true)).then_some(())))?;
    verdict.text()
}

/// What stands in the cells of a table, row by row.
fn cells(browser: &Browser, table: &str) -> Result<Vec<Vec<String>>> {
    let rows = browser.script(
        "return [...document.querySelectorAll(`${arguments[0]} tbody tr`)].map((row) => [...row.cells].map((cell) => cell.textContent))",
        &[Value::from(table)],
    )?;
    Ok(serde_json::from_value(rows)?)
}

/// The rows of which some cell says that the attempt was not stopped.
fn not_stopped(rows: &[Vec<String>]) -> Vec<&str> {
    let out = rows.iter().filter(|row| row.iter().any(|cell| cell == "inte stoppad"));
    out.filter_map(|row| row.first().map(String::as_str)).collect()
}

#[test]
fn every_attempt_is_stopped_before_the_users_eyes() -> Result<()> {
    let (site, browser) = (Site::start()?, Browser::start()?);
    for (address, name) in [(site.address(), "trial"), (page_on_disk()?, "trial-disk")] {
        browser.open(&address)?;
        assert_eq!(tried(&browser)?, "Webbläsaren stoppade alla 20 försök.", "{address}");
        let attempts = cells(&browser, "#trial-attempts")?;
        assert_eq!(attempts.len(), 14);
        for row in &attempts {
            let [way, page, worker] = row.as_slice() else { bail!("{row:?}") };
            assert!(page.starts_with("stoppad av webbläsaren ") && page.contains("-"), "{way}: {page}");
            assert!(worker.starts_with("stoppad av webbläsaren ") || worker == "går bara i sidan", "{way}: {worker}");
        }
        let searches = cells(&browser, "#trial-searches")?;
        assert_eq!(searches.len(), 4);
        assert!(searches.iter().all(|row| row.last().is_some_and(|said| said == "finns inte")), "{searches:?}");
        let _ = browser.script("document.getElementById('trial-title').scrollIntoView()", &[])?;
        browser.screenshot(name)?;
    }
    assert_eq!(site.requests(), ["GET /"]);
    browser.find("header .plain")?.click()?;
    assert_eq!(browser.find("#trial-verdict")?.text()?, "The browser stopped all 20 attempts.");
    browser.resize(320, 800)?;
    assert!(!browser.scrolls_sideways()?);
    let _ = browser.script("document.getElementById('trial-attempts').scrollIntoView()", &[])?;
    browser.screenshot("trial-narrow")?;
    Ok(())
}

#[test]
fn what_a_weaker_policy_does_not_stop_is_shown() -> Result<()> {
    let page = fs::read_to_string(project::page())?;
    let browser = Browser::start()?;
    let weaker = [
        ("connect-src 'none'", "connect-src *", "Hämta eller skicka (fetch)"),
        ("img-src data: blob:", "img-src *", "Hämta en bild"),
        ("frame-src 'none'", "frame-src *", "Visa en annan sida i en ram"),
        ("worker-src blob:", "worker-src blob: data:", "Starta ett annat bakgrundsprogram"),
    ];
    for (from, to, way) in weaker {
        let (before, after) = page.split_once(from).with_context(|| format!("the policy has no `{from}`"))?;
        let site = Site::holding(&format!("{before}{to}{after}"))?;
        browser.open(&site.address())?;
        let verdict = tried(&browser)?;
        assert!(verdict.contains(" försök stoppades inte. Använd inte den här kopian"), "{to}: {verdict}");
        let attempts = cells(&browser, "#trial-attempts")?;
        assert!(not_stopped(&attempts).contains(&way), "{to}: {attempts:?}");
        assert!(!not_stopped(&attempts).contains(&"Hämta en stilmall"), "{to}: {attempts:?}");
    }
    let _ = browser.script("document.getElementById('trial-title').scrollIntoView()", &[])?;
    browser.screenshot("trial-not-stopped")?;
    Ok(())
}

#[test]
fn what_no_policy_stops_is_found_in_the_scripts() -> Result<()> {
    let page = fs::read_to_string(project::page())?;
    let browser = Browser::start()?;
    for door in ["window.open(a)", "location.href = a", "new RTCPeerConnection()", "link.rel = 'preconnect'"] {
        let site = Site::holding(&page.replacen("</body>", &format!("<script type=\"text/plain\">{door}</script></body>"), 1))?;
        browser.open(&site.address())?;
        let verdict = tried(&browser)?;
        assert!(verdict.starts_with("Sidans skript innehåller något som webbläsaren inte kan stoppa."), "{door}: {verdict}");
        let found = cells(&browser, "#trial-searches")?.into_iter().filter(|row| row.last().is_some_and(|said| said == "finns")).count();
        assert_eq!(found, 1, "{door}");
    }
    Ok(())
}
