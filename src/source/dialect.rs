//! What stands between the cells of a text: told by a `sep=` line, or found from the first records.

use crate::order::Order as _;

/// What a text's first bytes say of its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// Bytes of a `sep=` line with its line end: no row of the table.
    pub(super) skip: usize,
}

/// The comma comes last: it stands in Swedish numbers and names, the others hardly stand in cells.
const CANDIDATES: [u8; 4] = [b';', b'\t', b'|', b','];
const COMMA: usize = 3;

/// How often each candidate stands in a record, outside quotes.
type Counts = [usize; 4];

impl Dialect {
    /// The dialect of a text that begins with `sample`; `whole` when it also ends there.
    pub(super) fn of(sample: &[u8], whole: bool) -> Self {
        Self::told(sample).unwrap_or_else(|| Self { delimiter: likeliest(&records(sample, whole)), skip: 0 })
    }

    /// A first line such as `sep=;` or `"sep=;"`.
    fn told(sample: &[u8]) -> Option<Self> {
        let line = sample.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
        let bare = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
        let (name, [delimiter]) = bare.split_at_checked(4)? else { return None };
        let fits = name.eq_ignore_ascii_case(b"sep=") && *delimiter != b'"' && (delimiter.is_ascii_punctuation() || *delimiter == b'\t');
        let end = match sample.get(line.len()..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([_, ..]) => 1,
            _ => 0,
        };
        fits.then_some(Self { delimiter: *delimiter, skip: line.len() + end })
    }
}

/// The candidates in each record that is not blank; the last record only where it is known to be whole.
fn records(sample: &[u8], whole: bool) -> Vec<Counts> {
    let mut records = Vec::new();
    let (mut counts, mut blank, mut quoted, mut at_start) = ([0; 4], true, false, true);
    let mut bytes = sample.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if quoted {
            quoted = byte != b'"' || bytes.next_if_eq(&b'"').is_some();
        } else if matches!(byte, b'\n' | b'\r') {
            if !blank {
                records.push(counts);
            }
            (counts, blank, at_start) = ([0; 4], true, true);
        } else {
            quoted = at_start && byte == b'"';
            at_start = CANDIDATES.contains(&byte);
            blank = false;
            for (count, candidate) in counts.iter_mut().zip(CANDIDATES) {
                *count += usize::from(byte == candidate);
            }
        }
    }
    if !blank && (whole || records.is_empty()) {
        records.push(counts);
    }
    records
}

/// How one candidate divides the records.
struct Evidence {
    /// How often it stands in a record that has it, most commonly.
    usual: usize,
    /// Delimiters in the records that have the usual number.
    weight: usize,
}

impl Evidence {
    fn of(records: &[Counts], candidate: usize) -> Self {
        let mut counts: Vec<usize> =
            records.iter().filter_map(|counts| counts.get(candidate).copied()).filter(|&count| count > 0).collect();
        counts.order();
        let usual = counts.chunk_by(PartialEq::eq).max_by_key(|like| like.len()).unwrap_or_default();
        Self { usual: usual.first().copied().unwrap_or_default(), weight: usual.iter().sum() }
    }
}

/// Title rows above a table have few delimiters, so the usual number of a candidate counts, not its presence. Decimal commas
/// can outnumber the semicolons between them; they are known by the row where they begin, which the semicolons divide too,
/// while stray semicolons in cells are missing from the header that commas divide.
fn likeliest(records: &[Counts]) -> u8 {
    let commas = Evidence::of(records, COMMA);
    // Of equals, `max_by_key` takes the last.
    let best = (0..COMMA).rev().map(|candidate| (candidate, Evidence::of(records, candidate))).max_by_key(|(_, evidence)| evidence.weight);
    let Some((candidate, other)) = best else { return b';' };
    let begins = |counts: &&Counts| counts.get(COMMA).is_some_and(|&count| count >= commas.usual);
    let divided_too =
        records.iter().find(begins).and_then(|counts| counts.get(candidate)).is_some_and(|&count| other.usual > 0 && count >= other.usual);
    let delimiter = if commas.weight > other.weight && !divided_too { COMMA } else { candidate };
    CANDIDATES.get(delimiter).copied().unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found_among_those_that_only_look_like_it() {
        for (sample, delimiter) in [
            ("a;b\n1;2\n", ';'),
            ("a,b\n1,2\n", ','),
            ("a\tb\n1\t2\n", '\t'),
            ("a|b\n1|2\n", '|'),
            ("namn\n", ';'),
            ("Namn;Tid;Andel\nEk, Anna, 7A;5,3;2,1\nAl, Bo, 7B;4,0;1,5\n", ';'),
            ("1,5;2,5;3,5\n", ';'),
            ("Frånvaro; höst\nNamn,Tid,Ämne\nEk,50,Ma\nAl,50,Sv\n", ','),
            ("Namn,Klass,Skola,Ämnen\nEk,7A,Ek,Ma;Sv\nAl,7B,Ek,Sv;En\n", ','),
            ("a,\"x;y\",c\nd,\"e;f\",g\n", ','),
            ("Rapport, utskriven 2025-12-22, kl. 8\n\nNamn;Klass\nEk;7A\nAl;7B\n", ';'),
            ("Namn;A;B;C\nEk, Anna;1\nAl, Bo;1;2\nAsp, Cia;1;2;3\nBok, Dan;1;2\n", ';'),
            ("a;b;c\n\"1,2,3,4,5,6\n7,8,9\";2;3\n", ';'),
        ] {
            assert_eq!(char::from(Dialect::of(sample.as_bytes(), true).delimiter), delimiter, "{sample}");
        }
    }

    #[test]
    fn a_sep_line_is_obeyed_and_skipped() {
        for (sample, delimiter, skip) in [
            ("sep=,\r\na;b", b',', 7),
            ("\"sep=|\"\na;b", b'|', 8),
            ("SEP=\t\ra;b", b'\t', 6),
            ("sep=;", b';', 5),
            ("sep=\na;b", b';', 0),
            ("sep=x\na;b", b';', 0),
        ] {
            assert_eq!(Dialect::of(sample.as_bytes(), true), Dialect { delimiter, skip }, "{sample}");
        }
    }
}
