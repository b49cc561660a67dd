//! InfoMentor, inferred throughout: a sheet a class, clocks with a point. Unreported absence is `Ogiltig frånvaro` like the rest of
//! it, and gender is missing.

use super::header;
use crate::example::grade_name;
use crate::example::page::{Cell, Page, clock_text};
use crate::example::record::Kind;
use crate::example::stay::Shape;
use crate::example::world::World;
use std::io;

pub(super) fn lesson(world: &World, page: &mut dyn Page) -> io::Result<()> {
    for (school, classes) in world.by_school() {
        for place in classes {
            for (first, stay) in (0..).zip(world.stays(place)) {
                if first == 0 {
                    page.sheet(&format!("{} {}", school.name, stay.class.name))?;
                    header(
                        page,
                        &[
                            "Skola",
                            "Klass",
                            "Årskurs",
                            "Elev",
                            "Personnummer",
                            "Datum",
                            "Lektionsstart",
                            "Lektionsslut",
                            "Ämne",
                            "Närvarostatus",
                            "Frånvarominuter",
                            "Kommentar",
                        ],
                    )?;
                }
                let clock = |minutes: u16| Cell::from(clock_text(minutes).replace(':', "."));
                for lesson in &stay.lessons {
                    page.row(&[
                        lesson.school.into(),
                        lesson.class.into(),
                        grade_name(stay.class.grade).into(),
                        stay.pupil.by_given().into(),
                        stay.number(Shape::Twelve).into(),
                        lesson.day.into(),
                        clock(lesson.start),
                        clock(lesson.end),
                        lesson.subject.into(),
                        status(lesson.kind).into(),
                        lesson.absent.into(),
                        if lesson.kind == Kind::Reported { "Hemma; ringde i morse" } else { "" }.into(),
                    ])?;
                }
            }
        }
    }
    Ok(())
}

const fn status(kind: Kind) -> &'static str {
    match kind {
        Kind::Present => "Närvarande",
        Kind::Authorised => "Giltig frånvaro",
        Kind::Reported => "Frånvaroanmäld",
        Kind::Unauthorised | Kind::Unreported => "Ogiltig frånvaro",
        Kind::Late => "Sen ankomst",
        Kind::Leave => "Ledig",
        Kind::Activity => "Annan aktivitet",
        Kind::Unregistered => "Ej registrerad",
    }
}
