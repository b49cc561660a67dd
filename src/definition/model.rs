//! The data model of a definition: `domain` sections 4 to 6. A [`Definition`] exists only if it was checked; what a file says
//! before that is in `file.rs`.

use super::Name;
use crate::calendar::{Day, Span};
use crate::register::AbsenceSet;

/// What decides who is above the limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub(super) id: String,
    pub(super) name: Name,
    pub(super) source: Name,
    pub(super) wording: Vec<String>,
    pub(super) notes: Vec<Name>,
    pub(super) clauses: Vec<Clause>,
    pub(super) judgements: Vec<Name>,
    pub(super) settings: Settings,
}

impl Definition {
    /// The id of its file.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The same definition under another id, one that a file may have.
    #[must_use]
    pub fn with_id(self, id: String) -> Self {
        Self { id, ..self }
    }

    /// Its name.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    /// Where it comes from.
    #[must_use]
    pub const fn source(&self) -> &Name {
        &self.source
    }

    /// What the source says, word for word: in the source's own language, a line per clause.
    #[must_use]
    pub fn wording(&self) -> &[String] {
        &self.wording
    }

    /// How the wording was read where it can be read in several ways.
    #[must_use]
    pub fn notes(&self) -> &[Name] {
        &self.notes
    }

    /// The clauses that data can decide; a pupil who meets any of them is above the limit.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The clauses that only a person can judge.
    #[must_use]
    pub fn judgements(&self) -> &[Name] {
        &self.judgements
    }

    /// How time without registration and short attendance are treated.
    #[must_use]
    pub const fn settings(&self) -> Settings {
        self.settings
    }
}

/// Conditions that must all hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// At least one.
    pub conditions: Vec<Condition>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A measure of absence against a threshold.
    Measured(Measured),
    /// At least `at_least` of the named columns are ticked: one column is a flag, several are risk factors.
    Flags {
        /// The columns' headers.
        columns: Vec<String>,
        /// How many of them; 1 to their number.
        at_least: usize,
    },
}

/// A measure of absence against a threshold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// What is measured.
    pub measure: Measure,
    /// Which absence.
    pub kinds: AbsenceSet,
    /// Over which days.
    pub window: Window,
    /// Whether one window is enough or every one must satisfy it.
    pub quantifier: Quantifier,
    /// How the measure stands to the threshold.
    pub comparison: Comparison,
    /// The threshold.
    pub threshold: Decimal,
}

/// What is measured: `domain` section 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Absent of scheduled minutes; the threshold is in per cent.
    Share,
    /// School days on which enough of the day is absence: all of it by default.
    Days(DayLimit),
    /// The sum of the days' absence shares.
    DayEquivalents,
    /// The longest run of successive school days on which enough of the day is absence.
    ConsecutiveDays(DayLimit),
    /// Frånvarotillfällen: maximal runs of successive lessons with absence.
    Spells,
    /// Days with some absence that are no whole day.
    PartDays,
    /// Lessons with absence.
    Lessons,
    /// Lessons with a late arrival; of no kind of absence.
    LateArrivals,
}

/// When a school day counts as one of absence: θ in `domain` section 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLimit {
    /// How absence stands to the threshold.
    pub comparison: Comparison,
    /// The threshold.
    pub threshold: DayThreshold,
}

/// How much of a school day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayThreshold {
    /// Per cent of the day's scheduled minutes.
    Share(Decimal),
    /// So many minutes, however long the day is.
    Minutes(u16),
}

impl DayLimit {
    /// All of the day.
    pub const WHOLE: Self = Self { comparison: Comparison::AtLeast, threshold: DayThreshold::Share(Decimal::from_hundredths(10_000)) };
}

/// Which days a measure is taken over: `domain` section 5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Window {
    /// The analysis period.
    Period,
    /// Each term.
    Term,
    /// Each school year.
    SchoolYear,
    /// Each calendar month.
    Month,
    /// Each interval of that length inside the analysis period.
    Rolling(Length),
    /// The interval of that length that ends the analysis period.
    Latest(Length),
    /// Date ranges that a user wrote (mätperioder). None means those that the question gives, and the terms where it gives none.
    Given(Vec<Span>),
}

/// How long a window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Calendar days.
    Days(u16),
    /// Weeks of seven days.
    Weeks(u16),
    /// To the day before the same date.
    Months(u16),
    /// A pupil's own successive school days.
    SchoolDays(u16),
}

impl Length {
    /// The last day of the window that starts on a day; none for school days, whose windows differ by pupil.
    #[must_use]
    pub fn last_day(self, first: Day) -> Option<Day> {
        match self {
            Self::Days(days) => Some(first.plus(i32::from(days) - 1)),
            Self::Weeks(weeks) => Some(first.plus(i32::from(weeks) * 7 - 1)),
            Self::Months(months) => Some(first.plus_months(i32::from(months)).plus(-1)),
            Self::SchoolDays(_) => None,
        }
    }

