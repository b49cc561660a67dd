//! Pictures that the worker has drawn of published figures.

use super::Page;
use crate::browser;
use crate::state::Action;
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::Picture;
use yew::{AttrValue, Html, html};

/// A picture; its figures stand in a table beside it.
pub(super) fn picture(page: Page<'_>, picture: &Picture) -> Html {
    let (width, height) = picture.size;
    let alternative = page.tell(&picture.alternative);
    // What it is; how it is drawn follows.
    let kind = alternative.split_once(". ").map_or(alternative.as_str(), |(kind, _)| kind).to_owned();
    let address = browser::image(picture.svg.text(page.state.language));
    html! {
        <figure class="picture">
            // On a narrow screen it is scrolled, not shrunk: its words must be readable.
            <div class="scroll" tabindex="0" role="group" aria-label={format!("{}: {kind}", page.say(Key::PagePicture))}>
                <img src={AttrValue::from(address)} alt={alternative} width={width.to_string()} height={height.to_string()} />
            </div>
            <figcaption class="row">
                <button type="button" class="plain save-png" onclick={page.on(Action::SavePicture(picture.svg.text(page.state.language).to_owned()))}>
                    { page.say(Key::PageExportPng) }<span class="sr">{ format!(": {kind}") }</span>
                </button>
            </figcaption>
        </figure>
    }
}
