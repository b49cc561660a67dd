//! What a row says of its lesson: how long it was, how much of it the pupil was absent, and whether anybody registered it.

use super::when::Clocks;
use super::whom::name;
use super::words::Said;
use super::{Folder, Unusable, bytes};
use crate::calendar::Day;
use crate::finding::Kind as FindingKind;
use crate::layout::value::truth_of_text;
use crate::layout::{Absence, AbsenceSet, Grain, Kind, Role, plain};
use crate::register::draft::{Away, Doubtful, Extent, Lesson, Packed, Registration};
use crate::source::{Cell, Row};

/// So many different subjects are told apart.
const SUBJECTS: usize = 1 << 13;

/// There from beginning to end.
const PRESENT: [(u16, Away); 2] = [(0, Away::Elsewhere); 2];

/// So many minutes of one kind.
const fn of_one_kind(minutes: u16, absence: Absence) -> [(u16, Away); 2] {
    [(minutes, Away::Absent(absence)), (0, Away::Elsewhere)]
}

impl Folder {
    /// The kind that the row's word says, made more exact by its cause; none for an empty cell about which nothing was decided.
    #[inline]
    pub(super) fn status<R: Row>(&mut self, row: &R) -> Result<Option<Said>, Unusable> {
        let Some(column) = self.columns.status else { return Ok(self.cause(row, None)) };
        let raw = bytes(row, column);
        let Some(table) = &self.table else { return Ok(None) };
        let meaning = self.words.count(&raw, &table.layout.kinds, || row.text(&raw).into_owned());
        let said = match meaning {
            Some(meaning) if !raw.is_empty() || meaning.decided => Some(Said { kind: meaning.kind, decided: meaning.decided }),
            _ if raw.is_empty() => None,
            _ => return Err(self.unread(FindingKind::UnknownStatus, row, Role::Status, column)),
        };
        self.seen.present |= said.is_some_and(|said| said.kind == Kind::Present);
        Ok(self.cause(row, said))
    }

    /// A known cause says more of some kinds; any other is dropped, and counted.
    #[inline]
    fn cause<R: Row>(&mut self, row: &R, said: Option<Said>) -> Option<Said> {
        match self.columns.reason {
            Some(column) => self.cause_in(row, column, said),
            None => said,
        }
    }

    fn cause_in<R: Row>(&mut self, row: &R, column: usize, said: Option<Said>) -> Option<Said> {
        let raw = bytes(row, column);
        if raw.is_empty() {
            return said;
        }
        let kinds = self.table.as_ref().map(|table| &table.layout.kinds);
        let cause = self.known.causes.get(&raw, || kinds.and_then(|kinds| kinds.meaning(&row.text(&raw))).map(|meaning| meaning.kind));
        let Some(cause) = cause else {
            let _noted = self.find(FindingKind::ReasonsDropped, row, Some(Role::Reason), None);
            return said;
        };
        let refines = match said.map(|said| said.kind) {
            None | Some(Kind::Unspecified) => cause.absence().is_some() || matches!(cause, Kind::Late | Kind::OtherActivity),
            Some(Kind::Present) => matches!(cause, Kind::Late | Kind::OtherActivity),
            Some(Kind::Authorised) => matches!(cause, Kind::OtherActivity | Kind::Reported | Kind::LeaveGranted),
            Some(Kind::Unauthorised) => matches!(cause, Kind::Late | Kind::LeaveDenied | Kind::LeftLesson | Kind::Unreported),
            Some(_) => false,
        };
        let decided = said.is_some_and(|said| said.decided);
        if refines && !decided { Some(Said { kind: cause, decided }) } else { said }
    }

    #[inline]
    pub(super) fn truth<R: Row>(&mut self, row: &R, column: Option<usize>, role: Role) -> Result<Option<bool>, Unusable> {
        match column {
            Some(column) => self.truth_in(row, column, role).map(Some),
            None => Ok(None),
        }
    }

    fn truth_in<R: Row>(&mut self, row: &R, column: usize, role: Role) -> Result<bool, Unusable> {
        let raw = bytes(row, column);
        let read = || {
            let text = row.text(&raw);
            truth_of_text(&text).or_else(|| match plain(&text).as_str() {
                "reported" | "rapporterad" | "registrerad" => Some(true),
                "unreported" | "ej rapporterad" | "ej registrerad" => Some(false),
                _ => None,
            })
        };
        match self.known.truths.get(&raw, read) {
            Some(truth) => Ok(truth),
            None => Err(self.unread(FindingKind::UnknownStatus, row, role, column)),
        }
    }

