//! Step 4: the answer, what it rests on, and the tables.

use super::{Page, advice, analysis, export, faults, picture, slider, table, terms, words};
use crate::state::HEADING;
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{Clause, Report, ReportDefinition};
use yew::{Html, html};

/// The report, of one definition or of several.
pub(super) fn result(page: Page<'_>) -> Html {
    let Some(report) = page.state.report.as_deref() else { return Html::default() };
    let several = page.state.compared.is_some();
    let took = page.state.slider.took.map(|took| took.to_string());
    html! {
        <>
            <h2 id={HEADING} tabindex="-1" class="answer"><span class="sr">{ page.say(Key::PageResultTitle) }{ ": " }</span>{ page.line(&report.answer) }</h2>
            { faults::faults(page) }
            { for report.pictures.iter().map(|picture| picture::picture(page, picture)) }
            if !several {
                { for report.definitions.iter().map(|known| definition(page, known)) }
            }
            // Above the table: one that is mostly withheld is long.
            { advice::advice(page, report) }
            <div id="tables" data-took={took}>
                { table::key(page, report) }
                { terms::terms(page, terms::of_result(report)) }
                { for report.tables.iter().enumerate().map(|(place, one)| table::table(page, place, one)) }
                { analysis::analyses(page, report.tables.len(), &report.analyses) }
            </div>
            if several {
                { definitions(page, report) }
            } else {
                { slider::slider(page) }
            }
            { audit(page, report) }
            <h3>{ page.say(Key::PageResultMethod) }</h3>
            <ul class="method">{ for report.method.iter().map(|line| html! { <li>{ page.line(line) }</li> }) }</ul>
            <h3>{ page.say(Key::ReportLimitsHeading) }</h3>
            <ul class="method">{ for report.limits.iter().map(|line| html! { <li>{ page.line(line) }</li> }) }</ul>
            { export::export(page) }
        </>
    }
}

/// The definitions that were compared: first what of them could not be counted, whatever the tables look like.
fn definitions(page: Page<'_>, report: &Report) -> Html {
    let language = page.state.language;
    let left: Vec<Html> = report
        .definitions
        .iter()
        .flat_map(|known| known.clauses.iter().map(move |clause| (known, clause)))
        .filter_map(|(known, clause)| {
            let reason = words::line(&page.tell(clause.reason.as_ref()?));
            let name = known.name.text(language);
            Some(html! {
                <li>{ words::unbroken(&format!("{name}: {}", clause.text.text(language))) }<br /><span class="reason">{ words::unbroken(&reason) }</span></li>
            })
        })
        .collect();
    html! {
        <>
            if !left.is_empty() {
                <h3>{ page.say(Key::PageCompareLeft) }</h3>
                <ul class="clauses">{ left }</ul>
            }
            <details class="definitions">
                <summary>{ page.say(Key::PageCompareDefinitionsTitle) }</summary>
                { for report.definitions.iter().map(|known| definition(page, known)) }
            </details>
        </>
    }
}

fn definition(page: Page<'_>, definition: &ReportDefinition) -> Html {
    let language = page.state.language;
    let one = |clause: &Clause| {
        let reason = match &clause.reason {
            Some(reason) => Some(page.tell(reason)),
            None => clause.judgement.then(|| page.say(Key::PageResultClauseJudgement).to_owned()),
        };
        match reason {
            None => {
                html! { <li class="counted"><span class="soft">{ page.say(Key::PageResultClauseCounted) }</span>{ " " }{ words::unbroken(clause.text.text(language)) }</li> }
            }
            Some(reason) => html! {
                <li class="left">
                    <span class="soft">{ page.say(Key::PageResultClauseLeft) }</span>{ " " }{ words::unbroken(clause.text.text(language)) }<br />
                    <span class="reason">{ words::unbroken(&words::line(&reason)) }</span>
                </li>
            },
        }
    };
    html! {
        <>
            <h3>{ page.say(Key::PageResultDefinition) }{ ": " }{ definition.name.text(language) }</h3>
            <ul class="clauses">{ for definition.clauses.iter().map(one) }</ul>
        </>
    }
}

fn audit(page: Page<'_>, report: &Report) -> Html {
    let (printed, all) = report.printed;
    html! {
        <div class="checked" role="note" aria-label={page.say(Key::PageResultAudit)}>
            <p><b>{ page.line(&report.audit) }</b></p>
            <p>{ page.tell(&Key::PageResultPrinted.with("printed", Value::Whole(printed)).with("all", Value::Whole(all))) }</p>
        </div>
    }
}
