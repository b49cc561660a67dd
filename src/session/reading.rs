//! Files on their way into the register: each table waits until its header is found, then its rows stream by.

use super::World;
use crate::finding::{Finding, Findings, Kind, Place, Severity};
use crate::layout::{self, Choices, Column, KeptRow, Vocabulary};
use crate::limits::Limits;
use crate::locale::{Key, Sentence};
use crate::register::{Folder, Register, Table};
use crate::source::{FileFacts, Flow, Reader, Row, Sink};
use std::rc::Rc;

/// Rows below the header that are looked at before its columns are settled.
const ROWS_BELOW: usize = 100;

/// Rows between two words of progress.
const PROGRESS: u64 = 20_000;

/// A table that was looked at.
#[derive(Clone, Debug)]
pub struct TableSeen {
    /// The file's name.
    pub file: String,
    /// Format, encoding, delimiter, sheet, header row.
    pub facts: Vec<Sentence>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows of data; none where the table could not be read.
    pub rows: Option<u64>,
    sheet: Option<String>,
    header_row: u64,
}

/// What came of reading.
pub(super) struct Done {
    pub(super) register: Option<Register>,
    pub(super) findings: Findings,
    pub(super) tables: Vec<TableSeen>,
    pub(super) files: usize,
    pub(super) rows: u64,
}

/// Reads files, slice by slice.
pub struct Reading {
    reader: Option<Reader>,
    limits: Limits,
    intake: Intake,
    files: usize,
}

impl Reading {
    pub(super) fn new(vocabulary: Rc<Vocabulary>, world: World, choices: Choices, progress: Box<dyn FnMut(u64)>) -> Self {
        let folder = Folder::new(Rc::clone(&vocabulary), world.secret);
        Self {
            reader: None,
            limits: world.limits,
            intake: Intake {
                vocabulary,
                folder,
                choices,
                limits: world.limits,
                progress,
                file: String::new(),
                sheet: None,
                stage: Stage::Passed,
                tables: Vec::new(),
                faulty: Vec::new(),
                folded: false,
            },
            files: 0,
        }
    }

    /// A file begins: its name without folders, and its size where it is known.
    pub fn open(&mut self, name: &str, size: Option<u64>) {
        self.files += 1;
        self.intake.begin(name);
        self.reader = Some(Reader::new(name, size, self.limits));
    }

    /// The next bytes of the file. Answers whether more are wanted.
    pub fn push(&mut self, slice: &[u8]) -> bool {
        let Some(reader) = &mut self.reader else { return false };
        match reader.push(slice, &mut self.intake) {
            Ok(flow) => flow == Flow::More,
            Err(finding) => {
                self.intake.folder.note(*finding);
                self.reader = None;
                false
            }
        }
    }

    /// The file is at its end.
    pub fn close(&mut self) {
        let facts = match self.reader.take().map(|reader| reader.finish(&mut self.intake)) {
            Some(Ok(facts)) => Some(facts),
            Some(Err(finding)) => {
                self.intake.folder.note(*finding);
                None
            }
            None => None,
        };
        self.intake.end(facts.as_ref());
    }

    /// Rows of data so far.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.intake.folder.rows()
    }

    pub(super) fn finish(self) -> Done {
        let rows = self.intake.folder.rows();
        let (register, findings) = self.intake.folder.finish();
        Done { register, findings, tables: self.intake.tables, files: self.files, rows }
    }
}

/// Takes the rows of one file after another.
struct Intake {
    vocabulary: Rc<Vocabulary>,
    folder: Folder,
    choices: Choices,
    limits: Limits,
    progress: Box<dyn FnMut(u64)>,
    file: String,
    sheet: Option<String>,
    stage: Stage,
    tables: Vec<TableSeen>,
    /// Sheets of this file that cannot be read, and why; errors only if no other sheet can.
    faulty: Vec<(Option<String>, Vec<Finding>)>,
    /// Whether a table of this file was read.
    folded: bool,
}

/// How far a table has come.
enum Stage {
    /// Its first rows are kept until the header is found.
    Heading(Vec<KeptRow>),
    /// Its rows are folded; so many were before it.
    Folding(u64),
    /// It is not read.
    Passed,
}

impl Sink for Intake {
    fn table(&mut self, sheet: Option<&str>) -> bool {
        self.leave();
        self.sheet = sheet.map(str::to_owned);
        self.stage = Stage::Heading(Vec::new());
        true
    }

