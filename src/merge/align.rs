//! Which tables reports share, and their rows side by side.

use super::unit::Unit;
use super::words;
use crate::claim::{self, Claim, Decimal, Figure};
use crate::locale::{Key, Sentence, Value};
use std::collections::BTreeSet;

/// What a table can be by that is no group of pupils, and what is a part of the period. A row without any other label is of the whole report.
const WHOLE: [&str; 9] = ["definition", "clause", "threshold", "a", "b", "month", "term", "school_year", "weeks"];
/// What is one's own: two reports may call different things by one name.
const OWN: [&str; 4] = ["municipality", "school-group", "school", "class"];
/// What stands within what: a row of the inner one without the outer one repeats the row with it, or mixes what is called alike. Reports that
/// people read leave such rows out, and so are they here.
const NESTED: [(&str, &str); 8] = [
    ("municipality", "school"),
    ("organiser", "school"),
    ("school-group", "school"),
    ("municipality", "class"),
    ("organiser", "class"),
    ("school-group", "class"),
    ("school", "class"),
    ("stage", "grade"),
];

/// What comes of reports.
pub(super) struct Aligned {
    /// The tables, those of the whole first.
    pub(super) tables: Vec<Table>,
    /// What only one report has.
    pub(super) alone: Vec<Alone>,
    /// Whether two reports share a table.
    pub(super) is_common: bool,
}

/// A table that only one report has.
pub(super) struct Alone {
    report: usize,
    by: Vec<String>,
    measures: Vec<String>,
}

/// A merged table.
pub(super) struct Table {
    /// How its rows stand.
    pub(super) kind: Kind,
    /// What they are by beside the report.
    pub(super) by: Vec<String>,
    /// What is counted, by name.
    pub(super) measures: Vec<String>,
    /// Its rows.
    pub(super) rows: Vec<Row>,
}

/// How the rows of a table stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One for each report.
    Whole,
    /// Labels mean the same in all reports, which stand beside one another.
    Aligned,
    /// Labels are each report's own, and the reports stand below one another.
    Stacked,
}

impl Kind {
    /// Its name in machine-readable output.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Aligned => "aligned",
            Self::Stacked => "stacked",
        }
    }
}

/// A row of one report.
#[derive(Clone)]
pub(super) struct Row {
    /// The report; none for all of them together.
    pub(super) report: Option<usize>,
    /// A label for each of what the table is by; none for a total.
    pub(super) keys: Vec<Option<String>>,
    /// A figure per measure; none where the report has none.
    pub(super) figures: Vec<Option<Figure>>,
}

impl Table {
    /// Whether it sums reports.
    pub(super) fn has_sum(&self) -> bool {
        self.rows.iter().any(|row| row.report.is_none())
    }

    /// Whether a report has no figure where others have one.
    pub(super) fn has_gaps(&self) -> bool {
        let told: BTreeSet<Option<usize>> = self.rows.iter().map(|row| row.report).collect();
        let labels: BTreeSet<&Vec<Option<String>>> = self.rows.iter().map(|row| &row.keys).collect();
        let beside = self.kind == Kind::Aligned && self.rows.len() < told.len() * labels.len();
        beside || self.rows.iter().any(|row| row.figures.iter().any(Option::is_none))
    }
}

impl Alone {
    /// `Ekby: efter skola`
    pub(super) fn sentence(&self, units: &[Unit]) -> Sentence {
        let table = match self.by.as_slice() {
            [] => Key::MergeCaptionWhole.into(),
            by => Key::MergeCaption.with("by", words::breakdowns(by)),
        };
        let measures = self.measures.iter().filter(|name| *name != "pupils" && !claim::is_share(name));
        let measures = Value::List(measures.map(|name| words::measure(name)).collect());
        Key::MergeAlone.with("report", words::names(units, &[self.report])).with("table", table).with("measures", measures)
    }
}

/// A table of one report, without what says nothing; or what it says of the whole.
struct Part {
    report: usize,
    by: Vec<String>,
    measures: Vec<String>,
    rows: Vec<claim::Row>,
    /// Whether it is made of the rows of a table that has more.
    is_drawn: bool,
}

/// What makes tables alike: what they are by, and what is counted. Shares of time go along.
fn shape(part: &Part) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let counted = part.measures.iter().filter(|name| !is_time(name));
    (part.by.iter().map(String::as_str).collect(), counted.map(String::as_str).collect())
}

