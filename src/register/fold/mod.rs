//! The one bridge from rows to the register: a row is understood, added to its pupil's day and forgotten. What cannot be
//! understood is a finding with a place; all are collected, and any error among them refuses the files.

mod columns;
mod lesson;
mod whom;

use super::intern::{Known, Names};
use super::ledger::{Added, Pupil};
use super::{Breakdown, Grain, Placement, Register, Told};
use crate::calendar::{Day, Span};
use crate::finding::{Finding, Findings, Kind as FindingKind, Place};
use crate::layout::value::{self, Grade, day_of_text};
use crate::layout::{Gender, Kind, Layout, Role, Vocabulary, plain};
use crate::locale::{Key, Sentence, Value};
use crate::source::{Cell, Row};
use columns::Columns;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::rc::Rc;

/// A table that rows come from.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Which column is what.
    pub layout: Layout,
}

/// What has been seen that decides, at the end, what the files tell.
#[derive(Default)]
struct Seen {
    rows: u64,
    /// Rows without absence: a list of absences has none, and its rows are no schedule.
    without_absence: u64,
    present: bool,
    blank_status: bool,
    unspecified: bool,
    unclear: bool,
    registration: bool,
    lesson_columns: bool,
    columns: [bool; 4],
}

/// Whom a row is about: a pupil, and where the pupil is.
#[derive(Clone, Copy)]
struct Whom {
    pupil: usize,
    placement: u32,
}

/// A row that cannot be used; its finding has been noted.
struct Unusable;

/// Takes rows and makes the register.
pub struct Folder {
    vocabulary: Rc<Vocabulary>,
    secret: [u8; 16],
    table: Option<Table>,
    columns: Columns,
    findings: Findings,
    seen: Seen,
    pupils: Vec<Pupil>,
    numbers: HashMap<u128, usize>,
    last_pupil: Option<(Vec<u8>, usize)>,
    /// Which columns say who a row is about, if they stand together.
    who: Option<(usize, usize)>,
    /// Those cells of the row before, and whom they meant.
    last_who: Option<(Vec<u8>, Whom)>,
    /// Findings made so far.
    found: u64,
    placements: Vec<Placement>,
    placement_numbers: HashMap<Placement, u32>,
    last_placement: Option<(Placement, u32)>,
    schools: Names,
    classes: Names,
    known: KnownCells,
}

/// Cells of the table at hand that were understood before.
#[derive(Default)]
struct KnownCells {
    dates: Known<Option<Day>>,
    starts: Known<Option<u16>>,
    ends: Known<Option<u16>>,
    lengths: Known<Option<u32>>,
    minutes: Known<Option<u32>>,
    statuses: Known<Option<Kind>>,
    schools: Known<Option<u32>>,
    classes: Known<Option<u32>>,
    grades: Known<Option<Grade>>,
    genders: Known<Option<Gender>>,
    truths: Known<Option<bool>>,
}

/// The bytes of a cell that is read as text. A class `1-2` that a spreadsheet has made a date of is read as that date: odd to
/// see, and not lost.
fn bytes<R: Row>(row: &R, column: usize) -> Cow<'_, [u8]> {
    match row.cell(column) {
        Cell::Text(raw) => Cow::Borrowed(raw),
        Cell::Empty => Cow::Borrowed(&[]),
        _ => Cow::Owned(value::text(row, column).map_or_else(|| value::shown(row, column), Cow::into_owned).into_bytes()),
    }
}

impl Folder {
    /// A folder without rows. `secret` keys the hash under which pupils are known while reading; nothing is left of it afterwards.
    #[must_use]
    pub fn new(vocabulary: Rc<Vocabulary>, secret: [u8; 16]) -> Self {
        Self {
            vocabulary,
            secret,
            table: None,
            columns: Columns::default(),
            findings: Findings::default(),
            seen: Seen::default(),
            pupils: Vec::new(),
            numbers: HashMap::new(),
            last_pupil: None,
            who: None,
            last_who: None,
            found: 0,
            placements: Vec::new(),
            placement_numbers: HashMap::new(),
            last_placement: None,
            schools: Names::default(),
            classes: Names::default(),
            known: KnownCells::default(),
        }
    }

