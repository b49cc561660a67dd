//! What the page asks the files.

use serde::{Deserialize, Serialize};

/// One definition, and tables that are protected together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// A definition's id.
    pub definition: String,
    /// The breakdown, from the outside in; empty for the whole only.
    pub by: Vec<String>,
    /// The breakdowns of further tables.
    pub beside: Vec<Vec<String>>,
    /// The first day of the analysis period as `2025-08-18`; none for all.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// A part of the analysis period at a time; none for all of it at once.
    pub over: Option<Over>,
    /// Several limits side by side instead of the definition's own.
    pub bands: Option<Bands>,
    /// The periods (mätperioder) that the user gives, each from its first day to its last; the terms where there are none. Only
    /// definitions that ask for given periods heed them.
    pub periods: Vec<(String, String)>,
}

/// Parts of the analysis period, each with its own population and its own verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Over {
    /// Calendar months.
    Month,
    /// Terms.
    Term,
    /// School years.
    Year,
    /// So many weeks at a time, from the first week of the analysis period.
    Weeks(u16),
    /// The days before a day and those from it on, as `2025-10-15`.
    Split(String),
}

/// Several limits for one measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bands {
    /// The limits, rising, as the user writes them: `20`, `12,5`. At least one, at most sixty-four.
    pub thresholds: Vec<String>,
    /// Counts between two limits instead of above each.
    pub disjoint: bool,
}

/// Several definitions on the same pupils. Answered with a [`super::Report`] of several tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// The ids of at least two definitions, in the order to show them.
    pub definitions: Vec<String>,
    /// The breakdown of the first table; none for the whole only.
    pub by: Option<String>,
    /// The first day of the analysis period.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// As in [`Question`].
    pub periods: Vec<(String, String)>,
}

/// When in the week and in which subjects absence falls. Answered with a [`super::Report`] of tables and pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatternQuestion {
    /// What the rows are by: `weekday`, `time`, `subject`; empty for all that the files can answer.
    pub by: Vec<String>,
    /// By school too.
    pub school: bool,
    /// The first day of the analysis period.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
}

/// How many pupils are above each limit there is. Answered with a [`super::Curve`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurveQuestion {
    /// A definition's id: its first clause that is a single measure is the one whose limit varies.
    pub definition: String,
    /// The first day of the analysis period.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
    /// As in [`Question`].
    pub periods: Vec<(String, String)>,
}
