//! Units by their number of pupils and their share, and between which limits chance alone would keep them.

use super::canvas::{Anchor, Canvas, FAINT, INK, SOFT, lines, width_of};
use super::{Picture, Words, both};
use crate::locale::{Key, Language, Sentence, Value, whole};

/// Units against limits. Shares are in millionths.
pub(in crate::report) struct Funnel {
    /// The share of all.
    pub(in crate::report) average: u64,
    pub(in crate::report) units: Vec<Unit>,
    /// For rising numbers of pupils the inner limits and the outer ones, each from and to.
    pub(in crate::report) limits: Vec<(u64, [[u64; 2]; 2])>,
    /// Whether shares are made comparable.
    pub(in crate::report) mixed: bool,
}

/// A unit.
pub(in crate::report) struct Unit {
    pub(in crate::report) label: Value,
    pub(in crate::report) pupils: u64,
    pub(in crate::report) share: u64,
    /// Beyond how many pairs of limits it is.
    pub(in crate::report) outside: u8,
}

const WIDTH: u32 = 560;
const HEIGHT: u32 = 340;
const LEFT: u32 = 70;
const MARGIN: u32 = 16;
/// Parts of the axis of pupils.
const PARTS: u64 = 4;

/// The picture in both languages.
pub(in crate::report) fn funnel(title: &Sentence, funnel: &Funnel) -> Picture {
    let what = Sentence::from(Key::ReportPictureFunnel);
    both(&what, |language| {
        let words = Words::titled("funnel", title, &what, language);
        funnel.draw(&words, language)
    })
}

impl Funnel {
    fn draw(&self, words: &Words, language: Language) -> (String, (u32, u32)) {
        let mut canvas = Canvas::new(&words.name);
        let width = LEFT + WIDTH + 110;
        let mut top = MARGIN;
        for line in lines(&words.title, width - 2 * MARGIN) {
            top += 18;
            canvas.bold((MARGIN, top), Anchor::Start, INK, &line);
        }
        top += 24;
        let bottom = top + HEIGHT;
        let most = self.limits.last().map_or(1, |(pupils, _)| *pupils).max(1);
        // Where there are few pupils the limits reach far up; only as far as units need is drawn.
        let highest = self.units.iter().map(|unit| unit.share).max().unwrap_or(0).max(self.average * 2);
        let end = highest.div_ceil(40_000).max(1) * 40_000;
        let x = |pupils: u64| LEFT + u32::try_from(pupils * u64::from(WIDTH) / most).unwrap_or(WIDTH).min(WIDTH);
        let y = |share: u64| bottom - u32::try_from(share.min(end) * u64::from(HEIGHT) / end).unwrap_or(HEIGHT).min(HEIGHT);
        for part in 0..=4 {
            let share = end * part / 4;
            canvas.line((LEFT, y(share)), (LEFT + WIDTH, y(share)), FAINT);
            canvas.text((LEFT - 8, y(share) + 5), Anchor::End, SOFT, &(words.share)(share / 1000));
        }
        for part in 0..=PARTS {
            let pupils = most * part / PARTS;
            canvas.text((x(pupils), bottom + 18), Anchor::Middle, SOFT, &whole(pupils, language));
        }
        for (place, dashes) in [(0, "6 4"), (1, "2 3")] {
            for side in 0..2 {
                let points = self.limits.iter().filter_map(|(pupils, limits)| {
                    let share = limits.get(place)?.get(side)?;
                    (*share <= end).then(|| (x(*pupils), y(*share)))
                });
                canvas.dashed(&points.collect::<Vec<_>>(), dashes);
            }
            let word = if place == 0 { Key::ReportFunnelInner } else { Key::ReportFunnelOuter };
            let last = self.limits.last().and_then(|(_, limits)| limits.get(place)).map_or(0, |limits| limits[1]);
            canvas.text((LEFT + WIDTH + 6, y(last) + 5), Anchor::Start, SOFT, word.text(language));
        }
        canvas.line((LEFT, y(self.average)), (LEFT + WIDTH, y(self.average)), INK);
        canvas.text((LEFT + WIDTH + 6, y(self.average) + 5), Anchor::Start, INK, Key::ReportFunnelAverage.text(language));
        for unit in &self.units {
            let at = (x(unit.pupils), y(unit.share));
            if unit.outside == 0 {
                canvas.ring(at);
                continue;
            }
            canvas.dot(at);
            let label = unit.label.render(language);
            // To the left where there is no room to the right.
            let (place, anchor) = match at.0 + 8 + width_of(&label) > width {
                true => (at.0 - 7, Anchor::End),
                false => (at.0 + 7, Anchor::Start),
            };
            canvas.text((place, at.1 - 6), anchor, INK, &label);
        }
        canvas.line((LEFT, top), (LEFT, bottom), INK);
        canvas.line((LEFT, bottom), (LEFT + WIDTH, bottom), INK);
        canvas.text((LEFT + WIDTH / 2, bottom + 38), Anchor::Middle, INK, Key::ReportFunnelPupils.text(language));
        let share = if self.mixed { Key::ReportFunnelShareMix } else { Key::ReportFunnelShare };
        canvas.text((MARGIN, top - 8), Anchor::Start, INK, share.text(language));
        let size = (width, bottom + 52);
        (canvas.finish(size, words.language, &words.title, &words.description), size)
    }
}
