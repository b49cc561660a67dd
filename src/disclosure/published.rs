//! What leaves: tables and facts that the audit has agreed to.

use super::measure::{AbsenceShare, Measure};
use super::mix::Mix;
use super::patterns::PatternTable;
use super::policy::Policy;
use super::registration::Rate;
use super::spec::Spec;
use crate::calendar::{Day, Span};
use crate::definition::{Over, Summary};
use crate::locale::Sentence;
use crate::register::{Breakdown, Label};

/// A release: protected tables and what they rest on. It exists only if the audit found nothing.
///
/// # What is guaranteed
///
/// *Against whom.* A reader who has every figure of the release, knows this program and its rules, and knows how many pupils
/// each group has.
///
/// *What.* Take any group of any table, printed or withheld, in its column of time; or what is left of a group when one group inside
/// it is taken away, or when all its printed parts along some breakdowns are. Take anything that is counted in the table: being above
/// the limit, or above one of several, by one of several definitions, meeting a clause. Or take what two of these side by side tell:
/// being above one limit and not above a higher one; above one definition's limit and not above that of another that lies within it;
/// and where definitions or clauses are shown with what they have in common, each way that two of them combine: both, one without the
/// other, either. Of a small group (fewer than `min_group` pupils) the reader can prove neither that this is true of anybody nor that
/// it is true of nobody. Of any other group the reader cannot prove that the number of whom it is true is one that the rule protects:
/// there are tables of whole numbers, one for each inner cell and each state that a pupil can be in, that agree with everything
/// printed in all tables of the release together and give that group a harmless number, and the audit has held them in its hands. Only
/// states that some pupil of the data is in are used (and those of a chain of limits), so that no reader can call them impossible.
///
/// Where patterns tell what share of the time of some lessons is absence, every linear combination of what they tell that is not
/// nothing whatever the figures are is about the lessons of `min_group` pupils or more.
///
/// Where a table tells what share of a group's scheduled time is absence, no linear combination of told shares and the groups' time gives
/// that of a small group, of one whose count is withheld in some row, or of a small remainder, but for what earlier releases gave away.
///
/// *What not.* How large the groups are is printed. That something is true of nobody in a group that is not small may be provable
/// under the standard rule, and likewise that all who are above one limit are above another. What is true of nobody at all is in no
/// table that the audit holds; no figure of it is printed. How three or more definitions or clauses combine is not a secret of its
/// own. Columns of time have each a population and verdicts of its own and are not held against one another: that a pupil who is
/// above the limit in one month is likely to be so in the next is not counted on. A reader who knows pupils of a group, himself for
/// one, can rule out more than others, and that is not counted on. Two releases from the same pupils are protected against one
/// another where the second is made beside the first, and in no other case. How likely a number is, as opposed to whether it is
/// possible, is not considered, nor what the choice of withheld figures suggests about them. A large group's share of time bounds
/// that of the groups inside it.
///
/// # Walls
///
/// It cannot be built outside `disclosure`:
/// ```compile_fail,E0451
/// fn forged(published: franvarokalkyl::disclosure::Published) -> franvarokalkyl::disclosure::Published {
///     franvarokalkyl::disclosure::Published { tables: Vec::new(), ..published }
/// }
/// ```
/// nor read from a file:
/// ```compile_fail,E0277
/// fn read<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> { serde_json::from_str(text).ok() }
/// let published: Option<franvarokalkyl::disclosure::Published> = read("{}");
/// ```
/// nor changed:
/// ```compile_fail,E0616
/// fn changed(published: &mut franvarokalkyl::disclosure::Published) { published.tables.clear(); }
/// ```
/// nor can one of its cells:
/// ```compile_fail,E0616
/// fn changed(cell: &mut franvarokalkyl::disclosure::Cell) {
///     cell.count = franvarokalkyl::disclosure::Figure::Count(1);
/// }
/// ```
/// The raw counts behind it cannot even be named:
/// ```compile_fail,E0603
/// fn leak(counts: &franvarokalkyl::tally::Counts) {}
/// ```
/// It can be read:
/// ```
/// fn printed(published: &franvarokalkyl::disclosure::Published) -> usize {
///     published.tables().iter().map(|table| table.rows().len()).sum()
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub(super) program: String,
    pub(super) made: Day,
    pub(super) files: usize,
    pub(super) grain: &'static str,
    pub(super) span: Span,
    pub(super) subject: Subject,
    pub(super) over: Option<Over>,
    pub(super) gaps: Vec<Gap>,
    pub(super) policy: Policy,
    pub(super) tables: Vec<Table>,
    pub(super) patterns: Vec<PatternTable>,
    pub(super) registration: Figure,
    pub(super) rates: Vec<Rate>,
    pub(super) mix: Mix,
    pub(super) remarks: Vec<PublishedRemark>,
    pub(super) audit: AuditSummary,
}

