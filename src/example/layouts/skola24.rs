//! Skola24. The notifications are as seen: every second column, class labels and wrapped names on rows of their own, blank clocks
//! for whole days. Absences and sums per pupil are inferred. Reasons are the municipality's own words; whether an absence was notified,
//! granted or only valid has to be told from them. Sums are hours with one decimal. No layout has gender or grade.

use super::{header, printed, signature, who};
use crate::example::page::{Cell, Page, clock_text, hours, percent};
use crate::example::record::{Kind, Record};
use crate::example::stay::{Shape, Stay};
use crate::example::world::{School, World};
use std::io;

/// Longer names go on in the next row.
const NAME: usize = 18;

/// `Andersson, Anna (Sekretess)` for those whose data are protected.
fn name(stay: &Stay<'_>) -> String {
    stay.pupil.by_surname() + if stay.is_protected() { " (Sekretess)" } else { "" }
}

/// What stands above a report: its name, the period, the school.
fn title(world: &World, page: &mut dyn Page, school: &School, report: &str) -> io::Result<()> {
    let (first, last) = world.span();
    page.banner(0, 6, report)?;
    for line in [
        format!("Utskriven: {}", printed(world)),
        format!("Från och med : {first}"),
        format!("Till och med : {last}"),
        format!("Skola : {}", school.name),
    ] {
        page.banner(0, 6, &line)?;
    }
    page.row(&[])
}

/// A sheet a school.
pub(super) fn event(world: &World, page: &mut dyn Page) -> io::Result<()> {
    for (school, classes) in world.by_school() {
        page.sheet(&school.name)?;
        title(world, page, school, "Grundrapport frånvarotillfällen")?;
        header(
            page,
            &["Klass", "Namn", "Personnummer", "Datum", "Starttid", "Sluttid", "Ämne/kurs", "Lärare", "Frånvaro", "Frånvarotyp", "Orsak"],
        )?;
        for stay in classes.flat_map(|place| world.stays(place)) {
            for lesson in stay.lessons.iter().filter(|lesson| lesson.kind.is_absence()) {
                let [class, _, number] = who(&stay, Shape::TwelveApart);
                let row = [
                    class,
                    name(&stay).into(),
                    number,
                    lesson.day.into(),
                    Cell::Clock(lesson.start),
                    Cell::Clock(lesson.end),
                    lesson.subject.into(),
                    signature(lesson).into(),
                    format!("{}/{}", lesson.absent, lesson.minutes()).into(),
                    if Kind::AUTHORISED.contains(&lesson.kind) { "Giltig" } else { "Ogiltig" }.into(),
                    reason(lesson.kind).into(),
                ];
                page.row(&row)?;
            }
        }
    }
    Ok(())
}

/// A reason of a municipality's list; without one an absence is invalid.
const fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::Reported => "Sjukanmälan",
        Kind::Authorised => "Läkare/tandläkare",
        Kind::Leave => "Beviljad ledighet",
        Kind::Late => "Sen ankomst",
        Kind::Unreported => "Oanmäld",
        _ => "",
    }
}

pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    for (school, classes) in world.by_school() {
        page.sheet(&school.name)?;
        title(world, page, school, "Grundrapport frånvaro per elev")?;
        header(
            page,
            &[
                "Klass",
                "Namn",
                "Personnummer",
                "Lektionstid (h)",
                "Frånvaro (h)",
                "Frånvaro (%)",
                "Giltig (h)",
                "Giltig (%)",
                "Ogiltig (h)",
                "Ogiltig (%)",
                "Rapporteringsgrad (%)",
            ],
        )?;
        for stay in classes.flat_map(|place| world.stays(place)) {
            let [class, _, number] = who(&stay, Shape::TwelveApart);
            let sums = stay.sums();
            let part = |minutes: u32| [hours(minutes, 1), percent(minutes, sums.offered(), 1)];
            let [absent, absent_part] = part(sums.offered() - sums.attended());
            let [valid, valid_part] = part(sums.authorised());
            let [invalid, invalid_part] = part(sums.unauthorised());
            let reported = percent(sums.registered(), sums.offered(), 1);
            page.row(&[
                class,
                name(&stay).into(),
                number,
                hours(sums.offered(), 1),
                absent,
                absent_part,
                valid,
                valid_part,
                invalid,
                invalid_part,
                reported,
            ])?;
        }
        page.banner(0, 1, "Sida 1 av 1")?;
    }
    Ok(())
}

/// Who was announced absent: whole days in a row on one row, parts of days with their clocks. No numbers, and no lessons.
pub(super) fn notification(world: &World, page: &mut dyn Page) -> io::Result<()> {
    for (school, classes) in world.by_school() {
        page.sheet(&school.name)?;
        title(world, page, school, "Frånvaroanmälan för skola")?;
        page.banner(0, 6, "Rapporten kan innehålla elever med skyddade personuppgifter. De är markerade med (Sekretess).")?;
        spaced(page, ["Namn", "Datum från", "Datum till", "Tid från", "Tid till", "Anmäld av/orsak"].map(Cell::from))?;
        for place in classes {
            for (first, stay) in (0..).zip(world.stays(place)) {
                if first == 0 {
                    page.row(&[stay.class.name.as_str().into()])?;
                }
                for spell in spells(&stay) {
                    announce(page, &stay, &spell)?;
                }
            }
        }
    }
    Ok(())
}

/// Days in a row with the same reason; clocks where it is a part of one day.
struct Spell<'a> {
    first: &'a Record<'a>,
    last: &'a Record<'a>,
    whole_days: bool,
}

fn spells<'a>(stay: &'a Stay<'_>) -> Vec<Spell<'a>> {
    let mut spells: Vec<Spell<'a>> = Vec::new();
    let mut running = false;
    for (_, lessons) in stay.days() {
        let whole = lessons.iter().all(|lesson| matches!(lesson.kind, Kind::Reported | Kind::Leave | Kind::Unregistered));
        let announced = |lesson: &&Record<'_>| matches!(lesson.kind, Kind::Reported | Kind::Leave | Kind::Authorised);
        let (first, last) = (lessons.iter().find(announced), lessons.iter().rfind(announced));
        if let (Some(first), Some(last)) = (first, last) {
            match spells.last_mut().filter(|spell| running && whole && spell.whole_days && spell.first.kind == first.kind) {
                Some(spell) => spell.last = last,
                None => spells.push(Spell { first, last, whole_days: whole }),
            }
        }
        running = first.is_some();
    }
    spells
}

fn announce(page: &mut dyn Page, stay: &Stay<'_>, spell: &Spell<'_>) -> io::Result<()> {
    let name = name(stay);
    let (line, rest) = match name.split_once(", ").filter(|_| name.chars().count() > NAME) {
        Some((surname, rest)) => (format!("{surname},"), rest),
        None => (name.clone(), ""),
    };
    let clock = |minutes: u16| if spell.whole_days { Cell::Empty } else { clock_text(minutes).into() };
    let by = if spell.first.kind == Kind::Leave { "Rektor: ledighet" } else { "Vårdnadshavare: sjuk" };
    spaced(page, [line.into(), spell.first.day.into(), spell.last.day.into(), clock(spell.first.start), clock(spell.last.end), by.into()])?;
    if rest.is_empty() { Ok(()) } else { page.row(&[rest.into()]) }
}

/// Only every second column holds data.
fn spaced(page: &mut dyn Page, cells: [Cell<'_>; 6]) -> io::Result<()> {
    let mut row: Vec<Cell<'_>> = cells.into_iter().flat_map(|cell| [cell, Cell::Empty]).collect();
    let _ = row.pop();
    page.row(&row)
}
