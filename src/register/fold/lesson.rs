//! What a row says of its lesson: how long it was, how much of it the pupil was absent, and whether anybody registered it.

use super::{Folder, Unusable, bytes};
use crate::calendar::Day;
use crate::finding::Kind as FindingKind;
use crate::layout::value::{self, clock_of_text, minutes_of_text, truth_of_text};
use crate::layout::{Absence, Kind, Role};
use crate::register::ledger::Lesson;
use crate::source::{Cell, Row};

impl Folder {
    /// The kind that the status says; none for an empty cell or no such column.
    pub(super) fn status<R: Row>(&mut self, row: &R) -> Result<Option<Kind>, Unusable> {
        let Some(column) = self.columns.status else { return Ok(None) };
        let raw = bytes(row, column);
        if raw.is_empty() {
            return Ok(None);
        }
        let kinds = self.table.as_ref().map(|table| &table.layout.kinds);
        let kind = self.known.statuses.get(&raw, || kinds?.meaning(&row.text(&raw)).map(|meaning| meaning.kind));
        match kind {
            Some(kind) => {
                self.seen.present |= kind == Kind::Present;
                Ok(Some(kind))
            }
            None => Err(self.unread(FindingKind::UnknownStatus, row, Role::Status, column)),
        }
    }

    pub(super) fn truth<R: Row>(&mut self, row: &R, column: Option<usize>, role: Role) -> Result<Option<bool>, Unusable> {
        let Some(column) = column else { return Ok(None) };
        let raw = bytes(row, column);
        match self.known.truths.get(&raw, || truth_of_text(&row.text(&raw))) {
            Some(truth) => Ok(Some(truth)),
            None => Err(self.unread(FindingKind::UnknownStatus, row, role, column)),
        }
    }

    /// Minutes of a column; none for an empty cell or no such column.
    pub(super) fn minutes<R: Row>(&mut self, row: &R, column: Option<usize>, role: Role) -> Result<Option<u16>, Unusable> {
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
    pub(super) fn scheduled<R: Row>(&mut self, row: &R) -> Result<u16, Unusable> {
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
    pub(super) fn lesson<R: Row>(&mut self, row: &R, day: Day, status: Option<Kind>) -> Result<Lesson, Unusable> {
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
    pub(super) fn look_at<R: Row>(&mut self, row: &R, status: Option<Kind>, absent: &[(u16, Absence)]) {
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

    pub(super) fn is_registered<R: Row>(&mut self, row: &R, status: Option<Kind>) -> Result<bool, Unusable> {
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
}
