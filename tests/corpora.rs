//! Any folder of strange files, each read as a school's export would be: `FRANVARO_CORPUS=DIR cargo test --test corpora`.
//! Every file must end in a table or in findings, without a panic, within ten seconds and within 1 GiB of memory. Each is
//! read in a process of its own, so that what it does to the process is seen.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test reads files, and stops at the first surprise")]
#![expect(clippy::print_stdout, reason = "what became of the files is worth a look")]

use franvarokalkyl::calendar::Day;
use franvarokalkyl::finding::{Finding, Severity};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;
use franvarokalkyl::session::{Choices, Session, World};
use franvarokalkyl::source::{Cell, Flow, Reader, Row, Sink};
use std::collections::BTreeMap;
use std::env;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const FOLDER: &str = "FRANVARO_CORPUS";
const ONE: &str = "FRANVARO_CORPUS_FILE";
const MOST_TIME: Duration = Duration::from_secs(10);
const MOST_MEMORY: u64 = 1 << 20;

#[test]
fn every_file_ends_in_a_table_or_in_words() {
    let Some(folder) = env::var_os(FOLDER) else {
        println!("skipped: {FOLDER} names no folder of files to try");
        return;
    };
    let mut files = Vec::new();
    gather(Path::new(&folder), &mut files);
    assert!(!files.is_empty(), "{} has no files", Path::new(&folder).display());
    let (mut outcomes, mut faults) = (BTreeMap::<String, usize>::new(), Vec::new());
    let mut slowest = (Duration::ZERO, PathBuf::new());
    let mut largest = (0, PathBuf::new());
    for file in &files {
        let begun = Instant::now();
        match in_a_process(file) {
            Ok((outcome, memory)) => {
                slowest = slowest.max((begun.elapsed(), file.clone()));
                largest = largest.max((memory, file.clone()));
                if memory > MOST_MEMORY {
                    faults.push(format!("{}: {memory} KiB of memory", file.display()));
                }
                *outcomes.entry(outcome).or_default() += 1;
            }
            Err(fault) => faults.push(format!("{}: {fault}", file.display())),
        }
    }
    println!("{} files", files.len());
    outcomes.iter().for_each(|(outcome, files)| println!("{files:6} {outcome}"));
    println!("slowest {:?} {}", slowest.0, slowest.1.display());
    println!("largest {} KiB {}", largest.0, largest.1.display());
    assert!(faults.is_empty(), "{} files:\n{}", faults.len(), faults.join("\n"));
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            gather(&path, files);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

/// Reads a file in another process. Answers what became of it, and how much memory that took in KiB.
fn in_a_process(file: &Path) -> Result<(String, u64), String> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["--exact", "one_file", "--ignored", "--nocapture"])
        .env(ONE, file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > MOST_TIME {
            child.kill().unwrap();
            let _ = child.wait().unwrap();
            return Err(format!("not read within {MOST_TIME:?}"));
        }
        sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().unwrap();
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let told = out.lines().find_map(|line| line.split_once("outcome: ")).map(|(_, told)| told.to_owned());
    let told = told.filter(|_| output.status.success()).ok_or_else(|| {
        let panic = err.lines().skip_while(|line| !line.contains("panicked")).take(2).collect::<Vec<_>>().join(" ");
        format!("{} {panic}", output.status)
    })?;
    let (memory, outcome) = told.split_once(' ').unwrap();
    Ok((outcome.to_owned(), memory.parse().unwrap()))
}

/// Reads the one file that the other test names.
#[test]
#[ignore = "every_file_ends_in_a_table_or_in_words runs this for each file"]
fn one_file() {
    let Some(path) = env::var_os(ONE).map(PathBuf::from) else { return };
    let (facade, whole) = (read(&path), read_whole(&path));
    println!("\noutcome: {} {facade} / {whole}", peak());
}

/// Reads a file through the façade, as the page and the command line do.
fn read(path: &Path) -> String {
    let today = Day::of(2025, 12, 22).unwrap();
    let mut session = Session::new(World { today, secret: [7; 16], limits: Limits::default() }).unwrap();
    let mut reading = session.read(Choices::default(), Box::new(|_| {}));
    reading.open(&path.file_name().unwrap().to_string_lossy(), Some(fs::metadata(path).unwrap().len()));
    each_slice(path, |slice| reading.push(slice));
    reading.close();
    match session.accept(reading) {
        Ok(overview) => format!("read, {} tables", overview.tables.len()),
        Err(refused) => {
            for finding in &refused.findings {
                check(finding);
            }
            let first = refused.findings.iter().find(|finding| finding.kind.severity() == Severity::Error);
            let first = first.unwrap_or_else(|| panic!("{} was refused without a word", path.display()));
            first.kind.code().to_owned()
        }
    }
}

/// Reads a file to its end, whether its tables look like absence or not.
fn read_whole(path: &Path) -> String {
    let mut reader = Reader::new("fil", None, Limits::default());
    let mut all = All(0);
    let mut fault = None;
    each_slice(path, |slice| match reader.push(slice, &mut all) {
        Ok(flow) => flow == Flow::More,
        Err(finding) => {
            fault = Some(finding);
            false
        }
    });
    match fault.map_or_else(|| reader.finish(&mut all), Err) {
        Ok(facts) => {
            facts.findings.iter().for_each(check);
            format!("{}, {}", facts.format.code(), if all.0 == 0 { "blank" } else { "rows" })
        }
        Err(finding) => {
            check(&finding);
            finding.kind.code().to_owned()
        }
    }
}

/// Counts the cells that have something in them, and decodes their text.
struct All(u64);

impl Sink for All {
    fn table(&mut self, _sheet: Option<&str>) -> bool {
        true
    }

    fn row<R: Row>(&mut self, row: &R) -> bool {
        for column in 0..row.width() {
            match row.cell(column) {
                Cell::Empty => {}
                Cell::Text(raw) => self.0 += u64::from(!row.text(raw).is_empty()),
                _ => self.0 += 1,
            }
        }
        true
    }
}

fn each_slice(path: &Path, mut take: impl FnMut(&[u8]) -> bool) {
    let mut file = File::open(path).unwrap();
    let mut slice = vec![0; 1 << 20];
    loop {
        let length = file.read(&mut slice).unwrap();
        if length == 0 || !take(slice.get(..length).unwrap()) {
            return;
        }
    }
}

/// A finding has words in both languages.
fn check(finding: &Finding) {
    for language in [Language::Swedish, Language::English] {
        assert!(!finding.sentence().render(language).trim().is_empty());
        assert!(!finding.advice().render(language).trim().is_empty());
    }
}

/// The most memory that this process has had, in KiB; 0 where the system does not say.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok()).unwrap_or_default()
}
