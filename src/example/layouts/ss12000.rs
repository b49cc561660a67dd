//! SS 12000 as a flat file: one row an attendance or an aggregated attendance, with the fields of the objects that it points to named
//! by the way to them. Minutes are exact. Notified, granted and other valid absence differ in the reason alone, which is free text, and
//! so do late arrivals and what nobody told of.

use super::header;
use crate::calendar::Day;
use crate::example::page::{Cell, Page, clock_text};
use crate::example::record::{Kind, Record};
use crate::example::stay::{Shape, Stay};
use crate::example::sums::Sums;
use crate::example::world::World;
use std::io;

/// What both files say of a pupil.
const PERSON: [&str; 10] = [
    "student.civicNo",
    "student.givenName",
    "student.familyName",
    "student.sex",
    "student.securityMarking",
    "organisation.displayName",
    "organisation.schoolUnitCode",
    "group.displayName",
    "enrolment.schoolYear",
    "enrolment.schoolType",
];

fn person<'a>(stay: &'a Stay<'_>) -> [Cell<'a>; 10] {
    [
        stay.number(Shape::Twelve).into(),
        stay.pupil.given.into(),
        stay.pupil.surname.into(),
        sex(stay).into(),
        marking(stay).into(),
        stay.school.name.as_str().into(),
        stay.school_code().into(),
        stay.class.name.as_str().into(),
        u32::from(stay.class.grade).into(),
        school_type(stay.class.grade).into(),
    ]
}

pub(super) fn lesson(world: &World, page: &mut dyn Page) -> io::Result<()> {
    const FIELDS: [&str; 11] = [
        "calendarEvent.startTime",
        "calendarEvent.endTime",
        "calendarEvent.cancelled",
        "calendarEvent.teachingLengthStudent",
        "activity.displayName",
        "isReported",
        "attendanceMinutes",
        "validAbsenceMinutes",
        "invalidAbsenceMinutes",
        "otherAttendanceMinutes",
        "absenceReason",
    ];
    page.sheet("attendances")?;
    header(page, &[PERSON.as_slice(), &FIELDS].concat())?;
    for stay in world.all_stays() {
        for lesson in &stay.lessons {
            let event: [Cell<'_>; 6] = [
                moment(lesson.day, lesson.start).into(),
                moment(lesson.day, lesson.end).into(),
                "false".into(),
                lesson.minutes().into(),
                lesson.subject.into(),
                if is_reported(lesson) { "true" } else { "false" }.into(),
            ];
            let reason = reason(lesson.kind).into();
            page.row(&[person(&stay).as_slice(), &event, &minutes(lesson).map(Cell::from), &[reason]].concat())?;
        }
    }
    Ok(())
}

/// A row a pupil and an activity, which is a subject here.
pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    const FIELDS: [&str; 9] = [
        "activity.displayName",
        "startDate",
        "endDate",
        "attendanceSum",
        "validAbsenceSum",
        "invalidAbsenceSum",
        "otherAttendanceSum",
        "reportedSum",
        "offeredSum",
    ];
    page.sheet("aggregatedAttendance")?;
    header(page, &[PERSON.as_slice(), &FIELDS].concat())?;
    let (first, last) = world.span();
    for stay in world.all_stays() {
        for (subject, sums) in stay.subjects() {
            let amounts = amounts(&sums).map(Cell::Whole);
            page.row(&[person(&stay).as_slice(), &[subject.into(), first.into(), last.into()], &amounts].concat())?;
        }
    }
    Ok(())
}

/// The sums of an aggregated attendance: present, valid, invalid, other, reported, offered. The first four make the reported.
pub(super) fn amounts(sums: &Sums) -> [u32; 6] {
    let other = sums.scheduled(&[Kind::Activity]);
    let reported = sums.registered();
    let present = reported - other - sums.authorised() - sums.unauthorised();
    [present, sums.authorised(), sums.unauthorised(), other, reported, sums.offered()]
}

/// RFC 3339 with the offset of Swedish time, which is an hour less from 26 October 2025 to 28 March 2026.
pub(super) fn moment(day: Day, minutes: u16) -> String {
    let (_, month, date) = day.civil();
    let winter = matches!((month, date), (10, 26..) | (11 | 12 | 1 | 2, _) | (3, ..29));
    format!("{day}T{}:00+0{}:00", clock_text(minutes), if winter { 1 } else { 2 })
}

/// Whether somebody took attendance.
pub(super) fn is_reported(lesson: &Record<'_>) -> bool {
    lesson.kind != Kind::Unregistered
}

/// Minutes present, of valid absence, of invalid absence, and at another activity of the school's; zeros where nobody reported.
pub(super) fn minutes(lesson: &Record<'_>) -> [u16; 4] {
    let (length, absent) = (lesson.minutes(), lesson.absent);
    match lesson.kind {
        Kind::Unregistered => [0, 0, 0, 0],
        Kind::Activity => [0, 0, 0, length],
        kind if Kind::AUTHORISED.contains(&kind) => [length - absent, absent, 0, 0],
        _ => [length - absent, 0, absent, 0],
    }
}

/// Free text, in the standard; here always the same.
pub(super) const fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::Reported => "Anmäld frånvaro",
        Kind::Leave => "Beviljad ledighet",
        Kind::Authorised => "Läkarbesök",
        Kind::Late => "Sen ankomst",
        Kind::Unreported => "Oanmäld frånvaro",
        Kind::Activity => "Annan aktivitet",
        Kind::Present | Kind::Unauthorised | Kind::Unregistered => "",
    }
}

pub(super) fn sex(stay: &Stay<'_>) -> &'static str {
    if stay.pupil.is_girl() { "Kvinna" } else { "Man" }
}

pub(super) fn marking(stay: &Stay<'_>) -> &'static str {
    if stay.is_protected() { "Sekretessmarkering" } else { "Ingen" }
}

/// The standard's code of the school form.
pub(super) const fn school_type(grade: u8) -> &'static str {
    if grade == 0 { "FKLASS" } else { "GR" }
}
