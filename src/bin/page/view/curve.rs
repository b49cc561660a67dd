//! The share of pupils at every limit, drawn from published points. Where a share is withheld the curve has a gap.

use super::{Page, figure, slider, words};
use franvarokalkyl::locale::{Key, share};
use franvarokalkyl::wire::{Curve, CurvePoint, Figure};
use std::fmt::Write as _;
use yew::{Html, html};

/// The drawing's size and the edges of its field, in units of its own.
const SIZE: (u64, u64) = (640, 280);
const LEFT: u64 = 4;
const RIGHT: u64 = 636;
const TOP: u64 = 40;
const BOTTOM: u64 = 232;

/// The scale of the drawing: the greatest limit in hundredths, the greatest share in tenths of a per cent.
#[derive(Clone, Copy)]
struct Scale {
    limit: u64,
    share: u64,
}

impl Scale {
    fn of(points: &[CurvePoint]) -> Self {
        let limit = points.last().map_or(1, |point| u64::from(point.threshold)).max(1);
        let highest = points.iter().filter_map(seen).map(|(_, share)| share).max().unwrap_or_default();
        // A round number above the highest share.
        let share = [10, 20, 50, 100, 200, 250, 500, 750].into_iter().find(|round| highest <= *round).unwrap_or(1000);
        Self { limit, share }
    }

    fn x(self, limit: u64) -> u64 {
        LEFT + limit.min(self.limit) * (RIGHT - LEFT) / self.limit
    }

    fn y(self, share: u64) -> u64 {
        BOTTOM - share.min(self.share) * (BOTTOM - TOP) / self.share
    }
}

/// A point whose share is shown.
fn seen(point: &CurvePoint) -> Option<(u64, u64)> {
    match point.share {
        Figure::Share(tenths) => Some((u64::from(point.threshold), tenths)),
        _ => None,
    }
}

/// The curve with the limit at hand, and its table.
pub(super) fn curve(page: Page<'_>, curve: &Curve, at: u32, unit: &str) -> Html {
    let scale = Scale::of(&curve.points);
    let language = page.state.language;
    let limit = |limit: u64| {
        format!("{}{}{unit}", slider::shown(page, u32::try_from(limit).unwrap_or(u32::MAX)), if unit.is_empty() { "" } else { "\u{a0}" })
    };
    let shown = |hundredths: u64| format!("{}\u{a0}%", slider::shown(page, u32::try_from(hundredths).unwrap_or(u32::MAX)));
    let (width, height) = SIZE;
    let mut ends = curve.points.iter().filter_map(seen);
    let described = ends.clone().next().zip(ends.next_back()).map(|((from, first), (to, last))| {
        page.tell(
            &Key::PageSliderCurveDescribed
                .with("from", limit(from))
                .with("first", share(first, language))
                .with("to", limit(to))
                .with("last", share(last, language)),
        )
    });
    let here = curve.points.iter().find(|point| point.threshold == at).and_then(seen);
    let x = scale.x(u64::from(at));
    html! {
        <figure class="curve">
            <figcaption>{ page.say(Key::PageSliderCurve) }</figcaption>
            <svg viewBox={format!("0 0 {width} {height}")} role="img" aria-labelledby="curve-title" aria-describedby="curve-described">
                <title id="curve-title">{ page.say(Key::PageSliderCurve) }</title>
                <desc id="curve-described">{ described }</desc>
                { for [0, scale.share / 2, scale.share].into_iter().map(|tenths| {
                    let y = scale.y(tenths);
                    html! {
                        <>
                            <line class="axis" x1={LEFT.to_string()} x2={RIGHT.to_string()} y1={y.to_string()} y2={y.to_string()} />
                            // Over its line, since on a narrow screen there is no room beside it.
                            if tenths > 0 {
                                <text x={RIGHT.to_string()} y={(y - 6).to_string()} text-anchor="end">{ shown(tenths * 10) }</text>
                            }
                        </>
                    }
                }) }
                { for [0, 1, 2, 3, 4].into_iter().map(|quarter| {
                    let tick = scale.limit * quarter / 4;
                    let (anchor, class) = match quarter {
                        0 => ("start", None),
                        4 => ("end", None),
                        2 => ("middle", None),
                        _ => ("middle", Some("minor")),
                    };
                    html! { <text {class} x={scale.x(tick).to_string()} y={(BOTTOM + 34).to_string()} text-anchor={anchor}>{ limit(tick) }</text> }
                }) }
                { for lines(&curve.points, scale).into_iter().map(|points| html! { <polyline class="line" {points} /> }) }
                <line class="here" x1={x.to_string()} x2={x.to_string()} y1={TOP.to_string()} y2={BOTTOM.to_string()} />
                if let Some((_, tenths)) = here {
                    <circle class="here" cx={x.to_string()} cy={scale.y(tenths).to_string()} r="6" />
                }
            </svg>
            <details>
                <summary>{ page.say(Key::PageTableAs) }</summary>
                { table(page, curve, &limit) }
            </details>
        </figure>
    }
}

/// The stretches of the curve between what is withheld. A point between two gaps is a short dash.
fn lines(points: &[CurvePoint], scale: Scale) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = Vec::new();
    for point in points {
        match seen(point) {
            Some((limit, share)) => line.push((scale.x(limit), scale.y(share))),
            None => lines.push(std::mem::take(&mut line)),
        }
    }
    lines.push(line);
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| drawn(&line)).collect()
}

fn drawn(line: &[(u64, u64)]) -> String {
    let mut text = String::new();
    if let [(x, y)] = line {
        let _ = write!(text, "{},{y} {},{y}", x.saturating_sub(2), x + 2);
    }
    for (x, y) in line.iter().filter(|_| line.len() > 1) {
        let _ = write!(text, "{x},{y} ");
    }
    text
}

fn table(page: Page<'_>, curve: &Curve, limit: &impl Fn(u64) -> String) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={page.say(Key::PageSliderCurve)}>
            <table class="figures">
                <caption class="sr">{ words::capital(&page.tell(&curve.caption)) }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ page.say(Key::PageSliderLabel) }</th>
                        <th scope="col" class="number">{ page.say(Key::PageResultHits) }</th>
                        <th scope="col" class="number">{ page.say(Key::PageResultShare) }</th>
                    </tr>
                </thead>
                <tbody>
                    { for curve.points.iter().map(|point| html! {
                        <tr>
                            <th scope="row">{ limit(u64::from(point.threshold)) }</th>
                            { figure::cell(page, point.hits) }
                            { figure::cell(page, point.share) }
                        </tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}
