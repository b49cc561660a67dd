//! Schoolity, inferred throughout: absences with the moment as `20250818, 08:00`, the school's own reasons, and whether they are valid.
//! It has no end of the lesson, no gender and no grade.

use super::{header, who};
use crate::example::page::{Cell, Page, clock_text};
use crate::example::record::Kind;
use crate::example::stay::Shape;
use crate::example::world::World;
use std::io;

pub(super) fn event(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Frånvaro")?;
    header(page, &["Skola", "Klass", "Elev", "Personnummer", "Tidpunkt", "Minuter", "Orsak", "Giltig/ogiltig"])?;
    for stay in world.all_stays() {
        for lesson in stay.lessons.iter().filter(|lesson| lesson.kind.is_absence()) {
            let moment = format!("{}, {}", lesson.day.to_string().replace('-', ""), clock_text(lesson.start));
            let valid = if Kind::AUTHORISED.contains(&lesson.kind) { "Giltig" } else { "Ogiltig" };
            let rest: [Cell<'_>; 4] = [moment.into(), lesson.absent.into(), reason(lesson.kind).into(), valid.into()];
            page.row(&[[lesson.school.into()].as_slice(), &who(&stay, Shape::TwelveApart), &rest].concat())?;
        }
    }
    Ok(())
}

const fn reason(kind: Kind) -> &'static str {
    match kind {
        Kind::Reported => "Sjuk",
        Kind::Authorised => "Vårdbesök",
        Kind::Leave => "Beviljad ledighet",
        Kind::Late => "Sen ankomst",
        Kind::Unreported => "Ej anmäld",
        _ => "Skolk",
    }
}
