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
    let address = browser::image(picture.svg.text(page.state.language));
    html! {
        // On a narrow screen it is scrolled, not shrunk: its words must be readable.
        <figure class="picture scroll" tabindex="0" aria-label={page.say(Key::PagePicture)}>
            <img src={AttrValue::from(address)} alt={page.tell(&picture.alternative)} width={width.to_string()} height={height.to_string()} />
            <figcaption class="row">
                <button type="button" class="plain save-png" onclick={page.on(Action::SavePicture(picture.svg.text(page.state.language).to_owned()))}>
                    { page.say(Key::PageExportPng) }<span class="sr">{ format!(": {}", page.tell(&picture.alternative)) }</span>
                </button>
            </figcaption>
        </figure>
    }
}
