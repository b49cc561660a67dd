//! SS 12000 as its objects: a page (`{"data": […]}`) of each kind, as the interface answers, gathered in one object under the names of
//! its addresses. They carry what the flat file does.

use super::ss12000::{amounts, is_reported, marking, minutes, moment, reason, school_type, sex};
use crate::example::random::Random;
use crate::example::stay::{Shape, Stay, school_code};
use crate::example::world::World;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// What a stream of random numbers is for, and the kinds of object.
const OBJECT: u64 = 9;
const ORGANISATION: u64 = 1;
const GROUP: u64 = 2;
const PERSON: u64 = 3;
const ACTIVITY: u64 = 4;
const EVENT: u64 = 5;
const ATTENDANCE: u64 = 6;

pub(super) fn lesson(world: &World, out: &mut dyn Write) -> io::Result<()> {
    let mut file = File::begin(world, out)?;
    file.register()?;
    file.page("calendarEvents", |file| {
        let mut seen = BTreeSet::new();
        file.each_lesson(&mut |file, _, lesson, event| {
            if !seen.insert(event.to_owned()) {
                return Ok(());
            }
            file.object(&json!({
                "id": event,
                "activity": { "id": file.activity(lesson.school, lesson.class, lesson.subject) },
                "startTime": moment(lesson.day, lesson.start),
                "endTime": moment(lesson.day, lesson.end),
                "cancelled": false,
                "teachingLengthStudent": lesson.minutes(),
            }))
        })
    })?;
    file.page("attendances", |file| {
        file.each_lesson(&mut |file, stay, lesson, event| {
            let [present, valid, invalid, other] = minutes(lesson);
            let mut object = json!({
                "id": file.id(ATTENDANCE, hash(event) ^ hash(lesson.id)),
                "calendarEvent": { "id": event },
                "student": { "id": file.person(stay) },
                "isReported": is_reported(lesson),
            });
            if let (true, Some(fields)) = (is_reported(lesson), object.as_object_mut()) {
                fields.extend([
                    ("attendanceMinutes".to_owned(), json!(present)),
                    ("validAbsenceMinutes".to_owned(), json!(valid)),
                    ("invalidAbsenceMinutes".to_owned(), json!(invalid)),
                    ("otherAttendanceMinutes".to_owned(), json!(other)),
                ]);
                if !reason(lesson.kind).is_empty() {
                    fields.extend([("absenceReason".to_owned(), json!(reason(lesson.kind)))]);
                }
            }
            file.object(&object)
        })
    })?;
    file.end()
}

pub(super) fn period(world: &World, out: &mut dyn Write) -> io::Result<()> {
    let (first, last) = world.span();
    let mut file = File::begin(world, out)?;
    file.register()?;
    file.page("aggregatedAttendance", |file| {
        for stay in file.world.all_stays() {
            for (subject, sums) in stay.subjects() {
                let [present, valid, invalid, other, reported, offered] = amounts(&sums);
                file.object(&json!({
                    "activity": { "id": file.activity(&stay.school.name, &stay.class.name, subject) },
                    "student": { "id": file.person(&stay) },
                    "startDate": first.to_string(),
                    "endDate": last.to_string(),
                    "attendanceSum": present,
                    "validAbsenceSum": valid,
                    "invalidAbsenceSum": invalid,
                    "otherAttendanceSum": other,
                    "reportedSum": reported,
                    "offeredSum": offered,
                }))?;
            }
        }
        Ok(())
    })?;
    file.end()
}

/// The file as it grows: pages in an object, objects in a page.
struct File<'a> {
    world: &'a World,
    out: &'a mut dyn Write,
    pages: usize,
    objects: usize,
}

/// What is done with a lesson of a pupil, and the id of its event.
type Each<'e, 'a> = &'e mut dyn FnMut(&mut File<'a>, &Stay<'_>, &crate::example::Record<'_>, &str) -> io::Result<()>;

impl<'a> File<'a> {
    fn begin(world: &'a World, out: &'a mut dyn Write) -> io::Result<Self> {
        out.write_all(b"{\n")?;
        Ok(Self { world, out, pages: 0, objects: 0 })
    }

    fn end(self) -> io::Result<()> {
        self.out.write_all(b"\n}\n")?;
        self.out.flush()
    }

    fn page(&mut self, name: &str, fill: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        let comma = if self.pages == 0 { "" } else { ",\n" };
        self.pages += 1;
        self.objects = 0;
        write!(self.out, "{comma}\"{name}\": {{\"data\": [")?;
        fill(self)?;
        self.out.write_all(b"\n]}")
    }

    fn object(&mut self, object: &Value) -> io::Result<()> {
        self.out.write_all(if self.objects == 0 { b"\n" } else { b",\n" })?;
        self.objects += 1;
        serde_json::to_writer(&mut *self.out, object).map_err(io::Error::other)
    }

