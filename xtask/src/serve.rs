//! A server for one folder of files, on this computer only. It tells the browser the page's own policy as a header, keeps nothing,
//! and writes down what was asked for, so that a test can tell that nothing else was.

use crate::policy;
use anyhow::{Context, Result};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt::Write as _, fs};

/// Longer than any browser's request for a file.
const LONGEST_REQUEST: u64 = 16 * 1024;
/// Browsers open connections ahead of need and leave them idle.
const PATIENCE: Duration = Duration::from_secs(10);

/// The first free port of a range; port 0 stands for any.
///
/// # Errors
/// All are taken.
pub fn listen(mut ports: RangeInclusive<u16>) -> Result<TcpListener> {
    let (first, last) = (*ports.start(), *ports.end());
    ports
        .find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok())
        .with_context(|| format!("no port from {first} to {last} is free; choose another with --port"))
}

/// A running server; ends when dropped.
pub struct Server {
    at: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    ending: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Server {
    /// Serves a folder.
    ///
    /// # Errors
    /// The listener has no address.
    pub fn start(listener: TcpListener, folder: PathBuf) -> Result<Self> {
        let at = listener.local_addr().context("the port has no address")?;
        let (requests, ending) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<AtomicBool>::default());
        let (log, over) = (Arc::clone(&requests), Arc::clone(&ending));
        let accepting = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                let (folder, log) = (folder.clone(), Arc::clone(&log));
                // A connection that breaks is the browser's to open again. Threads end by themselves.
                drop(thread::spawn(move || converse(stream, &folder, &log)));
            }
        });
        Ok(Self { at, requests, ending, accepting: Some(accepting) })
    }

    /// The address of the page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/", self.at)
    }

    /// What was asked for until now, such as `GET /`.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves until the program is ended.
    pub fn serve_on(mut self) {
        if let Some(accepting) = self.accepting.take() {
            // It ends by the program's end only.
            let _ = accepting.join();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        // Wakes the thread that waits for the next connection.
        drop(TcpStream::connect(self.at));
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}

/// One request, one answer.
fn converse(mut stream: TcpStream, folder: &Path, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    let mut byte = std::io::BufReader::new(stream.try_clone()?.take(LONGEST_REQUEST)).bytes();
    while !head.ends_with(b"\r\n\r\n") {
        match byte.next() {
            Some(next) => head.push(next?),
            None => return Ok(()),
        }
    }
    let head = String::from_utf8_lossy(&head);
    let mut words = head.split_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    log.lock().unwrap_or_else(PoisonError::into_inner).push(format!("{method} {target}"));
    let answer = Answer::to(method, target, folder);
    stream.write_all(answer.head().as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&answer.body)?;
    }
    stream.shutdown(Shutdown::Write)
}

struct Answer {
    status: &'static str,
    media: &'static str,
    policy: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    fn to(method: &str, target: &str, folder: &Path) -> Self {
        let plain = |status| Self { status, media: "text/plain; charset=utf-8", policy: None, body: status.into() };
        if !matches!(method, "GET" | "HEAD") {
            return plain("405 Method Not Allowed");
        }
        let found = file(target, folder).and_then(|path| Some((media(&path), fs::read(path).ok()?)));
        let Some((media, body)) = found else { return plain("404 Not Found") };
        let policy = if media.starts_with("text/html") { policy::header(&String::from_utf8_lossy(&body)) } else { None };
        Self { status: "200 OK", media, policy, body }
    }

    fn head(&self) -> String {
        let Self { status, media, policy, body } = self;
        let mut head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             X-Content-Type-Options: nosniff\r\nConnection: close\r\n",
            body.len()
        );
        if let Some(policy) = policy {
            // Writing to a string cannot fail.
            let _ = write!(head, "Content-Security-Policy: {policy}\r\n");
        }
        head + "\r\n"
    }
}

/// The file that an address means. Names of ours are plain, so anything else means none: no way leads out of the folder.
fn file(target: &str, folder: &Path) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = if path.is_empty() { "index.html" } else { path };
    let plain = |name: &str| {
        !name.is_empty() && !name.starts_with('.') && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    path.split('/').all(plain).then(|| folder.join(path))
}

fn media(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(address: &str, request: &str) -> Result<String> {
        let at = address.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(at)?;
        stream.write_all(format!("{request} HTTP/1.1\r\nHost: {at}\r\n\r\n").as_bytes())?;
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    #[test]
    fn a_page_is_served_with_its_policy_and_every_request_is_written_down() -> Result<()> {
        let folder = std::env::temp_dir().join(format!("franvarokalkyl-serve-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">")?;
        let server = Server::start(listen(0..=0)?, folder.clone())?;
        let answer = ask(&server.address(), "GET /?x=1")?;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.contains("\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n"), "{answer}");
        assert!(answer.contains("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"), "{answer}");
        assert!(ask(&server.address(), "GET /favicon.ico")?.starts_with("HTTP/1.1 404 "));
        assert!(ask(&server.address(), "POST /")?.starts_with("HTTP/1.1 405 "));
        assert!(ask(&server.address(), "HEAD /")?.ends_with("\r\n\r\n"));
        assert_eq!(server.requests(), ["GET /?x=1", "GET /favicon.ico", "POST /", "HEAD /"]);
        fs::remove_dir_all(folder)?;
        Ok(())
    }

    #[test]
    fn no_address_leads_out_of_the_folder() {
        let folder = Path::new("dist");
        assert_eq!(file("/", folder), Some(folder.join("index.html")));
        assert_eq!(file("/a/b.csv?x", folder), Some(folder.join("a/b.csv")));
        for outside in ["/../Cargo.toml", "/..%2fCargo.toml", "//etc/passwd", "/.stage/page.js", "/a\\..\\b", "http://x/", "/C:/x"] {
            assert_eq!(file(outside, folder), None, "{outside}");
        }
    }

    #[test]
    fn a_taken_port_is_passed_over() -> Result<()> {
        let taken = listen(0..=0)?.local_addr()?.port();
        let holder = listen(taken..=taken)?;
        assert!(listen(taken..=taken).is_err());
        let next = listen(taken..=taken.saturating_add(50))?.local_addr()?.port();
        assert!(next > taken);
        drop(holder);
        Ok(())
    }
}
