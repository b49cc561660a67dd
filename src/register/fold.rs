//! The one bridge from rows to the register: a row is understood, added to its pupil's day and forgotten. What cannot be
//! understood is a finding with a place; all are collected, and any error among them refuses the files.

use super::intern::{Known, Names};
use super::ledger::{Added, Lesson, Pupil};
use super::{Breakdown, Grain, Placement, Register, Told};
use crate::calendar::{Day, Span};
use crate::finding::{Finding, Findings, Kind as FindingKind, Place};
use crate::layout::value::{self, Grade, clock_of_text, day_of_text, grade_of_text, minutes_of_text, truth_of_text};
use crate::layout::{Absence, Gender, Kind, Layout, Role, Vocabulary, plain};
use crate::locale::{Key, Sentence, Value};
use crate::source::{Cell, Row, same};
use hashbrown::HashMap;
use siphasher::sip128::{Hasher128, SipHasher13};
use std::borrow::Cow;
use std::hash::Hasher;
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

/// The columns of the table at hand, by role.
#[derive(Clone, Copy, Default)]
struct Columns {
    school: Option<usize>,
    class: Option<usize>,
    grade: Option<usize>,
    gender: Option<usize>,
    id: Option<usize>,
    names: [Option<usize>; 3],
    date: usize,
    start: Option<usize>,
    end: Option<usize>,
    length: Option<usize>,
    status: Option<usize>,
    absent: Option<usize>,
    authorised: Option<usize>,
    unauthorised: Option<usize>,
    late: Option<usize>,
    reported: Option<usize>,
    cancelled: Option<usize>,
}

impl Columns {
    fn of(layout: &Layout) -> Self {
        let at = |role: Role| layout.column(role).map(|column| column.index);
        Self {
            school: at(Role::School).or_else(|| at(Role::SchoolCode)),
            class: at(Role::Class),
            grade: at(Role::Grade),
            gender: at(Role::Gender),
            id: at(Role::PupilId),
            names: [at(Role::PupilName), at(Role::LastName), at(Role::FirstName)],
            // A layout without a date does not come this far; every cell of a column that no row has is empty.
            date: at(Role::Date).unwrap_or(usize::MAX),
            start: at(Role::Start),
            end: at(Role::End),
            length: at(Role::Length),
            status: at(Role::Status),
            absent: at(Role::Absent),
            authorised: at(Role::Authorised),
            unauthorised: at(Role::Unauthorised),
            late: at(Role::Late),
            reported: at(Role::Reported),
            cancelled: at(Role::Cancelled),
        }
    }

    /// The columns that say who a row is about, as one stretch; none when a column that changes from lesson to lesson stands
    /// among them.
    fn who(&self) -> Option<(usize, usize)> {
        let [name, last, first] = self.names;
        let who = || [self.school, self.class, self.grade, self.gender, self.id, name, last, first].into_iter().flatten();
        let changing = [Some(self.date), self.start, self.end, self.length, self.status, self.absent, self.authorised, self.unauthorised];
        let (first, last) = (who().min()?, who().max()?);
        let torn = changing.into_iter().flatten().any(|column| (first..=last).contains(&column));
        (!torn).then_some((first, last))
    }

    /// Every column that a row of data fills.
    fn all(&self) -> impl Iterator<Item = usize> {
        let [name, last, first] = self.names;
        let optional = [self.id, name, last, first, self.start, self.length, self.status, self.absent, self.authorised, self.unauthorised];
        std::iter::once(self.date).chain(optional.into_iter().flatten())
    }

    const fn has_lengths(&self) -> bool {
        self.length.is_some() || (self.start.is_some() && self.end.is_some())
    }

    const fn has_minutes(&self) -> bool {
        self.absent.is_some() || self.authorised.is_some() || self.unauthorised.is_some()
    }
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

/// The bytes of a cell that is read as text.
fn bytes<R: Row>(row: &R, column: usize) -> Cow<'_, [u8]> {
    match row.cell(column) {
        Cell::Text(raw) => Cow::Borrowed(raw),
        Cell::Empty => Cow::Borrowed(&[]),
        _ => Cow::Owned(value::text(row, column).unwrap_or_default().into_owned().into_bytes()),
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
            Added::Moved if columns.id.is_none() => {
                let _noted = self.find(FindingKind::NameInTwoClasses, row, Some(Role::Class), None);
            }
            Added::Moved => {}
            Added::Overfull => return Err(self.find(FindingKind::DayOverfull, row, Some(Role::Length), None)),
        }
        Ok(())
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

