//! What came out, as a table and as JSON.

use super::Result;
use super::answer::Compared;
use super::changes::Changes;
use super::contender::{Contender, Turn};
use super::data::Data;
use super::opening::Opening;
use super::protection::Protection;
use super::work::{Budget, Work};
use serde::Serialize;
use std::fmt;

#[derive(Serialize)]
pub(super) struct Report {
    browser: String,
    cores: usize,
    opening: Option<Opening>,
    works: Vec<Done>,
    changes: Option<Changes>,
    protection: Option<Protection>,
}

/// One kind of file.
#[derive(Serialize)]
pub(super) struct Done {
    file: &'static str,
    rows: u64,
    bytes: u64,
    pupils: u64,
    hits: u64,
    /// Figures in which all agree; none when no peer came to an answer.
    figures_compared: Option<usize>,
    contenders: Vec<Line>,
    /// Peers that cannot do the work, and what they say.
    failed: Vec<(&'static str, String)>,
    budgets: Vec<Kept>,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    start_ms: Option<Spread>,
    answered_ms: Spread,
    /// Of these, for nothing but reading the file.
    read_ms: Option<Spread>,
    megabytes_a_second: f64,
    /// Of the page's process.
    peak_megabytes: Option<f64>,
    /// Of the engine alone.
    wasm_megabytes: Option<f64>,
    /// How many times as long as ours; none when ours did not run.
    times_ours: Option<f64>,
}

/// A budget, and what it came to.
#[derive(Serialize)]
struct Kept {
    what: String,
    limit: f64,
    measured: f64,
    kept: bool,
}

#[derive(Clone, Serialize)]
struct Spread {
    median: f64,
    min: f64,
    max: f64,
}

impl Done {
    pub(super) fn new(
        work: &Work,
        file: &Data,
        compared: Compared,
        all: Vec<(&'static Contender, Vec<Turn>)>,
        failed: Vec<(&'static str, String)>,
    ) -> Self {
        let all: Vec<_> = all
            .into_iter()
            .filter_map(|(contender, turns)| Some((contender, spread(turns.iter().map(|turn| turn.answered))?, turns)))
            .collect();
        let ours = all.iter().find(|(contender, ..)| contender.is_ours()).map(|(_, answered, _)| answered.median);
        let megabytes = thousands(file.bytes) / 1000.0;
        let contenders: Vec<Line> = all
            .into_iter()
            .map(|(contender, answered, turns)| Line {
                name: contender.name,
                start_ms: spread(turns.iter().filter_map(|turn| turn.start)),
                read_ms: spread(turns.iter().filter_map(|turn| turn.read)),
                megabytes_a_second: megabytes / answered.median * 1000.0,
                peak_megabytes: spread(turns.iter().filter_map(|turn| turn.peak).map(|peak| thousands(peak * 1024) / 1000.0))
                    .map(|peak| peak.median),
                wasm_megabytes: spread(turns.iter().filter_map(|turn| turn.heap)).map(|heap| heap.max / 1e6),
                times_ours: ours.map(|ours| answered.median / ours),
                answered_ms: answered,
            })
            .collect();
        Self {
            file: work.ending,
            rows: file.rows,
            bytes: file.bytes,
            pupils: compared.pupils,
            hits: compared.hits,
            figures_compared: compared.figures,
            budgets: work.budget.judge(ours, &contenders),
            contenders,
            failed,
        }
    }
}

impl Budget {
    /// Nothing where our page did not run.
    fn judge(&self, ours: Option<f64>, lines: &[Line]) -> Vec<Kept> {
        let peer = lines.iter().find(|line| line.name.starts_with(self.peer));
        // Where the peer tells, its reading alone is held against all of our work.
        let time = peer.map(|line| (line.read_ms.as_ref().unwrap_or(&line.answered_ms).median, line.read_ms.is_some())).zip(ours);
        let speed = time.map(|((peer, reads_only), ours)| Kept {
            what: format!("times as fast as {}{}, at least", self.peer, if reads_only { " merely reading" } else { "" }),
            limit: self.times,
            measured: peer / ours,
            kept: peer >= self.times * ours,
        });
        let heap = self.heap.zip(lines.iter().find_map(|line| line.wasm_megabytes)).map(|(limit, measured)| Kept {
            what: "MB of WebAssembly memory for a full sheet, under".to_owned(),
            limit,
            measured,
            kept: measured < limit,
        });
        speed.into_iter().chain(heap).collect()
    }
}

impl Report {
    pub(super) fn new(
        browser: String,
        opening: Option<Opening>,
        works: Vec<Done>,
        changes: Option<Changes>,
        protection: Option<Protection>,
    ) -> Self {
        Self { browser, cores: std::thread::available_parallelism().map_or(1, usize::from), opening, works, changes, protection }
    }

    pub(super) fn json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// Thousands of something, for display.
fn thousands(count: u64) -> f64 {
    f64::from(u32::try_from(count / 1000).unwrap_or(u32::MAX))
}

fn spread(values: impl Iterator<Item = f64>) -> Option<Spread> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let middle = values.get((values.len().saturating_sub(1)) / 2..=values.len() / 2)?;
    let median = middle.iter().sum::<f64>() / if middle.len() == 2 { 2.0 } else { 1.0 };
    Some(Spread { median, min: *values.first()?, max: *values.last()? })
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}, {} cores", self.browser, self.cores)?;
        self.opening.iter().try_for_each(|opening| write!(f, "\n{opening}"))?;
        self.works.iter().try_for_each(|done| write!(f, "\n{done}"))?;
        self.changes.iter().try_for_each(|changes| write!(f, "\n{changes}"))?;
        self.protection.iter().try_for_each(|protection| write!(f, "\n{protection}"))
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} rows, {} MB; {} pupils, {} above 20 %, {}",
            self.file,
            self.rows,
            self.bytes / 1_000_000,
            self.pupils,
            self.hits,
            self.figures_compared
                .map_or_else(|| "no peer to compare with".to_owned(), |figures| format!("all agree on {figures} figures or more"))
        )?;
        writeln!(
            f,
            "{:<28}{:>10}{:>18}{:>8}{:>9}{:>9}{:>10}{:>9}",
            "", "median", "min–max", "MB/s", "peak MB", "wasm MB", "start-up", "× ours"
        )?;
        for line in &self.contenders {
            let Spread { median, min, max } = line.answered_ms;
            let or_dash = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
            writeln!(
                f,
                "{:<28}{:>10}{:>18}{:>8.0}{:>9}{:>9}{:>10}{:>9}",
                line.name,
                format!("{:.2} s", median / 1000.0),
                format!("{:.2}–{:.2} s", min / 1000.0, max / 1000.0),
                line.megabytes_a_second,
                or_dash(line.peak_megabytes.map(|peak| format!("{peak:.0}"))),
                or_dash(line.wasm_megabytes.map(|heap| format!("{heap:.0}"))),
                or_dash(line.start_ms.as_ref().map(|start| format!("{:.2} s", start.median / 1000.0))),
                or_dash(line.times_ours.map(|times| format!("{times:.1}"))),
            )?;
        }
        for (name, fault) in &self.failed {
            writeln!(f, "{name:<28} fails: {fault}")?;
        }
        for Kept { what, limit, measured, kept } in &self.budgets {
            writeln!(f, "budget: {what} {limit:.0}: {measured:.1}, {}", if *kept { "kept" } else { "NOT KEPT" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_or_between_the_two() {
        let of = |values: &[f64]| {
            spread(values.iter().copied()).map(|spread| [spread.min, spread.median, spread.max].map(|value| value.to_string()))
        };
        assert_eq!(of(&[3.0, 1.0, 2.0]), Some(["1", "2", "3"].map(str::to_owned)));
        assert_eq!(of(&[4.0, 1.0, 2.0, 3.0]), Some(["1", "2.5", "4"].map(str::to_owned)));
        assert_eq!(of(&[]), None);
    }
}
