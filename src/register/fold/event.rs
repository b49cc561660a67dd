//! What a row says of an absence that stands without the lessons around it.

use super::when::Clocks;
use super::words::Said;
use super::{Folder, Unusable};
use crate::calendar::Span;
use crate::finding::Kind as FindingKind;
use crate::layout::{Absence, AbsenceSet, Kind, Role, Unit};
use crate::register::draft::{Event, Extent};
use crate::source::Row;

impl Folder {
    /// Adds the row's absence to its pupil; a row that says the pupil was there adds none.
    pub(super) fn fold_event<R: Row>(&mut self, row: &R, days: Span, said: Option<Said>) -> Result<(), Unusable> {
        let kind = said.map(|said| said.kind);
        if matches!(kind, Some(Kind::Present | Kind::OtherActivity | Kind::Unregistered)) {
            return Ok(());
        }
        let notified = self.table.as_ref().is_some_and(|table| table.layout.notifications);
        let clocks = self.absence_clocks(row, days)?;
        let mut parts = self.amounts_of_event(row, clocks, kind)?;
        if parts.is_empty() {
            let absence = match kind {
                Some(Kind::Late) => Absence::Late,
                // Who notifies an absence is a guardian.
                None if notified => Absence::Reported,
                kind => kind.and_then(Kind::absence).unwrap_or(Absence::Unspecified),
            };
            let extent = if kind == Some(Kind::Late) {
                Extent::Clock(clocks.start.unwrap_or(0), clocks.start.unwrap_or(0))
            } else {
                self.extent(row, clocks)?
            };
            parts.push((extent, absence));
        }
        if parts.iter().any(|(_, absence)| *absence == Absence::Unspecified) {
            let role = if self.columns.status.is_some() { Role::Status } else { Role::Absent };
            let _noted = self.find(FindingKind::AbsenceUnspecified, row, Some(role), None);
        }
        let whom = self.whom(row)?;
        let Some(draft) = self.drafts.get_mut(whom.pupil) else { return Ok(()) };
        draft.mark(days.first(), clocks.start.unwrap_or(0), whom.source);
        let late = kind == Some(Kind::Late);
        draft.events.extend(parts.into_iter().map(|(extent, absence)| Event {
            days,
            extent,
            absence,
            notified,
            late,
            source: whom.source,
        }));
        Ok(())
    }

    /// The amounts of absence that the row has, by kind.
    fn amounts_of_event<R: Row>(&mut self, row: &R, clocks: Clocks, kind: Option<Kind>) -> Result<Vec<(Extent, Absence)>, Unusable> {
        let whole = kind.and_then(Kind::absence);
        let unclear = match whole {
            Some(absence) if AbsenceSet::UNAUTHORISED.has(absence) => absence,
            _ => Absence::Unauthorised,
        };
        let of_row = match kind {
            Some(Kind::Late) => Absence::Late,
            _ => whole.unwrap_or(Absence::Unspecified),
        };
        let mut parts = Vec::new();
        for pair in [
            [(self.columns.authorised, Role::Authorised, Absence::Authorised), (self.columns.unauthorised, Role::Unauthorised, unclear)],
            [
                (self.columns.notified, Role::Notified, Absence::Authorised),
                (self.columns.unnotified, Role::Unnotified, Absence::Unreported),
            ],
            [(self.columns.absent, Role::Absent, of_row), (self.columns.late.filter(|_| kind == Some(Kind::Late)), Role::Late, of_row)],
        ] {
            let mut from = clocks.start;
            for (column, role, absence) in pair {
                let Some(quantity) = self.quantity(row, column, role)? else { continue };
                let unread = |folder: &mut Self| {
                    folder.unread(FindingKind::UnknownMinutes, row, role, column.map_or(usize::MAX, |column| column.index))
                };
                let extent = match quantity.unit {
                    _ if quantity.hundredths == 0 => continue,
                    Some(Unit::Days) if quantity.hundredths >= 100 => Extent::Day,
                    Some(Unit::Lessons) => match u8::try_from((quantity.hundredths + 50) / 100) {
                        Ok(lessons) => Extent::Lessons(lessons),
                        Err(_) => return Err(unread(self)),
                    },
                    Some(Unit::Days | Unit::Percent) => return Err(unread(self)),
                    None | Some(Unit::Minutes | Unit::Hours) => {
                        let minutes = self.minutes(row, column, role, None)?.unwrap_or(0);
                        match from {
                            Some(start) => {
                                from = Some(start.saturating_add(minutes));
                                Extent::Clock(start, start.saturating_add(minutes))
                            }
                            None => Extent::Minutes(minutes),
                        }
                    }
                };
                parts.push((extent, absence));
            }
            if !parts.is_empty() {
                break;
            }
        }
        Ok(parts)
    }

    /// How much of the day a row without amounts of absence takes.
    fn extent<R: Row>(&mut self, row: &R, clocks: Clocks) -> Result<Extent, Unusable> {
        let lessons = self.quantity(row, self.columns.lessons, Role::Lessons)?;
        let lessons = lessons.and_then(|lessons| u8::try_from((lessons.hundredths + 50) / 100).ok()).filter(|lessons| *lessons > 0);
        let length = self.minutes(row, self.columns.length, Role::Length, None)?;
        Ok(match (clocks.start, clocks.end, length) {
            (Some(start), Some(end), _) if start < end => Extent::Clock(start, end),
            (Some(_), Some(_), _) => {
                return Err(self.unread(FindingKind::LessonBackwards, row, Role::End, self.columns.end.unwrap_or(usize::MAX)));
            }
            (Some(start), None, Some(length)) => Extent::Clock(start, start.saturating_add(length)),
            (Some(start), None, None) => Extent::Lesson(start),
            (None, _, Some(length)) => Extent::Minutes(length),
            (None, _, None) => match lessons {
                Some(lessons) => Extent::Lessons(lessons),
                None if self.columns.subject.is_some() => Extent::Lessons(1),
                None => Extent::Day,
            },
        })
    }
}