    /// Minutes on the schedule: the length, else from start to end; none where the row does not say.
    #[inline]
    fn length<R: Row>(&mut self, row: &R, clocks: Clocks) -> Result<Option<u16>, Unusable> {
        let length = match self.minutes(row, self.columns.length, Role::Length, None)? {
            Some(length) => Some(length),
            None => match (clocks.start, clocks.end) {
                (Some(start), Some(end)) if end > start => Some(end - start),
                (Some(_), Some(_)) => {
                    let (role, column) = if self.columns.lesson.is_some() && self.columns.start.is_none() {
                        (Role::Lesson, self.columns.lesson)
                    } else {
                        (Role::End, self.columns.end)
                    };
                    return Err(self.unread(FindingKind::LessonBackwards, row, role, column.unwrap_or(usize::MAX)));
                }
                _ if self.columns.has_lengths() => {
                    let (role, column) = match self.columns.length {
                        Some(length) => (Role::Length, length.index),
                        None if clocks.start.is_none() => (Role::Start, self.columns.start.or(self.columns.lesson).unwrap_or(usize::MAX)),
                        None => (Role::End, self.columns.end.unwrap_or(usize::MAX)),
                    };
                    return Err(self.unread(FindingKind::UnknownMinutes, row, role, column));
                }
                _ => None,
            },
        };
        if length.is_some_and(|length| length > Lesson::LONGEST) {
            return Err(self.find(FindingKind::DayOverfull, row, Some(Role::Length), None));
        }
        Ok(length)
    }

    /// Adds the row's lesson to its pupil.
    pub(super) fn fold_lesson<R: Row>(&mut self, row: &R, day: Day, said: Option<Said>) -> Result<(), Unusable> {
        let found = self.found;
        let clocks = self.clocks(row)?;
        let said_length = self.length(row, clocks)?;
        // Without lengths one lesson is as good as another.
        let length = said_length.unwrap_or(1);
        let planned = self.grain == Grain::Schedule;
        let away = if planned { PRESENT } else { self.away(row, length, said)? };
        let late = !planned && said.is_some_and(|said| said.kind == Kind::Late);
        let is_absent = away.iter().any(|(minutes, away)| *minutes > 0 && away.absence().is_some());
        let registration = match (planned, is_absent || late) {
            (true, _) => Registration::Planned,
            // Who was seen to be absent, or to come late, was registered.
            (false, true) => Registration::Done,
            (false, false) => self.registration(row, said)?,
        };
        let start = self.start_at(clocks.start);
        let lesson = Lesson { day, start, length, away, late, registration, subject: None }.pack();
        // A late arrival tells nothing of whether a table lists presence.
        let group = usize::from(self.group);
        let shown = self.presence.get(group).copied().unwrap_or(true);
        if !shown && !is_absent && !late {
            self.presence.get_mut(group).into_iter().for_each(|presence| *presence = true);
        }
        if shown || planned {
            // A row that led to a finding is looked at anew each time, so that its like are counted.
            if self.found == found {
                self.remember(row, lesson);
            }
            return self.add_lesson(row, lesson);
        }
        let extent = match (clocks.start, said_length) {
            (Some(start), Some(length)) => Extent::Clock(start, start + length),
            (Some(start), None) => Extent::Lesson(start),
            (None, Some(length)) => Extent::Minutes(length),
            (None, None) if self.columns.is_of_lessons() => Extent::Lessons(1),
            (None, None) => Extent::Day,
        };
        let (whom, subject) = (self.whom(row)?, self.subject(row));
        let Some(draft) = self.drafts.get_mut(whom.pupil) else { return Ok(()) };
        draft.mark(day, clocks.start.unwrap_or(0), whom.source);
        draft.doubtful.push(Doubtful { group: self.group, lesson, subject, extent, source: whom.source });
        Ok(())
    }

    /// Adds a lesson to the row's pupil.
    #[inline]
    pub(super) fn add_lesson<R: Row>(&mut self, row: &R, lesson: Packed) -> Result<(), Unusable> {
        let (whom, subject) = (self.whom(row)?, self.subject(row));
        let Some(draft) = self.drafts.get_mut(whom.pupil) else { return Ok(()) };
        draft.mark(lesson.day(), lesson.clock().unwrap_or(0), whom.source);
        draft.lesson(lesson, subject);
        Ok(())
    }

    /// The number of the row's subject; none where the row does not say it.
    #[inline]
    fn subject<R: Row>(&mut self, row: &R) -> Option<u16> {
        let column = self.columns.subject?;
        let raw = bytes(row, column);
        let subjects = &mut self.subjects;
        self.known.subjects.get(&raw, || {
            let number = if subjects.len() < SUBJECTS { name(subjects, &row.text(&raw)) } else { None };
            number.and_then(|number| u16::try_from(number).ok())
        })
    }