    /// The kind that the status says; none for an empty cell or no such column.
    fn status<R: Row>(&mut self, row: &R) -> Result<Option<Kind>, Unusable> {
        let Some(column) = self.columns.status else { return Ok(None) };
        let raw = bytes(row, column);
        if raw.is_empty() {
            return Ok(None);
        }
        let vocabulary = &self.vocabulary;
        let kind = self.known.statuses.get(&raw, || vocabulary.kind(&row.text(&raw)));
        match kind {
            Some(kind) => {
                self.seen.present |= kind == Kind::Present;
                Ok(Some(kind))
            }
            None => Err(self.unread(FindingKind::UnknownStatus, row, Role::Status, column)),
        }
    }

    fn truth<R: Row>(&mut self, row: &R, column: Option<usize>, role: Role) -> Result<Option<bool>, Unusable> {
        let Some(column) = column else { return Ok(None) };
        let raw = bytes(row, column);
        match self.known.truths.get(&raw, || truth_of_text(&row.text(&raw))) {
            Some(truth) => Ok(Some(truth)),
            None => Err(self.unread(FindingKind::UnknownStatus, row, role, column)),
        }
    }

    /// Minutes of a column; none for an empty cell or no such column.
    fn minutes<R: Row>(&mut self, row: &R, column: Option<usize>, role: Role) -> Result<Option<u16>, Unusable> {
        let Some(column) = column else { return Ok(None) };
        let cell = row.cell(column);
        if cell == Cell::Empty {
            return Ok(None);
        }
        let known = &mut self.known.minutes;
        let minutes = value::minutes(cell, |raw| known.get(raw, || minutes_of_text(&row.text(raw))));
        match minutes.and_then(|minutes| u16::try_from(minutes).ok()) {
            Some(minutes) => Ok(Some(minutes)),
            None => Err(self.unread(FindingKind::UnknownMinutes, row, role, column)),
        }
    }

    /// Minutes on the schedule: the length, else from start to end, else one lesson as good as another.
    fn scheduled<R: Row>(&mut self, row: &R) -> Result<u16, Unusable> {
        let columns = self.columns;
        if let Some(column) = columns.length {
            let known = &mut self.known.lengths;
            let minutes = value::minutes(row.cell(column), |raw| known.get(raw, || minutes_of_text(&row.text(raw))));
            match (minutes.and_then(|minutes| u16::try_from(minutes).ok()), row.cell(column)) {
                (Some(minutes), _) => return Ok(minutes),
                (None, Cell::Empty) if columns.start.is_some() && columns.end.is_some() => {}
                (None, _) => return Err(self.unread(FindingKind::UnknownMinutes, row, Role::Length, column)),
            }
        }
        let (Some(start_column), Some(end_column)) = (columns.start, columns.end) else { return Ok(1) };
        let known = &mut self.known.starts;
        let start = value::clock(row.cell(start_column), |raw| known.get(raw, || clock_of_text(&row.text(raw))));
        let known = &mut self.known.ends;
        let end = value::clock(row.cell(end_column), |raw| known.get(raw, || clock_of_text(&row.text(raw))));
        match (start, end) {
            (Some(start), Some(end)) if end > start => Ok(end - start),
            (Some(_), Some(_)) => Err(self.unread(FindingKind::LessonBackwards, row, Role::End, end_column)),
            (None, _) => Err(self.unread(FindingKind::UnknownMinutes, row, Role::Start, start_column)),
            (_, None) => Err(self.unread(FindingKind::UnknownMinutes, row, Role::End, end_column)),
        }
    }

