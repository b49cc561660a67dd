//! The one bridge from rows to the register: a row is understood, added to its pupil and forgotten. What cannot be understood is a
//! finding with a place; all are collected, and any error among them refuses the files.

mod again;
mod amount;
mod columns;
mod event;
mod extra;
mod finish;
mod lesson;
mod passed;
mod total;
mod when;
mod whom;
mod words;

use super::draft::{Draft, Source};
use super::flags;
use super::intern::{Known, Names, Recurring};
use super::label::Breakdown;
use crate::calendar::{Day, Span};
use crate::finding::{Finding, Findings, Kind as FindingKind, Place};
use crate::layout::value::{self, Grade, Organiser, Reading};
use crate::layout::{Gender, Grain, Kind, KindSeen, Layout, Role, Vocabulary, plain};
use crate::locale::{Key, Sentence, Value};
use crate::source::{Cell, Row};
use columns::Columns;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;
use words::{Said, Words};

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

/// What is handed in from outside the files.
#[derive(Clone, Copy, Debug)]
pub struct Outside {
    /// The day of reading: a number with two digits of the year gets its century by it.
    pub today: Day,
    /// Keys the hash under which pupils are known while reading; nothing is left of it afterwards.
    pub secret: [u8; 16],
    /// Scheduled minutes of every school day, where the files list absences only.
    pub day_minutes: Option<u16>,
}

/// What has been seen that decides, at the end, what the files tell.
#[derive(Default)]
struct Seen {
    rows: u64,
    present: bool,
    blank_status: bool,
    /// Totals of absence of which it is not said whether it was authorised; or, of unauthorised absence, reported.
    unspecified: bool,
    unclear: bool,
    /// Totals of absence.
    totals: bool,
    /// Tables of attendance that could not say that a pupil came late.
    no_late: bool,
    registration: bool,
    lesson_columns: bool,
    notifications: bool,
    /// What columns, or what stands for them, say of pupils.
    breakdowns: BTreeSet<Breakdown>,
}

/// What is remembered of a table after its end.
struct TableFacts {
    file: String,
    sheet: Option<String>,
    grain: Grain,
    /// Whether it has a column for when lessons start.
    clocked: bool,
    rows: u64,
    /// The period of its totals or absences.
    period: Option<Span>,
}

/// Whom a row is about: a pupil, and where the row stands and says the pupil is.
#[derive(Clone, Copy)]
struct Whom {
    pupil: usize,
    source: u32,
}

/// A row that cannot be used; its finding has been noted.
struct Unusable;

/// Takes rows and makes the register.
pub struct Folder {
    vocabulary: Rc<Vocabulary>,
    secret: [u8; 16],
    today: Day,
    day_minutes: Option<u16>,
    table: Option<Table>,
    grain: Grain,
    columns: Columns,
    /// The columns of marks of the table at hand, each with its mark's number.
    flags: Vec<(usize, usize)>,
    /// Headings of columns of marks, in plain spelling.
    flag_names: Vec<String>,
    /// The same as files spell them.
    mark_names: Vec<String>,
    extras: extra::Extras,
    sets: Vec<total::Set>,
    given: Option<Span>,
    /// School and class of rows that do not say them.
    above: (Option<u32>, Option<u32>),
    personal_numbers: bool,
    /// Whether the table has per cent, and whether any has decimals.
    fractions: (bool, bool),
    findings: Findings,
    seen: Seen,
    tables: Vec<TableFacts>,
    groups: HashMap<Vec<String>, u16>,
    group: u16,
    /// Of each group, whether any of its rows was without absence.
    presence: Vec<bool>,
    drafts: Vec<Draft>,
    numbers: HashMap<u128, usize>,
    /// Ids as the table spells them, hashed.
    spellings: HashMap<u128, usize>,
    last_pupil: Option<(Vec<u8>, usize)>,
    /// Which columns say who a row is about, if they stand together.
    who: Option<(usize, usize)>,
    /// Those cells of the row before, and whom they meant.
    last_who: Option<(Vec<u8>, Whom)>,
    /// The date of the row before, and its day.
    last_day: Option<(Vec<u8>, Day)>,
    /// Findings made so far.
    found: u64,
    sources: Vec<Source>,
    source_numbers: HashMap<Source, u32>,
    last_source: Option<(Source, u32)>,
    schools: Names,
    classes: Names,
    municipalities: Names,
    subjects: Names,
    words: Words,
    known: KnownCells,
    lessons: again::Lessons,
}

