//! A week as a grid: the share of absence in each hour of each weekday. The number stands in each place, so that tones only guide the eye.

use super::canvas::{Anchor, Canvas, INK, lines, width_of};
use super::{Mark, Words};

/// A week.
pub(super) struct Heat {
    pub(super) words: Words,
    /// What stands above each column, from left to right.
    pub(super) columns: Vec<String>,
    /// What stands beside each row, from above.
    pub(super) rows: Vec<String>,
    pub(super) places: Vec<Place>,
}

/// A place in the grid, over one row or several.
pub(super) struct Place {
    pub(super) column: usize,
    /// Its first and its last row.
    pub(super) rows: (usize, usize),
    pub(super) mark: Mark,
}

/// Tones from little to much, each with the ink that can be read on it; in grey print too, since each is darker than the one before.
const TONES: [(&str, &str); 5] = [("#f4f8f7", INK), ("#d3e4e0", INK), ("#a5c9c1", INK), ("#7ab0a5", INK), ("#1f6f63", "#ffffff")];

const CELL: (u32, u32) = (84, 28);
const MARGIN: u32 = 16;

impl Heat {
    /// The picture and its size.
    pub(super) fn draw(&self) -> (String, (u32, u32)) {
        let mut canvas = Canvas::new(&self.words.name);
        let pixels = |number: usize| u32::try_from(number).unwrap_or(0);
        let wide = self.columns.iter().map(|column| width_of(column) + 8).max().unwrap_or(0).max(CELL.0);
        let left = MARGIN + self.rows.iter().map(|row| width_of(row)).max().unwrap_or(0) + 10;
        let width = (left + pixels(self.columns.len()) * wide + MARGIN).max(420);
        let mut top = MARGIN;
        for line in lines(&self.words.title, width - 2 * MARGIN) {
            top += 18;
            canvas.bold((MARGIN, top), Anchor::Start, INK, &line);
        }
        top += 34;
        for (place, name) in (0..).zip(&self.columns) {
            canvas.text((left + place * wide + wide / 2, top - 8), Anchor::Middle, INK, name);
        }
        for (place, name) in (0..).zip(&self.rows) {
            canvas.text((left - 10, top + place * CELL.1 + 19), Anchor::End, INK, name);
        }
        let most = self.places.iter().map(|place| place.mark.share().unwrap_or(0)).max().unwrap_or(0);
        for Place { column, rows, mark } in &self.places {
            let (x, y) = (left + pixels(*column) * wide, top + pixels(rows.0) * CELL.1);
            let height = pixels(rows.1 + 1 - rows.0) * CELL.1;
            // Tones are of the picture's own highest share, which may be far below that of others.
            let tone = (mark.share().unwrap_or(0) * u64::try_from(TONES.len()).unwrap_or(1)).checked_div(most + 1).unwrap_or(0);
            let (fill, ink) = usize::try_from(tone).ok().and_then(|tone| TONES.get(tone)).copied().unwrap_or(("#ffffff", INK));
            let text = match mark {
                Mark::Share(tenths) => (self.words.share)(*tenths),
                Mark::Withheld => self.words.withheld.clone(),
                Mark::NotMeasurable => "–".to_owned(),
            };
            canvas.rect((x + 1, y + 1), (wide - 2, height - 2), fill, "cell");
            canvas.text((x + wide / 2, y + height / 2 + 5), Anchor::Middle, ink, &text);
        }
        let size = (width, top + pixels(self.rows.len()) * CELL.1 + MARGIN);
        (canvas.finish(size, self.words.language, &self.words.title, &self.words.description), size)
    }
}
