//! What definitions have in common, as a square: of those that the definition of a row catches, how many that of a column does too.

use super::canvas::{Anchor, Canvas, HATCHED, INK, lines, width_of};
use super::{Mark, Words};

/// A square of definitions.
pub(super) struct Square {
    pub(super) words: Words,
    pub(super) names: Vec<String>,
    /// For each row, for each column the share of the row that the column has too; none where both are one.
    pub(super) cells: Vec<Vec<Option<Mark>>>,
}

const CELL: (u32, u32) = (62, 28);
const MARGIN: u32 = 16;

/// Tones from little to much, each with the ink that can be read on it.
const TONES: [(&str, &str); 5] = [("#f4f8f7", INK), ("#d3e4e0", INK), ("#a5c9c1", INK), ("#4f9488", "#ffffff"), ("#1f6f63", "#ffffff")];

impl Square {
    /// The picture and its size.
    pub(super) fn draw(&self) -> (String, (u32, u32)) {
        let mut canvas = Canvas::new(&self.words.name);
        let names = self.names.iter().map(|name| width_of(name)).max().unwrap_or(0);
        let number = u32::try_from(self.names.len()).unwrap_or(0);
        let left = MARGIN + names + 10;
        let width = (left + number * CELL.0 + MARGIN).max(420);
        let mut top = MARGIN;
        for line in lines(&self.words.title, width - 2 * MARGIN) {
            top += 18;
            canvas.bold((MARGIN, top), Anchor::Start, INK, &line);
        }
        top += 14 + names + 8;
        for (place, name) in (0..).zip(&self.names) {
            canvas.upright((left + place * CELL.0 + CELL.0 / 2 + 5, top - 6), name);
            canvas.text((left - 10, top + place * CELL.1 + 19), Anchor::End, INK, name);
        }
        for (row, cells) in (0..).zip(&self.cells) {
            for (column, mark) in (0..).zip(cells) {
                let (x, y) = (left + column * CELL.0, top + row * CELL.1);
                let (fill, ink, text) = match mark {
                    None => ("#ffffff", INK, String::new()),
                    Some(Mark::Withheld) => (HATCHED, INK, self.words.withheld.clone()),
                    Some(Mark::NotMeasurable) => ("#ffffff", INK, "–".to_owned()),
                    Some(Mark::Share(tenths)) => {
                        let tone = usize::try_from(tenths / 200).unwrap_or(0).min(TONES.len() - 1);
                        let (fill, ink) = TONES.get(tone).copied().unwrap_or(("#ffffff", INK));
                        (fill, ink, (self.words.share)(*tenths))
                    }
                };
                canvas.rect((x + 1, y + 1), (CELL.0 - 2, CELL.1 - 2), fill, if fill == HATCHED { "withheld" } else { "cell" });
                canvas.text((x + CELL.0 / 2, y + 19), Anchor::Middle, ink, &text);
            }
        }
        let size = (width, top + number * CELL.1 + MARGIN);
        (canvas.finish(size, self.words.language, &self.words.title, &self.words.description), size)
    }
}