impl Published {
    /// Program and version.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.program
    }

    /// The day it was made.
    #[must_use]
    pub const fn made(&self) -> Day {
        self.made
    }

    /// Files read.
    #[must_use]
    pub const fn files(&self) -> usize {
        self.files
    }

    /// The row grain of the files.
    #[must_use]
    pub const fn grain(&self) -> &'static str {
        self.grain
    }

    /// The analysis period.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What it is about.
    #[must_use]
    pub const fn subject(&self) -> &Subject {
        &self.subject
    }

    /// The definitions: one, or those that are compared.
    #[must_use]
    pub fn definitions(&self) -> &[Summary] {
        match &self.subject {
            Subject::Definition(definition) | Subject::Curve(definition) => std::slice::from_ref(definition),
            Subject::Comparison(definitions) => definitions,
            Subject::Patterns(_) => &[],
        }
    }

    /// Which parts of the analysis period the tables are over, if not over all of it.
    #[must_use]
    pub const fn over(&self) -> Option<Over> {
        self.over
    }

    /// Clauses that were evaluated in some columns of time only.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// The rule that it was protected by.
    #[must_use]
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// The tables: what was asked for first. They are safe together.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// When in the week and in which subjects absence falls: tables that are safe together.
    #[must_use]
    pub fn patterns(&self) -> &[PatternTable] {
        &self.patterns
    }

    /// Registered lessons of scheduled lessons, in tenths of a per cent.
    #[must_use]
    pub const fn registration(&self) -> Figure {
        self.registration
    }

    /// Remarks on the files.
    #[must_use]
    pub fn remarks(&self) -> &[PublishedRemark] {
        &self.remarks
    }

    /// Registered of scheduled lessons by school and in the parts of the analysis period, for all first.
    #[must_use]
    pub fn rates(&self) -> &[Rate] {
        &self.rates
    }

    /// How many pupils of each grade each school has, where there are tables by both.
    #[must_use]
    pub const fn mix(&self) -> &Mix {
        &self.mix
    }

    /// What the audit says.
    #[must_use]
    pub const fn audit(&self) -> AuditSummary {
        self.audit
    }
}

/// What a release is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One definition, with its own limits or with others.
    Definition(Summary),
    /// Several definitions on the same pupils.
    Comparison(Vec<Summary>),
    /// One definition's measure against every limit of a grid.
    Curve(Summary),
    /// No definition: when absence falls.
    Patterns(PatternSubject),
}

/// What patterns rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternSubject {
    /// How time is counted, a sentence each.
    pub settings: Vec<Sentence>,
    /// What was asked for and the files cannot answer, a sentence each.
    pub missing: Vec<Sentence>,
}

/// A clause that was evaluated in some columns of time only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The place of its definition.
    pub definition: usize,
    /// Its place in the definition's summary.
    pub clause: usize,
    /// The columns in which it was not.
    pub columns: Vec<String>,
    /// Why not.
    pub reason: Sentence,
}