/// Lays the tables that reports share side by side; `summed` where what is printed of their wholes may be added up.
pub(super) fn align(claims: &[Claim], summed: bool) -> Aligned {
    let parts: Vec<Part> = claims.iter().enumerate().flat_map(|(report, claim)| parts(report, claim)).collect();
    let mut groups: Vec<Vec<&Part>> = Vec::new();
    for part in &parts {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| shape(first) == shape(part))) {
            // A report that has two of a kind says the same in both.
            Some(group) if group.iter().any(|known| known.report == part.report) => {}
            Some(group) => group.push(part),
            None => groups.push(vec![part]),
        }
    }
    let rank = |group: &Vec<&Part>| group.first().map(|first| (!first.by.is_empty(), !is_whole(&first.by)));
    groups.sort_by_key(rank);
    let is_common = groups.iter().any(|group| group.len() > 1);
    let mut aligned = Aligned { tables: Vec::new(), alone: Vec::new(), is_common };
    for group in &groups {
        let Some(first) = group.first() else { continue };
        let is_alone = group.len() == 1;
        if is_alone && !first.is_drawn {
            aligned.alone.push(Alone { report: first.report, by: first.by.clone(), measures: first.measures.clone() });
        }
        // The whole of every report is told, also where it counts what no other does.
        if !is_alone || first.by.is_empty() {
            aligned.tables.push(table(group, summed && group.len() == claims.len()));
        }
    }
    aligned
}

/// Whether a column has shares of time.
fn is_time(name: &str) -> bool {
    name.starts_with("absence_")
}

fn is_whole(by: &[String]) -> bool {
    by.iter().all(|name| WHOLE.contains(&name.as_str()))
}

/// The tables of a report, each followed by what it says of the whole.
fn parts(report: usize, claim: &Claim) -> Vec<Part> {
    let mut parts = Vec::new();
    for table in &claim.tables {
        let part = telling(report, table);
        let whole: Vec<usize> = places(&part.by, |name| WHOLE.contains(&name));
        if whole.len() < part.by.len() {
            let of_whole = |row: &&claim::Row| row.keys.iter().enumerate().all(|(place, key)| key.is_none() || whole.contains(&place));
            let drawn = part.rows.iter().filter(of_whole).map(|row| claim::Row { keys: picked(&row.keys, &whole), ..row.clone() });
            let by = picked(&part.by, &whole);
            let drawn = Part { report, by, measures: part.measures.clone(), rows: drawn.collect(), is_drawn: true };
            // A table whose margins are left out says nothing of the whole.
            parts.extend((!drawn.rows.is_empty()).then_some(drawn));
        }
        parts.push(part);
    }
    parts
}

/// A table without the rows and columns that tell nobody anything.
fn telling(report: usize, table: &claim::Table) -> Part {
    let place = |name: &str| table.by.iter().position(|by| by == name);
    let nested: Vec<(usize, usize)> = NESTED.iter().filter_map(|(outer, inner)| place(outer).zip(place(inner))).collect();
    let has = |row: &claim::Row, place: usize| row.keys.get(place).is_some_and(Option::is_some);
    let tells = |row: &&claim::Row| nested.iter().all(|(outer, inner)| has(row, *outer) || !has(row, *inner));
    let measured = |place: usize| {
        let mut figures = table.rows.iter().filter_map(|row| *row.figures.get(place)?);
        figures.any(|figure| figure != Figure::NotMeasurable)
    };
    let kept: Vec<usize> =
        table.measures.iter().enumerate().filter(|(place, name)| !is_time(name) || measured(*place)).map(|(place, _)| place).collect();
    let rows = table.rows.iter().filter(tells).map(|row| claim::Row { keys: row.keys.clone(), figures: picked(&row.figures, &kept) });
    Part { report, by: table.by.clone(), measures: picked(&table.measures, &kept), rows: rows.collect(), is_drawn: false }
}

fn places(names: &[String], is_wanted: impl Fn(&str) -> bool) -> Vec<usize> {
    names.iter().enumerate().filter(|(_, name)| is_wanted(name)).map(|(place, _)| place).collect()
}

fn picked<T: Clone>(all: &[T], places: &[usize]) -> Vec<T> {
    places.iter().filter_map(|place| all.get(*place)).cloned().collect()
}