    /// Rows come from another table from here on.
    pub fn table(&mut self, table: Table) {
        self.columns = Columns::of(&table.layout);
        self.known = KnownCells::default();
        self.last_pupil = None;
        self.last_who = None;
        self.who = self.columns.who();
        let columns = &self.columns;
        self.seen.lesson_columns |= columns.start.is_some() || table.layout.column(Role::Subject).is_some();
        self.seen.registration |= columns.reported.is_some();
        for (seen, column) in self.seen.columns.iter_mut().zip([columns.school, columns.grade, columns.class, columns.gender]) {
            *seen |= column.is_some();
        }
        let place = Place { file: Some(table.file.clone()), sheet: table.sheet.clone(), ..Place::default() };
        if !columns.has_lengths() {
            self.findings.add(Finding::new(FindingKind::LessonsWithoutLength, place.clone()));
        }
        if columns.id.is_none() {
            self.findings.add(Finding::new(FindingKind::NamedPupils, place));
        }
        self.table = Some(table);
    }

    /// Adds a finding that was made before a row came here.
    pub fn note(&mut self, finding: Finding) {
        self.findings.add(finding);
    }

    /// What was found so far.
    #[must_use]
    pub const fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Rows of data so far.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.seen.rows
    }

    fn find<R: Row>(&mut self, kind: FindingKind, row: &R, role: Option<Role>, found: Option<Value>) -> Unusable {
        self.found += 1;
        let mut place = Place { row: Some(row.number()), ..Place::default() };
        if let Some(table) = &self.table {
            place.file = Some(table.file.clone());
            place.sheet.clone_from(&table.sheet);
            if let Some(role) = role {
                (place.column, place.header) = table.layout.place(role);
            }
        }
        let mut finding = Finding::new(kind, place);
        finding.found = found;
        self.findings.add(finding);
        Unusable
    }

    /// An error on a cell, quoting it.
    fn unread<R: Row>(&mut self, kind: FindingKind, row: &R, role: Role, column: usize) -> Unusable {
        let cell = value::shown(row, column);
        let found = if cell.is_empty() { Sentence::from(Key::PlaceEmptyCell).into() } else { Value::Text(cell) };
        self.find(kind, row, Some(role), Some(found))
    }

    /// Understands a row and adds it. A row that cannot be used leaves a finding.
    pub fn row<R: Row>(&mut self, row: &R) {
        let _noted = self.fold(row);
    }

    fn fold<R: Row>(&mut self, row: &R) -> Result<(), Unusable> {
        let columns = self.columns;
        let known = &mut self.known.dates;
        let day = value::day(row.cell(columns.date), |raw| known.get(raw, || day_of_text(&row.text(raw))));
        let Some(day) = day else { return self.without_day(row) };
        self.seen.rows += 1;
        let status = self.status(row)?;
        if status == Some(Kind::Cancelled) || self.truth(row, columns.cancelled, Role::Cancelled)? == Some(true) {
            let _noted = self.find(FindingKind::CancelledLessons, row, None, None);
            return Ok(());
        }
        let lesson = self.lesson(row, day, status)?;
        let Whom { pupil, placement } = self.whom(row)?;
        let Some(entry) = self.pupils.get_mut(pupil) else { return Ok(()) };
        match entry.add(&lesson, placement) {
            Added::Fine => {}
            Added::Moved(before) => self.moved(row, before, placement),
            Added::Overfull => return Err(self.find(FindingKind::DayOverfull, row, Some(Role::Length), None)),
        }
        Ok(())
    }

    /// One day in two places: a pupil with lessons in both, or two pupils whom the file does not tell apart.
    fn moved<R: Row>(&mut self, row: &R, before: u32, now: u32) {
        let at = |number: u32| usize::try_from(number).ok().and_then(|number| self.placements.get(number));
        let (Some(before), Some(now)) = (at(before), at(now)) else { return };
        if self.columns.id.is_none() && before.class != now.class {
            let _noted = self.find(FindingKind::NameInTwoClasses, row, Some(Role::Class), None);
        } else if self.columns.id.is_some() && before.school != now.school {
            let _noted = self.find(FindingKind::IdInTwoSchools, row, Some(Role::PupilId), None);
        }
    }

    /// A row without a day: nothing at all, a repeated header, a sum or footer; or an error.
    fn without_day<R: Row>(&mut self, row: &R) -> Result<(), Unusable> {
        if self.columns.all().all(|column| row.cell(column) == Cell::Empty) {
            let first = (0..row.width()).find(|&column| row.cell(column) != Cell::Empty);
            // Cells outside every known column, and no footer: a title or a remark between the rows.
            if first.is_some() {
                let _noted = self.find(FindingKind::RowsPassedOver, row, None, None);
            }
            return Ok(());
        }
        let repeated = self
            .table
            .as_ref()
            .and_then(|table| table.layout.column(Role::Date))
            .is_some_and(|column| value::text(row, column.index).is_some_and(|text| plain(&text) == plain(&column.header)));
        let footer = (0..row.width())
            .find_map(|column| value::text(row, column).filter(|text| !text.is_empty()))
            .is_some_and(|text| self.vocabulary.is_footer(&text));
        if repeated || (footer && row.cell(self.columns.date) == Cell::Empty) {
            let _noted = self.find(FindingKind::RowsPassedOver, row, None, None);
            return Ok(());
        }
        Err(self.unread(FindingKind::UnknownDate, row, Role::Date, self.columns.date))
    }

    /// The register, and what was found on the way. No register when any of that is an error.
    #[must_use]
    pub fn finish(mut self) -> (Option<Register>, Findings) {
        let place = Place { file: self.table.as_ref().map(|table| table.file.clone()), ..Place::default() };
        let days = || self.pupils.iter().flat_map(|pupil| &pupil.days);
        let span = days().map(|day| day.day).min().zip(days().map(|day| day.day).max()).and_then(|(first, last)| Span::new(first, last));
        let busiest = days().map(|day| day.lessons).max().unwrap_or(0);
        if self.seen.rows == 0 && !self.findings.refuse() {
            self.findings.add(Finding::new(FindingKind::NoRows, place.clone()));
        } else if self.seen.rows > 0 && self.seen.without_absence == 0 && !self.findings.refuse() {
            self.findings.add(Finding::new(FindingKind::GrainUnread, place.clone()));
        }
        // Where no cell says `present`, an empty cell does, and nothing is known of registration.
        if self.seen.blank_status && !self.seen.present {
            for day in self.pupils.iter_mut().flat_map(|pupil| &mut pupil.days) {
                (day.unregistered, day.unregistered_lessons) = (0, 0);
            }
        } else {
            self.seen.registration |= self.seen.present;
        }
        let unregistered: u64 = self.pupils.iter().flat_map(|pupil| &pupil.days).map(|day| u64::from(day.unregistered_lessons)).sum();
        if unregistered > 0 {
            let mut finding = Finding::new(FindingKind::UnregisteredLessons, place);
            finding.rows = unregistered;
            self.findings.add(finding);
        }
        let (Some(span), false) = (span, self.findings.refuse()) else { return (None, self.findings) };
        let [school, grade, class, gender] = self.seen.columns;
        let has = |breakdown: &Breakdown| match breakdown {
            Breakdown::School => school,
            Breakdown::Stage | Breakdown::Grade => grade,
            Breakdown::Class => class,
            Breakdown::Gender => gender,
        };
        let register = Register {
            pupils: self.pupils,
            placements: self.placements,
            schools: self.schools.into_names(),
            classes: self.classes.into_names(),
            span,
            grain: if self.seen.lesson_columns || busiest > 1 { Grain::Lesson } else { Grain::Day },
            told: Told {
                authorisation: !self.seen.unspecified,
                reporting: !self.seen.unspecified && !self.seen.unclear,
                registration: self.seen.registration,
            },
            breakdowns: Breakdown::ALL.into_iter().filter(has).collect(),
        };
        (Some(register), self.findings)
    }
}
