//! The register that Skolverket proposed: hours of both terms side by side, with one decimal. A term without lessons is blank. It names
//! the school by its code and the pupil by number; class, gender and name are missing.

use super::header;
use crate::example::grade_name;
use crate::example::page::{Cell, Page, hours};
use crate::example::stay::Shape;
use crate::example::sums::Sums;
use crate::example::world::World;
use std::io;

pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Register")?;
    header(
        page,
        &[
            "Personnummer",
            "Skolform",
            "Skolenhetskod",
            "Årskurs",
            "Antal timmar giltig frånvaro HT",
            "Antal timmar giltig frånvaro VT",
            "Antal timmar ogiltig frånvaro HT",
            "Antal timmar ogiltig frånvaro VT",
            "Antal timmar erbjuden undervisning HT",
            "Antal timmar erbjuden undervisning VT",
        ],
    )?;
    for stay in world.all_stays() {
        let term = |autumn: bool| Sums::of(stay.lessons.iter().filter(|lesson| (lesson.day.civil().1 > 6) == autumn));
        let terms = [term(true), term(false)];
        let time = |minutes: fn(&Sums) -> u32| terms.map(|term| if term.offered() == 0 { Cell::Empty } else { hours(minutes(&term), 1) });
        let pupil: [Cell<'_>; 4] = [
            stay.number(Shape::Twelve).into(),
            if stay.class.grade == 0 { "Förskoleklass" } else { "Grundskola" }.into(),
            stay.school_code().into(),
            grade_name(stay.class.grade).into(),
        ];
        page.row(&[pupil.as_slice(), &time(Sums::authorised), &time(Sums::unauthorised), &time(Sums::offered)].concat())?;
    }
    Ok(())
}