/// The merged table of parts that are alike.
fn table(parts: &[&Part], summed: bool) -> Table {
    let by = parts.first().map(|first| first.by.clone()).unwrap_or_default();
    let kind = match by.is_empty() {
        true => Kind::Whole,
        false if by.iter().any(|name| OWN.contains(&name.as_str())) => Kind::Stacked,
        false => Kind::Aligned,
    };
    // Beside one another reports have room for what they are compared by; of time the others tell.
    let has_room = |name: &str| kind != Kind::Aligned || !is_time(name);
    let mut measures: Vec<String> = Vec::new();
    for name in parts.iter().flat_map(|part| &part.measures).filter(|name| has_room(name)) {
        if !measures.contains(name) {
            measures.push(name.clone());
        }
    }
    let mut rows = Vec::new();
    for part in parts {
        let keys: Vec<Option<usize>> = by.iter().map(|name| part.by.iter().position(|own| own == name)).collect();
        let columns: Vec<Option<usize>> = measures.iter().map(|name| part.measures.iter().position(|own| own == name)).collect();
        rows.extend(part.rows.iter().map(|row| Row {
            report: Some(part.report),
            keys: keys.iter().map(|place| row.keys.get((*place)?)?.clone()).collect(),
            figures: columns.iter().map(|place| *row.figures.get((*place)?)?).collect(),
        }));
    }
    if kind == Kind::Aligned {
        sort(&by, &mut rows);
    }
    if kind == Kind::Whole && summed {
        rows.extend(sum(&measures, &rows));
    }
    Table { kind, by, measures, rows }
}

/// Puts rows of one label together, in the order that labels have: known ones as the school has them, others as they come; totals last.
fn sort(by: &[String], rows: &mut [Row]) {
    let mut seen: Vec<Vec<String>> = vec![Vec::new(); by.len()];
    for row in rows.iter() {
        for (labels, key) in seen.iter_mut().zip(&row.keys) {
            if let Some(key) = key.as_ref().filter(|key| !labels.contains(key)) {
                labels.push(key.clone());
            }
        }
    }
    let place = |breakdown: usize, label: &str| {
        let labels = seen.get(breakdown).map(Vec::as_slice).unwrap_or_default();
        labels.iter().position(|known| known == label).unwrap_or(labels.len())
    };
    let rank = |row: &Row| -> Vec<(u8, u64, usize)> {
        let ranks = by.iter().zip(&row.keys).enumerate().map(|(breakdown, (name, key))| match key.as_deref() {
            None => (2, 0, 0),
            Some("unknown") => (1, 0, 0),
            Some(label) => (0, natural(name, label).unwrap_or(0), place(breakdown, label)),
        });
        ranks.collect()
    };
    rows.sort_by_key(|row| (rank(row), row.report));
}

/// The place of a label in the order that its breakdown has by itself.
fn natural(breakdown: &str, label: &str) -> Option<u64> {
    const ORDERED: [&str; 20] =
        ["F", "1", "2", "3", "4", "5", "6", "7", "8", "9", "gy1", "gy2", "gy3", "F-3", "4-6", "7-9", "gy", "girl", "boy", "municipal"];
    let digits = || label.chars().filter(char::is_ascii_digit).collect::<String>().parse::<u64>().ok();
    match breakdown {
        "grade" | "stage" | "gender" | "organiser" => {
            let place = ORDERED.iter().position(|known| *known == label).unwrap_or(ORDERED.len());
            u64::try_from(place).ok()
        }
        "month" | "school_year" | "weeks" | "clause" => digits(),
        // The spring comes first in its year.
        "term" => digits()?.checked_mul(2)?.checked_add(u64::from(label.starts_with("HT"))),
        "threshold" => {
            let (whole, decimals) = label.split_once('.').unwrap_or((label, ""));
            format!("{whole}{:0<2}", decimals.chars().take(2).collect::<String>()).parse().ok()
        }
        _ => None,
    }
}

