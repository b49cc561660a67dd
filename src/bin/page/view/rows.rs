//! Rows of a table, masked where a cell could name somebody: the first of its data, or those among which its header must be.

use super::Page;
use crate::state::{Action, Change};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::FileOverview;
use yew::{Callback, Html, html};

/// The first rows of data.
pub(super) fn preview(page: Page<'_>, table: &FileOverview) -> Html {
    if table.preview.is_empty() {
        return Html::default();
    }
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={page.say(Key::PageCheckPreview)}>
            <table class="preview">
                <caption>{ page.say(Key::PageCheckPreview) }<small>{ page.say(Key::PageCheckPreviewHelp) }</small></caption>
                <thead>
                    <tr>
                        { for table.columns.iter().map(|column| html! {
                            <th scope="col"><span class="letters">{ &column.letters }</span>{ " " }{ &column.header }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for table.preview.iter().map(|row| html! { <tr>{ for row.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr> }) }
                </tbody>
            </table>
        </div>
    }
}

/// The first rows of a table without a header, to point at the one that is.
pub(super) fn opening(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    if table.opening.is_empty() {
        return Html::default();
    }
    let (legend, chosen) = (format!("opening-{number}"), page.state.choices.header_row(table));
    let row = |(at, cells): &(u64, Vec<String>)| {
        let (act, text) = (page.act.clone(), at.to_string());
        let point = {
            let text = text.clone();
            Callback::from(move |_| act.emit(Action::Change(number, Change::HeaderRow(text.clone()))))
        };
        html! {
            <tr>
                <th scope="row">
                    <label class="choice">
                        <input type="radio" name={format!("header-row-{number}")} value={text.clone()} checked={chosen == text} onchange={point} />
                        { page.tell(&Key::PlaceRow.with("row", text)) }
                    </label>
                </th>
                { for cells.iter().map(|cell| html! { <td>{ cell }</td> }) }
            </tr>
        }
    };
    html! {
        <fieldset class="questions" id={format!("header-row-{number}")} tabindex="-1">
            <legend id={legend.clone()}>{ page.say(Key::PageCheckOpening) }</legend>
            <p class="help">{ page.say(Key::PageCheckOpeningHelp) }</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby={legend}>
                <table class="preview"><tbody>{ for table.opening.iter().map(row) }</tbody></table>
            </div>
        </fieldset>
    }
}
