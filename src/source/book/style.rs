//! How a number looks in a cell: as itself, as a date, or as elapsed time.

use super::super::Cell;
use super::super::serial::{self, Epoch};
use std::collections::HashMap;

/// What a number format makes of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    Plain,
    /// A date, a clock or both.
    Moment,
    /// Elapsed time, such as `[h]:mm`.
    Duration,
}

impl Look {
    /// The look of a format that Excel knows by its number. 27–36 and 50–58 are dates wherever they mean something.
    fn built_in(number: u16) -> Self {
        match number {
            14..=22 | 27..=36 | 45 | 47 | 50..=58 => Self::Moment,
            46 => Self::Duration,
            _ => Self::Plain,
        }
    }

    /// The look of a format code: letters of a date outside quotes, brackets and escapes, in its first section.
    fn of_code(code: &str) -> Self {
        let mut letters = code.chars();
        while let Some(letter) = letters.next() {
            match letter.to_ascii_lowercase() {
                ';' => return Self::Plain,
                '"' => letters.by_ref().take_while(|&letter| letter != '"').for_each(drop),
                // The next character is shown, left as a gap, or repeated.
                '\\' | '_' | '*' => drop(letters.next()),
                '[' => {
                    let inside: String = letters.by_ref().take_while(|&letter| letter != ']').collect();
                    let unit = inside.to_ascii_lowercase();
                    if !unit.is_empty() && ['h', 'm', 's'].iter().any(|&unit_letter| unit.chars().all(|letter| letter == unit_letter)) {
                        return Self::Duration;
                    }
                }
                // `General` stands for a number, and no letter of it for a part of a date.
                'g' if letters.as_str().get(..6).is_some_and(|rest| rest.eq_ignore_ascii_case("eneral")) => return Self::Plain,
                'd' | 'm' | 'h' | 'y' | 's' | 'å' => return Self::Moment,
                _ => {}
            }
        }
        Self::Plain
    }

    /// The cell that shows a number.
    pub(super) fn cell(self, number: f64, epoch: Epoch) -> Cell<'static> {
        match self {
            Self::Plain => Cell::Number(number),
            Self::Moment => serial::moment(number, epoch),
            Self::Duration => serial::duration(number),
        }
    }
}

/// The looks of a workbook's cell styles.
#[derive(Default)]
pub(super) struct Styles {
    codes: HashMap<u16, Look>,
    looks: Vec<Look>,
}

impl Styles {
    /// A format of the workbook's own.
    pub(super) fn format(&mut self, number: u16, code: &str) {
        let _ = self.codes.insert(number, Look::of_code(code));
    }

    /// The next cell style, by the number of its format.
    pub(super) fn style(&mut self, format: u16) {
        self.looks.push(self.codes.get(&format).copied().unwrap_or_else(|| Look::built_in(format)));
    }

    /// The look of a cell style.
    pub(super) fn look(&self, style: usize) -> Look {
        self.looks.get(style).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_tell_dates_from_numbers() {
        for (code, look) in [
            ("General", Look::Plain),
            ("0.00", Look::Plain),
            ("0 \"dagar\"", Look::Plain),
            ("#,##0\\ \\d", Look::Plain),
            ("0_d;[Red]-0", Look::Plain),
            ("#,##0*y", Look::Plain),
            ("[Red]0 %", Look::Plain),
            ("[$-41D]0", Look::Plain),
            ("0;yyyy", Look::Plain),
            ("@", Look::Plain),
            ("yyyy-mm-dd", Look::Moment),
            ("[$-41D]d mmmm yyyy", Look::Moment),
            ("åååå-MM-DD", Look::Moment),
            ("hh:mm", Look::Moment),
            ("\"kl. \"H:MM", Look::Moment),
            ("mm:ss.0", Look::Moment),
            ("[h]:mm", Look::Duration),
            ("[Blue][mm]:ss", Look::Duration),
        ] {
            assert_eq!(Look::of_code(code), look, "{code}");
        }
    }

    #[test]
    fn a_style_has_the_look_of_its_format() {
        let mut styles = Styles::default();
        styles.format(164, "yyyy");
        [0, 14, 46, 164, 165].into_iter().for_each(|format| styles.style(format));
        let looks: Vec<Look> = (0..6).map(|style| styles.look(style)).collect();
        assert_eq!(looks, [Look::Plain, Look::Moment, Look::Duration, Look::Moment, Look::Plain, Look::Plain]);
    }
}
