//! A workbook's shared strings, end to end in one piece of memory.

/// Strings by number.
#[derive(Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let begin = number.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(begin..*self.ends.get(number)?)
    }
}

#[cfg(test)]
mod tests {
    use super::Strings;

    #[test]
    fn strings_are_found_by_number() {
        let mut strings = Strings::default();
        ["å", "", "bc"].into_iter().for_each(|text| strings.push(text));
        let all: Vec<Option<&str>> = (0..4).map(|number| strings.get(number)).collect();
        assert_eq!(all, [Some("å"), Some(""), Some("bc"), None]);
    }
}
