//! What the user decides about how files are read, as it crosses to the worker, and what of it is kept for another time.

use super::FileOverview;
use serde::{Deserialize, Serialize};

/// A word that stands in fewer rows than this is not kept: it could be a free text about one pupil.
pub const KEPT_ROWS: u64 = 5;

/// The roles that any number of columns can have.
pub const SHARED: [&str; 2] = ["flag", "extra"];

/// Everything that is decided before files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadingChoices {
    /// By layout; later ones come first.
    pub layouts: Vec<LayoutChoices>,
    /// By table.
    pub tables: Vec<TableChoices>,
    /// Scheduled minutes of every school day, where the files list absences only.
    pub day_minutes: Option<u16>,
}

/// Decisions about a layout: they hold for every table with these headers, and nothing in them is about a pupil.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutChoices {
    /// The table's headers without what exports spell differently, from left to right; none for tables of any layout.
    pub headers: Vec<String>,
    /// Decisions about columns.
    pub columns: Vec<ColumnChoice>,
    /// What words for presence and absence stand for.
    pub kinds: Vec<KindChoice>,
}

/// What is decided about a column, by its header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// The header as the file spells it.
    pub header: String,
    /// The role's name (`date`, `class`, …); none to leave the column out.
    pub role: Option<String>,
    /// The name of the unit that its amounts count in; none for what the file says.
    pub unit: Option<String>,
    /// Where classes of its numbers begin, as `2,5`; none for what fits them.
    #[serde(default)]
    pub classes: Vec<String>,
}

/// What is decided about a word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindChoice {
    /// The word as the file spells it; empty for an empty cell.
    pub word: String,
    /// The kind's name (`present`, `reported`, …).
    pub kind: String,
}

/// Decisions about one table of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableChoices {
    /// The file's name.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Whether it is left out.
    pub left_out: bool,
    /// The row of the header, from 1.
    pub header_row: Option<u64>,
    /// The days that its totals sum, as `2025-08-18`.
    pub period: Option<(String, String)>,
    /// The school of its pupils.
    pub school: Option<String>,
}

impl ReadingChoices {
    /// What is decided about a column of tables with these headers.
    #[must_use]
    pub fn column(&self, headers: &[String], header: &str) -> Option<&ColumnChoice> {
        self.about(headers).flat_map(|layout| &layout.columns).find(|choice| choice.header == header)
    }

    /// Whether the user has pointed out this table's header. The row may be one of data all the same, in a file without headers, and
    /// what stands in it is then about a pupil: it is never kept.
    fn points_at_header(&self, table: &FileOverview) -> bool {
        let is_it = |known: &&TableChoices| known.file == table.name && known.sheet == table.sheet;
        self.tables.iter().find(is_it).is_some_and(|known| known.header_row.is_some())
    }

    fn about(&self, headers: &[String]) -> impl Iterator<Item = &LayoutChoices> {
        self.layouts.iter().rev().filter(move |layout| layout.headers.is_empty() || layout.headers == headers)
    }
}

impl LayoutChoices {
    /// Changes the decisions about tables with these headers; there are none yet if they are not among `layouts`.
    pub fn change(layouts: &mut Vec<Self>, headers: &[String], change: impl FnOnce(&mut Self)) {
        match layouts.iter_mut().find(|layout| layout.headers == headers) {
            Some(layout) => change(layout),
            None => {
                let mut layout = Self { headers: headers.to_vec(), ..Self::default() };
                change(&mut layout);
                layouts.push(layout);
            }
        }
    }

    /// A column is decided; what was decided of it before is gone.
    pub fn decide_column(&mut self, choice: ColumnChoice) {
        self.columns.retain(|known| known.header != choice.header);
        self.columns.push(choice);
    }

    /// A word is decided; what was decided of it before is gone.
    pub fn decide_kind(&mut self, choice: KindChoice) {
        self.kinds.retain(|known| known.word != choice.word);
        self.kinds.push(choice);
    }

