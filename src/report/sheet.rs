//! A table as it stands in front of a reader: label columns, then figure columns. CSV, HTML and the page show the same one.

use super::doubt::{doubts, is_doubtful};
use super::patterns::{pattern_caption, pattern_sheet};
use super::sentences::caption;
use super::words::{
    absence_word, breakdown_word, column_word, label_word, limit_word, measure_word, over_word, telling_rows, told_absence,
};
use crate::disclosure::{Cell, Figure, Measure, Published, Row, Subject, Table};
use crate::locale::{Key, Language, Sentence, Value, capital};

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pupils above the limit, or above each of several.
    Hits,
    /// Pupils between limits.
    Classes,
    /// Pupils who meet each clause of a definition.
    Clauses,
    /// Pupils above the limit of each of several definitions.
    Definitions,
    /// Pupils that two definitions have in common.
    Overlap,
    /// Pupils above each limit of a grid.
    Curve,
    /// When in the week or in which subjects absence falls.
    Patterns,
}

/// A table to be shown.
pub struct Sheet {
    /// What it is about.
    pub kind: Kind,
    /// The headings of the label columns, in small letters.
    pub labels: Vec<Sentence>,
    /// The headings of the figure columns.
    pub columns: Vec<Heading>,
    /// The rows.
    pub rows: Vec<SheetRow>,
}

/// A table to be shown, with what stands around it.
pub struct Captioned {
    /// What it is called.
    pub caption: Sentence,
    /// The table.
    pub sheet: Sheet,
    /// Why some of its figures are to be doubted.
    pub doubts: Vec<Sentence>,
}

/// The heading of a column of figures.
pub struct Heading {
    /// In words, with a capital.
    pub text: Sentence,
    /// The place of the measure that it is about; none for the number of pupils. Shares of time have one place together, the last.
    pub measure: Option<usize>,
    /// Whether it has shares.
    pub share: bool,
    /// Whether these are shares of the group's time, and not of its pupils.
    pub time: bool,
}

/// A row to be shown.
pub struct SheetRow {
    /// A label per label column; none for a total.
    pub labels: Vec<Option<Value>>,
    /// Whether it sums other rows, or everything.
    pub total: bool,
    /// Whether so little is registered that its figures are to be doubted.
    pub doubt: bool,
    /// What each figure column shows.
    pub figures: Vec<Shown>,
}

/// What stands in a place of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A figure as it was published.
    Figure(Figure),
    /// A share of a group so small that one pupil is a per cent or more of it: people read whole per cents.
    Percent {
        /// In whole per cent.
        whole: u64,
        /// In tenths, for programs.
        tenths: u64,
    },
    /// The difference of two shares, in tenths of a percentage point.
    Difference(i64),
}

