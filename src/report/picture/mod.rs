//! Pictures of published figures. A figure that is withheld has an empty, hatched place of a size that says nothing.
//!
//! Each picture is drawn from plain rows of labels and shares, and is a whole document of its own.

mod bars;
mod canvas;
mod curve;
mod funnel;
mod heat;
mod lines;
mod overlap;
mod week;

pub(super) use week::pattern_picture;

use super::analysis::analyses;
use super::sentences::caption;
use super::sheet::{Kind, Shown, kind, label_text, pairs, share_of};
use super::words::{absence_word, column_word, label_word, measure_word, told_absence};
use crate::definition::Over;
use crate::disclosure::{AbsenceShare, Figure, Measure, Published, Row, Table};
use crate::locale::{Key, Language, Sentence, capital, percent, share};
use bars::{BarRow, Bars};
use curve::Line;
pub(super) use funnel::{Funnel, Unit, funnel};
use lines::Lines;
use overlap::Square;

/// A picture in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// The SVG document in Swedish.
    pub sv: String,
    /// The same in English.
    pub en: String,
    /// What the picture shows.
    pub alternative: Sentence,
    /// Width and height in pixels, of the wider and the higher of the two.
    pub size: (u32, u32),
}

/// What a place in a picture has.
enum Mark {
    /// A share in tenths of a per cent.
    Share(u64),
    Withheld,
    NotMeasurable,
}

impl Mark {
    const fn share(&self) -> Option<u64> {
        match self {
            Self::Share(tenths) => Some(*tenths),
            Self::Withheld | Self::NotMeasurable => None,
        }
    }
}

/// The words of a picture.
struct Words {
    /// The picture's own name among those of a release.
    name: String,
    language: &'static str,
    title: String,
    description: String,
    withheld: String,
    not_measurable: String,
    /// A share as its language writes it.
    share: fn(u64) -> String,
}

impl Words {
    fn of(published: &Published, table: &Table, what: &Sentence, language: Language) -> Self {
        let own = kind(published, table);
        let name = match own {
            Kind::Hits => "hits",
            Kind::Classes => "classes",
            Kind::Clauses => "clauses",
            Kind::Definitions => "definitions",
            Kind::Overlap => "overlap",
            Kind::Curve => "curve",
            Kind::Patterns => "patterns",
        };
        // A release may have several tables of a kind.
        let mut alike = published.tables().iter().filter(|other| kind(published, other) == own);
        Self {
            name: match alike.position(|other| std::ptr::eq(other, table)) {
                None | Some(0) => name.to_owned(),
                Some(before) => format!("{name}-{}", before + 1),
            },
            ..Self::titled(name, &caption(published, table), what, language)
        }
    }

    /// Those of a picture with a title.
    fn titled(name: &str, title: &Sentence, what: &Sentence, language: Language) -> Self {
        Self {
            name: name.to_owned(),
            language: language.tag(),
            title: capital(&title.render(language)),
            description: what.render(language),
            withheld: Key::ReportWithheldSign.text(language).to_owned(),
            not_measurable: Key::ReportNotMeasurable.text(language).to_owned(),
            share: match language {
                Language::Swedish => |tenths| plainly(tenths, Language::Swedish),
                Language::English => |tenths| plainly(tenths, Language::English),
            },
        }
    }
}

impl From<Shown> for Mark {
    fn from(shown: Shown) -> Self {
        match shown {
            Shown::Figure(figure) => figure.into(),
            Shown::Percent { whole, .. } => Self::Share(whole * 10),
            Shown::Difference(_) => Self::NotMeasurable,
        }
    }
}

/// A share as a picture writes it: whole per cents without a decimal, so that a small group's have none and an axis is easy to read.
fn plainly(tenths: u64, language: Language) -> String {
    if tenths.is_multiple_of(10) { percent(tenths / 10, language) } else { share(tenths, language) }
}

impl From<Figure> for Mark {
    fn from(figure: Figure) -> Self {
        match figure {
            Figure::Share(tenths) => Self::Share(tenths),
            Figure::Withheld => Self::Withheld,
            Figure::Count(_) | Figure::NotMeasurable => Self::NotMeasurable,
        }
    }
}

/// The pictures of a release's tables.
#[must_use]
pub fn pictures(published: &Published) -> Vec<Picture> {
    let of_tables = published.tables().iter().flat_map(|table| pictures_of(published, table));
    of_tables.chain(published.patterns().iter().filter_map(|table| pattern_picture(published, table))).collect()
}

