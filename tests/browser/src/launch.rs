//! How each browser is started: new and empty, in Swedish, saving what it downloads into a folder without asking, silent towards its maker, and
//! if need be with every request through a proxy.

use crate::{Proxy, display::Display, driver::Driver};
use anyhow::{Context, Result};
use serde_json::{Map, Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::{fs, process::Command};
use xtask::browser::{self, Engine};

/// Where no server is, and where no browser goes: ports this low are kept for others.
const NOWHERE: &str = "http://127.0.0.1:1";

/// A started browser.
pub(crate) struct Launched {
    pub(crate) driver: Driver,
    /// `/session/ID`.
    pub(crate) session: String,
    /// The screen that it is on; ends after it.
    pub(crate) display: Option<Display>,
}

/// Starts a browser that has `home` for its own and saves into `home/saved`.
pub(crate) fn launch(engine: Engine, home: &Path, proxy: Option<&Proxy>) -> Result<Launched> {
    let programs =
        engine.find().with_context(|| format!("{engine} or its driver is not there; `cargo xtask test browser` gets them or says how"))?;
    let saved = home.join("saved");
    fs::create_dir_all(&saved)?;
    let through = proxy.map(Proxy::at);
    let mut driver = Command::new(&programs.driver);
    let (wanted, display) = match engine {
        Engine::Chromium => (chromium(&programs.program, &saved, through), None),
        Engine::Firefox => {
            // Several run at the same time, so none may take a fixed second port. The variable is Mozilla's own for its tests: Firefox asks for
            // none of its settings and news, and ends at once if anything in it tries to reach another computer.
            let _ = driver.arg("--websocket-port=0").env("MOZ_DISABLE_NONLOCAL_CONNECTIONS", "1");
            (firefox(&programs.program, &saved, through), None)
        }
        Engine::WebKit => {
            let display = Display::start()?;
            fs::write(home.join("user-dirs.dirs"), format!("XDG_DOWNLOAD_DIR=\"{}\"\n", saved.display()))?;
            // Each download is shown in a bar of the window's, which would grow until nothing was left of the page.
            fs::create_dir_all(home.join("gtk-3.0"))?;
            fs::write(home.join("gtk-3.0/gtk.css"), "infobar { margin: -9999px 0; }\n")?;
            let _ = driver.env("DISPLAY", display.name()).env("HOME", home).env("XDG_CONFIG_HOME", home);
            (webkit(&programs.program, through), Some(display))
        }
    };
    let driver = Driver::start(driver)?;
    let answer = driver.post("/session", &json!({ "capabilities": { "alwaysMatch": wanted } }));
    let answer = answer.with_context(|| format!("{engine} does not start"))?;
    let id = answer.get("sessionId").and_then(Value::as_str).context("the session has no id")?;
    Ok(Launched { session: format!("/session/{id}"), driver, display })
}

fn chromium(program: &Path, saved: &Path, proxy: Option<SocketAddr>) -> Value {
    let mut words: Vec<String> = [
        "--headless=new",
        "--disable-gpu",
        "--no-first-run",
        "--disable-dev-shm-usage",
        // A Swedish office's browser.
        "--lang=sv",
        "--accept-lang=sv",
        // Nothing of its own goes to Google: no updates, no clock, no hints, no sign-in, and no questions of what the fields of a page are
        // for, which Chrome asks by a hash of their names (never of what is in them) wherever there is a form.
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,AutofillServerCommunication",
    ]
    .map(str::to_owned)
    .to_vec();
    words.push(format!("--component-updater=url-source={NOWHERE}"));
    words.push(format!("--gaia-url={NOWHERE}"));
    if browser::is_root() {
        words.push("--no-sandbox".to_owned());
    }
    if let Some(proxy) = proxy {
        // It would go to this computer itself directly.
        words.extend([format!("--proxy-server=http://{proxy}"), "--proxy-bypass-list=<-loopback>".to_owned()]);
    }
    json!({
        "browserName": "chrome",
        "goog:loggingPrefs": {"browser": "ALL"},
        "goog:chromeOptions": {
            "binary": program,
            "args": words,
            "prefs": {
                "download.default_directory": saved,
                "download.prompt_for_download": false,
                // No connection is opened that may be of use later.
                "net.network_prediction_options": 2,
            },
        },
    })
}

fn firefox(program: &Path, saved: &Path, proxy: Option<SocketAddr>) -> Value {
    let mut settings = Map::from_iter([
        ("intl.accept_languages".to_owned(), json!("sv")),
        // The folder that is named here, not the one for downloads or the last one.
        ("browser.download.folderList".to_owned(), json!(2)),
        ("browser.download.dir".to_owned(), json!(saved)),
        // A panel over the window would take the focus from the page.
        ("browser.download.alwaysOpenPanel".to_owned(), json!(false)),
    ]);
    if let Some(proxy) = proxy {
        let through = json!({
            "network.proxy.type": 1,
            "network.proxy.http": proxy.ip(),
            "network.proxy.http_port": proxy.port(),
            "network.proxy.ssl": proxy.ip(),
            "network.proxy.ssl_port": proxy.port(),
            // It would go to this computer itself directly, and elsewhere too when the proxy refuses.
            "network.proxy.allow_hijacking_localhost": true,
            "network.proxy.failover_direct": false,
            // Without these, WebRTC would not try addresses of this computer, and no test would see that it tries others.
            "media.peerconnection.ice.loopback": true,
            "media.peerconnection.ice.default_address_only": false,
            "media.peerconnection.ice.obfuscate_host_addresses": false,
        });
        settings.extend(through.as_object().cloned().unwrap_or_default());
    }
    json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {"binary": program, "args": ["-headless"], "prefs": settings},
    })
}

fn webkit(program: &Path, proxy: Option<SocketAddr>) -> Value {
    // The driver's own `proxy` capability leaves out what is for this computer, and the environment's would stand between it and the browser.
    let proxy = proxy.map(|proxy| format!("--proxy=http://{proxy}"));
    let words: Vec<String> = std::iter::once("--automation".to_owned()).chain(proxy).collect();
    json!({ "browserName": "MiniBrowser", "webkitgtk:browserOptions": {"binary": program, "args": words} })
}
