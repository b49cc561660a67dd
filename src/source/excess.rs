//! What is over a limit, with its number.

use crate::finding::{Finding, Kind, Place};
use crate::locale::Key;

/// Refuses what is over a limit. `what` is a sentence that takes `count`, which was found, and `limit`.
pub(super) fn over(what: Key, count: u64, limit: u64) -> Box<Finding> {
    Box::new(Finding::new(Kind::TooLarge, Place::default()).found(what.with("count", count).with("limit", limit)))
}

/// A count as the sentences take it.
pub(super) fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