    /// Whether it decides anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.kinds.is_empty()
    }

    /// All that was recognised and decided of these tables, as a file to save holds it: what each column means, which units
    /// were decided, what each word stands for that is not too rare to be kept.
    #[must_use]
    pub fn to_save(tables: &[FileOverview], decided: &ReadingChoices) -> Vec<Self> {
        let mut layouts: Vec<Self> = Vec::new();
        for table in tables.iter().filter(|table| !table.headers.is_empty() && !decided.points_at_header(table)) {
            if layouts.iter().any(|layout| layout.headers == table.headers) {
                continue;
            }
            // Columns that share a role are told apart by more than a choice can say.
            let holders = |role: &str| table.columns.iter().filter(|column| column.role.as_deref() == Some(role)).count();
            let shared = |role: &str| !SHARED.contains(&role) && holders(role) > 1;
            let columns =
                table.columns.iter().filter(|column| !column.header.is_empty() && !column.letters.is_empty()).filter_map(|column| {
                    let choice = decided.column(&table.headers, &column.header);
                    let told = choice.is_some() || !column.role.as_deref().is_some_and(shared);
                    told.then(|| ColumnChoice {
                        header: column.header.clone(),
                        role: column.role.clone(),
                        unit: choice.and_then(|choice| choice.unit.clone()),
                        classes: choice.map(|choice| choice.classes.clone()).unwrap_or_default(),
                    })
                });
            let kinds = words(tables, &table.headers).into_iter().filter(|word| word.rows >= KEPT_ROWS);
            let layout =
                Self { headers: table.headers.clone(), columns: columns.collect(), kinds: kinds.filter_map(Word::choice).collect() };
            if !layout.is_empty() {
                layouts.push(layout);
            }
        }
        layouts
    }

    /// What the user has decided or agreed to in these tables, beside what was kept before: it holds when a table with the same
    /// headers comes again.
    #[must_use]
    pub fn to_keep(tables: &[FileOverview], decided: &ReadingChoices, kept: &[Self]) -> Vec<Self> {
        let mut layouts = kept.to_vec();
        for table in tables.iter().filter(|table| !table.headers.is_empty() && !table.left_out) {
            if decided.points_at_header(table) {
                continue;
            }
            let columns = table.columns.iter().filter_map(|column| decided.column(&table.headers, &column.header)).cloned();
            let before = kept.iter().find(|layout| layout.headers == table.headers);
            let was_kept = |word: &str| before.is_some_and(|layout| layout.kinds.iter().any(|choice| choice.word == word));
            let kinds = words(tables, &table.headers)
                .into_iter()
                .filter(|word| (word.decided || word.asks) && (word.rows >= KEPT_ROWS || was_kept(word.word)))
                .filter_map(Word::choice);
            let (columns, kinds): (Vec<_>, Vec<_>) = (columns.collect(), kinds.collect());
            if columns.is_empty() && kinds.is_empty() {
                continue;
            }
            Self::change(&mut layouts, &table.headers, |layout| {
                columns.into_iter().for_each(|choice| layout.decide_column(choice));
                kinds.into_iter().for_each(|choice| layout.decide_kind(choice));
            });
        }
        layouts
    }
}

/// A word in all tables of one layout.
struct Word<'a> {
    word: &'a str,
    kind: Option<&'a str>,
    decided: bool,
    asks: bool,
    rows: u64,
}

impl Word<'_> {
    fn choice(self) -> Option<KindChoice> {
        Some(KindChoice { word: self.word.to_owned(), kind: self.kind?.to_owned() })
    }
}

/// The words of all tables with these headers, each once with all its rows.
fn words<'a>(tables: &'a [FileOverview], headers: &[String]) -> Vec<Word<'a>> {
    let mut words: Vec<Word<'a>> = Vec::new();
    for seen in tables.iter().filter(|table| table.headers == headers).flat_map(|table| &table.kinds) {
        match words.iter_mut().find(|word| word.word == seen.word) {
            Some(word) => word.rows += seen.rows,
            None => words.push(Word {
                word: &seen.word,
                kind: seen.kind.as_deref(),
                decided: seen.decided,
                asks: seen.why.is_some(),
                rows: seen.rows,
            }),
        }
    }
    words
}
