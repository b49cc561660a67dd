//! Step 5: save and print. Only what is on the screen leaves.

use super::{Page, left};
use crate::state::{Action, Step};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::Format;
use yew::{Html, html};

/// The buttons.
pub(super) fn export(page: Page<'_>) -> Html {
    let busy = page.state.is_busy().then_some("true");
    let button = |id: &'static str, class: Option<&'static str>, key: Key, action: Action| {
        html! { <button type="button" {id} {class} aria-disabled={busy} onclick={page.on(action)}>{ page.say(key) }</button> }
    };
    let compiled = page.state.step == Step::Dossier;
    html! {
        <div class="export">
            <h3>{ page.say(Key::PageExportTitle) }</h3>
            <p class="soft">{ page.say(Key::PageExportHelp) }</p>
            <div class="row">
                { button("save-xlsx", Some("main"), Key::PageExportXlsx, Action::Export(Format::Xlsx)) }
                { button("save-csv", None, Key::PageExportCsv, Action::Export(Format::Csv)) }
                { button("save-html", None, Key::PageExportHtml, Action::Export(Format::Html)) }
                { button("save-json", None, Key::PageExportJson, Action::Export(Format::Json)) }
                if compiled || page.state.report.as_ref().is_some_and(|report| !report.pictures.is_empty()) {
                    { button("save-svg", None, Key::PageExportSvg, Action::Export(Format::Svg)) }
                }
                { button("print", None, Key::PageExportPrint, Action::Print) }
            </div>
            if !compiled {
                <div class="row">
                    { button("add-to-dossier", None, Key::PageDossierAdd, Action::AddSection) }
                    if !page.state.sections.is_empty() {
                        <button type="button" id="open-dossier" aria-disabled={busy} onclick={page.on(Action::Open(Step::Dossier))}>{ page.say(Key::PageDossierOpen) }</button>
                    }
                </div>
            }
            { left::left(page) }
            <p class="done">
                if page.state.is_busy() {
                    { page.say(Key::PageExportBusy) }
                } else if let Some(notice) = &page.state.notice {
                    { page.tell(notice) }
                }
            </p>
        </div>
    }
}