    /// The lesson with its absence.
    fn lesson<R: Row>(&mut self, row: &R, day: Day, status: Option<Kind>) -> Result<Lesson, Unusable> {
        let columns = self.columns;
        let scheduled = self.scheduled(row)?;
        let whole = status.and_then(Kind::absence);
        let (authorised, unauthorised) =
            (self.minutes(row, columns.authorised, Role::Authorised)?, self.minutes(row, columns.unauthorised, Role::Unauthorised)?);
        let total = self.minutes(row, columns.absent, Role::Absent)?;
        // What unauthorised minutes are: the status may say more of them.
        let unclear = match (status, whole) {
            (_, Some(absence @ (Absence::Unreported | Absence::UnauthorisedReported))) => absence,
            // The minutes of a late arrival are unauthorised, and nobody was expected to report them.
            (Some(Kind::Late), _) => Absence::UnauthorisedReported,
            _ => Absence::UnauthorisedUnclear,
        };
        let mut absent = match (authorised, unauthorised, total) {
            (None, None, None) => match (whole, status) {
                (Some(absence), _) => [(scheduled, absence), (0, absence)],
                (None, Some(Kind::Late)) => {
                    let late = self.minutes(row, columns.late, Role::Late)?.unwrap_or(0);
                    [(late, Absence::UnauthorisedReported), (0, Absence::Authorised)]
                }
                _ => [(0, Absence::Authorised), (0, Absence::Authorised)],
            },
            (None, None, Some(total)) => {
                let absence =
                    whole.unwrap_or(if status == Some(Kind::Late) { Absence::UnauthorisedReported } else { Absence::Unspecified });
                [(total, absence), (0, absence)]
            }
            (authorised, unauthorised, _) => [(authorised.unwrap_or(0), Absence::Authorised), (unauthorised.unwrap_or(0), unclear)],
        };
        let [(first, _), (second, _)] = &mut absent;
        if u32::from(*first) + u32::from(*second) > u32::from(scheduled) {
            let _noted = self.find(FindingKind::AbsenceOverLesson, row, None, None);
            *first = (*first).min(scheduled);
            *second = (*second).min(scheduled - *first);
        }
        self.look_at(row, status, &absent);
        let is_absent = absent.iter().any(|(minutes, _)| *minutes > 0);
        let registered = is_absent || self.is_registered(row, status)?;
        Ok(Lesson { day, scheduled, absent, registered })
    }

    /// Remembers what decides on what the files tell.
    fn look_at<R: Row>(&mut self, row: &R, status: Option<Kind>, absent: &[(u16, Absence)]) {
        for (_, absence) in absent.iter().filter(|(minutes, _)| *minutes > 0) {
            self.seen.unclear |= *absence == Absence::UnauthorisedUnclear;
            if *absence == Absence::Unspecified {
                self.seen.unspecified = true;
                let role = if status.is_some() { Role::Status } else { Role::Absent };
                let _noted = self.find(FindingKind::AbsenceUnspecified, row, Some(role), None);
            }
        }
        if absent.iter().all(|(minutes, _)| *minutes == 0) {
            self.seen.without_absence += 1;
        }
    }

    fn is_registered<R: Row>(&mut self, row: &R, status: Option<Kind>) -> Result<bool, Unusable> {
        if let Some(reported) = self.truth(row, self.columns.reported, Role::Reported)? {
            return Ok(reported && status != Some(Kind::Unregistered));
        }
        match status {
            Some(Kind::Unregistered) => {
                self.seen.registration = true;
                Ok(false)
            }
            // An empty status: nobody said anything, unless minutes of absence are what the file says it with.
            None if self.columns.status.is_some() && !self.columns.has_minutes() => {
                self.seen.blank_status = true;
                Ok(false)
            }
            _ => Ok(true),
        }
    }

    /// Whom a row is about. In most files row after row is about the same pupil: then the same bytes say so.
    fn whom<R: Row>(&mut self, row: &R) -> Result<Whom, Unusable> {
        let stretch = self.who.and_then(|(first, last)| row.stretch(first, last));
        if let (Some(stretch), Some((last, whom))) = (stretch, &self.last_who)
            && same(last, stretch)
        {
            return Ok(*whom);
        }
        let found = self.found;
        let placement = self.placement(row)?;
        let pupil = self.pupil(row)?;
        self.gender(row, pupil)?;
        let whom = Whom { pupil, placement };
        // A row that led to a finding is looked at anew each time, so that its like are counted.
        self.last_who = stretch.filter(|_| self.found == found).map(|stretch| (stretch.to_vec(), whom));
        Ok(whom)
    }