    /// How many minutes of a lesson the pupil was away from it, and what they were.
    fn away<R: Row>(&mut self, row: &R, length: u16, said: Option<Said>) -> Result<[(u16, Away); 2], Unusable> {
        let kind = said.map(|said| said.kind);
        if kind == Some(Kind::OtherActivity) {
            return Ok([(length, Away::Elsewhere), (0, Away::Elsewhere)]);
        }
        if said == Some(Said { kind: Kind::Present, decided: true }) {
            return Ok(PRESENT);
        }
        let whole = kind.and_then(Kind::absence);
        let of = Some(length);
        let [authorised, unauthorised] = [
            self.minutes(row, self.columns.authorised, Role::Authorised, of)?,
            self.minutes(row, self.columns.unauthorised, Role::Unauthorised, of)?,
        ];
        let [notified, unnotified] = match (authorised, unauthorised) {
            (None, None) => [
                self.minutes(row, self.columns.notified, Role::Notified, of)?,
                self.minutes(row, self.columns.unnotified, Role::Unnotified, of)?,
            ],
            _ => [None, None],
        };
        let total = self.minutes(row, self.columns.absent, Role::Absent, of)?;
        // What authorised and unauthorised minutes are: the status may say more of them.
        let more_exact = |group: AbsenceSet, known: Absence| whole.filter(|absence| group.has(*absence)).unwrap_or(known);
        let unclear = match kind {
            _ if unnotified.is_some() => Absence::Unreported,
            Some(Kind::Late) => Absence::Late,
            _ => more_exact(AbsenceSet::UNAUTHORISED, Absence::Unauthorised),
        };
        let mut away = match (authorised.or(notified), unauthorised.or(unnotified), total) {
            (None, None, None) => self.bare_absence(row, length, said)?,
            (None, None, Some(total)) => {
                let late = kind == Some(Kind::Late);
                of_one_kind(total, whole.unwrap_or(if late { Absence::Late } else { Absence::Unspecified }))
            }
            (authorised, unauthorised, _) => [
                (authorised.unwrap_or(0), Away::Absent(more_exact(AbsenceSet::AUTHORISED, Absence::Authorised))),
                (unauthorised.unwrap_or(0), Away::Absent(unclear)),
            ],
        };
        let [(first, _), (second, _)] = &mut away;
        if u32::from(*first) + u32::from(*second) > u32::from(length) {
            let _noted = self.find(FindingKind::AbsenceOverLesson, row, None, None);
            *first = (*first).min(length);
            *second = (*second).min(length - *first);
        }
        if away.iter().any(|part| *part == (part.0.max(1), Away::Absent(Absence::Unspecified))) {
            let role = if said.is_some() { Role::Status } else { Role::Absent };
            let _noted = self.find(FindingKind::AbsenceUnspecified, row, Some(role), None);
        }
        Ok(away)
    }

    /// The absence of a row without minutes of absence: all of the lesson, the minutes of a late arrival, or what is left of the
    /// lesson beside the time present.
    fn bare_absence<R: Row>(&mut self, row: &R, length: u16, said: Option<Said>) -> Result<[(u16, Away); 2], Unusable> {
        let kind = said.map(|said| said.kind);
        let whole = kind.and_then(Kind::absence);
        let (minutes, absence) = match (whole, kind) {
            (_, Some(Kind::Late)) => {
                let late = self.minutes(row, self.columns.late, Role::Late, Some(length))?;
                (late.unwrap_or(0), Absence::Late)
            }
            (Some(absence), _) => {
                // A late arrival that the user counts as absence is so for its minutes, where the row has any.
                let late = match said {
                    Some(Said { decided: true, .. }) => self.minutes(row, self.columns.late, Role::Late, Some(length))?,
                    _ => None,
                };
                (late.filter(|late| *late > 0).unwrap_or(length), absence)
            }
            (None, None) => match self.minutes(row, self.columns.attended, Role::Attended, Some(length))? {
                Some(attended) => (length.saturating_sub(attended), Absence::Unspecified),
                None => return Ok(PRESENT),
            },
            (None, Some(_)) => return Ok(PRESENT),
        };
        Ok(of_one_kind(minutes, absence))
    }

    fn registration<R: Row>(&mut self, row: &R, said: Option<Said>) -> Result<Registration, Unusable> {
        let kind = said.map(|said| said.kind);
        let of = |registered: bool| if registered { Registration::Done } else { Registration::Missing };
        if let Some(reported) = self.truth(row, self.columns.reported, Role::Reported)? {
            return Ok(of(reported && kind != Some(Kind::Unregistered)));
        }
        if let Some(missing) = self.truth(row, self.columns.not_registered, Role::NotRegistered)? {
            return Ok(of(!missing && kind != Some(Kind::Unregistered)));
        }
        Ok(match kind {
            Some(Kind::Unregistered) => {
                self.seen.registration = true;
                Registration::Missing
            }
            // Neither a word nor an amount: nobody said anything. An amount of 0 is an amount.
            None if self.columns.status.is_some() && self.columns.attendance().all(|column| row.cell(column) == Cell::Empty) => {
                self.seen.blank_status = true;
                Registration::Blank
            }
            _ => Registration::Done,
        })
    }
}
