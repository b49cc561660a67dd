//! A definition as it is being written: choices and texts as the user left them. Only the worker knows whether they make one.

use super::{Bilingual, DefinitionCard};
use crate::locale::{Key, Sentence};
use serde::{Deserialize, Serialize};

/// A definition as it is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionDraft {
    /// The id of the user's own definition that is changed; empty for a new one, which gets its id from its name.
    pub id: String,
    /// Its name.
    pub name: Bilingual,
    /// Where it comes from; may be empty.
    pub source: Bilingual,
    /// What its source says, word for word.
    pub wording: Vec<String>,
    /// How the wording was read.
    pub notes: Vec<Bilingual>,
    /// Conditions of one clause must all hold; one clause is enough.
    pub clauses: Vec<Vec<ConditionDraft>>,
    /// What only a person can judge.
    pub judgements: Vec<Bilingual>,
    /// How doubtful time is treated.
    pub settings: SettingsDraft,
}

/// A condition as it is being written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionDraft {
    /// Absence against a threshold.
    Measured(MeasuredDraft),
    /// Columns of the file in which a pupil is ticked.
    Flags {
        /// The columns' headers.
        columns: Vec<String>,
        /// In how many of them at least, as written.
        at_least: String,
    },
}

impl Default for ConditionDraft {
    fn default() -> Self {
        Self::Measured(MeasuredDraft::default())
    }
}

/// Absence against a threshold. What the measure or window at hand has no use for stays as it was, and means nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeasuredDraft {
    /// Which absence.
    pub kinds: KindsChoice,
    /// The kinds by name, for [`KindsChoice::Chosen`].
    pub chosen: Vec<String>,
    /// What is measured.
    pub measure: MeasureChoice,
    /// How it stands to the threshold.
    pub comparison: ComparisonChoice,
    /// The threshold as written: per cent for a share, else a number.
    pub threshold: String,
    /// How much of a day, for measures that count days.
    pub day: DayDraft,
    /// Over which days.
    pub window: WindowChoice,
    /// The length of a rolling or latest window, as written.
    pub length: String,
    /// What the length counts in.
    pub unit: LengthUnit,
    /// Whether one window is enough.
    pub quantifier: QuantifierChoice,
    /// First and last day of each given period, as `2025-08-18`; none for those that the question brings.
    pub periods: Vec<(String, String)>,
}

impl Default for MeasuredDraft {
    /// The commonest sentence, but for its number.
    fn default() -> Self {
        Self {
            kinds: KindsChoice::Total,
            chosen: Vec::new(),
            measure: MeasureChoice::Share,
            comparison: ComparisonChoice::MoreThan,
            threshold: String::new(),
            day: DayDraft::default(),
            window: WindowChoice::Rolling,
            length: "1".to_owned(),
            unit: LengthUnit::Months,
            quantifier: QuantifierChoice::Any,
            periods: Vec::new(),
        }
    }
}

/// How much of a school day must be absence for the day to count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayDraft {
    /// How the absence stands to it.
    pub comparison: ComparisonChoice,
    /// How much, as written.
    pub amount: String,
    /// Of what.
    pub unit: DayUnit,
}

impl Default for DayDraft {
    /// All of the day.
    fn default() -> Self {
        Self { comparison: ComparisonChoice::AtLeast, amount: "100".to_owned(), unit: DayUnit::PerCent }
    }
}

/// How doubtful time is treated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsDraft {
    /// Whether lessons that nobody registered count as attended; else they are left out.
    pub unregistered_attended: bool,
    /// Whether other school activities count as attended; else they are left out.
    pub other_activity_attended: bool,
    /// Whether the minutes of late arrivals are absence; else they are presence.
    pub late_absence: bool,
    /// Whether a month runs from a date to the day before the same date; else it is a calendar month.
    pub months_by_date: bool,
    /// The least share of the school's days for a share to be judged, in per cent, as written.
    pub coverage: String,
}

impl Default for SettingsDraft {
    fn default() -> Self {
        Self {
            unregistered_attended: true,
            other_activity_attended: true,
            late_absence: true,
            months_by_date: true,
            coverage: "50".to_owned(),
        }
    }
}

/// Which absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KindsChoice {
    /// All of it.
    Total,
    /// Giltig.
    Authorised,
    /// Ogiltig.
    Unauthorised,
    /// Oanmäld.
    Unreported,
    /// Kinds that are chosen one by one.
    Chosen,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MeasureChoice {
    /// Per cent of scheduled time.
    Share,
    /// Days.
    Days,
    /// Days, with parts of days added up.
    DayEquivalents,
    /// Days in a row.
    ConsecutiveDays,
    /// Frånvarotillfällen.
    Spells,
    /// Days with absence for a part of the day.
    PartDays,
    /// Lessons.
    Lessons,
    /// Lessons with a late arrival.
    LateArrivals,
}

/// How a measure stands to its threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComparisonChoice {
    /// Exactly the threshold is not enough.
    MoreThan,
    /// Exactly the threshold is enough.
    AtLeast,
}

/// What an amount of a day is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayUnit {
    /// Per cent of the day's scheduled time.
    PerCent,
    /// Minutes.
    Minutes,
}

/// Over which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WindowChoice {
    /// The analysis period.
    Period,
    /// Each term.
    Term,
    /// Each school year.
    SchoolYear,
    /// Each calendar month.
    Month,
    /// Every interval of a length.
    Rolling,
    /// The last interval of a length.
    Latest,
    /// Periods that are given by their days.
    Given,
}

impl WindowChoice {
    /// Whether it has a length.
    #[must_use]
    pub const fn has_length(self) -> bool {
        matches!(self, Self::Rolling | Self::Latest)
    }

    /// Whether there can be several of it in an analysis period.
    #[must_use]
    pub const fn is_several(self) -> bool {
        !matches!(self, Self::Period | Self::Latest)
    }
}

/// What a length counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LengthUnit {
    /// Calendar days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// A pupil's own school days.
    SchoolDays,
}

/// Whether one window is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuantifierChoice {
    /// One is enough.
    Any,
    /// Every one.
    Every,
}

/// A kind of absence that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsenceCard {
    /// Its name in definitions.
    pub name: String,
    /// Its word.
    pub word: Key,
}

/// A definition that has been understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinedCard {
    /// What a user reads of it.
    pub card: DefinitionCard,
    /// The same to be changed.
    pub draft: DefinitionDraft,
    /// Its file, TOML.
    pub text: String,
    /// The same for the end of a link, after `#definition=`.
    pub fragment: String,
}

/// Why a draft is no definition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFault {
    /// Where.
    pub field: DraftField,
    /// Why, in words that say what to write.
    pub sentence: Sentence,
}

/// A field of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DraftField {
    /// All of it.
    Whole,
    /// The name.
    Name,
    /// A part of a condition: clause and condition from 0.
    Condition(usize, usize, ConditionField),
    /// A text that needs judgement, from 0.
    Judgement(usize),
    /// The least coverage.
    Coverage,
}

/// A part of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConditionField {
    /// Which absence.
    Kinds,
    /// The threshold.
    Threshold,
    /// How much of a day.
    Day,
    /// The window's length.
    Length,
    /// A given period, from 0.
    Period(usize),
    /// A flag's column, from 0.
    Column(usize),
    /// In how many columns.
    AtLeast,
}

/// Where a definition came from that is no preset and was not written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// A file that the user gave.
    File,
    /// The end of a link.
    Link,
}