/// Cells of the table at hand that were understood before.
#[derive(Default)]
struct KnownCells {
    dates: Known<Option<Day>>,
    clocks: Known<Option<u16>>,
    ranges: Known<Option<(u16, u16)>>,
    amounts: Known<Reading>,
    causes: Known<Option<Kind>>,
    schools: Known<Option<u32>>,
    classes: Known<Option<u32>>,
    municipalities: Known<Option<u32>>,
    subjects: Recurring<Option<u16>>,
    organisers: Known<Option<Organiser>>,
    grades: Known<Option<Grade>>,
    genders: Known<Option<Gender>>,
    truths: Known<Option<bool>>,
    forms: Known<bool>,
}

/// The bytes of a cell that is read as text.
#[inline]
fn bytes<R: Row>(row: &R, column: usize) -> Cow<'_, [u8]> {
    match row.cell(column) {
        Cell::Text(raw) => Cow::Borrowed(raw),
        Cell::Empty => Cow::Borrowed(&[]),
        _ => Cow::Owned(spelt(row, column)),
    }
}

/// A cell of a workbook that is no text, as it would be written.
#[cold]
fn spelt<R: Row>(row: &R, column: usize) -> Vec<u8> {
    value::text(row, column).map_or_else(|| value::shown(row, column), Cow::into_owned).into_bytes()
}

impl Folder {
    /// A folder without rows.
    #[must_use]
    pub fn new(vocabulary: Rc<Vocabulary>, outside: Outside) -> Self {
        Self {
            vocabulary,
            secret: outside.secret,
            today: outside.today,
            day_minutes: outside.day_minutes,
            table: None,
            grain: Grain::Lesson,
            columns: Columns::default(),
            flags: Vec::new(),
            flag_names: Vec::new(),
            mark_names: Vec::new(),
            extras: extra::Extras::default(),
            sets: Vec::new(),
            given: None,
            above: (None, None),
            personal_numbers: false,
            fractions: (false, false),
            findings: Findings::default(),
            seen: Seen::default(),
            tables: Vec::new(),
            groups: HashMap::new(),
            group: 0,
            presence: Vec::new(),
            drafts: Vec::new(),
            numbers: HashMap::new(),
            spellings: HashMap::new(),
            last_pupil: None,
            who: None,
            last_who: None,
            last_day: None,
            found: 0,
            sources: Vec::new(),
            source_numbers: HashMap::new(),
            last_source: None,
            schools: Names::default(),
            classes: Names::default(),
            municipalities: Names::default(),
            subjects: Names::default(),
            words: Words::default(),
            known: KnownCells::default(),
            lessons: again::Lessons::default(),
        }
    }

    /// Rows come from another table from here on.
    pub fn table(&mut self, table: Table) {
        self.leave();
        let layout = &table.layout;
        self.columns = Columns::of(layout);
        self.grain = layout.grain;
        self.given = layout.given.period;
        self.above = (
            layout.given.school.as_deref().and_then(|school| whom::name(&mut self.schools, school)),
            layout.given.class.as_deref().and_then(|class| whom::name(&mut self.classes, class)),
        );
        self.personal_numbers = layout.column(Role::PupilId).is_some_and(|column| whom::is_of_personal_numbers(&column.header));
        let headers: Vec<String> = layout.headers.iter().map(|header| plain(header)).collect();
        let next = u16::try_from(self.groups.len()).unwrap_or(u16::MAX);
        self.group = *self.groups.entry(headers).or_insert(next);
        if usize::from(self.group) == self.presence.len() {
            self.presence.push(false);
        }
        self.flags = self.flags_of(layout);
        let place = Place { file: Some(table.file.clone()), sheet: table.sheet.clone(), ..Place::default() };
        self.extras.table(layout, &self.vocabulary, &place);
        self.who = self.columns.who(self.flags.iter().map(|(column, _)| *column).chain(self.extras.columns()));
        self.lessons.columns = self.columns.what(layout);
        let columns = &self.columns;
        self.seen.lesson_columns |= columns.is_of_lessons() && matches!(self.grain, Grain::Lesson | Grain::Schedule);
        self.seen.no_late |= self.grain != Grain::Schedule && columns.status.is_none() && columns.late.is_none();
        self.seen.registration |= columns.reported.is_some() || columns.not_registered.is_some();
        self.seen.notifications |= layout.notifications;
        let said = [
            (Breakdown::Municipality, columns.municipality.is_some()),
            (Breakdown::Organiser, columns.organiser.is_some()),
            (Breakdown::School, columns.school.is_some() || self.above.0.is_some()),
            (Breakdown::Grade, columns.grade.is_some()),
            (Breakdown::Class, columns.class.is_some() || self.above.1.is_some()),
            (Breakdown::Gender, columns.gender.is_some()),
        ];
        self.seen.breakdowns.extend(said.into_iter().filter_map(|(breakdown, said)| said.then_some(breakdown)));
        let mut find = |kind: FindingKind| self.findings.add(Finding::new(kind, place.clone()));
        if matches!(self.grain, Grain::Lesson | Grain::Day | Grain::Schedule) && !columns.has_lengths() {
            find(FindingKind::LessonsWithoutLength);
        }
        if columns.id.is_none() {
            find(FindingKind::NamedPupils);
        }
        if layout.notifications {
            find(FindingKind::NotificationsNotAbsence);
        }
        self.sets = if self.grain == Grain::Period { total::Set::of(layout) } else { Vec::new() };
        if self.grain == Grain::Period && self.sets.is_empty() {
            find(FindingKind::GrainUnread);
        }
        if self.grain == Grain::Period && total::Set::leaves_half(layout, &self.sets) {
            find(FindingKind::HalfWithoutTime);
        }
        self.tables.push(TableFacts {
            file: table.file.clone(),
            sheet: table.sheet.clone(),
            grain: self.grain,
            clocked: columns.start.is_some() || columns.lesson.is_some(),
            rows: 0,
            period: self.given,
        });
        self.table = Some(table);
    }