/// All reports together: the sum of a count where every report prints it, and the share that two such sums make. One that is withheld in a
/// report is withheld in the sum; shares of time have no sum.
fn sum(measures: &[String], rows: &[Row]) -> Option<Row> {
    let total = |name: &str| -> Option<Figure> {
        let place = measures.iter().position(|own| own == name)?;
        let figures: Vec<Figure> = rows.iter().map(|row| *row.figures.get(place)?).collect::<Option<_>>()?;
        figures.iter().try_fold(Figure::Count(0), |sum, figure| match (sum, *figure) {
            (Figure::Withheld, _) | (_, Figure::Withheld) => Some(Figure::Withheld),
            (Figure::Count(sum), Figure::Count(more)) => Some(Figure::Count(sum.checked_add(more)?)),
            _ => None,
        })
    };
    let of = |name: &String| match name.as_str() {
        "share" => share(total("hits")?, total("pupils")?),
        name if is_time(name) => None,
        name => match name.strip_prefix("share_") {
            Some(counted) => share(total(counted)?, total("pupils")?),
            None => total(name),
        },
    };
    let figures: Vec<Option<Figure>> = measures.iter().map(of).collect();
    figures.iter().any(Option::is_some).then_some(Row { report: None, keys: Vec::new(), figures })
}

/// In per cent with one decimal, half away from zero.
fn share(part: Figure, whole: Figure) -> Option<Figure> {
    match (part, whole) {
        (Figure::Withheld, _) | (_, Figure::Withheld) => Some(Figure::Withheld),
        (Figure::Count(part), Figure::Count(whole)) => {
            let digits = part.checked_mul(2_000)?.checked_add(whole)?.checked_div(whole.checked_mul(2)?)?;
            Some(Figure::Decimal(Decimal { digits, decimals: 1 }))
        }
        _ => None,
    }
}

#[cfg(test)]
#[expect(clippy::indexing_slicing, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    fn row(figures: &[Figure]) -> Row {
        Row { report: Some(0), keys: Vec::new(), figures: figures.iter().copied().map(Some).collect() }
    }

    #[test]
    fn sums_are_of_printed_numbers() {
        let measures = ["pupils", "hits", "share", "absence_total"].map(str::to_owned);
        let share = |digits| Figure::Decimal(Decimal { digits, decimals: 1 });
        let one = row(&[Figure::Count(48), Figure::Count(6), share(125), share(30)]);
        let other = row(&[Figure::Count(52), Figure::Count(9), share(173), share(40)]);
        let hidden = row(&[Figure::Count(20), Figure::Withheld, Figure::Withheld, Figure::Withheld]);
        let summed = |rows: &[Row]| sum(&measures, rows).map(|row| row.figures);
        let expected = vec![Some(Figure::Count(100)), Some(Figure::Count(15)), Some(share(150)), None];
        assert_eq!(summed(&[one.clone(), other.clone()]), Some(expected));
        let expected = vec![Some(Figure::Count(120)), Some(Figure::Withheld), Some(Figure::Withheld), None];
        assert_eq!(summed(&[one, other, hidden]), Some(expected));
    }

    #[test]
    fn a_share_is_rounded_half_up_in_whole_numbers() {
        let of = |part, whole| share(Figure::Count(part), Figure::Count(whole));
        assert_eq!(of(1, 2000), Some(Figure::Decimal(Decimal { digits: 1, decimals: 1 })));
        assert_eq!(of(1, 2001), Some(Figure::Decimal(Decimal { digits: 0, decimals: 1 })));
        assert_eq!(of(0, 0), None);
    }

    #[test]
    fn labels_stand_in_the_order_of_school() {
        let row = |key: Option<&str>, report| Row { report: Some(report), keys: vec![key.map(str::to_owned)], figures: Vec::new() };
        let sorted = |by: &str, keys: &[Option<&str>]| {
            let mut rows: Vec<Row> = keys.iter().enumerate().map(|(report, key)| row(*key, report)).collect();
            sort(&[by.to_owned()], &mut rows);
            rows.into_iter().map(|row| row.keys[0].clone().unwrap_or_else(|| "-".to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(sorted("grade", &[None, Some("7"), Some("unknown"), Some("F"), None]), ["F", "7", "unknown", "-", "-"]);
        assert_eq!(sorted("term", &[Some("HT2025"), Some("VT2025"), Some("VT2026")]), ["VT2025", "HT2025", "VT2026"]);
        assert_eq!(sorted("threshold", &[Some("100"), Some("12.5"), Some("20")]), ["12.5", "20", "100"]);
        assert_eq!(sorted("språk", &[Some("tyska"), Some("franska")]), ["tyska", "franska"]);
    }
}
