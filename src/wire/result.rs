//! What comes back from the files: figures that are published or withheld, in tables that are ready to be shown.

use super::{Bilingual, Clause, Inquiry, Remark};
use crate::locale::{Key, Sentence, Value};
use serde::{Deserialize, Serialize};

/// A figure as it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// A number of pupils.
    Count(u64),
    /// A share in tenths of a per cent.
    Share(u64),
    /// A share in whole per cent.
    Percent(u64),
    /// A difference of shares in tenths of a percentage point.
    Difference(i64),
    /// Protected: written `..` everywhere.
    Withheld,
    /// The file cannot answer.
    NotMeasurable,
}

/// A published report, to be shown: of one definition or of several that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The question that it answers.
    pub question: Sentence,
    /// The answer in one sentence.
    pub answer: Sentence,
    /// The definitions with their clauses: one, or those that are compared, in the order of the question.
    pub definitions: Vec<ReportDefinition>,
    /// The tables, in the order to show them; the first is what was asked for. At least one.
    pub tables: Vec<ReportTable>,
    /// Pictures of the published figures, in the order to show them; may be none.
    pub pictures: Vec<Picture>,
    /// What follows from the figures.
    pub analyses: Vec<Analysis>,
    /// What the tables rest on, each a sentence: period, population, registration, rule, date, version.
    pub method: Vec<Sentence>,
    /// What they do not say.
    pub limits: Vec<Sentence>,
    /// The audit's verdict in one sentence.
    pub audit: Sentence,
    /// Figures that are printed, of all that there are.
    pub printed: (u64, u64),
    /// The same if nothing had left the sitting before; none where that makes no difference.
    pub alone: Option<(u64, u64)>,
    /// The name of a file to save, without ending.
    pub file_stem: String,
}

/// A definition that a report rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportDefinition {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Its clauses, evaluated or not.
    pub clauses: Vec<Clause>,
}

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TableKind {
    /// Pupils above the limit, or above each of several.
    Hits,
    /// Pupils between limits.
    Classes,
    /// Pupils who meet each clause of a definition.
    Clauses,
    /// Pupils above the limit of each of several definitions.
    Definitions,
    /// Pupils that two definitions have in common, for each pair.
    Overlap,
    /// When in the week or in which subjects absence falls.
    Patterns,
}

/// A published table, to be shown as it stands: label columns, then figure columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTable {
    /// What it is about.
    pub kind: TableKind,
    /// Its caption.
    pub caption: Sentence,
    /// The headings of the label columns, lower case; none where the table has one row for the whole.
    pub labels: Vec<Sentence>,
    /// The headings of the figure columns.
    pub columns: Vec<ReportColumn>,
    /// The rows, one after the other; totals stand after what they sum.
    pub rows: Vec<ReportRow>,
    /// What is to be said below it of rows that rest on too little.
    pub doubts: Vec<Sentence>,
}

/// What follows from published figures: which schools deviate, what has changed, how much is registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// The comparison; its caption is what is compared.
    pub table: ReportTable,
    /// The same as a picture.
    pub picture: Option<Picture>,
    /// What it says.
    pub findings: Vec<Sentence>,
    /// How it was done.
    pub method: Vec<Sentence>,
    /// What to ask next, a heading and its questions.
    pub questions: Vec<(Key, Vec<Key>)>,
}

/// A report of several questions, which leaves as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dossier {
    /// Its sections, in order.
    pub sections: Vec<DossierSection>,
}

/// A question of a dossier, and its answer or why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DossierSection {
    /// The question.
    pub inquiry: Inquiry,
    /// The answer.
    pub report: Result<Box<Report>, Remark>,
}

/// A column of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportColumn {
    /// Its heading, with a capital: `Elever`, `Över 20 %`, `Andel`.
    pub heading: Sentence,
    /// Columns of one measure share its place, from 0: a count and the share beside it. None for the number of pupils.
    pub measure: Option<usize>,
    /// Whether its figures are shares of the group's scheduled time: where there is little room they can wait.
    pub time: bool,
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRow {
    /// A label per label column; none for the total over it. A text is spelt as the file spells it, any other value is a word of
    /// ours.
    pub labels: Vec<Option<Value>>,
    /// Whether it sums other rows, or everything.
    pub total: bool,
    /// Whether so little is registered that its figures are to be doubted.
    pub doubt: bool,
    /// A figure per figure column.
    pub figures: Vec<Figure>,
}

/// A picture made of published figures only: what is withheld has an empty, hatched place that is drawn to no scale.
///
/// The text is a whole SVG document with a title, a description and direct labels, without scripts, links and style attributes. It
/// is meant for an image element with a blob or data address, or for a file; the content policy lets nothing else show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The SVG document in each language.
    pub svg: Bilingual,
    /// What the picture shows, for those who do not see it; the figures are in the table that it is of.
    pub alternative: Sentence,
    /// Its width and height in pixels at its natural size.
    pub size: (u32, u32),
}

/// How many pupils are above each limit of a grid, one definition's measure, all pupils.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curve {
    /// What is counted: its condition in words, with the limit left open.
    pub caption: Sentence,
    /// The definition.
    pub definition: ReportDefinition,
    /// Pupils in all.
    pub pupils: Figure,
    /// The points, by rising limit. Withheld ones are there, without a number.
    pub points: Vec<CurvePoint>,
    /// The curve as a picture.
    pub picture: Option<Picture>,
    /// What it rests on, as in a report.
    pub method: Vec<Sentence>,
    /// The audit's verdict in one sentence.
    pub audit: Sentence,
    /// Figures that are printed, of all that there are.
    pub printed: (u64, u64),
}

/// A point of a curve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The limit in hundredths of its unit: 1250 is 12,5 % of a share, or twelve and a half days.
    pub threshold: u32,
    /// Pupils above it (or at it too, as the definition has it).
    pub hits: Figure,
    /// Their share of the pupils.
    pub share: Figure,
}
