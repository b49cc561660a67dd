//! LearnPoint: the documented headings of its statistics in table mode, a row a pupil and subject; the columns that name the pupil, the
//! title and the last row are inferred. Hours have two decimals and per cent one; what nobody reported counts as presence.

use super::{header, printed, who};
use crate::example::page::{Page, hours, percent};
use crate::example::record::Kind;
use crate::example::stay::Shape;
use crate::example::sums::Sums;
use crate::example::world::World;
use std::io;

pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    let (first, last) = world.span();
    page.sheet("Frånvarostatistik")?;
    page.banner(0, 4, "Frånvarostatistik")?;
    page.banner(0, 4, &format!("Period: {first} - {last}"))?;
    page.banner(0, 4, &format!("Utskriftsdatum: {}", printed(world)))?;
    page.row(&[])?;
    header(
        page,
        &[
            "Skola",
            "Mentorsgrupp",
            "Namn",
            "Personnummer",
            "Ämne/kurs",
            "Antal tillfällen",
            "Totalt (t)",
            "Frånvaro (t)",
            "Frånvaro (%)",
            "Giltig (tim)",
            "Giltig (%)",
            "Ogiltig (tim)",
            "Ogiltig (%)",
            "Rapporterat (%)",
        ],
    )?;
    let mut all = 0;
    for stay in world.all_stays() {
        for (subject, sums) in stay.subjects() {
            all += sums.offered();
            let [class, name, number] = who(&stay, Shape::TwelveApart);
            page.row(&[
                stay.school.name.as_str().into(),
                class,
                name,
                number,
                subject.into(),
                occasions(&sums).into(),
                hours(sums.offered(), 2),
                hours(sums.offered() - sums.attended(), 2),
                percent(sums.offered() - sums.attended(), sums.offered(), 1),
                hours(sums.authorised(), 2),
                percent(sums.authorised(), sums.offered(), 1),
                hours(sums.unauthorised(), 2),
                percent(sums.unauthorised(), sums.offered(), 1),
                percent(sums.registered(), sums.offered(), 1),
            ])?;
        }
    }
    page.row(&["Summa".into(), "".into(), "".into(), "".into(), "".into(), "".into(), hours(all, 2)])
}

/// `3/45`: occasions with absence, and all.
fn occasions(sums: &Sums) -> String {
    let all = sums.lessons(&Kind::ALL);
    let without = sums.lessons(&[Kind::Present, Kind::Activity, Kind::Unregistered]);
    format!("{}/{all}", all - without)
}