    fn row<R: Row>(&mut self, row: &R) -> bool {
        match &mut self.stage {
            Stage::Folding(_) => {
                self.folder.row(row);
                if self.folder.rows().is_multiple_of(PROGRESS) {
                    (self.progress)(self.folder.rows());
                }
                true
            }
            Stage::Heading(rows) => {
                rows.push(KeptRow::of(row));
                let enough = rows.len() >= self.limits.header_rows
                    || (rows.len() == ROWS_BELOW * 3 / 2
                        && layout::find(rows, &self.choices, &self.vocabulary).is_some_and(|header| header.index < ROWS_BELOW / 2));
                if enough {
                    self.settle();
                }
                !matches!(self.stage, Stage::Passed)
            }
            Stage::Passed => false,
        }
    }
}

impl Intake {
    fn begin(&mut self, name: &str) {
        name.clone_into(&mut self.file);
        self.sheet = None;
        self.stage = Stage::Passed;
        self.faulty.clear();
        self.folded = false;
    }

    /// Settles what the columns of the table at hand are, and folds the rows that waited for it.
    fn settle(&mut self) {
        let Stage::Heading(rows) = &mut self.stage else { return };
        let rows = std::mem::take(rows);
        self.stage = Stage::Passed;
        let place = || Place { file: Some(self.file.clone()), sheet: self.sheet.clone(), ..Place::default() };
        let Some(header) = layout::find(&rows, &self.choices, &self.vocabulary) else {
            // An empty sheet is nothing to speak of.
            if !rows.is_empty() {
                self.faulty.push((self.sheet.clone(), vec![Finding::new(Kind::HeaderNotFound, place())]));
            }
            return;
        };
        let below = rows.get(header.index + 1..).unwrap_or_default();
        let seen = layout::recognise(&header, below, &self.choices, &self.vocabulary);
        let faults = seen.faults.into_iter().map(|mut fault| {
            (fault.place.file, fault.place.sheet) = (Some(self.file.clone()), self.sheet.clone());
            fault
        });
        let faults: Vec<Finding> = faults.collect();
        self.tables.push(TableSeen {
            file: self.file.clone(),
            facts: Vec::new(),
            columns: seen.layout.columns.clone(),
            rows: None,
            sheet: self.sheet.clone(),
            header_row: seen.layout.header_row,
        });
        if faults.is_empty() {
            self.folded = true;
            let before = self.folder.rows();
            self.folder.table(Table { file: self.file.clone(), sheet: self.sheet.clone(), layout: seen.layout });
            for row in below {
                self.folder.row(row);
            }
            self.stage = Stage::Folding(before);
        } else {
            self.faulty.push((self.sheet.clone(), faults));
        }
    }

    /// The table at hand is at its end.
    fn leave(&mut self) {
        self.settle();
        if let (Stage::Folding(before), Some(table)) = (&self.stage, self.tables.last_mut()) {
            table.rows = Some(self.folder.rows() - before);
        }
    }

    /// The file is at its end: what could not be read of it is said now.
    fn end(&mut self, facts: Option<&FileFacts>) {
        self.leave();
        let folded = self.folded;
        for (sheet, faults) in std::mem::take(&mut self.faulty) {
            // Beside a sheet that was read, one without a table is passed over; two columns for one role are a question all the same.
            let question = faults.iter().any(|fault| fault.kind == Kind::RoleClaimedTwice);
            if folded && !question {
                let place = Place { file: Some(self.file.clone()), sheet: sheet.clone(), ..Place::default() };
                self.folder.note(Finding::new(Kind::SheetPassedOver, place));
                self.tables.retain(|table| table.file != self.file || table.sheet != sheet);
            } else {
                faults.into_iter().for_each(|fault| self.folder.note(fault));
            }
        }
        let Some(facts) = facts else { return };
        for table in self.tables.iter_mut().filter(|table| table.file == self.file && table.facts.is_empty()) {
            table.facts = facts.sentences();
            table.facts.extend(table.sheet.as_deref().map(|sheet| Key::PlaceSheet.with("sheet", sheet)));
            table.facts.push(Key::SessionHeaderRow.with("row", table.header_row.to_string()));
            table.facts.extend(table.rows.map(|rows| Key::SessionRows.with("rows", rows)));
        }
        facts.findings.iter().for_each(|finding| self.folder.note(finding.clone()));
        let refused = self
            .folder
            .findings()
            .iter()
            .any(|finding| finding.kind.severity() == Severity::Error && finding.place.file.as_deref() == Some(self.file.as_str()));
        if !folded && !refused {
            let place = Place { file: Some(self.file.clone()), ..Place::default() };
            self.folder.note(Finding::new(Kind::HeaderNotFound, place));
        }
    }
}
