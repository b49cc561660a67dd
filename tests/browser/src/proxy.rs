//! A proxy that writes down every request, whoever it is for, and answers none but those for one page of ours.

use anyhow::{Context, Result};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Browsers open connections ahead of need and leave them idle.
const PATIENCE: Duration = Duration::from_secs(5);
const LONGEST_REQUEST: u64 = 64 * 1024;

/// What is written down of a connection over which nothing was said.
pub const SILENT: &str = "a connection without a request";

/// What was attempted, in order.
type Record = Arc<Mutex<Vec<String>>>;

/// A running proxy, and beside it a port for what goes by no proxy, as WebRTC does; both end when dropped.
pub struct Proxy {
    at: SocketAddr,
    beside: SocketAddr,
    record: Record,
    ending: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Proxy {
    /// Starts one that passes on what is for `page`, an address such as `http://127.0.0.1:8080/`, and refuses everything else.
    ///
    /// # Errors
    /// No port is free.
    pub fn before(page: &str) -> Result<Self> {
        let host = page.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let datagrams = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (at, beside) = (listener.local_addr()?, datagrams.local_addr()?);
        let (record, ending) = (Record::default(), Arc::<AtomicBool>::default());
        let (log, over) = (Arc::clone(&record), Arc::clone(&ending));
        let connections = thread::spawn(move || {
            let mut talks = Vec::new();
            for stream in listener.incoming().flatten() {
                if over.load(Ordering::Relaxed) {
                    break;
                }
                let (host, log) = (host.clone(), Arc::clone(&log));
                talks.push(thread::spawn(move || converse(stream, &host, &log)));
            }
            // A connection that breaks has been written down.
            talks.into_iter().for_each(|talk| drop(talk.join()));
        });
        let (log, over) = (Arc::clone(&record), Arc::clone(&ending));
        let packets = thread::spawn(move || {
            while let Ok((length, _)) = datagrams.recv_from(&mut [0; 2048]) {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                note(&log, format!("a packet of {length} bytes by UDP"));
            }
        });
        Ok(Self { at, beside, record, ending, threads: vec![connections, packets] })
    }

    /// Where it listens.
    #[must_use]
    pub fn at(&self) -> SocketAddr {
        self.at
    }

    /// Where it listens for packets by UDP.
    #[must_use]
    pub fn beside(&self) -> SocketAddr {
        self.beside
    }

    /// Everything that was attempted until now, such as `GET http://example.org/` and `CONNECT example.org:443`.
    #[must_use]
    pub fn attempts(&self) -> Vec<String> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends, and gives everything that was attempted, down to a connection over which nothing was said.
    #[must_use]
    pub fn end(mut self) -> Vec<String> {
        self.stop();
        self.attempts()
    }

    fn stop(&mut self) {
        self.ending.store(true, Ordering::Relaxed);
        // Wakes the threads that wait.
        drop(TcpStream::connect(self.at));
        if let Ok(socket) = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)) {
            let _ = socket.send_to(&[0], self.beside);
        }
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop();
    }
}

fn note(log: &Mutex<Vec<String>>, attempt: String) {
    log.lock().unwrap_or_else(PoisonError::into_inner).push(attempt);
}

/// One request, one answer.
fn converse(mut stream: TcpStream, host: &str, log: &Mutex<Vec<String>>) -> Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?.take(LONGEST_REQUEST));
    let mut first = Vec::new();
    let read = reader.read_until(b'\n', &mut first);
    let first = String::from_utf8_lossy(&first).trim_end().to_owned();
    if first.is_empty() {
        // A connection was opened and nothing said: nothing has left, but the browser meant somebody.
        note(log, SILENT.to_owned());
        return Ok(());
    }
    let _ = read?;
    let mut words = first.split(' ');
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    note(log, format!("{method} {target}"));
    let path = target.strip_prefix("http://").and_then(|rest| rest.strip_prefix(host)).filter(|path| path.starts_with('/'));
    match path {
        Some(path) if method == "GET" => {
            let mut server = TcpStream::connect(host).with_context(|| format!("{host} is not there"))?;
            write!(server, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
            let _ = io::copy(&mut server, &mut stream)?;
        }
        _ => stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?,
    }
    Ok(stream.shutdown(Shutdown::Write)?)
}
