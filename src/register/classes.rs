//! Classes of numbers. Their borders are round and the outermost classes are open, so that they tell no pupil's number.

use super::Label;
use crate::layout::plain;
use crate::layout::value::decimal;
use crate::order::Order as _;
use std::ops::RangeInclusive;

/// Classes that a column is cut into when nobody says where.
const CLASSES: i64 = 6;

/// Where classes begin, but for the lowest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Borders {
    /// Rising, in thousandths.
    from: Vec<i64>,
    /// Whether all numbers are whole, so that the class up to 150 ends with 149.
    whole: bool,
}

/// Wider classes than this, in thousandths, are called by whole numbers even if theirs are not: 100–149 has 149.5 too.
const WIDE: i64 = 10_000;

/// The highest merit value of a column of them, in thousandths.
const MERIT: RangeInclusive<i64> = 25_000..=340_000;

impl Borders {
    /// As somebody has said them, or else as they fit the numbers that the column has: merit values as they are usually told, others by
    /// an even width.
    pub(super) fn of(header: &str, numbers: &[i64], given: &[i64]) -> Self {
        let whole = numbers.iter().all(|number| number % 1000 == 0);
        let (lowest, highest) = (numbers.iter().min().copied().unwrap_or(0), numbers.iter().max().copied().unwrap_or(0));
        // In upper secondary school they go to 22.5.
        let is_merit = plain(header).split(' ').any(|word| word.starts_with("merit")) && lowest >= 0 && MERIT.contains(&highest);
        let mut from = match given {
            [] if is_merit => [100, 150, 200, 250].map(|border| border * 1000).to_vec(),
            [] => even(numbers, whole),
            given => given.to_vec(),
        };
        from.order();
        from.dedup();
        Self { from, whole }
    }

    /// The place of a number's class, from the lowest.
    pub(super) fn class(&self, number: i64) -> usize {
        self.from.partition_point(|border| *border <= number)
    }

    /// The labels of all classes: `<100`, `100-149`, `150+`; with borders that are no whole numbers `<2.5`, `2.5-<5`, `5+`.
    pub(super) fn labels(&self) -> Vec<Label> {
        let is_whole = self.from.iter().all(|border| border % 1000 == 0);
        let between = |from: i64, to: i64| {
            if !is_whole || !self.whole && to - from < WIDE {
                format!("{}-<{}", decimal(from, '.'), decimal(to, '.'))
            } else if to - from == 1000 {
                decimal(from, '.')
            } else {
                format!("{}-{}", decimal(from, '.'), decimal(to - 1000, '.'))
            }
        };
        let lowest = self.from.first().map(|border| format!("<{}", decimal(*border, '.')));
        let inner = self.from.iter().zip(self.from.iter().skip(1)).map(|(from, to)| between(*from, *to));
        let highest = self.from.last().map(|border| format!("{}+", decimal(*border, '.')));
        let texts = lowest.into_iter().chain(inner).chain(highest);
        texts.enumerate().map(|(rank, text)| Label { rank: u16::try_from(rank).unwrap_or(u16::MAX - 2), text }).collect()
    }
}

/// Borders of even width that are round numbers. The outermost tenth at either end does not count: a single number far out would else
/// show in the width.
fn even(numbers: &[i64], whole: bool) -> Vec<i64> {
    let mut numbers = numbers.to_vec();
    numbers.order();
    numbers.dedup();
    let out = numbers.len() / 10;
    let inner = numbers.get(out..numbers.len() - out).unwrap_or_default();
    let (Some(lowest), Some(highest)) = (inner.first(), inner.last()) else { return vec![0] };
    let mut width: i64 = if whole { 1000 } else { 1 };
    // 1, 2, 5, 10, 20, 50, and so on.
    for half in [false, true, false].into_iter().cycle() {
        if highest.div_euclid(width) - lowest.div_euclid(width) < CLASSES {
            break;
        }
        width = if half { width / 2 * 5 } else { width * 2 };
    }
    let (first, last) = (lowest.div_euclid(width), highest.div_euclid(width));
    if first == last { vec![first * width] } else { (first + 1..=last).map(|step| step * width).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(borders: &Borders) -> Vec<String> {
        borders.labels().into_iter().map(|label| label.text).collect()
    }

    #[test]
    fn a_border_belongs_to_the_class_above_it() {
        let borders = Borders::of("Meritvärde", &[0, 99_500, 340_000], &[]);
        assert_eq!(texts(&borders), ["<100", "100-149", "150-199", "200-249", "250+"]);
        let classes = [0, 99_999, 100_000, 149_999, 150_000, 249_500, 250_000, 340_000].map(|number| borders.class(number));
        assert_eq!(classes, [0, 0, 1, 1, 2, 3, 4, 4]);
    }

    #[test]
    fn upper_secondary_merit_values_are_another_scale() {
        let numbers: Vec<i64> = (0..=45).map(|half| half * 500).collect();
        assert_eq!(texts(&Borders::of("Meritvärde", &numbers, &[])), ["<5", "5-<10", "10-<15", "15-<20", "20+"]);
    }

    #[test]
    fn even_borders_are_round() {
        let whole = |numbers: &[i64]| texts(&Borders::of("Poäng", &numbers.iter().map(|number| number * 1000).collect::<Vec<_>>(), &[]));
        assert_eq!(whole(&[0, 1, 2, 3]), ["<1", "1", "2", "3+"]);
        assert_eq!(whole(&[3, 17, 41, 97]), ["<20", "20-39", "40-59", "60-79", "80+"]);
        assert_eq!(whole(&[7]), ["<7", "7+"]);
        assert_eq!(whole(&[-12, -3, 4]), ["<-10", "-10--6", "-5--1", "0+"]);
        // Eleven numbers: the outermost one at either end does not widen the classes.
        assert_eq!(whole(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9_000]), ["<2", "2-3", "4-5", "6-7", "8+"]);
        assert_eq!(texts(&Borders::of("Snitt", &[2_500, 3_100, 3_700], &[])), ["<3", "3-<3.5", "3.5+"]);
        assert_eq!(texts(&Borders::of("Snitt", &[2_500, 3_100, 4_700], &[])), ["<3", "3-<3.5", "3.5-<4", "4-<4.5", "4.5+"]);
    }

    #[test]
    fn borders_can_be_given_in_any_order() {
        assert_eq!(texts(&Borders::of("Poäng", &[1_000], &[5_000, 2_500, 5_000])), ["<2.5", "2.5-<5", "5+"]);
        assert_eq!(texts(&Borders::of("Merit", &[152_500], &[160_000, 230_000])), ["<160", "160-229", "230+"]);
    }

    proptest! {
        #[test]
        fn there_are_few_classes_and_each_number_has_one(numbers in prop::collection::vec(-1_000_000_i64..1_000_000_000, 1..60)) {
            let borders = Borders::of("", &numbers, &[]);
            prop_assert!(borders.labels().len() <= 6);
            for number in numbers {
                let class = borders.class(number);
                prop_assert!(class < borders.labels().len());
                prop_assert!(class == 0 || borders.from.get(class - 1).is_some_and(|border| *border <= number));
                prop_assert!(borders.from.get(class).is_none_or(|border| number < *border));
            }
        }

        #[test]
        fn labels_differ(given in prop::collection::btree_set(-100_000_i64..100_000, 1..12)) {
            let labels = texts(&Borders::of("", &[500], &given.into_iter().collect::<Vec<_>>()));
            let mut once = labels.clone();
            once.order();
            once.dedup();
            prop_assert_eq!(once.len(), labels.len());
        }
    }
}
