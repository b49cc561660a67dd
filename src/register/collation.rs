//! The order of names in Swedish: å, ä, ö last, and numbers by their size, so that 10A follows 9A.

/// A part of a name, as it sorts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A number, by its size.
    Number(u64),
    /// Any other sign.
    Letter(u32),
}

/// The key by which a name sorts.
#[must_use]
pub fn collation(name: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match (letter.to_digit(10), parts.last_mut()) {
            (Some(digit), Some(Part::Number(number))) => *number = number.saturating_mul(10).saturating_add(u64::from(digit)),
            (Some(digit), _) => parts.push(Part::Number(u64::from(digit))),
            (None, _) => parts.push(Part::Letter(match letter {
                'å' => u32::from('z') + 1,
                'ä' | 'æ' => u32::from('z') + 2,
                'ö' | 'ø' => u32::from('z') + 3,
                'é' | 'è' => u32::from('e'),
                'ü' => u32::from('y'),
                other => u32::from(other),
            })),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_in_a_swedish_register() {
        let mut names = ["Österskolan", "10A", "Ängskolan", "Åsskolan", "9B", "Zakrisskolan", "ekskolan", "Björkskolan"];
        names.sort_by_cached_key(|name| collation(name));
        assert_eq!(names, ["9B", "10A", "Björkskolan", "ekskolan", "Zakrisskolan", "Åsskolan", "Ängskolan", "Österskolan"]);
    }
}
