//! The tables of the files: one line each where all is well, opened where something is asked.

use super::{Page, columns, fields, kinds, rows, words};
use crate::state::questions;
use franvarokalkyl::locale::{Key, Sentence};
use franvarokalkyl::wire::FileOverview;
use yew::{Html, html};

/// All tables, then those that were left out.
pub(super) fn tables(page: Page<'_>) -> Html {
    let files = &page.state.files;
    let (out, read): (Vec<_>, Vec<_>) = files.iter().enumerate().partition(|(_, table)| table.left_out);
    html! {
        <>
            { fields::for_all(page) }
            { for read.into_iter().map(|(number, table)| one(page, number, table)) }
            if !out.is_empty() {
                <fieldset class="left-out">
                    <legend>{ page.say(Key::PageCheckLeftOut) }</legend>
                    <p class="help">{ page.say(Key::PageCheckLeftOutHelp) }</p>
                    { for out.into_iter().map(|(number, table)| {
                        let name = page.tell(&name(table));
                        html! { <div>{ fields::is_read(page, number, table, page.tell(&Key::PageCheckReadNamed.with("table", name))) }</div> }
                    }) }
                </fieldset>
            }
        </>
    }
}

fn one(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    let files = &page.state.files;
    // A table that could not be read is open too: something in it must be put right.
    let open = questions(files, number) > 0 || table.rows.is_none();
    html! {
        <details class="file" key={format!("{number} {}", table.name)} id={format!("table-{number}")} {open}>
            <summary>{ summary(page, number, table) }</summary>
            <div class="inside">
                <p class="soft">{ table.facts.iter().map(|fact| page.tell(fact)).collect::<Vec<_>>().join(" · ") }</p>
                { system(page, table) }
                { rows::opening(page, number, table) }
                { fields::questions(page, number, table) }
                { kinds::kinds(page, number, table) }
                if !table.columns.is_empty() {
                    { columns::columns(page, number, table) }
                }
                { rows::preview(page, table) }
                { fields::header_row(page, number, table) }
                if files.len() > 1 {
                    { fields::is_read(page, number, table, page.say(Key::PageCheckRead).to_owned()) }
                }
            </div>
        </details>
    }
}

/// `närvaro.xlsx, blad 5A`
fn name(table: &FileOverview) -> Sentence {
    let file = table.name.as_str();
    match table.sheet.as_deref() {
        Some(sheet) => Key::PageCheckTableSheet.with("file", file).with("sheet", sheet),
        None => Key::PageCheckTableFile.with("file", file),
    }
}

/// `närvaro.xlsx, blad 5A: Vklass, en rad per elev och period, 243 rader, allt känns igen`
fn summary(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(table.system.as_ref().map(|system| system.name.text(page.state.language).to_owned()));
    parts.extend(table.grain.map(|grain| page.say(grain).to_owned()));
    parts.extend(table.rows.map(|rows| page.tell(&Key::SessionRows.with("rows", rows))));
    let asked = questions(&page.state.files, number);
    let unused = table.columns.iter().filter(|column| column.role.is_none()).count();
    if table.columns.is_empty() {
        parts.push(page.say(Key::FindingHeaderNotFound).to_owned());
    } else if unused > 0 {
        parts.push(page.tell(&Key::PageCheckTableUnused.with("columns", words::count(unused))));
    } else if asked == 0 && table.rows.is_some() {
        parts.push(page.say(Key::PageCheckTableFine).to_owned());
    }
    let questions = (asked > 0).then(|| page.tell(&Key::PageCheckTableAsked.with("questions", words::count(asked))));
    html! {
        <>
            <b class="name">{ page.tell(&name(table)) }{ ":" }</b>{ " " }{ parts.join(", ") }
            if let Some(questions) = questions {
                { " " }<span class="asked">{ questions }</span>
            }
        </>
    }
}

/// The system, and by what it was recognised.
fn system(page: Page<'_>, table: &FileOverview) -> Html {
    let Some(system) = &table.system else { return Html::default() };
    let name = system.name.text(page.state.language);
    let why = system.why.iter().map(|why| page.tell(why)).collect::<Vec<_>>().join(", ");
    let sentence = if why.is_empty() {
        Key::PageCheckSystem.with("system", name)
    } else {
        Key::PageCheckSystemWhy.with("system", name).with("why", why)
    };
    html! {
        <p>
            { page.show(&sentence) }
            if system.inferred {
                { " " }{ page.say(Key::PageCheckSystemInferred) }
            }
        </p>
    }
}
