//! The words for presence and absence: questions about those that nobody knows or that schools use differently, and a table of
//! what the others count as.

use super::{Page, words};
use crate::state::{Change, field, is_question, words as all_words};
use franvarokalkyl::locale::{Key, whole};
use franvarokalkyl::wire::{FileOverview, KindCard, KindOverview};
use yew::{Html, html};

/// Words that are shown. A column with more of them is most likely free text.
const SHOWN: usize = 60;

/// The questions, then the table; nothing for a table without words of its own.
pub(super) fn kinds(page: Page<'_>, number: usize, table: &FileOverview) -> Html {
    let all = all_words(&page.state.files, number);
    if all.is_empty() {
        return Html::default();
    }
    let known: Vec<(usize, &KindOverview)> = all.iter().enumerate().take(SHOWN).filter(|(_, word)| !is_question(word)).collect();
    let asked: Vec<(usize, &KindOverview)> = all.iter().enumerate().take(SHOWN).filter(|(_, word)| is_question(word)).collect();
    let more = all.len().saturating_sub(SHOWN);
    html! {
        <>
            if !asked.is_empty() {
                <fieldset class="questions">
                    <legend>{ page.tell(&Key::PageKindsAsk.with("words", words::count(asked.len()))) }</legend>
                    { for asked.iter().map(|(place, word)| question(page, number, *place, table, word)) }
                </fieldset>
            }
            if !known.is_empty() {
                <div class="scroll" tabindex="0" role="group" aria-label={page.say(Key::PageKinds)}>
                    <table class="kinds">
                        <caption>{ page.say(Key::PageKinds) }<small>{ page.say(Key::PageKindsHelp) }</small></caption>
                        <thead>
                            <tr>
                                <th scope="col">{ page.say(Key::PageKindsWord) }</th>
                                <th scope="col" class="number">{ page.say(Key::PageCheckRows) }</th>
                                <th scope="col">{ page.say(Key::PageKindsCountsAs) }</th>
                            </tr>
                        </thead>
                        <tbody>{ for known.iter().map(|(place, word)| row(page, number, *place, table, word)) }</tbody>
                    </table>
                </div>
            }
            if more > 0 {
                <p class="help">{ page.tell(&Key::PageKindsMore.with("words", words::count(more))) }</p>
            }
        </>
    }
}

fn spelt(page: Page<'_>, word: &KindOverview) -> String {
    if word.word.is_empty() { page.say(Key::ChoiceEmptyWord).to_owned() } else { word.word.clone() }
}

fn question(page: Page<'_>, number: usize, place: usize, table: &FileOverview, word: &KindOverview) -> Html {
    let id = field(number, place);
    let unanswered = !word.word.is_empty() && page.state.choices.kind(table, word).is_none();
    let (why, fault) = (format!("{id}-why"), format!("{id}-fault"));
    let described = if unanswered { format!("{why} {fault}") } else { why.clone() };
    let name = spelt(page, word);
    html! {
        <div class="field" key={id.clone()}>
            <label for={id.clone()}>{ page.tell(&Key::PageKindsQuestion.with("word", name.as_str()).with("rows", word.rows)) }</label>
            <p class="help" id={why}>{ page.say(word.why.unwrap_or(Key::PageKindsUnknown)) }</p>
            if unanswered {
                <p class="fault" id={fault}>{ page.line(&Key::PageFaultWord.with("word", name)) }</p>
            }
            { list(page, number, table, word, id, None, Some((described, unanswered))) }
        </div>
    }
}

fn row(page: Page<'_>, number: usize, place: usize, table: &FileOverview, word: &KindOverview) -> Html {
    let name = spelt(page, word);
    let label = page.tell(&Key::PageKindsCountsAsOf.with("word", name.as_str()));
    html! {
        <tr>
            <th scope="row">{ name }</th>
            <td class="number">{ whole(word.rows, page.state.language) }</td>
            <td>{ list(page, number, table, word, field(number, place), Some(label), None) }</td>
        </tr>
    }
}

/// All kinds, under their headings. What a word is taken for while it is asked about is marked as the default.
fn list(
    page: Page<'_>,
    number: usize,
    table: &FileOverview,
    word: &KindOverview,
    id: String,
    label: Option<String>,
    question: Option<(String, bool)>,
) -> Html {
    let chosen = page.state.choices.kind(table, word);
    let default = word.kind.as_deref().filter(|_| question.is_some());
    let change = page.choose(number, {
        let word = word.word.clone();
        move |kind| Change::Kind(word.clone(), kind)
    });
    let option = |card: &KindCard| {
        let name = words::capital(page.say(card.word));
        let text = if default == Some(card.name.as_str()) { page.tell(&Key::PageKindsDefault.with("kind", name)) } else { name };
        html! { <option value={card.name.clone()} selected={chosen == Some(card.name.as_str())}>{ text }</option> }
    };
    let groups = page.state.catalogue.kinds.chunk_by(|one, two| one.heading == two.heading).map(|group| {
        let heading = group.first().map(|card| page.say(card.heading));
        html! { <optgroup label={heading}>{ for group.iter().map(option) }</optgroup> }
    });
    let (described, invalid) = question.map_or((None, None), |(described, invalid)| (Some(described), invalid.then_some("true")));
    html! {
        <select {id} aria-label={label} aria-describedby={described} aria-invalid={invalid} onchange={change}>
            if chosen.is_none() {
                <option value="" disabled=true selected=true>
                    { page.say(if word.word.is_empty() { Key::PageKindsEmpty } else { Key::PageQuestionChoose }) }
                </option>
            }
            { for groups }
        </select>
    }
}
