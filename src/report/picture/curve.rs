//! The share above every limit as a line that is broken where points are withheld.

use super::canvas::{Anchor, Canvas, FAINT, HATCHED, INK, SOFT, lines};
use super::{Mark, Words};

/// The points of a curve.
pub(super) struct Line {
    pub(super) words: Words,
    /// What the limits are of: `gräns, %`.
    pub(super) axis: String,
    /// Limits, rising, in hundredths, each with its text and its share.
    pub(super) points: Vec<(u32, String, Mark)>,
}

const WIDTH: u32 = 560;
const HEIGHT: u32 = 280;
const LEFT: u32 = 70;
const MARGIN: u32 = 16;
/// Labels along the axis of limits at most.
const LABELS: usize = 13;

impl Line {
    /// The picture and its size.
    pub(super) fn draw(&self) -> (String, (u32, u32)) {
        let mut canvas = Canvas::new(&self.words.name);
        let width = LEFT + WIDTH + 50;
        let mut top = MARGIN;
        for line in lines(&self.words.title, width - 2 * MARGIN) {
            top += 18;
            canvas.bold((MARGIN, top), Anchor::Start, INK, &line);
        }
        top += 20;
        let bottom = top + HEIGHT;
        let shares = self.points.iter().filter_map(|(_, _, mark)| if let Mark::Share(tenths) = mark { Some(*tenths) } else { None });
        let end = shares.max().unwrap_or(0).max(1).div_ceil(40) * 40;
        let last = self.points.last().map_or(1, |(limit, ..)| *limit).max(1);
        let first = self.points.first().map_or(0, |(limit, ..)| *limit);
        let x = |limit: u32| {
            let part = u64::from(limit - first.min(limit)) * u64::from(WIDTH) / u64::from((last - first.min(last)).max(1));
            LEFT + u32::try_from(part).unwrap_or(WIDTH)
        };
        let y = |tenths: u64| bottom - u32::try_from(tenths * u64::from(HEIGHT) / end).unwrap_or(HEIGHT).min(HEIGHT);
        for part in 0..=4 {
            let tenths = end * part / 4;
            canvas.line((LEFT, y(tenths)), (LEFT + WIDTH, y(tenths)), FAINT);
            canvas.text((LEFT - 8, y(tenths) + 5), Anchor::End, SOFT, &(self.words.share)(tenths));
        }
        // Each point stands for its part of the axis, so that one without a figure has a place as wide as any other.
        let half = WIDTH / u32::try_from(self.points.len().max(2) - 1).unwrap_or(1).max(1) / 2;
        let mut gap: Option<(u32, u32)> = None;
        let mut gaps: Vec<(u32, u32)> = Vec::new();
        for (limit, _, mark) in &self.points {
            let (from, to) = ((x(*limit) - half).max(LEFT), (x(*limit) + half).min(LEFT + WIDTH));
            match (mark, gap) {
                (Mark::Share(_), None) => {}
                (Mark::Share(_), Some(known)) => {
                    gaps.push(known);
                    gap = None;
                }
                (_, known) => gap = Some((known.map_or(from, |(from, _)| from), to)),
            }
        }
        gaps.extend(gap);
        for (from, to) in gaps {
            canvas.rect((from, top), ((to - from.min(to)).max(2), HEIGHT), HATCHED, "withheld");
            if to - from.min(to) > 30 {
                canvas.text(((from + to) / 2, top + HEIGHT / 2), Anchor::Middle, INK, &self.words.withheld);
            }
        }
        let mut run: Vec<(u32, u32)> = Vec::new();
        for (limit, _, mark) in &self.points {
            match mark {
                Mark::Share(tenths) => run.push((x(*limit), y(*tenths))),
                _ => canvas.path(&std::mem::take(&mut run)),
            }
        }
        canvas.path(&run);
        let every = self.points.len().div_ceil(LABELS).max(1);
        let every = if every > 1 { every.next_multiple_of(5) } else { 1 };
        for (limit, text, mark) in self.points.iter().filter(|(limit, ..)| usize::try_from(limit / 100).unwrap_or(0).is_multiple_of(every))
        {
            canvas.text((x(*limit), bottom + 18), Anchor::Middle, SOFT, text);
            if let Mark::Share(tenths) = mark {
                canvas.dot((x(*limit), y(*tenths)));
                canvas.text((x(*limit) + 4, y(*tenths) - 7), Anchor::Start, INK, &(self.words.share)(*tenths));
            }
        }
        canvas.line((LEFT, top), (LEFT, bottom), INK);
        canvas.line((LEFT, bottom), (LEFT + WIDTH, bottom), INK);
        canvas.text((LEFT + WIDTH / 2, bottom + 38), Anchor::Middle, INK, &self.axis);
        let size = (width, bottom + 52);
        (canvas.finish(size, self.words.language, &self.words.title, &self.words.description), size)
    }
}
