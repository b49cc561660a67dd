//! What has been decided, a line for each answered step. At the end these lines are the method note.

use super::{Page, figure, words};
use crate::state::{Action, Source, Step};
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{Figure, Overview, Question, Weight};
use yew::{Html, html};

/// The lines; nothing before the first step is answered.
pub(super) fn folded(page: Page<'_>) -> Html {
    let state = page.state;
    let mut lines = Vec::new();
    if let Some(overview) = state.overview.as_deref() {
        if state.step > Step::Reading {
            lines.push(line(page, Key::PageFilesStep, file(page, overview), Step::Files));
        }
        if state.step > Step::Check {
            lines.push(line(page, Key::PageCheckStep, content(page, overview), Step::Check));
        }
    }
    if let Some(question) = state.asked.as_ref().filter(|_| state.step > Step::Question) {
        lines.push(line(page, Key::PageQuestionDefinition, definition(page, question), Step::Question));
        lines.push(line(page, Key::PageQuestionBy, breakdown(page, question), Step::Question));
        if question.from.is_some() || question.to.is_some() {
            lines.extend(days(page, question).map(|days| line(page, Key::PageQuestionDays, days, Step::Question)));
        }
    }
    if state.source.is_none() {
        return Html::default();
    }
    html! {
        <section class="folded" aria-label={page.say(Key::PageSoFar)}>
            if !lines.is_empty() {
                <ol class="steps">{ for lines }</ol>
            }
            <p class="over">
                <button type="button" class="plain" id="start-over" aria-describedby="start-over-help" onclick={page.on(Action::StartOver)}>
                    { page.say(Key::PageStartOver) }
                </button>
                <span class="soft" id="start-over-help">{ page.say(Key::PageStartOverHelp) }</span>
            </p>
        </section>
    }
}

fn line(page: Page<'_>, what: Key, value: Html, step: Step) -> Html {
    html! {
        <li key={what.name()}>
            <span class="what">{ page.say(what) }</span>
            <div class="value">{ value }</div>
            <button type="button" class="plain" onclick={page.on(Action::Open(step))}>
                { page.say(Key::PageChange) }<span class="sr">{ format!(" {}", page.say(what).to_lowercase()) }</span>
            </button>
        </li>
    }
}

fn file(page: Page<'_>, overview: &Overview) -> Html {
    let names = match &page.state.source {
        Some(Source::Files(names)) => Value::List(names.iter().cloned().map(Value::Text).collect()),
        Some(Source::Example) | None => Value::from(page.say(Key::PageFilesExampleName)),
    };
    let (from, to) = overview.period.clone();
    let sentence = Key::PageFilesFolded.with("files", names).with("rows", overview.rows).with("from", from).with("to", to);
    page.show(&sentence)
}

fn content(page: Page<'_>, overview: &Overview) -> Html {
    // What the file does not say is left out here; the checking step has said so.
    let pupils = figure::text(page, overview.pupils);
    let pupils = match overview.schools.len() {
        0 => Key::PageCheckFoldedPupils.with("pupils", pupils),
        schools => Key::PageCheckFoldedSchools.with("pupils", pupils).with("schools", words::count(schools)),
    };
    let mut parts = vec![page.say(overview.grain).to_owned(), page.tell(&pupils)];
    if overview.registration != Figure::NotMeasurable {
        parts.push(page.tell(&Key::PageCheckFoldedRegistered.with("registration", figure::text(page, overview.registration))));
    }
    let warnings = overview.remarks.iter().filter(|remark| remark.weight == Weight::Warning);
    html! {
        <>
            { words::unbroken(&words::capital(&parts.join(", "))) }
            { for warnings.map(|remark| html! { <p class="warned">{ page.line(&remark.sentence) }</p> }) }
        </>
    }
}

fn definition(page: Page<'_>, question: &Question) -> Html {
    let language = page.state.language;
    let Some(card) = page.state.catalogue.definitions.iter().find(|card| card.id == question.definition) else { return Html::default() };
    let measured = card.clauses.iter().filter(|clause| !clause.judgement).map(|clause| clause.text.text(language));
    let clauses = measured.collect::<Vec<_>>().join(page.say(Key::PageQuestionOr));
    let name = card.name.text(language);
    if clauses.is_empty() {
        html! { name }
    } else {
        words::unbroken(&format!("{name}: {clauses}"))
    }
}

fn breakdown(page: Page<'_>, question: &Question) -> Html {
    if question.by.is_empty() {
        return html! { page.say(Key::PageQuestionByNone) };
    }
    let names = question.by.iter().map(|name| words::breakdown(page, name)).collect::<Vec<_>>();
    html! { words::capital(&names.join(", ")) }
}

fn days(page: Page<'_>, question: &Question) -> Option<Html> {
    let (first, last) = page.state.overview.as_ref()?.period.clone();
    let (from, to) = (question.from.clone().unwrap_or(first), question.to.clone().unwrap_or(last));
    Some(page.show(&Key::PageQuestionDaysFolded.with("from", from).with("to", to)))
}
