//! SchoolSoft, which counts lessons and asks whether absence was notified. The headings are seen, the columns that name the pupil are
//! inferred. Sums leave out lessons that nobody registered, and count late arrivals and parts of lessons as presence, as the software
//! counts lessons and not minutes. What it lists as un-notified are whole lessons, and the week stands there without its year, which is
//! in the title row. Neither layout has the school, gender or grade.

use super::{header, weekday, who};
use crate::example::page::{Cell, Page, clock_text, percent};
use crate::example::record::{Kind, Record};
use crate::example::stay::{Shape, week};
use crate::example::world::World;
use std::io;

const YEAR: &str = "Läsår: 2025/2026";

/// A row a pupil and week.
pub(super) fn period(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Närvaro - Vecka")?;
    page.banner(0, 4, "Närvaro - Vecka")?;
    page.banner(0, 4, YEAR)?;
    page.row(&[])?;
    header(
        page,
        &[
            "Klass",
            "Namn",
            "Personnr",
            "Vecka",
            "Total närvaro",
            "Oanmäld frånvaro",
            "Anmäld frånvaro",
            "",
            "Närvaro",
            "Närvaro Annat skoluppdrag",
            "Närvaro Avvek från lektion",
            "Närvaro Föranmäld frånvaro",
            "Närvaro Sen ankomst",
            "Frånvarande",
            "Föranmäld",
            "Ledighetsansökan beviljad",
        ],
    )?;
    for stay in world.all_stays() {
        for (week, lessons) in stay.weeks() {
            let of =
                |which: &dyn Fn(&Record<'_>) -> bool| u32::try_from(lessons.iter().filter(|lesson| which(lesson)).count()).unwrap_or(0);
            let whole = |lesson: &Record<'_>| lesson.absent == lesson.minutes();
            let registered = of(&|lesson| lesson.kind != Kind::Unregistered);
            let leave = of(&|lesson| lesson.kind == Kind::Leave);
            let told = of(&|lesson| whole(lesson) && matches!(lesson.kind, Kind::Authorised | Kind::Reported));
            let untold = of(&|lesson| matches!(lesson.kind, Kind::Unauthorised | Kind::Unreported));
            let activity = of(&|lesson| lesson.kind == Kind::Activity);
            let late = of(&|lesson| lesson.kind == Kind::Late);
            let errand = of(&|lesson| lesson.kind == Kind::Authorised && !whole(lesson));
            let present = registered - leave - told - untold;
            let share = |lessons: u32| match lessons {
                0 => Cell::from("-"),
                // No-break spaces, as on the page.
                _ => format!("{lessons}\u{A0}st\u{A0}({}%)", percent(lessons, registered, 1).text('.')).into(),
            };
            let count = |lessons: u32| match lessons {
                0 => Cell::from("-"),
                _ => format!("{lessons}\u{A0}st").into(),
            };
            let [class, name, number] = who(&stay, Shape::TwelveApart);
            page.row(&[
                class,
                name,
                number,
                format!("v{week}").into(),
                share(present),
                share(untold),
                share(told + leave),
                Cell::Empty,
                count(present - activity - late - errand),
                count(activity),
                count(0),
                count(errand),
                count(late),
                count(untold),
                count(told),
                count(leave),
            ])?;
        }
    }
    Ok(())
}

/// Lessons that a pupil was away from without a word. Cells that say the same as those above are blank.
pub(super) fn event(world: &World, page: &mut dyn Page) -> io::Result<()> {
    page.sheet("Oanmäld frånvaro")?;
    page.banner(0, 4, "Oanmäld frånvaro")?;
    page.banner(0, 4, YEAR)?;
    page.row(&[])?;
    header(page, &["Klass", "Namn", "Personnr", "Vecka", "Dag", "Lektion", "Meddelande"])?;
    for stay in world.all_stays() {
        let mut above = None;
        for lesson in stay.lessons.iter().filter(|lesson| matches!(lesson.kind, Kind::Unauthorised | Kind::Unreported)) {
            let pupil = if above.is_none() { who(&stay, Shape::TwelveApart) } else { [Cell::Empty, Cell::Empty, Cell::Empty] };
            let new_week = above.is_none_or(|day| week(day) != week(lesson.day));
            let new_day = above != Some(lesson.day);
            let when = [
                if new_week { format!("v{}", week(lesson.day)).into() } else { Cell::Empty },
                if new_day { weekday(lesson.day).into() } else { Cell::Empty },
                format!("{}-{} {}", short(lesson.start), short(lesson.end), lesson.subject).into(),
                if lesson.kind == Kind::Unreported { "SMS skickades".into() } else { Cell::Empty },
            ];
            page.row(&[pupil.as_slice(), &when].concat())?;
            above = Some(lesson.day);
        }
    }
    Ok(())
}

/// `8:30`
fn short(minutes: u16) -> String {
    let clock = clock_text(minutes);
    clock.strip_prefix('0').map_or_else(|| clock.clone(), str::to_owned)
}
