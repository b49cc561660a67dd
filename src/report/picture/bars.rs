//! Bars of shares: one or several side by side for each row, such as above 20 and above 40 % for each school.

use super::canvas::{Anchor, Canvas, FAINT, FILLS, HATCHED, INK, SOFT, lines, width_of};
use super::{Mark, Words};

/// Rows of bars.
pub(super) struct Bars {
    pub(super) words: Words,
    /// What each bar of a row is; drawn as a key where there are several.
    pub(super) series: Vec<String>,
    pub(super) rows: Vec<BarRow>,
}

/// A row: its label, and a bar for each of the series.
pub(super) struct BarRow {
    pub(super) label: String,
    /// Whether it is everybody.
    pub(super) total: bool,
    pub(super) bars: Vec<Mark>,
}

/// Pixels from bar to bar, and what a bar takes of them.
const STEP: u32 = 20;
const BAR: u32 = 16;
/// Pixels between rows.
const GAP: u32 = 10;
/// Pixels of the longest bar.
const PLOT: u32 = 420;
/// Pixels of a place without a figure: the same wherever it stands, so that it tells nothing.
const PLACE: u32 = 36;
const MARGIN: u32 = 16;

impl Bars {
    /// The picture and its size.
    pub(super) fn draw(&self) -> (String, (u32, u32)) {
        let mut canvas = Canvas::new(&self.words.name);
        let left = MARGIN + self.rows.iter().map(|row| width_of(&row.label)).max().unwrap_or(0).max(60) + 10;
        let width = left + PLOT + 90;
        let mut top = MARGIN;
        for line in lines(&self.words.title, width - 2 * MARGIN) {
            top += 18;
            canvas.bold((MARGIN, top), Anchor::Start, INK, &line);
        }
        top += 14;
        if self.series.len() > 1 {
            for (series, fill) in self.series.iter().zip(FILLS.iter().cycle()) {
                canvas.rect((left, top), (BAR, BAR), fill, "key");
                canvas.text((left + BAR + 8, top + 13), Anchor::Start, INK, series);
                top += STEP;
            }
            top += 6;
        }
        let end = self.axis();
        let bars = u32::try_from(self.series.len().max(1)).unwrap_or(1);
        let height_of_row = bars * STEP + GAP;
        let bottom = top + u32::try_from(self.rows.len()).unwrap_or(0) * height_of_row;
        for part in 0..=4 {
            let x = left + PLOT * part / 4;
            canvas.line((x, top), (x, bottom), FAINT);
            canvas.text((x, bottom + 16), Anchor::Middle, SOFT, &(self.words.share)(end * u64::from(part) / 4));
        }
        for (place, row) in self.rows.iter().enumerate() {
            let y = top + u32::try_from(place).unwrap_or(0) * height_of_row + GAP / 2;
            let middle = (left - 10, y + bars * STEP / 2 + 3);
            if row.total {
                canvas.bold(middle, Anchor::End, INK, &row.label);
            } else {
                canvas.text(middle, Anchor::End, INK, &row.label);
            }
            for ((number, bar), fill) in row.bars.iter().enumerate().zip(FILLS.iter().cycle()) {
                let y = y + u32::try_from(number).unwrap_or(0) * STEP + (STEP - BAR) / 2;
                let (length, text) = match bar {
                    Mark::Share(tenths) => {
                        let length = u32::try_from(tenths * u64::from(PLOT) / end.max(1)).unwrap_or(PLOT).clamp(1, PLOT);
                        canvas.rect((left, y), (length, BAR), fill, "bar");
                        (length, (self.words.share)(*tenths))
                    }
                    Mark::Withheld => {
                        canvas.rect((left, y), (PLACE, BAR), HATCHED, "withheld");
                        (PLACE, self.words.withheld.clone())
                    }
                    Mark::NotMeasurable => (0, self.words.not_measurable.clone()),
                };
                canvas.text((left + length + 6, y + 13), Anchor::Start, if matches!(bar, Mark::Share(_)) { INK } else { SOFT }, &text);
            }
        }
        canvas.line((left, top), (left, bottom), INK);
        let size = (width, bottom + 30);
        (canvas.finish(size, self.words.language, &self.words.title, &self.words.description), size)
    }

    /// The share at the end of the axis, in tenths of a per cent: the least multiple of 4 % that no bar goes beyond.
    fn axis(&self) -> u64 {
        let shares =
            self.rows.iter().flat_map(|row| &row.bars).filter_map(|bar| if let Mark::Share(tenths) = bar { Some(*tenths) } else { None });
        shares.max().unwrap_or(0).max(1).div_ceil(40) * 40
    }
}
