//! The columns of one file, and what each of them means.

use super::Page;
use crate::state::Action;
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{ColumnOverview, FileOverview};
use web_sys::{Event, HtmlSelectElement};
use yew::{Callback, Html, TargetCast, html};

/// The table of columns.
pub(super) fn columns(page: Page<'_>, index: usize, file: &FileOverview) -> Html {
    let (caption, help) = (format!("columns-{index}"), format!("columns-help-{index}"));
    html! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby={caption.clone()}>
            <table class="columns">
                <caption id={caption}>
                    { page.tell(&Key::PageCheckColumns.with("file", file.name.as_str())) }
                    <small id={help}>{ page.say(Key::PageCheckColumnsHelp) }</small>
                </caption>
                <thead>
                    <tr>
                        <th scope="col">{ page.say(Key::PageCheckColumn) }</th>
                        <th scope="col">{ page.say(Key::PageCheckRole) }</th>
                        <th scope="col">{ page.say(Key::PageCheckSamples) }</th>
                    </tr>
                </thead>
                <tbody>{ for file.columns.iter().map(|column| row(page, index, file, column)) }</tbody>
            </table>
        </div>
    }
}

fn row(page: Page<'_>, index: usize, file: &FileOverview, column: &ColumnOverview) -> Html {
    let id = format!("column-{index}-{}", column.letters);
    let header = if column.header.is_empty() { page.say(Key::PageCheckUnheaded) } else { &column.header };
    let role = page.state.columns.role(column);
    let same = page.state.columns.same_as(file, column);
    let note = same.map(|_| format!("{id}-same"));
    html! {
        <tr>
            <th scope="row"><span class="letters">{ &column.letters }</span>{ " " }{ header }</th>
            <td>
                <select id={id} aria-describedby={note.clone()} onchange={changed(page, column)}
                    aria-label={page.tell(&Key::PageCheckRoleOf.with("column", column.letters.as_str()).with("header", header))}>
                    <option value="" selected={role.is_none()}>{ page.say(Key::PageCheckUnused) }</option>
                    { for page.state.catalogue.roles.iter().map(|(name, word)| html! {
                        <option value={name.clone()} selected={role == Some(name.as_str())}>{ super::words::capital(page.say(*word)) }</option>
                    }) }
                </select>
                if let Some(letters) = same {
                    <p class="fault" id={note}>{ page.tell(&Key::PageCheckSame.with("column", letters)) }</p>
                }
            </td>
            <td class="samples">{ column.samples.join(" · ") }</td>
        </tr>
    }
}

fn changed(page: Page<'_>, column: &ColumnOverview) -> Callback<Event> {
    let (act, header, read_as) = (page.act.clone(), column.header.clone(), column.role.clone());
    Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            let role = Some(select.value()).filter(|role| !role.is_empty());
            act.emit(Action::Mean(header.clone(), role, read_as.clone()));
        }
    })
}
