//! What follows from published figures: what it says, the picture, the table, how it was done and what to ask next.

use super::{Page, picture, table, words};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Analysis, ReportTable};
use yew::{Html, html};

/// The analyses of a report, by the place of the first among the tables of the page.
pub(super) fn analyses(page: Page<'_>, first: usize, analyses: &[Analysis]) -> Html {
    html! { <div class="analyses">{ for analyses.iter().enumerate().map(|(place, analysis)| one(page, first + place, analysis)) }</div> }
}

fn one(page: Page<'_>, place: usize, analysis: &Analysis) -> Html {
    html! {
        <>
            { table::titled(page, place, &analysis.table, html! {
                <>
                    <ul class="findings">{ for analysis.findings.iter().map(|finding| html! { <li>{ page.line(finding) }</li> }) }</ul>
                    { for analysis.picture.iter().map(|drawn| picture::picture(page, drawn)) }
                </>
            }) }
            <details>
                <summary>{ page.say(Key::PageAnalysisHow) }</summary>
                <ul class="method">{ for analysis.method.iter().map(|line| html! { <li>{ page.line(line) }</li> }) }</ul>
            </details>
            if !analysis.questions.is_empty() {
                <details>
                    <summary>{ page.say(Key::PageAnalysisQuestions) }</summary>
                    { for analysis.questions.iter().map(|(heading, questions)| html! {
                        <>
                            <p><b>{ page.say(*heading) }</b></p>
                            <ul>{ for questions.iter().map(|question| html! { <li>{ page.say(*question) }</li> }) }</ul>
                        </>
                    }) }
                </details>
            }
        </>
    }
}

/// What is to be said below a table of rows that rest on too little.
pub(super) fn doubts(page: Page<'_>, table: &ReportTable) -> Html {
    html! { <>{ for table.doubts.iter().map(|doubt| html! { <p class="warned">{ words::unbroken(&page.tell(doubt)) }</p> }) }</> }
}
