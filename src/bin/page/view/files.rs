//! Step 1: choose a file.

use super::{Page, faults, keep, own, promise, terms};
use crate::browser;
use crate::state::{Action, HEADING, Source, Step};
use franvarokalkyl::locale::Key;
use web_sys::{Event, HtmlInputElement};
use yew::{Callback, Html, TargetCast, html};

/// Kinds of file that are offered first. More than are read: for the others there is a sentence that says what to do.
const KINDS: &str = ".xlsx,.csv,.tsv,.txt,.xls,.xlsm,.xlsb,.ods";

/// The drop zone, the buttons and the promise.
pub(super) fn files(page: Page<'_>) -> Html {
    let choose = page.choose.clone();
    let chosen = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            choose.emit(browser::take_files(&input));
        }
    });
    html! {
        <>
            <h2 id={HEADING} tabindex="-1" class="sr">{ page.say(Key::PageFilesTitle) }</h2>
            <p class="lead">{ page.say(Key::PageLead) }</p>
            { terms::terms(page, &[terms::PROBLEMATIC]) }
            { faults::faults(page) }
            if let Some(notice) = &page.state.notice {
                <p class="notice">{ page.tell(notice) }</p>
            }
            <div class="drop">
                <p><b>{ page.say(Key::PageFilesDrop) }</b><br /><span class="soft" id="kinds">{ page.say(Key::PageFilesKinds) }</span></p>
                <div class="row">
                    <span class="chooser">
                        <input type="file" id="file" class="sr" multiple=true accept={KINDS} aria-describedby="kinds promise" onchange={chosen} />
                        <label for="file" class="button main">{ page.say(Key::PageFilesChoose) }</label>
                    </span>
                    <button type="button" id="example" onclick={page.on(Action::Example)}>{ page.say(Key::PageFilesExample) }</button>
                    { again(page) }
                </div>
                { promise::promise(page) }
            </div>
            <h3>{ page.say(Key::PageWayTitle) }</h3>
            <ol class="way">
                { for [Key::PageWayFile, Key::PageWayCheck, Key::PageWayQuestion, Key::PageWayResult].into_iter().map(|step| html! { <li>{ page.say(step) }</li> }) }
            </ol>
            <div class="saved">
                <p class="help">{ page.say(Key::PageChoicesHave) }{ " " }{ keep::load(page) }</p>
                <p>
                    <button type="button" id="write-definition" class="plain" onclick={page.on(Action::Write(None))}>{ page.say(Key::EditorWrite) }</button>
                </p>
            </div>
            { own::unfinished(page) }
        </>
    }
}

/// What has been chosen before need not be chosen again.
fn again(page: Page<'_>) -> Html {
    let (action, key) = match &page.state.source {
        Some(_) if page.state.overview.is_some() => (Action::Open(Step::Check), Key::PageFilesKeep),
        Some(Source::Files(_)) => (Action::ReadAgain, Key::PageFilesAgain),
        _ => return Html::default(),
    };
    html! { <button type="button" id="again" onclick={page.on(action)}>{ page.say(key) }</button> }
}
