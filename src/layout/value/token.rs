//! A text as numbers and words with gaps between them: `18/8-25` is 18, 8 and 25, `HT2025` is HT and 2025.

use crate::layout::plain;

/// A run of digits or a run of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    /// What stands between it and the token before (or the beginning): spaces and punctuation.
    pub(super) gap: &'a str,
    /// The run itself.
    pub(super) text: &'a str,
    /// What follows it, to the end of the text.
    pub(super) rest: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Gap,
}

fn class(letter: char) -> Class {
    match letter {
        '0'..='9' => Class::Digit,
        // The combining marks of a decomposed å, ä, ö belong to their letter.
        '\u{300}'..='\u{36f}' => Class::Letter,
        letter if letter.is_alphabetic() => Class::Letter,
        _ => Class::Gap,
    }
}

/// The numbers and words of a text, in order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut left = text;
    loop {
        let (gap, after) = split_where(left, |letter| class(letter) != Class::Gap);
        let Some(kind) = after.chars().next().map(class) else { return tokens };
        let (text, rest) = split_where(after, |letter| class(letter) != kind);
        tokens.push(Token { gap, text, rest });
        left = rest;
    }
}

fn split_where(text: &str, stop: impl Fn(char) -> bool) -> (&str, &str) {
    text.find(stop).and_then(|at| text.split_at_checked(at)).unwrap_or((text, ""))
}

impl<'a> Token<'a> {
    /// The digits, when it is a number.
    pub(super) fn digits(&self) -> Option<&'a str> {
        self.text.starts_with(|letter: char| letter.is_ascii_digit()).then_some(self.text)
    }

    /// The number, when it is one of at most `most` digits.
    pub(super) fn number(&self, most: usize) -> Option<u32> {
        self.digits().filter(|digits| digits.len() <= most)?.parse().ok()
    }

    /// The number, when it has exactly `length` digits.
    pub(super) fn number_of(&self, length: usize) -> Option<u32> {
        self.number(length).filter(|_| self.text.len() == length)
    }

    /// The word in lower case without diacritics; none for a number.
    pub(super) fn word(&self) -> Option<String> {
        self.digits().is_none().then(|| plain(self.text))
    }

    /// Whether it is one of these words, which are given without capitals and diacritics.
    pub(super) fn is(&self, words: &[&str]) -> bool {
        self.word().is_some_and(|word| words.contains(&word.as_str()))
    }

    /// What joins it to the token before: one mark, a space, or `Glued` when nothing stands between.
    pub(super) fn joint(&self) -> Joint {
        let marks = self.gap.trim();
        let mut letters = marks.chars();
        match (letters.next(), letters.next()) {
            (None, _) if self.gap.is_empty() => Joint::Glued,
            (None, _) => Joint::Space,
            (Some(mark), None) if is_dash(mark) && marks.len() == self.gap.len() => Joint::Dash,
            (Some(mark), None) if is_dash(mark) => Joint::WideDash,
            (Some(mark), None) => Joint::Mark(mark),
            _ => Joint::Other,
        }
    }
}

/// What stands between two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// Nothing.
    Glued,
    /// White space of any kind.
    Space,
    /// `-` or its longer sisters, without spaces.
    Dash,
    /// The same with a space on either side.
    WideDash,
    /// One other mark, with or without spaces.
    Mark(char),
    /// More than that.
    Other,
}

/// Hyphens, dashes and the minus sign.
pub(super) fn is_dash(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_fall_apart_where_digits_meet_letters() {
        let seen: Vec<_> = tokens(" v.17 (ho\u{308}st)").iter().map(|token| (token.gap, token.text, token.rest)).collect();
        assert_eq!(seen, [(" ", "v", ".17 (ho\u{308}st)"), (".", "17", " (ho\u{308}st)"), (" (", "ho\u{308}st", ")")]);
        assert_eq!(tokens(" - "), []);
    }

    #[test]
    fn joints() {
        let joints: Vec<_> = tokens("1-2 – 3/4 . 5 6a--7").iter().map(Token::joint).collect();
        use Joint::{Dash, Glued, Mark, Other, Space, WideDash};
        assert_eq!(joints, [Glued, Dash, WideDash, Mark('/'), Mark('.'), Space, Glued, Other]);
    }
}
