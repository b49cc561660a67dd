//! What has changed from the first part of the analysis period to the last, and how much of that chance explains.

use super::Analysis;
use super::chance::{difference, tenths};
use crate::disclosure::{Figure, Published, Row, Table};
use crate::locale::{Key, Sentence, Value};
use crate::order::Order as _;
use crate::register::Label;
use crate::report::sheet::{Heading, Kind, Sheet, SheetRow, Shown, kind, share_of};
use crate::report::words::{breakdown_word, column_word, label_word, measure_word};
use std::collections::BTreeMap;

/// Units that are named in one sentence at most.
const NAMED: usize = 12;

/// The same group in the first part and in the last.
struct Pair<'a> {
    label: Option<&'a Label>,
    first: &'a Row,
    last: &'a Row,
}

impl Pair<'_> {
    /// Those above the limit, of how many pupils, in both; none where one of them is not printed.
    fn counts(&self) -> Option<[(u64, u64); 2]> {
        let count = |row: &Row| match (row.cells().first()?.count(), row.pupils()) {
            (Figure::Count(hits), Figure::Count(pupils)) if pupils > 0 => Some((hits, pupils)),
            _ => None,
        };
        Some([count(self.first)?, count(self.last)?])
    }
}

/// The change of a table over time, of all and of each group of its only breakdown; none for other tables.
pub(super) fn change(published: &Published, table: &Table) -> Option<Analysis> {
    let over = published.over()?;
    if table.by().len() > 1 || kind(published, table) != Kind::Hits {
        return None;
    }
    let measure = table.measures().next()?;
    let mut groups: BTreeMap<Option<&Label>, Vec<&Row>> = BTreeMap::new();
    for row in table.rows() {
        groups.entry(row.labels().first().and_then(Option::as_ref)).or_default().push(row);
    }
    let whole = groups.get(&None)?;
    let (first, last) = (table.place(whole.first()?)?, table.place(whole.last()?)?);
    if first == last {
        return None;
    }
    let of = |rows: &[&'_ Row], column: usize| rows.iter().position(|row| table.place(row) == Some(column));
    let pairs = groups.iter().filter_map(|(label, rows)| {
        let (first, last) = (rows.get(of(rows, first)?)?, rows.get(of(rows, last)?)?);
        Some(Pair { label: *label, first, last })
    });
    let mut pairs: Vec<Pair<'_>> = pairs.collect();
    // All after those that they sum.
    pairs.order_by_key(|pair| pair.label.is_none());
    let word = |row: &Row| Value::from(column_word(over, table.column(row)));
    let (before, after) = (word(whole.first()?), word(whole.last()?));
    let title = Key::AnalysisChangeTitle
        .with("limit", measure_word(published, measure))
        .with("definition", published.definitions().first().map_or_else(|| Value::from(""), |definition| definition.name.value()))
        .with("from", before.clone())
        .with("to", after.clone());
    let name = |pair: &Pair<'_>| pair.label.zip(table.by().first()).map(|(label, by)| label_word(by, label));
    let heading = |text: Sentence, share: bool| Heading { text, measure: None, share, time: false };
    let share_in = |column: &Value| heading(Key::AnalysisShareIn.with("column", column.clone()), true);
    let pupils_in = |column: &Value| heading(Key::AnalysisPupilsIn.with("column", column.clone()), false);
    let mut columns = vec![pupils_in(&before), share_in(&before), pupils_in(&after), share_in(&after)];
    columns
        .extend([Key::AnalysisDifference, Key::AnalysisDifferenceLow, Key::AnalysisDifferenceHigh].map(|key| heading(key.into(), false)));
    let row = |pair: &Pair<'_>| {
        let share = |row: &Row| {
            let cell = row.cells().first();
            cell.map_or(Figure::NotMeasurable.into(), |cell| share_of(row.pupils(), *cell))
        };
        let mut figures: Vec<Shown> = vec![pair.first.pupils().into(), share(pair.first), pair.last.pupils().into(), share(pair.last)];
        figures.extend(match pair.counts() {
            Some([one, other]) => {
                let (middle, low, high) = difference(one, other);
                [middle, low, high].map(|millionths| Shown::Difference(tenths(millionths)))
            }
            None => {
                let unmeasured = [share(pair.first), share(pair.last)].contains(&Figure::NotMeasurable.into());
                [Shown::from(if unmeasured { Figure::NotMeasurable } else { Figure::Withheld }); 3]
            }
        });
        SheetRow { labels: table.by().iter().map(|_| name(pair)).collect(), total: pair.label.is_none(), doubt: false, figures }
    };
    Some(Analysis {
        sheet: Sheet {
            kind: Kind::Hits,
            labels: table.by().iter().map(breakdown_word).collect(),
            columns,
            rows: pairs.iter().map(row).collect(),
        },
        picture: None,
        findings: findings(&pairs, name),
        method: [Key::AnalysisMethodDifference, Key::AnalysisMethodPaired].map(Sentence::from).to_vec(),
        questions: vec![(Key::AnalysisStepFind, vec![Key::AnalysisFindEfforts, Key::AnalysisFindSeasons, Key::AnalysisFindTime])],
        title,
    })
}

fn findings(pairs: &[Pair<'_>], name: impl Fn(&Pair<'_>) -> Option<Value>) -> Vec<Sentence> {
    let mut lines: Vec<Sentence> = Vec::new();
    let mut risen: Vec<Value> = Vec::new();
    let mut fallen: Vec<Value> = Vec::new();
    let mut hidden = 0_u64;
    for pair in pairs {
        let Some([one, other]) = pair.counts() else {
            hidden += 1;
            continue;
        };
        let (middle, low, high) = difference(one, other);
        let told = |key: Key| {
            key.with("difference", Value::Points(tenths(middle)))
                .with("low", Value::Points(tenths(low)))
                .with("high", Value::Points(tenths(high)))
        };
        let is_certain = low > 0 || high < 0;
        match (name(pair), is_certain, middle > 0) {
            (None, true, true) => lines.push(told(Key::AnalysisRisen)),
            (None, true, false) => lines.push(told(Key::AnalysisFallen)),
            (None, false, _) => lines.push(told(Key::AnalysisUnchanged)),
            (Some(unit), true, rose) => {
                let list = if rose { &mut risen } else { &mut fallen };
                list.push(told(Key::AnalysisUnitChange).with("unit", unit).into());
            }
            (Some(_), false, _) => {}
        }
    }
    for (key, mut units) in [(Key::AnalysisUnitsRisen, risen), (Key::AnalysisUnitsFallen, fallen)] {
        if !units.is_empty() {
            let more = units.len().saturating_sub(NAMED);
            units.truncate(NAMED);
            if more > 0 {
                units.push(Key::AnalysisMore.with("units", u64::try_from(more).unwrap_or(0)).into());
            }
            lines.push(key.with("units", Value::List(units)));
        }
    }
    if hidden > 0 {
        lines.push(Key::AnalysisHiddenChange.with("units", hidden));
    }
    lines
}
