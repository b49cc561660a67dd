//! The columns of one table, and what each of them means.

use super::{Page, words};
use crate::state::{Action, Change};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Asked, ColumnOverview, FileOverview};
use web_sys::{Event, HtmlSelectElement};
use yew::{Callback, Html, TargetCast, html};

/// The table of columns.
pub(super) fn columns(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={page.say(Key::PageCheckColumns)}>
            <table class="columns">
                <caption>{ page.say(Key::PageCheckColumns) }<small>{ page.say(Key::PageCheckColumnsHelp) }</small></caption>
                <thead>
                    <tr>
                        <th scope="col">{ page.say(Key::PageCheckColumn) }</th>
                        <th scope="col">{ page.say(Key::PageCheckRole) }</th>
                        <th scope="col">{ page.say(Key::PageCheckSamples) }</th>
                    </tr>
                </thead>
                <tbody>{ for table.columns.iter().map(|column| row(page, number, table, column)) }</tbody>
            </table>
        </div>
    }
}

fn row(page: Page<'_>, number: usize, table: &FileOverview, column: &ColumnOverview) -> Html {
    if column.letters.is_empty() {
        return of_groups(page, column);
    }
    let id = format!("column-{number}-{}", column.letters);
    let header = if column.header.is_empty() { page.say(Key::PageCheckUnheaded) } else { &column.header };
    let role = page.state.choices.role(table, column);
    let same = page.state.choices.same_as(table, column);
    let note = same.map(|_| format!("{id}-same"));
    let mean = page.choose(number, {
        let header = column.header.clone();
        move |role| Change::Role(header.clone(), Some(role).filter(|role| !role.is_empty()))
    });
    html! {
        <tr>
            <th scope="row"><span class="letters">{ &column.letters }</span>{ " " }{ header }</th>
            <td>
                <select id={id} aria-describedby={note.clone()} onchange={mean} aria-invalid={same.map(|_| "true")}
                    aria-label={page.tell(&Key::PageCheckRoleOf.with("column", column.letters.as_str()).with("header", header))}>
                    <option value="" selected={role.is_none()}>{ page.say(Key::PageCheckUnused) }</option>
                    { for page.state.catalogue.roles.iter().map(|card| html! {
                        <option value={card.name.clone()} selected={role == Some(card.name.as_str())}>{ words::capital(page.say(card.word)) }</option>
                    }) }
                </select>
                { unit(page, number, table, column, header) }
                if let Some(letters) = same {
                    <p class="fault" id={note}>{ page.tell(&Key::PageCheckSame.with("column", letters)) }</p>
                } else if let Some(why) = column.why.filter(|_| role == column.role.as_deref()) {
                    <p class="why">{ page.say(why) }</p>
                }
            </td>
            <td class="samples">{ column.samples.join(" · ") }</td>
        </tr>
    }
}

/// What group rows say is no column of the file, so there is nothing to choose.
fn of_groups(page: Page<'_>, column: &ColumnOverview) -> Html {
    let word = page.state.catalogue.roles.iter().find(|card| Some(&card.name) == column.role.as_ref()).map(|card| page.say(card.word));
    html! {
        <tr>
            <th scope="row">{ column.why.map(|why| page.say(why)) }</th>
            <td>{ words::capital(word.unwrap_or(&column.header)) }</td>
            <td class="samples">{ column.samples.join(" · ") }</td>
        </tr>
    }
}

/// What the amounts count in; nothing for a column without amounts.
fn unit(page: Page<'_>, number: usize, table: &FileOverview, column: &ColumnOverview, header: &str) -> Html {
    let role = page.state.choices.role(table, column);
    let has_amounts = page.state.catalogue.roles.iter().any(|card| card.amounts && Some(card.name.as_str()) == role);
    let asked = table.asks.iter().any(|asked| matches!(asked, Asked::Unit(letters) if *letters == column.letters));
    if !has_amounts && !asked {
        return Html::default();
    }
    let unit = page.state.choices.unit(table, column);
    let id = format!("unit-{number}-{}", column.letters);
    let why = (asked && unit.is_none()).then(|| format!("{id}-why"));
    let count = page.choose(number, {
        let header = column.header.clone();
        move |unit| Change::Unit(header.clone(), unit)
    });
    html! {
        <>
            <select id={id} class="unit" onchange={count} aria-describedby={why.clone()}
                aria-label={page.tell(&Key::PageCheckUnitOf.with("column", column.letters.as_str()).with("header", header))}>
                <option value="" disabled=true selected={unit.is_none()}>
                    { page.say(if asked { Key::PageCheckUnitAsked } else { Key::PageCheckUnitUnsaid }) }
                </option>
                { for page.state.catalogue.units.iter().map(|(name, word)| html! {
                    <option value={name.clone()} selected={unit == Some(name.as_str())}>{ words::capital(page.say(*word)) }</option>
                }) }
            </select>
            if why.is_some() {
                <p class="fault" id={why}>{ page.say(Key::PageCheckUnitWhy) }</p>
            }
        </>
    }
}

impl Page<'_> {
    /// What is chosen in a list becomes this change of that table.
    pub(super) fn choose(&self, number: usize, change: impl Fn(String) -> Change + 'static) -> Callback<Event> {
        let act = self.act.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                act.emit(Action::Change(number, change(select.value())));
            }
        })
    }
}
