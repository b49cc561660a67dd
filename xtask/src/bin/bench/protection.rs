//! What it takes to protect and audit large tables: two limits by school, grade and gender in five months, of towns with more and more schools.
//! No peer does this in a browser, so it is held against a budget, and against how it grows.

use super::changes::{SCRIPT, read};
use super::webdriver::Driver;
use super::{Result, data};
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// Schools of each town, and pupils in each school.
const SCHOOLS: [u32; 4] = [2, 5, 10, 20];
const PUPILS: u32 = 500;

/// Milliseconds for the largest.
const BUDGET: f64 = 1000.0;

/// To which power of the number of figures the time may grow.
const GROWTH: f64 = 1.5;

#[derive(Serialize)]
pub(super) struct Protection {
    towns: Vec<Town>,
    /// To which power of the number of figures the time grows, by least squares.
    growth: f64,
}

#[derive(Serialize)]
struct Town {
    schools: u32,
    pupils: u32,
    /// Counts in the tables, and those that are printed.
    figures: u32,
    printed: u32,
    /// Milliseconds in the worker from the question to the report, judging and counting included, by length.
    took_ms: Vec<f64>,
}

impl Town {
    fn middle(&self) -> f64 {
        self.took_ms.get(self.took_ms.len() / 2).copied().unwrap_or_default()
    }
}

impl Protection {
    /// Has our page make the tables of each town, `runs` times.
    ///
    /// # Errors
    /// What keeps the page from doing so.
    pub(super) fn measure(root: &Path, folder: &Path, driver: &Driver, server: &str, runs: u32) -> Result<Self> {
        let mut towns = Vec::new();
        for schools in SCHOOLS {
            let pupils = schools * PUPILS;
            let file = data::town(root, folder, schools, pupils)?;
            let mut town = Town { schools, pupils, figures: 0, printed: 0, took_ms: Vec::new() };
            for run in 1..=runs {
                let session = driver.session()?;
                session.before_any_page(include_str!("../../../bench/worker.js"))?;
                read(&session, server, &file)?;
                drop(session.run(SCRIPT, &["protect".into()])?);
                let (took, printed, figures): (f64, u32, u32) = serde_json::from_str(&session.measure("protected")?)?;
                println!("  run {run} of {runs}: {schools:>2} schools, {figures} figures: {took:>6.0} ms");
                (town.printed, town.figures) = (printed, figures);
                town.took_ms.push(took);
            }
            town.took_ms.sort_by(f64::total_cmp);
            towns.push(town);
        }
        let growth = slope(&towns.iter().map(|town| (f64::from(town.figures).ln(), town.middle().ln())).collect::<Vec<_>>());
        Ok(Self { towns, growth })
    }
}

/// Of the straight line that fits best.
fn slope(points: &[(f64, f64)]) -> f64 {
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.iter().map(|_| 1.0).sum::<f64>();
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let with = |other: fn(f64, f64) -> f64| points.iter().map(|point| other(point.0 - x, point.1 - y)).sum::<f64>();
    with(|x, y| x * y) / with(|x, _| x * x)
}

impl fmt::Display for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "over 20 and 40 % by school, grade and gender in each of five months, protected and audited in the worker")?;
        for town in &self.towns {
            let Town { schools, pupils, figures, printed, took_ms } = town;
            let most = took_ms.last().copied().unwrap_or_default();
            writeln!(
                f,
                "{schools:>2} schools, {pupils:>5} pupils: {figures:>5} figures, {printed:>5} printed: {:.0} ms (at most {most:.0} ms)",
                town.middle()
            )?;
        }
        let kept = |holds: bool| if holds { "kept" } else { "NOT KEPT" };
        let largest = self.towns.last().map_or(0.0, Town::middle);
        writeln!(f, "budget: ms for the largest, under {BUDGET:.0}: {largest:.0}, {}", kept(largest < BUDGET))?;
        writeln!(f, "budget: grows with figures to the power of at most {GROWTH}: {:.2}, {}", self.growth, kept(self.growth <= GROWTH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cube_grows_with_the_third_power() {
        let points: Vec<(f64, f64)> = (1..5).map(f64::from).map(|side| (side.ln(), (2.0 * side * side * side).ln())).collect();
        assert!((slope(&points) - 3.0).abs() < 1e-9);
    }
}
