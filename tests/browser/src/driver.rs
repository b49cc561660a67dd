//! A program that speaks WebDriver: started on a free port, asked by JSON over HTTP, ended with us.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use ureq::Agent;

/// Longer than any page or script of ours takes; a driver that hangs is a fault.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSE: Duration = Duration::from_millis(25);

pub(crate) struct Driver {
    child: Child,
    agent: Agent,
    address: String,
}

impl Driver {
    /// Starts a program that takes its port as `--port=N`, as all of them do, and waits until it answers.
    pub(crate) fn start(mut program: Command) -> Result<Self> {
        // Not all of them can choose a port and say it, so one is chosen that was free just now.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let _ = program.arg(format!("--port={port}")).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = program.spawn().with_context(|| format!("{program:?} could not be started"))?;
        // From here on the driver ends with this value, whatever fails. No proxy of the environment's stands between us.
        let agent = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false).proxy(None).build().into();
        let mut driver = Self { child, agent, address: format!("http://127.0.0.1:{port}") };
        let begun = Instant::now();
        while driver.get("/status").is_err() {
            if let Some(ended) = driver.child.try_wait()? {
                bail!("{program:?} ended at once: {ended}");
            }
            if begun.elapsed() > PATIENCE {
                bail!("{program:?} does not answer");
            }
            thread::sleep(PAUSE);
        }
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
    let mut response = sent.with_context(|| format!("the driver does not answer {path}"))?;
    // Screenshots are large.
    let text = response.body_mut().with_config().limit(64 << 20).read_to_string()?;
    let mut answer: Value = serde_json::from_str(&text).with_context(|| format!("the driver answers {path} with {text}"))?;
    let value = answer.get_mut("value").map(Value::take).unwrap_or_default();
    match value.get("error").and_then(Value::as_str) {
        Some(error) => bail!("{error}: {}", value.get("message").and_then(Value::as_str).unwrap_or_default()),
        None => Ok(value),
    }
}
