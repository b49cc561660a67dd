//! Shares over time: a line for each of a few series, broken where a figure is withheld, named where it ends.

use super::canvas::{Anchor, Canvas, FAINT, HATCHED, INK, SOFT, lines, width_of};
use super::{Mark, Words};

/// Series over the same columns of time.
pub(super) struct Lines {
    pub(super) words: Words,
    pub(super) columns: Vec<String>,
    /// Each with its name, and a mark per column.
    pub(super) series: Vec<(String, Vec<Mark>)>,
}

const WIDTH: u32 = 520;
const HEIGHT: u32 = 260;
const LEFT: u32 = 70;
const MARGIN: u32 = 16;
/// What can be told apart without colours: how a line is broken.
const DASHES: [&str; 6] = ["", "8 4", "2 3", "12 3 2 3", "5 2", "1 5"];
/// Pixels between the names of two lines.
const APART: u32 = 17;
/// Labels along the axis at most.
const LABELS: usize = 12;

impl Lines {
    /// The picture and its size.
    pub(super) fn draw(&self) -> (String, (u32, u32)) {
        let mut canvas = Canvas::new(&self.words.name);
        let names = self.series.iter().map(|(name, _)| width_of(name)).max().unwrap_or(0);
        let right = LEFT + WIDTH;
        let width = right + names + 24 + MARGIN;
        let mut top = MARGIN;
        for line in lines(&self.words.title, width - 2 * MARGIN) {
            top += 18;
            canvas.bold((MARGIN, top), Anchor::Start, INK, &line);
        }
        top += 20;
        let bottom = top + HEIGHT;
        let shares = self.series.iter().flat_map(|(_, marks)| marks).filter_map(Mark::share);
        let end = shares.max().unwrap_or(0).max(1).div_ceil(40) * 40;
        let steps = u32::try_from(self.columns.len().saturating_sub(1)).unwrap_or(0).max(1);
        let x = |place: usize| LEFT + 20 + u32::try_from(place).unwrap_or(0) * (WIDTH - 40) / steps;
        let y = |tenths: u64| bottom - u32::try_from(tenths * u64::from(HEIGHT) / end).unwrap_or(HEIGHT).min(HEIGHT);
        for part in 0..=4 {
            let tenths = end * part / 4;
            canvas.line((LEFT, y(tenths)), (right, y(tenths)), FAINT);
            canvas.text((LEFT - 8, y(tenths) + 5), Anchor::End, SOFT, &(self.words.share)(tenths));
        }
        let every = self.columns.len().div_ceil(LABELS).max(1);
        let longest = self.columns.iter().map(|label| width_of(label)).max().unwrap_or(0);
        let is_narrow = longest > (WIDTH - 40) / steps * u32::try_from(every).unwrap_or(1);
        for (place, label) in self.columns.iter().enumerate().step_by(every) {
            // Long labels stand on two lines in turn.
            let down = if is_narrow && (place / every) % 2 == 1 { 34 } else { 18 };
            canvas.text((x(place), bottom + down), Anchor::Middle, SOFT, label);
        }
        // A withheld figure has a place at the foot that tells nothing of how high it is.
        for place in 0..self.columns.len() {
            let is_withheld = |(_, marks): &(String, Vec<Mark>)| matches!(marks.get(place), Some(Mark::Withheld));
            if self.series.iter().any(is_withheld) {
                canvas.rect((x(place) - 9, bottom - 18), (18, 18), HATCHED, "withheld");
                canvas.text((x(place), bottom - 22), Anchor::Middle, SOFT, &self.words.withheld);
            }
        }
        let mut taken: Vec<u32> = Vec::new();
        for ((name, marks), dashes) in self.series.iter().zip(DASHES.iter().cycle()) {
            let mut run: Vec<(u32, u32)> = Vec::new();
            let mut last = None;
            for (place, mark) in marks.iter().enumerate() {
                match mark {
                    Mark::Share(tenths) => {
                        run.push((x(place), y(*tenths)));
                        last = Some((*tenths, y(*tenths)));
                        canvas.dot((x(place), y(*tenths)));
                        if self.series.len() == 1 {
                            canvas.text((x(place), y(*tenths) - 9), Anchor::Middle, INK, &(self.words.share)(*tenths));
                        }
                    }
                    Mark::Withheld | Mark::NotMeasurable => canvas.stroke(&std::mem::take(&mut run), dashes),
                }
            }
            canvas.stroke(&run, dashes);
            let Some((tenths, at)) = last.filter(|_| self.series.len() > 1) else { continue };
            let free = (0..)
                .map(|step: u32| if step.is_multiple_of(2) { at + step / 2 * APART } else { at.saturating_sub(step.div_ceil(2) * APART) });
            let at = { free }.find(|at| taken.iter().all(|other| other.abs_diff(*at) >= APART)).unwrap_or(at);
            taken.push(at);
            canvas.text((right - 8, at + 5), Anchor::Start, INK, &format!("{} {name}", (self.words.share)(tenths)));
        }
        canvas.line((LEFT, top), (LEFT, bottom), INK);
        canvas.line((LEFT, bottom), (right, bottom), INK);
        let size = (width + if self.series.len() > 1 { 60 } else { 0 }, bottom + 48);
        (canvas.finish(size, self.words.language, &self.words.title, &self.words.description), size)
    }
}
