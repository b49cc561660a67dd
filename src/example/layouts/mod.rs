//! The systems' layouts: which cells a row has, which rows stand above and between, and in what words. How each is known, measured
//! or seen or inferred, stands in `assets/systems`; what each cannot carry of the truth, where it is written.

mod edlevo;
mod infomentor;
mod learnpoint;
mod plain;
mod schoolity;
mod schoolsoft;
mod skola24;
mod skolverket;
mod ss12000;
mod ss12000_json;
mod unikum;
mod vklass;

use super::page::{Book, Cell, Dialect, Encoding, Html, OldBook, Page, Text, Xml};
use super::record::Record;
use super::stay::{Shape, Stay};
use super::world::World;
use super::{Ending, Example, Grain, System, csv, xlsx};
use crate::calendar::Day;
use std::io::{self, Seek, Write};

/// Writes the rows of a layout.
type Rows = fn(&World, &mut dyn Page) -> io::Result<()>;

/// A layout, and how the system writes it as a file.
struct Layout {
    rows: Rows,
    dialect: Dialect,
    /// Whether numbers and dates in a workbook are such; else they are text.
    typed: bool,
}

/// Writes an example in its system's layout, as the file that the ending stands for.
///
/// # Errors
/// Those of `out`, and [`io::ErrorKind::Unsupported`] when the system has no such export ([`System::endings`] lists what it has) or
/// the rows are more than a sheet holds.
pub fn write<W: Write + Seek + Send>(example: &Example, ending: Ending, mut out: W) -> io::Result<()> {
    let (system, grain) = (example.system, example.grain);
    if example.results && !matches!((system, grain), (System::Plain, Grain::Day | Grain::Period)) {
        return Err(no_such_export());
    }
    match (system, grain, ending) {
        // The rows of this one may be a hundred million, and they have a faster way.
        (System::Plain, Grain::Lesson, Ending::Csv) => return csv::write_csv(example, &mut out),
        (System::Plain, Grain::Lesson, Ending::Xlsx) => return xlsx::write_xlsx(example, out).map_err(io::Error::other),
        _ => {}
    }
    let world = World::new(example);
    if !system.endings(grain).contains(&ending) {
        return Err(no_such_export());
    }
    if ending == Ending::Json {
        return match grain {
            Grain::Period => ss12000_json::period(&world, &mut out),
            _ => ss12000_json::lesson(&world, &mut out),
        };
    }
    let Some(Layout { rows, dialect, typed }) = layout(system, grain) else { return Err(no_such_export()) };
    let tabs = Dialect { delimiter: '\t', ..dialect };
    let mut page: Box<dyn Page + '_> = match (ending, system) {
        (Ending::Csv | Ending::Json, _) => Box::new(Text::new(out, dialect)?),
        (Ending::Txt | Ending::Tsv, _) => Box::new(Text::new(out, tabs)?),
        (Ending::Xlsx, _) => Box::new(Book::new(out, typed)?),
        (Ending::Xls, System::Vklass) => Box::new(OldBook::new(out)),
        (Ending::Xls, _) => Box::new(Html::new(out, dialect)?),
        (Ending::Xml, _) => Box::new(Xml::new(out)?),
    };
    rows(&world, page.as_mut())?;
    page.finish()
}

fn no_such_export() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "the system has no such export")
}

/// The layout of a system's rows of that grain.
fn layout(system: System, grain: Grain) -> Option<Layout> {
    let of =
        |delimiter, encoding, decimal, typed, rows: Rows| Some(Layout { rows, dialect: Dialect { delimiter, encoding, decimal }, typed });
    let plain = |rows: Rows| of(';', Encoding::Utf8Marked, ',', true, rows);
    let skola24 = |rows: Rows| of(';', Encoding::Latin1, ',', true, rows);
    match (system, grain) {
        (System::Plain, Grain::Lesson) => plain(plain::lesson),
        (System::Plain, Grain::Day) => plain(plain::day),
        (System::Plain, Grain::Event) => plain(plain::event),
        (System::Plain, Grain::Period) => plain(plain::period),
        (System::Plain, Grain::Schedule) => plain(plain::schedule),
        (System::Vklass, Grain::Period) => of(',', Encoding::Utf8, ',', false, vklass::period),
        (System::Vklass, Grain::Lesson) => of(',', Encoding::Utf8, ',', false, vklass::lesson),
        (System::Skola24, Grain::Event) => skola24(skola24::event),
        (System::Skola24, Grain::Period) => skola24(skola24::period),
        (System::Skola24, Grain::Notification) => skola24(skola24::notification),
        (System::SchoolSoft, Grain::Period) => of(';', Encoding::Utf8, '.', false, schoolsoft::period),
        (System::SchoolSoft, Grain::Event) => of(';', Encoding::Utf8, '.', false, schoolsoft::event),
        (System::InfoMentor, Grain::Lesson) => of(';', Encoding::Utf8Marked, ',', true, infomentor::lesson),
        (System::Edlevo, Grain::Lesson) => of(';', Encoding::Latin1, ',', false, edlevo::lesson),
        (System::Edlevo, Grain::Period) => of(';', Encoding::Latin1, ',', false, edlevo::period),
        (System::Unikum, Grain::Lesson) => of('\t', Encoding::Latin1, ',', false, unikum::lesson),
        (System::Schoolity, Grain::Event) => of(';', Encoding::Utf8, ',', true, schoolity::event),
        (System::LearnPoint, Grain::Period) => of(';', Encoding::Utf8Marked, ',', false, learnpoint::period),
        (System::Ss12000, Grain::Lesson) => of(',', Encoding::Utf8, '.', true, ss12000::lesson),
        (System::Ss12000, Grain::Period) => of(',', Encoding::Utf8, '.', true, ss12000::period),
        (System::Skolverket, Grain::Period) => of(';', Encoding::Utf8Marked, ',', true, skolverket::period),
        _ => None,
    }
}

/// A row of headings.
fn header(page: &mut dyn Page, headings: &[&str]) -> io::Result<()> {
    let cells: Vec<Cell<'_>> = headings.iter().map(|heading| (*heading).into()).collect();
    page.row(&cells)
}

/// When a report is said to have been printed: on the third day after the last school day.
fn printed(world: &World) -> String {
    format!("{} 08:15:00", world.span().1.plus(3))
}

/// The day of the week, for a school day.
fn weekday(day: Day) -> &'static str {
    const DAYS: [&str; 5] = ["Måndag", "Tisdag", "Onsdag", "Torsdag", "Fredag"];
    let since = day.number().saturating_sub(super::term::first_day().number()) % 7;
    DAYS.get(usize::from(since)).copied().unwrap_or_default()
}

/// `18 aug-25`
fn short_date(day: Day) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
    let (year, month, day) = day.civil();
    let month = MONTHS.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    format!("{day} {month}-{:02}", year.rem_euclid(100))
}

/// The signature of whoever teaches the class a subject: three letters that stand for nobody.
fn signature(lesson: &Record<'_>) -> String {
    const LETTERS: [char; 12] = ['A', 'B', 'E', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'R', 'S'];
    let sum: usize = lesson.subject.bytes().chain(lesson.class.bytes()).map(usize::from).sum();
    [sum, sum / 3, sum / 7].into_iter().filter_map(|place| LETTERS.get(place % LETTERS.len())).collect()
}

/// What stands first in a row of many systems: the class, the pupil by surname, the number.
fn who<'a>(stay: &'a Stay<'_>, shape: Shape) -> [Cell<'a>; 3] {
    [stay.class.name.as_str().into(), stay.pupil.by_surname().into(), stay.number(shape).into()]
}
