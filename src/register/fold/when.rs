//! When a row's lesson, absence or period was.

use super::{Folder, Unusable, bytes};
use crate::calendar::{Day, Half, Span, Term};
use crate::finding::Kind as FindingKind;
use crate::layout::value::{
    self, Period, clock_of_text, clock_range_of_text, day_of_text, part_day_of_text, period_of_text, school_year_of_text, term_of_text,
    week_of_text, weekday_of_text,
};
use crate::layout::{Grain, Role};
use crate::register::draft::Start;
use crate::source::{Cell, Row};

/// When a lesson was, within its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clocks {
    pub(super) start: Option<u16>,
    pub(super) end: Option<u16>,
}

/// The clock of `08:30`, which is how nearly all files write it.
#[inline]
fn plain_clock(raw: &[u8]) -> Option<u16> {
    let [hour @ .., b':', tens, ones] = raw else { return None };
    let digit = |byte: &u8| u16::from(byte.wrapping_sub(b'0'));
    let pair = |tens: u16, ones: u16| tens * 10 + ones;
    let (ten, one) = match hour {
        [one] => (0, digit(one)),
        [ten, one] => (digit(ten), digit(one)),
        _ => return None,
    };
    let (tens, ones) = (digit(tens), digit(ones));
    // What is no digit is ten or more.
    let (hour, minute) = (pair(ten, one), pair(tens, ones));
    (one < 10 && ones < 10 && hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

impl Folder {
    /// The day of a column; one without a year is looked for in the table's period. None for an empty cell and for one that
    /// cannot be read.
    #[inline]
    fn day_in<R: Row>(&mut self, row: &R, column: usize) -> Option<Day> {
        let (known, given) = (&mut self.known.dates, self.given);
        value::day(row.cell(column), |raw| {
            known.get(raw, || {
                let text = row.text(raw);
                day_of_text(&text).or_else(|| part_day_of_text(&text)?.in_span(given?))
            })
        })
    }

    /// The row's day: in most files the one of the row before, in the same bytes.
    #[inline]
    pub(super) fn day<R: Row>(&mut self, row: &R) -> Option<Day> {
        let stretch = self.columns.date.and_then(|column| row.stretch(column, column));
        if let (Some(stretch), Some((last, day))) = (stretch, &self.last_day)
            && last == stretch
        {
            return Some(*day);
        }
        self.day_read(row, stretch)
    }

    /// The row's day: its date, else its week and weekday in the table's period.
    fn day_read<R: Row>(&mut self, row: &R, stretch: Option<&[u8]>) -> Option<Day> {
        if let Some(column) = self.columns.date
            && let Some(day) = self.day_in(row, column)
        {
            match (stretch, &mut self.last_day) {
                (Some(stretch), Some((last, known))) => {
                    last.clear();
                    last.extend_from_slice(stretch);
                    *known = day;
                }
                (stretch, last) => *last = stretch.map(|stretch| (stretch.to_vec(), day)),
            }
            return Some(day);
        }
        // `lesson_start` says both day and clock.
        if self.columns.date.is_none()
            && let Some(day) = self.columns.start.and_then(|column| self.day_in(row, column))
        {
            return Some(day);
        }
        let (week, weekday) = (self.columns.week?, self.columns.weekday.or(self.columns.date)?);
        let text = |column: usize| value::text(row, column);
        let week = week_of_text(text(week)?.trim_end_matches(".0"))?;
        week.day(weekday_of_text(&text(weekday)?)?, self.given?)
    }

    /// The days of an absence: its date, or from one day to another.
    pub(super) fn days<R: Row>(&mut self, row: &R) -> Result<Option<Span>, Unusable> {
        if let Some(day) = self.day(row) {
            return Ok(Span::new(day, day));
        }
        let Some(from) = self.columns.from else { return Ok(None) };
        let Some(first) = self.day_in(row, from) else { return Ok(None) };
        let last = match self.columns.to.map(|to| (to, row.cell(to))) {
            None | Some((_, Cell::Empty)) => first,
            Some((to, _)) => match self.day_in(row, to) {
                Some(last) => last,
                // `18/8 08:00` to `09:20`.
                None if self.clock_in(row, to).is_some() => first,
                None => return Err(self.unread(FindingKind::UnknownDate, row, Role::To, to)),
            },
        };
        match Span::new(first, last) {
            Some(span) => Ok(Some(span)),
            None => Err(self.unread(FindingKind::PeriodBackwards, row, Role::To, self.columns.to.unwrap_or(from))),
        }
    }

    #[inline]
    fn clock_in<R: Row>(&mut self, row: &R, column: usize) -> Option<u16> {
        let known = &mut self.known.clocks;
        value::clock(row.cell(column), |raw| plain_clock(raw).or_else(|| known.get(raw, || clock_of_text(&row.text(raw)))))
    }

    /// When the row's lesson starts.
    #[inline]
    pub(super) fn start<R: Row>(&mut self, row: &R) -> Result<Start, Unusable> {
        // The common case first.
        if let Some(Cell::Text(raw)) = self.columns.start.map(|column| row.cell(column))
            && let Some(clock) = plain_clock(raw)
        {
            return Ok(Start::Clock(clock));
        }
        let clock = match self.columns.start {
            Some(_) => self.clock_of(row, self.columns.start, Role::Start)?,
            None => self.clocks(row)?.start,
        };
        Ok(self.start_at(clock))
    }

    /// A start by the clock, or of the table at hand.
    pub(super) fn start_at(&self, clock: Option<u16>) -> Start {
        clock.map_or_else(|| Start::unknown(self.tables.len().saturating_sub(1)), Start::Clock)
    }

    /// The clocks of a lesson: of two columns, or of one cell. When it ends is asked only where its length does not say it.
    #[inline]
    pub(super) fn clocks<R: Row>(&mut self, row: &R) -> Result<Clocks, Unusable> {
        if let Some(column) = self.columns.lesson
            && self.columns.start.is_none()
        {
            let raw = bytes(row, column);
            let range = self.known.ranges.get(&raw, || clock_range_of_text(&row.text(&raw)).map(|range| (range.start, range.end)));
            return Ok(range.map_or_else(Clocks::default, |(start, end)| Clocks { start: Some(start), end: Some(end) }));
        }
        let start = self.clock_of(row, self.columns.start, Role::Start)?;
        let timed = || self.grain != Grain::Event && self.columns.length.is_some_and(|length| row.cell(length.index) != Cell::Empty);
        let end = if self.columns.end.is_none() || timed() { None } else { self.clock_of(row, self.columns.end, Role::End)? };
        Ok(Clocks { start, end })
    }

    /// The clock of a column; none where it is empty.
    #[inline]
    fn clock_of<R: Row>(&mut self, row: &R, column: Option<usize>, role: Role) -> Result<Option<u16>, Unusable> {
        let Some(column) = column else { return Ok(None) };
        match self.clock_in(row, column) {
            None if row.cell(column) != Cell::Empty => Err(self.unread(FindingKind::UnknownMinutes, row, role, column)),
            clock => Ok(clock),
        }
    }

    /// The clocks of an absence, which may stand beside its days.
    pub(super) fn absence_clocks<R: Row>(&mut self, row: &R, days: Span) -> Result<Clocks, Unusable> {
        let clocks = self.clocks(row)?;
        if clocks.start.is_some() || days.days() > 1 {
            return Ok(clocks);
        }
        let (Some(from), Some(to)) = (self.columns.from, self.columns.to) else { return Ok(clocks) };
        match (self.clock_in(row, from), self.clock_in(row, to)) {
            (Some(start), Some(end)) if start < end => Ok(Clocks { start: Some(start), end: Some(end) }),
            _ => Ok(Clocks::default()),
        }
    }

    /// The period that a row of totals sums, in a half of the school year where columns say so. None when nobody says it.
    pub(super) fn period<R: Row>(&mut self, row: &R, of_half: Option<Half>) -> Result<Option<Span>, Unusable> {
        let given = self.given;
        if of_half.is_none() {
            if self.columns.from.is_some()
                && let Some(days) = self.days(row)?
            {
                return Ok(Some(days));
            }
            if let Some(day) = self.columns.date.and_then(|column| self.day_in(row, column)) {
                return Ok(Span::new(day, day));
            }
        }
        let text = |column: Option<usize>| column.and_then(|column| value::text(row, column)).filter(|text| !text.trim().is_empty());
        let year = text(self.columns.school_year).and_then(|text| school_year_of_text(&text));
        let year = year.or_else(|| {
            let given = given?;
            (given.first().school_year() == given.last().school_year()).then(|| given.first().school_year())
        });
        let term = |of: Half, calendar_year: Option<i32>| {
            let calendar_year = calendar_year.or_else(|| year.map(|year| if of == Half::Autumn { year.0 } else { year.0 + 1 }))?;
            Term { year: calendar_year, half: of }.span()
        };
        if let Some(of_half) = of_half {
            return Ok(term(of_half, None));
        }
        if let Some(text) = text(self.columns.week) {
            let week = week_of_text(text.trim_end_matches(".0"));
            let monday = week.and_then(|week| match (week.year, given) {
                (Some(year), None) => Day::of_week(year, week.number, 1),
                (_, given) => week.monday(given?),
            });
            if let Some(monday) = monday {
                return Ok(Span::new(monday, monday.plus(6)));
            }
            // Without a year a week is a question of the period, which is asked for once.
            return if week.is_some() {
                Ok(None)
            } else {
                Err(self.unread(FindingKind::UnknownDate, row, Role::Week, self.columns.week.unwrap_or(0)))
            };
        }
        for (column, role) in [(self.columns.period, Role::Period), (self.columns.term, Role::Term)] {
            let Some(text) = text(column) else { continue };
            let period = period_of_text(&text).or_else(|| term_of_text(&text).map(|(half, year)| Period::Term(half, year)));
            let span = match period {
                Some(Period::Term(half, year)) => term(half, year),
                Some(period) => period.span(),
                None => return Err(self.unread(FindingKind::UnknownDate, row, role, column.unwrap_or(0))),
            };
            if span.is_some() {
                return Ok(span);
            }
        }
        if let Some(text) = text(self.columns.school_year) {
            let Some(year) = year else {
                return Err(self.unread(FindingKind::UnknownDate, row, Role::SchoolYear, self.columns.school_year.unwrap_or(0)));
            };
            let _read = text;
            // A period of the title that lies within the year is more exact than the year.
            return Ok(given
                .filter(|given| given.first().school_year() == year && given.last().school_year() == year)
                .or_else(|| year.span()));
        }
        Ok(given)
    }
}
