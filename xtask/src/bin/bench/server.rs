//! Serves folders on 127.0.0.1, as little as a browser needs.

use super::Result;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::thread;

/// Serves folders under paths such as `/page/` for as long as the program runs; answers the address, `http://127.0.0.1:PORT`.
pub(super) fn serve(folders: &[(&'static str, &Path)]) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    let folders: Vec<(&str, PathBuf)> = folders.iter().map(|(path, folder)| (*path, folder.to_path_buf())).collect();
    drop(thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folders = folders.clone();
            // A browser that hangs up is no fault of ours.
            drop(thread::spawn(move || drop(answer(stream, &folders))));
        }
    }));
    Ok(address)
}

fn answer(mut stream: TcpStream, folders: &[(&str, PathBuf)]) -> io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default().split('?').next().unwrap_or_default();
    match find(path, folders).and_then(|file| Some((media(&file), fs::read(file).ok()?))) {
        Some((media, bytes)) => {
            write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", bytes.len())?;
            stream.write_all(&bytes)
        }
        None => write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
    }
}

fn find(path: &str, folders: &[(&str, PathBuf)]) -> Option<PathBuf> {
    let (inside, folder) = folders.iter().find_map(|(prefix, folder)| Some((path.strip_prefix(prefix)?, folder)))?;
    let inside = Path::new(if inside.is_empty() { "index.html" } else { inside });
    inside.components().all(|part| matches!(part, Component::Normal(_))).then(|| folder.join(inside))
}

fn media(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}
