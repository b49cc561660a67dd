//! What leaves: tables and facts that the audit has agreed to.

use super::policy::Policy;
use crate::calendar::{Day, Span};
use crate::definition::Summary;
use crate::register::{Breakdown, Label};

/// A release: protected tables and what they rest on. It exists only if the audit found nothing.
///
/// # What is guaranteed
///
/// *Against whom.* A reader who has every figure of the release, knows this program and its rules, and knows how many pupils
/// each group has.
///
/// *What.* Take any group of the table, printed or withheld; or what is left of a group when one group inside it is taken away,
/// or when all its printed parts along some breakdowns are. Of a small group (fewer than `min_group` pupils) the reader can
/// prove neither that anybody is above the limit nor that nobody is. Of any other group the reader cannot prove that the
/// number above the limit is one that the rule protects: there is a table of whole numbers that agrees with everything
/// printed and gives that group a harmless number, and the audit has held that table in its hands.
///
/// *What not.* How large the groups are is printed. That nobody is above the limit in a group that is not small may be provable
/// under the standard rule. A reader who knows pupils of a group, himself for one, can rule out more than others, and that is
/// not counted on. Two releases from the same pupils are not protected against one another. How likely a number
/// is, as opposed to whether it is possible, is not considered, nor what the choice of withheld figures suggests about them.
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
/// nor can one of its rows:
/// ```compile_fail,E0616
/// fn changed(row: &mut franvarokalkyl::disclosure::Row) {
///     row.hits = franvarokalkyl::disclosure::Figure::Count(1);
/// }
/// ```
/// The raw counts behind it cannot even be named:
/// ```compile_fail,E0603
/// fn leak(table: &franvarokalkyl::tally::CrossTable) {}
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
    pub(super) definition: Summary,
    pub(super) policy: Policy,
    pub(super) tables: Vec<Table>,
    pub(super) registration: Figure,
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

    /// The definition.
    #[must_use]
    pub const fn definition(&self) -> &Summary {
        &self.definition
    }

    /// The rule that it was protected by.
    #[must_use]
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// The tables.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
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

    /// What the audit says.
    #[must_use]
    pub const fn audit(&self) -> AuditSummary {
        self.audit
    }
}

/// A protected cross table with all its margins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(super) by: Vec<Breakdown>,
    pub(super) rows: Vec<Row>,
}

impl Table {
    /// The breakdowns, from the outside in.
    #[must_use]
    pub fn by(&self) -> &[Breakdown] {
        &self.by
    }

    /// The rows by key, totals after what they sum.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// A group of pupils.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub(super) labels: Vec<Option<Label>>,
    pub(super) pupils: Figure,
    pub(super) hits: Figure,
    pub(super) share: Figure,
}

impl Row {
    /// A label per breakdown; none for the total over it.
    #[must_use]
    pub fn labels(&self) -> &[Option<Label>] {
        &self.labels
    }

    /// Pupils in the group.
    #[must_use]
    pub const fn pupils(&self) -> Figure {
        self.pupils
    }

    /// Pupils of it above the limit.
    #[must_use]
    pub const fn hits(&self) -> Figure {
        self.hits
    }

    /// Their share of the pupils.
    #[must_use]
    pub const fn share(&self) -> Figure {
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
    pub(super) fn share(part: u64, whole: u64) -> Self {
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
    /// Numbers of pupils above the limit that the tables have a place for.
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