/// The pictures of a table: of its counts and, over time, of its shares of time.
pub(super) fn pictures_of(published: &Published, table: &Table) -> Vec<Picture> {
    picture(published, table).into_iter().chain(absence(published, table)).collect()
}

/// The shares of time over time; none where the table has none, or is not over time.
fn absence(published: &Published, table: &Table) -> Option<Picture> {
    let over = published.over()?;
    let rows: Vec<&Row> = shown(published, table);
    let what = Sentence::from(Key::ReportPictureTime);
    let series = |language: Language| {
        let one = |(place, share): (usize, AbsenceShare)| {
            let marks = rows.iter().map(|row| row.absence().get(place).map_or(Mark::NotMeasurable, |figure| (*figure).into()));
            (absence_word(share).text(language).to_owned(), marks.collect())
        };
        told_absence(table).map(one).collect::<Vec<(String, Vec<Mark>)>>()
    };
    if rows.len() < 2 || series(Language::Swedish).is_empty() {
        return None;
    }
    let title = Key::ReportCaptionTime.with("from", published.span().first().to_string()).with("to", published.span().last().to_string());
    Some(both(&what, |language| {
        let words = Words::titled("time", &title, &what, language);
        let columns = rows.iter().map(|row| column_word(over, table.column(row))).collect();
        Lines { words, columns, series: series(language) }.draw()
    }))
}

/// The counts over time.
fn over_time(published: &Published, table: &Table, over: Over, words: Words, language: Language) -> Lines {
    let rows = shown(published, table);
    let series = table.measures().enumerate().map(|(place, measure)| {
        let marks = rows.iter().map(|row| row.cells().get(place).map_or(Mark::NotMeasurable, |cell| share_of(row.pupils(), *cell).into()));
        (capital(&measure_word(published, measure).render(language)), marks.collect())
    });
    Lines { words, columns: rows.iter().map(|row| column_word(over, table.column(row))).collect(), series: series.collect() }
}

/// The pictures of reports in one document, one below the other; empty where there are none.
#[must_use]
pub fn svg(reports: &[&Published], language: Language) -> String {
    let of_analyses = |published: &Published| analyses(published).into_iter().filter_map(|analysis| analysis.picture);
    let pictures: Vec<Picture> =
        reports.iter().flat_map(|published| pictures(published).into_iter().chain(of_analyses(published))).collect();
    let text = |picture: &Picture| if language == Language::Swedish { picture.sv.clone() } else { picture.en.clone() };
    if let [only] = pictures.as_slice() {
        return text(only);
    }
    let mut body = String::new();
    let (mut width, mut height) = (0, 0);
    for picture in &pictures {
        // A document of its own may stand inside another, at a height.
        body.push_str(&text(picture).replacen("<svg ", &format!("<svg y=\"{height}\" "), 1));
        (width, height) = (picture.size.0.max(width), height + picture.size.1);
    }
    if pictures.is_empty() {
        return body;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n{body}</svg>\n"
    )
}

pub(super) fn picture(published: &Published, table: &Table) -> Option<Picture> {
    let kind = kind(published, table);
    let over = published.over().filter(|_| kind == Kind::Hits && shown(published, table).len() > 1);
    let what = match kind {
        Kind::Hits if over.is_some() => Key::ReportPictureLines,
        Kind::Hits | Kind::Classes => Key::ReportPictureBars,
        Kind::Definitions => Key::ReportPictureDefinitions,
        Kind::Overlap => Key::ReportPictureOverlap,
        Kind::Curve => Key::ReportPictureCurve,
        Kind::Clauses => Key::ReportPictureClauses,
        Kind::Patterns => return None,
    };
    let what = Sentence::from(what);
    let drawn = |language: Language| {
        let words = Words::of(published, table, &what, language);
        Some(match kind {
            Kind::Curve => line(published, table, words, language).draw(),
            Kind::Overlap => square(published, table, words, language)?.draw(),
            Kind::Hits if over.is_some() => over_time(published, table, over?, words, language).draw(),
            Kind::Hits | Kind::Classes | Kind::Clauses | Kind::Definitions | Kind::Patterns => {
                bars(published, table, kind, words, language).draw()
            }
        })
    };
    let _ = drawn(Language::Swedish)?;
    Some(both(&what, |language| drawn(language).unwrap_or_default()))
}

