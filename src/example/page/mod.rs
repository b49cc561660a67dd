//! What rows are written to: text, a workbook, or a web page that calls itself one.

mod book;
mod html;
mod old_book;
mod text;
mod xml;

pub(super) use book::Book;
pub(super) use html::Html;
pub(super) use old_book::OldBook;
pub(super) use text::{Dialect, Encoding, Text};
pub(super) use xml::Xml;

use crate::calendar::Day;
use std::borrow::Cow;
use std::io;

/// A cell as the system means it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    #[default]
    Empty,
    Text(Cow<'a, str>),
    Whole(u32),
    /// A number times 10, 100 … to the power of its decimals.
    Fixed(u32, u32),
    Date(Day),
    /// Minutes after midnight.
    Clock(u16),
}

impl Cell<'_> {
    /// As text holds it, with that decimal sign.
    pub(super) fn text(&self, decimal: char) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) => text.as_ref().into(),
            Self::Whole(number) => number.to_string().into(),
            Self::Fixed(number, decimals) => fixed_text(*number, *decimals, decimal).into(),
            Self::Date(day) => day.to_string().into(),
            Self::Clock(minutes) => clock_text(*minutes).into(),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.into()) }
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Whole(number)
    }
}

impl From<u16> for Cell<'_> {
    fn from(number: u16) -> Self {
        Self::Whole(number.into())
    }
}

impl From<Day> for Cell<'_> {
    fn from(day: Day) -> Self {
        Self::Date(day)
    }
}

/// Minutes as hours with so many decimals, the last rounded to the nearest.
pub(super) fn hours<'a>(minutes: u32, decimals: u32) -> Cell<'a> {
    Cell::Fixed(rounded(minutes, 60, decimals), decimals)
}

/// A part in per cent with so many decimals, rounded likewise; of nothing it is 0.
pub(super) fn percent<'a>(part: u32, whole: u32, decimals: u32) -> Cell<'a> {
    Cell::Fixed(rounded(part.saturating_mul(100), whole, decimals), decimals)
}

/// The quotient with so many decimals as a whole number, halves rounded up; 0 when divided by nothing.
fn rounded(number: u32, by: u32, decimals: u32) -> u32 {
    let (number, by) = (u64::from(number) * 10_u64.pow(decimals), u64::from(by));
    (number * 2 + by).checked_div(by * 2).and_then(|quotient| u32::try_from(quotient).ok()).unwrap_or(0)
}

fn fixed_text(number: u32, decimals: u32, decimal: char) -> String {
    let unit = 10_u32.pow(decimals);
    if decimals == 0 {
        return number.to_string();
    }
    let width = usize::try_from(decimals).unwrap_or(0);
    format!("{}{decimal}{:0width$}", number / unit, number % unit)
}

/// `08:40`
pub(super) fn clock_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Where rows go, in order.
pub(super) trait Page {
    /// Begins a sheet; where there are none, the rows of the sheets follow upon each other.
    fn sheet(&mut self, name: &str) -> io::Result<()>;

    /// A row; one without cells is blank.
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()>;

    /// A row with one text from `column` on, over `span` columns where columns can be merged.
    fn banner(&mut self, column: u16, span: u16, text: &str) -> io::Result<()> {
        let _ = span;
        let mut cells = vec![Cell::Empty; usize::from(column)];
        cells.push(text.into());
        self.row(&cells)
    }

    /// Ends the file.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_written() {
        assert_eq!(hours(50, 1).text(','), "0,8");
        assert_eq!(hours(57, 1).text('.'), "1.0", "0.95 is half way, and goes up");
        assert_eq!(percent(7, 100, 0).text(','), "7");
        assert_eq!(percent(1, 3, 1).text(','), "33,3");
        assert_eq!(percent(1, 0, 1).text(','), "0,0");
        assert_eq!(hours(603, 2).text(','), "10,05");
        assert_eq!(clock_text(500), "08:20");
    }
}
