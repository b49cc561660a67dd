//! The accessibility statement, at the foot of the page in every step.

use super::{Page, words};
use franvarokalkyl::locale::Key;
use yew::{Html, html};

/// Its parts: a heading, and what stands below it.
const PARTS: [(Key, &[Key]); 5] = [
    (Key::AccessHowTitle, &[Key::AccessHow]),
    (Key::AccessKnownTitle, &[Key::AccessKnownPeople, Key::AccessKnownFiles]),
    (Key::AccessHelpTitle, &[Key::AccessHelp]),
    (Key::AccessReportTitle, &[Key::AccessReport, Key::AccessSupervision]),
    (Key::AccessTestedTitle, &[Key::AccessTested, Key::AccessDate]),
];

/// The statement, folded.
pub(super) fn statement(page: Page<'_>) -> Html {
    let paragraph = |key: &Key| html! { <p>{ words::unbroken(page.say(*key)) }</p> };
    html! {
        <details class="statement" id="accessibility">
            <summary>{ page.say(Key::AccessTitle) }</summary>
            <h2>{ page.say(Key::AccessTitle) }</h2>
            { paragraph(&Key::AccessLead) }
            { for PARTS.iter().map(|(title, said)| html! {
                <>
                    <h3>{ page.say(*title) }</h3>
                    { for said.iter().map(paragraph) }
                </>
            }) }
        </details>
    }
}