    /// A UUID that the seed decides.
    fn id(&self, kind: u64, number: u64) -> String {
        let mut random = Random::of(self.world.seed, &[OBJECT, kind, number]);
        let (high, low) = (random.next(), random.next());
        let (first, second, third) = (high >> 32, high >> 16 & 0xFFFF, high & 0x0FFF);
        format!("{first:08x}-{second:04x}-4{third:03x}-8{:03x}-{:012x}", low >> 48 & 0x0FFF, low & 0xFFFF_FFFF_FFFF)
    }

    fn group(&self, school: &str, class: &str) -> String {
        self.id(GROUP, hash(school) ^ hash(class))
    }

    fn activity(&self, school: &str, class: &str, subject: &str) -> String {
        self.id(ACTIVITY, hash(school) ^ hash(class) ^ hash(subject))
    }

    fn person(&self, stay: &Stay<'_>) -> String {
        self.id(PERSON, hash(&stay.pupil.id))
    }

    fn each_lesson(&mut self, each: Each<'_, 'a>) -> io::Result<()> {
        let world = self.world;
        for (place, class) in (0_u64..).zip(0..world.classes.len()) {
            for stay in world.stays(class) {
                for lesson in &stay.lessons {
                    let number = (place << 32) | (u64::from(lesson.day.number()) << 16) | u64::from(lesson.start);
                    let event = self.id(EVENT, number);
                    each(self, &stay, lesson, &event)?;
                }
            }
        }
        Ok(())
    }

    /// Schools, classes, pupils and activities (a subject of a class): what the other objects point to.
    fn register(&mut self) -> io::Result<()> {
        let world = self.world;
        self.page("organisations", |file| {
            for (number, school) in world.schools.iter().enumerate() {
                file.object(&json!({
                    "id": file.id(ORGANISATION, hash(&school.name)),
                    "displayName": school.name,
                    "organisationType": "Skolenhet",
                    "schoolUnitCode": school_code(number),
                }))?;
            }
            Ok(())
        })?;
        let mut pupils: BTreeMap<&str, Value> = BTreeMap::new();
        let mut subjects = BTreeSet::new();
        self.page("groups", |file| {
            for (place, class) in world.classes.iter().enumerate() {
                let mut members = Vec::new();
                for stay in world.stays(place) {
                    members.push(file.membership(&stay));
                    let _ = pupils.insert(&stay.pupil.id, file.pupil(&stay));
                    subjects.extend(stay.lessons.iter().map(|lesson| (stay.school.name.as_str(), class.name.as_str(), lesson.subject)));
                }
                let Some(school) = world.schools.get(class.school) else { continue };
                file.object(&json!({
                    "id": file.group(&school.name, &class.name),
                    "displayName": class.name,
                    "groupType": "Klass",
                    "schoolType": school_type(class.grade),
                    "organisation": { "id": file.id(ORGANISATION, hash(&school.name)) },
                    "groupMemberships": members,
                }))?;
            }
            Ok(())
        })?;
        self.page("persons", |file| pupils.values().try_for_each(|pupil| file.object(pupil)))?;
        self.page("activities", |file| {
            subjects.iter().try_for_each(|(school, class, subject)| {
                file.object(&json!({
                    "id": file.activity(school, class, subject),
                    "displayName": subject,
                    "groups": [{ "id": file.group(school, class) }],
                    "organisation": { "id": file.id(ORGANISATION, hash(school)) },
                }))
            })
        })
    }

    /// A pupil's time in a class; without dates for one who has no lessons.
    fn membership(&self, stay: &Stay<'_>) -> Value {
        let mut membership = json!({ "person": { "id": self.person(stay) } });
        if let (Some(first), Some(last), Some(fields)) = (stay.lessons.first(), stay.lessons.last(), membership.as_object_mut()) {
            fields.extend([("startDate".to_owned(), json!(first.day.to_string())), ("endDate".to_owned(), json!(last.day.to_string()))]);
        }
        membership
    }

    /// A pupil, enrolled where the last class is.
    fn pupil(&self, stay: &Stay<'_>) -> Value {
        json!({
            "id": self.person(stay),
            "givenName": stay.pupil.given,
            "familyName": stay.pupil.surname,
            "civicNo": { "value": stay.number(Shape::Twelve), "nationality": "SWE" },
            "sex": sex(stay),
            "securityMarking": marking(stay),
            "enrolments": [{
                "enroledAt": { "id": self.id(ORGANISATION, hash(&stay.school.name)) },
                "schoolYear": stay.class.grade,
                "schoolType": school_type(stay.class.grade),
            }],
        })
    }
}

/// A number for a text (FNV-1a), to make ids from.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}
