//! A merged table as it stands in front of a reader. Text, CSV and HTML show the same one.

use super::align::{Kind, Row, Table};
use super::{Merged, words};
use crate::claim::{Figure, is_share};
use crate::locale::{Key, Language, Sentence, Value, capital};

/// A table to be shown.
pub(super) struct Sheet {
    pub(super) caption: Sentence,
    /// The headings of the label columns.
    pub(super) labels: Vec<String>,
    /// The columns of figures, those of one report together.
    pub(super) groups: Vec<Group>,
    pub(super) rows: Vec<SheetRow>,
}

/// Columns that belong together.
pub(super) struct Group {
    /// The report, where each has columns of its own.
    pub(super) report: Option<String>,
    pub(super) columns: Vec<Column>,
}

/// A column of figures.
pub(super) struct Column {
    pub(super) heading: String,
    pub(super) is_share: bool,
}

/// A row to be shown.
pub(super) struct SheetRow {
    pub(super) labels: Vec<String>,
    /// Whether it sums other rows.
    pub(super) is_total: bool,
    /// A figure per column, in the order of the groups; none where the report has no such row.
    pub(super) figures: Vec<Option<Figure>>,
}

impl Merged {
    /// The tables as a reader sees them.
    pub(super) fn sheets(&self, language: Language) -> Vec<Sheet> {
        self.tables.iter().map(|table| self.sheet(table, language)).collect()
    }

    fn sheet(&self, table: &Table, language: Language) -> Sheet {
        let text = |value: Value| value.render(language);
        let mut labels: Vec<String> = table.by.iter().map(|name| capital(&text(words::breakdown(name)))).collect();
        let column =
            |place: usize| table.measures.get(place).map(|name| Column { heading: text(words::measure(name)), is_share: is_share(name) });
        let all: Vec<usize> = (0..table.measures.len()).collect();
        let caption = match table.kind {
            Kind::Whole => Key::MergeCaptionWhole.into(),
            Kind::Aligned | Kind::Stacked => capitalised(&Key::MergeCaption.with("by", words::breakdowns(&table.by))),
        };
        if table.kind == Kind::Aligned {
            let (groups, rows) = self.beside(table, &column, language);
            return Sheet { caption, labels, groups, rows };
        }
        labels.insert(0, capital(Key::MergeReport.text(language)));
        let rows = table.rows.iter().map(|row| {
            let name = row.report.and_then(|report| self.units.get(report)).map(|unit| unit.name.clone());
            let name = name.unwrap_or_else(|| Key::MergeTogether.text(language).to_owned());
            let is_total = row.report.is_none() || !table.by.is_empty() && row.keys.iter().all(Option::is_none);
            let labels = std::iter::once(name).chain(self.labels(table, row, language)).collect();
            SheetRow { labels, is_total, figures: row.figures.clone() }
        });
        let groups = vec![Group { report: None, columns: all.into_iter().filter_map(column).collect() }];
        Sheet { caption, labels, groups, rows: rows.collect() }
    }

    /// The reports of a table beside one another, each with the columns in which it has figures.
    fn beside(&self, table: &Table, column: &dyn Fn(usize) -> Option<Column>, language: Language) -> (Vec<Group>, Vec<SheetRow>) {
        let own = |report: usize| table.rows.iter().filter(move |row| row.report == Some(report));
        let has = |report: usize, place: usize| own(report).any(|row| row.figures.get(place).is_some_and(Option::is_some));
        let columns: Vec<(usize, Vec<usize>)> = (0..self.units.len())
            .map(|report| (report, (0..table.measures.len()).filter(|place| has(report, *place)).collect::<Vec<_>>()))
            .filter(|(_, places)| !places.is_empty())
            .collect();
        let groups = columns.iter().map(|(report, places)| Group {
            report: self.units.get(*report).map(|unit| unit.name.clone()),
            columns: places.iter().filter_map(|place| column(*place)).collect(),
        });
        let mut keys: Vec<&Row> = Vec::new();
        for row in &table.rows {
            if keys.last().is_none_or(|last| last.keys != row.keys) {
                keys.push(row);
            }
        }
        let rows = keys.into_iter().map(|first| {
            let figures = columns.iter().flat_map(|(report, places)| {
                let row = own(*report).find(|row| row.keys == first.keys);
                places.iter().map(move |place| *row?.figures.get(*place)?)
            });
            let is_total = first.keys.iter().all(Option::is_none);
            SheetRow { labels: self.labels(table, first, language), is_total, figures: figures.collect() }
        });
        (groups.collect(), rows.collect())
    }

    fn labels(&self, table: &Table, row: &Row, language: Language) -> Vec<String> {
        let definition = table.by.iter().position(|name| name == "definition").and_then(|place| row.keys.get(place)?.as_deref());
        let label = |(name, key): (&String, &Option<String>)| match key {
            None => Key::ReportAll.text(language).to_owned(),
            Some(key) => words::label(name, key, definition, &self.claims).render(language),
        };
        table.by.iter().zip(&row.keys).map(label).collect()
    }
}

fn capitalised(sentence: &Sentence) -> Sentence {
    let [sv, en] = [Language::Swedish, Language::English].map(|language| capital(&sentence.render(language)));
    Key::ReportHeading.with("text", Value::Bilingual { sv, en })
}