    fn placement<R: Row>(&mut self, row: &R) -> Result<u32, Unusable> {
        let columns = self.columns;
        let known = &mut self.known;
        let (schools, classes) = (&mut self.schools, &mut self.classes);
        let name = |column: Option<usize>, known: &mut Known<Option<u32>>, names: &mut Names| {
            let raw = bytes(row, column?);
            known.get(&raw, || {
                let text = row.text(&raw);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (!text.is_empty()).then(|| names.number(&text))
            })
        };
        let school = name(columns.school, &mut known.schools, schools);
        let class = name(columns.class, &mut known.classes, classes);
        let grade = columns.grade.map(|column| {
            let raw = bytes(row, column);
            known.grades.get(&raw, || grade_of_text(&row.text(&raw)))
        });
        if grade == Some(None) {
            let _noted = self.find(FindingKind::UnknownGrade, row, Some(Role::Grade), None);
        }
        let placement = Placement { school, class, grade: grade.flatten().unwrap_or_default() };
        if let Some((last, number)) = self.last_placement
            && last == placement
        {
            return Ok(number);
        }
        let next = u32::try_from(self.placements.len()).unwrap_or(u32::MAX);
        let number = *self.placement_numbers.entry(placement).or_insert_with(|| {
            self.placements.push(placement);
            next
        });
        self.last_placement = Some((placement, number));
        Ok(number)
    }

    /// The pupil of a row, new or known: by id where there is one, else by school and name.
    fn pupil<R: Row>(&mut self, row: &R) -> Result<usize, Unusable> {
        if let Some(column) = self.columns.id {
            let raw = bytes(row, column);
            if !raw.is_empty() {
                if let Some((last, pupil)) = &self.last_pupil
                    && same(last, &raw)
                {
                    return Ok(*pupil);
                }
                let mut hasher = SipHasher13::new_with_key(&self.secret);
                hasher.write_u8(0);
                for byte in raw.iter().filter(|byte| !matches!(byte, b' ' | b'-' | b'+')) {
                    hasher.write_u8(byte.to_ascii_uppercase());
                }
                let pupil = self.pupil_of(hasher.finish128().as_u128());
                self.last_pupil = Some((raw.into_owned(), pupil));
                return Ok(pupil);
            }
        }
        let mut hasher = SipHasher13::new_with_key(&self.secret);
        hasher.write_u8(1);
        let mut named = false;
        for column in self.columns.names.iter().flatten() {
            let name = plain(&value::text(row, *column).unwrap_or_default());
            named |= !name.is_empty();
            hasher.write(name.as_bytes());
            hasher.write_u8(0);
        }
        if !named {
            return Err(self.find(
                FindingKind::NoPupil,
                row,
                Some(if self.columns.id.is_some() { Role::PupilId } else { Role::PupilName }),
                None,
            ));
        }
        if self.columns.id.is_some() {
            let _noted = self.find(FindingKind::NamedPupils, row, Some(Role::PupilId), None);
        }
        let school = self.last_placement.and_then(|(placement, _)| placement.school);
        hasher.write_u32(school.unwrap_or(u32::MAX));
        Ok(self.pupil_of(hasher.finish128().as_u128()))
    }

    fn pupil_of(&mut self, number: u128) -> usize {
        *self.numbers.entry(number).or_insert_with(|| {
            self.pupils.push(Pupil::default());
            self.pupils.len() - 1
        })
    }

    fn gender<R: Row>(&mut self, row: &R, pupil: usize) -> Result<(), Unusable> {
        let Some(column) = self.columns.gender else { return Ok(()) };
        let raw = bytes(row, column);
        if raw.is_empty() {
            return Ok(());
        }
        let vocabulary = &self.vocabulary;
        let Some(gender) = self.known.genders.get(&raw, || vocabulary.gender(&row.text(&raw))) else {
            return Err(self.unread(FindingKind::UnknownGender, row, Role::Gender, column));
        };
        let Some(entry) = self.pupils.get_mut(pupil) else { return Ok(()) };
        match (entry.gender, gender) {
            (_, Gender::Unknown) => Ok(()),
            (Gender::Unknown, _) => {
                entry.gender = gender;
                Ok(())
            }
            (before, now) if before == now => Ok(()),
            _ => Err(self.find(FindingKind::TwoGenders, row, Some(Role::Gender), None)),
        }
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
