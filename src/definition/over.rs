//! Tables over time: the analysis period in parts, each judged by itself.

use crate::calendar::{Day, Half, Span};

/// Parts of the analysis period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Calendar months.
    Month,
    /// Terms.
    Term,
    /// School years.
    Year,
    /// So many weeks at a time; the first begins on the Monday of the week in which the analysis period does. At least 1.
    Weeks(u16),
    /// The days before a day, and those from it on: before and after a measure was taken.
    Split(Day),
}

/// A part of the analysis period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// `2025-09`, `HT2025`, `2025/26`, for weeks the first of them, `2025-W34`, and before and after a day `2025-08-18/2025-10-14`.
    pub label: String,
    /// Its days, those of the analysis period only.
    pub span: Span,
}

impl Over {
    /// The parts of `month`, `term`, `year`, `weeks:6` or `split:2025-10-15`; none for any other text.
    #[must_use]
    pub fn named(text: &str) -> Option<Self> {
        match text {
            "month" => Some(Self::Month),
            "term" => Some(Self::Term),
            "year" => Some(Self::Year),
            _ => match text.strip_prefix("split:") {
                Some(day) => Day::of_iso(day).map(Self::Split),
                None => text.strip_prefix("weeks:")?.parse().ok().filter(|weeks| (1..=520).contains(weeks)).map(Self::Weeks),
            },
        }
    }

    /// The name of the column in machine-readable output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Term => "term",
            Self::Year => "school_year",
            Self::Weeks(_) => "weeks",
            Self::Split(_) => "days",
        }
    }

    /// The parts in order. Every day of the period is in one.
    #[must_use]
    pub fn columns(self, span: Span) -> Vec<Column> {
        let mut columns = Vec::new();
        let mut rest = Some(span);
        while let Some(left) = rest {
            let (label, last) = self.part(left.first());
            let Some(part) = Span::new(left.first(), last.clamp(left.first(), left.last())) else { break };
            let label = label.unwrap_or_else(|| format!("{}/{}", part.first(), part.last()));
            columns.push(Column { label, span: part });
            rest = Span::new(part.last().plus(1), left.last()).filter(|next| next.first() > part.last());
        }
        columns
    }

    /// The label, if it is not its days, and the last day of the part that a day lies in.
    fn part(self, day: Day) -> (Option<String>, Day) {
        let (year, month, _) = day.civil();
        let (label, last) = match self {
            Self::Split(split) => return (None, if day < split { split.plus(-1) } else { Day::MAX }),
            Self::Month => (format!("{year:04}-{month:02}"), day.month_start().plus_months(1).plus(-1)),
            Self::Term => {
                let term = day.term();
                let half = if term.half == Half::Autumn { "HT" } else { "VT" };
                (format!("{half}{}", term.year), term.span().map_or(day, Span::last))
            }
            Self::Year => {
                let first = day.school_year();
                (format!("{}/{:02}", first.0, (first.0 + 1) % 100), first.span().map_or(day, Span::last))
            }
            Self::Weeks(weeks) => {
                let monday = day.plus(1 - i32::from(day.weekday()));
                let (year, week) = day.week();
                (format!("{year:04}-W{week:02}"), monday.plus(i32::from(weeks.max(1)) * 7 - 1))
            }
        };
        (Some(label), last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(over: Over, first: &str, last: &str) -> Vec<(String, String, String)> {
        let day = |text: &str| Day::of_iso(text).unwrap_or(Day::MAX);
        let span = Span::new(day(first), day(last)).into_iter();
        let columns = span.flat_map(|span| over.columns(span));
        columns.map(|column| (column.label, column.span.first().to_string(), column.span.last().to_string())).collect()
    }

    fn expected(columns: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
        columns.iter().map(|(label, first, last)| ((*label).to_owned(), (*first).to_owned(), (*last).to_owned())).collect()
    }

    #[test]
    fn parts_are_cut_to_the_period_and_leave_no_day_out() {
        assert_eq!(
            columns(Over::Month, "2025-08-18", "2025-10-02"),
            expected(&[
                ("2025-08", "2025-08-18", "2025-08-31"),
                ("2025-09", "2025-09-01", "2025-09-30"),
                ("2025-10", "2025-10-01", "2025-10-02"),
            ])
        );
        assert_eq!(
            columns(Over::Term, "2025-08-18", "2026-06-12"),
            expected(&[("HT2025", "2025-08-18", "2025-12-31"), ("VT2026", "2026-01-01", "2026-06-12")])
        );
        assert_eq!(
            columns(Over::Year, "2025-01-08", "2025-08-20"),
            expected(&[("2024/25", "2025-01-08", "2025-06-30"), ("2025/26", "2025-07-01", "2025-08-20")])
        );
        assert_eq!(columns(Over::Year, "1999-08-18", "1999-08-20"), expected(&[("1999/00", "1999-08-18", "1999-08-20")]));
    }

    #[test]
    fn weeks_begin_on_mondays() {
        assert_eq!(
            columns(Over::Weeks(6), "2025-08-20", "2025-10-20"),
            expected(&[("2025-W34", "2025-08-20", "2025-09-28"), ("2025-W40", "2025-09-29", "2025-10-20")])
        );
        assert_eq!(columns(Over::Weeks(1), "2149-06-02", "2149-06-06").len(), 1);
    }

    #[test]
    fn a_day_splits_the_period_in_two() {
        let split = |day: &str| Over::Split(Day::of_iso(day).unwrap_or(Day::MAX));
        assert_eq!(
            columns(split("2025-10-15"), "2025-08-18", "2025-12-19"),
            expected(&[("2025-08-18/2025-10-14", "2025-08-18", "2025-10-14"), ("2025-10-15/2025-12-19", "2025-10-15", "2025-12-19"),])
        );
        let whole = expected(&[("2025-08-18/2025-12-19", "2025-08-18", "2025-12-19")]);
        assert_eq!(columns(split("2025-08-18"), "2025-08-18", "2025-12-19"), whole, "nothing lies before the first day");
        assert_eq!(columns(split("2026-01-01"), "2025-08-18", "2025-12-19"), whole);
    }

    #[test]
    fn names_are_those_of_the_command_line() {
        for (name, over) in [
            ("month", Some(Over::Month)),
            ("term", Some(Over::Term)),
            ("year", Some(Over::Year)),
            ("weeks:6", Some(Over::Weeks(6))),
            ("split:2025-10-15", Day::of_iso("2025-10-15").map(Over::Split)),
            ("split:2025-13-15", None),
            ("weeks:0", None),
            ("weeks", None),
            ("week", None),
        ] {
            assert_eq!(Over::named(name), over, "{name}");
        }
    }
}
