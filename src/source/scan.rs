//! Where delimiters, line ends and quotes stand, 64 bytes at a time.

use wide::u8x16;

/// How many bytes are looked at together.
pub(super) const BLOCK: usize = 64;

/// One bit for each byte of a block, the first byte lowest.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    /// Delimiters.
    pub(super) delimiters: u64,
    /// Line feeds and carriage returns.
    pub(super) line_ends: u64,
    /// Quotes.
    pub(super) quotes: u64,
    /// Whether any byte is outside ASCII.
    pub(super) high: bool,
    /// Whether any byte is NUL.
    pub(super) nul: bool,
}

/// Looks for the marks of one dialect.
pub(super) struct Scanner {
    delimiter: u8x16,
}

impl Scanner {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter: u8x16::splat(delimiter) }
    }

    #[inline]
    pub(super) fn scan(&self, block: &[u8; BLOCK]) -> Marks {
        let (feed, back, quote) = (u8x16::splat(b'\n'), u8x16::splat(b'\r'), u8x16::splat(b'"'));
        let mut marks = Marks { delimiters: 0, line_ends: 0, quotes: 0, high: false, nul: false };
        let (mut all, mut least) = (u8x16::splat(0), u8x16::splat(u8::MAX));
        let (lanes, _) = block.as_chunks::<16>();
        for (shift, lane) in [0, 16, 32, 48].into_iter().zip(lanes) {
            let lane = u8x16::from(*lane);
            all |= lane;
            least = least.min(lane);
            marks.delimiters |= u64::from(lane.simd_eq(self.delimiter).to_bitmask()) << shift;
            marks.line_ends |= u64::from((lane.simd_eq(feed) | lane.simd_eq(back)).to_bitmask()) << shift;
            marks.quotes |= u64::from(lane.simd_eq(quote).to_bitmask()) << shift;
        }
        marks.high = all.to_bitmask() != 0;
        marks.nul = least.simd_eq(u8x16::splat(0)).to_bitmask() != 0;
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_found_at_its_place() {
        let scanner = Scanner::new(b';');
        for place in 0..BLOCK {
            let marks = |byte: u8| {
                let mut block = [b'x'; BLOCK];
                block.iter_mut().skip(place).take(1).for_each(|slot| *slot = byte);
                let found = scanner.scan(&block);
                (found.delimiters, found.line_ends, found.quotes, found.high || found.nul)
            };
            let bit = 1 << place;
            assert_eq!(marks(b';'), (bit, 0, 0, false));
            assert_eq!(marks(b'\n'), (0, bit, 0, false));
            assert_eq!(marks(b'\r'), (0, bit, 0, false));
            assert_eq!(marks(b'"'), (0, 0, bit, false));
            assert_eq!(marks(0xe5), (0, 0, 0, true));
            assert_eq!(marks(0), (0, 0, 0, true));
            assert_eq!(marks(b','), (0, 0, 0, false));
        }
    }
}
