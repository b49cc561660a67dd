//! Edlevo, inferred throughout: times as `0:50` and sums as `52 h 40 min`, a cover sheet before the sums, and no total beside them. A
//! lesson that nobody registered has a blank code. Granted leave is valid absence and what nobody told of is invalid; gender and
//! grade are missing. Time that nobody registered is presence in the sums.

use super::{header, printed};
use crate::example::page::{Cell, Page};
use crate::example::record::Kind;
use crate::example::stay::Shape;
use crate::example::world::World;
use std::io;

pub(super) fn lesson(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Lektioner")?;
    header(page, &["Enhet", "Grupp", "Elev", "Personnummer", "Datum", "Starttid", "Sluttid", "Kurs", "Lektionskod", "Frånvarotid"])?;
    for stay in world.all_stays() {
        for lesson in &stay.lessons {
            let away = match lesson.absent {
                0 => Cell::Empty,
                minutes => format!("{}:{:02}", minutes / 60, minutes % 60).into(),
            };
            page.row(&[
                lesson.school.into(),
                lesson.class.into(),
                stay.pupil.by_surname().into(),
                stay.number(Shape::TwelveApart).into(),
                lesson.day.into(),
                Cell::Clock(lesson.start),
                Cell::Clock(lesson.end),
                lesson.subject.into(),
                code(lesson.kind).into(),
                away,
            ])?;
        }
    }
    Ok(())
}

const fn code(kind: Kind) -> &'static str {
    match kind {
        Kind::Present => "Närvaro",
        Kind::Reported => "Anmäld frånvaro",
        Kind::Authorised | Kind::Leave => "Giltig frånvaro",
        Kind::Unauthorised | Kind::Unreported => "Ogiltig frånvaro",
        Kind::Late => "Sen ankomst",
        Kind::Activity => "Annan aktivitet",
        Kind::Unregistered => "",
    }
}

pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    let (first, last) = world.span();
    page.sheet("Om rapporten")?;
    page.banner(0, 4, "Frånvarostatistik per elev")?;
    page.banner(0, 4, &format!("Utskriftsdatum: {}", printed(world)))?;
    page.banner(0, 4, &format!("Period: {first} - {last}"))?;
    page.row(&[])?;
    page.sheet("Elever")?;
    header(page, &["Enhet", "Grupp", "Elev", "Personnummer", "Läsår", "Närvaro", "Giltig frånvaro", "Ogiltig frånvaro"])?;
    for stay in world.all_stays() {
        let sums = stay.sums();
        let time = |minutes: u32| Cell::from(format!("{} h {} min", minutes / 60, minutes % 60));
        page.row(&[
            stay.school.name.as_str().into(),
            stay.class.name.as_str().into(),
            stay.pupil.by_surname().into(),
            stay.number(Shape::TwelveApart).into(),
            "2025/2026".into(),
            time(sums.attended()),
            time(sums.authorised()),
            time(sums.unauthorised()),
        ])?;
    }
    Ok(())
}
