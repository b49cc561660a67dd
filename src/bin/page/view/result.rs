//! Step 4: the answer, what it rests on, and the tables.

use super::{Page, export, faults, table, words};
use crate::state::HEADING;
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{Clause, Report};
use yew::{Html, html};

/// The report.
pub(super) fn result(page: Page<'_>) -> Html {
    let Some(report) = page.state.report.as_deref() else { return Html::default() };
    html! {
        <>
            <h2 id={HEADING} tabindex="-1" class="answer"><span class="sr">{ page.say(Key::PageResultTitle) }{ ": " }</span>{ page.line(&report.answer) }</h2>
            { faults::faults(page) }
            { definition(page, report) }
            { table::table(page, report) }
            { audit(page, report) }
            <h3>{ page.say(Key::PageResultMethod) }</h3>
            <ul class="method">{ for report.method.iter().map(|line| html! { <li>{ page.line(line) }</li> }) }</ul>
            { export::export(page) }
        </>
    }
}

fn definition(page: Page<'_>, report: &Report) -> Html {
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
            <h3>{ page.say(Key::PageResultDefinition) }{ ": " }{ report.definition.text(language) }</h3>
            <ul class="clauses">{ for report.clauses.iter().map(one) }</ul>
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
