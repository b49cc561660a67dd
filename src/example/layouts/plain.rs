//! Tables in plain words. They name pupils by `Elev-id`, never by a TF number, and mark no protected person. Sums per day and period
//! tell authorised absence from the rest, of which late arrivals and what nobody told the school of are parts; how often what was
//! registered is lost in them. An event is an absent lesson; what the pupil attended needs the schedule.

use crate::example::columns::{self, HEADERS};
use crate::example::grade_name;
use crate::example::page::{Cell, Page};
use crate::example::record::{Kind, Record};
use crate::example::results;
use crate::example::stay::Stay;
use crate::example::sums::Sums;
use crate::example::world::World;
use std::io;

/// The same cells as the text file of the fast way.
pub(super) fn lesson(world: &World, page: &mut dyn Page) -> io::Result<()> {
    lessons(world, page, "Lektioner", &HEADERS, |lesson| {
        Some([clocks(lesson).as_slice(), &[lesson.minutes().into(), lesson.absent.into(), columns::kind(lesson.kind).into()]].concat())
    })
}

/// Absence from lessons, late arrivals among them.
pub(super) fn event(world: &World, page: &mut dyn Page) -> io::Result<()> {
    let headings = [&HEADERS[..11], &HEADERS[12..]].concat();
    lessons(world, page, "Frånvaro", &headings, |lesson| {
        let row = || [clocks(lesson).as_slice(), &[lesson.absent.into(), columns::kind(lesson.kind).into()]].concat();
        lesson.kind.is_absence().then(row)
    })
}

/// Lessons, with not a word on who came.
pub(super) fn schedule(world: &World, page: &mut dyn Page) -> io::Result<()> {
    lessons(world, page, "Schema", &HEADERS[..12], |lesson| Some([clocks(lesson).as_slice(), &[lesson.minutes().into()]].concat()))
}

pub(super) fn day(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Dagar")?;
    super::header(page, &[&HEADERS[..8], &SUMS[..4], own(world)].concat())?;
    for stay in world.all_stays() {
        let own = own_cells(world, &stay);
        for (day, lessons) in stay.days() {
            let [offered, absent, authorised, unauthorised, _] = sums(&Sums::of(lessons));
            page.row(&[pupil(&stay).as_slice(), &[day.into(), offered, absent, authorised, unauthorised], &own].concat())?;
        }
    }
    Ok(())
}

pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Perioder")?;
    super::header(page, &[&HEADERS[..7], &["Från och med", "Till och med"], &SUMS, own(world)].concat())?;
    let (first, last) = world.span();
    for stay in world.all_stays() {
        page.row(&[pupil(&stay).as_slice(), &[first.into(), last.into()], &sums(&stay.sums()), &own_cells(world, &stay)].concat())?;
    }
    Ok(())
}

/// The headings of results and support, where they stand beside.
const fn own(world: &World) -> &'static [&'static str] {
    if world.results { &results::HEADERS } else { &[] }
}

fn own_cells<'a>(world: &World, stay: &Stay<'_>) -> Vec<Cell<'a>> {
    if world.results { results::results(world, stay).to_vec() } else { Vec::new() }
}

const SUMS: [&str; 5] =
    ["Undervisningstid (min)", "Total frånvaro (min)", "Giltig frånvaro (min)", "Ogiltig frånvaro (min)", "Ej registrerad tid (min)"];

fn sums<'a>(sums: &Sums) -> [Cell<'a>; 5] {
    let unregistered = sums.scheduled(&[Kind::Unregistered]);
    [sums.offered(), sums.offered() - sums.attended(), sums.authorised(), sums.unauthorised(), unregistered].map(Cell::Whole)
}

fn lessons<'h>(
    world: &World,
    page: &mut dyn Page,
    sheet: &str,
    headings: &[&'h str],
    rest: impl for<'a> Fn(&Record<'a>) -> Option<Vec<Cell<'a>>>,
) -> io::Result<()> {
    page.sheet(sheet)?;
    super::header(page, headings)?;
    for stay in world.all_stays() {
        let pupil = pupil(&stay);
        for lesson in &stay.lessons {
            if let Some(rest) = rest(lesson) {
                page.row(&[pupil.as_slice(), &rest].concat())?;
            }
        }
    }
    Ok(())
}

fn pupil<'a>(stay: &'a Stay<'_>) -> [Cell<'a>; 7] {
    let pupil = stay.pupil;
    [
        stay.school.name.as_str(),
        stay.class.name.as_str(),
        grade_name(stay.class.grade),
        pupil.id.as_str(),
        pupil.surname,
        pupil.given,
        columns::gender(pupil.gender),
    ]
    .map(Cell::from)
}

fn clocks<'a>(lesson: &Record<'a>) -> [Cell<'a>; 4] {
    [lesson.day.into(), Cell::Clock(lesson.start), Cell::Clock(lesson.end), lesson.subject.into()]
}
