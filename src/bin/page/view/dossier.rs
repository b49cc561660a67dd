//! A report of several questions: its sections, which can be moved and taken out, and then all of it as it will be saved.

use super::{Page, analysis, export, faults, picture, table, words};
use crate::state::{Action, HEADING, Step, Way};
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::{Dossier, DossierSection, Report};
use yew::{Html, html};

/// The step.
pub(super) fn dossier(page: Page<'_>) -> Html {
    let Some(dossier) = page.state.dossier.as_deref() else { return Html::default() };
    html! {
        <>
            <h2 id={HEADING} tabindex="-1">{ page.say(Key::PageDossierTitle) }</h2>
            { faults::faults(page) }
            { contents(page, dossier) }
            { export::export(page) }
            <div id="tables">{ sections(page, dossier) }</div>
        </>
    }
}

/// The sections by their questions, each with what can be done with it.
fn contents(page: Page<'_>, dossier: &Dossier) -> Html {
    let last = dossier.sections.len().saturating_sub(1);
    let busy = page.state.is_busy().then_some("true");
    let one = |(place, section): (usize, &DossierSection)| {
        let name = title(page, section);
        let button = |id: &str, key: Key, action: Action, off: bool| {
            html! {
                <button type="button" class="plain" id={format!("section-{id}-{place}")} disabled={off} aria-disabled={busy} onclick={page.on(action)}>
                    { page.say(key) }<span class="sr">{ format!(": {name}") }</span>
                </button>
            }
        };
        html! {
            <li>
                <span class="name">{ words::unbroken(&name) }</span>
                <span class="row">
                    { button("up", Key::PageDossierUp, Action::MoveSection(place, Way::Up), place == 0) }
                    { button("down", Key::PageDossierDown, Action::MoveSection(place, Way::Down), place == last) }
                    { button("remove", Key::PageDossierRemove, Action::RemoveSection(place), false) }
                </span>
            </li>
        }
    };
    html! {
        <div class="contents">
            <p class="help">{ page.say(Key::PageDossierHelp) }</p>
            <ol>{ for dossier.sections.iter().enumerate().map(one) }</ol>
            <button type="button" id="add-section" onclick={page.on(Action::Open(Step::Question))}>{ page.say(Key::PageDossierAddAnother) }</button>
        </div>
    }
}

/// The question of a section; what kept it from being answered where it was not.
fn title(page: Page<'_>, section: &DossierSection) -> String {
    let sentence: &Sentence = match &section.report {
        Ok(report) => &report.question,
        Err(remark) => &remark.sentence,
    };
    words::capital(&page.tell(sentence))
}

/// Each section; tables and analyses are numbered through, so that each has a name of its own.
fn sections(page: Page<'_>, dossier: &Dossier) -> Html {
    let mut number = 0;
    let mut all: Vec<Html> = Vec::new();
    for (place, section) in dossier.sections.iter().enumerate() {
        if let Ok(report) = &section.report {
            all.push(one(page, place, number, report));
            number += report.tables.len() + report.analyses.len();
        }
    }
    html! { <>{ for all }</> }
}

fn one(page: Page<'_>, place: usize, first: usize, report: &Report) -> Html {
    html! {
        <section class="chapter" aria-labelledby={format!("part-{place}")}>
            <h3 id={format!("part-{place}")} class="question">{ format!("{}. ", place + 1) }{ page.line(&report.question) }</h3>
            <p class="answer">{ page.line(&report.answer) }</p>
            { for report.pictures.iter().map(|drawn| picture::picture(page, drawn)) }
            { table::key(page, report) }
            { for report.tables.iter().enumerate().map(|(number, one)| table::table(page, first + number, one)) }
            { analysis::analyses(page, first + report.tables.len(), &report.analyses) }
            <p class="checked">{ page.line(&report.audit) }</p>
            <h4>{ page.say(Key::PageResultMethod) }</h4>
            <ul class="method">{ for report.method.iter().map(|line| html! { <li>{ page.line(line) }</li> }) }</ul>
            <h4>{ page.say(Key::ReportLimitsHeading) }</h4>
            <ul class="method">{ for report.limits.iter().map(|line| html! { <li>{ page.line(line) }</li> }) }</ul>
        </section>
    }
}
