//! As much of W3C WebDriver as the bench needs, spoken to a chromedriver of its own.

use super::Result;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The key under which WebDriver wraps an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A running chromedriver; it ends with this value.
pub(super) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    pub(super) fn start() -> Result<Self> {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|fault| format!("chromedriver is needed: {fault}"))?;
        let output = process.stdout.take().ok_or("chromedriver has no output")?;
        // `ChromeDriver was started successfully on port 36247.`
        let port = BufReader::new(output)
            .lines()
            .map_while(std::result::Result::ok)
            .find_map(|line| line.rsplit_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok());
        Ok(Self { process, port: port.ok_or("chromedriver names no port")? })
    }

    /// A fresh browser with a fresh profile; it closes with the session.
    pub(super) fn session(&self) -> Result<Session<'_>> {
        let options = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--lang=sv",
            "--accept-lang=sv",
        ];
        let wish = json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": options}}}});
        let answer = self.call("POST", "/session", &wish)?;
        let text = |path: &str| answer.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(Session {
            driver: self,
            path: format!("/session/{}", text("/sessionId")),
            browser: format!("{} {}", text("/capabilities/browserName"), text("/capabilities/browserVersion")),
            process: answer.pointer("/capabilities/goog:processID").and_then(Value::as_u64),
        })
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.port,
            body.len()
        )?;
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        let mut line = String::new();
        while reader.read_line(&mut line)? > 2 {
            if let Some((name, value)) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
                length = value.trim().parse().map_err(|_| format!("{name} of {value}"))?;
            }
            line.clear();
        }
        let mut bytes = vec![0; length];
        reader.read_exact(&mut bytes)?;
        let mut answer: Value = serde_json::from_slice(&bytes)?;
        let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
        match value.get("error") {
            Some(error) => Err(format!("{method} {path}: {error}: {}", value.get("message").unwrap_or(&Value::Null)).into()),
            None => Ok(value),
        }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to do.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

/// An open browser.
pub(super) struct Session<'a> {
    driver: &'a Driver,
    path: String,
    /// Name and version of the browser.
    pub(super) browser: String,
    /// The browser's process, where the driver tells.
    pub(super) process: Option<u64>,
}

impl Session<'_> {
    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.driver.call("POST", &format!("{}{path}", self.path), body)
    }

    /// Opens an address and waits until it has loaded.
    pub(super) fn open(&self, address: &str) -> Result<()> {
        self.post("/url", &json!({"url": address})).map(drop)
    }

    /// Has a script run in every page that is opened from now on, before anything of the page itself.
    pub(super) fn before_any_page(&self, script: &str) -> Result<()> {
        let command = json!({"cmd": "Page.addScriptToEvaluateOnNewDocument", "params": {"source": script}});
        self.post("/goog/cdp/execute", &command).map(drop)
    }

    /// Runs a function body in the page.
    pub(super) fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.post("/execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// Chooses a file in the page's first file input.
    pub(super) fn choose_file(&self, file: &Path) -> Result<()> {
        let found = self.post("/element", &json!({"using": "css selector", "value": "input[type=file]"}))?;
        let id = found.get(ELEMENT).and_then(Value::as_str).ok_or("no file input")?;
        let path = file.to_str().ok_or("the file's path is no text")?;
        self.post(&format!("/element/{id}/value"), &json!({"text": path})).map(drop)
    }

    /// The text of the element `[data-measure="NAME"]`, if it is there.
    pub(super) fn seen(&self, name: &str) -> Result<Option<String>> {
        const LOOK: &str = "return document.querySelector(`[data-measure=\"${arguments[0]}\"]`)?.textContent ?? null;";
        Ok(self.run(LOOK, &[name.into()])?.as_str().map(str::to_owned))
    }

    /// Waits for that element. Looks five times a second, so as not to be what is measured; a page that writes
    /// `[data-measure="fault"]` ends the wait.
    pub(super) fn measure(&self, name: &str) -> Result<String> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(300) {
            if let Some(fault) = self.seen("fault")? {
                return Err(fault.into());
            }
            if let Some(text) = self.seen(name)? {
                return Ok(text);
            }
            thread::sleep(Duration::from_millis(200));
        }
        Err(format!("waited five minutes for `{name}`").into())
    }

    /// The same, as a number of milliseconds.
    pub(super) fn milliseconds(&self, name: &str) -> Result<f64> {
        Ok(self.measure(name)?.trim().parse()?)
    }
}

impl Drop for Session<'_> {
    fn drop(&mut self) {
        // A browser that has died cannot be closed.
        drop(self.driver.call("DELETE", &self.path, &Value::Null));
    }
}