    /// The first day of the window that ends on a day.
    #[must_use]
    pub fn first_day(self, last: Day) -> Option<Day> {
        match self {
            Self::Days(days) => Some(last.plus(1 - i32::from(days))),
            Self::Weeks(weeks) => Some(last.plus(1 - i32::from(weeks) * 7)),
            Self::Months(months) => Some(last.plus_months(-i32::from(months)).plus(1)),
            Self::SchoolDays(_) => None,
        }
    }
}

/// Whether one window is enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quantifier {
    /// One window is enough.
    #[default]
    Any,
    /// Every window must satisfy the condition.
    Every,
}

/// How a measure stands to its threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>`: exactly the threshold is not enough.
    MoreThan,
    /// `>=`.
    AtLeast,
}

/// A decimal number with at most two places, in hundredths: exact, never floating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    hundredths: u32,
}

impl Decimal {
    /// So many hundredths.
    #[must_use]
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self { hundredths }
    }

    /// The number of `20`, `12.5` or `12,5`; none with more than two places or any other sign.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        if whole.is_empty() || whole.len() > 6 || fraction.is_empty() || fraction.len() > 2 {
            return None;
        }
        if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let tenth = if fraction.len() == 1 { 10 } else { 1 };
        Some(Self { hundredths: whole.parse::<u32>().ok()? * 100 + fraction.parse::<u32>().ok()? * tenth })
    }

    /// The number in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.hundredths
    }

    /// As text, with the decimal sign of choice: `20`, `12,5`.
    #[must_use]
    pub fn text(self, sign: char) -> String {
        let (whole, rest) = (self.hundredths / 100, self.hundredths % 100);
        match rest {
            0 => whole.to_string(),
            rest if rest % 10 == 0 => format!("{whole}{sign}{}", rest / 10),
            rest => format!("{whole}{sign}{rest:02}"),
        }
    }

    /// Whether `part` of `whole`, in per cent, stands to this number as `comparison` says. Whole numbers throughout:
    /// part · 100 · 100 against hundredths · whole.
    #[must_use]
    pub fn is_met_by_share(self, part: u64, whole: u64, comparison: Comparison) -> bool {
        let (left, right) = (u128::from(part) * 10_000, u128::from(self.hundredths) * u128::from(whole));
        match comparison {
            Comparison::MoreThan => left > right,
            Comparison::AtLeast => left >= right,
        }
    }
}

/// How doubtful time is treated, and how months are read; part of every definition and of every method note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Lessons that nobody registered.
    pub unregistered: Unregistered,
    /// Time in other school activities.
    pub other_activity: OtherActivity,
    /// Minutes of late arrivals.
    pub late: Late,
    /// What `rolling` and `latest` months are.
    pub months: Months,
    /// The least share of the school's days, in per cent, on which a pupil must have scheduled time for a share to be
    /// judged; 0 switches it off.
    pub coverage: u8,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            unregistered: Unregistered::Attended,
            other_activity: OtherActivity::Attended,
            late: Late::Absence,
            months: Months::ByDate,
            coverage: 50,
        }
    }
}

/// What lessons that nobody registered count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unregistered {
    /// As attended, as the systems themselves count them.
    Attended,
    /// As not scheduled.
    LeftOut,
}

/// What time in other school activities counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherActivity {
    /// As attended.
    Attended,
    /// As not scheduled.
    LeftOut,
}

/// What the minutes of late arrivals count as, where the files have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// As unauthorised absence.
    Absence,
    /// As presence.
    Present,
}

/// What a rolling or latest month is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Months {
    /// From a date to the day before the same date: any such interval.
    ByDate,
    /// Whole calendar months, those at the ends as far as the analysis period goes.
    ByCalendar,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (text, hundredths) in [
            ("20", Some(2000)),
            ("12.5", Some(1250)),
            ("12,55", Some(1255)),
            ("0,05", Some(5)),
            ("12.555", None),
            ("-1", None),
            ("", None),
            (".5", None),
            ("5.", None),
        ] {
            assert_eq!(Decimal::parse(text).map(Decimal::hundredths), hundredths, "{text}");
        }
        assert_eq!(Decimal::from_hundredths(1250).text(','), "12,5");
        assert_eq!(Decimal::from_hundredths(1205).text('.'), "12.05");
    }

    #[test]
    fn twenty_per_cent_is_not_more_than_twenty() {
        let twenty = Decimal::from_hundredths(2000);
        assert!(!twenty.is_met_by_share(20, 100, Comparison::MoreThan));
        assert!(twenty.is_met_by_share(20, 100, Comparison::AtLeast));
        assert!(twenty.is_met_by_share(2001, 10_000, Comparison::MoreThan));
    }

    #[test]
    fn windows_end_where_the_domain_says() {
        let day = |text: &str| Day::of_iso(text).unwrap_or(Day::MAX);
        assert_eq!(Length::Weeks(4).last_day(day("2025-08-18")), Some(day("2025-09-14")));
        assert_eq!(Length::Months(1).last_day(day("2025-01-31")), Some(day("2025-02-27")));
        assert_eq!(Length::Months(1).first_day(day("2025-03-30")), Some(day("2025-03-01")));
        assert_eq!(Length::Months(1).first_day(day("2025-12-19")), Some(day("2025-11-20")));
    }
}
