//! What has left the page in this sitting, and what that costs the table on screen.

use super::{Page, words};
use franvarokalkyl::locale::{Key, Value};
use yew::{Html, html};

/// The list, beside what lets a table leave.
pub(super) fn left(page: Page<'_>) -> Html {
    let log = &page.state.log;
    let titles: Vec<Html> = log.titles().map(|title| html! { <li>{ words::unbroken(&words::capital(&page.tell(title))) }</li> }).collect();
    if titles.is_empty() {
        return html! { <p class="help" id="left">{ page.say(Key::LeftNone) }</p> };
    }
    let known = page.state.shown.as_ref().is_some_and(|shown| log.has(shown));
    let cost = page.state.report.as_deref().and_then(|report| {
        let (printed, all) = report.printed;
        let (alone, _) = report.alone?;
        let key = if alone == printed { Key::LeftCostNone } else { Key::LeftCost };
        let whole = Value::Whole;
        Some(key.with("printed", whole(printed)).with("all", whole(all)).with("alone", whole(alone)))
    });
    html! {
        <section id="left" class="left-page" aria-labelledby="left-title">
            <h4 id="left-title">{ page.say(Key::LeftTitle) }</h4>
            <p>{ page.tell(&Key::LeftCount.with("tables", words::count(titles.len()))) }</p>
            <ul>{ titles }</ul>
            if known {
                <p id="left-cost">{ page.say(Key::LeftAgain) }</p>
            } else if let Some(cost) = cost {
                <p id="left-cost">{ page.tell(&cost) }</p>
            }
            <p class="help">{ page.say(Key::LeftForget) }</p>
        </section>
    }
}
