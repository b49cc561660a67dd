//! Nothing leaves. Each engine goes the whole way with every request through a proxy that writes down all of them, and the only one is that for
//! the page itself; from disk there is none. What was recorded is written to `target/egress`.

use anyhow::{Context, Result, ensure};
use browser_tests::steps::three_schools;
use browser_tests::way::Way;
use browser_tests::{Browser, Engine, Proxy, SILENT, Site, page_on_disk};
use franvarokalkyl::locale::Language;
use serde_json::json;
use std::fmt::Write as _;
use std::time::Duration;
use std::{fs, thread};
use xtask::project;

/// A page without a policy, on which everything is tried that could leave.
const UNGUARDED: &str = "<!doctype html><link rel=icon href=data:,><title>without a policy</title>";
/// Where it is tried to: names that nobody has, and this computer, by name and by number, at a port where nobody is.
const ELSEWHERE: [&str; 4] = ["http://elsewhere.test/", "https://elsewhere.test/", "http://127.0.0.1:47123/", "http://localhost:47123/"];
const TRY: &str = "
    const to = arguments[0];
    const tried = [
        () => fetch(to + 'fetch', {mode: 'no-cors'}),
        () => new Promise((done) => { const s = new WebSocket(to.replace('http', 'ws') + 'socket'); s.onerror = s.onopen = done; }),
        () => navigator.sendBeacon(to + 'beacon', 'x'),
        () => new Promise((done) => { const i = new Image(); i.onload = i.onerror = done; i.src = to + 'image'; }),
    ];
    const patience = () => new Promise((done) => setTimeout(done, 2000));
    for (const attempt of tried) {
        try { await Promise.race([attempt(), patience()]); } catch { }
    }
    await new Promise((done) => setTimeout(done, 300));";
/// The ways above, by the ends of their addresses.
const ENDS: [&str; 4] = ["fetch", "socket", "beacon", "image"];
/// WebRTC goes by no proxy, but straight to whoever is named; says whether the browser has it.
const CALL: &str = "
    if (typeof RTCPeerConnection === 'undefined') return false;
    const line = new RTCPeerConnection({iceServers: [{urls: 'stun:' + arguments[0]}]});
    line.createDataChannel('x');
    await line.setLocalDescription(await line.createOffer());
    await new Promise((done) => setTimeout(done, 2000));
    return true;";
/// How long the browser is left alone with the page at the end: something may leave late.
const LATE: Duration = Duration::from_secs(3);

#[test]
fn nothing_leaves_in_chromium() -> Result<()> {
    nothing_leaves(Engine::Chromium)
}

#[test]
fn nothing_leaves_in_firefox() -> Result<()> {
    nothing_leaves(Engine::Firefox)
}

#[test]
fn nothing_leaves_in_webkit() -> Result<()> {
    nothing_leaves(Engine::WebKit)
}

fn nothing_leaves(engine: Engine) -> Result<()> {
    if !Browser::is_wanted(engine)? {
        return Ok(());
    }
    let control = everything_is_recorded(engine)?;
    let data = three_schools(&format!("egress-{}", engine.word()), "xlsx")?;
    let site = Site::start()?;
    let disk = page_on_disk()?;
    let mut told = format!("# {engine}\n");
    tell(&mut told, "A page without a policy, on which everything is tried", &control)?;
    for (address, what) in
        [(site.address(), "The whole way through the page, from a server"), (disk, "The whole way through the page, from disk")]
    {
        let proxy = Proxy::before(&site.address())?;
        let browser = Browser::behind(&proxy, engine)?;
        let _taken = Way { browser: &browser, address: &address, language: Language::Swedish, data: &data }.go()?;
        thread::sleep(LATE);
        drop(browser);
        let attempts = proxy.end();
        tell(&mut told, what, &attempts)?;
        let is_served = address == site.address();
        let page: Vec<String> = if is_served { vec![format!("GET {address}")] } else { Vec::new() };
        // A slow computer's Chromium opens a second connection for the page beside the first, and closes it when that has done. Nothing is said on
        // it, and it is the only thing of a browser's own that is let pass.
        let attempts: Vec<&String> = attempts.iter().filter(|attempt| !is_served || *attempt != SILENT).collect();
        ensure!(attempts.iter().copied().eq(&page), "{engine}, {address}: {attempts:#?}");
    }
    let folder = project::root().join("target/egress");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(format!("{}.md", engine.word())), &told)?;
    println!("{told}");
    Ok(())
}

/// That the proxy hears of what leaves, or the test proves nothing: gives what was recorded.
fn everything_is_recorded(engine: Engine) -> Result<Vec<String>> {
    let unguarded = Site::holding(UNGUARDED)?;
    let proxy = Proxy::before(&unguarded.address())?;
    let browser = Browser::behind(&proxy, engine)?;
    browser.open(&unguarded.address())?;
    for to in ELSEWHERE {
        let before = proxy.attempts().len();
        let _ = browser.script(TRY, &[json!(to)])?;
        let attempts: Vec<String> = proxy.attempts().into_iter().skip(before).collect();
        let host = to.split('/').nth(2).context("an address has a host")?;
        if to.starts_with("https") {
            // The way there is asked for, and what is said on it nobody hears.
            ensure!(
                attempts.iter().filter(|attempt| attempt.starts_with("CONNECT") && attempt.contains(host)).count() > 2,
                "{to}: {attempts:?}"
            );
            continue;
        }
        for end in ENDS {
            let is_it =
                |attempt: &String| attempt.contains(host) && (attempt.ends_with(end) || end == "socket" && attempt.starts_with("CONNECT"));
            ensure!(attempts.iter().any(is_it), "{engine}: {end} to {to} is not recorded: {attempts:?}");
        }
    }
    let has_calls = browser.script(CALL, &[json!(proxy.beside().to_string())])? == json!(true);
    ensure!(has_calls || engine == Engine::WebKit, "{engine} has no WebRTC any more");
    drop(browser);
    let attempts = proxy.end();
    ensure!(attempts.iter().any(|attempt| attempt.contains("UDP")) == has_calls, "{engine}: WebRTC is not recorded: {attempts:?}");
    Ok(attempts)
}

fn tell(told: &mut String, what: &str, attempts: &[String]) -> Result<()> {
    write!(told, "\n## {what}: {} recorded\n", attempts.len())?;
    attempts.iter().try_for_each(|attempt| writeln!(told, "- {attempt}"))?;
    Ok(())
}
