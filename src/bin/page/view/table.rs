//! A published table, with the key to its signs above it.

use super::{Page, figure, words};
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{Figure, Report, ReportRow};
use yew::{Html, html};

/// The table.
pub(super) fn table(page: Page<'_>, report: &Report) -> Html {
    let caption = page.tell(&report.caption);
    html! {
        <>
            <h3 id="table-title">{ words::capital(&caption) }</h3>
            { key(page, report) }
            <div class="scroll" tabindex="0" role="region" aria-labelledby="table-title">
                <table class="figures">
                    <caption class="sr">{ words::capital(&caption) }</caption>
                    <thead>
                        <tr>
                            if report.by.is_empty() {
                                <th scope="col">{ page.say(Key::PageResultGroup) }</th>
                            }
                            { for report.by.iter().map(|by| html! { <th scope="col">{ words::capital(page.say(*by)) }</th> }) }
                            <th scope="col" class="number">{ page.say(Key::PageResultPupils) }</th>
                            <th scope="col" class="number">{ page.say(Key::PageResultHits) }</th>
                            <th scope="col" class="number">{ page.say(Key::PageResultShare) }</th>
                        </tr>
                    </thead>
                    <tbody>{ for report.rows.iter().map(|row| one(page, row)) }</tbody>
                </table>
            </div>
        </>
    }
}

fn one(page: Page<'_>, row: &ReportRow) -> Html {
    let all = page.say(Key::PageResultAll);
    let class = row.labels.iter().any(Option::is_none).then_some("total").or_else(|| row.labels.is_empty().then_some("total"));
    let label = |label: &Option<Value>| {
        let text = match label {
            None => all.to_owned(),
            // A school or class is spelt as the file spells it; a word of ours starts with a capital.
            Some(Value::Text(text)) => text.clone(),
            Some(word) => words::capital(&word.render(page.state.language)),
        };
        html! { <th scope="row">{ text }</th> }
    };
    html! {
        <tr {class}>
            if row.labels.is_empty() {
                <th scope="row">{ all }</th>
            }
            { for row.labels.iter().map(label) }
            { figure::cell(page, row.pupils) }
            { figure::cell(page, row.hits) }
            { figure::cell(page, row.share) }
        </tr>
    }
}

/// Only the signs that the table has.
fn key(page: Page<'_>, report: &Report) -> Html {
    let has = |figure: Figure| report.rows.iter().any(|row| [row.pupils, row.hits, row.share].contains(&figure));
    let (withheld, unmeasurable) = (has(Figure::Withheld), has(Figure::NotMeasurable));
    if !withheld && !unmeasurable {
        return Html::default();
    }
    html! {
        <dl class="key" aria-label={page.say(Key::PageResultKey)}>
            if withheld {
                <div><dt><span class="sign hidden">{ page.say(Key::PageResultHiddenSign) }</span></dt><dd>{ page.say(Key::PageResultKeyHidden) }</dd></div>
            }
            if unmeasurable {
                <div><dt>{ page.say(Key::PageResultUnmeasurable) }</dt><dd>{ page.say(Key::PageResultKeyUnmeasurable) }</dd></div>
            }
        </dl>
    }
}
