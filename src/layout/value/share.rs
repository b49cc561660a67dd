//! Columns of per cent.

use super::amount::{Amount, Reading, amount_of_text, of_number};
use super::number::{Figure, NumberStyle, figure};
use crate::layout::Unit;
use std::borrow::Cow;

/// A cell of a column, for deciding on the column: its text or its number.
#[derive(Clone, Debug)]
pub enum Sample<'a> {
    /// Text.
    Text(Cow<'a, str>),
    /// A workbook's number.
    Number(f64),
}

/// What a column of per cent counts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PercentScale {
    /// 0–100.
    Hundred,
    /// 0–1.
    Fraction,
    /// Cannot be told: the column has no numbers, only zeros and ones, or both scales.
    Unclear,
}

impl PercentScale {
    /// The scale of a column. A cell with `%` shows 0–100, and so does a number above one; numbers up to one of which some have
    /// decimals are fractions. Ask it with as many cells as there are, since a column of small shares may begin below one.
    pub fn of<'a>(samples: impl IntoIterator<Item = Sample<'a>>) -> Self {
        let samples: Vec<Sample<'_>> = samples.into_iter().collect();
        let style = NumberStyle::of(samples.iter().filter_map(|sample| match sample {
            Sample::Text(text) => Some(text.as_ref()),
            Sample::Number(_) => None,
        }));
        let (mut signs, mut largest, mut parts) = (false, 0, false);
        for sample in &samples {
            let figure = match sample {
                Sample::Text(text) if text.contains('%') => {
                    signs = true;
                    continue;
                }
                Sample::Text(text) => figure(text.trim(), style, 4).ok(),
                Sample::Number(number) => {
                    of_number(*number, 4).amount().map(|amount| Figure { value: amount.hundredths, exact: amount.exact })
                }
            };
            let Some(figure) = figure else { continue };
            largest = largest.max(figure.value);
            parts |= figure.value % 10_000 != 0 || !figure.exact;
        }
        match (signs, parts && largest <= 10_000) {
            (true, true) => Self::Unclear,
            (true, false) => Self::Hundred,
            (false, true) => Self::Fraction,
            (false, false) => {
                if largest > 10_000 {
                    Self::Hundred
                } else {
                    Self::Unclear
                }
            }
        }
    }
}

/// A share from text, in hundredths of a per cent: `7 %`, `7` or `0,07` by the column's scale. In an unclear column a number
/// without `%` is ambiguous unless it is zero.
#[must_use]
pub fn share_of_text(text: &str, style: NumberStyle, scale: PercentScale) -> Reading {
    let bare = text.trim().trim_matches('\'').trim();
    let read = match figure(bare, style, 4) {
        Ok(fraction) if scale == PercentScale::Fraction => Reading::Amount(Amount::of_figure(fraction, None)),
        _ => amount_of_text(text, style),
    };
    let bare = bare.bytes().all(|byte| !byte.is_ascii_alphabetic() && byte != b'%');
    in_scale(read, scale, bare)
}

/// A share from a workbook's number, in hundredths of a per cent.
#[must_use]
pub fn share_of_number(number: f64, scale: PercentScale) -> Reading {
    in_scale(of_number(number, if scale == PercentScale::Fraction { 4 } else { 2 }), scale, true)
}

fn in_scale(read: Reading, scale: PercentScale, bare: bool) -> Reading {
    match read {
        Reading::Amount(amount) if amount.unit.is_none() && amount.of.is_none() => {
            if scale == PercentScale::Unclear && bare && amount.hundredths != 0 {
                return Reading::Ambiguous;
            }
            Reading::Amount(Amount { unit: Some(Unit::Percent), ..amount })
        }
        read => read,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Unit::{Hours, Percent};

    #[test]
    fn the_scale_of_per_cent_is_the_columns() {
        use PercentScale::{Fraction, Hundred, Unclear};
        let text = |text: &'static str| Sample::Text(text.into());
        let number = Sample::Number;
        for (samples, scale) in [
            (vec![text("7 %"), text("0 %")], Hundred),
            (vec![text("0,5 %")], Hundred),
            (vec![number(7.0), number(0.5)], Hundred),
            (vec![number(0.07), number(1.0), number(0.0)], Fraction),
            (vec![text("0,07"), text("1"), text("-")], Fraction),
            (vec![text("0.071"), text("0.125")], Fraction),
            (vec![number(0.0), number(1.0)], Unclear),
            (vec![], Unclear),
            (vec![text("7 %"), number(0.07)], Unclear),
        ] {
            assert_eq!(PercentScale::of(samples.clone()), scale, "{samples:?}");
        }
        let share = |text, scale| share_of_text(text, NumberStyle::Unknown, scale).amount().map(|amount| (amount.hundredths, amount.unit));
        let seven = Some((700, Some(Percent)));
        assert_eq!(
            (share("7 %", Fraction), share("0,07", Fraction), share("7", Hundred), share("7%", Unclear)),
            (seven, seven, seven, seven)
        );
        assert_eq!(share("0,0725", Fraction), Some((725, Some(Percent))));
        assert_eq!(share("0,5", Hundred), Some((50, Some(Percent))));
        assert_eq!(share("-", Unclear), Some((0, Some(Percent))));
        assert_eq!(share("12 h", Hundred), Some((1200, Some(Hours))));
        assert_eq!(share_of_text("1", NumberStyle::Unknown, Unclear), Reading::Ambiguous);
        assert_eq!(share_of_number(0.0725, Fraction).amount().map(|amount| amount.hundredths), Some(725));
        assert_eq!(share_of_number(7.25, Hundred).amount().map(|amount| amount.hundredths), Some(725));
        assert_eq!(share_of_number(1.0, Unclear), Reading::Ambiguous);
    }
}
