//! Amounts of time in the cells of a row.

use super::columns::Amounted;
use super::{Folder, Unusable};
use crate::finding::Kind as FindingKind;
use crate::layout::value::{self, Reading, amount_of_text, share_of_number, share_of_text};
use crate::layout::{Role, Unit};
use crate::source::{Cell, Row};

/// An amount with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    pub(super) hundredths: u64,
    pub(super) unit: Option<Unit>,
    /// What it is a part of.
    pub(super) of: Option<u64>,
    /// Whether no decimal was rounded away.
    pub(super) exact: bool,
}

impl Quantity {
    /// In hundredths of a minute, where it is time, or a part of so many minutes. A bare number is minutes.
    pub(super) fn minutes(self, whole: Option<u16>) -> Option<u64> {
        let whole = || whole.map(u64::from);
        match self.unit.unwrap_or(Unit::Minutes) {
            Unit::Minutes => Some(self.hundredths),
            Unit::Hours => self.hundredths.checked_mul(60),
            Unit::Percent => Some((self.hundredths.checked_mul(whole()?)? + 50) / 100),
            Unit::Lessons => self.hundredths.checked_mul(whole()?),
            Unit::Days => None,
        }
    }
}

/// A whole number of a few digits.
#[inline]
fn short(raw: &[u8]) -> Option<u16> {
    let digit = |byte: &u8| Some(u16::from(byte.wrapping_sub(b'0'))).filter(|digit| *digit < 10);
    match raw {
        [ones] => digit(ones),
        [tens, ones] => Some(digit(tens)? * 10 + digit(ones)?),
        [hundreds, tens, ones] => Some(digit(hundreds)? * 100 + digit(tens)? * 10 + digit(ones)?),
        _ => None,
    }
}

impl Folder {
    /// What a cell of amounts says; none for an empty cell, for `saknas`, and for no such column.
    pub(super) fn quantity<R: Row>(&mut self, row: &R, column: Option<Amounted>, role: Role) -> Result<Option<Quantity>, Unusable> {
        let Some(column) = column else { return Ok(None) };
        let cell = row.cell(column.index);
        if cell == Cell::Empty {
            return Ok(None);
        }
        let reading = match (column.unit, cell) {
            (Some(Unit::Percent), Cell::Number(number)) => share_of_number(number, column.scale),
            // Spelled alike, cells of two columns may differ: a share is read by its column's scale.
            (Some(Unit::Percent), Cell::Text(raw)) => share_of_text(&row.text(raw), column.style, column.scale),
            _ => {
                let known = &mut self.known.amounts;
                value::amount(cell, |raw| known.get(raw, || amount_of_text(&row.text(raw), column.style)))
            }
        };
        match reading {
            Reading::Amount(amount) => {
                let unit = amount.unit.or(column.unit);
                Ok(Some(Quantity { hundredths: amount.hundredths, unit, of: amount.of, exact: amount.exact }))
            }
            Reading::Empty | Reading::NotSaid => Ok(None),
            Reading::Negative | Reading::Ambiguous | Reading::Unreadable => {
                Err(self.unread(FindingKind::UnknownMinutes, row, role, column.index))
            }
        }
    }

    /// Whole minutes of a column, half a minute up; of a part, of so many minutes.
    #[inline]
    pub(super) fn minutes<R: Row>(
        &mut self,
        row: &R,
        column: Option<Amounted>,
        role: Role,
        whole: Option<u16>,
    ) -> Result<Option<u16>, Unusable> {
        let Some(Amounted { index, unit, .. }) = column else { return Ok(None) };
        // The common case first: a few digits and nothing else.
        let digits = match row.cell(index) {
            Cell::Empty => return Ok(None),
            Cell::Text(raw) if matches!(unit, None | Some(Unit::Minutes)) => short(raw),
            _ => None,
        };
        match digits {
            Some(minutes) => Ok(Some(minutes)),
            None => self.minutes_read(row, column, role, whole),
        }
    }

    #[cold]
    fn minutes_read<R: Row>(&mut self, row: &R, column: Option<Amounted>, role: Role, whole: Option<u16>) -> Result<Option<u16>, Unusable> {
        let Some(quantity) = self.quantity(row, column, role)? else { return Ok(None) };
        let Some(hundredths) = quantity.minutes(whole) else { return Err(self.unread_amount(row, column, role)) };
        if !quantity.exact || hundredths % 100 != 0 {
            let _noted = self.find(FindingKind::MinutesRounded, row, Some(role), None);
        }
        match u16::try_from((hundredths + 50) / 100) {
            Ok(minutes) => Ok(Some(minutes)),
            Err(_) => Err(self.unread_amount(row, column, role)),
        }
    }

    fn unread_amount<R: Row>(&mut self, row: &R, column: Option<Amounted>, role: Role) -> Unusable {
        self.unread(FindingKind::UnknownMinutes, row, role, column.map_or(usize::MAX, |column| column.index))
    }
}
