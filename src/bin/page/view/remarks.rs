//! What was found in a file: where, what, and what to do.

use super::{Page, words};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Remark, Weight};
use yew::{Html, classes, html};

/// Several remarks by how much they weigh, the heavier first, each under a heading with their number.
pub(super) fn grouped(page: Page<'_>, remarks: &[Remark]) -> Html {
    let groups = [
        (Weight::Error, Key::PageCheckRemarksError, "error"),
        (Weight::Warning, Key::PageCheckRemarksWarning, "warning"),
        (Weight::Note, Key::PageCheckRemarksNote, "note"),
    ];
    let group = |(weight, heading, class): (Weight, Key, &'static str)| {
        let of_weight: Vec<&Remark> = remarks.iter().filter(|remark| remark.weight == weight).collect();
        if of_weight.is_empty() {
            return Html::default();
        }
        html! {
            <>
                <h4>{ page.tell(&heading.with("remarks", words::count(of_weight.len()))) }</h4>
                <ul class="remarks">
                    { for of_weight.into_iter().map(|remark| html! { <li class={classes!("remark", class)}>{ body(page, remark) }</li> }) }
                </ul>
            </>
        }
    };
    html! { <>{ for groups.into_iter().map(group) }</> }
}

/// One remark.
pub(super) fn body(page: Page<'_>, remark: &Remark) -> Html {
    html! {
        <>
            <p><b>{ page.line(&remark.sentence) }</b>{ " " }{ page.line(&remark.advice) }</p>
            if let Some(place) = &remark.place {
                <p class="place">{ place.render(page.state.language) }</p>
            }
        </>
    }
}
