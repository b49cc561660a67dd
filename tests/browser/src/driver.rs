//! Chromedriver: started on a free port, asked by JSON over HTTP, ended with us.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{io, thread};
use ureq::Agent;

/// Longer than any page or script of ours takes; a driver that hangs is a fault.
const PATIENCE: Duration = Duration::from_secs(120);
const STARTED: &str = "started successfully on port ";

pub(crate) struct Driver {
    child: Child,
    agent: Agent,
    address: String,
}

impl Driver {
    pub(crate) fn start(program: &Path) -> Result<Self> {
        let mut child = Command::new(program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("{} could not be started", program.display()))?;
        let words = child.stdout.take().context("chromedriver has no output")?;
        // From here on the driver ends with this value, whatever fails.
        let agent = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).build().into();
        let mut driver = Self { child, agent, address: String::new() };
        let mut words = BufReader::new(words);
        let port = words
            .by_ref()
            .lines()
            .map_while(io::Result::ok)
            .find_map(|line| line.split_once(STARTED).map(|(_, port)| port.trim_end_matches('.').to_owned()))
            .context("chromedriver ended before it said its port")?;
        // Its later words are read and dropped, so that it never waits for a reader.
        drop(thread::spawn(move || io::copy(&mut words, &mut io::sink())));
        driver.address = format!("http://127.0.0.1:{port}");
        Ok(driver)
    }

    /// Asks, and gives what WebDriver calls the value.
    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let sent = self.agent.post(format!("{}{path}", self.address)).content_type("application/json").send(body.to_string());
        answer(path, sent)
    }

    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        answer(path, self.agent.get(format!("{}{path}", self.address)).call())
    }

    pub(crate) fn delete(&self, path: &str) -> Result<Value> {
        answer(path, self.agent.delete(format!("{}{path}", self.address)).call())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn answer(path: &str, sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value> {
    let mut response = sent.with_context(|| format!("chromedriver does not answer {path}"))?;
    // Screenshots are large.
    let text = response.body_mut().with_config().limit(64 << 20).read_to_string()?;
    let mut answer: Value = serde_json::from_str(&text).with_context(|| format!("chromedriver answers {path} with {text}"))?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        Some(error) => bail!("{error}: {}", value.get("message").and_then(Value::as_str).unwrap_or_default()),
        None => Ok(value),
    }
}
