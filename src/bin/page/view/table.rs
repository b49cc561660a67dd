//! A published table, with the key to its signs above it.

use super::{Page, analysis, controls, figure, words};
use crate::state::Action;
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{Figure, Report, ReportColumn, ReportRow, ReportTable, TableKind};
use yew::{Html, classes, html};

/// A table, by its place in the report. Pairs of definitions are many: they stand folded.
pub(super) fn table(page: Page<'_>, place: usize, table: &ReportTable) -> Html {
    titled(page, place, table, Html::default())
}

/// The same with something between its title and itself.
pub(super) fn titled(page: Page<'_>, place: usize, table: &ReportTable, between: Html) -> Html {
    let caption = words::capital(&page.tell(&table.caption));
    let title = format!("table-title-{place}");
    let figures = html! {
        <div class="scroll" tabindex="0" role="group" id={format!("table-{place}-figures")} aria-labelledby={title.clone()}>
            <table class={classes!("figures", (table.kind == TableKind::Clauses).then_some("of-clauses"), page.state.shows_time.then_some("with-time"))}>
                <caption class="sr">{ &caption }</caption>
                <thead>
                    <tr>
                        if table.labels.is_empty() {
                            <th scope="col">{ page.say(Key::PageResultGroup) }</th>
                        }
                        { for table.labels.iter().map(|label| html! { <th scope="col">{ words::capital(&page.tell(label)) }</th> }) }
                        { for table.columns.iter().map(|column| html! {
                            <th scope="col" class={classes!("number", time(column))}>{ page.tell(&column.heading) }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>{ for table.rows.iter().map(|row| one(page, table, row)) }</tbody>
            </table>
        </div>
    };
    html! {
        <>
            <h3 id={title}>{ words::unbroken(&caption) }</h3>
            { between }
            // Where there is room they are there; else whoever wants them asks.
            if table.columns.iter().any(|column| column.time) {
                <div class="when-narrow">
                    { controls::tick(page, None, page.state.shows_time, page.say(Key::PageResultShowTime).to_owned(), Action::ShowTime) }
                </div>
            }
            if table.kind == TableKind::Overlap {
                <details>
                    <summary>{ page.say(Key::PageTableAs) }</summary>
                    { figures }
                </details>
            } else {
                { figures }
            }
            { analysis::doubts(page, table) }
            <p class="row">
                <button type="button" class="plain" id={format!("copy-table-{place}")} onclick={page.on(Action::CopyTable(place))}>
                    { page.say(Key::PageExportCopy) }<span class="sr">{ format!(": {caption}") }</span>
                </button>
            </p>
        </>
    }
}

/// The class of a column that waits on a narrow screen.
fn time(column: &ReportColumn) -> Option<&'static str> {
    column.time.then_some("time")
}

fn one(page: Page<'_>, table: &ReportTable, row: &ReportRow) -> Html {
    let all = page.say(Key::PageResultAll);
    let class = row.total.then_some("total");
    let label = |(place, label): (usize, &Option<Value>)| {
        let text = match label {
            None => all.to_owned(),
            // A school or class is spelt as the file spells it; a word of ours starts with a capital.
            Some(Value::Text(text)) => text.clone(),
            Some(word) => words::capital(&word.render(page.state.language)),
        };
        let doubt = if row.doubt && place == 0 { "\u{a0}*" } else { "" };
        html! { <th scope="row">{ words::unbroken(&text) }{ doubt }</th> }
    };
    html! {
        <tr {class}>
            if row.labels.is_empty() {
                <th scope="row">{ all }</th>
            }
            { for row.labels.iter().enumerate().map(label) }
            { for row.figures.iter().zip(&table.columns).map(|(figure, column)| figure::cell_of(page, *figure, time(column))) }
        </tr>
    }
}

/// Only the signs that the tables have.
pub(super) fn key(page: Page<'_>, report: &Report) -> Html {
    let has = |figure: Figure| report.tables.iter().flat_map(|table| &table.rows).any(|row| row.figures.contains(&figure));
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