    /// The columns of marks of a table, each with its mark's number; a heading that another table has had is the same mark.
    fn flags_of(&mut self, layout: &Layout) -> Vec<(usize, usize)> {
        let mut flags = Vec::new();
        for column in layout.columns.iter().filter(|column| column.role == Some(Role::Flag)) {
            let heading = plain(&column.header);
            let known = self.flag_names.iter().position(|name| *name == heading);
            let number = known.unwrap_or(self.flag_names.len());
            if known.is_none() && number < flags::MOST {
                self.flag_names.push(heading);
                self.mark_names.push(column.header.clone());
            }
            if let Some(mark) = self.mark_names.get_mut(number).filter(|mark| column.header < **mark) {
                mark.clone_from(&column.header);
            }
            if number < flags::MOST {
                flags.push((column.index, number));
            }
        }
        flags
    }

    /// The table at hand is at its end: what was remembered of its cells is forgotten.
    fn leave(&mut self) {
        if let (Some(table), (true, false)) = (&self.table, self.fractions) {
            let place = Place { file: Some(table.file.clone()), sheet: table.sheet.clone(), ..Place::default() };
            self.findings.add(Finding::new(FindingKind::RoundedInSource, place));
        }
        self.fractions = (false, false);
        self.known = KnownCells::default();
        self.lessons = again::Lessons::default();
        self.extras.leave();
        self.words = Words::default();
        self.spellings.clear();
        self.last_pupil = None;
        self.last_who = None;
        self.last_day = None;
    }

    /// The words for presence and absence of the table at hand, so far: what each stands for, and how many rows have it.
    #[must_use]
    pub fn kinds(&self) -> Vec<KindSeen> {
        self.words.seen()
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
        match self.grain {
            Grain::Lesson | Grain::Day | Grain::Schedule => {
                let Some(day) = self.day(row) else { return self.without_day(row) };
                self.count();
                if self.is_no_school(row) {
                    return Ok(());
                }
                if let Some(lesson) = self.said_before(row, day)? {
                    return self.add_lesson(row, lesson);
                }
                let said = self.said(row)?;
                if self.is_cancelled(row, said)? {
                    return Ok(());
                }
                self.fold_lesson(row, day, said)
            }
            Grain::Event => {
                let Some(days) = self.days(row)? else { return self.without_day(row) };
                self.count();
                if self.is_no_school(row) {
                    return Ok(());
                }
                let said = self.said(row)?;
                if self.is_cancelled(row, said)? {
                    return Ok(());
                }
                self.fold_event(row, days, said)
            }
            Grain::Period => {
                if self.is_no_data(row) {
                    return Ok(());
                }
                self.count();
                if self.is_no_school(row) {
                    return Ok(());
                }
                self.fold_total(row)
            }
        }
    }

    fn count(&mut self) {
        self.seen.rows += 1;
        if let Some(table) = self.tables.last_mut() {
            table.rows += 1;
        }
    }

    /// What the row says it is; where no column can say it, what the table says all its rows are.
    #[inline]
    fn said<R: Row>(&mut self, row: &R) -> Result<Option<Said>, Unusable> {
        let said = self.status(row)?;
        let all = || self.table.as_ref().and_then(|table| table.layout.given.kind).map(|kind| Said { kind, decided: false });
        Ok(said.or_else(all))
    }

    fn is_cancelled<R: Row>(&mut self, row: &R, said: Option<Said>) -> Result<bool, Unusable> {
        let cancelled = said.is_some_and(|said| said.kind == Kind::Cancelled)
            || self.truth(row, self.columns.cancelled, Role::Cancelled)? == Some(true);
        if cancelled {
            let _noted = self.find(FindingKind::CancelledLessons, row, None, None);
        }
        Ok(cancelled)
    }
}
