//! How large the built page is, and what of it: as it is, and as a web server sends it.

use anyhow::{Context, Result};
use base64::{Engine, prelude::BASE64_STANDARD};
use flate2::{Compression, write::GzEncoder};
use std::{fs, io::Write};
use xtask::{archive, project};

/// The parts of the page, by the id of their element.
const PARTS: [&str; 6] = ["programs", "unpack", "page-glue", "engine-glue", "engine-boot", "style"];

fn main() -> Result<()> {
    let path = project::page();
    let page = fs::read_to_string(&path).with_context(|| format!("{} is not there; `cargo xtask build` makes it", path.display()))?;
    println!("{:<24}{:>12}{:>12}{:>12}", "bytes", "as it is", "gzip", "brotli");
    line("index.html", page.as_bytes())?;
    for id in PARTS {
        line(&format!("  {id}"), part(&page, id).with_context(|| format!("the page has no part `{id}`"))?.as_bytes())?;
    }
    let programs = part(&page, "programs").unwrap_or_default();
    println!("The programs, unpacked:");
    for (name, program) in ["page", "engine"].iter().zip(archive::programs(&BASE64_STANDARD.decode(programs)?)?) {
        line(&format!("  {name}_bg.wasm"), &program)?;
    }
    Ok(())
}

fn part<'a>(page: &'a str, id: &str) -> Option<&'a str> {
    let (_, after) = page.split_once(&format!(" id=\"{id}\""))?;
    let (_, content) = after.split_once('>')?;
    content.split_once("</").map(|(text, _)| text)
}

fn line(name: &str, bytes: &[u8]) -> Result<()> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    {
        let mut writer = brotli::CompressorWriter::new(&mut brotli, 1 << 16, 11, 24);
        writer.write_all(bytes)?;
        writer.flush()?;
    }
    println!("{name:<24}{:>12}{:>12}{:>12}", bytes.len(), gzip.finish()?.len(), brotli.len());
    Ok(())
}
