//! Files on their way into the register: each table waits until its header is found, then its rows stream by.

use super::World;
use crate::finding::{Finding, Findings, Kind, Place, Severity};
use crate::layout::{
    self, Asked, Candidate, Choices, Column, Given, Grain, KeptRow, KindSeen, Known, Role, SystemSeen, Unfolded, Unfolder, Vocabulary,
};
use crate::limits::Limits;
use crate::locale::{Key, Sentence};
use crate::register::{Folder, Outside, Register, Table};
use crate::source::{Cell, FileFacts, Flow, Reader, Row, Sink};
use std::rc::Rc;

/// Rows below the header that are looked at before its columns are settled.
const ROWS_BELOW: usize = 100;

/// Rows between two words of progress.
const PROGRESS: u64 = 4_000;

/// A table that was looked at.
#[derive(Clone, Debug, Default)]
pub struct TableSeen {
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Format, encoding, delimiter, sheet, header row.
    pub facts: Vec<Sentence>,
    /// The system that it comes from.
    pub system: Option<SystemSeen>,
    /// What a row is; none where no header was found.
    pub grain: Option<Grain>,
    /// What holds for every row.
    pub given: Given,
    /// Its headers, from left to right.
    pub headers: Vec<String>,
    /// The row of the header, from 1; of two, the lower. None where none was found.
    pub header_row: Option<u64>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The words for presence and absence, with what they stand for.
    pub kinds: Vec<KindSeen>,
    /// The first rows of data, a text for each column, masked where it could name somebody.
    pub preview: Vec<Vec<String>>,
    /// Where no header was found: the first rows with their numbers, masked.
    pub opening: Vec<(u64, Vec<String>)>,
    /// What only the user knows.
    pub asks: Vec<Asked>,
    /// Rows of data; none where the table was not read.
    pub rows: Option<u64>,
    /// Whether it was left out, by the user or since it holds no table beside others that do.
    pub left_out: bool,
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
        let folder =
            Folder::new(Rc::clone(&vocabulary), Outside { today: world.today, secret: world.secret, day_minutes: choices.day_minutes });
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
                bundle: false,
                delimited: false,
                width: 0,
            },
            files: 0,
        }
    }

    /// A file begins: its name without folders, and its size where it is known.
    pub fn open(&mut self, name: &str, size: Option<u64>) {
        self.files += 1;
        self.intake.bundle = false;
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
        // Of a zip, the files that are in it have been ended one by one.
        if self.intake.bundle {
            facts.iter().flat_map(|facts| &facts.findings).for_each(|finding| self.intake.folder.note(finding.clone()));
        } else {
            self.intake.end(facts.as_ref());
        }
    }

    /// Rows of data so far.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.intake.folder.rows()
    }

    pub(super) fn finish(self) -> Done {
        let rows = self.intake.folder.rows();
        let Intake { folder, choices, mut tables, .. } = self.intake;
        let (register, findings) = folder.finish();
        let planned = register.as_ref().is_none_or(|register| register.told().scheduled) && choices.day_minutes.is_none();
        for table in tables.iter_mut().filter(|table| table.rows.is_some()) {
            let has = |role: Role| table.columns.iter().any(|column| column.role == Some(role));
            let schooled = has(Role::School) || has(Role::SchoolCode) || table.given.school.is_some();
            if self.files > 1 && !schooled {
                table.asks.push(Asked::School);
            }
            if !planned && table.grain != Some(Grain::Schedule) {
                table.asks.push(Asked::DayMinutes);
            }
        }
        Done { register, findings, tables, files: self.files, rows }
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
    /// Whether this file lies in a zip.
    bundle: bool,
    /// Whether the table at hand is delimited text, whose rows have as many cells as they say.
    delimited: bool,
    /// How many cells its header has.
    width: usize,
}

/// How far a table has come.
enum Stage {
    /// Its first rows are kept until the header is found.
    Heading(Vec<KeptRow>),
    /// Its rows are folded, as they come or completed; so many were before it.
    Folding(u64, Option<Box<Unfolder>>),
    /// It is not read.
    Passed,
}

impl Sink for Intake {
    fn file(&mut self, name: &str) {
        self.bundle = true;
        self.begin(name);
    }

    fn file_end(&mut self, facts: Option<&FileFacts>) {
        self.end(facts);
    }

    fn table(&mut self, sheet: Option<&str>) -> bool {
        self.leave();
        self.sheet = sheet.map(str::to_owned);
        if self.known().table().is_some_and(|table| table.left_out) {
            self.tables.push(TableSeen { left_out: true, ..self.seen() });
            self.stage = Stage::Passed;
            return false;
        }
        self.stage = Stage::Heading(Vec::new());
        true
    }

