//! A figure as a table shows it. Withheld, zero and not measurable are different things, to the eye and to the ear.

use super::Page;
use franvarokalkyl::locale::{Key, percent, points, share, whole};
use franvarokalkyl::wire::Figure;
use yew::{Html, classes, html};

/// The figure as text: for a sentence.
pub(super) fn text(page: Page<'_>, figure: Figure) -> String {
    match figure {
        Figure::Count(number) => whole(number, page.state.language),
        Figure::Share(tenths) => share(tenths, page.state.language),
        Figure::Percent(share) => percent(share, page.state.language),
        Figure::Difference(tenths) => points(tenths, page.state.language),
        Figure::Withheld => page.say(Key::PageResultHiddenSign).to_owned(),
        Figure::NotMeasurable => page.say(Key::PageResultUnmeasurable).to_owned(),
    }
}

/// The figure with what is read aloud in place of a sign.
pub(super) fn inline(page: Page<'_>, figure: Figure) -> Html {
    match figure {
        Figure::Withheld => html! {
            <>
                <span aria-hidden="true">{ page.say(Key::PageResultHiddenSign) }</span>
                <span class="sr">{ page.say(Key::PageResultHidden) }</span>
            </>
        },
        _ => html! { <span class="figure">{ text(page, figure) }</span> },
    }
}

/// The figure as a cell.
pub(super) fn cell(page: Page<'_>, figure: Figure) -> Html {
    cell_of(page, figure, None)
}

/// The figure as a cell of a column that has a class.
pub(super) fn cell_of(page: Page<'_>, figure: Figure, column: Option<&'static str>) -> Html {
    let class = match figure {
        Figure::Withheld => Some("hidden"),
        Figure::NotMeasurable => Some("soft"),
        Figure::Count(_) | Figure::Share(_) | Figure::Percent(_) | Figure::Difference(_) => None,
    };
    html! { <td class={classes!(class, column)}>{ inline(page, figure) }</td> }
}
