//! Numbers that look like a personnummer and cannot be one.

use super::random::Random;
use super::record::Gender;

/// Days 1–28 of twelve months, and birth numbers of one gender: how many children of a year can be told apart.
const OF_A_YEAR: u32 = 12 * 28 * 500;
/// Has no factor in common with [`OF_A_YEAR`], so that steps of it meet every number once.
const STEP: u32 = 60_493;

/// Hands out the numbers, each once (for up to 168 000 girls and as many boys of a year).
#[derive(Debug, Default)]
pub(super) struct Numbers {
    given: [[u32; 2]; 10],
}

impl Numbers {
    /// Twelve digits, `YYYYMMDDNNNC`, of a pupil of a grade (F is 0) in the school year 2025/26. The ninth to eleventh are
    /// odd for boys and even for girls, as they are in life; the last is never the one that Luhn's rule asks for.
    pub(super) fn next(&mut self, grade: u8, gender: Gender, random: &mut Random) -> String {
        let count = self.given.get_mut(usize::from(grade)).and_then(|year| year.get_mut(usize::from(gender == Gender::Boy)));
        let turn = count.map_or(0, |count| {
            *count = (*count + STEP) % OF_A_YEAR;
            *count
        });
        let (birth, date) = (turn % 500 * 2 + u32::from(gender == Gender::Boy), turn / 500);
        let year = 2019 - u32::from(grade);
        let digits = format!("{:02}{:02}{:02}{birth:03}", year % 100, date / 28 + 1, date % 28 + 1);
        let wrong = (check_digit(&digits) + random.between(1, 9)) % 10;
        format!("20{digits}{wrong}")
    }
}

/// The tenth digit of a personnummer after its first nine.
fn check_digit(nine: &str) -> u32 {
    let sum: u32 = nine
        .bytes()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| {
            let product = u32::from(digit - b'0') * weight;
            product / 10 + product % 10
        })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_the_one_of_the_tax_agency() {
        // The specimen of Skatteverket's brochure SKV 704: 811228-9874.
        assert_eq!(check_digit("811228987"), 4);
    }

    #[test]
    fn numbers_differ_and_none_is_valid() {
        let mut numbers = Numbers::default();
        let mut random = Random::of(1, &[]);
        let mut seen = std::collections::BTreeSet::new();
        for gender in [Gender::Girl, Gender::Boy] {
            for _ in 0..OF_A_YEAR {
                let number = numbers.next(7, gender, &mut random);
                let (nine, check) = (number.get(2..11).unwrap_or_default(), number.get(11..).unwrap_or_default());
                assert_eq!(number.len(), 12);
                assert!(number.starts_with("2012"));
                assert_ne!(check_digit(nine).to_string(), check);
                assert!(seen.insert(nine.to_owned()), "{number} was given twice");
            }
        }
    }
}
