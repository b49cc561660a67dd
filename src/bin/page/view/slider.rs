//! The limit that can be moved, and what share of the pupils is above it.

use super::{Page, controls, curve, details, words};
use crate::browser;
use crate::state::{Action, limit_text};
use franvarokalkyl::locale::{Key, share};
use franvarokalkyl::wire::{Curve, Figure};
use web_sys::MouseEvent;
use yew::{Callback, Html, html};

/// The slider with its curve; nothing where there is no limit to move.
pub(super) fn slider(page: Page<'_>) -> Html {
    let (Some(card), Some(own)) = (page.state.sliding(), page.state.own_limit()) else { return Html::default() };
    let slider = &page.state.slider;
    let at = slider.at.unwrap_or(own);
    let unit = if page.state.slides_share() { "%" } else { "" };
    let said = slider.curve.as_deref().and_then(|curve| at_limit(page, curve, at));
    let valued = [Some(format!("{} {unit}", shown(page, at))), said.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let act = page.act.clone();
    let back = Callback::from(move |_: MouseEvent| act.emit(Action::SlideBack(browser::now())));
    let others = card.draft.clauses.len() > 1;
    html! {
        <section class="slider" aria-labelledby="slider-title">
            <h3 id="slider-title">{ page.say(Key::PageSlider) }</h3>
            <p class="help" id="slider-help">
                { page.show(&Key::PageSliderHelp.with("measure", details::clause(page, card))) }
                if others {
                    { " " }{ page.say(Key::PageSliderOnly) }
                }
            </p>
            <div class="sliding">
                <label for="limit">{ page.say(Key::PageSliderLabel) }</label>
                <input type="range" id="limit" min="0" max={(page.state.reach() / 100).to_string()} step="1" value={limit_text(at)}
                    aria-describedby="slider-help" aria-valuetext={valued} oninput={controls::moved(page, Action::Slide)} />
                <span class="figure">
                    <input type="number" id="limit-number" class="number" min="0" step="any"
                        value={limit_text(at)} aria-label={page.say(Key::PageSliderNumber)} oninput={controls::moved(page, Action::Slide)} />
                    { " " }{ unit }
                </span>
                if let Some(said) = said {
                    <output for="limit limit-number" class="figure" aria-live="off">{ said }</output>
                }
                if slider.at.is_some_and(|at| at != own) {
                    <button type="button" id="limit-back" class="plain" onclick={back}>{ page.say(Key::PageSliderBack) }</button>
                }
            </div>
            if let Some(refused) = &slider.refused {
                <p class="fault" role="status">{ page.line(refused) }</p>
            }
            if let Some(drawn) = slider.curve.as_deref() {
                { curve::curve(page, drawn, at, unit) }
            }
            <p class="help">{ page.say(Key::PageSliderSave) }</p>
        </section>
    }
}

/// `22` or `12,5`.
pub(super) fn shown(page: Page<'_>, at: u32) -> String {
    let text = limit_text(at);
    match page.state.language {
        franvarokalkyl::locale::Language::Swedish => text.replace('.', ","),
        franvarokalkyl::locale::Language::English => text,
    }
}

/// The share at a limit that the curve has a point for.
fn at_limit(page: Page<'_>, curve: &Curve, at: u32) -> Option<String> {
    let point = curve.points.iter().find(|point| point.threshold == at)?;
    Some(match point.share {
        Figure::Share(tenths) => page.tell(&Key::PageSliderShare.with("share", share(tenths, page.state.language))),
        _ => words::capital(page.say(Key::PageSliderWithheld)),
    })
}
