//! What the user can say of one table beside its columns and words: header row, period, school, whether it is read; and of all of
//! them, how long a school day is.

use super::{Page, faults, question};
use crate::state::{Action, Change, DAY_MINUTES, DayField};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{Asked, FileOverview};
use web_sys::{Event, HtmlInputElement, InputEvent};
use yew::{Callback, Html, TargetCast, html};

/// The questions about a table that have no answer in it, or one that can be changed.
pub(super) fn questions(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    html! {
        <>
            if table.given.period.is_some() {
                { period(page, number, table) }
            }
            if table.asks.contains(&Asked::School) || table.given.school.is_some() {
                { text(page, number, &format!("school-{number}"), (Key::PageCheckSchool, Key::PageCheckSchoolHelp), page.state.choices.school(table), Change::School) }
            }
        </>
    }
}

/// The row that the header stands on.
pub(super) fn header_row(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    if !table.opening.is_empty() || table.header_row.is_none() {
        return Html::default();
    }
    let value = page.state.choices.header_row(table);
    text(page, number, &format!("header-row-{number}"), (Key::PageCheckHeaderRow, Key::PageCheckHeaderRowHelp), &value, Change::HeaderRow)
}

/// What is asked once for all tables: the period of those that say none, and how long a school day is.
pub(super) fn for_all(page: Page<'_>) -> Html {
    let mut tables = page.state.files.iter().enumerate();
    let first = tables.find(|(_, table)| table.asks.contains(&Asked::Period));
    html! {
        <>
            { for first.map(|(number, table)| period(page, number, table)) }
            { day_minutes(page) }
        </>
    }
}

/// How many minutes a school day has, where the files list absences only.
fn day_minutes(page: Page<'_>) -> Html {
    let value = page.state.choices.day_minutes();
    let asking = page.state.files.iter().position(|table| table.asks.contains(&Asked::DayMinutes));
    match asking.or((!value.is_empty()).then_some(0)) {
        None => Html::default(),
        Some(number) => {
            let words = (Key::PageCheckDayMinutes, Key::PageCheckDayMinutesHelp);
            html! { <div class="questions">{ text(page, number, DAY_MINUTES, words, &value, Change::DayMinutes) }</div> }
        }
    }
}

/// Whether a table is read.
pub(super) fn is_read(page: Page<'_>, number: usize, table: &FileOverview, label: String) -> Html {
    let act = page.act.clone();
    let changed = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            act.emit(Action::Change(number, Change::LeftOut(!input.checked())));
        }
    });
    html! {
        <label class="choice">
            <input type="checkbox" id={format!("read-{number}")} checked={!page.state.choices.is_left_out(table)} onchange={changed} />
            <span>{ label }</span>
        </label>
    }
}

fn text(page: Page<'_>, number: usize, id: &str, (label, help): (Key, Key), value: &str, change: fn(String) -> Change) -> Html {
    let act = page.act.clone();
    let written = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            act.emit(Action::Change(number, change(input.value())));
        }
    });
    let help_id = format!("{id}-help");
    // Of these only the school is words.
    let mode = if label == Key::PageCheckSchool { "text" } else { "numeric" };
    html! {
        <div class="field">
            <label for={id.to_owned()}>{ page.say(label) }</label>
            <p class="help" id={help_id.clone()}>{ page.say(help) }</p>
            { faults::at(page, id) }
            <input type="text" id={id.to_owned()} class={mode} inputmode={mode} autocomplete="off" value={value.to_owned()} oninput={written}
                aria-invalid={faults::is_at(page, id)} aria-describedby={faults::described(page, id, &help_id)} />
        </div>
    }
}

fn period(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    let help = format!("period-help-{number}");
    let day = |last: bool, label: Key, change: fn(DayField) -> Change| {
        let id = format!("period-{}-{number}", if last { "to" } else { "from" });
        let (act, of_field) = (page.act.clone(), id.clone());
        let changed = Callback::from(move |_: Event| act.emit(Action::Change(number, change(question::written(&of_field)))));
        let field = page.state.choices.day(table, last);
        html! {
            <div class="field">
                <label for={id.clone()}>{ page.say(label) }</label>
                { faults::at(page, &id) }
                <input type="date" id={id.clone()} value={field.day().unwrap_or_default().to_owned()} onchange={changed}
                    aria-invalid={faults::is_at(page, &id)} aria-describedby={faults::described(page, &id, &help)} />
            </div>
        }
    };
    html! {
        <fieldset class="questions">
            <legend>{ page.say(Key::PageCheckTablePeriod) }</legend>
            <p class="help" id={help.clone()}>{ page.say(Key::PageCheckTablePeriodHelp) }</p>
            <div class="days">
                { day(false, Key::PageCheckFrom, Change::From) }
                { day(true, Key::PageCheckTo, Change::To) }
            </div>
        </fieldset>
    }
}
