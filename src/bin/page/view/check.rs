//! Step 2: check what was recognised, or put right what keeps the file from being used.

use super::{Page, faults, figure, keep, remarks, tables, terms};
use crate::state::{Action, Step};
use franvarokalkyl::locale::{Key, whole};
use franvarokalkyl::wire::{Figure, Overview};
use yew::{Html, html};

/// Schools whose registration rates are shown at once; more are folded.
const OPEN: usize = 8;

/// What was recognised.
pub(super) fn check(page: Page<'_>) -> Html {
    let (heading, lead) = match page.state.overview {
        Some(_) => (Key::PageCheckTitle, Key::PageCheckLead),
        None if page.state.only_asks() => (Key::PageCheckTitleAsked, Key::PageCheckLeadAsked),
        None => (Key::PageCheckTitleRefused, Key::PageCheckLeadRefused),
    };
    html! {
        <>
            { page.heading(heading) }
            { faults::faults(page) }
            { keep::reused(page) }
            <p>{ page.say(lead) }</p>
            if let Some(overview) = &page.state.overview {
                { facts(page, overview) }
                if !overview.remarks.is_empty() {
                    <h3>{ page.say(Key::PageCheckRemarks) }</h3>
                    { remarks::grouped(page, &overview.remarks) }
                }
            }
            <h3>{ page.say(Key::PageCheckFiles) }</h3>
            { terms::terms(page, terms::of_kinds(&page.state.files)) }
            { tables::tables(page) }
            { next(page) }
            { keep::file(page) }
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
                <dd>
                    { figure::inline(page, overview.registration) }<br /><span class="help">{ page.say(Key::PageCheckRegistrationHelp) }</span>
                    { terms::terms(page, &[terms::REGISTRATION]) }
                    { by_school(page, &overview.registration_by_school) }
                </dd>
            </div>
        </dl>
    }
}

/// The schools by name, or that the file does not say.
fn schools(page: Page<'_>, overview: &Overview) -> String {
    if overview.schools.is_empty() { page.say(Key::ReportUnknown).to_owned() } else { overview.schools.join(", ") }
}

/// The same by school, where there are several.
fn by_school(page: Page<'_>, rates: &[(String, Figure)]) -> Html {
    if rates.len() < 2 {
        return Html::default();
    }
    html! {
        <details open={rates.len() <= OPEN}>
            <summary>{ page.say(Key::PageCheckRegistrationBySchool) }</summary>
            <table class="rates">
                <caption class="sr">{ page.say(Key::PageCheckRegistrationBySchool) }</caption>
                <tbody>
                    { for rates.iter().map(|(school, rate)| html! { <tr><th scope="row">{ school }</th>{ figure::cell(page, *rate) }</tr> }) }
                </tbody>
            </table>
        </details>
    }
}

/// On, or again with the changed columns, or another file.
fn next(page: Page<'_>) -> Html {
    let changed = page.state.choices.waiting();
    let other =
        html! { <button type="button" id="other" onclick={page.on(Action::Open(Step::Files))}>{ page.say(Key::PageCheckOther) }</button> };
    html! {
        <>
            if changed > 0 {
                <p role="status" id="changed">{ page.tell(&Key::PageCheckChanged.with("changes", super::words::count(changed))) }</p>
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