/// A protected cross table with all its margins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(super) spec: Spec,
    /// All breakdowns of the release and of those before it: what decides which groups have small ones inside.
    pub(super) fine: Vec<Breakdown>,
    /// The labels of the columns of time; one without a text where there is no time.
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// The breakdowns, from the outside in.
    #[must_use]
    pub fn by(&self) -> &[Breakdown] {
        &self.spec.by
    }

    /// What is counted in each row, in order.
    pub fn measures(&self) -> impl ExactSizeIterator<Item = Measure> {
        self.spec.measures.iter().map(|(measure, _)| *measure)
    }

    /// The absence of which each row tells what share of the group's time it is: all kinds, or none.
    #[must_use]
    pub const fn absence(&self) -> &'static [AbsenceShare] {
        if self.spec.times { &AbsenceShare::ALL } else { &[] }
    }

    /// The labels of the columns of time; one without a text where there is no time.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The label of a row's column of time.
    #[must_use]
    pub fn column(&self, row: &Row) -> &str {
        self.columns.get(row.column).map_or("", String::as_str)
    }

    /// The place of a row's column of time.
    #[must_use]
    pub fn place(&self, row: &Row) -> Option<usize> {
        (row.column < self.columns.len()).then_some(row.column)
    }

    /// The rows by key, totals after what they sum, and those of one key in the order of time.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// A group of pupils in a column of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(super) labels: Vec<Option<Label>>,
    pub(super) column: usize,
    pub(super) pupils: Figure,
    pub(super) cells: Vec<Cell>,
    pub(super) absence: Vec<Figure>,
}

impl Row {
    /// A label per breakdown; none for the total over it.
    #[must_use]
    pub fn labels(&self) -> &[Option<Label>] {
        &self.labels
    }

    /// The place of its column of time among those of the release.
    pub(crate) const fn place(&self) -> usize {
        self.column
    }

    /// Pupils in the group.
    #[must_use]
    pub const fn pupils(&self) -> Figure {
        self.pupils
    }

    /// What is counted, a cell per measure of the table.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What share of the group's scheduled time is absence, in the order of [`Table::absence`].
    #[must_use]
    pub fn absence(&self) -> &[Figure] {
        &self.absence
    }

    /// Whether the row sums others, or everything there is.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.labels.is_empty() || self.labels.iter().any(Option::is_none)
    }
}

/// A count of pupils and what share of the group it is. One is withheld where the other is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub(super) count: Figure,
    pub(super) share: Figure,
}

impl Cell {
    /// Pupils of the group that are counted.
    #[must_use]
    pub const fn count(self) -> Figure {
        self.count
    }

    /// Their share of the group.
    #[must_use]
    pub const fn share(self) -> Figure {
        self.share
    }
}

/// A figure as it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number of pupils, or of rows in a remark.
    Count(u64),
    /// A share in tenths of a per cent.
    Share(u64),
    /// Protected; why is not told, since reasons leak.
    Withheld,
    /// The file cannot answer.
    NotMeasurable,
}

impl Figure {
    /// `part` of `whole` in tenths of a per cent, half away from zero; not measurable when the whole is nothing.
    #[must_use]
    pub fn share(part: u64, whole: u64) -> Self {
        let (part, whole) = (u128::from(part), u128::from(whole));
        (2000 * part + whole)
            .checked_div(2 * whole)
            .map_or(Self::NotMeasurable, |tenths| u64::try_from(tenths).map_or(Self::NotMeasurable, Self::Share))
    }
}

/// A remark on the files: its code and how many rows it concerns, protected as a count of pupils is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedRemark {
    pub(super) code: &'static str,
    pub(super) rows: Figure,
}

impl PublishedRemark {
    /// The finding's code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The rows.
    #[must_use]
    pub const fn rows(&self) -> Figure {
        self.rows
    }
}

/// What the audit counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditSummary {
    pub(super) cells: u64,
    pub(super) withheld: u64,
    pub(super) recoverable: u64,
}

impl AuditSummary {
    /// Counts of pupils that the tables have a place for, other than the sizes of groups.
    #[must_use]
    pub const fn cells(&self) -> u64 {
        self.cells
    }

    /// Those of them that are withheld.
    #[must_use]
    pub const fn withheld(&self) -> u64 {
        self.withheld
    }

    /// Those of them that the rule protects and a reader can work out: none, or there would be no release.
    #[must_use]
    pub const fn recoverable(&self) -> u64 {
        self.recoverable
    }
}
