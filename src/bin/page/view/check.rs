//! Step 2: check what was recognised, or put right what keeps the file from being used.

use super::{Page, columns, faults, figure, remarks};
use crate::state::{Action, Step};
use franvarokalkyl::locale::{Key, whole};
use franvarokalkyl::wire::{FileOverview, Overview};
use yew::{Html, html};

/// What was recognised.
pub(super) fn check(page: Page<'_>) -> Html {
    let (heading, lead) = match page.state.overview {
        Some(_) => (Key::PageCheckTitle, Key::PageCheckLead),
        None => (Key::PageCheckTitleRefused, Key::PageCheckLeadRefused),
    };
    html! {
        <>
            { page.heading(heading) }
            { faults::faults(page) }
            <p>{ page.say(lead) }</p>
            if let Some(overview) = &page.state.overview {
                { facts(page, overview) }
                if !overview.remarks.is_empty() {
                    <h3>{ page.say(Key::PageCheckRemarks) }</h3>
                    { remarks::list(page, &overview.remarks) }
                }
            }
            <h3>{ page.say(Key::PageCheckFiles) }</h3>
            { for page.state.files.iter().enumerate().map(|(index, file)| one(page, index, file)) }
            { next(page) }
        </>
    }
}

fn facts(page: Page<'_>, overview: &Overview) -> Html {
    let (from, to) = overview.period.clone();
    html! {
        <dl class="facts">
            <div><dt>{ page.say(Key::PageCheckPeriod) }</dt><dd>{ page.show(&Key::PageCheckPeriodValue.with("from", from).with("to", to)) }</dd></div>
            <div><dt>{ page.say(Key::PageCheckRows) }</dt><dd>{ whole(overview.rows, page.state.language) }{ ", " }{ page.say(overview.grain) }</dd></div>
            <div><dt>{ page.say(Key::PageCheckPupils) }</dt><dd>{ figure::inline(page, overview.pupils) }</dd></div>
            <div><dt>{ page.say(Key::PageCheckSchools) }</dt><dd>{ schools(page, overview) }</dd></div>
            <div>
                <dt>{ page.say(Key::PageCheckRegistration) }</dt>
                <dd>{ figure::inline(page, overview.registration) }<br /><span class="help">{ page.say(Key::PageCheckRegistrationHelp) }</span></dd>
            </div>
        </dl>
    }
}

/// The schools by name, or that the file does not say.
fn schools(page: Page<'_>, overview: &Overview) -> String {
    if overview.schools.is_empty() { page.say(Key::ReportUnknown).to_owned() } else { overview.schools.join(", ") }
}

fn one(page: Page<'_>, index: usize, file: &FileOverview) -> Html {
    let facts = file.facts.iter().map(|fact| page.tell(fact)).collect::<Vec<_>>().join(" · ");
    html! {
        <div class="file" key={format!("{index} {}", file.name)}>
            <p class="name"><b>{ &file.name }</b><br /><span class="soft">{ facts }</span></p>
            if !file.columns.is_empty() {
                { columns::columns(page, index, file) }
            }
        </div>
    }
}

/// On, or again with the changed columns, or another file.
fn next(page: Page<'_>) -> Html {
    let changed = page.state.columns.waiting();
    let other =
        html! { <button type="button" id="other" onclick={page.on(Action::Open(Step::Files))}>{ page.say(Key::PageCheckOther) }</button> };
    html! {
        <>
            if changed > 0 {
                <p role="status" id="changed">{ page.tell(&Key::PageCheckChanged.with("columns", super::words::count(changed))) }</p>
            }
            <div class="row">
                if changed > 0 || page.state.overview.is_none() {
                    <button key="reread" type="button" id="reread" class="main" disabled={changed == 0} onclick={page.on(Action::Reread)}>
                        { page.say(Key::PageCheckReread) }
                    </button>
                } else {
                    <button key="accept" type="button" id="accept" class="main" onclick={page.on(Action::Accept)}>{ page.say(Key::PageCheckAccept) }</button>
                }
                { other }
            </div>
        </>
    }
}