impl From<Figure> for Shown {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

/// Pupils of whom one is less than a per cent: shares of fewer carry no decimal.
const CARRIES_DECIMALS: u64 = 100;

/// The share of a cell with no more digits than its group carries.
pub(super) fn share_of(pupils: Figure, cell: Cell) -> Shown {
    match (cell.share(), cell.count(), pupils) {
        (Figure::Share(_), Figure::Count(hits), Figure::Count(pupils)) => share_among(hits, pupils),
        (share, ..) => share.into(),
    }
}

/// What share some pupils are of a group, with no more digits than it carries.
pub(super) fn share_among(hits: u64, pupils: u64) -> Shown {
    match Figure::share(hits, pupils) {
        Figure::Share(tenths) if pupils < CARRIES_DECIMALS => Shown::Percent { whole: (200 * hits + pupils) / (2 * pupils), tenths },
        share => share.into(),
    }
}

/// What a table is about.
pub(super) fn kind(published: &Published, table: &Table) -> Kind {
    match table.measures().next() {
        Some(Measure::Over(_)) if matches!(published.subject(), Subject::Curve(_)) => Kind::Curve,
        Some(Measure::Hits | Measure::Over(_)) | None => Kind::Hits,
        Some(Measure::Class(..)) => Kind::Classes,
        Some(Measure::Clause(..)) => Kind::Clauses,
        Some(Measure::Definition(_)) => Kind::Definitions,
        Some(Measure::Both(..) | Measure::OnlyFirst(..) | Measure::OnlySecond(..)) => Kind::Overlap,
    }
}

/// All tables of a release to be shown, those of patterns last.
#[must_use]
pub fn sheets(published: &Published) -> Vec<Captioned> {
    let tables = published.tables().iter().map(|table| Captioned {
        caption: caption(published, table),
        sheet: sheet(published, table),
        doubts: doubts(published, table),
    });
    let patterns = published.patterns().iter().map(|table| Captioned {
        caption: pattern_caption(published, table),
        sheet: pattern_sheet(table),
        doubts: Vec::new(),
    });
    tables.chain(patterns).collect()
}

/// A table to be shown.
#[must_use]
pub fn sheet(published: &Published, table: &Table) -> Sheet {
    let kind = kind(published, table);
    match kind {
        Kind::Hits | Kind::Classes | Kind::Patterns => wide(published, table, kind),
        Kind::Curve | Kind::Clauses | Kind::Definitions => long(published, table, kind),
        Kind::Overlap => overlap(published, table),
    }
}

/// A row per group, and a count with its share for each measure; then shares of time.
fn wide(published: &Published, table: &Table, kind: Kind) -> Sheet {
    let mut labels: Vec<Sentence> = table.by().iter().map(breakdown_word).collect();
    labels.extend(published.over().map(|over| over_word(over).into()));
    let alone = table.measures().len() == 1;
    let mut columns = vec![plain(Key::ReportPupils, None, false)];
    for (place, measure) in table.measures().enumerate() {
        let word = measure_word(published, measure);
        let share = if alone { Key::ReportShare.into() } else { Key::ReportShareOf.with("measure", word.clone()) };
        columns.push(Heading { text: capitalised(word), measure: Some(place), share: false, time: false });
        columns.push(Heading { text: share, measure: Some(place), share: true, time: false });
    }
    let absence: Vec<usize> = told_absence(table).map(|(place, _)| place).collect();
    columns.extend(told_absence(table).map(|(_, share)| Heading {
        text: absence_word(share).into(),
        measure: Some(table.measures().len()),
        share: true,
        time: true,
    }));
    let rows = telling_rows(table).map(|row| SheetRow {
        labels: labels_of(published, table, row),
        total: row.is_total(),
        doubt: is_doubtful(published, table, row),
        figures: std::iter::once(Shown::from(row.pupils()))
            .chain(row.cells().iter().flat_map(|cell| [cell.count().into(), share_of(row.pupils(), *cell)]))
            .chain(absence.iter().filter_map(|place| row.absence().get(*place).copied()).map(Shown::from))
            .collect(),
    });
    Sheet { kind, labels, columns, rows: rows.collect() }
}

/// A row per measure and group, and one count with its share.
fn long(published: &Published, table: &Table, kind: Kind) -> Sheet {
    let compared = published.definitions().len() > 1;
    let (own, hits) = match kind {
        Kind::Clauses if compared => (vec![Key::ReportDefinition, Key::ReportClause], Key::ReportMeets),
        Kind::Clauses => (vec![Key::ReportClause], Key::ReportMeets),
        Kind::Curve => (vec![Key::ReportLimit], Key::ReportHits),
        _ => (vec![Key::ReportDefinition], Key::ReportHits),
    };
    let mut labels: Vec<Sentence> = own.into_iter().map(Sentence::from).collect();
    labels.extend(table.by().iter().map(breakdown_word));
    labels.extend(published.over().map(|over| over_word(over).into()));
    let own = |measure: Measure| -> Vec<Option<Value>> {
        match measure {
            Measure::Clause(definition, clause) => {
                let of = published.definitions().get(definition);
                let text = of.and_then(|definition| definition.clauses.get(clause)).map(|clause| clause.text.value());
                let name = of.filter(|_| compared).map(|definition| Some(definition.name.value()));
                name.into_iter().chain([text]).collect()
            }
            Measure::Over(limit) => vec![Some(limit_word(limit).into())],
            _ => vec![Some(measure_word(published, measure).into())],
        }
    };
    let rows = table
        .measures()
        .enumerate()
        .flat_map(|(place, measure)| telling_rows(table).filter_map(move |row| Some((measure, row, *row.cells().get(place)?))));
    let rows = rows.map(|(measure, row, cell)| SheetRow {
        labels: own(measure).into_iter().chain(labels_of(published, table, row)).collect(),
        total: !table.by().is_empty() && row.is_total(),
        doubt: is_doubtful(published, table, row),
        figures: vec![row.pupils().into(), cell.count().into(), share_of(row.pupils(), cell)],
    });
    let columns = vec![plain(Key::ReportPupils, None, false), plain(hits, Some(0), false), plain(Key::ReportShare, Some(0), true)];
    Sheet { kind, labels, columns, rows: rows.collect() }
}

/// A row per pair of definitions.
fn overlap(published: &Published, table: &Table) -> Sheet {
    let name = |place: usize| published.definitions().get(place).map(|definition| definition.name.value());
    let measures: Vec<Measure> = table.measures().collect();
    let mut rows: Vec<SheetRow> = Vec::new();
    for row in table.rows() {
        for (pair, cells) in pairs(&measures, row.cells()) {
            let figures = cells.map(|cell: Cell| cell.count().into()).to_vec();
            rows.push(SheetRow {
                labels: vec![name(pair.0), name(pair.1)],
                total: false,
                doubt: is_doubtful(published, table, row),
                figures,
            });
        }
    }
    let columns = [Key::ReportBoth, Key::ReportOnlyFirst, Key::ReportOnlySecond];
    Sheet {
        kind: Kind::Overlap,
        labels: vec![Key::ReportDefinition.into(), Key::ReportOtherDefinition.into()],
        columns: columns.into_iter().enumerate().map(|(place, key)| plain(key, Some(place), false)).collect(),
        rows,
    }
}

/// The pairs of definitions that a row of an overlap has, each with both, the first only and the second only.
pub(super) fn pairs<'a>(measures: &'a [Measure], cells: &'a [Cell]) -> impl Iterator<Item = ((usize, usize), [Cell; 3])> + 'a {
    let of = move |wanted: Measure| measures.iter().position(|measure| *measure == wanted).and_then(|place| cells.get(place)).copied();
    measures.iter().filter_map(move |measure| match *measure {
        Measure::Both(one, other) => {
            let cells = [of(*measure)?, of(Measure::OnlyFirst(one, other))?, of(Measure::OnlySecond(one, other))?];
            Some(((one, other), cells))
        }
        _ => None,
    })
}

fn labels_of(published: &Published, table: &Table, row: &Row) -> Vec<Option<Value>> {
    let labels = table.by().iter().zip(row.labels()).map(|(breakdown, label)| label.as_ref().map(|label| label_word(breakdown, label)));
    labels.chain(published.over().map(|over| Some(column_word(over, table.column(row)).into()))).collect()
}

fn plain(key: Key, measure: Option<usize>, share: bool) -> Heading {
    Heading { text: key.into(), measure, share, time: false }
}

/// The sentence with a capital in either language.
fn capitalised(sentence: Sentence) -> Sentence {
    let [sv, en] = [Language::Swedish, Language::English].map(|language| capital(&sentence.render(language)));
    Key::ReportHeading.with("text", Value::Bilingual { sv, en })
}

/// A label as it stands in a cell of its own: a word of ours with a capital, a name as it is spelt.
pub(super) fn label_text(label: Option<&Value>, language: Language) -> String {
    match label {
        None => Key::ReportAll.text(language).to_owned(),
        Some(Value::Text(text)) => text.clone(),
        Some(word) => capital(&word.render(language)),
    }
}
