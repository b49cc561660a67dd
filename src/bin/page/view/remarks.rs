//! What was found in a file: where, what, and what to do.

use super::Page;
use franvarokalkyl::wire::{Remark, Weight};
use yew::{Html, classes, html};

/// Several remarks, each marked with how much it weighs.
pub(super) fn list(page: Page<'_>, remarks: &[Remark]) -> Html {
    let one = |remark: &Remark| {
        let class = match remark.weight {
            Weight::Note => "note",
            Weight::Warning => "warning",
            Weight::Error => "error",
        };
        html! { <li class={classes!("remark", class)}>{ body(page, remark) }</li> }
    };
    html! { <ul class="remarks">{ for remarks.iter().map(one) }</ul> }
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