/// A picture in both languages.
fn both(what: &Sentence, drawn: impl Fn(Language) -> (String, (u32, u32))) -> Picture {
    let ((sv, one), (en, other)) = (drawn(Language::Swedish), drawn(Language::English));
    Picture { sv, en, alternative: what.clone(), size: (one.0.max(other.0), one.1.max(other.1)) }
}

/// The rows of a table that a picture of bars has: by the first breakdown and everybody, or by time where there is none.
fn shown<'a>(published: &Published, table: &'a Table) -> Vec<&'a Row> {
    let outer = |row: &&Row| row.labels().iter().skip(1).all(Option::is_none);
    let whole = |row: &&Row| row.labels().iter().all(Option::is_none);
    match published.over() {
        // A line of bars for each school and month would be no picture any more.
        Some(_) => table.rows().iter().filter(whole).collect(),
        None => table.rows().iter().filter(outer).collect(),
    }
}

fn bars(published: &Published, table: &Table, kind: Kind, words: Words, language: Language) -> Bars {
    let name = |row: &Row| match (published.over(), table.by().first(), row.labels().first()) {
        (Some(_), ..) => table.column(row).to_owned(),
        (None, Some(breakdown), Some(Some(label))) => label_text(Some(&label_word(breakdown, label)), language),
        _ => Key::ReportAll.text(language).to_owned(),
    };
    let heading = |measure: Measure| capital(&measure_word(published, measure).render(language));
    let of = |row: &Row, place: usize| row.cells().get(place).map_or(Mark::NotMeasurable, |cell| share_of(row.pupils(), *cell).into());
    match kind {
        // One row for each definition or clause, for all pupils.
        Kind::Definitions | Kind::Clauses => {
            let whole = table.rows().iter().find(|row| row.labels().iter().all(Option::is_none));
            let row = |(place, measure): (usize, Measure)| BarRow {
                label: heading(measure),
                total: false,
                bars: vec![whole.map_or(Mark::NotMeasurable, |row| of(row, place))],
            };
            Bars { words, series: Vec::new(), rows: table.measures().enumerate().map(row).collect() }
        }
        _ => {
            let rows = shown(published, table).into_iter().map(|row| BarRow {
                label: name(row),
                total: published.over().is_none() && row.is_total(),
                bars: (0..table.measures().len()).map(|place| of(row, place)).collect(),
            });
            let rows: Vec<BarRow> = rows.collect();
            Bars { words, series: table.measures().map(heading).collect(), rows }
        }
    }
}

fn line(published: &Published, table: &Table, words: Words, language: Language) -> Line {
    let sign = if language == Language::Swedish { ',' } else { '.' };
    let row = table.rows().first();
    let points = table.measures().enumerate().filter_map(|(place, measure)| match measure {
        Measure::Over(limit) => {
            let share = row.and_then(|row| Some(share_of(row.pupils(), *row.cells().get(place)?))).map_or(Mark::NotMeasurable, Mark::from);
            Some((limit.threshold.hundredths(), limit.threshold.text(sign), share))
        }
        _ => None,
    });
    let points = points.collect();
    let is_share = table.measures().any(|measure| matches!(measure, Measure::Over(limit) if limit.share));
    let axis = if is_share { Key::ReportPictureLimitShare } else { Key::ReportPictureLimit };
    let name = published.definitions().first().map_or_else(|| "".into(), |definition| definition.name.value());
    let axis = axis.with("definition", name);
    Line { words, axis: capital(&axis.render(language)), points }
}

/// The square of definitions; none where not even one pair can be told of.
fn square(published: &Published, table: &Table, words: Words, language: Language) -> Option<Square> {
    let row = table.rows().first()?;
    let definitions = published.definitions();
    let measures: Vec<Measure> = table.measures().collect();
    let mut cells: Vec<Vec<Option<Mark>>> = definitions.iter().map(|_| definitions.iter().map(|_| None).collect()).collect();
    for ((one, other), [both, first, second]) in pairs(&measures, row.cells()) {
        for (row, column, only) in [(one, other, first), (other, one, second)] {
            let mark = match (both.count(), only.count()) {
                (Figure::Count(both), Figure::Count(only)) => Mark::from(Figure::share(both, both.saturating_add(only))),
                (Figure::NotMeasurable, _) | (_, Figure::NotMeasurable) => Mark::NotMeasurable,
                _ => Mark::Withheld,
            };
            if let Some(place) = cells.get_mut(row).and_then(|row| row.get_mut(column)) {
                *place = Some(mark);
            }
        }
    }
    Some(Square { words, names: definitions.iter().map(|definition| definition.name.text(language).to_owned()).collect(), cells })
}