    fn row<R: Row>(&mut self, row: &R) -> bool {
        if self.delimited && row.width() != self.width && matches!(self.stage, Stage::Folding(..)) {
            self.ragged(row);
        }
        match &mut self.stage {
            Stage::Folding(_, unfolder) => {
                match unfolder {
                    None => self.folder.row(row),
                    Some(unfolder) => unfolder.row(row, |unfolded| take(&mut self.folder, &self.file, self.sheet.as_deref(), &unfolded)),
                }
                if self.folder.rows().is_multiple_of(PROGRESS) {
                    (self.progress)(self.folder.rows());
                }
                true
            }
            Stage::Heading(rows) => {
                self.delimited = row.stretch(0, 0).is_some();
                rows.push(KeptRow::of(row));
                let known = Known { file: &self.file, sheet: self.sheet.as_deref(), choices: &self.choices, vocabulary: &self.vocabulary };
                let early = (rows.len() == ROWS_BELOW * 3 / 2).then(|| layout::find(rows, &known)).flatten();
                let early = early.filter(|header| header.below <= ROWS_BELOW / 2);
                if early.is_some() || rows.len() >= self.limits.header_rows {
                    self.settle(early);
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

    /// Settles what the columns of the table at hand are, below the header if that is found already, and folds the rows that
    /// waited for it.
    fn settle(&mut self, header: Option<Candidate>) {
        let Stage::Heading(rows) = &mut self.stage else { return };
        let rows = std::mem::take(rows);
        self.stage = Stage::Passed;
        let place = || Place { file: Some(self.file.clone()), sheet: self.sheet.clone(), ..Place::default() };
        let Some(header) = header.or_else(|| layout::find(&rows, &self.known())) else {
            // An empty sheet is nothing to speak of.
            if !rows.is_empty() {
                self.faulty.push((self.sheet.clone(), vec![Finding::new(Kind::HeaderNotFound, place())]));
                self.tables.push(TableSeen { opening: layout::opening(&rows, &self.known()), ..self.seen() });
            }
            return;
        };
        let found = layout::recognise(&header, &rows, &self.known());
        let faults = found.faults.into_iter().map(|mut fault| {
            (fault.place.file, fault.place.sheet) = (Some(self.file.clone()), self.sheet.clone());
            fault
        });
        let faults: Vec<Finding> = faults.collect();
        let layout = found.layout;
        self.tables.push(TableSeen {
            system: layout.system.clone(),
            grain: Some(layout.grain),
            given: layout.given.clone(),
            headers: layout.headers.clone(),
            header_row: Some(layout.header_row),
            columns: layout.columns.clone(),
            preview: found.preview,
            asks: found.asks,
            ..self.seen()
        });
        if !faults.is_empty() {
            self.faulty.push((self.sheet.clone(), faults));
            return;
        }
        self.folded = true;
        let before = self.folder.rows();
        self.folder.table(Table { file: self.file.clone(), sheet: self.sheet.clone(), layout });
        self.stage = Stage::Folding(before, found.unfolder.map(Box::new));
        self.width = header.headers.len();
        for row in rows.get(header.below..).unwrap_or_default() {
            let _wanted = self.row(row);
        }
    }

    fn known(&self) -> Known<'_> {
        Known { file: &self.file, sheet: self.sheet.as_deref(), choices: &self.choices, vocabulary: &self.vocabulary }
    }

    /// The table at hand, nothing of it recognised yet.
    fn seen(&self) -> TableSeen {
        TableSeen { file: self.file.clone(), sheet: self.sheet.clone(), ..TableSeen::default() }
    }

    /// A row with more or fewer cells than the header. Empty cells that are missing or too many mean nothing, nor do lines
    /// of a cell or two, which are titles, notes and the names of classes.
    #[cold]
    fn ragged<R: Row>(&mut self, row: &R) {
        let more = (self.width..row.width()).any(|column| row.cell(column) != Cell::Empty);
        let columns = self.tables.last().map(|table| table.columns.as_slice()).unwrap_or_default();
        let fewer =
            row.width() > 1 && columns.iter().any(|column| (row.width()..self.width).contains(&column.index) && column.role.is_some());
        if more || fewer {
            let place = Place { file: Some(self.file.clone()), sheet: self.sheet.clone(), row: Some(row.number()), ..Place::default() };
            self.folder.note(Finding::new(Kind::RaggedRow, place));
        }
    }

    /// The table at hand is at its end.
    fn leave(&mut self) {
        self.settle(None);
        if let Stage::Folding(_, Some(unfolder)) = &mut self.stage {
            unfolder.finish(|unfolded| take(&mut self.folder, &self.file, self.sheet.as_deref(), &unfolded));
        }
        if let (Stage::Folding(before, _), Some(table)) = (&self.stage, self.tables.last_mut()) {
            table.rows = Some(self.folder.rows() - before);
            table.kinds = self.folder.kinds();
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
                let passed = self.tables.iter_mut().filter(|table| table.file == self.file && table.sheet == sheet);
                passed.for_each(|table| table.left_out = true);
            } else {
                faults.into_iter().for_each(|fault| self.folder.note(fault));
            }
        }
        let Some(facts) = facts else { return };
        for table in self.tables.iter_mut().filter(|table| table.file == self.file && table.facts.is_empty()) {
            table.facts = facts.sentences();
            table.facts.extend(table.sheet.as_deref().map(|sheet| Key::PlaceSheet.with("sheet", sheet)));
            table.facts.extend(table.header_row.map(|row| Key::SessionHeaderRow.with("row", row.to_string())));
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

/// Folds a completed row, or says what became of it.
fn take(folder: &mut Folder, file: &str, sheet: Option<&str>, unfolded: &Unfolded<'_>) {
    let note = |kind: Kind, row: u64| {
        let place = Place { file: Some(file.to_owned()), sheet: sheet.map(str::to_owned), row: Some(row), ..Place::default() };
        Finding::new(kind, place)
    };
    match unfolded {
        Unfolded::Row(row) => folder.row(*row),
        Unfolded::Passed(row) => folder.note(note(Kind::RowsPassedOver, *row)),
        Unfolded::Carried(row) => folder.note(note(Kind::CellsCarriedDown, *row)),
    }
}
