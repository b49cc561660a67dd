//! Unikum, inferred throughout: text with tabs in ISO 8859-1, as it takes in itself. Notified and granted absence are valid, what nobody
//! told of is invalid; gender and grade are missing, and letters beyond the encoding are `?`.

use super::header;
use crate::example::page::{Cell, Page};
use crate::example::record::Kind;
use crate::example::stay::Shape;
use crate::example::world::World;
use std::io;

pub(super) fn lesson(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Lektioner")?;
    header(
        page,
        &[
            "Personnummer",
            "Efternamn",
            "Förnamn",
            "Skola",
            "Klass",
            "Lektionsdatum",
            "Lektionens start",
            "Lektionens slut",
            "Ämne",
            "Lektionsrapport",
            "Frånvaro (min)",
        ],
    )?;
    for stay in world.all_stays() {
        for lesson in &stay.lessons {
            page.row(&[
                stay.number(Shape::TwelveApart).into(),
                stay.pupil.surname.into(),
                stay.pupil.given.into(),
                lesson.school.into(),
                lesson.class.into(),
                lesson.day.into(),
                Cell::Clock(lesson.start),
                Cell::Clock(lesson.end),
                lesson.subject.into(),
                report(lesson.kind).into(),
                lesson.absent.into(),
            ])?;
        }
    }
    Ok(())
}

const fn report(kind: Kind) -> &'static str {
    match kind {
        Kind::Present => "Närvarande",
        Kind::Reported => "Automatisk giltig frånvaro",
        Kind::Authorised | Kind::Leave => "Giltig frånvaro",
        Kind::Unauthorised | Kind::Unreported => "Ogiltig frånvaro",
        Kind::Late => "Sen ankomst",
        Kind::Activity => "Annan aktivitet",
        Kind::Unregistered => "Ej rapporterad",
    }
}
