//! Vklass. The pupil report is as measured: all cells text, the header again under every class, every second row blank, some headings
//! with a no-break space. It has no school year and no period, neither gender nor grade, and what was not registered counts as
//! present. The list of lessons is inferred; it tells a late arrival as presence with minutes beside it, and notified absence as valid.

use super::{printed, short_date};
use crate::example::page::{Cell, Page, clock_text, percent};
use crate::example::record::{Kind, Record};
use crate::example::stay::{Shape, Stay};
use crate::example::world::World;
use std::io;

const REPORT: [&str; 10] = ["Namn", "Personnr", "Undv. tid", "Lekt.", "N min", "GF min", "F\u{A0}min", "N\u{A0}%", "GF\u{A0}%", "F %"];
const COLUMNS: u16 = 11;

/// A sheet a school, as a school exports its own.
pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    for (number, (school, classes)) in (1..).zip(world.by_school()) {
        page.sheet(&if number == 1 { "SchoolAbscenceEveryone".to_owned() } else { format!("SchoolAbscenceEveryone {number}") })?;
        page.banner(5, 4, &format!("Utskriftsdatum: {}", printed(world)))?;
        page.banner(1, 4, &school.name)?;
        page.row(&[])?;
        page.banner(0, COLUMNS, "Statistik över skolans närvaro/frånvaro")?;
        page.row(&[])?;
        for place in classes {
            for (first, stay) in (0..).zip(world.stays(place)) {
                if first == 0 {
                    page.banner(1, COLUMNS - 1, &format!("Klass: {}", stay.class.name))?;
                    page.row(&[])?;
                    page.row(&[])?;
                    page.row(&[[Cell::Empty].as_slice(), &REPORT.map(Cell::from)].concat())?;
                }
                page.row(&pupil(&stay))?;
                page.row(&[])?;
            }
        }
    }
    Ok(())
}

fn pupil<'a>(stay: &Stay<'a>) -> Vec<Cell<'a>> {
    let sums = stay.sums();
    let minutes = [sums.attended(), sums.authorised(), sums.unauthorised()];
    let part = |minutes: u32| Cell::from(format!("{} %", percent(minutes, sums.offered(), 0).text(',')));
    let [present, valid, invalid] = minutes.map(Cell::Whole);
    vec![
        Cell::Empty,
        stay.pupil.by_given().into(),
        stay.number(Shape::TenApart).into(),
        sums.offered().into(),
        sums.lessons(&Kind::ALL).into(),
        present,
        valid,
        invalid,
        part(sums.attended()),
        part(sums.authorised()),
        part(sums.unauthorised()),
    ]
}

pub(super) fn lesson(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Lektioner")?;
    super::header(page, &["Namn", "Personnr", "Klass", "Datum", "Lektionstid", "Ämne", "Status", "Giltig frånvaro", "Ogiltig frånvaro"])?;
    for stay in world.all_stays() {
        for lesson in &stay.lessons {
            let minutes = |kinds: &[Kind]| match lesson.absent {
                absent if absent > 0 && kinds.contains(&lesson.kind) => Cell::from(format!("{absent} min")),
                _ => Cell::Empty,
            };
            page.row(&[
                stay.pupil.by_given().into(),
                stay.number(Shape::TenApart).into(),
                lesson.class.into(),
                short_date(lesson.day).into(),
                format!("{}-{}", clock_text(lesson.start), clock_text(lesson.end)).into(),
                lesson.subject.into(),
                status(lesson).into(),
                minutes(&Kind::AUTHORISED),
                minutes(&Kind::UNAUTHORISED),
            ])?;
        }
    }
    Ok(())
}

fn status(lesson: &Record<'_>) -> &'static str {
    match lesson.kind {
        Kind::Activity => "Annan aktivitet",
        Kind::Unregistered => "Ej rapporterad",
        _ if lesson.absent < lesson.minutes() => "Närvarande",
        Kind::Authorised | Kind::Reported | Kind::Leave => "Giltigt frånvarande",
        _ => "Ogiltigt frånvarande",
    }
}
