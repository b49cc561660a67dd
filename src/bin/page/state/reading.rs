//! How far the reading has come, and how long it will take.

use franvarokalkyl::wire::Progress;

/// Before this much time has passed, a guess at the rest would jump about. Milliseconds.
const SETTLING: u64 = 1_500;

/// So long a silence is none of the reading's: the computer slept, or the browser held the page back. Milliseconds.
const SILENCE: u64 = 10_000;

/// The reading as it has been heard of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The latest progress; none before the first.
    pub(crate) progress: Option<Progress>,
    /// When progress was first heard, and how many bytes were read by then.
    since: (u64, u64),
    now: u64,
}

/// The time that is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// Ten seconds at most.
    Moment,
    /// So many seconds, rounded up to five.
    Seconds(u64),
    /// So many minutes, rounded up.
    Minutes(u64),
}

impl Reading {
    /// Takes in progress, heard at a time in milliseconds.
    pub(super) fn note(&mut self, progress: Progress, at: u64) {
        if self.progress.is_none() {
            self.since = (at, progress.bytes);
        } else {
            let silence = at.saturating_sub(self.now);
            if silence > SILENCE {
                self.since.0 = self.since.0.saturating_add(silence);
            }
        }
        self.progress = Some(progress);
        self.now = at;
    }

    /// The time that is left at the speed so far; none while it is too early to tell, and none when all bytes are read.
    pub(crate) fn left(&self) -> Option<Left> {
        let Progress { bytes, total, .. } = self.progress?;
        let passed = self.now.saturating_sub(self.since.0);
        let read = bytes.saturating_sub(self.since.1);
        if passed < SETTLING || bytes >= total {
            return None;
        }
        let seconds = passed.saturating_mul(total - bytes).checked_div(read)?.div_ceil(1_000);
        Some(match seconds {
            ..=10 => Left::Moment,
            11..=60 => Left::Seconds(seconds.next_multiple_of(5)),
            _ => Left::Minutes(seconds.div_ceil(60)),
        })
    }

    /// Quarters that are read, as per cent: said aloud, since every step would be too much to listen to.
    pub(crate) fn quarters(&self) -> Option<u64> {
        let Progress { bytes, total, .. } = self.progress?;
        let quarters = bytes.saturating_mul(4).checked_div(total)?.min(4);
        (quarters > 0).then_some(quarters * 25)
    }
}
